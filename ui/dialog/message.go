// Package dialog holds the small overlays: a message with choices, the preview of a change,
// the progress of a job, the help.
//
// None of them asks whether somebody is sure: what is done can be undone.
package dialog

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tandem/ui/act"
	"tandem/ui/layout"
	"tandem/ui/pane"
)

// Choice is one answer of a Question. Key is what chooses it at once; its number where empty.
// A letter that the dialog's scope binds itself (j, k, h, l, y, n) never arrives. Effect may be
// nil: the message then just closes.
type Choice struct {
	Key, Title, Help string
	Effect           func() pane.Effect
}

// Question is a text with choices below it: the welcome, an offer after something went wrong.
type Question struct {
	// Leave is what leaving does, besides closing; nil: nothing.
	Leave func() pane.Effect

	title string
	// enter and esc are what these keys do, in the footer; "": ok and cancel.
	enter, esc string

	text    []string
	choices []Choice
	at      int
	off     int // the first line of text that shows, where it is too long
	top     int // the line of the first choice as last drawn
	tall    int // lines a choice takes
	room    int // lines of text that show
}

var (
	_ pane.Overlay = (*Question)(nil)
	_ pane.Texter  = (*Question)(nil)
	_ pane.Mouser  = (*Question)(nil)
)

// Message makes a text that is read and closed. Each line is a paragraph and wraps; an empty
// one is a gap.
func Message(title string, text []string) *Question { return Choose(title, text, nil) }

// Choose makes a text with choices; without any there is one that closes it.
func Choose(title string, text []string, choices []Choice) *Question {
	m := &Question{title: title, text: text, choices: append([]Choice(nil), choices...)}
	if len(m.choices) == 0 {
		m.choices, m.enter = []Choice{{Title: "Close"}}, "close"
		m.esc = "close"
	}
	for i := range m.choices {
		if m.choices[i].Key == "" && i < 9 {
			m.choices[i].Key = fmt.Sprint(i + 1)
		}
	}
	return m
}

// Saying sets the words for enter and esc in the footer, "open" and "close" where the choices are
// records; without it they are "ok" and "cancel", of a message "close". It returns m.
func (m *Question) Saying(enter, esc string) *Question {
	m.enter, m.esc = enter, esc
	return m
}

// Sync has nothing to note: a message does not change.
func (m *Question) Sync(pane.Env) {}

// Scopes is the dialogs' scope, which leaks nothing. It takes the characters that it does not
// bind, so that a choice may be named by its key.
func (m *Question) Scopes() []act.Scope {
	s := act.ScopeOf("dialog")
	s.Text = true
	s.Short = func(n act.Name) string {
		switch n {
		case "dialog.ok":
			return m.enter
		case "dialog.cancel":
			return m.esc
		}
		return ""
	}
	return []act.Scope{s}
}

// Title is the title it was made with.
func (m *Question) Title(pane.Env) string { return m.title }

// questionActions is what a question can do in its scope. Yes takes the answer shown and no
// leaves, so that a habit from other programs does no harm.
var questionActions = map[act.Name]func(*Question) pane.Effect{
	"dialog.ok":     func(m *Question) pane.Effect { return m.choose(m.at) },
	"dialog.yes":    func(m *Question) pane.Effect { return m.choose(m.at) },
	"dialog.no":     (*Question).leave,
	"dialog.cancel": (*Question).leave,
	"move.down":     func(m *Question) pane.Effect { m.move(1); return nil },
	"move.right":    func(m *Question) pane.Effect { m.move(1); return nil },
	"move.up":       func(m *Question) pane.Effect { m.move(-1); return nil },
	"move.left":     func(m *Question) pane.Effect { m.move(-1); return nil },
}

// Handle does an action of the dialogs' scope.
func (m *Question) Handle(_ pane.Env, r act.Result) pane.Effect {
	if do := questionActions[r.Action]; do != nil {
		return do(m)
	}
	return nil
}

// move goes to another choice, and from one end to the other.
func (m *Question) move(by int) {
	n := len(m.choices)
	m.at = ((m.at+by)%n + n) % n
}

// choose closes the message and does what the choice says.
func (m *Question) choose(i int) pane.Effect { return closing(m.choices[i].Effect) }

// leave closes the question without an answer.
func (m *Question) leave() pane.Effect { return closing(m.Leave) }

// closing is a close and, where there is one, an effect after it.
func closing(then func() pane.Effect) pane.Effect {
	if then != nil {
		if e := then(); e != nil {
			return pane.Effects{pane.Close{}, e}
		}
	}
	return pane.Close{}
}

// Key chooses by the key of a choice.
func (m *Question) Key(_ pane.Env, k tea.KeyPressMsg) pane.Effect {
	for i, c := range m.choices {
		if k.Text != "" && strings.EqualFold(c.Key, k.Text) {
			m.at = i
			return m.choose(i)
		}
	}
	return nil
}

// Paste means nothing to a message.
func (m *Question) Paste(pane.Env, string) pane.Effect { return nil }

const (
	textMax = 72 // cells of a line that reads well
	side    = 2  // blanks at the left and right of what is said
)

// Size is the room the text and the choices need.
func (m *Question) Size(_ pane.Env, w, h int) (int, int) {
	need := 0
	for _, s := range m.text {
		need = max(need, layout.Width(layout.Clean(s)))
	}
	for _, c := range m.choices {
		need = max(need, layout.Width(c.Title)+6, layout.Width(c.Help)+6)
	}
	w = min(w, max(36, min(need, textMax))+2*side)
	return w, min(h, len(m.wrap(w))+1+len(m.choices)*m.choiceLines()+2)
}

// choiceLines is how many lines each choice takes where there is room: two as soon as one of
// them has a help, so that they stand at equal distance.
func (m *Question) choiceLines() int {
	for _, c := range m.choices {
		if c.Help != "" {
			return 2
		}
	}
	return 1
}

// wrap breaks the text into lines of the room between the margins.
func (m *Question) wrap(w int) []string {
	var out []string
	for _, s := range m.text {
		out = append(out, layout.Wrap(layout.Clean(s), max(1, w-2*side))...)
	}
	return out
}

// Draw returns exactly h lines of exactly w cells. Where there is too little room the choices
// stay and the text gives way.
func (m *Question) Draw(env pane.Env, w, h int, focused bool) []string {
	w, h = max(0, w), max(0, h)
	th := env.Theme
	text := m.wrap(w)
	m.tall = m.choiceLines()
	if len(text)+3+m.tall*len(m.choices) > h {
		m.tall = 1
	}
	gap := 1
	if h < len(text)+len(m.choices)+2 {
		gap = 0
	}
	m.room = max(0, min(len(text), h-2*gap-m.tall*len(m.choices)))
	m.off = max(0, min(m.off, len(text)-m.room))
	var lines []string
	if gap > 0 {
		lines = append(lines, "")
	}
	for _, s := range text[m.off : m.off+m.room] {
		lines = append(lines, layout.Blank(side)+th.Text.Render(s))
	}
	if gap > 0 {
		lines = append(lines, "")
	}
	m.top = len(lines)
	first := 0
	if room := max(1, (h-m.top)/m.tall); m.at >= room {
		first = m.at - room + 1
	}
	m.top -= first * m.tall
	for i := first; i < len(m.choices); i++ {
		lines = append(lines, m.drawChoice(env, i, w, focused)...)
	}
	return layout.Block(lines, w, h)
}

// drawChoice is a choice with its key, and its help below where there is room for it.
func (m *Question) drawChoice(env pane.Env, i, w int, focused bool) []string {
	th, c := env.Theme, m.choices[i]
	row, sign := th.Text, " "
	if i == m.at {
		row, sign = th.Select, th.Glyphs.Cursor
		if !focused {
			row = th.SelectDim
		}
	}
	line := row.Render(" "+sign+" ") + th.Key.On(row).Render(layout.Fit(c.Key, 1, layout.Left)) + row.Render("  "+layout.Clean(c.Title))
	out := []string{row.Cover(layout.FitWith(line, w, layout.Left, th.Glyphs.Ellipsis))}
	if m.tall > 1 {
		out = append(out, layout.Blank(6)+th.Dim.Render(layout.TruncateWith(layout.Clean(c.Help), max(0, w-6-side), th.Glyphs.Ellipsis)))
	}
	return out
}

// Click chooses the answer under the mouse.
func (m *Question) Click(_ pane.Env, _, y int, _ bool) pane.Effect {
	if m.tall < 1 || y < m.top {
		return nil
	}
	if i := (y - m.top) / m.tall; i < len(m.choices) {
		m.at = i
		return m.choose(i)
	}
	return nil
}

// Wheel scrolls the text where it is too long.
func (m *Question) Wheel(_ pane.Env, _, _, lines int) pane.Effect {
	m.off = max(0, m.off+lines)
	return nil
}
