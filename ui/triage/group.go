package triage

import (
	"errors"
	"fmt"
	"strings"

	"tandem/model/triage"
	"tandem/ui/act"
	"tandem/ui/dialog"
	"tandem/ui/pane"
)

// After an import the queue may hold thousands. To get to zero one marks a group and decides it
// as one step: this file has the groups, and the line that tells of them.

// The ages, in days, from which an item counts as late by a week and by four.
const (
	lateWeek  = 7
	lateWeeks = 28
)

// group is a way to mark many items: which of them, counted from the one under the cursor, and
// what they share.
type group struct {
	fits func(p *Pane, on, it *triage.Item) bool
	says string
}

var groups = map[string]group{
	"a": {func(*Pane, *triage.Item, *triage.Item) bool { return true }, "all listed"},
	"w": {func(_ *Pane, _, it *triage.Item) bool { return it.DaysLate() >= lateWeek }, "late by a week or more"},
	"m": {func(_ *Pane, _, it *triage.Item) bool { return it.DaysLate() >= lateWeeks }, "late by four weeks or more"},
	"r": {func(_ *Pane, on, it *triage.Item) bool { return reason(on) == reason(it) }, "the same reason"},
	"p": {func(_ *Pane, on, it *triage.Item) bool { return on.Project() == it.Project() }, "the same project"},
	"c": {func(_ *Pane, on, it *triage.Item) bool { return on.Account() == it.Account() }, "the same customer"},
}

// reason is the weightiest signal of an item, else its sign.
func reason(it *triage.Item) string {
	if list := it.Signals(); len(list) > 0 {
		return list[0]
	}
	return it.Glyph.String()
}

// markGroup marks a group beside what is marked already.
func markGroup(p *Pane, _ pane.Env, r act.Result) pane.Effect {
	on := p.current()
	if on == nil {
		return nil
	}
	g, n := groups[r.Arg], 0
	rows := p.rows
	if r.Arg == "b" {
		g = group{groups["a"].fits, "this and all below"}
		rows = rows[p.table.Cursor():]
	}
	for _, it := range rows {
		if g.fits != nil && g.fits(p, on, it) {
			p.table.SetMark(uint64(it.Key()), true)
			n++
		}
	}
	if n == 0 {
		return pane.Toast{Text: "nothing here is " + g.says, Bad: true}
	}
	said := fmt.Sprintf("%d marked: %s", n, g.says)
	if r.Arg == "r" {
		said += " (" + reason(on) + ")"
	}
	return pane.Toast{Text: said + "; decide them as one step"}
}

// manyLate is how many long overdue items make the line of calm worth its place.
const manyLate = 40

// calm tells of what has been overdue for long, where that is much, and how to put it away; ""
// where there is nothing to tell.
func (p *Pane) calm() string {
	if p.view != triage.Now || p.stale < manyLate || p.table.MarkCount() > 0 {
		return ""
	}
	key := func(n act.Name, usual string) string { return p.env.Key("triage", n, usual) }
	return fmt.Sprintf("%d of %d are late by four weeks or more: %s m marks them, then %s m puts them away", p.stale, len(p.rows),
		key("triage.markgroup", "M"), key("triage.snooze", "s"))
}

// countStale counts the rows that are late by four weeks.
func (p *Pane) countStale() {
	p.stale = 0
	if p.view != triage.Now {
		return
	}
	for _, it := range p.rows {
		if it.DaysLate() >= lateWeeks {
			p.stale++
		}
	}
}

// snoozeFor puts away until what the second key says, or until a date that is typed.
func snoozeFor(p *Pane, env pane.Env, r act.Result) pane.Effect {
	if r.Arg != triage.OnDate {
		return p.decide(env, triage.Decision{Verb: triage.Snooze, Arg: r.Arg})
	}
	items := p.targets()
	if ok, why := anyAble(p.q, triage.Decision{Verb: triage.Snooze}, items); !ok {
		return pane.Toast{Text: why, Bad: true}
	}
	read := func(s string) (string, error) {
		if strings.TrimSpace(s) == "" {
			return "", errors.New("a date, such as fri, +2w, eom, 12 jan 9:00")
		}
		until := p.q.SnoozeUntil(items[0], triage.OnDate+" "+strings.TrimSpace(s))
		if until == 0 {
			return "", fmt.Errorf("%q is no date ahead: write fri, +2w, eom, 12 jan 9:00", s)
		}
		c := p.q.Ctx()
		if rec := p.snap.Get(items[0].Subject); rec != nil {
			c = c.For(rec)
		}
		return "It comes back " + until.In(c.Loc).Format("Mon 2 Jan 2006 15:04") + ", sooner where it is due sooner.", nil
	}
	return pane.Open{Overlay: dialog.Ask("Snooze until", "a date or a time", read, func(s string) pane.Effect {
		return p.decide(p.env, triage.Decision{Verb: triage.Snooze, Arg: triage.OnDate + " " + strings.TrimSpace(s)})
	})}
}
