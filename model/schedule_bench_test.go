package model_test

import (
	"fmt"
	"testing"

	"tandem/model"
	"tandem/model/date"
)

// bigPlan is a plan with a summary for every ten tasks, two links a task, and two people with
// calendars of their own.
func bigPlan(b testing.TB, tasks int) (*planner, []model.ID) {
	p := newPlanner(b)
	ids := make([]model.ID, 0, tasks)
	p.edit(func(e *model.Edit) {
		var who []model.ID
		for i := range 2 {
			h := model.Kinds().Prefix(model.PersonPrefix).New().(*model.Person)
			h.Name, h.Calendar = fmt.Sprintf("Person %d", i), p.office
			who = append(who, e.Put(model.PersonPrefix, h))
		}
		var sum model.ID
		for i := range tasks {
			if i%10 == 0 {
				sum = p.put(e, fmt.Sprintf("Part %d", i/10), 0)
				ids = append(ids, sum)
				continue
			}
			fill := []func(*model.Task){under(sum), func(t *model.Task) {
				t.Assignments = []model.Assignment{{Person: who[i%2], Units: 100_00}}
			}}
			for _, back := range []int{1, 17} {
				if i-back >= 0 && (i-back)%10 != 0 {
					fill = append(fill, after(ids[i-back]))
				}
			}
			ids = append(ids, p.put(e, fmt.Sprintf("Task %d", i), float64(1+i%3), fill...))
		}
	})
	return p, ids
}

// BenchmarkSchedule computes a plan from nothing, and after an edit of one task as the screen does.
func BenchmarkSchedule(b *testing.B) {
	for _, tasks := range []int{1_000, 5_000, 10_000, 20_000} {
		p, ids := bigPlan(b, tasks)
		start := p.snap
		cal, _ := model.Find[*model.Calendar](start, p.office)
		b.Run(fmt.Sprintf("%d/full", tasks), func(b *testing.B) {
			for b.Loop() { // touching a calendar throws the schedule away
				c := *cal
				next := start.With([]model.Change{{ID: cal.ID, Before: cal, After: &c}})
				next.Schedule(p.project)
			}
		})
		b.Run(fmt.Sprintf("%d/edit", tasks), func(b *testing.B) {
			n := int64(0)
			for b.Loop() {
				n++
				old, _ := model.Find[*model.Task](start, ids[5])
				t := *old
				t.Duration = date.Span{N: n % 50 * 8 * 3600, Unit: date.Days}
				next := start.With([]model.Change{{ID: t.ID, Before: old, After: &t}})
				next.Schedule(p.project)
			}
		})
	}
}
