package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"tandem/model"
	"tandem/model/date"
	"tandem/store"
)

const sprintLong = `Shows a sprint: its goal, what the people can give against what they took on, what is done, how it
burns down day by day, what came in and went out after its first day, and the velocity of the last
sprints. PROJECT shows the sprint under way, else the next one; or name a sprint.

tandem set T-4 sprint=S-2 plans a task into a sprint; tandem do S-2 start begins it; tandem do S-2
close ends it, and what is not done goes to the next one (end: to the backlog).`

const sprintExample = `  tandem sprint P-2
  tandem sprint S-4 --json
  tandem do S-4 close`

func (a *app) sprintCmd() *cobra.Command {
	c := a.command("sprint [PROJECT or SPRINT]", "Show a sprint and its burn-down", sprintLong, sprintExample, func(cmd *cobra.Command, args []string) error {
		if err := need(cmd, args, 0, 1); err != nil {
			return err
		}
		return a.reading(func(s *store.Store) error {
			c := a.ctx(s.Snapshot())
			x, err := sprintNamed(c, append(args, "")[0])
			if err != nil {
				return err
			}
			return a.sprint(s, c, x)
		})
	})
	c.ValidArgsFunction = func(_ *cobra.Command, _ []string, word string) ([]string, cobra.ShellCompDirective) {
		return append(a.offered(word, model.SprintPrefix), a.offered(word, model.ProjectPrefix)...), cobra.ShellCompDirectiveNoFileComp
	}
	return c
}

// sprintNamed finds a sprint by its own name, or the current one of a project.
func sprintNamed(c *model.Ctx, name string) (*model.Sprint, error) {
	id := model.ID(0)
	var err error
	if name == "" {
		id, err = projectNamed(c, "")
	} else if id, err = c.Resolve(name, []string{model.SprintPrefix, model.ProjectPrefix}); err != nil {
		err = notFound(err)
	}
	if err != nil {
		return nil, err
	}
	if x, ok := model.Find[*model.Sprint](c.Snap, id); ok {
		return x, nil
	}
	if x := c.Snap.CurrentSprint(id); x != nil {
		return x, nil
	}
	return nil, notFound(fmt.Errorf("%s has no sprint", id))
}

// sprint prints one sprint.
func (a *app) sprint(s *store.Store, c *model.Ctx, x *model.Sprint) error {
	past, err := s.Past(x.Project, nil)
	if err != nil {
		return err
	}
	b := model.BurnDownOf(c, x.ID, past)
	people := c.SprintCapacity(x)
	all, done := c.Snap.SprintPoints(x.ID)
	sprints, points, mean := c.Snap.Velocity(x.Project, 3)
	if a.flags.json {
		return writeJSON(a.out, sprintObject(c, x, b, people, points, mean))
	}
	day, days := c.SprintDay(x)
	unit := "points"
	if !b.Points {
		unit = "tasks"
	}
	lines := []string{fmt.Sprintf("%s  %s  %s", x.ID, x.Name, x.Status), "goal        " + oneLine(x.Goal),
		fmt.Sprintf("days        %s to %s, day %d of %d", x.Start, x.Finish, day, days),
		fmt.Sprintf("points      capacity %s, committed %s, in it %g, done %g", x.Capacity, x.Committed, all, done),
		fmt.Sprintf("people      %d, %.0f h, %.0f h away", len(people.People), people.Hours, people.Away)}
	if len(sprints) > 0 {
		lines = append(lines, fmt.Sprintf("velocity    %.1f over the last %d; expect %.0f", mean, len(sprints), c.SprintForecast(x)))
	}
	for _, ch := range b.Added {
		lines = append(lines, fmt.Sprintf("added       %s  %g %s  %s  %s", ch.Day, ch.Size, unit, model.ID(ch.ID), c.NameOf(model.ID(ch.ID))))
	}
	for _, ch := range b.Removed {
		lines = append(lines, fmt.Sprintf("taken out   %s  %g %s  %s  %s", ch.Day, ch.Size, unit, model.ID(ch.ID), c.NameOf(model.ID(ch.ID))))
	}
	if b.Dated > 0 {
		lines = append(lines, fmt.Sprintf("told by     the journal since %s; before, %d tasks by their actual dates", past.From.Day(c.Loc), b.Dated))
	}
	for _, l := range lines {
		if err := a.say(l); err != nil {
			return err
		}
	}
	g := grid{cols: []column{{head: "day"}, {head: "left", right: true}, {head: "ideal", right: true}, {head: "scope", right: true}}}
	for i, left := range b.Left {
		name := "start"
		if i > 0 {
			name = (x.Start + date.Day(i-1)).String()
		}
		g.add(name, fmt.Sprintf("%g", left), fmt.Sprintf("%.1f", b.Ideal[i]), fmt.Sprintf("%g", b.Scope[i]))
	}
	return a.put(&g, a.width(), c.ASCII)
}

func sprintObject(c *model.Ctx, x *model.Sprint, b *model.BurnDown, people model.Capacity, points []float64, mean float64) model.Object {
	all, done := c.Snap.SprintPoints(x.ID)
	changes := func(sign float64, list []any) []any {
		of := b.Added
		if sign < 0 {
			of = b.Removed
		}
		for _, ch := range of {
			list = append(list, model.Object{{Name: "ref", Value: model.ID(ch.ID).String()}, {Name: "day", Value: ch.Day.String()}, {Name: "size", Value: sign * ch.Size}})
		}
		return list
	}
	burn := []any{}
	for i, left := range b.Left {
		day := any(nil)
		if i > 0 {
			day = (x.Start + date.Day(i-1)).String()
		}
		burn = append(burn, model.Object{{Name: "day", Value: day}, {Name: "left", Value: left}, {Name: "ideal", Value: b.Ideal[i]}, {Name: "scope", Value: b.Scope[i]}})
	}
	last := []any{}
	for _, v := range points {
		last = append(last, v)
	}
	capacity, _ := x.Capacity.Float64()
	committed, _ := x.Committed.Float64()
	unit := "points"
	if !b.Points {
		unit = "tasks"
	}
	return model.Object{{Name: "ref", Value: x.ID.String()}, {Name: "name", Value: x.Name}, {Name: "project", Value: x.Project.String()}, {Name: "status", Value: string(x.Status)},
		{Name: "goal", Value: x.Goal}, {Name: "start", Value: x.Start.String()}, {Name: "finish", Value: x.Finish.String()}, {Name: "capacity", Value: capacity}, {Name: "committed", Value: committed},
		{Name: "points", Value: all}, {Name: "done", Value: done}, {Name: "people", Value: len(people.People)}, {Name: "hours", Value: people.Hours}, {Name: "hours_away", Value: people.Away},
		{Name: "velocity", Value: last}, {Name: "velocity_mean", Value: mean}, {Name: "expected", Value: c.SprintForecast(x)}, {Name: "unit", Value: unit}, {Name: "burn_down", Value: burn},
		{Name: "scope_changes", Value: changes(-1, changes(1, []any{}))}, {Name: "told_by_dates", Value: b.Dated}}
}
