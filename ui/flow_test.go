package ui_test

import (
	"strings"
	"testing"
)

// The pictures of a project through the root: they open by the second key, ask the journal by
// themselves, and an edit on one is undone by one key.
func TestPicturesOfAProject(t *testing.T) {
	d := start(t, 140, 40, true)
	d.Press("ctrl+f").Type("Store support improvements").Press("enter")
	d.Press("p", "b").Has("Store support improvements", "P-3", "Backlog", "Doing", "2/3 hard", "day ").Fits()
	was := d.Screen()
	d.Press(">").Has("Review").Fits()
	if d.Screen() == was {
		t.Error("the card stays")
	}
	d.Press("u").Has("2/3 hard")
	d.Press("p", "f").Has("cumulative flow", "cycle time in days", "by their actual dates", "under way").Fits()
	d.Press("p", "n").Has("critical path", "early start").Fits()
	d.Press("v").Has("within 5 days").Fits()
	d.Press("ctrl+f").Type("Mobile returns").Press("enter")
	d.Press("p", "s").Has("sprint 4", "burn-down in points", "velocity", "scope +3").Fits()
	d.Press("esc")
	if strings.Contains(d.Screen(), "burn-down") {
		t.Error("esc does not go back")
	}
}
