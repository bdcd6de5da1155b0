package browse

import (
	"errors"
	"fmt"

	"tandem/model"
	"tandem/ui/dialog"
	"tandem/ui/layout"
	"tandem/ui/pane"
)

// ActOn does to records what they wait for, in one step that undo takes back: each the first verb
// of its kind that can be done. Of several marked ones those that cannot are left as they are, and what the
// verb wants to be told is asked once for all; where none can, it says why.
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
	if len(todo) == 1 {
		return Act(env, todo[0].id, todo[0].verb)
	}
	title, asking := fmt.Sprintf("%s %d records", todo[0].verb.Title, len(todo)), model.ID(0)
	var ask *model.Verb
	for _, d := range todo {
		if d.verb.Asks != "" && ask == nil {
			asking, ask = d.id, d.verb
		}
	}
	all := func(answer string) pane.Effect {
		return pane.Change(title, env.Now, func(e *model.Edit) error {
			for _, d := range todo {
				told := ""
				if ask != nil && d.verb.Name == ask.Name {
					told = answer
				}
				if err := e.ActWith(d.id, d.verb.Name, told); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if ask == nil {
		return all("")
	}
	return pane.Open{Overlay: dialog.Ask(title, ask.Asks, reads(env, asking, ask), all)}
}

// reads is how an answer to a verb is read as it is typed.
func reads(env pane.Env, id model.ID, v *model.Verb) func(string) (string, error) {
	return func(text string) (string, error) {
		r := env.Snap.Get(id)
		if r == nil {
			return "", errors.New("the record is gone")
		}
		return v.Read(env.Ctx().For(r), r, text)
	}
}

// Act does one verb to a record; one that wants to be told something asks for it first.
func Act(env pane.Env, id model.ID, v *model.Verb) pane.Effect {
	if v.Asks != "" {
		return askVerb(env, id, v)
	}
	return pane.Change(v.Title+" "+Describe(env, id), env.Now, func(e *model.Edit) error { return e.Act(id, v.Name) })
}

// askVerb opens the line in which a verb is told what it wants to know. What is typed is read as it
// will be stored, and said below the line.
func askVerb(env pane.Env, id model.ID, v *model.Verb) pane.Effect {
	title := v.Title + " " + layout.Clean(Describe(env, id))
	read := reads(env, id, v)
	return pane.Open{Overlay: dialog.Ask(title, v.Asks, read, func(text string) pane.Effect {
		said, _ := read(text)
		label := v.Title + " " + Describe(env, id)
		if said != "" {
			label += ": " + said
		}
		return pane.Change(label, env.Now, func(e *model.Edit) error { return e.ActWith(id, v.Name, text) })
	})}
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
