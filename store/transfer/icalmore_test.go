package transfer_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"tandem/model"
	"tandem/model/date"
	"tandem/store/transfer"
)

// starts lists the records of a kind by name and moment.
func starts(s *model.Snapshot, prefix string) []string {
	var out []string
	for r := range s.All(prefix) {
		switch x := r.(type) {
		case *model.Task:
			out = append(out, x.Name+" "+x.Finish.In(time.UTC).Format("2006-01-02T15:04"))
		case *model.Interaction:
			out = append(out, x.Summary+" "+x.When.In(time.UTC).Format("2006-01-02T15:04"))
		}
	}
	return out
}

// TestICalRecurring: each time is a record, the one that differs is as it says, and a later
// import adds what has come into the window and touches nothing else.
func TestICalRecurring(t *testing.T) {
	text := ics(event("UID:w", "SUMMARY:Weekly", "DTSTART;TZID=Europe/Berlin:20261123T100000", "RRULE:FREQ=WEEKLY;COUNT=4", "EXDATE;TZID=Europe/Berlin:20261207T100000", "ATTENDEE:mailto:ada@nordwind.example"),
		event("UID:w", "RECURRENCE-ID;TZID=Europe/Berlin:20261130T100000", "SUMMARY:Weekly, moved", "DTSTART;TZID=Europe/Berlin:20261201T150000", "ATTENDEE:mailto:ada@nordwind.example"))
	res, s := take(t, customers(t), "w.ics", text, transfer.Options{})
	want := []string{"Weekly 2026-11-23T09:00", "Weekly, moved 2026-12-01T14:00", "Weekly 2026-12-14T09:00"}
	if got := starts(s, "I"); fmt.Sprint(got) != fmt.Sprint(want) || len(res.Problems) != 0 {
		t.Errorf("%q, want %q; %+v", got, want, res.Problems)
	}
	again(t, s, "w.ics", text, transfer.Options{})
	moved := strings.Replace(text, "20261201T150000", "20261202T160000", 1)
	res, s = take(t, s, "w.ics", moved, transfer.Options{})
	if c := countOf(res, "interaction"); c.Updated != 1 || c.Unchanged != 2 || s.Count("I") != 3 {
		t.Errorf("moved once more: %+v", c)
	}
}

func TestICalForEver(t *testing.T) {
	text := ics(event("UID:d", "SUMMARY:Backup", "DTSTART;VALUE=DATE:20200101", "RRULE:FREQ=MONTHLY"))
	res, s := take(t, workspace(t), "d.ics", text, transfer.Options{})
	n := s.Count("T")
	if n < 24 || n > 27 || problem(res, "recur on and on").Row != 4 {
		t.Errorf("%d times, %+v", n, res.Problems)
	}
	later, err := transfer.Import(context.Background(), s, now+180*86400, "d.ics", strings.NewReader(text), transfer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	after := s.With(later.Batch.Changes)
	if after.Count("T") != n+6 || countOf(later, "task").Added != 6 {
		t.Errorf("half a year on %d times, were %d: %+v", after.Count("T"), n, later.Counts)
	}
	done := 0
	for x := range model.Each[*model.Task](after, "T") {
		if x.Complete() != (x.Finish <= now+180*86400) {
			t.Errorf("%v done %v", x.Finish.In(time.UTC), x.Done)
		}
		if x.Complete() {
			done++
		}
	}
	if done < 15 {
		t.Errorf("%d are done", done)
	}
}

func TestICalMatching(t *testing.T) {
	s := customers(t)
	e := model.NewEdit(s, now)
	twin := s.Schema().Prefix("C").New().(*model.Contact)
	twin.Name, twin.Account = "Bo Ek", model.NewID("A", 1)
	e.Put("C", twin)
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	s = s.With(b.Changes)
	for _, x := range []struct{ name, lines, contact, direction string }{
		{"by mail", "ATTENDEE;CN=Somebody:mailto:Ada@Nordwind.example", "Ada Byron", "out"},
		{"by name", "ATTENDEE;CN=ada  byron:mailto:private@mail.example", "Ada Byron", "out"},
		{"mail where the name should be", "ATTENDEE;CN=ada@nordwind.example:invalid:x", "Ada Byron", "out"},
		{"they invited", "ORGANIZER:mailto:ada@nordwind.example", "Ada Byron", "in"},
		{"a name that two have", "ATTENDEE;CN=Bo Ek:mailto:x@y.example", "", ""},
		{"nobody", "ATTENDEE;CN=Cy:mailto:cy@y.example", "", ""},
	} {
		t.Run(x.name, func(t *testing.T) {
			_, next := take(t, s, "m.ics", ics(event("UID:1", "SUMMARY:Talk", "DTSTART:20261125T140000Z", x.lines)), transfer.Options{})
			in, ok := model.Find[*model.Interaction](next, model.NewID("I", 1))
			if !ok {
				if x.contact != "" || next.Count("T") != 1 {
					t.Errorf("no interaction, %d tasks", next.Count("T"))
				}
				return
			}
			if got := next.Ctx(now).NameOf(in.Contact); got != x.contact || string(in.Direction) != x.direction || in.Account != model.NewID("A", 1) {
				t.Errorf("with %q, %s", got, in.Direction)
			}
		})
	}
}

func TestICalDaysOff(t *testing.T) {
	text := ics(event("UID:1", "SUMMARY:Christmas", "DTSTART;TZID=America/Los_Angeles:20241225", "DURATION:PT86400S", "RRULE:FREQ=YEARLY"),
		event("UID:2", "SUMMARY:Shutdown", "DTSTART;VALUE=DATE:20261228", "DTEND;VALUE=DATE:20270102"),
		event("UID:3", "SUMMARY:Party", "DTSTART:20261218T170000Z", "DTEND:20261218T220000Z"),
		event("UID:4", "SUMMARY:Dropped", "STATUS:CANCELLED", "DTSTART;VALUE=DATE:20261221"),
		event("UID:5", "SUMMARY:Midnight", "DTSTART:20261217T000000", "DTEND:20261218T000000"))
	res, s := take(t, workspace(t), "off.ics", text, transfer.Options{As: "calendar"})
	cal, ok := model.Find[*model.Calendar](s, model.NewID("CAL", 2))
	if !ok || cal.Name != "Office" || cal.Zone != "Europe/Berlin" || len(cal.Week) == 0 {
		t.Fatalf("%+v; %+v", cal, res.Problems)
	}
	off := func(d date.Day) bool { return len(cal.DayHours(s, d)) == 0 }
	for _, d := range []date.Day{date.YMD(2026, 12, 25), date.YMD(2029, 12, 25), date.YMD(2026, 12, 28), date.YMD(2026, 12, 31), date.YMD(2027, 1, 1), date.YMD(2026, 12, 17)} {
		if !off(d) {
			t.Errorf("%v is worked", d)
		}
	}
	for _, d := range []date.Day{date.YMD(2026, 12, 18), date.YMD(2026, 12, 21), date.YMD(2027, 1, 4), date.YMD(2026, 12, 16)} {
		if off(d) {
			t.Errorf("%v is not worked", d)
		}
	}
	if countOf(res, "exception").Rejected != 2 || problem(res, "not a whole day").Row != 17 || problem(res, "is cancelled") == nil {
		t.Errorf("%+v", res.Problems)
	}
	again(t, s, "off.ics", text, transfer.Options{As: "calendar"})
	e := model.NewEdit(s, now)
	if err := model.Update(e, cal.ID, func(c *model.Calendar) error {
		c.Exceptions = append(c.Exceptions[:len(c.Exceptions):len(c.Exceptions)], model.Exception{Name: "Ours", From: date.YMD(2026, 12, 2), To: date.YMD(2026, 12, 2)})
		c.Name = "Berlin"
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	_, s = take(t, s.With(b.Changes), "off.ics", text, transfer.Options{As: "calendar"})
	cal, _ = model.Find[*model.Calendar](s, cal.ID)
	if !off(date.YMD(2026, 12, 2)) || cal.Name != "Berlin" {
		t.Error("what was added here is gone")
	}
}

func TestICalKinds(t *testing.T) {
	journal := "BEGIN:VJOURNAL\r\nUID:j\r\nSUMMARY:Note\r\nDTSTART:20261120T100000Z\r\nEND:VJOURNAL"
	undated := "BEGIN:VJOURNAL\r\nUID:k\r\nSUMMARY:Note\r\nEND:VJOURNAL"
	repeating := "BEGIN:VTODO\r\nUID:r\r\nSUMMARY:Report\r\nDTSTART;VALUE=DATE:20261201\r\nDUE;VALUE=DATE:20261203\r\nRRULE:FREQ=MONTHLY;COUNT=2\r\nEND:VTODO"
	res, s := take(t, workspace(t), "k.ics", ics(journal, undated, repeating), transfer.Options{})
	if problem(res, "journal entry and names no contact") == nil || problem(res, "has no date") == nil || res.Rejected() != 2 {
		t.Errorf("%+v", res.Problems)
	}
	var due []string
	for a := range model.Each[*model.Action](s, "AC") {
		due = append(due, a.Due.String())
	}
	if fmt.Sprint(due) != "[2026-12-03 2027-01-03]" {
		t.Errorf("%v", due)
	}
	res, s = take(t, workspace(t), "k.ics", ics(event("UID:1", "SUMMARY:A", "DTSTART;VALUE=DATE:20261201", "DTEND;VALUE=DATE:20261204")), transfer.Options{As: "action"})
	if a, _ := model.Find[*model.Action](s, model.NewID("AC", 1)); a.Due != date.YMD(2026, 12, 3) || s.Count("T") != 0 {
		t.Errorf("%+v %+v", a, res.Counts)
	}
	two := ics(event("UID:1", "SUMMARY:A", "DTSTART;VALUE=DATE:20261201")) + strings.Replace(ics(event("UID:2", "SUMMARY:B", "DTSTART;VALUE=DATE:20261201")), "Office", "Home", 1)
	if _, s = take(t, workspace(t), "two.ics", two, transfer.Options{}); s.Count("P") != 2 || s.Count("T") != 2 {
		t.Errorf("two calendars in a file: %d projects, %d tasks", s.Count("P"), s.Count("T"))
	}
}

// TestICalKeeps: what no field holds is kept in custom, and notes, links and tags are taken.
func TestICalKeeps(t *testing.T) {
	_, s := take(t, workspace(t), "k.ics", ics(event("UID:1", "SUMMARY:A\x1b[31m", "DTSTART:20261201T100000Z", "DESCRIPTION:one\\ntwo\\, three", "LOCATION:Room \\; 2", "URL:https://a.example/x", "ATTACH:https://a.example/f.pdf",
		"ATTACH;ENCODING=BASE64;VALUE=BINARY:AAAA", "CATEGORIES:x,y", "CATEGORIES:x", "X-ODD;P=1:kept", "STATUS:TENTATIVE", "GEO:1;2", "CREATED:20260101T000000Z", "ORGANIZER;CN=Me:mailto:me@x.example",
		"BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT15M\r\nEND:VALARM")), transfer.Options{})
	x, _ := model.Find[*model.Task](s, model.NewID("T", 1))
	if x.Name != "A" || x.Notes != "one\ntwo, three" || len(x.Meta.Links) != 2 || fmt.Sprint(x.Tags) != "[x y]" || x.Created.RFC3339(time.UTC) != "2026-01-01T00:00:00Z" {
		t.Errorf("%+v", x)
	}
	for name, want := range map[string]string{"location": "Room ; 2", "x-odd": "kept", "status": "TENTATIVE", "geo": "1;2", "organizer": "Me <me@x.example>", "alarm": "-PT15M display"} {
		if got := custom(x, name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestICalPostponed(t *testing.T) {
	past := ics(event("UID:1", "SUMMARY:Launch", "DTSTART;VALUE=DATE:20261101"))
	_, s := take(t, workspace(t), "l.ics", past, transfer.Options{})
	x, _ := model.Find[*model.Task](s, model.NewID("T", 1))
	if !x.Complete() {
		t.Error("what is over is not done")
	}
	_, s = take(t, s, "l.ics", strings.Replace(past, "20261101", "20270301", 1), transfer.Options{})
	if x, _ = model.Find[*model.Task](s, x.ID); x.Finish.In(time.UTC).Format(time.DateOnly) != "2027-03-01" {
		t.Errorf("put off: %+v", x)
	}
	_, s = take(t, s, "l.ics", strings.Replace(past, "SUMMARY", "STATUS:CANCELLED\r\nSUMMARY", 1), transfer.Options{})
	if x, _ = model.Find[*model.Task](s, x.ID); !x.Inactive {
		t.Errorf("called off: %+v", x)
	}
}

func TestICalNothing(t *testing.T) {
	for _, text := range []string{"", "BEGIN:VCARD\r\nEND:VCARD\r\n", "\x00\x01\x02", "hello"} {
		_, err := transfer.Import(context.Background(), workspace(t), now, "x.ics", strings.NewReader(text), transfer.Options{Format: "ical"})
		if text == "BEGIN:VCARD\r\nEND:VCARD\r\n" {
			continue // a frame is put around it, and then it is an unknown component
		}
		if !errors.Is(err, transfer.ErrNothing) {
			t.Errorf("%q: %v", text, err)
		}
	}
}
