package ics

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Text undoes the escapes of a text value.
func (p *Prop) Text() string { return unescape(p.Value) }

// Texts splits a value at the commas that are not escaped.
func (p *Prop) Texts() []string {
	var out []string
	from := 0
	for i := 0; i <= len(p.Value); i++ {
		switch {
		case i == len(p.Value) || p.Value[i] == ',':
			if s := strings.TrimSpace(unescape(p.Value[from:i])); s != "" {
				out = append(out, s)
			}
			from = i + 1
		case p.Value[i] == '\\':
			i++
		}
	}
	return out
}

func unescape(s string) string {
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		switch s[i] {
		case 'n', 'N':
			b.WriteByte('\n')
		case '\\', ',', ';', ':', '"':
			b.WriteByte(s[i])
		default:
			b.WriteByte('\\')
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// When is a moment or a day as a file tells it.
type When struct {
	Wall time.Time // the clock's reading, in UTC whatever the zone
	Day  bool      // a whole day; Wall is its midnight
	UTC  bool
	Zone string // name of its zone; empty with neither UTC nor Day: the reader's own
}

// IsZero reports whether there is none.
func (w When) IsZero() bool { return w.Wall.IsZero() }

// At is the moment. own is the reader's zone; a day begins at midnight there.
func (w When) At(z *Zones, own *time.Location) time.Time {
	switch {
	case w.IsZero():
		return time.Time{}
	case w.UTC:
		return w.Wall
	case w.Zone != "":
		return z.at(w.Zone, w.Wall, own)
	}
	return wallIn(w.Wall, own)
}

// wallIn is the moment when clocks in loc show a wall time. Of two the first counts; one that
// clocks leap over is read by the offset before the leap.
func wallIn(wall time.Time, loc *time.Location) time.Time {
	y, m, d := wall.Date()
	h, mi, s := wall.Clock()
	t := time.Date(y, m, d, h, mi, s, 0, loc)
	if th, tm, _ := t.Clock(); th != h || tm != mi {
		_, before := t.Add(-3 * time.Hour).Zone()
		return wall.Add(-time.Duration(before) * time.Second).In(loc)
	}
	for _, back := range []time.Duration{time.Hour, 30 * time.Minute} {
		e := t.Add(-back)
		if eh, em, _ := e.Clock(); eh == h && em == mi {
			return e
		}
	}
	return t
}

// add moves by a length: days on the calendar, the rest by the clock's reading.
func (w When) add(d Length) When {
	w.Wall = w.Wall.AddDate(0, 0, d.Days).Add(d.Clock)
	return w
}

// When reads the property as a moment or a day.
func (p *Prop) When() (When, error) { return p.when(p.Value) }

// Whens reads a list of moments. Of a period its begin is taken.
func (p *Prop) Whens() ([]When, error) {
	var out []When
	for part := range strings.SplitSeq(p.Value, ",") {
		part, _, _ = strings.Cut(part, "/")
		w, err := p.when(part)
		if err != nil {
			return out, err
		}
		out = append(out, w)
	}
	return out, nil
}

func (p *Prop) when(s string) (When, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return When{}, errors.New("is empty")
	}
	w := When{Zone: strings.TrimSpace(p.Param("TZID"))}
	layout := "20060102T150405"
	if len(s) == 8 || strings.EqualFold(p.Param("VALUE"), "DATE") {
		if w.Day, w.Zone, layout = true, "", "20060102"; len(s) > 8 && s[8] == 'T' {
			s = s[:8] // a time where a day was announced
		}
	}
	if z := strings.TrimSuffix(strings.TrimSuffix(s, "Z"), "z"); z != s {
		s, w.UTC, w.Zone = z, true, ""
	}
	if strings.HasSuffix(s, "60") && !w.Day { // a leap second
		s = s[:len(s)-2] + "59"
	}
	if len(s) == 13 && !w.Day {
		s += "00" // no seconds
	}
	t, err := time.Parse(layout, s)
	if err != nil {
		for _, l := range []string{"2006-01-02T15:04:05", "2006-01-02"} {
			if t, err = time.Parse(l, s); err == nil {
				w.Day = l == "2006-01-02"
				break
			}
		}
	}
	if err != nil || t.Year() < 1 {
		return When{}, fmt.Errorf("%q is no date and no time", short(p.Value))
	}
	w.Wall = t
	return w, nil
}

// Length is a duration: days on the calendar, and clock time.
type Length struct {
	Days  int
	Clock time.Duration
}

// IsZero reports whether it is nothing.
func (d Length) IsZero() bool { return d == Length{} }

// ParseLength reads a duration such as P1D, PT30M or -P1W. One without any part, P or PT, is an error, not nothing.
func ParseLength(s string) (Length, error) {
	bad := fmt.Errorf("%q is no length of time", short(s))
	rest, sign := strings.ToUpper(strings.TrimSpace(s)), 1
	if r, ok := strings.CutPrefix(rest, "-"); ok {
		rest, sign = r, -1
	}
	rest, ok := strings.CutPrefix(strings.TrimPrefix(rest, "+"), "P")
	if !ok || rest == "" || rest == "T" {
		return Length{}, bad
	}
	var out Length
	clock := false
	for rest != "" {
		if r, ok := strings.CutPrefix(rest, "T"); ok && !clock {
			rest, clock = r, true
			continue
		}
		n := strings.IndexFunc(rest, func(r rune) bool { return r < '0' || r > '9' })
		if n <= 0 || n > 9 {
			return Length{}, bad
		}
		v, _ := strconv.Atoi(rest[:n])
		switch u := rest[n]; {
		case u == 'W' && !clock:
			out.Days += 7 * v
		case u == 'D' && !clock:
			out.Days += v
		case u == 'H' && clock:
			out.Clock += time.Duration(v) * time.Hour
		case u == 'M' && clock:
			out.Clock += time.Duration(v) * time.Minute
		case u == 'S' && clock:
			out.Clock += time.Duration(v) * time.Second
		default:
			return Length{}, bad
		}
		rest = rest[n+1:]
	}
	const most = 366 * 200 // days; nothing that people plan is longer
	if out.Days > most || out.Clock > most*24*time.Hour || out.Clock < 0 {
		return Length{}, bad
	}
	return Length{sign * out.Days, time.Duration(sign) * out.Clock}, nil
}

// errOld is the error for EXRULE, which the standard has given up.
var errOld = errors.New("is no longer part of the standard and not worked out")

func itoa(n int) string { return strconv.Itoa(n) }
