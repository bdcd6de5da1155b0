package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"tandem/model"
	"tandem/model/date"
	"tandem/store"
)

const baselineLong = `Keeps plans of a project to hold the plan of today against: up to eleven, numbered 0 to 10.`

const baselineExample = `  tandem baseline take P-1
  tandem baseline take P-1 --number 3 --name 'After the change'
  tandem baseline compare P-1 --json
  tandem baseline clear P-1 --number 3`

type baselineFlags struct {
	number, with int
	name, order  string
}

func (a *app) baselineCmd() *cobra.Command {
	var f baselineFlags
	c := a.command("baseline COMMAND PROJECT", "Keep and compare plans", baselineLong, baselineExample, func(_ *cobra.Command, args []string) error {
		if len(args) > 0 {
			return usagef("%q is nothing to do with baselines: write take, list, compare or clear", args[0])
		}
		return usagef("what is to be done with the baselines? write take, list, compare or clear")
	})
	sub := func(use, short, long, example string, run func(s *store.Store, project model.ID, f baselineFlags) error) *cobra.Command {
		x := a.command(use+" PROJECT", short, long, example, func(cmd *cobra.Command, args []string) error {
			if err := need(cmd, args, 1, 1); err != nil {
				return err
			}
			return a.reading(func(s *store.Store) error {
				id, err := projectNamed(a.ctx(s.Snapshot()), args[0])
				if err != nil {
					return err
				}
				return run(s, id, f)
			})
		})
		x.ValidArgsFunction = func(_ *cobra.Command, _ []string, word string) ([]string, cobra.ShellCompDirective) {
			return a.offered(word, model.ProjectPrefix), cobra.ShellCompDirectiveNoFileComp
		}
		c.AddCommand(x)
		return x
	}
	take := sub("take", "Keep the plan as it is now", "Keeps start, finish, duration, work and cost of every task as computed now. A baseline that has the\nnumber already is replaced, which tandem undo takes back; without a number the lowest free one is taken.",
		"  tandem baseline take P-1\n  tandem baseline take P-1 --number 0", a.baselineTake)
	take.Flags().IntVar(&f.number, "number", -1, "the `N` it gets, 0 to 10 (else the next free one)")
	take.Flags().StringVar(&f.name, "name", "", "what it is called")
	sub("list", "List the baselines of a project", "Lists the baselines of a project: number, name, when it was taken, finish, work and cost.", "  tandem baseline list P-1", a.baselineList)
	cmp := sub("compare", "Compare the plan with a baseline", "Says of each task how much later, longer and dearer it is than in the baseline; above 0 is worse.\nWith --with another baseline takes the place of the plan as it is now.",
		"  tandem baseline compare P-1\n  tandem baseline compare P-1 --number 0 --with 1 --json", a.baselineCompare)
	cmp.Flags().IntVar(&f.number, "number", -1, "the baseline `N` to compare with (else the newest)")
	cmp.Flags().IntVar(&f.with, "with", -1, "compare baseline `N` rather than the plan as it is now")
	cmp.Flags().StringVar(&f.order, "order", "hurt", "`ORDER`: hurt, flat or outline")
	drop := sub("clear", "Delete a baseline", "Deletes the baseline of a number; tandem undo brings it back.", "  tandem baseline clear P-1 --number 3", a.baselineClear)
	drop.Flags().IntVar(&f.number, "number", -1, "the baseline `N`")
	return c
}

func (a *app) baselineTake(s *store.Store, project model.ID, f baselineFlags) error {
	if f.number < -1 || f.number >= model.MostBaselines {
		return badField("--number", fmt.Errorf("baselines are numbered 0 to %d", model.MostBaselines-1))
	}
	var id model.ID
	_, err := s.Do("take a baseline of "+a.ctx(s.Snapshot()).NameOf(project), func(snap *model.Snapshot) (model.Batch, error) {
		e := model.NewEdit(snap, a.today())
		var err error
		if id, err = model.TakeBaseline(e, project, f.number, f.name); err != nil {
			return model.Batch{}, failed(err)
		}
		return e.Batch()
	})
	if err != nil {
		return err
	}
	c := a.ctx(s.Snapshot())
	b, _ := model.Find[*model.Baseline](c.Snap, id)
	if a.flags.json {
		return writeJSON(a.out, baselineObject(c, b))
	}
	return a.say(fmt.Sprintf("taken: %s  %s (%d), %d tasks", id, b.Name, b.Number, len(b.Tasks)))
}

// failed is an error of the model as one of the command line.
func failed(err error) error { return &Fail{Code: Failed, Message: err.Error(), Err: err} }

func baselineObject(c *model.Ctx, b *model.Baseline) model.Object {
	c = c.For(b)
	return model.Object{{Name: "ref", Value: b.ID.String()}, {Name: "project", Value: b.Project.String()}, {Name: "number", Value: b.Number}, {Name: "name", Value: b.Name},
		{Name: "taken_at", Value: instantOrNil(c, b.Taken)}, {Name: "start", Value: instantOrNil(c, b.Start)}, {Name: "finish", Value: instantOrNil(c, b.Finish)},
		{Name: "work_minutes", Value: b.Work.Minutes()}, {Name: "cost", Value: b.Cost.String()}, {Name: "tasks", Value: len(b.Tasks)}}
}

func instantOrNil(c *model.Ctx, at date.Instant) any {
	if at == 0 {
		return nil
	}
	return at.RFC3339(c.Loc)
}

func (a *app) baselineList(s *store.Store, project model.ID, _ baselineFlags) error {
	c := a.ctx(s.Snapshot())
	list := []model.Object{}
	g := grid{cols: []column{{head: "number", right: true}, {head: "ref"}, {head: "name", keep: keepTitle}, {head: "taken"}, {head: "finish"}, {head: "work", right: true}, {head: "cost", right: true}}}
	for _, b := range c.Snap.Baselines(project) {
		list = append(list, baselineObject(c, b))
		cc := c.For(b)
		g.add(fmt.Sprint(b.Number), b.ID.String(), b.Name, shortDay(cc, b.Taken), shortDay(cc, b.Finish), b.Work.Show(cc.Scale), b.Cost.Show())
	}
	switch {
	case a.flags.json:
		return writeAll(a.out, list)
	case len(list) == 0 && !a.exact():
		return a.say("No baseline of " + c.NameOf(project) + " yet: tandem baseline take " + project.String())
	}
	return a.put(&g, a.width(), c.ASCII)
}

func shortDay(c *model.Ctx, at date.Instant) string {
	if at == 0 {
		return ""
	}
	return at.Day(c.Loc).String()
}

func (a *app) baselineCompare(s *store.Store, project model.ID, f baselineFlags) error {
	c := a.ctx(s.Snapshot())
	find := func(flag string, n int) (*model.Baseline, error) {
		if b := c.Snap.BaselineNumbered(project, n); b != nil {
			return b, nil
		}
		return nil, notFound(fmt.Errorf("%s %d: %s has no baseline of that number", flag, n, project))
	}
	base := c.Snap.NewestBaseline(project)
	var with *model.Baseline
	var err error
	if f.number >= 0 {
		if base, err = find("--number", f.number); err != nil {
			return err
		}
	}
	if f.with >= 0 {
		if with, err = find("--with", f.with); err != nil {
			return err
		}
	}
	if base == nil {
		return notFound(fmt.Errorf("%s has no baseline: tandem baseline take %s takes one", project, project))
	}
	x, err := c.CompareBaseline(base, with)
	if err != nil {
		return failed(err)
	}
	rows := x.ByHurt()
	switch f.order {
	case "flat":
		rows = x.Flat()
	case "outline":
		rows = x.Rows
	case "hurt", "":
	default:
		return badField("--order", fmt.Errorf("%q is no order: hurt, flat or outline", f.order))
	}
	c = c.For(x.Project)
	for _, code := range x.Unpriced { // else what hurts would be less without a word
		_, _ = io.WriteString(a.io.Err, "tandem: note: no rate for "+oneLine(string(code))+": left out\n")
	}
	if a.flags.json {
		list := make([]any, len(rows))
		for i := range rows {
			list[i] = varianceObject(c, &rows[i])
		}
		return writeJSON(a.out, model.Object{{Name: "project", Value: project.String()}, {Name: "baseline", Value: baselineObject(c, base)}, {Name: "with", Value: withObject(c, with)},
			{Name: "delay_cost_a_day", Value: x.PerDay.String()}, {Name: "delay_cost_assumed", Value: x.Assumed}, {Name: "total", Value: varianceObject(c, &x.Total)}, {Name: "tasks", Value: list}})
	}
	return a.varianceText(c, x, rows)
}

func withObject(c *model.Ctx, b *model.Baseline) any {
	if b == nil {
		return nil
	}
	return baselineObject(c, b)
}

// varianceObject is a variance as scripts get it: differences in minutes, above 0 is worse.
func varianceObject(c *model.Ctx, v *model.Variance) model.Object {
	minutes := func(n int64) float64 { return float64(n) / 60 }
	side := func(b model.BaselineTask, absent bool) any {
		if absent {
			return nil
		}
		return model.Object{{Name: "start", Value: instantOrNil(c, b.Start)}, {Name: "finish", Value: instantOrNil(c, b.Finish)},
			{Name: "duration_minutes", Value: b.Duration.Minutes()}, {Name: "work_minutes", Value: b.Work.Minutes()}, {Name: "cost", Value: b.Cost.String()}}
	}
	return model.Object{{Name: "task", Value: v.Task.String()}, {Name: "name", Value: c.NameOf(v.Task)}, {Name: "summary", Value: v.Summary}, {Name: "critical", Value: v.Critical},
		{Name: "state", Value: string(v.State)}, {Name: "start_minutes", Value: minutes(v.Start)}, {Name: "finish_minutes", Value: minutes(v.Finish)},
		{Name: "duration_minutes", Value: minutes(v.Duration)}, {Name: "work_minutes", Value: minutes(v.Work)}, {Name: "cost", Value: v.Cost.String()},
		{Name: "hurt", Value: v.Hurt}, {Name: "was", Value: side(v.Was, v.State == model.VarianceNew)}, {Name: "is", Value: side(v.Is, v.State == model.VarianceGone)}}
}

func (a *app) varianceText(c *model.Ctx, x *model.Comparison, rows []model.Variance) error {
	if !a.exact() {
		if err := a.say(c.NameOf(x.Project.ID), ", ", x.Name(), ": ", x.Total.Words(c)); err != nil {
			return err
		}
	}
	g := grid{cols: []column{{head: "ref"}, {head: "task", keep: keepTitle}, {head: "finish", right: true}, {head: "cost", right: true}, {head: "start", right: true},
		{head: "duration", right: true}, {head: "work", right: true}, {head: "state"}}}
	add := func(v *model.Variance, name string) {
		state := string(v.State)
		if state == "both" {
			state = ""
		}
		g.add(v.Task.String(), name, model.SignedSpan(c, v.Finish, date.Days), model.SignedMoney(v.Cost), model.SignedSpan(c, v.Start, date.Days),
			model.SignedSpan(c, v.Duration, date.Days), model.SignedSpan(c, v.Work, date.Hours), state)
	}
	add(&x.Total, c.NameOf(x.Project.ID))
	for i := range rows {
		indent := strings.Repeat("  ", rows[i].Depth)
		if a.flags.csv {
			indent = ""
		}
		add(&rows[i], indent+c.NameOf(rows[i].Task))
	}
	return a.put(&g, a.width(), c.ASCII)
}

func (a *app) baselineClear(s *store.Store, project model.ID, f baselineFlags) error {
	if f.number < 0 {
		return badField("--number", fmt.Errorf("which one? 0 to %d", model.MostBaselines-1))
	}
	b := s.Snapshot().BaselineNumbered(project, f.number)
	if b == nil {
		return notFound(fmt.Errorf("%s has no baseline %d", project, f.number))
	}
	if _, err := s.Do("delete "+b.ID.String()+" "+b.Name, func(snap *model.Snapshot) (model.Batch, error) {
		e := model.NewEdit(snap, a.today())
		if err := e.Delete(b.ID); err != nil {
			return model.Batch{}, failed(err)
		}
		return e.Batch()
	}); err != nil {
		return err
	}
	if a.flags.json {
		return writeJSON(a.out, model.Object{{Name: "deleted", Value: b.ID.String()}, {Name: "number", Value: f.number}})
	}
	return a.say("deleted: ", b.ID.String(), "  ", b.Name)
}
