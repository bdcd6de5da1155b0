package model

import (
	"fmt"

	"github.com/govalues/decimal"

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
	Boundary  Boundary
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
	After        string // predecessors: 1.2 1.3SS+2d 2.1FF 1.4FS+5ed 1.5SS+50%
	Role         string
	Milestone    bool
	Deliverable  bool
	Acceptance   string // when a deliverable, or a gate, is accepted
	Points       decimal.Decimal
	Recurring    bool // a ceremony that is held again and again while it lasts
	Sprint       bool // what is under it makes a sprint
	Notes        string
}

// TemplateQuestion is a question of a review and what helps to answer it.
type TemplateQuestion struct{ Question, Evidence string }

func templateKind() *Kind {
	return define(func() *Template { return &Template{Of: "project"} }, Kind{
		Name: "template", Plural: "templates", Prefix: TemplatePrefix,
		Help:    "The pattern of a project, an agreement or a review, to begin the next one from.",
		Columns: []string{"name", "of", "method", "tasks", "targets", "questions"},
		Sort:    "of,name",
		Fields: append([]Field{
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
				Flag("deliverable", func(t *TemplateTask) *bool { return &t.Deliverable }),
				Long("acceptance", func(t *TemplateTask) *string { return &t.Acceptance }),
				Number("points", func(t *TemplateTask) *decimal.Decimal { return &t.Points }),
				Flag("recurring", func(t *TemplateTask) *bool { return &t.Recurring }),
				Flag("sprint", func(t *TemplateTask) *bool { return &t.Sprint }),
				Long("notes", func(t *TemplateTask) *string { return &t.Notes }),
			}, Help("one line a task: 1.2 | Walk the floor | 3d | 1.1SS+1d | Analyst")),
			List("targets", func(x *Template) *[]Target { return &x.Targets }, targetFields(), Help("one line a severity: 1 | 30m | 1h | 2h | 8h")),
		}, append(pauseFields(func(x *Template) *Pauses { return &x.Pauses }),
			Enum("boundary", func(x *Template) *Boundary { return &x.Boundary }, boundaries(), Label("At closing"), Help("of an agreement: a time that is over exactly at closing is due then, or at the next opening")),
			Money("penalty", func(x *Template) *money.Amount { return &x.Penalty }, Help("for each breach")),
			List("questions", func(x *Template) *[]TemplateQuestion { return &x.Questions }, []Field{
				Text("question", func(q *TemplateQuestion) *string { return &q.Question }, Required()),
				Text("evidence", func(q *TemplateQuestion) *string { return &q.Evidence }),
			}, Help("one line a question: question | what helps to answer it")),
			Long("body", func(x *Template) *string { return &x.Body }, Search(), Help("words to begin with: roles, ceremonies, terms")),
		)...),
		Check: checkTemplate,
	})
}

func checkTemplate(_ *Ctx, r Record) []Problem {
	x := r.(*Template)
	out := append(checkTargets("targets", x.Targets), checkPauses(x.Pauses)...)
	all := map[string]bool{}
	for i := range x.Tasks {
		all[x.Tasks[i].Number] = true
	}
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
		for _, w := range words(t.After) {
			switch l, err := parseAfter(w, date.Usual); {
			case err != nil:
				bad("%v", err)
			case l.number == t.Number:
				bad("%s waits for itself", t.Number)
			case !all[l.number]:
				bad("%s waits for %s, which does not come in it", t.Number, l.number)
			}
		}
		if t.Duration.N < 0 {
			bad("is shorter than nothing")
		}
		seen[t.Number] = true
	}
	return out
}
