package ui

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"tandem/model"
	"tandem/model/date"
	"tandem/store"
	"tandem/ui/pane"
)

// A large edit shows where it leads while it is written, and says that it is being saved; where the
// disk refuses it the screen goes back to what is there.
func TestLargeEditShowsWhileSaved(t *testing.T) {
	now := time.Date(2026, 7, 16, 9, 0, 0, 0, time.UTC)
	path := filepath.Join(t.TempDir(), "t.db")
	st, err := store.Open(store.Options{Path: path, Now: func() time.Time { return now }, NoBackup: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	name := func(e *model.Edit, id model.ID, name string) model.ID {
		p := model.Kinds().Prefix(model.ProjectPrefix).New().(*model.Project)
		p.Name = name
		p.ID = id
		return e.Put(model.ProjectPrefix, p)
	}
	var id model.ID
	if _, err := st.Do("first", func(s *model.Snapshot) (model.Batch, error) {
		e := model.NewEdit(s, date.Of(now))
		id = name(e, 0, "Harbour crane")
		return e.Batch()
	}); err != nil {
		t.Fatal(err)
	}
	m, err := New(Options{Path: path, Now: func() time.Time { return now }, Tick: func(time.Duration, func() tea.Msg) tea.Cmd { return nil }})
	if err != nil {
		t.Fatal(err)
	}
	var model1 tea.Model = m
	send := func(msg tea.Msg) { model1, _ = model1.Update(msg) }
	send(tea.WindowSizeMsg{Width: 120, Height: 36})
	send(opened{store: st})
	has := func(when string, want, lacks []string) {
		t.Helper()
		view := model1.View().Content
		for _, s := range want {
			if !strings.Contains(view, s) {
				t.Errorf("%s: no %q on the screen:\n%s", when, s, view)
			}
		}
		for _, s := range lacks {
			if strings.Contains(view, s) {
				t.Errorf("%s: %q is on the screen:\n%s", when, s, view)
			}
		}
	}
	e := model.NewEdit(st.Snapshot(), date.Of(now))
	if err := model.Update(e, id, func(p *model.Project) error { p.Name = "Quay wall"; return nil }); err != nil {
		t.Fatal(err)
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	next := st.Snapshot().With(b.Changes)

	send(coming{next, m.edits})
	has("an edit nobody waits for", []string{"Harbour crane"}, []string{"Quay wall", "saving"})
	m.busy = true
	m.edits++
	send(coming{next, m.edits - 1})
	has("a former edit", []string{"Harbour crane"}, []string{"Quay wall"})
	send(coming{next, m.edits})
	has("being written", []string{"Quay wall", "saving"}, []string{"Harbour crane", "saved"})
	send(stored{edit: pane.Edit{Label: "Rename"}, err: errors.New("the disk is full")})
	has("refused", []string{"Harbour crane", "the disk is full"}, []string{"Quay wall", "saving"})
	send(coming{next, m.edits})
	has("told too late", []string{"Harbour crane"}, []string{"Quay wall"})
}
