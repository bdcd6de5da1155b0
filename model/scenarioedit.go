package model

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// BranchPlan begins a scenario of a project. It is empty: the live plan with no edits.
func BranchPlan(e *Edit, project ID, name string) (ID, error) {
	p, ok := e.Get(project).(*Project)
	if !ok {
		return 0, noSuch(project)
	}
	if name = strings.TrimSpace(name); name == "" {
		return 0, errors.New("a scenario needs a name: what if ...?")
	}
	for x := range Each[*Scenario](e.base, ScenarioPrefix) {
		if x.Project == project && x.Open() && strings.EqualFold(x.Name, name) {
			return 0, fmt.Errorf("%s of %s is called %q already", x.ID, p.Name, x.Name)
		}
	}
	return e.Put(ScenarioPrefix, &Scenario{Name: name, Project: project, Status: ScenarioOpen, Branched: e.Ctx.Now}), nil
}

// editScenario changes the steps of an open scenario and refuses what then cannot be applied.
func editScenario(e *Edit, id ID, f func(x *Scenario) error) error {
	return Update(e, id, func(x *Scenario) error {
		if why := x.decidedWords(); why != "" {
			return fmt.Errorf("%s: %s", id, why)
		}
		broken := len(x.apply(NewEdit(e.base, e.Ctx.Now)).Problems)
		x.Steps = slices.Clone(x.Steps)
		if err := f(x); err != nil {
			return err
		}
		if list := x.apply(NewEdit(e.base, e.Ctx.Now)).Problems; len(list) > broken {
			return errors.New(list[len(list)-1].Message)
		}
		return nil
	})
}

// ScenarioSet gives a field a value in a scenario. A value set before is replaced; one that is what
// the live plan says takes the step away again.
func ScenarioSet(e *Edit, id ID, ref ScenarioRef, field, value string) error {
	return editScenario(e, id, func(x *Scenario) error {
		k := e.base.schema.Prefix(TaskPrefix)
		if ref.ID != 0 {
			k = e.base.schema.Of(ref.ID)
		} else if x.adds(ref.New) == "cost line" {
			k = e.base.schema.Prefix(CostLinePrefix)
		}
		f := k.FindField(field)
		if f == nil {
			return Problem{ID: ref.ID, Field: field, Message: "no such field of a " + k.Name}
		}
		if f.Name == "project" || f.Name == "order" {
			return Problem{ID: ref.ID, Field: field, Message: "cannot be changed in a scenario"}
		}
		st := ScenarioStep{Do: DoSet, Of: ref.ID, New: ref.New, Field: f.Name, Value: strings.TrimSpace(value), Name: x.nameOf(e.Ctx, ref)}
		if r := e.base.Get(ref.ID); r != nil {
			if err := x.refuses(e, r, f, st.Value); err != nil {
				return err
			}
			st.Was = f.Text(e.Ctx.For(r), r)
		}
		at := slices.IndexFunc(x.Steps, func(o ScenarioStep) bool { return o.Do == DoSet && o.Ref() == ref && o.Field == f.Name })
		if at >= 0 {
			st.Was = x.Steps[at].Was
			x.Steps[at] = st
		} else {
			x.Steps = append(x.Steps, st)
			at = len(x.Steps) - 1
		}
		b := x.apply(NewEdit(e.base, e.Ctx.Now))
		if exact, ok := b.exact(e, x, at, f); ok {
			x.Steps[at].Value = exact
			if ref.ID != 0 && exact == st.Was {
				x.Steps = slices.Delete(x.Steps, at, at+1)
			}
		}
		return nil
	})
}

// refuses is why a value cannot be given to a record of the live plan, in a scenario as little as outside of
// one: a summary's length follows from what is under it. Where the scenario takes tasks out or puts them
// elsewhere, it may be a summary no more, and may be told.
func (x *Scenario) refuses(e *Edit, r Record, f *Field, value string) error {
	if slices.ContainsFunc(x.Steps, func(st ScenarioStep) bool { return st.Do == DoDrop || st.Field == "parent" }) {
		return nil
	}
	now := e.base.schema.Of(r.Base().ID).Copy(r)
	if f.ReadTyped(e.Ctx.For(r), now, value) != nil {
		return nil // what is wrong with it is said where it is applied
	}
	if list := NewEdit(e.base, e.Ctx.Now).refusedShares([]Change{{ID: r.Base().ID, Before: r, After: now}}); len(list) > 0 {
		return list[0]
	}
	return nil
}

// exact is the value of a step in the form that reads back the same on any day: "fri" becomes the
// Friday. One that names what the scenario adds stays as it was written.
func (b *Branch) exact(e *Edit, x *Scenario, at int, f *Field) (string, bool) {
	st := &x.Steps[at]
	if slices.ContainsFunc(b.Problems, func(p ScenarioProblem) bool { return p.Step == at }) || b.named(st.Value) != st.Value {
		return "", false
	}
	trial := NewEdit(e.base, e.Ctx.Now)
	x.apply(trial)
	id := st.Of
	if id == 0 {
		id = b.Made[st.New]
	}
	r := trial.Get(id)
	if r == nil {
		return "", false
	}
	return f.Text(e.Ctx.For(r), r), true
}

// adds is the kind of the record that a number stands for, "" where there is none.
func (x *Scenario) adds(n int) string {
	for _, st := range x.Steps {
		if st.Do == DoAdd && st.New == n {
			return st.Value
		}
	}
	return ""
}

func (x *Scenario) nameOf(c *Ctx, ref ScenarioRef) string {
	if ref.ID != 0 {
		return c.NameOf(ref.ID)
	}
	for _, st := range x.Steps {
		if st.Do == DoAdd && st.New == ref.New {
			return st.Name
		}
	}
	return ""
}

// ScenarioAdd adds a task, or a cost line, to a scenario and returns what it is called in it.
func ScenarioAdd(e *Edit, id ID, kind, name string) (ScenarioRef, error) {
	var ref ScenarioRef
	err := editScenario(e, id, func(x *Scenario) error {
		if kind = strings.ReplaceAll(cmp.Or(kind, "task"), "_", " "); kind != "task" && kind != "cost line" {
			return fmt.Errorf("a scenario adds a task or a cost line, not %q", kind)
		}
		if name = strings.TrimSpace(name); name == "" {
			return errors.New("what is added needs a name")
		}
		for _, st := range x.Steps {
			ref.New = max(ref.New, st.New)
		}
		ref.New++
		x.Steps = append(x.Steps, ScenarioStep{Do: DoAdd, New: ref.New, Name: name, Value: kind})
		return nil
	})
	return ref, err
}

// ScenarioDrop takes a task and what is under it out of the plan of a scenario; what the scenario
// itself added is forgotten, with all that was said of it.
func ScenarioDrop(e *Edit, id ID, ref ScenarioRef) error {
	return editScenario(e, id, func(x *Scenario) error {
		name := x.nameOf(e.Ctx, ref)
		if ref.ID == 0 {
			word := ref.String()
			x.Steps = slices.DeleteFunc(x.Steps, func(st ScenarioStep) bool {
				return st.Ref() == ref || st.Do == DoLink && slices.Contains(strings.Fields(st.Value), word) || st.Do == DoSet && st.Field == "parent" && st.Value == word
			})
			return nil
		}
		step := ScenarioStep{Do: DoDrop, Of: ref.ID, Name: name}
		if slices.ContainsFunc(x.Steps, func(st ScenarioStep) bool { return st.Do == DoDrop && st.Of == ref.ID }) {
			return fmt.Errorf("%s is dropped in %s already", ref, id)
		}
		x.Steps = append(x.Steps, step)
		return nil
	})
}

// ScenarioLink makes a task wait for another one in a scenario: "T-3 FS +2d", "N1 SS". A link to
// the same task takes the place of what was there.
func ScenarioLink(e *Edit, id ID, ref ScenarioRef, link string) error {
	return scenarioLink(e, id, ref, DoLink, link)
}

// ScenarioUnlink makes it no longer wait for a task.
func ScenarioUnlink(e *Edit, id ID, ref ScenarioRef, from string) error {
	return scenarioLink(e, id, ref, DoUnlink, from)
}

func scenarioLink(e *Edit, id ID, ref ScenarioRef, do ScenarioDo, value string) error {
	return editScenario(e, id, func(x *Scenario) error {
		value = strings.Join(strings.Fields(value), " ")
		of, _, _ := strings.Cut(value, " ")
		live := false // whether the live plan has a link to it
		if t, ok := Find[*Task](e.base, ref.ID); ok {
			live = slices.ContainsFunc(t.Links, func(l TaskLink) bool { return strings.EqualFold(l.Predecessor.String(), of) })
		}
		n := len(x.Steps)
		x.Steps = slices.DeleteFunc(x.Steps, func(st ScenarioStep) bool {
			word, _, _ := strings.Cut(st.Value, " ")
			return (st.Do == DoLink || st.Do == DoUnlink) && st.Ref() == ref && strings.EqualFold(word, of)
		})
		if do == DoUnlink && !live && len(x.Steps) < n {
			return nil // the scenario had drawn it
		}
		x.Steps = append(x.Steps, ScenarioStep{Do: do, Of: ref.ID, New: ref.New, Name: x.nameOf(e.Ctx, ref), Value: value})
		return nil
	})
}

// ScenarioRevert takes one step out of a scenario, by its index; of a step that adds a record, all
// that was said of it.
func ScenarioRevert(e *Edit, id ID, step int) error {
	x, ok := e.Get(id).(*Scenario)
	if !ok {
		return noSuch(id)
	}
	if step < 0 || step >= len(x.Steps) {
		return fmt.Errorf("%s has %d steps", id, len(x.Steps))
	}
	if st := x.Steps[step]; st.Do == DoAdd {
		return ScenarioDrop(e, id, ScenarioRef{New: st.New})
	}
	return editScenario(e, id, func(x *Scenario) error {
		x.Steps = slices.Delete(x.Steps, step, step+1)
		return nil
	})
}

// DropScenario gives a scenario up. Its steps are kept, as evidence of what was thought of.
func DropScenario(e *Edit, id ID) error {
	return Update(e, id, func(x *Scenario) error {
		if why := x.decidedWords(); why != "" {
			return fmt.Errorf("%s: %s", id, why)
		}
		x.Status, x.Decided = ScenarioDropped, e.Ctx.Now
		return nil
	})
}

// whyNotAdopt says why a scenario cannot be adopted without looking: it is decided, a step cannot
// be applied, or the plan has changed under it.
func whyNotAdopt(c *Ctx, r Record) string {
	x := r.(*Scenario)
	if why := x.decidedWords(); why != "" {
		return why
	}
	b := c.Branch(x)
	if len(b.Problems) > 0 {
		return b.Problems[0].Message
	}
	if n := len(b.Clashes); n > 0 {
		return "the plan has changed since the branch: " + b.Clashes[0].Message + "; adopt it where that shows, on the page of scenarios"
	}
	return ""
}

func adoptVerb(e *Edit, id ID) error { return AdoptScenario(e, id) }

// AdoptScenario makes a scenario the plan, as one batch: its steps, and what follows from them for
// dates, work and cost (see Settle). A scenario without edits changes nothing but its own status.
// What the live plan changed meanwhile stays, but where a step says otherwise: Branch tells those. A
// step that cannot be applied is an error.
func AdoptScenario(e *Edit, id ID) error {
	e.pushes = true // the dates of its summaries come along
	x, ok := e.Get(id).(*Scenario)
	if !ok {
		return noSuch(id)
	}
	if why := x.decidedWords(); why != "" {
		return fmt.Errorf("%s: %s", id, why)
	}
	if b := x.apply(e); len(b.Problems) > 0 {
		return fmt.Errorf("%s cannot be adopted: %s", id, b.Problems[0].Message)
	}
	if bad := e.refusedShares(e.list); len(bad) > 0 {
		return fmt.Errorf("%s cannot be adopted: %w", id, bad[0])
	}
	e.rolled = true
	for _, ch := range settled(e) {
		e.set(ch.ID, ch.After)
	}
	return Update(e, id, func(x *Scenario) error {
		x.Status, x.Decided = ScenarioAdopted, e.Ctx.Now
		return nil
	})
}
