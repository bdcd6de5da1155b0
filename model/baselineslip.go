package model

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"tandem/model/date"
)

// Look is what was thought of the milestones of a project at a moment: when each would be reached.
type Look struct {
	At     date.Instant
	Source LookSource
	Ref    ID     // the baseline or the report; 0 for the journal and for now
	Label  string // its name
	Finish map[ID]date.Instant
}

// LookSource is where a look comes from.
type LookSource string

// The sources.
const (
	LookBaseline LookSource = "baseline"
	LookReport   LookSource = "report"
	LookJournal  LookSource = "journal"
	LookNow      LookSource = "now"
	LookReached  LookSource = "reached" // the milestone itself, when it was done
)

// SlipPoint is one forecast: looked at At, the milestone was to be reached at Finish.
type SlipPoint struct {
	At, Finish date.Instant
	Source     LookSource
	Ref        ID
	Label      string
}

// Slip is how the forecast of a milestone moved from look to look: a milestone trend, as the
// milestone trend analysis of project control draws it.
type Slip struct {
	Task    ID // the milestone, or the project for its finish
	Name    string
	Points  []SlipPoint // by the moment of looking
	Reached bool
	By      int64 // seconds of working time from the first forecast to the last; above 0: later
	Last    int64 // of the newest change alone
	Moves   int   // how often it changed
}

// Trend is the slip in a word: how it has moved lately.
func (s *Slip) Trend() string {
	switch {
	case s.Reached:
		return "reached"
	case s.Moves == 0:
		return "steady"
	case s.Last > 0:
		return "slipping"
	}
	return "recovering"
}

// Changed lists the points at which the forecast is not what it was at the look before, and the
// first and the last one.
func (s *Slip) Changed() []SlipPoint {
	var out []SlipPoint
	for i, p := range s.Points {
		if i == 0 || i == len(s.Points)-1 || p.Finish != s.Points[i-1].Finish {
			out = append(out, p)
		}
	}
	return out
}

// Looks are what the workspace itself holds about the milestones of a project: its baselines, the
// status reports that were sent, and the plan as computed now.
func (c *Ctx) Looks(project ID) []Look {
	p, ok := Find[*Project](c.Snap, project)
	if !ok {
		return nil
	}
	c = c.For(p)
	var out []Look
	for _, b := range c.Snap.Baselines(project) {
		l := Look{At: cmp.Or(b.Taken, b.Created), Source: LookBaseline, Ref: b.ID, Label: fmt.Sprintf("%s (%d)", b.Name, b.Number), Finish: map[ID]date.Instant{}}
		f := b.figures()
		for i := range b.Tasks {
			if b.Tasks[i].Finish != 0 {
				l.Finish[b.Tasks[i].Task] = b.Tasks[i].Finish
			}
		}
		l.Finish[project] = f.Finish
		out = append(out, l)
	}
	for r := range Each[*Report](c.Snap, ReportPrefix) {
		if r.Project != project || r.Sent == 0 {
			continue
		}
		if l := (Look{At: r.AsOf, Source: LookReport, Ref: r.ID, Label: r.Title, Finish: c.told(project, r.Text)}); len(l.Finish) > 0 {
			out = append(out, l)
		}
	}
	out = append(out, c.lookAt(project, LookNow, c.Now))
	slices.SortStableFunc(out, func(a, b Look) int { return cmp.Compare(a.At, b.At) })
	return out
}

// LookBack is what the plan of a snapshot of the past said at its moment, for the journal. It has
// no forecasts where the project was not there yet.
func LookBack(past *Snapshot, project ID, at date.Instant) Look {
	return past.Ctx(at).lookAt(project, LookJournal, at)
}

// lookAt reads the forecasts off the schedule of the context's snapshot.
func (c *Ctx) lookAt(project ID, source LookSource, at date.Instant) Look {
	l := Look{At: at, Source: source, Finish: map[ID]date.Instant{}}
	if _, ok := Find[*Project](c.Snap, project); !ok {
		return l
	}
	x := c.Snap.Schedule(project)
	for _, t := range x.Tasks() {
		if d, ok := x.Of(t.ID); ok && t.Milestone && !t.Inactive && d.Finish != 0 {
			l.Finish[t.ID] = d.Finish
		}
	}
	if len(x.Tasks()) > 0 && x.Finish != 0 {
		l.Finish[project] = x.Finish
	}
	return l
}

// told reads the dates out of the tables of a status report as it was sent: a row that names a
// task of the project and a day, and the row of the finish. The words around them do not matter.
func (c *Ctx) told(project ID, text string) map[ID]date.Instant {
	out := map[ID]date.Instant{}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if !strings.HasPrefix(line, "|") {
			continue
		}
		var id ID
		var day date.Day
		for _, cell := range strings.Split(line, "|") {
			cell = strings.TrimSpace(cell)
			if cell == "finish as planned" {
				id = project
			}
			if t, err := time.Parse("2 Jan 2006", cell); err == nil {
				day = date.DayOf(t) // the forecast is the last one
			} else if cell == "no date" {
				day = 0
			}
			if x, err := ParseID(cell); err == nil && x.Is(TaskPrefix) {
				if t, ok := Find[*Task](c.Snap, x); ok && t.Project == project {
					id = x
				}
			}
		}
		if id != 0 && day != 0 {
			out[id] = c.business(day, true)
		}
	}
	return out
}

// Slips lines up looks by milestone, in the order of the outline, the finish of the project last.
// A milestone that is done ends its line on the day it was reached; one that no look knows is left
// out.
func (c *Ctx) Slips(project ID, looks []Look) []Slip {
	p, ok := Find[*Project](c.Snap, project)
	if !ok {
		return nil
	}
	c = c.For(p)
	looks = slices.Clone(looks)
	slices.SortStableFunc(looks, func(a, b Look) int { return cmp.Compare(a.At, b.At) })
	cal := c.HoursOf(p)
	var out []Slip
	add := func(s Slip, done date.Instant) {
		for _, l := range looks {
			f := l.Finish[s.Task]
			if f == 0 || done != 0 && l.At >= done {
				continue
			}
			s.Points = append(s.Points, SlipPoint{At: l.At, Finish: f, Source: l.Source, Ref: l.Ref, Label: l.Label})
		}
		if done != 0 {
			s.Reached = true
			s.Points = append(s.Points, SlipPoint{At: done, Finish: done, Source: LookReached})
		}
		if len(s.Points) == 0 {
			return
		}
		s.sum(c, cal)
		out = append(out, s)
	}
	for t := range c.Snap.TasksOf(project) {
		if t.Milestone && !t.Inactive {
			done := t.ActualFinish
			if d, ok := c.Snap.Schedule(project).Of(t.ID); ok && t.Complete() && done == 0 {
				done = d.Finish
			}
			add(Slip{Task: t.ID, Name: t.Name}, done)
		}
	}
	add(Slip{Task: project, Name: "Finish of " + p.Name}, 0)
	return out
}

// sum tells how far and how often the forecast moved: from day to day, for a report tells no more
// than the day.
func (s *Slip) sum(c *Ctx, cal worker) {
	first := s.Points[0].Finish
	last := first
	for _, p := range s.Points[1:] {
		if by := c.finishBy(cal, last, p.Finish); by != 0 && last.Day(c.Loc) != p.Finish.Day(c.Loc) {
			s.Moves, s.Last = s.Moves+1, by
			last = p.Finish
		}
	}
	s.By = c.finishBy(cal, first, last)
}

// mostLooks bounds how often the journal is read for one chart.
const mostLooks = 60

// SlipTimes are the moments at which the journal is looked back at, newest first: each day's end
// where the time is short, else each week's or each fourth week's, at most sixty.
func SlipTimes(from, now date.Instant, loc *time.Location) []date.Instant {
	first, last := from.Day(loc), now.Day(loc)
	step := date.Day(1)
	for _, n := range []date.Day{1, 7, 28, 91, 364} {
		step = n
		if (last-first)/n < mostLooks {
			break
		}
	}
	var out []date.Instant
	for d := last - 1; d >= first && len(out) < mostLooks; d -= step {
		out = append(out, d.At(23, 59, loc))
	}
	return out
}

// JournalFrom is the earliest moment a task of a project was made: before it the journal knows
// nothing of its plan. 0 where it has no tasks.
func (s *Snapshot) JournalFrom(project ID) date.Instant {
	var from date.Instant
	for t := range s.TasksOf(project) {
		from = earlier(from, t.Created)
	}
	return from
}
