package transfer

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/govalues/decimal"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/money"
	"tandem/store/transfer/mspdi"
)

const officeHours = "08:00-12:00, 13:00-17:00"

func (p *planImport) calendars() {
	c := p.count.of("exception")
	for i := range p.plan.Calendars {
		f := &p.plan.Calendars[i]
		var file, before []model.Exception
		put(p, model.CalendarPrefix, p.cals[f.UID], strconv.FormatInt(f.UID, 10), func(r *model.Calendar) {
			r.Name, r.Project = firstOf(f.Name), p.proj
			r.Zone = ""
			if z := p.loc.String(); z != "Local" {
				r.Zone = z
			}
			r.BasedOn = p.cals[f.BaseCalendarUID]
			s := p.scale()
			r.MinutesPerDay, r.MinutesPerWk, r.DaysPerMonth = s.MinutesPerDay, s.MinutesPerWeek, s.DaysPerMonth
			r.Week = p.week(f)
			before = r.Exceptions
			r.Exceptions = nil
			for j := range f.Exceptions {
				r.Exceptions = append(r.Exceptions, p.exception(f, &f.Exceptions[j]))
				c.Read++
			}
			file = r.Exceptions
			r.Custom = p.workWeeks(f)
		}, func(r *model.Calendar) {
			countRows(c, file, r.Exceptions, before, func(a, b model.Exception) bool { return a.From == b.From && a.Name == b.Name })
		})
	}
}

// week is what the calendar says of each weekday. A calendar without a base that is silent
// on a day means office hours from Monday to Friday.
func (p *planImport) week(f *mspdi.Calendar) []model.WorkDay {
	var out []model.WorkDay
	for i, name := range model.Weekdays {
		d, said := f.Day((i+1)%7 + 1)
		switch {
		case said && !d.Working:
			out = append(out, model.WorkDay{Day: name})
		case said && len(d.Times) > 0:
			out = append(out, model.WorkDay{Day: name, Hours: p.hours(d.Times, f.Line)})
		case said, f.BaseCalendarUID == mspdi.NoUID && i < 5:
			out = append(out, model.WorkDay{Day: name, Hours: officeHours})
		case f.BaseCalendarUID == mspdi.NoUID:
			out = append(out, model.WorkDay{Day: name})
		}
	}
	return out
}

// hours writes intervals in order; those that overlap are joined, and it is said.
func (p *planImport) hours(times []mspdi.Interval, line int) string {
	list := slices.Clone(times)
	slices.SortFunc(list, func(a, b mspdi.Interval) int { return cmp.Compare(a.From, b.From) })
	var parts []string
	end := -1
	for _, x := range list {
		from, to := x.From/60, x.To/60
		if from < end {
			p.warn(line, "WorkingTime", "working times overlap; they were joined")
			from = end
		}
		if to <= from {
			continue
		}
		parts = append(parts, clock(from)+"-"+clock(to))
		end = to
	}
	return strings.Join(parts, ", ")
}

func clock(m int) string { return fmt.Sprintf("%02d:%02d", m/60, m%60) }

func (p *planImport) exception(f *mspdi.Calendar, x *mspdi.Exception) model.Exception {
	out := model.Exception{Name: x.Name, From: dayOf(x.From), To: dayOf(x.To)}
	if x.Working {
		out.Hours = p.hours(x.Times, x.Line)
		if out.Hours == "" {
			out.Hours = officeHours
			if d, ok := f.Day(int(out.From.Weekday()) + 1); ok && len(d.Times) > 0 {
				out.Hours = p.hours(d.Times, f.Line)
			}
		}
	}
	if out.To != 0 && out.To < out.From {
		p.warn(x.Line, "Exception.ToDate", "lies before the first day; taken as that day")
		out.To = out.From
	}
	out.Repeat = repeat(x)
	return out
}

func dayOf(w mspdi.Wall) date.Day {
	if w.IsZero() {
		return 0
	}
	return date.Day(w.Day()) + 1
}

// repeat writes a recurrence that is more than a run of days, by the format's own names.
func repeat(x *mspdi.Exception) string {
	if x.Type == 0 || x.Type == mspdi.NoRecurrence || x.Type == mspdi.Daily && x.Period <= 1 {
		return ""
	}
	s := fmt.Sprintf("type=%d", x.Type)
	for _, kv := range []struct {
		name string
		n    int
	}{{"period", x.Period}, {"days", x.DaysOfWeek}, {"month", x.Month}, {"monthday", x.MonthDay},
		{"item", x.MonthItem}, {"position", x.MonthPosition}, {"occurrences", x.Occurrences}} {
		if kv.n != 0 {
			s += fmt.Sprintf(" %s=%d", kv.name, kv.n)
		}
	}
	return s
}

// workWeeks keeps weeks that hold for a stretch of dates, which no field models yet.
func (p *planImport) workWeeks(f *mspdi.Calendar) []model.Custom {
	var out []model.Custom
	for _, w := range f.WorkWeeks {
		var days []string
		for _, d := range w.WeekDays {
			if d.DayType < 1 || d.DayType > 7 {
				continue
			}
			h := "off"
			if d.Working {
				h = p.hours(d.Times, w.Line)
			}
			days = append(days, string(model.Weekdays[(d.DayType+5)%7])+" "+h)
		}
		out = append(out, model.Custom{Name: "work week " + w.Name, Value: dayOf(w.From).String() + ".." + dayOf(w.To).String() + " " + strings.Join(days, "; ")})
	}
	return out
}

func (p *planImport) resources() {
	for i := range p.plan.Resources {
		f := &p.plan.Resources[i]
		id, ok := p.people[f.UID]
		if !ok {
			continue
		}
		put(p, model.PersonPrefix, id, strconv.FormatInt(f.UID, 10), func(r *model.Person) {
			r.Name, r.Email, r.Initials, r.Department = firstOf(f.Name, f.Initials, f.EmailAddress), f.EmailAddress, f.Initials, f.Group
			r.Kind = map[mspdi.ResourceType]model.PersonType{mspdi.Material: "material", mspdi.Work: "work", mspdi.CostResource: "cost"}[f.Type]
			r.Capacity = model.Pct(f.MaxUnits)
			r.Rate, r.Overtime, r.PerUse = p.rate(f.StandardRate), p.rate(f.OvertimeRate), p.money(f.CostPerUse)
			r.Calendar, r.Notes = p.cals[f.CalendarUID], f.Notes
			r.Custom = nil
			for _, x := range f.Extended {
				r.Custom = append(r.Custom, model.Custom{Name: x.Label, Value: x.Value})
			}
		})
	}
}

// rate is an amount an hour, rounded to the currency's minor unit.
func (p *planImport) rate(r mspdi.Rate) money.Amount {
	d, err := decimal.Parse(firstOr(r.Text, "0"))
	if err != nil || d.IsZero() {
		return money.Amount{}
	}
	n := p.code.Digits()
	whole, frac, ok := d.Round(n).Int64(n)
	if !ok {
		return money.Amount{}
	}
	unit := int64(1)
	for range n {
		unit *= 10
	}
	return money.Amount{Minor: whole*unit + frac, Code: p.code}
}
