package table

import "testing"

func TestDo(t *testing.T) {
	tab := filled(100)
	for _, x := range []struct {
		action string
		row    int
		done   bool
	}{{"move.down", 1, true}, {"move.up", 0, true}, {"move.bottom", 99, true}, {"record.open", 99, false}, {"move.top", 0, true}} {
		if done := tab.Do(x.action); done != x.done || tab.Cursor() != x.row {
			t.Errorf("%s: %v, row %d", x.action, done, tab.Cursor())
		}
	}
	tab.Do("move.pagedown")
	down := tab.Cursor()
	if tab.Do("move.pageup"); down == 0 || tab.Cursor() >= down {
		t.Errorf("a page goes to %d and back to %d", down, tab.Cursor())
	}
}
