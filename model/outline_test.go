package model_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tandem/model"
	"tandem/model/date"
)

// node is a task of the plain tree that outlines are held against.
type node struct {
	id   model.ID
	kids []*node
}

// plain is an outline as a plain tree; its root is no task.
type plain struct{ root *node }

func (p *plain) find(id model.ID) (up *node, at int) {
	var walk func(n *node) bool
	walk = func(n *node) bool {
		for i, k := range n.kids {
			if k.id == id {
				up, at = n, i
				return true
			}
			if walk(k) {
				return true
			}
		}
		return false
	}
	walk(p.root)
	return up, at
}

// lines writes the tree as "depth:id" from top to bottom.
func (p *plain) lines() string {
	var b strings.Builder
	var walk func(n *node, depth int)
	walk = func(n *node, depth int) {
		for _, k := range n.kids {
			fmt.Fprintf(&b, "%d:%s ", depth, k.id)
			walk(k, depth+1)
		}
	}
	walk(p.root, 0)
	return b.String()
}

func outlineLines(s *model.Snapshot, project model.ID) string {
	var b strings.Builder
	for _, l := range s.Plan(project).Lines {
		fmt.Fprintf(&b, "%d:%s ", l.Depth, l.ID)
	}
	return b.String()
}

// byOrder writes the tasks as a flat list sorted by project and order has them.
func byOrder(s *model.Snapshot) string {
	var all []*model.Task
	for t := range model.Each[*model.Task](s, model.TaskPrefix) {
		all = append(all, t)
	}
	slices.SortStableFunc(all, func(a, b *model.Task) int {
		if a.Order != b.Order {
			return a.Order - b.Order
		}
		return int(a.ID) - int(b.ID)
	})
	out := ""
	for _, t := range all {
		out += t.ID.String() + " "
	}
	return out
}

// packed is every task as it is stored.
func packed(s *model.Snapshot) []byte {
	var b []byte
	k := s.Schema().Prefix(model.TaskPrefix)
	for r := range s.All(model.TaskPrefix) {
		b = append(k.Append(b, r), '\n')
	}
	return b
}

// mirror does an action to the plain tree, one line each, the way a person would say it.
type mirror struct{ *plain }

func (m mirror) indent(id model.ID) bool {
	up, at := m.find(id)
	if at == 0 {
		return false
	}
	k := up.kids[at]
	up.kids = slices.Delete(up.kids, at, at+1)
	up.kids[at-1].kids = append(up.kids[at-1].kids, k)
	return true
}

func (m mirror) outdent(id model.ID) bool {
	up, at := m.find(id)
	if up == m.root {
		return false
	}
	k := up.kids[at]
	k.kids = append(k.kids, up.kids[at+1:]...)
	up.kids = up.kids[:at:at]
	top, where := m.find(up.id)
	top.kids = slices.Insert(top.kids, where+1, k)
	return true
}

func (m mirror) move(id model.ID, down bool) bool {
	up, at := m.find(id)
	to := at + 1
	if !down {
		to = at - 1
	}
	if to < 0 || to >= len(up.kids) {
		return false
	}
	up.kids[at], up.kids[to] = up.kids[to], up.kids[at]
	return true
}

func (m mirror) add(id, anchor model.ID, w model.Where) {
	k := &node{id: id}
	up, at := m.find(anchor)
	switch w {
	case model.Above:
		up.kids = slices.Insert(up.kids, at, k)
	case model.Below:
		up.kids = slices.Insert(up.kids, at+1, k)
	case model.Under:
		up.kids[at].kids = append(up.kids[at].kids, k)
	case model.First:
		up.kids[at].kids = slices.Insert(up.kids[at].kids, 0, k)
	}
}

// TestOutlineAgainstAPlainTree does random actions to a plan and to a plain tree: after each the
// two must look the same, the flat order must follow the outline, and taking the batch back must
// give the very bytes of before.
func TestOutlineAgainstAPlainTree(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		p := newPlanner(t)
		m := mirror{&plain{&node{}}}
		var ids []model.ID
		for i := range rapid.IntRange(1, 12).Draw(r, "tasks") {
			id := p.task(fmt.Sprint("Task ", i), 1)
			ids = append(ids, id)
			m.root.kids = append(m.root.kids, &node{id: id})
		}
		for range rapid.IntRange(1, 25).Draw(r, "steps") {
			id := rapid.SampledFrom(ids).Draw(r, "task")
			before := packed(p.snap)
			e := model.NewEdit(p.snap, march(1, 0, 0))
			o := model.NewOutliner(e)
			var err error
			want := true
			switch what := rapid.IntRange(0, 5).Draw(r, "what"); what {
			case 0:
				err, want = o.Indent([]model.ID{id}), m.indent(id)
			case 1:
				err, want = o.Outdent([]model.ID{id}), m.outdent(id)
			case 2, 3:
				err, want = o.Move([]model.ID{id}, 5-2*what), m.move(id, what == 2)
			default:
				w := rapid.SampledFrom([]model.Where{model.Above, model.Below, model.Under, model.First}).Draw(r, "where")
				var n model.ID
				n, err = o.Add(model.Place{Anchor: id, Where: w}, func(t *model.Task) { t.Name = "New" })
				m.add(n, id, w)
				ids = append(ids, n)
			}
			if (err == nil) != want {
				t.Fatalf("%v, want done %v", err, want)
			}
			if err != nil {
				continue
			}
			if err := o.Save(); err != nil {
				t.Fatal(err)
			}
			b, err := e.Batch()
			if err != nil {
				t.Fatal(err)
			}
			next := p.snap.With(b.Changes)
			if got, want := outlineLines(next, p.project), m.lines(); got != want {
				t.Fatalf("the outline is\n%s\nwant\n%s", got, want)
			}
			var flat string
			for _, l := range next.Plan(p.project).Lines {
				flat += l.ID.String() + " "
			}
			if got := byOrder(next); got != flat {
				t.Fatalf("the flat order is\n%s\nwant\n%s", got, flat)
			}
			if back := next.With(b.Invert().Changes); !bytes.Equal(packed(back), before) {
				t.Fatal("taking it back does not give the bytes of before")
			}
			p.snap = next
		}
	})
}

// outline runs a change of outlines on a planner.
func (p *planner) outline(f func(o *model.Outliner) error) error {
	p.t.Helper()
	e := model.NewEdit(p.snap, march(1, 0, 0))
	o := model.NewOutliner(e)
	if err := f(o); err != nil {
		return err
	}
	if err := o.Save(); err != nil {
		return err
	}
	b, err := e.Batch()
	if err == nil {
		p.snap = p.snap.With(b.Changes)
	}
	return err
}

// names writes the outline by names, each deeper one in brackets after its summary.
func (p *planner) names() string {
	var b strings.Builder
	depth := 0
	for i, l := range p.snap.Plan(p.project).Lines {
		for ; depth < l.Depth; depth++ {
			b.WriteString("(")
		}
		for ; depth > l.Depth; depth-- {
			b.WriteString(")")
		}
		if i > 0 && !strings.HasSuffix(b.String(), "(") {
			b.WriteString(" ")
		}
		t, _ := model.Find[*model.Task](p.snap, l.ID)
		b.WriteString(t.Name)
	}
	return b.String() + strings.Repeat(")", depth)
}

func (p *planner) letters(names string) map[string]model.ID {
	out := map[string]model.ID{}
	for _, n := range strings.Fields(names) {
		out[n] = p.task(n, 1)
	}
	return out
}

// Several marked rows at once: they keep together, those under another marked one go with it.
func TestOutlineOfSeveral(t *testing.T) {
	p := newPlanner(t)
	id := p.letters("A B C D E F")
	pick := func(names ...string) (out []model.ID) {
		for _, n := range names {
			out = append(out, id[n])
		}
		return out
	}
	step := func(want string, f func(o *model.Outliner) error) {
		t.Helper()
		if err := p.outline(f); err != nil {
			t.Fatal(err)
		}
		if got := p.names(); got != want {
			t.Fatalf("got %s, want %s", got, want)
		}
	}
	step("A(B C) D E F", func(o *model.Outliner) error { return o.Indent(pick("B", "C")) })
	step("A(B C(D)) E F", func(o *model.Outliner) error {
		if err := o.Indent(pick("D")); err != nil {
			return err
		}
		return o.Indent(pick("D"))
	})
	step("A(B) C(D) E F", func(o *model.Outliner) error { return o.Outdent(pick("C", "D")) })
	step("E A(B) C(D) F", func(o *model.Outliner) error { return o.Move(pick("A", "C", "B"), 1) })
	step("E F A(B) C(D)", func(o *model.Outliner) error { return o.Move(pick("A", "C"), 1) })
	step("A(B C(D)) E F", func(o *model.Outliner) error {
		if err := o.Move(pick("A", "C"), -9); err != nil {
			return err
		}
		return o.Indent(pick("C"))
	})
	step("E(A(B C(D))) F", func(o *model.Outliner) error {
		return o.Put(pick("A"), model.Place{Anchor: id["E"], Where: model.Under})
	})
	step("E(B A(C(D))) F", func(o *model.Outliner) error {
		return o.Put(pick("B"), model.Place{Anchor: id["A"], Where: model.Above})
	})
	step("E(B A) F C(D)", func(o *model.Outliner) error {
		return o.Put(pick("C"), model.Place{Anchor: p.project, Where: model.Below})
	})
	for name, f := range map[string]func(o *model.Outliner) error{
		"under itself": func(o *model.Outliner) error {
			return o.Put(pick("C"), model.Place{Anchor: id["D"], Where: model.Below})
		},
		"to go under":      func(o *model.Outliner) error { return o.Indent(pick("B")) },
		"at the top":       func(o *model.Outliner) error { return o.Outdent(pick("F")) },
		"the last under":   func(o *model.Outliner) error { return o.Move(pick("C"), 1) },
		"no such record":   func(o *model.Outliner) error { return o.Move([]model.ID{model.NewID(model.TaskPrefix, 99)}, 1) },
		"no task is named": func(o *model.Outliner) error { return o.Indent(nil) },
		"is no place": func(o *model.Outliner) error {
			_, err := o.Add(model.Place{Anchor: id["A"], Where: "left"}, nil)
			return err
		},
	} {
		was := p.names()
		if err := p.outline(f); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%v, want %q", err, name)
		}
		if p.names() != was {
			t.Errorf("%s: it became %s", name, p.names())
		}
	}
}

// A task cannot go under one it is linked to.
func TestLinkedTasksDoNotNest(t *testing.T) {
	p := newPlanner(t)
	a := p.task("A", 1)
	b := p.task("B", 1, after(a))
	if err := p.outline(func(o *model.Outliner) error { return o.Indent([]model.ID{b}) }); err == nil || !strings.Contains(err.Error(), "unlink") {
		t.Errorf("%v", err)
	}
}

// Few tasks change their order where there is room, and room is made on the shorter side.
func TestFewTasksChangeTheirOrder(t *testing.T) {
	p := newPlanner(t)
	var ids []model.ID
	p.edit(func(e *model.Edit) {
		for i := range 1000 {
			ids = append(ids, p.put(e, fmt.Sprint(i), 1))
		}
	})
	changes := func(f func(o *model.Outliner) error) int {
		t.Helper()
		e := model.NewEdit(p.snap, march(1, 0, 0))
		o := model.NewOutliner(e)
		if err := f(o); err != nil {
			t.Fatal(err)
		}
		if err := o.Save(); err != nil {
			t.Fatal(err)
		}
		b, err := e.Batch()
		if err != nil {
			t.Fatal(err)
		}
		p.snap = p.snap.With(b.Changes)
		return len(b.Changes)
	}
	add := func(at model.ID, w model.Where) int {
		return changes(func(o *model.Outliner) error {
			_, err := o.Add(model.Place{Anchor: at, Where: w}, func(t *model.Task) { t.Name = "New" })
			return err
		})
	}
	for _, c := range []struct {
		name string
		most int
		do   func() int
	}{
		{"append in the middle of a dense plan", 1, func() int { return add(ids[500], model.Below) }},
		{"before what was appended", 501, func() int { return add(ids[500], model.Below) }},
		{"again: room was made", 1, func() int { return add(ids[500], model.Below) }},
		{"at the end", 1, func() int { return add(ids[999], model.Below) }},
		{"at the top", 1, func() int { return add(ids[0], model.Above) }},
		{"indent", 1, func() int { return changes(func(o *model.Outliner) error { return o.Indent(ids[20:21]) }) }},
		{"one place down", 2, func() int { return changes(func(o *model.Outliner) error { return o.Move(ids[30:31], 1) }) }},
		{"from the top to the end", 1, func() int {
			return changes(func(o *model.Outliner) error {
				return o.Put(ids[0:1], model.Place{Anchor: p.project, Where: model.Below})
			})
		}},
	} {
		if n := c.do(); n > c.most {
			t.Errorf("%s: %d tasks changed, want at most %d", c.name, n, c.most)
		}
		flat := ""
		for _, l := range p.snap.Plan(p.project).Lines {
			flat += l.ID.String() + " "
		}
		if byOrder(p.snap) != flat {
			t.Fatalf("%s: the flat order does not follow the outline", c.name)
		}
	}
}

// Orders that do not follow the outline, as an import may have them, are put right on the way.
func TestUnorderedPlans(t *testing.T) {
	p := newPlanner(t)
	a := p.task("A", 1)
	b := p.task("B", 1)
	p.task("A1", 1, under(a), func(t *model.Task) { t.Order = 50 })
	p.task("A2", 1, under(a), func(t *model.Task) { t.Order = -7 })
	if err := p.outline(func(o *model.Outliner) error { return o.Move([]model.ID{b}, -1) }); err != nil {
		t.Fatal(err)
	}
	if got := p.names(); got != "B A(A2 A1)" {
		t.Errorf("got %s", got)
	}
	var flat string
	for _, l := range p.snap.Plan(p.project).Lines {
		flat += l.ID.String() + " "
	}
	if byOrder(p.snap) != flat {
		t.Errorf("flat order %s, want %s", byOrder(p.snap), flat)
	}
}

func TestOutlineNumbers(t *testing.T) {
	p := newPlanner(t)
	id := p.letters("A B C D")
	if err := p.outline(func(o *model.Outliner) error { return o.Indent([]model.ID{id["B"], id["C"]}) }); err != nil {
		t.Fatal(err)
	}
	plan := p.snap.Plan(p.project)
	for name, want := range map[string]string{"A": "1", "B": "1.1", "C": "1.2", "D": "2"} {
		if got := plan.Number(id[name]); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if got := plan.Number(model.NewID(model.TaskPrefix, 77)); got != "" {
		t.Errorf("a task that is not there has the number %q", got)
	}
	if r := p.snap.Get(id["C"]); p.snap.Schema().Of(id["C"]).Field("outline_number").Text(p.snap.Ctx(march(1, 0, 0)), r) != "1.2" {
		t.Error("the field says something else")
	}
}

// BenchmarkOutline is one change of the outline of a large plan, without what follows from it.
func BenchmarkOutline(b *testing.B) {
	p, ids := bigPlan(b, 10_000)
	for b.Loop() {
		e := model.NewEdit(p.snap, date.Instant(1))
		o := model.NewOutliner(e)
		if err := o.Outdent(ids[5005:5006]); err != nil {
			b.Fatal(err)
		}
		if err := o.Save(); err != nil {
			b.Fatal(err)
		}
		if _, err := e.Batch(); err != nil {
			b.Fatal(err)
		}
	}
}
