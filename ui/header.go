package ui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tandem/model"
	"tandem/model/triage"
	"tandem/ui/act"
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
		f := facts{known: true}
		q := triage.Build(c)
		for _, v := range []triage.View{triage.Now, triage.Doing, triage.Waiting, triage.Scheduled} {
			for _, it := range q.Items(v, model.Both) {
				if it.First || it.Breached { // a decision does not make it less late
					f.breach++
				}
				if it.Glyph == triage.GlyphBlocked {
					f.blocked++
				}
			}
		}
		f.now = q.Count(triage.Now, model.Both)
		return counted{f, rev}
	}
}

// header is the first line: what hurts, before anything else.
func (m *Model) header(w int) string {
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
			mid = append(mid, th.Hot.Render(fmt.Sprintf("%s %d breach today", g.Breach, m.facts.breach)))
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

// footer is the last line: what was done, or the keys that work here.
func (m *Model) footer(w int) string {
	th := m.env.Theme
	right := m.status()
	room := max(w-layout.Width(right), 0)
	var line string
	if m.toast.text != "" {
		line = m.toastLine(room)
	} else {
		line = m.hints(room)
	}
	return layout.FitWith(line, room, layout.Left, th.Glyphs.Ellipsis) + th.Dim.Render(right)
}

func (m *Model) toastLine(room int) string {
	th := m.env.Theme
	st, sign := th.Toast, th.Glyphs.Check
	if m.toast.bad {
		st, sign = th.Bad, th.Glyphs.Breach
	}
	if m.toast.hint {
		return th.KeyText.Render(layout.TruncateWith(" "+layout.Clean(m.toast.text), room, th.Glyphs.Ellipsis))
	}
	text := " " + sign + " " + layout.Clean(m.toast.text)
	key, what := "u", " undo"
	if m.toast.redo {
		key, what = "U", " redo"
	}
	if (m.toast.step || m.toast.redo) && len(m.overlays) == 0 && layout.Width(text)+len(what)+4 <= room {
		return st.Render(text) + "   " + th.Key.Render(key) + th.KeyText.Render(what)
	}
	return st.Render(layout.TruncateWith(text, room, th.Glyphs.Ellipsis))
}

// status says at the right of the footer when the last change was made durable.
func (m *Model) status() string {
	switch {
	case m.store == nil && m.fatal != nil:
		return ""
	case m.store == nil:
		return " opening "
	case m.busy:
		return " saving "
	case m.saved != 0:
		return " saved " + m.saved.In(m.env.Ctx().Loc).Format("15:04") + " "
	}
	return ""
}

// kept are the keys that stay in the footer however short the line is: how to find all others,
// the queue, the other side, the way back.
var kept = map[string]bool{"?": true, "t": true, "tab": true, "u": true}

// hints lists the keys that work here, most useful first, as many as there is room for. Where
// it is short, the second keys of verbs go first.
func (m *Model) hints(room int) string {
	th := m.env.Theme
	list := slices.DeleteFunc(m.disp.Footer(m.chain()), func(h act.Hint) bool {
		return h.Key == "t" && h.Text == "triage" && m.place == "triage" // you are there
	})
	text := func(h act.Hint, long bool) string {
		if long && h.Choices != "" {
			return h.Text + " " + th.Glyphs.Closed + " " + h.Choices
		}
		return h.Text
	}
	width := func(h act.Hint, long bool) int { return layout.Width(h.Key) + layout.Width(text(h, long)) + 3 }
	total, must := 1, 1
	for _, h := range list {
		total += width(h, true)
		if kept[h.Key] {
			must += width(h, false)
		}
	}
	long := total <= room
	if !long && must > room {
		must = 1
	}
	var b strings.Builder
	b.WriteByte(' ')
	for _, h := range list {
		n := width(h, long)
		if stays := kept[h.Key] && must > 1; stays {
			must -= n
		} else if n+must > room {
			continue // a shorter one may still fit
		}
		room -= n
		if h.Enabled {
			b.WriteString(th.Key.Render(h.Key) + " " + th.KeyText.Render(text(h, long)) + "  ")
		} else {
			b.WriteString(th.Disabled.Render(h.Key+" "+text(h, long)) + "  ")
		}
	}
	return b.String()
}

// empty reports whether the workspace holds nothing but its settings.
func empty(s *model.Snapshot) bool {
	return s.Total() <= s.Count(model.WorkspacePrefix)+s.Count(model.CalendarPrefix)+s.Count(model.PersonPrefix)
}
