package model_test

import (
	"strings"
	"testing"

	"tandem/model"
)

// TestNewTasksComeLast: what a form or a command adds stands last in its outline, or last under its summary, and last
// among the cards; the flat list and the outline agree.
func TestNewTasksComeLast(t *testing.T) {
	p := newPlanner(t)
	a := p.task("A", 1)
	p.task("A1", 1, under(a))
	p.task("B", 1)
	add := func(name string, fill ...func(*model.Task)) {
		p.edit(func(e *model.Edit) {
			x := model.Kinds().Prefix(model.TaskPrefix).New().(*model.Task)
			x.Name, x.Project = name, p.project
			for _, f := range fill {
				f(x)
			}
			e.GoUnder(x, false)
			e.Put(model.TaskPrefix, x)
		})
	}
	add("C")
	add("A2", under(a))
	add("D")
	add("First", func(x *model.Task) { x.Order = -5 }) // somebody said where
	if got, want := p.names(), "First A(A1 A2) B C D"; got != want {
		t.Errorf("the outline is %s, want %s", got, want)
	}
	var cards []string
	for _, c := range p.snap.Backlog(p.project) {
		cards = append(cards, c.Name)
	}
	if got, want := strings.Join(cards, " "), "First A1 A2 B C D"; got != want {
		t.Errorf("the backlog is %s, want %s", got, want)
	}
	empty := newPlanner(t)
	p = empty
	for _, name := range []string{"One", "Two", "Three"} {
		add(name)
	}
	if got := p.names(); got != "One Two Three" {
		t.Errorf("an empty plan is filled as %s", got)
	}
	if x := p.get(model.NewID(model.TaskPrefix, 3)); x.Order <= p.get(model.NewID(model.TaskPrefix, 2)).Order {
		t.Errorf("the third task has order %d", x.Order)
	}
}
