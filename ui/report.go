package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"tandem/model"
	"tandem/model/report"
	"tandem/ui/dialog"
	"tandem/ui/pane"
)

// onlyProject is the live project of an account, where it has just one.
func onlyProject(snap *model.Snapshot, account model.ID) model.ID {
	var only model.ID
	for p := range model.Each[*model.Project](snap, model.ProjectPrefix) {
		if p.Account == account && p.Phase.Live() {
			if only != 0 {
				return 0
			}
			only = p.ID
		}
	}
	return only
}

// statusReport gathers the report of the project at hand, off the event loop, for it is held
// against the workspace of the last one, and shows it before it is kept.
func (m *Model) statusReport() tea.Cmd {
	id := m.atHand(model.ProjectPrefix)
	if id == 0 || m.store == nil {
		return m.say("Go to a project, or to something that belongs to one.", true)
	}
	st, c := m.store, m.env.Ctx()
	return m.do(pane.Job{Title: "Status report", Run: func(context.Context, func(done, total int64)) (pane.Effect, error) {
		s, err := st.Status(c, id)
		if err != nil {
			return nil, err
		}
		return pane.Open{Overlay: dialog.Reader(s.Title(), s.Markdown(), "keeps it as sent", func(text string) pane.Effect { return keepReport(m.env, s, text) })}, nil
	}})
}

// keepReport stores a report as it was sent.
func keepReport(env pane.Env, s *report.Status, text string) pane.Effect {
	return pane.Change("Send the status of "+s.Project.Name, env.Now, func(e *model.Edit) error {
		_, err := s.Keep(e, text, nil, "")
		return err
	})
}
