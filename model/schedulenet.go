package model

import (
	"fmt"
	"slices"

	"tandem/model/cpm"
	"tandem/model/date"
	"tandem/model/worktime"
)

// The gates of a summary: links that lead to it, to its start or its finish, are handed on to
// what is under it; links that leave it wait for the end of all, or the first start.
type gateKind uint8

const (
	startGate  gateKind = iota // what is under it starts after
	finishGate                 // what is under it finishes after
	firstGate                  // the first start of what is under it
	endGate                    // the last finish
)

// The calendars every network has: clock time as it passes, and as the clock on the wall shows it.
const (
	absoluteClock int32 = iota
	wallClock
)

// network builds the network of a plan.
type network struct {
	net      cpm.Network
	snap     *Snapshot
	x        *Schedule
	project  *worktime.Calendar
	work     int32 // its index
	home     ID    // the project's calendar
	cals     map[hoursOf]int32
	nodes    []int32 // by task; -1 for a summary
	owner    []int32 // by node: the task; of a gate the summary, -1 for a task of another project
	children [][]int32
	gates    [4]map[int32]int32 // node by summary
	others   map[otherKey]int32
	afar     map[int32]ID
	inner    map[int32]bool
	dates    [2]date.Instant // what is a usual date
}

// otherKey names the start or the finish of a task of another project.
type otherKey struct {
	id    ID
	start bool
}

func newNetwork(s *Snapshot, x *Schedule, ctx *Ctx) *network {
	b := &network{snap: s, x: x, cals: map[hoursOf]int32{}, others: map[otherKey]int32{}, afar: map[int32]ID{}, inner: map[int32]bool{}}
	if ctx.Calendar != nil {
		b.home = s.plainHours(ctx.Calendar.ID)
	}
	b.net.Clock = cpm.Clock{Loc: x.Loc}
	b.net.Calendars = append(b.net.Calendars, cpm.Clock{}, b.net.Clock)
	b.work = b.calendar(hoursOf{cal: b.home, loc: x.Loc})
	b.project = s.hoursOf(hoursOf{cal: b.home, loc: x.Loc})
	b.dates = [2]date.Instant{meantFrom(x.Loc), meantUntil(x.Loc)}
	for i := range b.gates {
		b.gates[i] = map[int32]int32{}
	}
	return b
}

// calendar is the index of a calendar in the network.
func (b *network) calendar(k hoursOf) int32 {
	if at, ok := b.cals[k]; ok {
		return at
	}
	at := int32(len(b.net.Calendars))
	b.net.Calendars = append(b.net.Calendars, hours{b.snap.hoursOf(k)})
	b.cals[k] = at
	return at
}

func (b *network) issue(message string, tasks ...ID) {
	b.x.Issues = append(b.x.Issues, ScheduleIssue{Tasks: tasks, Message: message})
}

// cannot says why the plan cannot be computed; empty where it can. It sets the frame: the start,
// or for a plan from the finish the finish.
func (b *network) cannot() string {
	p := b.x.Project
	b.net.Start, b.net.Finish, b.net.FromFinish, b.net.Soft = p.Start, p.Finish, p.FromFinish, p.IgnoreConstraints
	b.net.Limit = p.CriticalLimit.N
	if p.FromFinish {
		if b.net.Finish == 0 {
			b.net.Finish = p.TargetFinish
		}
		if b.net.Finish == 0 {
			return "it is scheduled from its finish, and the project has none: its dates are as they were stored"
		}
	}
	if b.net.Start == 0 {
		for _, t := range b.x.tasks {
			for _, at := range []date.Instant{t.Start, t.ActualStart, t.ConstraintDate} {
				b.net.Start = earlier(b.net.Start, at)
			}
		}
	}
	if b.net.Start == 0 && p.FromFinish {
		b.net.Start = b.net.Finish
	}
	if b.net.Start == 0 {
		b.net.Start = p.Created
	}
	if b.net.Start == 0 {
		return "the project has no start: set it to see dates"
	}
	b.unusual("start", b.net.Start)
	return ""
}

// unusual reports a date that nobody can mean. It is kept.
func (b *network) unusual(what string, at date.Instant, tasks ...ID) {
	if at != 0 && (at < b.dates[0] || at >= b.dates[1]) {
		b.issue(fmt.Sprintf("the %s %s lies outside the years 1900 to 2199", what, at.Day(b.x.Loc)), tasks...)
	}
}

// build makes a node of every task that is no summary, then links and gates.
func (b *network) build() {
	tasks, lines := b.x.tasks, b.x.at.Lines
	b.nodes, b.children = make([]int32, len(tasks)), make([][]int32, len(tasks))
	b.net.Tasks, b.owner = make([]cpm.Task, 0, len(tasks)), make([]int32, 0, len(tasks))
	up := make([]int32, 0, 16)
	idle := make([]bool, len(tasks))
	for i, t := range tasks {
		up = up[:min(lines[i].Depth, len(up))]
		idle[i] = t.Inactive
		if len(up) > 0 {
			p := up[len(up)-1]
			b.children[p] = append(b.children[p], int32(i))
			idle[i] = idle[i] || idle[p]
		}
		up = append(up, int32(i))
		b.nodes[i] = -1
		if !lines[i].Summary {
			b.nodes[i] = b.add(b.node(t, idle[i]), int32(i))
		}
	}
	for i, t := range tasks {
		for j := range t.Links {
			b.link(int32(i), t, &t.Links[j])
		}
		if b.nodes[i] < 0 {
			b.limits(int32(i), t)
		}
	}
	slices.SortStableFunc(b.x.from.others, func(a, c Record) int { return int(a.Base().ID) - int(c.Base().ID) })
}

func (b *network) add(t cpm.Task, owner int32) int32 {
	b.net.Tasks = append(b.net.Tasks, t)
	b.owner = append(b.owner, owner)
	return int32(len(b.net.Tasks) - 1)
}

// limits lays the constraint and the deadline of a summary on what is under it.
func (b *network) limits(i int32, t *Task) {
	if t.Constraint == "SNET" && t.ConstraintDate != 0 && !t.Manual {
		g := b.gate(startGate, i)
		b.net.Tasks[g].More = &cpm.More{Constraint: cpm.SNET, Date: t.ConstraintDate}
	}
	by := t.Deadline
	if t.Constraint == "FNLT" && !t.Manual {
		by = earlier(by, t.ConstraintDate)
	}
	if by != 0 {
		b.net.Tasks[b.gate(endGate, i)].More = &cpm.More{Deadline: by}
	}
}

// gate returns a summary's gate; it is made, with those of the summaries under it, when first
// asked for.
func (b *network) gate(kind gateKind, i int32) int32 {
	if g, ok := b.gates[kind][i]; ok {
		return g
	}
	flags := cpm.Gate
	if kind == firstGate {
		flags |= cpm.Earliest
	}
	g := b.add(cpm.Task{Cal: absoluteClock, Meter: b.work, Flags: flags}, i)
	b.gates[kind][i] = g
	for _, c := range b.children[i] {
		node, l := b.nodes[c], cpm.Link{From: g, Type: cpm.FS}
		switch {
		case kind == finishGate && node >= 0:
			l.Type = cpm.FF
		case kind == endGate:
			l.Type = cpm.FF
		case kind == firstGate:
			l.Type = cpm.SS
		}
		if node < 0 {
			if l.To = b.gate(kind, c); kind >= firstGate && l.Type == cpm.FF {
				l.Type = cpm.FS
			}
		} else {
			l.To = node
		}
		l.Cal = b.net.Tasks[l.To].Cal
		if kind >= firstGate {
			l.From, l.To, l.Cal = l.To, g, absoluteClock
		}
		b.inner[int32(len(b.net.Links))] = true
		b.net.Links = append(b.net.Links, l)
	}
	return g
}

var linkTypes = map[LinkType]cpm.LinkType{"": cpm.FS, FS: cpm.FS, SS: cpm.SS, FF: cpm.FF, SF: cpm.SF}

// link adds a link of a task, or reports why it cannot.
func (b *network) link(to int32, t *Task, l *TaskLink) {
	typ, known := linkTypes[l.Type]
	if !known {
		b.issue(fmt.Sprintf("%q is no type of link; taken as FS", l.Type), t.ID, l.Predecessor)
	}
	row := cpm.Link{Type: typ, To: b.nodes[to]}
	if row.To < 0 {
		kind := startGate
		if typ >= cpm.FF {
			kind = finishGate
		}
		row.To = b.gate(kind, to)
	}
	from, here := b.x.at.at.find(l.Predecessor)
	switch {
	case l.Predecessor == 0:
		if row = b.outside(t, row); row.From < 0 {
			return
		}
	case !here:
		if row.From = b.other(l.Predecessor, typ == cpm.SS || typ == cpm.SF); row.From < 0 {
			b.issue(fmt.Sprintf("waits for %s, which has no date", l.Predecessor), t.ID)
			return
		}
	case b.above(int32(from), to) || b.above(to, int32(from)):
		b.issue(fmt.Sprintf("a summary and what is under it cannot wait for one another: %s and %s", l.Predecessor, t.ID), t.ID)
		return
	default:
		if row.From = b.nodes[from]; row.From < 0 {
			kind := endGate
			if typ == cpm.SS || typ == cpm.SF {
				kind = firstGate
			}
			row.From = b.gate(kind, int32(from))
		}
	}
	row.Cal = b.net.Tasks[row.To].Cal
	if row.Cal == absoluteClock || row.Cal == wallClock {
		row.Cal = b.work
	}
	row.Lag, row.Elapsed = bounded(l.Lag.N), l.Lag.Elapsed()
	if l.Predecessor == 0 {
		row.Lag, row.Elapsed = 0, false // the stored date has it
	}
	if l.Lag.Unit == date.Percent {
		row.Lag, row.Elapsed = 0, false
		if here {
			d := b.x.tasks[from].Duration
			row.Lag, row.Elapsed = percentOf(d.N, l.Lag.N), d.Elapsed()
		}
	}
	if row.Lag == 0 {
		row.Cal = b.net.Tasks[row.To].Cal
	}
	b.net.Links = append(b.net.Links, row)
}

// above reports whether a task is the summary of another, at any depth.
func (b *network) above(up, down int32) bool {
	if b.nodes[up] >= 0 {
		return up == down
	}
	lines := b.x.at.Lines
	if down < up {
		return false
	}
	for i := up + 1; i <= down; i++ {
		if lines[i].Depth <= lines[up].Depth {
			return false
		}
	}
	return true
}

// outside is the link to a task of another file, of which nothing is known but where it put this
// one: the stored start, or finish, stands as the earliest. From is -1 where none is stored.
func (b *network) outside(t *Task, l cpm.Link) cpm.Link {
	at := t.Start
	if l.Type = l.Type & 2; l.Type == cpm.FF {
		at = t.Finish
	}
	l.From = -1
	if at != 0 {
		l.From = b.add(cpm.Task{Cal: absoluteClock, Flags: cpm.Gate, More: &cpm.More{Manual: true, Start: at}}, -1)
	}
	return l
}

// other is the node of a task of another project: its stored date stands, so that no two plans
// wait for one another's schedule. -1 where it has none.
func (b *network) other(id ID, start bool) int32 {
	key := otherKey{id, start}
	if n, ok := b.others[key]; ok {
		return n
	}
	n := int32(-1)
	if t, ok := Find[*Task](b.snap, id); ok {
		b.x.from.others = append(b.x.from.others, t)
		at := t.Finish
		if start {
			at = t.Start
		}
		if at != 0 {
			n = b.add(cpm.Task{Cal: absoluteClock, Flags: cpm.Gate, More: &cpm.More{Manual: true, Start: at}}, -1)
			b.afar[n] = id
		}
	}
	b.others[key] = n
	return n
}

// loops reports the circles that were left out, in the order of their links.
func (b *network) loops() {
	for _, ids := range b.x.circles() {
		b.issue("wait for one another in a circle; the links in it were left out: "+arrows(ids)+" > "+ids[0].String(), ids...)
	}
}

// circles are the tasks of each circle that was left out, in the order of its links.
func (x *Schedule) circles() (out [][]ID) {
	if x.sol == nil {
		return nil
	}
	for _, l := range x.sol.Loops {
		var ids []ID
		for _, n := range l.Tasks {
			if o := x.owner[n]; o >= 0 && (len(ids) == 0 || ids[len(ids)-1] != x.tasks[o].ID) {
				ids = append(ids, x.tasks[o].ID)
			}
		}
		if len(ids) > 0 {
			out = append(out, ids)
		}
	}
	return out
}
