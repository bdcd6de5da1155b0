package ui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"tandem/model"
	"tandem/model/triage"
	"tandem/ui/layout"
	"tandem/ui/theme"
)

// facts are the few numbers of the header. They are counted off the event loop after each
// change, and shown when they are there: nothing waits for them.
type facts struct {
	known   bool
	breach  int
	blocked int
	now     int
}

type counted struct {
	facts facts
	rev   uint64
}

// count counts them in the snapshot of now. The answer to an older snapshot is dropped.
func (m *Model) count() tea.Cmd {
	if m.store == nil {
		return nil
	}
	c, rev := m.env.Ctx(), m.env.Rev
	return func() tea.Msg {
		return counted{factsOf(triage.Build(c)), rev}
	}
}

// factsOf counts what waits for a decision, and nothing that was decided: so the header, Today and
// the red lines of triage tell the same number.
func factsOf(q *triage.Queue) facts {
	f := facts{known: true, now: q.Count(triage.Now, model.Both)}
	for _, it := range q.Items(triage.Now, model.Both) {
		if it.First {
			f.breach++
		}
		if it.Glyph == triage.GlyphBlocked {
			f.blocked++
		}
	}
	return f
}

// header is the first line: what hurts, before anything else.
func (m *Model) header(w int) string {
	if m.past != nil {
		return m.banner(w)
	}
	th := m.env.Theme
	g := &th.Glyphs
	name := ""
	if ws := m.env.Snap.Workspace(); ws != nil {
		name = layout.Clean(ws.Name)
	}
	loc := m.env.Ctx().Loc
	clock := m.env.Now.In(loc).Format("Mon 2 Jan 15:04") + " "
	left := th.Accent.With(theme.Bold).Render(" tandem") + "  " + th.Title.Render(layout.TruncateWith(name, max(w/3, 8), g.Ellipsis))
	var mid []string
	if m.facts.known {
		if m.facts.breach > 0 {
			mid = append(mid, th.Hot.Render(fmt.Sprintf("%s %d breached or due today", g.Breach, m.facts.breach)))
		}
		if m.facts.blocked > 0 {
			mid = append(mid, th.Warm.Render(fmt.Sprintf("%s %d blocked", g.Blocked, m.facts.blocked)))
		}
		mid = append(mid, th.Dim.Render(fmt.Sprintf("%d to decide", m.facts.now)))
	}
	line := left
	room := w - layout.Width(left) - layout.Width(clock)
	for _, s := range mid {
		if n := layout.Width(s) + 3; n < room {
			line += "   " + s
			room -= n
		}
	}
	return line + layout.Blank(max(room, 0)) + layout.Fit(th.Dim.Render(clock), min(layout.Width(clock), max(w-layout.Width(left), 0)), layout.Left)
}

// status says at the right of the footer when the last change was made durable.
func (m *Model) status() string {
	switch {
	case m.past != nil:
		return " read-only "
	case m.store == nil && m.fatal != nil:
		return ""
	case m.store == nil && m.looked:
		return " reading the rest "
	case m.store == nil:
		return " opening "
	case m.busy:
		return " saving "
	case m.saved != 0:
		return " saved " + m.saved.In(m.env.Ctx().Loc).Format("15:04") + " "
	}
	return ""
}

// empty reports whether the workspace holds nothing but its settings.
func empty(s *model.Snapshot) bool {
	return s.Total() <= s.Count(model.WorkspacePrefix)+s.Count(model.CalendarPrefix)+s.Count(model.PersonPrefix)
}
