package ui_test

import (
	"testing"

	"tandem/model"
)

// A blocked task under which another one goes is held up as before: the number of the first line stays.
func TestBlockedSummaryStillCounts(t *testing.T) {
	d := start(t, 120, 36, true)
	s := d.store.Snapshot()
	was, held := s.BlockedTasks(), model.ID(0)
	for x := range model.Each[*model.Task](s, model.TaskPrefix) {
		if held == 0 && s.Blocked()[x.ID] != 0 && s.IsBlocked(x) && !s.Plan(x.Project).Summary(x.ID) {
			held = x.ID
		}
	}
	d.Press("1", ":").Type(held.String()).Press("enter", "esc", "/").Type(held.String()).Press("enter", "esc")
	d.Press("N").Type("Ask for the key").Press("enter", "esc").Has("Ask for the key")
	s = d.store.Snapshot()
	if x, _ := model.Find[*model.Task](s, held); !s.Plan(x.Project).Summary(held) {
		t.Fatalf("%s is no summary:\n%s", held, d.Screen())
	}
	if got := s.BlockedTasks(); got != was {
		t.Errorf("%d blocked tasks, %d before", got, was)
	}
}
