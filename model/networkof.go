package model

import (
	"cmp"
	"slices"

	graph "tandem/model/network"
)

// NetworkScope says which tasks of a plan a network shows.
type NetworkScope int

// The scopes.
const (
	NetworkCritical NetworkScope = iota // the critical path
	NetworkNear                         // and what has little float
	NetworkAll
	NetworkScopes // how many there are
)

// NearDays is how many working days (of eight hours) of float count as near the critical path.
const NearDays = 5

// mostNodes is how many tasks a network may hold and still be read.
const mostNodes = 150

// NearCritical reports whether a task that is not critical has so little float that it may soon be.
func NearCritical(d Dates) bool { return !d.Critical && d.TotalFloat <= NearDays*8*3600 }

// Network is the tasks of a plan and what waits for what among them: activities on nodes.
type Network struct {
	Schedule *Schedule
	Tasks    []*Task      // by early start
	Edges    []graph.Edge // by the places of Tasks
	Hidden   int          // tasks of the scope that were too many to show
}

// Network gathers the leaf tasks of a project for a scope; of more than can be read at once those
// with the least float. A link of a summary stands for the tasks under it that begin or end it.
func (s *Snapshot) Network(project ID, scope NetworkScope) *Network {
	n := &Network{Schedule: s.Schedule(project)}
	n.choose(s.Plan(project), scope)
	n.link(s, project)
	return n
}

// choose picks the tasks.
func (n *Network) choose(plan *Plan, scope NetworkScope) {
	for _, t := range n.Schedule.Tasks() {
		d, ok := n.Schedule.Of(t.ID)
		switch {
		case !ok || t.Inactive || plan.Summary(t.ID):
		case scope == NetworkAll, d.Critical, scope == NetworkNear && NearCritical(d):
			n.Tasks = append(n.Tasks, t)
		}
	}
	by := func(of func(Dates) int64) {
		slices.SortStableFunc(n.Tasks, func(a, b *Task) int {
			x, _ := n.Schedule.Of(a.ID)
			y, _ := n.Schedule.Of(b.ID)
			return cmp.Or(cmp.Compare(of(x), of(y)), cmp.Compare(a.ID, b.ID))
		})
	}
	if n.Hidden = max(len(n.Tasks)-mostNodes, 0); n.Hidden > 0 {
		by(func(d Dates) int64 { return d.TotalFloat })
		n.Tasks = n.Tasks[:mostNodes]
	}
	by(func(d Dates) int64 { return int64(d.EarlyStart) })
}

// link finds the edges among the tasks.
func (n *Network) link(s *Snapshot, project ID) {
	index, under := make(map[ID]int, len(n.Tasks)), map[ID][]int{}
	for i, t := range n.Tasks {
		index[t.ID] = i
		for up, depth := t.Parent, 0; up != 0 && depth < 64; depth++ {
			under[up] = append(under[up], i)
			x, ok := Find[*Task](s, up)
			if !ok {
				break
			}
			up = x.Parent
		}
	}
	ends := func(id ID, last bool) []int {
		if i, ok := index[id]; ok {
			return []int{i}
		}
		of, _ := n.Schedule.Of(id)
		var out []int
		for _, i := range under[id] {
			d, _ := n.Schedule.Of(n.Tasks[i].ID)
			if last && d.EarlyFinish == of.EarlyFinish || !last && d.EarlyStart == of.EarlyStart {
				out = append(out, i)
			}
		}
		return out
	}
	seen := map[graph.Edge]bool{}
	for _, l := range s.Plan(project).Lines {
		t, ok := Find[*Task](s, l.ID)
		if !ok || t.Inactive {
			continue
		}
		for _, k := range t.Links {
			for _, from := range ends(k.Predecessor, true) {
				for _, to := range ends(t.ID, false) {
					if e := (graph.Edge{From: from, To: to}); from != to && !seen[e] {
						seen[e] = true
						n.Edges = append(n.Edges, e)
					}
				}
			}
		}
	}
}
