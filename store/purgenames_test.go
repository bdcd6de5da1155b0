package store

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tandem/model"
)

// TestPurgeOtherForms: a name goes in the other ways of writing it too; where a part of it stands by itself
// that is told, and taken out when it is asked for.
func TestPurgeOtherForms(t *testing.T) {
	m := makeMarked(t)
	const text = "Drax, Ottoline; Drax Ottoline; O. Drax; ottoline drax. Then Drax said no, and Draxler yes; Ottoline too."
	must[Changed](t)(edit(m.s, "More", func(e *model.Edit) error { return e.Set(m.task, "notes", text) }))
	plan := must[PurgePlan](t)(m.s.PlanPurge(PurgeOptions{ID: m.contact}))
	if got := fmt.Sprint(plan.Left); got != "[{Drax 1} {Ottoline 1}]" {
		t.Errorf("left: %s", got)
	}
	also := must[PurgePlan](t)(m.s.PlanPurge(PurgeOptions{ID: m.contact, Also: []string{"Drax"}}))
	if got := fmt.Sprint(also.Left); got != "[{Ottoline 1}]" {
		t.Errorf("left beside what is asked for: %s", got)
	}
	if _, err := m.s.Purge(PurgeOptions{ID: m.contact}); err != nil {
		t.Fatal(err)
	}
	task, _ := model.Find[*model.Task](m.s.Snapshot(), m.task)
	if want := "(purged); (purged); (purged); (purged). Then Drax said no, and Draxler yes; Ottoline too."; task.Notes != want {
		t.Errorf("%q", task.Notes)
	}
}

// TestNameForms: what is no name of a person has no other form.
func TestNameForms(t *testing.T) {
	for name, want := range map[string][]string{
		"Helene Brandt": {"Brandt, Helene", "Brandt Helene", "H. Brandt"}, "Ada": nil, "a@b.example": nil, "+00 555 01": nil,
		"Maria del Mar": {"Mar, Maria del", "Mar Maria del", "M. Mar"}, "Åsa Ek": {"Ek, Åsa", "Ek Åsa", "Å. Ek"}, "Zyx 2 Lamps": nil, "": nil,
	} {
		if got := nameForms(name); !slices.Equal(got, want) {
			t.Errorf("%s: %s", name, strings.Join(got, " | "))
		}
	}
}
