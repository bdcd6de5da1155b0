package model

import (
	"fmt"
	"slices"

	"tandem/model/date"
	"tandem/model/money"
	"tandem/model/worktime"
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
	Boundary    Boundary
	Penalty     money.Amount // for each breach
	PenaltyCap  money.Amount // the most there is to pay in a year
	Terms       string
}

// Target is how fast a matter of one severity is owed each thing; an empty length is not owed.
type Target struct {
	Severity                                      int // 1 to 5
	FirstResponse, NextReply, NextUpdate, Resolve date.Span
}

// Pauses are the waits that stop the clock of a resolution, and whether updates pause too: by the
// same waits, or by those on the parties named alone.
type Pauses struct {
	Customer, Vendor, Department, Team, Updates bool
	UpdatesOn                                   []string
}

// Boundary says which end of a break is meant by a time that is over exactly at closing: closing (as
// ours is, and where none is told), or opening, as some help desks count.
type Boundary string

// rule is the boundary as working time knows it.
func (b Boundary) rule() worktime.Boundary {
	if b == "opening" {
		return worktime.Opening
	}
	return worktime.Closing
}

// stopsUpdates is whose waits stop the update clock, where that is told by party; else nil.
func (p Pauses) stopsUpdates() func(string) bool {
	if len(p.UpdatesOn) == 0 {
		return nil
	}
	return func(party string) bool { return slices.Contains(p.UpdatesOn, party) }
}

// pauseFields are the fields of what stops the clocks, of an agreement and of a template of one.
func pauseFields[T any](at func(*T) *Pauses) []Field {
	return []Field{
		Flag("pause_customer", func(x *T) *bool { return &at(x).Customer }, Help("waiting on the customer stops the resolution clock")),
		Flag("pause_vendor", func(x *T) *bool { return &at(x).Vendor }),
		Flag("pause_department", func(x *T) *bool { return &at(x).Department }),
		Flag("pause_team", func(x *T) *bool { return &at(x).Team }),
		Flag("pause_updates", func(x *T) *bool { return &at(x).Updates }, Help("such a wait stops the update clock too")),
		tags("updates_pause_on", func(o any) *[]string { return &at(o.(*T)).UpdatesOn }, Help("the update clock stops for these parties alone: customer, vendor, department, team")),
	}
}

func checkPauses(p Pauses) []Problem {
	for _, w := range p.UpdatesOn {
		if !slices.Contains(Parties, Party(w)) {
			return []Problem{{Field: "updates_pause_on", Message: fmt.Sprintf("%q is no party: write customer, vendor, department or team", w)}}
		}
	}
	return nil
}

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

func agreementKind() *Kind {
	return define(func() *Agreement {
		return &Agreement{Name: "Service agreement", Pauses: Pauses{Customer: true}}
	}, Kind{
		Name: "agreement", Plural: "agreements", Prefix: AgreementPrefix, Hat: DM,
		Help:    "What a customer is owed for each severity: first response, replies, updates, resolution.",
		Columns: []string{"name", "account", "from", "until", "fastest", "penalty"},
		Sort:    "account,-from",
		Fields: append([]Field{
			Text("name", func(x *Agreement) *string { return &x.Name }, Named()),
			Ref("account", func(x *Agreement) *ID { return &x.Account }, To(AccountPrefix), OnDelete(Cascade), Required()),
			Ref("project", func(x *Agreement) *ID { return &x.Project }, To(ProjectPrefix), OnDelete(Cascade), Help("where it is for one project alone")),
			Date("from", func(x *Agreement) *date.Day { return &x.From }, Help("in force from this day on")),
			Date("until", func(x *Agreement) *date.Day { return &x.Until }, Help("its last day; none: until further notice")),
			Ref("calendar", func(x *Agreement) *ID { return &x.Calendar }, To(CalendarPrefix), OnDelete(Restrict), Help("the hours its clocks run in; none: the account's")),
			List("targets", func(x *Agreement) *[]Target { return &x.Targets }, targetFields(), Help("one line a severity: 1 | 30m | 1h | 2h | 8h (first response, reply, update, resolution)")),
		}, append(pauseFields(func(x *Agreement) *Pauses { return &x.Pauses }),
			Enum("boundary", func(x *Agreement) *Boundary { return &x.Boundary }, boundaries(), Label("At closing"), Help("a time that is over exactly at closing is due then, or at the next opening")),
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
			Calc("hours", agreementHours, Width(20), Help("the working time its clocks run in")),
		)...),
		Check: checkAgreement,
	})
}

func boundaries() Opt {
	return OneOf("closing: it is due at closing", "opening: it is due at the next opening")
}

// agreementHours says which hours the clocks run in, and where they have none, that nothing is ever due.
func agreementHours(c *Ctx, x *Agreement) Val {
	own := c.For(x)
	switch {
	case c.HoursOf(x).Empty():
		return ValText("none: never due")
	case own.Calendar != nil:
		return ValText(own.Calendar.Name)
	}
	return ValText("office hours")
}

func targetFields() []Field {
	return []Field{
		Int("severity", func(x *Target) *int { return &x.Severity }, Between(1, 5), Required()),
		Work("first_response", func(x *Target) *date.Span { return &x.FirstResponse }),
		Work("next_reply", func(x *Target) *date.Span { return &x.NextReply }),
		Work("next_update", func(x *Target) *date.Span { return &x.NextUpdate }, Help("the longest the customer waits from one word of ours to the next; what they were told counts where it is sooner")),
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
	out = append(out, checkPauses(x.Pauses)...)
	if x.Penalty.Minor < 0 || x.PenaltyCap.Minor < 0 {
		out = append(out, Problem{Field: "penalty", Message: "is less than nothing"})
	}
	if p, ok := Find[*Project](c.Snap, x.Project); ok && p.Account != 0 && p.Account != x.Account {
		out = append(out, Problem{Field: "project", Message: "is a project of another account"})
	}
	return out
}

// Agree makes an agreement with an account from a template of one, in force from today on: targets,
// pauses, boundary, penalty and words are copied, so that a later change of the template touches no
// agreement. Until somebody says otherwise its clocks run in the account's hours.
func (e *Edit) Agree(account, template ID) (ID, error) {
	x, err := e.AgreementFrom(account, template)
	if err != nil {
		return 0, err
	}
	return e.Put(AgreementPrefix, x), nil
}

// AgreementFrom is what Agree puts, not put yet: for a form to go on with.
func (e *Edit) AgreementFrom(account, template ID) (*Agreement, error) {
	a, ok := e.Get(account).(*Account)
	if !ok {
		return nil, fmt.Errorf("%s is no account", account)
	}
	t, ok := e.Get(template).(*Template)
	if !ok || t.Of != "agreement" {
		return nil, fmt.Errorf("%s is no template of an agreement", template)
	}
	x := e.base.schema.Prefix(AgreementPrefix).New().(*Agreement)
	x.Name, x.Account, x.From = t.Name, account, e.Ctx.Now.Day(e.Ctx.For(a).Loc)
	x.Targets, x.Pauses, x.Boundary = slices.Clone(t.Targets), t.Pauses, t.Boundary
	x.Pauses.UpdatesOn = slices.Clone(t.Pauses.UpdatesOn)
	x.Penalty, x.Terms, x.Links = t.Penalty, t.Body, []Link{{To: template, Title: "made from it"}}
	return x, nil
}

// AgreementTemplates are the templates of agreements, in order of their numbers.
func (s *Snapshot) AgreementTemplates() []*Template {
	var out []*Template
	for t := range Each[*Template](s, TemplatePrefix) {
		if t.Of == "agreement" {
			out = append(out, t)
		}
	}
	return out
}
