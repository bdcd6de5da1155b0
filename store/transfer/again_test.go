package transfer_test

import (
	"testing"

	"tandem/model"
	"tandem/store/transfer"
)

// TestEmptyCellsAgain: an empty cell leaves a new record its usual value, and the same row another time
// does so too; what somebody emptied in the file is emptied here.
func TestEmptyCellsAgain(t *testing.T) {
	const head = "Name,Tier,Health target,Notes,Value\n"
	opt := transfer.Options{As: "account", Table: transfer.TableOptions{Set: []transfer.Pair{{Name: "notes", Value: "from the fair"}}}}
	_, s := takeCSV(t, workspace(t), "c.csv", head+"West,,,,7\nEast,key,60,,8\n", opt)
	again, s := takeCSV(t, s, "c.csv", head+"West,,,,7\nEast,key,60,,8\n", opt)
	if len(again.Batch.Changes) != 0 {
		t.Errorf("again: %+v", again.Changes)
	}
	west := named[*model.Account](t, s, "A", "West")
	if west.Tier != "standard" || west.Notes != "from the fair" {
		t.Errorf("%+v", west)
	}
	res, s := takeCSV(t, s, "c.csv", head+"West,,,,\nEast,,,,8\n", opt)
	if east := named[*model.Account](t, s, "A", "East"); east.Tier != "" || len(res.Batch.Changes) == 0 {
		t.Errorf("not emptied: %+v", east)
	}
	if again, _ := takeCSV(t, s, "c.csv", head+"West,,,,\nEast,,,,8\n", opt); len(again.Batch.Changes) != 0 {
		t.Errorf("emptied again: %+v", again.Changes)
	}
}

// TestFileOfOneProject: tasks without a project come into one that is called like the file, counted once, be
// the name of the file that of a reference.
func TestFileOfOneProject(t *testing.T) {
	for _, file := range []string{"tasks.csv", "a1.csv", "T-7.csv", "p2 2026-05-01.csv"} {
		res, s := takeCSV(t, workspace(t), file, "Task,Project\nA,\nB,\nC,West\nD,West\nE,\n", transfer.Options{As: "task"})
		if n := counted(res, "project"); n.Read != 2 || n.Added != 2 || s.Count("P") != 2 || s.Count("T") != 5 {
			t.Errorf("%s: %+v, %d projects: %+v", file, n, s.Count("P"), res.Problems)
		}
		again, _ := takeCSV(t, s, file, "Task,Project\nA,\nB,\nC,West\nD,West\nE,\n", transfer.Options{As: "task"})
		if n := counted(again, "project"); n.Unchanged != n.Read || len(again.Batch.Changes) > 0 {
			t.Errorf("%s again: %+v", file, n)
		}
	}
}
