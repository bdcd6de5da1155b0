package sprint

import (
	"fmt"

	"tandem/model"
	"tandem/model/date"
	"tandem/ui/act"
	"tandem/ui/dialog"
	"tandem/ui/form"
	"tandem/ui/pane"
)

type handler = func(*Pane, pane.Env) pane.Effect

// handlers is what each action does here.
var handlers = map[act.Name]handler{
	"move.left":     func(p *Pane, _ pane.Env) pane.Effect { return p.to(backlog) },
	"move.right":    func(p *Pane, _ pane.Env) pane.Effect { return p.to(planned) },
	"move.down":     func(p *Pane, _ pane.Env) pane.Effect { return p.along(1) },
	"move.up":       func(p *Pane, _ pane.Env) pane.Effect { return p.along(-1) },
	"move.pagedown": func(p *Pane, _ pane.Env) pane.Effect { return p.along(10) },
	"move.pageup":   func(p *Pane, _ pane.Env) pane.Effect { return p.along(-10) },
	"move.halfdown": func(p *Pane, _ pane.Env) pane.Effect { return p.along(5) },
	"move.halfup":   func(p *Pane, _ pane.Env) pane.Effect { return p.along(-5) },
	"move.top":      func(p *Pane, _ pane.Env) pane.Effect { return p.along(-1 << 30) },
	"move.bottom":   func(p *Pane, _ pane.Env) pane.Effect { return p.along(1 << 30) },
	"card.on":       func(p *Pane, env pane.Env) pane.Effect { return p.plan(env, backlog) },
	"card.back":     func(p *Pane, env pane.Env) pane.Effect { return p.plan(env, planned) },
	"card.down":     func(p *Pane, env pane.Env) pane.Effect { return p.rank(env, 1) },
	"card.up":       func(p *Pane, env pane.Env) pane.Effect { return p.rank(env, -1) },
	"sprint.act":    (*Pane).act,
	"sprint.next":   func(p *Pane, _ pane.Env) pane.Effect { return p.turn(1) },
	"sprint.prev":   func(p *Pane, _ pane.Env) pane.Effect { return p.turn(-1) },
	"sprint.new":    (*Pane).newSprint,
	"list.mark":     func(p *Pane, _ pane.Env) pane.Effect { return p.mark() },
	"record.open":   func(p *Pane, _ pane.Env) pane.Effect { return pane.Record(p.at) },
	"record.edit":   (*Pane).edit,
}

// Handle implements pane.Pane.
func (p *Pane) Handle(env pane.Env, r act.Result) pane.Effect {
	if f := handlers[r.Action]; f != nil && p.project != 0 {
		return f(p, env)
	}
	return nil
}

// enabled says why an action cannot run now.
func (p *Pane) enabled(a act.Name) (bool, string) {
	x := p.current()
	switch a {
	case "card.on", "card.back":
		switch {
		case x == nil:
			return false, "there is no sprint yet: " + p.env.Key("sprint", "sprint.new", "n") + " makes one"
		case x.Status == "closed":
			return false, "the sprint is closed: go on to another one"
		case a == "card.on" && len(p.targets(backlog)) == 0:
			return false, "choose a task of the backlog"
		case a == "card.back" && len(p.targets(planned)) == 0:
			return false, "choose a task of the sprint"
		}
	case "card.up", "card.down", "list.mark":
		if p.at == 0 || p.at == p.sprint {
			return false, "choose a task"
		}
	case "sprint.act":
		if x == nil {
			return false, "there is no sprint yet"
		}
		if _, why := p.snap.Schema().Of(x.ID).FirstVerb(p.env.Ctx(), x); why != "" && x.Status != "active" {
			return false, why
		}
	case "sprint.next", "sprint.prev":
		to := p.place() + 1
		if a == "sprint.prev" {
			to -= 2
		}
		if to < 0 || to >= len(p.sprints) {
			return false, "there is no further sprint"
		}
	case "record.open", "record.edit":
		return p.at != 0, "there is nothing under the cursor"
	}
	return true, ""
}

func (p *Pane) to(side int) pane.Effect {
	if p.rows(side) > 0 {
		p.side = side
	}
	p.settle()
	return pane.Select{ID: p.at}
}

func (p *Pane) along(by int) pane.Effect {
	p.row[p.side] = max(min(p.row[p.side]+by, p.rows(p.side)-1), 0)
	p.settle()
	return pane.Select{ID: p.at}
}

// turn shows another sprint.
func (p *Pane) turn(by int) pane.Effect {
	to := p.place() + by
	if to < 0 || to >= len(p.sprints) {
		return nil
	}
	p.sprint = p.sprints[to].ID
	p.row[planned], p.top[planned] = 0, 0
	p.at = 0
	p.read()
	return pane.Select{ID: p.at}
}

func (p *Pane) mark() pane.Effect {
	if p.marked[p.at] {
		delete(p.marked, p.at)
	} else {
		p.marked[p.at] = true
	}
	p.gen++
	return p.along(1)
}

// plan moves tasks from one list to the other. The cursor stays in its list, on what follows.
func (p *Pane) plan(env pane.Env, from int) pane.Effect {
	ids := p.targets(from)
	x := p.current()
	if len(ids) == 0 || x == nil {
		return nil
	}
	to, label := model.ID(0), "Put "+these(ids)+" back into the backlog"
	if from == backlog {
		to, label = x.ID, "Plan "+these(ids)+" into "+x.Name
	}
	e := pane.Change(label, env.Now, func(e *model.Edit) error { return e.PlanInto(to, ids...) })
	p.at = 0 // the cursor stays at its place, not with the task
	e.Then = func([]model.ID) pane.Effect {
		clear(p.marked)
		p.gen++
		if all, _ := p.snap.SprintPoints(x.ID); from == backlog {
			if most, _ := x.Capacity.Float64(); most > 0 && all > most {
				return pane.Toast{Text: fmt.Sprintf("%s holds %s points now, more than its capacity of %s.", x.Name, num(all), num(most)), Bad: true}
			}
		}
		return nil
	}
	return e
}

// these names a task, or says how many there are.
func these(ids []model.ID) string {
	if len(ids) == 1 {
		return ids[0].String()
	}
	return fmt.Sprintf("%d tasks", len(ids))
}

func (p *Pane) rank(env pane.Env, by int) pane.Effect {
	id := p.at
	return pane.Change(fmt.Sprintf("Move %s %s", id, map[bool]string{true: "down", false: "up"}[by > 0]), env.Now, func(e *model.Edit) error { return e.RankTask(id, by) })
}

// act starts a planned sprint, or closes the one under way; where tasks are left it asks where they
// go.
func (p *Pane) act(env pane.Env) pane.Effect {
	x := p.current()
	if x == nil {
		return nil
	}
	do := func(verb, label string) pane.Effect {
		return pane.Change(label, env.Now, func(e *model.Edit) error { return e.Act(x.ID, verb) })
	}
	if x.Status == "planned" {
		return do("start", "Start "+x.Name)
	}
	left := len(p.snap.Unfinished(x.ID))
	if left == 0 {
		return do("close", "Close "+x.Name)
	}
	shut := func(verb, label string) func() pane.Effect {
		return func() pane.Effect { return do(verb, label) }
	}
	var choices []dialog.Choice
	if next := p.snap.NextSprint(x); next != nil {
		choices = append(choices, dialog.Choice{Title: "Into " + next.Name, Help: "they are planned there at once", Effect: shut("close", "Close "+x.Name+", the rest to "+next.Name)})
	}
	choices = append(choices, dialog.Choice{Title: "Back to the backlog", Help: "to be planned anew", Effect: shut("end", "Close "+x.Name+", the rest to the backlog")},
		dialog.Choice{Title: "Not yet", Help: "the sprint stays open"})
	word := "tasks are"
	if left == 1 {
		word = "task is"
	}
	return pane.Open{Overlay: dialog.Choose("Close "+x.Name, []string{fmt.Sprintf("%d %s not done. Where to?", left, word)}, choices)}
}

// newSprint starts a form for the sprint after the last one, as long as that and with its capacity.
func (p *Pane) newSprint(env pane.Env) pane.Effect {
	preset := map[string]string{"project": p.project.String()}
	today := env.Now.Day(env.Ctx().Loc)
	start, length := today, date.Day(13)
	if n := len(p.sprints); n > 0 {
		last := p.sprints[n-1]
		length = last.Finish - last.Start
		start = last.Finish + 1
		for wd := start.Weekday(); wd == 0 || wd == 6; wd = start.Weekday() {
			start++
		}
		if !last.Capacity.IsZero() {
			preset["capacity"] = last.Capacity.String()
		}
	}
	preset["name"] = fmt.Sprintf("Sprint %d", len(p.sprints)+1)
	preset["start"], preset["finish"] = start.String(), (start + length).String()
	return pane.Open{Overlay: form.New(env, env.Snap.Schema().Prefix(model.SprintPrefix), nil, preset)}
}

func (p *Pane) edit(env pane.Env) pane.Effect {
	return form.Edit(env, p.at)
}

// Click implements pane.Mouser.
func (p *Pane) Click(_ pane.Env, x, y int, double bool) pane.Effect {
	for _, s := range p.spots {
		if y == s.y && x >= s.x && x < s.x+s.w {
			p.side, p.row[s.side] = s.side, s.row
			p.settle()
			if double && p.at != 0 {
				return pane.Record(p.at)
			}
			return pane.Select{ID: p.at}
		}
	}
	return nil
}

// Wheel implements pane.Mouser.
func (p *Pane) Wheel(_ pane.Env, x, y, lines int) pane.Effect {
	for _, s := range p.spots {
		if y == s.y && x >= s.x && x < s.x+s.w {
			p.side = s.side
		}
	}
	return p.along(lines)
}
