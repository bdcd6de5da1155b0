package model

import (
	"iter"
	"strings"
	"sync"

	"tandem/model/date"
	"tandem/model/health"
)

// Tenths are points of health to one decimal.
type Tenths = health.Tenths

// HealthPart is one of the things an account's health is made of.
type HealthPart struct {
	Name, Title string  // for settings and scripts; for people
	Weight      float64 // as the settings have it
	Value       float64 // 0 to 100
	Known       bool    // false: there is no evidence, and the part is left out
	Points      Tenths  // it adds to the score
	Most        Tenths  // it could add
	Why         string  // in a sentence
}

// Health is how an account stands, from 0 to 100, and the parts that add up to it exactly. One
// without evidence is left out and the others are weighed anew.
type Health struct {
	Account ID
	At      date.Instant
	Score   int     // Exact, rounded
	Exact   Tenths  // the sum of the points of the parts
	Known   bool    // false: nothing is known, and Score says nothing
	Share   float64 // of the weight that is known, 0 to 1
	Target  int     // 0: none
	Parts   []HealthPart
	sum     health.Sum
	parts   []health.Part
}

// HealthTerm is a piece of evidence for a part: a record and what it says.
type HealthTerm struct {
	Ref  ID
	Text string
	Bad  bool // it costs points
}

// healthPart is how a part is found.
type healthPart struct {
	name, title string
	usual       float64 // its weight where the settings do not tell (weight health.NAME)
	look        func(*healthLook) (value float64, known bool, why string)
}

// healthParts are the parts in the order they are told, with the usual weights.
func healthParts() []healthPart {
	return []healthPart{
		{"satisfaction", "satisfaction", 25, (*healthLook).satisfaction},
		{"escalations", "open escalations", 15, (*healthLook).escalations},
		{"clocks", "clocks kept", 10, (*healthLook).clocks},
		{"promises", "promises kept", 10, (*healthLook).promises},
		{"sponsor", "contact with the sponsor", 10, (*healthLook).sponsor},
		{"delivery", "on time in full", 10, (*healthLook).delivery},
		{"standards", "standards met", 5, (*healthLook).standards},
		{"benefits", "benefits on course", 5, (*healthLook).benefits},
		{"forecast", "forecast of the projects", 10, (*healthLook).forecast},
	}
}

// healthLook is a look at one account for its parts. Where terms is set the evidence is noted too.
type healthLook struct {
	c     *Ctx
	a     *Account
	today date.Day
	from  date.Instant // evidence from before counts no more
	theirs
	terms *[]HealthTerm
}

// term notes a piece of evidence; the words are made only where somebody reads them.
func (l *healthLook) term(ref ID, bad bool, text func() string) {
	if l.terms != nil {
		*l.terms = append(*l.terms, HealthTerm{Ref: ref, Text: text(), Bad: bad})
	}
}

// HealthDays is how many days back what is over still counts: answers, orders, promises, clocks
// (weight health.days).
func (w *Workspace) HealthDays() int { return int(w.Weight("health.days", 180)) }

func (c *Ctx) healthLook(a *Account, i *theirIndex) *healthLook {
	own := c.For(a)
	l := &healthLook{c: own, a: a, today: own.Now.Day(own.Loc), theirs: i.of(a.ID)}
	l.from = own.Now - date.Instant(c.Snap.Workspace().HealthDays())*86400
	return l
}

// healthEvery is for how many seconds health is remembered while no record changes: a due time that
// passes without a word shows in it that much later at most, and a list sorted by it does not have
// to be worked out anew each minute.
const healthEvery = 900

// Health is how an account stands at c.Now. It is remembered for a quarter of an hour and the
// records it rests on, so that the columns of a list cost one look each. Never nil.
func (c *Ctx) Health(a *Account) *Health {
	if c.Snap == nil {
		return &Health{Account: a.ID}
	}
	b := c.healthBook()
	if x, ok := b.known.Load(a); ok {
		return x.(*Health)
	}
	l := c.healthLook(a, b.index)
	h := &Health{Account: a.ID, At: c.Now, Target: a.Target}
	w := c.Snap.Workspace()
	for _, p := range b.parts {
		x := HealthPart{Name: p.name, Title: p.title, Weight: w.Weight("health."+p.name, p.usual)}
		x.Value, x.Known, x.Why = p.look(l)
		h.Parts = append(h.Parts, x)
		h.parts = append(h.parts, health.Part{Weight: x.Weight, Value: x.Value, Known: x.Known})
	}
	h.sum = health.Weigh(h.parts)
	h.Score, h.Exact, h.Known, h.Share = h.sum.Score, h.sum.Exact, h.sum.Known, h.sum.Share
	for i := range h.Parts {
		h.Parts[i].Points, h.Parts[i].Most = h.sum.Points[i], h.sum.Most[i]
	}
	if a.ID != 0 && c.Snap.Get(a.ID) == Record(a) { // a draft in a form is not worth keeping
		b.known.Store(a, h)
	}
	return h
}

// WarmHealth looks at every account, so that the lists that show their health find it known. It
// takes some 20 ms in a workspace of 100,000 records; call it off the event loop.
func (c *Ctx) WarmHealth() {
	for a := range Each[*Account](c.Snap, AccountPrefix) {
		c.Health(a)
	}
}

// HealthEvidence is what a part of an account's health rests on, record by record, the bad first.
func (c *Ctx) HealthEvidence(a *Account, part string) []HealthTerm {
	if c.Snap == nil {
		return nil
	}
	b := c.healthBook()
	l := c.healthLook(a, b.index)
	var all []HealthTerm
	l.terms = &all
	for _, p := range b.parts {
		if p.name == part {
			p.look(l)
		}
	}
	var out []HealthTerm
	for _, bad := range []bool{true, false} {
		for _, t := range all {
			if t.Bad == bad {
				out = append(out, t)
			}
		}
	}
	return out
}

// Unknown are the titles of the parts without evidence.
func (h *Health) Unknown() []string {
	var out []string
	for _, p := range h.Parts {
		if !p.Known && p.Weight > 0 {
			out = append(out, p.Title)
		}
	}
	return out
}

// HealthMove is what became of a part between two moments.
type HealthMove struct {
	Part HealthPart // as it is now
	By   Tenths     // points
	Why  string     // as it was and as it is
}

// Moved is what moved since an earlier health, the largest first. The moves add up to the
// difference of the exact scores. A part that has evidence by now, or none any more, is told so.
func (h *Health) Moved(was *Health) []HealthMove {
	var out []HealthMove
	for _, m := range health.Moved(was.parts, h.parts, was.sum, h.sum) {
		now, then := h.Parts[m.Part], HealthPart{}
		if m.Part < len(was.Parts) {
			then = was.Parts[m.Part]
		}
		x := HealthMove{Part: now, By: m.By}
		switch {
		case m.Appeared:
			x.Why = "not known before; now " + now.Why
		case m.Vanished:
			x.Why = "no evidence any more; before: " + then.Why
		case now.Why == then.Why && now.Value == then.Value:
			x.Why = "the same, but other parts weigh more or less: " + now.Why
		default:
			x.Why = now.Why + "; before: " + then.Why
		}
		out = append(out, x)
	}
	return out
}

// The cells of a bar that are full and those that are not, and their twins in ASCII.
const (
	barFull, barFullASCII   = "▇", "#"
	barEmpty, barEmptyASCII = "▁", "-"
)

func barSigns(ascii bool) (full, empty string) {
	if ascii {
		return barFullASCII, barEmptyASCII
	}
	return barFull, barEmpty
}

// HealthBar draws a score in n cells of block signs or ASCII. A score above zero shows a cell.
func HealthBar(score, n int, ascii bool) string {
	on, off := barSigns(ascii)
	full := (min(max(score, 0), 100)*n + 50) / 100
	if score > 0 && full == 0 {
		full = min(1, n)
	}
	return strings.Repeat(on, full) + strings.Repeat(off, max(n-full, 0))
}

// healthKinds are the kinds that health rests on besides the accounts themselves.
func healthKinds() [15]string {
	return [...]string{AnswerPrefix, EscalationPrefix, InteractionPrefix, AgreementPrefix, CalendarPrefix, PromisePrefix, ContactPrefix, OrderPrefix,
		StandardPrefix, ReadingPrefix, BenefitPrefix, ProjectPrefix, TaskPrefix, PersonPrefix, WorkspacePrefix}
}

// healthBook is the health of accounts at one moment, as far as it was asked for.
type healthBook struct {
	now   date.Instant
	loc   string
	base  [15]*table
	parts []healthPart
	index *theirIndex
	known sync.Map // *Account -> *Health
}

type healthShelfKey struct{}

// healthShelf holds the newest book of one state of the accounts.
type healthShelf struct {
	mu   sync.Mutex
	book *healthBook
}

func (c *Ctx) healthBook() *healthBook {
	shelf := Memo(c.Snap, AccountPrefix, healthShelfKey{}, func(iter.Seq[Record]) *healthShelf { return &healthShelf{} })
	var base [15]*table
	for i, p := range healthKinds() {
		base[i] = c.Snap.table(NewID(p, 1))
	}
	now, loc := c.Now/healthEvery, ""
	if c.Loc != nil {
		loc = c.Loc.String()
	}
	shelf.mu.Lock()
	defer shelf.mu.Unlock()
	if b := shelf.book; b != nil && b.now == now && b.base == base && b.loc == loc {
		return b
	}
	shelf.book = &healthBook{now: now, loc: loc, base: base, parts: healthParts(), index: c.Snap.theirIndex()}
	return shelf.book
}
