package ui

import (
	"path/filepath"
	"testing"

	"tandem/model"
	"tandem/ui/dm/account"
	"tandem/ui/pane"
)

// TestVisitsAreRemembered: what the page of a customer counts from outlives the run, and a run that
// never opens the page keeps it.
func TestVisitsAreRemembered(t *testing.T) {
	path := filepath.Join(t.TempDir(), "t.db")
	want := pane.Seen{From: 1000, At: 2000}
	if err := writeMemory(path, memory{Visits: map[string]pane.Seen{"A-1": want}}); err != nil {
		t.Fatal(err)
	}
	m := &Model{memory: *readMemory(path), pages: map[string]pane.Pane{}}
	m.env.Snap = model.NewSnapshot(model.Kinds())
	if got := m.visits()["A-1"]; got != want {
		t.Errorf("without the page: %+v", got)
	}
	p, ok := m.pageOf("account").(*account.Pane)
	if !ok {
		t.Fatal("there is no page of a customer")
	}
	if got := p.Visits()["A-1"]; got != want {
		t.Errorf("the page recalls %+v", got)
	}
	if got := m.visits()["A-1"]; got != want {
		t.Errorf("with the page: %+v", got)
	}
}
