package ui

import (
	tea "charm.land/bubbletea/v2"

	"tandem/model/date"
	"tandem/ui/act"
	"tandem/ui/pane"
)

// Update implements tea.Model: it sorts messages into their lanes and does nothing itself.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmd := tea.Batch(m.take(msg), m.work())
	m.note()
	if need := m.needs(); need != nil {
		m.wanted = append(m.wanted, need)
	}
	if len(m.wanted) > 0 {
		cmd = tea.Batch(append(m.wanted, cmd)...)
		m.wanted = nil
	}
	return m, cmd
}

// work starts what the panes that show have to do off the event loop.
func (m *Model) work() tea.Cmd {
	var cmds []tea.Cmd
	for i := range m.sides {
		if e := m.sides[i].pane().Work(m.env); e != nil {
			cmds = append(cmds, m.do(e))
		}
	}
	return tea.Batch(cmds...)
}

func (m *Model) take(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg, tea.MouseClickMsg, tea.MouseWheelMsg:
		if m.busy {
			m.held = append(m.held, msg)
			return nil
		}
		return m.input(msg)
	case tea.MouseMotionMsg:
		return m.dragged(msg.Mouse(), false)
	case tea.MouseReleaseMsg:
		return tea.Batch(m.dragged(msg.Mouse(), true), m.dropped())
	case tea.WindowSizeMsg:
		m.w, m.h = msg.Width, msg.Height
	case tea.ResumeMsg:
		return tea.RequestBackgroundColor // it may have been changed from the shell
	case tea.BackgroundColorMsg:
		m.ground(msg.IsDark())
		return nil
	case unanswered:
		m.noGround()
		return nil
	case opened:
		return m.opened(msg)
	case look1:
		m.firstLook(msg.snap)
	case draftDue:
		return m.keepDraft()
	case remoteDone:
		return m.remoteDone(msg)
	case slow:
		m.slow = true
	case coming:
		m.comes(msg)
	case stored:
		return m.stored(msg)
	case minute:
		return m.newMinute()
	case counted:
		if msg.rev == m.env.Rev {
			m.facts = msg.facts
		}
	case toastOver:
		if msg.n == m.toast.n {
			m.toast.text = ""
		}
		return nil
	case jobStep, jobDone:
		return m.jobMsg(msg)
	case answered:
		return m.answered(msg)
	case reply:
		if msg.err != nil {
			return m.say(msg.err.Error(), true)
		}
		return m.do(msg.then())
	}
	return nil
}

// newMinute moves the clock on, unless it stands still in the past that is looked at.
func (m *Model) newMinute() tea.Cmd {
	if m.past != nil {
		return m.nextMinute()
	}
	m.env.Now = date.Of(m.opt.Now())
	m.env.Rev++
	m.sync()
	return tea.Batch(m.nextMinute(), m.count())
}

// input is the lane of what the person does.
func (m *Model) input(msg tea.Msg) tea.Cmd {
	m.later = nil // the place of the last run is not gone to under somebody's hands
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return tea.Batch(m.key(msg), m.draftSoon())
	case tea.PasteMsg:
		return tea.Batch(m.pasted(msg.Content), m.draftSoon())
	case tea.MouseClickMsg:
		return m.clicked(msg.Mouse())
	case tea.MouseWheelMsg:
		return m.wheeled(msg.Mouse())
	}
	return nil
}

// front is the pane that gets keys: the topmost overlay, else the place, else the side in focus.
func (m *Model) front() pane.Pane {
	if n := len(m.overlays); n > 0 {
		return m.overlays[n-1]
	}
	return m.behind()
}

func (m *Model) behind() pane.Pane {
	if p := m.pageOf(m.place); p != nil {
		return p
	}
	return m.sides[m.focus].pane()
}

// chain is the scopes in force, innermost first.
func (m *Model) chain() act.Chain {
	var c act.Chain
	if m.job != nil {
		c = append(c, act.ScopeOf("job"))
	}
	c = append(c, m.front().Scopes()...)
	if m.place != "home" && len(m.overlays) == 0 {
		c = append(c, act.ScopeOf("page"))
	}
	g := act.ScopeOf(act.Global)
	g.Enabled, g.Short = m.enabled, m.shortWord
	return m.frozen(append(c, g))
}

// run does an action: those of the whole program here, all others where their scope lives.
func (m *Model) run(res act.Result) tea.Cmd {
	switch res.Action {
	case "form.discard":
		return m.discard()
	case "form.find":
		return m.findField()
	}
	if res.Action == "app.show" {
		return m.showBy(res.Arg)
	}
	if f, ok := planCommands[res.Action]; ok {
		return f(m, res.Arg)
	}
	if f, ok := commands[res.Action]; ok && (res.Scope == act.Global || res.Scope == "page" || res.Action == "app.suspend" || res.Scope == "job") {
		return f(m)
	}
	return m.do(m.front().Handle(m.env, res))
}

// sync tells everything alive of a new snapshot, minute or theme.
func (m *Model) sync() {
	for i := range m.sides {
		m.sides[i].pane().Sync(m.env)
	}
	if p := m.pageOf(m.place); p != nil {
		p.Sync(m.env)
	}
	for _, o := range m.overlays {
		o.Sync(m.env)
	}
	m.follow(m.sides[m.focus].pane().Selected())
}
