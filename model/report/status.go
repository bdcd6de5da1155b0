// Package report gathers what is told to others about the work: facts as structs, and the one
// text that is kept as it was sent.
//
// How a project's colour is found until earned value and simulation take part: each of dates,
// milestones, cost and risks has a colour by the limits below, the worst of them is the
// project's, and a green one without progress for longer than the workspace's stale days counts
// as amber. Every colour carries the sentence that explains it.
package report

import (
	"cmp"
	"fmt"
	"slices"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/money"
)

// The limits of the colours.
const (
	slipDays   = 10  // working days past the target that still are amber
	overAmber  = 100 // percent of the planned cost; above it amber
	overRed    = 110 // above it red
	amberShare = 10  // percent of the open tasks that are overdue
	redShare   = 25  // and from here on red; blocked or undated ones amber
	redScore   = .36 // a risk of this score is red: probability .9 and impact .4
	topRisks   = 5
	mostTasks  = 8
	mostPlaces = 12
)

// Status is how a project stands at a moment.
type Status struct {
	Project    *model.Project
	Account    *model.Account // nil where the project is for nobody
	At         date.Instant
	Colour     model.Colour
	Parts      []Part
	Reported   model.Colour // as told last
	Leaves     int          // tasks with nothing under them
	Percent    float64      // of the work, by duration
	Start      date.Instant
	Finish     date.Instant // as planned now
	Target     date.Instant
	Slip       int             // working days of the project\'s calendar that Finish lies after Target; less than 0: before it
	Base       *model.Baseline // the newest; nil: there is none
	BaseFinish date.Instant    // that of Base
	BaseSlip   int             // working days of the project's calendar that Finish lies after BaseFinish
	Next       []Milestone     // by date: the overdue ones, the next, and what was just reached
	NextMore   int
	Late       []*model.Task // open past their finish or deadline, latest first
	LateMore   int
	Open       int    // leaf tasks that are not done
	Overdue    int    // of them past their finish or deadline
	Undated    int    // of them without finish and deadline
	Blocked    int    // of them, by model.Snapshot.BlockedIn
	Cost       []Cost // by currency
	Risks      []Risk // open threats: those that have happened first, then by score
	Needed     []Need
	Customer   Customer
	Since      date.Instant // of the report before; 0: there was none
	Changes    []Change
	worst      Risk // the one that scores highest
	happened   int  // of the open risks, with those that are not listed
	ctx        *model.Ctx
}

// Part is one reason for the colour.
type Part struct {
	Name   string
	Colour model.Colour
	Why    string
}

// Milestone is one ahead or just passed.
type Milestone struct {
	Task *model.Task
	Due  date.Day
	Was  date.Instant // in the baseline; 0: it does not know it
	Slip int          // working days that it lies after Was
	Late bool
	Done bool
}

// Cost is the money of one currency: amounts are never added up without a rate.
type Cost struct {
	Planned, Spent, Committed money.Amount
}

// Risk is an open risk and its score.
type Risk struct {
	Risk  *model.Risk
	Score float64
}

// Need is a decision somebody must take.
type Need struct {
	Record model.Record
	What   string
	By     date.Day
	Late   bool
}

// Customer is what the customer says and is owed.
type Customer struct {
	Open     []*model.Escalation
	Promises []*model.Promise // open, by due date
	Overdue  int
	Last     *model.Answer        // the newest
	Escaped  int                  // defects that the project's tests let through
	After    []model.HypercareEnd // hypercare and warranty that run, with what is open
}

// Of gathers the status of a project. before is the workspace when the last report was sent, or
// nil; since is that moment. The error is for a project that is not there.
func Of(c *model.Ctx, project model.ID, before *model.Snapshot, since date.Instant) (*Status, error) {
	p, ok := model.Find[*model.Project](c.Snap, project)
	if !ok {
		return nil, fmt.Errorf("%s is not a project of this workspace", project)
	}
	c = c.For(p)
	s := &Status{Project: p, At: c.Now, Reported: p.Reported, Start: p.Start, Target: p.TargetFinish, Since: since, ctx: c}
	s.Account, _ = model.Find[*model.Account](c.Snap, p.Account)
	s.plan()
	s.money()
	s.against()
	s.risks()
	s.needs()
	s.customer()
	s.colour()
	s.shorten() // only now: what is not shown counts for the colour too
	if before != nil {
		s.changes(before)
	}
	return s, nil
}

// plan reads dates, milestones and what is late.
func (s *Status) plan() {
	c := s.ctx
	plan := c.Snap.Plan(s.Project.ID)
	s.Leaves, s.Percent, s.Blocked = plan.Leaves, plan.Percent(), c.Snap.BlockedIn(s.Project.ID)
	today := c.Now.Day(c.Loc)
	for _, l := range plan.Lines {
		t, ok := model.Find[*model.Task](c.Snap, l.ID)
		if !ok || t.Inactive {
			continue
		}
		s.Finish = max(s.Finish, t.Finish)
		due := t.Finish.Day(c.Loc)
		if !l.Summary && !l.Complete {
			s.openTask(t, today)
		}
		switch {
		case t.Milestone && !l.Complete:
			s.Next = append(s.Next, Milestone{Task: t, Due: due, Late: t.Finish != 0 && due < today})
		case t.Milestone && t.ActualFinish.Day(c.Loc) >= today-14 && t.ActualFinish != 0:
			s.Next = append(s.Next, Milestone{Task: t, Due: t.ActualFinish.Day(c.Loc), Done: true})
		case !l.Complete && !l.Summary && past(c, t, today):
			s.Late = append(s.Late, t)
		}
	}
	if s.Project.Finish != 0 && s.Finish == 0 {
		s.Finish = s.Project.Finish
	}
	slices.SortStableFunc(s.Next, func(a, b Milestone) int { return cmp.Compare(a.Due, b.Due) })
	slices.SortStableFunc(s.Late, func(a, b *model.Task) int { return cmp.Compare(a.Finish, b.Finish) })
	s.LateMore = max(len(s.Late)-mostTasks, 0)
	s.Late = s.Late[:len(s.Late)-s.LateMore]
	if s.Finish != 0 && s.Target != 0 {
		s.Slip = c.DaysLate(s.Project, s.Target, s.Finish)
	}
}

// shorten leaves the milestones that matter most: the overdue ones and the next by date, those without a
// date after them, and where there is room what was reached, the newest of it.
func (s *Status) shorten() {
	s.NextMore = max(len(s.Next)-mostPlaces, 0)
	if s.NextMore == 0 {
		return
	}
	class := func(m *Milestone) int {
		switch {
		case m.Done:
			return 2
		case m.Due == 0:
			return 1
		}
		return 0
	}
	slices.SortStableFunc(s.Next, func(a, b Milestone) int {
		if by := cmp.Compare(class(&a), class(&b)); by != 0 || !a.Done {
			return cmp.Or(by, cmp.Compare(a.Due, b.Due))
		}
		return cmp.Compare(b.Due, a.Due)
	})
	s.Next = s.Next[:mostPlaces]
	slices.SortStableFunc(s.Next, func(a, b Milestone) int { return cmp.Compare(a.Due, b.Due) })
}

// openTask counts a leaf task that is not done.
func (s *Status) openTask(t *model.Task, today date.Day) {
	s.Open++
	switch {
	case t.Finish == 0 && t.Deadline == 0:
		s.Undated++
	case past(s.ctx, t, today):
		s.Overdue++
	}
}

// past reports whether a task should be done by now.
func past(c *model.Ctx, t *model.Task, today date.Day) bool {
	return t.Finish != 0 && t.Finish.Day(c.Loc) < today || t.Deadline != 0 && t.Deadline.Day(c.Loc) < today
}

// money adds up by currency what was planned, committed and spent. It meets the baselines on the way.
func (s *Status) money() {
	by := map[money.Code]*Cost{}
	var order []money.Code
	add := func(a money.Amount, at func(*Cost) *money.Amount) {
		if a.Minor == 0 {
			return
		}
		x := by[a.Code]
		if x == nil {
			x = &Cost{Planned: money.Amount{Code: a.Code}, Spent: money.Amount{Code: a.Code}, Committed: money.Amount{Code: a.Code}}
			by[a.Code] = x
			order = append(order, a.Code)
		}
		if sum, err := at(x).Add(a); err == nil {
			*at(x) = sum
		}
	}
	for r := range s.ctx.Snap.RefsTo(s.Project.ID) {
		switch r := r.(type) {
		case *model.Baseline:
			s.newest(r)
		case *model.CostLine:
			if r.Project == s.Project.ID {
				add(r.Planned, func(x *Cost) *money.Amount { return &x.Planned })
			}
		case *model.LedgerEntry:
			switch {
			case r.Project != s.Project.ID:
			case r.Kind == "invoice" || r.Kind == "actual":
				add(r.Amount, func(x *Cost) *money.Amount { return &x.Spent })
			case r.Kind == "commitment":
				add(r.Amount, func(x *Cost) *money.Amount { return &x.Committed })
			}
		}
	}
	for _, code := range order {
		s.Cost = append(s.Cost, *by[code])
	}
}

// risks lists the open threats: what has happened is worse than what may, then the score tells.
func (s *Status) risks() {
	for r := range model.Each[*model.Risk](s.ctx.Snap, model.RiskPrefix) {
		if r.Project == s.Project.ID && r.Open() && !r.Opportunity {
			s.Risks = append(s.Risks, Risk{r, r.Score()})
		}
	}
	byScore := func(a, b Risk) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Risk.ID, b.Risk.ID))
	}
	now := func(r Risk) int {
		if r.Risk.Status == "triggered" {
			return 1
		}
		return 0
	}
	for _, r := range s.Risks {
		s.happened += now(r)
	}
	if len(s.Risks) > 0 {
		s.worst = slices.MinFunc(s.Risks, byScore)
	}
	slices.SortStableFunc(s.Risks, func(a, b Risk) int { return cmp.Or(now(b)-now(a), byScore(a, b)) })
	s.Risks = s.Risks[:min(len(s.Risks), topRisks)]
}

// needs lists decisions and change requests that wait for somebody, the first due first.
func (s *Status) needs() {
	today := s.ctx.Now.Day(s.ctx.Loc)
	add := func(r model.Record, what string, by date.Day) {
		s.Needed = append(s.Needed, Need{r, what, by, by != 0 && by < today})
	}
	for d := range model.Each[*model.Decision](s.ctx.Snap, model.DecisionPrefix) {
		if d.Project == s.Project.ID && d.Open() {
			add(d, d.Question, d.NeededBy)
		}
	}
	for x := range model.Each[*model.ChangeRequest](s.ctx.Snap, model.ChangeRequestPrefix) {
		if x.Project == s.Project.ID && x.Status == "asked" {
			add(x, "Approve the change: "+x.Title, x.NeededBy)
		}
	}
	last := func(d date.Day) date.Day {
		if d == 0 {
			return 1 << 30
		}
		return d
	}
	slices.SortStableFunc(s.Needed, func(a, b Need) int { return cmp.Compare(last(a.By), last(b.By)) })
}

// customer gathers what the customer says and is owed, of this project or of none in particular.
func (s *Status) customer() {
	if s.Account == nil {
		return
	}
	s.Customer.Escaped, s.Customer.After = len(s.ctx.Snap.Escaped(s.Project.ID)), s.ctx.HypercareEnds(s.Project)
	here := func(account, project model.ID) bool {
		return project == s.Project.ID || project == 0 && account == s.Account.ID
	}
	for e := range model.Each[*model.Escalation](s.ctx.Snap, model.EscalationPrefix) {
		if e.Open() && here(e.Account, e.Project) {
			s.Customer.Open = append(s.Customer.Open, e)
		}
	}
	slices.SortStableFunc(s.Customer.Open, func(a, b *model.Escalation) int { return cmp.Compare(a.Severity(), b.Severity()) })
	today := s.ctx.Now.Day(s.ctx.Loc)
	for p := range model.Each[*model.Promise](s.ctx.Snap, model.PromisePrefix) {
		if p.Account == s.Account.ID && p.Open() {
			s.Customer.Promises = append(s.Customer.Promises, p)
			if p.Due != 0 && p.Due < today {
				s.Customer.Overdue++
			}
		}
	}
	slices.SortStableFunc(s.Customer.Promises, func(a, b *model.Promise) int { return cmp.Compare(a.Due, b.Due) })
	for a := range model.Each[*model.Answer](s.ctx.Snap, model.AnswerPrefix) {
		if here(a.Account, a.Project) && (s.Customer.Last == nil || a.When > s.Customer.Last.When) {
			s.Customer.Last = a
		}
	}
}
