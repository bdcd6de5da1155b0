package ui_test

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"tandem/store"
	"tandem/ui"
	"tandem/ui/uitest"
)

// Undo and redo of an edit that moves a thousand tasks show where they lead before they are saved, as
// the edit itself does; the frame says "saving" meanwhile.
func TestUndoShowsWhileSaved(t *testing.T) {
	path := filepath.Join(t.TempDir(), "t.db")
	st := open(t, path)
	t.Cleanup(func() { _ = st.Close() })
	planOf(t, st, 1_000)
	m, err := ui.New(ui.Options{Open: func([]string) (*store.Store, error) { return st, nil }, Path: path, Now: func() time.Time { return clock }, Tick: noTick})
	if err != nil {
		t.Fatal(err)
	}
	d := uitest.New(t, m, 160, 50)
	d.Press("1", "z", "l", "down", "down").Has("Task 1", "float")
	d.Press(":").Type("set duration=9d").Press("enter")
	d.Has("saved")
	l := &loop{model: m, msgs: make(chan tea.Msg, 64)}
	m.SendBy(func(msg tea.Msg) { l.msgs <- msg })
	for _, key := range []rune{'u', 'U'} {
		was, _ := l.body()
		l.take(tea.KeyPressMsg{Code: key, Text: string(key)})
		var saving []string // what each frame until it is saved says of it, where the plan is another
		for saved := false; !saved; {
			select {
			case msg := <-l.msgs:
				l.take(msg)
			case <-time.After(20 * time.Second):
				t.Fatalf("%c: never saved:\n%s", key, l.model.View().Content)
			}
			now, _ := l.body()
			all := l.model.View().Content
			if now != was && strings.Contains(all, "saving") {
				saving = append(saving, now)
			}
			saved = strings.Contains(all, "Undone") && key == 'u' || strings.Contains(all, "Redone") && key == 'U'
		}
		if len(saving) == 0 {
			t.Errorf("%c: nothing was shown before it was saved", key)
		}
	}
}
