package clock

import (
	"sync"
	"time"

	"tandem/model/worktime"
)

// alwaysOpen are the calendars that count every hour, by zone: they are the same for all.
var alwaysOpen sync.Map

// around is the calendar around the clock in the zone of another.
func around(c *worktime.Calendar) *worktime.Calendar {
	loc := time.UTC
	if c != nil {
		loc = c.Location()
	}
	if x, ok := alwaysOpen.Load(loc); ok {
		return x.(*worktime.Calendar)
	}
	x, _ := alwaysOpen.LoadOrStore(loc, worktime.Always(loc))
	return x.(*worktime.Calendar)
}
