package ui_test

import "testing"

// A length that can hardly be meant is kept, and the screen says so as the command line does; with
// the same length set once more there is nothing new to say.
func TestDoubtIsSaid(t *testing.T) {
	d := start(t, 160, 36, true)
	d.Press(":").Type("show T-92").Press("enter", "esc")
	d.Press("1", "/").Type("T-92").Press("enter").Has("T-92", "1 of ")
	d.Press(":").Type("set duration=9999999d").Press("enter")
	d.Has("Kept, but", "duration: 9999999d ends after the year 2199", "is the longest")
	d.Press("u").Has("Undone").Lacks("Kept, but")
	d.Press(":").Type("set duration=3d").Press("enter").Lacks("Kept, but")
}

// Who types the name of a page means the page, not a new record of that name.
func TestNameOfAPage(t *testing.T) {
	for name, want := range map[string]string{"sprint": "Show: sprints", "scenario": "Show: scenarios side by side", "board": "Show: board"} {
		d := start(t, 120, 36, true)
		d.Press("1", ":").Type("P-2").Press("enter", "esc")
		d.Press(":").Type(name).Has(want).Press("enter").Lacks("Commands", "New "+name)
	}
}

// A reference typed into the filter of the plans finds its task, or its project, letter by letter.
func TestFilterByReference(t *testing.T) {
	d := start(t, 120, 36, true)
	d.Press("1", "/").Type("T-92").Has("1 of 162 found", "T-92").Press("esc", "/").Type("P-2").Has("0 of 162 found, and 1 project", "Mobile returns")
}
