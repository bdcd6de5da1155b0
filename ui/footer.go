package ui

import (
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"tandem/model"
	"tandem/ui/act"
	"tandem/ui/layout"
	"tandem/ui/pane"
)

// spot is a run of cells of the footer and the key that a click on it stands for.
type spot struct {
	from, to int
	key      string
	up       int // lines above the last one
}

// footer is the last line: what was done, or the keys that work here. While a verb waits for its second key
// and there is no room for all of them on that line, there are more lines above it; so too for a refusal.
func (m *Model) footer(w int) []string {
	th := m.env.Theme
	right := m.status()
	room := max(w-layout.Width(right), 0)
	m.spots = m.spots[:0]
	var lines []string
	switch verb, pending := m.disp.Pending(); {
	case m.toast.text != "":
		lines = m.toastLines(room)
	case pending:
		lines = m.choices(verb, room)
	default:
		lines = []string{m.hints(room)}
	}
	for i, line := range lines {
		lines[i] = layout.FitWith(line, room, layout.Left, th.Glyphs.Ellipsis)
		if i < len(lines)-1 {
			lines[i] += layout.Blank(w - room)
		}
	}
	lines[len(lines)-1] += th.Dim.Render(right)
	return lines
}

// choices lists the second keys of a verb behind its name, on as many lines as they take.
func (m *Model) choices(verb act.Name, room int) []string {
	th := m.env.Theme
	lead := m.lead(verb, room*2/5)
	var rows [][]act.Hint
	x := room
	for _, h := range m.disp.Footer(m.chain()) {
		n := m.hintWidth(h, false)
		if x+n-2 > room && (len(rows) == 0 || len(rows) < m.h/2) { // the blanks at the end may be cut
			rows = append(rows, nil)
			x = layout.Width(lead)
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], h)
		x += n
	}
	lines := make([]string, len(rows))
	for i, row := range rows {
		var b strings.Builder
		if b.WriteString(th.KeyText.Render(lead)); i == 0 {
			lead = layout.Blank(layout.Width(lead))
		}
		x := layout.Width(lead)
		for _, h := range row {
			n := m.hintWidth(h, false)
			m.spots = append(m.spots, spot{x, x + n - 2, pressOf(h.Key), len(rows) - 1 - i})
			x += n
			m.putHint(&b, h, false)
		}
		lines[i] = b.String()
	}
	return lines
}

// lead names a verb that waits for its second key, and where the pane knows, what it acts on, in less
// than so many cells; a blank where even its title is longer.
func (m *Model) lead(verb act.Name, most int) string {
	d, _ := m.env.Keys.Def(verb)
	names := []string{d.Title}
	if x, ok := m.front().(pane.Asker); ok {
		names = append(x.Asking(m.env, verb), names...)
	}
	for _, name := range names {
		if s := " " + layout.Clean(name) + ":  "; layout.Width(s) < most {
			return s
		}
	}
	return " "
}

// toastLines is the toast, on one line but where it says why something is refused: that is read to its end.
func (m *Model) toastLines(room int) []string {
	th := m.env.Theme
	lead := " " + th.Glyphs.Breach + " "
	text := layout.Clean(m.toast.text)
	if most := min(m.h/3, 6); m.toast.bad && most > 1 && layout.Width(lead+text) > room {
		parts := layout.Wrap(text, max(room-layout.Width(lead), 1))
		if len(parts) > most {
			parts = append(parts[:most-1], strings.Join(parts[most-1:], " "))
		}
		for i, s := range parts {
			parts[i] = th.Bad.Render(layout.TruncateWith(lead+s, room, th.Glyphs.Ellipsis))
			lead = layout.Blank(layout.Width(lead))
		}
		return parts
	}
	return []string{m.toastLine(room)}
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
		m.spots = append(m.spots, spot{from: at, to: at + layout.Width(key) + len(what), key: key})
		return st.Render(text) + "   " + th.Key.Render(key) + th.KeyText.Render(what)
	}
	return st.Render(layout.TruncateWith(text, room, th.Glyphs.Ellipsis))
}

// kept are the actions that stay in the footer however short the line is: how to find all others,
// the queue, the other side, the way back.
var kept = map[act.Name]bool{"app.help": true, "app.triage": true, "pane.other": true, "triage.hat": true, "app.undo": true, "app.back": true, "detail.close": true}

// idle are hints that say nothing in a place: where one is already, what two panes are for.
var idle = map[string]map[act.Name]bool{
	"triage": {"app.triage": true},
	"today":  {"app.today": true},
}

// twoPanes are the actions that say nothing where there is just one pane.
var twoPanes = map[act.Name]bool{"pane.zoom": true, "pane.other": true}

// ofChart are the actions on a time chart and on the outline beside it; where none shows, their keys
// are no news.
func ofChart(a act.Name) bool {
	return strings.HasPrefix(string(a), "chart.") || strings.HasPrefix(string(a), "scale.") || strings.HasPrefix(string(a), "outline.")
}

// shortWord words an action of the whole program for the footer: the other pane by the side it shows,
// the pictures by the one that a customer has.
func (m *Model) shortWord(a act.Name) string {
	if a == "pane.other" {
		return m.sides[1-m.focus].hat
	}
	if x, ok := m.front().(pane.Selecter); a == "app.show" && ok && x.Selected().Is(model.AccountPrefix) {
		if m.w < 100 {
			return "a its page"
		}
		return "a customer's page"
	}
	return ""
}

// hints lists the keys that work here, most useful first, as many as there is room for. Where
// it is short, what cannot be done now goes first, then the second keys of verbs.
func (m *Model) hints(room int) string {
	th := m.env.Theme
	list := slices.DeleteFunc(m.disp.Footer(m.chain()), func(h act.Hint) bool {
		return (idle[m.place][h.Action] || m.place != "home" && twoPanes[h.Action]) && len(m.overlays) == 0 || m.past != nil && writes[h.Action] ||
			!h.Enabled && ofChart(h.Action)
	})
	stays := func(h act.Hint) bool { return kept[h.Action] }
	at := 1
	if room == m.w {
		room += 2 // the blanks behind the last one may be cut
	}
	room -= at
	if m.hintsWidth(list, true) > room {
		list = slices.DeleteFunc(list, func(h act.Hint) bool { return !h.Enabled })
	}
	must := 0
	for _, h := range list {
		if stays(h) {
			must += m.hintWidth(h, false)
		}
	}
	long := m.hintsWidth(list, true) <= room
	if !long && must > room {
		must = 0
	}
	var b strings.Builder
	b.WriteString(th.KeyText.Render(" "))
	for _, h := range list {
		n := m.hintWidth(h, long)
		if stays(h) && must > 0 {
			must -= n
		} else if n+must > room {
			continue // a shorter one may still fit
		}
		room -= n
		m.spots = append(m.spots, spot{from: at, to: at + n - 2, key: pressOf(h.Key)})
		at += n
		m.putHint(&b, h, long)
	}
	return strings.TrimSuffix(b.String(), "  ")
}

// putHint writes a key and what it does.
func (m *Model) putHint(b *strings.Builder, h act.Hint, long bool) {
	th := m.env.Theme
	if h.Enabled {
		b.WriteString(th.Key.Render(h.Key) + " " + th.KeyText.Render(m.hintText(h, long)) + "  ")
	} else {
		b.WriteString(th.Disabled.Render(h.Key+" "+m.hintText(h, long)) + "  ")
	}
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

// hintsWidth is the room of hints.
func (m *Model) hintsWidth(list []act.Hint, long bool) (n int) {
	for _, h := range list {
		n += m.hintWidth(h, long)
	}
	return n
}

// pressOf is the key that a click on a hint presses: of a range of keys the first.
func pressOf(key string) string {
	if len(key) == 3 && key[1] == '-' {
		return key[:1]
	}
	return key
}

// clickHint presses the key whose hint stands at x of the footer, up lines above the last one. It
// reports whether that is a line of the footer at all.
func (m *Model) clickHint(x, up int) (tea.Cmd, bool) {
	mine := up == 0
	for _, s := range m.spots {
		if s.up == up {
			mine = true
			if x >= s.from && x < s.to {
				return m.pressed(s.key, "", nil), true
			}
		}
	}
	return nil, mine
}

// typedAhead is how long after a refusal a key can have been typed for what was refused.
const typedAhead = time.Second

// refuse notes that the verb whose second key came last was not done: keys that were typed ahead for it
// are swallowed. It reports whether there is such a verb.
func (m *Model) refuse(why string) bool {
	if m.chord.Kind != act.Run || m.chord.Arg == "" {
		return false
	}
	m.disp.Refuse(m.chord.Action, why)
	m.refused = m.opt.Now()
	return true
}

// key finds the action of a key in the scopes in force and does it.
func (m *Model) key(k tea.KeyPressMsg) tea.Cmd {
	return m.pressed(k.String(), k.Text, func(t pane.Texter) tea.Cmd { return m.do(t.Key(m.env, k)) })
}

// pressed does what a key means here. typed hands it to the text entry in front where it means
// nothing else; nil: it was not typed, as where its hint was clicked.
func (m *Model) pressed(key, text string, typed func(pane.Texter) tea.Cmd) tea.Cmd {
	if typed == nil || m.disp.Refused() && m.opt.Now().Sub(m.refused) > typedAhead {
		m.disp.Forget()
	}
	chain := m.chain()
	res := m.disp.Press(chain, key, text)
	if m.disp.Refused() && res.Kind == act.Disabled {
		m.refused = m.opt.Now()
	}
	m.chord = res
	switch res.Kind {
	case act.Run:
		n := m.toast.n
		cmd := m.run(res)
		if m.toast.n != n && m.toast.bad {
			m.refuse(m.toast.text)
		}
		return cmd
	case act.Disabled:
		return m.say(res.Reason, true)
	case act.Text, act.Ignored:
		if t, ok := m.front().(pane.Texter); ok && typed != nil && len(chain) > 0 && chain[0].Text {
			return typed(t)
		}
		return m.elsewhere(res, key)
	case act.Pending, act.Cancelled:
		m.toast.text = "" // the footer lists the second keys
	}
	return nil
}
