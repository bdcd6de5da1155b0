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
