package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"tandem/model"
	"tandem/model/money"
	"tandem/store"
)

const scenarioLong = `Branches the plan of a project: a scenario holds edits beside the live plan and shows nothing of
itself in lists, reports or totals until it is adopted. A record is named by its reference or name,
one that the scenario adds by its number there: N1.`

const scenarioExample = `  tandem scenario new P-1 'No overtime'
  tandem scenario set SC-1 T-14 duration=3d
  tandem scenario add SC-1 'Second test' duration=2d after=T-14
  tandem scenario link SC-1 T-15 'N1 FS +1d'
  tandem scenario compare P-1
  tandem scenario adopt SC-1`

// scenarioVerb is one thing that is done to a scenario: what comes after its reference, and the
// edit.
type scenarioVerb struct {
	use, short  string
	least, most int // arguments after the scenario
	label       string
	do          func(a *app, e *model.Edit, id model.ID, args []string) error
}

func scenarioVerbs() []scenarioVerb {
	return []scenarioVerb{
		{"set SCENARIO RECORD FIELD=VALUE...", "Give fields of a task another value", 2, 40, "set in", (*app).scenarioSet},
		{"add SCENARIO NAME [FIELD=VALUE...]", "Add a task, or with kind=cost_line a cost line", 1, 40, "add to", (*app).scenarioAdd},
		{"remove SCENARIO RECORD", "Take a task and what is under it out of the plan", 1, 1, "remove from", func(_ *app, e *model.Edit, id model.ID, args []string) error {
			return onRef(e, id, args[0], func(r model.ScenarioRef) error { return model.ScenarioDrop(e, id, r) })
		}},
		{"link SCENARIO TASK LINK", "Let a task wait for another: 'T-3 FS +2d'", 2, 4, "link in", func(_ *app, e *model.Edit, id model.ID, args []string) error {
			return onRef(e, id, args[0], func(r model.ScenarioRef) error { return model.ScenarioLink(e, id, r, strings.Join(args[1:], " ")) })
		}},
		{"unlink SCENARIO TASK FROM", "Let it no longer wait for a task", 2, 2, "unlink in", func(_ *app, e *model.Edit, id model.ID, args []string) error {
			return onRef(e, id, args[0], func(r model.ScenarioRef) error { return model.ScenarioUnlink(e, id, r, args[1]) })
		}},
		{"drop SCENARIO", "Give it up", 0, 0, "drop", func(_ *app, e *model.Edit, id model.ID, _ []string) error { return model.DropScenario(e, id) }},
	}
}

func onRef(e *model.Edit, id model.ID, name string, f func(model.ScenarioRef) error) error {
	x, ok := e.Get(id).(*model.Scenario)
	if !ok {
		return fmt.Errorf("%s: no such scenario", id)
	}
	r, err := e.Ctx.ParseScenarioRef(x, name)
	if err != nil {
		return err
	}
	return f(r)
}

// parted cuts FIELD=VALUE.
func parted(s string) (field, value string, err error) {
	field, value, ok := strings.Cut(s, "=")
	if !ok || field == "" {
		return "", "", usagef("%q: write FIELD=VALUE, as in duration=3d", s)
	}
	return strings.TrimSpace(field), value, nil
}

func (a *app) scenarioSet(e *model.Edit, id model.ID, args []string) error {
	return onRef(e, id, args[0], func(r model.ScenarioRef) error {
		for _, s := range args[1:] {
			field, value, err := parted(s)
			if err == nil {
				err = model.ScenarioSet(e, id, r, field, value)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func (a *app) scenarioAdd(e *model.Edit, id model.ID, args []string) error {
	kind, after := "task", ""
	var sets [][2]string
	for _, s := range args[1:] {
		field, value, err := parted(s)
		switch {
		case err != nil:
			return err
		case field == "kind":
			kind = value
		case field == "after":
			after = value
		default:
			sets = append(sets, [2]string{field, value})
		}
	}
	r, err := model.ScenarioAdd(e, id, kind, args[0])
	for _, x := range sets {
		if err == nil {
			err = model.ScenarioSet(e, id, r, x[0], x[1])
		}
	}
	for _, l := range strings.Split(after, ",") {
		if err == nil && strings.TrimSpace(l) != "" {
			err = model.ScenarioLink(e, id, r, l)
		}
	}
	return err
}

func (a *app) scenarioCmd() *cobra.Command {
	c := a.command("scenario COMMAND", "Branch a plan and compare", scenarioLong, scenarioExample, func(_ *cobra.Command, args []string) error {
		all := "new, set, add, remove, link, unlink, compare, adopt or drop"
		if len(args) > 0 && (args[0] == "list" || args[0] == "ls") {
			return usagef("write tandem list scenarios, or tandem scenario compare P-1 to see them beside the plan")
		}
		if len(args) > 0 {
			return usagef("%q is nothing to do with scenarios: write %s", args[0], all)
		}
		return usagef("what is to be done with a scenario? write %s", all)
	})
	newCmd := a.command("new PROJECT NAME", "Begin a scenario", "Begins a scenario of a project: the plan as it is, with no edits yet.", "  tandem scenario new P-1 'No overtime'", func(cmd *cobra.Command, args []string) error {
		if err := need(cmd, args, 2, -1); err != nil {
			return err
		}
		return a.reading(func(s *store.Store) error { return a.newScenario(s, args[0], strings.Join(args[1:], " ")) })
	})
	newCmd.ValidArgsFunction = a.completeProject
	c.AddCommand(newCmd)
	offer := func(_ *cobra.Command, args []string, word string) ([]string, cobra.ShellCompDirective) {
		if len(args) == 0 {
			return a.offered(word, model.ScenarioPrefix), cobra.ShellCompDirectiveNoFileComp
		}
		return a.offered(word, model.TaskPrefix), cobra.ShellCompDirectiveNoFileComp
	}
	for _, v := range scenarioVerbs() {
		x := a.command(v.use, v.short, v.short+", in the scenario alone. The plan stays as it is until the scenario is adopted.", "  tandem scenario "+strings.Fields(v.use)[0]+" SC-1 ...", func(cmd *cobra.Command, args []string) error {
			if err := need(cmd, args, v.least+1, v.most+1); err != nil {
				return err
			}
			return a.reading(func(s *store.Store) error { return a.editScenario(s, v, args[0], args[1:]) })
		})
		x.ValidArgsFunction = offer
		c.AddCommand(x)
	}
	c.AddCommand(a.scenarioCompareCmd(), a.adoptCmd(offer))
	return c
}

func (a *app) newScenario(s *store.Store, project, name string) error {
	var id model.ID
	_, err := s.Do("scenario "+name, func(snap *model.Snapshot) (model.Batch, error) {
		e := model.NewEdit(snap, a.today())
		p, err := projectNamed(e.Ctx, project)
		if err != nil {
			return model.Batch{}, err
		}
		if id, err = model.BranchPlan(e, p, name); err != nil {
			return model.Batch{}, failed(err)
		}
		return e.Batch()
	})
	if err != nil {
		return err
	}
	return a.saidScenario(s, id, "begun")
}

// scenarioNamed finds a scenario.
func scenarioNamed(c *model.Ctx, name string) (model.ID, error) {
	id, err := c.Resolve(name, []string{model.ScenarioPrefix})
	if err != nil {
		return 0, notFound(err)
	}
	return id, nil
}

func (a *app) editScenario(s *store.Store, v scenarioVerb, name string, args []string) error {
	var id model.ID
	_, err := s.Do(v.label+" scenario "+name, func(snap *model.Snapshot) (model.Batch, error) {
		e := model.NewEdit(snap, a.today())
		var err error
		if id, err = scenarioNamed(e.Ctx, name); err != nil {
			return model.Batch{}, err
		}
		if err = v.do(a, e, id, args); err != nil {
			if _, known := err.(*Fail); known {
				return model.Batch{}, err
			}
			return model.Batch{}, failed(err)
		}
		return e.Batch()
	})
	if err != nil {
		return err
	}
	return a.saidScenario(s, id, "done")
}

// saidScenario prints what a scenario is now: its steps and what they come to.
func (a *app) saidScenario(s *store.Store, id model.ID, did string) error {
	c := a.ctx(s.Snapshot())
	x, ok := model.Find[*model.Scenario](c.Snap, id)
	if !ok {
		return notFound(fmt.Errorf("%s: no such scenario", id))
	}
	if a.flags.json {
		return writeJSON(a.out, object(c, id))
	}
	if err := a.say(did, ": ", id.String(), "  ", x.Name, ", ", string(x.Status)); err != nil {
		return err
	}
	for i := range x.Steps {
		if err := a.say("  ", x.Steps[i].Text()); err != nil {
			return err
		}
	}
	return nil
}

func (a *app) scenarioCompareCmd() *cobra.Command {
	c := a.command("compare PROJECT", "Hold the scenarios of a project side by side", "Holds the open scenarios of a project beside the plan as it is: finish, cost, critical path, float,\nrisk, and which tasks move.",
		"  tandem scenario compare P-1\n  tandem scenario compare P-1 --json", func(cmd *cobra.Command, args []string) error {
			if err := need(cmd, args, 1, 1); err != nil {
				return err
			}
			return a.reading(func(s *store.Store) error { return a.compareScenarios(s, args[0]) })
		})
	c.ValidArgsFunction = a.completeProject
	return c
}

func (a *app) compareScenarios(s *store.Store, name string) error {
	c := a.ctx(s.Snapshot())
	id, err := projectNamed(c, name)
	if err != nil {
		return err
	}
	p, _ := model.Find[*model.Project](c.Snap, id)
	live, err := c.Outcome(id)
	if err != nil {
		return failed(err)
	}
	var list []*model.Contrast
	for _, x := range c.Snap.Scenarios(id, false) {
		y, err := c.Contrast(live, x)
		if err != nil {
			return failed(err)
		}
		list = append(list, y)
	}
	c = c.For(p)
	if a.flags.json {
		out := make([]any, len(list))
		for i, x := range list {
			out[i] = contrastObject(c, x)
		}
		return writeJSON(a.out, model.Object{{Name: "project", Value: id.String()}, {Name: "live", Value: outcomeObject(c, live)}, {Name: "scenarios", Value: out}})
	}
	if a.flags.csv {
		return a.outcomesCSV(c, live, list)
	}
	if len(list) == 0 && !a.exact() {
		return a.say("No open scenario of " + p.Name + ": tandem scenario new " + id.String() + " 'what if ...'")
	}
	g := grid{cols: []column{{head: ""}, {head: "as it is", right: true}}}
	for _, x := range list {
		g.cols = append(g.cols, column{head: x.Scenario.String() + " " + x.Name, right: true})
	}
	for _, l := range model.ContrastLines(c, live, list) {
		cells := []string{l.Name, l.Live}
		for _, x := range l.Cells {
			cells = append(cells, strings.TrimSpace(x.Text+" "+x.By))
		}
		g.add(cells...)
	}
	if err := a.put(&g, a.width(), c.ASCII); err != nil {
		return err
	}
	for _, x := range list {
		if x.Stored == "" {
			continue
		}
		if err := a.say(x.Scenario.String(), " ", x.Name, " cannot be computed: ", x.Stored); err != nil {
			return err
		}
	}
	return nil
}

// outcomesCSV writes a plan a row, the one as it is first, every number as JSON has it.
func (a *app) outcomesCSV(c *model.Ctx, live *model.Outcome, list []*model.Contrast) error {
	rows := []model.Object{contrastObject(c, &model.Contrast{Outcome: live, Branch: &model.Branch{},
		CostBy: money.Amount{Code: live.Cost.Code}, BudgetBy: money.Amount{Code: live.Budget.Code}})}
	rows[0][0].Value, rows[0][1].Value = "", "as it is"
	for _, x := range list {
		rows = append(rows, contrastObject(c, x))
	}
	return a.objectsCSV(rows)
}

func outcomeObject(c *model.Ctx, o *model.Outcome) model.Object {
	critical := make([]any, len(o.Critical))
	for i, id := range o.Critical {
		critical[i] = id.String()
	}
	if o.Stored != "" { // no figure that follows from dates
		return model.Object{{Name: "computable", Value: false}, {Name: "stored", Value: o.Stored}, {Name: "start", Value: nil}, {Name: "finish", Value: nil}, {Name: "late_minutes", Value: nil},
			{Name: "cost", Value: o.Cost.String()}, {Name: "budget", Value: o.Budget.String()}, {Name: "critical_path", Value: nil}, {Name: "mean_float_minutes", Value: nil},
			{Name: "near_critical", Value: nil}, {Name: "open_tasks", Value: nil}, {Name: "risk_money", Value: o.Exposure.Money.String()}, {Name: "risk_delay_minutes", Value: nil}}
	}
	return model.Object{{Name: "computable", Value: true}, {Name: "start", Value: instantOrNil(c, o.Start)}, {Name: "finish", Value: instantOrNil(c, o.Finish)}, {Name: "late_minutes", Value: float64(o.Late) / 60},
		{Name: "cost", Value: o.Cost.String()}, {Name: "budget", Value: o.Budget.String()}, {Name: "critical_path", Value: critical},
		{Name: "mean_float_minutes", Value: float64(o.Float) / 60}, {Name: "near_critical", Value: o.Near}, {Name: "open_tasks", Value: o.Open},
		{Name: "risk_money", Value: o.Exposure.Money.String()}, {Name: "risk_delay_minutes", Value: float64(o.Exposure.Delay) / 60}, {Name: "stored", Value: o.Stored}}
}

func contrastObject(c *model.Ctx, x *model.Contrast) model.Object {
	moved, clashes := make([]any, len(x.Moved)), []any{}
	for i, id := range x.Moved {
		moved[i] = x.Branch.Ref(id).String()
	}
	for _, p := range append(append([]model.ScenarioProblem(nil), x.Branch.Problems...), x.Branch.Clashes...) {
		clashes = append(clashes, p.Message)
	}
	out := model.Object{{Name: "scenario", Value: x.Scenario.String()}, {Name: "name", Value: x.Name}}
	out = append(out, outcomeObject(c, x.Outcome)...)
	var by any // of the finish; none where it is not computed
	if x.Stored == "" {
		by = float64(x.FinishBy) / 60
	}
	return append(out, model.Object{{Name: "finish_by_minutes", Value: by}, {Name: "cost_by", Value: x.CostBy.String()}, {Name: "budget_by", Value: x.BudgetBy.String()},
		{Name: "moved", Value: moved}, {Name: "added", Value: x.Added}, {Name: "dropped", Value: x.Dropped}, {Name: "clashes", Value: clashes}}...)
}

func (a *app) adoptCmd(offer cobra.CompletionFunc) *cobra.Command {
	var force bool
	c := a.command("adopt SCENARIO", "Make a scenario the plan", "Makes a scenario the plan: tasks, links, dates and budget move in one step that tandem undo takes\nback. Where the plan has changed since the branch and the scenario says otherwise, it says so and\nstops, unless --force is given.",
		"  tandem scenario adopt SC-1", func(cmd *cobra.Command, args []string) error {
			if err := need(cmd, args, 1, 1); err != nil {
				return err
			}
			return a.reading(func(s *store.Store) error { return a.adopt(s, args[0], force) })
		})
	c.Flags().BoolVar(&force, "force", false, "adopt it although the plan has changed since the branch")
	c.ValidArgsFunction = offer
	return c
}

func (a *app) adopt(s *store.Store, name string, force bool) error {
	var id model.ID
	_, err := s.Do("adopt scenario "+name, func(snap *model.Snapshot) (model.Batch, error) {
		e := model.NewEdit(snap, a.today())
		var err error
		if id, err = scenarioNamed(e.Ctx, name); err != nil {
			return model.Batch{}, err
		}
		x, _ := model.Find[*model.Scenario](snap, id)
		if b := e.Ctx.Branch(x); len(b.Clashes) > 0 && x.Open() && !force {
			words := make([]string, len(b.Clashes))
			for i, p := range b.Clashes {
				words[i] = p.Message
			}
			return model.Batch{}, failf("the plan has changed since the branch: %s; --force adopts it all the same", strings.Join(words, "; "))
		}
		if err := model.AdoptScenario(e, id); err != nil {
			return model.Batch{}, failed(err)
		}
		return e.Batch()
	})
	if err != nil {
		return err
	}
	return a.saidScenario(s, id, "adopted")
}
