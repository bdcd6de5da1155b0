package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"tandem/model"
	"tandem/store"
)

const templateLong = `Begins plans from templates: those of the workspace and one built in for each method (waterfall,
scrum, kanban, lean, hybrid). Using one makes a living plan in one step: tasks, links, durations,
roles and sprints, with the dates that follow from the start.`

const templateExample = `  tandem template list
  tandem template use scrum --name 'New app' --start mon
  tandem template use 'Rollout to a site' --project P-9 --start '12 jan'
  tandem template save P-1 --name 'Depot rollout'`

type templateFlags struct{ project, start, name, account string }

func (a *app) templateCmd() *cobra.Command {
	var f templateFlags
	c := a.command("template COMMAND", "Begin a plan from a template", templateLong, templateExample, func(_ *cobra.Command, args []string) error {
		if len(args) > 0 {
			return usagef("%q is nothing to do with templates: write list, use or save", args[0])
		}
		return usagef("what is to be done with templates? write list, use or save")
	})
	c.AddCommand(a.command("list", "List the templates of projects", "Lists what a project can be begun from: the templates of the workspace, then those built in.", "  tandem template list --json",
		func(cmd *cobra.Command, args []string) error {
			if err := need(cmd, args, 0, 0); err != nil {
				return err
			}
			return a.reading(a.templates)
		}))
	use := a.command("use TEMPLATE", "Make a plan of a template", "Makes the tasks of a template in an empty project, or in a new one. TEMPLATE is a reference, a name,\nor a method, which means the built-in one.", "  tandem template use waterfall --name 'Depot West' --start mon",
		func(cmd *cobra.Command, args []string) error {
			if err := need(cmd, args, 1, -1); err != nil {
				return err
			}
			return a.with(func(s *store.Store) error { return a.useTemplate(s, strings.Join(args, " "), f) })
		})
	use.Flags().StringVarP(&f.project, "project", "p", "", "the empty `PROJECT` to fill (else a new one)")
	use.Flags().StringVar(&f.start, "start", "", "when it starts, a `DAY`: mon, 12 jan, +2w (else today, or the project's start)")
	use.Flags().StringVar(&f.name, "name", "", "the `NAME` of a new project")
	use.Flags().StringVar(&f.account, "account", "", "the `CUSTOMER` a new project is for")
	c.AddCommand(use)
	save := a.command("save PROJECT", "Make a template of a project", "Makes a template of a project: its tasks, links, durations and roles, without dates, people and\nprogress. One of that name is replaced.", "  tandem template save P-1 --name 'Depot rollout'",
		func(cmd *cobra.Command, args []string) error {
			if err := need(cmd, args, 1, 1); err != nil {
				return err
			}
			return a.with(func(s *store.Store) error { return a.saveTemplate(s, args[0], f.name) })
		})
	save.Flags().StringVar(&f.name, "name", "", "what it is called (else as the project)")
	save.ValidArgsFunction = a.completeProject
	c.AddCommand(save)
	return c
}

func (a *app) templates(s *store.Store) error {
	list := []model.Object{}
	g := grid{cols: []column{{head: "ref"}, {head: "name", keep: keepTitle}, {head: "method"}, {head: "tasks", right: true}}}
	for _, x := range s.Snapshot().Templates() {
		ref := "built in"
		if x.ID != 0 {
			ref = x.ID.String()
		}
		g.add(ref, x.Name, string(x.Method), fmt.Sprint(len(x.Tasks)))
		list = append(list, model.Object{{Name: "ref", Value: refOrNil(x.ID)}, {Name: "name", Value: x.Name}, {Name: "method", Value: string(x.Method)},
			{Name: "built_in", Value: x.ID == 0}, {Name: "tasks", Value: len(x.Tasks)}})
	}
	if a.flags.json {
		return writeAll(a.out, list)
	}
	return a.put(&g, a.width(), a.ascii())
}

func (a *app) useTemplate(s *store.Store, name string, f templateFlags) error {
	if f.project != "" && (f.name != "" || f.account != "") {
		return usagef("--name and --account are for a new project, --project names one that is there")
	}
	var id model.ID
	_, err := s.Do("plan from the template "+name, func(snap *model.Snapshot) (model.Batch, error) {
		e := model.NewEdit(snap, a.today())
		x, err := e.Ctx.TemplateNamed(name)
		if err != nil {
			return model.Batch{}, notFound(err)
		}
		use := model.TemplateUse{Name: f.name}
		blank := &model.Project{}
		if f.project != "" {
			if use.Project, err = projectNamed(e.Ctx, f.project); err != nil {
				return model.Batch{}, err
			}
			if p, ok := model.Find[*model.Project](snap, use.Project); ok {
				blank.Calendar = p.Calendar
			}
		}
		if f.account != "" {
			if use.Account, err = e.Ctx.Resolve(f.account, []string{model.AccountPrefix}); err != nil {
				return model.Batch{}, notFound(err)
			}
		}
		if f.start != "" {
			if err := snap.Schema().Prefix(model.ProjectPrefix).Field("start").Parse(e.Ctx.For(blank), blank, f.start); err != nil {
				return model.Batch{}, badField("--start", err)
			}
			use.Start = blank.Start
		}
		if id, err = model.UseTemplate(e, x, use); err != nil {
			return model.Batch{}, failed(err)
		}
		return e.Batch()
	})
	if err != nil {
		return err
	}
	c := a.ctx(s.Snapshot())
	if a.flags.json {
		return writeJSON(a.out, object(c, id))
	}
	x := c.Snap.Schedule(id)
	return a.say(fmt.Sprintf("planned: %s  %s, %d tasks, %s to %s", id, c.NameOf(id), len(x.Tasks()), x.Start.Day(x.Loc), x.Finish.Day(x.Loc)))
}

func (a *app) saveTemplate(s *store.Store, project, name string) error {
	var id model.ID
	_, err := s.Do("save "+project+" as a template", func(snap *model.Snapshot) (model.Batch, error) {
		e := model.NewEdit(snap, a.today())
		p, err := projectNamed(e.Ctx, project)
		if err != nil {
			return model.Batch{}, err
		}
		if id, err = model.SaveTemplate(e, p, name); err != nil {
			return model.Batch{}, failed(err)
		}
		return e.Batch()
	})
	if err != nil {
		return err
	}
	c := a.ctx(s.Snapshot())
	if a.flags.json {
		return writeJSON(a.out, object(c, id))
	}
	x, _ := model.Find[*model.Template](c.Snap, id)
	return a.say(fmt.Sprintf("saved: %s  %s, %d tasks", id, x.Name, len(x.Tasks)))
}
