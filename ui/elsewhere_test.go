package ui_test

import (
	"strings"
	"testing"
)

// TestKeyOfTriageElsewhere: a key that means something in triage says so where it means nothing, in lists and
// on cards; in an entry and a dialog it stays what is typed.
func TestKeyOfTriageElsewhere(t *testing.T) {
	d := start(t, 120, 36, true)
	d.Press("7", "M").Has("M (mark a group) works in triage: t goes there")
	d.Press("x").Has("x (close) works in triage: t goes there")
	d.Press("t", "enter", "*").Has("* (mark all alike) works in the list: esc goes back there")
	d = start(t, 120, 36, true)
	d.Press("7", "/").Type("M")
	if strings.Contains(d.Screen(), "works in triage") {
		t.Errorf("while a filter is typed:\n%s", d.Screen())
	}
}
