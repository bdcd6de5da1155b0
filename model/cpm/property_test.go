package cpm_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tandem/model/cpm"
	"tandem/model/worktime"
)

// calendars are office hours, the clock, and nights from Monday to Thursday.
func calendars() []cpm.Calendar {
	var week worktime.Week
	for d := time.Monday; d <= time.Thursday; d++ {
		week[d] = []worktime.Interval{{From: 22 * 3600, To: 30 * 3600}}
	}
	nights, err := worktime.New(worktime.Spec{Week: week})
	if err != nil {
		return nil
	}
	return []cpm.Calendar{office{worktime.Office(nil)}, cpm.Clock{}, office{nights}}
}

var shared = calendars()

// network draws a network without constraints: one calendar or several, links of all types or of
// some, ahead only or in circles too.
func network(t *rapid.T, cals int, types []cpm.LinkType, circles bool) *cpm.Network {
	n := &cpm.Network{Start: monday, Calendars: shared}
	for range rapid.SampledFrom([]int{14, 9, 6, 4, 3, 2, 1}).Draw(t, "tasks") { // mostly large ones
		c := rapid.Int32Range(0, int32(cals-1)).Draw(t, "cal")
		n.Tasks = append(n.Tasks, cpm.Task{Cal: c, Meter: c, Dur: rapid.Int64Range(0, 40).Draw(t, "hours") * hour})
	}
	last := int32(len(n.Tasks) - 1)
	if last == 0 {
		return n
	}
	for range rapid.SampledFrom([]int{24, 16, 8, 4, 2, 1, 0}).Draw(t, "links") {
		from := rapid.Int32Range(0, last).Draw(t, "from")
		to := rapid.Int32Range(0, last).Draw(t, "to")
		if !circles && from >= to {
			continue
		}
		link(n, from, to, rapid.SampledFrom(types).Draw(t, "type"), rapid.Int64Range(-16, 30).Draw(t, "lag")*hour)
		n.Links[len(n.Links)-1].Elapsed = rapid.IntRange(0, 5).Draw(t, "elapsed") == 0
	}
	return n
}

// check tries a property on two thousand networks: they are small, and most faults show on few.
func check(t *testing.T, prop func(*rapid.T)) {
	for range 20 {
		rapid.Check(t, prop)
	}
}

var allTypes = []cpm.LinkType{cpm.FS, cpm.SS, cpm.FF, cpm.SF}

func clone(n *cpm.Network) *cpm.Network {
	c := *n
	c.Tasks, c.Links = slices.Clone(n.Tasks), slices.Clone(n.Links)
	return &c
}

// TestFloatsAgree: without constraints nothing is late, something is critical, free float is
// with plain links never more than total float, and on one calendar start and finish float are one.
func TestFloatsAgree(t *testing.T) {
	check(t, func(t *rapid.T) {
		cals := rapid.IntRange(1, 3).Draw(t, "calendars")
		plain := rapid.Bool().Draw(t, "plain")
		types := allTypes
		if plain { // a link from a start may leave a gap that the finish of the project does not
			types = []cpm.LinkType{cpm.FS}
		}
		n := network(t, cals, types, false)
		for i := range n.Links {
			if plain { // so may a lead
				n.Links[i].Lag = max(n.Links[i].Lag, 0)
			}
		}
		s := cpm.Solve(n)
		critical := false
		for i := range n.Tasks {
			if s.TotalFloat(i) < 0 || s.FreeFloat(i) < 0 || s.TotalFloat(i) != min(s.StartFloat(i), s.FinishFloat(i)) {
				t.Fatalf("task %d: floats %d %d %d %d", i, s.StartFloat(i), s.FinishFloat(i), s.TotalFloat(i), s.FreeFloat(i))
			}
			if cals == 1 && (s.StartFloat(i) != s.FinishFloat(i) || plain && s.FreeFloat(i) > s.TotalFloat(i)) {
				t.Fatalf("task %d: floats %d %d, free %d", i, s.StartFloat(i), s.FinishFloat(i), s.FreeFloat(i))
			}
			cal := shared[n.Tasks[i].Cal]
			if s.EarlyStart(i) > s.EarlyFinish(i) || cal.Work(s.EarlyFinish(i)) > cal.Work(s.Finish) {
				t.Fatalf("task %d: %s to %s, the project ends %s", i, clock(s.EarlyStart(i)), clock(s.EarlyFinish(i)), clock(s.Finish))
			}
			critical = critical || s.Critical(i)
		}
		if !critical {
			t.Fatal("nothing is critical")
		}
	})
}

// TestLinksHold: on one calendar early and late dates both keep every link whose lag is work.
func TestLinksHold(t *testing.T) {
	check(t, func(t *rapid.T) {
		n := network(t, 1, allTypes, false)
		s, cal := cpm.Solve(n), shared[0]
		for _, l := range n.Links {
			if l.Elapsed {
				continue
			}
			p, q := int(l.From), int(l.To)
			for _, d := range [][4]int64{
				{cal.Work(s.EarlyStart(p)), cal.Work(s.EarlyFinish(p)), cal.Work(s.EarlyStart(q)), cal.Work(s.EarlyFinish(q))},
				{cal.Work(s.LateStart(p)), cal.Work(s.LateFinish(p)), cal.Work(s.LateStart(q)), cal.Work(s.LateFinish(q))},
			} {
				from, to := d[1], d[2]
				switch l.Type {
				case cpm.SS:
					from, to = d[0], d[2]
				case cpm.FF:
					from, to = d[1], d[3]
				case cpm.SF:
					from, to = d[0], d[3]
				}
				if to < from+l.Lag {
					t.Fatalf("link %v: %d before %d", l, to, from+l.Lag)
				}
			}
		}
	})
}

// TestSparedLinks: a link that decides nobody's date may go, and no early date changes.
func TestSparedLinks(t *testing.T) {
	check(t, func(t *rapid.T) {
		n := network(t, 3, allTypes, false)
		s := cpm.Solve(n)
		decides := map[int]bool{}
		for i := range n.Tasks {
			_, l := s.Driver(i)
			decides[l] = true
		}
		for li := range n.Links {
			if decides[li] {
				continue
			}
			less := clone(n)
			less.Links = slices.Delete(less.Links, li, li+1)
			o := cpm.Solve(less)
			for i := range n.Tasks {
				if cal := shared[n.Tasks[i].Cal]; s.EarlyStart(i) != o.EarlyStart(i) || cal.Work(s.EarlyFinish(i)) != cal.Work(o.EarlyFinish(i)) {
					t.Fatalf("without link %v task %d moves from %s to %s", n.Links[li], i, clock(s.EarlyStart(i)), clock(o.EarlyStart(i)))
				}
			}
		}
	})
}

// TestNothingMovesEarlier: a longer lag or one more link never moves a date forward, and neither
// does a longer task where links hang on starts. Every lag, every task and every pair of tasks of
// the network is tried.
func TestNothingMovesEarlier(t *testing.T) {
	check(t, func(t *rapid.T) {
		types := allTypes
		if rapid.Bool().Draw(t, "starts") {
			types = []cpm.LinkType{cpm.FS, cpm.SS}
		}
		n := network(t, rapid.IntRange(1, 3).Draw(t, "calendars"), types, false)
		by := rapid.Int64Range(1, 40).Draw(t, "by") * hour
		was := cpm.Solve(n)
		try := func(what string, change func(*cpm.Network)) {
			more := clone(n)
			change(more)
			is := cpm.Solve(more)
			for i := range n.Tasks {
				if is.EarlyFinish(i) < was.EarlyFinish(i) || is.EarlyStart(i) < was.EarlyStart(i) || is.Finish < was.Finish {
					t.Fatalf("%s: task %d moves from %s..%s to %s..%s", what, i, clock(was.EarlyStart(i)), clock(was.EarlyFinish(i)), clock(is.EarlyStart(i)), clock(is.EarlyFinish(i)))
				}
			}
		}
		for i, l := range n.Links {
			try(fmt.Sprint("more lag on ", l), func(n *cpm.Network) { n.Links[i].Lag += by })
		}
		typ := rapid.SampledFrom(types).Draw(t, "type")
		for i := range n.Tasks {
			if len(types) < len(allTypes) {
				try(fmt.Sprint("a longer task ", i), func(n *cpm.Network) { n.Tasks[i].Dur += by })
			}
			for from := range i {
				try(fmt.Sprint("one more link from ", from, " to ", i), func(n *cpm.Network) { link(n, int32(from), int32(i), typ, 0) })
			}
		}
	})
}

// TestOrderDoesNotMatter: the same plan in another order, circles and all, has the same dates. Most
// plans are without circles: links within one are left out, and little is left to go wrong.
func TestOrderDoesNotMatter(t *testing.T) {
	check(t, func(t *rapid.T) {
		n := network(t, 3, allTypes, rapid.IntRange(0, 3).Draw(t, "circles") == 0)
		for i := range n.Tasks {
			if rapid.IntRange(0, 6).Draw(t, "more") == 0 {
				n.Tasks[i].More = &cpm.More{Constraint: rapid.SampledFrom([]cpm.Constraint{cpm.ALAP, cpm.SNET, cpm.FNLT, cpm.MSO}).Draw(t, "constraint"),
					Date: at(rapid.IntRange(2, 20).Draw(t, "date"), 8, 0)}
			}
		}
		perm := rapid.Permutation(indexes(len(n.Tasks))).Draw(t, "order")
		other := clone(n)
		for i, p := range perm {
			other.Tasks[p] = n.Tasks[i]
		}
		for i, p := range rapid.Permutation(indexes(len(n.Links))).Draw(t, "links") {
			l := n.Links[i]
			l.From, l.To = int32(perm[l.From]), int32(perm[l.To])
			other.Links[p] = l
		}
		a, b := cpm.Solve(n), cpm.Solve(other)
		if len(a.Loops) != len(b.Loops) || a.Finish != b.Finish {
			t.Fatal(a.Loops, b.Loops, clock(a.Finish), clock(b.Finish))
		}
		for i, p := range perm {
			same := a.EarlyStart(i) == b.EarlyStart(p) && a.EarlyFinish(i) == b.EarlyFinish(p) && a.LateStart(i) == b.LateStart(p) && a.LateFinish(i) == b.LateFinish(p) &&
				a.TotalFloat(i) == b.TotalFloat(p) && a.FreeFloat(i) == b.FreeFloat(p)
			if !same {
				t.Fatalf("task %d: %s..%s, else %s..%s", i, clock(a.EarlyStart(i)), clock(a.EarlyFinish(i)), clock(b.EarlyStart(p)), clock(b.EarlyFinish(p)))
			}
		}
	})
}

func indexes(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// TestDriverAsksForOpening: of two links that ask for the same work, the one from a start asks for
// its predecessor's opening; that one is named, whichever is listed first, for without it those
// who follow would be at the closing.
func TestDriverAsksForOpening(t *testing.T) {
	for _, first := range []cpm.LinkType{cpm.FF, cpm.SF} {
		n := plan(0, 1, 0, 0) // a day, then a start at the opening of the next; both let task 0 end
		n.Tasks[0].Dur, n.Tasks[2].Dur = hour, hour
		type tie struct {
			from int32
			typ  cpm.LinkType
		}
		ties := []tie{{1, cpm.FF}, {2, cpm.SF}}
		if first == cpm.SF {
			ties[0], ties[1] = ties[1], ties[0]
		}
		for _, l := range ties {
			link(n, l.from, 0, l.typ, 0)
		}
		link(n, 1, 2, cpm.FS, 0)
		link(n, 0, 3, cpm.FS, 0)
		n.Links[len(n.Links)-1].Elapsed = true
		s := cpm.Solve(n)
		_, l := s.Driver(0)
		if l < 0 || n.Links[l].Type != cpm.SF || clock(s.EarlyStart(3)) != "Tue 3 08:00" {
			t.Errorf("with %v first: driven by link %d, what follows starts %s", first, l, clock(s.EarlyStart(3)))
		}
	}
}
