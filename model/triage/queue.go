package triage

import (
	"cmp"
	"slices"
	"sync"

	"tandem/model"
	"tandem/model/date"
)

// Queue is everything to decide in one snapshot at one moment. It never changes; decide,
// and build the next one. Any goroutine may read it.
type Queue struct {
	c     *model.Ctx
	look  *look
	items []Item
	views [Done + 1][]*Item
	order [Done + 1]sync.Once // that a view was put in order
	once  sync.Once
	byKey map[model.ID]*Item
	// Decided is how many items were decided today and are no longer in Now.
	Decided int
}

// Build derives the queue from c.Snap at c.Now. It takes milliseconds for a workspace of
// 100,000 records.
func Build(c *model.Ctx) *Queue {
	q := &Queue{c: c, look: newLook(c, c.Snap.Get)}
	b := &builder{q: q, look: q.look, s: c.Snap, now: c.Now, tasks: tasksOf(c.Snap), blockers: blockersOf(c.Snap),
		extra: map[model.ID][]mark{}, told: map[model.ID][]mark{}}
	if w := c.Snap.Workspace(); w != nil {
		b.made = w.Created
	}
	b.subjects()
	b.byHand()
	b.done()
	q.items, q.Decided = b.items, b.decided
	q.file()
	return q
}

// Items lists a view in its order, for one hat (model.Both: all). The items belong to the
// queue and must not be changed.
func (q *Queue) Items(v View, h model.Hat) []*Item {
	if v < Now || v > Done {
		return nil
	}
	all := q.view(v)
	if h == model.Both {
		return all
	}
	var out []*Item
	for _, it := range all {
		if it.On(h) {
			out = append(out, it)
		}
	}
	return out
}

// Count is the length of Items.
func (q *Queue) Count(v View, h model.Hat) int {
	if v < Now || v > Done {
		return 0
	}
	if h == model.Both {
		return len(q.views[v])
	}
	n := 0
	for _, it := range q.views[v] {
		if it.On(h) {
			n++
		}
	}
	return n
}

// Find returns the item of that key (see Item.Key), closed ones too; nil if there is none.
func (q *Queue) Find(key model.ID) *Item {
	q.once.Do(func() {
		q.byKey = make(map[model.ID]*Item, len(q.items))
		for i := range q.items {
			it := &q.items[i]
			if old := q.byKey[it.Key()]; old == nil || old.View == Done {
				q.byKey[it.Key()] = it
			}
		}
	})
	return q.byKey[key]
}

// Ctx is the context the queue was built in.
func (q *Queue) Ctx() *model.Ctx { return q.c }

// file puts the items under their views.
func (q *Queue) file() {
	for i := range q.items {
		it := &q.items[i]
		q.views[it.View] = append(q.views[it.View], it)
		if it.Glyph == GlyphPromise && !it.hand && it.View != Promised && it.View != Done {
			q.views[Promised] = append(q.views[Promised], it)
		}
	}
}

// inOrder is the order of each view.
var inOrder = [...]func(a, b *Item) int{Now: byRank, Doing: byRank, Waiting: byDue, Scheduled: byDue, Promised: byOwn,
	Done: func(a, b *Item) int { return cmp.Or(cmp.Compare(b.Since, a.Since), byID(a, b)) }}

// view lists a view in its order, which it is put into when it is first asked for: to count takes none.
func (q *Queue) view(v View) []*Item {
	q.order[v].Do(func() { slices.SortFunc(q.views[v], inOrder[v]) })
	return q.views[v]
}

// byRank is the order of Now: breached or due today first, then score, age, reference. No
// two items are equal.
func byRank(a, b *Item) int {
	if a.First != b.First {
		if a.First {
			return -1
		}
		return 1
	}
	return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Since, b.Since), byID(a, b))
}

func byDue(a, b *Item) int { return byDate(a.Due, b.Due, a, b) }

// byOwn is the order of promises: by their own dates, whenever they come back to be asked about.
func byOwn(a, b *Item) int { return byDate(a.own, b.own, a, b) }

func byDate(x, y date.Instant, a, b *Item) int {
	if (x == 0) != (y == 0) {
		if y == 0 {
			return -1
		}
		return 1
	}
	return cmp.Or(cmp.Compare(x, y), byRank(a, b))
}

func byID(a, b *Item) int {
	return cmp.Or(cmp.Compare(a.Key(), b.Key()), cmp.Compare(a.Blocker, b.Blocker))
}
