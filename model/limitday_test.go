package model_test

import (
	"testing"

	"tandem/model"
)

// A day typed for a constraint is all of that day: limits on the start mean its opening, those on the
// finish its closing, whichever of the two is typed first. A time of day is taken as written.
func TestDayOfAConstraint(t *testing.T) {
	type set [2]string
	for _, c := range []struct {
		name          string
		sets          []set
		want          string
		start, finish string
	}{
		{"start no earlier", []set{{"constraint", "SNET"}, {"constraint_date", "2026-03-12"}}, "2026-03-12T08:00:00Z", "2026-03-12T08:00:00Z", "2026-03-13T17:00:00Z"},
		{"must start", []set{{"constraint", "MSO"}, {"constraint_date", "2026-03-12"}}, "2026-03-12T08:00:00Z", "2026-03-12T08:00:00Z", "2026-03-13T17:00:00Z"},
		{"finish no earlier", []set{{"constraint", "FNET"}, {"constraint_date", "2026-03-13"}}, "2026-03-13T17:00:00Z", "2026-03-12T08:00:00Z", "2026-03-13T17:00:00Z"},
		{"must finish", []set{{"constraint", "MFO"}, {"constraint_date", "2026-03-13"}}, "2026-03-13T17:00:00Z", "2026-03-12T08:00:00Z", "2026-03-13T17:00:00Z"},
		{"the date before the constraint", []set{{"constraint_date", "2026-03-13"}, {"constraint", "MFO"}}, "2026-03-13T17:00:00Z", "2026-03-12T08:00:00Z", "2026-03-13T17:00:00Z"},
		{"another constraint later", []set{{"constraint", "SNET"}, {"constraint_date", "2026-03-13"}, {"constraint", "FNET"}}, "2026-03-13T17:00:00Z", "2026-03-12T08:00:00Z", "2026-03-13T17:00:00Z"},
		{"and back", []set{{"constraint", "FNET"}, {"constraint_date", "2026-03-13"}, {"constraint", "SNET"}}, "2026-03-13T08:00:00Z", "2026-03-13T08:00:00Z", "2026-03-16T17:00:00Z"},
		{"a time of day", []set{{"constraint", "FNET"}, {"constraint_date", "2026-03-13 12:00"}}, "2026-03-13T12:00:00Z", "2026-03-11T13:00:00Z", "2026-03-13T12:00:00Z"},
		{"a time of day stays", []set{{"constraint", "SNET"}, {"constraint_date", "2026-03-11 13:00"}, {"constraint", "MSO"}}, "2026-03-11T13:00:00Z", "2026-03-11T13:00:00Z", "2026-03-13T12:00:00Z"},
		{"none", []set{{"constraint", "FNET"}, {"constraint_date", "2026-03-13"}, {"constraint", "ASAP"}, {"constraint_date", ""}}, "", "2026-03-02T08:00:00Z", "2026-03-03T17:00:00Z"},
	} {
		p := newPlanner(t)
		var id model.ID
		p.edit(func(e *model.Edit) { id = p.put(e, "A", 2) })
		k := model.Kinds().Of(id)
		if err := p.apply(func(e *model.Edit) error {
			return model.Update(e, id, func(x *model.Task) error {
				for _, s := range c.sets {
					if err := k.FindField(s[0]).Parse(e.Ctx.For(x), x, s[1]); err != nil {
						return err
					}
				}
				return nil
			})
		}); err != nil {
			t.Fatal(c.name, err)
		}
		x := p.get(id)
		ctx := p.ctx(march(1, 0, 0)).For(x)
		if got := k.FindField("constraint_date").Text(ctx, x); got != c.want {
			t.Errorf("%s: the date is %q, want %q", c.name, got, c.want)
		}
		d, _ := p.schedule().Of(id)
		if s, f := d.Start.RFC3339(ctx.Loc), d.Finish.RFC3339(ctx.Loc); s != c.start || f != c.finish {
			t.Errorf("%s: %s to %s, want %s to %s", c.name, s, f, c.start, c.finish)
		}
	}
}

// A status date typed as a day takes in the work of that day, as in Microsoft Project: what is put off goes on
// the day after.
func TestStatusDayTakesInTheDay(t *testing.T) {
	p := newPlanner(t)
	a := p.task("A", 2)
	p.settle()
	if err := p.apply(func(e *model.Edit) error { return e.Set(p.project, "status_date", "2026-03-04") }); err != nil {
		t.Fatal(err)
	}
	x, _ := model.Find[*model.Project](p.snap, p.project)
	if x.StatusDate != march(4, 17, 0) {
		t.Errorf("the status date is %v", x.StatusDate.In(nil))
	}
	if err := p.apply(func(e *model.Edit) error {
		_, err := model.PutOffWork(e, p.project, []model.ID{a}, e.Ctx.PutOffFrom(x))
		return err
	}); err != nil {
		t.Fatal(err)
	}
	p.stored(a, "Thu 5 > Fri 6")
}
