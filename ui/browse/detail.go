package browse

import (
	"strings"

	"tandem/model"
	"tandem/ui/act"
	"tandem/ui/layout"
	"tandem/ui/pane"
	"tandem/ui/theme"
)

// Detail shows one record in full: its values, what it links to and what links to it, and
// what happened to it. The cursor goes over the lines that lead somewhere.
type Detail struct {
	id      model.ID
	env     pane.Env
	lines   []line
	stops   []int // the lines that lead somewhere
	at      int   // index into stops
	top     int
	h       int
	width   int
	gen     int  // grows when the lines change
	gap     bool // a blank line comes first, as below a list
	history []pane.Revision
	loaded  bool
	last    picture
}

// line is a drawn line of a record; to is where it leads, or page where that is a list.
type line struct {
	label string
	text  string
	style theme.Style
	sign  theme.Style // of a label that starts with a sign
	head  bool
	to    model.ID
	page  pane.Page
}

func (l *line) stop() bool { return l.to != 0 || l.page.Kind != "" }

// picture is what a record was last drawn from, and the lines.
type picture struct {
	w, h, at, top, gen int
	focused, gap       bool
	lines              []string
}

// NewDetail shows the record id.
func NewDetail(env pane.Env, id model.ID) *Detail {
	d := &Detail{id: id}
	d.Sync(env)
	return d
}

// ID is the record shown.
func (d *Detail) ID() model.ID { return d.id }

// Load asks for the record's history.
func (d *Detail) Load() pane.Effect {
	return pane.History{ID: d.id, Done: func(r []pane.Revision) pane.Effect {
		d.history, d.loaded = r, true
		d.width = 0
		return nil
	}}
}

// Sync implements pane.Pane.
func (d *Detail) Sync(env pane.Env) {
	d.env = env
	d.width = 0 // lay out again
}

// Scopes implements pane.Pane.
func (d *Detail) Scopes() []act.Scope {
	s := act.ScopeOf("detail")
	s.Enabled = func(a act.Name) (bool, string) {
		switch a {
		case "detail.follow":
			if d.at >= len(d.stops) {
				return false, "no line here leads to another record"
			}
		case "record.contact":
			if acc, _ := belongs(d.env.Snap, d.id); acc == 0 {
				return false, "this record belongs to no customer"
			}
		}
		return true, ""
	}
	return []act.Scope{s}
}

// follow goes where the line under the cursor leads: open shows a record, a list is a page.
func (d *Detail) follow(env pane.Env, open func(pane.Env, model.ID) pane.Effect) pane.Effect {
	if d.at >= len(d.stops) {
		return nil
	}
	l := &d.lines[d.stops[d.at]]
	if l.to != 0 {
		return open(env, l.to)
	}
	return pane.Go{Page: l.page}
}

// click puts the cursor on the line at y if that leads somewhere.
func (d *Detail) click(y int) bool {
	for i, row := range d.stops {
		if row == d.top+y {
			d.at = i
			return true
		}
	}
	return false
}

// Target is the record the line under the cursor leads to, or 0.
func (d *Detail) Target() model.ID {
	if d.at < len(d.stops) {
		return d.lines[d.stops[d.at]].to
	}
	return 0
}

// Handle implements pane.Pane, for all but closing and following, which the owner does.
func (d *Detail) Handle(env pane.Env, r act.Result) pane.Effect {
	switch r.Action {
	case "move.down", "detail.next":
		d.step(1)
	case "move.up", "detail.prev":
		d.step(-1)
	case "move.pagedown":
		d.move(d.h)
	case "move.pageup":
		d.move(-d.h)
	case "move.halfdown":
		d.move(d.h / 2)
	case "move.halfup":
		d.move(-d.h / 2)
	case "move.top":
		d.at, d.top = 0, 0
	case "move.bottom":
		d.at = max(len(d.stops)-1, 0)
		d.top = len(d.lines)
	case "record.edit":
		return EditForm(env, d.id)
	case "record.why":
		return Why(env, d.id)
	case "record.contact":
		return LogContact(env, d.id)
	case "record.copy":
		return copyText(env, []model.ID{d.id})
	case "record.source":
		if id := behind(env.Snap.Get(d.id)); id != 0 {
			return pane.Go{Page: pane.Page{Place: "record", ID: id}}
		}
		return pane.Toast{Text: "Nothing lies behind this record."}
	case "record.delete":
		return Delete(env, []model.ID{d.id})
	}
	return nil
}

// step goes to the next line that leads somewhere; past the last it scrolls.
func (d *Detail) step(n int) {
	next := d.at + n
	if next < 0 || next >= len(d.stops) || abs(d.stops[next]-d.top) > 2*d.h {
		d.move(n)
		return
	}
	d.at = next
	row := d.stops[next]
	if row < d.top {
		d.top = row
	}
	if row >= d.top+d.h {
		d.top = row - d.h + 1
	}
}

func (d *Detail) move(n int) {
	d.top = max(min(d.top+n, len(d.lines)-d.h), 0)
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// Title implements pane.Pane.
func (d *Detail) Title(env pane.Env) string { return Describe(env, d.id) }

// Draw implements pane.Pane. The slice is the same while nothing changes.
func (d *Detail) Draw(env pane.Env, w, h int, focused bool) []string {
	if d.width != w || d.env.Snap != env.Snap || d.env.Theme != env.Theme {
		d.env = env
		d.width = w
		d.gen++
		d.layOut(w)
	}
	d.h = h
	d.top = max(min(d.top, len(d.lines)-h), 0)
	now := picture{w: w, h: h, at: d.at, top: d.top, gen: d.gen, focused: focused, gap: d.gap}
	if l := d.last; l.lines != nil && l.w == w && l.h == h && l.at == d.at && l.top == d.top && l.gen == d.gen && l.focused == focused && l.gap == d.gap {
		return l.lines
	}
	out := make([]string, 0, h)
	if d.gap {
		out = append(out, layout.Blank(w))
	}
	for i := d.top; i < len(d.lines) && len(out) < h; i++ {
		cur := focused && d.at < len(d.stops) && d.stops[d.at] == i
		out = append(out, d.draw(d.lines[i], w, cur))
	}
	now.lines = layout.Block(out, w, h)
	d.last = now
	return now.lines
}

const labelWidth = 16

func (d *Detail) draw(l line, w int, cursor bool) string {
	th := d.env.Theme
	if l.label == "" && l.text == "" {
		return layout.Blank(w)
	}
	if l.head {
		return th.Header.Render(layout.FitWith(" "+l.label, w, layout.Left, th.Glyphs.Ellipsis))
	}
	lw := min(labelWidth, w/3)
	lead := "  "
	if cursor {
		lead = th.Glyphs.Cursor + " "
	}
	label := lead + layout.FitWith(l.label, lw, layout.Left, th.Glyphs.Ellipsis) + " "
	text := layout.FitWith(l.text, max(w-layout.Width(label)-1, 0), layout.Left, th.Glyphs.Ellipsis) + " "
	line := ""
	switch {
	case cursor:
		return th.Select.Render(layout.FitWith(label+text, w, layout.Left, th.Glyphs.Ellipsis))
	case !l.sign.Empty():
		sign, rest, _ := strings.Cut(l.label, " ")
		rest = layout.FitWith(rest, max(lw-layout.Width(sign)-1, 0), layout.Left, th.Glyphs.Ellipsis)
		line = lead + l.sign.Render(sign) + th.Dim.Render(" "+rest+" ")
	default:
		line = th.Dim.Render(label)
	}
	style := l.style
	if l.stop() && style.Empty() {
		style = th.Accent
	}
	return layout.FitWith(line+style.Render(text), w, layout.Left, th.Glyphs.Ellipsis)
}
