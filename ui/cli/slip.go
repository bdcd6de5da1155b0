package cli

import (
	"github.com/spf13/cobra"

	"tandem/model"
	"tandem/model/date"
	"tandem/store"
)

const slipLong = `Shows how the forecast of each milestone moved over time, from baselines, status reports as they
were sent, and the journal: a milestone trend. --all lists every look, not only those that
changed something.`

const slipExample = `  tandem slip P-1
  tandem slip P-1 --json`

func (a *app) slipCmd() *cobra.Command {
	var all bool
	c := a.command("slip PROJECT", "Show how milestones slip", slipLong, slipExample, func(cmd *cobra.Command, args []string) error {
		if err := need(cmd, args, 1, 1); err != nil {
			return err
		}
		return a.reading(func(s *store.Store) error { return a.slip(s, args[0], all) })
	})
	c.Flags().BoolVar(&all, "all", false, "list every look")
	c.ValidArgsFunction = a.completeProject
	return c
}

// completeProject offers projects.
func (a *app) completeProject(_ *cobra.Command, _ []string, word string) ([]string, cobra.ShellCompDirective) {
	return a.offered(word, model.ProjectPrefix), cobra.ShellCompDirectiveNoFileComp
}

func (a *app) slip(s *store.Store, name string, all bool) error {
	c := a.ctx(s.Snapshot())
	id, err := projectNamed(c, name)
	if err != nil {
		return err
	}
	looks := c.Looks(id)
	err = s.AsOfEach(model.SlipTimes(c.Snap.JournalFrom(id), c.Now, c.Loc), func(at date.Instant, was *model.Snapshot) error {
		if l := model.LookBack(was, id, at); len(l.Finish) > 0 {
			looks = append(looks, l)
		}
		return nil
	})
	if err != nil {
		return err
	}
	slips := c.Slips(id, looks)
	p, _ := model.Find[*model.Project](c.Snap, id)
	c = c.For(p)
	if a.flags.json {
		list := make([]model.Object, len(slips))
		for i := range slips {
			list[i] = slipObject(c, &slips[i], all)
		}
		return writeAll(a.out, list)
	}
	g := grid{cols: []column{{head: "ref"}, {head: "milestone", keep: keepTitle}, {head: "slip", right: true}, {head: "trend"}, {head: "first told"}, {head: "forecast"}, {head: "moved", right: true}}}
	for i := range slips {
		x := &slips[i]
		g.add(x.Task.String(), x.Name, model.SignedSpan(c, x.By, date.Days), x.Trend(), shortDay(c, x.Points[0].Finish), shortDay(c, x.Points[len(x.Points)-1].Finish), model.ValNum(float64(x.Moves), 0).Text)
		if all {
			for _, p := range x.Points {
				g.add("", "  "+shortDay(c, p.At)+" "+string(p.Source)+" "+p.Label, "", "", "", shortDay(c, p.Finish), "")
			}
		}
	}
	if len(slips) == 0 && !a.exact() {
		return a.say(c.NameOf(id) + " has no milestone with a date.")
	}
	return a.put(&g, a.width(), c.ASCII)
}

func slipObject(c *model.Ctx, x *model.Slip, all bool) model.Object {
	points := x.Changed()
	if all {
		points = x.Points
	}
	list := make([]any, len(points))
	for i, p := range points {
		list[i] = model.Object{{Name: "looked_at", Value: instantOrNil(c, p.At)}, {Name: "forecast", Value: instantOrNil(c, p.Finish)}, {Name: "source", Value: string(p.Source)},
			{Name: "record", Value: refOrNil(p.Ref)}, {Name: "label", Value: p.Label}}
	}
	return model.Object{{Name: "milestone", Value: x.Task.String()}, {Name: "name", Value: x.Name}, {Name: "slip_minutes", Value: float64(x.By) / 60}, {Name: "moved", Value: x.Moves},
		{Name: "trend", Value: x.Trend()}, {Name: "reached", Value: x.Reached}, {Name: "looks", Value: list}}
}

const scopeLong = `Prints the scope statement of a project in Markdown: objectives, what is in and out of scope, and
the deliverables with their acceptance criteria and who accepted them. tandem do T-3 accept notes a
deliverable as accepted.`

func (a *app) scopeCmd() *cobra.Command {
	c := a.command("scope PROJECT", "Print the scope statement", scopeLong, "  tandem scope P-1\n  tandem scope P-1 --json", func(cmd *cobra.Command, args []string) error {
		if err := need(cmd, args, 1, 1); err != nil {
			return err
		}
		if err := a.pageOnly(); err != nil {
			return err
		}
		return a.reading(func(s *store.Store) error { return a.scope(s, args[0]) })
	})
	c.ValidArgsFunction = a.completeProject
	return c
}

func (a *app) scope(s *store.Store, name string) error {
	c := a.ctx(s.Snapshot())
	id, err := projectNamed(c, name)
	if err != nil {
		return err
	}
	x, err := c.ScopeOf(id)
	if err != nil {
		return failed(err)
	}
	if !a.flags.json {
		return a.page(x.Markdown())
	}
	c = c.For(x.Project)
	list := make([]any, len(x.Deliverables))
	for i := range x.Deliverables {
		d := &x.Deliverables[i]
		on := any(nil)
		if d.Accepted {
			on = d.Task.AcceptedOn.String()
		}
		list[i] = model.Object{{Name: "task", Value: d.Task.ID.String()}, {Name: "name", Value: d.Task.Name}, {Name: "due", Value: instantOrNil(c, d.Due)}, {Name: "state", Value: d.State()},
			{Name: "acceptance", Value: d.Task.Acceptance}, {Name: "accepted_by", Value: refOrNil(d.Task.AcceptedBy)}, {Name: "accepted_on", Value: on}}
	}
	return writeJSON(a.out, model.Object{{Name: "project", Value: id.String()}, {Name: "objectives", Value: x.Project.Objectives}, {Name: "scope_in", Value: x.Project.ScopeIn},
		{Name: "scope_out", Value: x.Project.ScopeOut}, {Name: "accepted", Value: x.Accepted}, {Name: "deliverables", Value: list}})
}
