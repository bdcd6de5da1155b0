package cli

import (
	"github.com/spf13/cobra"

	"tandem/model"
	"tandem/model/money"
	"tandem/model/report"
	"tandem/store"
)

const reportLong = `Writes a report about a project in Markdown: its colour and why, dates, cost, the top risks, the
decisions that are needed, what the customer says and is owed, and what changed since the last
report that was sent.

It is a draft until --send, which keeps it as a record word for word, together with whom it went
to, and makes its colour the reported one. tandem list reports shows what was sent when.`

const reportExample = `  tandem report status P-1
  tandem report status P-1 --out status.md
  tandem report status P-1 --send --to 'Ada Lovelace' --to board@example.org`

type reportFlags struct {
	send bool
	to   []string
	out  string
}

func (a *app) reportCmd() *cobra.Command {
	var f reportFlags
	c := a.command("report status PROJECT [flags]", "Write a status report", reportLong, reportExample, func(cmd *cobra.Command, args []string) error {
		if err := need(cmd, args, 2, 2); err != nil {
			return err
		}
		if args[0] != "status" {
			return usagef("%q is no report; there is: status", args[0])
		}
		if err := a.pageOnly(); err != nil {
			return err
		}
		if len(f.to) > 0 && !f.send {
			return usagef("--to says who got it: it goes with --send")
		}
		return a.reading(func(s *store.Store) error { return a.status(s, args[1], f) })
	})
	c.ValidArgsFunction = func(_ *cobra.Command, args []string, word string) ([]string, cobra.ShellCompDirective) {
		switch len(args) {
		case 0:
			return []string{"status\tHow a project stands"}, cobra.ShellCompDirectiveNoFileComp
		case 1:
			return a.offered(word, model.ProjectPrefix), cobra.ShellCompDirectiveNoFileComp
		}
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	c.Flags().BoolVar(&f.send, "send", false, "keep it as sent")
	c.Flags().StringArrayVar(&f.to, "to", nil, "it was sent to `WHO`: a contact, a person, or any name")
	c.Flags().StringVar(&f.out, "out", "", "write it to `FILE`, which must not be there yet")
	return c
}

// status prints the report and, where asked to, keeps it.
func (a *app) status(s *store.Store, name string, f reportFlags) error {
	c := a.ctx(s.Snapshot())
	id, err := c.Resolve(name, []string{model.ProjectPrefix})
	if err != nil {
		return notFound(err)
	}
	st, err := s.Status(c, id)
	if err != nil {
		return err
	}
	text := st.Markdown()
	if err := a.writeText(f.out, text); err != nil {
		return err
	}
	var kept model.ID
	if f.send {
		if kept, err = a.keepReport(s, st, text, f.to); err != nil {
			return err
		}
	}
	if a.flags.json {
		return writeJSON(a.out, model.Object{{Name: "project", Value: id.String()}, {Name: "colour", Value: string(st.Colour)},
			{Name: "title", Value: st.Title()}, {Name: "report", Value: refOrNil(kept)}, {Name: "text", Value: text}})
	}
	if f.out == "" {
		err = a.page(text)
	} else {
		err = a.say("written to ", f.out)
	}
	if err == nil && f.send {
		err = a.say("kept as sent: ", kept.String())
	}
	return err
}

// page prints a report. Where signs cannot be printed its amounts have the codes of their currencies, as in
// lists; what is kept, or written to a file, has the signs.
func (a *app) page(text string) error {
	if a.ascii() {
		text = money.Spell(text)
	}
	_, err := a.out.WriteString(text)
	return err
}

func refOrNil(id model.ID) any {
	if id == 0 {
		return nil
	}
	return id.String()
}

// keepReport stores the report as sent, with whoever has a record named by it.
func (a *app) keepReport(s *store.Store, st *report.Status, text string, to []string) (model.ID, error) {
	var kept model.ID
	_, err := s.Do("send the status of "+st.Project.Name, func(snap *model.Snapshot) (model.Batch, error) {
		e := model.NewEdit(snap, a.today())
		var ids []model.ID
		var others []string
		for _, who := range to {
			if id, err := e.Ctx.Resolve(who, []string{model.ContactPrefix, model.PersonPrefix}); err == nil {
				ids = append(ids, id)
			} else {
				others = append(others, who)
			}
		}
		var err error
		if kept, err = st.Keep(e, text, ids, joined(others)); err != nil {
			return model.Batch{}, err
		}
		return e.Batch()
	})
	return kept, err
}

func joined(names []string) string {
	s := ""
	for i, n := range names {
		if i > 0 {
			s += ", "
		}
		s += oneLine(n)
	}
	return s
}
