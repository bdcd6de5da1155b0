package cli

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"tandem/model"
	"tandem/model/triage"
	"tandem/store"
)

const triageLong = `Opens the queue of everything that wants a decision. With --plain, with --json or into a pipe it
prints the queue: breached or due today first, then by rank, with the reason for it.

The views are those of the screen: now, doing, waiting, promised, scheduled, done. A filter picks
items by words, or by what they are: points, late and age in days, due, since, signal, sign, side,
who, on, project, account, tags. tandem decide decides them.`

const triageExample = `  tandem triage
  tandem triage --plain --limit 10
  tandem triage --view waiting --hat dm --json
  tandem triage --filter 'late>28 -signal:promise project:P-1'`

func (a *app) triageCmd() *cobra.Command {
	var f pickFlags
	c := a.command("triage [flags]", "The queue of what wants a decision", triageLong, triageExample, func(cmd *cobra.Command, args []string) error {
		if err := need(cmd, args, 0, 0); err != nil {
			return err
		}
		view, _, err := f.read()
		if err != nil {
			return err
		}
		if !a.exact() && !a.flags.json && !picks(cmd) {
			return a.screen("triage")
		}
		return a.reading(func(s *store.Store) error {
			q := triage.Build(a.ctx(s.Snapshot()))
			items, total, err := f.pick(q)
			if err != nil {
				return err
			}
			return a.queue(q, view, items, total)
		})
	})
	f.usage(c, a)
	return c
}

// read checks the flags.
func (f *pickFlags) read() (triage.View, model.Hat, error) {
	var view triage.View
	var names []string
	for _, v := range triage.Views {
		name := strings.ToLower(v.String())
		names = append(names, name)
		if strings.EqualFold(f.view, name) || f.view == strconv.Itoa(int(v)) {
			view = v
		}
	}
	if view == 0 {
		return 0, 0, badField("--view", fmt.Errorf("%q: write one of %s", f.view, strings.Join(names, ", ")))
	}
	hat, ok := map[string]model.Hat{"all": model.Both, "": model.Both, "pm": model.PM, "dm": model.DM}[strings.ToLower(f.hat)]
	if !ok {
		return 0, 0, badField("--hat", fmt.Errorf("%q: write one of all, pm, dm", f.hat))
	}
	if f.limit < 0 {
		return 0, 0, badField("--limit", fmt.Errorf("%d: write a number from 1", f.limit))
	}
	return view, hat, nil
}

// queue prints items of a view; total is how many there are with those left out.
func (a *app) queue(q *triage.Queue, view triage.View, items []*triage.Item, total int) error {
	if a.flags.json {
		return writeArray(a.out, func(yield func(any) error) error {
			for i, it := range items {
				if err := yield(itemObject(q.Ctx(), i+1, it)); err != nil {
					return err
				}
			}
			return nil
		})
	}
	c := q.Ctx()
	g := grid{cols: []column{{head: "points", right: true}, {head: "due"}, {head: "ref"}, {head: "what", keep: keepTitle}, {head: "who waits"}, {head: "why"}}}
	about := map[model.ID]int{}
	for _, it := range items {
		about[it.Ref()]++
	}
	for _, it := range items {
		due := it.DueText()
		if view == triage.Promised { // by its own date, whenever we ask again
			due = it.OwedText()
		}
		ref := it.Ref() // as on screen; of two items about one record each by its own
		if about[ref] > 1 {
			ref = it.Key()
		}
		g.add(it.Score.String(), due, ref.String(), it.Title(), c.NameOf(waits(it)), strings.Join(slices.Compact(it.Signals()), ", "))
	}
	if total == 0 && !a.flags.csv {
		return a.say(strings.ToLower(view.String()), ": nothing")
	}
	if err := a.put(&g, a.width(), c.ASCII); err != nil {
		return err
	}
	if n := total - len(items); n > 0 && !a.exact() {
		return a.say(fmt.Sprintf("and %d more", n))
	}
	return nil
}

// waits is who or what suffers: the customer, else the project.
func waits(it *triage.Item) model.ID {
	if it.Account() != 0 {
		return it.Account()
	}
	return it.Project()
}

// itemObject is an item as scripts get it, with the terms of its rank.
func itemObject(c *model.Ctx, rank int, it *triage.Item) model.Object {
	terms := []model.Object{}
	for _, t := range it.Terms() {
		terms = append(terms, model.Object{{Name: "label", Value: t.Label}, {Name: "points", Value: t.Points.Float()},
			{Name: "evidence", Value: t.Evidence}, {Name: "ref", Value: refValue(t.Ref)}})
	}
	loc := c.Loc
	if r := c.Snap.Get(it.Subject); r != nil {
		loc = c.For(r).Loc
	}
	var due any
	if it.Due != 0 {
		due = it.Due.RFC3339(loc)
	}
	return model.Object{{Name: "rank", Value: rank}, {Name: "ref", Value: it.Key().String()}, {Name: "subject", Value: refValue(it.Subject)},
		{Name: "blocker", Value: refValue(it.Blocker)}, {Name: "title", Value: it.Title()}, {Name: "view", Value: strings.ToLower(it.View.String())},
		{Name: "hat", Value: hatName(it.Hat)}, {Name: "sign", Value: it.Glyph.String()}, {Name: "points", Value: it.Score.Float()},
		{Name: "due", Value: due}, {Name: "days_late", Value: it.DaysLate()}, {Name: "breached", Value: it.Breached}, {Name: "project", Value: refValue(it.Project())},
		{Name: "account", Value: refValue(it.Account())}, {Name: "signals", Value: it.Signals()}, {Name: "terms", Value: terms}}
}

// refValue is a reference as JSON; null for none.
func refValue(id model.ID) any {
	if id == 0 {
		return nil
	}
	return id.String()
}

// headOfQueue is how many items the report shows.
const headOfQueue = 10

// summary is what tandem prints where it cannot draw: how much there is, and what comes first.
func (a *app) summary() error {
	return a.with(func(s *store.Store) error {
		snap := s.Snapshot()
		c := a.ctx(snap)
		q := triage.Build(c)
		if a.flags.json {
			return a.summaryJSON(q)
		}
		name := "tandem"
		if w := snap.Workspace(); w != nil {
			name = w.Name
		}
		if err := a.say(name, "  ", a.path(), "  ", c.Now.RFC3339(c.Loc)); err != nil {
			return err
		}
		if inhabited(snap) == 0 {
			return a.say("The workspace is empty: try tandem sample, tandem import FILE, or tandem add project NAME.")
		}
		var parts []string
		for _, k := range snap.Schema().Kinds {
			if n := snap.Count(k.Prefix); n > 0 && !k.Single {
				parts = append(parts, count(n, k))
			}
		}
		var views []string
		for _, v := range triage.Views {
			views = append(views, fmt.Sprintf("%s %d", strings.ToLower(v.String()), q.Count(v, model.Both)))
		}
		if err := a.say(strings.Join(parts, ", ")); err != nil {
			return err
		}
		_, press := q.Pressing(model.Both)
		if err := a.say("triage: ", strings.Join(views, ", "), "; ", press.Text()); err != nil {
			return err
		}
		_ = a.say()
		first := q.Items(triage.Now, model.Both)
		first = first[:min(len(first), headOfQueue)]
		if err := a.queue(q, triage.Now, first, len(first)); err != nil {
			return err
		}
		if n := q.Count(triage.Now, model.Both) - headOfQueue; n > 0 {
			return a.say(fmt.Sprintf("and %d more: tandem triage --plain", n))
		}
		return nil
	})
}

// summaryJSON is the report for scripts.
func (a *app) summaryJSON(q *triage.Queue) error {
	c := q.Ctx()
	counts, views, head := model.Object{}, model.Object{}, []model.Object{}
	for _, k := range c.Snap.Schema().Kinds {
		counts = append(counts, model.Pair{Name: k.Slug(), Value: c.Snap.Count(k.Prefix)})
	}
	for _, v := range triage.Views {
		views = append(views, model.Pair{Name: strings.ToLower(v.String()), Value: q.Count(v, model.Both)})
	}
	_, press := q.Pressing(model.Both)
	items := q.Items(triage.Now, model.Both)
	for i, it := range items[:min(len(items), headOfQueue)] {
		head = append(head, itemObject(c, i+1, it))
	}
	return writeJSON(a.out, model.Object{{Name: "path", Value: a.path()}, {Name: "now", Value: c.Now.RFC3339(c.Loc)},
		{Name: "counts", Value: counts}, {Name: "triage", Value: views},
		{Name: "pressing", Value: model.Object{{Name: "to_decide", Value: press.Open}, {Name: "in_hand", Value: press.Held}}}, {Name: "first", Value: head}})
}
