package today

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/report"
	"tandem/ui/pane"
)

// told are the colours of the live projects, as reported and as computed. They take as long as a status
// report each, so they are worked out off the event loop; until they are there the reported ones show.
type told struct {
	asked, got question
	colours    map[model.ID]colours
}

// colours are those of one project, and what makes the computed one.
type colours struct {
	report.Told
	parts []report.Part
}

// question is what the colours were worked out from.
type question struct {
	snap *model.Snapshot
	day  date.Day
}

// Needs implements pane.Needer: it asks for the computed colours, once for a snapshot and a day.
func (p *Pane) Needs(env pane.Env, _, _ int) pane.Effect {
	if env.Cold || env.Snap == nil {
		return nil
	}
	c := env.Ctx()
	q := question{env.Snap, c.Now.Day(c.Loc)}
	if q == p.told.asked {
		return nil
	}
	p.told.asked = q
	return pane.Ask{Owner: p, Run: func(ctx context.Context) (pane.Effect, error) {
		all := map[model.ID]colours{}
		for pr := range model.Each[*model.Project](q.snap, model.ProjectPrefix) {
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			if pr.Phase.Live() {
				t, parts := report.ColoursWhy(c, pr)
				all[pr.ID] = colours{t, parts}
			}
		}
		return pane.Run(func() pane.Effect { p.learn(env, q, all); return nil }), nil
	}}
}

// learn shows the colours that were asked for, unless others are by now.
func (p *Pane) learn(env pane.Env, q question, all map[model.ID]colours) {
	if q != p.told.asked || p.built != q.snap {
		return
	}
	p.told.got, p.told.colours = q, all
	p.rows = p.rows[:p.from]
	p.projects(env)
	p.table.SetSource(p, env.Rev)
}

// projects lists the live projects with their finish, what is done, and their colour.
func (p *Pane) projects(env pane.Env) {
	var rows []row
	c := env.Ctx()
	var live []*model.Project
	for pr := range model.Each[*model.Project](env.Snap, model.ProjectPrefix) {
		if pr.Phase.Live() {
			live = append(live, pr)
		}
	}
	slices.SortStableFunc(live, func(a, b *model.Project) int { return cmp.Compare(a.Finish, b.Finish) })
	for _, pr := range live {
		g := &env.Theme.Glyphs
		cc := c.For(pr)
		today := cc.Now.Day(cc.Loc)
		told, _ := p.toldOf(pr)
		sign := " "
		switch told.Worse() {
		case model.Red:
			sign = g.Breach
		case model.Amber:
			sign = g.Up
		case model.Green:
			sign = g.Dot
		}
		done, words := fmt.Sprintf("%.0f%%", env.Snap.Plan(pr.ID).Percent()), told.Words(today)
		undated := report.Told{Reported: told.Reported, Computed: told.Computed}
		least := report.Told{Computed: told.Worse()}
		if least.Computed == told.Reported {
			least = report.Told{Reported: told.Reported}
		}
		rows = append(rows, row{id: pr.ID, sign: sign, style: p.colourStyle(told.Worse()), text: pr.Name, who: c.NameOf(pr.Account), due: pr.Finish.Day(cc.Loc).Short(today),
			tails: []string{tail(done+" done", words), tail(done, words), tail(words), tail(undated.Words(today)), tail(least.Words(today)), ""}})
	}
	if len(rows) > 0 {
		p.head("projects, by when they finish", len(rows), 0)
		p.rows = append(p.rows, rows...)
	}
}

// toldOf is a project's colours with what makes the computed one; only the reported one until they are
// worked out.
func (p *Pane) toldOf(pr *model.Project) (report.Told, []report.Part) {
	if t, ok := p.told.colours[pr.ID]; ok && p.told.got.snap == p.built {
		return t.Told, t.parts
	}
	return report.Told{Reported: pr.Reported}, nil
}

// tail joins what is said behind a name: ", 68% done, reported amber".
func tail(parts ...string) (text string) {
	for _, s := range parts {
		if s != "" {
			text += ", " + s
		}
	}
	return text
}
