package report_test

import (
	"strings"
	"testing"
	"time"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/report"
)

// incident is an escalation with an answer that was corrected, a wait, a cause and an action.
func incident(t *testing.T) (*model.Ctx, *model.Escalation) {
	t.Helper()
	at := func(h, m int) date.Instant { return date.Of(time.Date(2026, 11, 20, h, m, 0, 0, time.UTC)) }
	e := model.NewEdit(model.NewSnapshot(model.Kinds()), at(9, 0))
	cal := e.Put(model.CalendarPrefix, &model.Calendar{Name: "Office", Zone: "UTC", Week: model.OfficeWeek(), MinutesPerDay: 480, MinutesPerWk: 2400, DaysPerMonth: 20})
	acc := e.Put(model.AccountPrefix, &model.Account{Name: "North|wind", Calendar: cal, Tier: "key", Status: "active"})
	hours := func(n int64) date.Span { return date.Span{N: n * 3600, Unit: date.Hours} }
	e.Put(model.AgreementPrefix, &model.Agreement{Name: "Depot", Account: acc, Pauses: model.Pauses{Vendor: true}, Targets: []model.Target{{Severity: 5, FirstResponse: hours(1), NextUpdate: hours(2), Resolve: hours(8)}}})
	esc := e.Put(model.EscalationPrefix, &model.Escalation{Title: "Printer *off*", Account: acc, Impact: 1, Urgency: 1, Level: 2, Liaison: "Facilities", Type: "incident", Status: "open", Opened: at(8, 0),
		Events: []model.Event{
			{At: at(8, 0), Kind: "opened", Who: "Sven", Text: "It is dead."},
			{At: at(8, 10), Kind: "contact", Direction: "out", Who: "Carla", Text: "On it."},
			{At: at(8, 20), Kind: "wait", Who: "vendor: Shipfast", Text: "a head"},
			{At: at(8, 50), Kind: "note", Text: "wrong room"},
			{At: at(8, 55), Kind: "void", Corrects: 4},
			{At: at(8, 10), Kind: "correction", Corrects: 2, Text: "On it | since ten past.", Told: at(9, 0)},
		},
		Whys: []model.Why{{Because: "the head broke", Evidence: "photo"}, {Because: "it was worn"}}, Cause: "it was worn"})
	if _, err := e.ActOnCause(esc, "keep a spare", date.YMD(2026, 12, 1), 0); err != nil {
		t.Fatal(err)
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	s := e.Base().With(b.Changes)
	x, _ := model.Find[*model.Escalation](s, esc)
	return s.Ctx(at(9, 30)), x
}

// TestIncidentTexts: both texts read the log as corrected, and nothing of the data is read as Markdown.
func TestIncidentTexts(t *testing.T) {
	c, e := incident(t)
	x := report.IncidentOf(c, e)
	for _, want := range []string{"# Communication log of E-1 Printer \\*off\\*", "Customer: North\\|wind", "| Opened (Sven) | It is dead. |", "| Us (Carla) | On it \\| since ten past. |", "The next update is owed Fri 20 Nov 2026 10:10."} {
		if !strings.Contains(x.Communication(), want) {
			t.Errorf("no %q in\n%s", want, x.Communication())
		}
	}
	pm := x.PostMortem()
	for _, want := range []string{"- first response: **met**, 10 min of 1 h 00"[:27], "waited for vendor: 1 h 10", "1. the head broke (photo)", "2. it was worn\n", "Root cause: **it was worn**", "| AC-1 | keep a spare |  | 1 Dec 2026 | open |  |", "| wait | vendor: Shipfast: a head |"} {
		if !strings.Contains(pm, want) {
			t.Errorf("no %q in\n%s", want, pm)
		}
	}
	for _, text := range []string{x.Communication(), pm} {
		if strings.Contains(text, "wrong room") || strings.Contains(text, "On it.") || strings.Contains(text, "correction") {
			t.Errorf("what was put right still shows:\n%s", text)
		}
	}
	if pm != report.IncidentOf(c, e).PostMortem() {
		t.Error("the same facts give another text")
	}
}

// TestIncidentEmpty: one with nothing known says so.
func TestIncidentEmpty(t *testing.T) {
	c, e := incident(t)
	bare := *e
	bare.Events, bare.Whys, bare.Cause, bare.ID = nil, nil, "", model.NewID("E", 9)
	x := report.IncidentOf(c, &bare)
	for _, want := range []string{"Nothing was said to the customer yet."} {
		if !strings.Contains(x.Communication(), want) {
			t.Error(x.Communication())
		}
	}
	for _, want := range []string{"The log is empty.", "Nobody has asked yet", "None yet."} {
		if !strings.Contains(x.PostMortem(), want) {
			t.Errorf("no %q in\n%s", want, x.PostMortem())
		}
	}
}
