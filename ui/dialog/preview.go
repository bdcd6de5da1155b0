package dialog

import (
	"fmt"
	"strings"

	"tandem/ui/act"
	"tandem/ui/layout"
	"tandem/ui/pane"
)

// Tone says how a line of a preview is meant.
type Tone uint8

// The tones: as it is, by the way, good, worth a look, wrong.
const (
	Plain Tone = iota
	Aside
	Good
	Warn
	Wrong
)

// Line is a line of a preview. It comes from data and is cleaned, and goes on in further rows where it is
// wider than the dialog.
type Line struct {
	Text string
	Tone Tone
}

// PreviewView shows what would be done, line by line: an import before it is taken. Enter
// accepts it, esc leaves everything as it was.
type PreviewView struct {
	title, verb string
	head        []string
	lines       []Line
	accept      func() pane.Effect
	off         int      // the first row that shows
	room        int      // rows of the list that show
	rows        []row    // the lines, wrapped to
	wide        int      // this many cells
	foot        []option // what can be done, as last drawn; nil: it has no room
	last        int      // the line of the first of them

	ways []string // what else could be done, of which one is shown
	way  int
	make func(i int) *PreviewView
}

var (
	_ pane.Overlay = (*PreviewView)(nil)
	_ pane.Mouser  = (*PreviewView)(nil)
	_ pane.Footer  = (*PreviewView)(nil)
)

// Preview makes a preview of plain lines. verb says what enter does, "takes all 34 tasks".
// accept is called when it is accepted; nil: there is nothing to accept, and enter closes.
func Preview(title string, lines []string, verb string, accept func() pane.Effect) *PreviewView {
	toned := make([]Line, len(lines))
	for i, s := range lines {
		toned[i] = Line{Text: s}
	}
	return Review(title, nil, toned, verb, accept)
}

// Review is Preview with a head that stays in sight, as lines that wrap, the first of them the
// one that counts; lines scroll below it, each in its tone.
func Review(title string, head []string, lines []Line, verb string, accept func() pane.Effect) *PreviewView {
	return &PreviewView{title: title, verb: strings.TrimPrefix(verb, "enter "), head: head, lines: lines, accept: accept}
}

// Either is a preview of one of several ways to do a thing: left and right go from one to the next.
// make gives the preview of way i; it must be quick. One way alone is just its preview.
func Either(ways []string, make func(i int) *PreviewView) *PreviewView {
	p := make(0)
	if len(ways) > 1 {
		p.ways, p.make = ways, make
	}
	return p
}

// turn goes to another way, round the ends; without any it turns a page of the lines.
func (p *PreviewView) turn(by int) {
	if len(p.ways) == 0 {
		p.scroll(by * p.room)
		return
	}
	ways, way, make := p.ways, (p.way+by+len(p.ways))%len(p.ways), p.make
	*p = *make(way)
	p.ways, p.way, p.make = ways, way, make
}

// Sync has nothing to note.
func (p *PreviewView) Sync(pane.Env) {}

// Scopes is the dialogs' scope, which leaks nothing.
func (p *PreviewView) Scopes() []act.Scope { return []act.Scope{act.ScopeOf("dialog")} }

// Title is the title it was made with.
func (p *PreviewView) Title(pane.Env) string { return p.title }

// Foot tells which of the lines show.
func (p *PreviewView) Foot() string {
	if len(p.rows) == 0 || len(p.rows) <= p.room {
		return ""
	}
	return fmt.Sprintf("%d-%d/%d", p.off+1, min(p.off+p.room, len(p.rows)), len(p.rows))
}

// previewActions is what a preview can do in its scope.
var previewActions = map[act.Name]func(*PreviewView) pane.Effect{
	"dialog.ok":     func(p *PreviewView) pane.Effect { return closing(p.accept) },
	"dialog.yes":    func(p *PreviewView) pane.Effect { return closing(p.accept) },
	"dialog.no":     func(*PreviewView) pane.Effect { return pane.Close{} },
	"dialog.cancel": func(*PreviewView) pane.Effect { return pane.Close{} },
	"move.down":     func(p *PreviewView) pane.Effect { p.scroll(1); return nil },
	"move.up":       func(p *PreviewView) pane.Effect { p.scroll(-1); return nil },
	"move.right":    func(p *PreviewView) pane.Effect { p.turn(1); return nil },
	"move.left":     func(p *PreviewView) pane.Effect { p.turn(-1); return nil },
	"move.pagedown": func(p *PreviewView) pane.Effect { p.scroll(p.room); return nil },
	"move.pageup":   func(p *PreviewView) pane.Effect { p.scroll(-p.room); return nil },
}

// Handle does an action of the dialogs' scope; left and right turn pages, or go to
// another way where there are several.
func (p *PreviewView) Handle(_ pane.Env, r act.Result) pane.Effect {
	if do := previewActions[r.Action]; do != nil {
		return do(p)
	}
	return nil
}

// scroll moves the lines and stops at the ends.
func (p *PreviewView) scroll(by int) { p.off = max(0, min(p.off+by, len(p.rows)-max(1, p.room))) }

// Size is the room for the head and as many rows as the lines need.
func (p *PreviewView) Size(env pane.Env, w, h int) (int, int) {
	w = min(w, 110)
	return w, min(h, len(p.wrapHead(w))+len(p.wrapRows(w, env.Theme.Glyphs.Ellipsis))+4+placeOptions(p.options(env), w))
}

// wrapHead breaks the head into lines of the room between the margins.
func (p *PreviewView) wrapHead(w int) []string {
	var out []string
	for _, s := range p.head {
		out = append(out, layout.Wrap(layout.Clean(s), max(1, w-2*side))...)
	}
	return out
}

// Draw returns exactly h lines of exactly w cells.
func (p *PreviewView) Draw(env pane.Env, w, h int, _ bool) []string {
	w, h = max(0, w), max(0, h)
	th := env.Theme
	var lines []string
	if h > 8 {
		lines = append(lines, "")
	}
	head := p.wrapHead(w)
	for i, s := range head[:min(len(head), max(1, h/2))] {
		style := th.Text
		if i == 0 {
			style = th.Title
		}
		lines = append(lines, layout.Blank(side)+style.Render(s))
	}
	foot, options := 0, p.options(env)
	if h > 5 {
		lines, foot = append(lines, ""), 1+min(placeOptions(options, w), max(1, h/3))
	}
	rows := p.wrapRows(w, th.Glyphs.Ellipsis)
	p.room = max(0, h-len(lines)-foot)
	p.scroll(0)
	for i := p.off; i < len(rows) && i < p.off+p.room; i++ {
		lines = append(lines, drawRow(rows[i], w, th))
	}
	p.foot = nil
	if foot > 0 {
		lines, p.foot, p.last = layout.Block(lines, w, h-foot), options, h-foot+1
		lines = append(append(lines, ""), drawOptions(options, foot-1, w, th)...)
	}
	return layout.Block(lines, w, h)
}

// Click does what the words of the last lines say; the rest is there to be read.
func (p *PreviewView) Click(_ pane.Env, x, y int, _ bool) pane.Effect {
	for _, o := range p.foot {
		if y == p.last+o.line && x >= o.from && x < o.to {
			return o.do()
		}
	}
	return nil
}

// Wheel scrolls the lines.
func (p *PreviewView) Wheel(_ pane.Env, _, _, lines int) pane.Effect {
	p.scroll(lines)
	return nil
}
