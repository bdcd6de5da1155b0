package dialog

import (
	"cmp"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tandem/ui/act"
	"tandem/ui/entry"
	"tandem/ui/layout"
	"tandem/ui/pane"
)

// AskView is a question that is answered by typing a line. What the answer is taken for, or what
// is wrong with it, stands below while it is typed.
type AskView struct {
	title, hint string
	enter       string // what enter does, in the footer
	line        *entry.Entry
	read        func(text string) (said string, err error)
	accept      func(text string) pane.Effect
	offers      []Choice // texts that can be typed, with what they mean
}

var (
	_ pane.Overlay  = (*AskView)(nil)
	_ pane.Texter   = (*AskView)(nil)
	_ pane.Cursorer = (*AskView)(nil)
	_ pane.Mouser   = (*AskView)(nil)
)

// Ask makes the question. read says in words what a text means, or why it means nothing; it is
// called at each key and must be quick. accept gets a text that read took without an error.
func Ask(title, hint string, read func(string) (string, error), accept func(string) pane.Effect) *AskView {
	return &AskView{title: title, hint: hint, line: entry.New(""), read: read, accept: accept}
}

// Sync has nothing to note.
func (a *AskView) Sync(pane.Env) {}

// Saying sets the word for enter in the footer, "next" where another question follows; without it
// the word is "save". It returns a.
func (a *AskView) Saying(enter string) *AskView {
	a.enter = enter
	return a
}

// Offering lists texts to choose from below the line, each by its Key with what it means as Title: up
// and down put one into the line, so does a click, and typing it does the same. It returns a.
func (a *AskView) Offering(list []Choice) *AskView {
	a.offers = list
	return a
}

// offered is the place of what stands in the line among what is offered, -1 for none.
func (a *AskView) offered() int {
	word, _, _ := strings.Cut(strings.TrimSpace(a.line.Value()), " ")
	return slices.IndexFunc(a.offers, func(c Choice) bool { return c.Key == word })
}

// offer puts the next or the previous of what is offered into the line; from none it begins at the
// first, or at the last.
func (a *AskView) offer(by int) {
	n, at := len(a.offers), a.offered()
	switch {
	case n == 0:
		return
	case at < 0 && by < 0:
		at = 0
	}
	a.line.Set(a.offers[((at+by)%n+n)%n].Key)
}

// Click takes what is offered under the mouse into the line; a double one takes it as the answer.
func (a *AskView) Click(env pane.Env, _, y int, double bool) pane.Effect {
	if i := y - aboveOffers; i >= 0 && i < len(a.offers) {
		a.line.Set(a.offers[i].Key)
		if double {
			return a.Handle(env, act.Result{Kind: act.Run, Action: "palette.run"})
		}
	}
	return nil
}

// Wheel goes through what is offered.
func (a *AskView) Wheel(_ pane.Env, _, _, lines int) pane.Effect {
	a.offer(lines)
	return nil
}

// aboveOffers are the lines above what is offered: the one that is typed and what it means.
const aboveOffers = 2

// Scopes is that of the lines one types and chooses with.
func (a *AskView) Scopes() []act.Scope {
	s := act.ScopeOf("palette")
	s.Short = func(n act.Name) string {
		switch n {
		case "palette.run":
			return cmp.Or(a.enter, "save")
		case "palette.close":
			return "cancel"
		}
		return ""
	}
	return []act.Scope{s}
}

// Title is the question.
func (a *AskView) Title(pane.Env) string { return a.title }

// Size is a line to type in and two below it, and what is offered.
func (a *AskView) Size(_ pane.Env, w, h int) (int, int) { return min(w, 72), min(h, 4+len(a.offers)) }

// Handle takes the answer, or leaves.
func (a *AskView) Handle(_ pane.Env, r act.Result) pane.Effect {
	switch r.Action {
	case "palette.close":
		return pane.Close{}
	case "entry.clear":
		a.line.Clear()
	case "move.down":
		a.offer(1)
	case "move.up":
		a.offer(-1)
	case "palette.run":
		if _, err := a.read(a.line.Value()); err != nil {
			return nil // it is said below the line
		}
		return pane.Effects{pane.Close{}, a.accept(a.line.Value())}
	}
	return nil
}

// Key types into the line.
func (a *AskView) Key(_ pane.Env, k tea.KeyPressMsg) pane.Effect {
	a.line.Key(k)
	return nil
}

// Paste puts text into the line.
func (a *AskView) Paste(_ pane.Env, text string) pane.Effect {
	a.line.Paste(text)
	return nil
}

// Cursor is where the text cursor stands.
func (a *AskView) Cursor() (x, y int, ok bool) { return 1 + a.line.Cursor(), 0, true }

// Draw returns exactly h lines of exactly w cells.
func (a *AskView) Draw(env pane.Env, w, h int, focused bool) []string {
	th := env.Theme
	lines := []string{" " + a.line.Draw(max(w-2, 0), th, focused)}
	switch said, err := a.read(a.line.Value()); {
	case a.line.Value() == "":
		lines = append(lines, "")
	case err != nil:
		lines = append(lines, " "+th.Bad.Render(layout.Clean(err.Error())))
	default:
		lines = append(lines, " "+th.Info.Render("= "+layout.Clean(said)))
	}
	at := a.offered()
	for i, c := range a.offers {
		s := " " + layout.Pad(c.Key, 4, layout.Left) + c.Title
		if i == at {
			lines = append(lines, th.Select.Render(layout.FitWith(s, w, layout.Left, th.Glyphs.Ellipsis)))
		} else {
			lines = append(lines, s)
		}
	}
	for _, s := range layout.Wrap(a.hint, max(w-2, 1)) {
		lines = append(lines, " "+th.Dim.Render(s))
	}
	for i := range lines {
		lines[i] = layout.FitWith(lines[i], w, layout.Left, th.Glyphs.Ellipsis)
	}
	return layout.Block(lines, w, h)
}
