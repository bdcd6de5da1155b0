package model

import (
	"fmt"

	"tandem/model/date"
	"tandem/model/money"
)

// Template is the pattern of a project, an agreement or a review, to begin the next one from.
type Template struct {
	Meta
	Name      string
	Of        TemplateType
	Method    Method         // of a project
	Tasks     []TemplateTask // of a project
	Targets   []Target       // of an agreement
	Pauses    Pauses
	Penalty   money.Amount
	Questions []TemplateQuestion // of a review
	Body      string
}

// TemplateType is what a template is of.
type TemplateType string

// TemplateTask is a line of a project's pattern. Its number places it in the outline (2.1 is
// under 2); after names the numbers it waits for.
type TemplateTask struct {
	Number, Name string
	Duration     date.Span
	After        string
	Role         string
	Milestone    bool
}

// TemplateQuestion is a question of a review and what helps to answer it.
type TemplateQuestion struct{ Question, Evidence string }

var templateKind = define(func() *Template { return &Template{Of: "project"} }, Kind{
	Name: "template", Plural: "templates", Prefix: TemplatePrefix,
	Help:    "The pattern of a project, an agreement or a review, to begin the next one from.",
	Columns: []string{"name", "of", "method", "tasks", "targets", "questions"},
	Sort:    "of,name",
	Fields: []Field{
		Text("name", func(x *Template) *string { return &x.Name }, Named()),
		Enum("of", func(x *Template) *TemplateType { return &x.Of }, OneOf("project", "agreement", "review"), Required()),
		Enum("method", func(x *Template) *Method { return &x.Method }, methods(), Help("of a project")),
		List("tasks", func(x *Template) *[]TemplateTask { return &x.Tasks }, []Field{
			Text("number", func(t *TemplateTask) *string { return &t.Number }, Required(), Width(6)),
			Text("name", func(t *TemplateTask) *string { return &t.Name }, Required()),
			Work("duration", func(t *TemplateTask) *date.Span { return &t.Duration }),
			Text("after", func(t *TemplateTask) *string { return &t.After }),
			Text("role", func(t *TemplateTask) *string { return &t.Role }),
			Flag("milestone", func(t *TemplateTask) *bool { return &t.Milestone }),
		}, Help("one line a task: 1.2 | Walk the floor | 3d | 1.1 | Analyst")),
		List("targets", func(x *Template) *[]Target { return &x.Targets }, targetFields(), Help("one line a severity: 1 | 30m | 1h | 2h | 8h")),
		Flag("pause_customer", func(x *Template) *bool { return &x.Pauses.Customer }),
		Flag("pause_vendor", func(x *Template) *bool { return &x.Pauses.Vendor }),
		Flag("pause_department", func(x *Template) *bool { return &x.Pauses.Department }),
		Flag("pause_team", func(x *Template) *bool { return &x.Pauses.Team }),
		Flag("pause_updates", func(x *Template) *bool { return &x.Pauses.Updates }),
		Money("penalty", func(x *Template) *money.Amount { return &x.Penalty }, Help("for each breach")),
		List("questions", func(x *Template) *[]TemplateQuestion { return &x.Questions }, []Field{
			Text("question", func(q *TemplateQuestion) *string { return &q.Question }, Required()),
			Text("evidence", func(q *TemplateQuestion) *string { return &q.Evidence }),
		}, Help("one line a question: question | what helps to answer it")),
		Long("body", func(x *Template) *string { return &x.Body }, Search(), Help("words to begin with: roles, ceremonies, terms")),
	},
	Check: checkTemplate,
})

func checkTemplate(_ *Ctx, r Record) []Problem {
	x := r.(*Template)
	out := checkTargets("targets", x.Targets)
	seen := map[string]bool{}
	for i, t := range x.Tasks {
		bad := func(format string, args ...any) {
			out = append(out, Problem{Field: "tasks", Message: rowOf(i) + fmt.Sprintf(format, args...)})
		}
		if up := parentNumber(t.Number); up != "" && !seen[up] {
			bad("there is no %s above %s", up, t.Number)
		}
		if seen[t.Number] {
			bad("%s is told twice", t.Number)
		}
		for _, p := range words(t.After) {
			if !seen[p] {
				bad("%s waits for %s, which does not come before it", t.Number, p)
			}
		}
		if t.Duration.N < 0 {
			bad("is shorter than nothing")
		}
		seen[t.Number] = true
	}
	return out
}
