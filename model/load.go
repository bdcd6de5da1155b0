package model

import (
	"cmp"
	"fmt"
	"iter"
	"math"
	"slices"
	"strings"
	"sync"

	"tandem/model/date"
	"tandem/model/worktime"
)

// loadDays is how far ahead loads look: eight weeks, today with them.
const loadDays = 56

// Load is how much of somebody's capacity the plans ask for.
type Load struct {
	Peak int // percent of the capacity on the worst day; 0: nothing is asked for
	// Days are those of the peak, in order.
	Days  []date.Day
	tasks []loadTask
	share [loadDays]float64 // of the capacity, by day from today on
}

// loadTask is a task that asks for somebody in the days ahead.
type loadTask struct {
	task  *Task
	units float64 // 1 is full time
}

// LoadTask is what one task asks for at a peak.
type LoadTask struct {
	Task    ID
	Percent int // of the capacity, on the worst of the peak's days
}

type loadShelfKey struct{}

// loadShelf keeps the loads of a day for as long as no record they rest on is touched.
type loadShelf struct {
	mu    sync.Mutex
	today date.Day
	base  [4]*table
	known map[ID]*Load
}

// Load is that of a person in the eight weeks from today on; nil where no plan asks for them. On each
// day it is the work their tasks ask for over the work their capacity gives, both in the hours of the
// person: three half days at once are 150 %, and one after the other too, for a day has no more hours.
// Tasks count from their start to their finish as scheduled, by the units of the assignment; not those
// that are done or inactive, summaries, and projects that are over. It is remembered until a record
// changes; see WarmLoads.
func (c *Ctx) Load(p *Person) *Load {
	if c.Snap == nil {
		return nil
	}
	return c.loads()[p.ID]
}

// WarmLoads works the loads out, so that a list that shows them finds them known. It takes some 8 ms in a
// workspace of 100,000 records; call it off the event loop.
func (c *Ctx) WarmLoads() { c.loads() }

// loadDay is the day loads begin with: that of the workspace, so that one count serves people of all zones.
func (c *Ctx) loadDay() date.Day { return c.Now.Day(c.Snap.Ctx(c.Now).Loc) }

func (c *Ctx) loads() map[ID]*Load {
	shelf := Memo(c.Snap, TaskPrefix, loadShelfKey{}, func(iter.Seq[Record]) *loadShelf { return &loadShelf{} })
	var base [4]*table
	for i, p := range [...]string{PersonPrefix, ProjectPrefix, CalendarPrefix, WorkspacePrefix} {
		base[i] = c.Snap.table(NewID(p, 1))
	}
	today := c.loadDay()
	shelf.mu.Lock()
	defer shelf.mu.Unlock()
	if shelf.known == nil || shelf.today != today || shelf.base != base {
		shelf.today, shelf.base, shelf.known = today, base, c.countLoads(today)
	}
	return shelf.known
}

// countLoads goes once over all tasks.
func (c *Ctx) countLoads(today date.Day) map[ID]*Load {
	out := map[ID]*Load{}
	books := map[ID]*loadBook{}
	last := (today + loadDays + 1).At(0, 0, nil) // roughly: the days themselves are looked at below
	for t := range Each[*Task](c.Snap, TaskPrefix) {
		if len(t.Assignments) == 0 || t.Inactive || t.Complete() || t.Start == 0 || t.Finish <= (today-1).At(0, 0, nil) || t.Start > last {
			continue
		}
		if p, ok := Find[*Project](c.Snap, t.Project); ok && !p.Phase.Live() || c.Snap.Plan(t.Project).Summary(t.ID) {
			continue
		}
		for i := range t.Assignments {
			a := &t.Assignments[i]
			p, ok := Find[*Person](c.Snap, a.Person)
			if !ok || p.Kind != "work" {
				continue
			}
			b := books[p.ID]
			if b == nil {
				b = c.loadBook(p, today)
				books[p.ID], out[p.ID] = b, &Load{}
			}
			out[p.ID].take(b, loadTask{t, unitShare(a.Units)})
		}
	}
	for id, l := range out {
		if l.settle(today); l.Peak == 0 {
			delete(out, id)
		}
	}
	return out
}

// loadBook is what a person's days give: the hours of each, in seconds.
type loadBook struct {
	cal      *worktime.Calendar
	capacity float64                    // 1 is full time
	starts   [loadDays + 1]date.Instant // of each day, and the end of the last
	give     [loadDays]int64
}

func (c *Ctx) loadBook(p *Person, today date.Day) *loadBook {
	b := &loadBook{cal: c.HoursOf(p), capacity: unitShare(p.Capacity)}
	for i := range b.starts {
		b.starts[i] = (today + date.Day(i)).At(0, 0, b.cal.Location())
	}
	for i := range b.give {
		b.give[i] = b.cal.Between(b.starts[i], b.starts[i+1])
	}
	return b
}

// asks is the share of a day's capacity that a task asks for.
func (b *loadBook) asks(x loadTask, i int) float64 {
	if b.give[i] == 0 {
		return 0
	}
	work := b.cal.Between(max(x.task.Start, b.starts[i]), min(x.task.Finish, b.starts[i+1]))
	return x.units * float64(work) / (float64(b.give[i]) * b.capacity)
}

func (l *Load) take(b *loadBook, x loadTask) {
	asked := false
	for i := range l.share {
		if x.task.Finish <= b.starts[i] {
			break
		}
		if x.task.Start < b.starts[i+1] {
			share := b.asks(x, i)
			l.share[i] += share
			asked = asked || share > 0
		}
	}
	if asked {
		l.tasks = append(l.tasks, x)
	}
}

// settle finds the peak, in whole percent as it is shown.
func (l *Load) settle(today date.Day) {
	percent := func(x float64) int { return int(math.Round(x * 100)) }
	for _, x := range l.share {
		l.Peak = max(l.Peak, percent(x))
	}
	for i, x := range l.share {
		if l.Peak > 0 && percent(x) == l.Peak {
			l.Days = append(l.Days, today+date.Day(i))
		}
	}
}

// LoadTasks are the tasks of the days of a person's peak, the one that asks for most first.
func (c *Ctx) LoadTasks(p *Person) []LoadTask {
	l := c.Load(p)
	if l == nil {
		return nil
	}
	today := c.loadDay()
	b := c.loadBook(p, today)
	var out []LoadTask
	for _, x := range l.tasks {
		most := 0.
		for _, d := range l.Days {
			most = max(most, b.asks(x, int(d-today)))
		}
		if n := int(math.Round(most * 100)); n > 0 {
			out = append(out, LoadTask{x.task.ID, n})
		}
	}
	slices.SortStableFunc(out, func(a, b LoadTask) int { return cmp.Or(cmp.Compare(b.Percent, a.Percent), cmp.Compare(a.Task, b.Task)) })
	return out
}

// LoadLines say where a person's load comes from: the days of the peak, then its tasks.
func (c *Ctx) LoadLines(p *Person) []string {
	l := c.Load(p)
	if l == nil {
		return nil
	}
	const most = 5
	today := c.loadDay()
	var days []string
	for i, d := range l.Days {
		if i == most {
			days = append(days, countOf(len(l.Days)-most, "more day", "more days"))
			break
		}
		days = append(days, d.Short(today))
	}
	out := []string{fmt.Sprintf("Load %d%%: what the plans ask of the capacity on the worst days of the next 8 weeks: %s.", l.Peak, strings.Join(days, ", "))}
	for _, x := range c.LoadTasks(p) {
		out = append(out, fmt.Sprintf("%4d%%  %s %s", x.Percent, x.Task, c.NameOf(x.Task)))
	}
	return out
}
