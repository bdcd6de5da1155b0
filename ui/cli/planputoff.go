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

const putOffLong = `Lets work that was to be done before a day, and is not, go on from then: reschedules
uncompleted work. A task that has not begun starts no earlier; of one under way what is left is done
from then (its field resume). What is done, what waits for a task that moves anyway, and what a hard date holds stay as
they are. Without --from it is the status date of the project, else today.`

// planPutOffCmd is the command that puts off what is not done.
func (a *app) planPutOffCmd() *cobra.Command {
	var from string
	c := a.command("reschedule PROJECT|TASK... [flags]", "Put off work that is not done yet", putOffLong,
		"  tandem plan reschedule P-1\n  tandem plan reschedule T-14 T-15 --from mon", func(cmd *cobra.Command, args []string) error {
			if err := need(cmd, args, 1, -1); err != nil {
				return err
			}
			return a.reading(func(s *store.Store) error { return a.putOff(s, args, from) })
		})
	c.Flags().StringVar(&from, "from", "", "the `DAY` from which it goes on: mon, 2026-12-01, +3d")
	c.ValidArgsFunction = func(_ *cobra.Command, _ []string, word string) ([]string, cobra.ShellCompDirective) {
		return a.offered(word, model.ProjectPrefix, model.TaskPrefix), cobra.ShellCompDirectiveNoFileComp
	}
	return c
}

func (a *app) putOff(s *store.Store, names []string, from string) error {
	var got model.PutOff
	err := a.planStep(s, "reschedule what is open of "+strings.Join(names, ", "), func(e *model.Edit) ([]model.ID, error) {
		p, ids, err := planOf(e.Ctx, names)
		if err != nil {
			return nil, err
		}
		at := e.Ctx.PutOffFrom(p)
		if from != "" {
			own := e.Ctx.For(p)
			if at, err = date.Parse(from, own.Now, own.Loc); err != nil {
				return nil, badField("--from", err)
			}
		}
		got, err = model.PutOffWork(e, p.ID, ids, at)
		return got.Moved, err
	})
	if err != nil {
		return err
	}
	for _, x := range got.Left {
		_, _ = io.WriteString(a.io.Err, "tandem: note: "+oneLine(x.Tasks[0].String()+" stays: "+x.Message)+"\n")
	}
	if len(got.Moved) == 0 && len(got.Left) == 0 && !a.flags.json {
		return a.say("nothing that is open lies before that")
	}
	return nil
}

// planOf finds the project or the tasks of one project that names say.
func planOf(c *model.Ctx, names []string) (*model.Project, []model.ID, error) {
	var ids []model.ID
	var plan *model.Project
	for _, n := range names {
		id, err := c.Resolve(n, []string{model.ProjectPrefix, model.TaskPrefix})
		if err != nil {
			return nil, nil, notFound(err)
		}
		of := id
		if t, ok := model.Find[*model.Task](c.Snap, id); ok {
			of = t.Project
		}
		p, ok := model.Find[*model.Project](c.Snap, of)
		switch {
		case !ok:
			return nil, nil, notFound(fmt.Errorf("%s is of no project", id))
		case plan != nil && plan.ID != p.ID:
			return nil, nil, badField(n, fmt.Errorf("%s is of another project than %s", id, ids[0]))
		}
		plan, ids = p, append(ids, id)
	}
	return plan, ids, nil
}
