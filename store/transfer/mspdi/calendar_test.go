package mspdi

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
)

// standardCalendar is the calendar of office hours, in the file's form.
var standardCalendar = calendarXML("1", "Standard", "")

// calendarXML writes a calendar of Monday to Friday, 8 to 12 and 13 to 17, with
// more rows in WeekDays and more after it.
func calendarXML(uid, name, more string, after ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<Calendar><UID>%s</UID><Name>%s</Name><IsBaseCalendar>1</IsBaseCalendar><BaseCalendarUID>-1</BaseCalendarUID><WeekDays>\n", uid, name)
	for day := 1; day <= 7; day++ {
		if day == 1 || day == 7 {
			fmt.Fprintf(&b, "<WeekDay><DayType>%d</DayType><DayWorking>0</DayWorking></WeekDay>\n", day)
			continue
		}
		fmt.Fprintf(&b, "<WeekDay><DayType>%d</DayType><DayWorking>1</DayWorking>%s</WeekDay>\n", day, timesXML("08:00:00-12:00:00", "13:00:00-17:00:00"))
	}
	b.WriteString(more + "</WeekDays>" + strings.Join(after, "") + "</Calendar>")
	return b.String()
}

func timesXML(spans ...string) string {
	var b strings.Builder
	for _, span := range spans {
		from, to, _ := strings.Cut(span, "-")
		b.WriteString("<WorkingTime><FromTime>" + from + "</FromTime><ToTime>" + to + "</ToTime></WorkingTime>")
	}
	return "<WorkingTimes>" + b.String() + "</WorkingTimes>"
}

func periodXML(from, to string) string {
	return "<TimePeriod><FromDate>" + from + "</FromDate><ToDate>" + to + "</ToDate></TimePeriod>"
}

// oldXML and newXML write one exception in either form.
func oldXML(from, to, more string) string {
	return "<WeekDay><DayType>0</DayType><DayWorking>0</DayWorking>" + periodXML(from+"T00:00:00", to+"T23:59:00") + more + "</WeekDay>\n"
}

func newXML(from, to, more string) string {
	return "<Exception>" + periodXML(from+"T00:00:00", to+"T23:59:59") + more + "</Exception>\n"
}

func exceptionsXML(list ...string) string {
	return "<Exceptions>" + strings.Join(list, "") + "</Exceptions>"
}

// readCalendar reads one calendar with old and new exceptions.
func readCalendar(t *testing.T, old, after string) (*Calendar, *Plan) {
	t.Helper()
	plan := body(t, "<Calendars>\n"+calendarXML("1", "Standard", old, after)+"</Calendars>")
	if len(plan.Calendars) != 1 {
		t.Fatalf("%d calendars: %v", len(plan.Calendars), plan.Problems)
	}
	return &plan.Calendars[0], plan
}

func TestWeek(t *testing.T) {
	c, plan := readCalendar(t, "", "")
	wantNoProblems(t, plan)
	if len(c.WeekDays) != 7 || !c.IsBase || c.BaseCalendarUID != NoUID {
		t.Errorf("%+v", c)
	}
	monday, ok := c.Day(2)
	if want := []Interval{{8 * 3600, 12 * 3600}, {13 * 3600, 17 * 3600}}; !ok || !monday.Working || !reflect.DeepEqual(monday.Times, want) {
		t.Errorf("Monday %+v", monday)
	}
	if sunday, ok := c.Day(1); !ok || sunday.Working || sunday.Times != nil {
		t.Errorf("Sunday %+v", sunday)
	}
	if _, ok := (&Calendar{}).Day(3); ok {
		t.Error("a calendar that says nothing about Tuesday")
	}
}

func TestWorkingTimes(t *testing.T) {
	for _, c := range []struct {
		what, times string
		want        []Interval
		fault       string
	}{
		{"to midnight", timesXML("23:00:00-00:00:00"), []Interval{{23 * 3600, daySeconds}}, ""},
		{"around the clock", timesXML("00:00:00-00:00:00"), []Interval{{0, daySeconds}}, ""},
		{"night shift", timesXML("00:00:00-03:00:00", "04:00:00-08:00:00", "23:00:00-00:00:00"),
			[]Interval{{0, 3 * 3600}, {4 * 3600, 8 * 3600}, {23 * 3600, daySeconds}}, ""},
		{"24:00", timesXML("20:00:00-24:00:00"), []Interval{{20 * 3600, daySeconds}}, ""},
		{"unused places", "<WorkingTimes><WorkingTime/><WorkingTime></WorkingTime></WorkingTimes>", nil, ""},
		{"backwards", timesXML("17:00:00-08:00:00"), nil, "an end after its start"},
		{"empty", timesXML("08:00:00-08:00:00"), nil, "an end after its start"},
		{"no start", "<WorkingTimes><WorkingTime><ToTime>08:00:00</ToTime></WorkingTime></WorkingTimes>", nil, "an end after its start"},
		{"no end", "<WorkingTimes><WorkingTime><FromTime>08:00:00</FromTime></WorkingTime></WorkingTimes>", nil, "an end after its start"},
		{"nonsense", timesXML("8-17", "08:00:00-12:00:00"), []Interval{{8 * 3600, 12 * 3600}}, `"17" is not a time of day`},
		{"other elements", "<WorkingTimes><Other/></WorkingTimes>", nil, ""},
	} {
		t.Run(c.what, func(t *testing.T) {
			cal, plan := readCalendar(t, "", exceptionsXML(newXML("2026-12-01", "2026-12-01", "<DayWorking>1</DayWorking>"+c.times)))
			if got := cal.Exceptions[0].Times; !reflect.DeepEqual(got, c.want) {
				t.Errorf("%v, want %v", got, c.want)
			}
			if c.fault == "" {
				wantNoProblems(t, plan)
			} else if !strings.Contains(fmt.Sprint(plan.Problems), c.fault) {
				t.Errorf("no problem with %q: %v", c.fault, plan.Problems)
			}
		})
	}
}

func TestBothFormsOfExceptions(t *testing.T) {
	half := "<DayWorking>1</DayWorking>" + timesXML("08:00:00-12:00:00")
	weekly := "<Type>6</Type><DaysOfWeek>32</DaysOfWeek>" // Fridays
	for _, c := range []struct {
		what               string
		old, modern        []string
		kept, twice, clash int
	}{
		{"old only", []string{oldXML("2026-12-25", "2026-12-25", "")}, nil, 1, 0, 0},
		{"new only", nil, []string{newXML("2026-12-25", "2026-12-25", "")}, 1, 0, 0},
		{"both the same", []string{oldXML("2026-12-25", "2026-12-25", "")}, []string{newXML("2026-12-25", "2026-12-25", "<Name>Christmas</Name>")}, 1, 1, 0},
		{"a range", []string{oldXML("2026-12-24", "2027-01-01", "")}, []string{newXML("2026-12-24", "2027-01-01", "")}, 1, 1, 0},
		{"one old day of a new range", []string{oldXML("2026-12-26", "2026-12-26", "")}, []string{newXML("2026-12-24", "2027-01-01", "")}, 1, 1, 0},
		{"an old range of new days", []string{oldXML("2026-12-25", "2026-12-26", "")},
			[]string{newXML("2026-12-25", "2026-12-25", ""), newXML("2026-12-26", "2026-12-26", "")}, 2, 1, 0},
		{"old days of a new recurrence", []string{oldXML("2026-12-04", "2026-12-04", ""), oldXML("2026-12-11", "2026-12-11", "")},
			[]string{newXML("2026-12-01", "2026-12-31", weekly)}, 1, 2, 0},
		{"an old day beside it", []string{oldXML("2026-12-05", "2026-12-05", "")}, []string{newXML("2026-12-01", "2026-12-31", weekly)}, 2, 0, 0},
		{"different days", []string{oldXML("2026-12-25", "2026-12-25", "")}, []string{newXML("2026-12-26", "2026-12-26", "")}, 2, 0, 0},
		{"an old range half covered", []string{oldXML("2026-12-25", "2026-12-27", "")}, []string{newXML("2026-12-25", "2026-12-25", "")}, 2, 0, 0},
		{"a contradiction", []string{oldXML("2026-12-24", "2026-12-24", "")}, []string{newXML("2026-12-24", "2026-12-24", half)}, 2, 0, 1},
		{"working the same", []string{strings.Replace(oldXML("2026-12-24", "2026-12-24", timesXML("08:00:00-12:00:00")), "<DayWorking>0", "<DayWorking>1", 1)},
			[]string{newXML("2026-12-24", "2026-12-24", half)}, 1, 1, 0},
		{"longer than any list", []string{oldXML("1900-01-01", "2999-12-31", "")}, []string{newXML("1900-01-01", "2999-12-31", "")}, 1, 1, 0},
		{"twice in the same form", nil, []string{newXML("2026-12-25", "2026-12-25", ""), newXML("2026-12-25", "2026-12-25", "")}, 2, 0, 0},
	} {
		t.Run(c.what, func(t *testing.T) {
			cal, plan := readCalendar(t, strings.Join(c.old, ""), exceptionsXML(c.modern...))
			if len(cal.Exceptions) != c.kept || plan.Counts.RepeatedExceptions != c.twice || plan.Counts.Exceptions != c.kept {
				t.Errorf("%d kept, %d repeated, want %d and %d", len(cal.Exceptions), plan.Counts.RepeatedExceptions, c.kept, c.twice)
			}
			if len(plan.Problems) != c.clash {
				t.Errorf("%v", plan.Problems)
			}
			if c.clash > 0 {
				wantProblem(t, plan, Warning, 0, "2026-12-24 differs")
			}
			for i, e := range cal.Exceptions {
				if e.Legacy != (i >= len(c.modern)) {
					t.Errorf("exception %d: old form %v", i, e.Legacy)
				}
			}
		})
	}
}

func TestBadCalendars(t *testing.T) {
	_, plan := readCalendar(t, "<WeekDay><DayType>2</DayType></WeekDay>\n<WeekDay/>\n<WeekDay><DayType>9</DayType></WeekDay>\n<Other/>"+
		"<WeekDay><DayType>0</DayType></WeekDay>\n",
		exceptionsXML(newXML("2026-12-25", "2026-12-24", ""), "<Exception/>", "<Other/>",
			newXML("2026-12-25", "2026-12-25", "<Type>12</Type><Month>12</Month><DaysOfWeek>128</DaysOfWeek>")))
	wantProblem(t, plan, Rejected, 0, "day 2 is given twice")
	wantProblem(t, plan, Rejected, 0, "ends before it begins")
	wantProblem(t, plan, Warning, 0, "Type", `"12" is not a recurrence`)
	wantProblem(t, plan, Warning, 0, "Month", `"12" is not a month`)
	wantProblem(t, plan, Warning, 0, "DaysOfWeek", `"128" is not days`)
	wantProblem(t, plan, Warning, 0, "DayType", `"9" is not a day`)
	if got := plan.Counts.Rejected; got != 6 { // twice, no DayType twice, backwards, no date in either form
		t.Errorf("%d rejected: %v", got, plan.Problems)
	}
	for _, p := range plan.Problems {
		if p.UID != "1" || p.Row != 4 {
			t.Errorf("row %d, UID %q: %v", p.Row, p.UID, p)
		}
	}
}

func TestOneSidedPeriod(t *testing.T) {
	cal, plan := readCalendar(t, "", exceptionsXML(
		"<Exception><TimePeriod><ToDate>2026-12-25T00:00:00</ToDate></TimePeriod></Exception>",
		"<Exception><TimePeriod><FromDate>2026-12-24T00:00:00</FromDate></TimePeriod></Exception>"))
	wantNoProblems(t, plan)
	for i, want := range []string{"2026-12-25", "2026-12-24"} {
		if days := cal.Exceptions[i].Expand(0); len(days) != 1 || days[0].Date.String()[:10] != want {
			t.Errorf("%v, want %s", days, want)
		}
	}
}

func TestWorkWeeks(t *testing.T) {
	cal, plan := readCalendar(t, "", `<WorkWeeks><WorkWeek><TimePeriod><FromDate>2026-07-01T00:00:00</FromDate><ToDate>2026-08-31T23:59:00</ToDate></TimePeriod>
		<Name>Summer</Name><WeekDays><WeekDay><DayType>6</DayType><DayWorking>1</DayWorking>`+timesXML("08:00:00-13:00:00")+`</WeekDay></WeekDays></WorkWeek><Other/></WorkWeeks>`)
	wantNoProblems(t, plan)
	if plan.Counts.WorkWeeks != 1 {
		t.Fatalf("%d work weeks", plan.Counts.WorkWeeks)
	}
	w := cal.WorkWeeks[0]
	if w.Name != "Summer" || w.From.String() != "2026-07-01T00:00:00" || w.To.String() != "2026-08-31T23:59:00" ||
		len(w.WeekDays) != 1 || w.WeekDays[0].DayType != 6 || len(w.WeekDays[0].Times) != 1 {
		t.Errorf("%+v", w)
	}
}

func TestBaseCalendars(t *testing.T) {
	cal := func(uid, base string) string {
		return "<Calendar><UID>" + uid + "</UID><BaseCalendarUID>" + base + "</BaseCalendarUID></Calendar>\n"
	}
	plan := body(t, "<CalendarUID>77</CalendarUID><Calendars>\n"+cal("1", "-1")+cal("2", "1")+cal("3", "4")+cal("4", "5")+cal("5", "3")+cal("6", "6")+cal("7", "99")+
		cal("8", "0")+cal("9", "4")+"</Calendars>"+
		tasks(task("1", "1", "<CalendarUID>1</CalendarUID>"), task("2", "1", "<CalendarUID>98</CalendarUID>"), task("3", "1", "<CalendarUID>0</CalendarUID>"))+
		"<Resources><Resource><UID>0</UID><CalendarUID>97</CalendarUID></Resource><Resource><UID>1</UID><Name>A</Name><CalendarUID>96</CalendarUID></Resource></Resources>")
	want := map[int64]int64{1: NoUID, 2: 1, 3: 4, 4: 5, 5: NoUID, 6: NoUID, 7: NoUID, 8: NoUID, 9: 4}
	for _, c := range plan.Calendars {
		if c.BaseCalendarUID != want[c.UID] {
			t.Errorf("calendar %d: base %d, want %d", c.UID, c.BaseCalendarUID, want[c.UID])
		}
	}
	wantProblem(t, plan, Warning, 8, "Calendar 5", "circle", "5 and 3")
	wantProblem(t, plan, Warning, 9, "Calendar 6", "circle")
	wantProblem(t, plan, Warning, 0, "Calendar 7", "no calendar 99")
	wantProblem(t, plan, Warning, 0, "Task 2", "no calendar 98")
	wantProblem(t, plan, Warning, 0, "Resource 1", "no calendar 96")
	wantProblem(t, plan, Warning, 0, "Project", "no calendar 77")
	if len(plan.Problems) != 6 {
		t.Errorf("%v", plan.Problems)
	}
	if plan.Tasks[0].CalendarUID != 1 || plan.Tasks[1].CalendarUID != NoUID || plan.Tasks[2].CalendarUID != NoUID || plan.Project.CalendarUID != NoUID {
		t.Error("references to calendars that are not there must be cleared")
	}
}

// dates lists expanded days in short.
func dates(days []ExceptionDay) string {
	var out []string
	for _, d := range days {
		out = append(out, d.Date.Time(time.UTC).Format("Mon 2006-01-02"))
	}
	return strings.Join(out, ", ")
}

func TestExpand(t *testing.T) {
	day := func(text string) Wall {
		w, ok := parseWall([]byte(text))
		if !ok && text != "" {
			t.Fatalf("bad date %q", text)
		}
		return w
	}
	for _, c := range []struct {
		what     string
		from, to string
		e        Exception
		limit    int
		want     string
	}{
		{"one day", "2026-12-25", "2026-12-25T23:59:59", Exception{Type: Daily}, 0, "Fri 2026-12-25"},
		{"a range over a year", "2026-12-30", "2027-01-02T23:59:00", Exception{Type: Daily}, 0,
			"Wed 2026-12-30, Thu 2026-12-31, Fri 2027-01-01, Sat 2027-01-02"},
		{"no type", "2026-12-25", "2026-12-26", Exception{}, 0, "Fri 2026-12-25, Sat 2026-12-26"},
		{"no end", "2026-12-25", "", Exception{Type: Daily}, 0, "Fri 2026-12-25"},
		{"limit", "2026-12-01", "2026-12-31", Exception{Type: Daily}, 2, "Tue 2026-12-01, Wed 2026-12-02"},
		{"no room", "2026-12-01", "2026-12-31", Exception{Type: Daily}, -1, ""},
		{"no date", "", "", Exception{Type: Daily}, 0, ""},
		{"every third day", "2026-12-01", "2026-12-09", Exception{Type: ByDayCount, Period: 3}, 0, "Tue 2026-12-01, Fri 2026-12-04, Mon 2026-12-07"},
		{"weekdays", "2026-12-04", "2026-12-08", Exception{Type: ByWeekdayCount}, 0, "Fri 2026-12-04, Mon 2026-12-07, Tue 2026-12-08"},
		{"by occurrences", "2026-12-01", "", Exception{Type: Daily, EnteredByOccurrences: true, Occurrences: 3}, 0,
			"Tue 2026-12-01, Wed 2026-12-02, Thu 2026-12-03"},
		{"occurrences that are not the end", "2026-12-01", "2026-12-03", Exception{Type: Daily, Occurrences: 1}, 0,
			"Tue 2026-12-01, Wed 2026-12-02, Thu 2026-12-03"},
		{"Mondays and Fridays", "2026-12-01", "2026-12-14", Exception{Type: Weekly, DaysOfWeek: 2 + 32}, 0,
			"Fri 2026-12-04, Mon 2026-12-07, Fri 2026-12-11, Mon 2026-12-14"},
		{"every second Sunday", "2026-12-06", "2027-01-05", Exception{Type: Weekly, DaysOfWeek: 1, Period: 2}, 0,
			"Sun 2026-12-06, Sun 2026-12-20, Sun 2027-01-03"},
		{"Saturday belongs to the week of its Sunday", "2026-12-06", "2026-12-26", Exception{Type: Weekly, DaysOfWeek: 64, Period: 2}, 0,
			"Sat 2026-12-12, Sat 2026-12-26"},
		{"the 31st", "2027-01-01", "2027-04-30", Exception{Type: MonthlyByDay, MonthDay: 31}, 0,
			"Sun 2027-01-31, Sun 2027-02-28, Wed 2027-03-31, Fri 2027-04-30"},
		{"every second month", "2026-11-10", "2027-03-31", Exception{Type: MonthlyByDay, MonthDay: 15, Period: 2}, 0,
			"Sun 2026-11-15, Fri 2027-01-15, Mon 2027-03-15"},
		{"first Monday", "2026-11-01", "2026-12-31", Exception{Type: MonthlyByPosition, MonthItem: 4, MonthPosition: 0}, 0, "Mon 2026-11-02, Mon 2026-12-07"},
		{"last Friday", "2026-11-01", "2026-12-31", Exception{Type: MonthlyByPosition, MonthItem: 8, MonthPosition: 4}, 0, "Fri 2026-11-27, Fri 2026-12-25"},
		{"last day", "2027-02-01", "2027-03-31", Exception{Type: MonthlyByPosition, MonthItem: 0, MonthPosition: 4}, 0, "Sun 2027-02-28, Wed 2027-03-31"},
		{"second weekday", "2026-11-01", "2026-11-30", Exception{Type: MonthlyByPosition, MonthItem: 1, MonthPosition: 1}, 0, "Tue 2026-11-03"},
		{"first weekend day", "2026-12-01", "2026-12-31", Exception{Type: MonthlyByPosition, MonthItem: 2}, 0, "Sat 2026-12-05"},
		{"Thanksgiving", "2026-01-01", "2028-12-31", Exception{Type: YearlyByPosition, Month: 10, MonthItem: 7, MonthPosition: 3}, 0,
			"Thu 2026-11-26, Thu 2027-11-25, Thu 2028-11-23"},
		{"Christmas", "2026-01-01", "2028-12-31", Exception{Type: YearlyByDay, Month: 11, MonthDay: 25}, 0,
			"Fri 2026-12-25, Sat 2027-12-25, Mon 2028-12-25"},
		{"leap day", "2027-01-01", "2028-12-31", Exception{Type: YearlyByDay, Month: 1, MonthDay: 29}, 0, "Sun 2027-02-28, Tue 2028-02-29"},
		{"Christmas by occurrences", "2026-01-01", "", Exception{Type: YearlyByDay, Month: 11, MonthDay: 25, EnteredByOccurrences: true, Occurrences: 2}, 0,
			"Fri 2026-12-25, Sat 2027-12-25"},
		{"a week without days", "2026-12-01", "9999-12-31", Exception{Type: Weekly}, 0, ""},
		{"no day of the month", "2026-12-01", "2027-12-31", Exception{Type: MonthlyByDay}, 0, ""},
	} {
		t.Run(c.what, func(t *testing.T) {
			e := c.e
			e.From, e.To, e.Working, e.Times = day(c.from), day(c.to), true, []Interval{{0, 3600}}
			got := e.Expand(c.limit)
			if dates(got) != c.want {
				t.Errorf("%s\nwant %s", dates(got), c.want)
			}
			for _, d := range got {
				if !d.Working || len(d.Times) != 1 || d.Date.Clock() != 0 {
					t.Errorf("%+v", d)
				}
			}
		})
	}
}

// A range over millennia costs no more than its limit.
func TestExpandIsLazy(t *testing.T) {
	from, _ := parseWall([]byte("0001-01-02"))
	to, _ := parseWall([]byte("9999-12-31"))
	for _, e := range []Exception{{Type: Daily}, {Type: Weekly, DaysOfWeek: 127}, {Type: MonthlyByDay, MonthDay: 1}, {Type: YearlyByDay, MonthDay: 0}} {
		e.From, e.To = from, to
		if got := e.Expand(100); len(got) > 100 {
			t.Errorf("type %d: %d days", e.Type, len(got))
		}
	}
	e := Exception{Type: Daily, From: from, To: to}
	if got := e.Expand(0); len(got) != defaultDays {
		t.Errorf("%d days", len(got))
	}
}
