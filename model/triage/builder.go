package triage

import (
	"cmp"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"tandem/model"
	"tandem/model/date"
)

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
	items    []Item
	taken    []taken
	decided  int
}

// taken are the signals of a subject that a blocker by hand speaks for.
type taken struct {
	by    model.ID
	marks []mark
	told  bool // the customer was told: the decision stands
}

// share is how many records are worth a goroutine of their own.
const share = 500

// split makes the items of n records, in their order, on all processors where there are many. each
// gets a builder of its own and adds to it what one record gives.
func (b *builder) split(n int, each func(b *builder, i int)) {
	parts := min(4*runtime.GOMAXPROCS(0), n/share)
	if parts < 2 {
		for i := range n {
			each(b, i)
		}
		return
	}
	own := slices.Repeat([]builder{*b}, parts)
	var all sync.WaitGroup
	var next atomic.Int64
	work := func() {
		for i := int(next.Add(1)) - 1; i < parts; i = int(next.Add(1)) - 1 {
			w := &own[i]
			w.marks, w.terms, w.items, w.taken, w.decided = nil, nil, nil, nil, 0
			for k := i * n / parts; k < (i+1)*n/parts; k++ {
				each(w, k)
			}
		}
	}
	for range runtime.GOMAXPROCS(0) - 1 {
		all.Go(work)
	}
	work()
	all.Wait()
	for i := range own {
		b.items, b.taken, b.decided = append(b.items, own[i].items...), append(b.taken, own[i].taken...), b.decided+own[i].decided
	}
}

// subjects goes through every record that may give a signal.
func (b *builder) subjects() {
	live := map[model.ID]bool{}
	for p := range model.Each[*model.Project](b.s, model.ProjectPrefix) {
		live[p.ID] = p.Phase.Live()
	}
	var todo []model.Record
	for i := range b.tasks.open {
		if k := &b.tasks.open[i]; k.may(b.now) && live[k.project] {
			todo = append(todo, b.s.Get(k.id))
		}
	}
	for _, e := range endings {
		todo = append(todo, e.opensOf(b.s).open...)
	}
	b.split(len(todo), func(b *builder, i int) { b.subject(todo[i]) })
	for _, x := range b.taken {
		if x.told {
			b.told[x.by] = x.marks
		} else {
			b.extra[x.by] = x.marks
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
		b.taken = append(b.taken, taken{h.primary.ID, rd.marks, false})
		return
	}
	if _, ok := r.(*model.Escalation); ok && h.primary != nil && h.primary.State != model.BlockerOpen && b.look.live(h.primary.Project) {
		b.taken = append(b.taken, taken{h.primary.ID, rd.marks, true})
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
	b.split(len(b.blockers.hand), func(b *builder, i int) { b.ofHand(b.blockers.hand[i]) })
}

// ofHand makes the item of one of them.
func (b *builder) ofHand(blk *model.Blocker) {
	if !b.look.live(blk.Project) {
		return
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
		b.decided++
	}
	b.items = append(b.items, it)
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
	b.items = append(b.items, it)
	b.decided++
}
