package ui

import (
	"context"
	"errors"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tandem/model"
	"tandem/model/date"
	"tandem/ui/act"
	"tandem/ui/dialog"
	"tandem/ui/pane"
)

// planCommands are what is done to the plan of the project at hand, wherever one is, with the second
// key of the action.
var planCommands map[act.Name]func(m *Model, arg string) tea.Cmd

func init() {
	planCommands = map[act.Name]func(*Model, string) tea.Cmd{
		"baseline.take": (*Model).takeBaseline,
		"template.plan": (*Model).planTemplate,
		"project.first": func(m *Model, _ string) tea.Cmd { return m.openProject(m.atHand(model.ProjectPrefix)) },
	}
}

// lookAtMoments shows somebody the workspace as it was, off the event loop.
func (m *Model) lookAtMoments(e pane.Moments) tea.Cmd {
	st := m.store
	if st == nil {
		return nil
	}
	return m.ask(pane.Ask{Owner: e.Owner, Run: func(ctx context.Context) (pane.Effect, error) {
		err := st.AsOfEach(e.At, func(at date.Instant, was *model.Snapshot) error {
			e.Look(at, was)
			return ctx.Err()
		})
		if err != nil {
			return nil, err
		}
		return pane.Run(e.Done), nil
	}})
}

// takeBaseline keeps the plan of the project at hand under a number; "n" is the next free one.
func (m *Model) takeBaseline(arg string) tea.Cmd {
	id := m.atHand(model.ProjectPrefix)
	if id == 0 {
		return m.say(m.missing(model.ProjectPrefix), true)
	}
	number := -1
	switch {
	case arg == "t":
		number = 10
	case len(arg) == 1 && arg[0] >= '0' && arg[0] <= '9':
		number = int(arg[0] - '0')
	}
	shown := number
	if shown < 0 {
		shown = m.env.Snap.NextBaseline(id)
	}
	label := fmt.Sprintf("Take baseline %d of %s", shown, m.env.Ctx().NameOf(id))
	return m.do(pane.Change(label, m.env.Now, func(e *model.Edit) error {
		_, err := model.TakeBaseline(e, id, number, "")
		return err
	}))
}

// openProject goes to the first view of a project's method: its sprint, its board, or its outline
// with the time chart.
func (m *Model) openProject(id model.ID) tea.Cmd {
	p, ok := model.Find[*model.Project](m.env.Snap, id)
	if !ok {
		return m.say(m.missing(model.ProjectPrefix), true)
	}
	if place := p.Method.FirstPlace(); place != "" && pageNamed(place) != nil {
		return m.goTo(pane.Page{Place: place, Open: id})
	}
	m.overlays = nil
	cmd := m.goTo(pane.Page{Place: "home", Kind: model.ProjectPrefix, ID: id})
	m.sides[m.focus].pane().Reveal(m.env, id)
	m.zoom = true // the chart wants the room
	return cmd
}

// toggleZoom gives one pane all the room, or takes it back. What lies under the row at hand shows.
func (m *Model) toggleZoom() tea.Cmd {
	m.zoom = !m.zoom
	if m.place == "home" {
		m.sides[m.focus].pane().Lift()
	}
	return nil
}

// planTemplate begins a plan from a template, or makes a template of the project at hand.
func (m *Model) planTemplate(arg string) tea.Cmd {
	id := m.atHand(model.ProjectPrefix)
	name := m.env.Ctx().NameOf(id)
	if arg == "s" {
		if id == 0 {
			return m.say(m.missing(model.ProjectPrefix), true)
		}
		return m.do(pane.Change("Save "+name+" as a template", m.env.Now, func(e *model.Edit) error {
			_, err := model.SaveTemplate(e, id, "")
			return err
		}))
	}
	if arg == "n" || id != 0 && len(m.env.Snap.Plan(id).Lines) > 0 {
		id = 0
	}
	title := "Begin a new project from a template"
	if id != 0 {
		title = "Fill " + name + " from a template"
	}
	var choices []dialog.Choice
	for _, x := range m.env.Snap.Templates() {
		help := fmt.Sprintf("%s, %d tasks", x.Method, len(x.Tasks))
		if x.ID != 0 {
			help += ", " + x.ID.String()
		}
		choices = append(choices, dialog.Choice{Title: x.Name, Help: help, Effect: func() pane.Effect { return m.askStart(x, id) }})
	}
	return m.do(pane.Open{Overlay: dialog.Choose(title, []string{"Tasks, links, durations and roles; the dates follow from the start."}, choices)})
}

// askStart asks when a plan of a template begins, then for a new project how it is called.
func (m *Model) askStart(x *model.Template, project model.ID) pane.Effect {
	read := func(s string) (string, error) {
		at, err := m.startOf(s, project)
		if err != nil {
			return "", err
		}
		return at.In(m.env.Ctx().Loc).Format("Mon 2 Jan 2006 15:04"), nil
	}
	enter := "next"
	if project != 0 {
		enter = "make the plan"
	}
	return pane.Open{Overlay: dialog.Ask("When does it start?", "mon, 12 jan, +2w; empty: today, or when the project starts.", read, func(s string) pane.Effect {
		at, err := m.startOf(s, project)
		if err != nil {
			return pane.Toast{Text: err.Error(), Bad: true}
		}
		if project != 0 {
			return m.useTemplate(x, model.TemplateUse{Project: project, Start: at})
		}
		return m.askName(x, at)
	}).Saying(enter)}
}

// startOf reads the start of a plan: a day means its opening.
func (m *Model) startOf(s string, project model.ID) (date.Instant, error) {
	if strings.TrimSpace(s) == "" {
		if p, ok := model.Find[*model.Project](m.env.Snap, project); ok && p.Start != 0 {
			return p.Start, nil
		}
		s = "today"
	}
	k := m.env.Snap.Schema().Prefix(model.ProjectPrefix)
	r := &model.Project{}
	if p, ok := model.Find[*model.Project](m.env.Snap, project); ok {
		r.Calendar = p.Calendar
	}
	if err := k.Field("start").Parse(m.env.Ctx().For(r), r, s); err != nil {
		return 0, err
	}
	if r.Start == 0 {
		return 0, errors.New("a day or a moment: mon, 12 jan, +2w")
	}
	return r.Start, nil
}

// askName asks how the new project is called.
func (m *Model) askName(x *model.Template, at date.Instant) pane.Effect {
	read := func(s string) (string, error) {
		if strings.TrimSpace(s) == "" {
			return x.Name, nil
		}
		return strings.TrimSpace(s), nil
	}
	return pane.Open{Overlay: dialog.Ask("What is the project called?", "Empty: "+x.Name+".", read, func(s string) pane.Effect {
		return m.useTemplate(x, model.TemplateUse{Name: s, Start: at})
	}).Saying("make the plan")}
}

// useTemplate makes the plan and goes to its first view.
func (m *Model) useTemplate(x *model.Template, use model.TemplateUse) pane.Effect {
	var made model.ID
	edit := pane.Change("Plan from the template "+x.Name, m.env.Now, func(e *model.Edit) (err error) {
		made, err = model.UseTemplate(e, x, use)
		return err
	})
	edit.Then = func([]model.ID) pane.Effect {
		return pane.Run(func() pane.Effect {
			m.wanted = append(m.wanted, m.openProject(made))
			return nil
		})
	}
	return edit
}
