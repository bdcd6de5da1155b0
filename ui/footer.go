package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tandem/ui/act"
	"tandem/ui/layout"
	"tandem/ui/pane"
)

// spot is a run of cells of the last line and the key that a click on it stands for.
type spot struct {
	from, to int
	key      string
}

// footer is the last line: what was done, or the keys that work here.
func (m *Model) footer(w int) string {
	th := m.env.Theme
	right := m.status()
	room := max(w-layout.Width(right), 0)
	m.spots = m.spots[:0]
	var line string
	if m.toast.text != "" {
		line = m.toastLine(room)
	} else {
		line = m.hints(room)
	}
	return layout.FitWith(line, room, layout.Left, th.Glyphs.Ellipsis) + th.Dim.Render(right)
}

// toastLine says what was done and, where that can be taken back, by which key.
func (m *Model) toastLine(room int) string {
	th := m.env.Theme
	st, sign := th.Toast, th.Glyphs.Check
	if m.toast.bad {
		st, sign = th.Bad, th.Glyphs.Breach
	}
	text := " " + sign + " " + layout.Clean(m.toast.text)
	name, what := act.Name("app.undo"), " undo"
	if m.toast.redo {
		name, what = "app.redo", " redo"
	}
	key := m.env.Keys.KeyFor(m.chain(), name)
	at := layout.Width(text) + 3
	if (m.toast.step || m.toast.redo) && key != "" && len(m.overlays) == 0 && at+layout.Width(key)+len(what) <= room {
		m.spots = append(m.spots, spot{at, at + layout.Width(key) + len(what), key})
		return st.Render(text) + "   " + th.Key.Render(key) + th.KeyText.Render(what)
	}
	return st.Render(layout.TruncateWith(text, room, th.Glyphs.Ellipsis))
}

// kept are the actions that stay in the footer however short the line is: how to find all others,
// the queue, the other side, the way back.
var kept = map[act.Name]bool{"app.help": true, "app.triage": true, "pane.other": true, "triage.hat": true, "app.undo": true, "app.back": true}

// idle are hints that say nothing in a place: where one is already, what two panes are for.
var idle = map[string]map[act.Name]bool{
	"triage": {"app.triage": true},
	"today":  {"app.today": true},
}

// twoPanes are the actions that say nothing where there is just one pane.
var twoPanes = map[act.Name]bool{"pane.zoom": true, "pane.other": true}

// hints lists the keys that work here, most useful first, as many as there is room for. Where
// it is short, the second keys of verbs go first. While a verb waits for its second key, those
// are listed behind its name.
func (m *Model) hints(room int) string {
	th := m.env.Theme
	list := slices.DeleteFunc(m.disp.Footer(m.chain()), func(h act.Hint) bool {
		return (idle[m.place][h.Action] || m.place != "home" && twoPanes[h.Action]) && len(m.overlays) == 0 || m.past != nil && writes[h.Action]
	})
	lead, stays := " ", func(h act.Hint) bool { return kept[h.Action] }
	if verb, ok := m.disp.Pending(); ok {
		d, _ := m.env.Keys.Def(verb)
		lead, stays = " "+d.Title+":  ", func(h act.Hint) bool { return h.Key == "esc" }
	}
	at := layout.Width(lead)
	room -= at
	total, must := 0, 0
	for _, h := range list {
		total += m.hintWidth(h, true)
		if stays(h) {
			must += m.hintWidth(h, false)
		}
	}
	long := total <= room
	if !long && must > room {
		must = 0
	}
	var b strings.Builder
	b.WriteString(th.KeyText.Render(lead))
	for _, h := range list {
		n := m.hintWidth(h, long)
		if stays(h) && must > 0 {
			must -= n
		} else if n+must > room {
			continue // a shorter one may still fit
		}
		room -= n
		m.spots = append(m.spots, spot{at, at + n - 2, pressOf(h.Key)})
		at += n
		if h.Enabled {
			b.WriteString(th.Key.Render(h.Key) + " " + th.KeyText.Render(m.hintText(h, long)) + "  ")
		} else {
			b.WriteString(th.Disabled.Render(h.Key+" "+m.hintText(h, long)) + "  ")
		}
	}
	return b.String()
}

// hintText is what a hint says behind its key; the long form lists second keys.
func (m *Model) hintText(h act.Hint, long bool) string {
	if long && h.Choices != "" {
		return h.Text + " " + m.env.Theme.Glyphs.Closed + " " + h.Choices
	}
	return h.Text
}

// hintWidth is the room of a hint with the blanks behind it.
func (m *Model) hintWidth(h act.Hint, long bool) int {
	return layout.Width(h.Key) + layout.Width(m.hintText(h, long)) + 3
}

// pressOf is the key that a click on a hint presses: of a range of keys the first.
func pressOf(key string) string {
	if len(key) == 3 && key[1] == '-' {
		return key[:1]
	}
	return key
}

// clickHint presses the key whose hint stands at x of the last line.
func (m *Model) clickHint(x int) tea.Cmd {
	for _, s := range m.spots {
		if x >= s.from && x < s.to {
			return m.pressed(s.key, "", nil)
		}
	}
	return nil
}

// key finds the action of a key in the scopes in force and does it.
func (m *Model) key(k tea.KeyPressMsg) tea.Cmd {
	return m.pressed(k.String(), k.Text, func(t pane.Texter) tea.Cmd { return m.do(t.Key(m.env, k)) })
}

// pressed does what a key means here. typed hands it to the text entry in front where it means
// nothing else; nil: it was not typed, as where its hint was clicked.
func (m *Model) pressed(key, text string, typed func(pane.Texter) tea.Cmd) tea.Cmd {
	chain := m.chain()
	res := m.disp.Press(chain, key, text)
	switch res.Kind {
	case act.Run:
		return m.run(res)
	case act.Disabled:
		return m.say(res.Reason, true)
	case act.Text, act.Ignored:
		if t, ok := m.front().(pane.Texter); ok && typed != nil && len(chain) > 0 && chain[0].Text {
			return typed(t)
		}
	case act.Pending, act.Cancelled:
		m.toast.text = "" // the footer lists the second keys
	}
	return nil
}
