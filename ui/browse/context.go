package browse

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tandem/model"
	"tandem/ui/dialog"
	"tandem/ui/pane"
)

// A filtered outline shows the rows above a hit too, so that one sees where it is. They are context:
// grey, without a mark, not counted, and the cursor stands on one only where somebody moved it there.

// aimed is the filter for which the cursor was put on a hit last, and whether it was still typed then.
type aimed struct {
	query  string
	typing bool
}

// context reports whether a row shows only because of what is under it.
func (l *list) context(id model.ID) bool { return l.rows.dim[id] }

// aim takes the cursor off a row of context: to the first hit where the filter is another one, to
// the nearest where the record under it is gone. Where somebody moved it there it stays. was is the
// record it was on before the rows were made.
func (l *list) aim(was model.ID) {
	now := aimed{l.query, l.typing}
	anew, other := l.aimed != now, l.aimed.query != now.query
	l.aimed = now
	if other {
		l.settle(was)
	}
	if l.query == "" || len(l.rows.dim) == 0 {
		return
	}
	if id, err := model.ParseID(strings.TrimSpace(l.query)); anew && err == nil && !l.context(id) && l.table.MoveTo(uint64(id)) {
		l.table.Uncover(0)
		return // T-16 is meant before T-160
	}
	id, ok := l.table.Current()
	if !ok || !l.context(model.ID(id)) {
		return
	}
	hits := l.rows.hits()
	switch {
	case len(hits) == 0:
	case anew:
		l.table.MoveToRow(hits[0])
		l.table.Uncover(0)
	case model.ID(id) != was:
		l.toHit()
	}
}

// settle puts the cursor under another filter: on the record it was on when the filter line was opened, as
// long as that passes, else on the first one. What passed while a word was half typed counts for nothing.
func (l *list) settle(was model.ID) {
	want := was
	if l.typing && l.anchor != 0 {
		want = l.anchor
	}
	if l.table.MoveTo(uint64(want)) {
		return
	}
	l.table.MoveToRow(0)
	l.table.Uncover(0)
}

// toHit takes the cursor off a row of context to the next hit below it.
func (l *list) toHit() {
	if id, ok := l.table.Current(); ok && l.context(model.ID(id)) {
		if hits := l.rows.hits(); len(hits) > 0 {
			i, _ := slices.BinarySearch(hits, l.table.Cursor())
			l.table.MoveToRow(hits[min(i, len(hits)-1)])
		}
	}
}

// unmarkAround takes the marks off what is not meant by all that a filter found: rows of context,
// and where tasks were found, projects that have the word in their name.
func (l *list) unmarkAround() {
	for id := range l.rows.dim {
		l.table.SetMark(uint64(id), false)
	}
	if l.query == "" || !l.outlined() || l.found == 0 || l.projects == 0 {
		return
	}
	for _, id := range l.rows.ids {
		if id.Is(model.ProjectPrefix) {
			l.table.SetMark(uint64(id), false)
		}
	}
}

// hits are the rows that pass the filter, for lists that show others between them.
func (r *rows) hits() []int {
	if r.hitRows == nil {
		r.hitRows = make([]int, 0, len(r.ids)-len(r.dim))
		for i, id := range r.ids {
			if !r.dim[id] {
				r.hitRows = append(r.hitRows, i)
			}
		}
	}
	return r.hitRows
}

// hitPosition is where a row stands among the hits, "2/7"; on a row of context just how many there
// are.
func (r *rows) hitPosition(row int) string {
	hits := r.hits()
	n := strconv.Itoa(len(hits))
	if i, ok := slices.BinarySearch(hits, row); ok {
		return strconv.Itoa(i+1) + "/" + n
	}
	return n
}

// askDelete is the question before a filtered list deletes what it does not show: a row of context,
// or a hit that takes along others. Nil where there is nothing to ask. Undo takes it back, but
// nobody sees there what is gone.
func (l *list) askDelete(env pane.Env, ids []model.ID, remove func() pane.Effect) pane.Effect {
	if l.query == "" || len(ids) == 0 || !l.tree && !l.nests() {
		return nil
	}
	n := along(env, ids)
	outside := slices.ContainsFunc(ids, l.context)
	if n == 0 && !outside {
		return nil
	}
	what := Describe(env, ids[0])
	if len(ids) > 1 {
		what = fmt.Sprintf("%d records", len(ids))
	}
	var lines []string
	if outside {
		lines = append(lines, what+" does not pass the filter: it shows only because of what is under it.")
	}
	if n > 0 {
		lines = append(lines, count(n, "record goes", "records go")+" with it, whether the filter shows them or not.")
	}
	return pane.Open{Overlay: dialog.Choose("Delete "+what+"?", lines, []dialog.Choice{
		{Title: "Keep it"},
		{Key: "d", Title: "Delete " + count(len(ids)+n, "record", "records"), Effect: remove},
	})}
}

// markedWords say how many of n marks verbs act on: those on rows that a filter or a fold hides stay out.
func (l *list) markedWords(n int) string {
	if seen := l.marked(); seen < n {
		return fmt.Sprintf("%d marked, %d hidden", seen, n-seen)
	}
	return fmt.Sprintf("%d marked", n)
}

// tally is how many of the marks show, counted once for the marks and rows there are.
type tally struct {
	marks uint64
	gen   int
	snap  *model.Snapshot
	n     int
}

// marked is how many marks verbs act on: those in sight, on hits.
func (l *list) marked() int {
	if l.table.MarkCount() == 0 {
		return 0
	}
	now := tally{marks: l.table.MarkRev(), gen: l.rows.gen, snap: l.built}
	if t := l.tally; t.marks != now.marks || t.gen != now.gen || t.snap != now.snap {
		for _, id := range l.table.Marked() {
			if !l.context(model.ID(id)) {
				now.n++
			}
		}
		l.tally = now
	}
	return l.tally.n
}

// unmark takes the marks off records that something was done to. Those that are out of sight keep theirs:
// nothing was done to them.
func (l *list) unmark(ids []model.ID) {
	for _, id := range ids {
		l.table.SetMark(uint64(id), false)
	}
}

// dropMarks takes the marks off records that are gone.
func (l *list) dropMarks(s *model.Snapshot) {
	if l.table.MarkCount() > 0 && l.built != s {
		l.table.KeepMarks(func(id uint64) bool { return s.Get(model.ID(id)) != nil })
	}
}
