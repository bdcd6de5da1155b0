package ui

import (
	"testing"

	"tandem/model"
	"tandem/ui/act"
	"tandem/ui/pane"
)

// TestPages holds the pages to the choices of the key that shows them, and those about a record to
// coming back to it.
func TestPages(t *testing.T) {
	keys, err := act.Default()
	if err != nil {
		t.Fatal(err)
	}
	d, _ := keys.Def("app.show")
	choices := map[string]bool{}
	for _, c := range d.Choices {
		choices[c.Key] = true
	}
	for _, p := range pages {
		if !choices[p.key] {
			t.Errorf("page %s has the key %q, which app.show lacks", p.name, p.key)
		}
		delete(choices, p.key)
		made := p.make()
		if _, ok := made.(pane.Placed); p.of != "" && !ok {
			t.Errorf("page %s is about a record and cannot be returned to", p.name)
		}
		if p.of != "" && model.Kinds().Prefix(p.of) == nil {
			t.Errorf("page %s is about %q", p.name, p.of)
		}
		if p.of != "" && pageNamed(p.name) == nil {
			t.Errorf("page %s is not found", p.name)
		}
	}
	if len(choices) > 0 {
		t.Errorf("app.show promises %v, and there is no such page", choices)
	}
}

func TestShowNeedsARecord(t *testing.T) {
	m := &Model{}
	m.env.Snap = model.NewSnapshot(model.Kinds())
	if got, want := m.missing(model.ProjectPrefix), "Go to a project first, or to something that belongs to one."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
