package cli

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"tandem/model"
	"tandem/model/date"
	"tandem/store"
)

const whatIfLong = `Says what would move if a task took longer or shorter, or started later or earlier. Nothing is
stored; --accept does it, as one step that tandem undo takes back.`

const whatIfExample = `  tandem what-if T-14 --duration 5d
  tandem what-if T-14 --longer 2d --json
  tandem what-if T-14 --later 1w --accept`

// trial is what a task is tried with.
type trial struct {
	duration, longer, later string
	accept                  bool
}

func (a *app) whatIfCmd() *cobra.Command {
	var t trial
	c := a.command("what-if TASK [flags]", "Say what would move if a task changed", whatIfLong, whatIfExample, func(cmd *cobra.Command, args []string) error {
		if err := need(cmd, args, 1, 1); err != nil {
			return err
		}
		if t.duration == "" && t.longer == "" && t.later == "" {
			return usagef("say what to try: --duration 5d, --longer 2d or --later 1w")
		}
		open := a.reading
		if t.accept {
			open = a.with
		}
		return open(func(s *store.Store) error { return a.whatIf(s, args[0], t) })
	})
	c.Flags().StringVar(&t.duration, "duration", "", "the task takes this `LENGTH`: 5d, 4h, 2w")
	c.Flags().StringVar(&t.longer, "longer", "", "the task takes this `LENGTH` more, or with a minus less")
	c.Flags().StringVar(&t.later, "later", "", "the task starts this `LENGTH` later, or with a minus earlier")
	c.Flags().BoolVar(&t.accept, "accept", false, "do it")
	c.ValidArgsFunction = a.completeTasks
	return c
}

// change is the edit of a trial. Lengths are working time.
func (t trial) change(c *model.Ctx, x *model.Task) (func(*model.Edit) error, error) {
	read := func(flag, text string) (int64, error) {
		if text == "" {
			return 0, nil
		}
		s, err := date.ParseSpan(text, c.Scale)
		switch {
		case err != nil:
		case s.Elapsed():
			err = errors.New("elapsed time is no working time: 2d, 4h, 1w")
		case s.Unit == date.Percent:
			err = errors.New("a share is no length: 2d, 4h, 1w")
		}
		if err != nil {
			return 0, badField(flag, err)
		}
		return s.N, nil
	}
	longer, err := read("--longer", t.longer)
	if err != nil {
		return nil, err
	}
	later, err := read("--later", t.later)
	if err != nil {
		return nil, err
	}
	if t.duration != "" {
		n, err := read("--duration", t.duration)
		if err != nil {
			return nil, err
		}
		longer += n - x.Duration.N
	}
	id := x.ID
	return func(e *model.Edit) error { return model.Stretch(e, id, longer, later) }, nil
}

func (a *app) whatIf(s *store.Store, name string, t trial) error {
	c := a.ctx(s.Snapshot())
	ids, err := tasksNamed(c, []string{name})
	if err != nil {
		return err
	}
	x, ok := model.Find[*model.Task](c.Snap, ids[0])
	if !ok {
		return notFound(fmt.Errorf("%s is no task", name))
	}
	change, err := t.change(c.For(x), x)
	if err != nil {
		return err
	}
	g, err := c.Snap.Try(x.Project, a.today(), change)
	if err != nil {
		return planFail(err)
	}
	if why := g.Beyond(); why != "" {
		return failf("this cannot be computed: %s", why)
	}
	if t.accept {
		if _, err := s.Do("what if "+x.ID.String(), func(snap *model.Snapshot) (model.Batch, error) {
			e := model.NewEdit(snap, a.today())
			if err := change(e); err != nil {
				return model.Batch{}, planFail(err)
			}
			return e.Settled()
		}); err != nil {
			return err
		}
	}
	if a.flags.json {
		return writeJSON(a.out, ghostObject(c, x, g, t.accept))
	}
	if a.flags.csv {
		if err := a.sayFinish(c, x, g, t.accept); err != nil {
			return err
		}
		return a.objectsCSV(ghostMoves(c, g), "task", "name", "start", "finish", "new_start", "new_finish")
	}
	return a.sayGhost(c, x, g, t.accept)
}

func ghostObject(c *model.Ctx, t *model.Task, g *model.Ghost, accepted bool) model.Object {
	return model.Object{{Name: "task", Value: t.ID.String()}, {Name: "project", Value: t.Project.String()},
		{Name: "finish", Value: momentOrNil(g.Was, g.Was.Finish)}, {Name: "new_finish", Value: momentOrNil(g.Now, g.Now.Finish)},
		{Name: "slip_minutes", Value: g.Slip / 60}, {Name: "critical_path_changes", Value: g.Critical}, {Name: "moved", Value: ghostMoves(c, g)}, {Name: "accepted", Value: accepted}}
}

// ghostMoves are the tasks that would move, for scripts.
func ghostMoves(c *model.Ctx, g *model.Ghost) []model.Object {
	moves := make([]model.Object, 0, len(g.Moved))
	for _, id := range g.Moved {
		was, _ := g.Was.Of(id)
		now, _ := g.Now.Of(id)
		moves = append(moves, model.Object{{Name: "task", Value: id.String()}, {Name: "name", Value: c.NameOf(id)},
			{Name: "start", Value: momentOrNil(g.Was, was.Start)}, {Name: "finish", Value: momentOrNil(g.Was, was.Finish)},
			{Name: "new_start", Value: momentOrNil(g.Now, now.Start)}, {Name: "new_finish", Value: momentOrNil(g.Now, now.Finish)}})
	}
	return moves
}

// sayFinish says in a line what becomes of the project's finish.
func (a *app) sayFinish(c *model.Ctx, t *model.Task, g *model.Ghost, accepted bool) error {
	scale := c.For(t).Scale
	slip := "stays"
	if g.Slip != 0 {
		sign := "+"
		if g.Slip < 0 {
			sign = ""
		}
		slip = "would be " + dayOrNone(g.Now, g.Now.Finish) + " (" + sign + date.Span{N: g.Slip, Unit: date.Days}.Text(scale) + ")"
	}
	tasks := "tasks"
	if len(g.Moved) == 1 {
		tasks = "task"
	}
	line := fmt.Sprintf("finish %s %s; %d %s would move", dayOrNone(g.Was, g.Was.Finish), slip, len(g.Moved), tasks)
	if g.Critical {
		line += "; the critical path changes"
	}
	if accepted {
		line += "; done"
	}
	return a.say(line)
}

func (a *app) sayGhost(c *model.Ctx, t *model.Task, g *model.Ghost, accepted bool) error {
	if err := a.sayFinish(c, t, g, accepted); err != nil {
		return err
	}
	for _, id := range g.Moved {
		was, _ := g.Was.Of(id)
		now, _ := g.Now.Of(id)
		if err := a.say(fmt.Sprintf("  %s  %s  %s .. %s -> %s .. %s", id, c.NameOf(id), dayOrNone(g.Was, was.Start), dayOrNone(g.Was, was.Finish),
			dayOrNone(g.Now, now.Start), dayOrNone(g.Now, now.Finish))); err != nil {
			return err
		}
	}
	return nil
}
