package dialog

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"tandem/ui/act"
	"tandem/ui/entry"
	"tandem/ui/layout"
	"tandem/ui/pane"
	"tandem/ui/theme"
)

// HelpView lists every key that works at a place, made from the key table, and finds among them
// as you type.
type HelpView struct {
	sections []act.Section
	line     entry.Entry
	off      int
	room     int // lines of the list that show
	total    int // lines of the list as last drawn
	memo     map[look][]string
}

// look is what the lines of the help depend on.
type look struct {
	th    *theme.Theme
	w     int
	typed string
}

var (
	_ pane.Overlay  = (*HelpView)(nil)
	_ pane.Texter   = (*HelpView)(nil)
	_ pane.Mouser   = (*HelpView)(nil)
	_ pane.Cursorer = (*HelpView)(nil)
)

// Help makes the help of what act.Table.Help says of the chain that was in force before it opened.
func Help(_ pane.Env, sections []act.Section) *HelpView {
	h := &HelpView{sections: sections}
	h.line.Placeholder = "find a key or a word"
	return h
}

// Sync has nothing to note: the help is of the place it was opened at.
func (h *HelpView) Sync(pane.Env) {}

// Scopes is the help's own scope, which takes text and leaks nothing.
func (h *HelpView) Scopes() []act.Scope { return []act.Scope{act.ScopeOf("help")} }

// Title is Keys.
func (h *HelpView) Title(pane.Env) string { return "Keys" }

// Size is the room for all lines, as far as there is any; it stays while the search narrows them.
func (h *HelpView) Size(env pane.Env, w, hh int) (int, int) {
	w = min(w, 100)
	return w, min(hh, len(h.lines(env.Theme, w, ""))+2)
}

// helpActions is what the help can do in its scope.
var helpActions = map[act.Name]func(*HelpView) pane.Effect{
	"help.close":    func(*HelpView) pane.Effect { return pane.Close{} },
	"entry.clear":   func(h *HelpView) pane.Effect { h.line.Clear(); h.off = 0; return nil },
	"move.down":     func(h *HelpView) pane.Effect { h.scroll(1); return nil },
	"move.up":       func(h *HelpView) pane.Effect { h.scroll(-1); return nil },
	"move.pagedown": func(h *HelpView) pane.Effect { h.scroll(max(1, h.room-1)); return nil },
	"move.pageup":   func(h *HelpView) pane.Effect { h.scroll(-max(1, h.room-1)); return nil },
}

// Handle does an action of the help's scope.
func (h *HelpView) Handle(_ pane.Env, r act.Result) pane.Effect {
	if do := helpActions[r.Action]; do != nil {
		return do(h)
	}
	return nil
}

// scroll moves the list and stops at its ends.
func (h *HelpView) scroll(by int) { h.off = max(0, min(h.off+by, h.total-h.room)) }

// Key types into the search.
func (h *HelpView) Key(_ pane.Env, k tea.KeyPressMsg) pane.Effect {
	if h.line.Key(k) {
		h.off = 0
	}
	return nil
}

// Paste puts text into the search.
func (h *HelpView) Paste(_ pane.Env, text string) pane.Effect {
	if h.line.Paste(text) {
		h.off = 0
	}
	return nil
}

// fits reports whether every word typed is found in the row: in its keys, which must be the
// word, or in what it says.
func fits(r act.Row, words []string) bool {
	said := strings.ToLower(titleOf(r) + " " + r.Help + " " + strings.Join(r.Keys, " "))
	for _, c := range r.Choices {
		said += " " + strings.ToLower(c.Title)
	}
	for _, w := range words {
		if !strings.Contains(said, w) {
			return false
		}
	}
	return true
}

// titleOf is what a row does, and behind it what that is called for the record at hand.
func titleOf(r act.Row) string {
	if r.Here == "" {
		return r.Title
	}
	return r.Title + ": " + r.Here
}

// exact reports whether a word is a key of the row, as it is written.
func exact(r act.Row, typed string) bool {
	for _, k := range r.Keys {
		if k == typed {
			return true
		}
	}
	return false
}

// Draw returns exactly h lines of exactly w cells: the search, then the keys scope by scope.
func (h *HelpView) Draw(env pane.Env, w, hh int, focused bool) []string {
	w, hh = max(0, w), max(0, hh)
	th := env.Theme
	if w == 0 || hh == 0 {
		return layout.Block(nil, w, hh)
	}
	lines := []string{th.Accent.Render(layout.Truncate("/ ", w)) + h.line.Draw(max(0, w-2), th, focused)}
	all := h.lines(th, w, h.line.Value())
	h.room, h.total = max(0, hh-1), len(all)
	h.scroll(0)
	for i := h.off; i < len(all) && len(lines) < hh; i++ {
		lines = append(lines, all[i])
	}
	for i, line := range lines {
		if line == "" || i == 0 {
			lines[i] = layout.Fit(line, w, layout.Left)
		}
	}
	for len(lines) < hh {
		lines = append(lines, layout.Blank(w))
	}
	return lines
}

// lines are all lines that fit what is typed, kept for the next time they are drawn.
func (h *HelpView) lines(th *theme.Theme, w int, typed string) []string {
	k := look{th, w, strings.TrimSpace(typed)}
	if _, ok := h.memo[k]; !ok {
		if len(h.memo) > 20 || h.memo == nil {
			h.memo = map[look][]string{}
		}
		h.memo[k] = h.build(th, w, k.typed)
	}
	return h.memo[k]
}

// build makes the lines. A row whose very key was typed comes alone.
func (h *HelpView) build(th *theme.Theme, w int, typed string) []string {
	words := strings.Fields(strings.ToLower(typed))
	keep := func(r act.Row) bool { return fits(r, words) }
	if h.hasKey(typed) {
		keep = func(r act.Row) bool { return exact(r, typed) }
	}
	kw, tw := h.widths(w)
	var out []string
	for _, s := range h.sections {
		var rows []string
		for _, r := range s.Rows {
			if keep(r) {
				rows = append(rows, drawHelp(r, kw, tw, w, th)...)
			}
		}
		if len(rows) > 0 {
			out = append(out, "", layout.FitWith(" "+th.Title.Render(s.Title), w, layout.Left, th.Glyphs.Ellipsis))
			out = append(out, rows...)
		}
	}
	if len(out) == 0 {
		out = append(out, "")
		for _, s := range layout.Wrap("No key here does that. Commands without a key are in the palette.", max(1, w-4)) {
			out = append(out, layout.Fit("  "+th.Dim.Render(s), w, layout.Left))
		}
	}
	return out
}

// hasKey reports whether what is typed is itself a key of some row: then that key is meant, and
// not every word that holds its letter.
func (h *HelpView) hasKey(typed string) bool {
	for _, s := range h.sections {
		for _, r := range s.Rows {
			if exact(r, typed) {
				return true
			}
		}
	}
	return false
}

// widths are the cells of the keys and of the titles.
func (h *HelpView) widths(w int) (keys, title int) {
	for _, s := range h.sections {
		for _, r := range s.Rows {
			keys = max(keys, layout.Width(strings.Join(r.Keys, " ")))
			title = max(title, layout.Width(titleOf(r)))
		}
	}
	return min(keys, 18, max(1, w/5)), min(title, 28, max(1, w/3))
}

// drawHelp is a row: keys, what it does, in words, each of which wraps; why it cannot be done now; and
// the second keys of a verb on lines of their own.
func drawHelp(r act.Row, kw, tw, w int, th *theme.Theme) []string {
	title, style, help := th.Text, th.Dim, r.Help
	if !r.Enabled {
		title, style, help = th.Disabled, th.Warm, "Not now: "+r.Reason
	}
	fit := func(s string, n int) string { return layout.FitWith(s, n, layout.Left, th.Glyphs.Ellipsis) }
	keys, titles, words := layout.Wrap(strings.Join(r.Keys, " "), kw), layout.Wrap(titleOf(r), tw), layout.Wrap(help, max(16, w-kw-tw-7))
	var out []string
	for i := range max(len(keys), len(titles), len(words)) {
		out = append(out, fit("  "+th.Key.Render(fit(lineAt(keys, i), kw))+"  "+title.Render(fit(lineAt(titles, i), tw))+"  "+style.Render(lineAt(words, i)), w))
	}
	for _, line := range secondKeys(r.Choices, max(1, w-kw-4), th) {
		out = append(out, fit(layout.Blank(kw+4)+line, w))
	}
	return out
}

// lineAt is a line of a text, empty behind its end.
func lineAt(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}

// secondKeys lists the choices of a verb on lines of w cells, of which the first begins with "then";
// a run of digits that mean the same is one. No choice is parted.
func secondKeys(cs []act.Choice, w int, th *theme.Theme) []string {
	const lead, gap = "then ", "  "
	var lines []string
	x := 0
	for i := 0; i < len(cs); {
		j := i + 1
		for j < len(cs) && cs[j].Title == cs[i].Title {
			j++
		}
		key := cs[i].Key
		if j-i > 1 {
			key += "-" + cs[j-1].Key
		}
		part, n := th.Key.Render(key)+" "+th.KeyText.Render(cs[i].Title), layout.Width(key)+1+layout.Width(cs[i].Title)
		switch {
		case len(lines) == 0:
			lines, x = []string{lead + part}, len(lead)+n
		case x+len(gap)+n > w:
			lines, x = append(lines, layout.Blank(len(lead))+part), len(lead)+n
		default:
			lines[len(lines)-1] += gap + part
			x += len(gap) + n
		}
		i = j
	}
	return lines
}

// Cursor is where the text cursor stands.
func (h *HelpView) Cursor() (x, y int, ok bool) { return 2 + h.line.Cursor(), 0, true }

// Click puts the cursor into the search.
func (h *HelpView) Click(_ pane.Env, x, y int, _ bool) pane.Effect {
	if y == 0 {
		h.line.Click(x - 2)
	}
	return nil
}

// Wheel scrolls the keys.
func (h *HelpView) Wheel(_ pane.Env, _, _, lines int) pane.Effect {
	h.scroll(lines)
	return nil
}
