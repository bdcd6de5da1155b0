package model

import (
	"iter"
	"slices"
	"strconv"
	"strings"
	"sync"

	"tandem/model/clock"
	"tandem/model/date"
)

// Clocks are the four clocks of an escalation at c.Now, replayed from its log and from the
// interactions that name it, under the agreements of its account. Nothing of them is stored. They
// are remembered for the moment and the records they rest on, so that many columns and signals of
// a list cost one replay each; nil never.
func (c *Ctx) Clocks(e *Escalation) *clock.Clocks {
	if c.Snap == nil {
		return clock.Replay(clockLog(nil, e, nil), nil, c.Now)
	}
	b := c.clockBook()
	if x, ok := b.known.Load(e); ok {
		return x.(*clock.Clocks)
	}
	room := eventRoom.Get().(*[]clock.Event)
	log := clockLog((*room)[:0], e, b.words[e.ID])
	x := clock.Replay(log, b.termsOf(c, e), c.Now)
	*room = log.Events
	eventRoom.Put(room)
	if e.ID != 0 && c.Snap.Get(e.ID) == Record(e) { // a draft in a form is not worth keeping
		b.known.Store(e, x)
	}
	return x
}

// eventRoom is where logs are laid out for a replay, which keeps none of it.
var eventRoom = sync.Pool{New: func() any { return new([]clock.Event) }}

// clockBook is what the clocks of one moment rest on, and those known so far.
type clockBook struct {
	now   date.Instant
	base  [6]*table
	loc   string
	words map[ID][]clock.Event
	agree map[ID][]*Agreement // by account
	known sync.Map            // *Escalation -> *clock.Clocks
	mu    sync.Mutex
	terms map[termsKey][]clock.Terms
}

type termsKey struct{ account, project ID }

type clockShelfKey struct{}

// clockShelf holds the newest book of one state of the escalations.
type clockShelf struct {
	mu   sync.Mutex
	book *clockBook
}

func (c *Ctx) clockBook() *clockBook {
	shelf := Memo(c.Snap, EscalationPrefix, clockShelfKey{}, func(iter.Seq[Record]) *clockShelf { return &clockShelf{} })
	base, loc := [6]*table{}, ""
	for i, p := range [...]string{AgreementPrefix, CalendarPrefix, AccountPrefix, ProjectPrefix, InteractionPrefix, WorkspaceID.Prefix()} {
		base[i] = c.Snap.table(NewID(p, 1))
	}
	if c.Loc != nil {
		loc = c.Loc.String()
	}
	shelf.mu.Lock()
	defer shelf.mu.Unlock()
	if b := shelf.book; b != nil && b.now == c.Now && b.base == base && b.loc == loc {
		return b
	}
	shelf.book = &clockBook{now: c.Now, base: base, loc: loc, words: c.Snap.wordsAbout(), agree: c.Snap.agreementsBy(), terms: map[termsKey][]clock.Terms{}}
	return shelf.book
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
			t = clock.Terms{Name: x.Name, Hours: c.HoursOf(x), Targets: x.clockTargets(), Pauses: x.Pauses.Stops, Updates: x.Pauses.Updates}
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

// clockKinds is what each kind of line means to the clocks; the rest moves none.
var clockKinds = map[EventKind]clock.Kind{"opened": clock.Opened, "wait": clock.Wait, "resume": clock.Resume, "resolved": clock.Closed,
	"closed": clock.Closed, "reopened": clock.Reopened, "severity": clock.Severity, "void": clock.Void}

// clockLog is the log of an escalation as its clocks read it, laid out in room, with words logged
// elsewhere. What the
// record says and the log does not (an end, a wait) is taken from the record.
func clockLog(room []clock.Event, e *Escalation, words []clock.Event) clock.Log {
	out := clock.Log{Opened: e.Opened, Severity: e.Severity(), Said: e.NextUpdate, Events: room}
	var last date.Instant
	over, waited := false, false
	for i := range e.Events {
		x := e.Events[i].clock()
		x.Line = i + 1
		switch {
		case x.Kind == clock.Closed:
			over = true
		case x.Kind == clock.Reopened:
			over = false
			if e.Events[i].Direction == "in" { // the customer did it, with words that want an answer
				out.Events = append(out.Events, x)
				x = clock.Event{At: x.At, Kind: clock.In, Line: x.Line}
			}
		case x.Kind == clock.Wait:
			if waited = true; x.Party == "" && e.Status == "waiting" && i == lastWait(e.Events) {
				x.Party = string(e.Waiting.On)
			}
		}
		last = max(last, x.At)
		out.Events = append(out.Events, x)
	}
	if e.Status == "waiting" && e.Waiting.On != "" && !waited {
		at := max(last, e.Opened)
		out.Events = append(out.Events, clock.Event{At: at, Kind: clock.Wait, Party: string(e.Waiting.On), Who: e.Waiting.Who, What: e.Waiting.What})
	}
	if !e.Open() && !over && e.Resolved != 0 {
		out.Events = insertEvent(out.Events, clock.Event{At: e.Resolved, Kind: clock.Closed})
	}
	for _, w := range words {
		if !slices.ContainsFunc(out.Events, func(x clock.Event) bool { return x.At == w.At && x.Kind == w.Kind }) {
			out.Events = insertEvent(out.Events, w)
		}
	}
	return out
}

// insertEvent puts an event behind those not after it.
func insertEvent(list []clock.Event, x clock.Event) []clock.Event {
	i := len(list)
	for i > 0 && list[i-1].At > x.At {
		i--
	}
	return slices.Insert(list, i, x)
}

func lastWait(list []Event) int {
	for i := len(list) - 1; i >= 0; i-- {
		if list[i].Kind == "wait" {
			return i
		}
	}
	return -1
}

// clock is what a line means to the clocks.
func (x *Event) clock() clock.Event {
	out := clock.Event{At: x.At, Kind: clockKinds[x.Kind]}
	switch x.Kind {
	case "contact":
		if out.Kind = clock.Out; x.Direction == "in" {
			out.Kind = clock.In
		}
	case "wait":
		p, who := x.Awaits()
		out.Party, out.Who, out.What = string(p), who, x.Text
	case "severity":
		out.Severity, out.Was = severities(x.Text)
		if out.Severity == 0 {
			out.Kind = clock.Note
		}
	}
	return out
}

// Awaits is the party a wait names, and who there: "vendor: Shipfast", or "vendor" alone.
func (x *Event) Awaits() (p Party, who string) {
	head, rest, _ := strings.Cut(x.Who, ":")
	switch p = Party(strings.ToLower(strings.TrimSpace(head))); p {
	case "customer", "vendor", "department", "team":
		return p, strings.TrimSpace(rest)
	}
	return "", x.Who
}

// Text is the wait as its line in a log names it: "vendor: Shipfast"; Awaits reads it.
func (w Waiting) Text() string {
	if w.Who == "" || w.On == "" {
		return string(w.On) + w.Who
	}
	return string(w.On) + ": " + w.Who
}

// severities reads "severity 1, was 3".
func severities(text string) (now, was int) {
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return r < '0' || r > '9' }) {
		n, err := strconv.Atoi(w)
		if err != nil || n < 1 || n > 5 {
			continue
		}
		if now == 0 {
			now = n
		} else {
			return now, n
		}
	}
	return now, 0
}
