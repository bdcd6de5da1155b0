package transfer

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tandem/model"
	"tandem/store/transfer/mspdi"
)

// calendars writes those of the file that are still there, and what else the plan works by.
func (o *planOut) calendars() {
	list := o.list("Calendars")
	names := map[string]bool{}
	for _, e := range list.All("Calendar") {
		names[strings.ToLower(e.Peek("Name"))] = true
	}
	if o.file != nil {
		for uid, id := range o.file.cals {
			e := o.was["Calendars"][uid]
			now, ok := model.Find[*model.Calendar](o.cur.snap, id)
			was, _ := model.Find[*model.Calendar](o.base.snap, id)
			switch {
			case e == nil || was == now:
			case !ok:
				list.Remove(e)
			default:
				o.changedCalendar(e, was, now, names)
			}
		}
	}
	fresh, theirs := o.newCalendars(), o.theirs()
	for _, c := range fresh {
		o.num.take(c.ID)
	}
	for _, c := range fresh {
		e := o.newCalendar(c, unique(names, c.Name), !theirs[c.ID])
		list.Append(e)
		o.put("Calendars", c.ID, e)
	}
	o.personal(list, names)
}

// unique is a name that no calendar of the file has yet: Project tells them apart by it.
func unique(names map[string]bool, name string) string {
	out := name
	for n := 2; names[strings.ToLower(out)]; n++ {
		out = fmt.Sprintf("%s (%d)", name, n)
	}
	names[strings.ToLower(out)] = true
	return out
}

// newCalendars are those that the plan names and the file has not, bases before what rests on them.
func (o *planOut) newCalendars() []*model.Calendar {
	var out []*model.Calendar
	seen := map[model.ID]bool{}
	var add func(id model.ID, deep int)
	add = func(id model.ID, deep int) {
		c, ok := model.Find[*model.Calendar](o.cur.snap, id)
		if !ok || seen[id] || o.elem("Calendars", id) != nil || deep > 16 {
			return
		}
		seen[id] = true
		add(c.BasedOn, deep+1)
		out = append(out, c)
	}
	add(o.home(o.cur), 0)
	for c := range model.Each[*model.Calendar](o.cur.snap, model.CalendarPrefix) {
		if c.Project == o.cur.proj.ID {
			add(c.ID, 0)
		}
	}
	for t := range o.cur.snap.TasksOf(o.cur.proj.ID) {
		add(t.Calendar, 0)
		for _, a := range t.Assignments {
			if p, ok := model.Find[*model.Person](o.cur.snap, a.Person); ok {
				add(p.Calendar, 0)
			}
		}
	}
	return out
}

// theirs are the calendars that one person alone works by and that rest on another: what the format
// has as the calendar of a resource.
func (o *planOut) theirs() map[model.ID]bool {
	users := map[model.ID]map[model.ID]bool{}
	use := func(cal, by model.ID) {
		if users[cal] == nil {
			users[cal] = map[model.ID]bool{}
		}
		users[cal][by] = true
	}
	use(o.home(o.cur), 0)
	for t := range o.cur.snap.TasksOf(o.cur.proj.ID) {
		use(t.Calendar, 0)
		for _, a := range t.Assignments {
			if p, ok := model.Find[*model.Person](o.cur.snap, a.Person); ok {
				use(p.Calendar, p.ID)
			}
		}
	}
	for c := range model.Each[*model.Calendar](o.cur.snap, model.CalendarPrefix) {
		use(c.BasedOn, 0)
	}
	out := map[model.ID]bool{}
	for cal, by := range users {
		c, ok := model.Find[*model.Calendar](o.cur.snap, cal)
		out[cal] = ok && c.BasedOn != 0 && len(by) == 1 && !by[0]
	}
	return out
}

// personal gives everybody whose calendar is a shared one a calendar of their own.
func (o *planOut) personal(list *mspdi.Elem, names map[string]bool) {
	o.own = map[model.ID]int64{}
	taken := map[model.ID]bool{}
	give := func(p *model.Person) {
		if p.Calendar == 0 || o.own[p.ID] != 0 {
			return
		}
		c, ok := model.Find[*model.Calendar](o.cur.snap, p.Calendar)
		e := o.elem("Calendars", p.Calendar)
		own := e != nil && e.Value("IsBaseCalendar") != "1" && !taken[p.Calendar]
		if own || !ok {
			taken[p.Calendar] = true
			return
		}
		if o.base != nil { // as the file has it, right or wrong
			if was, ok := model.Find[*model.Person](o.base.snap, p.ID); ok && was.Calendar == p.Calendar {
				return
			}
		}
		uid := o.num.fresh(model.CalendarPrefix)
		o.own[p.ID] = uid
		list.Append(made("Calendar", []value{{"UID", strconv.FormatInt(uid, 10)}, {"Name", unique(names, p.Name)}, {"IsBaseCalendar", "0"},
			{"BaseCalendarUID", o.num.text(c.ID, "-1")}}))
	}
	for t := range o.cur.snap.TasksOf(o.cur.proj.ID) {
		for _, a := range t.Assignments {
			if p, ok := model.Find[*model.Person](o.cur.snap, a.Person); ok {
				give(p)
			}
		}
	}
}

// newCalendar is a calendar that the file has not. A base calendar of the format rests on none, so
// one that does here tells its whole week and all its exceptions itself.
func (o *planOut) newCalendar(c *model.Calendar, name string, base bool) *mspdi.Elem {
	e := made("Calendar", []value{{"UID", o.num.text(c.ID, "")}, {"Name", name}, {"IsBaseCalendar", mspdi.FlagText(base)},
		{"IsBaselineCalendar", "0"}, {"BaseCalendarUID", o.num.text(c.BasedOn, "-1")}})
	week, above := c.Week, model.ID(0)
	if base {
		week, above = o.fullWeek(o.cur, c), c.BasedOn
	}
	days := mspdi.NewElem("WeekDays")
	for _, n := range []int{6, 0, 1, 2, 3, 4, 5} { // Sunday is day 1
		for _, w := range week {
			if w.Day == model.Weekdays[n] {
				days.Append(weekDay(w))
			}
		}
	}
	if len(days.Kids()) > 0 {
		e.Append(days)
	}
	rows := slices.Clone(c.Exceptions)
	for base, n := above, 0; base != 0 && n < 8; n++ {
		b, ok := model.Find[*model.Calendar](o.cur.snap, base)
		if !ok {
			break
		}
		rows, base = append(rows, b.Exceptions...), b.BasedOn
	}
	if len(rows) > 0 {
		list := mspdi.NewElem("Exceptions")
		for i := range rows {
			list.Append(exceptionElem(&rows[i]))
		}
		e.Append(list)
	}
	if w := workWeekElems(c); len(w) > 0 {
		e.Append(mspdi.NewElem("WorkWeeks", w...))
	}
	return e
}

// fullWeek is the hours of each weekday, from the calendar or what it is based on.
func (o *planOut) fullWeek(x *planSide, c *model.Calendar) []model.WorkDay {
	var out []model.WorkDay
	for _, day := range model.Weekdays {
		w := model.WorkDay{Day: day}
		for at, n := c, 0; at != nil && n < 8; n++ {
			if i := slices.IndexFunc(at.Week, func(w model.WorkDay) bool { return w.Day == day }); i >= 0 {
				w = at.Week[i]
				break
			}
			at, _ = model.Find[*model.Calendar](x.snap, at.BasedOn)
		}
		out = append(out, w)
	}
	return out
}

func weekDay(w model.WorkDay) *mspdi.Elem {
	e := made("WeekDay", []value{{"DayType", dayType(w.Day)}, {"DayWorking", mspdi.FlagText(w.Hours != "")}})
	if t := workingTimes(w.Hours); t != nil {
		e.Append(t)
	}
	return e
}

func dayType(day model.Weekday) string {
	return strconv.Itoa((slices.Index(model.Weekdays, day)+1)%7 + 1)
}

// workingTimes are the hours of a day, nil for a day off.
func workingTimes(hours string) *mspdi.Elem {
	list, err := model.ParseHours(hours)
	if err != nil || len(list) == 0 {
		return nil
	}
	e := mspdi.NewElem("WorkingTimes")
	for _, h := range list {
		e.Append(made("WorkingTime", []value{{"FromTime", mspdi.ClockText(h.From)}, {"ToTime", mspdi.ClockText(h.To)}}))
	}
	return e
}
