package date

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Unit is what a length of work is written in.
type Unit uint8

// Units of work come first, then the same as elapsed (clock) time, then percent.
const (
	Minutes Unit = iota
	Hours
	Days
	Weeks
	Months
	ElapsedMinutes
	ElapsedHours
	ElapsedDays
	ElapsedWeeks
	ElapsedMonths
	Percent
)

var unitNames = [...]string{"m", "h", "d", "w", "mo", "em", "eh", "ed", "ew", "emo", "%"}

// Span is a length of work or of clock time, exact to the second, and the unit it was
// written in. A percent span counts hundredths of a percent in N, as lags may.
type Span struct {
	N    int64 // seconds, or hundredths of a percent
	Unit Unit
	Est  bool // an estimate, written with a question mark
}

// Scale says how much work a day, week and month are: a calendar's, never the clock's.
type Scale struct{ MinutesPerDay, MinutesPerWeek, DaysPerMonth int }

// Usual is eight hours a day, five days a week, twenty days a month.
var Usual = Scale{480, 2400, 20}

// Elapsed reports whether the span is clock time.
func (s Span) Elapsed() bool { return s.Unit >= ElapsedMinutes && s.Unit <= ElapsedMonths }

// IsZero reports whether the span is empty; its unit is then of no meaning but kept.
func (s Span) IsZero() bool { return s == Span{} }

// Minutes returns the length in minutes, fractions kept; 0 for a percent span.
func (s Span) Minutes() float64 {
	if s.Unit == Percent {
		return 0
	}
	return float64(s.N) / 60
}

// Seconds returns the seconds of one unit u; 1 for a percent. What the scale does not say is as Usual.
func (c Scale) Seconds(u Unit) int64 {
	if c.MinutesPerDay <= 0 {
		c.MinutesPerDay = Usual.MinutesPerDay
	}
	if c.MinutesPerWeek <= 0 {
		c.MinutesPerWeek = Usual.MinutesPerWeek
	}
	if c.DaysPerMonth <= 0 {
		c.DaysPerMonth = Usual.DaysPerMonth
	}
	switch u {
	case Minutes, ElapsedMinutes:
		return 60
	case Hours, ElapsedHours:
		return 3600
	case Days:
		return int64(c.MinutesPerDay) * 60
	case Weeks:
		return int64(c.MinutesPerWeek) * 60
	case Months:
		return int64(c.MinutesPerDay) * int64(c.DaysPerMonth) * 60
	case ElapsedDays:
		return 86400
	case ElapsedWeeks:
		return 7 * 86400
	case ElapsedMonths:
		return 30 * 86400
	}
	return 1
}

// Text is the exact canonical form: whole units from the written one downwards, "3d 4h"; "0d" for a given nothing.
func (s Span) Text(c Scale) string {
	if s.IsZero() {
		return ""
	}
	mark := ""
	if s.Est {
		mark = "?"
	}
	if s.Unit == Percent {
		return strconv.FormatFloat(float64(s.N)/100, 'f', -1, 64) + "%" + mark
	}
	n, sign := s.N, ""
	if n < 0 {
		n, sign = -n, "-"
	}
	var out []string
	low := Minutes
	if s.Elapsed() {
		low = ElapsedMinutes
	}
	for u := s.Unit; ; u-- {
		unit := c.Seconds(u)
		if q := n / unit; q > 0 {
			out = append(out, strconv.FormatInt(q, 10)+unitNames[u])
			n -= q * unit
		}
		if u == low {
			break
		}
	}
	if n > 0 {
		e := ""
		if s.Elapsed() {
			e = "e"
		}
		out = append(out, strconv.FormatInt(n, 10)+e+"s")
	}
	if len(out) == 0 {
		out = append(out, "0"+unitNames[s.Unit])
	} else if strings.TrimLeft(out[0], "0123456789") != unitNames[s.Unit] { // so that the unit survives
		out = append([]string{"0" + unitNames[s.Unit]}, out...)
	}
	return sign + strings.Join(out, " ") + mark
}

// Show is the short form of a table: one unit, one decimal at most, "3.5 d". Minutes that are a round
// number of hours, two or more, are shown as hours.
func (s Span) Show(c Scale) string {
	if s.IsZero() {
		return ""
	}
	if s.Unit == Percent {
		return s.Text(c)
	}
	if (s.Unit == Minutes || s.Unit == ElapsedMinutes) && max(s.N, -s.N) >= 2*3600 && s.N%360 == 0 {
		s.Unit++ // project files tell work in minutes, and nobody reads 1920 m
	}
	v := math.Round(float64(s.N)/float64(c.Seconds(s.Unit))*10)/10 + 0 // no -0
	mark := ""
	if s.Est {
		mark = "?"
	}
	return strconv.FormatFloat(v, 'f', -1, 64) + " " + unitNames[s.Unit] + mark
}

const spanWants = "write 3d, 4h, 2w, 1mo, 30m, 3d 4h, or 2ed for elapsed days"

// ParseSpan reads a length as people write it. Parts add up: "3d 4h", "1.5d", "-2d", "3ed",
// "50%" where percent is allowed, and a bare 0. The first part's unit is kept for showing.
func ParseSpan(s string, c Scale) (Span, error) {
	t := strings.ToLower(strings.TrimSpace(s))
	if t == "" {
		return Span{}, nil
	}
	wrong := func() (Span, error) {
		return Span{}, fmt.Errorf("%q is not a duration: %s", s, spanWants)
	}
	var out Span
	if rest, ok := strings.CutSuffix(t, "?"); ok {
		out.Est, t = true, strings.TrimSpace(rest)
	}
	neg := strings.HasPrefix(t, "-")
	if neg || strings.HasPrefix(t, "+") {
		t = strings.TrimSpace(t[1:])
	}
	if t == "" {
		return wrong()
	}
	if t == "0" { // nothing is nothing in every unit
		return Span{Unit: Days, Est: out.Est}, nil
	}
	elapsed, first := false, true
	for t = strings.TrimSpace(t); t != ""; t = strings.TrimSpace(t) {
		i := 0
		for i < len(t) && (digit(t[i]) || t[i] == '.' || t[i] == ',' && i+1 < len(t) && digit(t[i+1])) {
			i++
		}
		num := strings.Replace(t[:i], ",", ".", 1)
		t = strings.TrimSpace(t[i:])
		j := 0
		for j < len(t) && !digit(t[j]) && t[j] != ' ' && t[j] != '.' && t[j] != ',' {
			j++
		}
		secs, unit, ok := part(num, t[:j], c)
		if !ok || !first && (unit == Percent || out.Unit == Percent || (Span{Unit: unit}).Elapsed() != elapsed) {
			return wrong()
		}
		if t = t[j:]; len(t) > 1 && t[0] == ',' { // 3d, 4h
			t = t[1:]
		}
		if first {
			out.Unit, elapsed, first = unit, Span{Unit: unit}.Elapsed(), false
		}
		if out.N += secs; out.N > 1<<50 {
			return wrong()
		}
	}
	if neg {
		out.N = -out.N
	}
	return out, nil
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

var unitWords = map[string]Unit{"m": Minutes, "min": Minutes, "mins": Minutes, "minutes": Minutes, "minute": Minutes,
	"h": Hours, "hr": Hours, "hrs": Hours, "hour": Hours, "hours": Hours,
	"d": Days, "day": Days, "days": Days, "w": Weeks, "wk": Weeks, "wks": Weeks, "week": Weeks, "weeks": Weeks,
	"mo": Months, "mon": Months, "month": Months, "months": Months,
	"em": ElapsedMinutes, "eh": ElapsedHours, "ed": ElapsedDays, "ew": ElapsedWeeks, "emo": ElapsedMonths, "%": Percent}

func part(num, word string, c Scale) (int64, Unit, bool) {
	v, err := strconv.ParseFloat(num, 64)
	if err != nil {
		return 0, 0, false
	}
	if word == "s" || word == "sec" || word == "es" {
		u := Minutes
		if word == "es" {
			u = ElapsedMinutes
		}
		return int64(math.Round(v)), u, v <= 1<<50
	}
	u, ok := unitWords[word]
	if !ok {
		return 0, 0, false
	}
	unit := float64(c.Seconds(u))
	if u == Percent {
		unit = 100
	}
	v = math.Round(v * unit)
	return int64(v), u, v <= 1<<50
}
