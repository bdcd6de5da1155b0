package table

import (
	"testing"

	"tandem/ui/theme"
)

// TestJump steps past the edges of a page: with Jump the list moves by a part of the page and
// the cursor stays on its row.
func TestJump(t *testing.T) {
	th := theme.New("dark", true, false, false)
	tb := New(Column{Name: "a", Width: 10})
	tb.Jump = 2
	tb.SetSource(upTo(100), 1)
	tb.Draw(20, 11, th, true)
	tb.MoveToRow(9)
	tb.Draw(20, 11, th, true)
	tb.Move(1)
	tb.Draw(20, 11, th, true)
	if tb.Offset() != 6 || tb.Cursor() != 10 {
		t.Errorf("down: offset %d cursor %d", tb.Offset(), tb.Cursor())
	}
	tb.MoveToRow(6)
	tb.Draw(20, 11, th, true)
	tb.Move(-1)
	tb.Draw(20, 11, th, true)
	if tb.Offset() != 0 || tb.Cursor() != 5 {
		t.Errorf("up: offset %d cursor %d", tb.Offset(), tb.Cursor())
	}
	tb.End()
	tb.Draw(20, 11, th, true)
	if tb.Offset() != 90 {
		t.Errorf("end: offset %d", tb.Offset())
	}
}
