package model

import (
	"fmt"

	"github.com/govalues/decimal"

	"tandem/model/date"
	"tandem/model/money"
)

// Task is a line of a plan: a piece of work, a milestone, or a summary of the tasks under it.
type Task struct {
	Meta
	Project, Parent                   ID
	Order                             int // among all tasks of the project, as in its outline
	Name, WBS                         string
	Milestone, Deliverable            bool
	Duration, Work, Remaining         date.Span
	Type                              TaskType
	Constraint                        Constraint
	ConstraintDate                    date.Instant
	Deadline                          date.Instant
	Links                             []TaskLink // predecessors
	Start, Finish                     date.Instant
	ActualStart, ActualFinish         date.Instant
	Done, Physical                    Pct
	Optimistic, Likely, Pessimistic   date.Span
	Assignments                       []Assignment
	PlannedCost, FixedCost, SpentCost money.Amount
	Column                            string
	Points                            decimal.Decimal
	Sprint                            ID
	Acceptance                        string
	Manual, Inactive, EffortDriven    bool
	Calendar                          ID
	IgnoreResources                   bool
	Priority                          int
	Recurring                         bool
	Delay                             date.Span    // elapsed: put off by levelling
	Rank                              int          // among the cards of a board; 0: as in the outline
	Moves                             []Move       // on the board, oldest first
	Resume                            date.Instant // when interrupted work goes on; 0: it goes on
	Role                              string       // who does it, where nobody is named yet
	AcceptedBy                        ID           // the contact or person who accepted the deliverable
	AcceptedOn                        date.Day
}

// TaskType says what stays when an assignment changes.
type TaskType string

// Constraint is a limit on a task's dates, by its usual short name.
type Constraint string

// LinkType is how a predecessor holds a task: finish to start, and so on.
type LinkType string

// The types of link.
const (
	FS LinkType = "FS"
	SS LinkType = "SS"
	FF LinkType = "FF"
	SF LinkType = "SF"
)

// TaskLink is a predecessor. Either Predecessor or External (a task of another file) is set.
type TaskLink struct {
	Predecessor ID
	External    string
	Type        LinkType
	Lag         date.Span // work, elapsed, or percent of the predecessor's duration
}

// Assignment is somebody's share of a task.
type Assignment struct {
	Person        ID
	Units         Pct // 100 % is full time
	Work          date.Span
	ActualWork    date.Span
	Remaining     date.Span
	Start, Finish date.Instant
	Cost          money.Amount
	ExternalID    string
}

// Owner is the project.
func (t *Task) Owner() ID { return t.Project }

// CalendarID is the task's own calendar, if it has one.
func (t *Task) CalendarID() ID { return t.Calendar }

// Complete reports whether all work is done.
func (t *Task) Complete() bool { return t.Done >= 100_00 || t.ActualFinish != 0 }

// Started reports whether work has begun.
func (t *Task) Started() bool { return t.ActualStart != 0 || t.Done > 0 || t.ActualFinish != 0 }

// Depth is how far in the outline a task is indented; 0 at the top.
func (s *Snapshot) Depth(t *Task) int {
	n := 0
	for t.Parent != 0 && n < 64 {
		up, ok := Find[*Task](s, t.Parent)
		if !ok {
			break
		}
		t = up
		n++
	}
	return n
}

func taskKind() *Kind {
	return define(func() *Task {
		return &Task{Type: "fixed units", Constraint: "ASAP", Duration: date.Span{N: 8 * 3600, Unit: date.Days}, Priority: 500}
	}, Kind{
		Name: "task", Plural: "tasks", Prefix: TaskPrefix, Hat: PM,
		Help:    "A line of a plan: work, a milestone, or a summary of what is under it.",
		Columns: []string{"name", "project", "duration", "start", "finish", "percent", "assigned"},
		Sort:    "project,order",
		Fields:  taskFields(),
		Verbs: []Verb{{Name: "accept", Title: "Accept the deliverable", Help: "Notes the deliverable as accepted, today and by the person who sits here.",
			Why: whyNotAccept, Do: acceptDeliverable}},
		Check: checkTask, Doubt: doubtTask,
	})
}

func taskFields() []Field {
	return append([]Field{
		Text("name", func(t *Task) *string { return &t.Name }, Named()),
		Ref("project", func(t *Task) *ID { return &t.Project }, To(ProjectPrefix), OnDelete(Cascade), Required()),
		Ref("parent", func(t *Task) *ID { return &t.Parent }, To(TaskPrefix), OnDelete(Cascade), Help("the summary it is under")),
		placed(Int("order", func(t *Task) *int { return &t.Order }, Hidden())),
		Text("wbs", func(t *Task) *string { return &t.WBS }, Label("WBS"), Width(8)),
		Work("duration", func(t *Task) *date.Span { return &t.Duration }, Help("3d, 4h, 2w; 2ed is elapsed; 5d? an estimate")),
		Work("work", func(t *Task) *date.Span { return &t.Work }),
		Enum("type", func(t *Task) *TaskType { return &t.Type }, OneOf("fixed units", "fixed duration", "fixed work")),
		List("links", func(t *Task) *[]TaskLink { return &t.Links }, linkFields(), Help("predecessors, one a line: T-3 FS 2d"), typedRow(typedLink)),
		turnsLimit(Enum("constraint", func(t *Task) *Constraint { return &t.Constraint }, Width(6), OneOf("ASAP: as soon as possible", "ALAP: as late as possible",
			"MSO: must start on", "MFO: must finish on", "SNET: start no earlier than", "SNLT: start no later than", "FNET: finish no earlier than", "FNLT: finish no later than"))),
		limitDay(Time("constraint_date", func(t *Task) *date.Instant { return &t.ConstraintDate })),
		Time("deadline", func(t *Task) *date.Instant { return &t.Deadline }, AtClosing()),
		unsettled(Time("start", func(t *Task) *date.Instant { return &t.Start }, AtOpening()), startOf),
		unsettled(Time("finish", func(t *Task) *date.Instant { return &t.Finish }, AtClosing()), finishOf),
		Time("actual_start", func(t *Task) *date.Instant { return &t.ActualStart }, AtOpening()),
		Time("actual_finish", func(t *Task) *date.Instant { return &t.ActualFinish }, AtClosing()),
		Percent("percent", func(t *Task) *Pct { return &t.Done }, Between(0, 100), Label("Done")),
		Percent("physical_percent", func(t *Task) *Pct { return &t.Physical }, Between(0, 100)),
		Work("remaining", func(t *Task) *date.Span { return &t.Remaining }),
		Time("resume", func(t *Task) *date.Instant { return &t.Resume }, AtOpening(), Help("of work under way that was interrupted: what is left of it is done from then")),
		Work("optimistic", func(t *Task) *date.Span { return &t.Optimistic }),
		Work("likely", func(t *Task) *date.Span { return &t.Likely }),
		Work("pessimistic", func(t *Task) *date.Span { return &t.Pessimistic }),
		List("assignments", func(t *Task) *[]Assignment { return &t.Assignments }, assignmentFields(), Help("people, one a line: Ada | 50%")),
		Money("planned_cost", func(t *Task) *money.Amount { return &t.PlannedCost }),
		Money("fixed_cost", func(t *Task) *money.Amount { return &t.FixedCost }),
		Money("actual_cost", func(t *Task) *money.Amount { return &t.SpentCost }),
		Flag("milestone", func(t *Task) *bool { return &t.Milestone }),
		Flag("deliverable", func(t *Task) *bool { return &t.Deliverable }),
		Text("column", func(t *Task) *string { return &t.Column }, Help("its column on the board")),
		Number("points", func(t *Task) *decimal.Decimal { return &t.Points }),
		Ref("sprint", func(t *Task) *ID { return &t.Sprint }, To(SprintPrefix), OnDelete(Clear)),
		Long("acceptance", func(t *Task) *string { return &t.Acceptance }, Search(), Help("when is it accepted?")),
		Ref("accepted_by", func(t *Task) *ID { return &t.AcceptedBy }, To(ContactPrefix, PersonPrefix), OnDelete(Clear), Help("who accepted the deliverable")),
		Date("accepted_on", func(t *Task) *date.Day { return &t.AcceptedOn }, Help("when the deliverable was accepted")),
		Text("role", func(t *Task) *string { return &t.Role }, Width(16), Help("who does it, where nobody is named yet")),
		Flag("manual", func(t *Task) *bool { return &t.Manual }, Help("its dates are set by hand")),
		Flag("inactive", func(t *Task) *bool { return &t.Inactive }, Help("kept, but no part of the plan")),
		Flag("effort_driven", func(t *Task) *bool { return &t.EffortDriven }),
		Ref("calendar", func(t *Task) *ID { return &t.Calendar }, To(CalendarPrefix), OnDelete(Clear)),
		Flag("ignore_resource_calendars", func(t *Task) *bool { return &t.IgnoreResources }),
		Int("priority", func(t *Task) *int { return &t.Priority }, Between(0, 1000)),
		Flag("recurring", func(t *Task) *bool { return &t.Recurring }),
		Work("levelling_delay", func(t *Task) *date.Span { return &t.Delay }, Help("put off so that nobody is needed twice: 2ed")),
		Int("rank", func(t *Task) *int { return &t.Rank }, Hidden()),
		List("moves", func(t *Task) *[]Move { return &t.Moves }, moveFields(), ReadOnly(), Help("on the board, oldest first: 2026-11-20 09:12 | Ready | Doing | why | 0% (done before)")),
		Calc("duration_minutes", func(_ *Ctx, t *Task) Val { return ValNum(t.Duration.Minutes(), 2) }),
		Calc("work_minutes", func(c *Ctx, t *Task) Val { return ValNum(c.Snap.Effort(t).Minutes(), 2) }),
		Calc("pert_mean", func(c *Ctx, t *Task) Val { mean, _, ok := t.PERT(); return valSpan(c, mean, ok) }, Width(9), Label("Expected"), Help("(optimistic + 4 x likely + pessimistic) / 6")),
		Calc("pert_sd", func(c *Ctx, t *Task) Val { _, sd, ok := t.PERT(); return valSpan(c, sd, ok) }, Width(9), Label("Spread"), Help("(pessimistic - optimistic) / 6, one standard deviation")),
		Calc("outline_number", func(c *Ctx, t *Task) Val { return ValText(c.Snap.Plan(t.Project).Number(t.ID)) }, Label("No."), Width(8), Help("its place in the outline")),
		Calc("summary", func(c *Ctx, t *Task) Val {
			if c.Snap.Plan(t.Project).Summary(t.ID) {
				return Val{Key: Key{Num: 1, Str: "yes", Set: true}, Text: "yes", JSON: true}
			}
			return Val{Key: Key{Str: "no", Set: true}, Text: "no", Show: " ", JSON: false}
		}),
		Calc("outline_level", func(c *Ctx, t *Task) Val { return ValNum(float64(c.Snap.Depth(t)+1), 0) }),
		Calc("assigned", func(c *Ctx, t *Task) Val {
			ids := make([]ID, len(t.Assignments))
			for i, a := range t.Assignments {
				ids[i] = a.Person
			}
			return ValText(joinIDs(ids, c.NameOf))
		}, Width(16)),
	}, append(scheduleFields(), vendorFields[Task]()...)...)
}

func linkFields() []Field {
	return []Field{
		Ref("predecessor", func(l *TaskLink) *ID { return &l.Predecessor }, To(TaskPrefix), OnDelete(Drop)),
		Text("external", func(l *TaskLink) *string { return &l.External }),
		Enum("type", func(l *TaskLink) *LinkType { return &l.Type }, OneOf("FS: finish to start", "SS: start to start", "FF: finish to finish", "SF: start to finish")),
		Work("lag", func(l *TaskLink) *date.Span { return &l.Lag }, OrPercent()),
		Calc("lag_minutes", func(_ *Ctx, l *TaskLink) Val { return ValNum(l.Lag.Minutes(), 2) }),
	}
}

func assignmentFields() []Field {
	return []Field{
		Ref("person", func(a *Assignment) *ID { return &a.Person }, To(PersonPrefix), OnDelete(Drop)),
		Percent("units", func(a *Assignment) *Pct { return &a.Units }),
		Work("work", func(a *Assignment) *date.Span { return &a.Work }),
		Work("actual_work", func(a *Assignment) *date.Span { return &a.ActualWork }),
		Work("remaining_work", func(a *Assignment) *date.Span { return &a.Remaining }),
		Time("start", func(a *Assignment) *date.Instant { return &a.Start }),
		Time("finish", func(a *Assignment) *date.Instant { return &a.Finish }),
		Money("cost", func(a *Assignment) *money.Amount { return &a.Cost }),
		Text("external_id", func(a *Assignment) *string { return &a.ExternalID }),
	}
}

func checkTask(c *Ctx, r Record) []Problem {
	t := r.(*Task)
	out := checkParents(c, t.ID, "parent", func(id ID) ID {
		if x, ok := Find[*Task](c.Snap, id); ok {
			return x.Parent
		}
		return 0
	})
	if up, ok := Find[*Task](c.Snap, t.Parent); ok && up.Project != t.Project {
		out = append(out, Problem{Field: "parent", Message: fmt.Sprintf("%s is a task of another project", t.Parent)})
	}
	for _, l := range t.Links {
		switch {
		case l.Predecessor == 0 && l.External == "":
			out = append(out, Problem{Field: "links", Message: "a link names no predecessor"})
		case l.Predecessor == t.ID:
			out = append(out, Problem{Field: "links", Message: "a task cannot be its own predecessor"})
		}
	}
	if t.Duration.N < 0 {
		out = append(out, Problem{Field: "duration", Message: "is negative"})
	}
	if x, ok := Find[*Sprint](c.Snap, t.Sprint); ok && x.Project != t.Project {
		out = append(out, Problem{Field: "sprint", Message: fmt.Sprintf("%s is a sprint of another project", t.Sprint)})
	}
	if needs := t.Constraint != "" && t.Constraint != "ASAP" && t.Constraint != "ALAP"; needs && t.ConstraintDate == 0 {
		out = append(out, Problem{Field: "constraint_date", Message: fmt.Sprintf("%s wants a date", t.Constraint)})
	}
	return append(out, checkOrder("finish", t.Start, t.Finish)...)
}

// placed sorts tasks that were never put anywhere, whose order is 0, before the others, as the outline does.
func placed(f Field) Field {
	f.more(func(p *ops) {
		p.key = func(_ *Ctx, o any) Key { return Key{Num: float64(o.(*Task).Order), Set: true} }
	})
	return f
}
