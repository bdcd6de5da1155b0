package ui

import (
	"path/filepath"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"tandem/model"
	"tandem/store"
	"tandem/store/sample"
)

// openedPacked is a model on a sample that was read as at the start of the program: packed.
func openedPacked(t *testing.T) *Model {
	t.Helper()
	path, now := filepath.Join(t.TempDir(), "t.db"), func() time.Time { return time.Date(2026, 11, 20, 9, 12, 0, 0, time.UTC) }
	st, err := store.Open(store.Options{Path: path, Now: now, NoBackup: true})
	if err != nil {
		t.Fatal(err)
	}
	_, err = st.Do("sample", func(s *model.Snapshot) (model.Batch, error) {
		e := model.NewEdit(s, st.Now())
		err := sample.Build(e, sample.Options{Seed: 1})
		if err != nil {
			return model.Batch{}, err
		}
		return e.Batch()
	})
	if err == nil {
		err = st.Close()
	}
	if err == nil {
		st, err = store.Open(store.Options{Path: path, Now: now, NoBackup: true, Packed: true})
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	m, err := New(Options{Path: path, Now: now, Tick: func(time.Duration, func() tea.Msg) tea.Cmd { return nil }})
	if err != nil {
		t.Fatal(err)
	}
	m.w, m.h = 120, 36
	m.opened(opened{store: st})
	return m
}

// hears takes the answer of verify, and what follows from it.
func (m *Model) hears(msg tea.Msg) {
	m.Update(msg)
	m.Update(m.warm(m.env.Snap)())
}

// TestCountsComeFirst: the counts of the first line come as soon as they are known, and are those that are counted
// ever after; what lists tell of all records follows.
func TestCountsComeFirst(t *testing.T) {
	m := openedPacked(t)
	if !m.env.Cold || m.facts.known {
		t.Fatalf("cold %v, facts %+v", m.env.Cold, m.facts)
	}
	m.Update(m.verify()())
	if !m.env.Cold || !m.facts.known || m.facts.now == 0 {
		t.Fatalf("cold %v, facts %+v", m.env.Cold, m.facts)
	}
	was := m.facts
	m.Update(m.warm(m.env.Snap)())
	if m.env.Cold || m.facts != was {
		t.Errorf("cold %v, facts %+v", m.env.Cold, m.facts)
	}
	m.Update(m.count()())
	if m.facts != was {
		t.Errorf("counted again they are %+v, were %+v", m.facts, was)
	}
}

// TestCountedInAnotherSnapshot: facts of before an edit do not show after it.
func TestCountedInAnotherSnapshot(t *testing.T) {
	m := openedPacked(t)
	answer := m.verify()()
	old := m.env.Snap
	if _, err := m.store.Do("settle", func(s *model.Snapshot) (model.Batch, error) {
		e := model.NewEdit(s, m.store.Now())
		for r := range s.All(model.BlockerPrefix) {
			if err := e.Delete(r.Base().ID); err != nil {
				return model.Batch{}, err
			}
		}
		return e.Batch()
	}); err != nil {
		t.Fatal(err)
	}
	m.env.Snap = m.store.Snapshot()
	m.hears(answer)
	if m.env.Snap == old || m.facts.known || m.env.Cold {
		t.Errorf("facts %+v of another snapshot", m.facts)
	}
}

func TestOnceShown(t *testing.T) {
	m := openedPacked(t)
	shown := make(chan struct{})
	m.shown = shown
	done := make(chan tea.Msg)
	cmd := m.onceShown(func() tea.Msg { return 7 })
	go func() { done <- cmd() }()
	select {
	case <-done: // too late on a machine that stood still
	default:
		close(shown)
		if got := <-done; got != 7 {
			t.Error(got)
		}
	}
	m.shown = make(chan struct{}) // a frame that never comes, as with a terminal that is gone
	if got := m.onceShown(func() tea.Msg { return 7 })(); got != 7 {
		t.Error("the work waits for ever")
	}
}

func TestBesideRaisesPanics(t *testing.T) {
	beside(func() {})()
	defer func() {
		if recover() != "lost" {
			t.Error("the panic is gone")
		}
	}()
	beside(func() { panic("lost") })()
}
