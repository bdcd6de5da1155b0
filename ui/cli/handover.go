package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"tandem/model"
	"tandem/store"
)

const handoverLong = `Shows the handing over of a project to service: the checklist, the exit criteria of hypercare, what
is open and moves with it, what has no place in service and becomes an action instead, and what the
service gets to know.

--tick notes an item of the checklist as done today, by a few letters of it, with --evidence as what
shows it; --add puts an item of its own on the list. --none-needed answers that hypercare needs no
exit criteria where none were agreed, with --evidence as the reason. --complete hands the project
over as one step, which tandem undo takes back: it fails where something on the list is not done,
and says what.`

const handoverExample = `  tandem handover P-5
  tandem handover P-5 --tick 'access' --evidence 'list of 20 Nov'
  tandem handover P-5 --add 'Keys of the cage'
  tandem handover P-5 --none-needed --evidence 'a report, nothing to run'
  tandem set P-5 service_owner=Kofi
  tandem handover P-5 --complete
  tandem handover P-5 --json`

// handoverFlags is what is done about a handover, if anything.
type handoverFlags struct {
	tick, evidence, add string
	complete, none      bool
}

func (a *app) handoverCmd() *cobra.Command {
	var x handoverFlags
	c := a.command("handover PROJECT", "Hand a project over to service", handoverLong, handoverExample, func(cmd *cobra.Command, args []string) error {
		if err := need(cmd, args, 1, 1); err != nil {
			return err
		}
		if x.evidence != "" && x.tick == "" && !x.none {
			return usagef("--evidence belongs to an item: --tick 'access' --evidence 'list of 20 Nov'")
		}
		if x.tick != "" && x.none && x.evidence != "" {
			return usagef("--evidence can belong to one of --tick and --none-needed: use them one after the other")
		}
		if x == (handoverFlags{}) {
			return a.reading(func(s *store.Store) error { return a.showHandover(s, args[0]) })
		}
		return a.reading(func(s *store.Store) error { return a.handover(s, args[0], &x) })
	})
	f := c.Flags()
	f.StringVar(&x.tick, "tick", "", "note the item of the list that holds `WORDS` as done today")
	f.StringVar(&x.evidence, "evidence", "", "what shows that it is done, a `SENTENCE`")
	f.StringVar(&x.add, "add", "", "put an item of its own on the list, a `SENTENCE`")
	f.BoolVar(&x.none, "none-needed", false, "answer that no exit criteria are needed")
	f.BoolVar(&x.complete, "complete", false, "hand the project over")
	c.ValidArgsFunction = a.completeRefs
	return c
}

// projectOf finds a project.
func projectOf(c *model.Ctx, name string) (*model.Project, error) {
	id, err := c.Resolve(name, []string{model.ProjectPrefix})
	if err != nil {
		return nil, notFound(err)
	}
	p, ok := model.Find[*model.Project](c.Snap, id)
	if !ok {
		return nil, notFound(fmt.Errorf("%s is no project", name))
	}
	return p, nil
}

// handover does what the flags say, each as a part of one step.
func (a *app) handover(s *store.Store, name string, x *handoverFlags) error {
	c := a.ctx(s.Snapshot())
	p, err := projectOf(c, name)
	if err != nil {
		return err
	}
	label := "Handover list of " + p.ID.String() + " " + p.Name
	if x.complete {
		h, err := c.Handover(p.ID)
		if err != nil {
			return err
		}
		label = "Hand over " + p.ID.String() + " " + p.Name + ": " + h.Sums(c.Snap)
	}
	if _, err := s.Do(label, func(snap *model.Snapshot) (model.Batch, error) {
		e := model.NewEdit(snap, a.today())
		if err := x.apply(e, p.ID); err != nil {
			return model.Batch{}, &Fail{Code: Failed, Message: err.Error(), Err: err}
		}
		return e.Batch()
	}); err != nil {
		return err
	}
	if a.flags.json {
		return a.showHandover(s, p.ID.String())
	}
	return a.say("done: ", label)
}

func (x *handoverFlags) apply(e *model.Edit, id model.ID) error {
	if x.add != "" {
		if err := e.AddHandover(id, x.add); err != nil {
			return err
		}
	}
	if x.tick != "" {
		i, err := itemOf(e, id, x.tick)
		if err != nil {
			return err
		}
		if err := e.TickHandover(id, i, true, x.evidence); err != nil {
			return err
		}
	}
	if x.none {
		if err := e.NoCriteria(id, true, x.evidence); err != nil {
			return err
		}
	}
	if x.complete {
		return e.HandOver(id)
	}
	return nil
}

// itemOf is the place on the checklist of the one item that holds the words.
func itemOf(e *model.Edit, id model.ID, words string) (int, error) {
	h, err := e.Ctx.Handover(id)
	if err != nil {
		return 0, err
	}
	var found []string
	at := -1
	for i, x := range h.Checks {
		if strings.Contains(strings.ToLower(x.What), strings.ToLower(strings.TrimSpace(words))) {
			at, found = i, append(found, x.What)
		}
	}
	switch len(found) {
	case 1:
		return at, nil
	case 0:
		return 0, fmt.Errorf("%q is not on the handover list of %s", words, id)
	}
	return 0, fmt.Errorf("%q fits %d items: %s", words, len(found), strings.Join(found, "; "))
}

func (a *app) showHandover(s *store.Store, name string) error {
	c := a.ctx(s.Snapshot())
	p, err := projectOf(c, name)
	if err != nil {
		return err
	}
	h, err := c.Handover(p.ID)
	if err != nil {
		return err
	}
	if a.flags.json {
		return writeJSON(a.out, handoverObject(c, h))
	}
	if err := a.say(p.ID.String(), "  ", p.Name, "  ", string(p.Phase)); err != nil {
		return err
	}
	g := grid{cols: []column{{head: "done"}, {head: "item", keep: keepTitle}, {head: "on"}, {head: "by"}, {head: "evidence"}}}
	if a.flags.csv {
		g.cols = append(g.cols, column{head: "ref"})
	}
	own := c.For(p)
	row := func(done bool, what string, on, by, says string) {
		sign := "no"
		if done {
			sign = "yes"
		}
		g.add(sign, what, on, by, says)
	}
	for _, x := range h.Checks {
		row(x.Done, x.What, model.ValDay(own, x.DoneOn).Text, own.NameOf(x.By), x.Says)
	}
	for _, x := range p.Exit {
		row(x.Met(), "exit: "+x.What, model.ValDay(own, x.MetOn).Text, own.NameOf(x.MetBy), x.Evidence)
	}
	if a.flags.csv { // one table: what comes after the checklist has no tick
		for _, r := range handoverRows(c, h) {
			g.add("", r[1], "", "", r[2], r[0])
		}
	}
	if err := a.put(&g, a.width(), c.ASCII); err != nil {
		return err
	}
	return a.handoverRest(c, h)
}

// handoverRest says what moves, what is left, what the service gets to know, and whether it can be
// completed.
func (a *app) handoverRest(c *model.Ctx, h *model.Handover) error {
	if !a.flags.csv {
		g := grid{cols: []column{{head: "ref"}, {head: "what", keep: keepTitle}, {head: "goes"}}, rows: handoverRows(c, h)}
		if err := a.put(&g, a.width(), c.ASCII); err != nil {
			return err
		}
	}
	if h.Why != "" {
		return a.say("not yet: ", h.Why)
	}
	return a.say("can be handed over: ", h.Sums(c.Snap))
}

// handoverRows are the records that go with a project: reference, name, and where to.
func handoverRows(c *model.Ctx, h *model.Handover) (rows [][]string) {
	for _, m := range append(append([]model.HandoverMove{}, h.Moves...), h.Left...) {
		rows = append(rows, []string{m.ID.String(), c.NameOf(m.ID), m.Goes})
	}
	if h.Agreement != nil {
		rows = append(rows, []string{h.Agreement.ID.String(), h.Agreement.Name, "agreement in force"})
	}
	for _, id := range h.Lessons {
		rows = append(rows, []string{id.String(), c.NameOf(id), "knowledge"})
	}
	for _, id := range h.Contacts {
		rows = append(rows, []string{id.String(), c.NameOf(id), "contact"})
	}
	return rows
}

// handoverObject is a handover for scripts.
func handoverObject(c *model.Ctx, h *model.Handover) model.Object {
	var checks, exit []model.Object
	for _, x := range h.Checks {
		checks = append(checks, model.Object{{Name: "item", Value: x.What}, {Name: "done", Value: x.Done}, {Name: "seen_by_program", Value: x.Seen},
			{Name: "owner", Value: refOrNil(x.Owned)}, {Name: "done_on", Value: x.DoneOn.String()}, {Name: "done_by", Value: refOrNil(x.By)}, {Name: "says", Value: x.Says}})
	}
	for _, x := range h.Project.Exit {
		exit = append(exit, model.Object{{Name: "criterion", Value: x.What}, {Name: "met", Value: x.Met()}, {Name: "met_on", Value: x.MetOn.String()},
			{Name: "met_by", Value: refOrNil(x.MetBy)}, {Name: "evidence", Value: x.Evidence}})
	}
	moves := func(list []model.HandoverMove) []model.Object {
		out := []model.Object{}
		for _, m := range list {
			out = append(out, model.Object{{Name: "id", Value: m.ID.String()}, {Name: "name", Value: c.NameOf(m.ID)}, {Name: "goes", Value: m.Goes}})
		}
		return out
	}
	names := func(list []model.ID) []string {
		out := []string{}
		for _, id := range list {
			out = append(out, id.String())
		}
		return out
	}
	agreement := model.ID(0)
	if h.Agreement != nil {
		agreement = h.Agreement.ID
	}
	return model.Object{{Name: "project", Value: h.Project.ID.String()}, {Name: "name", Value: h.Project.Name}, {Name: "phase", Value: string(h.Project.Phase)},
		{Name: "can", Value: h.Why == ""}, {Name: "why_not", Value: h.Why}, {Name: "service_owner", Value: refOrNil(h.Project.Service)},
		{Name: "checklist", Value: checks}, {Name: "exit_criteria", Value: exit}, {Name: "moves", Value: moves(h.Moves)}, {Name: "left", Value: moves(h.Left)},
		{Name: "agreement", Value: refOrNil(agreement)}, {Name: "lessons", Value: names(h.Lessons)}, {Name: "contacts", Value: names(h.Contacts)},
		{Name: "escaped", Value: names(c.Snap.Escaped(h.Project.ID))}}
}
