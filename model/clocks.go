package model

import (
	"iter"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"tandem/model/clock"
	"tandem/model/date"
)

// Clocks are the four clocks of an escalation at c.Now, replayed from its log and from the
// interactions that name it, under the agreements of its account. Nothing of them is stored. They
// are remembered for the moment and the records they rest on, so that many columns and signals of
// a list cost one replay each; nil never.
func (c *Ctx) Clocks(e *Escalation) *clock.Clocks {
	if c.Snap == nil {
		return clock.Replay(clockLog(nil, e, nil, nil), nil, c.Now)
	}
	b := c.clockBook()
	var kept *atomic.Pointer[clock.Clocks] // a draft in a form is not worth keeping
	if n := e.ID.Num(); n < uint64(len(b.known)) && c.Snap.Get(e.ID) == Record(e) {
		if kept = &b.known[n]; kept.Load() != nil {
			return kept.Load()
		}
	}
	if kept != nil && b.asked.Add(1) == asksForAll {
		b.fill(c)
		if x := kept.Load(); x != nil {
			return x
		}
	}
	x := b.replay(c, e)
	if kept != nil {
		kept.Store(x)
	}
	return x
}

// replay works the clocks of one escalation out.
func (b *clockBook) replay(c *Ctx, e *Escalation) *clock.Clocks {
	var merged []*Escalation
	if len(b.merged) > 0 {
		merged = c.Snap.Merged(e.ID)
	}
	room := eventRoom.Get().(*[]clock.Event)
	log := clockLog((*room)[:0], e, b.wordsOf(e, merged), merged)
	x := clock.Replay(log, e.majorTerms(b.termsOf(c, e)), c.Now)
	*room = log.Events
	eventRoom.Put(room)
	return x
}

// asksForAll is how many escalations are asked for one by one before all are worked out at once: a
// page of a list is not all, a list to be sorted or a queue is.
const asksForAll = 100

// fill works out the clocks of all open escalations that are not known yet, on all processors.
func (b *clockBook) fill(c *Ctx) {
	var todo []*Escalation
	for e := range Each[*Escalation](c.Snap, EscalationPrefix) {
		if e.Open() && b.known[e.ID.Num()].Load() == nil {
			todo = append(todo, e)
		}
	}
	n := min(runtime.GOMAXPROCS(0), 8)
	var wg sync.WaitGroup
	for part := range slices.Chunk(todo, max((len(todo)+n-1)/n, 1)) {
		wg.Go(func() {
			for _, e := range part {
				b.known[e.ID.Num()].Store(b.replay(c, e))
			}
		})
	}
	wg.Wait()
}

// eventRoom is where logs are laid out for a replay, which keeps none of it.
var eventRoom = sync.Pool{New: func() any { return new([]clock.Event) }}

// clockBook is what the clocks of one moment rest on, and those known so far.
type clockBook struct {
	now    date.Instant
	snap   atomic.Pointer[Snapshot] // the newest that asked
	base   [6]*table
	loc    *time.Location
	words  map[ID][]clock.Event
	agree  map[ID][]*Agreement // by account
	merged map[ID][]*Escalation
	asked  atomic.Int64                   // how many were not known when they were asked for
	known  []atomic.Pointer[clock.Clocks] // by the number of the escalation
	mu     sync.Mutex
	terms  map[termsKey][]clock.Terms
}

type termsKey struct{ account, project ID }

type clockShelfKey struct{}

// clockShelf holds the newest book of one state of the escalations.
type clockShelf struct {
	mu   sync.Mutex
	book atomic.Pointer[clockBook]
}

// clockBook is the book of the moment and of the records that clocks rest on.
func (c *Ctx) clockBook() *clockBook {
	shelf := Memo(c.Snap, EscalationPrefix, clockShelfKey{}, func(iter.Seq[Record]) *clockShelf { return &clockShelf{} })
	if b := shelf.book.Load(); b != nil && b.now == c.Now && b.snap.Load() == c.Snap && b.loc == c.Loc {
		return b
	}
	base := [6]*table{}
	for i, p := range [...]string{AgreementPrefix, CalendarPrefix, AccountPrefix, ProjectPrefix, InteractionPrefix, WorkspaceID.Prefix()} {
		base[i] = c.Snap.table(NewID(p, 1))
	}
	shelf.mu.Lock()
	defer shelf.mu.Unlock()
	if b := shelf.book.Load(); b != nil && b.now == c.Now && b.base == base && sameLoc(b.loc, c.Loc) {
		b.snap.Store(c.Snap)
		return b
	}
	b := &clockBook{now: c.Now, base: base, loc: c.Loc, words: c.Snap.wordsAbout(), agree: c.Snap.agreementsBy(),
		merged: c.Snap.mergedOf(), terms: map[termsKey][]clock.Terms{}, known: make([]atomic.Pointer[clock.Clocks], c.Snap.Last(EscalationPrefix)+1)}
	b.snap.Store(c.Snap)
	shelf.book.Store(b)
	return b
}

// sameLoc reports two zones of one name, or none.
func sameLoc(a, b *time.Location) bool {
	return a == b || a != nil && b != nil && a.String() == b.String()
}

type wordsAboutKey struct{}

// wordsAbout are the interactions that name an escalation, as events of its log.
func (s *Snapshot) wordsAbout() map[ID][]clock.Event {
	return Memo(s, InteractionPrefix, wordsAboutKey{}, func(all iter.Seq[Record]) map[ID][]clock.Event {
		out := map[ID][]clock.Event{}
		for r := range all {
			x := r.(*Interaction)
			if x.Escalation == 0 || x.When == 0 {
				continue
			}
			kind := clock.Out
			if x.Direction == "in" {
				kind = clock.In
			}
			out[x.Escalation] = append(out[x.Escalation], clock.Event{At: x.When, Kind: kind})
		}
		return out
	})
}

// wordsOf are the words logged elsewhere about an escalation and those merged into it.
func (b *clockBook) wordsOf(e *Escalation, merged []*Escalation) []clock.Event {
	out := b.words[e.ID]
	for _, x := range merged {
		out = slices.Concat(out, b.words[x.ID])
	}
	return out
}

type agreementsByKey struct{}

// agreementsBy are the agreements of each account.
func (s *Snapshot) agreementsBy() map[ID][]*Agreement {
	return Memo(s, AgreementPrefix, agreementsByKey{}, func(all iter.Seq[Record]) map[ID][]*Agreement {
		out := map[ID][]*Agreement{}
		for r := range all {
			x := r.(*Agreement)
			out[x.Account] = append(out[x.Account], x)
		}
		return out
	})
}

// termsOf are the terms an escalation lives under, from the first agreement on.
func (b *clockBook) termsOf(c *Ctx, e *Escalation) []clock.Terms {
	k := termsKey{e.Account, e.Project}
	b.mu.Lock()
	defer b.mu.Unlock()
	t, ok := b.terms[k]
	if !ok {
		t = b.makeTerms(c, e)
		b.terms[k] = t
	}
	return t
}

// makeTerms lays out which agreement holds when: at each day one begins or ends, in its own zone.
func (b *clockBook) makeTerms(c *Ctx, e *Escalation) []clock.Terms {
	hours := c.HoursOf(e)
	account := c.Snap.accountOf(e)
	var days []date.Day
	for _, x := range b.agree[account] {
		if days = append(days, x.From); x.Until != 0 {
			days = append(days, x.Until+1)
		}
	}
	slices.Sort(days)
	days = slices.Compact(days)
	out := make([]clock.Terms, 0, len(days)+1)
	if len(days) == 0 || days[0] != 0 {
		out = append(out, clock.Terms{Hours: hours, Pauses: unagreed.Stops, Updates: true})
	}
	for _, d := range days {
		t := clock.Terms{Lapsed: true, Hours: hours, Pauses: unagreed.Stops, Updates: true}
		var x *Agreement
		for _, y := range b.agree[account] {
			x = y.better(x, e.Project, d)
		}
		if x != nil {
			t = clock.Terms{Name: x.Name, Hours: c.HoursOf(x), Targets: x.clockTargets(), Pauses: x.Pauses.Stops, Updates: x.Pauses.Updates, UpdatePauses: x.Pauses.stopsUpdates(), Boundary: x.Boundary.rule()}
		}
		if d != 0 {
			t.From = d.At(0, 0, t.Hours.Location())
		}
		out = append(out, t)
	}
	return out
}

// unagreed is what stops a clock where no agreement says it: waiting on the customer.
var unagreed = Pauses{Customer: true}

// Stops is On, by the party's name.
func (p Pauses) Stops(party string) bool { return p.On(Party(party)) }

// clockTargets are the targets of each severity.
func (x *Agreement) clockTargets() func(int) clock.Targets {
	var by [6]clock.Targets
	for sev := 1; sev <= 5; sev++ {
		if t, ok := x.Target(sev); ok {
			by[sev] = clock.Targets{t.FirstResponse, t.NextReply, t.NextUpdate, t.Resolve}
		}
	}
	return func(sev int) clock.Targets { return by[min(max(sev, 1), 5)] }
}

// accountOf is the customer of an escalation, its own or its project's.
func (s *Snapshot) accountOf(e *Escalation) ID {
	if p, ok := Find[*Project](s, e.Project); ok && e.Account == 0 {
		return p.Account
	}
	return e.Account
}
