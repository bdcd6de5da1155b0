package transfer_test

import (
	"context"
	"fmt"
	"io"
	"testing"

	"tandem/model"
	"tandem/model/date"
	"tandem/store/transfer"
)

// largePlan is a workspace with a plan of so many tasks, ten to a summary, that came from no file.
func largePlan(t testing.TB, tasks int) *model.Snapshot {
	return edited(t, workspace(t), func(e *model.Edit) error {
		p := model.Kinds().Prefix("P").New().(*model.Project)
		p.Name, p.Start, p.Currency = "Large", date.YMD(2026, 11, 2).At(8, 0, nil), "EUR"
		project := e.Put("P", p)
		var sum, last model.ID
		for i := range tasks {
			x := model.Kinds().Prefix("T").New().(*model.Task)
			x.Project, x.Order, x.Name, x.Notes = project, i+1, fmt.Sprintf("Task %d", i), "What is to be done, and by whom."
			if i%10 == 0 {
				sum = e.Put("T", x)
				continue
			}
			x.Parent = sum
			if last != 0 {
				x.Links = []model.TaskLink{{Predecessor: last, Type: model.FS}}
			}
			last = e.Put("T", x)
		}
		return nil
	})
}

// BenchmarkWritePlan writes a plan of 10,000 tasks: one that was made here, one that came from a
// file and is as it was, and one of which a task was edited.
func BenchmarkWritePlan(b *testing.B) {
	made := largePlan(b, 10_000)
	raw := written(b, made, onlyProject(b, made).ID)
	_, came := taken(b, workspace(b), "large.xml", raw)
	touched := edited(b, came, func(e *model.Edit) error {
		return model.Update(e, taskNamed(b, came, "Task 5001").Parent, func(t *model.Task) error { t.Notes = "x"; return nil })
	})
	w, err := transfer.WriterNamed("mspdi")
	if err != nil {
		b.Fatal(err)
	}
	for name, s := range map[string]*model.Snapshot{"made": made, "came": came, "edited": touched} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(raw)))
			for b.Loop() {
				if err := w.Write(context.Background(), s, now, transfer.Selection{Project: onlyProject(b, s).ID}, io.Discard); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
