package model

import (
	"cmp"
	"math"

	"tandem/model/date"
)

// What is done of a summary follows from the active tasks under it that are no summaries themselves, as in
// Microsoft Project and by the weights of Plan.Percent: its share, its actual start and finish, and what is left of
// it. What came in with a plan stands until the progress of something under it changes; what a file tells of
// a summary in the same step is kept, and an issue of a tracker keeps the state it has there. Physical percent is
// not rolled up, as little as in Microsoft Project: it says what somebody measured, of a summary too.

// progress is how far a task is.
type progress struct {
	done          Pct
	start, finish date.Instant // actual; 0: not yet
}

func (t *Task) progress() progress { return progress{t.Done, t.ActualStart, t.ActualFinish} }

// reopened takes back the actual finish of a task whose share done was set below 100 %: what is open has not
// ended. A finish that was set in the same edit stays.
func (t *Task) reopened(was *Task) {
	if t.Done != was.Done && t.Done < 100_00 && t.ActualFinish == was.ActualFinish {
		t.ActualFinish = 0
	}
}

// aboveProgress are the summaries over the tasks whose progress, or whose weight in it, changes differ in.
func (f *follower) aboveProgress() map[ID]bool {
	out := map[ID]bool{}
	add := func(id ID) { out[id] = true }
	for _, c := range f.changes {
		was, _ := c.Before.(*Task)
		now, _ := c.After.(*Task)
		if was != nil && now != nil && was.progress() == now.progress() && was.Parent == now.Parent &&
			was.Project == now.Project && was.Duration == now.Duration && was.Inactive == now.Inactive {
			continue
		}
		if was != nil {
			f.above(was.Parent, add, true)
		}
		if now != nil {
			f.above(now.Parent, add, false)
		}
	}
	return out
}

// told reports whether the batch itself says how far a summary is, as a file does.
func (f *follower) told(t *Task) bool {
	i, ok := f.at[t.ID]
	if !ok {
		return false
	}
	was, ok := f.changes[i].Before.(*Task)
	if !ok {
		return t.Source != "" || t.Started()
	}
	return was.progress() != t.progress()
}

// rollProgress stores how far the summaries over what was changed are now; tasks are those of the schedule with
// their dates moved, in outline order, and what is written to takes its place there.
func (f *follower) rollProgress(now *Schedule, tasks []*Task) {
	if len(f.rolls) == 0 {
		return
	}
	for i, t := range tasks {
		if !f.rolls[t.ID] || !now.at.Lines[i].Summary || t.tracked() || f.told(t) {
			continue
		}
		p, ok := progressUnder(now.at.Lines, tasks, i)
		if !ok {
			continue
		}
		left := t.Remaining
		if p.done != t.Done || !left.IsZero() {
			left.N = leftOf(t.Duration.N, p.done)
			if t.Remaining.IsZero() {
				left.Unit = t.Duration.Unit
			}
		}
		if p == t.progress() && left == t.Remaining {
			continue
		}
		x := f.own(t).(*Task)
		x.Done, x.ActualStart, x.ActualFinish, x.Remaining = p.done, p.start, p.finish, left
		f.changes[f.at[t.ID]].Moved = false // more than dates differ
		tasks[i] = x
	}
}

// progressUnder is how far the summary at a line is by what is under it; ok is false where nothing active is. A
// task that began, or ended, without anybody having written down when did so as planned, as the schedule has it.
// Only when all is done is it 100 %.
func progressUnder(lines []PlanLine, tasks []*Task, at int) (p progress, ok bool) {
	total, finished, open := 0.0, 0.0, false
	for i := at + 1; i < len(lines) && lines[i].Depth > lines[at].Depth; i++ {
		l, t := &lines[i], tasks[i]
		if l.Summary || l.Inactive {
			continue
		}
		ok, open = true, open || !l.Complete
		total += l.weight
		finished += l.weight * l.done
		if began := cmp.Or(t.ActualStart, t.Start); t.Started() && began != 0 && (p.start == 0 || began < p.start) {
			p.start = began
		}
		p.finish = max(p.finish, cmp.Or(t.ActualFinish, t.Finish))
	}
	if p.done = 100_00; open {
		p.done, p.finish = min(Pct(math.Round(100_00*finished/total)), 99_00), 0
	}
	return p, ok
}
