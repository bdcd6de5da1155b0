package model

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"tandem/model/clock"
	"tandem/model/date"
)

// clockKind is what a kind of line means to the clocks; most move none.
func (k EventKind) clockKind() clock.Kind {
	switch k {
	case "opened":
		return clock.Opened
	case "wait":
		return clock.Wait
	case "resume":
		return clock.Resume
	case "resolved", "closed", "merged":
		return clock.Closed
	case "reopened":
		return clock.Reopened
	case "severity":
		return clock.Severity
	}
	return clock.Note
}

// clockLog is the log of an escalation as its clocks read it, corrected, laid out in room, with words
// logged elsewhere and the logs of those merged into it. What the record says and the log does not
// (an end, a wait) is taken from the record.
func clockLog(room []clock.Event, e *Escalation, words []clock.Event, merged []*Escalation) clock.Log {
	out := clock.Log{Opened: e.Opened, Severity: e.Severity(), Said: e.NextUpdate}
	l := logReader{e: e, events: room}
	if e.mended() {
		for _, x := range e.Lines() {
			if !x.Struck && !x.Mends() {
				l.take(&x.Event, x.Line, x.Told != 0 || x.By != 0)
			}
		}
	} else {
		for i := range e.Events {
			l.take(&e.Events[i], i+1, e.Events[i].Told != 0)
		}
	}
	out.Events = l.events
	if e.Status == "waiting" && e.Waiting.On != "" && !l.waited {
		at := max(l.last, e.Opened)
		out.Events = append(out.Events, clock.Event{At: at, Kind: clock.Wait, Party: string(e.Waiting.On), Who: e.Waiting.Who, What: e.Waiting.What})
	}
	if !e.Open() && !l.over && e.Resolved != 0 {
		out.Events = insertEvent(out.Events, clock.Event{At: e.Resolved, Kind: clock.Closed})
	}
	for _, x := range merged {
		takeIn(&out, e, x)
	}
	for _, w := range words {
		if !e.tells(w) && !slices.ContainsFunc(merged, func(x *Escalation) bool { return x.tells(w) }) {
			out.Events = insertEvent(out.Events, w)
		}
	}
	return out
}

// tells reports whether a word logged elsewhere stands in the log too: as it was logged, for a line
// that was corrected or struck takes its twin along.
func (e *Escalation) tells(w clock.Event) bool {
	return slices.ContainsFunc(e.Events, func(x Event) bool { return x.At == w.At && x.clock().Kind == w.Kind })
}

// logReader makes events of lines.
type logReader struct {
	e            *Escalation
	events       []clock.Event
	last         date.Instant
	over, waited bool
}

// take adds a line; late says that it may stand out of order. What the customer does by reopening wants an answer too.
func (l *logReader) take(ev *Event, line int, late bool) {
	x := ev.clock()
	x.Line, x.Late = line, late
	switch {
	case x.Kind == clock.Closed:
		l.over = true
	case x.Kind == clock.Reopened:
		l.over = false
		if ev.Direction == "in" {
			l.events = append(l.events, x)
			x = clock.Event{At: x.At, Kind: clock.In, Line: x.Line, Late: x.Late}
		}
	case x.Kind == clock.Wait:
		if l.waited = true; x.Party == "" && l.e.Status == "waiting" && line-1 == lastWait(l.e.Events) {
			x.Party = string(l.e.Waiting.On)
		}
	}
	l.last = max(l.last, x.At)
	l.events = append(l.events, x)
}

// takeIn adds what was said and awaited in the log of an escalation that was merged into e. Its own ends
// are not the end of the matter, the customer has waited since the first of the two, and until e began it
// was as severe as the one they waited for. Whom that one waited for when it was merged nobody waits for
// any more: e says itself whom it waits for.
func takeIn(log *clock.Log, e, x *Escalation) {
	if x.Opened != 0 && (log.Opened == 0 || x.Opened < log.Opened) {
		if log.Opened != 0 {
			log.Events = insertEvent(log.Events, clock.Event{At: log.Opened, Kind: clock.Severity, Severity: e.severityAt(e.Opened), Was: x.severityAt(log.Opened)})
		}
		log.Opened = x.Opened
	}
	var waits *clock.Event
	for ev := range x.Counted() {
		c := ev.clock()
		switch c.Kind {
		case clock.In, clock.Out, clock.Wait, clock.Resume:
			log.Events = insertEvent(log.Events, c)
		}
		switch {
		case c.Kind == clock.Wait:
			waits = &c
		case c.Kind == clock.Resume:
			waits = nil
		case ev.Kind == "merged" && waits != nil && lastOf(log.Events, c.At) == *waits:
			log.Events = insertEvent(log.Events, clock.Event{At: c.At, Kind: clock.Resume})
		}
	}
}

// lastOf is the newest beginning or end of a wait up to a moment.
func lastOf(list []clock.Event, at date.Instant) (last clock.Event) {
	for _, x := range list {
		if x.At <= at && (x.Kind == clock.Wait || x.Kind == clock.Resume) {
			last = x
		}
	}
	return last
}

// severityAt is how severe the escalation was at a moment, as its log tells.
func (e *Escalation) severityAt(t date.Instant) int {
	now, first := 0, 0
	for ev := range e.Counted() {
		c := ev.clock()
		if c.Kind != clock.Severity {
			continue
		}
		if first == 0 {
			first = cmp.Or(c.Was, c.Severity)
		}
		if c.At <= t {
			now = c.Severity
		}
	}
	return cmp.Or(now, first, e.Severity())
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
	out := clock.Event{At: x.At, Kind: x.Kind.clockKind()}
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
