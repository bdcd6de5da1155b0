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

// A page above the first row, or fewer rows than before, leave an offset that is a row: whoever
// draws beside the table asks before the table is drawn again.
func TestOffsetIsARow(t *testing.T) {
	th := theme.New("dark", true, false, false)
	tb := New(Column{Name: "a", Width: 10})
	tb.SetSource(upTo(100), 1)
	tb.Draw(20, 11, th, true)
	tb.Page(-5)
	if tb.Offset() != 0 {
		t.Errorf("above the first row: %d", tb.Offset())
	}
	tb.Page(50)
	if tb.Offset() != 99 {
		t.Errorf("below the last row: %d", tb.Offset())
	}
	tb.SetSource(upTo(3), 2)
	if tb.Offset() > 2 {
		t.Errorf("of three rows: %d", tb.Offset())
	}
	tb.SetSource(upTo(0), 3)
	if tb.Offset() != 0 {
		t.Errorf("of no rows: %d", tb.Offset())
	}
}

// A click that comes with keys in flight means the row that was drawn there.
func TestClickMeansWhatWasDrawn(t *testing.T) {
	th := theme.New("dark", true, false, false)
	tb := New(Column{Name: "a", Width: 10})
	tb.SetSource(upTo(100), 1)
	tb.MoveToRow(50)
	tb.Draw(20, 11, th, true)
	want, ok := tb.ClickAt(5, 3)
	if !ok {
		t.Fatal("no row to click on")
	}
	tb.Page(-9)
	if got, ok := tb.ClickAt(5, 3); !ok || got != want {
		t.Errorf("after a page up that was not drawn: row %d, want %d", got, want)
	}
	tb.SetSource(upTo(3), 2)
	if got, ok := tb.ClickAt(5, 3); ok {
		t.Errorf("row %d of three is clicked", got)
	}
}
