package cli

import (
	"cmp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tandem/model"
	"tandem/store"
)

const logContactLong = `Logs a contact with the customer in the log of an escalation: our word to them, or with --in theirs
to us. The clocks follow: our word is the first response, answers what the customer wrote and starts
the time to the next update; theirs asks for a reply.`

const logContactExample = `  tandem log-contact E-7 --text 'Part arrives at 14:00, next word then.'
  tandem log-contact E-7 --in --text 'Dock 5 is down as well.'
  tandem log-contact E-7 --text 'Called back.' --now 'today 09:40'`

func (a *app) logContactCmd() *cobra.Command {
	var text string
	var in bool
	c := a.command("log-contact ESCALATION --text TEXT", "Log a word to or from the customer", logContactLong, logContactExample, func(cmd *cobra.Command, args []string) error {
		if err := need(cmd, args, 1, 1); err != nil {
			return err
		}
		if strings.TrimSpace(text) == "" {
			return usagef("say in a sentence what was said: --text 'We are on it.'")
		}
		return a.with(func(s *store.Store) error { return a.logContact(s, args[0], strings.TrimSpace(text), in) })
	})
	c.Flags().StringVarP(&text, "text", "t", "", "what was said, a `SENTENCE`")
	c.Flags().BoolVar(&in, "in", false, "the customer spoke, not we")
	c.ValidArgsFunction = a.offerEscalations
	return c
}

func (a *app) logContact(s *store.Store, name, text string, in bool) error {
	d := model.Direction("out")
	if in {
		d = "in"
	}
	var id model.ID
	if _, err := s.Do("log contact "+name, func(snap *model.Snapshot) (model.Batch, error) {
		e := model.NewEdit(snap, a.today())
		x, err := escalationNamed(e.Ctx, name)
		if err != nil {
			return model.Batch{}, err
		}
		id = x.ID
		if err := e.LogContact(id, d, text); err != nil {
			return model.Batch{}, err
		}
		return e.Batch()
	}); err != nil {
		return err
	}
	return a.clocks(s, id.String())
}

// sortByDue puts first what is due first; what owes nothing comes last.
func sortByDue(c *model.Ctx, list []*model.Escalation) {
	slices.SortFunc(list, func(x, y *model.Escalation) int {
		a, b := c.Clocks(x).Next(), c.Clocks(y).Next()
		switch {
		case a == nil && b == nil:
			return cmp.Compare(x.ID, y.ID)
		case a == nil:
			return 1
		case b == nil:
			return -1
		}
		return cmp.Or(cmp.Compare(a.Due, b.Due), cmp.Compare(x.ID, y.ID))
	})
}
