package browse

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tandem/model"
	"tandem/ui/act"
	"tandem/ui/entry"
	"tandem/ui/layout"
	"tandem/ui/pane"
	"tandem/ui/theme"
)

// Logline logs a contact with a customer in one sentence. The marks that were understood stand below
// it as chips while it is typed, with the escalation it is taken to be about and the clocks it will
// move; another key chooses another escalation. Nothing is stored before it is sent.
type Logline struct {
	about  model.ID
	title  string
	base   model.Talk
	line   *entry.Entry
	list   []model.ID // the escalations it may be about, 0 for none
	at     int
	chosen bool // somebody chose; else the likeliest is taken
	read   reading
}

// reading is what the sentence meant when it was last typed at.
type reading struct {
	text  string
	at    int
	snap  *model.Snapshot
	talk  model.Talk
	chips []model.Chip
	moves []string
	err   error
}

var (
	_ pane.Overlay  = (*Logline)(nil)
	_ pane.Texter   = (*Logline)(nil)
	_ pane.Cursorer = (*Logline)(nil)
	_ pane.Mouser   = (*Logline)(nil)
)

// LogContact opens the line in which a contact with the customer of a record is logged.
func LogContact(env pane.Env, id model.ID) pane.Effect {
	base, ok := env.Ctx().TalkAbout(id)
	if !ok {
		return pane.Toast{Text: "This record belongs to no customer.", Bad: true}
	}
	l := &Logline{about: id, base: base, line: entry.New("what was said"), title: "Log a contact with " + layout.Clean(env.Ctx().NameOf(base.Account))}
	if id != base.Account {
		l.title += ", on " + layout.Clean(Describe(env, id))
	}
	l.Sync(env)
	return pane.Open{Overlay: l}
}

// Sync looks again which escalations there are; the one that was chosen stays.
func (l *Logline) Sync(env pane.Env) {
	was := model.ID(0)
	if l.at < len(l.list) {
		was = l.list[l.at]
	}
	l.list = env.Ctx().Matters(l.base)
	l.at = 0
	for i, id := range l.list {
		if l.chosen && id == was {
			l.at = i
		}
	}
	l.understand(env)
}

// understand reads the sentence, unless it did so before.
func (l *Logline) understand(env pane.Env) {
	r := &l.read
	if r.snap == env.Snap && r.text == l.line.Value() && r.at == l.at && r.snap != nil {
		return
	}
	*r = reading{text: l.line.Value(), at: l.at, snap: env.Snap}
	c := env.Ctx()
	if a := env.Snap.Get(l.base.Account); a != nil {
		c = c.For(a)
	}
	said, chips, err := model.ReadTalk(c, l.base.Account, r.text)
	r.chips, r.err = chips, err
	r.talk = l.base.Say(said)
	if said.Escalation == 0 && l.at < len(l.list) {
		r.talk.Escalation = l.list[l.at]
	}
	if l.base.Escalation != 0 && r.talk.Escalation != l.base.Escalation { // another matter: its own project and contact
		r.talk.Project, r.talk.Contact = 0, said.Contact
	}
	r.moves = c.TalkMoves(r.talk)
}

// Scopes is its own; nothing leaks while one types.
func (l *Logline) Scopes() []act.Scope {
	s := act.ScopeOf("logline")
	s.Enabled = func(a act.Name) (bool, string) {
		if (a == "logline.next" || a == "logline.prev") && len(l.list) < 2 {
			return false, "the customer has no open escalation"
		}
		return true, ""
	}
	return []act.Scope{s}
}

// Title is what the contact is logged on.
func (l *Logline) Title(pane.Env) string { return l.title }

// Size is the line and what stands below it: chips, clocks, and the marks one may use.
func (l *Logline) Size(_ pane.Env, w, h int) (int, int) { return min(w, 96), min(h, 6) }

// Handle sends the sentence, chooses another escalation, or leaves.
func (l *Logline) Handle(env pane.Env, r act.Result) pane.Effect {
	switch r.Action {
	case "logline.leave":
		return pane.Close{}
	case "logline.next":
		l.turn(env, 1)
	case "logline.prev":
		l.turn(env, -1)
	case "entry.clear":
		l.line.Clear()
		l.understand(env)
	case "logline.send":
		return l.send(env)
	}
	return nil
}

// turn takes the next of the escalations it may be about, after the last the first.
func (l *Logline) turn(env pane.Env, by int) {
	if n := len(l.list); n > 0 {
		l.at, l.chosen = (l.at+by+n)%n, true
	}
	l.understand(env)
}

// send logs what was typed as one change; what cannot be logged is said below the line.
func (l *Logline) send(env pane.Env) pane.Effect {
	l.understand(env)
	if l.read.err != nil {
		return nil
	}
	talk := l.read.talk
	c := env.Ctx()
	if a := env.Snap.Get(talk.Account); a != nil {
		c = c.For(a)
	}
	edit := pane.Change(c.TalkLabel(talk), env.Now, func(e *model.Edit) error {
		if e.Get(talk.Account) == nil {
			return errors.New("the customer is gone: it was deleted meanwhile")
		}
		_, err := e.LogTalk(talk)
		return err
	})
	return pane.Effects{pane.Close{}, edit}
}

// Key types into the line.
func (l *Logline) Key(env pane.Env, k tea.KeyPressMsg) pane.Effect {
	l.line.Key(k)
	l.understand(env)
	return nil
}

// Paste puts text into the line.
func (l *Logline) Paste(env pane.Env, text string) pane.Effect {
	l.line.Paste(text)
	l.understand(env)
	return nil
}

// Cursor is where the text cursor stands.
func (l *Logline) Cursor() (x, y int, ok bool) { return 1 + l.line.Cursor(), 0, true }

// Click sets the text cursor, or takes the next escalation where that line is clicked.
func (l *Logline) Click(env pane.Env, x, y int, _ bool) pane.Effect {
	switch y {
	case 0:
		l.line.Click(x - 1)
	case aboutRow:
		l.turn(env, 1)
	}
	return nil
}

// Wheel goes through the escalations.
func (l *Logline) Wheel(env pane.Env, _, _, lines int) pane.Effect {
	l.turn(env, max(min(lines, 1), -1))
	return nil
}

// aboutRow is the row that names the escalation.
const aboutRow = 2

// marksHelp is the marks one may write before the sentence, and what may follow it.
func marksHelp(th *theme.Theme) []string {
	dot := " " + th.Glyphs.Dot + " "
	return []string{
		strings.Join([]string{"call mail meet chat visit", "< they said", "-- - + ++ their mood", "@name", "E-7"}, dot),
		strings.Join([]string{"then what was said", "then !fri a promise", "?mon an action of ours"}, dot),
	}
}

// Draw returns exactly h lines of exactly w cells.
func (l *Logline) Draw(env pane.Env, w, h int, focused bool) []string {
	th := env.Theme
	lines := []string{
		" " + l.line.Draw(max(w-2, 0), th, focused),
		" " + l.chips(env, w-2),
		" " + l.matter(env, w-2),
		" " + l.effect(th, w-2),
	}
	for _, s := range marksHelp(th) {
		lines = append(lines, " "+th.Dim.Render(layout.TruncateWith(s, max(w-2, 0), th.Glyphs.Ellipsis)))
	}
	for i := range lines {
		lines[i] = layout.FitWith(lines[i], w, layout.Left, th.Glyphs.Ellipsis)
	}
	return layout.Block(lines, w, h)
}

// chips are the marks as they were understood, each in brackets; what holds unless it is told
// otherwise is dim.
func (l *Logline) chips(env pane.Env, w int) string {
	var out []entry.Chip
	told := map[string]bool{}
	for _, c := range l.read.chips {
		told[c.Name] = true
		if !c.Bad { // what is wrong has a line of its own
			out = append(out, entry.Chip{Text: c.Text})
		}
	}
	t := l.read.talk
	for _, d := range []struct{ name, text string }{{"direction", "we said"}, {"channel", string(t.Channel)}} {
		if !told[d.name] {
			out = append(out, entry.Chip{Text: d.text, Faint: true})
		}
	}
	if !told["contact"] && t.Contact != 0 {
		out = append(out, entry.Chip{Text: env.Ctx().NameOf(t.Contact), Faint: true})
	}
	return entry.Chips(out, max(w, 0), env.Theme)
}

// matter names the escalation it is logged on, and how to take another.
func (l *Logline) matter(env pane.Env, w int) string {
	th := env.Theme
	id := l.read.talk.Escalation
	text := "on no escalation"
	if id != 0 {
		text = "on " + layout.Clean(Describe(env, id))
	}
	hint := ""
	if n := len(l.list); n > 1 && !l.named() {
		hint = fmt.Sprintf("   %s: another (%d of %d)", env.Key("logline", "logline.next", "tab"), l.at+1, n)
	}
	if room := w - layout.Width(hint); layout.Width(text) > room {
		text = layout.TruncateWith(text, max(room, 0), th.Glyphs.Ellipsis)
	}
	st := th.Text
	if id == 0 {
		st = th.Dim
	}
	return st.Render(text) + th.Dim.Render(hint)
}

// named reports whether the sentence itself names the escalation.
func (l *Logline) named() bool {
	return slices.ContainsFunc(l.read.chips, func(c model.Chip) bool { return c.Name == "about" })
}

// effect says which clocks the contact will move, or why it cannot be logged.
func (l *Logline) effect(th *theme.Theme, w int) string {
	switch {
	case l.line.Value() == "":
		return ""
	case l.read.err != nil:
		return th.Bad.Render(layout.TruncateWith(layout.Clean(l.read.err.Error()), max(w, 0), th.Glyphs.Ellipsis))
	case len(l.read.moves) > 0:
		return th.Info.Render(layout.TruncateWith("= "+layout.Clean(strings.Join(l.read.moves, ", ")), max(w, 0), th.Glyphs.Ellipsis))
	}
	return th.Dim.Render("no clock moves")
}
