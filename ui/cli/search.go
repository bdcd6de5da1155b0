package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"tandem/model"
	"tandem/model/search"
	"tandem/store"
)

const searchLong = `Searches the records of every kind: references, names, all fields that hold words, tags, notes,
the logs of escalations, and what records are called in the tools they came from. All words must
be there, in any order; a word may be the beginning of a longer one. Case and accents do not
matter. A word that is found nowhere is taken with a typing mistake.

The best come first: the reference itself, then names that begin so, names, other fields, notes;
of equals the one changed last. --kind narrows to a kind, and so does kind:risk among the words.`

const searchExample = `  tandem search label printer
  tandem search zurich --kind accounts
  tandem search kind:task,risk scanner --json | jq -r '.[].ref'`

type searchFlags struct {
	kinds []string
	limit int
}

func (a *app) searchCmd() *cobra.Command {
	var f searchFlags
	c := a.command("search WORDS... [flags]", "Search all records for words", searchLong, searchExample, func(cmd *cobra.Command, args []string) error {
		if err := need(cmd, args, 1, -1); err != nil {
			return err
		}
		if strings.TrimSpace(strings.Join(args, "")) == "" {
			return usagef("no words to search for: write tandem search label printer; tandem list lists records")
		}
		return a.reading(func(s *store.Store) error { return a.search(cmd.Context(), s, strings.Join(args, " "), f) })
	})
	c.Aliases = []string{"find"}
	c.Flags().StringSliceVarP(&f.kinds, "kind", "k", nil, "only records of this `KIND`; may be given again")
	c.Flags().IntVarP(&f.limit, "limit", "n", 0, "at most `N` records (to a terminal 50, if not given)")
	_ = c.RegisterFlagCompletionFunc("kind", a.completeKindFlag)
	return c
}

// onScreen is how many hits a terminal gets where no limit is given.
const onScreen = 50

func (a *app) search(ctx context.Context, s *store.Store, words string, f searchFlags) error {
	if f.limit < 0 {
		return badField("--limit", fmt.Errorf("%d: write a number from 1", f.limit))
	}
	snap := s.Snapshot()
	q := search.Parse(words, snap.Schema())
	if q.Bad != "" {
		return &Fail{Code: Usage, Message: q.Bad, Hint: "tandem kinds lists them"}
	}
	for _, name := range f.kinds {
		k, err := kindNamed(name)
		if err != nil {
			return err
		}
		q.Only(map[string]bool{k.Prefix: true})
	}
	x, err := search.Grow(ctx, snap, nil, 0)
	if err != nil {
		return err
	}
	r, err := x.Find(ctx, q)
	if err != nil {
		return err
	}
	n := r.Len()
	switch {
	case f.limit > 0:
		n = min(n, f.limit)
	case !a.exact() && !a.flags.json:
		n = min(n, onScreen)
	}
	if a.flags.json {
		return a.foundObjects(snap, q, r, n)
	}
	return a.foundTable(snap, q, r, n)
}

// found is a hit in words: the record and, where the name does not hold all words, the piece of
// the field that does.
type found struct {
	search.Shown
	kind *model.Kind
	rec  model.Record
	of   string
}

func (a *app) foundAt(c *model.Ctx, q *search.Query, r *search.Results, i int) found {
	id := r.ID(i)
	f := found{kind: c.Snap.Schema().Of(id), rec: c.Snap.Get(id)}
	f.Shown = q.Show(c, f.kind, f.rec, r.Loose)
	if o, ok := f.rec.(interface{ Owner() model.ID }); ok && o.Owner() != 0 {
		f.of = c.NameOf(o.Owner())
	}
	return f
}

// foundObjects prints the hits as JSON, the best first.
func (a *app) foundObjects(snap *model.Snapshot, q *search.Query, r *search.Results, n int) error {
	c := a.ctx(snap)
	return writeArray(a.out, func(yield func(any) error) error {
		for i := range n {
			f := a.foundAt(c, q, r, i)
			field := ""
			if f.Field != nil {
				field = f.Field.Name
			}
			err := yield(model.Object{{Name: "ref", Value: f.rec.Base().ID.String()}, {Name: "kind", Value: f.kind.Slug()}, {Name: "title", Value: f.Title},
				{Name: "of", Value: f.of}, {Name: "field", Value: field}, {Name: "text", Value: f.Text}})
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// foundTable prints the hits in columns and, to a terminal, how many more there are.
func (a *app) foundTable(snap *model.Snapshot, q *search.Query, r *search.Results, n int) error {
	if r.Len() == 0 && !a.exact() {
		return a.say("Nothing fits. Fewer letters find more.")
	}
	c := a.ctx(snap)
	g := grid{cols: []column{{head: "ref"}, {head: "kind"}, {head: "title", keep: keepTitle}, {head: "of"}, {head: "match"}}}
	for i := range n {
		f := a.foundAt(c, q, r, i)
		match := ""
		if f.Field != nil {
			match = f.Field.Name + ": " + f.Text
		}
		g.add(f.rec.Base().ID.String(), f.kind.Slug(), f.Title, f.of, match)
	}
	if err := a.put(&g, a.width(), c.ASCII); err != nil {
		return err
	}
	switch {
	case a.exact():
	case r.Loose:
		return a.say("No record has these very words; these have words like them.")
	case n < r.Len():
		return a.say(fmt.Sprintf("%d more: --limit shows them, --kind or more words narrow them down.", r.Len()-n))
	}
	return nil
}
