package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"tandem/model"
	"tandem/model/date"
	"tandem/store"
)

const scheduleLong = `Computes the plan of a project: when it starts and ends, what the critical path is, and what is
wrong with it, such as tasks that wait for one another in a circle.

The stored dates of the tasks are not touched; tandem list tasks shows both. --write makes the
computed dates the stored ones, as one step that tandem undo takes back.`

const scheduleExample = `  tandem schedule --project P-1
  tandem schedule P-1 --json
  tandem schedule P-1 --write`

const whyLong = `Says why a task starts when it does: what it waits for, what that waits for, and so on back to
the start of the project, a date that was set, or what has happened.`

const whyExample = `  tandem why T-14
  tandem why T-14 --json`

func (a *app) scheduleCmd() *cobra.Command {
	var project string
	var write bool
	c := a.command("schedule [PROJECT] [flags]", "Compute the plan of a project", scheduleLong, scheduleExample, func(cmd *cobra.Command, args []string) error {
		if err := need(cmd, args, 0, 1); err != nil {
			return err
		}
		if len(args) == 1 && project == "" {
			project = args[0]
		}
		return a.reading(func(s *store.Store) error { return a.schedule(s, project, write) })
	})
	c.Flags().StringVarP(&project, "project", "p", "", "the `PROJECT`; not needed where there is only one")
	c.Flags().BoolVar(&write, "write", false, "store the computed dates")
	offer := func(_ *cobra.Command, _ []string, word string) ([]string, cobra.ShellCompDirective) {
		return a.offered(word, model.ProjectPrefix), cobra.ShellCompDirectiveNoFileComp
	}
	c.ValidArgsFunction = offer
	_ = c.RegisterFlagCompletionFunc("project", offer) // fails only for a flag that is not there
	return c
}

func (a *app) whyCmd() *cobra.Command {
	c := a.command("why TASK", "Say why a task starts when it does", whyLong, whyExample, func(cmd *cobra.Command, args []string) error {
		if err := need(cmd, args, 1, 1); err != nil {
			return err
		}
		return a.reading(func(s *store.Store) error { return a.why(s, args[0]) })
	})
	c.ValidArgsFunction = func(_ *cobra.Command, _ []string, word string) ([]string, cobra.ShellCompDirective) {
		return a.offered(word, model.TaskPrefix), cobra.ShellCompDirectiveNoFileComp
	}
	return c
}

// projectNamed finds a project; without a name the only one there is.
func projectNamed(c *model.Ctx, name string) (model.ID, error) {
	if name != "" {
		id, err := c.Resolve(name, []string{model.ProjectPrefix})
		if err != nil {
			return 0, notFound(err)
		}
		return id, nil
	}
	if n := c.Snap.Count(model.ProjectPrefix); n != 1 {
		return 0, badField("--project", fmt.Errorf("there are %d projects: name one", n))
	}
	for r := range c.Snap.All(model.ProjectPrefix) {
		return r.Base().ID, nil
	}
	return 0, badField("--project", fmt.Errorf("there is no project"))
}

func (a *app) schedule(s *store.Store, name string, write bool) error {
	c := a.ctx(s.Snapshot())
	id, err := projectNamed(c, name)
	if err != nil {
		return err
	}
	changed := 0
	if write {
		if _, err := s.Do("reschedule "+c.NameOf(id), func(snap *model.Snapshot) (model.Batch, error) {
			e := model.NewEdit(snap, a.today())
			var err error
			if changed, err = snap.Reschedule(e, id); err != nil {
				return model.Batch{}, &Fail{Code: Failed, Message: err.Error(), Err: err}
			}
			return e.Batch()
		}); err != nil {
			return err
		}
		c = a.ctx(s.Snapshot())
	}
	x := c.Snap.Schedule(id)
	if a.flags.json {
		return writeJSON(a.out, scheduleObject(c, x, write, changed))
	}
	if write {
		if err := a.say(fmt.Sprintf("dates of %d tasks stored", changed)); err != nil {
			return err
		}
	}
	return a.scheduleText(c, x)
}

// scheduleObject is a schedule as scripts get it.
func scheduleObject(c *model.Ctx, x *model.Schedule, write bool, changed int) model.Object {
	path := []any{}
	for _, id := range x.Critical() {
		path = append(path, id.String())
	}
	issues := []any{}
	for _, i := range x.Issues {
		refs := []any{}
		for _, t := range i.Tasks {
			refs = append(refs, t.String())
		}
		issues = append(issues, model.Object{{Name: "tasks", Value: refs}, {Name: "message", Value: i.Message}})
	}
	out := model.Object{{Name: "project", Value: x.Project.ID.String()}, {Name: "name", Value: c.NameOf(x.Project.ID)},
		{Name: "start", Value: momentOrNil(x, x.Start)}, {Name: "finish", Value: momentOrNil(x, x.Finish)},
		{Name: "tasks", Value: len(x.Tasks())}, {Name: "critical_path", Value: path}, {Name: "issues", Value: issues}, {Name: "stored", Value: x.Stored}}
	if write {
		out = append(out, model.Pair{Name: "written", Value: changed})
	}
	return out
}

// momentOrNil is a moment of a schedule; null where there is none, or none that RFC 3339 can write: an
// issue of the schedule says why.
func momentOrNil(x *model.Schedule, at date.Instant) any {
	if s := at.RFC3339(x.Loc); s != "" {
		return s
	}
	return nil
}

// scheduleText prints the frame of the plan, its critical path and what is wrong with it.
func (a *app) scheduleText(c *model.Ctx, x *model.Schedule) error {
	show := func(at date.Instant) string {
		s := at.RFC3339(x.Loc)
		switch {
		case s == "":
			return "-"
		case a.exact():
			return s
		}
		return at.In(x.Loc).Format("Mon 2 Jan 2006 15:04")
	}
	lines := []string{c.NameOf(x.Project.ID), "start   " + show(x.Start), "finish  " + show(x.Finish)}
	if x.Stored != "" {
		lines = append(lines, "not computed: "+x.Stored)
	}
	for _, i := range x.Issues {
		who := make([]string, len(i.Tasks))
		for n, t := range i.Tasks {
			who[n] = t.String()
		}
		lines = append(lines, "! "+strings.Join(who, ", ")+": "+i.Message)
	}
	path := x.Critical()
	lines = append(lines, fmt.Sprintf("critical path, %d of %d tasks:", len(path), len(x.Tasks())))
	for _, l := range lines {
		if err := a.say(l); err != nil {
			return err
		}
	}
	g := grid{cols: []column{{head: "ref"}, {head: "name", keep: keepTitle}, {head: "start"}, {head: "finish"}, {head: "driver"}}}
	for _, id := range path {
		d, _ := x.Of(id)
		g.add(id.String(), c.NameOf(id), show(d.Start), show(d.Finish), d.Driver.Text(c))
	}
	return a.put(&g, a.width(), c.ASCII)
}

func (a *app) why(s *store.Store, name string) error {
	c := a.ctx(s.Snapshot())
	id, err := c.Resolve(name, []string{model.TaskPrefix})
	if err != nil {
		return notFound(err)
	}
	t, ok := model.Find[*model.Task](c.Snap, id)
	if !ok {
		return notFound(fmt.Errorf("%s is no task", name))
	}
	x := c.Snap.Schedule(t.Project)
	chain := x.Why(c.For(t), id)
	if a.flags.json || a.flags.csv {
		list := make([]model.Object, len(chain))
		for i, step := range chain {
			list[i] = whyObject(c, x, step)
		}
		if a.flags.csv {
			return a.objectsCSV(list)
		}
		return writeAll(a.out, list)
	}
	for i, step := range chain {
		line := fmt.Sprintf("%s  %s  %s to %s: it %s", step.Task, c.NameOf(step.Task),
			step.Start.In(x.Loc).Format("Mon 2 Jan 2006 15:04"), step.Finish.In(x.Loc).Format("Mon 2 Jan 2006 15:04"), step.Words)
		if err := a.say(strings.Repeat("  ", min(i, 12)), line); err != nil {
			return err
		}
	}
	return nil
}

func whyObject(c *model.Ctx, x *model.Schedule, s model.Step) model.Object {
	d := s.Driver
	o := model.Object{{Name: "task", Value: s.Task.String()}, {Name: "name", Value: c.NameOf(s.Task)},
		{Name: "start", Value: momentOrNil(x, s.Start)}, {Name: "finish", Value: momentOrNil(x, s.Finish)},
		{Name: "cause", Value: string(d.Cause)}, {Name: "waits_for", Value: refOrNil(d.Task)}, {Name: "link", Value: string(d.Type)},
		{Name: "lag", Value: ""}, {Name: "via", Value: refOrNil(d.Via)}, {Name: "words", Value: s.Words}}
	if d.Lag.N != 0 {
		o[7].Value = d.Lag.Text(c.Scale)
	}
	return o
}

// scheduled shows a task's start and finish as scheduled: the dates in a plan of Microsoft Project
// are what that program computed. A date that somebody typed, or that came with an issue, stands
// until the computed ones are stored; tandem show tells the stored ones of any task. So it is with
// the finish of a project that has none of its own.
func scheduled(c *model.Ctx, r model.Record, o model.Object) model.Object {
	if at := model.Unsettled(c, r, "finish"); at != 0 && r.Base().ID.Is(model.ProjectPrefix) {
		for i := range o {
			if o[i].Name == "finish" {
				o[i].Value = instantOrNil(c.For(r), at)
			}
		}
		return o
	}
	t, ok := r.(*model.Task)
	if !ok {
		return o
	}
	x := c.Snap.Schedule(t.Project)
	d, ok := x.Of(t.ID)
	if !ok {
		return o
	}
	for i := range o {
		stored, at := t.Start, d.Start
		switch o[i].Name {
		case "start":
		case "finish":
			stored, at = t.Finish, d.Finish
		default:
			continue
		}
		if at != 0 && (stored == 0 || strings.HasPrefix(t.Source, "ms-project:")) {
			o[i].Value = momentOrNil(x, at)
		}
	}
	return o
}
