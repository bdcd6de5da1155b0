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

// Rows stay in sight above and below the cursor, a step at the margin scrolls by one row, and the
// ends of the list are reached.
func TestMargin(t *testing.T) {
	th := theme.New("dark", true, false, false)
	tb := New(Column{Name: "a", Width: 10})
	tb.SetSource(upTo(100), 1)
	tb.Draw(20, 31, th, true)
	for i := 1; i < 100; i++ {
		was := tb.Offset()
		tb.Move(1)
		tb.Draw(20, 31, th, true)
		if below := tb.Offset() + 29 - tb.Cursor(); below < min(3, 99-tb.Cursor()) {
			t.Fatalf("row %d: %d rows below", tb.Cursor(), below)
		}
		if by := tb.Offset() - was; by < 0 || by > 1 {
			t.Fatalf("row %d scrolls by %d", tb.Cursor(), by)
		}
	}
	for tb.Cursor() > 0 {
		tb.Move(-1)
		tb.Draw(20, 31, th, true)
		if above := tb.Cursor() - tb.Offset(); above < min(3, tb.Cursor()) {
			t.Fatalf("row %d: %d rows above", tb.Cursor(), above)
		}
	}
	tb.Draw(20, 8, th, true) // no room to spare
	tb.MoveToRow(50)
	if tb.Draw(20, 8, th, true); tb.Offset() != 44 {
		t.Errorf("in a small room the offset is %d", tb.Offset())
	}
}

// A row clicked on stays under the mouse, so that a second click meets it too; a key then has the
// margin again.
func TestClickStays(t *testing.T) {
	th := theme.New("dark", true, false, false)
	tb := New(Column{Name: "a", Width: 10})
	tb.SetSource(upTo(100), 1)
	tb.Draw(20, 31, th, true)
	row, ok := tb.ClickAt(3, 30)
	if !ok || row != 29 {
		t.Fatalf("row %d", row)
	}
	tb.MoveToRow(row)
	if tb.Draw(20, 31, th, true); tb.Offset() != 0 {
		t.Errorf("a click scrolls to %d", tb.Offset())
	}
	tb.Move(1)
	if tb.Draw(20, 31, th, true); tb.Offset() != 4 {
		t.Errorf("a key after it: offset %d", tb.Offset())
	}
}

// Lift brings a row that stands outside or low into the upper third, whatever the height is by then,
// and leaves one that stands well.
func TestLift(t *testing.T) {
	th := theme.New("dark", true, false, false)
	for _, h := range []int{7, 13, 31, 61} {
		for _, to := range []int{40, h - 2, h + 5, 150} {
			tb := New(Column{Name: "a", Width: 10})
			tb.SetSource(upTo(400), 1)
			tb.Draw(20, 31, th, true)
			tb.MoveToRow(to)
			tb.Lift()
			tb.Draw(20, h, th, true)
			if at := tb.Cursor() - tb.Offset(); tb.Offset() > 0 && at > (h-1)/3 || at < 0 || at >= h-1 {
				t.Errorf("height %d: row %d at line %d", h, to, at)
			}
		}
	}
	tb := New(Column{Name: "a", Width: 10})
	tb.SetSource(upTo(400), 1)
	tb.MoveToRow(10)
	tb.Lift()
	if tb.Draw(20, 31, th, true); tb.Offset() != 0 {
		t.Errorf("a row that stands well moved: offset %d", tb.Offset())
	}
}

// A list that has the screen for itself lets the cursor go to its edges and scrolls by one row there.
func TestFlush(t *testing.T) {
	th := theme.New("dark", true, false, false)
	tb := New(Column{Name: "a", Width: 10})
	tb.Flush = true
	tb.SetSource(upTo(100), 1)
	tb.Draw(20, 31, th, true)
	for i := 1; i < 100; i++ {
		tb.Move(1)
		tb.Draw(20, 31, th, true)
		if want := max(0, i-29); tb.Offset() != want {
			t.Fatalf("row %d: the list begins at %d, want %d", i, tb.Offset(), want)
		}
	}
	for i := 98; i >= 0; i-- {
		tb.Move(-1)
		tb.Draw(20, 31, th, true)
		if want := min(i, 70); tb.Offset() != want {
			t.Fatalf("back at row %d: the list begins at %d, want %d", i, tb.Offset(), want)
		}
	}
}
