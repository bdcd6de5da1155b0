package worktime

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"

	"tandem/model/date"
)

// daySeconds is a day on the wall clock.
const daySeconds = 86400

// Interval is a stretch of a day in seconds from its midnight, From before To. To is at most
// 86400; in a week it may reach up to 86400 further, over midnight into the next day.
type Interval struct{ From, To int }

// Week is the working hours of each day, by time.Weekday (Sunday first). None: a day off.
type Week [7][]Interval

// WorkWeek is another week that holds from one day through another (0: without end). A day that
// it does not tell is as in the usual week.
type WorkWeek struct {
	Name     string
	From, To date.Day
	Days     map[time.Weekday][]Interval
}

// Exception is a day, or a run of days through To (0: the one day), with hours of its own; none is
// a holiday. Hours here end by midnight: the rest of a night belongs to the next day.
type Exception struct {
	Name     string
	From, To date.Day
	Hours    []Interval
}

// Spec is what a calendar is made of. On a day that several speak of, the first exception wins,
// then a holiday, then the first work week, then the week.
type Spec struct {
	Zone       *time.Location // nil is UTC
	Week       Week
	Weeks      []WorkWeek
	Exceptions []Exception
	// Holidays lists the days off of a year, such as a country's; nil: none. It is asked for a year
	// when a day of it is first looked at, from any goroutine, and must always say the same. Where an
	// exception speaks of the day, that holds; otherwise the day is off whatever the week says.
	Holidays func(year int) []date.Day
	Scale    date.Scale // a part that is 0 is as date.Usual
}

// Error is a fault of a Spec at its place: "week.Mon", "weeks[0].Tue", "exceptions[2]".
type Error struct {
	Place   string
	Message string
}

func (e *Error) Error() string { return e.Place + ": " + e.Message }

// New compiles a calendar. Its error joins one *Error for each fault: an interval that is empty,
// lies outside of its day or overlaps another, and a stretch of days that ends before it starts.
func New(s Spec) (*Calendar, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	return compile(s), nil
}

// Always is the calendar that works around the clock, for what counts every hour.
func Always(loc *time.Location) *Calendar {
	var s Spec
	s.Zone = loc
	for i := range s.Week {
		s.Week[i] = []Interval{{0, daySeconds}}
	}
	return compile(s)
}

// Office is Monday to Friday, 8 to 12 and 13 to 17: what holds where nobody says anything.
func Office(loc *time.Location) *Calendar {
	s := Spec{Zone: loc}
	for d := time.Monday; d <= time.Friday; d++ {
		s.Week[d] = []Interval{{8 * 3600, 12 * 3600}, {13 * 3600, 17 * 3600}}
	}
	return compile(s)
}

// check finds the faults of a spec, all of them.
func (s *Spec) check() error {
	var errs []error
	at := func(place, format string, args ...any) {
		errs = append(errs, &Error{place, fmt.Sprintf(format, args...)})
	}
	for d := range s.Week {
		checkHours("week."+dayName(time.Weekday(d)), s.Week[d], 2*daySeconds, at)
	}
	checkNights("week", &s.Week, at)
	for i, w := range s.Weeks {
		place := fmt.Sprintf("weeks[%d]", i)
		if w.To != 0 && w.To < w.From {
			at(place, "ends before it starts")
		}
		for d := time.Sunday; d <= time.Saturday; d++ {
			checkHours(place+"."+dayName(d), w.Days[d], 2*daySeconds, at)
		}
		full := w.over(s.Week)
		checkNights(place, &full, at)
	}
	for i, x := range s.Exceptions {
		place := fmt.Sprintf("exceptions[%d]", i)
		switch {
		case x.From == 0:
			at(place, "has no first day")
		case x.To != 0 && x.To < x.From:
			at(place, "ends before it starts")
		}
		checkHours(place, x.Hours, daySeconds, at)
	}
	return errors.Join(errs...)
}

func dayName(d time.Weekday) string { return d.String()[:3] }

// over lays a work week over the usual one.
func (w *WorkWeek) over(usual Week) Week {
	for d, h := range w.Days {
		if d >= 0 && int(d) < len(usual) {
			usual[d] = h
		}
	}
	return usual
}

// sorted is the hours of a day in order.
func sorted(hours []Interval) []Interval {
	out := slices.Clone(hours)
	slices.SortFunc(out, func(a, b Interval) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	return out
}

// checkHours finds intervals of one day that are empty, outside of it or overlap.
func checkHours(place string, hours []Interval, end int, at func(string, string, ...any)) {
	list := sorted(hours)
	for i, h := range list {
		switch {
		case h.To <= h.From:
			at(place, "%s is empty: an interval ends after it starts", h)
		case h.From < 0 || h.From >= daySeconds || h.To > end || h.To > h.From+daySeconds:
			at(place, "%s does not fit in the day", h)
		case i > 0 && h.From < list[i-1].To:
			at(place, "%s overlaps %s", h, list[i-1])
		}
	}
}

// checkNights finds hours that run over midnight into those of the next day.
func checkNights(place string, w *Week, at func(string, string, ...any)) {
	for d := range w {
		next := w[(d+1)%7]
		for _, h := range w[d] {
			for _, m := range next {
				if h.To > daySeconds && h.To-daySeconds > m.From && m.From < m.To {
					at(place+"."+dayName(time.Weekday(d)), "%s overlaps %s of the next day", h, m)
				}
			}
		}
	}
}

// String is the interval as people write it, 08:00-12:00; over midnight it ends past 24:00.
func (i Interval) String() string { return clock(i.From) + "-" + clock(i.To) }

func clock(sec int) string {
	s := fmt.Sprintf("%02d:%02d", sec/3600, sec/60%60)
	if sec%60 != 0 {
		s += fmt.Sprintf(":%02d", sec%60)
	}
	return s
}
