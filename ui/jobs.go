package ui

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"tandem/ui/layout"
	"tandem/ui/pane"
)

// job is the one long piece of work under way. It runs off the event loop; the loop looks at
// its progress ten times a second and only while it runs.
type job struct {
	n      int
	title  string
	cancel context.CancelFunc
	start  time.Time
	done   atomic.Int64
	total  atomic.Int64
	end    bool // asked to stop
}

type (
	jobStep struct{ n int }
	jobDone struct {
		n      int
		effect pane.Effect
		err    error
	}
)

var jobCount int // of this program, for telling stale messages; touched on the event loop only

// startJob starts long work; one at a time.
func (m *Model) startJob(j pane.Job) tea.Cmd {
	if m.job != nil {
		return m.say("Wait for "+m.job.title+" to end, or cancel it with esc.", true)
	}
	ctx, cancel := context.WithCancel(context.Background())
	jobCount++
	m.job = &job{n: jobCount, title: j.Title, cancel: cancel, start: m.opt.Now()}
	m.disp.Reset()
	jb := m.job
	work := func() tea.Msg {
		effect, err := j.Run(ctx, func(done, total int64) {
			jb.done.Store(done)
			jb.total.Store(total)
		})
		cancel()
		return jobDone{jb.n, effect, err}
	}
	return tea.Batch(work, m.jobStep())
}

// jobStep looks at the job again in a moment.
func (m *Model) jobStep() tea.Cmd {
	n := m.job.n
	return m.opt.Tick(100*time.Millisecond, func() tea.Msg { return jobStep{n} })
}

func (m *Model) jobMsg(msg tea.Msg) tea.Cmd {
	if m.job == nil {
		return nil
	}
	switch msg := msg.(type) {
	case jobStep:
		if msg.n == m.job.n {
			return m.jobStep()
		}
	case jobDone:
		if msg.n != m.job.n {
			return nil
		}
		title := m.job.title
		m.job = nil
		switch {
		case errors.Is(msg.err, context.Canceled):
			return m.say("Cancelled: "+title+". Nothing was changed.", false)
		case msg.err != nil:
			return m.say(msg.err.Error(), true)
		}
		return m.do(msg.effect)
	}
	return nil
}

func (m *Model) cancelJob() tea.Cmd {
	if m.job != nil {
		m.job.end = true
		m.job.cancel()
	}
	return nil
}

// drawJob lays the progress over the screen once the work has taken a moment.
func (m *Model) drawJob(lines []string) []string {
	th := m.env.Theme
	w := min(60, m.w-2)
	in := w - 4
	done, total := m.job.done.Load(), m.job.total.Load()
	bar := strings.Repeat(th.Glyphs.BarEmpty, in)
	note := "working"
	if total > 0 {
		full := int(int64(in) * min(done, total) / total)
		bar = th.BarFull.Render(strings.Repeat(th.Glyphs.BarFull, full)) + th.BarEmpty.Render(strings.Repeat(th.Glyphs.BarEmpty, in-full))
		note = fmt.Sprintf("%d of %d", done, total)
	}
	if m.job.end {
		note = "stopping"
	}
	body := []string{"", " " + bar, " " + th.Dim.Render(note+"   esc cancels"), ""}
	box := layout.Rect{Y: 1, W: m.w, H: m.h - 2}.Center(w, 6)
	return layout.Overlay(lines, layout.Frame(box, m.job.title, "", body, th.BorderFocus, th.Title, th.ASCII), box.X, box.Y)
}
