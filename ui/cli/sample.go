package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"tandem/model"
	"tandem/store"
	"tandem/store/sample"
)

const sampleLong = `Fills an empty workspace with an example that looks like life: customers, projects of different
methods, plans, risks, money, escalations, answers. Dates are around now. The same seed makes the
same records. --records makes it larger, for measurements. It is one step of undo.

A workspace that holds records is left alone: name a new file with --db.`

const sampleExample = `  tandem sample
  tandem --db /tmp/big.db sample --records 100000 --seed 7`

func (a *app) sampleCmd() *cobra.Command {
	var opt sample.Options
	c := a.command("sample [flags]", "Fill an empty workspace with an example", sampleLong, sampleExample, func(cmd *cobra.Command, args []string) error {
		if err := need(cmd, args, 0, 0); err != nil {
			return err
		}
		return a.with(func(s *store.Store) error { return a.sample(s, opt) })
	})
	c.Flags().IntVar(&opt.Records, "records", 0, "make `N` records (else the usual example)")
	c.Flags().Uint64Var(&opt.Seed, "seed", 1, "`SEED` of chance")
	return c
}

// sample makes the records in one transaction, and only where nothing can be in their way.
func (a *app) sample(s *store.Store, opt sample.Options) error {
	changed, err := s.Do("sample workspace", func(snap *model.Snapshot) (model.Batch, error) {
		if n := inhabited(snap); n > 0 {
			return model.Batch{}, &Fail{Code: Failed, Message: fmt.Sprintf("%s holds %d records already and is left as it is", a.path(), n),
				Hint: "name a new file: tandem --db sample.db sample"}
		}
		e := model.NewEdit(snap, a.today())
		if err := sample.Build(e, opt); err != nil {
			if errors.Is(err, sample.ErrRecords) {
				err = badField("--records", err)
			}
			return model.Batch{}, err
		}
		return e.Batch()
	})
	if err != nil {
		return err
	}
	snap := s.Snapshot()
	if a.flags.json {
		counts := model.Object{}
		for _, k := range snap.Schema().Kinds {
			counts = append(counts, model.Pair{Name: k.Slug(), Value: snap.Count(k.Prefix)})
		}
		return writeJSON(a.out, model.Object{{Name: "counts", Value: counts}, {Name: "total", Value: snap.Total()}, {Name: "seq", Value: changed.Seq}})
	}
	var parts []string
	for _, k := range snap.Schema().Kinds {
		if n := snap.Count(k.Prefix); n > 0 {
			parts = append(parts, count(n, k))
		}
	}
	return a.say(fmt.Sprintf("made %d records: ", snap.Total()), strings.Join(parts, ", "), ". tandem undo takes them back.")
}

// inhabited counts the records a person could miss: not the settings and the calendars a new
// workspace begins with.
func inhabited(s *model.Snapshot) int {
	return s.Total() - s.Count(model.WorkspacePrefix) - s.Count(model.CalendarPrefix)
}

// count is a number of records in words: 1 task, 3 tasks.
func count(n int, k *model.Kind) string {
	if n == 1 {
		return "1 " + k.Name
	}
	return fmt.Sprintf("%d %s", n, k.Plural)
}
