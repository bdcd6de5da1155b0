package model

import (
	"math"
	"slices"

	"tandem/model/date"
)

// The types of task: which of work, duration and units stays when another one changes.
const (
	FixedUnits    TaskType = "fixed units"
	FixedDuration TaskType = "fixed duration"
	FixedWork     TaskType = "fixed work"
)

// effort is a task's work equation, work = duration x units, in seconds and shares of a day.
type effort struct {
	t       *Task
	workers []int // the assignments that do work, see workersOf
}

// workersOf are the assignments of a task that do work: those of people, or where it has none, those
// of nobody in particular, as Microsoft Project keeps one for a task that nobody is assigned to.
// Material and cost take no time.
func workersOf(t *Task, worker func(ID) bool) (out []int) {
	for i := range t.Assignments {
		if worker(t.Assignments[i].Person) {
			out = append(out, i)
		}
	}
	for i := range t.Assignments {
		if t.Assignments[i].Person != 0 || len(out) > 0 && t.Assignments[out[0]].Person != 0 {
			continue
		}
		out = append(out, i)
	}
	return out
}

// recompute brings work, duration and units of a task in line again after an edit, as Microsoft
// Project does: what was edited stays, and of the other two the one the type of the task lets go
// follows. Where people came or went, an effort-driven task (one of fixed work always is) keeps its
// work and shares it out anew; another one takes the work of the new ones on top. worker says
// whether an assignment is somebody's work. A task without people has no equation.
func recompute(was, now *Task, worker func(ID) bool) {
	defer settleRemaining(was, now)
	x := effort{t: now, workers: workersOf(now, worker)}
	if len(x.workers) == 0 || now.Duration.Elapsed() || now.Duration.Unit == date.Percent {
		return
	}
	c := x.compare(was, worker)
	if c == (changed{}) || c.duration && c.work && (c.shares || c.people) { // who sets all of it means it
		return
	}
	now.Assignments = slices.Clone(now.Assignments)
	switch {
	case c.people:
		x.people(was, c, worker)
	case c.shares && !c.work: // somebody's own work was set: the task's is the sum
		x.sum()
		x.afterWork()
	case c.work && c.duration: // both were set: units say how
		x.spread(now.Work.N)
		x.unitsFromWork()
	case c.work:
		x.spread(now.Work.N)
		if c.units && now.Type == FixedDuration {
			x.unitsFromWork()
			return
		}
		x.afterWork()
	case c.duration && c.units:
		x.workFromUnits()
	case c.duration:
		if now.Type == FixedWork {
			x.unitsFromWork()
			return
		}
		x.workFromUnits()
	case c.units:
		if now.Type == FixedDuration {
			x.workFromUnits()
			return
		}
		x.durationFromWork()
	}
}

// changed says which parts of the equation an edit touched.
type changed struct{ duration, work, units, shares, people bool }

func (x *effort) compare(was *Task, worker func(ID) bool) changed {
	c := changed{duration: was.Duration.N != x.t.Duration.N, work: was.Work.N != x.t.Work.N}
	type row struct {
		person ID
		nth    int
	}
	before, seen := map[row]Assignment{}, map[ID]int{}
	for _, i := range workersOf(was, worker) {
		a := was.Assignments[i]
		seen[a.Person]++
		before[row{a.Person, seen[a.Person]}] = a
	}
	c.people = len(before) != len(x.workers)
	clear(seen)
	for _, i := range x.workers {
		a := x.t.Assignments[i]
		seen[a.Person]++
		b, ok := before[row{a.Person, seen[a.Person]}]
		c.people = c.people || !ok
		c.units = c.units || ok && unitShare(b.Units) != unitShare(a.Units)
		c.shares = c.shares || ok && b.Work.N != a.Work.N
	}
	return c
}

// unitShare is how much of a day somebody gives, 1 for full time; who has no units gives all.
func unitShare(p Pct) float64 {
	if p <= 0 {
		return 1
	}
	return float64(p) / 100_00
}

func (x *effort) at(i int) *Assignment { return &x.t.Assignments[x.workers[i]] }

// put sets somebody's work; what is left of it follows.
func (a *Assignment) put(seconds float64) {
	if a.Work.N == 0 && a.Work.Unit == date.Minutes {
		a.Work.Unit = date.Hours
	}
	a.Work.N = int64(math.Round(seconds/60)) * 60
	a.Remaining = date.Span{N: max(0, a.Work.N-a.ActualWork.N), Unit: a.Work.Unit}
}

// sum makes the task's work that of its people.
func (x *effort) sum() {
	n := int64(0)
	for i := range x.workers {
		n += x.at(i).Work.N
	}
	if x.t.Work.N == 0 && x.t.Work.Unit == date.Minutes {
		x.t.Work.Unit = date.Hours
	}
	x.t.Work.N = n
}

// spread shares work out as it was shared before, else by units.
func (x *effort) spread(work int64) {
	had, units := int64(0), 0.0
	for i := range x.workers {
		had += x.at(i).Work.N
		units += unitShare(x.at(i).Units)
	}
	for i := range x.workers {
		a := x.at(i)
		part := unitShare(a.Units) / units
		if had > 0 {
			part = float64(a.Work.N) / float64(had)
		}
		a.put(float64(work) * part)
	}
}

// share shares work out by units alone.
func (x *effort) share(work int64) {
	for i := range x.workers {
		x.at(i).Work.N = 0
	}
	x.spread(work)
}

// afterWork lets duration or units follow the work.
func (x *effort) afterWork() {
	if x.t.Type == FixedDuration {
		x.unitsFromWork()
		return
	}
	x.durationFromWork()
}

func (x *effort) workFromUnits() {
	for i := range x.workers {
		a := x.at(i)
		a.put(float64(x.t.Duration.N) * unitShare(a.Units))
	}
	x.sum()
}

// durationFromWork: the task lasts until the last one is through.
func (x *effort) durationFromWork() {
	most := 0.0
	for i := range x.workers {
		a := x.at(i)
		most = max(most, float64(a.Work.N)/unitShare(a.Units))
	}
	if most > 0 {
		x.t.Duration.N = int64(math.Round(most/60)) * 60
	}
}

func (x *effort) unitsFromWork() {
	if x.t.Duration.N <= 0 {
		return
	}
	for i := range x.workers {
		a := x.at(i)
		a.Units = max(1, Pct(math.Round(float64(a.Work.N)/float64(x.t.Duration.N)*100_00)))
	}
}

// people is what follows when somebody came or went.
func (x *effort) people(was *Task, c changed, worker func(ID) bool) {
	t := x.t
	first := !slices.ContainsFunc(was.Assignments, func(a Assignment) bool { return worker(a.Person) })
	total := t.Work.N
	if total == 0 {
		for _, a := range was.Assignments {
			total += a.Work.N
		}
	}
	switch {
	case first && total == 0: // the duration is what is known
		x.workFromUnits()
	case first || t.EffortDriven || t.Type == FixedWork:
		if c.work || !c.shares {
			x.share(total)
		} else {
			x.spread(total)
		}
		if t.Work.N = total; t.Type == FixedDuration || c.duration && t.Type != FixedWork && first {
			x.unitsFromWork()
			return
		}
		x.durationFromWork()
	default:
		known := map[ID]bool{}
		for _, a := range was.Assignments {
			known[a.Person] = true
		}
		for i := range x.workers {
			if a := x.at(i); !known[a.Person] && a.Work.N == 0 {
				a.put(float64(t.Duration.N) * unitShare(a.Units))
			}
		}
		if x.sum(); t.Type != FixedDuration {
			x.durationFromWork()
		}
	}
}

// settleRemaining keeps what is left of a task in line with its duration and with how much of it is
// done, where nobody has said otherwise: remaining = duration x (1 - % complete), as Microsoft
// Project does when either is typed. Without that a plan would take a longer task for one that goes
// faster, and one that is half done for one with all of its time still ahead. A task that nobody has
// told what is left of it is told so only once it is begun.
func settleRemaining(was, now *Task) {
	if was.Remaining != now.Remaining || was.Duration.N == now.Duration.N && was.Done == now.Done {
		return
	}
	if now.Remaining.IsZero() {
		if was.Done == now.Done {
			return
		}
		now.Remaining.Unit = now.Duration.Unit
	}
	if was.Done == now.Done && now.Remaining.N <= 0 {
		return
	}
	now.Remaining.N = leftOf(now.Duration.N, now.Done)
}

// leftOf is what is left of a length of which so much is done, in seconds of whole minutes.
func leftOf(n int64, done Pct) int64 {
	left := int64(100_00 - min(max(done, 0), 100_00))
	return (n/100_00*left + n%100_00*left/100_00) / 60 * 60
}

// PERT is the mean and the standard deviation of a task's length in seconds by its three estimates,
// (o + 4m + p) / 6 and (p - o) / 6; without a likely one the duration stands for it. ok is false
// where the optimistic or the pessimistic one is missing.
func (t *Task) PERT() (mean, sd float64, ok bool) {
	if t.Pessimistic.N <= 0 || t.Optimistic.N <= 0 {
		return 0, 0, false
	}
	m := t.Likely.N
	if m == 0 {
		m = t.Duration.N
	}
	o, p := float64(t.Optimistic.N), float64(t.Pessimistic.N)
	return (o + 4*float64(m) + p) / 6, (p - o) / 6, true
}

// valSpan is a computed length of working time, shown in days.
func valSpan(c *Ctx, seconds float64, ok bool) Val {
	if !ok {
		return None()
	}
	s := date.Span{N: int64(math.Round(seconds/60)) * 60, Unit: date.Days}
	return Val{Key: Key{Num: float64(s.N), Set: true}, Text: s.Text(c.Scale), Show: s.Show(c.Scale)}
}
