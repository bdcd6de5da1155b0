package browse

import (
	"context"
	"slices"

	"tandem/model"
	"tandem/model/query"
	"tandem/ui/pane"
)

// longList is the number of records from which sorting takes longer than a key may: their order
// is then worked out off the event loop, and until it is there the list shows the order it had.
const longList = 20_000

// order is the records of a kind in the order asked for. It is kept while neither changes, so
// that a letter typed into the filter, or a fold, costs no sorting.
type order struct {
	recs   []model.Record
	snap   *model.Snapshot
	kind   *model.Kind
	sort   string
	minute int64
	rough  bool           // the records are right, but nobody has put them into this order yet
	hits   []model.Record // those that pass the filter; its room is used again
	err    error
	under  map[model.ID][]model.Record // what lies under what, once asked for
}

// wish is an order that a list wants to have. The zero value is none.
type wish struct {
	snap   *model.Snapshot
	kind   *model.Kind
	sort   string
	minute int64
}

// ordered lists all records of the kind in the order asked for; of the outline, the tasks that
// are no summaries, whose dates only repeat those of others. Of a long list they may be in the
// order they had before, as long as the one asked for is worked out; see Pane.Work. The error is
// that of the order.
func (l *list) ordered(env pane.Env) ([]model.Record, error) {
	o, k, minute := &l.order, l.flatKind(), int64(env.Now)/60
	same := o.snap != nil && o.snap.SameTable(env.Snap, k.Prefix) && o.sort == l.sort && !o.rough &&
		(o.kind == k || o.err == nil && o.kind.Prefix == k.Prefix) // custom values beside change no order
	l.wish = wish{}
	if same && (o.snap == env.Snap && o.minute == minute || !l.computedSort()) {
		return o.recs, o.err
	}
	next := order{recs: l.unsorted(env, k), snap: env.Snap, kind: k, sort: l.sort, minute: minute, hits: o.hits[:0]}
	if _, err := query.ParseSort(l.sort, k); err == nil && len(next.recs) > longList && !env.Cold {
		l.wish, next.rough = wish{env.Snap, k, l.sort, minute}, true
		l.fresh = l.fresh && o.rough || o.snap == nil
	} else {
		next.err = query.Sort(env.Ctx(), k, next.recs, l.sort)
	}
	*o = next
	return o.recs, o.err
}

// unsorted lists the records that ordered puts into order. They come as the list has them now, new
// ones last, so that little moves once they are sorted; where it has none, by their numbers.
func (l *list) unsorted(env pane.Env, k *model.Kind) []model.Record {
	o := &l.order
	known := o.snap != nil && o.kind.Prefix == k.Prefix
	if known && o.snap.SameTable(env.Snap, k.Prefix) {
		return slices.Clone(o.recs) // what was handed out stays as it is
	}
	listed := func(s *model.Snapshot, rec model.Record) bool {
		t, ok := rec.(*model.Task)
		return rec != nil && (!ok || !l.tree || !s.Plan(t.Project).Summary(t.ID))
	}
	recs := make([]model.Record, 0, env.Snap.Count(k.Prefix))
	if known {
		for _, rec := range o.recs {
			if now := env.Snap.Get(rec.Base().ID); listed(env.Snap, now) {
				recs = append(recs, now)
			}
		}
	}
	for rec := range env.Snap.All(k.Prefix) {
		if listed(env.Snap, rec) && !(known && listed(o.snap, o.snap.Get(rec.Base().ID))) {
			recs = append(recs, rec)
		}
	}
	return recs
}

// computedSort reports whether the order may change without a record of the kind being touched.
func (l *list) computedSort() bool {
	cols, err := query.ParseSort(l.sort, l.flatKind())
	for _, c := range cols {
		if c.Field.HasRefs() || c.Field.Type == model.TypeCalc {
			return true
		}
	}
	return err != nil
}

// Work implements pane.Worker: it asks for the order that a long list waits for.
func (p *Pane) Work(env pane.Env) pane.Effect {
	l := p.list()
	if l == nil || l.wish == (wish{}) || l.wish == l.asked {
		return nil
	}
	w, recs := l.wish, slices.Clone(l.order.recs)
	l.asked = w
	return pane.Ask{Owner: l, Run: func(context.Context) (pane.Effect, error) {
		env.Snap = w.snap
		err := query.Sort(env.Ctx(), w.kind, recs, w.sort)
		return pane.Run(func() pane.Effect {
			l.sorted(p.env, w, recs, err)
			return nil
		}), nil
	}}
}

// sorted takes an order over that was worked out meanwhile. The cursor stays on its record; in a
// list that was just opened, where nobody has moved it, it stays at the top.
func (l *list) sorted(env pane.Env, w wish, recs []model.Record, err error) {
	if l.asked == w {
		l.asked = wish{}
	}
	if l.wish != w {
		return // another one is wanted by now
	}
	l.order = order{recs: recs, snap: w.snap, kind: w.kind, sort: w.sort, minute: w.minute, hits: l.order.hits[:0], err: err}
	top := l.fresh && l.table.Cursor() == 0
	l.fresh = false
	l.build(env, true)
	if top {
		l.table.MoveToRow(0)
	}
}
