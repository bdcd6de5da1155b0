package report

import (
	"testing"

	"tandem/model"
)

// TestBlockedAgrees: the reports of all live projects, their boards and the first line count the same tasks.
func TestBlockedAgrees(t *testing.T) {
	s := lively(t)
	e := model.NewEdit(s, briefNow)
	n := 0
	for x := range model.Each[*model.Task](s, model.TaskPrefix) { // an accepted, a tagged and a hindered one
		if x.Complete() || s.Plan(x.Project).Summary(x.ID) || s.IsBlocked(x) {
			continue
		}
		switch n++; n {
		case 1:
			e.Put(model.BlockerPrefix, &model.Blocker{Title: "a", Severity: 3, About: x.ID, State: model.BlockerDoing, Signal: "late"})
		case 2:
			if err := model.Update(e, x.ID, func(t *model.Task) error { t.Tags = []string{"blocked"}; return nil }); err != nil {
				t.Fatal(err)
			}
		case 3:
			e.Put(model.BlockerPrefix, &model.Blocker{Title: "b", Severity: 3, Blocks: []model.ID{x.ID}, State: model.BlockerWaiting})
		}
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	was := s.BlockedTasks()
	s = s.With(b.Changes)
	told, boards := 0, 0
	for p := range model.Each[*model.Project](s, model.ProjectPrefix) {
		if !p.Phase.Live() {
			continue
		}
		st, err := Of(s.Ctx(briefNow), p.ID, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		told += st.Blocked
		for x := range s.TasksOf(p.ID) {
			if !s.Plan(p.ID).Summary(x.ID) && s.IsBlocked(x) {
				boards++
			}
		}
	}
	if first := s.BlockedTasks(); first != told || first != boards || first != was+2 || was == 0 {
		t.Errorf("the first line says %d (was %d), the reports %d, the boards %d", first, was, told, boards)
	}
}
