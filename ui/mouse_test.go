package ui_test

import (
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"tandem/ui"
	"tandem/ui/config"
)

// divider is the column of the right edge of the left pane.
func divider(d desk) int {
	line := d.Lines()[1]
	return len([]rune(line[:strings.Index(line, "╮")]))
}

func TestDragTheDivider(t *testing.T) {
	state := filepath.Join(t.TempDir(), "state.toml")
	d := start(t, 120, 36, true, func(o *ui.Options) { o.State = state })
	at := divider(d)
	d.Drag(at, 10, at+20, 12).Fits()
	if got := divider(d); got < at+18 || got > at+22 {
		t.Errorf("the divider went from %d to %d, want about %d", at, got, at+20)
	}
	d.Drag(divider(d), 10, 2, 10).Fits()
	if got := divider(d); got < 25 {
		t.Errorf("a pane of %d cells is left", got)
	}
	d.Drag(divider(d), 10, 70, 10)
	want := divider(d)
	if s := config.LoadState(state); s.Split == 0 {
		t.Error("nothing is remembered")
	}
	again := start(t, 120, 36, true, func(o *ui.Options) { o.State = state })
	if got := divider(again); got != want {
		t.Errorf("the next start has the divider at %d, want %d", got, want)
	}
	// A double click puts it back into the middle, for good.
	again.Click(want, 10).Click(want, 10)
	if got := divider(again); got != at {
		t.Errorf("after a double click at %d, want %d", got, at)
	}
	if s := config.LoadState(state); s.Split != 0 {
		t.Errorf("%d is still remembered", s.Split)
	}
}

// TestHoverDoesNothing: moving the mouse changes no cell, also after a drag has ended.
func TestHoverDoesNothing(t *testing.T) {
	d := start(t, 120, 36, true)
	before := d.Raw()
	for y := range 36 {
		for x := 0; x < 120; x += 7 {
			d.Hover(x, y)
		}
	}
	if d.Raw() != before {
		t.Error("hovering changed the screen")
	}
	at := divider(d)
	d.Drag(at, 10, at+5, 10)
	moved := d.Raw()
	if d.Hover(30, 10); d.Raw() != moved {
		t.Error("the divider follows the mouse after the button was let go")
	}
}

func TestClickFooterHints(t *testing.T) {
	d := start(t, 240, 36, true)
	d.ClickOn("t triage").Has("who waits")
	d.ClickOn("w wait").Has("customer") // a verb waits for its second key, and its choices can be clicked
	x, y := d.Find("t team")
	d.Click(x, y).Has("undo")
	d.ClickOn("u undo").Has("Undone")
	d.Send(tea.KeyPressMsg{Code: tea.KeyEscape}).Lacks("who waits")
	d.ClickOn("? keys").Has("find a key or a word")
	d.ClickOn("esc close").Lacks("find a key")
	d.ClickOn("n new").Has("New project")
	d.ClickOn("esc close").Lacks("New project")
	d.ClickOn(": commands").Has("a few letters")
}

// TestClickEmptyFooter: between and behind the hints there is nothing to click.
func TestClickEmptyFooter(t *testing.T) {
	d := start(t, 240, 36, true)
	before := d.Screen()
	x, y := d.Find("e edit")
	end, _ := d.Find("u undo")
	if d.Click(x-1, y).Click(0, y).Click(end+8, y); d.Screen() != before {
		t.Errorf("a click on nothing did something:\n%s", d.Screen())
	}
}

func TestClickTabsRowsAndWheel(t *testing.T) {
	d := start(t, 120, 36, true)
	d.ClickOn("2 Risks").Has("risks")
	d.ClickOn("6 Acc").ClickOn("7 Esc").Has("escalations")
	d.ClickOn("1 Plan")
	_, y := d.Find("Warehouse rollout")
	d.Click(10, y+2)
	one := d.Screen()
	if d.Wheel(10, y+2, 2); d.Screen() == one {
		t.Error("the wheel moves nothing")
	}
	d.Click(10, y+1).Click(10, y+1) // twice opens
	if d.Screen() == one {
		t.Error("a double click opens nothing")
	}
}

// TestClickInOverlays: palette rows, form fields and dialog rows answer to a click, and a click
// beside them to nothing.
func TestClickInOverlays(t *testing.T) {
	d := start(t, 120, 36, true)
	d.Press(":").Type("theme: none").ClickOn("Theme: none").Has("Theme: none.").Press("esc")
	d.Press("n").Has("New project")
	form := d.Screen()
	if d.Click(1, 3); d.Screen() != form {
		t.Error("a click beside the form reached what is behind it")
	}
	x, y := d.Find("Target ")
	d.Click(x+20, y).Type("typed here").Has("typed here")
	if cx, cy, ok := d.Cursor(); !ok || cy != y || cx < x {
		t.Errorf("the cursor is at %d,%d, the field is on line %d", cx, cy, y)
	}
	d.Press("esc")

	empty := start(t, 120, 36, false)
	empty.ClickOn("Start empty").Lacks("Welcome")
}

// TestClickPreview: what enter and esc do can be clicked as well.
func TestClickPreview(t *testing.T) {
	d := start(t, 120, 36, true)
	d.Paste("one\ntwo\n")
	d.ClickOn("leaves everything").Lacks("lines pasted")
	d.Paste("one\ntwo\n").ClickOn("one step to undo").Has("Paste 2")
}
