package store

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tandem/model"
)

// TestAgainstMap runs random edits, undos, redos and restarts against a plain map with a
// list of past states, and compares every byte of every record.
func TestAgainstMap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		dir, err := os.MkdirTemp("", "store")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(dir)
		m := &machine{path: dir + "/tandem.db", clock: newClock(), states: map[uint64]map[string]string{}}
		m.reopen(t)
		defer func() { _ = m.s.Close() }()
		m.now, m.last = packed(m.s.Snapshot()), map[string]uint64{}
		m.states[m.s.Snapshot().Seq] = m.now
		t.Repeat(map[string]func(*rapid.T){
			"add":    m.add,
			"change": m.change,
			"delete": m.delete,
			"undo":   m.undo,
			"redo":   m.redo,
			"reopen": m.reopen,
			"as of":  m.asOf,
			"":       m.check,
		})
	})
}

// machine is a store and what it should hold.
type machine struct {
	s      *Store
	path   string
	clock  *testClock
	now    map[string]string
	undos  []map[string]string // states to go back to
	redos  []map[string]string
	states map[uint64]map[string]string
	last   map[string]uint64 // highest number ever given
	n      int
}

func (m *machine) reopen(t *rapid.T) {
	if m.s != nil {
		if err := m.s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	s, err := Open(Options{Path: m.path, Now: m.clock.now})
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Warnings()) > 0 {
		t.Fatalf("warnings: %q", s.Warnings())
	}
	m.s = s
}

// people are the references of the persons there are.
func (m *machine) people() []model.ID {
	var out []model.ID
	for r := range m.s.Snapshot().All(model.PersonPrefix) {
		out = append(out, r.Base().ID)
	}
	return out
}

func (m *machine) edit(t *rapid.T, fn func(*model.Edit) error) {
	m.clock.add(time.Second * time.Duration(rapid.IntRange(-5, 100).Draw(t, "clock")))
	before := m.now
	ch, err := edit(m.s, "edit", fn)
	if err != nil {
		t.Fatal(err)
	}
	if ch.Seq == 0 {
		return
	}
	m.undos, m.redos = append(m.undos, before), nil
	m.moved(t, packed(m.s.Snapshot()))
}

func (m *machine) moved(_ *rapid.T, to map[string]string) {
	m.now = to
	m.states[m.s.Snapshot().Seq] = to
}

func (m *machine) add(t *rapid.T) {
	m.edit(t, func(e *model.Edit) error {
		for range rapid.IntRange(1, 40).Draw(t, "count") {
			m.n++
			p := &model.Person{Name: fmt.Sprint("Person ", m.n)}
			p.Notes = rapid.StringN(0, 200, 400).Draw(t, "notes")
			id := e.Put(model.PersonPrefix, p)
			if id.Num() <= m.last[model.PersonPrefix] {
				t.Fatalf("%s is given again", id)
			}
			m.last[model.PersonPrefix] = id.Num()
		}
		return nil
	})
}

func (m *machine) change(t *rapid.T) {
	ids := m.people()
	if len(ids) == 0 {
		t.Skip()
	}
	id := rapid.SampledFrom(ids).Draw(t, "id")
	m.edit(t, func(e *model.Edit) error {
		return e.Set(id, "name", rapid.SampledFrom([]string{"A", "B", "C"}).Draw(t, "name"))
	})
}

func (m *machine) delete(t *rapid.T) {
	ids := m.people()
	if len(ids) == 0 {
		t.Skip()
	}
	id := rapid.SampledFrom(ids).Draw(t, "id")
	m.edit(t, func(e *model.Edit) error { return e.Delete(id) })
}

func (m *machine) undo(t *rapid.T) {
	_, err := m.s.Undo()
	if len(m.undos) == 0 {
		if !errors.Is(err, ErrNothingToUndo) {
			t.Fatalf("undo of nothing: %v", err)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	i := len(m.undos) - 1
	m.redos = append(m.redos, m.now)
	m.moved(t, m.undos[i])
	m.undos = m.undos[:i]
}

func (m *machine) redo(t *rapid.T) {
	_, err := m.s.Redo()
	if len(m.redos) == 0 {
		if !errors.Is(err, ErrNothingToRedo) {
			t.Fatalf("redo of nothing: %v", err)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	i := len(m.redos) - 1
	m.undos = append(m.undos, m.now)
	m.moved(t, m.redos[i])
	m.redos = m.redos[:i]
}

func (m *machine) asOf(t *rapid.T) {
	seq := uint64(rapid.IntRange(1, int(m.s.Snapshot().Seq)).Draw(t, "seq"))
	snap, err := m.s.AsOfSeq(seq)
	if err != nil {
		t.Fatal(err)
	}
	if !maps.Equal(packed(snap), m.states[seq]) {
		t.Fatalf("as of %d differs", seq)
	}
}

func (m *machine) check(t *rapid.T) {
	if got := packed(m.s.Snapshot()); !maps.Equal(got, m.now) {
		t.Fatalf("the store holds %d records, the map %d, or their bytes differ", len(got), len(m.now))
	}
	_, undo := m.s.CanUndo()
	_, redo := m.s.CanRedo()
	if undo != (len(m.undos) > 0) || redo != (len(m.redos) > 0) {
		t.Fatalf("can undo %v of %d, redo %v of %d", undo, len(m.undos), redo, len(m.redos))
	}
}
