package model

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"tandem/model/date"
)

// Series says on which days a task recurs.
type Series struct {
	Rule  date.Recurrence
	From  date.Day
	Until date.Day // 0: as often as the rule says
	At    int      // minutes after midnight at which each begins; below 0: at the opening
}

// mostOccurrences bounds a series that was typed wrong.
const mostOccurrences = 500

// usualOccurrences is how often a series happens that was told no end.
const usualOccurrences = 12

// SeriesStart is the day a series of a task begins where nothing else is said: when the task
// starts, else today.
func SeriesStart(c *Ctx, t *Task) date.Day {
	if t.Start != 0 {
		return t.Start.Day(c.Loc)
	}
	return c.Now.Day(c.Loc)
}

// ParseSeries reads a rule as people say it: "weekly", "weekly mon thu 12 times", "every 2 weeks
// until 30 jun", "monthly 15", "monthly first mon", "monthly last fri", "daily 5 times", "weekdays",
// "yearly", "every second week", "monthly last day", "first weekday of the month". Without an end it happens 12 times. What
// it cannot read, or what would count for nothing beside the rest, is an error that names the words.
func ParseSeries(c *Ctx, text string, from date.Day) (Series, error) {
	s := Series{From: from, At: -1, Rule: date.Recurrence{Period: 1}}
	words := strings.Fields(strings.ToLower(strings.NewReplacer(",", " ", "(", " ", ")", " ").Replace(text)))
	if len(words) == 0 {
		return s, errors.New("say how often: weekly, monthly, every 2 weeks, daily 5 times")
	}
	words, err := s.bounds(c, words)
	if err != nil {
		return s, err
	}
	r := seriesReader{s: &s}
	for i := 0; i < len(words); i++ {
		n, err := r.word(words[i:])
		if err != nil {
			return s, err
		}
		i += n
	}
	if err := r.settle(); err != nil {
		return s, err
	}
	if s.Rule.Type == 0 {
		return s, errors.New("say how often: daily, weekly, monthly or yearly")
	}
	if s.Until == 0 && s.Rule.Occurrences == 0 {
		s.Rule.Occurrences = usualOccurrences
	}
	if len(s.Days()) == 0 {
		return s, errors.New("that falls on no day")
	}
	return s, nil
}

// bounds cuts "from DATE" and "until DATE" off.
func (s *Series) bounds(c *Ctx, words []string) ([]string, error) {
	var out []string
	for i := 0; i < len(words); i++ {
		w := words[i]
		if w != "from" && w != "until" && w != "till" {
			out = append(out, w)
			continue
		}
		j := i + 1
		for j < len(words) && words[j] != "from" && words[j] != "until" && words[j] != "till" {
			j++
		}
		// The date is as many of the words that follow as make one.
		k := j
		var d date.Day
		err := errors.New("a date is wanted after " + w)
		for ; k > i+1; k-- {
			if d, err = date.ParseDay(strings.Join(words[i+1:k], " "), c.Now.Day(c.Loc)); err == nil {
				break
			}
		}
		if err != nil {
			return nil, err
		}
		if w == "from" {
			s.From = d
		} else {
			s.Until = d
		}
		i = k - 1
	}
	return out, nil
}

// seriesReader takes a rule word by word.
type seriesReader struct {
	s        *Series
	unit     string   // the word that said how often
	every    bool     // the word before was "every"
	place    string   // "first" .. "last"
	item     string   // of what it is the first: "day", "weekday"; a day of the week is in days
	vague    bool     // "every second weekday": of the month, or every other one?
	days     []string // as they were said
	monthDay int
}

var (
	seriesUnits = map[string]int{"daily": date.Daily, "day": date.Daily, "days": date.Daily, "weekly": date.Weekly, "week": date.Weekly, "weeks": date.Weekly,
		"monthly": date.MonthlyByDay, "month": date.MonthlyByDay, "months": date.MonthlyByDay, "yearly": date.YearlyByDay, "year": date.YearlyByDay, "years": date.YearlyByDay,
		"weekday": date.Weekdays, "workday": date.Weekdays, "weekdays": date.Weekdays, "workdays": date.Weekdays}
	seriesPlaces = map[string]int{"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": 5}
)

// word reads what one word means, and says how many after it belong to it.
func (r *seriesReader) word(words []string) (more int, err error) {
	w, rule := words[0], &r.s.Rule
	next := ""
	if len(words) > 1 {
		next = words[1]
	}
	every := r.every
	r.every = w == "every" || w == "each"
	n, num := strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(w, "x"), "th"))
	switch {
	case r.every || w == "on" || w == "the" || w == "of" || w == "and":
	case seriesUnits[w] != 0:
		return 0, r.often(w)
	case seriesPlaces[w] != 0:
		return r.placed(w, next, every)
	case weekdayNamed(w) >= 0:
		rule.Days |= 1 << weekdayNamed(w)
		r.days = append(r.days, w)
	case num != nil:
		return 0, fmt.Errorf("%q is no part of a rule: weekly mon thu 12 times, monthly 15, every 2 weeks until 30 jun", w)
	case n < 1 || n > mostOccurrences:
		return 0, fmt.Errorf("%d is out of bounds: 1 to %d", n, mostOccurrences)
	case strings.HasPrefix(w, "x"):
		rule.Occurrences = n
	case next == "times" || next == "time" || next == "x":
		rule.Occurrences = n
		return 1, nil
	case seriesUnits[next] != 0:
		rule.Period = n
		return 1, r.often(next)
	case n <= 31 && (rule.Type == date.MonthlyByDay || rule.Type == date.YearlyByDay || strings.HasSuffix(w, "th")):
		r.monthDay = n
	default:
		rule.Occurrences = n
	}
	return 0, nil
}

// often takes a word for how often it happens; there is one.
func (r *seriesReader) often(w string) error {
	t := seriesUnits[w]
	if r.s.Rule.Type != 0 && r.s.Rule.Type != t {
		return fmt.Errorf("%q and %q do not go together: say one of them", r.unit, w)
	}
	r.s.Rule.Type, r.unit = t, w
	return nil
}

// placed reads "first" .. "last": with "every" before and a unit after it is a number, "every second
// week", else a place in a month, "last day", "first mon".
func (r *seriesReader) placed(w, next string, every bool) (more int, err error) {
	unit := seriesUnits[next]
	switch {
	case every && w != "last" && unit != 0 && unit != date.Weekdays:
		r.s.Rule.Period = seriesPlaces[w]
		return 1, r.often(next)
	case r.place != "":
		return 0, fmt.Errorf("one place of a month at a time, not %q and %q", r.place, w)
	case next == "day" || unit == date.Weekdays:
		r.place, r.item, r.vague = w, next, every && w != "last" && unit == date.Weekdays
		return 1, nil
	case unit != 0:
		return 0, fmt.Errorf("%q names no day: monthly %s mon, monthly last day, every second week", w+" "+next, w)
	}
	r.place = w
	return 0, nil
}

func weekdayNamed(w string) int {
	if len(w) < 3 {
		return -1
	}
	for d := time.Sunday; d <= time.Saturday; d++ {
		if strings.HasPrefix(strings.ToLower(d.String())+"s", w) {
			return int(d)
		}
	}
	return -1
}

// settle fills in what the day of the beginning says. What was said and would count for nothing is an error.
func (r *seriesReader) settle() error {
	rule := &r.s.Rule
	_, month, day := r.s.From.Time().Date()
	switch {
	case rule.Type == 0 && r.vague:
		return fmt.Errorf("%q: say of the month, or every so many days", r.place+" "+r.item)
	case rule.Type == 0 && rule.Days != 0 && r.place == "":
		rule.Type = date.Weekly
	case rule.Type == 0 && (r.place != "" || r.monthDay > 0):
		rule.Type = date.MonthlyByDay
	}
	if err := r.agree(); err != nil {
		return err
	}
	switch rule.Type {
	case date.Weekly:
		if rule.Days == 0 {
			rule.Days = 1 << r.s.From.Weekday()
		}
	case date.MonthlyByDay, date.YearlyByDay:
		if rule.Type == date.YearlyByDay && rule.Period > 1 { // a rule by the year has no step
			rule.Type, rule.Period = date.MonthlyByDay, 12*rule.Period
		}
		rule.Month, rule.MonthDay = int(month)-1, day
		if r.monthDay > 0 {
			rule.MonthDay = r.monthDay
		}
		if r.place != "" {
			rule.Type++ // by position
			rule.Position = seriesPlaces[r.place] - 1
			rule.Item = r.kindOfDay()
		}
	}
	return nil
}

// kindOfDay is what is counted in the month, in the numbers of date.Recurrence.
func (r *seriesReader) kindOfDay() int {
	switch {
	case r.item == "day":
		return 0
	case r.item != "":
		return 1
	}
	return weekdayNamed(r.days[0]) + 3
}

// agree finds words that do not go together.
func (r *seriesReader) agree() error {
	t := r.s.Rule.Type
	monthly := t == date.MonthlyByDay || t == date.YearlyByDay
	switch {
	case r.place == "" && len(r.days) > 0 && t != date.Weekly:
		return fmt.Errorf("%q and %q do not go together: weekly mon, monthly first mon", r.unit, r.days[0])
	case r.monthDay > 0 && !monthly:
		return fmt.Errorf("%d is a day of a month, and %q has none: monthly 15", r.monthDay, r.unit)
	case r.place == "":
		return nil
	case !monthly:
		return fmt.Errorf("%q is a place in a month: monthly %s mon", r.place, r.place)
	case r.monthDay > 0:
		return fmt.Errorf("%d and %q do not go together: say one of them", r.monthDay, r.place)
	case r.item != "" && len(r.days) > 0:
		return fmt.Errorf("%q and %q do not go together: say one of them", r.place+" "+r.item, r.days[0])
	case len(r.days) > 1:
		return fmt.Errorf("%q takes one day, not %s", r.place, strings.Join(r.days, " and "))
	case r.item == "" && len(r.days) == 0:
		return fmt.Errorf("%q of what? monthly %s mon, monthly %s day", r.place, r.place, r.place)
	}
	return nil
}

// Days are the days of the series.
func (s Series) Days() []date.Day {
	last := s.Until
	if last == 0 {
		last = s.From + maxRepeats
	}
	var out []date.Day
	for d := s.From; d <= last && len(out) < mostOccurrences; d++ {
		if !s.Rule.On(d, s.From) {
			continue
		}
		if out = append(out, d); len(out) == s.Rule.Occurrences {
			break
		}
	}
	return out
}

// Text says the series in words: "12 times, Mon 2 Nov to Mon 18 Jan".
func (s Series) Text(c *Ctx) string {
	days := s.Days()
	if len(days) == 0 {
		return "never"
	}
	today := c.Now.Day(c.Loc)
	day := func(d date.Day) string { return d.Weekday().String()[:3] + " " + d.Short(today) }
	if len(days) == 1 {
		return "once, " + day(days[0])
	}
	return fmt.Sprintf("%d times: %s, %s .. %s", len(days), day(days[0]), day(days[1]), day(days[len(days)-1]))
}

// RepeatTask makes a series of a task, as one step: the task becomes its summary, with a task for
// each occurrence under it that starts no earlier than its day. People, work and costs go to each
// occurrence; links stay with the summary. It returns the occurrences.
func RepeatTask(e *Edit, id ID, s Series) ([]ID, error) {
	t, ok := e.Get(id).(*Task)
	switch {
	case !ok:
		return nil, noSuch(id)
	case e.base.Plan(t.Project).Summary(id):
		return nil, fmt.Errorf("%s is a summary: make a series of one task", id)
	case t.Started():
		return nil, fmt.Errorf("%s has begun: a series is made of a task that has not", id)
	}
	c := e.Ctx.For(t)
	o := NewOutliner(e)
	var out []ID
	for i, day := range s.Days() {
		at := c.business(day, false)
		if s.At >= 0 {
			at = day.At(s.At/60, s.At%60, c.Loc)
		}
		n, err := o.Add(Place{id, Under}, func(x *Task) {
			x.copyOf(t, e, false)
			x.Name = t.Name + " " + strconv.Itoa(i+1)
			x.Notes, x.Meta.Links, x.Links = "", nil, nil
			x.Constraint, x.ConstraintDate, x.Deadline = "SNET", at, 0
		})
		if err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	if err := Update(e, id, func(t *Task) error {
		t.Recurring, t.Assignments, t.Work = true, nil, date.Span{}
		t.Constraint, t.ConstraintDate = "ASAP", 0
		t.PlannedCost.Minor, t.FixedCost.Minor = 0, 0
		return nil
	}); err != nil {
		return nil, err
	}
	return out, o.Save()
}
