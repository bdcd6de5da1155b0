package ui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"tandem/ui/dialog"
	"tandem/ui/pane"
)

// A step is taken back without a question: the key that makes it again stands beside. Only where somebody
// can hardly mean it the program asks first: the step is large, and it was made by an earlier run or by
// another process, so that nothing on the screen has told of it.

// largeStep is how many records a step touches at most to be taken back without a question.
const largeStep = 20

// ownSteps are the numbers in the journal of the steps of this run.
type ownSteps map[uint64]bool

// add notes a step of this run.
func (o *ownSteps) add(seq uint64) {
	if *o == nil {
		*o = ownSteps{}
	}
	(*o)[seq] = true
}

// askUndo is the question before the next step is taken back, nil where none is needed. The key of undo
// does not answer it: who takes back several steps in a row is stopped here.
func (m *Model) askUndo() pane.Effect {
	step, ok := m.store.NextUndo()
	if !ok || step.Records <= largeStep || m.own[step.Seq] {
		return nil
	}
	return pane.Open{Overlay: dialog.Choose("Undo a step of an earlier run?", []string{
		fmt.Sprintf("%s: %d records, %s.", step.Label, step.Records, step.At.In(m.env.Ctx().Loc).Format("Mon 2 Jan 2006 15:04")),
		"It was not made since the program was started. " + m.keyOf("app.redo") + " brings it again.",
	}, []dialog.Choice{
		{Title: "Keep it"},
		{Key: "t", Title: "Take it back", Effect: func() pane.Effect { return pane.Run(m.takeBack) }},
	})}
}

// undoAsking takes the last change back, or asks before.
func (m *Model) undoAsking() tea.Cmd {
	if m.store == nil {
		return nil
	}
	if ask := m.askUndo(); ask != nil {
		return m.do(ask)
	}
	return m.undo(false)
}

// takeBack undoes the next step, whatever it is.
func (m *Model) takeBack() pane.Effect {
	m.wanted = append(m.wanted, m.undo(false))
	return nil
}
