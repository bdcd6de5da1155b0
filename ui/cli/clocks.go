package cli

import (
	"fmt"
	"math"
	"time"

	"github.com/spf13/cobra"

	"tandem/model"
	"tandem/model/clock"
	"tandem/model/date"
	"tandem/model/worktime"
	"tandem/store"
)

const clocksLong = `Shows the four clocks of an escalation, replayed from its log: first response, next reply owed,
next update owed, resolution. Each with its state, when it is due, the working time it has taken and
has left, and the stretches of time that is made of.

A clock is breached strictly after it is due. One that is paused shows when it would be due if it
went on now. Without a reference, every open escalation by its clock that is due first.`

const clocksExample = `  tandem clocks E-7
  tandem clocks E-7 --json
  tandem clocks E-7 --now 'fri 17:00'
  tandem clocks`

func (a *app) clocksCmd() *cobra.Command {
	c := a.command("clocks [ESCALATION]", "Show the four clocks of an escalation", clocksLong, clocksExample, func(cmd *cobra.Command, args []string) error {
		if err := need(cmd, args, 0, 1); err != nil {
			return err
		}
		return a.reading(func(s *store.Store) error {
			if len(args) == 0 {
				return a.allClocks(s)
			}
			return a.clocks(s, args[0])
		})
	})
	c.ValidArgsFunction = a.offerEscalations
	return c
}

func (a *app) offerEscalations(_ *cobra.Command, _ []string, word string) ([]string, cobra.ShellCompDirective) {
	return a.offered(word, model.EscalationPrefix), cobra.ShellCompDirectiveNoFileComp
}

// escalationNamed finds an escalation.
func escalationNamed(c *model.Ctx, name string) (*model.Escalation, error) {
	id, err := c.Resolve(name, []string{model.EscalationPrefix})
	if err != nil {
		return nil, notFound(err)
	}
	e, ok := model.Find[*model.Escalation](c.Snap, id)
	if !ok {
		return nil, notFound(fmt.Errorf("%s is no escalation", name))
	}
	return e, nil
}

func (a *app) clocks(s *store.Store, name string) error {
	c := a.ctx(s.Snapshot())
	e, err := escalationNamed(c, name)
	if err != nil {
		return err
	}
	if a.flags.json {
		return writeJSON(a.out, clocksObject(c, e))
	}
	x := c.Clocks(e)
	head := fmt.Sprintf("%s  %s  severity %d, level %d", e.ID, e.Title, e.Severity(), e.Level)
	if x.Under != "" {
		head += "  " + x.Under
	}
	if err := a.say(head); err != nil {
		return err
	}
	g := grid{cols: []column{{head: "clock"}, {head: "state"}, {head: "due"}, {head: "time"}, {head: "why", keep: keepTitle}}}
	for i := range x.All {
		k := &x.All[i]
		left := model.ClockLeft(k)
		if !a.exact() && k.State != clock.None {
			left = model.ClockBar(k, 10, c.ASCII) + " " + left
		}
		g.add(k.Which.Title(), string(k.State), a.dueText(c, k), left, c.ClockWhy(k))
	}
	if err := a.put(&g, a.width(), c.ASCII); err != nil {
		return err
	}
	for _, line := range append(untimedNote(c, e), clockNotes(x)...) {
		if err := a.say(line); err != nil {
			return err
		}
	}
	return nil
}

// untimedNote says why nothing is timed, where that is so, and what puts it right.
func untimedNote(c *model.Ctx, e *model.Escalation) []string {
	why, on := c.Untimed(e)
	switch {
	case why == "":
		return nil
	case on.Is(model.AccountPrefix):
		return []string{"! " + why + "; tandem agree " + on.String() + " --template TEMPLATE makes one"}
	case on != 0:
		return []string{"! " + why + "; tandem set " + on.String() + " account=ACCOUNT names one"}
	}
	return []string{"! " + why}
}

// clockNotes are who was waited for, and what is wrong with the log.
func clockNotes(x *clock.Clocks) []string {
	var out []string
	for _, w := range model.WaitLines(x) {
		out = append(out, fmt.Sprintf("waited for %s, %.0f %% of its life", w.Text, float64(w.Work)/float64(max(x.Life, 1))*100))
	}
	for _, i := range x.Issues {
		out = append(out, "! "+i.Text())
	}
	return out
}

// dueText is when a clock is due: for people by the day, exact for scripts.
func (a *app) dueText(c *model.Ctx, k *clock.Clock) string {
	switch {
	case k.State == clock.None:
		return ""
	case k.Due == worktime.Never:
		return "never"
	case a.exact():
		return k.Due.RFC3339(k.Hours().Location())
	}
	return c.ClockTime(k.Due, k.Hours().Location())
}

// clocksObject is what scripts get. Lengths are seconds of working time.
func clocksObject(c *model.Ctx, e *model.Escalation) model.Object {
	x := c.Clocks(e)
	untimed, _ := c.Untimed(e)
	loc := c.For(e).Loc
	if x.Hours != nil {
		loc = x.Hours.Location()
	}
	list := make([]any, len(x.All))
	for i := range x.All {
		list[i] = clockObject(c, &x.All[i], loc)
	}
	waited, issues := []any{}, []any{}
	for _, w := range x.Waited {
		waited = append(waited, model.Object{{Name: "party", Value: w.Party}, {Name: "seconds", Value: w.Work}, {Name: "share", Value: percent2(x.WaitShare(w.Party))}})
	}
	for _, i := range x.Issues {
		issues = append(issues, model.Object{{Name: "line", Value: i.Line}, {Name: "message", Value: i.Message}})
	}
	return model.Object{{Name: "ref", Value: e.ID.String()}, {Name: "title", Value: e.Title}, {Name: "status", Value: string(e.Status)},
		{Name: "severity", Value: e.Severity()}, {Name: "level", Value: e.Level}, {Name: "agreement", Value: x.Under},
		{Name: "now", Value: c.Now.RFC3339(loc)}, {Name: "opened", Value: clockTime(x.Opened, loc)}, {Name: "ended", Value: clockTime(x.Ended, loc)},
		{Name: "clocks", Value: list}, {Name: "life_seconds", Value: x.Life}, {Name: "waited", Value: waited},
		{Name: "waited_share", Value: percent2(x.WaitShare(""))}, {Name: "issues", Value: issues}, {Name: "untimed", Value: untimed}}
}

// percent2 keeps four decimals of a share.
func percent2(share float64) float64 { return math.Round(share*1e4) / 1e4 }

// clockTime is a moment for scripts: null where there is none, "never" where it does not come.
func clockTime(at date.Instant, loc *time.Location) any {
	switch at {
	case 0:
		return nil
	case worktime.Never:
		return "never"
	}
	return at.RFC3339(loc)
}

func clockObject(c *model.Ctx, k *clock.Clock, loc *time.Location) model.Object {
	spans, pauses := []any{}, []any{}
	for s := range k.Spans() {
		spans = append(spans, model.Object{{Name: "from", Value: clockTime(s.From, loc)}, {Name: "to", Value: clockTime(s.To, loc)}})
	}
	for p := range k.Pauses() {
		pauses = append(pauses, model.Object{{Name: "from", Value: clockTime(p.From, loc)}, {Name: "to", Value: clockTime(p.To, loc)},
			{Name: "party", Value: p.Of()}, {Name: "who", Value: p.Who}, {Name: "what", Value: p.What}})
	}
	o := model.Object{{Name: "clock", Value: k.Which.String()}, {Name: "state", Value: string(k.State)}, {Name: "start", Value: clockTime(k.Start, loc)},
		{Name: "stop", Value: clockTime(k.Stop, loc)}, {Name: "due", Value: clockTime(k.Due, loc)}, {Name: "target", Value: nil},
		{Name: "elapsed", Value: nil}, {Name: "whole", Value: nil}, {Name: "left", Value: nil}, {Name: "said", Value: k.Said},
		{Name: "kept", Value: k.Kept}, {Name: "missed", Value: k.Missed}, {Name: "why", Value: c.ClockWhy(k)},
		{Name: "spans", Value: spans}, {Name: "pauses", Value: pauses}}
	if k.State == clock.None {
		return o
	}
	o[5].Value, o[6].Value, o[7].Value = k.Target, k.Elapsed, k.Whole
	if k.Due != worktime.Never {
		o[8].Value = k.Left
	}
	return o
}

// allClocks lists the open escalations by the clock that is due first.
func (a *app) allClocks(s *store.Store) error {
	c := a.ctx(s.Snapshot())
	var open []*model.Escalation
	for e := range model.Each[*model.Escalation](c.Snap, model.EscalationPrefix) {
		if e.Open() {
			open = append(open, e)
		}
	}
	if a.flags.json {
		list := make([]model.Object, len(open))
		for i, e := range open {
			list[i] = clocksObject(c, e)
		}
		return writeAll(a.out, list)
	}
	sortByDue(c, open)
	g := grid{cols: []column{{head: "ref"}, {head: "title", keep: keepTitle}, {head: "sev"}, {head: "clock"}, {head: "due"}, {head: "time"}}}
	for _, e := range open {
		k := c.Clocks(e).Next()
		if k == nil {
			g.add(e.ID.String(), e.Title, fmt.Sprint(e.Severity()), "", "", "")
			continue
		}
		left := model.ClockLeft(k)
		if !a.exact() {
			left = model.ClockBar(k, 10, c.ASCII) + " " + left
		}
		g.add(e.ID.String(), e.Title, fmt.Sprint(e.Severity()), k.Which.Title(), a.dueText(c, k), left)
	}
	return a.put(&g, a.width(), c.ASCII)
}
