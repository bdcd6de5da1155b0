package report

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"tandem/model"
	"tandem/model/clock"
	"tandem/model/date"
)

// Incident is what an escalation leaves behind to read: what the customer was told, and what was
// learned. Both read the log as corrected, with the logs merged into it; the same records give the
// same bytes.
type Incident struct {
	Escalation *model.Escalation
	Clocks     *clock.Clocks
	Log        []model.LogLine // what counts, in the order of what happened
	Actions    []*model.Action
	ctx        *model.Ctx
	loc        *time.Location
}

// IncidentOf gathers what is known of an escalation at c.Now.
func IncidentOf(c *model.Ctx, e *model.Escalation) *Incident {
	x := &Incident{Escalation: e, Clocks: c.Clocks(e), Actions: c.Snap.ActionsFor(e.ID), ctx: c.For(e)}
	x.loc = x.ctx.Loc
	if x.Clocks.Hours != nil {
		x.loc = x.Clocks.Hours.Location()
	}
	for _, l := range c.Snap.LogOf(e) {
		if !l.Struck && !l.Mends() {
			x.Log = append(x.Log, l)
		}
	}
	return x
}

// at is a moment with its zone told by the heading.
func (x *Incident) at(t date.Instant) string { return t.In(x.loc).Format("Mon 2 Jan 2006 15:04") }

func (x *Incident) name() string {
	return fmt.Sprintf("%s %s", x.Escalation.ID, escape(x.Escalation.Title))
}

// facts are the lines both texts begin with.
func (x *Incident) facts(w *writer) {
	e := x.Escalation
	if a := x.ctx.NameOf(x.account()); a != "" {
		w.line("- Customer: %s", escape(a))
	}
	w.line("- Severity %d, level %d%s", e.Severity(), e.Level, lead(", ", escape(e.Liaison)))
	if e.Major {
		w.line("- Major incident: update every %s", e.Cadence.Show(x.ctx.Scale))
	}
	if x.Clocks.Opened != 0 {
		w.line("- Opened %s", x.at(x.Clocks.Opened))
	}
	if x.Clocks.Ended != 0 {
		w.line("- Ended %s", x.at(x.Clocks.Ended))
	}
	w.line("- All times are in %s", x.loc)
}

func (x *Incident) account() model.ID {
	account, _ := x.ctx.Snap.Home(x.Escalation.ID)
	return account
}

// lead puts words before a text that is not empty.
func lead(words, s string) string {
	if s == "" {
		return ""
	}
	return words + s
}

// Communication is what was said to the customer, and by them, word for word and in order: the log
// that a customer may be shown.
func (x *Incident) Communication() string {
	w := &writer{}
	w.line("# Communication log of %s\n", x.name())
	x.facts(w)
	var ours date.Instant
	n := 0
	for _, l := range x.Log {
		who := ""
		switch {
		case l.Kind == "contact" && l.Direction == "in":
			who = "Customer"
		case l.Kind == "contact":
			who = "Us"
		case l.Kind == "opened", l.Kind == "reopened":
			who = "Opened"
			if l.Kind == "reopened" {
				who = "Reopened"
			}
		case l.Kind == "resolved":
			who = "Resolved"
		default:
			continue
		}
		if n++; n == 1 {
			w.line("\n| When | Who | What |\n|---|---|---|")
		}
		text := escape(l.Text)
		if who == "Us" {
			if ours != 0 && x.Clocks.Hours != nil {
				who += fmt.Sprintf(", after %s", model.ClockLength(x.Clocks.Hours.Between(ours, l.At), x.ctx.Scale))
			}
			ours = l.At
		}
		if l.Who != "" {
			who += " (" + escape(l.Who) + ")"
		}
		w.line("| %s | %s | %s |", x.at(l.At), who, text)
	}
	if n == 0 {
		w.line("\nNothing was said to the customer yet.")
	}
	if k := &x.Clocks.All[clock.Update]; k.Going() && x.Escalation.Open() && k.Hours() != nil && len(x.due(k)) > 0 {
		w.line("\nThe next update is owed %s.", x.due(k))
	}
	return w.b.String()
}

// due is when a clock is due, in words; "never" where its hours have no working time.
func (x *Incident) due(k *clock.Clock) string {
	if k.Hours().Empty() {
		return "never: the calendar has no working time"
	}
	return x.at(k.Due)
}

// PostMortem is the draft of what was learned: how long it took, who told us, how the clocks were kept,
// who was waited for, the timeline from the log, the five whys, what it held up, the actions with what
// they changed, and the lessons.
func (x *Incident) PostMortem() string {
	w := &writer{}
	w.line("# Post-mortem of %s\n", x.name())
	x.facts(w)
	x.duration(w)
	x.impact(w)
	x.kept(w)
	x.timeline(w)
	x.whys(w)
	x.held(w)
	x.actions(w)
	x.lessons(w)
	return w.b.String()
}

// kept is how each clock was kept, and who was waited for.
func (x *Incident) kept(w *writer) {
	w.head("How the clocks were kept")
	kept := 0
	for i := range x.Clocks.All {
		k := &x.Clocks.All[i]
		if k.State == clock.None {
			continue
		}
		kept++
		line := fmt.Sprintf("- %s: **%s**, %s", k.Which.Title(), k.State, model.ClockLeft(k))
		if k.Kept+k.Missed > 1 {
			line += fmt.Sprintf("; met %d times, missed %d", k.Kept, k.Missed)
		}
		if k.Whole != k.Elapsed {
			line += fmt.Sprintf("; %s with the pauses left in", model.ClockLength(k.Whole, x.ctx.Scale))
		}
		w.line("%s", line)
	}
	if kept == 0 {
		w.line("Nothing was agreed that could be kept or missed.")
	}
	for _, s := range x.Clocks.Waited {
		party := s.Party
		if party == "" {
			party = "nobody named"
		}
		w.line("- waited for %s: %s, %.0f %% of its life", party, model.ClockLength(s.Work, x.ctx.Scale), 100*x.Clocks.WaitShare(s.Party))
	}
}

// whys is why it happened.
func (x *Incident) whys(w *writer) {
	e := x.Escalation
	w.head("Why it happened")
	for i, y := range e.Whys {
		w.line("%d. %s%s", i+1, escape(y.Because), lead(" (", escape(y.Evidence))+strings.Repeat(")", min(len(y.Evidence), 1)))
	}
	switch {
	case e.Cause != "":
		w.line("\nRoot cause: **%s**", escape(e.Cause))
	case len(e.Whys) == 0:
		w.line("Nobody has asked yet: ask why up to five times.")
	}
}

// timeline is every line of the log that counts.
func (x *Incident) timeline(w *writer) {
	w.head("Timeline")
	if len(x.Log) == 0 {
		w.line("The log is empty.")
		return
	}
	w.line("| When | What | |\n|---|---|---|")
	for _, l := range x.Log {
		what := string(l.Kind)
		if l.Kind == "contact" {
			what = map[bool]string{true: "customer", false: "us"}[l.Direction == "in"]
		}
		if l.Of != x.Escalation.ID {
			what += " (" + l.Of.String() + ")"
		}
		text := strings.Trim(escape(l.Who)+": "+escape(l.Text), ": ")
		w.line("| %s | %s | %s |", x.at(l.At), what, text)
	}
}

// held is what the escalation was about and held up. A task that was done before it was opened was
// not held up by it.
func (x *Incident) held(w *writer) {
	e := x.Escalation
	blocks := slices.DeleteFunc(slices.Clone(e.Blocks), x.doneBefore)
	if len(e.About)+len(blocks) == 0 {
		return
	}
	w.head("What it held up")
	for _, id := range blocks {
		w.line("- %s %s", id, escape(x.ctx.NameOf(id)))
	}
	for _, id := range e.About {
		w.line("- %s %s (behind it)", id, escape(x.ctx.NameOf(id)))
	}
}

// actions is what is done so that it does not come back, and whether that helped.
func (x *Incident) actions(w *writer) {
	w.head("Actions")
	if len(x.Actions) == 0 {
		w.line("None yet.")
		return
	}
	w.line("| | What | Who | Due | State | Effect |\n|---|---|---|---|---|---|")
	for _, a := range x.Actions {
		effect := escape(a.Effect)
		if on := a.MeasureOn(x.ctx); effect == "" && on != 0 {
			effect = "to be looked at " + on.Time().Format("2 Jan 2006")
		}
		due := ""
		if a.Due != 0 {
			due = a.Due.Time().Format("2 Jan 2006")
		}
		w.line("| %s | %s | %s | %s | %s | %s |", a.ID, escape(a.What), escape(x.ctx.NameOf(a.Owned)), due, a.State, effect)
	}
}
