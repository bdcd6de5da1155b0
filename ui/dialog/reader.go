package dialog

import (
	"fmt"

	"tandem/model/money"
	"tandem/ui/act"
	"tandem/ui/layout"
	"tandem/ui/markdown"
	"tandem/ui/pane"
)

// ReaderView shows a text in Markdown as people read it: a report before it is sent, a brief
// before a meeting. It scrolls, copies, and hands the text to the editor; enter does what it was
// made for.
type ReaderView struct {
	title, verb string
	text        string
	accept      func(text string) pane.Effect
	off, room   int
	lines       []string // drawn for width and rev
	width       int
	rev         uint64
}

var (
	_ pane.Overlay = (*ReaderView)(nil)
	_ pane.Mouser  = (*ReaderView)(nil)
	_ pane.Footer  = (*ReaderView)(nil)
)

// Reader makes a reader. verb says what enter does, "keep it as sent"; accept gets the text as it
// is then. A nil accept: it is to be read only.
func Reader(title, text, verb string, accept func(text string) pane.Effect) *ReaderView {
	return &ReaderView{title: title, text: text, verb: verb, accept: accept}
}

// Sync has nothing to note: the text is of the moment it was made.
func (r *ReaderView) Sync(pane.Env) {}

// Title is the title it was made with.
func (r *ReaderView) Title(pane.Env) string { return r.title }

// Scopes is the readers' scope, which leaks nothing.
func (r *ReaderView) Scopes() []act.Scope {
	s := act.ScopeOf("reader")
	s.Enabled = func(a act.Name) (bool, string) {
		if r.accept == nil && (a == "reader.accept" || a == "reader.edit") {
			return false, "this text is to be read only"
		}
		return true, ""
	}
	return []act.Scope{s}
}

// Size asks for a page that is good to read: 84 cells and all the height there is.
func (r *ReaderView) Size(_ pane.Env, w, h int) (int, int) { return min(w, 84), h }

// Foot tells which of the lines show.
func (r *ReaderView) Foot() string {
	if len(r.lines) <= r.room {
		return ""
	}
	return fmt.Sprintf("%d-%d/%d", r.off+1, min(r.off+r.room, len(r.lines)), len(r.lines))
}

// Handle scrolls, copies, edits, accepts and closes.
func (r *ReaderView) Handle(_ pane.Env, res act.Result) pane.Effect {
	page := max(r.room-1, 1)
	switch res.Action {
	case "dialog.cancel":
		return pane.Close{}
	case "reader.copy":
		return pane.Copy{Text: r.text}
	case "reader.edit":
		return pane.Editor{Text: r.text, Done: func(text string) pane.Effect {
			r.text, r.lines = text, nil
			return nil
		}}
	case "reader.accept":
		return pane.Effects{pane.Close{}, r.accept(r.text)}
	}
	steps := map[act.Name]int{"move.down": 1, "move.up": -1, "move.pagedown": page, "move.pageup": -page, "move.halfdown": page / 2, "move.halfup": -page / 2,
		"move.top": -len(r.lines), "move.bottom": len(r.lines)}
	r.scroll(steps[res.Action])
	return nil
}

func (r *ReaderView) scroll(n int) { r.off = max(min(r.off+n, len(r.lines)-r.room), 0) }

// Click does nothing: there is nothing to choose from.
func (r *ReaderView) Click(pane.Env, int, int, bool) pane.Effect { return nil }

// Wheel scrolls.
func (r *ReaderView) Wheel(_ pane.Env, _, _, lines int) pane.Effect {
	r.scroll(lines)
	return nil
}

// Draw shows the page and, where enter does something, what: the other keys stand in the footer.
func (r *ReaderView) Draw(env pane.Env, w, h int, _ bool) []string {
	if r.lines == nil || r.width != w || r.rev != env.Rev {
		text := r.text
		if env.Theme.ASCII { // as lists do; what is kept and copied has the signs
			text = money.Spell(text)
		}
		r.lines, r.width, r.rev = markdown.Lines(text, max(w-4, 1), env.Theme), w, env.Rev
	}
	foot := r.promise(env, w)
	r.room = max(h-2-len(foot), 1)
	r.scroll(0)
	out := []string{""}
	for _, l := range r.lines[r.off:min(r.off+r.room, len(r.lines))] {
		out = append(out, "  "+l)
	}
	for len(out) < h-len(foot) {
		out = append(out, "")
	}
	return layout.Block(append(out[:max(h-len(foot), 0)], foot...), w, h)
}

// promise is the line that says what enter does with the text; none where it is only to be read.
func (r *ReaderView) promise(env pane.Env, w int) []string {
	if r.accept == nil {
		return nil
	}
	th := env.Theme
	line := "  " + th.Key.Render(env.Key("reader", "reader.accept", "enter")) + th.Dim.Render(" "+r.verb)
	return []string{layout.FitWith(line, w, layout.Left, th.Glyphs.Ellipsis)}
}
