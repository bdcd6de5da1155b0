package ui

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"tandem/model"
	"tandem/model/date"
	"tandem/store"
	"tandem/ui/layout"
	"tandem/ui/pane"
)

// moved is what an edit made of plans, besides what it was asked for.
type moved struct {
	tasks   int    // that start or finish at another moment
	finish  string // of the project: "+3 d"
	summary string // a task that others lie under now: what became of its own length
}

// movedOf compares the dates before and after an edit in the records it changed, those that followed
// included. They are as settled, so nothing is scheduled here; yet a large plan has many, so it is
// called off the event loop.
func movedOf(before, after *model.Snapshot, now date.Instant, ids []model.ID) (m moved) {
	if before == nil || after == nil || before == after {
		return m
	}
	parents := map[model.ID]bool{}
	for _, id := range ids {
		switch x := after.Get(id).(type) {
		case *model.Task:
			if x.Parent != 0 {
				parents[x.Parent] = true
			}
			was, ok := before.Get(id).(*model.Task)
			if ok && (was.Start != x.Start || was.Finish != x.Finish) && !after.Plan(x.Project).Summary(id) {
				m.tasks++
			}
		case *model.Project:
			was, ok := before.Get(id).(*model.Project)
			if ok && m.finish == "" && was.Finish != 0 && x.Finish != 0 && was.Finish != x.Finish {
				m.finish = slipWords(after.Ctx(now), x, was.Finish)
			}
		}
	}
	m.summary = newSummary(before, after, now, parents)
	return m
}

// slipWords is by how much a project ends later, "+3 d" of its working time, or earlier, "-6 d".
func slipWords(c *model.Ctx, p *model.Project, was date.Instant) string {
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
func newSummary(before, after *model.Snapshot, now date.Instant, ids map[model.ID]bool) string {
	var first *model.Task
	for id := range ids {
		was, ok := before.Get(id).(*model.Task)
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

// words say it in a few: "160 tasks move, finish +3 d".
func (m moved) words() string {
	s := m.summary
	say := func(text string) {
		if s != "" {
			s += ", "
		}
		s += text
	}
	if m.tasks > 1 || m.tasks == 1 && m.finish != "" {
		say(fmt.Sprintf("%d %s", m.tasks, map[bool]string{true: "task moves", false: "tasks move"}[m.tasks == 1]))
	}
	if m.finish != "" {
		say("finish " + m.finish)
	}
	return s
}

// told is the toast after an edit that is durable: what was done, and what of the plan moved with it. Of
// an edit whose rows say enough themselves just what they cannot.
func (m *Model) told(e pane.Edit, what moved, op store.Op) tea.Cmd {
	more := what.words()
	switch {
	case e.Quiet && (what.summary != "" || what.finish != ""):
		return m.done(more, op)
	case e.Quiet || e.Label == "":
		m.toast = toast{n: m.toast.n} // what was said of the change before is no longer true of this one
		return nil
	case e.Told || more == "":
		return m.done(e.Label, op)
	}
	room := max(m.w-undoRoom-layout.Width(more)-2, 12)
	return m.done(layout.TruncateWith(layout.Clean(e.Label), room, m.env.Theme.Glyphs.Ellipsis)+"; "+more, op)
}

// plansTouched reports whether an edit changed tasks at all, before anything is compared.
func plansTouched(ids []model.ID) bool {
	return slices.ContainsFunc(ids, func(id model.ID) bool { return id.Is(model.TaskPrefix) || id.Is(model.ProjectPrefix) })
}
