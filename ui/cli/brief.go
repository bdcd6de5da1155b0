package cli

import (
	"github.com/spf13/cobra"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/report"
	"tandem/store"
)

const briefLong = `Writes the page for the next meeting with a customer, in Markdown, in two parts. The first can be
read aloud to the customer as it is: what they wait for, what went well and badly since the last
meeting, the projects, and what needs an answer. The second, headed "For us only", stays in the
house: how the relation stands, how to go about it, whom we meet and what they told us, how
satisfied they are and how sure that is, risks, the renewal and the opportunities, and what nobody
knows. --customer writes the first part alone; in --json everything of the second lies under
for_us_only.

It tells what happened since the last meeting or visit that is logged, or since --since. With --on
it is for the meeting on that day: what falls due by then is told in any case, and what falls due
before is pointed out to us, for it tells how things stand now.

--keep stores it as a record word for word; tandem list reports shows what was kept.`

const briefExample = `  tandem brief A-1
  tandem brief A-1 --on tomorrow
  tandem brief Northwind --since '1 oct'
  tandem brief A-1 --customer
  tandem brief A-1 --out brief.md --keep`

type briefFlags struct {
	since, on, out string
	keep           bool
	customer       bool // the part that is read aloud alone
}

func (a *app) briefCmd() *cobra.Command {
	var f briefFlags
	c := a.command("brief ACCOUNT [flags]", "Write the page for the next meeting with a customer", briefLong, briefExample, func(cmd *cobra.Command, args []string) error {
		if err := need(cmd, args, 1, 1); err != nil {
			return err
		}
		if err := a.pageOnly(); err != nil {
			return err
		}
		return a.reading(func(s *store.Store) error { return a.brief(s, args[0], f) })
	})
	c.ValidArgsFunction = a.offerAccounts
	c.Flags().StringVar(&f.since, "since", "", "tell what happened since `DAY`, not since the last meeting")
	c.Flags().StringVar(&f.on, "on", "", "for the meeting on `DAY`, today or later, not for the next")
	c.Flags().StringVar(&f.out, "out", "", "write it to `FILE`, which must not be there yet")
	c.Flags().BoolVar(&f.customer, "customer", false, "only the part that can be read to the customer")
	c.Flags().BoolVar(&f.keep, "keep", false, "keep it as a record")
	return c
}

// brief prints the page and, where asked to, keeps it.
func (a *app) brief(s *store.Store, name string, f briefFlags) error {
	c := a.ctx(s.Snapshot())
	x, err := accountNamed(c, name)
	if err != nil {
		return err
	}
	since, err := momentOf(c, "--since", f.since)
	if err != nil {
		return err
	}
	on, err := meetingDay(c.For(x), f.on)
	if err != nil {
		return err
	}
	b, err := s.Brief(c, x.ID, since, on)
	if err != nil {
		return err
	}
	text := b.Markdown()
	if f.customer {
		text = b.Spoken()
	}
	if err := a.writeText(f.out, text); err != nil {
		return err
	}
	var kept model.ID
	if f.keep {
		if _, err := s.Do("Keep the brief for "+x.Name, func(snap *model.Snapshot) (model.Batch, error) {
			e := model.NewEdit(snap, a.today())
			kept = b.Keep(e, text, nil, "")
			return e.Batch()
		}); err != nil {
			return err
		}
	}
	if a.flags.json {
		return writeJSON(a.out, briefObject(c.For(x), b, text, kept, f.customer))
	}
	if f.out == "" {
		err = a.page(text)
	} else {
		err = a.say("written to ", f.out)
	}
	if err == nil && f.keep {
		err = a.say("kept: ", kept.String())
	}
	return err
}

// meetingDay reads --on: a day from today on, in the customer's zone; 0 where nothing was typed.
func meetingDay(c *model.Ctx, text string) (date.Day, error) {
	if text == "" {
		return 0, nil
	}
	today := c.Now.Day(c.Loc)
	on, err := date.ParseDay(text, today)
	if err == nil && on < today {
		err = report.ErrMeetingPast
	}
	if err != nil {
		return 0, badField("--on", err)
	}
	return on, nil
}

// briefObject is what scripts get: the text and the facts behind it. What the customer must not see
// lies under for_us_only, and is not there where the customer's part alone was asked for.
func briefObject(c *model.Ctx, b *report.Brief, text string, kept model.ID, customer bool) model.Object {
	facts := func(list []report.Fact) []any {
		out := []any{}
		for _, x := range list {
			out = append(out, model.Object{{Name: "ref", Value: refOrNil(x.Ref)}, {Name: "text", Value: x.Text}, {Name: "at", Value: clockTime(x.At, c.Loc)}})
		}
		return out
	}
	owed := []any{}
	for _, o := range b.Owed {
		owed = append(owed, model.Object{{Name: "ref", Value: o.Ref.String()}, {Name: "text", Value: o.Text}, {Name: "due", Value: clockTime(o.Due, c.Loc)},
			{Name: "late", Value: o.Late}, {Name: "will_break", Value: o.Broken}})
	}
	out := model.Object{{Name: "account", Value: b.Account.ID.String()}, {Name: "title", Value: b.Title()}, {Name: "on", Value: dayOrNil(b.On)}, {Name: "since", Value: clockTime(b.Since, c.Loc)},
		{Name: "owed", Value: owed}, {Name: "owed_more", Value: b.MoreOwed}, {Name: "untold", Value: facts(b.Untold)}, {Name: "badly", Value: facts(b.Badly)}, {Name: "well", Value: facts(b.Well)},
		{Name: "projects", Value: facts(b.Projects)}, {Name: "asks", Value: facts(b.Asks)}, {Name: "report", Value: refOrNil(kept)}, {Name: "text", Value: text}}
	if customer {
		return out
	}
	return append(out, model.Pair{Name: "for_us_only", Value: briefOurs(c, b, facts)})
}

// briefOurs is the part of a brief for us only.
func briefOurs(c *model.Ctx, b *report.Brief, facts func([]report.Fact) []any) model.Object {
	people, unknown := []any{}, []any{}
	for _, p := range b.People {
		o := model.Object{{Name: "ref", Value: p.Contact.ID.String()}, {Name: "name", Value: p.Contact.Name}, {Name: "sponsor", Value: p.Sponsor}, {Name: "last_contact", Value: nil}}
		if p.Last != nil {
			o[3].Value = clockTime(p.Last.When, c.Loc)
		}
		people = append(people, o)
	}
	for _, s := range b.Unknown {
		unknown = append(unknown, s)
	}
	health := any(nil)
	if b.Health.Known {
		health = b.Health.Score
	}
	return model.Object{{Name: "health", Value: health}, {Name: "target", Value: b.Health.Target}, {Name: "advice", Value: facts(b.Points)},
		{Name: "people", Value: people}, {Name: "heard", Value: facts(b.Heard)}, {Name: "decisions", Value: facts(b.OurAsks)},
		{Name: "risks", Value: facts(b.Risks)}, {Name: "chances", Value: facts(b.Chances)}, {Name: "unknown", Value: unknown}}
}
