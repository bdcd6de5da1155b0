package date

import "time"

// Recurrence says on which days something repeats, in the numbers of Microsoft Project XML
// (Exception.Type and its neighbours), which are what imports keep.
type Recurrence struct {
	Type        int // one of the types below; any other is Daily
	Period      int // every so many days, weeks, months; less than 1 is 1
	Days        int // Weekly: weekdays as bits, 1 for Sunday to 64 for Saturday
	Month       int // Yearly: 0 January to 11 December
	MonthDay    int // ByDay: the day of the month; the last one where the month is shorter
	Item        int // ByPosition: 0 day, 1 weekday, 2 weekend day, 3 Sunday to 9 Saturday
	Position    int // ByPosition: 0 first to 3 fourth, 4 last
	Occurrences int // at most so many; 0: no end
}

// The types of a recurrence.
const (
	Daily             = 1
	YearlyByDay       = 2
	YearlyByPosition  = 3
	MonthlyByDay      = 4
	MonthlyByPosition = 5
	Weekly            = 6
	Weekdays          = 8
)

// On reports whether a recurrence that begins on first falls on d, which must not lie before it.
func (r Recurrence) On(d, first Day) bool {
	w := d.Weekday()
	switch r.Type {
	case YearlyByDay, YearlyByPosition, MonthlyByDay, MonthlyByPosition:
		return r.inMonth(d, first)
	case Weekly:
		week := func(d Day) int { return int(d) / 7 } // day 7 was a Sunday
		return (week(d)-week(first))%r.step() == 0 && r.Days&(1<<w) != 0
	case Weekdays:
		return w != time.Saturday && w != time.Sunday
	}
	return int(d-first)%r.step() == 0
}

func (r Recurrence) step() int { return max(r.Period, 1) }

func (r Recurrence) inMonth(d, first Day) bool {
	y, m, day := d.Time().Date()
	if r.Type <= YearlyByPosition && int(m) != r.Month+1 {
		return false
	}
	if fy, fm, _ := first.Time().Date(); r.Type >= MonthlyByDay && ((y-fy)*12+int(m)-int(fm))%r.step() != 0 {
		return false
	}
	length := YMD(y, m+1, 0).Time().Day()
	if r.Type == YearlyByDay || r.Type == MonthlyByDay {
		return day == min(r.MonthDay, length)
	}
	return day == r.place(YMD(y, m, 1), length)
}

// place is the day of the month that is the first, .. or last of its kind; 0 where there is none.
func (r Recurrence) place(first Day, length int) int {
	at, n := 0, 0
	for day := 1; day <= length; day++ {
		w := (first + Day(day-1)).Weekday()
		weekend := w == time.Saturday || w == time.Sunday
		if r.Item == 1 && weekend || r.Item == 2 && !weekend || r.Item > 2 && int(w) != r.Item-3 {
			continue
		}
		if at = day; n == r.Position && r.Position < 4 {
			return at
		}
		n++
	}
	if r.Position < 4 {
		return 0
	}
	return at
}
