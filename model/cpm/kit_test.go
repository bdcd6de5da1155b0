package cpm_test

import (
	"testing"
	"time"

	"tandem/model/cpm"
	"tandem/model/date"
	"tandem/model/worktime"
)

// office is Monday to Friday, 8 to 12 and 13 to 17, in UTC.
type office struct{ cal *worktime.Calendar }

func (o office) Work(t date.Instant) int64 { return o.cal.Pos(t) }
func (o office) Closing(w int64) date.Instant {
	return min(o.cal.At(w, worktime.Closing), endOfTime)
}
func (o office) Opening(w int64) date.Instant {
	return min(o.cal.At(w, worktime.Opening), endOfTime)
}

var endOfTime = date.YMD(9999, 12, 31).At(0, 0, nil)

const hour, day = int64(3600), int64(8 * 3600)

// monday is 08:00 of a Monday.
var monday = date.YMD(2026, time.March, 2).At(8, 0, nil)

// plan is a network on office hours: calendar 0 is office, 1 the clock, 2 around the clock but
// on weekends.
func plan(days ...int64) *cpm.Network {
	n := &cpm.Network{Start: monday, Calendars: []cpm.Calendar{office{worktime.Office(nil)}, cpm.Clock{}}}
	for _, d := range days {
		n.Tasks = append(n.Tasks, cpm.Task{Dur: d * day})
	}
	return n
}

func link(n *cpm.Network, from, to int32, typ cpm.LinkType, lag int64) {
	n.Links = append(n.Links, cpm.Link{From: from, To: to, Type: typ, Lag: lag, Cal: n.Tasks[to].Cal})
}

// clock is a moment as the tests write it: "Mon 2 08:00".
func clock(t date.Instant) string { return t.In(nil).Format("Mon 2 15:04") }

func at(d, h, m int) date.Instant { return date.YMD(2026, time.March, d).At(h, m, nil) }

// want checks the four dates of a task.
func want(t *testing.T, s *cpm.Schedule, task int, es, ef, ls, lf string) {
	t.Helper()
	got := [4]string{clock(s.EarlyStart(task)), clock(s.EarlyFinish(task)), clock(s.LateStart(task)), clock(s.LateFinish(task))}
	if w := [4]string{es, ef, ls, lf}; got != w {
		t.Errorf("task %d: %q, want %q", task, got, w)
	}
}
