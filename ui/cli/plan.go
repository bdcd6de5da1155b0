package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"tandem/model"
	"tandem/model/date"
	"tandem/store"
)

const planLong = `Changes the outline of a plan: what is under what, in which order, what waits for what. Each
command is one step that tandem undo takes back; the plan is scheduled anew in the same step, and
the stored dates of all that moves follow.`

const planExample = `  tandem plan add 'Sign the contract' --after T-3
  tandem plan indent T-14 T-15
  tandem plan move T-14 --under T-9
  tandem plan link T-14 --to T-12 T-13 --type SS --lag 2d
  tandem plan split T-14 --first 3d
  tandem plan repeat T-20 'weekly mon until 30 jun'
  tandem plan reschedule P-1 --from mon`

// planCmd is the group of commands on outlines.
func (a *app) planCmd() *cobra.Command {
	c := a.command("plan COMMAND", "Change the outline of a plan", planLong, planExample, func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 {
			return usagef("%q is no command on plans: tandem help plan lists them", args[0])
		}
		return cmd.Help()
	})
	c.AddCommand(a.planAddCmd(), a.planMoveCmd(), a.planLinkCmd(), a.planUnlinkCmd(), a.planSplitCmd(), a.planRepeatCmd(), a.planPutOffCmd())
	for _, x := range []struct {
		use, short, label string
		f                 func(o *model.Outliner, ids []model.ID) error
	}{
		{"indent", "Put tasks under the one above each", "indent", func(o *model.Outliner, ids []model.ID) error { return o.Indent(ids) }},
		{"outdent", "Take tasks out of their summary", "outdent", func(o *model.Outliner, ids []model.ID) error { return o.Outdent(ids) }},
		{"down", "Move tasks past the next one", "move down", func(o *model.Outliner, ids []model.ID) error { return o.Move(ids, 1) }},
		{"up", "Move tasks before the one above", "move up", func(o *model.Outliner, ids []model.ID) error { return o.Move(ids, -1) }},
	} {
		c.AddCommand(a.tasksCmd(x.use, x.short, func(e *model.Edit, ids []model.ID) ([]model.ID, error) {
			o := model.NewOutliner(e)
			if err := x.f(o, ids); err != nil {
				return nil, err
			}
			return ids, o.Save()
		}))
	}
	c.AddCommand(
		a.tasksCmd("merge", "Make one task of several", func(e *model.Edit, ids []model.ID) ([]model.ID, error) {
			id, err := model.MergeTasks(e, ids)
			return []model.ID{id}, err
		}),
		a.tasksCmd("copy", "Copy tasks with all under them", model.DuplicateTasks),
		a.tasksCmd("milestone", "Make milestones of tasks, or tasks again", toggled(model.ToggleMilestones)),
		a.tasksCmd("deliverable", "Mark tasks as handed over, or no longer", toggled(model.ToggleDeliverables)),
	)
	return c
}

func toggled(f func(*model.Edit, []model.ID) (bool, error)) func(*model.Edit, []model.ID) ([]model.ID, error) {
	return func(e *model.Edit, ids []model.ID) ([]model.ID, error) {
		_, err := f(e, ids)
		return ids, err
	}
}

// tasksCmd is a command on tasks that takes nothing but their references.
func (a *app) tasksCmd(use, short string, f func(*model.Edit, []model.ID) ([]model.ID, error)) *cobra.Command {
	c := a.command(use+" TASK...", short, short+", as one step.", "  tandem plan "+use+" T-14 T-15", func(cmd *cobra.Command, args []string) error {
		if err := need(cmd, args, 1, -1); err != nil {
			return err
		}
		return a.reading(func(s *store.Store) error {
			return a.planStep(s, use+" "+strings.Join(args, ", "), func(e *model.Edit) ([]model.ID, error) {
				ids, err := tasksNamed(e.Ctx, args)
				if err != nil {
					return nil, err
				}
				return f(e, ids)
			})
		})
	})
	c.ValidArgsFunction = a.completeTasks
	return c
}

func (a *app) completeTasks(_ *cobra.Command, _ []string, word string) ([]string, cobra.ShellCompDirective) {
	return a.offered(word, model.TaskPrefix), cobra.ShellCompDirectiveNoFileComp
}

// tasksNamed finds tasks by reference or name.
func tasksNamed(c *model.Ctx, names []string) ([]model.ID, error) {
	out := make([]model.ID, 0, len(names))
	for _, n := range names {
		id, err := c.Resolve(n, []string{model.TaskPrefix})
		if err != nil {
			return nil, notFound(err)
		}
		out = append(out, id)
	}
	return out, nil
}

// planStep does one change of a plan and says which tasks it is about and what moved.
func (a *app) planStep(s *store.Store, label string, f func(*model.Edit) ([]model.ID, error)) error {
	var ids []model.ID
	before := a.ctx(s.Snapshot())
	changed, err := s.Do(label, func(snap *model.Snapshot) (model.Batch, error) {
		e := model.NewEdit(snap, a.today())
		var err error
		if ids, err = f(e); err != nil {
			return model.Batch{}, planFail(err)
		}
		return e.Settled()
	})
	if err != nil {
		return err
	}
	c := a.ctx(s.Snapshot())
	a.doubts(before, c, ids, nil)
	a.moved(before, c, changed.IDs)
	if a.flags.json {
		list := make([]model.Object, len(ids))
		for i, id := range ids {
			list[i] = planObject(c, id)
		}
		return writeJSON(a.out, model.Object{{Name: "tasks", Value: list}, {Name: "changed", Value: len(changed.IDs)}, {Name: "seq", Value: changed.Seq}})
	}
	for _, id := range ids {
		t, ok := model.Find[*model.Task](c.Snap, id)
		if !ok {
			continue
		}
		x := c.Snap.Schedule(t.Project)
		d, _ := x.Of(id)
		if err := a.say(c.Snap.Plan(t.Project).Number(id), "  ", id.String(), "  ", t.Name, "  ", dayOrNone(x, d.Start), " to ", dayOrNone(x, d.Finish)); err != nil {
			return err
		}
	}
	return nil
}

// planFail is a refusal of the plan: the command was right, what it asks cannot be.
func planFail(err error) error {
	if f, ok := err.(*Fail); ok {
		return f
	}
	return &Fail{Code: Failed, Message: err.Error(), Err: err}
}

func dayOrNone(x *model.Schedule, at date.Instant) string {
	if at.RFC3339(x.Loc) == "" {
		return "-"
	}
	return at.Day(x.Loc).String()
}

func planObject(c *model.Ctx, id model.ID) model.Object {
	t, ok := model.Find[*model.Task](c.Snap, id)
	if !ok {
		return model.Object{{Name: "task", Value: id.String()}}
	}
	x := c.Snap.Schedule(t.Project)
	d, _ := x.Of(id)
	return model.Object{{Name: "task", Value: id.String()}, {Name: "name", Value: t.Name}, {Name: "outline_number", Value: c.Snap.Plan(t.Project).Number(id)},
		{Name: "parent", Value: refOrNil(t.Parent)}, {Name: "start", Value: momentOrNil(x, d.Start)}, {Name: "finish", Value: momentOrNil(x, d.Finish)}}
}

// placeFlags are the flags that name a place in an outline; just one may be given.
type placeFlags struct{ after, before, under, first string }

func (f *placeFlags) add(c *cobra.Command) {
	c.Flags().StringVar(&f.after, "after", "", "after this `TASK` and all under it")
	c.Flags().StringVar(&f.before, "before", "", "before this `TASK`")
	c.Flags().StringVar(&f.under, "under", "", "as the last under this `TASK` or project")
	c.Flags().StringVar(&f.first, "first", "", "as the first under this `TASK` or project")
}

func (f *placeFlags) place(c *model.Ctx) (model.Place, error) {
	var out model.Place
	n := 0
	for _, x := range []struct {
		name string
		w    model.Where
	}{{f.after, model.Below}, {f.before, model.Above}, {f.under, model.Under}, {f.first, model.First}} {
		if x.name == "" {
			continue
		}
		id, err := c.Resolve(x.name, []string{model.TaskPrefix, model.ProjectPrefix})
		if err != nil {
			return out, notFound(err)
		}
		out = model.Place{Anchor: id, Where: x.w}
		n++
	}
	if n != 1 {
		return out, usagef("say where, once: --after, --before, --under or --first TASK")
	}
	return out, nil
}

func (a *app) planAddCmd() *cobra.Command {
	var at placeFlags
	var length string
	c := a.command("add NAME... [flags]", "Add a task at a place", "Adds a task beside or under another one, or to a project.", "  tandem plan add 'Sign the contract' --under P-1 --duration 3d", func(cmd *cobra.Command, args []string) error {
		if err := need(cmd, args, 1, -1); err != nil {
			return err
		}
		name := strings.Join(args, " ")
		return a.reading(func(s *store.Store) error {
			var made model.ID
			err := a.planStep(s, "add task "+name, func(e *model.Edit) ([]model.ID, error) {
				place, err := at.place(e.Ctx)
				if err != nil {
					return nil, err
				}
				o := model.NewOutliner(e)
				id, err := o.Add(place, func(t *model.Task) { t.Name = name })
				if err != nil {
					return nil, err
				}
				if err := o.Save(); err != nil {
					return nil, err
				}
				if length != "" {
					if err := e.Set(id, "duration", length); err != nil {
						return nil, err
					}
				}
				made = id
				return []model.ID{id}, e.StartFromNow(id)
			})
			if err == nil {
				a.notBefore(a.ctx(s.Snapshot()), made, nil)
			}
			return err
		})
	})
	at.add(c)
	c.Flags().StringVar(&length, "duration", "", "how long it takes: `LENGTH` as 3d, 4h, 2w")
	return c
}

func (a *app) planMoveCmd() *cobra.Command {
	var at placeFlags
	c := a.command("move TASK... [flags]", "Move tasks to a place", "Moves tasks, with all under them, to a place in the same project.", "  tandem plan move T-14 T-15 --under T-9", func(cmd *cobra.Command, args []string) error {
		if err := need(cmd, args, 1, -1); err != nil {
			return err
		}
		return a.reading(func(s *store.Store) error {
			return a.planStep(s, "move "+strings.Join(args, ", "), func(e *model.Edit) ([]model.ID, error) {
				ids, err := tasksNamed(e.Ctx, args)
				if err != nil {
					return nil, err
				}
				place, err := at.place(e.Ctx)
				if err != nil {
					return nil, err
				}
				o := model.NewOutliner(e)
				if err := o.Put(ids, place); err != nil {
					return nil, err
				}
				return ids, o.Save()
			})
		})
	})
	at.add(c)
	c.ValidArgsFunction = a.completeTasks
	return c
}

func (a *app) planLinkCmd() *cobra.Command {
	var typ, lag string
	var to []string
	c := a.command("link TASK... --to TASK [flags]", "Let tasks wait for others", "Lets tasks wait for the one that --to names, or for several. A circle is refused.",
		"  tandem plan link T-14 --to T-12\n  tandem plan link T-14 --to T-12,T-13 --type SS --lag 2d", func(cmd *cobra.Command, args []string) error {
			if err := need(cmd, args, 1, -1); err != nil {
				return err
			}
			if len(to) == 0 {
				return usagef("say what they wait for: --to T-12")
			}
			return a.reading(func(s *store.Store) error {
				return a.planStep(s, "link "+strings.Join(args, ", "), func(e *model.Edit) ([]model.ID, error) {
					succs, err := tasksNamed(e.Ctx, args)
					if err != nil {
						return nil, err
					}
					preds, err := tasksNamed(e.Ctx, to)
					if err != nil {
						return nil, err
					}
					t, err := model.ParseLinkType(typ)
					if err != nil {
						return nil, badField("--type", err)
					}
					l, err := model.ParseLag(lag, e.Ctx.For(e.Get(succs[0])).Scale)
					if err != nil {
						return nil, badField("--lag", err)
					}
					_, err = model.LinkTasks(e, preds, succs, t, l)
					return succs, err
				})
			})
		})
	c.Flags().StringSliceVar(&to, "to", nil, "the `TASK` they wait for; several parted by commas")
	c.Flags().StringVar(&typ, "type", "FS", "the `TYPE` of the link: FS, SS, FF or SF")
	c.Flags().StringVar(&lag, "lag", "", "how much later: `LAG` as 2d, -4h, 2ed, 50%")
	c.ValidArgsFunction = a.completeTasks
	return c
}

func (a *app) planUnlinkCmd() *cobra.Command {
	return a.tasksCmd("unlink", "Take the links between tasks away, or of one all it waits for", func(e *model.Edit, ids []model.ID) ([]model.ID, error) {
		_, err := model.UnlinkTasks(e, ids)
		return ids, err
	})
}

func (a *app) planSplitCmd() *cobra.Command {
	var first string
	c := a.command("split TASK [flags]", "Make two tasks of one", "Parts a task in two, the second after the first: where --first says, else at what is done, else in the middle. What is still open about a task goes on with the second where the first is done.", "  tandem plan split T-14 --first 3d", func(cmd *cobra.Command, args []string) error {
		if err := need(cmd, args, 1, 1); err != nil {
			return err
		}
		return a.reading(func(s *store.Store) error {
			return a.planStep(s, "split "+args[0], func(e *model.Edit) ([]model.ID, error) {
				ids, err := tasksNamed(e.Ctx, args)
				if err != nil {
					return nil, err
				}
				var part date.Span
				if first != "" {
					if part, err = date.ParseSpan(first, e.Ctx.For(e.Get(ids[0])).Scale); err != nil {
						return nil, badField("--first", err)
					}
				}
				rest, err := model.SplitTask(e, ids[0], part)
				var p model.Problem
				if errors.As(err, &p) && p.Field == model.FirstPart {
					return nil, &Fail{Code: Usage, Field: "--first", Message: p.ID.String() + ": " + p.Message, Err: err}
				}
				return append(ids, rest), err
			})
		})
	})
	c.Flags().StringVar(&first, "first", "", "how long the first part is: `LENGTH` as 3d, 4h")
	c.ValidArgsFunction = a.completeTasks
	return c
}

func (a *app) planRepeatCmd() *cobra.Command {
	c := a.command("repeat TASK RULE...", "Make a recurring series of a task", "Makes a summary of a task, with one task for each occurrence under it.",
		"  tandem plan repeat T-20 weekly mon 12 times\n  tandem plan repeat T-20 'monthly last fri until 31 dec'", func(cmd *cobra.Command, args []string) error {
			if err := need(cmd, args, 2, -1); err != nil {
				return err
			}
			return a.reading(func(s *store.Store) error {
				return a.planStep(s, "series of "+args[0], func(e *model.Edit) ([]model.ID, error) {
					ids, err := tasksNamed(e.Ctx, args[:1])
					if err != nil {
						return nil, err
					}
					t, ok := e.Get(ids[0]).(*model.Task)
					if !ok {
						return nil, notFound(fmt.Errorf("%s is no task", args[0]))
					}
					c := e.Ctx.For(t)
					rule, err := model.ParseSeries(c, strings.Join(args[1:], " "), model.SeriesStart(c, t))
					if err != nil {
						return nil, badField("RULE", err)
					}
					made, err := model.RepeatTask(e, ids[0], rule)
					return append(ids, made...), err
				})
			})
		})
	c.ValidArgsFunction = a.completeTasks
	return c
}
