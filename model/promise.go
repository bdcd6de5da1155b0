package model

import (
	"slices"
	"time"

	"tandem/model/date"
)

// Promise is something we said a customer would get.
type Promise struct {
	Meta
	What      string
	Account   ID
	To        ID // a contact
	Due       date.Day
	Task      ID // that delivers it
	Owned     ID
	State     PromiseState
	ClosedOn  date.Day
	Condition string        // what it depends on
	Moves     []PromiseMove // how its date moved, the first move first
}

// PromiseState is what became of a promise.
type PromiseState string

// PromiseMove is one renegotiation: the date that was promised before and the one agreed instead.
type PromiseMove struct {
	On       date.Day
	From, To date.Day
	With     ID // the contact who agreed
	Why      string
}

// Owner is the account.
func (p *Promise) Owner() ID { return p.Account }

// Open reports whether it is still to be kept.
func (p *Promise) Open() bool { return p.State == "open" || p.State == "renegotiated" }

// Verdict is what a promise comes to in the count of those kept.
type Verdict string

// The verdicts. A promise kept after its day, or moved only once its day had passed, is late and
// counts as not kept; so does an open one whose day is over.
const (
	Undecided Verdict = ""
	Kept      Verdict = "kept"
	Late      Verdict = "late"
	Broken    Verdict = "broken"
)

// Verdict judges the promise as of a day. A new date that was agreed before the old one had passed
// is no breach; one agreed afterwards is: else nobody would ever break a promise.
func (p *Promise) Verdict(today date.Day) Verdict {
	switch {
	case p.State == "broken":
		return Broken
	case p.Open() && p.Due != 0 && p.Due < today:
		return Broken
	case p.Open():
		return Undecided
	case p.ClosedOn > p.Due, slices.ContainsFunc(p.Moves, func(m PromiseMove) bool { return m.On > m.From }):
		return Late
	}
	return Kept
}

// settle keeps the story of a promise when an edit replaces it: a new date of an open promise is a
// renegotiation, whoever typed it where; what is closed has the day on which it was. A date that is
// corrected on the day the promise was written down is none. A day is one of the customer's zone, as
// the verbs have it: in the evening of New York it is tomorrow in Greenwich, and what was kept in
// time would be late.
func (p *Promise) settle(old Record, c *Ctx) {
	was, ok := old.(*Promise)
	if !ok || was == p {
		return
	}
	today := c.today(p)
	if was.Open() && p.Open() && was.Due != 0 && p.Due != 0 && p.Due != was.Due && len(p.Moves) == len(was.Moves) &&
		was.Created.Day(c.For(p).Loc) != today {
		p.Moves = append(slices.Clone(p.Moves), PromiseMove{On: today, From: was.Due, To: p.Due})
		p.State = "renegotiated"
	}
	switch {
	case was.Open() && !p.Open() && p.ClosedOn == 0:
		p.ClosedOn = today
	case !was.Open() && p.Open() && p.ClosedOn == was.ClosedOn:
		p.ClosedOn = 0
	}
}

// PromiseSlack is how much working time lies between the forecast of a promise and the end of its
// day, in seconds in the customer's hours: below zero, the promise breaks.
func (c *Ctx) PromiseSlack(p *Promise) (work int64, ok bool) {
	at, ok := c.PromiseForecast(p)
	if !ok || p.Due == 0 {
		return 0, false
	}
	hours := c.HoursOf(p)
	return hours.Diff(at, dayEnd(p.Due, hours.Location())), true
}

// dayEnd is the last second of a day.
func dayEnd(d date.Day, loc *time.Location) date.Instant { return (d+1).At(0, 0, loc) - 1 }

// Standing is over once closed, and hurts when its day has passed or its forecast lies behind it; it shows
// as soon due where the work for it is late, though there is time left.
func (p *Promise) Standing(c *Ctx) Standing {
	s := standBy(!p.Open(), p.Due, c)
	if s == Calm || s == Soon {
		if slack, ok := c.PromiseSlack(p); ok && slack < 0 {
			return Hurts
		}
		if f, ok := c.PromiseOutlook(p); ok && f.Late {
			return Soon
		}
	}
	return s
}

func promiseKind() *Kind {
	return define(func() *Promise { return &Promise{State: "open"} }, Kind{
		Name: "promise", Plural: "promises", Prefix: PromisePrefix, Hat: DM,
		Help:    "What we said a customer would get, and by when.",
		Columns: []string{"what", "account", "to", "due", "forecast", "slack", "state", "task"},
		Sort:    "owed,-due",
		Fields: []Field{
			Text("what", func(p *Promise) *string { return &p.What }, Named()),
			Ref("account", func(p *Promise) *ID { return &p.Account }, To(AccountPrefix), OnDelete(Cascade), Required()),
			Ref("to", func(p *Promise) *ID { return &p.To }, To(ContactPrefix), OnDelete(Clear)),
			Date("due", func(p *Promise) *date.Day { return &p.Due }, Required()),
			Ref("task", func(p *Promise) *ID { return &p.Task }, To(TaskPrefix), OnDelete(Clear), Help("the task that delivers it")),
			Ref("owner", func(p *Promise) *ID { return &p.Owned }, To(PersonPrefix), OnDelete(Clear)),
			Enum("state", func(p *Promise) *PromiseState { return &p.State }, OneOf("open", "kept", "broken", "renegotiated")),
			Date("closed_on", func(p *Promise) *date.Day { return &p.ClosedOn }),
			Text("condition", func(p *Promise) *string { return &p.Condition }),
			List("moves", func(p *Promise) *[]PromiseMove { return &p.Moves }, []Field{
				Date("on", func(m *PromiseMove) *date.Day { return &m.On }, Required()),
				Date("from", func(m *PromiseMove) *date.Day { return &m.From }, Required()),
				Date("to", func(m *PromiseMove) *date.Day { return &m.To }, Required()),
				Ref("with", func(m *PromiseMove) *ID { return &m.With }, To(ContactPrefix), OnDelete(Clear)),
				Text("why", func(m *PromiseMove) *string { return &m.Why }),
			}, Label("Renegotiated"), Help("one line a move: agreed on | was due | new date | with whom | why")),
			Calc("forecast", func(c *Ctx, p *Promise) Val {
				f, ok := c.PromiseOutlook(p)
				if !ok {
					return None()
				}
				v := ValDay(c, f.At.Day(c.Loc))
				if f.Late {
					v.Show += "+"
				}
				return v
			}, Width(10), Help("when the task that delivers it is finished, as the plan has it now; with a +, at the earliest")),
			Calc("outlook", func(c *Ctx, p *Promise) Val {
				f, ok := c.PromiseOutlook(p)
				if !ok || !p.Open() {
					return None()
				}
				return ValText(f.Words(c))
			}, Width(24), Help("that the task which delivers it is late and nobody has rescheduled it")),
			Calc("slack", func(c *Ctx, p *Promise) Val {
				work, ok := c.PromiseSlack(p)
				if !ok || !p.Open() {
					return None()
				}
				v := ValNum(c.workDays(p, work), 1)
				v.Show += " d"
				return v
			}, Width(7), Help("working days from its forecast to its date; below zero it breaks")),
			Calc("owed", func(c *Ctx, p *Promise) Val {
				if !p.Open() {
					return None()
				}
				return ValDay(c, p.Due)
			}, Width(10), Help("its date while it is still to be kept; empty once it is kept or broken")),
			Calc("first_due", func(c *Ctx, p *Promise) Val { return ValDay(c, p.FirstDue()) }, Width(10), Help("the date that was promised first")),
			Calc("verdict", func(c *Ctx, p *Promise) Val { return ValText(string(p.Verdict(c.Now.Day(c.Loc)))) }, Width(8),
				Help("kept, late or broken: what the count of promises kept takes it for")),
		},
		Verbs: promiseVerbs(),
		Check: func(c *Ctx, r Record) []Problem {
			p := r.(*Promise)
			if x, ok := Find[*Contact](c.Snap, p.To); ok && x.Account != p.Account {
				return []Problem{{Field: "to", Message: "is a contact of another account"}}
			}
			return nil
		},
	})
}

// FirstDue is the date that was promised first, before any move.
func (p *Promise) FirstDue() date.Day {
	if len(p.Moves) > 0 {
		return p.Moves[0].From
	}
	return p.Due
}

// workDays is a length of work in working days of the calendar a record lives in.
func (c *Ctx) workDays(r Record, seconds int64) float64 {
	day := c.HoursOf(r).Scale().Seconds(date.Days)
	return float64(seconds) / float64(max(day, 1))
}
