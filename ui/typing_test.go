package ui_test

import (
	"testing"

	tea "charm.land/bubbletea/v2"
)

// TestHelpOnTyping: the keys that the help names for a line of text do what it says there.
func TestHelpOnTyping(t *testing.T) {
	d := start(t, 120, 36, true)
	d.Press("?").Type("take back").Has("While you type", "alt+u").Press("esc")
	alt := func(r rune) tea.KeyPressMsg { return tea.KeyPressMsg{Code: r, Mod: tea.ModAlt} }
	d.Press("/").Type("one two three")
	d.Send(alt('u')).Has("one two").Lacks("one two three")
	d.Send(tea.KeyPressMsg{Code: 'u', Mod: tea.ModAlt | tea.ModShift}).Has("one two three")
	d.Send(alt('b'))
	x, _, _ := d.Cursor()
	d.Send(alt('f'))
	if y, _, _ := d.Cursor(); y != x+5 {
		t.Errorf("a word to the right goes from %d to %d", x, y)
	}
	d.Press("ctrl+w").Has("one two").Lacks("three").Press("ctrl+a", "ctrl+k").Lacks("one two")
}
