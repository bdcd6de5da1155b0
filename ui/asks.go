package ui

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"tandem/ui/pane"
)

// ask is the newest question of an owner; its answer alone counts.
type ask struct {
	n      int
	cancel context.CancelFunc
}

// answered brings an answer back to the event loop.
type answered struct {
	owner  any
	n      int
	effect pane.Effect
	err    error
}

// ask starts short work off the event loop and cancels what its owner asked before.
func (m *Model) ask(e pane.Ask) tea.Cmd {
	if m.asks == nil {
		m.asks = map[any]ask{}
	}
	old, ok := m.asks[e.Owner]
	if ok {
		old.cancel()
	}
	ctx, cancel := context.WithCancel(context.Background())
	m.asked++
	n := m.asked
	m.asks[e.Owner] = ask{n, cancel}
	return func() tea.Msg {
		effect, err := e.Run(ctx)
		return answered{e.Owner, n, effect, err}
	}
}

// answered does what an answer says, unless a newer question is under way.
func (m *Model) answered(msg answered) tea.Cmd {
	now, ok := m.asks[msg.owner]
	if !ok || now.n != msg.n {
		return nil
	}
	now.cancel()
	delete(m.asks, msg.owner)
	switch {
	case errors.Is(msg.err, context.Canceled):
		return nil
	case msg.err != nil:
		return m.say(msg.err.Error(), true)
	}
	return m.do(msg.effect)
}
