package dialog

import (
	"fmt"
	"strings"

	"tandem/ui/act"
	"tandem/ui/layout"
	"tandem/ui/pane"
	"tandem/ui/theme"
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

// Line is a line of a preview. It comes from data and is cleaned and cut to its room.
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
	off         int // the first line that shows
	room        int // lines of the list that show
	last        int // the line with what enter and esc do, as last drawn; -1: there is none
	yes, no     int // where on it their words end
	other       int // and those of the other way; as no where there is none

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
	if len(p.lines) == 0 || len(p.lines) <= p.room {
		return ""
	}
	return fmt.Sprintf("%d-%d/%d", p.off+1, min(p.off+p.room, len(p.lines)), len(p.lines))
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
func (p *PreviewView) scroll(by int) { p.off = max(0, min(p.off+by, len(p.lines)-max(1, p.room))) }

// Size is the room for the head and as many lines as there are.
func (p *PreviewView) Size(_ pane.Env, w, h int) (int, int) {
	w = min(w, 110)
	return w, min(h, len(p.wrapHead(w))+len(p.lines)+5)
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
	foot := 0
	if h > 5 {
		lines, foot = append(lines, ""), 2
	}
	p.room = max(0, h-len(lines)-foot)
	p.scroll(0)
	for i := p.off; i < len(p.lines) && i < p.off+p.room; i++ {
		lines = append(lines, drawLine(p.lines[i], w, th))
	}
	p.last = -1
	if foot > 0 {
		lines, p.last = layout.Block(lines, w, h-foot), h-1
		lines = append(lines, "", p.choices(env, w))
	}
	return layout.Block(lines, w, h)
}

// choices is the last line: what enter and esc do.
func (p *PreviewView) choices(env pane.Env, w int) string {
	th, s := env.Theme, layout.Blank(side)
	if p.accept != nil {
		s += th.Key.Render(env.Key("dialog", "dialog.ok", "enter")) + " " + th.KeyText.Render(layout.Clean(p.verb))
		p.yes = layout.Width(s)
		s += "   "
	}
	s += th.Key.Render(env.Key("dialog", "dialog.cancel", "esc")) + " " + th.KeyText.Render("leaves everything as it is")
	p.no = layout.Width(s)
	p.other = p.no
	if n := len(p.ways); n > 1 {
		s += "   " + th.Key.Render(env.Key("dialog", "move.right", "l")) + " " + th.KeyText.Render("makes "+layout.Clean(p.ways[(p.way+1)%n])+" instead")
		p.other = layout.Width(s)
	}
	return layout.FitWith(s, w, layout.Left, th.Glyphs.Ellipsis)
}

// drawLine is a line with the sign of its tone.
func drawLine(l Line, w int, th *theme.Theme) string {
	style, sign := th.Text, " "
	switch l.Tone {
	case Aside:
		style = th.Dim
	case Good:
		style, sign = th.Ok, th.Glyphs.Check
	case Warn:
		style, sign = th.Warm, th.Glyphs.Risk
	case Wrong:
		style, sign = th.Bad, th.Glyphs.Breach
	}
	return layout.FitWith(layout.Blank(side)+style.Render(sign)+" "+style.Render(layout.Clean(l.Text)), w, layout.Left, th.Glyphs.Ellipsis)
}

// Click does what the words of the last line say; the rest is there to be read.
func (p *PreviewView) Click(_ pane.Env, x, y int, _ bool) pane.Effect {
	switch {
	case p.last < 0 || y != p.last || x < side:
		return nil
	case p.accept != nil && x < p.yes:
		return closing(p.accept)
	case x < p.no:
		return pane.Close{}
	case x < p.other:
		p.turn(1)
	}
	return nil
}

// Wheel scrolls the lines.
func (p *PreviewView) Wheel(_ pane.Env, _, _, lines int) pane.Effect {
	p.scroll(lines)
	return nil
}
