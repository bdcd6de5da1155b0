package model_test

import (
	"fmt"
	"iter"
	"testing"

	"tandem/model"
	"tandem/model/date"
)

type countKey struct{ n int }

// people puts n people numbered from 1 into an empty workspace.
func people(n int) *model.Snapshot {
	var ch []model.Change
	for i := 1; i <= n; i++ {
		p := &model.Person{Name: fmt.Sprint("P", i)}
		p.ID = model.NewID("H", uint64(i))
		ch = append(ch, model.Change{ID: p.ID, After: p})
	}
	return model.NewSnapshot(model.Kinds()).With(ch)
}

// Records lie in chunks of 256: nothing may be lost or seen twice where one ends.
func TestChunkEdges(t *testing.T) {
	for _, n := range []int{0, 1, 254, 255, 256, 257, 511, 512, 513, 1000} {
		s := people(n)
		next := uint64(1)
		for p := range model.Each[*model.Person](s, "H") {
			if p.ID.Num() != next || p.Name != fmt.Sprint("P", next) {
				t.Fatalf("%d: %s is number %d", n, p.ID, next)
			}
			next++
		}
		if int(next)-1 != n || s.Count("H") != n || s.Last("H") != uint64(n) || s.Total() != n {
			t.Errorf("%d: walked %d, counted %d, last %d", n, next-1, s.Count("H"), s.Last("H"))
		}
		for _, id := range []uint64{0, uint64(n) + 1, 1 << 35} {
			if s.Get(model.NewID("H", id)) != nil {
				t.Errorf("%d: there is a record %d", n, id)
			}
		}
		if n == 0 {
			continue
		}
		// take the last out and put it back
		last := model.NewID("H", uint64(n))
		r := s.Get(last)
		less := s.With([]model.Change{{ID: last, Before: r}})
		if less.Count("H") != n-1 || less.Get(last) != nil || less.Last("H") != uint64(n) || s.Get(last) == nil {
			t.Errorf("%d: after a delete: %d records, last %d", n, less.Count("H"), less.Last("H"))
		}
		if back := less.With([]model.Change{{ID: last, After: r}}); back.Get(last) != r || back.Count("H") != n {
			t.Errorf("%d: it is not back", n)
		}
		for range s.All("H") { // a walk may stop early
			break
		}
	}
}

func TestSnapshotShares(t *testing.T) {
	s := people(600)
	p := &model.Person{Name: "New"}
	p.ID = model.NewID("H", 300)
	next := s.With([]model.Change{{ID: p.ID, Before: s.Get(p.ID), After: p}})
	if !next.SameTable(s, "T") || next.SameTable(s, "H") || next.SameTable(nil, "H") || !next.SameTable(next, "H") {
		t.Error("SameTable")
	}
	if s.Get(p.ID) == next.Get(p.ID) || s.Get(model.NewID("H", 1)) != next.Get(model.NewID("H", 1)) {
		t.Error("the wrong records are shared")
	}
	if got := s.With([]model.Change{{ID: model.NewID("ZZ", 1), After: p}}); got.Total() != s.Total() {
		t.Error("a record of no kind was taken")
	}
	for range s.All("ZZ") {
		t.Error("there are records of no kind")
	}
	if s.Count("ZZ") != 0 || s.Last("ZZ") != 0 || s.Get(model.NewID("ZZ", 1)) != nil {
		t.Error("a kind that is none")
	}
}

func TestMemo(t *testing.T) {
	s := people(3)
	built := 0
	count := func(s *model.Snapshot, key any) int {
		return model.Memo(s, "H", key, func(all iter.Seq[model.Record]) int {
			built++
			n := 0
			for range all {
				n++
			}
			return n
		})
	}
	for range 3 {
		if count(s, countKey{1}) != 3 || built != 1 {
			t.Fatalf("built %d times", built)
		}
	}
	if count(s, countKey{2}); built != 2 {
		t.Error("another key shares it")
	}
	// another kind changes: it stays; this one changes: it is built again, the old one stays
	a := &model.Action{What: "x"}
	a.ID = model.NewID("AC", 1)
	other := s.With([]model.Change{{ID: a.ID, After: a}})
	if count(other, countKey{1}) != 3 || built != 2 {
		t.Error("built again though nothing changed")
	}
	less := other.With([]model.Change{{ID: model.NewID("H", 3)}})
	if count(less, countKey{1}) != 2 || built != 3 || count(s, countKey{1}) != 3 || built != 3 {
		t.Errorf("built %d times", built)
	}
	if n := model.Memo(s, "ZZ", countKey{1}, func(all iter.Seq[model.Record]) int {
		for range all {
			return -1
		}
		return 7
	}); n != 7 {
		t.Errorf("of no kind: %d", n)
	}
}

func TestWithLast(t *testing.T) {
	s := people(3).WithLast(map[string]uint64{"H": 10, "T": 5, "A": 0})
	if s.Last("H") != 10 || s.Last("T") != 5 || s.Count("H") != 3 {
		t.Error("WithLast")
	}
	if s = s.WithLast(map[string]uint64{"H": 4}); s.Last("H") != 10 {
		t.Error("Last has gone down")
	}
	e := model.NewEdit(s, now)
	if id := e.Put("H", &model.Person{Name: "x"}); id.String() != "H-11" {
		t.Errorf("next is %s", id)
	}
}

func TestRefsTo(t *testing.T) {
	e := model.NewEdit(small(t), now)
	p := model.NewID("P", 1)
	t1 := e.Put("T", &model.Task{Name: "a", Project: p})
	e.Put("T", &model.Task{Name: "b", Project: p, Links: []model.TaskLink{{Predecessor: t1, Type: "FS"}, {Predecessor: t1, Type: "SS"}}})
	e.Put("B", &model.Blocker{Title: "c", Severity: 1, State: "open", About: t1, Blocks: []model.ID{t1}})
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	s := e.Base().With(b.Changes)
	got := ""
	for r := range s.RefsTo(t1) {
		got += r.Base().ID.String() + " "
	}
	if got != "T-3 B-2 " {
		t.Errorf("%s is named by %s", t1, got)
	}
	for range s.RefsTo(t1) { // stops when told
		break
	}
}

// A record is shown in the zone, scale and currency of the nearest owner that has one.
func TestCtxFor(t *testing.T) {
	e := model.NewEdit(small(t), now)
	tokyo := e.Put("CAL", &model.Calendar{Name: "Tokyo", Zone: "Asia/Tokyo", MinutesPerDay: 420})
	berlin := e.Put("CAL", &model.Calendar{Name: "Berlin", Zone: "Europe/Berlin"})
	acc := e.Put("A", &model.Account{Name: "Acme", Calendar: tokyo, Currency: "JPY"})
	own := e.Put("P", &model.Project{Name: "Own", Account: acc, Calendar: berlin, Currency: "USD"})
	plain := e.Put("P", &model.Project{Name: "Plain", Account: acc})
	lost := e.Put("CAL", &model.Calendar{Name: "No zone"})
	odd := e.Put("P", &model.Project{Name: "Odd", Account: acc, Calendar: lost})
	task := e.Put("T", &model.Task{Name: "t", Project: own})
	held := e.Put("T", &model.Task{Name: "h", Project: own, Calendar: tokyo})
	act := e.Put("AC", &model.Action{What: "x", For: e.Put("T", &model.Task{Name: "p", Project: plain})})
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	c := e.Base().With(b.Changes).Ctx(now)
	for id, want := range map[model.ID]string{own: "Europe/Berlin 480 USD", plain: "Asia/Tokyo 420 JPY", task: "Europe/Berlin 480 USD", held: "Asia/Tokyo 420 USD",
		act: "Asia/Tokyo 420 JPY", tokyo: "Asia/Tokyo 420 EUR", odd: c.Loc.String() + " 480 JPY"} {
		n := c.For(c.Snap.Get(id))
		if got := fmt.Sprint(n.Loc, " ", n.Scale.MinutesPerDay, " ", n.Currency); got != want {
			t.Errorf("%s: %s, want %s", c.NameOf(id), got, want)
		}
	}
	if n := free(); n.For(&model.Task{}) != n {
		t.Error("without a snapshot the context stays")
	}
}

func TestCalendarHours(t *testing.T) {
	e := model.NewEdit(small(t), now)
	friday := date.YMD(2026, 11, 20)
	first := e.Put("CAL", &model.Calendar{Name: "0", Week: []model.WorkDay{{Day: "fri", Hours: "09:00-10:00"}, {Day: "sat"}}, Exceptions: []model.Exception{
		{Name: "but", From: friday + 7, Hours: "12:00-24:00"}, {Name: "holiday", From: friday + 7, To: friday + 8}, {Name: "one day", From: friday + 14, Hours: "10:00-11:00"}, {Name: "told in words", From: friday, Repeat: "each year"}}})
	last := first
	for i := range 8 {
		last = e.Put("CAL", &model.Calendar{Name: fmt.Sprint(i + 1), BasedOn: last})
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	s := e.Base().With(b.Changes)
	for _, id := range []model.ID{first, last} { // the deepest allowed reads the same
		cal, _ := model.Find[*model.Calendar](s, id)
		for d, want := range map[date.Day]string{friday: "[{540 600}]", friday + 1: "[]", friday + 2: "[]", friday + 7: "[{720 1440}]", friday + 8: "[]", friday + 14: "[{600 660}]", friday + 15: "[]"} {
			if got := fmt.Sprint(cal.DayHours(s, d)); got != want {
				t.Errorf("%s on %s: %s, want %s", cal.Name, d, got, want)
			}
		}
	}
	e = model.NewEdit(s, now)
	e.Put("CAL", &model.Calendar{Name: "too deep", BasedOn: last})
	if _, err := e.Batch(); err == nil {
		t.Error("nine deep is taken but would not be read")
	}
	for in, want := range map[string]string{"": "[]", "08:00-12:00, 13:00-17:00": "[{480 720} {780 1020}]", "0:00-24:00": "[{0 1440}]", "08:00-12:00,": "[{480 720}]",
		"8-12": "?", "12:00-08:00": "?", "08:00-08:00": "?", "13:00-17:00, 08:00-12:00": "?", "08:00-12:00, 11:00-13:00": "?", "08:00-24:01": "?", "08:60-12:00": "?", "x": "?", "-1:00-12:00": "?"} {
		h, err := model.ParseHours(in)
		if (err != nil) != (want == "?") || err == nil && fmt.Sprint(h) != want {
			t.Errorf("%q: %v %v", in, h, err)
		}
	}
}
