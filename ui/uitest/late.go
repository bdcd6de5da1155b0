package uitest

import (
	"testing"

	tea "charm.land/bubbletea/v2"
)

// Over is a driver for a program that runs already.
func Over(t testing.TB, m tea.Model, w, h int) *Driver {
	return &Driver{t: t, model: m, w: w, h: h}
}

// Model is the program, for tests that hold its commands back.
func (d *Driver) Model() tea.Model { return d.model }

// Run does a command that was held back, and all that follows from it.
func (d *Driver) Run(cmd tea.Cmd) { d.run(cmd) }
