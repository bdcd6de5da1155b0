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
	q.sort()
	return q
}

// Items lists a view in its order, for one hat (model.Both: all). The items belong to the
// queue and must not be changed.
func (q *Queue) Items(v View, h model.Hat) []*Item {
	if v < Now || v > Done {
		return nil
	}
	all := q.views[v]
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

// sort files the items under their views, each in its order.
func (q *Queue) sort() {
	for i := range q.items {
		it := &q.items[i]
		q.views[it.View] = append(q.views[it.View], it)
		if it.Glyph == GlyphPromise && !it.hand && it.View != Promised && it.View != Done {
			q.views[Promised] = append(q.views[Promised], it)
		}
	}
	slices.SortFunc(q.views[Now], byRank)
	slices.SortFunc(q.views[Doing], byRank)
	slices.SortFunc(q.views[Waiting], byDue)
	slices.SortFunc(q.views[Scheduled], byDue)
	slices.SortFunc(q.views[Promised], byOwn)
	slices.SortFunc(q.views[Done], func(a, b *Item) int {
		return cmp.Or(cmp.Compare(b.Since, a.Since), byID(a, b))
	})
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

// builder makes the items of a queue.
type builder struct {
	q        *Queue
	look     *look
	s        *model.Snapshot
	now      date.Instant
	tasks    *taskIndex
	blockers *blockerIndex
	made     date.Instant        // when the workspace was
	extra    map[model.ID][]mark // signals of a subject that a blocker by hand takes over
	told     map[model.ID][]mark // those of an escalation whose customer was told, by the decided blocker that speaks for it
	marks    []mark              // arenas: items hold pieces of them
	terms    []term
}

// subjects goes through every record that may give a signal.
func (b *builder) subjects() {
	live := map[model.ID]bool{}
	for p := range model.Each[*model.Project](b.s, model.ProjectPrefix) {
		live[p.ID] = p.Phase.Live()
	}
	for i := range b.tasks.open {
		if k := &b.tasks.open[i]; k.may(b.now) && live[k.project] {
			b.subject(b.s.Get(k.id))
		}
	}
	for _, e := range endings {
		for _, r := range e.opensOf(b.s).open {
			b.subject(r)
		}
	}
}

// subject makes the item of one record, unless it has no signal, a blocker by hand speaks
// for it, or all its signals were dealt with.
func (b *builder) subject(r model.Record) {
	rd := b.read(r)
	if len(rd.marks) == 0 {
		return
	}
	id := r.Base().ID
	var h held
	if p := b.blockers.about[id]; p != nil {
		h = *p
	}
	if h.primary != nil && rd.wake <= b.now {
		b.extra[h.primary.ID] = rd.marks
		return
	}
	if _, ok := r.(*model.Escalation); ok && h.primary != nil && h.primary.State != model.BlockerOpen && b.look.live(h.primary.Project) {
		b.told[h.primary.ID] = rd.marks
		return
	}
	at := b.place(r, rd, h.track, h.closed)
	if at.view == 0 {
		return
	}
	it := Item{Subject: id, State: model.BlockerOpen, View: at.view, Due: rd.due, DayDue: rd.dayDue, Since: rd.since, marks: rd.marks}
	if h.track != nil {
		it.Blocker, it.State = h.track.ID, h.track.State
	}
	b.finish(it, r, h.track, at)
}

// read reads the signals of a record into the arena.
func (b *builder) read(r model.Record) reading {
	from := len(b.marks)
	rd := b.look.read(b.marks, r)
	b.marks = rd.marks
	rd.marks = rd.marks[from:len(rd.marks):len(rd.marks)]
	return rd
}

// byHand makes the items of the blockers that people wrote, with the signals of what they
// are about.
func (b *builder) byHand() {
	for _, blk := range b.blockers.hand {
		if !b.look.live(blk.Project) {
			continue
		}
		rd := b.read(blk)
		if more := b.extra[blk.ID]; len(more) > 0 {
			rd.marks = append(rd.marks, more...)
			slices.SortFunc(rd.marks, func(x, y mark) int { return cmp.Compare(x.sig, y.sig) })
		}
		it := Item{Subject: cmp.Or(blk.About, blk.ID), Blocker: blk.ID, hand: true, State: blk.State, Due: rd.due, Since: rd.since, marks: rd.marks}
		var closed *model.Blocker
		subject := model.Record(blk)
		if r := b.s.Get(blk.About); r != nil {
			subject, closed = r, b.blockers.about[blk.About].closed
		}
		if len(b.extra[blk.ID])+len(b.told[blk.ID]) > 0 { // of two dates the first one counts
			if own := b.look.read(nil, subject); own.due != 0 && (it.Due == 0 || own.due < it.Due) {
				it.Due, it.DayDue = own.due, own.dayDue
			}
		}
		at := b.place(blk, rd, blk, closed)
		it.View = at.view
		if told := b.told[blk.ID]; len(told) > 0 { // they do not bring it back, and the clocks go on
			it.marks = slices.Concat(it.marks, told)
			slices.SortFunc(it.marks, func(x, y mark) int { return cmp.Compare(x.sig, y.sig) })
		}
		b.finish(it, subject, blk, at)
	}
}

// finish fills in what follows from the rest and adds the item.
func (b *builder) finish(it Item, r model.Record, blk *model.Blocker, at standing) {
	it.q = b.q
	it.project, it.acct = b.look.home(r)
	if blk != nil && blk.Project != 0 {
		it.project = blk.Project
	}
	if blk != nil && blk.Account != 0 {
		it.acct = blk.Account
	}
	it.Glyph, it.Hat = signOf(&it, r), hatOf(&it, r, blk)
	it.own, it.ownDay = it.Due, it.DayDue
	if at.due != 0 {
		it.Due, it.DayDue = at.due, false
	}
	b.urgent(&it, r)
	b.score(&it, r, blk, at)
	if it.View != Now && blk != nil && b.today(blk.Changed) && !b.loaded(blk) || it.View == Scheduled && b.spokeToday(r) {
		b.q.Decided++
	}
	b.q.items = append(b.q.items, it)
}

func (b *builder) today(at date.Instant) bool { return at.Day(b.q.c.Loc) == b.now.Day(b.q.c.Loc) }

// spokeToday reports an escalation whose customer heard from us today.
func (b *builder) spokeToday(r model.Record) bool {
	x, ok := r.(*model.Escalation)
	if !ok {
		return false
	}
	_, out := x.LastWords()
	return out != 0 && b.today(out) && out >= b.made
}

// loaded reports a decision that came into the workspace as it was made, as those of a sample do: it was
// decided before, whenever its record was written. A decision made here keeps its signals.
func (b *builder) loaded(x *model.Blocker) bool { return x.Changed == b.made && x.Fingerprint == "" }

// urgent says whether something owed is breached or due today.
func (b *builder) urgent(it *Item, r model.Record) {
	for _, m := range it.marks {
		switch {
		case m.sig.late():
			it.First, it.Breached = true, true
		case m.sig == ActionDue:
			it.First = true
		case m.sig == UpdateSoon || m.sig == ClockSoon || m.sig == PromiseDue || m.sig == StuckDue:
			loc := b.look.zone(r)
			it.First = it.First || m.at.Day(loc) == b.now.Day(loc)
		}
	}
}

// signOf chooses the sign by what is stuck.
func signOf(it *Item, r model.Record) Glyph {
	if it.hand {
		return GlyphBlocked
	}
	switch r.(type) {
	case *model.Escalation:
		return GlyphBreach
	case *model.Risk:
		return GlyphRisk
	case *model.Promise:
		return GlyphPromise
	case *model.Answer:
		return GlyphDetractor
	case *model.Action, *model.Decision, *model.ChangeRequest, *model.Review, *model.Stakeholder:
		return GlyphAction
	case *model.Account:
		return GlyphRisk
	case *model.Task:
		for _, m := range it.marks {
			if m.sig == TaskBlocked {
				return GlyphBlocked
			}
		}
	}
	return GlyphLate
}

// hatOf is the side an item belongs to. An escalation that was carried to its project
// belongs to both, as does anything that hangs between the two.
func hatOf(it *Item, r model.Record, blk *model.Blocker) model.Hat {
	if blk != nil && !it.hand && blk.Escalation == it.Subject && it.project != 0 {
		return model.Both
	}
	switch r.(type) {
	case *model.Escalation, *model.Promise, *model.Answer, *model.Account, *model.Contact,
		*model.Order, *model.Standard, *model.Benefit, *model.Review:
		return model.DM
	}
	if it.project != 0 {
		return model.PM
	}
	if it.acct != 0 {
		return model.DM
	}
	return model.Both
}

// done lists what was closed today: decisions first, then records that ended by
// themselves. A record is listed once.
func (b *builder) done() {
	seen := map[model.ID]bool{}
	for _, blk := range slices.Backward(b.blockers.closed) {
		if !b.today(blk.Closed) || blk.About != 0 && seen[blk.About] && blk.Signal != "" {
			continue
		}
		it := Item{Subject: cmp.Or(blk.About, blk.ID), Blocker: blk.ID, hand: blk.Signal == "", Since: blk.Closed}
		seen[it.Subject] = true
		b.closed(it)
	}
	today := b.now.Day(b.q.c.Loc)
	for _, e := range endings {
		for _, end := range e.opensOf(b.s).ended {
			if !seen[end.id] && (end.day == today || end.day == 0 && b.today(end.at)) {
				b.closed(Item{Subject: end.id, Since: cmp.Or(end.at, end.day.At(0, 0, b.q.c.Loc))})
			}
		}
	}
}

func (b *builder) closed(it Item) {
	it.q, it.View, it.State, it.Glyph = b.q, Done, model.BlockerClosed, GlyphDone
	r := b.s.Get(it.Subject)
	var blk *model.Blocker
	if x, ok := model.Find[*model.Blocker](b.s, it.Blocker); ok {
		blk = x
	}
	if r == nil {
		return
	}
	it.project, it.acct = b.look.home(r)
	if blk != nil {
		it.project, it.acct = cmp.Or(blk.Project, it.project), cmp.Or(blk.Account, it.acct)
	}
	it.Hat = hatOf(&it, r, blk)
	b.q.items = append(b.q.items, it)
	b.q.Decided++
}
