package cli

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tandem/model"
	"tandem/store"
)

const logContactLong = `Logs a contact with a customer on any record that belongs to one: an escalation, an account, a
contact, a project, a task, a promise, an answer. It is our word to them, or with --in theirs to us.
On an escalation the clocks follow: our word is the first response, answers what the customer wrote
and starts the time to the next update; theirs asks for a reply. Of the open escalations that may be
meant from another record the likeliest is taken; --about names one, or none.

A promise and an action that came of it are made in the same step, which tandem undo takes back as
one: --promise and --action take a date and what is to be done by then.

--line takes all of it in one sentence with the marks of the key c: call mail meet chat visit, < for
their words, :-2 to :+2 or -- - + ++ for their mood, @name, !fri a promise, ?mon an action.`

const logContactExample = `  tandem log-contact E-7 --text 'Part arrives at 14:00, next word then.'
  tandem log-contact E-7 --in --mood -2 --channel call --with sven --text 'Dock 5 is down as well.'
  tandem log-contact A-1 --about none --text 'Weekly call' --promise 'fri a plan'
  tandem log-contact E-7 --line 'call < -- @sven Dock 5 is down too !fri a new print head'
  tandem log-contact E-7 --text 'Called back.' --now 'today 09:40'`

// contactFlags is what the command line tells of a contact.
type contactFlags struct {
	text, line, channel, with, about string
	in, out                          bool
	mood                             int
	promises, actions                []string
}

func (a *app) logContactCmd() *cobra.Command {
	var x contactFlags
	c := a.command("log-contact REF --text TEXT", "Log a word to or from the customer", logContactLong, logContactExample, func(cmd *cobra.Command, args []string) error {
		if err := need(cmd, args, 1, 1); err != nil {
			return err
		}
		if strings.TrimSpace(x.text+x.line) == "" {
			return usagef("say in a sentence what was said: --text 'We are on it.'")
		}
		if x.text != "" && x.line != "" {
			return usagef("--text takes the words as they are, --line a sentence with marks: give one of them")
		}
		if x.in && x.out {
			return usagef("--in is the customer's word, --out ours: give one of them")
		}
		return a.reading(func(s *store.Store) error { return a.logContact(s, args[0], &x) })
	})
	f := c.Flags()
	f.StringVarP(&x.text, "text", "t", "", "what was said, a `SENTENCE`")
	f.StringVarP(&x.line, "line", "l", "", "what was said with marks before it, a `SENTENCE`")
	f.BoolVar(&x.in, "in", false, "the customer spoke, not we")
	f.BoolVar(&x.out, "out", false, "we spoke: what holds without it")
	f.StringVarP(&x.channel, "channel", "c", "", "how: call, mail, meet, chat, visit, portal (`WORD`)")
	f.IntVarP(&x.mood, "mood", "m", 0, "their mood, -2 to 2 (`NUMBER`)")
	f.StringVarP(&x.with, "with", "w", "", "with whom, a few letters of a `NAME`")
	f.StringVar(&x.about, "about", "", "the escalation meant, a `REF`, or none")
	f.StringArrayVar(&x.promises, "promise", nil, "a promise that came of it, `DATE WHAT`")
	f.StringArrayVar(&x.actions, "action", nil, "something for us to do, `DATE WHAT`")
	c.ValidArgsFunction = a.completeRefs
	return c
}

// read makes of the flags what is to be logged. They are written as the marks of the sentence that
// the key c reads, so that both mean the same; the words of --text are taken as they are.
func (x *contactFlags) read(c *model.Ctx, base model.Talk) (model.Talk, error) {
	var words []string
	if x.in {
		words = append(words, "<")
	}
	if x.channel != "" {
		words = append(words, strings.ToLower(x.channel)+":")
	}
	if x.with != "" {
		words = append(words, "@"+strings.Join(strings.Fields(x.with), ""))
	}
	words = append(words, cmp.Or(x.line, "text"))
	if err := x.dated(c); err != nil {
		return model.Talk{}, err
	}
	for _, p := range x.promises {
		words = append(words, "!"+strings.TrimSpace(p))
	}
	for _, p := range x.actions {
		words = append(words, "?"+strings.TrimSpace(p))
	}
	said, chips, err := model.ReadTalk(c, base.Account, strings.Join(words, " "))
	if err != nil {
		return said, usagef("%s", err.Error())
	}
	if x.channel != "" && !slices.ContainsFunc(chips, func(k model.Chip) bool { return k.Name == "channel" }) {
		return said, usagef("%q is no way to talk: write call, mail, meet, chat, visit or portal", x.channel)
	}
	if x.line == "" {
		said.Words = strings.TrimSpace(x.text)
	}
	if x.out {
		said.Direction = "out"
	}
	if x.mood != 0 {
		said.Mood = x.mood
	}
	if said.Mood < -2 || said.Mood > 2 {
		return said, usagef("a mood lies between -2 and 2, not %d", said.Mood)
	}
	return said, nil
}

// dated holds that a promise and an action begin with their day, in the words of the flags.
func (x *contactFlags) dated(c *model.Ctx) error {
	for _, f := range []struct {
		flag, eg string
		list     []string
	}{{"--promise", "fri a plan", x.promises}, {"--action", "mon call them", x.actions}} {
		for _, p := range f.list {
			if !c.BeginsWithDay(p) {
				return badField(f.flag, fmt.Errorf("%q does not begin with a date: write %s '%s'", p, f.flag, f.eg))
			}
		}
	}
	return nil
}

// talk is what the command line wants logged on a record.
func (a *app) talk(c *model.Ctx, name string, x *contactFlags) (model.Talk, error) {
	ids, err := refs(c, []string{name})
	if err != nil {
		return model.Talk{}, err
	}
	base, ok := c.TalkAbout(ids[0])
	if !ok {
		return base, usagef("%s belongs to no customer", ids[0])
	}
	own := c
	if r := c.Snap.Get(base.Account); r != nil {
		own = c.For(r)
	}
	said, err := x.read(own, base)
	if err != nil {
		return base, err
	}
	t := base.Say(said)
	switch {
	case strings.EqualFold(x.about, "none"):
		t.Escalation = 0
	case x.about != "":
		e, err := escalationNamed(c, x.about)
		if err != nil {
			return t, err
		}
		t.Escalation = e.ID
	case said.Escalation == 0:
		t.Escalation = c.Matters(base)[0]
	}
	return t, nil
}

func (a *app) logContact(s *store.Store, name string, x *contactFlags) error {
	c := a.ctx(s.Snapshot())
	first, err := a.talk(c, name, x)
	if err != nil {
		return err
	}
	label, in := c.TalkLabel(first), model.ID(0)
	if _, err := s.Do(label, func(snap *model.Snapshot) (model.Batch, error) {
		e := model.NewEdit(snap, a.today())
		t, err := a.talk(e.Ctx, name, x)
		if err != nil {
			return model.Batch{}, err
		}
		if in, err = e.LogTalk(t); err != nil {
			return model.Batch{}, err
		}
		return e.Batch()
	}); err != nil {
		return err
	}
	if first.Escalation != 0 && a.flags.json {
		return a.clocks(s, first.Escalation.String())
	}
	if a.flags.json {
		return writeJSON(a.out, object(a.ctx(s.Snapshot()), in))
	}
	if err := a.say(label); err != nil || first.Escalation == 0 {
		return err
	}
	return a.clocks(s, first.Escalation.String())
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
