package browse

import (
	"testing"

	"tandem/model"
	"tandem/ui/chart"
)

// The chain of causes is lit, and only what is critical of it is drawn as critical: a task with float
// does not turn red for being looked at.
func TestChainIsLitNotCritical(t *testing.T) {
	d := planOf(t).goes("Pour")
	d.screen(118, 30)
	pour := d.task("Pour")
	d.edit(func(e *model.Edit) { // a long task beside it gives the chain float
		if err := model.Update(e, d.task("Mount").ID, func(x *model.Task) error {
			x.Links = nil
			x.Duration.N *= 200
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	})
	d.screen(118, 30)
	d.press("=")
	d.has(d.screen(118, 30), "Why "+pour.ID.String())
	sched := d.env.Snap.Schedule(pour.Project)
	lit, loose := 0, 0
	for x := range d.env.Snap.TasksOf(pour.Project) {
		dates, _ := sched.Of(x.ID)
		r := chart.Row{Critical: dates.Critical}
		if d.p.light(x.ID, &r, d.env); r.Critical != dates.Critical {
			t.Errorf("%s is drawn as critical: %t", x.Name, r.Critical)
		}
		if in := d.p.chain.step(x.ID) >= 0; r.Lit != in || r.Back == in {
			t.Errorf("%s in the chain: %t, lit %t, back %t", x.Name, in, r.Lit, r.Back)
		} else if in {
			if lit++; dates.TotalFloat > 0 {
				loose++
			}
		}
	}
	if lit < 2 || loose == 0 {
		t.Errorf("%d are lit, %d of them with float", lit, loose)
	}
}
