package transfer_test

import (
	"bytes"
	"cmp"
	"context"
	"slices"
	"strings"
	"testing"

	"tandem/model"
	"tandem/store/transfer"
)

// What is said to be done of a task goes out as the work its people have done too: Project takes their work for
// true, and would open a finished task as not begun.
func TestDoneGoesOutAsWork(t *testing.T) {
	x := newScene(t, "aspose_Software_Development_Plan")
	before := written(t, x.s, x.p.ID)
	for _, c := range []struct {
		percent string
		want    []string
	}{
		{"100", []string{"/PercentWorkComplete[1]: 0 -> 100", "/RemainingWork[1]: PT4H0M0S -> PT0H0M0S", "/ActualWork[1]"}},
		{"25", []string{"/PercentWorkComplete[1]: 0 -> 25", "/RemainingWork[1]: PT4H0M0S -> PT3H0M0S", "/ActualWork[1]"}},
	} {
		s := asTyped(t, x.s, func(e *model.Edit) error {
			for _, task := range x.tasks {
				if len(task.Assignments) > 0 && task.Done == 0 {
					return e.Set(task.ID, "percent", c.percent)
				}
			}
			return nil
		})
		said := strings.Join(differences(t, before, written(t, s, x.p.ID)), "\n")
		for _, of := range []string{"/Task#", "/Assignment#"} {
			lines := ""
			for line := range strings.Lines(said) {
				if strings.Contains(line, of) {
					lines += line
				}
			}
			for _, w := range c.want {
				if !strings.Contains(lines, w) {
					t.Errorf("%s%%: %s%s is not in\n%s", c.percent, of, w, lines)
				}
			}
		}
	}
}

// Interrupted work goes out as Project has it: what is done up to Stop, the rest from Resume on.
func TestInterruptedGoesOut(t *testing.T) {
	x := newScene(t, "aspose_Software_Development_Plan")
	before := written(t, x.s, x.p.ID)
	s := asTyped(t, x.s, func(e *model.Edit) error {
		for _, task := range inOrder(x.tasks) {
			if len(task.Assignments) > 0 && task.Done == 0 && task.Duration.N >= 16*3600 {
				if err := e.Set(task.ID, "percent", "50"); err != nil {
					return err
				}
				return e.Set(task.ID, "resume", "2013-03-04 08:00")
			}
		}
		return nil
	})
	said := strings.Join(differences(t, before, written(t, s, x.p.ID)), "\n")
	for _, w := range []string{"/Stop[1]", "/Resume[1]", "2013-03-04T08:00:00"} {
		if !strings.Contains(said, w) {
			t.Errorf("%s is not in\n%s", w, said)
		}
	}
}

// And it comes back: the time from which the rest is done is no guess from Stop and Resume, which Project writes
// for all work under way.
func TestInterruptedComesBack(t *testing.T) {
	x := newScene(t, "aspose_Software_Development_Plan")
	var id model.ID
	s := asTyped(t, x.s, func(e *model.Edit) error {
		for _, task := range inOrder(x.tasks) {
			if len(task.Assignments) > 0 && task.Done == 0 && task.Duration.N >= 16*3600 {
				id = task.ID
				if err := e.Set(id, "percent", "50"); err != nil {
					return err
				}
				return e.Set(id, "resume", "2013-03-04 08:00")
			}
		}
		return nil
	})
	was, _ := model.Find[*model.Task](s, id)
	res, err := transfer.Import(context.Background(), workspace(t), now, "again.xml", bytes.NewReader(written(t, s, x.p.ID)), transfer.Options{})
	if err != nil || was.Resume == 0 {
		t.Fatal(err, was.Resume)
	}
	for _, c := range res.Batch.Changes {
		if is, ok := c.After.(*model.Task); ok && is.ExternalID == was.ExternalID && (is.Resume != was.Resume || is.Finish != was.Finish) {
			t.Errorf("goes on %v, ends %v; was %v, %v", is.Resume.In(nil), is.Finish.In(nil), was.Resume.In(nil), was.Finish.In(nil))
		}
	}
}

// inOrder are the tasks by their references, the same in every run.
func inOrder(list []*model.Task) []*model.Task {
	return slices.SortedFunc(slices.Values(list), func(a, b *model.Task) int { return cmp.Compare(a.ID, b.ID) })
}
