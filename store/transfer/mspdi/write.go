package mspdi

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// How values are written. Each is what the field tables read back to the same value.

// WallText is a moment as the clock in loc shows it; "" for the zero time. Years beyond what the
// format can say (1 to 9999) are cut to them.
func WallText(t time.Time, loc *time.Location) string {
	if t.IsZero() {
		return ""
	}
	t = t.In(loc)
	if y := t.Year(); y > 9999 {
		return "9999-12-31T23:59:59"
	} else if y < 1 {
		return "0001-01-01T00:00:01"
	}
	return t.Format("2006-01-02T15:04:05")
}

// DurationText is a length in the form PT8H0M0S.
func DurationText(seconds int64) string {
	sign := ""
	if seconds < 0 {
		sign, seconds = "-", -seconds
	}
	return fmt.Sprintf("%sPT%dH%dM%dS", sign, seconds/3600, seconds/60%60, seconds%60)
}

// TenthsText is seconds in tenths of a minute, rounded away from zero at the half.
func TenthsText(seconds int64) string {
	if seconds < 0 {
		return strconv.FormatInt(-((-seconds + 3) / 6), 10)
	}
	return strconv.FormatInt((seconds+3)/6, 10)
}

// MoneyText is an amount in minor units of a currency with that many decimals, in hundredths of
// the currency's unit whatever it is: 1500 of JPY is 150000.
func MoneyText(minor int64, digits int) string {
	for ; digits < 2; digits++ {
		minor *= 10
	}
	return decimalText(minor, digits-2)
}

// decimalText is n of the last of so many decimals, without zeros at its end.
func decimalText(n int64, decimals int) string {
	s := strconv.FormatInt(n, 10)
	if decimals <= 0 {
		return s
	}
	sign := ""
	if n < 0 {
		sign, s = "-", s[1:]
	}
	s = strings.Repeat("0", max(0, decimals+1-len(s))) + s
	whole, rest := s[:len(s)-decimals], strings.TrimRight(s[len(s)-decimals:], "0")
	if rest != "" {
		whole += "." + rest
	}
	return sign + whole
}

// RateText is minor units of a currency as a plain decimal of its unit.
func RateText(minor int64, digits int) string { return decimalText(minor, digits) }

// UnitsText is a share in ten-thousandths: 5000 is 0.5.
func UnitsText(share int64) string { return decimalText(share, 4) }

// FlagText is 1 or 0.
func FlagText(b bool) string {
	if b {
		return "1"
	}
	return "0"
}

// ClockText is a time of day in minutes from midnight; the end of a day is 00:00:00.
func ClockText(minutes int) string {
	return fmt.Sprintf("%02d:%02d:00", minutes/60%24, minutes%60)
}

// FormatOf is the code of a unit ("m", "h", "d", "w", "mo", "%"); 0 for another.
func FormatOf(unit string, elapsed, estimated bool) Format {
	f, ok := map[string]Format{"m": 3, "h": 5, "d": 7, "w": 9, "mo": 11, "%": 19}[unit]
	if !ok {
		return 0
	}
	if elapsed {
		f++
	}
	if estimated {
		f += estimatedOffset
	}
	return f
}

// TextField is the number and name of the n-th text field of tasks that people may use, from 1 to
// 30 (Microsoft's list of field identifiers); ok is false beyond.
func TextField(n int) (id, name string, ok bool) {
	if n < 1 || n > 30 {
		return "", "", false
	}
	const base = 188743680
	at := 0
	switch {
	case n <= 5:
		at = 48 + 3*n
	case n == 6:
		at = 66
	case n <= 10:
		at = 60 + n
	default:
		at = 306 + n
	}
	return strconv.Itoa(base + at), "Text" + strconv.Itoa(n), true
}
