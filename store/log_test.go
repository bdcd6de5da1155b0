package store

import (
	"errors"
	"fmt"
	"maps"
	"sync"
	"testing"
	"time"

	"tandem/model"
	"tandem/model/date"
)

func TestLog(t *testing.T) {
	s, c := openNew(t)
	_, id := addPerson(t, s, "Ana")
	c.add(time.Minute)
	must[Changed](t)(rename(s, id, "Bo"))
	c.add(time.Minute)
	must[Changed](t)(s.Undo())
	must[Changed](t)(s.Redo())
	list := must[[]Entry](t)(s.Log(0, 10))
	want := []struct {
		label  string
		kind   Op
		undoes uint64
	}{{"Rename to Bo", Redo, 4}, {"Rename to Bo", Undo, 3}, {"Rename to Bo", Do, 0}, {"Add Ana", Do, 0}, {"New workspace", Do, 0}}
	if len(list) != len(want) {
		t.Fatalf("%d entries", len(list))
	}
	for i, w := range want {
		e := list[i]
		if e.Label != w.label || e.Kind != w.kind || e.Undoes != w.undoes || e.Seq != uint64(5-i) || e.Count != len(e.IDs) {
			t.Errorf("entry %d: %+v", i, e)
		}
	}
	if list[0].At != s.Now() || list[3].At != s.Now().Add(-2*time.Minute) || list[4].Count != 2 {
		t.Errorf("%+v", list)
	}
	page := must[[]Entry](t)(s.Log(4, 2))
	if len(page) != 2 || page[0].Seq != 3 || page[1].Seq != 2 {
		t.Errorf("a page of the log: %+v", page)
	}
	if page := must[[]Entry](t)(s.Log(1, 5)); len(page) != 0 {
		t.Errorf("before the first: %+v", page)
	}
	changes := must[[]model.Change](t)(s.Changes(3))
	if len(changes) != 1 || changes[0].Before.(*model.Person).Name != "Ana" || changes[0].After.(*model.Person).Name != "Bo" {
		t.Errorf("%+v", changes)
	}
	if Redo.String() != "redo" || Undo.String() != "undo" || Do.String() != "do" {
		t.Error("names of ops")
	}
}

func TestHistory(t *testing.T) {
	s, c := openNew(t)
	_, id := addPerson(t, s, "Ana")
	addPerson(t, s, "Other")
	must[Changed](t)(rename(s, id, "Bo"))
	c.add(time.Hour)
	must[Changed](t)(edit(s, "Tag", func(e *model.Edit) error { return e.Set(id, "tags", "site") }))
	must[Changed](t)(s.Undo())
	must[Changed](t)(edit(s, "Remove", func(e *model.Edit) error { return e.Delete(id) }))
	list := must[[]Revision](t)(s.History(id, 100))
	if len(list) != 5 || !list[0].Deleted || !list[4].Created || list[1].Kind != Undo {
		t.Fatalf("%+v", list)
	}
	f := list[3].Fields
	if len(f) != 1 || f[0].Field.Name != "name" || f[0].From != "Ana" || f[0].To != "Bo" || list[3].Label != "Rename to Bo" {
		t.Errorf("%+v", f)
	}
	if f := list[2].Fields; len(f) != 1 || f[0].From != "" || f[0].To != "site" {
		t.Errorf("%+v", f)
	}
	if list := must[[]Revision](t)(s.History(id, 2)); len(list) != 2 {
		t.Errorf("limit: %d", len(list))
	}
	if list := must[[]Revision](t)(s.History(model.NewID("T", 9), 9)); len(list) != 0 {
		t.Errorf("of nothing: %+v", list)
	}
}

func TestHistoryShowsNames(t *testing.T) {
	s, _ := openNew(t)
	_, ana := addPerson(t, s, "Ana")
	must[Changed](t)(edit(s, "Me", func(e *model.Edit) error { return e.Set(model.WorkspaceID, "me", ana.String()) }))
	list := must[[]Revision](t)(s.History(model.WorkspaceID, 1))
	if len(list) != 1 || len(list[0].Fields) != 1 || list[0].Fields[0].To != "Ana" {
		t.Errorf("%+v", list)
	}
}

func TestAsOf(t *testing.T) {
	s, c := openNew(t)
	states := []map[string]string{packed(s.Snapshot())}
	times := []date.Instant{s.Now()}
	var id model.ID
	for i := range 12 {
		c.add(time.Hour)
		switch {
		case i == 0:
			_, id = addPerson(t, s, "Ana")
		case i == 8:
			must[Changed](t)(edit(s, "Delete", func(e *model.Edit) error { return e.Delete(id) }))
		case i%4 == 3:
			must[Changed](t)(s.Undo())
		default:
			if s.Snapshot().Get(id) == nil {
				_, id = addPerson(t, s, "Cy")
			} else {
				must[Changed](t)(rename(s, id, string(rune('a'+i))))
			}
		}
		states, times = append(states, packed(s.Snapshot())), append(times, s.Now())
	}
	for i := range states {
		for _, at := range []date.Instant{times[i], times[i].Add(59 * time.Minute)} {
			snap, err := s.AsOf(at)
			if err != nil || snap.Seq != uint64(i+1) || !maps.Equal(packed(snap), states[i]) {
				t.Errorf("state %d at %v: %v", i, at, err)
			}
		}
	}
	if _, err := s.AsOf(times[0].Add(-time.Second)); !errors.Is(err, ErrBeforeStart) {
		t.Errorf("before the start: %v", err)
	}
	if snap, err := s.AsOf(times[12].Add(1000 * time.Hour)); err != nil || snap != s.Snapshot() {
		t.Errorf("in the future: %v", err)
	}
}

func TestClockSetBack(t *testing.T) {
	s, c := openNew(t)
	_, id := addPerson(t, s, "first")
	start := s.Now()
	c.add(48 * time.Hour)
	must[Changed](t)(rename(s, id, "by a wrong clock"))
	c.add(-47 * time.Hour)
	must[Changed](t)(rename(s, id, "by the right clock"))
	for at, want := range map[time.Duration]string{0: "first", 30 * time.Minute: "first", time.Hour: "by the right clock", 100 * time.Hour: "by the right clock"} {
		snap := must[*model.Snapshot](t)(s.AsOf(start.Add(at)))
		if got := name(snap, id); got != want {
			t.Errorf("after %v: %q, want %q", at, got, want)
		}
	}
	list := must[[]Entry](t)(s.Log(0, 2))
	if list[0].Seq != 4 || list[0].At >= list[1].At {
		t.Errorf("%+v", list)
	}
	must[Changed](t)(s.Undo())
	if got := name(s.Snapshot(), id); got != "by a wrong clock" {
		t.Errorf("undo goes by the journal, not the clock: %q", got)
	}
}

// TestManyAtOnce edits and reads from several goroutines; run it with -race.
func TestManyAtOnce(t *testing.T) {
	s, _ := openNew(t)
	_, id := addPerson(t, s, "Ana")
	var wg sync.WaitGroup
	for w := range 4 {
		wg.Go(func() {
			for i := range 15 {
				if _, err := rename(s, id, fmt.Sprint(w, "-", i)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for range 2 {
		wg.Go(func() {
			for range 10 {
				_, err1 := s.Log(0, 5)
				_, err2 := s.AsOfSeq(2)
				_, err3 := s.History(id, 3)
				s.CanUndo()
				if err := errors.Join(err1, err2, err3, s.AutoBackup()); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if got := s.Snapshot().Seq; got != 2+4*15 {
		t.Errorf("at %d: an edit is lost or made twice", got)
	}
}
