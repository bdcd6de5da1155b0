package transfer

import (
	"strings"
	"time"

	"tandem/model"
	"tandem/model/date"
	"tandem/store/transfer/ics"
)

// guests finds contacts among those who take part.
type guests struct {
	mail map[string]*model.Contact
	name map[string]*model.Contact // nil where two have it
}

func guestsOf(s *model.Snapshot) *guests {
	g := &guests{mail: map[string]*model.Contact{}, name: map[string]*model.Contact{}}
	for c := range model.Each[*model.Contact](s, model.ContactPrefix) {
		if m := foldMail(c.Email); m != "" {
			g.mail[m] = c
		}
		if n := foldName(c.Name); n != "" {
			if _, twice := g.name[n]; twice {
				g.name[n] = nil
			} else {
				g.name[n] = c
			}
		}
	}
	return g
}

// find lists the contacts that an entry names, each once, the organizer first.
func (g *guests) find(e *ics.Entry) []*model.Contact {
	var out []*model.Contact
	for _, p := range append([]ics.Party{e.Organizer}, e.Attendees...) {
		if strings.EqualFold(p.Status, "DECLINED") {
			continue // invited, and not there
		}
		c := g.mail[foldMail(p.Mail)]
		if n := foldName(p.Name); c == nil && n != "" {
			if c = g.mail[n]; c == nil {
				c = g.name[n]
			}
		}
		if c == nil {
			continue
		}
		known := false
		for _, o := range out {
			known = known || o == c
		}
		if !known {
			out = append(out, c)
		}
	}
	return out
}

// meeting makes an interaction; the first contact's account it is with, others are linked.
func (x *icalImport) meeting(in ics.Instance, who []*model.Contact) {
	uid := x.uid(in)
	id := x.id(model.InteractionPrefix, uid)
	x.rows[id] = in.Line
	x.put(model.InteractionPrefix, id, uid, func(rec model.Record) {
		x.common(rec, in)
		r := rec.(*model.Interaction)
		r.Summary, r.When, r.Channel = firstOf(oneLine(in.Summary)), date.Of(in.Begin), "meeting"
		r.Account, r.Contact = who[0].Account, who[0].ID
		r.Direction = "out"
		if o := foldMail(in.Organizer.Mail); o != "" && o == foldMail(who[0].Email) {
			r.Direction = "in"
		}
		for _, c := range who[1:] {
			link := model.Link{To: c.ID, Title: "attendee"}
			seen := false
			for _, l := range r.Meta.Links {
				seen = seen || l == link
			}
			if !seen {
				r.Meta.Links = append(r.Meta.Links, link)
			}
		}
		if in.WholeDays > 0 {
			r.When = date.DayOf(in.Day).At(8, 0, x.own)
		}
		if in.Finish.After(in.Begin) {
			r.Custom = append(r.Custom, model.Custom{Name: "until", Value: in.Finish.In(x.own).Format(time.RFC3339)})
		}
	})
}

// event makes a milestone, or a manual task where it takes its time.
func (x *icalImport) event(in ics.Instance) {
	proj := x.place()
	uid := x.uid(in)
	id := x.id(model.TaskPrefix, uid)
	x.rows[id] = in.Line
	x.put(model.TaskPrefix, id, uid, func(rec model.Record) {
		x.common(rec, in)
		r := rec.(*model.Task)
		if r.Project == 0 {
			x.order[proj]++
			r.Project, r.Order = proj, x.order[proj]
		}
		r.Name, r.Manual, r.Inactive = firstOf(oneLine(in.Summary)), true, in.Status == "CANCELLED"
		r.Recurring = in.ID != ""
		r.Start, r.Finish = date.Of(in.Begin), date.Of(in.Finish)
		length := date.Span{N: int64(in.Finish.Sub(in.Begin) / time.Second), Unit: date.ElapsedHours}
		if in.WholeDays > 0 {
			first := date.DayOf(in.Day)
			last := first + date.Day(in.WholeDays-1)
			r.Start, r.Finish = first.At(8, 0, x.own), last.At(17, 0, x.own)
			length = date.Span{N: int64(in.WholeDays) * 86400, Unit: date.ElapsedDays}
		}
		r.Milestone = in.WholeDays == 1 || in.WholeDays == 0 && length.N == 0
		if r.Milestone {
			r.Start = r.Finish
			length = date.Span{Unit: date.Days}
		}
		r.Duration = length
		if r.Finish <= x.now && !r.Inactive {
			r.Done, r.ActualStart, r.ActualFinish = 100_00, r.Start, r.Finish
		} else if r.ActualFinish > x.now { // it was put off
			r.Done, r.ActualStart, r.ActualFinish = 0, 0, 0
		}
	})
}

// place is the project of the calendar's events, made when the first needs it.
func (x *icalImport) place() model.ID {
	if x.project != 0 {
		return x.project
	}
	id := x.id(model.ProjectPrefix, x.calKey)
	x.project = id
	for t := range x.edit.Base().TasksOf(id) {
		x.order[id] = max(x.order[id], t.Order)
	}
	x.rows[id] = x.cal.Line
	x.put(model.ProjectPrefix, id, x.calKey, func(rec model.Record) {
		r := rec.(*model.Project)
		if r.Name == "" {
			r.Name, r.Phase = x.calName(), "executing"
		}
	})
	return id
}

// calName is what the calendar is called: by itself, or by its file.
func (x *icalImport) calName() string {
	return firstOf(oneLine(x.cal.Text("X-WR-CALNAME")), oneLine(x.cal.Text("NAME")), oneLine(strings.TrimSuffix(baseName(x.file), extOf(x.file))))
}

// todo makes an action.
func (x *icalImport) todo(in ics.Instance) {
	uid := x.uid(in)
	id := x.id(model.ActionPrefix, uid)
	x.rows[id] = in.Line
	x.put(model.ActionPrefix, id, uid, func(rec model.Record) {
		x.common(rec, in)
		r := rec.(*model.Action)
		r.What, r.Due, r.DoneOn = firstOf(oneLine(in.Summary)), x.dueOf(in), 0
		r.State = "open"
		switch in.Status {
		case "IN-PROCESS":
			r.State = "doing"
		case "COMPLETED":
			r.State = "done"
		case "CANCELLED":
			r.State = "dropped"
		}
		if !in.Completed.IsZero() {
			r.State, r.DoneOn = "done", date.Of(in.Moment(in.Completed, x.own)).Day(x.own)
		}
	})
}

// dueOf is the day a to-do is due: its DUE, moved with its instance, or its end or begin.
func (x *icalImport) dueOf(in ics.Instance) date.Day {
	day := func(w ics.When) date.Day {
		if w.Day {
			return date.DayOf(w.Wall)
		}
		return date.Of(in.Moment(w, x.own)).Day(x.own)
	}
	switch {
	case !in.Due.IsZero() && in.ID == "":
		return day(in.Due)
	case !in.Due.IsZero() && !in.Start.IsZero():
		return date.Of(in.Begin).Day(x.own) + day(in.Due) - day(in.Start)
	case in.WholeDays > 0:
		return date.DayOf(in.Day) + date.Day(in.WholeDays-1)
	case !in.Begin.IsZero():
		return date.Of(in.Finish).Day(x.own)
	}
	return 0
}

// dayOff notes a whole day, or a run of days, as an exception.
func (x *icalImport) dayOff(in ics.Instance) {
	e := model.Exception{Name: firstOf(oneLine(in.Summary))}
	length := in.Finish.Sub(in.Begin)
	switch h, m, s := in.Start.Wall.Clock(); {
	case in.Status == "CANCELLED":
		x.lose(in.Entry, "is cancelled; not taken")
		return
	case in.WholeDays > 0:
		e.From = date.DayOf(in.Day)
		e.To = e.From + date.Day(in.WholeDays-1)
	case h+m+s == 0 && length >= 23*time.Hour: // midnight to midnight, told as times
		wall := in.Start.Wall
		e.From = date.DayOf(wall)
		if t, err := time.Parse("20060102T150405", in.ID); err == nil {
			e.From = date.DayOf(t)
		}
		e.To = e.From + date.Day(max(1, int((length+time.Hour)/(24*time.Hour)))-1)
	default:
		x.lose(in.Entry, "is not a whole day, so no day off; not taken")
		return
	}
	x.count.of("exception").Read++
	for _, o := range x.holidays {
		if o == e { // some calendars tell a day twice
			x.count.of("exception").Unchanged++
			return
		}
	}
	x.holidays = append(x.holidays, e)
}

// daysOff makes the calendar of the days noted; those of an earlier import stay.
func (x *icalImport) daysOff() {
	if len(x.holidays) == 0 {
		return
	}
	id := x.id(model.CalendarPrefix, x.calKey)
	x.rows[id] = x.cal.Line
	x.put(model.CalendarPrefix, id, x.calKey, func(rec model.Record) {
		r := rec.(*model.Calendar)
		if r.Name == "" {
			r.Name, r.Week = x.calName(), model.OfficeWeek()
			if z := x.own.String(); z != "Local" {
				r.Zone = z
			}
		}
		same := func(a, b model.Exception) bool { return a.Name == b.Name && a.From == b.From }
		countRows(x.count.of("exception"), x.holidays, x.holidays, r.Exceptions, same)
		rows := x.holidays
		for _, o := range r.Exceptions {
			kept := true
			for _, n := range x.holidays {
				kept = kept && !same(n, o)
			}
			if kept {
				rows = append(rows, o)
			}
		}
		r.Exceptions = rows
	})
}
