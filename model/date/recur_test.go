package date

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestRecurrences compares each type of recurrence with days looked up in a calendar of 2026 and 2027.
func TestRecurrences(t *testing.T) {
	first := YMD(2026, 1, 5) // a Monday
	for name, c := range map[string]struct {
		r    Recurrence
		want []string
	}{
		"every third day":         {Recurrence{Type: Daily, Period: 3}, []string{"2026-01-05", "2026-01-08", "2026-01-11"}},
		"no type is every day":    {Recurrence{}, []string{"2026-01-05", "2026-01-06", "2026-01-07"}},
		"weekdays":                {Recurrence{Type: Weekdays}, []string{"2026-01-05", "2026-01-06", "2026-01-07", "2026-01-08", "2026-01-09", "2026-01-12"}},
		"every second mon, fri":   {Recurrence{Type: Weekly, Period: 2, Days: 2 | 32}, []string{"2026-01-05", "2026-01-09", "2026-01-19", "2026-01-23"}},
		"the 31st, each month":    {Recurrence{Type: MonthlyByDay, MonthDay: 31}, []string{"2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"}},
		"the 10th, each quarter":  {Recurrence{Type: MonthlyByDay, Period: 3, MonthDay: 10}, []string{"2026-01-10", "2026-04-10", "2026-07-10"}},
		"third thursday":          {Recurrence{Type: MonthlyByPosition, Item: 7, Position: 2}, []string{"2026-01-15", "2026-02-19", "2026-03-19"}},
		"last weekend day":        {Recurrence{Type: MonthlyByPosition, Item: 2, Position: 4}, []string{"2026-01-31", "2026-02-28", "2026-03-29"}},
		"last weekday":            {Recurrence{Type: MonthlyByPosition, Item: 1, Position: 4}, []string{"2026-01-30", "2026-02-27", "2026-03-31"}},
		"25 December":             {Recurrence{Type: YearlyByDay, Month: 11, MonthDay: 25}, []string{"2026-12-25", "2027-12-25"}},
		"fourth thursday of Nov":  {Recurrence{Type: YearlyByPosition, Month: 10, Item: 7, Position: 3}, []string{"2026-11-26", "2027-11-25"}},
		"second day of September": {Recurrence{Type: YearlyByPosition, Month: 8, Position: 1}, []string{"2026-09-02", "2027-09-02"}},
	} {
		var got []string
		for d := first; len(got) < len(c.want) && d < first+800; d++ {
			if c.r.On(d, first) {
				got = append(got, d.String())
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// TestRecurrenceHoldsWhereItBegins: periods count from the first day, whatever it is.
func TestRecurrenceHoldsWhereItBegins(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first := Day(rapid.IntRange(693_000, 767_000).Draw(t, "first"))
		r := Recurrence{Period: rapid.IntRange(0, 9).Draw(t, "period"), Type: rapid.SampledFrom([]int{0, Daily, Weekly, MonthlyByDay}).Draw(t, "type")}
		r.Days, r.MonthDay = 1<<first.Weekday(), first.Time().Day()
		if !r.On(first, first) {
			t.Fatalf("%+v does not hold on %s, where it begins", r, first)
		}
		n := 0
		for d := first; d < first+366; d++ {
			if r.On(d, first) {
				n++
			}
		}
		if r.Type == Weekly && n != (52/max(r.Period, 1))+1 && n != 52/max(r.Period, 1) && n != (53+max(r.Period, 1)-1)/max(r.Period, 1) {
			t.Fatalf("%+v holds on %d days of a year", r, n)
		}
		if w := first.Weekday(); r.Type == 0 && r.Period < 2 && n != 366 {
			t.Fatalf("%v: %d days", time.Weekday(w), n)
		}
	})
}
