package model_test

import (
	"fmt"
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/date"
)

// coded is a plan of six tasks whose codes are their numbers but for one: A (B, C), D (E coded X-7), F.
func coded(t *testing.T) (p *planner, id map[string]model.ID) {
	p, id = newPlanner(t), map[string]model.ID{}
	for _, x := range []struct{ name, up, code string }{{"A", "", "1"}, {"B", "A", "1.1"}, {"C", "A", "1.2"}, {"D", "", "2"}, {"E", "D", "X-7"}, {"F", "", "3"}} {
		id[x.name] = p.task(x.name, 2, func(t *model.Task) { t.Parent, t.WBS = id[x.up], x.code })
	}
	return p, id
}

// codes are the names and codes from top to bottom.
func (p *planner) codes() string {
	var out []string
	for t := range p.snap.TasksOf(p.project) {
		out = append(out, fmt.Sprintf("%s %s", t.Name, t.WBS))
	}
	return strings.Join(out, ", ")
}

// Codes that are plain numbers follow every edit of the outline in the same step (apply checks that
// taking it back gives the bytes of before); one of somebody's own stays.
func TestCodesFollowTheOutline(t *testing.T) {
	outline := func(f func(o *model.Outliner) error) func(*model.Edit, map[string]model.ID) error {
		return func(e *model.Edit, _ map[string]model.ID) error {
			o := model.NewOutliner(e)
			if err := f(o); err != nil {
				return err
			}
			return o.Save()
		}
	}
	_, id := coded(t)
	for _, c := range []struct {
		name string
		edit func(*model.Edit, map[string]model.ID) error
		want string
	}{
		{"add", outline(func(o *model.Outliner) error {
			_, err := o.Add(model.Place{Anchor: id["B"], Where: model.Below}, func(t *model.Task) { t.Name = "N" })
			return err
		}), "A 1, B 1.1, N 1.2, C 1.3, D 2, E X-7, F 3"},
		{"add with a code", outline(func(o *model.Outliner) error {
			_, err := o.Add(model.Place{Anchor: id["A"], Where: model.Above}, func(t *model.Task) { t.Name, t.WBS = "N", "N-1" })
			return err
		}), "N N-1, A 2, B 2.1, C 2.2, D 3, E X-7, F 4"},
		{"split", func(e *model.Edit, id map[string]model.ID) error {
			_, err := model.SplitTask(e, id["B"], date.Span{})
			return err
		}, "A 1, B 1.1, B, rest 1.2, C 1.3, D 2, E X-7, F 3"},
		{"split one of another code", func(e *model.Edit, id map[string]model.ID) error {
			_, err := model.SplitTask(e, id["E"], date.Span{})
			return err
		}, "A 1, B 1.1, C 1.2, D 2, E X-7, E, rest 2.2, F 3"},
		{"duplicate", func(e *model.Edit, id map[string]model.ID) error {
			_, err := model.DuplicateTasks(e, []model.ID{id["D"]})
			return err
		}, "A 1, B 1.1, C 1.2, D 2, E X-7, D (copy) 3, E 3.1, F 4"},
		{"move", outline(func(o *model.Outliner) error { return o.Move([]model.ID{id["B"]}, 1) }), "A 1, C 1.1, B 1.2, D 2, E X-7, F 3"},
		{"move a summary", outline(func(o *model.Outliner) error { return o.Move([]model.ID{id["A"]}, 1) }), "D 1, E X-7, A 2, B 2.1, C 2.2, F 3"},
		{"indent", outline(func(o *model.Outliner) error { return o.Indent([]model.ID{id["F"]}) }), "A 1, B 1.1, C 1.2, D 2, E X-7, F 2.2"},
		{"outdent", outline(func(o *model.Outliner) error { return o.Outdent([]model.ID{id["B"]}) }), "A 1, B 2, C 2.1, D 3, E X-7, F 4"},
		{"delete", func(e *model.Edit, id map[string]model.ID) error { return e.Delete(id["A"]) }, "D 1, E X-7, F 2"},
		{"move and type a code", func(e *model.Edit, id map[string]model.ID) error {
			if err := e.Set(id["B"], "wbs", "B-9"); err != nil {
				return err
			}
			return outline(func(o *model.Outliner) error { return o.Move([]model.ID{id["B"]}, 1) })(e, id)
		}, "A 1, C 1.1, B B-9, D 2, E X-7, F 3"},
		{"a longer one", func(e *model.Edit, id map[string]model.ID) error { return e.Set(id["B"], "duration", "9d") }, "A 1, B 1.1, C 1.2, D 2, E X-7, F 3"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, id := coded(t)
			if err := p.apply(func(e *model.Edit) error { return c.edit(e, id) }); err != nil {
				t.Fatal(err)
			}
			if got := p.codes(); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// A plan without codes gets none, and one that came without a code keeps that.
func TestPlansWithoutCodesStaySo(t *testing.T) {
	p := newPlanner(t)
	a := p.task("A", 2)
	p.task("B", 2, func(t *model.Task) { t.WBS = "B-1" })
	if err := p.apply(func(e *model.Edit) error { _, err := model.SplitTask(e, a, date.Span{}); return err }); err != nil {
		t.Fatal(err)
	}
	if got := p.codes(); got != "A , A, rest , B B-1" {
		t.Error(got)
	}
}

// A code that somebody typed and that a number comes to equal is told at both, and refused at neither.
func TestACodeTwiceIsTold(t *testing.T) {
	p, id := coded(t)
	doubts := func(x model.ID) string {
		return p.snap.Schema().Of(x).Doubts(p.snap.Ctx(march(1, 0, 0)), p.snap.Get(x)).Error()
	}
	set := func(code string) {
		t.Helper()
		if err := p.apply(func(e *model.Edit) error { return e.Set(id["E"], "wbs", code) }); err != nil {
			t.Fatal(err)
		}
	}
	if set("1.3"); strings.Contains(doubts(id["E"]), "code") {
		t.Errorf("1.3 is nobody else's: %s", doubts(id["E"]))
	}
	before := p.snap
	if err := p.apply(func(e *model.Edit) error { _, err := model.SplitTask(e, id["B"], date.Span{}); return err }); err != nil {
		t.Fatal(err)
	}
	said := model.MovedBetween(before, p.snap, march(1, 0, 0), []model.ID{id["B"], id["C"]}).Words()
	if want := id["C"].String() + ": 1.3 is the code of " + id["E"].String() + " too"; !strings.Contains(said, want) {
		t.Errorf("the step says %q, want %q", said, want)
	}
	for _, x := range []string{"E", "C"} {
		if got := doubts(id[x]); !strings.Contains(got, "1.3 is the code of ") {
			t.Errorf("%s: %q in %s", x, got, p.codes())
		}
	}
	if got := doubts(id["B"]); strings.Contains(got, "code") {
		t.Errorf("B: %s", got)
	}
}
