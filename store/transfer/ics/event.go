package ics

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// Party is somebody who takes part.
type Party struct {
	Name, Mail string
	Status     string // ACCEPTED, DECLINED ...
}

// Entry is an event, a to-do or a journal entry.
type Entry struct {
	*Component
	UID         string
	Summary     string
	Description string
	Start, End  When // End of a whole day is the day behind the last
	Due         When // of a to-do
	Completed   When
	Status      string // upper case
	Organizer   Party
	Attendees   []Party
	Recurs      bool // has a rule or dates of its own

	length Length
	which  When // RECURRENCE-ID
	onward bool // and all behind that one
	rules  []*rule
	rdates []When
	except []When
	zones  *Zones
}

// Series is what has one UID: an entry and the instances of it that differ.
type Series struct {
	Entry
	Changed []*Entry // with a RECURRENCE-ID
}

// Instance is one time at which a series takes place.
type Instance struct {
	*Entry           // what it is like: the series, or the one that differs
	ID        string // tells it from the others of its series, for good; "" of one that does not recur
	Begin     time.Time
	Finish    time.Time // Begin where it has no length
	WholeDays int       // how many days, for one of whole days; else 0
	Day       time.Time // its first day's midnight in UTC, for one of whole days
}

// Series groups the entries of a calendar by UID, in the order of the file. Other components
// than VTIMEZONE and those three are told.
func (f *File) Series(cal *Component) []*Series {
	z := f.zones(cal)
	var out []*Series
	by := map[string]*Series{}
	for _, c := range cal.Parts {
		switch c.Name {
		case "VEVENT", "VTODO", "VJOURNAL":
		case "VTIMEZONE":
			continue
		case "VFREEBUSY":
			f.lose(c, "only says when somebody is free or busy; not taken")
			continue
		default:
			f.lose(c, "is of a kind that is not known; not taken")
			continue
		}
		e := f.entry(c, z)
		if e.Start.IsZero() && c.Name == "VEVENT" {
			f.lose(c, "has no DTSTART that can be read; not taken")
			continue
		}
		key := c.Name + e.UID
		s := by[key]
		switch {
		case e.UID == "", s == nil:
			s = &Series{Entry: *e}
			if by[key] = s; !e.which.IsZero() { // the series itself may be elsewhere
				s.Changed = []*Entry{e}
			}
			out = append(out, s)
		case !e.which.IsZero():
			s.Changed = append(s.Changed, e)
		case !s.which.IsZero():
			s.Entry = *e
		default:
			f.lose(c, "has the UID of the one in line "+itoa(s.Line)+"; the first is taken")
		}
	}
	return out
}

func (f *File) lose(c *Component, message string) {
	f.Problems = append(f.Problems, Problem{Line: c.Line, Field: c.Name, Message: message, Lost: true})
}

func (f *File) tell(p *Prop, err error) {
	if err != nil {
		f.Problems = append(f.Problems, Problem{Line: p.Line, Field: p.Name, Message: err.Error() + "; left out"})
	}
}

// entry reads what is common to the three kinds.
func (f *File) entry(c *Component, z *Zones) *Entry {
	e := &Entry{Component: c, UID: strings.TrimSpace(c.Text("UID")), Summary: c.Text("SUMMARY"), Description: c.Text("DESCRIPTION"),
		Status: strings.ToUpper(strings.TrimSpace(c.Text("STATUS"))), zones: z}
	when := func(name string) When {
		p := c.Prop(name)
		if p == nil {
			return When{}
		}
		w, err := p.When()
		f.tell(p, err)
		f.knows(p, w, z)
		return w
	}
	e.Start, e.End, e.Due, e.Completed, e.which = when("DTSTART"), when("DTEND"), when("DUE"), when("COMPLETED"), when("RECURRENCE-ID")
	if p := c.Prop("RECURRENCE-ID"); p != nil {
		e.onward = strings.EqualFold(strings.Trim(p.Param("RANGE"), `" `), "THISANDFUTURE")
	}
	if p := c.Prop("DURATION"); p != nil {
		d, err := ParseLength(p.Value)
		f.tell(p, err)
		e.length = d
	}
	if p := c.Prop("ORGANIZER"); p != nil {
		e.Organizer = party(p)
	}
	for p := range c.All("ATTENDEE") {
		e.Attendees = append(e.Attendees, party(p))
	}
	if !e.Start.IsZero() {
		f.recurrence(e)
	}
	return e
}

// knows tells of a zone that nobody knows.
func (f *File) knows(p *Prop, w When, z *Zones) {
	if w.Zone == "" || z.Known(w.Zone) {
		return
	}
	f.Problems = append(f.Problems, Problem{Line: p.Line, Field: p.Name, Message: "the time zone " + short(w.Zone) + " is not known; taken for a time of the own zone"})
}

func party(p *Prop) Party {
	mail := strings.TrimSpace(p.Value)
	if len(mail) > 7 && strings.EqualFold(mail[:7], "mailto:") {
		mail = mail[7:]
	}
	if !strings.Contains(mail, "@") {
		mail = p.Param("EMAIL")
	}
	return Party{Name: strings.Trim(strings.TrimSpace(p.Param("CN")), `"`), Mail: mail, Status: p.Param("PARTSTAT")}
}

func (f *File) recurrence(e *Entry) {
	for p := range e.All("RRULE") {
		r, err := newRule(p.Value, e.Start, func(utc time.Time) time.Time { return e.zones.wallOf(e.Start, utc, time.UTC) })
		if f.tell(p, err); err == nil {
			e.rules = append(e.rules, r)
		}
	}
	dates := func(name string) []When {
		var out []When
		for p := range e.All(name) {
			list, err := p.Whens()
			f.tell(p, err)
			out = append(out, list...)
		}
		return out
	}
	e.rdates, e.except = dates("RDATE"), dates("EXDATE")
	e.Recurs = len(e.rules)+len(e.rdates) > 0
	for p := range e.All("EXRULE") {
		f.tell(p, errOld)
	}
}

// Window bounds what recurs for ever.
type Window struct {
	From, To time.Time
	Limit    int            // instances of one series
	Own      *time.Location // the reader's zone
}

// Expand lists the instances of a series in the order of time. What does not end by itself is
// taken within the window, and its first one and the dates told one by one always; more tells
// that the rule goes on behind what is taken.
func (s *Series) Expand(w Window) (out []Instance, more bool) {
	z := s.zones
	at := func(x When) int64 { return x.At(z, w.Own).Unix() }
	differs := map[int64]*Entry{}
	for _, c := range s.Changed {
		differs[at(c.which)] = c
	}
	starts := s.starts(w, &more)
	if !s.which.IsZero() { // only the ones that differ are here
		starts = nil
	}
	seen := map[int64]bool{}
	for _, st := range starts {
		k := at(st)
		if seen[k] || s.excepted(st, at) {
			continue
		}
		seen[k] = true
		if c := differs[k]; c != nil {
			delete(differs, k)
			out = append(out, c.instance(c.Start, st, w.Own))
			continue
		}
		if c := s.onwardAt(k, at); c != nil {
			moved := st
			moved.Wall = st.Wall.Add(c.Start.At(z, w.Own).Sub(c.which.At(z, w.Own)))
			out = append(out, c.instance(moved, st, w.Own))
			continue
		}
		out = append(out, s.instance(st, st, w.Own))
	}
	for _, c := range s.Changed { // outside of the window, or of a rule that was cut
		if differs[at(c.which)] == c {
			out = append(out, c.instance(c.Start, c.which, w.Own))
		}
	}
	if !s.Recurs && len(s.Changed) == 0 && len(out) == 1 {
		out[0].ID = ""
	}
	slices.SortStableFunc(out, func(a, b Instance) int { return cmp.Or(a.Begin.Compare(b.Begin), strings.Compare(a.ID, b.ID)) })
	return out, more
}

// onwardAt is the entry that has changed this one and all behind it, the last such before a start; nil
// where none has.
func (s *Series) onwardAt(start int64, at func(When) int64) *Entry {
	var last *Entry
	for _, c := range s.Changed {
		if c.onward && !c.Start.IsZero() && at(c.which) <= start && (last == nil || at(c.which) > at(last.which)) {
			last = c
		}
	}
	return last
}

// starts lists when the series takes place, before exceptions.
func (s *Series) starts(w Window, more *bool) []When {
	out := []When{s.Start}
	for _, r := range s.rules {
		from, to := w.From, w.To
		if r.Finite() {
			from, to = s.Start.Wall, time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)
		} else {
			*more = true
		}
		list, cut := r.between(from, to, w.Limit)
		*more = *more || cut
		for _, t := range list {
			x := s.Start
			x.Wall = t
			out = append(out, x)
		}
	}
	for _, d := range s.rdates {
		if d.Day && !s.Start.Day { // a day where a time was wanted: at the usual time
			h, m, sec := s.Start.Wall.Clock()
			wall := d.Wall.Add(time.Duration(h)*time.Hour + time.Duration(m)*time.Minute + time.Duration(sec)*time.Second)
			d = s.Start
			d.Wall = wall
		}
		out = append(out, d)
	}
	return out
}

// excepted reports whether a start is taken out; an exception told as a day takes the whole day.
func (s *Series) excepted(st When, at func(When) int64) bool {
	return slices.ContainsFunc(s.except, func(x When) bool {
		if x.Day || st.Day {
			return sameDay(x.Wall, st.Wall)
		}
		return at(x) == at(st)
	})
}

func sameDay(a, b time.Time) bool {
	return a.Year() == b.Year() && a.YearDay() == b.YearDay()
}

// instance makes the instance that begins at start; which is the start by the rule.
func (e *Entry) instance(start, which When, own *time.Location) Instance {
	in := Instance{Entry: e, ID: which.Wall.Format("20060102T150405"), Begin: start.At(e.zones, own)}
	if which.Day {
		in.ID = which.Wall.Format("20060102")
	}
	end := start
	switch {
	case !e.End.IsZero() && !e.Start.IsZero():
		end = e.End
		end.Wall = start.Wall.Add(e.End.Wall.Sub(e.Start.Wall))
		if e.End.UTC != start.UTC || e.End.Zone != start.Zone { // begins in one zone, ends in another
			end = start
			end.Wall = start.Wall.Add(e.End.At(e.zones, own).Sub(e.Start.At(e.zones, own)))
		}
	case !e.length.IsZero():
		end = start.add(e.length)
	case start.Day:
		end = start.add(Length{Days: 1})
	}
	in.Finish = end.At(e.zones, own)
	if in.Finish.Before(in.Begin) {
		in.Finish = in.Begin
	}
	if start.Day {
		in.Day = start.Wall
		in.WholeDays = max(1, int(end.Wall.Sub(start.Wall)/(24*time.Hour)))
	}
	return in
}

// Moment is the moment of one of the entry's times; own is the reader's zone.
func (e *Entry) Moment(w When, own *time.Location) time.Time { return w.At(e.zones, own) }
