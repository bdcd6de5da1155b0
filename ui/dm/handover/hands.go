package handover

import (
	"errors"
	"strings"

	"tandem/model"
	"tandem/ui/act"
	"tandem/ui/dialog"
	"tandem/ui/form"
	"tandem/ui/layout"
	"tandem/ui/pane"
)

type handler = func(*Pane, pane.Env) pane.Effect

// handlers is what each action does here, but for the moves of the cursor.
var handlers map[act.Name]handler

func init() {
	handlers = map[act.Name]handler{
		"handover.tick": (*Pane).tick,
		"handover.none": (*Pane).none,
		"record.act":    (*Pane).complete,
		"record.open":   (*Pane).open,
		"record.new":    (*Pane).add,
		"record.set":    (*Pane).set,
		"record.edit":   (*Pane).edit,
		"record.delete": (*Pane).remove,
	}
}

// Handle implements pane.Pane.
func (p *Pane) Handle(env pane.Env, r act.Result) pane.Effect {
	if from := p.table.Cursor(); p.table.Do(string(r.Action)) {
		p.table.SkipFrom(from, p.Section)
		return nil
	}
	if f := handlers[r.Action]; f != nil && p.made != nil {
		return f(p, env)
	}
	return nil
}

// tick notes the item under the cursor as done, or as not done again.
func (p *Pane) tick(env pane.Env) pane.Effect {
	r := p.under()
	if r == nil || r.tick == nil {
		return pane.Toast{Text: p.cannotTick(r), Bad: true}
	}
	tick, done := r.tick, !r.done
	verb := "Done: "
	if !done {
		verb = "Not done: "
	}
	return pane.Change(verb+layout.Clean(r.text), env.Now, func(e *model.Edit) error { return tick(e, done, "") })
}

// none answers that no exit criteria are needed, or takes the answer back, wherever the cursor is.
func (p *Pane) none(env pane.Env) pane.Effect {
	x := p.openCheck()
	if x == nil {
		return pane.Toast{Text: agreedAlready, Bad: true}
	}
	id, needed := p.id, x.Done
	label := "No exit criteria needed"
	if needed {
		label = "Exit criteria needed"
	}
	return pane.Change(label, env.Now, func(e *model.Edit) error { return e.NoCriteria(id, !needed, "") })
}

const agreedAlready = "exit criteria were agreed: note each as met, or take them off"

// openCheck is the item of which people may say that none is needed; nil where there is none.
func (p *Pane) openCheck() *model.HandoverCheck {
	if p.made == nil {
		return nil
	}
	for i := range p.made.Checks {
		if x := &p.made.Checks[i]; x.Open {
			return x
		}
	}
	return nil
}

// complete hands the project over.
func (p *Pane) complete(env pane.Env) pane.Effect {
	if p.made.Why != "" {
		return pane.Toast{Text: "Not handed over: " + p.made.Why, Bad: true}
	}
	x := p.made.Project
	return pane.Change("Hand over "+x.ID.String()+" "+x.Name+": "+p.made.Sums(env.Snap), env.Now, func(e *model.Edit) error { return e.HandOver(x.ID) })
}

func (p *Pane) open(pane.Env) pane.Effect {
	if r := p.under(); r != nil && r.id != 0 {
		return pane.Record(r.id)
	}
	return nil
}

func (p *Pane) edit(env pane.Env) pane.Effect {
	return form.Edit(env, p.Selected())
}

// add asks for an item of the project's own.
func (p *Pane) add(env pane.Env) pane.Effect {
	id := p.id
	read := func(s string) (string, error) {
		if strings.TrimSpace(s) == "" {
			return "", errors.New("say what is to be handed over")
		}
		return "it goes on the list of this project alone", nil
	}
	return pane.Open{Overlay: dialog.Ask("Another thing to hand over", "what has to be done before the service takes over", read, func(s string) pane.Effect {
		return pane.Change("To hand over: "+strings.TrimSpace(s), env.Now, func(e *model.Edit) error { return e.AddHandover(id, s) })
	})}
}

// set asks for what the item under the cursor rests on, and notes it as done; of the service owner,
// for the person.
func (p *Pane) set(env pane.Env) pane.Effect {
	r := p.under()
	if r != nil && r.service {
		return p.askOwner(env)
	}
	if r == nil || r.tick == nil {
		return pane.Toast{Text: p.cannotTick(r), Bad: true}
	}
	tick, what := r.tick, layout.Clean(r.text)
	read := func(s string) (string, error) {
		if strings.TrimSpace(s) == "" {
			return "", errors.New("say what shows that it is done")
		}
		return "done today, and this shows it", nil
	}
	return pane.Open{Overlay: dialog.Ask(what, "what shows that it is done: a document, a date, who has seen it", read, func(s string) pane.Effect {
		return pane.Change("Done: "+what, env.Now, func(e *model.Edit) error { return tick(e, true, s) })
	})}
}

// askOwner asks who answers for the project in service.
func (p *Pane) askOwner(env pane.Env) pane.Effect {
	id := p.id
	read := func(s string) (string, error) {
		if strings.TrimSpace(s) == "" {
			return "", errors.New("name one of your people")
		}
		who, err := env.Ctx().Resolve(s, []string{model.PersonPrefix})
		if err != nil {
			return "", err
		}
		return env.Ctx().NameOf(who), nil
	}
	return pane.Open{Overlay: dialog.Ask("Who answers for it in service?", "a name, or a few letters of it", read, func(s string) pane.Effect {
		return pane.Change("Service owner: "+strings.TrimSpace(s), env.Now, func(e *model.Edit) error { return e.Set(id, "service_owner", s) })
	})}
}

// remove takes an item of the project's own off the list.
func (p *Pane) remove(env pane.Env) pane.Effect {
	r := p.under()
	if r == nil || r.own < 0 {
		return pane.Toast{Text: "only the project's own items can be taken off the list", Bad: true}
	}
	id, what := p.id, r.text
	return pane.Change("Take off the list: "+layout.Clean(what), env.Now, func(e *model.Edit) error { return e.DropHandover(id, what) })
}

// Click implements pane.Mouser: a click goes to a row, one on its sign ticks it, two open its record.
func (p *Pane) Click(env pane.Env, x, y int, double bool) pane.Effect {
	i, ok := p.table.ClickAt(x, y-headLines)
	if !ok || p.Section(i) {
		return nil
	}
	on := p.table.Cursor() == i
	p.table.MoveToRow(i)
	switch {
	case double:
		return p.open(env)
	case on && x < 6 && p.rows[i].tick != nil:
		return p.tick(env)
	}
	return nil
}

// Wheel implements pane.Mouser.
func (p *Pane) Wheel(_ pane.Env, _, _, lines int) pane.Effect {
	from := p.table.Cursor()
	p.table.Move(lines)
	p.table.SkipFrom(from, p.Section)
	return nil
}
