package model

import (
	"tandem/model/date"
	"tandem/model/money"
)

// ChangeRequest asks to change what a project does, by when or for how much. Approving it
// (see Approve) moves the plan and the budget by what its steps and costs say.
type ChangeRequest struct {
	Meta
	Title             string
	Project           ID
	Reason            string
	ScopeIn, ScopeOut string // what comes into the scope, and what is said to stay out
	Steps             []ChangeStep
	Costs             []ChangeCost
	Target            date.Instant // the finish to promise from then on
	Status            ChangeStatus
	Asked             ID // who asks for it
	Raised, NeededBy  date.Day
	Decided           ID
	DecidedOn         date.Day
	Why               string // of the decision
	Applied           date.Instant
}

// ChangeStatus is where a change request stands.
type ChangeStatus string

// ChangeStep is what it does to one task: longer or shorter, dropped, or a new one.
type ChangeStep struct {
	Task     ID        // none: a new task
	Name     string    // of a new task
	Duration date.Span // added to the task; of a new one its length
	After    ID        // a new task starts when this one is done
	Under    ID        // the summary a new task goes under
	Drop     bool      // the task is no part of the plan any more
}

// ChangeCost is what it does to the budget: more or less on a line, or a line of its own.
type ChangeCost struct {
	Line     ID
	Name     string // of a new line
	Category CostCategory
	Amount   money.Amount
}

// Owner is the project.
func (x *ChangeRequest) Owner() ID { return x.Project }

// Open reports whether it still has to be decided, or carried into the plan.
func (x *ChangeRequest) Open() bool {
	return x.Status == "draft" || x.Status == "asked" || x.Status == "approved" && x.Applied == 0
}

// Standing is over once decided, and hurts when its decision is late.
func (x *ChangeRequest) Standing(c *Ctx) Standing { return standBy(!x.Open(), x.NeededBy, c) }

// Cost is the sum of its costs; mixed is set where currencies differ.
func (x *ChangeRequest) Cost() (sum money.Amount, mixed bool) {
	for _, l := range x.Costs {
		if l.Amount.Minor == 0 {
			continue
		}
		if sum.Code == "" {
			sum.Code = l.Amount.Code
		}
		next, err := sum.Add(l.Amount)
		if err != nil {
			return sum, true
		}
		sum = next
	}
	return sum, false
}

func changeRequestKind() *Kind {
	return define(func() *ChangeRequest { return &ChangeRequest{Status: "asked"} }, Kind{
		Name: "change request", Plural: "change requests", Prefix: ChangeRequestPrefix, Hat: PM,
		Help:    "A wish to change scope, time or cost; approving it moves plan and budget in one step.",
		Columns: []string{"title", "status", "needed_by", "cost", "project", "asked_by", "applied"},
		Sort:    "status,needed_by",
		Fields:  changeFields(),
		Verbs: []Verb{
			{Name: "approve", Title: "Approve", Help: "Approves the change and moves plan and budget by it, in one step that undo takes back.",
				Why: func(_ *Ctx, r Record) string { return r.(*ChangeRequest).whyNot() }, Do: approveChange},
			{Name: "reject", Title: "Reject", Help: "Rejects the change; plan and budget stay as they are.",
				Why: func(_ *Ctx, r Record) string { return r.(*ChangeRequest).whyNot() }, Do: rejectChange},
		},
		Check: checkChange,
	})
}

func changeFields() []Field {
	return []Field{
		Text("title", func(x *ChangeRequest) *string { return &x.Title }, Named()),
		Ref("project", func(x *ChangeRequest) *ID { return &x.Project }, To(ProjectPrefix), OnDelete(Cascade), Required()),
		Long("reason", func(x *ChangeRequest) *string { return &x.Reason }, Search()),
		Long("scope_in", func(x *ChangeRequest) *string { return &x.ScopeIn }, Search(), Help("what comes into the scope")),
		Long("scope_out", func(x *ChangeRequest) *string { return &x.ScopeOut }, Search(), Help("what is said to stay outside")),
		List("steps", func(x *ChangeRequest) *[]ChangeStep { return &x.Steps }, []Field{
			Ref("task", func(x *ChangeStep) *ID { return &x.Task }, To(TaskPrefix), OnDelete(Drop)),
			Text("name", func(x *ChangeStep) *string { return &x.Name }),
			Work("duration", func(x *ChangeStep) *date.Span { return &x.Duration }),
			Ref("after", func(x *ChangeStep) *ID { return &x.After }, To(TaskPrefix), OnDelete(Clear)),
			Ref("under", func(x *ChangeStep) *ID { return &x.Under }, To(TaskPrefix), OnDelete(Clear)),
			Flag("drop", func(x *ChangeStep) *bool { return &x.Drop }),
		}, Label("Effect on time"), Help("one line a task: T-3 | | 2d is two days longer; | Audit | 5d | T-3 is a new task after it")),
		List("costs", func(x *ChangeRequest) *[]ChangeCost { return &x.Costs }, []Field{
			Ref("line", func(x *ChangeCost) *ID { return &x.Line }, To(CostLinePrefix), OnDelete(Drop)),
			Text("name", func(x *ChangeCost) *string { return &x.Name }),
			Enum("category", func(x *ChangeCost) *CostCategory { return &x.Category }, costCategories()),
			Money("amount", func(x *ChangeCost) *money.Amount { return &x.Amount }),
		}, Label("Effect on cost"), Help("one line an amount: CL-2 | | | 1200 adds to a line; | Audit | other | 3000 is a new one")),
		Time("target", func(x *ChangeRequest) *date.Instant { return &x.Target }, AtClosing(), Help("the finish to promise from then on")),
		Enum("status", func(x *ChangeRequest) *ChangeStatus { return &x.Status }, OneOf("draft", "asked", "approved", "rejected", "withdrawn")),
		Ref("asked_by", func(x *ChangeRequest) *ID { return &x.Asked }, To(ContactPrefix, PersonPrefix), OnDelete(Clear)),
		Date("raised", func(x *ChangeRequest) *date.Day { return &x.Raised }),
		Date("needed_by", func(x *ChangeRequest) *date.Day { return &x.NeededBy }, Help("when it must be decided")),
		Ref("decided_by", func(x *ChangeRequest) *ID { return &x.Decided }, To(PersonPrefix, ContactPrefix), OnDelete(Clear)),
		Date("decided_on", func(x *ChangeRequest) *date.Day { return &x.DecidedOn }),
		Text("decision", func(x *ChangeRequest) *string { return &x.Why }, Help("why it was decided so")),
		Time("applied", func(x *ChangeRequest) *date.Instant { return &x.Applied }, ReadOnly(), Label("In the plan"), Help("when it moved plan and budget")),
		Calc("cost", func(_ *Ctx, x *ChangeRequest) Val { return lineMoney(x.Cost()) }, Width(10), Help("what it adds to the budget")),
	}
}

func checkChange(c *Ctx, r Record) []Problem {
	x := r.(*ChangeRequest)
	var out []Problem
	for i, st := range x.Steps {
		at := Problem{Field: "steps", Message: rowOf(i)}
		switch {
		case st.Task == 0 && st.Name == "":
			at.Message += "names neither a task nor a new one"
		case st.Task == 0 && (st.Duration.N < 0 || st.Drop):
			at.Message += "a new task cannot be shorter than nothing, or dropped"
		case st.Task != 0 && (st.After != 0 || st.Under != 0):
			at.Message += "after and under are for new tasks"
		default:
			for _, t := range []ID{st.Task, st.After, st.Under} {
				out = append(out, checkTaskOf(c, "steps", t, x.Project)...)
			}
			continue
		}
		out = append(out, at)
	}
	for i, l := range x.Costs {
		line, ok := Find[*CostLine](c.Snap, l.Line)
		switch {
		case l.Line == 0 && l.Name == "":
			out = append(out, Problem{Field: "costs", Message: rowOf(i) + "names neither a cost line nor a new one"})
		case ok && line.Project != x.Project:
			out = append(out, Problem{Field: "costs", Message: rowOf(i) + l.Line.String() + " is a line of another project"})
		case ok && l.Amount.Code != "" && line.Planned.Code != "" && l.Amount.Code != line.Planned.Code:
			out = append(out, Problem{Field: "costs", Message: rowOf(i) + "is not in the currency of " + l.Line.String()})
		}
	}
	return append(out, checkDays("decided_on", x.Raised, x.DecidedOn)...)
}
