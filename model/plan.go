package model

import (
	"cmp"
	"iter"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Plan is the outline of one project's tasks: which is under which, in what order, and how
// far they are. It is read from a few fields of each task, so that a plan of thousands can be
// laid out before its tasks are decoded.
type Plan struct {
	Lines    []PlanLine // in outline order
	Leaves   int        // active tasks with nothing under them
	at       finder     // of Lines
	total    float64
	finished float64
}

// PlanLine is a task's place in the outline.
type PlanLine struct {
	ID       ID
	Parent   ID
	Depth    int // 0 at the top
	Summary  bool
	Complete bool
	Inactive bool
	nth      int32 // its place among those under the same summary, from 1
	order    int
	weight   float64
	done     float64
}

// Summary reports whether the task has tasks under it.
func (p *Plan) Summary(id ID) bool {
	i, ok := p.at.find(id)
	return ok && p.Lines[i].Summary
}

// Number is the place of a task in the outline, "2.1.3"; "" where it is no task of the plan. What
// hangs on nothing has none of its own and counts as 0.
func (p *Plan) Number(id ID) string {
	var parts [64]string
	n := len(parts)
	for n > 0 {
		i, ok := p.at.find(id)
		if !ok || p.Lines[i].ID != id {
			break
		}
		n--
		parts[n] = strconv.Itoa(int(p.Lines[i].nth))
		if p.Lines[i].Depth == 0 {
			break
		}
		id = p.Lines[i].Parent
	}
	return strings.Join(parts[n:], ".")
}

// Percent is the finished share of the leaf tasks' duration, in percent.
func (p *Plan) Percent() float64 {
	if p.total == 0 {
		return 0
	}
	return 100 * p.finished / p.total
}

type plansKey struct{}

var noPlan = &Plan{}

// Plan returns the outline of a project; an empty one where it has no tasks.
func (s *Snapshot) Plan(project ID) *Plan {
	plans := Memo(s, TaskPrefix, plansKey{}, func(iter.Seq[Record]) map[ID]*Plan { return s.plans() })
	if p := plans[project]; p != nil {
		return p
	}
	return noPlan
}

// TakePlans gives the snapshot the outlines that another one, of the very same tasks, has made.
func (s *Snapshot) TakePlans(from *Snapshot) {
	mine, theirs := s.table(NewID(TaskPrefix, 1)), from.table(NewID(TaskPrefix, 1))
	if mine == nil || theirs == nil || mine.count != theirs.count {
		return
	}
	if x, ok := theirs.memo.Load(plansKey{}); ok {
		mine.memo.LoadOrStore(plansKey{}, x)
	}
}

// TasksOf yields the tasks of a project in outline order.
func (s *Snapshot) TasksOf(project ID) iter.Seq[*Task] {
	return func(yield func(*Task) bool) {
		for _, l := range s.Plan(project).Lines {
			if t, ok := Find[*Task](s, l.ID); ok && !yield(t) {
				return
			}
		}
	}
}

var planFields = []string{"project", "parent", "order", "duration", "percent", "actual_finish", "inactive"}

// stretch is a run of lines of one project: those of a project nearly always lie together.
type stretch struct {
	project  ID
	from, to int
}

// part is what one goroutine has read.
type part struct {
	lines     []PlanLine
	stretches []stretch
}

func (p *part) add(project ID, l PlanLine) {
	n := len(p.stretches)
	if n == 0 || p.stretches[n-1].project != project {
		p.stretches = append(p.stretches, stretch{project, len(p.lines), 0})
		n++
	}
	p.lines = append(p.lines, l)
	p.stretches[n-1].to = len(p.lines)
}

// plans reads the lines of all tasks, on all processors, and lays out each project's.
func (s *Snapshot) plans() map[ID]*Plan {
	count := s.Count(TaskPrefix)
	parts := make([]part, max(1, min(4*runtime.GOMAXPROCS(0), count/1000)))
	s.peek(TaskPrefix, planFields, len(parts), func(i int) func(Record) {
		at := &parts[i]
		at.lines = make([]PlanLine, 0, count/len(parts)+chunkSize)
		return func(r Record) {
			t := r.(*Task)
			l := PlanLine{ID: t.ID, Parent: t.Parent, Complete: t.Complete(), Inactive: t.Inactive, order: t.Order, weight: max(t.Duration.Minutes(), 1)}
			l.done = float64(t.Done) / 100_00
			if l.Complete {
				l.done = 1
			}
			at.add(t.Project, l)
		}
	})
	plans := map[ID]*Plan{}
	var all []*Plan
	for _, part := range parts {
		for _, r := range part.stretches {
			lines := part.lines[r.from:r.to:r.to]
			if p := plans[r.project]; p != nil {
				p.Lines = append(p.Lines, lines...)
				continue
			}
			p := &Plan{Lines: lines}
			plans[r.project] = p
			all = append(all, p)
		}
	}
	var wg sync.WaitGroup
	for i := range parts {
		wg.Go(func() {
			for _, p := range all[i*len(all)/len(parts) : (i+1)*len(all)/len(parts)] {
				p.layOut()
			}
		})
	}
	wg.Wait()
	return plans
}

// finder tells the position of a task in a list. The tasks of a project nearly always have
// numbers close together, and then a table by number costs far less than a map.
type finder struct {
	first  ID
	table  []int32 // position + 1 by number, where numbers are dense
	sparse map[ID]int32
}

func newFinder(lines []PlanLine) finder {
	if len(lines) == 0 {
		return finder{}
	}
	lo, hi := lines[0].ID, lines[0].ID
	for i := range lines {
		lo, hi = min(lo, lines[i].ID), max(hi, lines[i].ID)
	}
	f := finder{first: lo}
	if hi-lo < ID(4*len(lines)+64) {
		f.table = make([]int32, hi-lo+1)
	} else {
		f.sparse = make(map[ID]int32, len(lines))
	}
	for i := range lines {
		f.set(lines[i].ID, i)
	}
	return f
}

func (f *finder) set(id ID, at int) {
	if f.table != nil {
		f.table[id-f.first] = int32(at) + 1
	} else {
		f.sparse[id] = int32(at) + 1
	}
}

func (f *finder) find(id ID) (int, bool) {
	if f.table == nil {
		at := f.sparse[id]
		return int(at) - 1, at > 0
	}
	if id < f.first || id-f.first >= ID(len(f.table)) {
		return 0, false
	}
	at := f.table[id-f.first]
	return int(at) - 1, at > 0
}

// outliner brings lines into outline order. first and next chain the tasks under each by
// position + 1; slot 0 of first is the top.
type outliner struct {
	plan        *Plan
	lines       []PlanLine // by order
	first, next []int32
	listed      []bool
}

// layOut brings the lines into outline order and adds up what is done.
func (p *Plan) layOut() {
	p.sort()
	p.at = newFinder(p.Lines)
	if !p.nested() {
		p.nest()
	}
	p.add()
}

func (p *Plan) sort() {
	byOrder := func(a, b PlanLine) int { return cmp.Or(cmp.Compare(a.order, b.order), cmp.Compare(a.ID, b.ID)) }
	if !slices.IsSortedFunc(p.Lines, byOrder) {
		slices.SortFunc(p.Lines, byOrder)
	}
}

// add adds up what is done.
func (p *Plan) add() {
	for i := range p.Lines {
		l := &p.Lines[i]
		if !l.Summary && !l.Inactive {
			p.Leaves++
			p.total += l.weight
			p.finished += l.weight * l.done
		}
	}
}

// nested reports whether the lines, by order, lie in outline order already, as they nearly always
// do: each under one that is still open. Then they are laid out where they are.
func (p *Plan) nested() bool {
	lines := p.Lines
	open := make([]int, 0, 16) // the summaries above a line
	under := make([]int32, 1, 16)
	for i := range lines {
		l := &lines[i]
		for len(open) > 0 && lines[open[len(open)-1]].ID != l.Parent {
			open, under = open[:len(open)-1], under[:len(under)-1]
		}
		if n := len(open); n > 0 {
			lines[open[n-1]].Summary = true
		} else if l.Parent != 0 {
			for k := range lines {
				lines[k].Summary, lines[k].Depth, lines[k].nth = false, 0, 0
			}
			return false
		}
		under[len(under)-1]++
		l.Depth, l.nth = len(open), under[len(under)-1]
		open, under = append(open, i), append(under, 0)
	}
	return true
}

// nest brings the lines, by order, into outline order.
func (p *Plan) nest() {
	lines := p.Lines
	n := len(lines)
	room := make([]int32, 3*n+2)
	o := outliner{plan: p, lines: lines, first: room[:n+1], next: room[n+1 : 2*n+1], listed: make([]bool, n)}
	last := room[2*n+1:]
	var lost []int
	for i := range lines {
		up := 0
		if lines[i].Parent != 0 {
			at, ok := p.at.find(lines[i].Parent)
			if !ok {
				lost = append(lost, i)
				continue
			}
			up = at + 1
		}
		if last[up] > 0 {
			o.next[last[up]-1] = int32(i) + 1
		} else {
			o.first[up] = int32(i) + 1
		}
		last[up] = int32(i) + 1
	}
	p.Lines = make([]PlanLine, 0, n)
	o.walk(0, 0)
	for _, i := range lost { // what hangs on nothing
		o.add(i, 0)
	}
	for i := range lines { // what hangs on itself
		o.add(i, 0)
	}
	for i := range p.Lines {
		p.at.set(p.Lines[i].ID, i)
	}
}

// walk lists what is under a slot, depth first.
func (o *outliner) walk(slot, depth int) {
	nth := int32(0)
	for at := o.first[slot]; at > 0; at = o.next[at-1] {
		nth++
		o.lines[at-1].nth = nth
		o.add(int(at-1), depth)
	}
}

// add lists a task and what is under it. One that is listed already, as in an outline that
// goes round in a circle, is not listed again.
func (o *outliner) add(at, depth int) {
	if o.listed[at] {
		return
	}
	o.listed[at] = true
	l := o.lines[at]
	l.Summary, l.Depth = o.first[at+1] > 0, depth
	o.plan.Lines = append(o.plan.Lines, l)
	o.walk(at+1, depth+1)
}
