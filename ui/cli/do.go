package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"tandem/model"
	"tandem/store"
)

const doLong = `Does to a record what its kind can have done to it: a change request is approved or
rejected, a purchase received, an order delivered or accepted. Approving a change request moves
plan and budget by what it says, as one step that tandem undo takes back. A verb that wants to be
told something takes it behind it: a promise is renegotiated to a new date, with who agreed and why.

Without a verb it lists what can be done to the record now, and why not what cannot.`

const doExample = `  tandem do CR-3                       what can be done to it
  tandem do CR-3 approve
  tandem do PU-4 receive --now 'fri 9am'
  tandem do M-3 renegotiate '4 dec @sven the key came late'`

func (a *app) doCmd() *cobra.Command {
	c := a.command("do REF [VERB] [ANSWER]", "Approve, reject, accept, receive ...", doLong, doExample, func(cmd *cobra.Command, args []string) error {
		if err := need(cmd, args, 1, 20); err != nil {
			return err
		}
		return a.reading(func(s *store.Store) error {
			if len(args) == 1 {
				return a.deeds(s, args[0])
			}
			return a.deed(s, args[0], args[1], strings.Join(args[2:], " "))
		})
	})
	c.ValidArgsFunction = a.completeDo
	return c
}

// deeds lists what can be done to a record.
func (a *app) deeds(s *store.Store, name string) error {
	c := a.ctx(s.Snapshot())
	ids, err := refs(c, []string{name})
	if err != nil {
		return err
	}
	id := ids[0]
	k, r := c.Snap.Schema().Of(id), c.Snap.Get(id)
	list := make([]model.Object, 0, len(k.Verbs))
	for _, v := range k.Verbs {
		why := v.Why(c.For(r), r)
		list = append(list, model.Object{{Name: "verb", Value: v.Name}, {Name: "help", Value: v.Help}, {Name: "asks", Value: v.Asks}, {Name: "can", Value: why == ""}, {Name: "why_not", Value: why}})
		if a.flags.json || a.flags.csv {
			continue
		}
		line := v.Name + "  " + v.Help
		if v.Asks != "" {
			line += " It wants " + v.Asks
		}
		if why != "" {
			line = v.Name + "  not now: " + why
		}
		if err := a.say(line); err != nil {
			return err
		}
	}
	if a.flags.json {
		return writeAll(a.out, list)
	}
	if a.flags.csv {
		return a.objectsCSV(list, "verb", "help", "asks", "can", "why_not")
	}
	if len(list) == 0 {
		_, why := k.FirstVerb(c, r)
		return a.say(why)
	}
	return nil
}

// deed does one verb to a record; answer is what a verb that asks is told.
func (a *app) deed(s *store.Store, name, verb, answer string) error {
	var id model.ID
	_, err := s.Do(strings.ToLower(verb)+" "+name, func(snap *model.Snapshot) (model.Batch, error) {
		e := model.NewEdit(snap, a.today())
		ids, err := refs(e.Ctx, []string{name})
		if err != nil {
			return model.Batch{}, err
		}
		id = ids[0]
		if err := e.ActWith(id, strings.ToLower(verb), answer); err != nil {
			return model.Batch{}, &Fail{Code: Failed, Message: err.Error(), Err: err}
		}
		return e.Batch()
	})
	if err != nil {
		return err
	}
	c := a.ctx(s.Snapshot())
	if a.flags.json {
		return writeJSON(a.out, object(c, id))
	}
	return a.say("done: ", strings.ToLower(verb), " ", id.String(), "  ", c.NameOf(id))
}
