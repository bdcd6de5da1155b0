package transfer

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	ical "github.com/arran4/golang-ical"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/worktime"
	"tandem/store/transfer/ics"
)

func icalWriter() Writer {
	return Writer{Name: "ical", Title: "iCalendar: milestones, promises, actions due, next updates", Ext: ".ics", Write: writeICal}
}

// icalHost ends the UID of what this program writes; stableName stands before it. What came
// from a calendar keeps the UID it came with, so icalRef says in a property of its own which
// record an entry is of.
const (
	icalHost = "@tandem"
	icalRef  = "X-TANDEM-REF"
)

// writeICal writes milestones and promises as whole days, actions with a due day as to-dos, and
// the next updates of open escalations, as their clocks have them, as moments; one that stands is not due. A UID is the same at every export, so that a
// calendar updates what it has.
func writeICal(ctx context.Context, s *model.Snapshot, now date.Instant, sel Selection, out io.Writer) error {
	x := &icalWriterState{s: s, ctx: s.Ctx(now), sel: sel, cal: ical.NewCalendarFor("tandem")}
	x.cal.SetProductId("-//tandem//tandem//EN")
	x.cal.SetCalscale("GREGORIAN")
	name := "tandem"
	if w := s.Workspace(); w != nil && w.Name != "" {
		name = w.Name
	}
	if p, ok := model.Find[*model.Project](s, sel.Project); ok {
		name = p.Name
	}
	x.cal.SetXWRCalName(name)
	for _, part := range []func(){x.milestones, x.promises, x.actions, x.updates} {
		if err := ctx.Err(); err != nil {
			return err
		}
		part()
	}
	if x.n == 0 {
		return fmt.Errorf("%w: there is no milestone, promise, action or next update with a date", ErrEmpty)
	}
	return x.cal.SerializeTo(out, ical.WithNewLine("\r\n"), ical.WithLineLength(75))
}

type icalWriterState struct {
	s   *model.Snapshot
	ctx *model.Ctx
	sel Selection
	cal *ical.Calendar
	n   int
}

// base sets what every entry has.
func (x *icalWriterState) base(c *ical.ComponentBase, r model.Record, summary string, about ...string) {
	x.n++
	m := r.Base()
	stamp := m.Changed
	if stamp == 0 {
		stamp = m.Created
	}
	c.SetDtStampTime(stamp.In(time.UTC))
	if m.Created != 0 {
		c.SetCreatedTime(m.Created.In(time.UTC))
	}
	c.SetModifiedAt(stamp.In(time.UTC))
	c.SetSummary(firstOf(summary))
	c.SetProperty(icalRef, stableName(x.s, m.ID))
	lines := []string{m.ID.String()}
	for _, a := range about {
		if a != "" {
			lines = append(lines, a)
		}
	}
	if m.Notes != "" {
		lines = append(lines, "", m.Notes)
	}
	c.SetDescription(strings.Join(lines, "\n"))
	name := x.s.Schema().Of(m.ID).Name
	if _, ok := r.(*model.Task); ok {
		name = "milestone"
	}
	for _, t := range append([]string{name}, m.Tags...) {
		c.AddCategory(t)
	}
}

// wholeDay makes the entry one day; calendars show it on top of that day and as free time.
func wholeDay(c *ical.ComponentBase, d date.Day) {
	c.SetProperty(ical.ComponentPropertyDtStart, d.Time().Format("20060102"), ical.WithValue("DATE"))
	c.SetProperty(ical.ComponentPropertyDtEnd, (d + 1).Time().Format("20060102"), ical.WithValue("DATE"))
	c.SetProperty(ical.ComponentPropertyTransp, "TRANSPARENT")
}

// uid names a record in calendars: by the UID it came with, or by its reference here.
func (x *icalWriterState) uid(r model.Record) string { return icalUID(x.s, r) }

func icalUID(s *model.Snapshot, r model.Record) string {
	if m := r.Base(); m.Source == icalSource && m.ExternalID != "" && !strings.HasPrefix(m.ExternalID, "no-uid:") {
		return m.ExternalID
	}
	return stableName(s, r.Base().ID) + icalHost
}

// milestoneDay is the day a milestone falls on: as reached, as stored, else as computed, else as
// wanted.
func milestoneDay(c *model.Ctx, t *model.Task) date.Day {
	computed := date.Instant(0)
	if t.ActualFinish == 0 && t.Finish == 0 && t.Start == 0 {
		if d, ok := c.Snap.Schedule(t.Project).Of(t.ID); ok && len(t.Links) > 0 {
			computed = d.Finish
		}
	}
	for _, i := range []date.Instant{t.ActualFinish, t.Finish, t.Start, computed, t.Deadline, t.ConstraintDate} {
		if i != 0 {
			return i.Day(c.For(t).Loc)
		}
	}
	return 0
}

func (x *icalWriterState) milestones() {
	for t := range model.Each[*model.Task](x.s, model.TaskPrefix) {
		d := milestoneDay(x.ctx, t)
		if !t.Milestone || d == 0 || !x.sel.holds(t.Project, t) {
			continue
		}
		e := x.cal.AddEvent(x.uid(t))
		about := x.ctx.NameOf(t.Project)
		if t.Complete() {
			about += ": done"
		}
		x.base(&e.ComponentBase, t, t.Name, about)
		wholeDay(&e.ComponentBase, d)
		status := ical.ObjectStatusConfirmed
		if t.Inactive {
			status = ical.ObjectStatusCancelled
		}
		e.SetStatus(status)
	}
}

func (x *icalWriterState) promises() {
	for p := range model.Each[*model.Promise](x.s, model.PromisePrefix) {
		proj := model.ID(0)
		if t, ok := model.Find[*model.Task](x.s, p.Task); ok {
			proj = t.Project
		}
		if p.Due == 0 || !x.sel.holds(proj, p) {
			continue
		}
		e := x.cal.AddEvent(x.uid(p))
		x.base(&e.ComponentBase, p, "Promise: "+p.What, x.ctx.NameOf(p.Account), string(p.State), p.Condition)
		wholeDay(&e.ComponentBase, p.Due)
	}
}

// actionStatus is the state of an action in the words of the format.
var actionStatus = map[model.ActionState]ical.ObjectStatus{"open": ical.ObjectStatusNeedsAction, "doing": ical.ObjectStatusInProcess,
	"done": ical.ObjectStatusCompleted, "dropped": ical.ObjectStatusCancelled}

func (x *icalWriterState) actions() {
	for a := range model.Each[*model.Action](x.s, model.ActionPrefix) {
		proj := a.Project
		if o, ok := x.s.Get(a.For).(interface{ Owner() model.ID }); ok && proj == 0 {
			proj = o.Owner()
		}
		if a.Due == 0 || !x.sel.holds(proj, a) {
			continue
		}
		e := x.cal.AddTodo(x.uid(a))
		x.base(&e.ComponentBase, a, a.What, x.ctx.NameOf(a.For), x.ctx.NameOf(a.Account))
		e.SetProperty(ical.ComponentPropertyDue, a.Due.Time().Format("20060102"), ical.WithValue("DATE"))
		e.SetStatus(actionStatus[a.State])
		if a.DoneOn != 0 {
			e.SetProperty(ical.ComponentPropertyCompleted, a.DoneOn.At(12, 0, time.UTC).In(time.UTC).Format(twTime))
		}
	}
}

func (x *icalWriterState) updates() {
	for r := range model.Each[*model.Escalation](x.s, model.EscalationPrefix) {
		due, paused := x.ctx.UpdateDue(r)
		if due == 0 || due == worktime.Never || paused || !x.sel.holds(r.Project, r) {
			continue
		}
		e := x.cal.AddEvent(x.uid(r))
		x.base(&e.ComponentBase, r, "Update due: "+r.Title, x.ctx.NameOf(r.Account), x.ctx.NameOf(r.Contact))
		e.SetStartAt(due.In(time.UTC))
		e.SetEndAt(due.Add(15 * time.Minute).In(time.UTC))
	}
}

// ours takes over the dates of what this program once wrote; false for any other entry.
func (x *icalImport) ours(in ics.Instance) bool {
	name := strings.TrimSpace(in.Text(icalRef))
	if name == "" {
		name, _ = strings.CutSuffix(oneLine(in.UID), icalHost)
	}
	if in.ID != "" {
		return false
	}
	ref, _, _ := strings.Cut(name, ".")
	id, err := model.ParseID(ref)
	if err != nil || name != stableName(x.edit.Base(), id) {
		return false
	}
	rec := x.edit.Base().Get(id)
	if rec == nil {
		return false
	}
	x.rows[id] = in.Line
	m := rec.Base()
	x.putAs(id, m.Source, m.ExternalID, func(rec model.Record) {
		switch r := rec.(type) {
		case *model.Task:
			d := date.Of(in.Begin).Day(x.own)
			if in.WholeDays > 0 {
				d = date.DayOf(in.Day)
			}
			if old := milestoneDay(x.edit.Ctx, r); d != old {
				r.Start, r.Finish = moveDays(r.Start, d-old, x.own), moveDays(r.Finish, d-old, x.own)
				if r.Start == 0 && r.Finish == 0 {
					r.Deadline = moveDays(r.Deadline, d-old, x.own)
				}
			}
		case *model.Promise:
			r.Due = date.Of(in.Begin).Day(x.own)
		case *model.Escalation:
			at := date.Of(in.Begin)
			if due, _ := x.edit.Ctx.UpdateDue(r); at != due { // moved in the calendar: so the customer was told
				r.NextUpdate = at
			}
		case *model.Action:
			x.ourAction(r, in)
		}
	})
	return true
}

// moveDays moves a moment by days on the calendar.
func moveDays(i date.Instant, n date.Day, loc *time.Location) date.Instant {
	if i == 0 {
		return 0
	}
	return date.Of(i.In(loc).AddDate(0, 0, int(n)))
}

// ourAction takes over what a calendar can change of an action.
func (x *icalImport) ourAction(r *model.Action, in ics.Instance) {
	if !in.Due.IsZero() {
		r.Due = x.dueOf(in)
	}
	for state, word := range actionStatus {
		if string(word) == in.Status {
			r.State = state
		}
	}
	if !in.Completed.IsZero() && r.DoneOn == 0 {
		r.DoneOn = date.Of(in.Moment(in.Completed, x.own)).Day(x.own)
	}
}

// putAs is put for a record that keeps where it came from.
func (x *icalImport) putAs(id model.ID, source, external string, fill func(model.Record)) {
	was, past := x.source, x.past
	x.source, x.past = source, nil // it was written here: what differs was changed in the calendar
	x.put(id.Prefix(), id, external, fill)
	x.source, x.past = was, past
}
