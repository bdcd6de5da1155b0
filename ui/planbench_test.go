package ui_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"tandem/model"
	"tandem/model/date"
	"tandem/store"
	"tandem/ui"
	"tandem/ui/uitest"
)

// largePlan is the program zoomed in on a plan of so many tasks: a summary for every ten, each task
// after the one before and one of the summary before, its dates stored.
func largePlan(t testing.TB, tasks int) (*uitest.Driver, *ui.Model, *store.Store) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "t.db")
	st := open(t, path)
	t.Cleanup(func() { _ = st.Close() })
	var project model.ID
	_, err := st.Do("fill", func(s *model.Snapshot) (model.Batch, error) {
		e := model.NewEdit(s, date.Of(clock))
		p := s.Schema().Prefix(model.ProjectPrefix).New().(*model.Project)
		p.Name, p.Start = "Tunnel", date.Of(clock)
		project = e.Put(model.ProjectPrefix, p)
		var ids []model.ID
		var sum model.ID
		for i := range tasks {
			x := s.Schema().Prefix(model.TaskPrefix).New().(*model.Task)
			x.Name, x.Project, x.Order, x.Duration.N = fmt.Sprintf("Section %d of the tunnel", i), project, i, int64(1+i%3)*8*3600
			if i%10 != 0 {
				x.Parent = sum
				for _, back := range []int{1, 17} {
					if i-back >= 0 && (i-back)%10 != 0 && (back == 1 || i%100 > 20) {
						x.Links = append(x.Links, model.TaskLink{Predecessor: ids[i-back], Type: model.FS})
					}
				}
			}
			id := e.Put(model.TaskPrefix, x)
			if ids = append(ids, id); i%10 == 0 {
				sum = id
			}
		}
		return e.Settled()
	})
	if err != nil {
		t.Fatal(err)
	}
	m, err := ui.New(ui.Options{Open: func([]string) (*store.Store, error) { return st, nil }, Path: path, Now: func() time.Time { return clock }, Tick: noTick})
	if err != nil {
		t.Fatal(err)
	}
	d := uitest.New(t, m, 200, 50)
	d.Press("z").Has("Tunnel", "float")
	return d, m, st
}

// cpuTime is what the process has used so far: on a machine that others use too it says more than
// the clock.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkPlanEdit is the time from a key that changes a plan of 10,000 tasks to the frame with
// the new dates on it, all of it: the edit, the schedule, the transaction on the disk, the list and
// the chart. 33 ms is the bound where what moves is a few hundred tasks.
func BenchmarkPlanEdit(b *testing.B) {
	for _, c := range []struct {
		name string
		row  int
		keys [2]string // one takes back what the other did
	}{{"indent", 5006, [2]string{">", "<"}}, {"move", 5006, [2]string{"J", "K"}}, {"longer", 9006, [2]string{"W + enter", "W - enter"}},
		{"longer, at the top", 2, [2]string{"W + enter", "W - enter"}}} {
		b.Run(c.name, func(b *testing.B) {
			d, m, _ := largePlan(b, 10_000)
			for range c.row {
				m.Update(tea.KeyPressMsg{Code: 'j', Text: "j"})
			}
			i := 0
			from := cpuTime()
			for b.Loop() {
				d.Press(strings.Fields(c.keys[i%2])...)
				m.View()
				i++
			}
			b.ReportMetric(float64((cpuTime()-from).Microseconds())/1000/float64(i), "cpu-ms/op")
		})
	}
}
