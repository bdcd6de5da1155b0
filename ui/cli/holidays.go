package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/holiday"
	"tandem/store"
)

const holidaysLong = `Lists the public holidays of a country or of one of its regions, or the days off of a calendar
of the workspace: its country's holidays with those that are worked, and the days people added.
Without a country it lists those that are known.`

const holidaysExample = `  tandem calc holidays DE --year 2027
  tandem calc holidays DE --region BY
  tandem calc holidays CAL-1 --json
  tandem calc holidays`

func (a *app) holidaysCmd() *cobra.Command {
	var region string
	var year int
	c := a.command("holidays [COUNTRY|CALENDAR] [flags]", "Public holidays of a year", holidaysLong, holidaysExample, func(cmd *cobra.Command, args []string) error {
		if err := need(cmd, args, 0, 1); err != nil {
			return err
		}
		if len(args) == 0 {
			return a.countries()
		}
		if year == 0 {
			year = a.now().Year()
		}
		if year < holiday.FirstYear || year > holiday.LastYear {
			return badField("--year", fmt.Errorf("holidays are known for the years %d to %d", holiday.FirstYear, holiday.LastYear))
		}
		if id, err := model.ParseID(strings.TrimSpace(args[0])); err != nil || !id.Is(model.CalendarPrefix) {
			cal := &model.Calendar{Country: args[0], Region: region}
			if _, err := holiday.Names(args[0], region); err != nil {
				return badField("country", err)
			}
			return a.daysOff(cal.DaysOff(model.NewSnapshot(model.Kinds()), year))
		}
		if region != "" {
			return usagef("a calendar has its own region: leave --region out")
		}
		return a.reading(func(s *store.Store) error {
			c := a.ctx(s.Snapshot())
			id, err := c.Resolve(args[0], []string{model.CalendarPrefix})
			if err != nil {
				return notFound(err)
			}
			cal, _ := model.Find[*model.Calendar](c.Snap, id)
			return a.daysOff(cal.DaysOff(c.Snap, year))
		})
	})
	c.Flags().StringVar(&region, "region", "", "`CODE` of a region: BY, ZH, NSW")
	c.Flags().IntVar(&year, "year", 0, "`YEAR` (this one)")
	c.ValidArgsFunction = func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		var out []string
		for _, x := range holiday.Countries() {
			out = append(out, x.Code+"\t"+x.Name)
		}
		return out[:len(out)*(1-min(len(args), 1))], cobra.ShellCompDirectiveNoFileComp
	}
	return c
}

// countries lists the countries whose holidays are known.
func (a *app) countries() error {
	list := make([]model.Object, 0, 40)
	g := grid{cols: []column{{head: "code"}, {head: "country"}, {head: "regions", keep: keepTitle}}}
	for _, c := range holiday.Countries() {
		var regions []string
		for _, r := range c.Regions {
			regions = append(regions, r.Code)
		}
		g.add(c.Code, c.Name, strings.Join(regions, " "))
		list = append(list, model.Object{{Name: "country", Value: c.Code}, {Name: "name", Value: c.Name}, {Name: "regions", Value: append([]string{}, regions...)}})
	}
	if a.flags.json {
		return writeAll(a.out, list)
	}
	return a.put(&g, a.width(), asciiOnly(a.getenv))
}

// daysOff prints the days off of a year.
func (a *app) daysOff(days []model.DayOff) error {
	list := make([]model.Object, len(days))
	g := grid{cols: []column{{head: "day"}, {name: "weekday"}, {head: "holiday", keep: keepTitle}, {name: "note"}}}
	for i, d := range days {
		var notes []string
		if d.For != 0 {
			notes = append(notes, "for "+d.For.String())
		}
		if d.Worked {
			notes = append(notes, "worked")
		}
		if d.Own {
			notes = append(notes, "own")
		}
		for _, h := range d.Hours {
			notes = append(notes, fmt.Sprintf("%02d:%02d-%02d:%02d", h.From/60, h.From%60, h.To/60, h.To%60))
		}
		g.add(d.Day.String(), d.Day.Weekday().String()[:3], d.Name, strings.Join(notes, ", "))
		list[i] = model.Object{{Name: "day", Value: d.Day.String()}, {Name: "name", Value: d.Name}, {Name: "for", Value: dayOrNil(d.For)},
			{Name: "off", Value: !d.Worked && len(d.Hours) == 0}, {Name: "own", Value: d.Own}}
	}
	switch {
	case a.flags.json:
		return writeAll(a.out, list)
	case len(days) == 0:
		return a.say("no days off: the calendar names no country and no exceptions in that year")
	}
	return a.put(&g, a.width(), asciiOnly(a.getenv))
}

func dayOrNil(d date.Day) any {
	if d == 0 {
		return nil
	}
	return d.String()
}

const agreeLong = `Makes an agreement with an account from a template of one, in force from today on: targets,
pauses, the rule for closing time, penalty and words are copied, and field=value changes what the
copy should have otherwise. A later change of the template touches no agreement.`

const agreeExample = `  tandem agree A-1 --template TP-2
  tandem agree Northwind --template 'Gold support' from=2027-01-01 calendar=CAL-3
  tandem list templates --filter of:agreement`

func (a *app) agreeCmd() *cobra.Command {
	var template string
	c := a.command("agree ACCOUNT --template TEMPLATE [FIELD=VALUE...]", "Make an agreement from a template", agreeLong, agreeExample, func(cmd *cobra.Command, args []string) error {
		values, words := assignments(args)
		if err := need(cmd, words, 1, 1); err != nil {
			return err
		}
		if template == "" {
			return usagef("say which template: --template 'Gold support'; tandem list templates --filter of:agreement shows them")
		}
		return a.reading(func(s *store.Store) error { return a.agree(s, words[0], template, values) })
	})
	c.Flags().StringVar(&template, "template", "", "the `TEMPLATE` of an agreement")
	c.ValidArgsFunction = func(_ *cobra.Command, args []string, word string) ([]string, cobra.ShellCompDirective) {
		return a.offered(word, model.AccountPrefix), cobra.ShellCompDirectiveNoFileComp
	}
	_ = c.RegisterFlagCompletionFunc("template", func(_ *cobra.Command, _ []string, word string) ([]string, cobra.ShellCompDirective) {
		return a.offered(word, model.TemplatePrefix), cobra.ShellCompDirectiveNoFileComp
	})
	return c
}

func (a *app) agree(s *store.Store, account, template string, values []assignment) error {
	var made model.ID
	if _, err := s.Do("agree with "+account, func(snap *model.Snapshot) (model.Batch, error) {
		e := model.NewEdit(snap, a.today())
		who, err := e.Ctx.Resolve(account, []string{model.AccountPrefix})
		if err != nil {
			return model.Batch{}, notFound(err)
		}
		from, err := e.Ctx.Resolve(template, []string{model.TemplatePrefix})
		if err != nil {
			return model.Batch{}, notFound(err)
		}
		x, err := e.AgreementFrom(who, from)
		if err != nil {
			return model.Batch{}, badField("--template", err)
		}
		k := snap.Schema().Prefix(model.AgreementPrefix)
		if err := apply(e.Ctx, k, x, ownersFirst(k, slices.Clone(values))); err != nil {
			return model.Batch{}, err
		}
		made = e.Put(k.Prefix, x)
		return e.Batch()
	}); err != nil {
		return withoutNewID(err, made)
	}
	c := a.ctx(s.Snapshot())
	switch {
	case a.flags.json:
		return writeJSON(a.out, object(c, made))
	case a.exact():
		return a.say(made.String())
	}
	return a.say("added ", made.String(), "  ", c.NameOf(made))
}
