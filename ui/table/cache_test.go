package table

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// world is a table under test and what a plain reading of its rules expects.
type world struct {
	tab    *Table
	rows   rows
	rev    uint64
	cursor int
	id     uint64
	marks  map[uint64]bool
}

func newWorld() *world {
	w := &world{tab: New(sample()...), marks: map[uint64]bool{}}
	w.set(upTo(12))
	return w
}

// set changes the rows; the cursor follows its record or stays in place.
func (w *world) set(r rows) {
	w.rev++
	w.rows = r
	w.tab.SetSource(r, w.rev)
	if i := slices.Index(r, w.id); i >= 0 {
		w.cursor = i
	}
	w.goTo(w.cursor)
}

func (w *world) goTo(row int) {
	w.cursor = max(0, min(row, len(w.rows)-1))
	if len(w.rows) > 0 {
		w.id = w.rows[w.cursor]
	}
}

func (w *world) mark(id uint64) {
	w.marks[id] = !w.marks[id]
	w.tab.SetMark(id, w.marks[id])
}

// step does one random thing to both.
func (w *world) step(t *rapid.T) {
	n := rapid.IntRange(-4, 4).Draw(t, "n")
	switch rapid.SampledFrom([]string{"move", "row", "end", "mark", "delete", "insert", "shuffle", "sort", "scroll", "none"}).Draw(t, "step") {
	case "move":
		w.tab.Move(n)
		w.goTo(w.cursor + n)
	case "row":
		w.tab.MoveToRow(3 * n)
		w.goTo(3 * n)
	case "end":
		w.tab.End()
		w.goTo(len(w.rows) - 1)
	case "mark":
		w.mark(uint64(n + 6))
	case "delete":
		if len(w.rows) > 0 {
			i := (n + 4) % len(w.rows)
			w.set(slices.Delete(slices.Clone(w.rows), i, i+1))
		}
	case "insert":
		w.set(append(rows{100 + w.rev}, w.rows...))
	case "shuffle":
		r := slices.Clone(w.rows)
		slices.Reverse(r)
		w.set(r)
	case "sort":
		w.tab.Sort([]string{"ref", "title"}[w.rev%2], n > 0)
	case "scroll":
		w.tab.Scroll(n)
	case "none":
		w.set(rows{})
		w.set(upTo(12))
	}
}

// fresh is a table in the same state that has never drawn anything.
func (w *world) fresh() *Table {
	f := New(sample()...)
	f.SetSource(w.rows, 1)
	f.MoveToRow(w.tab.Cursor())
	f.offset, f.shift = w.tab.offset, w.tab.shift
	f.Sort(w.tab.Sorted())
	for id, on := range w.marks {
		f.SetMark(id, on)
	}
	return f
}

// Whatever happens, what is remembered looks the same as what is drawn anew, and
// cursor and marks are where the rules put them.
func TestMemoryNeverLies(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld()
		for range rapid.IntRange(1, 25).Draw(t, "steps") {
			w.step(t)
			width, height := rapid.SampledFrom([]int{12, 20, 40}).Draw(t, "w"), rapid.IntRange(0, 9).Draw(t, "h")
			focused := rapid.Bool().Draw(t, "focused")
			got := w.tab.Draw(width, height, dark, focused)
			if want := w.fresh().Draw(width, height, dark, focused); !slices.Equal(got, want) {
				t.Fatalf("remembered\n%q\ndrawn anew\n%q", got, want)
			}
			if w.tab.Cursor() != w.cursor {
				t.Fatalf("cursor %d, want %d", w.tab.Cursor(), w.cursor)
			}
			if id, ok := w.tab.Current(); ok != (len(w.rows) > 0) || ok && id != w.id {
				t.Fatalf("on %d (%v), want %d", id, ok, w.id)
			}
			w.checkMarks(t)
		}
	})
}

func (w *world) checkMarks(t *rapid.T) {
	var want []uint64
	for _, id := range w.rows {
		if w.marks[id] {
			want = append(want, id)
		}
	}
	if got := w.tab.Marked(); !slices.Equal(got, want) {
		t.Fatalf("marked %v, want %v", got, want)
	}
}
