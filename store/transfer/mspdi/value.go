package mspdi

import (
	"bytes"
	"math"
	"strconv"
)

// Opt is a value that the file may leave out, where "absent" and "zero" mean
// different things to a reader of the plan.
type Opt[T any] struct {
	V   T
	Set bool
}

// Duration is a span of time with the unit the author saw it in. Whether it is
// work time or clock time is the format's business: see [Duration.Elapsed].
type Duration struct {
	Seconds int64
	Format  Format
	Set     bool // the file gave one; a milestone's PT0H0M0S is Set
}

// Minutes is the length in minutes, with a fraction where seconds are left.
func (d Duration) Minutes() float64 { return float64(d.Seconds) / 60 }

// Unit is the symbol of the unit the duration was shown in; see [Format.Unit].
func (d Duration) Unit() string { return d.Format.Unit() }

// Elapsed reports clock time, weekends included; see [Format.Elapsed].
func (d Duration) Elapsed() bool { return d.Format.Elapsed() }

// Estimated reports a question mark after the duration.
func (d Duration) Estimated() bool { return d.Format.Estimated() }

// Percent reports a share of something else instead of a span.
func (d Duration) Percent() bool { return d.Format.Percent() }

// Format is MSPDI's code for how a duration or a lag is shown: 3 minutes, 4
// elapsed minutes, 5/6 hours, 7/8 days, 9/10 weeks, 11/12 months, 19/20 percent,
// 21 none; each plus 32 for an estimate. Zero means that the file gave none.
type Format uint8

// estimatedOffset is what an estimate adds to a format.
const estimatedOffset = 32

// base is the format without its question mark.
func (f Format) base() Format {
	if f > estimatedOffset {
		return f - estimatedOffset
	}
	return f
}

// Estimated reports an estimate ("3d?").
func (f Format) Estimated() bool { return f.valid() && f > estimatedOffset }

// Elapsed reports units that run through nights and weekends.
func (f Format) Elapsed() bool {
	b := f.base()
	return b == 20 || b >= 4 && b <= 12 && b%2 == 0
}

// Percent reports a share of another duration, plain or elapsed.
func (f Format) Percent() bool { b := f.base(); return b == 19 || b == 20 }

// Unit is "m", "h", "d", "w", "mo" or "%", and "" for none.
func (f Format) Unit() string {
	switch f.base() {
	case 3, 4:
		return "m"
	case 5, 6:
		return "h"
	case 7, 8:
		return "d"
	case 9, 10:
		return "w"
	case 11, 12:
		return "mo"
	case 19, 20:
		return "%"
	}
	return ""
}

// valid reports a code that the format defines.
func (f Format) valid() bool {
	b := f.base()
	return b >= 3 && b <= 12 || b >= 19 && b <= 21
}

// Tenths counts tenths of a minute, MSPDI's unit for lag, slack and variance.
type Tenths int64

// Minutes is the same in minutes.
func (t Tenths) Minutes() float64 { return float64(t) / 10 }

// Seconds is the same in seconds, exactly.
func (t Tenths) Seconds() int64 { return int64(t) * 6 }

// Money is an amount in ten-thousandths of the currency's unit. MSPDI writes
// hundredths with an optional fraction, whatever the currency; two digits more
// keep a dinar's third decimal.
type Money int64

// Minor is the amount in minor units of a currency with that many decimals (2
// for EUR, 0 for JPY), rounded half away from zero.
func (m Money) Minor(digits int) int64 {
	switch {
	case digits >= 4 || digits < 0:
		return int64(m)
	case m < 0:
		return -(-m).Minor(digits)
	}
	scale := int64(1)
	for range 4 - digits {
		scale *= 10
	}
	return (int64(m) + scale/2) / scale
}

// Rate is money per time, or per piece for material. Text is a plain decimal in
// whole currency units, per hour whatever Format says (1 m, 2 h, 3 d, 4 w, 5 mo,
// 7 y: only how it is shown), but per unit of material where Format is 8.
type Rate struct {
	Text   string
	Format int
}

// Units is a share of somebody's time in ten-thousandths: 10000 is one whole
// person, or one piece of material.
type Units int64

// FullUnits is 100 %.
const FullUnits Units = 10000

// Interval is a stretch of working time within a day in seconds since midnight.
// To is at most 86400: the file's "00:00:00" at the end of an interval.
type Interval struct{ From, To int }

// parseDecimal reads a decimal number and gives it scaled by 10^scale, rounded
// half away from zero. Exponents are read, since xsd:float allows them.
func parseDecimal(text []byte, scale int) (int64, bool) {
	if bytes.ContainsAny(text, "eE") {
		return parseFloat(text, scale)
	}
	negative := false
	if len(text) > 0 && (text[0] == '-' || text[0] == '+') {
		negative, text = text[0] == '-', text[1:]
	}
	whole, fraction, _ := bytes.Cut(text, []byte{'.'})
	if len(whole)+len(fraction) == 0 {
		return 0, false
	}
	value := int64(0)
	for _, c := range whole {
		if c < '0' || c > '9' || value > math.MaxInt64/10-1 {
			return 0, false
		}
		value = value*10 + int64(c-'0')
	}
	value, ok := addFraction(value, fraction, scale)
	if negative {
		value = -value
	}
	return value, ok
}

// addFraction appends scale decimals to value and rounds by the next one.
func addFraction(value int64, fraction []byte, scale int) (int64, bool) {
	for _, c := range fraction {
		if c < '0' || c > '9' {
			return 0, false
		}
	}
	for i := range scale {
		if value > math.MaxInt64/10-1 {
			return 0, false
		}
		value *= 10
		if i < len(fraction) {
			value += int64(fraction[i] - '0')
		}
	}
	if len(fraction) > scale && fraction[scale] >= '5' {
		value++
	}
	return value, true
}

// parseFloat is parseDecimal for numbers with an exponent.
func parseFloat(text []byte, scale int) (int64, bool) {
	f, err := strconv.ParseFloat(string(text), 64)
	f = math.Round(f * math.Pow10(scale))
	if err != nil || math.IsNaN(f) || math.Abs(f) >= 1<<62 {
		return 0, false
	}
	return int64(f), true
}

// parseDuration reads an ISO 8601 duration of weeks, days, hours, minutes and
// seconds, each with an optional fraction, to the nearest second. A day is 24
// hours, as in XML Schema. Years and months have no fixed length and are
// refused, as is anything beyond some thousand years.
func parseDuration(text []byte) (seconds int64, ok bool) {
	seconds, long, ok := boundedDuration(text)
	return seconds, ok && !long
}

// boundedDuration is parseDuration that takes what is longer than maxDurationMillis as that, and
// says so.
func boundedDuration(text []byte) (seconds int64, long, ok bool) {
	negative := false
	if len(text) > 0 && (text[0] == '-' || text[0] == '+') {
		negative, text = text[0] == '-', text[1:]
	}
	if len(text) < 2 || text[0] != 'P' {
		return 0, false, false
	}
	total, inTime, parts := int64(0), false, 0
	for text = text[1:]; len(text) > 0; {
		if text[0] == 'T' && !inTime {
			inTime, text = true, text[1:]
			continue
		}
		var millis int64
		if millis, text, ok = durationPart(text, inTime); !ok {
			return 0, false, false
		}
		if total += millis; total > maxDurationMillis {
			total, long = maxDurationMillis, true
		}
		parts++
	}
	seconds = (total + 500) / 1000
	if negative {
		seconds = -seconds
	}
	return seconds, long, parts > 0
}

// maxDurationMillis is about 3,000 years: more is a mistake, and sums of it
// would overflow somebody's arithmetic later.
const maxDurationMillis = 100_000_000_000_000

// durationPart reads one number and its unit.
func durationPart(text []byte, inTime bool) (millis int64, rest []byte, ok bool) {
	end := 0
	for end < len(text) && (text[end] == '.' || text[end] == ',' || text[end] >= '0' && text[end] <= '9') {
		end++
	}
	if end == 0 || end > 30 || end == len(text) {
		return 0, nil, false
	}
	number := text[:end]
	if bytes.IndexByte(number, ',') >= 0 {
		number = bytes.ReplaceAll(number, []byte{','}, []byte{'.'})
	}
	var unit int64
	switch {
	case text[end] == 'W' && !inTime:
		unit = 7 * daySeconds
	case text[end] == 'D' && !inTime:
		unit = daySeconds
	case text[end] == 'H' && inTime:
		unit = 3600
	case text[end] == 'M' && inTime:
		unit = 60
	case text[end] == 'S' && inTime:
		unit = 1
	default:
		return 0, nil, false
	}
	value, ok := parseDecimal(number, 6)
	switch {
	case !ok && len(bytes.Trim(number, "0123456789")) > 0:
		return 0, nil, false
	case !ok || value > math.MaxInt64/unit:
		return maxDurationMillis + 1, text[end+1:], true
	}
	return (value*unit + 500) / 1000, text[end+1:], true
}
