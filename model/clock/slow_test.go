package clock_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tandem/model/clock"
	"tandem/model/date"
	"tandem/model/worktime"
)

// plainHours is working time by the plainest rule there is: it looks at the clock on the wall.
type plainHours struct {
	week worktime.Week
	off  map[date.Day]bool
	loc  *time.Location
	all  bool // around the clock
	days map[date.Instant]*[1440]bool
}

// works looks a minute up, each day once.
func (h *plainHours) works(t date.Instant) bool {
	if h.all {
		return true
	}
	n := t / 86400
	day := h.days[n]
	if day == nil {
		day = new([1440]bool)
		for i := range day {
			day[i] = h.looks(n*86400 + date.Instant(i)*60)
		}
		h.days[n] = day
	}
	return day[t%86400/60]
}

func (h *plainHours) looks(t date.Instant) bool {
	wall := t.In(h.loc)
	if h.off[date.DayOf(wall)] {
		return false
	}
	sec := wall.Hour()*3600 + wall.Minute()*60
	for _, x := range h.week[wall.Weekday()] {
		if sec >= x.From && sec < x.To {
			return true
		}
	}
	return false
}

// plainTerms are terms as the table has them.
type plainTerms struct {
	from    date.Instant
	targets [5]string
	pauses  string
	updates bool
	opening bool
}

// plain tells the four clocks of a log by walking minute by minute. It knows no laps, positions or
// tables of working time, and shares nothing with the package but the words of the answers.
type plain struct {
	hours  *plainHours
	terms  []plainTerms
	sev    int
	events []clock.Event
	now    date.Instant
}

// plainLap is what one clock measures: from, to (0: it goes on), ended by the end of the matter.
type plainLap struct {
	from, to date.Instant
	ended    bool
}

func (p *plain) termsAt(t date.Instant) *plainTerms {
	var out *plainTerms
	for i := range p.terms {
		if p.terms[i].from <= t {
			out = &p.terms[i]
		}
	}
	return out
}

func (p *plain) severityAt(t date.Instant) int {
	sev, known := p.sev, false
	if t >= p.now {
		return p.sev
	}
	for _, x := range p.events {
		if x.Kind != clock.Severity {
			continue
		}
		if x.At <= t {
			sev, known = x.Severity, true
		} else if !known {
			sev, known = x.Was, true
		}
	}
	return sev
}

// closedAt reports whether the matter is closed right after t and was opened again later: that is a
// pause. What was not opened again has ended, and ends its clocks.
func (p *plain) closedAt(t date.Instant) bool {
	closed := false
	for _, x := range p.events {
		switch {
		case x.Kind == clock.Reopened && x.At > t:
			return closed
		case x.At > t:
		case x.Kind == clock.Closed:
			closed = true
		case x.Kind == clock.Reopened:
			closed = false
		}
	}
	return false
}

// waitAt is who is waited for right after t.

func (p *plain) waitAt(t date.Instant) string {
	party, closed := "", false
	for _, x := range p.events {
		if x.At > t {
			break
		}
		switch x.Kind {
		case clock.Wait:
			if party = x.Party; closed {
				party = ""
			}
		case clock.Resume:
			party = ""
		case clock.Closed:
			party, closed = "", true
		case clock.Reopened:
			closed = false
		case clock.In:
			if party == "customer" {
				party = ""
			}
		}
	}
	return party
}

// stands reports whether a clock stands still in the minute that begins at t; ahead of now nothing does.
func (p *plain) stands(w clock.Which, t date.Instant, m *plainTerms) bool {
	if t >= p.now {
		return false
	}
	if p.closedAt(t) {
		return true
	}
	if w == clock.Resolution || w == clock.Update && m.updates {
		party := p.waitAt(t)
		return party != "" && parties(m.pauses)(party)
	}
	return false
}

// laps finds what each clock measures last.
func (p *plain) laps() [clock.Count]*plainLap {
	var out [clock.Count]*plainLap
	opened := p.events[0].At
	first := plainLap{from: opened}
	var wrote, spoke, ended date.Instant
	var closed bool
	for _, x := range p.events {
		switch x.Kind {
		case clock.In:
			if wrote == 0 {
				wrote = x.At
			}
			out[clock.Reply] = &plainLap{from: wrote}
		case clock.Out:
			if first.to == 0 || first.ended {
				first.to, first.ended = x.At, false
			}
			if wrote != 0 {
				out[clock.Reply] = &plainLap{from: wrote, to: x.At}
				wrote = 0
			}
			if spoke = x.At; !closed {
				out[clock.Update] = &plainLap{from: spoke}
			}
		case clock.Closed:
			if closed {
				continue
			}
			closed, ended = true, x.At
			if first.to == 0 {
				first.to, first.ended = x.At, true
			}
			if wrote != 0 {
				out[clock.Reply] = &plainLap{from: wrote, to: x.At}
				wrote = 0
			}
			if spoke != 0 {
				out[clock.Update] = &plainLap{from: spoke, to: x.At, ended: true}
			}
		case clock.Reopened:
			if closed {
				if closed = false; first.ended {
					first.to, first.ended = 0, false
				}
				if spoke != 0 {
					out[clock.Update] = &plainLap{from: spoke}
				}
			}
		}
	}
	out[clock.First] = &first
	out[clock.Resolution] = &plainLap{from: opened}
	if closed {
		out[clock.Resolution].to = ended
	}
	return out
}

// count is the minutes of work from a to b in which the clock does not stand.
func (p *plain) count(w clock.Which, h *plainHours, a, b date.Instant, m *plainTerms) (n int64) {
	for t := a; t < b; t += 60 {
		if h.works(t) && !p.stands(w, t, m) {
			n++
		}
	}
	return n
}

// due finds the minute at which so many minutes of work are done.
func (p *plain) due(w clock.Which, h *plainHours, from date.Instant, minutes int64, m *plainTerms) date.Instant {
	counts := func(t date.Instant) bool { return h.works(t) && !p.stands(w, t, m) }
	if minutes == 0 && !m.opening && counts(from-60) {
		return from
	}
	left := minutes
	for t := from; t < from+200*86400; t += 60 {
		if left == 0 && (counts(t) || minutes > 0 && !m.opening) {
			return t
		}
		if counts(t) {
			left--
		}
	}
	return worktime.Never
}

// tell is a clock in the words of the table.
func (p *plain) tell(t testing.TB, w clock.Which, l *plainLap) string {
	if l == nil {
		return ""
	}
	end := l.to
	if end == 0 {
		end = p.now
	}
	m := p.termsAt(end)
	if m == nil {
		return ""
	}
	span := targets(t, m.targets)(p.severityAt(end))[w]
	if span.Unit == 0 && span.N == 0 {
		return ""
	}
	h := p.hours
	if span.Elapsed() {
		h = &plainHours{all: true}
	}
	due := p.due(w, h, l.from, span.N/60, m)
	state := clock.Running
	switch {
	case end > due:
		state = clock.Breached
	case l.ended:
		state = clock.Stopped
	case l.to != 0:
		state = clock.Met
	case p.stands(w, p.now-1, m) && p.standsNow(w, m):
		state = clock.Paused
	}
	spent := p.count(w, h, l.from, end, m)
	left := span.N/60 - spent
	told := "never"
	if due == worktime.Never {
		left = 0
	} else {
		told = due.In(time.UTC).Format("2006-01-02T15:04Z")
	}
	return fmt.Sprintf("%s %s %d %d", state, told, spent, left)
}

// standsNow reports whether a wait that stops the clock goes on at this moment.
func (p *plain) standsNow(w clock.Which, m *plainTerms) bool {
	if p.closedAt(p.now) {
		return true
	}
	party := p.waitAt(p.now)
	return (w == clock.Resolution || w == clock.Update && m.updates) && party != "" && parties(m.pauses)(party)
}

// plainKnown are the calendars read so far.
var plainKnown = map[string]*plainHours{}

// plainOf reads a calendar of the table.
func plainOf(t testing.TB, s string) *plainHours {
	t.Helper()
	if h := plainKnown[s]; h != nil {
		return h
	}
	head, off, _ := strings.Cut(s, " off ")
	f := strings.SplitN(head, " ", 3)
	loc, err := time.LoadLocation(f[1])
	if err != nil {
		t.Fatal(err)
	}
	week, err := worktime.ParseWeek(f[2])
	if err != nil {
		t.Fatal(err)
	}
	h := &plainHours{week: week, loc: loc, off: map[date.Day]bool{}, days: map[date.Instant]*[1440]bool{}}
	plainKnown[s] = h
	for _, d := range strings.Fields(off) {
		day, err := date.ParseDay(d, 0)
		if err != nil {
			t.Fatal(err)
		}
		h.off[day] = true
	}
	return h
}

// plainTermsOf reads terms of the table.
func plainTermsOf(t testing.TB, s string) (out []plainTerms) {
	for _, one := range strings.Split(s, "; ") {
		f := strings.Fields(one)
		x := plainTerms{targets: setOf(f[1]), pauses: f[2], updates: slices.Contains(f[3:], "updates"), opening: slices.Contains(f[3:], "opening")}
		if f[0] != "-" {
			x.from = moment(t, f[0])
		}
		out = append(out, x)
	}
	return out
}

// sortedEvents is the events up to now in the order of what happened.
func sortedEvents(list []clock.Event, now date.Instant) []clock.Event {
	out := slices.DeleteFunc(slices.Clone(list), func(x clock.Event) bool { return x.At > now })
	slices.SortStableFunc(out, func(a, b clock.Event) int { return int(a.At - b.At) })
	return out
}
