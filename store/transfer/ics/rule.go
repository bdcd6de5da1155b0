package ics

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/teambition/rrule-go"
)

// rule is a recurrence by the clock's reading, whatever the zone.
type rule struct {
	opt   rrule.ROption
	step  time.Duration // hourly and faster: the time between two; else 0
	until time.Time
	count int
}

// Finite reports whether it comes to an end by itself.
func (r *rule) Finite() bool { return r.count > 0 || !r.until.IsZero() }

// maxInterval bounds what INTERVAL may be: more is a damaged file.
const maxInterval = 10000

// newRule reads a RRULE for what begins at start. toWall turns a moment into the reading of
// start's clock: UNTIL is told in UTC.
func newRule(value string, start When, toWall func(time.Time) time.Time) (*rule, error) {
	value = strings.ToUpper(strings.TrimSpace(value))
	value = strings.TrimPrefix(value, "RRULE:")
	var parts []string
	r := &rule{}
	for part := range strings.SplitSeq(value, ";") {
		name, v, _ := strings.Cut(part, "=")
		switch {
		case strings.TrimSpace(part) == "" || strings.HasPrefix(name, "X-") || name == "RSCALE" && v == "GREGORIAN" || name == "SKIP" && v == "OMIT":
		case name == "UNTIL":
			u, err := (&Prop{Value: v}).When()
			if err != nil {
				return nil, fmt.Errorf("UNTIL: %w", err)
			}
			r.until = u.Wall
			if u.UTC && !start.UTC && !start.Day {
				r.until = toWall(u.Wall)
			}
			if u.Day && !start.Day {
				r.until = u.Wall.Add(24*time.Hour - time.Second)
			}
		default:
			parts = append(parts, part)
		}
	}
	opt, err := rrule.StrToROption(strings.Join(parts, ";"))
	if err != nil {
		return nil, fmt.Errorf("is no rule that can be read: %w", err)
	}
	if start.Wall.Year() < 1 || start.Wall.Year() > 9000 || opt.Interval > maxInterval || opt.Interval < 0 {
		return nil, errors.New("reaches beyond any calendar")
	}
	opt.Dtstart, opt.Until = start.Wall, r.until
	r.opt, r.count = *opt, opt.Count
	if opt.Freq >= rrule.HOURLY {
		if len(opt.Byhour)+len(opt.Byminute)+len(opt.Bysecond)+len(opt.Bysetpos)+len(opt.Bymonth)+len(opt.Bymonthday)+
			len(opt.Byyearday)+len(opt.Byweekno)+len(opt.Byweekday)+len(opt.Byeaster) > 0 {
			return nil, errors.New("recurs within the day by more than an interval, which is not worked out")
		}
		r.step = map[rrule.Frequency]time.Duration{rrule.HOURLY: time.Hour, rrule.MINUTELY: time.Minute, rrule.SECONDLY: time.Second}[opt.Freq] * time.Duration(max(1, opt.Interval))
		return r, nil
	}
	if _, err := rrule.NewRRule(r.opt); err != nil {
		return nil, fmt.Errorf("is no rule that can be read: %w", err)
	}
	return r, nil
}

// between lists what recurs from one reading of the clock to another, at most limit; cut tells
// that there would have been more.
func (r *rule) between(from, to time.Time, limit int) (out []time.Time, cut bool) {
	if r.step > 0 {
		return r.steps(from, to, limit)
	}
	if !r.until.IsZero() && r.until.Before(to) {
		to = r.until
	}
	opt := r.opt
	opt.Until = to // so that a rule that never comes true ends
	x, err := rrule.NewRRule(opt)
	if err != nil {
		return nil, false
	}
	next := x.Iterator()
	for t, ok := next(); ok && !t.After(to); t, ok = next() {
		if t.Before(from) {
			continue
		}
		if len(out) == limit {
			return out, true
		}
		out = append(out, t)
	}
	return out, false
}

// steps is between for what recurs within the day.
func (r *rule) steps(from, to time.Time, limit int) (out []time.Time, cut bool) {
	start, n := r.opt.Dtstart, int64(0)
	if from.After(start) {
		n = (from.Unix() - start.Unix() + int64(r.step/time.Second) - 1) / int64(r.step/time.Second)
	}
	for ; r.count == 0 || n < int64(r.count); n++ {
		t := time.Unix(start.Unix()+n*int64(r.step/time.Second), 0).UTC()
		if t.After(to) || !r.until.IsZero() && t.After(r.until) {
			return out, false
		}
		if len(out) == limit {
			return out, true
		}
		out = append(out, t)
	}
	return out, false
}
