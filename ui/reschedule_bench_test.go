package ui_test

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"tandem/model"
	"tandem/model/date"
	"tandem/store"
	"tandem/ui"
	"tandem/ui/uitest"
)

// planOf puts a project of so many tasks into a workspace: a summary for every ten, two links a
// task, so that a change at the beginning moves nearly all of them.
func planOf(b testing.TB, st *store.Store, tasks int) {
	b.Helper()
	_, err := st.Do("a large plan", func(s *model.Snapshot) (model.Batch, error) {
		e := model.NewEdit(s, date.Of(clock))
		p := model.Kinds().Prefix(model.ProjectPrefix).New().(*model.Project)
		p.Name, p.Start = "A large plan", date.Of(clock)
		project := e.Put(model.ProjectPrefix, p)
		var sum model.ID
		ids := make([]model.ID, tasks)
		for i := range tasks {
			t := model.Kinds().Prefix(model.TaskPrefix).New().(*model.Task)
			t.Project, t.Order, t.Name = project, i+1, fmt.Sprintf("Task %d", i)
			if i%10 == 0 {
				ids[i] = e.Put(model.TaskPrefix, t)
				sum = ids[i]
				continue
			}
			t.Parent, t.Duration = sum, date.Span{N: int64(1+i%3) * 8 * 3600, Unit: date.Days}
			for _, back := range []int{1, 17} {
				if i-back > 0 && (i-back)%10 != 0 {
					t.Links = append(t.Links, model.TaskLink{Predecessor: ids[i-back], Type: model.FS})
				}
			}
			ids[i] = e.Put(model.TaskPrefix, t)
		}
		return e.Batch()
	})
	if err != nil {
		b.Fatal(err)
	}
}

// BenchmarkReschedule is from the key that ends an edit of one task's duration to the frame that
// shows the plan with its new dates and floats: the edit made durable, the plan scheduled anew, the
// chart drawn. At most 33 ms for 10,000 tasks is what is asked.
func BenchmarkReschedule(b *testing.B) {
	for _, tasks := range []int{1_000, 10_000} {
		b.Run(fmt.Sprintf("%d", tasks), func(b *testing.B) {
			path := filepath.Join(b.TempDir(), "t.db")
			st := open(b, path)
			b.Cleanup(func() { _ = st.Close() })
			planOf(b, st, tasks)
			m, err := ui.New(ui.Options{Open: func([]string) (*store.Store, error) { return st, nil }, Path: path, Now: func() time.Time { return clock }, Tick: noTick})
			if err != nil {
				b.Fatal(err)
			}
			d := uitest.New(b, m, 160, 50)
			d.Press("1", "z", "l", "down", "down").Has("Task 1", "float")
			at, steps := time.Duration(0), 0
			for b.Loop() {
				b.StopTimer()
				days := 2 + steps%20
				d.Press(":").Type(fmt.Sprintf("set duration=%dd", days))
				was := d.Raw()
				b.StartTimer()
				from := time.Now()
				d.Press("enter")
				now := d.Raw()
				at += time.Since(from)
				if steps++; now == was {
					b.Fatal("nothing moved")
				}
			}
			b.ReportMetric(float64(at.Microseconds())/1000/float64(steps), "key-to-frame-ms")
		})
	}
}
