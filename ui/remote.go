package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"tandem/ui/pane"
)

// remoteDone says that a command of another process changed the workspace.
type remoteDone struct{ args []string }

// serve lets the command line work on the workspace that is open here. It begins after the
// store is there, off the event loop; without it a command finds the file locked and says so.
func (m *Model) serve() tea.Cmd {
	if m.opt.Serve == nil || m.send == nil {
		return nil
	}
	st, send := m.store, m.send
	return func() tea.Msg {
		stop, err := m.opt.Serve(st, func(args []string) { send(remoteDone{args}) })
		if err != nil {
			return nil
		}
		return reply{then: func() pane.Effect { m.stopServing = stop; return nil }}
	}
}

// remoteDone shows what the command has changed and says where it came from.
func (m *Model) remoteDone(msg remoteDone) tea.Cmd {
	if m.store == nil {
		return nil
	}
	m.adopt()
	words := strings.Join(msg.args, " ")
	if len(words) > 60 {
		words = words[:60]
	}
	return m.say("From the command line: tandem "+strings.ToValidUTF8(words, ""), false)
}
