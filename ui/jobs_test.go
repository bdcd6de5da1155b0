package ui

import (
	"context"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"tandem/ui/pane"
)

// TestCancelAJob shows the progress of long work, stops it by its key, and says that nothing
// was changed. A second job is refused meanwhile.
func TestCancelAJob(t *testing.T) {
	m, err := New(Options{Path: "x", Tick: func(time.Duration, func() tea.Msg) tea.Cmd { return nil }})
	if err != nil {
		t.Fatal(err)
	}
	m.slow = true
	m.Update(tea.WindowSizeMsg{Width: 100, Height: 30})
	job := pane.Job{Title: "Read a long plan", Run: func(ctx context.Context, progress func(done, total int64)) (pane.Effect, error) {
		progress(30, 100)
		<-ctx.Done()
		return nil, ctx.Err()
	}}
	work := m.startJob(job) // the tick is dropped, so this is the work itself
	m.job.done.Store(30)
	m.job.total.Store(100)
	m.Update(jobStep{m.job.n})
	screen := ansi.Strip(m.View().Content)
	if !strings.Contains(screen, "Read a long plan") || !strings.Contains(screen, "30") || !strings.Contains(screen, "100") {
		t.Errorf("no progress:\n%s", screen)
	}
	if m.startJob(job); !strings.Contains(m.toast.text, "Wait for") {
		t.Errorf("a second job: %q", m.toast.text)
	}
	m.Update(tea.KeyPressMsg{Code: tea.KeyEscape})
	m.Update(work())
	if m.job != nil || !strings.Contains(m.toast.text, "Cancelled: Read a long plan") {
		t.Errorf("after esc: job %v, toast %q", m.job, m.toast.text)
	}
}
