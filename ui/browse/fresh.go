package browse

import (
	"tandem/model"
	"tandem/ui/pane"
)

// Fresh is what a new record here would be: its kind, nil where there is none, and the values
// it begins with. In the outline of the plan it is a task where the cursor is on one.
func (p *Pane) Fresh(env pane.Env) (*model.Kind, map[string]string) {
	k := p.Kind()
	if k == nil {
		return nil, nil
	}
	if p.list().tree && k.Prefix == model.ProjectPrefix {
		if _, ok := env.Snap.Get(p.Selected()).(*model.Task); ok {
			k = env.Snap.Schema().Prefix(model.TaskPrefix)
		}
	}
	return k, p.preset(env, k)
}

// Pasted is what lines pasted here could become.
type Pasted struct {
	Kind   *model.Kind
	Preset map[string]string // values they all begin with
}

// Pastes lists what pasted lines could become, the likeliest first: in the outline tasks of the
// project in sight before projects, elsewhere records of the kind listed.
func (p *Pane) Pastes(env pane.Env) []Pasted {
	k := p.Kind()
	if k == nil {
		return nil
	}
	var out []Pasted
	if task := env.Snap.Schema().Prefix(model.TaskPrefix); p.list().tree && task != nil {
		if preset := p.preset(env, task); preset["project"] != "" {
			out = append(out, Pasted{task, preset})
		}
	}
	return append(out, Pasted{k, p.preset(env, k)})
}
