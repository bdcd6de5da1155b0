package cli

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tandem/model"
	"tandem/model/triage"
	"tandem/store"
)

const decideLong = `Decides what waits in triage, with the verbs of the screen, as one step of undo:

  accept                  it is mine: goes to Doing
  contact [WORDS]         log words to the customer (without any: 'update sent')
  wait [PARTY]            on customer, vendor, department or team (customer); a name may
                          follow, and until with the DATE to ask again
  snooze [WHEN]           1 to 9 working days, hours, monday, or a date (1)
  escalate [LEVEL]        to level 1, 2 or 3 (2)
  link [WHICH]            to the likeliest candidate 1, to 2 ... 9, or to a reference (1)
  close [REASON]          done, resolved, not-ours, duplicate, declined, or words (done)

close ends the record where it has an end of its own (resolved, kept, delivered, done) and puts
away as it stands what has none, as a late task; the answer says which. A promise that is forecast
to break is not kept by it.

A reference names the item, or what it is about. Instead of references, --filter, --view and --hat
pick items as tandem triage lists them; with --dry-run it shows them and changes nothing. Nothing
is decided unless all of it can be.`

const decideExample = `  tandem decide E-7 contact 'Part arrives at 14:00.'
  tandem decide T-14 B-3 wait vendor Shipfast until fri
  tandem decide R-3 snooze 'mon +1w'
  tandem decide B-2 close not-ours --json
  tandem decide --filter 'late>28 project:P-1' snooze monday --dry-run`

// pickFlags choose items of the queue.
type pickFlags struct {
	view, hat, filter string
	limit             int
}

// pickUsage gives a command the flags.
func (f *pickFlags) usage(c *cobra.Command, a *app) {
	c.Flags().StringVarP(&f.filter, "filter", "f", "", "only items that fit this `QUERY`: words, late>28, signal:late, project:P-1")
	c.Flags().StringVar(&f.view, "view", "now", "`VIEW`: now, doing, waiting, promised, scheduled, done")
	c.Flags().StringVar(&f.hat, "hat", "all", "`HAT`: all, pm, dm")
	c.Flags().IntVarP(&f.limit, "limit", "n", 0, "at most `N` items")
	_ = c.RegisterFlagCompletionFunc("filter", a.completeOf(triage.Lines))
	_ = c.RegisterFlagCompletionFunc("view", cobra.FixedCompletions([]string{"now", "doing", "waiting", "promised", "scheduled", "done"}, cobra.ShellCompDirectiveNoFileComp))
	_ = c.RegisterFlagCompletionFunc("hat", cobra.FixedCompletions([]string{"all", "pm", "dm"}, cobra.ShellCompDirectiveNoFileComp))
}

// picks reports whether one of the flags was given.
func picks(c *cobra.Command) bool {
	return slices.ContainsFunc([]string{"filter", "view", "hat", "limit"}, c.Flags().Changed)
}

// pick lists the items of the view, hat and filter, and how many there are without the limit.
func (f *pickFlags) pick(q *triage.Queue) (items []*triage.Item, total int, err error) {
	view, hat, err := f.read()
	if err != nil {
		return nil, 0, err
	}
	if items, err = q.Filter(f.filter, q.Items(view, hat), false); err != nil {
		return nil, 0, badField("--filter", err)
	}
	total = len(items)
	if f.limit > 0 && total > f.limit {
		items = items[:f.limit]
	}
	return items, total, nil
}

func (a *app) decideCmd() *cobra.Command {
	var f pickFlags
	var dry bool
	c := a.command("decide [REF...] VERB [ARGUMENT] [flags]", "Decide items of triage", decideLong, decideExample, func(cmd *cobra.Command, args []string) error {
		names, verb, words := partVerb(args)
		if verb == "" {
			return usagef("say what to do: write tandem decide T-14 accept (or contact, wait, snooze, escalate, link, close)")
		}
		if len(names) == 0 && !picks(cmd) {
			return usagef("say what to decide: references before %s, or --filter, --view or --hat", verb)
		}
		if len(names) > 0 && picks(cmd) {
			return usagef("write references or --filter, --view, --hat and --limit, not both")
		}
		return a.reading(func(s *store.Store) error {
			d, err := triage.Read(verb, words, a.today())
			if err != nil {
				return badField(verb, err)
			}
			return a.decide(s, names, f, d, dry)
		})
	})
	f.usage(c, a)
	c.Flags().BoolVar(&dry, "dry-run", false, "show what would be decided; change nothing")
	c.ValidArgsFunction = a.completeDecide
	return c
}

// partVerb parts references from the verb and what follows it. A record's name may be given in
// place of its reference, so the verb is the first word that is one.
func partVerb(args []string) (names []string, verb string, words []string) {
	for i, s := range args {
		if slices.Contains(triage.AllVerbs, triage.Verb(strings.ToLower(s))) {
			return args[:i], strings.ToLower(s), args[i+1:]
		}
	}
	return args, "", nil
}

// chosen are the items that references name, or the flags pick.
func (a *app) chosen(q *triage.Queue, names []string, f pickFlags) ([]*triage.Item, error) {
	if len(names) == 0 {
		items, _, err := f.pick(q)
		return items, err
	}
	ids, err := refs(q.Ctx(), names)
	if err != nil {
		return nil, err
	}
	var out []*triage.Item
	for _, id := range ids {
		items := q.About(id)
		switch {
		case len(items) == 0:
			return nil, notFound(fmt.Errorf("%s is not in triage: nothing about it waits for a decision", id))
		case len(items) > 1:
			return nil, usagef("%s has several blockers: name one of %s", id, keysOf(items))
		case !slices.Contains(out, items[0]):
			out = append(out, items[0])
		}
	}
	return out, nil
}

func keysOf(items []*triage.Item) string {
	var out []string
	for _, it := range items {
		out = append(out, it.Key().String())
	}
	return strings.Join(out, ", ")
}

// decide carries out a decision. The items are chosen anew inside the transaction, from what is
// there when it is written.
func (a *app) decide(s *store.Store, names []string, f pickFlags, d triage.Decision, dry bool) error {
	snap := s.Snapshot()
	q := triage.Build(a.ctx(snap))
	items, err := a.chosen(q, names, f)
	if err != nil {
		return err
	}
	if len(items) == 0 {
		return a.said(q, decided{verb: d, label: "nothing fits: nothing was decided"})
	}
	if ok, why := d.Enabled(q, items); !ok {
		return failf("%s", why)
	}
	label := d.Label(q, items)
	if dry {
		would := "would " + strings.ToLower(label[:1]) + label[1:]
		if d.Verb == triage.Close {
			would = "would be: " + label
		}
		return a.said(q, decided{verb: d, label: would, keys: keysIn(items), dry: true})
	}
	var keys []model.ID
	changed, err := s.Do(label, func(now *model.Snapshot) (model.Batch, error) {
		e := model.NewEdit(now, a.today())
		if now != snap {
			q = triage.Build(e.Ctx)
			if items, err = a.chosen(q, names, f); err != nil {
				return model.Batch{}, err
			}
		}
		keys = keysIn(items)
		if err := d.Apply(e, q, items); err != nil {
			return model.Batch{}, &Fail{Code: Failed, Message: err.Error(), Err: err}
		}
		return e.Batch()
	})
	if err != nil {
		return err
	}
	return a.said(triage.Build(a.ctx(s.Snapshot())), decided{verb: d, label: label, keys: keys, seq: changed.Seq})
}

func keysIn(items []*triage.Item) []model.ID {
	out := make([]model.ID, len(items))
	for i, it := range items {
		out[i] = it.Key()
	}
	return out
}

// decided is what a decision came to.
type decided struct {
	verb  triage.Decision
	label string
	keys  []model.ID
	seq   uint64 // of the step in the journal; 0: none
	dry   bool
}

// mostSaid is how many items the answer for people names.
const mostSaid = 20

// said prints what was decided, and where each item stands in q.
func (a *app) said(q *triage.Queue, d decided) error {
	if a.flags.json {
		list := make([]model.Object, len(d.keys))
		for i, key := range d.keys {
			if it := q.Find(key); it != nil {
				list[i] = itemObject(q.Ctx(), i+1, it)
			} else { // it left the queue for good
				list[i] = model.Object{{Name: "rank", Value: i + 1}, {Name: "ref", Value: key.String()}, {Name: "view", Value: nil}}
			}
		}
		return writeJSON(a.out, model.Object{{Name: "label", Value: d.label}, {Name: "verb", Value: string(d.verb.Verb)}, {Name: "argument", Value: d.verb.Arg},
			{Name: "dry_run", Value: d.dry}, {Name: "seq", Value: d.seq}, {Name: "count", Value: len(d.keys)}, {Name: "items", Value: list}})
	}
	if err := a.say(d.label); err != nil || len(d.keys) == 0 {
		return err
	}
	g := grid{cols: []column{{head: "ref"}, {head: "blocker"}, {head: "what", keep: keepTitle}, {head: "view"}, {head: "due"}, {head: "on"}}}
	for i, key := range d.keys {
		if i == mostSaid && !a.exact() {
			break
		}
		about, by := bothOf(q, key)
		if it := q.Find(key); it != nil {
			g.add(about, by, it.Title(), strings.ToLower(it.View.String()), it.DueText(), cmp.Or(it.WaitingOn(), it.Outcome()))
		} else {
			g.add(about, by, q.Ctx().NameOf(key), "dealt with", "", "")
		}
	}
	if err := a.put(&g, a.width(), q.Ctx().ASCII); err != nil {
		return err
	}
	if n := len(d.keys) - mostSaid; n > 0 && !a.exact() {
		return a.say(fmt.Sprintf("and %d more", n))
	}
	return nil
}

// bothOf are the references of what was decided: the record it is about, as the queue shows it, and the
// blocker that stops it, where somebody wrote one.
func bothOf(q *triage.Queue, key model.ID) (about, blocker string) {
	b, ok := model.Find[*model.Blocker](q.Ctx().Snap, key)
	if !ok || b.About == 0 || b.About == key {
		return key.String(), ""
	}
	return b.About.String(), key.String()
}

// manyLate is from how many long overdue items on an import says how to put them away.
const manyLate = 40

// calm says, after an import that left a queue nobody can work through, how to empty it in one step.
func (a *app) calm(snap *model.Snapshot, nothing bool) error {
	if nothing || a.flags.json || a.flags.csv {
		return nil
	}
	q := triage.Build(a.ctx(snap))
	const old = "late>=28"
	items, err := q.Filter(old, q.Items(triage.Now, model.Both), false)
	if err != nil || len(items) < manyLate {
		return err
	}
	return a.say(fmt.Sprintf("%d items of triage are late by four weeks or more: tandem decide --filter '%s' snooze monday puts them away, as M m s m does there", len(items), old))
}

// completeDecide offers references, then verbs, then what the verb takes.
func (a *app) completeDecide(c *cobra.Command, args []string, word string) ([]string, cobra.ShellCompDirective) {
	names, verb, words := partVerb(args)
	var out []string
	switch {
	case verb == "":
		if len(names) > 0 || picks(c) {
			for _, v := range triage.AllVerbs {
				if strings.HasPrefix(string(v), word) {
					out = append(out, string(v))
				}
			}
		}
		if word == "" && len(out) > 0 || picks(c) {
			return out, cobra.ShellCompDirectiveNoFileComp
		}
		more, how := a.completeRefs(c, nil, word)
		return append(out, more...), how
	case len(words) == 0:
		for _, w := range triage.Verb(verb).Says() {
			if strings.HasPrefix(w[0], word) {
				out = append(out, strings.TrimSuffix(w[0]+"\t"+w[1], "\t"))
			}
		}
		if triage.Verb(verb) == triage.Link && len(word) > 0 {
			more, how := a.completeRefs(c, nil, word)
			return append(out, more...), how
		}
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}
