package model

import "tandem/model/date"

// Review looks back on a customer or a project and asks three questions. What comes of it are
// Actions for it.
type Review struct {
	Meta
	Title            string
	Account, Project ID
	Type             ReviewType
	Due              date.Day // when it is to be held
	Held             date.Day
	With             []ID // contacts and people
	Evidence         string
	HowSatisfied     string // how could the project have satisfied the customer?
	WhichProcess     string // which process is to be reviewed?
	TeamAble         string // is the team able to deliver what is required?
	Result           string
}

// ReviewType is the occasion of a review.
type ReviewType string

// Owner is the project, or the account.
func (x *Review) Owner() ID {
	if x.Project != 0 {
		return x.Project
	}
	return x.Account
}

// Open reports whether it is still to be held.
func (x *Review) Open() bool { return x.Held == 0 }

// Standing is over once held, and hurts when its day has passed.
func (x *Review) Standing(c *Ctx) Standing { return standBy(!x.Open(), x.Due, c) }

func reviewKind() *Kind {
	return define(func() *Review { return &Review{Type: "quarterly"} }, Kind{
		Name: "review", Plural: "reviews", Prefix: ReviewPrefix, Hat: DM,
		Help:    "A look back with three questions: the customer's satisfaction, the process, the team.",
		Columns: []string{"title", "account", "project", "type", "due", "held"},
		Sort:    "held,due",
		Fields: []Field{
			Text("title", func(x *Review) *string { return &x.Title }, Named()),
			Ref("account", func(x *Review) *ID { return &x.Account }, To(AccountPrefix), OnDelete(Cascade)),
			Ref("project", func(x *Review) *ID { return &x.Project }, To(ProjectPrefix), OnDelete(Orphan)),
			Enum("type", func(x *Review) *ReviewType { return &x.Type }, OneOf("quarterly", "watermelon", "project end", "incident")),
			Date("due", func(x *Review) *date.Day { return &x.Due }, Help("when it is to be held")),
			Date("held", func(x *Review) *date.Day { return &x.Held }),
			Refs("with", func(x *Review) *[]ID { return &x.With }, To(ContactPrefix, PersonPrefix), OnDelete(Clear)),
			Long("evidence", func(x *Review) *string { return &x.Evidence }, Search(), Help("the figures it begins with")),
			Long("satisfied", func(x *Review) *string { return &x.HowSatisfied }, Search(), Label("How satisfied"), Help("how could the project have satisfied the customer?")),
			Long("process", func(x *Review) *string { return &x.WhichProcess }, Search(), Label("Which process"), Help("which process should be looked at?")),
			Long("team", func(x *Review) *string { return &x.TeamAble }, Search(), Label("Team able"), Help("is the team able to deliver what is required?")),
			Long("result", func(x *Review) *string { return &x.Result }, Search(), Help("what was agreed; what is to be done are actions for it")),
			Calc("answered", func(_ *Ctx, x *Review) Val {
				n := 0
				for _, s := range []string{x.HowSatisfied, x.WhichProcess, x.TeamAble} {
					if s != "" {
						n++
					}
				}
				return ValNum(float64(n), 0)
			}, Width(8), Help("of the three questions")),
		},
		Check: func(_ *Ctx, r Record) []Problem {
			if x := r.(*Review); x.Account == 0 && x.Project == 0 {
				return []Problem{{Field: "account", Message: "a review is about an account or a project"}}
			}
			return nil
		},
	})
}
