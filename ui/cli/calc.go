package cli

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"tandem/model"
	"tandem/model/date"
)

const calcLong = `Tries out a rule without a workspace: what is typed, as tandem reads it. Nothing is opened, but
for a calendar of the workspace that due or between names. The zone is that of this machine
unless --zone names another, and a day of work has --day hours, a week --week hours and a month
--month days.`

const calcExample = `  tandem calc date 'fri +2w'
  tandem calc duration '3d 4h'
  tandem calc duration 2w --day 7.5 --json
  tandem calc due --calendar 'Mon-Fri 09:00-17:00' --start 'fri 16:00' --work 2h`

// calcFlags is what a rule needs to know besides what is typed.
type calcFlags struct {
	zone      string
	day, week float64
	month     int
}

// calculator is one pure rule as a command: value gives its result, first what text shows.
type calculator struct {
	use, short, example string
	value               func(a *app, f calcFlags, text string) (model.Object, error)
}

// calculators lists the rules; a new one is a line here.
func calculators() []calculator {
	return []calculator{
		{"date TEXT", "Read a date or time", "  tandem calc date 'fri +2w'\n  tandem calc date 'eom 17:00' --now 2026-11-20", calcDate},
		{"duration TEXT", "Read a length of work", "  tandem calc duration '3d 4h'\n  tandem calc duration 2ed --json", calcDuration},
	}
}

func (a *app) calcCmd() *cobra.Command {
	var f calcFlags
	c := a.command("calc NAME TEXT...", "Try out a rule: dates, lengths of work, due times", calcLong, calcExample, func(cmd *cobra.Command, args []string) error {
		var names []string
		for _, x := range cmd.Commands() {
			names = append(names, x.Name())
		}
		if len(args) > 0 {
			return usagef("%q is not a calculator: write one of %s", args[0], strings.Join(names, ", "))
		}
		return usagef("the name of a calculator is missing: write one of %s", strings.Join(names, ", "))
	})
	p := c.PersistentFlags()
	p.StringVar(&f.zone, "zone", "", "time zone `NAME`: Europe/Berlin")
	p.Float64Var(&f.day, "day", 8, "`HOURS` of work a day")
	p.Float64Var(&f.week, "week", 40, "`HOURS` of work a week")
	p.IntVar(&f.month, "month", 20, "`DAYS` of work a month")
	for _, k := range calculators() {
		c.AddCommand(a.command(k.use, k.short, k.short+", as tandem understands it. Several words are one text.", k.example,
			func(cmd *cobra.Command, args []string) error {
				if err := need(cmd, args, 1, -1); err != nil {
					return err
				}
				return a.calc(k, f, strings.TrimSpace(strings.Join(args, " ")))
			}))
	}
	c.AddCommand(a.hoursCmds(&f)...)
	c.AddCommand(a.holidaysCmd())
	return c
}

// scale is what a day, a week and a month of work are.
func (f calcFlags) scale() (date.Scale, error) {
	if !(f.day > 0 && f.day <= 24 && f.week > 0 && f.week <= 168) || f.month < 1 || f.month > 31 {
		return date.Scale{}, usagef("a day has up to 24 hours, a week up to 168, a month up to 31 days")
	}
	return date.Scale{MinutesPerDay: max(1, int(f.day*60+.5)), MinutesPerWeek: max(1, int(f.week*60+.5)), DaysPerMonth: f.month}, nil
}

// zoneOf is the zone a flag names, or that of this machine.
func (a *app) zoneOf(name string) (*time.Location, error) {
	if name == "" {
		return time.Local, nil
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		return nil, badField("--zone", fmt.Errorf("%q is not a time zone: write one such as Europe/Berlin", name))
	}
	return loc, nil
}

// calc runs one rule. Text output is its result without the input, JSON all of it by name.
func (a *app) calc(k calculator, f calcFlags, text string) error {
	if _, err := f.scale(); err != nil {
		return err
	}
	v, err := k.value(a, f, text)
	if err != nil {
		return err
	}
	if a.flags.json {
		return writeJSON(a.out, v)
	}
	if a.flags.csv {
		return a.objectsCSV([]model.Object{v})
	}
	var parts []string
	for _, p := range v[1:] {
		switch x := p.Value.(type) {
		case nil:
		case bool:
			if x {
				parts = append(parts, p.Name)
			}
		case float64:
			parts = append(parts, strconv.FormatFloat(x, 'f', -1, 64)+" "+p.Name)
		default:
			parts = append(parts, fmt.Sprint(x))
		}
	}
	return a.say(strings.Join(parts, "  "))
}

// calcDate reads a day, or a moment where a time of day is named. The time is null for a day, so
// that a script can tell midnight from no time at all.
func calcDate(a *app, f calcFlags, text string) (model.Object, error) {
	loc, err := a.zoneOf(f.zone)
	if err != nil {
		return nil, err
	}
	if err := a.setNow(loc); err != nil {
		return nil, err
	}
	now := date.Of(a.now())
	at, err := date.Parse(text, now, loc)
	if err != nil {
		return nil, badField("date", err)
	}
	day := at.Day(loc)
	out := model.Object{{Name: "input", Value: text}, {Name: "date", Value: day.String()}, {Name: "weekday", Value: day.Weekday().String()[:3]}}
	if d, err := date.ParseDay(text, now.Day(loc)); err == nil && !strings.Contains(text, ":") {
		return append(out[:0:0], out[0], model.Pair{Name: "date", Value: d.String()}, model.Pair{Name: "weekday", Value: d.Weekday().String()[:3]},
			model.Pair{Name: "time", Value: nil}), nil
	}
	return append(out, model.Pair{Name: "time", Value: at.RFC3339(loc)}), nil
}

// calcDuration reads a length. A share of something else (50%) has no minutes of its own.
func calcDuration(_ *app, f calcFlags, text string) (model.Object, error) {
	scale, err := f.scale()
	if err != nil {
		return nil, err
	}
	s, err := date.ParseSpan(text, scale)
	if err != nil {
		return nil, badField("duration", err)
	}
	out := model.Object{{Name: "input", Value: text}}
	if s.Unit == date.Percent {
		return append(out, model.Pair{Name: "minutes", Value: nil}, model.Pair{Name: "text", Value: s.Text(scale)},
			model.Pair{Name: "elapsed", Value: false}, model.Pair{Name: "estimate", Value: s.Est}), nil
	}
	return append(out, model.Pair{Name: "minutes", Value: s.Minutes()}, model.Pair{Name: "text", Value: s.Text(scale)},
		model.Pair{Name: "elapsed", Value: s.Elapsed()}, model.Pair{Name: "estimate", Value: s.Est}), nil
}
