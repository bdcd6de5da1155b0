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
	old     bool   // of the last run: counted anew as soon as all records are read
	seq     uint64 // of the step of history they were counted in
	press   triage.Press
	blocked int // tasks, by the rule of the board and of the status report
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
		return counted{factsOf(triage.Build(c), c.Snap.BlockedTasks()), rev}
	}
}

// factsOf counts what is breached or due today, decided or not, as Today lists it; the tasks that are
// blocked, as boards and reports count them; and what waits for a decision.
func factsOf(q *triage.Queue, blocked int) facts {
	_, press := q.Pressing(model.Both)
	return facts{known: true, seq: q.Ctx().Snap.Seq, press: press, blocked: blocked, now: q.Count(triage.Now, model.Both)}
}

// header is the first line: what hurts, before anything else. The counts stay: where they do not fit
// they are said in fewer words, then the clock gives way, then the name of the workspace; only on
// the narrowest screens do the last of them go.
func (m *Model) header(w int) string {
	if m.past != nil {
		return m.banner(w)
	}
	th := m.env.Theme
	name := ""
	if ws := m.env.Snap.Workspace(); ws != nil {
		name = layout.TruncateWith(layout.Clean(ws.Name), max(w/3, 8), th.Glyphs.Ellipsis)
	}
	brand, now := " tandem  ", m.env.Now.In(m.env.Ctx().Loc)
	clock, mid := now.Format("Mon 2 Jan 15:04")+" ", m.counts(0)
	over := func() int { // cells too many
		n := layout.Width(brand) + layout.Width(name) + layout.Width(clock) + 1 - w
		for _, s := range mid {
			n += 3 + layout.Width(s)
		}
		return n
	}
	for _, give := range []func(){
		func() { mid = m.counts(1) },
		func() { clock = now.Format("2 Jan 15:04") + " " },
		func() { clock = now.Format("15:04") + " " },
		func() { mid = m.counts(2) },
		func() {
			name = layout.TruncateWith(name, max(layout.Width(name)-over(), 4), th.Glyphs.Ellipsis)
		},
		func() { clock = "" },
		func() { name = "" },
	} {
		if over() > 0 && len(mid) > 0 {
			give()
		}
	}
	for len(mid) > 0 && over() > 0 {
		mid = mid[:len(mid)-1]
	}
	line := th.Accent.With(theme.Bold).Render(brand) + th.Title.Render(name)
	for i, s := range mid {
		if i > 0 || name != "" {
			line += "   "
		}
		line += s
	}
	used := layout.Width(line)
	end := min(layout.Width(clock), max(w-used, 0))
	return line + layout.Blank(w-used-end) + layout.Fit(th.Dim.Render(clock), end, layout.Left)
}

// counts are the numbers of the header, what hurts most first: in full, in fewer words, or bare.
func (m *Model) counts(terse int) []string {
	if !m.facts.known {
		return nil
	}
	th, press := m.env.Theme, m.facts.press
	late := [...]string{press.Text(), press.Short(), fmt.Sprintf("%d due", press.Total())}[terse]
	hot, warm, end := th.Hot, th.Warm, ""
	if m.facts.old {
		hot, warm, end = th.Dim, th.Dim, th.Glyphs.Ellipsis
	}
	var out []string
	if press.Total() > 0 {
		out = append(out, hot.Render(th.Glyphs.Breach+" "+late))
	}
	if m.facts.blocked > 0 {
		out = append(out, warm.Render(fmt.Sprintf("%s %d blocked", th.Glyphs.Blocked, m.facts.blocked)))
	}
	return append(out, th.Dim.Render(fmt.Sprintf("%d to decide%s", m.facts.now, end)))
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
