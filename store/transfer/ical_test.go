package transfer_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	ical "github.com/arran4/golang-ical"

	"tandem/model"
	"tandem/model/date"
	"tandem/store/transfer"
)

// ics joins lines as a calendar does.
func ics(lines ...string) string {
	return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:Office\r\n" + strings.Join(lines, "\r\n") + "\r\nEND:VCALENDAR\r\n"
}

func event(lines ...string) string {
	return "BEGIN:VEVENT\r\n" + strings.Join(lines, "\r\n") + "\r\nEND:VEVENT"
}

// customers is a workspace with two contacts of an account.
func customers(t testing.TB) *model.Snapshot {
	t.Helper()
	s := workspace(t)
	e := model.NewEdit(s, now)
	acct := s.Schema().Prefix("A").New().(*model.Account)
	acct.Name = "Nordwind"
	id := e.Put("A", acct)
	for _, n := range [][2]string{{"Ada Byron", "ada@nordwind.example"}, {"Bo Ek", "bo@nordwind.example"}} {
		c := s.Schema().Prefix("C").New().(*model.Contact)
		c.Name, c.Email, c.Account = n[0], n[1], id
		e.Put("C", c)
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	return s.With(b.Changes)
}

// TestICalRealFiles: every component arrives or is reported, as tasks and as days off.
func TestICalRealFiles(t *testing.T) {
	for _, path := range realFiles(t, "ics/*.ics") {
		t.Run(filepath.Base(path), func(t *testing.T) {
			raw, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			// the UIDs of the file, read naively
			unfolded := strings.NewReplacer("\r\n ", "", "\n ", "").Replace(string(raw))
			inEvent := regexp.MustCompile(`(?s)BEGIN:V(EVENT|TODO|JOURNAL|FREEBUSY)\r?\n.*?END:V`).FindAllString(unfolded, -1)
			uids := map[string]bool{}
			for _, e := range inEvent {
				uid := regexp.MustCompile(`(?m)^UID:(.*?)\r?$`).FindStringSubmatch(e)
				if uid != nil {
					uids[strings.TrimSpace(uid[1])] = true
				}
			}
			res, s := takeFile(t, workspace(t), path, transfer.Options{})
			got := map[string]bool{}
			for _, prefix := range []string{"T", "AC", "I"} {
				for r := range s.All(prefix) {
					uid, _, _ := strings.Cut(r.Base().ExternalID, "#")
					got[uid] = true
				}
			}
			missing := 0
			for uid := range uids {
				if !got[uid] {
					missing++
				}
			}
			if missing > res.Rejected() || len(inEvent) > len(uids)+res.Rejected()+changedInstances(string(raw)) {
				t.Errorf("%d components with %d UIDs: %d did not arrive; problems %+v", len(inEvent), len(uids), missing, res.Problems)
			}
			for _, p := range res.Problems {
				if p.Row == 0 || p.Message == "" {
					t.Errorf("a problem without a place: %+v", p)
				}
			}
			again, _ := takeFile(t, s, path, transfer.Options{})
			if len(again.Batch.Changes) != 0 {
				t.Errorf("again: %d changes", len(again.Batch.Changes))
			}
			off, err := transfer.Import(context.Background(), workspace(t), now, "x.ics", bytes.NewReader(raw), transfer.Options{As: "calendar"})
			if err != nil && !errors.Is(err, transfer.ErrNothing) {
				t.Fatal(err)
			}
			t.Logf("%d components, %d tasks, %d days off, %d not a day off", len(inEvent), countOf(res, "task").Added, countOf(off, "exception").Added, countOf(off, "exception").Rejected)
		})
	}
}

// changedInstances counts the components that only change one time of another.
func changedInstances(raw string) int { return strings.Count(raw, "\nRECURRENCE-ID") }

func TestICalHolidays(t *testing.T) {
	list := realFiles(t, "ics/*EstoniaHolidays.ics")
	raw, err := os.ReadFile(list[0])
	if err != nil {
		t.Fatal(err)
	}
	res, s := take(t, workspace(t), "ee.ics", string(raw), transfer.Options{As: "calendar"})
	want := strings.Count(string(raw), "BEGIN:VEVENT")
	c := countOf(res, "exception")
	if c.Read < want-c.Rejected || c.Added == 0 || s.Count("T") != 0 {
		t.Errorf("%d events gave %+v", want, c)
	}
	var cal *model.Calendar
	for x := range model.Each[*model.Calendar](s, "CAL") {
		cal = x
	}
	if h := cal.DayHours(s, date.YMD(2010, time.April, 5)); len(h) != 0 {
		t.Errorf("Easter Monday has hours %v", h)
	}
	if h := cal.DayHours(s, date.YMD(2010, time.April, 7)); len(h) != 2 {
		t.Errorf("an ordinary Wednesday has hours %v", h)
	}
}

func TestICalMeetings(t *testing.T) {
	text := ics(event("UID:1", "SUMMARY:Review\\, second", "DTSTART;TZID=Europe/Berlin:20261125T140000", "DTEND;TZID=Europe/Berlin:20261125T150000",
		"ORGANIZER;CN=Me:mailto:me@here.example", "ATTENDEE;CN=Ada:MAILTO:ADA@nordwind.example", "ATTENDEE;CN=\"Bo Ek\":mailto:other@example.org", "LOCATION:Room 2", "CATEGORIES:steering,two words"),
		event("UID:2", "SUMMARY:Alone", "DTSTART:20261126T090000Z", "DTEND:20261126T100000Z"),
		event("UID:3", "SUMMARY:Off", "STATUS:CANCELLED", "DTSTART:20261126T090000Z", "ATTENDEE:mailto:bo@nordwind.example"))
	res, s := take(t, customers(t), "m.ics", text, transfer.Options{})
	if s.Count("I") != 1 || s.Count("T") != 1 || problem(res, "was cancelled") == nil {
		t.Fatalf("%d interactions, %d tasks, %+v", s.Count("I"), s.Count("T"), res.Problems)
	}
	in, _ := model.Find[*model.Interaction](s, model.NewID("I", 1))
	if in.Summary != "Review, second" || in.Channel != "meeting" || in.When.RFC3339(time.UTC) != "2026-11-25T13:00:00Z" || s.Ctx(now).NameOf(in.Contact) != "Ada Byron" {
		t.Errorf("%+v", in)
	}
	if len(in.Meta.Links) != 1 || s.Ctx(now).NameOf(in.Meta.Links[0].To) != "Bo Ek" || strings.Join(in.Tags, " ") != "steering two-words" {
		t.Errorf("links %+v, tags %q", in.Meta.Links, in.Tags)
	}
	res, s = take(t, customers(t), "m.ics", text, transfer.Options{As: "interaction"})
	if s.Count("T") != 0 || countOf(res, "interaction").Rejected != 2 || problem(res, "nobody who is a contact").Row != 15 {
		t.Errorf("as interactions: %+v %+v", res.Counts, res.Problems)
	}
}

// TestICalMeetingsAgain: who declined was not there; a file that comes again, or moved, makes no second
// interaction; and a meeting ahead does not end the silence of a contact.
func TestICalMeetingsAgain(t *testing.T) {
	meeting := func(start string) string {
		return ics(event("UID:1", "SUMMARY:Review", "DTSTART:"+start, "DURATION:PT1H", "ORGANIZER:mailto:me@here.example",
			"ATTENDEE;PARTSTAT=DECLINED:mailto:ada@nordwind.example", "ATTENDEE;PARTSTAT=ACCEPTED;CN=Bo Ek:mailto:elsewhere@example.org"))
	}
	_, s := take(t, customers(t), "m.ics", meeting("20261125T140000Z"), transfer.Options{})
	in, ok := model.Find[*model.Interaction](s, model.NewID("I", 1))
	if !ok || s.Ctx(now).NameOf(in.Contact) != "Bo Ek" || s.Ctx(now).NameOf(in.Account) != "Nordwind" || len(in.Meta.Links) != 0 {
		t.Fatalf("%+v", in)
	}
	if again, _ := take(t, s, "m.ics", meeting("20261125T140000Z"), transfer.Options{}); len(again.Batch.Changes) != 0 {
		t.Errorf("again: %d changes", len(again.Batch.Changes))
	}
	if c := s.Ctx(in.When - 1); c.LastTalk(in.Contact) != 0 || s.Ctx(in.When).LastTalk(in.Contact) != in.When || s.LastTalk(in.Contact) != in.When {
		t.Errorf("a meeting ahead was held: %d", c.LastTalk(in.Contact))
	}
	_, s = take(t, s, "m.ics", meeting("20261126T140000Z"), transfer.Options{})
	if x, _ := model.Find[*model.Interaction](s, model.NewID("I", 1)); s.Count("I") != 1 || x.When != in.When+86400 {
		t.Errorf("moved: %d interactions, %+v", s.Count("I"), x)
	}
}

func TestICalTasksAndTodos(t *testing.T) {
	res, s := take(t, workspace(t), "m.ics", ics(
		event("UID:1", "SUMMARY:Go-live", "DTSTART;VALUE=DATE:20261201", "DTEND;VALUE=DATE:20261202"),
		event("UID:2", "SUMMARY:Freeze", "DTSTART;VALUE=DATE:20261221", "DTEND;VALUE=DATE:20261224"),
		event("UID:3", "SUMMARY:Past", "DTSTART:20261101T100000Z", "DURATION:PT90M"),
		event("UID:4", "SUMMARY:Broken", "DTSTART:sometime"),
		"BEGIN:VTODO\r\nUID:5\r\nSUMMARY:Call\r\nDUE;VALUE=DATE:20261127\r\nSTATUS:IN-PROCESS\r\nEND:VTODO",
		"BEGIN:VTODO\r\nUID:6\r\nSUMMARY:Called\r\nCOMPLETED:20261103T230000Z\r\nEND:VTODO",
		event("UID:1", "SUMMARY:Clash", "DTSTART;VALUE=DATE:20261201")), transfer.Options{})
	c := s.Ctx(now)
	get := func(n uint64) *model.Task { x, _ := model.Find[*model.Task](s, model.NewID("T", n)); return x }
	if x := get(1); !x.Milestone || x.Finish.In(c.Loc).Format("2006-01-02 15:04") != "2026-12-01 17:00" || c.NameOf(x.Project) != "Office" {
		t.Errorf("%+v", x)
	}
	if x := get(2); x.Milestone || x.Finish.In(c.Loc).Format(time.DateOnly) != "2026-12-23" || x.Duration.N != 3*86400 || !x.Manual {
		t.Errorf("%+v", x)
	}
	if x := get(3); !x.Complete() || x.Finish.Sub(x.Start) != 90*time.Minute {
		t.Errorf("%+v", x)
	}
	if problem(res, "DTSTART: \"sometime\" is no date").Row != 25 || problem(res, "has no DTSTART") == nil || problem(res, "UID of the one in line 4") == nil || res.Rejected() != 2 {
		t.Errorf("%+v", res.Problems)
	}
	five, _ := model.Find[*model.Action](s, model.NewID("AC", 1))
	six, _ := model.Find[*model.Action](s, model.NewID("AC", 2))
	if five.State != "doing" || five.Due != date.YMD(2026, 11, 27) || six.State != "done" || six.DoneOn != date.YMD(2026, 11, 4) {
		t.Errorf("%+v\n%+v", five, six)
	}
}

// TestICalExport checks what goes out against the rules of the format and reads it in again.
func TestICalExport(t *testing.T) {
	s := customers(t)
	e := model.NewEdit(s, now)
	sc := s.Schema()
	p := sc.Prefix("P").New().(*model.Project)
	p.Name = "Umstellung größer"
	proj := e.Put("P", p)
	m := sc.Prefix("T").New().(*model.Task)
	m.Project, m.Name, m.Milestone, m.Finish = proj, strings.Repeat("Übergabe, \"alles\"; ", 12), true, date.YMD(2026, 12, 1).At(17, 0, e.Ctx.Loc)
	m.Notes = "Zeile 1\nZeile 2 \\ mit, allem; was\n" + strings.Repeat("ä", 200)
	ms := e.Put("T", m)
	pr := sc.Prefix("M").New().(*model.Promise)
	pr.What, pr.Account, pr.Due, pr.Task = "New report", model.NewID("A", 1), date.YMD(2026, 12, 24), ms
	e.Put("M", pr)
	ac := sc.Prefix("AC").New().(*model.Action)
	ac.What, ac.Due, ac.State, ac.Project = "Send minutes", date.YMD(2026, 11, 30), "doing", proj
	e.Put("AC", ac)
	es := sc.Prefix("E").New().(*model.Escalation)
	es.Title, es.Account, es.Opened, es.NextUpdate = "Slow", model.NewID("A", 1), now, now+7200
	e.Put("E", es)
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	s = s.With(b.Changes)
	text := write(t, s, "ical", transfer.Selection{})
	for i, line := range strings.Split(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		if len(line) > 75 || strings.ContainsAny(line, "\r\n") || !utf8.ValidString(line) || line == "" {
			t.Errorf("line %d of %d bytes: %q", i+1, len(line), line)
		}
	}
	if strings.Count(text, "\r\n") != strings.Count(text, "\n") || text != write(t, s, "ical", transfer.Selection{}) {
		t.Error("line ends differ, or a second export")
	}
	cal, err := ical.ParseCalendar(strings.NewReader(text))
	if err != nil || len(cal.Events()) != 3 {
		t.Fatalf("another reader: %v, %d events", err, len(cal.Events()))
	}
	seen := map[string]bool{}
	for _, c := range cal.Components {
		b := c.(interface {
			GetProperty(ical.ComponentProperty) *ical.IANAProperty
		})
		for _, name := range []ical.ComponentProperty{ical.ComponentPropertyUniqueId, ical.ComponentPropertyDtstamp, ical.ComponentPropertySummary} {
			if b.GetProperty(name) == nil {
				t.Errorf("a component has no %s", name)
			}
		}
		seen[b.GetProperty(ical.ComponentPropertyUniqueId).Value] = true
	}
	if len(seen) != 4 {
		t.Errorf("UIDs %v", seen)
	}
	only := write(t, s, "ical", transfer.Selection{Project: proj})
	if n := strings.Count(only, "BEGIN:V"); n != 4 {
		t.Errorf("of the project %d components went out, want a calendar and 3", n)
	}
	res, same := take(t, s, "out.ics", text, transfer.Options{})
	if len(res.Batch.Changes) != 0 || same.Total() != s.Total() {
		t.Errorf("what went out changes %d records when it comes in: %+v", len(res.Batch.Changes), res.Problems)
	}
	moved := strings.NewReplacer("20261201", "20261208", "20261202", "20261209", "DUE;VALUE=DATE:20261130", "DUE;VALUE=DATE:20261205", "STATUS:IN-PROCESS", "STATUS:COMPLETED").Replace(text)
	_, after := take(t, s, "out.ics", moved, transfer.Options{})
	x, _ := model.Find[*model.Task](after, ms)
	a, _ := model.Find[*model.Action](after, model.NewID("AC", 1))
	if x.Finish.In(s.Ctx(now).Loc).Format("2006-01-02 15:04") != "2026-12-08 17:00" || a.Due != date.YMD(2026, 12, 5) || a.State != "done" {
		t.Errorf("moved in the calendar: %v %+v", x.Finish.In(time.UTC), a)
	}
	w, _ := transfer.WriterNamed("ical")
	if err := w.Write(context.Background(), workspace(t), now, transfer.Selection{}, &bytes.Buffer{}); !errors.Is(err, transfer.ErrEmpty) {
		t.Errorf("an empty workspace: %v", err)
	}
}

// TestICalRoundTrip: what came from a calendar goes out under the UID it came with.
func TestICalRoundTrip(t *testing.T) {
	_, s := take(t, workspace(t), "a.ics", ics(event("UID:abc@x", "SUMMARY:Go-live", "DTSTART;VALUE=DATE:20261201")), transfer.Options{})
	out := write(t, s, "ical", transfer.Selection{})
	if !strings.Contains(out, "UID:abc@x\r\n") || !strings.Contains(out, "DTSTART;VALUE=DATE:20261201\r\n") {
		t.Error(out)
	}
	if _, err := transfer.Import(context.Background(), workspace(t), now, "e.ics", strings.NewReader("BEGIN:VCALENDAR\nEND:VCALENDAR\n"), transfer.Options{As: "risk"}); err == nil {
		t.Error("--as risk was taken")
	}
}

func FuzzICal(f *testing.F) {
	f.Add([]byte(ics(event("UID:1", "SUMMARY:x", "DTSTART;TZID=Europe/Berlin:20261125T140000", "RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE;TZID=Europe/Berlin:20261202T140000"))), uint8(0))
	f.Add([]byte(ics("BEGIN:VTODO", "UID:2", "DUE:20261125T140000Z", "END:VTODO", event("DTSTART;VALUE=DATE:20261125", "DURATION:P3D", "RDATE;VALUE=DATE:20261225"))), uint8(1))
	f.Add([]byte("BEGIN:VEVENT\nDTSTART:20261125T1400\nRRULE:FREQ=HOURLY;INTERVAL=5\n"), uint8(2))
	s := customers(f)
	f.Fuzz(func(t *testing.T, data []byte, as uint8) {
		opt := transfer.Options{Format: "ical", As: []string{"", "calendar", "interaction", "task", "action"}[as%5]}
		res, err := transfer.Import(context.Background(), s, now, "x", bytes.NewReader(data), opt)
		if err != nil {
			return
		}
		next := s.With(res.Batch.Changes)
		again, err := transfer.Import(context.Background(), next, now, "x", bytes.NewReader(data), opt)
		if err != nil || len(again.Batch.Changes) != 0 {
			t.Errorf("again: %v, %d changes", err, len(again.Batch.Changes))
		}
		var b bytes.Buffer
		w, _ := transfer.WriterNamed("ical")
		if err := w.Write(context.Background(), next, now, transfer.Selection{}, &b); err != nil && !errors.Is(err, transfer.ErrEmpty) {
			t.Error(err)
		}
		for _, line := range strings.Split(b.String(), "\r\n") {
			if len(line) > 75 {
				t.Errorf("a line of %d bytes: %q", len(line), line)
			}
		}
	})
}

// TestICalUpdates: the next update goes out as the clock has it, whatever moment is stored; what comes
// back as it went changes nothing, and what was moved in the calendar was told to the customer.
func TestICalUpdates(t *testing.T) {
	s := customers(t)
	e := model.NewEdit(s, now)
	acc := model.NewID("A", 1)
	e.Put("AG", &model.Agreement{Name: "Depot", Account: acc, Pauses: model.Pauses{Customer: true, Updates: true},
		Targets: []model.Target{{Severity: 5, NextUpdate: date.Span{N: 2 * 3600, Unit: date.Hours}}}})
	word := model.Event{At: now - 600, Kind: "contact", Direction: "out", Text: "on it"}
	add := func(title string, told date.Instant, more ...model.Event) model.ID {
		x := s.Schema().Prefix("E").New().(*model.Escalation)
		x.Title, x.Account, x.Opened, x.NextUpdate = title, acc, now-3600, told
		x.Events = append([]model.Event{{At: x.Opened, Kind: "opened"}, word}, more...)
		return e.Put("E", x)
	}
	agreed := add("By the agreement", 0)
	add("Told before our last word", now-1200)
	waits := add("Waits for the customer", 0)
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	s = s.With(b.Changes)
	e = model.NewEdit(s, now)
	if err := e.Set(waits, "waiting_on", "customer"); err != nil {
		t.Fatal(err)
	}
	if err := e.Set(waits, "status", "waiting"); err != nil {
		t.Fatal(err)
	}
	if b, err = e.Batch(); err != nil {
		t.Fatal(err)
	}
	s = s.With(b.Changes)
	x, _ := model.Find[*model.Escalation](s, agreed)
	due, paused := s.Ctx(now).UpdateDue(x)
	if due <= now || paused {
		t.Fatalf("due %d, paused %v", due, paused)
	}
	text := write(t, s, "ical", transfer.Selection{})
	at := due.In(time.UTC).Format("20060102T150405Z")
	if n := strings.Count(text, "SUMMARY:Update due"); n != 2 || strings.Count(text, "DTSTART:"+at) != 2 || strings.Contains(text, "Waits for") {
		t.Errorf("%d updates:\n%s", n, text)
	}
	if res, _ := take(t, s, "out.ics", text, transfer.Options{}); len(res.Batch.Changes) != 0 {
		t.Errorf("what went out changes %+v", res.Batch.Changes)
	}
	sooner := (due - 1800)
	_, after := take(t, s, "out.ics", strings.ReplaceAll(text, "DTSTART:"+at, "DTSTART:"+sooner.In(time.UTC).Format("20060102T150405Z")), transfer.Options{})
	x, _ = model.Find[*model.Escalation](after, agreed)
	if got, _ := after.Ctx(now).UpdateDue(x); got != sooner {
		t.Errorf("moved in the calendar: due %s, want %s", got.In(time.UTC), sooner.In(time.UTC))
	}
}
