package transfer

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"runtime"
	"runtime/debug"
	"slices"
	"testing"
	"time"

	"tandem/model"
	"tandem/model/date"
)

// TestAheadOrder: every row is made ready once and used in its order, after it was made ready.
func TestAheadOrder(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4))
	for _, n := range []int{0, 1, aheadRows - 1, aheadRows, aheadRows + 1, 9*aheadRows + 5} {
		made, next := make([]int, n), 0
		worker := func() func(from, to int) {
			return func(from, to int) {
				for i := from; i < to; i++ {
					made[i]++
				}
			}
		}
		err := ahead(n, worker, func(from, to int) error {
			if from != next || slices.ContainsFunc(made[from:to], func(x int) bool { return x != 1 }) {
				t.Errorf("of %d: rows %d to %d after %d", n, from, to, next)
			}
			next = to
			return nil
		})
		if err != nil || next != n {
			t.Errorf("of %d rows %d were used: %v", n, next, err)
		}
	}
	stop, used := errors.New("stop"), 0
	if err := ahead(20*aheadRows, func() func(int, int) { return func(int, int) {} }, func(int, int) error {
		if used++; used == 3 {
			return stop
		}
		return nil
	}); !errors.Is(err, stop) || used != 3 {
		t.Errorf("%v after %d blocks", err, used)
	}
}

// TestBeside: what a list yields comes in order, and a list that is not wanted any more ends.
func TestBeside(t *testing.T) {
	count := func(n int, ended *bool) func(func(int) bool) {
		return func(yield func(int) bool) {
			defer func() { *ended = true }()
			for i := range n {
				if !yield(i) {
					return
				}
			}
		}
	}
	for _, n := range []int{0, 1, aheadRows, 40*aheadRows + 3} {
		ended, next := false, 0
		err := beside(count(n, &ended), func(i int) error {
			if i != next {
				t.Fatalf("%d comes as number %d", i, next)
			}
			next++
			return nil
		})
		if err != nil || next != n || !ended {
			t.Errorf("%d of %d: %v %t", next, n, err, ended)
		}
	}
	stop, ended, got := errors.New("stop"), false, 0
	err := beside(count(1<<40, &ended), func(int) error {
		if got++; got == 1000 {
			return stop
		}
		return nil
	})
	if !errors.Is(err, stop) || got != 1000 || !ended {
		t.Errorf("%v after %d, ended %t", err, got, ended)
	}
}

// TestQuick: what is read without the general JSON reader is what that reads.
func TestQuick(t *testing.T) {
	for _, raw := range []string{`["a","b"]`, `["a"]`, `[]`, `["a", "b"]`, `["a\"b"]`, `["ü"]`, `[1]`, `["a",1]`, `"a,b"`, `["a"],`, `{}`} {
		var want []string
		list, ok := twQuickList([]byte(raw))
		if ok && (json.Unmarshal([]byte(raw), &want) != nil || !slices.Equal(list, want)) {
			t.Errorf("%s: %q, want %q", raw, list, want)
		}
		if quick := raw == `["a","b"]` || raw == `["a"]`; ok != quick {
			t.Errorf("%s: read quickly %t", raw, ok)
		}
	}
	for raw, quick := range map[string]bool{`[{"entry":"20260105T090000Z","description":"One."}]`: true,
		`[{"entry":"","description":""},{"entry":"x","description":"y"}]`: true, `[]`: false, `[{"description":"y","entry":"x"}]`: false,
		`[{"entry":"x","description":"y","more":1}]`: false, `[{"entry":"x","description":"\n"}]`: false, `[{"entry":"x","description":7}]`: false} {
		var want []twNoteOf
		list, ok := twQuickNotes([]byte(raw))
		if ok != quick || ok && (json.Unmarshal([]byte(raw), &want) != nil || !slices.Equal(list, want)) {
			t.Errorf("%s: %v %t, want %v", raw, list, ok, want)
		}
	}
	for _, s := range []string{"20260105T090000Z", "20260228T235959Z", "20260230T000000Z", "20261301T000000Z", "20260105T240000Z", "2026-105T090000Z", "20260105t090000Z", "00000105T090000Z", "20260105T0900000", ""} {
		at, ok := twExact(s)
		if want, err := time.Parse(twTime, s); ok && (err != nil || date.Of(want) != at) {
			t.Errorf("%s: %v, want %v %v", s, at, want, err)
		}
	}
	for _, s := range []string{"plain", `a"b`, `a\b`, "a/b", "tab\t", "ümläut", ""} {
		if got := twString(s); twPlain(s) != bytes.Equal(got, []byte(`"`+s+`"`)) && s != "ümläut" {
			t.Errorf("%q is written %s", s, got)
		}
	}
}

// TestRoomy: the settings of before are back afterwards, unless somebody has changed them meanwhile.
func TestRoomy(t *testing.T) {
	t.Setenv("GOGC", "")
	t.Setenv("GOMEMLIMIT", "")
	defer debug.SetGCPercent(debug.SetGCPercent(90))
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(1 << 40))
	share := func() int { x := debug.SetGCPercent(100); debug.SetGCPercent(x); return x }
	for size, want := range map[int64]int{0: roomyBlind, 1 << 20: roomyShare} {
		usual := Roomy(size)
		limit := debug.SetMemoryLimit(-1)
		if share() != want || (size == 0) != (limit == math.MaxInt64) || size > 0 && limit < roomyBound {
			t.Errorf("of %d bytes: %d %%, %d bytes", size, share(), limit)
		}
		Roomy(1 << 20)() // another one meanwhile
		if share() != want {
			t.Error("a second import ends the room of the first")
		}
		usual()
		if share() != 90 || debug.SetMemoryLimit(-1) != 1<<40 {
			t.Errorf("afterwards %d %%, %d bytes", share(), debug.SetMemoryLimit(-1))
		}
	}
	usual := Roomy(1)
	debug.SetGCPercent(77)
	usual()
	if share() != 77 || debug.SetMemoryLimit(-1) != 1<<40 {
		t.Errorf("what somebody set is %d %% afterwards", share())
	}
	t.Setenv("GOGC", "50")
	Roomy(1)()
	if share() != 77 {
		t.Error("GOGC does not count")
	}
}

// TestCellMemo: a column that says the same is remembered, one that never does is given up.
func TestCellMemo(t *testing.T) {
	s := model.NewSnapshot(model.Kinds())
	k := model.Kinds().Prefix(model.TaskPrefix)
	f := k.Field("tags")
	sheet := &sheetImport{t: &table{}, kind: k, cols: make([]Column, 2)}
	r := newCellReader(sheet, s.Ctx(1_700_000_000))
	x := r.ctx(k.New())
	if x != r.ctx(k.New()) {
		t.Error("the same context is not known again")
	}
	for i := range 3 * memoValues {
		rec := k.New()
		if x.known(0, f, rec, itoa(i)) {
			t.Fatal("what never came is known")
		}
		_ = r.parse(x, f, rec, itoa(i))
		x.note(k, 0, f, rec, itoa(i))
		rec = k.New()
		if was := x.known(1, f, rec, itoa(i%9)); was != (i > 8) || was && !slices.Equal(f.Strings(rec), []string{itoa(i % 9)}) {
			t.Fatalf("row %d: %t %q", i, was, f.Strings(rec))
		} else if !was {
			_ = r.parse(x, f, rec, itoa(i%9))
			x.note(k, 1, f, rec, itoa(i%9))
		}
	}
	if x.cols[0].of != nil || len(x.cols[1].of) != 9 {
		t.Errorf("%d and %d texts are kept", len(x.cols[0].of), len(x.cols[1].of))
	}
}
