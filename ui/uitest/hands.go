package uitest

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// Paste pastes text at once, as a terminal with bracketed paste does.
func (d *Driver) Paste(text string) *Driver { return d.Send(tea.PasteMsg{Content: text}) }

// Wheel turns the wheel over a cell: down where by is above 0, a notch for each of it.
func (d *Driver) Wheel(x, y, by int) *Driver {
	button := tea.MouseWheelDown
	if by < 0 {
		by, button = -by, tea.MouseWheelUp
	}
	for range by {
		d.Send(tea.MouseWheelMsg{X: x, Y: y, Button: button})
	}
	return d
}

// Drag presses the left button on one cell, moves to another and lets go.
func (d *Driver) Drag(x, y, toX, toY int) *Driver {
	d.Click(x, y)
	d.Send(tea.MouseMotionMsg{X: toX, Y: toY, Button: tea.MouseLeft})
	return d.Send(tea.MouseReleaseMsg{X: toX, Y: toY, Button: tea.MouseLeft})
}

// Hover moves the mouse over a cell without a button.
func (d *Driver) Hover(x, y int) *Driver { return d.Send(tea.MouseMotionMsg{X: x, Y: y}) }

// Find is the cell where a text first stands on the screen; it fails the test if it does not.
func (d *Driver) Find(text string) (x, y int) {
	d.t.Helper()
	for y, line := range d.Lines() {
		if i := strings.Index(line, text); i >= 0 {
			return ansi.StringWidth(line[:i]), y
		}
	}
	d.t.Fatalf("the screen lacks %q:\n%s", text, d.Screen())
	return 0, 0
}

// ClickOn clicks on the first cell of a text.
func (d *Driver) ClickOn(text string) *Driver {
	d.t.Helper()
	x, y := d.Find(text)
	return d.Click(x, y)
}

// Cursor is the cell of the terminal's cursor; ok is false where it is hidden.
func (d *Driver) Cursor() (x, y int, ok bool) {
	c := d.model.View().Cursor
	if c == nil {
		return 0, 0, false
	}
	return c.X, c.Y, true
}

// View is what the program wants of the terminal.
func (d *Driver) View() tea.View { return d.model.View() }
