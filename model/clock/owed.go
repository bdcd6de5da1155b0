package clock

import (
	"tandem/model/date"
	"tandem/model/worktime"
)

// span is the target of a turn under some terms at a moment; empty where nothing is owed.
func (m *meter) span(w Which, l lap, t *Terms, at date.Instant) date.Span {
	if t.Targets == nil || l.silent && t.Since == 0 {
		return date.Span{}
	}
	return t.Targets(m.severityAt(at))[w]
}

// counting is the calendar a target counts in.
func (t *Terms) counting(span date.Span) *worktime.Calendar {
	if span.Elapsed() {
		return around(t.Hours)
	}
	return t.Hours
}

// owed is when a turn is due by terms as they are at a moment; 0 where they owe nothing, worktime.Never
// where their hours have no such time.
func (m *meter) owed(w Which, l lap, t *Terms, at date.Instant) date.Instant {
	span := m.span(w, l, t, at)
	if span.IsZero() {
		return 0
	}
	hours, p := t.counting(span), m.pauses(w, t).pauses()
	if w != Update || t.Since <= l.from {
		return hours.Due(l.from, span.N, p, t.Boundary)
	}
	due := hours.Due(t.Since, span.N, p, t.Boundary)
	if old := m.carried(w, l, t); old != 0 {
		due = min(due, old)
	}
	return due
}

// carried is when a turn that began before its cadence was declared is due by what held until then: a
// wait that stood it still ends with the declaration, and what was late by then is due at it. 0 where
// nothing was owed.
func (m *meter) carried(w Which, l lap, t *Terms) date.Instant {
	was := m.termsAt(t.Since - 1)
	if was == nil {
		return 0
	}
	old := m.owed(w, l, was, t.Since-1) // ends: each was declared before the one after it
	switch {
	case old == 0 || old == worktime.Never:
		return old
	case old <= t.Since:
		return t.Since
	}
	hours := was.counting(m.span(w, l, was, t.Since-1))
	left := hours.Spent(t.Since, old, m.pauses(w, was).pauses())
	return hours.Due(t.Since, left, m.pauses(w, t).pauses(), was.Boundary)
}
