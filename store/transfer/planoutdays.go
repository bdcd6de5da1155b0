package transfer

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"tandem/model"
	"tandem/model/date"
	"tandem/store/transfer/mspdi"
)

// period is a run of days, from the first moment of the first to the last minute of the last.
func period(from, to date.Day) *mspdi.Elem {
	to = max(from, to)
	at := func(d date.Day, clock string) string { return d.Time().Format("2006-01-02") + clock }
	return made("TimePeriod", []value{{"FromDate", at(from, "T00:00:00")}, {"ToDate", at(to, "T23:59:00")}})
}

// exceptionElem is a run of days, or how they repeat (see date.Recurrence).
func exceptionElem(x *model.Exception) *mspdi.Elem {
	last, repeats := x.To, 0
	if x.Repeat != "" {
		for d := range x.Days() {
			last = max(last, d)
			repeats++
		}
	} else {
		repeats = int(max(x.To, x.From)-x.From) + 1
	}
	r, ok := x.Recurs()
	byTimes := ok && r.Occurrences > 0
	e := mspdi.NewElem("Exception", mspdi.Leaf("EnteredByOccurrences", mspdi.FlagText(byTimes)), period(x.From, last),
		mspdi.Leaf("Occurrences", strconv.Itoa(repeats)), mspdi.Leaf("Name", x.Name))
	if !ok {
		r = date.Recurrence{Type: date.Daily, Period: 1}
	}
	e.Append(mspdi.Leaf("Type", strconv.Itoa(r.Type)))
	if ok {
		for _, v := range []struct {
			name string
			n    int
			on   bool
		}{{"Period", r.Period, true}, {"DaysOfWeek", r.Days, r.Type == 6}, {"MonthItem", r.Item, r.Type == 3 || r.Type == 5},
			{"MonthPosition", r.Position, r.Type == 3 || r.Type == 5}, {"Month", r.Month, r.Type == 2 || r.Type == 3},
			{"MonthDay", r.MonthDay, r.Type == 2 || r.Type == 4}} {
			if v.on {
				e.Append(mspdi.Leaf(v.name, strconv.Itoa(v.n)))
			}
		}
	}
	e.Append(mspdi.Leaf("DayWorking", mspdi.FlagText(x.Hours != "")))
	if t := workingTimes(x.Hours); t != nil {
		e.Append(t)
	}
	return e
}

// workWeekElems are the weeks that hold for a stretch of dates, which are kept as custom values
// (see model's recur.go): "2026-01-05..2026-02-06 mon 09:00-12:00; tue off".
func workWeekElems(c *model.Calendar) []*mspdi.Elem {
	var out []*mspdi.Elem
	for _, x := range c.Custom {
		name, ok := strings.CutPrefix(x.Name, "work week ")
		span, rest, _ := strings.Cut(x.Value, " ")
		a, b, _ := strings.Cut(span, "..")
		from, err := time.Parse("2006-01-02", a)
		to, err2 := time.Parse("2006-01-02", b)
		if !ok || err != nil || err2 != nil {
			continue
		}
		days := mspdi.NewElem("WeekDays")
		for _, part := range strings.Split(rest, ";") {
			day, hours, _ := strings.Cut(strings.TrimSpace(part), " ")
			if hours == "off" {
				hours = ""
			}
			if slices.Contains(model.Weekdays, model.Weekday(day)) {
				days.Append(weekDay(model.WorkDay{Day: model.Weekday(day), Hours: hours}))
			}
		}
		first, last := date.YMD(from.Date()), date.YMD(to.Date())
		out = append(out, mspdi.NewElem("WorkWeek", period(first, last), mspdi.Leaf("Name", name), days))
	}
	return out
}

// changedCalendar writes what was edited of a calendar of the file.
func (o *planOut) changedCalendar(e *mspdi.Elem, was, now *model.Calendar, names map[string]bool) {
	order := mspdi.CalendarOrder()
	if was.Name != now.Name {
		delete(names, strings.ToLower(e.Value("Name")))
		e.Set(order, "Name", unique(names, now.Name))
	}
	if was.BasedOn != now.BasedOn {
		o.num.take(now.BasedOn)
		e.Set(order, "BaseCalendarUID", o.num.text(now.BasedOn, "-1"))
	}
	if !slices.Equal(was.Week, now.Week) {
		changedWeek(part(e, order, "WeekDays"), was, now)
	}
	if !slices.Equal(was.Exceptions, now.Exceptions) {
		changedExceptions(e, was, now)
	}
	if a, b := was.Custom, now.Custom; !slices.Equal(a, b) {
		if k := e.Kid("WorkWeeks"); k != nil {
			e.Remove(k)
		}
		if w := workWeekElems(now); len(w) > 0 {
			e.Insert(order, mspdi.NewElem("WorkWeeks", w...))
		}
	}
}

// part is a child that holds others, made where there is none.
func part(e *mspdi.Elem, order []string, name string) *mspdi.Elem {
	k := e.Kid(name)
	if k == nil {
		k = mspdi.NewElem(name)
		e.Insert(order, k)
	}
	return k
}

// changedWeek writes the weekdays that differ.
func changedWeek(list *mspdi.Elem, was, now *model.Calendar) {
	of := func(c *model.Calendar, day model.Weekday) (model.WorkDay, bool) {
		i := slices.IndexFunc(c.Week, func(w model.WorkDay) bool { return w.Day == day })
		if i < 0 {
			return model.WorkDay{}, false
		}
		return c.Week[i], true
	}
	kids := slices.Clone(list.Kids())
	for _, day := range model.Weekdays {
		a, had := of(was, day)
		b, has := of(now, day)
		if had == has && a == b {
			continue
		}
		at := slices.IndexFunc(kids, func(k *mspdi.Elem) bool { return k.Value("DayType") == dayType(day) })
		switch {
		case at >= 0 && !has:
			kids = slices.Delete(kids, at, at+1)
		case at >= 0:
			kids[at] = weekDay(b)
		case has:
			kids = append(kids, weekDay(b))
		}
	}
	slices.SortStableFunc(kids, func(a, b *mspdi.Elem) int { return cmp.Compare(weekRank(a), weekRank(b)) })
	list.SetKids(kids)
}

// weekRank puts the days of the week before the exceptions that older versions write among them.
func weekRank(e *mspdi.Elem) int {
	n, err := strconv.Atoi(e.Value("DayType"))
	if err != nil || n == 0 {
		return 8
	}
	return n
}

// changedExceptions takes out those that are gone, in both forms in which a file may say them, and
// adds the new ones in the newer form. A file that had only the older form gets all in both, for
// whoever reads the newer form does not look at the older.
func changedExceptions(e *mspdi.Elem, was, now *model.Calendar) {
	list := part(e, mspdi.CalendarOrder(), "Exceptions")
	add := slices.Clone(now.Exceptions)
	if len(list.Kids()) > 0 {
		add = slices.DeleteFunc(add, func(x model.Exception) bool { return slices.Contains(was.Exceptions, x) })
	}
	for i := range was.Exceptions {
		x := &was.Exceptions[i]
		if slices.Contains(now.Exceptions, *x) {
			continue
		}
		for _, k := range list.All("Exception") {
			if sameSpan(k, x) && k.Value("Name") == x.Name {
				list.Remove(k)
				break
			}
		}
		old := e.Kid("WeekDays")
		for _, k := range old.All("WeekDay") {
			if k.Value("DayType") == "0" && sameSpan(k, x) {
				old.Remove(k)
				break
			}
		}
	}
	for i := range add {
		list.Append(exceptionElem(&add[i]))
	}
}

// sameSpan reports whether an element speaks of the days of an exception.
func sameSpan(k *mspdi.Elem, x *model.Exception) bool {
	from := k.Kid("TimePeriod").Value("FromDate")
	return len(from) >= 10 && from[:10] == x.From.Time().Format("2006-01-02")
}
