package transfer

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"tandem/model"
)

// What an import does to a record that is here already: a merge of three, field by field. The base is
// what imports have said of it so far (Past), mine is the record as it is, theirs what the file says.
//
//	the file says what it said before      what was set here stays
//	only the file says something new       the file's value is taken
//	both have changed, to different values what was set here stays, and the field is reported at its
//	                                       row with both values
//
// What is set here wins because whoever typed it sees the report and can still take the file's value by
// hand, or all of the file's with Overwrite, while a value that was written over is only in the history.
// Fields that mean one thing together (mergeGroups) are merged as one. A record that was deleted here and
// still is in the file comes in again, as a new one, which is said: a line too many is seen, one that is
// missing is not. A table with a column of references was written here, from the records as they were then:
// somebody has changed it on purpose, and it is taken as it is.

// Past is the memory of a workspace: *store.Store. Without one the file's values are taken.
type Past interface {
	// Wrote tells what imports have said of records; those that no import wrote are left out.
	Wrote(ids []model.ID) (map[model.ID]model.Record, error)
	// Gone finds the records of a kind that somebody has deleted here, by what a source calls them.
	Gone(prefix, source string, external map[string]bool) (map[string]model.ID, error)
}

// maxChanges is how many changes of fields a result lists; Result.Changed counts them all.
const maxChanges = 1000

// FieldChange is a field of a record that an import changes, as people read it; "" is nothing.
type FieldChange struct {
	ID       model.ID
	Field    *model.Field
	From, To string
}

// String is "T-8 Deadline: 4 Dec 2026 -> none", each value on one line and cut where it is long.
func (c FieldChange) String() string {
	from, to := apart(c.From, c.To)
	return fmt.Sprintf("%s %s: %s -> %s", c.ID, strings.ToLower(c.Field.Label), from, to)
}

// apart is two values for a line of text: each cut where it is long, and both begun near where they
// differ, if that would else be cut off.
func apart(a, b string) (string, string) {
	if x, y := brief(a), brief(b); x != y {
		return x, y
	}
	x, y := []rune(strings.Join(strings.Fields(a), " ")), []rune(strings.Join(strings.Fields(b), " "))
	n := 0
	for n < min(len(x), len(y)) && x[n] == y[n] {
		n++
	}
	if n -= 8; n <= 0 {
		return brief(a), brief(b)
	}
	return "..." + brief(string(x[n:])), "..." + brief(string(y[n:]))
}

// ChangesTold names up to most of the fields that an import changes, a line each, and how many more
// there are.
func (r *Result) ChangesTold(most int) []string {
	var out []string
	for _, c := range r.Changes[:min(most, len(r.Changes))] {
		out = append(out, c.String())
	}
	if more := r.Changed - len(out); more > 0 {
		out = append(out, fmt.Sprintf("and %d more fields change", more))
	}
	return out
}

// brief is a value for a line of text.
func brief(s string) string {
	const most = 40
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > most {
		return string(r[:most-3]) + "..."
	}
	if s == "" {
		return "none"
	}
	return s
}

// mergeGroups are fields of tasks that say one thing together: to take one of them from the file and to
// keep another would make what neither side has meant.
var mergeGroups = [][]string{
	{"percent", "actual_start", "actual_finish"},
	{"start", "finish", "duration"},
	{"constraint", "constraint_date"},
}

// waiting is a record that the file has otherwise than it is here.
type waiting struct {
	kind   *model.Kind
	old    model.Record
	rec    model.Record
	stored func(rec model.Record) // hears what came of it
}

// recall lets the import tell what was changed here from what earlier imports wrote.
func (g *gather) recall(opt Options) {
	if !opt.Overwrite {
		g.past = opt.Past
	}
}

// keepOrPut counts what became of a record and puts it into the batch: at once, or, where it is here
// already and the file has it otherwise, when merge has looked at it. It is the one place where records
// of all formats are held against those that are here. stored, if any, hears of it when it is settled.
func (g *gather) keepOrPut(k *model.Kind, old, rec model.Record, asIs bool, stored func(rec model.Record)) {
	c := g.count.of(k.Slug())
	c.Read++
	switch {
	case old == nil:
		c.Added++
	case k.Equal(old, rec):
		c.Unchanged++
		if stored != nil {
			stored(old)
		}
		return
	case g.past != nil && !asIs:
		g.waiting = append(g.waiting, waiting{k, old, rec, stored})
		return
	default:
		c.Updated++
		g.changed(k, old, rec)
	}
	g.edit.Put(k.Prefix, rec)
	if stored != nil {
		stored(rec)
	}
}

// merge settles the records that wait. file and row say where a clash is.
func (g *gather) merge(file string, row func(model.ID) int) {
	list := g.waiting
	if g.waiting = nil; len(list) == 0 {
		return
	}
	ids := make([]model.ID, len(list))
	for i, w := range list {
		ids[i] = w.old.Base().ID
	}
	said, err := g.past.Wrote(ids)
	if err != nil {
		g.res.Problems = append(g.res.Problems, Problem{File: file,
			Message: fmt.Sprintf("what was changed here cannot be told, for the journal cannot be read; the file's values are taken: %v", err)})
	}
	for _, w := range list {
		rec, same := w.rec, false
		if base := said[w.old.Base().ID]; base != nil && base != w.old { // somebody has changed it
			var clashes []clash
			rec, clashes = mergeRecord(g.edit.Ctx, w.kind, base, w.old, w.rec)
			same, g.mixed = w.kind.Equal(w.old, rec), true
			for _, x := range clashes {
				g.res.Problems = append(g.res.Problems, g.clashed(file, row(w.old.Base().ID), w.kind, w.old, x))
			}
		}
		c := g.count.of(w.kind.Slug())
		if same {
			c.Unchanged++
			rec = w.old
		} else {
			c.Updated++
			g.changed(w.kind, w.old, rec)
			g.edit.Put(w.kind.Prefix, rec)
		}
		if w.stored != nil {
			w.stored(rec)
		}
	}
}

// tellGone tells of records that were deleted here and come in again.
func (g *gather) tellGone(file string, row func(model.ID) int) {
	if g.past == nil {
		return
	}
	for _, k := range g.edit.Base().Schema().Kinds {
		fresh := map[string]bool{}
		for external, id := range g.known[k.Prefix] {
			if g.edit.Base().Get(id) == nil && g.edit.Get(id) != nil {
				fresh[external] = true
			}
		}
		gone, err := g.past.Gone(k.Prefix, g.source, fresh)
		if err != nil || len(gone) == 0 {
			continue // damage of the journal is told by whoever needs it
		}
		list := slices.SortedFunc(maps.Keys(gone), func(a, b string) int { return cmp.Compare(gone[a], gone[b]) })
		const most = 5
		var names []string
		for _, external := range list[:min(most, len(list))] {
			names = append(names, fmt.Sprintf("%s as %s", gone[external], g.known[k.Prefix][external]))
		}
		if len(list) > most {
			names = append(names, fmt.Sprintf("and %d more", len(list)-most))
		}
		g.res.Problems = append(g.res.Problems, Problem{File: file, Row: row(g.known[k.Prefix][list[0]]),
			Message: plural(len(list), k, "was deleted here and comes in again, as a new one: ", "were deleted here and come in again, as new ones: ") + strings.Join(names, ", ")})
	}
}

// plural is "1 task was", "3 tasks were".
func plural(n int, k *model.Kind, one, more string) string {
	if n == 1 {
		return "1 " + k.Name + " " + one
	}
	return fmt.Sprintf("%d %s %s", n, k.Plural, more)
}

// clash is a field that was changed here and in the file.
type clash struct {
	field *model.Field
	model.Clash
}

// clashed words a clash at its place.
func (g *gather) clashed(file string, row int, k *model.Kind, old model.Record, x clash) Problem {
	p := Problem{File: file, Row: row, Field: x.field.Name}
	if g.heading != nil {
		p.Field = g.heading(model.Problem{ID: old.Base().ID, Field: x.field.Name})
	}
	mine, theirs := apart(x.Mine, x.Theirs)
	p.Message = fmt.Sprintf("%s %s: here %s, in the file %s; changed on both sides since it came in, kept as it is here", old.Base().ID, strings.ToLower(x.field.Label), mine, theirs)
	return p
}

// mergeRecord is the record of what is here (old) with what the file (rec) has changed of base.
func mergeRecord(c *model.Ctx, k *model.Kind, base, old, rec model.Record) (model.Record, []clash) {
	out := k.Copy(rec)
	ctx := *c.For(old)
	var clashes []clash
	done := map[string]bool{"changed": true, "created": true}
	if k.Prefix == model.TaskPrefix {
		for _, group := range mergeGroups {
			clashes = append(clashes, mergeGroup(&ctx, k, group, base, old, rec, out)...)
			for _, name := range group {
				done[name] = true
			}
		}
	}
	for i := range k.Fields {
		f := &k.Fields[i]
		if !f.Stored() || done[f.Name] || f.Same(old, rec) {
			continue
		}
		f.Take(out, old)
		for _, x := range f.Merge(&ctx, out, base, rec) {
			clashes = append(clashes, clash{f, x})
		}
	}
	return out, clashes
}

// mergeGroup merges fields that say one thing together: they are taken from one side.
func mergeGroup(c *model.Ctx, k *model.Kind, names []string, base, old, rec, out model.Record) []clash {
	mine, theirs := false, false
	var differ []clash
	for _, name := range names {
		f := k.Field(name)
		mine = mine || !f.Same(old, base)
		theirs = theirs || !f.Same(rec, base)
		if !f.Same(old, rec) && !f.Same(rec, base) {
			differ = append(differ, clash{f, model.Clash{Mine: f.Show(c, old), Theirs: f.Show(c, rec)}})
		}
	}
	if !mine {
		return nil // out has what the file says
	}
	for _, name := range names {
		k.Field(name).Take(out, old)
	}
	return differ
}

// changed lists the fields that an update changes.
func (g *gather) changed(k *model.Kind, old, rec model.Record) {
	from, to := g.edit.Ctx.For(old), g.edit.Ctx.For(rec)
	for i := range k.Fields {
		f := &k.Fields[i]
		if !f.Stored() || slices.Contains([]string{"changed", "created"}, f.Name) || f.Same(old, rec) {
			continue
		}
		if g.res.Changed++; len(g.res.Changes) < maxChanges {
			ch := FieldChange{old.Base().ID, f, f.Show(from, old), f.Show(to, rec)}
			if ch.From == ch.To { // as people read it: a list of as many rows, a text of the same first line
				ch.From, ch.To = f.Text(from, old), f.Text(to, rec)
			}
			g.res.Changes = append(g.res.Changes, ch)
		}
	}
}
