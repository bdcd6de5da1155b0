package model

import (
	"fmt"

	"tandem/model/date"
	"tandem/model/money"
)

// Agreement is what a customer is owed when something goes wrong: how fast, in whose hours,
// what stops the clocks, and what it costs us to be late.
type Agreement struct {
	Meta
	Name        string
	Account     ID
	Project     ID // only for what belongs to this project
	From, Until date.Day
	Calendar    ID // the hours the clocks run in; none: the account's
	Targets     []Target
	Pauses      Pauses
	Penalty     money.Amount // for each breach
	PenaltyCap  money.Amount // the most there is to pay in a year
	Terms       string
}

// Target is how fast a matter of one severity is owed each thing; an empty length is not owed.
type Target struct {
	Severity                                      int // 1 to 5
	FirstResponse, NextReply, NextUpdate, Resolve date.Span
}

// Pauses are the waits that stop the clock of a resolution, and whether updates pause too.
type Pauses struct{ Customer, Vendor, Department, Team, Updates bool }

// On reports whether waiting on a party stops the resolution clock.
func (p Pauses) On(x Party) bool {
	return x == "customer" && p.Customer || x == "vendor" && p.Vendor || x == "department" && p.Department || x == "team" && p.Team
}

// Owner is the account.
func (x *Agreement) Owner() ID { return x.Account }

// CalendarID is the calendar its clocks run in, if it has its own.
func (x *Agreement) CalendarID() ID { return x.Calendar }

// In reports whether it is in force on a day.
func (x *Agreement) In(d date.Day) bool { return d >= x.From && (x.Until == 0 || d <= x.Until) }

// Standing is over once its last day has passed.
func (x *Agreement) Standing(c *Ctx) Standing {
	return standBy(x.Until != 0 && x.Until < c.Now.Day(c.Loc), 0, c)
}

// Target returns what is owed for a severity. Where the agreement does not tell it, the next
// milder one it does tell counts; ok is false where there is none.
func (x *Agreement) Target(severity int) (t Target, ok bool) {
	for _, y := range x.Targets {
		if y.Severity >= severity && (!ok || y.Severity < t.Severity) {
			t, ok = y, true
		}
	}
	return t, ok
}

// AgreementOf is the agreement a matter of an account, perhaps of one of its projects, falls
// under on a day: one made for the project before one for all, the newest of several (of two of
// one day, the one written down later). It is nil where there is none.
func (s *Snapshot) AgreementOf(account, project ID, d date.Day) *Agreement {
	var best *Agreement
	for x := range Each[*Agreement](s, AgreementPrefix) {
		if x.Account == account {
			best = x.better(best, project, d)
		}
	}
	return best
}

// better is x where it holds on the day and goes before best, else best.
func (x *Agreement) better(best *Agreement, project ID, d date.Day) *Agreement {
	if !x.In(d) || x.Project != 0 && x.Project != project {
		return best
	}
	own, has := x.Project != 0, best != nil && best.Project != 0
	if best == nil || own && !has || own == has && x.From >= best.From {
		return x
	}
	return best
}

// Agreement is what an escalation falls under: the agreement of its account, or of its
// project's, on the day it was opened; nil where there is none.
func (s *Snapshot) Agreement(e *Escalation, c *Ctx) *Agreement {
	account := e.Account
	if p, ok := Find[*Project](s, e.Project); ok && account == 0 {
		account = p.Account
	}
	if account == 0 {
		return nil
	}
	at := e.Opened
	if at == 0 {
		at = c.Now
	}
	return s.AgreementOf(account, e.Project, at.Day(c.Loc))
}

var agreementKind = define(func() *Agreement {
	return &Agreement{Name: "Service agreement", Pauses: Pauses{Customer: true}}
}, Kind{
	Name: "agreement", Plural: "agreements", Prefix: AgreementPrefix, Hat: DM,
	Help:    "What a customer is owed for each severity: first response, replies, updates, resolution.",
	Columns: []string{"name", "account", "from", "until", "fastest", "penalty"},
	Sort:    "account,-from",
	Fields: []Field{
		Text("name", func(x *Agreement) *string { return &x.Name }, Named()),
		Ref("account", func(x *Agreement) *ID { return &x.Account }, To(AccountPrefix), OnDelete(Cascade), Required()),
		Ref("project", func(x *Agreement) *ID { return &x.Project }, To(ProjectPrefix), OnDelete(Cascade), Help("where it is for one project alone")),
		Date("from", func(x *Agreement) *date.Day { return &x.From }, Help("in force from this day on")),
		Date("until", func(x *Agreement) *date.Day { return &x.Until }, Help("its last day; none: until further notice")),
		Ref("calendar", func(x *Agreement) *ID { return &x.Calendar }, To(CalendarPrefix), OnDelete(Restrict), Help("the hours its clocks run in; none: the account's")),
		List("targets", func(x *Agreement) *[]Target { return &x.Targets }, targetFields(), Help("one line a severity: 1 | 30m | 1h | 2h | 8h (first response, reply, update, resolution)")),
		Flag("pause_customer", func(x *Agreement) *bool { return &x.Pauses.Customer }, Help("waiting on the customer stops the resolution clock")),
		Flag("pause_vendor", func(x *Agreement) *bool { return &x.Pauses.Vendor }),
		Flag("pause_department", func(x *Agreement) *bool { return &x.Pauses.Department }),
		Flag("pause_team", func(x *Agreement) *bool { return &x.Pauses.Team }),
		Flag("pause_updates", func(x *Agreement) *bool { return &x.Pauses.Updates }, Help("such a wait stops the update clock too")),
		Money("penalty", func(x *Agreement) *money.Amount { return &x.Penalty }, Help("for each breach")),
		Money("penalty_cap", func(x *Agreement) *money.Amount { return &x.PenaltyCap }, Help("the most there is to pay in a year")),
		Long("terms", func(x *Agreement) *string { return &x.Terms }, Search(), Help("the words of the contract")),
		Calc("fastest", func(c *Ctx, x *Agreement) Val {
			t, ok := x.Target(1)
			if !ok {
				return None()
			}
			return ValText(t.FirstResponse.Text(c.Scale) + " / " + t.Resolve.Text(c.Scale))
		}, Width(12), Label("Sev 1"), Help("first response and resolution of the severest")),
	},
	Check: checkAgreement,
})

func targetFields() []Field {
	return []Field{
		Int("severity", func(x *Target) *int { return &x.Severity }, Between(1, 5), Required()),
		Work("first_response", func(x *Target) *date.Span { return &x.FirstResponse }),
		Work("next_reply", func(x *Target) *date.Span { return &x.NextReply }),
		Work("next_update", func(x *Target) *date.Span { return &x.NextUpdate }),
		Work("resolution", func(x *Target) *date.Span { return &x.Resolve }),
	}
}

// checkTargets finds severities told twice, lengths below nothing, and an answer that may take
// longer than the solution.
func checkTargets(field string, list []Target) []Problem {
	var out []Problem
	seen := map[int]bool{}
	for i, t := range list {
		bad := func(msg string) { out = append(out, Problem{Field: field, Message: rowOf(i) + msg}) }
		if seen[t.Severity] {
			bad(fmt.Sprintf("severity %d is told twice", t.Severity))
		}
		seen[t.Severity] = true
		if min(t.FirstResponse.N, t.NextReply.N, t.NextUpdate.N, t.Resolve.N) < 0 {
			bad("a target is less than nothing")
		}
		if t.Resolve.N > 0 && t.Resolve.Elapsed() == t.FirstResponse.Elapsed() && t.FirstResponse.N > t.Resolve.N {
			bad("the first response may take longer than the resolution")
		}
	}
	return out
}

func checkAgreement(c *Ctx, r Record) []Problem {
	x := r.(*Agreement)
	out := append(checkTargets("targets", x.Targets), checkDays("until", x.From, x.Until)...)
	if x.Penalty.Minor < 0 || x.PenaltyCap.Minor < 0 {
		out = append(out, Problem{Field: "penalty", Message: "is less than nothing"})
	}
	if p, ok := Find[*Project](c.Snap, x.Project); ok && p.Account != 0 && p.Account != x.Account {
		out = append(out, Problem{Field: "project", Message: "is a project of another account"})
	}
	return out
}
