// Package uitest drives the screen in tests: it presses keys, types, and reads what a person
// would see. Commands run at once and in order, so that nothing has to be waited for.
package uitest

import (
	"reflect"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// Driver is a program under test. It is not for use from several goroutines.
type Driver struct {
	t     testing.TB
	model tea.Model
	w, h  int
	quit  bool
}

// New starts a program on a screen of w by h.
func New(t testing.TB, m tea.Model, w, h int) *Driver {
	t.Helper()
	d := &Driver{t: t, model: m}
	d.Resize(w, h)
	d.run(m.Init())
	return d
}

// Resize changes the size of the terminal.
func (d *Driver) Resize(w, h int) *Driver {
	d.w, d.h = w, h
	return d.Send(tea.WindowSizeMsg{Width: w, Height: h})
}

// Send hands over a message and does all that follows from it.
func (d *Driver) Send(msg tea.Msg) *Driver {
	m, cmd := d.model.Update(msg)
	d.model = m
	d.run(cmd)
	return d
}

// run does a command; a batch in its order, a sequence likewise.
func (d *Driver) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	msg := cmd()
	switch x := msg.(type) {
	case nil:
		return
	case tea.BatchMsg:
		for _, c := range x {
			d.run(c)
		}
		return
	case tea.QuitMsg:
		d.quit = true
		return
	}
	if v := reflect.ValueOf(msg); v.Kind() == reflect.Slice && v.Type().Elem() == reflect.TypeFor[tea.Cmd]() {
		for i := range v.Len() {
			d.run(v.Index(i).Interface().(tea.Cmd))
		}
		return
	}
	d.Send(msg)
}

// special are the names of keys that type nothing.
var special = map[string]tea.Key{
	"enter": {Code: tea.KeyEnter}, "esc": {Code: tea.KeyEscape}, "tab": {Code: tea.KeyTab}, "shift+tab": {Code: tea.KeyTab, Mod: tea.ModShift},
	"up": {Code: tea.KeyUp}, "down": {Code: tea.KeyDown}, "left": {Code: tea.KeyLeft}, "right": {Code: tea.KeyRight},
	"home": {Code: tea.KeyHome}, "end": {Code: tea.KeyEnd}, "pgup": {Code: tea.KeyPgUp}, "pgdown": {Code: tea.KeyPgDown},
	"backspace": {Code: tea.KeyBackspace}, "space": {Code: tea.KeySpace, Text: " "},
}

// Press presses keys, each by its name: "j", "E", "enter", "ctrl+s".
func (d *Driver) Press(keys ...string) *Driver {
	d.t.Helper()
	for _, k := range keys {
		d.Send(tea.KeyPressMsg(key(k)))
	}
	return d
}

func key(name string) tea.Key {
	if k, ok := special[name]; ok {
		return k
	}
	if rest, ok := strings.CutPrefix(name, "ctrl+"); ok {
		return tea.Key{Code: []rune(rest)[0], Mod: tea.ModCtrl}
	}
	return tea.Key{Code: []rune(name)[0], Text: name}
}

// Type types a text letter by letter.
func (d *Driver) Type(text string) *Driver {
	d.t.Helper()
	for _, r := range text {
		d.Send(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
	return d
}

// Click clicks the left button on a cell.
func (d *Driver) Click(x, y int) *Driver {
	return d.Send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
}

// Quit reports whether the program has ended.
func (d *Driver) Quit() bool { return d.quit }

// Raw is the screen with its escape sequences.
func (d *Driver) Raw() string { return d.model.View().Content }

// Screen is what a person sees, without colours.
func (d *Driver) Screen() string { return ansi.Strip(d.Raw()) }

// Lines are the lines of the screen.
func (d *Driver) Lines() []string { return strings.Split(d.Screen(), "\n") }

// Has fails the test unless every text is on the screen.
func (d *Driver) Has(texts ...string) *Driver {
	d.t.Helper()
	s := d.Screen()
	for _, x := range texts {
		if !strings.Contains(s, x) {
			d.t.Fatalf("the screen lacks %q:\n%s", x, s)
		}
	}
	return d
}

// Lacks fails the test if any of the texts is on the screen.
func (d *Driver) Lacks(texts ...string) *Driver {
	d.t.Helper()
	s := d.Screen()
	for _, x := range texts {
		if strings.Contains(s, x) {
			d.t.Fatalf("the screen has %q:\n%s", x, s)
		}
	}
	return d
}

// Fits fails the test unless the screen has exactly its lines and each exactly its cells.
func (d *Driver) Fits() *Driver {
	d.t.Helper()
	lines := strings.Split(d.Raw(), "\n")
	if len(lines) != d.h {
		d.t.Errorf("%dx%d: %d lines", d.w, d.h, len(lines))
	}
	for i, l := range lines {
		if n := ansi.StringWidth(l); n != d.w {
			d.t.Errorf("%dx%d: line %d has %d cells: %q", d.w, d.h, i, n, ansi.Strip(l))
			return d
		}
	}
	return d
}
