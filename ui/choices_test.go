package ui_test

import (
	"strings"
	"testing"
)

// While a verb waits for its second key every choice is listed, on more lines where one has no
// room for them, and each can be clicked.
func TestSecondKeysAreAllListed(t *testing.T) {
	want := map[string][]string{
		"X": {"Close with a reason:", "X resolved itself", "n not ours", "u duplicate", "p declined", "o in words", "esc leave"},
		"s": {"Snooze:", "s one working day", "2-9 working days", "h two hours", "m Monday", "d a date", "esc leave"},
		"M": {"Mark a group:", "M all listed", "b this and all below", "w late by a week", "m late by four weeks", "r same reason", "p same project", "c same customer", "esc leave"},
	}
	for _, size := range [][2]int{{40, 12}, {60, 20}, {80, 24}, {120, 36}, {200, 50}} {
		d := start(t, size[0], size[1], true)
		d.Press("t")
		for key, texts := range want {
			d.Press(key)
			screen := d.Screen()
			for _, s := range texts {
				if s == texts[0] && size[0] == 40 {
					continue // the name gives way to the keys
				}
				if !strings.Contains(screen, s) {
					t.Errorf("%dx%d: no %q after %s:\n%s", size[0], size[1], s, key, screen)
				}
			}
			d.Fits()
			d.Press("esc")
			if strings.Contains(d.Screen(), "esc leave") {
				t.Errorf("%dx%d: the second keys of %s stay", size[0], size[1], key)
			}
		}
	}
}

func TestClickOnASecondKey(t *testing.T) {
	d := start(t, 80, 24, true)
	d.Press("t", "M")
	d.ClickOn("M all listed") // above the last line
	if s := d.Screen(); !strings.Contains(s, " marked: all listed") {
		t.Errorf("no marks:\n%s", s)
	}
	d.Press("*", "X")
	d.ClickOn("n not ours")
	if s := d.Screen(); !strings.Contains(s, ": not ours") {
		t.Errorf("nothing was closed:\n%s", s)
	}
}

// On a screen too small to work on there is nothing to click, whatever stood there before.
func TestNothingToClickWhereNothingShows(t *testing.T) {
	d := start(t, 120, 36, true)
	x := strings.Index(strings.Split(d.Screen(), "\n")[35], "n new")
	if x < 0 {
		t.Fatalf("no hint to click on:\n%s", d.Screen())
	}
	d.Resize(120, 2)
	d.Screen()
	d.Click(x, 1)
	d.Resize(120, 36)
	if s := d.Screen(); strings.Contains(s, "ctrl+s save") {
		t.Errorf("a click on nothing opened a form:\n%s", s)
	}
}

// TestLinkNamesItsTasks: the choices of a link say between which records it would be.
func TestLinkNamesItsTasks(t *testing.T) {
	for _, w := range []int{80, 120, 200} {
		d := start(t, w, 36, true)
		d.Press(":").Type("T-24").Press("enter", "esc", "L")
		d.Fits()
		if s := d.Screen(); !strings.Contains(s, " Link T-24") || !strings.Contains(s, "finish to start") || !strings.Contains(s, "u unlink") {
			t.Errorf("%d wide:\n%s", w, s)
		}
		d.Press("esc", "esc", "esc", "t", "L").Has(" Link or merge E-").Fits()
		d.Press("esc", "space", "j", "space", "L").Has(" Link or merge 2 marked:").Fits()
	}
	d := start(t, 200, 36, true)
	d.Press(":").Type("T-24").Press("enter", "esc", "L").Has(" Link T-24 Carrier API connection after T-23 Fix findings of the first round:").Fits()
	d.Press("esc", "k", "k", "space", "space", "L").Has(" Link T-24 Carrier API connection after the 2 marked:")
}
