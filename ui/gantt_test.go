package ui_test

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// In the zoomed plan the chart stands beside the outline, with the floats that were worked out
// off the event loop, without a key being pressed for them.
func TestZoomedPlanShowsTheChart(t *testing.T) {
	d := start(t, 120, 36, true)
	d.Lacks("float").Press("z").Has("float", "2026", "┏━", "!0 d").Fits()
	was := d.Screen()
	if d.Press("+").Fits(); d.Screen() == was {
		t.Error("+ changes nothing")
	}
	if d.Press("F").Fits(); d.Screen() == "" {
		t.Error("nothing left")
	}
	d.Press("z").Lacks("float")
	if d.Press("+"); !strings.Contains(d.Screen(), "more room") {
		t.Errorf("+ without a chart says nothing:\n%s", d.Screen())
	}
}

// Floats follow a change: the chart asks again by itself.
func TestChartFollowsAChange(t *testing.T) {
	d := start(t, 120, 36, true)
	d.Press("z", "/").Type("Pilot weeks").Press("enter")
	was := d.Screen()
	d.Press("down", "down").Press(":").Type("set duration=30d").Press("enter")
	if d.Screen() == was {
		t.Error("nothing moved")
	}
	d.Press("u").Has("float").Fits()
}

// The wheel with shift moves time, over the chart only; without, the rows.
func TestShiftWheelMovesTime(t *testing.T) {
	d := start(t, 120, 36, true)
	d.Press("z")
	axis := func() string { _, after, _ := strings.Cut(d.Lines()[5], "float"); return after }
	was := axis()
	d.Send(tea.MouseWheelMsg{X: 90, Y: 15, Button: tea.MouseWheelDown, Mod: tea.ModShift})
	if axis() == was {
		t.Errorf("time stands still: %q", was)
	}
	was = axis()
	d.Send(tea.MouseWheelMsg{X: 10, Y: 15, Button: tea.MouseWheelDown, Mod: tea.ModShift})
	d.Wheel(90, 15, 2)
	if axis() != was {
		t.Errorf("time moved: %q, then %q", was, axis())
	}
}

// Whether the chart shows is remembered until the next run.
func TestChartOffIsRemembered(t *testing.T) {
	d := start(t, 120, 36, true)
	d.Press("z", "C").Lacks("float")
	d.Press(":").Type("zoom").Press("enter") // a command chosen writes the memory down
	again := reopen(t, d)
	if strings.Contains(again.Has("PM  1 Plan").Screen(), "DM  6") {
		again.Press("z")
	}
	again.Lacks("float").Press("C").Has("float")
}
