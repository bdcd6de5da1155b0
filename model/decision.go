package model

import "tandem/model/date"

// Decision is a question that somebody must answer, with what there is to choose from.
type Decision struct {
	Meta
	Question         string
	Project, Account ID
	Options          []Option
	NeededBy         date.Day
	Owned            ID // who sees to it that it is taken
	Outcome, Why     string
	Decided          ID
	DecidedOn        date.Day
	Status           DecisionStatus
	About            []ID
}

// DecisionStatus is where a decision stands.
type DecisionStatus string

// Option is one of the things to choose from.
type Option struct{ Name, For, Against string }

// Owner is the project, or the account.
func (x *Decision) Owner() ID {
	if x.Project != 0 {
		return x.Project
	}
	return x.Account
}

// Open reports whether it is still to be taken.
func (x *Decision) Open() bool { return x.Status == "open" }

// Standing is over once taken, and hurts when the day it was needed by has passed.
func (x *Decision) Standing(c *Ctx) Standing { return standBy(!x.Open(), x.NeededBy, c) }

func decisionKind() *Kind {
	return define(func() *Decision { return &Decision{Status: "open"} }, Kind{
		Name: "decision", Plural: "decisions", Prefix: DecisionPrefix,
		Help:    "A question somebody must answer: the options, by when, and what was decided.",
		Columns: []string{"question", "needed_by", "status", "project", "outcome", "decided_by"},
		Sort:    "status,needed_by",
		Fields: []Field{
			Text("question", func(x *Decision) *string { return &x.Question }, Named()),
			Ref("project", func(x *Decision) *ID { return &x.Project }, To(ProjectPrefix), OnDelete(Cascade)),
			Ref("account", func(x *Decision) *ID { return &x.Account }, To(AccountPrefix), OnDelete(Cascade)),
			List("options", func(x *Decision) *[]Option { return &x.Options }, []Field{
				Text("option", func(o *Option) *string { return &o.Name }, Required()),
				Text("for", func(o *Option) *string { return &o.For }),
				Text("against", func(o *Option) *string { return &o.Against }),
			}, Help("one line an option: Wait a week | no overtime | pilot slips")),
			Date("needed_by", func(x *Decision) *date.Day { return &x.NeededBy }, Help("the last day on which it still helps")),
			Ref("owner", func(x *Decision) *ID { return &x.Owned }, To(PersonPrefix), OnDelete(Clear)),
			Text("outcome", func(x *Decision) *string { return &x.Outcome }, Search(), Width(24)),
			Long("why", func(x *Decision) *string { return &x.Why }, Search(), Help("the reasons, for those who come later")),
			Ref("decided_by", func(x *Decision) *ID { return &x.Decided }, To(PersonPrefix, ContactPrefix), OnDelete(Clear)),
			Date("decided_on", func(x *Decision) *date.Day { return &x.DecidedOn }),
			Enum("status", func(x *Decision) *DecisionStatus { return &x.Status }, OneOf("open", "decided", "dropped")),
			Refs("about", func(x *Decision) *[]ID { return &x.About }, OnDelete(Clear), Help("what it is about")),
		},
		Check: func(_ *Ctx, r Record) []Problem {
			x := r.(*Decision)
			if x.Project == 0 && x.Account == 0 {
				return []Problem{{Field: "project", Message: "a decision belongs to a project or an account"}}
			}
			if x.Status == "decided" && x.Outcome == "" {
				return []Problem{{Field: "outcome", Message: "what was decided is missing"}}
			}
			return nil
		},
	})
}
