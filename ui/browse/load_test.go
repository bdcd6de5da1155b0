package browse

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"tandem/model"
	"tandem/ui/act"
	"tandem/ui/dialog"
	"tandem/ui/pane"
)

// TestLoadInTheList: the list of people says how much the plans ask of each, what is too much is red, and the
// equals sign names the days of the peak and its tasks.
func TestLoadInTheList(t *testing.T) {
	d := newDriver(t, model.PersonPrefix)
	c, most := d.env.Ctx(), (*model.Person)(nil)
	f := d.env.Snap.Schema().Prefix(model.PersonPrefix).Field("load")
	hot, calm := 0, 0
	for p := range model.Each[*model.Person](d.env.Snap, model.PersonPrefix) {
		l := c.Load(p)
		over := l != nil && l.Peak > 100
		if l == nil {
			continue
		}
		if over {
			hot, most = hot+1, p
		} else {
			calm++
		}
		if got := moodOf(c, p).cell(d.env.Theme, f, c, p) == d.env.Theme.Hot; got != over {
			t.Errorf("%s at %d%% is red: %v", p.Name, l.Peak, got)
		}
	}
	if hot == 0 || calm == 0 {
		t.Fatalf("%d people have too much to do, %d have not", hot, calm)
	}
	l := c.Load(most)
	screen := strings.Join(d.p.Draw(d.env, 120, 36, true), "\n")
	d.has(ansi.Strip(screen), "load", most.Name, fmt.Sprintf("%d%%", l.Peak))
	d.do(Why(d.env, most.ID))
	why := ansi.Strip(strings.Join(d.opens.Draw(d.env, 110, 24, true), "\n"))
	d.has(why, fmt.Sprintf("Load %d%%: what the plans ask of the capacity on the worst days", l.Peak))
	tasks := c.LoadTasks(most)
	if len(tasks) < 2 {
		t.Fatalf("%s has %d tasks at the peak", most.Name, len(tasks))
	}
	for _, x := range tasks {
		d.has(why, fmt.Sprintf("%d%%  %s", x.Percent, x.Task))
	}
	q, ok := d.opens.(*dialog.Question)
	if !ok {
		t.Fatalf("%T", d.opens)
	}
	q.Handle(d.env, act.Result{Action: "move.down"})
	list, _ := q.Handle(d.env, act.Result{Action: "dialog.ok"}).(pane.Effects)
	if len(list) != 2 || list[1] != pane.Record(tasks[1].Task) {
		t.Errorf("the second row opens %+v, not %s", list, tasks[1].Task)
	}
}
