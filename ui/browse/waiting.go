package browse

import (
	"tandem/model"
	"tandem/model/triage"
	"tandem/ui/act"
	"tandem/ui/pane"
)

// canWait says why no wait can be recorded on a record here.
func canWait(env pane.Env, id model.ID) (bool, string) {
	e, ok := model.Find[*model.Escalation](env.Snap, id)
	switch {
	case !ok:
		return false, "here only an escalation is made to wait; anything else waits by triage (" + env.Key(act.Global, "app.triage", "t") + ")"
	case !e.Open():
		return false, id.String() + " is " + string(e.Status) + ": nobody is waited for"
	}
	return true, ""
}

// WaitOn records on whom escalations wait, by the key of the choice, as triage does: their clocks that may
// pause do, and they come back at the usual time to ask again.
func WaitOn(env pane.Env, ids []model.ID, arg string) pane.Effect {
	q := triage.Build(env.Ctx())
	var items []*triage.Item
	for _, id := range ids {
		if ok, why := canWait(env, id); !ok {
			return pane.Toast{Text: why, Bad: true}
		}
		about := q.About(id)
		if len(about) == 0 {
			return pane.Toast{Text: id.String() + " does not stand in triage", Bad: true}
		}
		items = append(items, about[0])
	}
	d := triage.Decision{Verb: triage.Wait, Arg: arg}
	if ok, why := d.Enabled(q, items); !ok {
		return pane.Toast{Text: why, Bad: true}
	}
	return pane.Change(d.Label(q, items), env.Now, func(e *model.Edit) error { return d.Apply(e, q, items) })
}
