package model_test

import (
	"testing"

	"tandem/model"
)

// TestOneSlipOfAProject: the line over a plan tells the slip against its baseline in the whole days of the status
// report, a begun day whole.
func TestOneSlipOfAProject(t *testing.T) {
	for _, c := range []struct {
		name string
		by   float64 // days that the last task takes longer than in the baseline
		want string
		bad  bool
	}{{"as it was", 0, "0 d", false}, {"two days and a half", 2.5, "+3 d", true}, {"an hour", .125, "+1 d", true}, {"a day earlier", -1, "-1 d", false}} {
		p := newPlanner(t)
		id := p.task("Move in", 4)
		d, _ := p.schedule().Of(id)
		p.edit(func(e *model.Edit) {
			b := model.Kinds().Prefix(model.BaselinePrefix).New().(*model.Baseline)
			b.Project, b.Number, b.Name, b.Taken, b.Finish = p.project, 1, "First", march(1, 0, 0), d.Finish
			e.Put(model.BaselinePrefix, b)
		})
		p.edit(func(e *model.Edit) {
			_ = model.Update(e, id, func(x *model.Task) error { x.Duration.N += int64(c.by * 8 * 3600); return nil })
		})
		ctx := p.ctx(march(1, 0, 0))
		got := ctx.Measures(p.project)
		x, _ := model.Find[*model.Project](p.snap, p.project)
		if len(got) == 0 || got[0].Name != "baseline" || got[0].Value != c.want || got[0].Bad != c.bad {
			t.Errorf("%s: %+v, want %s %v (%d days late)", c.name, got, c.want, c.bad, ctx.DaysLate(x, d.Finish, p.schedule().Finish))
		}
	}
}
