package triage

import (
	"cmp"
	"iter"
	"slices"

	"tandem/model"
	"tandem/model/date"
)

// What is derived from one table alone is kept with that table (model.Memo), so that a
// queue after an edit of one record costs a scan of what is open, not of everything.

// candidate is a task that may give a signal, small enough to scan by the ten thousand.
type candidate struct {
	id, project             model.ID
	start, finish, deadline date.Instant
	started, marked         bool
}

// may reports whether the task has a signal at a moment.
func (k *candidate) may(now date.Instant) bool {
	return k.marked || k.finish != 0 && k.finish < now || k.start != 0 && k.start < now && !k.started ||
		k.deadline != 0 && k.finish > k.deadline
}

// taskIndex holds the open leaf tasks, and who comes after whom.
type taskIndex struct {
	open  []candidate
	start []int32 // of a task's successors in next, by number
	next  []model.ID
}

type taskKey struct{}

func tasksOf(s *model.Snapshot) *taskIndex {
	last := s.Last(model.TaskPrefix)
	return model.Memo(s, model.TaskPrefix, taskKey{}, func(all iter.Seq[model.Record]) *taskIndex {
		return indexTasks(all, last)
	})
}

func indexTasks(all iter.Seq[model.Record], last uint64) *taskIndex {
	x := &taskIndex{start: make([]int32, last+2)}
	parent := make([]bool, last+1)
	links := 0
	for r := range all {
		t := r.(*model.Task)
		if n := t.Parent.Num(); t.Parent != 0 && n <= last {
			parent[n] = true
		}
		for _, l := range t.Links {
			if n := l.Predecessor.Num(); n != 0 && n <= last {
				x.start[n+1]++
				links++
			}
		}
	}
	for i := 1; i < len(x.start); i++ {
		x.start[i] += x.start[i-1]
	}
	x.next = make([]model.ID, links)
	fill := append([]int32(nil), x.start...)
	for r := range all {
		t := r.(*model.Task)
		for _, l := range t.Links {
			if n := l.Predecessor.Num(); n != 0 && n <= last {
				x.next[fill[n]] = t.ID
				fill[n]++
			}
		}
		if t.Complete() || t.Inactive || parent[t.ID.Num()] {
			continue
		}
		x.open = append(x.open, candidate{id: t.ID, project: t.Project, start: t.Start, finish: cmp.Or(t.Finish, t.Deadline),
			deadline: t.Deadline, started: t.Started(), marked: t.SaysBlocked()})
	}
	return x
}

// after lists the tasks that directly wait for one.
func (x *taskIndex) after(id model.ID) []model.ID {
	n := id.Num()
	if !id.Is(model.TaskPrefix) || n+1 >= uint64(len(x.start)) {
		return nil
	}
	return x.next[x.start[n]:x.start[n+1]]
}

// maxDownstream is where counting what waits behind a task stops.
const maxDownstream = 15

// downstream counts the open tasks that wait for any of the given ones, directly or not,
// up to maxDownstream; the given ones are not counted.
func (x *taskIndex) downstream(s *model.Snapshot, from []model.ID) int {
	var room [2 * maxDownstream]model.ID
	todo := append(room[:0], from...)
	n := 0
	for i := 0; i < len(todo); i++ {
		for _, id := range x.after(todo[i]) {
			if slices.Contains(todo, id) {
				continue
			}
			if t, ok := model.Find[*model.Task](s, id); !ok || t.Complete() || t.Inactive {
				continue
			}
			if n++; n == maxDownstream {
				return n
			}
			todo = append(todo, id)
		}
	}
	return n
}

// held is what is known of one subject: the blockers by hand that are open, the tracking
// one that is, and the one closed last.
type held struct {
	hand    []*model.Blocker
	track   *model.Blocker
	closed  *model.Blocker
	primary *model.Blocker // of hand: severest, then oldest
}

// blockerIndex sorts all blockers by what they are about.
type blockerIndex struct {
	about  map[model.ID]*held
	hand   []*model.Blocker // by hand and not closed
	closed []*model.Blocker
}

type blockerKey struct{}

func blockersOf(s *model.Snapshot) *blockerIndex {
	return model.Memo(s, model.BlockerPrefix, blockerKey{}, func(all iter.Seq[model.Record]) *blockerIndex {
		x := &blockerIndex{about: map[model.ID]*held{}}
		for r := range all {
			x.add(r.(*model.Blocker))
		}
		return x
	})
}

func (x *blockerIndex) add(b *model.Blocker) {
	h := x.about[b.About]
	if b.About != 0 && h == nil {
		h = &held{}
		x.about[b.About] = h
	}
	if h == nil {
		h = &held{}
	}
	hand := b.Signal == ""
	switch {
	case b.State == model.BlockerClosed:
		x.closed = append(x.closed, b)
		if h.closed == nil || b.Closed >= h.closed.Closed {
			h.closed = b
		}
	case hand:
		x.hand = append(x.hand, b)
		h.hand = append(h.hand, b)
		if h.primary == nil || b.Severity < h.primary.Severity {
			h.primary = b
		}
	default:
		h.track = b
	}
}

// closing is a record and when it came to its end: an instant, or a day in its own zone.
type closing struct {
	id  model.ID
	at  date.Instant
	day date.Day
}

type openKey struct{}

// opens is a table cut in two: what is open, and when the rest ended.
type opens struct {
	open  []model.Record
	ended []closing
}

// ending tells how a kind of record comes to its end: whether it may still give a signal
// and, if not, when it ended.
type ending struct {
	prefix string
	of     func(model.Record) (end closing, open bool)
}

// opensOf cuts the table of a kind in two.
func (e ending) opensOf(s *model.Snapshot) *opens {
	return model.Memo(s, e.prefix, openKey{}, func(all iter.Seq[model.Record]) *opens {
		o := &opens{}
		for r := range all {
			end, open := e.of(r)
			if open {
				o.open = append(o.open, r)
			} else if end.at != 0 || end.day != 0 {
				end.id = r.Base().ID
				o.ended = append(o.ended, end)
			}
		}
		return o
	})
}

var endings = append(firstEndings, newerEndings...)

var firstEndings = []ending{
	{model.ProjectPrefix, func(r model.Record) (closing, bool) {
		p := r.(*model.Project)
		return closing{}, p.Phase.Live() && (p.TargetFinish != 0 || p.HypercareUntil != 0) || p.WarrantyUntil != 0 && p.Phase == "handed over"
	}},
	{model.RiskPrefix, func(r model.Record) (closing, bool) {
		x := r.(*model.Risk)
		return closing{}, x.Open() && (x.Status == "triggered" || x.Proximity != 0 || x.Review != 0)
	}},
	{model.EscalationPrefix, func(r model.Record) (closing, bool) {
		x := r.(*model.Escalation)
		return closing{at: x.Resolved}, x.Open() || wroteAfter(x)
	}},
	{model.PromisePrefix, func(r model.Record) (closing, bool) {
		x := r.(*model.Promise)
		return closing{day: x.ClosedOn}, x.Open()
	}},
	{model.ActionPrefix, func(r model.Record) (closing, bool) {
		x := r.(*model.Action)
		return closing{day: x.DoneOn}, x.Open() || x.State == "done" && x.MeasureAfter > 0 && x.Effect == ""
	}},
	{model.AnswerPrefix, func(r model.Record) (closing, bool) {
		x := r.(*model.Answer)
		return closing{at: x.FollowedUp}, x.FollowedUp == 0 && x.Detractor()
	}},
}
