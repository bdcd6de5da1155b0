package browse

import (
	"context"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/report"
	"tandem/ui/pane"
)

// colour is the computed colour of the project in sight. It takes as long as a status report, so it is asked
// for off the event loop; until it is there the one of before the last change shows.
type colour struct {
	asked    colourOf
	of       model.ID // whose it is
	computed model.Colour
}

// colourOf is what a colour is computed from.
type colourOf struct {
	project model.ID
	snap    *model.Snapshot
	day     date.Day
}

// Needs implements pane.Needer: what the headline and the chart tell and nobody has worked out yet.
func (p *Pane) Needs(env pane.Env, w, h int) pane.Effect {
	var out pane.Effects
	for _, e := range []pane.Effect{p.chartNeeds(env, w, h), p.colourNeeds(env)} {
		if e != nil {
			out = append(out, e)
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

func (p *Pane) colourNeeds(env pane.Env) pane.Effect {
	if env.Cold || p.list() == nil {
		return nil
	}
	id := p.headed(env)
	x, ok := model.Find[*model.Project](env.Snap, id)
	if !ok {
		return nil
	}
	c := env.Ctx()
	q := colourOf{id, env.Snap, c.Now.Day(c.Loc)}
	if q == p.colour.asked {
		return nil
	}
	p.colour.asked = q
	return pane.Ask{Owner: &p.colour, Run: func(context.Context) (pane.Effect, error) {
		told := report.Colours(c, x)
		return pane.Run(func() pane.Effect {
			if q == p.colour.asked {
				p.colour.of, p.colour.computed = q.project, told.Computed
				p.head = headKey{}
			}
			return nil
		}), nil
	}}
}
