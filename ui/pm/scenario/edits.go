package scenario

import (
	"errors"
	"fmt"
	"strings"

	"tandem/model"
	"tandem/model/date"
	"tandem/ui/act"
	"tandem/ui/chart"
	"tandem/ui/dialog"
	"tandem/ui/form"
	"tandem/ui/pane"
)

// handlers is what each action does.
var handlers = map[act.Name]func(*Pane, pane.Env) pane.Effect{
	"record.new":     askNew,
	"record.set":     askSet,
	"scenario.add":   askTask,
	"record.link":    askLink,
	"record.delete":  dropRow,
	"detail.restore": restoreRow,
	"record.act":     adopt,
	"scenario.drop":  drop,
	"scenario.next":  func(p *Pane, _ pane.Env) pane.Effect { return p.turn(1) },
	"scenario.prev":  func(p *Pane, _ pane.Env) pane.Effect { return p.turn(-1) },
	"scenario.all":   func(p *Pane, _ pane.Env) pane.Effect { p.all = !p.all; p.lay(); return nil },
	"record.open":    openRow,
	"record.edit":    editScenario,
	"record.copy": func(p *Pane, env pane.Env) pane.Effect {
		return pane.Copy{Text: model.ContrastMarkdown(p.ctx(env), p.live, p.list)}
	},
	"record.why":  steps,
	"scale.in":    func(p *Pane, env pane.Env) pane.Effect { return p.zoom(env, 1) },
	"scale.out":   func(p *Pane, env pane.Env) pane.Effect { return p.zoom(env, -1) },
	"chart.left":  func(p *Pane, _ pane.Env) pane.Effect { return p.pan(-1) },
	"chart.right": func(p *Pane, _ pane.Env) pane.Effect { return p.pan(1) },
	"chart.today": func(p *Pane, env pane.Env) pane.Effect {
		p.axis.steered = true
		p.pic.Axis = p.pic.Axis.Center(chart.Wall(env.Now, p.ctx(env).Loc), 33)
		return nil
	},
	"chart.fit": func(p *Pane, _ pane.Env) pane.Effect { p.axis.steered, p.axis.of = false, 0; return nil },
}

func (p *Pane) zoom(env pane.Env, n int) pane.Effect {
	p.axis.steered = true
	p.pic.Axis = p.pic.Axis.Zoom(n, chart.Wall(env.Now, p.ctx(env).Loc))
	return nil
}

func (p *Pane) pan(dir int) pane.Effect {
	p.axis.steered = true
	p.pic.Axis = p.pic.Axis.Pan(dir * max(p.pic.Axis.W/4, 1))
	return nil
}

// change is one durable edit of the scenario that shows.
func (p *Pane) change(env pane.Env, label string, fn func(e *model.Edit, id model.ID) error) pane.Effect {
	x := p.current()
	if x == nil {
		return nil
	}
	id := x.Scenario
	return pane.Change(label+" in "+x.Name, env.Now, func(e *model.Edit) error { return fn(e, id) })
}

// askNew asks for the name of a new scenario.
func askNew(p *Pane, env pane.Env) pane.Effect {
	read := func(s string) (string, error) {
		if strings.TrimSpace(s) == "" {
			return "", errors.New("a name: what if ...?")
		}
		return "the plan as it is, with the edits to come", nil
	}
	project := p.project
	return pane.Open{Overlay: dialog.Ask("New scenario", "What would it be like if? No overtime; two more testers; without depot South.", read, func(s string) pane.Effect {
		edit := pane.Change("Scenario "+strings.TrimSpace(s), env.Now, func(e *model.Edit) error {
			_, err := model.BranchPlan(e, project, s)
			return err
		})
		edit.Then = func(ids []model.ID) pane.Effect {
			if len(ids) > 0 {
				p.chosen, p.all = ids[0], true // there is nothing to see yet but the plan itself
			}
			return nil
		}
		return edit
	})}
}

// fieldAndValue parts "duration 3d" or "duration=3d".
func fieldAndValue(k *model.Kind, s string) (*model.Field, string, error) {
	s = strings.TrimSpace(s)
	cut := strings.IndexAny(s, "= ")
	if cut < 0 {
		cut = len(s)
	}
	f := k.FindField(s[:cut])
	if f == nil || f.Type == model.TypeCalc || f.ReadOnly {
		return nil, "", errors.New("a field and its value: duration 3d, constraint SNET, name Second test")
	}
	return f, strings.TrimSpace(strings.TrimLeft(s[cut:], "= ")), nil
}

// askSet asks for a field of the task under the cursor and its value in the scenario.
func askSet(p *Pane, env pane.Env) pane.Effect {
	r := p.at()
	k := env.Snap.Schema().Prefix(model.TaskPrefix)
	c := p.ctx(env)
	t := r.task
	read := func(s string) (string, error) {
		f, v, err := fieldAndValue(k, s)
		if err != nil {
			return "", err
		}
		trial := k.Copy(t)
		if err := f.Parse(c, trial, v); err != nil && !f.HasRefs() {
			return "", err
		}
		return fmt.Sprintf("%s %s (is %s)", f.Label, v, f.Text(c, t)), nil
	}
	ref := r.ref
	return pane.Open{Overlay: dialog.Ask("Set "+ref.String()+" "+t.Name, "A field and its value, as in any form: duration 3d, fixed_cost 1200, assignments Ada | 50%.", read, func(s string) pane.Effect {
		f, v, err := fieldAndValue(k, s)
		if err != nil {
			return pane.Toast{Text: err.Error(), Bad: true}
		}
		return p.change(env, "Set "+ref.String()+" "+f.Name, func(e *model.Edit, id model.ID) error { return model.ScenarioSet(e, id, ref, f.Name, v) })
	})}
}

// newTask is what "Audit 3d after T-4 under T-2" says.
type newTask struct{ name, length, after, under string }

func readTask(s string, scale date.Scale) (newTask, error) {
	var t newTask
	words := strings.Fields(s)
	at := &t.name
	for _, w := range words {
		switch {
		case w == "after" && t.name != "":
			at = &t.after
		case w == "under" && t.name != "":
			at = &t.under
		default:
			*at = strings.TrimSpace(*at + " " + w)
		}
	}
	if i := strings.LastIndexByte(t.name, ' '); i > 0 {
		if span, err := date.ParseSpan(t.name[i+1:], scale); err == nil && span.N > 0 {
			t.name, t.length = t.name[:i], t.name[i+1:]
		}
	}
	if t.name == "" {
		return t, errors.New("a name, how long, and after what: Audit 3d after T-4")
	}
	return t, nil
}

// askTask asks for a new task in the scenario.
func askTask(p *Pane, env pane.Env) pane.Effect {
	scale := p.ctx(env).Scale
	read := func(s string) (string, error) {
		t, err := readTask(s, scale)
		if err != nil {
			return "", err
		}
		said := t.name
		for _, x := range [][2]string{{", takes ", t.length}, {", after ", t.after}, {", under ", t.under}} {
			if x[1] != "" {
				said += x[0] + x[1]
			}
		}
		return said, nil
	}
	return pane.Open{Overlay: dialog.Ask("New task in the scenario", "Audit 3d after T-4 under T-2; length, predecessor and summary may be left out.", read, func(s string) pane.Effect {
		t, err := readTask(s, scale)
		if err != nil {
			return pane.Toast{Text: err.Error(), Bad: true}
		}
		return p.change(env, "Add "+t.name, func(e *model.Edit, id model.ID) error {
			ref, err := model.ScenarioAdd(e, id, "task", t.name)
			for _, set := range [][2]string{{"duration", t.length}, {"parent", t.under}} {
				if err == nil && set[1] != "" {
					err = model.ScenarioSet(e, id, ref, set[0], set[1])
				}
			}
			if err == nil && t.after != "" {
				err = model.ScenarioLink(e, id, ref, t.after)
			}
			return err
		})
	})}
}

// askLink asks what the task under the cursor waits for in the scenario.
func askLink(p *Pane, env pane.Env) pane.Effect {
	r := p.at()
	read := func(s string) (string, error) {
		s = strings.TrimSpace(s)
		if s == "" {
			return "", errors.New("a task, the type of link and the lag: T-3 FS +2d; -T-3 takes a link away")
		}
		if from, ok := strings.CutPrefix(s, "-"); ok {
			return "no longer waits for " + from, nil
		}
		return "waits for " + s, nil
	}
	ref := r.ref
	return pane.Open{Overlay: dialog.Ask(ref.String()+" "+r.task.Name+" waits for", "T-3, T-3 SS, N1 FS +2d; -T-3 takes a link away.", read, func(s string) pane.Effect {
		s = strings.TrimSpace(s)
		if from, ok := strings.CutPrefix(s, "-"); ok {
			return p.change(env, "Unlink "+ref.String(), func(e *model.Edit, id model.ID) error { return model.ScenarioUnlink(e, id, ref, from) })
		}
		return p.change(env, "Link "+ref.String(), func(e *model.Edit, id model.ID) error { return model.ScenarioLink(e, id, ref, s) })
	})}
}

// dropRow takes the task under the cursor out of the plan of the scenario.
func dropRow(p *Pane, env pane.Env) pane.Effect {
	ref := p.at().ref
	return p.change(env, "Drop "+ref.String(), func(e *model.Edit, id model.ID) error { return model.ScenarioDrop(e, id, ref) })
}

// restoreRow takes back all that the scenario says of the task under the cursor.
func restoreRow(p *Pane, env pane.Env) pane.Effect {
	ref := p.at().ref
	if p.at().says == "" {
		return pane.Toast{Text: "The scenario says nothing of " + ref.String() + "."}
	}
	return p.change(env, "Restore "+ref.String(), func(e *model.Edit, id model.ID) error {
		x, ok := e.Get(id).(*model.Scenario)
		if !ok {
			return nil
		}
		for i := len(x.Steps) - 1; i >= 0; i-- {
			now, _ := e.Get(id).(*model.Scenario)
			if i < len(now.Steps) && now.Steps[i].Ref() == ref {
				if err := model.ScenarioRevert(e, id, i); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// adopt makes the scenario the plan. What the plan has changed since the branch is shown first.
func adopt(p *Pane, env pane.Env) pane.Effect {
	x := p.current()
	do := func() pane.Effect {
		id := x.Scenario
		return pane.Change("Adopt "+x.Name, env.Now, func(e *model.Edit) error { return model.AdoptScenario(e, id) })
	}
	b := x.Branch
	if len(b.Problems) > 0 {
		return pane.Toast{Text: "Not adopted: " + b.Problems[0].Message, Bad: true}
	}
	if len(b.Clashes) == 0 && len(b.Since) == 0 {
		return do()
	}
	var lines []dialog.Line
	for _, cl := range b.Clashes {
		lines = append(lines, dialog.Line{Text: cl.Message, Tone: dialog.Warn})
	}
	c := env.Ctx()
	for _, id := range b.Since {
		lines = append(lines, dialog.Line{Text: id.String() + " " + c.NameOf(id) + " has changed since, and stays as it is now", Tone: dialog.Aside})
	}
	head := []string{fmt.Sprintf("The plan has changed since the branch: %d of it where the scenario says otherwise.", len(b.Clashes))}
	return pane.Open{Overlay: dialog.Review("Adopt "+x.Name, head, lines, "adopts it all the same", do)}
}

// drop gives the scenario up.
func drop(p *Pane, env pane.Env) pane.Effect {
	x := p.current()
	id := x.Scenario
	return pane.Change("Drop "+x.Name, env.Now, func(e *model.Edit) error { return model.DropScenario(e, id) })
}

// openRow opens the task under the cursor; one that is only in the scenario has no record yet.
func openRow(p *Pane, _ pane.Env) pane.Effect {
	r := p.at()
	if r == nil {
		return nil
	}
	if r.ref.ID == 0 {
		return pane.Toast{Text: r.ref.String() + " is in the scenario only: " + p.env.Key("scenario", "record.set", "i") + " sets its fields."}
	}
	return pane.Record(r.ref.ID)
}

// editScenario opens the scenario's own form: its name, its notes, its steps.
func editScenario(p *Pane, env pane.Env) pane.Effect {
	x := p.current()
	return form.Edit(env, x.Scenario)
}

// steps lists what the scenario says, what of it cannot be applied, and what the plan changed since.
func steps(p *Pane, env pane.Env) pane.Effect {
	x := p.current()
	lines := []string{x.Name, ""}
	for i := range x.Branch.Scenario.Steps {
		lines = append(lines, x.Branch.Scenario.Steps[i].Text())
	}
	if len(x.Branch.Scenario.Steps) == 0 {
		lines = append(lines, "No edits yet: it is the plan as it is.")
	}
	for _, b := range x.Branch.Problems {
		lines = append(lines, "", "Cannot be applied: "+b.Message)
	}
	for _, b := range x.Branch.Clashes {
		lines = append(lines, "", "Changed since the branch: "+b.Message)
	}
	c := env.Ctx()
	for _, part := range []struct {
		head string
		ids  []model.ID
	}{{"Becomes critical", x.OnPath}, {"No longer critical", x.OffPath}} {
		if len(part.ids) == 0 {
			continue
		}
		var names []string
		after := *c
		after.Snap = x.Branch.After
		for _, id := range part.ids {
			names = append(names, x.Branch.Ref(id).String()+" "+after.NameOf(id))
		}
		lines = append(lines, "", part.head+": "+strings.Join(names, ", "))
	}
	return pane.Open{Overlay: dialog.Message("What the scenario says", lines)}
}
