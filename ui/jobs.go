package ui

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"tandem/ui/act"
	"tandem/ui/dialog"
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
	view   *dialog.ProgressView
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
	m.job.view = dialog.Progress(j.Title, "", func() pane.Effect {
		cancel()
		return nil
	})
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
			m.job.view.Set(m.job.done.Load(), m.job.total.Load(), m.opt.Now().Sub(m.job.start))
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
	if m.job == nil {
		return nil
	}
	return m.do(m.job.view.Handle(m.env, act.Result{Kind: act.Run, Action: "job.cancel", Scope: "job"}))
}

// drawJob lays the progress over the screen.
func (m *Model) drawJob(lines []string) []string {
	th, v := m.env.Theme, m.job.view
	box := m.overlayRect(v)
	in := layout.Inner(box)
	body := v.Draw(m.env, in.W, in.H, true)
	return layout.Overlay(lines, layout.Frame(box, layout.Clean(v.Title(m.env)), "", body, th.BorderFocus, th.Title, th.ASCII), box.X, box.Y)
}
