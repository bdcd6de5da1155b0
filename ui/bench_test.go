package ui_test

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"tandem/store"
	"tandem/ui"
	"tandem/ui/uitest"
)

// bench is a program on a list of tasks among so many records, on a screen of 200 by 50.
func bench(t testing.TB, records int, zoomed bool) *ui.Model {
	t.Helper()
	path := filepath.Join(t.TempDir(), "t.db")
	st := open(t, path)
	t.Cleanup(func() { _ = st.Close() })
	fill(t, st, records)
	m, err := ui.New(ui.Options{Open: func([]string) (*store.Store, error) { return st, nil }, Path: path, Now: func() time.Time { return clock }, Tick: noTick})
	if err != nil {
		t.Fatal(err)
	}
	d := uitest.New(t, m, 200, 50)
	d.Press("}").Has("tasks  1/")
	if zoomed {
		d.Press("z").Lacks("6 Acc")
	}
	return m
}

var down, up = tea.KeyPressMsg{Code: 'j', Text: "j"}, tea.KeyPressMsg{Code: 'k', Text: "k"}

// move presses a key that moves the cursor: 300 rows down, then as many up again, so that a
// list of 1,000 records is never left.
func move(m *ui.Model, i int) {
	k := down
	if i/300%2 == 1 {
		k = up
	}
	m.Update(k)
}

// BenchmarkView is a cursor move and the frame after it. view-ns is the frame alone: at most a
// millisecond is what the house allows.
func BenchmarkView(b *testing.B) {
	for _, c := range []struct {
		records int
		zoomed  bool
	}{{1000, false}, {10000, false}, {1000, true}, {10000, true}} {
		b.Run(fmt.Sprintf("records=%d/zoomed=%v", c.records, c.zoomed), func(b *testing.B) {
			m := bench(b, c.records, c.zoomed)
			b.ReportAllocs()
			var drawn time.Duration
			i := 0
			for b.Loop() {
				move(m, i)
				from := time.Now()
				m.View()
				drawn += time.Since(from)
				i++
			}
			b.ReportMetric(float64(drawn.Nanoseconds())/float64(i), "view-ns/op")
		})
	}
}

// TestMoveAllocations holds that what a cursor move and its frame cost does not grow with the
// number of records.
func TestMoveAllocations(t *testing.T) {
	for _, zoomed := range []bool{false, true} {
		per := func(records int) float64 {
			m := bench(t, records, zoomed)
			i := 0
			step := func() {
				move(m, i)
				m.View()
				i++
			}
			for range 600 { // what is kept from the first visit of a record is not counted
				step()
			}
			return testing.AllocsPerRun(599, step)
		}
		small, large := per(1000), per(10000)
		t.Logf("zoomed %v: %.0f allocations at 1,000 records, %.0f at 10,000", zoomed, small, large)
		if large > small*1.05 || small > large*1.05 {
			t.Errorf("zoomed %v: %.0f allocations at 1,000 records, %.0f at 10,000: they differ by more than 5 %%", zoomed, small, large)
		}
	}
}
