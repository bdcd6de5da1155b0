package model

import (
	"cmp"
	"time"

	"tandem/model/date"
)

// push moves tasks of one project apart, as an edit: a task that takes longer pushes what waits
// for it, along its links and up to its summaries. It works on the dates that stand in the plan
// and never pulls anything ahead: what becomes free is float, for people to use.
type push struct {
	e       *Edit
	project *Project
	w       workdays
	tasks   map[ID]*Task // copies: they may be written to
	old     map[ID]*Task // as they were
	after   map[ID][]ID  // who waits for whom
	under   map[ID][]ID
	touched map[ID]bool
	last    int // the highest order
}

func newPush(e *Edit, p *Project) *push {
	e.pushes = true
	c := e.Ctx.For(p)
	h := &push{e: e, project: p, w: workdays{c.Snap, c.Calendar, c.Loc}, tasks: map[ID]*Task{}, old: map[ID]*Task{},
		after: map[ID][]ID{}, under: map[ID][]ID{}, touched: map[ID]bool{}}
	for t := range e.base.TasksOf(p.ID) {
		if now, ok := e.Get(t.ID).(*Task); ok {
			h.keep(now)
		}
	}
	return h
}

func (h *push) keep(t *Task) {
	x := *t
	h.tasks[t.ID], h.old[t.ID] = &x, t
	h.last = max(h.last, t.Order)
	if t.Parent != 0 {
		h.under[t.Parent] = append(h.under[t.Parent], t.ID)
	}
	for _, l := range t.Links {
		if l.Predecessor != 0 {
			h.after[l.Predecessor] = append(h.after[l.Predecessor], t.ID)
		}
	}
}

func (h *push) task(id ID) *Task { return h.tasks[id] }

// stretch makes a task longer or shorter by so much and moves what waits for it.
func (h *push) stretch(t *Task, by date.Span) {
	t.Duration.N += by.N
	t.Remaining.N = max(0, t.Remaining.N+by.N)
	if t.Remaining.Unit == date.Minutes {
		t.Remaining.Unit = t.Duration.Unit
	}
	if t.Finish != 0 {
		t.Finish = h.move(t.Finish, by)
		if by.N < 0 && !by.Elapsed() {
			t.Finish = h.w.prev(t.Finish) // work ends at a closing, not at an opening
		}
		t.Finish = max(t.Finish, t.Start)
	}
	h.touched[t.ID] = true
	h.spread(t.ID)
}

// move is a moment later (or, by less than nothing, earlier) by so much work, or clock time.
func (h *push) move(at date.Instant, by date.Span) date.Instant {
	if by.Elapsed() {
		return at + date.Instant(by.N)
	}
	return h.w.add(at, by.N)
}

// add makes a task the change brings in: after another one, else when work next begins.
func (h *push) add(st ChangeStep, from ID) {
	t := h.e.base.schema.Prefix(TaskPrefix).New().(*Task)
	t.ID = h.e.NextID(TaskPrefix)
	t.Project, t.Name, t.Parent, t.Order = h.project.ID, st.Name, st.Under, h.last+1
	t.Duration, t.Remaining, t.Milestone = st.Duration, st.Duration, st.Duration.N == 0
	t.Base().Links = []Link{{To: from}}
	t.Start = h.w.add(max(h.e.Ctx.Now, h.project.Start), 0)
	if p := h.tasks[st.After]; p != nil {
		t.Links = []TaskLink{{Predecessor: p.ID, Type: FS}}
		t.Start = cmp.Or(p.Finish, t.Start)
	}
	if !t.Milestone {
		t.Start = h.w.next(t.Start)
	}
	t.Finish = h.move(t.Start, t.Duration)
	h.keep(t)
	h.old[t.ID] = nil
	h.touched[t.ID] = true
	h.spread(t.ID)
}

// spread moves what waits for a task that has moved, and so on. A loop ends when every task has
// been moved as often as there are tasks.
func (h *push) spread(first ID) {
	todo := []ID{first}
	for n := 0; len(todo) > 0 && n < len(h.tasks)*len(h.tasks)+1; n++ {
		id := todo[0]
		todo = todo[1:]
		if up := h.sum(h.tasks[id].Parent); up != 0 {
			todo = append(todo, up)
		}
		for _, next := range h.after[id] {
			for _, l := range h.tasks[next].Links {
				if l.Predecessor == id {
					todo = append(todo, h.shift(next, h.need(next, l))...)
				}
			}
		}
	}
}

// need is how much work time a link makes a task go back, beyond what the plan already put up
// with before the change.
func (h *push) need(id ID, l TaskLink) int64 {
	gap := func(p, t *Task) int64 {
		from, at := p.Finish, t.Start
		if l.Type == SS || l.Type == SF {
			from = p.Start
		}
		if l.Type == FF || l.Type == SF {
			at = t.Finish
		}
		lag := l.Lag
		if lag.Unit == date.Percent {
			lag = date.Span{N: p.Duration.N * lag.N / 100_00, Unit: p.Duration.Unit}
		}
		return h.w.between(at, h.move(from, lag))
	}
	was := int64(0)
	if p, t := h.old[l.Predecessor], h.old[id]; p != nil && t != nil {
		was = gap(p, t)
	}
	return gap(h.tasks[l.Predecessor], h.tasks[id]) - was
}

// shift moves a task that has not begun by so much work, or the tasks under a summary, and
// returns those that moved. One that must start or finish on its day, or is planned by hand,
// stays where it is.
func (h *push) shift(id ID, by int64) []ID {
	t := h.tasks[id]
	if by <= 0 || t.Started() || t.Inactive {
		return nil
	}
	if len(h.under[id]) > 0 {
		var out []ID
		for _, x := range h.under[id] {
			out = append(out, h.shift(x, by)...)
		}
		return out
	}
	if t.Manual || t.Constraint == "MSO" || t.Constraint == "MFO" {
		return nil
	}
	t.Start = h.w.add(t.Start, by)
	if t.Duration.N > 0 {
		t.Start = h.w.next(t.Start)
	}
	t.Finish = h.move(t.Start, t.Duration)
	h.touched[id] = true
	return []ID{id}
}

// sum fits the dates of a summary to what is under it and returns it where they changed.
func (h *push) sum(id ID) ID {
	t := h.tasks[id]
	if t == nil {
		return 0
	}
	start, finish := t.Start, t.Finish
	t.Start, t.Finish = 0, 0
	for _, x := range h.under[id] {
		u := h.tasks[x]
		if u.Inactive || u.Start == 0 {
			continue
		}
		if t.Start == 0 || u.Start < t.Start {
			t.Start = u.Start
		}
		t.Finish = max(t.Finish, u.Finish)
	}
	if t.Start == 0 {
		t.Start, t.Finish = start, finish
	}
	if t.Start == start && t.Finish == finish {
		return 0
	}
	t.Duration = date.Span{N: h.w.between(t.Start, t.Finish), Unit: t.Duration.Unit}
	h.touched[id] = true
	return id
}

// done puts what moved, and moves the project's finish with its last task.
func (h *push) done() error {
	var before, after date.Instant
	for id, t := range h.tasks {
		if !t.Inactive {
			after = max(after, t.Finish)
		}
		if o := h.old[id]; o != nil && !o.Inactive {
			before = max(before, o.Finish)
		}
	}
	for t := range h.e.base.TasksOf(h.project.ID) { // in the outline's order, not the map's
		if h.touched[t.ID] {
			h.e.Put(TaskPrefix, h.tasks[t.ID])
			delete(h.touched, t.ID)
		}
	}
	for n := h.e.base.Last(TaskPrefix) + 1; n <= h.e.lastOf(TaskPrefix); n++ {
		if id := NewID(TaskPrefix, n); h.touched[id] {
			h.e.Put(TaskPrefix, h.tasks[id])
		}
	}
	return Update(h.e, h.project.ID, func(p *Project) error {
		if p.Finish == before || after > p.Finish {
			p.Finish = cmp.Or(after, p.Finish)
		}
		return nil
	})
}

// workdays walks the working time of a calendar; nil is the office week.
type workdays struct {
	s   *Snapshot
	cal *Calendar
	loc *time.Location
}

// farDays ends a walk in a calendar that does not work.
const farDays = 4000

func (w workdays) hours(d date.Day) [][2]date.Instant {
	cal := w.cal
	if cal == nil {
		cal = &Calendar{Week: OfficeWeek()}
	}
	var out [][2]date.Instant
	for _, i := range cal.DayHours(w.s, d) {
		out = append(out, [2]date.Instant{d.At(i.From/60, i.From%60, w.loc), d.At(i.To/60, i.To%60, w.loc)})
	}
	return out
}

// next is the first working moment at or after one; a closing time is none.
func (w workdays) next(at date.Instant) date.Instant {
	d := at.Day(w.loc)
	for n := range date.Day(farDays) {
		for _, h := range w.hours(d + n) {
			if at < h[1] {
				return max(at, h[0])
			}
		}
	}
	return at
}

// prev is the last working moment at or before one; an opening is none.
func (w workdays) prev(at date.Instant) date.Instant {
	d := at.Day(w.loc)
	for n := range date.Day(farDays) {
		h := w.hours(d - n)
		for i := len(h) - 1; i >= 0; i-- {
			if at > h[i][0] {
				return min(at, h[i][1])
			}
		}
	}
	return at
}

// add is the moment so many seconds of work later, at a closing rather than at the opening that
// follows; less than nothing goes back, to an opening.
func (w workdays) add(at date.Instant, seconds int64) date.Instant {
	d, step := at.Day(w.loc), date.Day(1)
	back := seconds < 0
	if back {
		step, seconds = -1, -seconds
	}
	if seconds == 0 {
		return at
	}
	for range farDays {
		hours := w.hours(d)
		for i := range hours {
			h := hours[i]
			if back {
				h = hours[len(hours)-1-i]
			}
			from, to := max(h[0], at), h[1]
			if back {
				from, to = h[0], min(h[1], at)
			}
			room := int64(to - from)
			switch {
			case room <= 0:
			case seconds > room:
				seconds -= room
			case back:
				return to - date.Instant(seconds)
			default:
				return from + date.Instant(seconds)
			}
		}
		d += step
	}
	return at
}

// between is the work from one moment to a later one in seconds; 0 where it is not later.
func (w workdays) between(from, to date.Instant) int64 {
	var sum int64
	for d := from.Day(w.loc); from < to && d <= to.Day(w.loc); d++ {
		for _, h := range w.hours(d) {
			sum += max(0, int64(min(to, h[1])-max(from, h[0])))
		}
	}
	return sum
}
