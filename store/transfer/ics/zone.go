package ics

import (
	"cmp"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // zones must work on machines without a zone database
)

// Zones are the time zones that a file names.
type Zones struct {
	rules map[string][]onset        // from the file, by name, sorted by begin
	named map[string]*time.Location // from the database; nil: not there
}

// onset is a rule of a zone that holds from a moment on, by its own clock before it.
type onset struct {
	wall     time.Time // the clock's reading when it begins, by the offset before
	from, to int       // seconds east of UTC
}

// reads is the first wall time read by the new offset. A time that clocks leap over, from the leap
// on, is read by the offset before it (RFC 5545, 3.3.5); of two readings the first counts.
func (o onset) reads() time.Time {
	return o.wall.Add(time.Duration(max(0, o.to-o.from)) * time.Second)
}

// windows are the zone names of another system, for the places most calendars come from.
var windows = map[string]string{
	"W. Europe Standard Time": "Europe/Berlin", "Central Europe Standard Time": "Europe/Budapest", "Romance Standard Time": "Europe/Paris",
	"Central European Standard Time": "Europe/Warsaw", "GMT Standard Time": "Europe/London", "Greenwich Standard Time": "Atlantic/Reykjavik",
	"E. Europe Standard Time": "Europe/Chisinau", "FLE Standard Time": "Europe/Kiev", "GTB Standard Time": "Europe/Bucharest", "Russian Standard Time": "Europe/Moscow",
	"Turkey Standard Time": "Europe/Istanbul", "Israel Standard Time": "Asia/Jerusalem", "South Africa Standard Time": "Africa/Johannesburg", "Arabian Standard Time": "Asia/Dubai",
	"India Standard Time": "Asia/Kolkata", "China Standard Time": "Asia/Shanghai", "Singapore Standard Time": "Asia/Singapore", "Tokyo Standard Time": "Asia/Tokyo",
	"Korea Standard Time": "Asia/Seoul", "SE Asia Standard Time": "Asia/Bangkok", "AUS Eastern Standard Time": "Australia/Sydney", "E. Australia Standard Time": "Australia/Brisbane",
	"W. Australia Standard Time": "Australia/Perth", "New Zealand Standard Time": "Pacific/Auckland", "Eastern Standard Time": "America/New_York",
	"Central Standard Time": "America/Chicago", "Mountain Standard Time": "America/Denver", "US Mountain Standard Time": "America/Phoenix", "Pacific Standard Time": "America/Los_Angeles",
	"Alaskan Standard Time": "America/Anchorage", "Hawaiian Standard Time": "Pacific/Honolulu", "Atlantic Standard Time": "America/Halifax",
	"E. South America Standard Time": "America/Sao_Paulo", "Argentina Standard Time": "America/Buenos_Aires", "UTC": "UTC", "Coordinated Universal Time": "UTC",
}

// lastRule bounds how far the rules of a file's own zone are worked out, in years from now on.
const lastRule = 2100

// zones reads the zones of a calendar; what is wrong with them is told.
func (f *File) zones(cal *Component) *Zones {
	z := &Zones{rules: map[string][]onset{}, named: map[string]*time.Location{}}
	for _, c := range cal.Parts {
		if c.Name != "VTIMEZONE" {
			continue
		}
		name := strings.TrimSpace(c.Text("TZID"))
		if name == "" {
			f.Problems = append(f.Problems, Problem{Line: c.Line, Field: "VTIMEZONE", Message: "has no TZID; nothing can refer to it"})
			continue
		}
		if lic := strings.TrimSpace(c.Text("X-LIC-LOCATION")); lic != "" && z.database(name) == nil {
			z.named[name] = z.database(lic)
		}
		for _, part := range c.Parts {
			if part.Name == "STANDARD" || part.Name == "DAYLIGHT" {
				z.rules[name] = append(z.rules[name], f.onsets(part)...)
			}
		}
		slices.SortStableFunc(z.rules[name], func(a, b onset) int { return a.wall.Compare(b.wall) })
	}
	return z
}

// onsets works out when a rule begins: its DTSTART, RDATEs and RRULE.
func (f *File) onsets(c *Component) []onset {
	to, err1 := offset(c.Text("TZOFFSETTO"))
	from, err2 := offset(c.Text("TZOFFSETFROM"))
	start := c.Prop("DTSTART")
	if err := cmp.Or(err1, err2); err != "" || start == nil {
		f.Problems = append(f.Problems, Problem{Line: c.Line, Field: c.Name, Message: "has no DTSTART or no offset that can be read; left out"})
		return nil
	}
	first, err := start.When()
	if err != nil {
		f.Problems = append(f.Problems, Problem{Line: start.Line, Field: start.Name, Message: err.Error() + "; the rule was left out"})
		return nil
	}
	begins := []time.Time{first.Wall}
	for p := range c.All("RDATE") {
		list, err := p.Whens()
		if err != nil {
			f.Problems = append(f.Problems, Problem{Line: p.Line, Field: p.Name, Message: err.Error()})
		}
		for _, w := range list {
			begins = append(begins, w.Wall)
		}
	}
	for p := range c.All("RRULE") {
		r, err := newRule(p.Value, first, func(utc time.Time) time.Time { return utc.Add(time.Duration(from) * time.Second) })
		if err != nil {
			f.Problems = append(f.Problems, Problem{Line: p.Line, Field: p.Name, Message: err.Error()})
			continue
		}
		list, _ := r.between(first.Wall, time.Date(lastRule, 1, 1, 0, 0, 0, 0, time.UTC), 4*lastRule)
		begins = append(begins, list...)
	}
	out := make([]onset, len(begins))
	for i, b := range begins {
		out[i] = onset{b, from, to}
	}
	return out
}

// offset reads +0100 or -073000; the error is a word for it.
func offset(s string) (seconds int, err string) {
	s = strings.TrimSpace(s)
	if len(s) != 5 && len(s) != 7 || s[0] != '+' && s[0] != '-' {
		return 0, "offset"
	}
	for i, weight := range []int{36000, 3600, 600, 60, 10, 1} {
		if i+1 >= len(s) {
			break
		}
		if s[i+1] < '0' || s[i+1] > '9' {
			return 0, "offset"
		}
		seconds += int(s[i+1]-'0') * weight
	}
	if seconds > 24*3600 {
		return 0, "offset"
	}
	if s[0] == '-' {
		seconds = -seconds
	}
	return seconds, ""
}

// database finds a zone by its name there: as it is, behind a vendor's prefix, or by the name
// another system has for it.
func (z *Zones) database(name string) *time.Location {
	if loc, ok := z.named[name]; ok {
		return loc
	}
	try := []string{name, windows[name]}
	for rest := strings.Trim(name, `"`); rest != ""; {
		try = append(try, rest)
		_, after, ok := strings.Cut(rest, "/")
		if !ok || !strings.HasPrefix(name, "/") {
			break
		}
		rest = after
	}
	var found *time.Location
	for _, n := range try {
		if n == "" || n == "Local" || strings.Contains(n, "..") {
			continue
		}
		if loc, err := time.LoadLocation(n); err == nil {
			found = loc
			break
		}
	}
	z.named[name] = found
	return found
}

// Known reports whether times in the zone can be told exactly.
func (z *Zones) Known(name string) bool {
	return z.database(name) != nil || len(z.rules[name]) > 0
}

// at is the moment when clocks in the zone show a wall time; an unknown zone is the reader's.
func (z *Zones) at(name string, wall time.Time, own *time.Location) time.Time {
	if loc := z.database(name); loc != nil {
		return wallIn(wall, loc)
	}
	rules := z.rules[name]
	if len(rules) == 0 {
		return wallIn(wall, own)
	}
	i, _ := slices.BinarySearchFunc(rules, wall, func(o onset, w time.Time) int {
		if o.reads().After(w) {
			return 1
		}
		return -1
	})
	seconds := rules[0].from
	if i > 0 {
		seconds = rules[i-1].to
	}
	return wall.Add(-time.Duration(seconds) * time.Second)
}

// wallOf is what clocks in the zone show at a moment.
func (z *Zones) wallOf(w When, t time.Time, own *time.Location) time.Time {
	loc := own
	switch {
	case w.UTC:
		loc = time.UTC
	case w.Zone != "" && z.database(w.Zone) != nil:
		loc = z.database(w.Zone)
	case w.Zone != "" && len(z.rules[w.Zone]) > 0:
		rules := z.rules[w.Zone]
		seconds := rules[0].from
		for _, o := range rules {
			if o.wall.Add(-time.Duration(o.from) * time.Second).After(t) {
				break
			}
			seconds = o.to
		}
		loc = time.FixedZone("", seconds)
	}
	y, m, d := t.In(loc).Date()
	h, mi, s := t.In(loc).Clock()
	return time.Date(y, m, d, h, mi, s, 0, time.UTC)
}
