package model

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/govalues/decimal"

	"tandem/model/date"
	"tandem/model/money"
	"tandem/model/worktime"
)

// MostBaselines is how many baselines a project can have: they are numbered from 0, as in
// Microsoft Project, where number 0 is called Baseline and the others Baseline 1 to 10.
const MostBaselines = 11

// Figures are what a plan amounts to at a moment: of each task in outline order, and of the whole.
// Summaries add up what is under them; their own stored work and cost are not counted again.
type Figures struct {
	Tasks          []BaselineTask
	Start, Finish  date.Instant
	Duration, Work date.Span
	Cost           money.Amount
	Unpriced       []money.Code // currencies without a rate: their amounts are in no sum
	at             map[ID]int
}

// Of returns the figures of one task.
func (x *Figures) Of(id ID) (BaselineTask, bool) {
	if i, ok := x.at[id]; ok {
		return x.Tasks[i], true
	}
	return BaselineTask{}, false
}

// Figures computes them from the schedule: dates as scheduled, work and cost of the tasks. Amounts
// are in the currency of the project, converted by the newest rate of the context's day. Inactive
// tasks keep their dates and add nothing. The error is for a project that is not there.
func (c *Ctx) Figures(project ID) (*Figures, error) {
	p, ok := Find[*Project](c.Snap, project)
	if !ok {
		return nil, noSuch(project)
	}
	c = c.For(p)
	plan, x := c.Snap.Plan(project), c.Snap.Schedule(project)
	f := &Figures{Start: x.Start, Finish: x.Finish, at: make(map[ID]int, len(plan.Lines)), Tasks: make([]BaselineTask, 0, len(plan.Lines))}
	sum := summer{c: c, f: f}
	cal := c.HoursOf(p)
	up := make([]int, 0, 16) // the summaries above the line
	parent := make([]int, 0, len(plan.Lines))
	for i, l := range plan.Lines {
		t, ok := Find[*Task](c.Snap, l.ID)
		if !ok {
			t = &Task{Meta: Meta{ID: l.ID}, Inactive: true}
		}
		f.at[l.ID] = i
		f.Tasks = append(f.Tasks, figuresOf(c, &sum, cal, t, x, l.Summary))
		up = up[:min(l.Depth, len(up))]
		parent = append(parent, -1)
		if len(up) > 0 {
			parent[i] = up[len(up)-1]
		}
		up = append(up, i)
	}
	for i := len(f.Tasks) - 1; i >= 0; i-- {
		t := &f.Tasks[i]
		if up := parent[i]; up >= 0 {
			f.Tasks[up].Work.N += t.Work.N
			sum.add(&f.Tasks[up].Cost, t.Cost)
		} else {
			f.Work.N += t.Work.N
			sum.add(&f.Cost, t.Cost)
		}
	}
	f.Work.Unit = date.Hours
	f.Duration = date.Span{N: max(0, cal.Between(f.Start, f.Finish)), Unit: date.Days}
	return f, nil
}

// figuresOf are those of one line; of a summary only its dates, for the rest comes from below.
func figuresOf(c *Ctx, sum *summer, cal *worktime.Calendar, t *Task, x *Schedule, summary bool) BaselineTask {
	out := BaselineTask{Task: t.ID, Start: t.Start, Finish: t.Finish, Duration: t.Duration, Work: date.Span{Unit: date.Hours}}
	if d, ok := x.Of(t.ID); ok && d.Start != 0 {
		out.Start, out.Finish = d.Start, d.Finish
	}
	if summary {
		out.Duration = date.Span{N: max(0, cal.Between(out.Start, out.Finish)), Unit: date.Days}
	}
	if t.Inactive {
		return out
	}
	if !summary {
		out.Work = t.effort()
		out.Cost = sum.in(t.cost(c))
	} else if !t.FixedCost.IsZero() { // a summary may carry a cost of its own
		out.Cost = sum.in(t.FixedCost)
	}
	return out
}

// cost is what a task is planned to cost: its planned cost, which holds everything; where none is
// told, its fixed cost and what the people assigned cost by their hours and rates.
func (t *Task) cost(c *Ctx) money.Amount {
	if !t.PlannedCost.IsZero() {
		return t.PlannedCost
	}
	sum := t.FixedCost
	for _, a := range t.Assignments {
		x := a.Cost
		if x.IsZero() {
			x = a.price(c)
		}
		if next, err := sum.Add(x); err == nil {
			sum = next
		}
	}
	return sum
}

// price is the work of an assignment at the person's rate, and what each use costs.
func (a *Assignment) price(c *Ctx) money.Amount {
	p, ok := Find[*Person](c.Snap, a.Person)
	if !ok {
		return money.Amount{}
	}
	out := money.Amount{Minor: (p.Rate.Minor*a.Work.N + 1800) / 3600, Code: p.Rate.Code}
	if sum, err := out.Add(p.PerUse); err == nil {
		out = sum
	}
	return out
}

// summer adds amounts in the currency of a context.
type summer struct {
	c *Ctx
	f *Figures
}

// in is an amount in the currency of the project; nothing where no rate is known, which is noted.
func (s *summer) in(a money.Amount) money.Amount {
	if a.IsZero() || a.Code == s.c.Currency || a.Code == "" {
		a.Code = s.c.Currency
		return a
	}
	rate, _, ok := s.c.Snap.RateOn(a.Code, s.c.Currency, s.c.Now.Day(s.c.Loc))
	if out, err := Exchange(a, rate, s.c.Currency); ok && err == nil {
		return out
	}
	if !slices.Contains(s.f.Unpriced, a.Code) {
		s.f.Unpriced = append(s.f.Unpriced, a.Code)
	}
	return money.Amount{Code: s.c.Currency}
}

func (s *summer) add(to *money.Amount, a money.Amount) {
	if a.IsZero() {
		return
	}
	if sum, err := to.Add(a); err == nil {
		*to = sum
	}
}

// Exchange is an amount in another currency at a rate, rounded half to even to its minor unit.
// The error is for what is too large to be written.
func Exchange(a money.Amount, rate decimal.Decimal, to money.Code) (money.Amount, error) {
	d, err := decimal.New(a.Minor, a.Code.Digits())
	if err == nil {
		d, err = d.Mul(rate)
	}
	if err != nil {
		return money.Amount{}, err
	}
	whole, frac, ok := d.Int64(to.Digits())
	if !ok {
		return money.Amount{}, errors.New("the amount is too large")
	}
	unit := int64(1)
	for range to.Digits() {
		unit *= 10
	}
	return money.Amount{Minor: whole*unit + frac, Code: to}, nil
}

// Baselines are those of a project by their numbers.
func (s *Snapshot) Baselines(project ID) []*Baseline {
	var out []*Baseline
	for b := range Each[*Baseline](s, BaselinePrefix) {
		if b.Project == project {
			out = append(out, b)
		}
	}
	slices.SortFunc(out, func(a, b *Baseline) int { return cmp.Or(cmp.Compare(a.Number, b.Number), cmp.Compare(a.ID, b.ID)) })
	return out
}

// BaselineNumbered is the baseline of that number, nil where it was not taken.
func (s *Snapshot) BaselineNumbered(project ID, number int) *Baseline {
	for _, b := range s.Baselines(project) {
		if b.Number == number {
			return b
		}
	}
	return nil
}

// NewestBaseline is the one that was taken last, nil where there is none.
func (s *Snapshot) NewestBaseline(project ID) *Baseline {
	var out *Baseline
	for _, b := range s.Baselines(project) {
		if out == nil || b.Taken >= out.Taken {
			out = b
		}
	}
	return out
}

// NextBaseline is the lowest number that is free; -1 where all are taken.
func (s *Snapshot) NextBaseline(project ID) int {
	next := 0
	for _, b := range s.Baselines(project) {
		if b.Number == next {
			next++
		}
	}
	if next >= MostBaselines {
		return -1
	}
	return next
}

// BaselineName is what a baseline of that number is called where nobody named it.
func BaselineName(number int) string {
	if number == 0 {
		return "Baseline"
	}
	return fmt.Sprintf("Baseline %d", number)
}

// TakeBaseline keeps the plan of a project as it is computed now under a number, 0 to 10; -1 is
// the lowest that is free. One that has the number already is replaced and keeps its name unless
// another is given. The plan is that of the snapshot the edit began from.
func TakeBaseline(e *Edit, project ID, number int, name string) (ID, error) {
	c := e.Ctx
	f, err := c.Figures(project)
	if err != nil {
		return 0, err
	}
	if len(f.Tasks) == 0 {
		return 0, fmt.Errorf("%s %q has no tasks: there is no plan to keep", project, c.NameOf(project))
	}
	if number < 0 {
		if number = c.Snap.NextBaseline(project); number < 0 {
			return 0, fmt.Errorf("all %d baselines of %s are taken: name the number to replace", MostBaselines, project)
		}
	}
	if number >= MostBaselines {
		return 0, fmt.Errorf("baselines are numbered 0 to %d, not %d", MostBaselines-1, number)
	}
	b := &Baseline{Name: BaselineName(number)}
	if old := c.Snap.BaselineNumbered(project, number); old != nil {
		kept := *old
		b = &kept
	}
	if name != "" {
		b.Name = name
	}
	b.Project, b.Number, b.Taken, b.Tasks = project, number, c.Now, f.Tasks
	b.Start, b.Finish, b.Duration, b.Work, b.Cost = f.Start, f.Finish, f.Duration, f.Work, f.Cost
	return e.Put(BaselinePrefix, b), nil
}
