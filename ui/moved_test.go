package ui_test

import (
	"regexp"
	"testing"
)

func toastHas(t *testing.T, d desk, want string) {
	t.Helper()
	if s := d.Screen(); !regexp.MustCompile(want).MatchString(s) {
		t.Errorf("no %q on the screen:\n%s", want, s)
	}
}

// What a change moves stands in its toast: how many tasks, and by how much the project ends later.
func TestToastSaysWhatMoves(t *testing.T) {
	d := start(t, 120, 36, true)
	d.Press("1", "/").Type("T-26").Press("enter")
	d.Press(":").Type("set duration=9d").Press("enter")
	toastHas(t, d, `T-26.*; \d+ tasks move, finish \+\d+ d`)
	d.Press("u").Has("Undone")
	d.Press(":").Type("set notes=hello").Press("enter").Lacks("tasks move")
}

// A task that becomes a summary says where its length went: to the first task made under it, or, where
// one with a length goes under it, nowhere.
func TestToastOfASummary(t *testing.T) {
	d := start(t, 120, 36, true)
	d.Press(":").Type("T-26").Press("enter", "esc")
	d.Press("N").Type("Sub").Press("enter")
	toastHas(t, d, `T-26 is a summary now: its 5 d go to T-\d+`)
	d.Lacks("finish -").Press("esc", "u")
	d.Press(":").Type("T-33").Press("enter", "esc", "L", "u", ">")
	toastHas(t, d, `T-32 is a summary now: its own 4 d go`)
}

// The keys that a newcomer misses are named where they are needed: the first task of an empty project,
// and the page of a customer.
func TestNamedInTheFooter(t *testing.T) {
	for _, x := range []struct{ w, h int }{{120, 36}, {200, 50}, {80, 24}} {
		d := start(t, x.w, x.h, true)
		page := map[bool]string{true: "p a its page", false: "p a customer's page"}[x.w < 100]
		d.Press("6").Has(page).Press("enter").Has("p a the customer's page", page)
		d.Press("esc", "1", "n").Type("Empty quay").Press("ctrl+s", "p", "esc").Has("Empty quay", "N first task", "no tasks yet: N adds the first")
		d.Press("N").Type("Dredge").Press("enter", "esc").Lacks("N first task", "no tasks yet").Has("Dredge")
	}
}

// TestRefusalGoesWithTheNextChange: what was refused does not stand under a change that was made.
func TestRefusalGoesWithTheNextChange(t *testing.T) {
	d := start(t, 120, 36, true)
	d.Press("1", ":").Type("T-24").Press("enter", "esc", ">").Has("linked")
	d.Press("<").Lacks("linked to each other", " are linked")
	d.Press("u").Has("Undone")
}
