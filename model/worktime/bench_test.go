package worktime_test

import (
	"testing"
	"time"

	"tandem/model/date"
	"tandem/model/worktime"
)

// busy is a calendar as a large plan has it: lunch, forty holidays, summer hours.
func busy(t testing.TB) *worktime.Calendar {
	s := worktime.Spec{Zone: zone(t, "Europe/Berlin"), Week: week(t, "Mon-Fri 08:00-12:00,13:00-17:00")}
	for y := 2020; y < 2032; y++ {
		for _, d := range []date.Day{date.YMD(y, 1, 1), date.YMD(y, 5, 1), date.YMD(y, 10, 3), date.YMD(y, 12, 25), date.YMD(y, 12, 26)} {
			s.Exceptions = append(s.Exceptions, worktime.Exception{From: d})
		}
		s.Weeks = append(s.Weeks, worktime.WorkWeek{From: date.YMD(y, 7, 1), To: date.YMD(y, 8, 31), Days: map[time.Weekday][]worktime.Interval{time.Friday: week(t, "08:00-12:00")[0]}})
	}
	return build(t, s)
}

const threeYears = 3 * 250 * 8 * 3600

func BenchmarkAddOverThreeYears(b *testing.B) {
	c := busy(b)
	start := date.YMD(2026, 11, 20).At(9, 0, c.Location())
	for b.Loop() {
		if c.Add(start, threeYears) == worktime.Never {
			b.Fatal("never")
		}
	}
}

func BenchmarkBetweenOverThreeYears(b *testing.B) {
	c := busy(b)
	start, end := date.YMD(2026, 11, 20).At(9, 0, c.Location()), date.YMD(2029, 11, 20).At(15, 0, c.Location())
	for b.Loop() {
		if c.Between(start, end) == 0 {
			b.Fatal("no work")
		}
	}
}

// BenchmarkTenThousandDueTimes makes a fresh calendar and as many due times as a large workspace
// has open clocks, each with two pauses.
func BenchmarkTenThousandDueTimes(b *testing.B) {
	spec := busy(b)
	start := date.YMD(2026, 11, 2).At(9, 0, spec.Location())
	for b.Loop() {
		dueTimes(b, busy(b), start)
	}
}

func dueTimes(t testing.TB, c *worktime.Calendar, start date.Instant) {
	for i := range 10_000 {
		at := start + date.Instant(i*97)
		p, err := worktime.Pause(worktime.Span{From: at + 3600, To: at + 7200}, worktime.Span{From: at + 90_000, To: at + 190_000})
		if err != nil || c.Due(at, int64(3600+i%100_000), p, worktime.Closing) == worktime.Never {
			t.Fatal("no due time", err)
		}
	}
}

func BenchmarkCompile(b *testing.B) {
	start := date.YMD(2026, 11, 2).At(9, 0, nil)
	for b.Loop() {
		busy(b).Add(start, threeYears)
	}
}

// BenchmarkYear9999 is the farthest question there is, on a calendar that was never asked.
func BenchmarkYear9999(b *testing.B) {
	start := date.YMD(2026, 11, 2).At(9, 0, nil)
	for b.Loop() {
		if busy(b).Add(start, 1<<45) != worktime.Never {
			b.Fatal("there is time")
		}
	}
}

// TestTenThousandDueTimesAreQuick holds that a large workspace's open clocks are due times of one
// frame: 50 ms, here with room for a slow machine.
func TestTenThousandDueTimesAreQuick(t *testing.T) {
	c := busy(t)
	start := date.YMD(2026, 11, 2).At(9, 0, c.Location())
	best := time.Hour
	for range 5 {
		began := time.Now()
		dueTimes(t, c, start)
		best = min(best, time.Since(began))
	}
	if best > 250*time.Millisecond {
		t.Errorf("10,000 due times take %v", best)
	}
	t.Log("10,000 due times:", best)
}
