package sample

import (
	"slices"
	"strings"

	"github.com/govalues/decimal"

	"tandem/model"
	"tandem/model/date"
)

// sprints makes the sprints around lines of plans and puts their tasks into them. Where a sprint
// stands follows from its days.
func (b *builder) sprints() {
	for _, t := range sprintRows {
		key, _, _ := strings.Cut(t.task, " ")
		around, ok := b.e.Get(b.id(t.task)).(*model.Task)
		if !ok {
			return
		}
		loc := b.plans[key].w.loc
		s := &model.Sprint{Name: t.name, Goal: t.goal, Project: around.Project, Start: around.Start.Day(loc), Finish: around.Finish.Day(loc),
			Capacity: b.decimal(t.capacity), Committed: b.decimal(t.committed), Status: "active", Learned: t.learned}
		switch {
		case around.Finish <= b.now:
			s.Status = "closed"
		case around.Start > b.now:
			s.Status = "planned"
		}
		s.Created = min(around.Start, b.now)
		id := b.put(model.SprintPrefix, t.name, s)
		for _, x := range b.plans[key].tasks {
			if (x.ID == around.ID || x.Parent == around.ID) && x.Duration.N > 0 && !b.plans[key].summary(x) {
				x.Sprint = id
			}
		}
	}
}

// summary reports whether other tasks of the plan are under one.
func (p *plan) summary(t *model.Task) bool {
	return slices.ContainsFunc(p.tasks, func(x *model.Task) bool { return x.Parent == t.ID })
}

// decimal reads a number of the tables; none for "".
func (b *builder) decimal(s string) decimal.Decimal {
	if s == "" {
		return decimal.Decimal{}
	}
	d, err := decimal.Parse(s)
	if err != nil {
		b.fail("%v", err)
	}
	return d
}

// span reads a length of the tables.
func (b *builder) span(s string) date.Span {
	x, err := date.ParseSpan(s, date.Usual)
	if err != nil {
		b.fail("%v", err)
	}
	return x
}

// times makes what people wrote down of their days.
func (b *builder) times() {
	for _, t := range timeRows {
		task, ok := b.e.Get(b.id(t.task)).(*model.Task)
		if !ok {
			return
		}
		w := strings.Fields(t.on)
		for i := 0; i+1 < len(w); i += 2 {
			on := -b.number(strings.TrimPrefix(w[i], "-"))
			x := &model.TimeEntry{What: task.Name, Date: b.day(on), Person: b.id(t.person), Project: task.Project, Task: task.ID, Hours: b.span(w[i+1]), Billable: true}
			x.Created = b.opening(on)
			b.put(model.TimeEntryPrefix, "", x)
		}
	}
}

// decisions makes what is to be decided, and what was.
func (b *builder) decisions() {
	for _, t := range decisionRows {
		x := &model.Decision{Question: t.question, Project: b.id(t.project), Account: b.id(t.account), Options: t.options, NeededBy: b.day(t.needed),
			Owned: b.id(t.owner), Outcome: t.outcome, Why: t.why, Decided: b.id(t.by), Status: "open", About: b.some(t.about)}
		if t.outcome != "" {
			x.Status, x.DecidedOn = "decided", b.day(t.on)
		}
		x.Created = b.opening(min(t.needed, 0) - 9)
		b.put(model.DecisionPrefix, t.question, x)
	}
}

// changes makes the change requests. Those approved are in the plan already: the tables of plans
// and budgets hold what they brought.
func (b *builder) changes() {
	for _, t := range changeRows {
		x := &model.ChangeRequest{Title: t.title, Project: b.id(t.project), Reason: t.reason, ScopeIn: t.in, ScopeOut: t.out, Status: t.status,
			Asked: b.id(t.by), Raised: b.day(t.raised), NeededBy: b.day(t.needed), Decided: b.id(t.decider), Why: t.why}
		for _, s := range t.steps {
			x.Steps = append(x.Steps, model.ChangeStep{Task: b.id(s.task), Name: s.name, Duration: days(s.days), After: b.id(s.after), Under: b.id(s.under)})
		}
		for _, c := range t.costs {
			x.Costs = append(x.Costs, model.ChangeCost{Line: b.id(c.line), Name: c.name, Category: c.category, Amount: euros(c.amount)})
		}
		if t.decided != 0 {
			x.DecidedOn = b.day(t.decided)
		}
		if t.status == "approved" {
			x.Applied = b.berlin.close(x.DecidedOn)
		}
		x.Created = b.opening(t.raised)
		b.put(model.ChangeRequestPrefix, t.key, x)
	}
}

// stakeholders makes who has a stake in the projects. One of the customer's is heard of through
// interactions.
func (b *builder) stakeholders() {
	for _, t := range stakeRows {
		x := &model.Stakeholder{Name: t.name, Project: b.id(t.project), Influence: t.influence, Interest: t.interest, RACI: t.raci,
			Attitude: t.attitude, Wants: t.wants, Cadence: t.cadence}
		switch id := b.id(t.who); {
		case id.Is(model.ContactPrefix):
			x.Contact = id
			if c, ok := b.e.Get(id).(*model.Contact); ok {
				x.Name = c.Name
			}
		case id != 0:
			x.Person, x.Name = id, b.people[t.who].Name
		}
		if t.last != 0 {
			x.Last = b.day(t.last)
		}
		x.Created = b.opening(-50)
		b.put(model.StakeholderPrefix, "", x)
	}
}

// reports makes what was sent, in the afternoon of its day.
func (b *builder) reports() {
	for _, t := range reportRows {
		at := b.day(t.on).At(16, 0, b.berlin.loc)
		x := &model.Report{Title: t.title, Type: t.typ, Project: b.id(t.project), Account: b.id(t.account), AsOf: at - 3600, Colour: t.colour,
			To: b.some(t.to), Sent: at, Text: t.text}
		x.Created = at
		b.put(model.ReportPrefix, t.title, x)
	}
}

// lessons makes what was learned.
func (b *builder) lessons() {
	for _, t := range lessonRows {
		x := &model.Lesson{Title: t.title, Cause: t.cause, Next: t.next, Good: t.good, Category: t.category, Projects: b.some(t.projects),
			Learned: b.day(t.on), Owned: b.id(t.owner), From: b.id(t.from)}
		x.Created = b.opening(t.on)
		b.put(model.LessonPrefix, t.title, x)
	}
}
