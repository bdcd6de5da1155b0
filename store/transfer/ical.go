package transfer

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/text"
	"tandem/store/transfer/ics"
)

// How an iCalendar file becomes records:
//
//	VEVENT with a contact    an Interaction, a meeting with that contact's account
//	any other VEVENT         a Task of a project named after the calendar: a milestone where it
//	                         is one day or one moment, else a manual task; what is over is done
//	VTODO                    an Action
//	VEVENT, --as calendar    an exception of a Calendar: a day off
//
// --as interaction, --as task or --as action takes all events as that. What recurs becomes one
// record a time (icalWindow); its external_id is the UID, and behind # the time by the rule.
// What this program wrote itself (icalout.go) is known again, and its dates are taken over.

// icalSource is the source of what came from calendars. A UID is unique in the world.
const icalSource = "ical"

// What recurs for ever is taken for so long back and ahead, and any rule for so many times.
const (
	icalBack    = 366 * 24 * time.Hour
	icalAhead   = 366 * 24 * time.Hour
	icalHoliday = 5 * icalAhead // ahead, for a calendar of days off
	icalMost    = 1000
)

func icalFormat() Format {
	return Format{Name: "ical", Title: "iCalendar", Ext: []string{".ics", ".ical", ".ifb"}, Import: importICal,
		Fits: func(_ string, head []byte) bool {
			head = bytes.TrimLeft(utf8Of(head), "\xef\xbb\xbf \t\r\n")
			return len(head) >= 15 && bytes.EqualFold(head[:15], []byte("BEGIN:VCALENDAR"))
		}}
}

// icalImport maps one file.
type icalImport struct {
	*gather
	file     string
	as       string
	own      *time.Location
	now      date.Instant
	window   ics.Window
	people   *guests
	rows     map[model.ID]int
	order    map[model.ID]int
	lost     map[*ics.Component]bool
	endless  []int          // lines of what recurs beyond the window
	cal      *ics.Component // the calendar at hand
	calKey   string
	project  model.ID
	holidays []model.Exception
}

func importICal(ctx context.Context, s *model.Snapshot, now date.Instant, name string, in io.Reader, opt Options) (Result, error) {
	if err := onlyAs(name, opt.As, "calendar", "interaction", "task", "action"); err != nil {
		return Result{}, err
	}
	data, told, err := readWestern(ctx, name, in, opt.Size)
	if err != nil {
		return Result{}, err
	}
	f := ics.Parse(data)
	x := newICal(s, now, name, opt.As)
	x.recall(opt)
	x.res.Problems = told
	step := newStepper(ctx, len(data), opt)
	for _, cal := range f.Calendars {
		if err := x.calendar(f, cal, step); err != nil {
			return x.res, err
		}
	}
	for _, p := range f.Problems {
		out := Problem{File: name, Row: p.Line, Field: p.Field, Message: p.Message}
		if p.Lost {
			x.reject(icalKind(p.Field, opt.As), out)
		} else {
			x.res.Problems = append(x.res.Problems, out)
		}
	}
	if len(x.endless) > 0 {
		x.res.Problems = append(x.res.Problems, Problem{File: name, Row: x.endless[0], Field: "RRULE", Message: fmt.Sprintf(
			"%d of them recur on and on; taken until %s and at most %d times each", len(x.endless), x.window.To.Format(time.DateOnly), icalMost)})
	}
	slices.SortStableFunc(x.res.Problems, func(a, b Problem) int { return a.Row - b.Row })
	x.res.Counts = x.count.list()
	switch {
	case len(f.Calendars) == 0:
		return x.res, nothing(name, "it holds no calendar")
	case taken(x.res) == 0:
		return x.res, nothing(name, "its calendar holds nothing that could be taken")
	}
	err = x.settle(name, func(id model.ID) int { return x.rows[id] })
	step.end()
	x.res.Counts, x.res.Project = x.count.list(), x.project
	return x.res, err
}

func newICal(s *model.Snapshot, now date.Instant, name, as string) *icalImport {
	e := model.NewEdit(s, now)
	x := &icalImport{gather: newGather(e, icalSource), file: name, as: as, own: e.Ctx.Loc, now: now, people: guestsOf(s),
		rows: map[model.ID]int{}, order: map[model.ID]int{}, lost: map[*ics.Component]bool{}}
	if x.own == nil {
		x.own = time.UTC
	}
	at := now.In(x.own)
	ahead := icalAhead
	if as == "calendar" {
		ahead = icalHoliday
	}
	x.window = ics.Window{From: at.Add(-icalBack), To: at.Add(ahead), Limit: icalMost, Own: x.own}
	return x
}

// icalKind is the kind that a lost component would have become.
func icalKind(component, as string) string {
	switch {
	case component == "VTODO":
		return "action"
	case as == "calendar":
		return "exception"
	case component == "VEVENT" && as != "":
		return as
	case component == "VEVENT":
		return "task"
	}
	return "component"
}

// calendar takes one calendar of the file.
func (x *icalImport) calendar(f *ics.File, cal *ics.Component, step *stepper) error {
	x.cal, x.project, x.holidays = cal, 0, nil
	x.calKey = "calendar:" + firstOr(oneLine(cal.Text("X-WR-RELCALID")), oneLine(cal.Text("X-WR-CALNAME")), baseName(x.file))
	for _, s := range f.Series(cal) {
		if err := step.at(s.Component.End); err != nil {
			return err
		}
		if s.Name == "VTODO" && s.Start.IsZero() {
			if in := (ics.Instance{Entry: &s.Entry}); !x.ours(in) {
				x.todo(in)
			}
			continue
		}
		if s.Name == "VJOURNAL" && s.Start.IsZero() {
			x.lose(&s.Entry, "has no date; not taken")
			continue
		}
		list, more := s.Expand(x.window)
		if more {
			x.endless = append(x.endless, s.Line)
		}
		if len(list) == 0 {
			x.lose(&s.Entry, "takes place at no time: all are excepted")
		}
		for _, in := range list {
			x.instance(in)
		}
	}
	if x.as == "calendar" {
		x.daysOff()
	}
	return nil
}

// lose reports an entry that cannot be taken, once however often it recurs.
func (x *icalImport) lose(e *ics.Entry, message string) {
	if x.lost[e.Component] {
		return
	}
	x.lost[e.Component] = true
	what := message
	if s := oneLine(e.Summary); s != "" {
		what = quote(s) + " " + message
	}
	x.reject(icalKind(e.Name, x.as), Problem{File: x.file, Row: e.Line, Field: e.Name, Message: what})
}

// instance takes one time of an entry.
func (x *icalImport) instance(in ics.Instance) {
	who := x.people.find(in.Entry)
	switch {
	case x.ours(in):
	case in.Name == "VTODO":
		x.todo(in)
	case x.as == "calendar":
		x.dayOff(in)
	case x.as == "action":
		x.todo(in)
	case x.as == "task":
		x.event(in)
	case len(who) > 0 && in.Status != "CANCELLED":
		x.meeting(in, who)
	case len(who) > 0:
		x.lose(in.Entry, "was cancelled, so nobody met; not taken")
	case x.as == "interaction":
		x.lose(in.Entry, "names nobody who is a contact here; not taken")
	case in.Name == "VJOURNAL":
		x.lose(in.Entry, "is a journal entry and names no contact; not taken")
	default:
		x.event(in)
	}
}

// uid is the external id of an instance; one without a UID is known by what it says.
func (x *icalImport) uid(in ics.Instance) string {
	id := oneLine(in.UID)
	if id == "" {
		id = "no-uid:" + in.Begin.UTC().Format(twTime) + " " + oneLine(in.Summary)
	}
	if in.ID != "" {
		id += "#" + in.ID
	}
	return id
}

// common writes what all kinds of record have.
func (x *icalImport) common(r model.Record, in ics.Instance) {
	m := r.Base()
	m.Notes = strings.TrimSpace(text.CleanLong(in.Description))
	var labels []string
	for p := range in.All("CATEGORIES") {
		labels = append(labels, p.Texts()...)
	}
	m.Tags = tagsOf(labels)
	m.Links = slices.DeleteFunc(slices.Clone(m.Links), func(l model.Link) bool { return l.Title == "URL" || l.Title == "attachment" })
	for p := range in.All("URL") {
		m.Links = append(m.Links, model.Link{Address: oneLine(p.Value), Title: "URL"})
	}
	for p := range in.All("ATTACH") {
		if len(p.Value) < 2000 && p.Param("ENCODING") == "" {
			m.Links = append(m.Links, model.Link{Address: oneLine(p.Value), Title: "attachment"})
		}
	}
	m.Links = slices.DeleteFunc(m.Links, func(l model.Link) bool { return l.Address == "" && l.To == 0 })
	if p := in.Prop("CREATED"); p != nil {
		if w, err := p.When(); err == nil {
			m.Created = date.Of(in.Moment(w, x.own))
		}
	}
	m.Custom = x.custom(in)
}

// icalHeld are the properties that a field holds, or that say nothing beyond the file.
var icalHeld = []string{"UID", "DTSTAMP", "SUMMARY", "DESCRIPTION", "DTSTART", "DTEND", "DURATION", "DUE", "CREATED", "LAST-MODIFIED",
	"SEQUENCE", "CATEGORIES", "URL", "ATTACH", "RDATE", "EXDATE", "RECURRENCE-ID", "ATTENDEE", "ORGANIZER", "COMPLETED"}

// custom keeps the properties that no field holds.
func (x *icalImport) custom(in ics.Instance) []model.Custom {
	var out []model.Custom
	add := func(name, value string) {
		if value = oneLine(value); value != "" {
			out = append(out, model.Custom{Name: name, Value: value})
		}
	}
	if in.Organizer != (ics.Party{}) {
		add("organizer", partyText(in.Organizer))
	}
	for _, a := range in.Attendees {
		add("attendee", partyText(a))
	}
	for i := range in.Props {
		if p := &in.Props[i]; !slices.Contains(icalHeld, p.Name) {
			add(strings.ToLower(p.Name), p.Text())
		}
	}
	for _, c := range in.Parts {
		if c.Name == "VALARM" {
			add("alarm", strings.TrimSpace(c.Text("TRIGGER")+" "+strings.ToLower(c.Text("ACTION"))))
		}
	}
	return out
}

func partyText(p ics.Party) string {
	s := p.Name
	if p.Mail != "" && p.Mail != p.Name {
		s = strings.TrimSpace(s + " <" + p.Mail + ">")
	}
	if p.Status != "" {
		s += " " + strings.ToLower(p.Status)
	}
	return s
}
