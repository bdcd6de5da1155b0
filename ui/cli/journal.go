package cli

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"tandem/model"
	"tandem/model/date"
	"tandem/store"
)

const undoLong = `Takes back the last change, or the last N, whoever made it: the screen, a command, an import; with
--all every one there is. More than there are is refused, and nothing is taken back. It
reaches back to the beginning and across restarts; tandem redo brings it back. A purge cannot be
taken back: undo stops there and says so, and --past-purge goes on with what was done before it.`

const redoLong = `Brings back what tandem undo took back, step by step, until something else is changed.`

const logLong = `Lists what was changed when, newest first: the number of each step, its moment, what was done and
how many records it touched.`

func (a *app) undoCmd() *cobra.Command {
	var past, all bool
	c := a.command("undo [N] [flags]", "Take back the last change", undoLong, "  tandem undo\n  tandem undo 3", func(cmd *cobra.Command, args []string) error {
		step := (*store.Store).Undo
		if past {
			step = (*store.Store).UndoPast
		}
		if all && len(args) > 0 {
			return usagef("write a number of steps or --all, not both")
		}
		if all {
			args = []string{strconv.Itoa(math.MaxInt32)}
		}
		return a.steps(cmd, args, "undone", step, store.ErrNothingToUndo, all)
	})
	c.Flags().BoolVar(&all, "all", false, "take back every step there is, to the very beginning")
	c.Flags().BoolVar(&past, "past-purge", false, "go past a purge, which stays, to the step before it")
	return c
}

func (a *app) redoCmd() *cobra.Command {
	return a.command("redo [N]", "Bring back what was undone", redoLong, "  tandem redo", func(cmd *cobra.Command, args []string) error {
		return a.steps(cmd, args, "redone", (*store.Store).Redo, store.ErrNothingToRedo, true)
	})
}

// steps goes back or forth N steps. With short, to run out of them midway is no error: it says how far
// it went. Else nothing is taken back where there are fewer.
func (a *app) steps(cmd *cobra.Command, args []string, word string, step func(*store.Store) (store.Changed, error), none error, short bool) error {
	if err := need(cmd, args, 0, 1); err != nil {
		return err
	}
	n := 1
	if len(args) == 1 {
		var err error
		if n, err = strconv.Atoi(args[0]); err != nil || n < 1 {
			return usagef("%q: write a number of steps from 1", args[0])
		}
	}
	return a.reading(func(s *store.Store) error {
		if !short {
			if have, err := s.Undoable(n); err != nil {
				return err
			} else if have > 0 && have < n {
				return &Fail{Code: Usage, Message: fmt.Sprintf("%s to take back, not %d: nothing was undone", justSteps(have), n), Hint: "tandem undo --all takes back everything"}
			}
		}
		done := []model.Object{}
		for range n {
			ch, err := step(s)
			if err == nil && ch.Seq == 0 {
				err = none
			}
			if errors.Is(err, none) && len(done) > 0 {
				break
			}
			if err != nil {
				return err
			}
			done = append(done, model.Object{{Name: "seq", Value: ch.Seq}, {Name: "label", Value: ch.Label}, {Name: "records", Value: len(ch.IDs)}})
			if !a.flags.json {
				if err := a.say(word, ": ", ch.Label, " (", records(len(ch.IDs)), ")"); err != nil {
					return err
				}
			}
		}
		if a.flags.json {
			return writeJSON(a.out, model.Object{{Name: word, Value: done}})
		}
		if len(done) < n && n < math.MaxInt32 {
			return a.say(fmt.Sprintf("there were no more than %d", len(done)))
		}
		return nil
	})
}

// records is a number of records in words.
func records(n int) string {
	if n == 1 {
		return "1 record"
	}
	return fmt.Sprintf("%d records", n)
}

// counted is a number of things in words: "1 week", "12 weeks". The word is that of several.
func counted(n int, several string) string {
	if n == 1 {
		several = strings.TrimSuffix(several, "s")
	}
	return fmt.Sprintf("%d %s", n, several)
}

func (a *app) logCmd() *cobra.Command {
	var limit int
	c := a.command("log [flags]", "List what was changed when", logLong, "  tandem log\n  tandem log --limit 5 --json", func(cmd *cobra.Command, args []string) error {
		if err := need(cmd, args, 0, 0); err != nil {
			return err
		}
		if limit < 0 {
			return badField("--limit", fmt.Errorf("%d: write a number from 1, or 0 for all", limit))
		}
		return a.reading(func(s *store.Store) error {
			list, err := s.Log(0, cmp.Or(limit, math.MaxInt32))
			if err != nil {
				return err
			}
			c := a.ctx(s.Snapshot())
			if a.flags.json {
				objects := make([]model.Object, len(list))
				for i, e := range list {
					objects[i] = entryObject(c, e)
				}
				return writeAll(a.out, objects)
			}
			return a.entries(c, list)
		})
	})
	c.Flags().IntVarP(&limit, "limit", "n", 20, "at most `N` steps; 0 is all")
	return c
}

// entries prints the journal.
func (a *app) entries(c *model.Ctx, list []store.Entry) error {
	g := grid{cols: []column{{head: "step", right: true}, {head: "when"}, {head: "what", keep: keepTitle}, {head: "records", right: true}, {head: "which"}}}
	for _, e := range list {
		g.add(strconv.FormatUint(e.Seq, 10), a.moment(c, e.At), stepText(e.Kind, e.Label, e.Undoes), strconv.Itoa(e.Count), someIDs(e.IDs, e.Count))
	}
	return a.put(&g, a.width(), c.ASCII)
}

// past prints the changes of one record, one field a line.
func (a *app) past(c *model.Ctx, list []store.Revision) error {
	g := grid{cols: pastColumns(), rows: a.pastRows(c, list)}
	if err := a.say(); err != nil {
		return err
	}
	return a.put(&g, a.width(), c.ASCII)
}

func pastColumns() []column {
	return []column{{head: "step", right: true}, {head: "when"}, {head: "what", keep: keepTitle}, {head: "field"}, {head: "from", loose: true}, {head: "to", loose: true}}
}

// pastRows are the changes of one record as rows under pastColumns.
func (a *app) pastRows(c *model.Ctx, list []store.Revision) (rows [][]string) {
	for _, r := range list {
		label := stepText(r.Kind, r.Label, r.Undoes)
		if r.Created || r.Deleted || len(r.Fields) == 0 {
			rows = append(rows, []string{strconv.FormatUint(r.Seq, 10), a.moment(c, r.At), label})
			continue
		}
		for i, f := range r.Fields {
			seq, when, what := "", "", ""
			if i == 0 || a.exact() {
				seq, when, what = strconv.FormatUint(r.Seq, 10), a.moment(c, r.At), label
			}
			from, to := f.From, f.To
			if a.exact() {
				from, to = exactChange(f)
			}
			if f.Field.Type == model.TypeList && !a.flags.csv && !a.flags.plain {
				from, to = rowsChanged(c, f)
			}
			rows = append(rows, []string{seq, when, what, a.label(f.Field), from, to})
		}
	}
	return rows
}

// rowsChanged are the rows of a list that went and those that came, as people read them; both are empty
// where only their order is another.
func rowsChanged(c *model.Ctx, f store.FieldChange) (went, came string) {
	was, is := strings.Split(f.Was, "\n"), strings.Split(f.Is, "\n")
	left := map[string]int{}
	for _, row := range is {
		left[row]++
	}
	var gone, fresh []string
	for _, row := range was {
		if left[row]--; left[row] < 0 {
			gone = append(gone, row)
		}
	}
	for _, row := range is {
		if left[row]--; left[row] >= 0 {
			fresh = append(fresh, row)
		}
	}
	if len(gone)+len(fresh) == 0 {
		return "", "the same rows in another order"
	}
	text := func(rows []string) string {
		return strings.ReplaceAll(rowTexts(c, f.Field, strings.Join(rows, "\n")), "\n", "; ")
	}
	return text(gone), text(fresh)
}

// moment is a time as the output wants it.
func (a *app) moment(c *model.Ctx, at date.Instant) string {
	if a.exact() {
		return at.RFC3339(c.Loc)
	}
	return at.Short(c.Now, c.Loc)
}

// stepText says what a step was; one that takes another back, or brings it back, names it.
func stepText(op store.Op, label string, undoes uint64) string {
	switch op {
	case store.Undo:
		return fmt.Sprintf("undo %d: %s", undoes, label)
	case store.Redo:
		return fmt.Sprintf("redo %d: %s", undoes, label)
	}
	return label
}

// someIDs names the first few of the count records of a step.
func someIDs(ids []model.ID, count int) string {
	const most = 4
	out := make([]string, 0, most+1)
	for _, id := range ids[:min(most, len(ids))] {
		out = append(out, id.String())
	}
	if n := count - len(out); n > 0 {
		out = append(out, fmt.Sprintf("and %d more", n))
	}
	return strings.Join(out, ", ")
}

// entryObject is a step as scripts get it.
func entryObject(c *model.Ctx, e store.Entry) model.Object {
	ids := make([]string, len(e.IDs))
	for i, id := range e.IDs {
		ids[i] = id.String()
	}
	return append(stepObject(c, e.Seq, e.At, e.Kind, e.Label, e.Undoes), model.Pair{Name: "count", Value: e.Count}, model.Pair{Name: "records", Value: ids})
}

// exactChange is what a field was and is as list and show print it into a pipe and set takes it.
func exactChange(f store.FieldChange) (from, to string) { return f.Was, f.Is }

// revisionObjects are the changes of one record as scripts get them. Values are texts that set
// takes: a moment is RFC 3339, a record its reference, a list its rows.
func revisionObjects(c *model.Ctx, list []store.Revision) []model.Object {
	out := []model.Object{}
	for _, r := range list {
		fields := []model.Object{}
		for _, f := range r.Fields {
			from, to := exactChange(f)
			fields = append(fields, model.Object{{Name: "field", Value: f.Field.Name}, {Name: "from", Value: from}, {Name: "to", Value: to}})
		}
		out = append(out, append(stepObject(c, r.Seq, r.At, r.Kind, r.Label, r.Undoes), model.Pair{Name: "created", Value: r.Created},
			model.Pair{Name: "deleted", Value: r.Deleted}, model.Pair{Name: "fields", Value: fields}))
	}
	return out
}

// stepObject is what entries and revisions have in common.
func stepObject(c *model.Ctx, seq uint64, at date.Instant, op store.Op, label string, undoes uint64) model.Object {
	var other any
	if undoes != 0 {
		other = undoes
	}
	return model.Object{{Name: "seq", Value: seq}, {Name: "at", Value: at.RFC3339(c.Loc)}, {Name: "op", Value: op.String()},
		{Name: "label", Value: label}, {Name: "undoes", Value: other}}
}

// justSteps says how few steps there are.
func justSteps(n int) string {
	if n == 1 {
		return "there is just 1 step"
	}
	return fmt.Sprintf("there are just %d steps", n)
}
