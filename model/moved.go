package model

import (
	"fmt"

	"tandem/model/date"
)

// Moved is what an edit made of plans, besides what it was asked for.
type Moved struct {
	Tasks   int    // that start or finish at another moment
	Finish  string // of the project: "+3 d"
	Summary string // a task that others lie under now: what became of its own length
	Rest    string // what goes on with the rest of a task that was split at what is done
	Code    string // a WBS code that came to be that of two tasks as the outline was numbered anew
}

// MovedBetween compares the dates before and after an edit in the records it changed, those that followed
// included. They are as settled, so nothing is scheduled here; yet a large plan has many, so it is
// called off the event loop.
func MovedBetween(before, after *Snapshot, now date.Instant, ids []ID) (m Moved) {
	if before == nil || after == nil || before == after {
		return m
	}
	parents := map[ID]bool{}
	for _, id := range ids {
		switch x := after.Get(id).(type) {
		case *Task:
			if x.Parent != 0 {
				parents[x.Parent] = true
			}
			was, ok := before.Get(id).(*Task)
			if ok && (was.Start != x.Start || was.Finish != x.Finish) && !after.Plan(x.Project).Summary(id) {
				m.Tasks++
			}
			if ok && m.Code == "" && was.WBS != x.WBS && x.WBS == after.Plan(x.Project).Number(id) {
				for _, p := range doubtWBS(after.Ctx(now), x, nil) {
					m.Code = id.String() + ": " + p.Message
				}
			}
		case *Project:
			was, ok := before.Get(id).(*Project)
			if ok && m.Finish == "" && was.Finish != 0 && x.Finish != 0 && was.Finish != x.Finish {
				m.Finish = movedFinish(after.Ctx(now), x, was.Finish)
			}
		}
	}
	m.Summary, m.Rest = newSummary(before, after, now, parents), wentOn(before, after, ids)
	return m
}

// movedFinish is by how much a project ends later, "+3 d" of its working time, or earlier, "-6 d".
func movedFinish(c *Ctx, p *Project, was date.Instant) string {
	n, sign := c.HoursOf(p).Diff(was, p.Finish), "+"
	if n < 0 {
		n, sign = -n, "-"
	}
	if n == 0 {
		return ""
	}
	scale := c.For(p).Scale
	if day := scale.Seconds(date.Days); n > day {
		n = (n + day/2) / day * day
	}
	return sign + date.Span{N: n, Unit: date.Days}.Show(scale)
}

// newSummary tells of the first task that became a summary where its own length went: to the task
// made under it, or nowhere; "" where none did, or none with a length.
func newSummary(before, after *Snapshot, now date.Instant, ids map[ID]bool) string {
	var first *Task
	for id := range ids {
		was, ok := before.Get(id).(*Task)
		if ok && was.Duration.N > 0 && !was.Complete() && (first == nil || id < first.ID) && !before.Plan(was.Project).Summary(id) {
			first = was
		}
	}
	if first == nil {
		return ""
	}
	length := first.Duration.Show(before.Ctx(now).For(first).Scale)
	for x := range after.TasksOf(first.Project) {
		if x.Parent == first.ID && x.Duration == first.Duration && before.Get(x.ID) == nil {
			return fmt.Sprintf("%s is a summary now: its %s go to %s", first.ID, length, x.ID)
		}
	}
	return fmt.Sprintf("%s is a summary now: its own %s go", first.ID, length)
}

// Words say it in a few: "160 tasks move, finish +3 d".
func (m Moved) Words() string {
	s := m.Summary
	say := func(text string) {
		if s != "" {
			s += ", "
		}
		s += text
	}
	if m.Rest != "" {
		say(m.Rest)
	}
	if m.Tasks > 1 || m.Tasks == 1 && m.Finish != "" {
		say(fmt.Sprintf("%d %s", m.Tasks, map[bool]string{true: "task moves", false: "tasks move"}[m.Tasks == 1]))
	}
	if m.Finish != "" {
		say("finish " + m.Finish)
	}
	if m.Code != "" {
		say(m.Code)
	}
	return s
}
