package browse

import (
	"fmt"

	"tandem/model"
	"tandem/ui/pane"
)

// ActOn does to records what they wait for, in one step that undo takes back: each the first verb
// of its kind that can be done. Of several marked ones those that cannot are left as they are; where
// none can, it says why.
func ActOn(env pane.Env, ids []model.ID) pane.Effect {
	type deed struct {
		id   model.ID
		verb *model.Verb
	}
	var todo []deed
	reason := "nothing is marked and the list is empty"
	for _, id := range ids {
		v, why := firstVerb(env, id)
		if v == nil {
			reason = why
			continue
		}
		todo = append(todo, deed{id, v})
	}
	if len(todo) == 0 {
		return pane.Toast{Text: id0(ids) + reason, Bad: true}
	}
	label := todo[0].verb.Title + " " + Describe(env, todo[0].id)
	if len(todo) > 1 {
		label = fmt.Sprintf("%s %d records", todo[0].verb.Title, len(todo))
	}
	return pane.Change(label, env.Now, func(e *model.Edit) error {
		for _, d := range todo {
			if err := e.Act(d.id, d.verb.Name); err != nil {
				return err
			}
		}
		return nil
	})
}

// Act does one verb to a record.
func Act(env pane.Env, id model.ID, v *model.Verb) pane.Effect {
	return pane.Change(v.Title+" "+Describe(env, id), env.Now, func(e *model.Edit) error { return e.Act(id, v.Name) })
}

// id0 begins a message about a single record with its reference.
func id0(ids []model.ID) string {
	if len(ids) != 1 {
		return ""
	}
	return ids[0].String() + ": "
}

// firstVerb is the verb the key does to a record, or why there is none.
func firstVerb(env pane.Env, id model.ID) (*model.Verb, string) {
	r := env.Snap.Get(id)
	if r == nil {
		return nil, "the record is gone"
	}
	return env.Snap.Schema().Of(id).FirstVerb(env.Ctx().For(r), r)
}

// canAct reports whether the key does something to one of the records, and if not, why.
func canAct(env pane.Env, ids []model.ID) (bool, string) {
	reason := ""
	for _, id := range ids {
		v, why := firstVerb(env, id)
		if v != nil {
			return true, ""
		}
		reason = why
	}
	return false, reason
}
