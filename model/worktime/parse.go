package worktime

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

const weekWants = "write days and hours, such as Mon-Fri 09:00-12:00,13:00-17:00; Sat 10:00-14:00"

// ParseWeek reads a week as people write it: groups parted by ";", each days and then intervals.
// Days are a list of names and ranges (Mon,Wed-Fri; Fri-Mon runs over the weekend), every day
// where there are none; "off" instead of intervals is a day without work. Groups that name the
// same day add up. 22:00-06:00 runs over midnight; 24:00 is the end of the day. Its error says
// which part is wrong: hours that are empty or overlap too.
func ParseWeek(s string) (Week, error) {
	var w Week
	if strings.TrimSpace(s) == "" {
		return w, fmt.Errorf("there are no hours: %s, or off", weekWants)
	}
	for _, group := range strings.Split(s, ";") {
		group = strings.TrimSpace(group)
		if group == "" {
			continue
		}
		at := strings.IndexAny(group, "0123456789")
		text := group[max(at, 0):]
		if at < 0 {
			n := len(group) - len("off")
			if n < 0 || !strings.EqualFold(group[n:], "off") {
				return w, fmt.Errorf("%q has no hours: %s, or off", group, weekWants)
			}
			at, text = n, ""
		}
		days, err := parseDays(group[:at])
		if err != nil {
			return w, err
		}
		hours, err := parseHours(text)
		if err != nil {
			return w, err
		}
		for _, d := range days {
			w[d] = append(w[d], hours...)
		}
	}
	spec := Spec{Week: w}
	return w, spec.check()
}

// parseDays reads the names of days, full or their first letters; none are all.
func parseDays(s string) ([]time.Weekday, error) {
	s = strings.ReplaceAll(strings.TrimRight(strings.TrimSpace(s), ":"), "–", "-")
	var out []time.Weekday
	add := func(d time.Weekday) {
		if !slices.Contains(out, d) {
			out = append(out, d)
		}
	}
	if s == "" {
		return []time.Weekday{0, 1, 2, 3, 4, 5, 6}, nil
	}
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' }) {
		a, b, isRange := strings.Cut(part, "-")
		first, err := parseDay(a)
		last := first
		if err == nil && isRange {
			last, err = parseDay(b)
		}
		if err != nil {
			return nil, err
		}
		for add(first); first != last; add(first) {
			first = (first + 1) % 7
		}
	}
	return out, nil
}

func parseDay(s string) (time.Weekday, error) {
	s = strings.ToLower(strings.TrimSpace(s))
	for d := time.Sunday; d <= time.Saturday; d++ {
		if len(s) >= 2 && strings.HasPrefix(strings.ToLower(d.String()), s) {
			return d, nil
		}
	}
	return 0, fmt.Errorf("%q is not a day of the week: %s", s, weekWants)
}

// parseHours reads intervals parted by commas.
func parseHours(s string) ([]Interval, error) {
	var out []Interval
	for _, part := range strings.Split(strings.ReplaceAll(s, "–", "-"), ",") {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		a, b, ok := strings.Cut(part, "-")
		from, err := parseClock(a)
		to, err2 := parseClock(b)
		switch {
		case !ok || err != nil || err2 != nil:
			return nil, fmt.Errorf("%q is not an interval of a day: %s", part, weekWants)
		case from == to:
			return nil, fmt.Errorf("%q is empty: an interval ends after it starts", part)
		case from == daySeconds:
			return nil, fmt.Errorf("%q begins when the day has ended: write 00:00 of the next day", part)
		case to < from:
			to += daySeconds
		}
		out = append(out, Interval{from, to})
	}
	return out, nil
}

// parseClock reads 9, 09:00 or 09:00:30 in seconds from midnight, up to 24:00.
func parseClock(s string) (int, error) {
	total, unit := 0, 3600
	parts := strings.Split(strings.TrimSpace(s), ":")
	for i, p := range parts {
		n, err := strconv.ParseUint(p, 10, 8)
		if err != nil || len(p) > 2 || i > 2 || i > 0 && n > 59 {
			return 0, fmt.Errorf("%q is not a time of day", s)
		}
		total, unit = total+int(n)*unit, unit/60
	}
	if total > daySeconds {
		return 0, fmt.Errorf("%q is past the end of the day", s)
	}
	return total, nil
}
