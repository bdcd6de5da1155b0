package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/flow"
	"tandem/store"
)

const flowLong = `Measures how work flows over the board of a project: items finished in a week, the cycle time of
what was finished (half, 85 and 95 of 100 took no longer), what is under way and for how long. With
--json also what lay in each column day by day.

Terms are those of the Kanban Guide: an item's cycle time and age count its first and its last day.
It is told by the journal; for what was before the journal began, by the moves a task noted and by
its actual dates.`

const flowExample = `  tandem flow P-3
  tandem flow P-3 --weeks 26 --json`

const networkLong = `Lists the precedence network of a project: the critical path, with --near also the tasks that have
little float, with --all every task; for each the earliest and latest dates, the float, what it
waits for and what it leads to.`

const networkExample = `  tandem network P-1
  tandem network P-1 --near --json`

func (a *app) flowCmd() *cobra.Command {
	weeks := 12
	c := a.projectCmd("flow [PROJECT] [flags]", "Measure how work flows", flowLong, flowExample, func(s *store.Store, c *model.Ctx, project model.ID) error {
		if weeks < 1 || weeks > 520 {
			return badField("--weeks", fmt.Errorf("write a number from 1 to 520"))
		}
		return a.flow(s, c, project, weeks)
	})
	c.Flags().IntVar(&weeks, "weeks", 12, "look back over `N` weeks")
	return c
}

// flow prints the measures of the last weeks.
func (a *app) flow(s *store.Store, c *model.Ctx, project model.ID, weeks int) error {
	past, err := s.Past(project, nil)
	if err != nil {
		return err
	}
	f := model.FlowOf(c, project, past)
	first := f.Last - date.Day(7*weeks) + 1
	took, done := f.Cycles(first, f.Last)
	per := flow.Throughput(f.Spans, weeks, f.Last)
	little := f.Line.Averages(f.Items, f.Spans, max(first, f.First), f.Last)
	var open []flow.Span
	for i, x := range f.Spans {
		if at := f.Items[i].At(f.Last); at >= 0 && x.Finished == 0 && x.Started != 0 && f.Line[at] == flow.Working {
			open = append(open, x)
		}
	}
	if a.flags.json {
		return writeJSON(a.out, flowObject(f, project, first, took, done, per, little, open))
	}
	lines := []string{fmt.Sprintf("%s, %s to %s", c.NameOf(project), counted(weeks, "weeks"), f.Last),
		fmt.Sprintf("finished        %d, %.1f a week", len(done), float64(len(done))/float64(weeks))}
	if len(took) > 0 {
		lines = append(lines, fmt.Sprintf("cycle time      50 %% within %d d, 85 %% within %d d, 95 %% within %d d (n %d)",
			flow.Percentile(took, 50), flow.Percentile(took, 85), flow.Percentile(took, 95), len(took)))
	}
	lines = append(lines, fmt.Sprintf("under way       %d", len(open)))
	if little.Finished > 0 {
		lines = append(lines, fmt.Sprintf("Little's law    %.1f under way / %.2f a day = %.1f d; measured %.1f d", little.WIP, little.Rate, little.Law(), little.Days))
	}
	if f.Dated > 0 {
		lines = append(lines, fmt.Sprintf("told by         the journal since %s; before, %d of %d cards by their actual dates", f.Journal, f.Dated, f.Told+f.Dated))
	}
	weekly := make([]string, len(per))
	for i, n := range per {
		weekly[i] = fmt.Sprint(n)
	}
	lines = append(lines, "by week         "+strings.Join(weekly, " "))
	for _, l := range lines {
		if err := a.say(l); err != nil {
			return err
		}
	}
	g := grid{cols: []column{{head: "age", right: true}, {head: "ref"}, {head: "name", keep: keepTitle}, {head: "column"}}}
	for _, x := range open {
		id := model.ID(x.ID)
		g.add(fmt.Sprint(int(f.Last-x.Started)+1), id.String(), c.NameOf(id), f.Board.Columns[f.Board.Of(id)].Name)
	}
	return a.put(&g, a.width(), c.ASCII)
}

func flowObject(f *model.Flow, project model.ID, first date.Day, took []int, done []flow.Span, per []int, little flow.Little, open []flow.Span) model.Object {
	cols := make([]any, len(f.Board.Columns))
	for i, c := range f.Board.Columns {
		cols[i] = c.Name
	}
	series := []any{}
	for i, row := range flow.Cumulative(f.Items, len(f.Line), first, f.Last) {
		counts := make([]any, len(row))
		for k, n := range row {
			counts[k] = n
		}
		series = append(series, model.Object{{Name: "day", Value: (first + date.Day(i)).String()}, {Name: "counts", Value: counts}})
	}
	item := func(s flow.Span) model.Object {
		o := model.Object{{Name: "ref", Value: model.ID(s.ID).String()}, {Name: "started", Value: s.Started.String()}}
		if s.Finished != 0 {
			return append(o, model.Pair{Name: "finished", Value: s.Finished.String()}, model.Pair{Name: "days", Value: s.Days()})
		}
		return append(o, model.Pair{Name: "age", Value: int(f.Last-s.Started) + 1})
	}
	finished, aging, weekly := []any{}, []any{}, []any{}
	for _, s := range done {
		finished = append(finished, item(s))
	}
	for _, s := range open {
		aging = append(aging, item(s))
	}
	for _, n := range per {
		weekly = append(weekly, n)
	}
	return model.Object{{Name: "project", Value: project.String()}, {Name: "from", Value: first.String()}, {Name: "to", Value: f.Last.String()},
		{Name: "throughput", Value: weekly}, {Name: "cycle_time_days", Value: model.Object{{Name: "n", Value: len(took)}, {Name: "p50", Value: flow.Percentile(took, 50)},
			{Name: "p85", Value: flow.Percentile(took, 85)}, {Name: "p95", Value: flow.Percentile(took, 95)}}},
		{Name: "little", Value: model.Object{{Name: "wip", Value: little.WIP}, {Name: "per_day", Value: little.Rate}, {Name: "law_days", Value: little.Law()}, {Name: "measured_days", Value: little.Days}}},
		{Name: "finished", Value: finished}, {Name: "under_way", Value: aging}, {Name: "columns", Value: cols}, {Name: "cumulative", Value: series},
		{Name: "told_by_journal", Value: f.Told}, {Name: "told_by_dates", Value: f.Dated}}
}

func (a *app) networkCmd() *cobra.Command {
	var near, all bool
	c := a.projectCmd("network [PROJECT] [flags]", "List the network of the critical path", networkLong, networkExample, func(_ *store.Store, c *model.Ctx, project model.ID) error {
		scope := model.NetworkCritical
		switch {
		case all:
			scope = model.NetworkAll
		case near:
			scope = model.NetworkNear
		}
		return a.network(c, project, scope)
	})
	c.Flags().BoolVar(&near, "near", false, fmt.Sprintf("also tasks with at most %d days of float", model.NearDays))
	c.Flags().BoolVar(&all, "all", false, "all tasks")
	return c
}

// network prints the tasks of a network in the order of their early start.
func (a *app) network(c *model.Ctx, project model.ID, scope model.NetworkScope) error {
	n := c.Snap.Network(project, scope)
	before, after := make([][]any, len(n.Tasks)), make([][]any, len(n.Tasks))
	for _, e := range n.Edges {
		before[e.To] = append(before[e.To], n.Tasks[e.From].ID.String())
		after[e.From] = append(after[e.From], n.Tasks[e.To].ID.String())
	}
	if a.flags.json {
		list := make([]any, len(n.Tasks))
		for i, t := range n.Tasks {
			d, _ := n.Schedule.Of(t.ID)
			x := n.Schedule
			list[i] = model.Object{{Name: "ref", Value: t.ID.String()}, {Name: "name", Value: t.Name},
				{Name: "early_start", Value: momentOrNil(x, d.EarlyStart)}, {Name: "early_finish", Value: momentOrNil(x, d.EarlyFinish)},
				{Name: "late_start", Value: momentOrNil(x, d.LateStart)}, {Name: "late_finish", Value: momentOrNil(x, d.LateFinish)},
				{Name: "total_float_minutes", Value: float64(d.TotalFloat) / 60}, {Name: "critical", Value: d.Critical},
				{Name: "waits_for", Value: append([]any{}, before[i]...)}, {Name: "leads_to", Value: append([]any{}, after[i]...)}}
		}
		return writeJSON(a.out, model.Object{{Name: "project", Value: project.String()}, {Name: "hidden", Value: n.Hidden}, {Name: "tasks", Value: list}})
	}
	if n.Hidden > 0 {
		if err := a.say(fmt.Sprintf("the %d tasks with the least float; %d more are left out", len(n.Tasks), n.Hidden)); err != nil {
			return err
		}
	}
	join := func(list []any) string {
		parts := make([]string, len(list))
		for i, x := range list {
			parts[i] = fmt.Sprint(x)
		}
		return strings.Join(parts, " ")
	}
	g := grid{cols: []column{{head: "ref"}, {head: "name", keep: keepTitle}, {head: "early"}, {head: "late"}, {head: "float", right: true}, {head: "waits for"}, {head: "leads to"}}}
	for i, t := range n.Tasks {
		d, _ := n.Schedule.Of(t.ID)
		day := func(at date.Instant) string {
			if a.exact() {
				return at.RFC3339(n.Schedule.Loc)
			}
			return at.In(n.Schedule.Loc).Format("2 Jan")
		}
		float := date.Span{N: d.TotalFloat, Unit: date.Days}.Show(c.For(t).Scale)
		g.add(t.ID.String(), t.Name, day(d.EarlyStart)+" - "+day(d.EarlyFinish), day(d.LateStart)+" - "+day(d.LateFinish), float, join(before[i]), join(after[i]))
	}
	return a.put(&g, a.width(), c.ASCII)
}
