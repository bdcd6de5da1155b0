package ui_test

import (
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/report"
)

// TestCustomerPage: from the list to the page, into a record and back, and news show at once.
func TestCustomerPage(t *testing.T) {
	d := start(t, 140, 44, true)
	d.Press("6", "g", "p", "a").Has("Brightside Retail  A-2", "Open escalations", "Since ", "B brief")
	d.Press("tab", "tab").Has("Projects")
	d.Press("=")
	d.Press("esc").Has("Open escalations")
	n := d.store.Snapshot().Count(model.InteractionPrefix)
	d.Press("g", "c").Has("Log a contact").Type("call They are happy with the firmware now").Press("enter")
	if got := d.store.Snapshot().Count(model.InteractionPrefix); got != n+1 {
		t.Fatalf("%d contacts, want %d\n%s", got, n+1, d.Screen())
	}
	d.Has("They are happy with the firmware")
	d.Press("u")
	if strings.Contains(d.Screen(), "happy with the firmware now") && d.store.Snapshot().Count(model.InteractionPrefix) != n {
		t.Error("undo leaves the contact")
	}
	d.Press("esc").Has("PM  1 Plan")
	d.Press("[").Has("Open escalations", "B brief")
}

// TestCustomerBrief: one key from the list, read, kept as a record, undone.
func TestCustomerBrief(t *testing.T) {
	d := start(t, 120, 40, true)
	d.Press("6", "g", "j", "B").Has("Brief for Corvid Health", "What to say", "enter keeps it as a record")
	n := d.store.Snapshot().Count(model.ReportPrefix)
	d.Press("enter")
	s := d.store.Snapshot()
	if s.Count(model.ReportPrefix) != n+1 {
		t.Fatalf("%d reports, want %d\n%s", s.Count(model.ReportPrefix), n+1, d.Screen())
	}
	var last *model.Report
	for r := range model.Each[*model.Report](s, model.ReportPrefix) {
		last = r
	}
	if last.Type != "brief" || s.Ctx(d.store.Now()).NameOf(last.Account) != "Corvid Health" || !strings.Contains(last.Text, "## What to say") {
		t.Errorf("%+v", last)
	}
	if b, err := report.BriefOf(s.Ctx(d.store.Now()), last.Account, nil, 0); err != nil || b.Title() != last.Title {
		t.Error(last.Title, err)
	}
	d.Press("u")
	if d.store.Snapshot().Count(model.ReportPrefix) != n {
		t.Error("undo keeps the brief")
	}
}

// TestBriefNeedsACustomer says why the key does nothing.
func TestBriefNeedsACustomer(t *testing.T) {
	d := start(t, 120, 40, false)
	d.Press("esc", "B").Has("go to a customer")
}

// TestHealthInTheList: a column with its bar, which sorts.
func TestHealthInTheList(t *testing.T) {
	d := start(t, 120, 40, true)
	d.Press("6").Has("health", "▇▇")
	d.Press("s").Has("health▲")
	text := d.Screen()
	if strings.Index(text, "Northwind Logist") > strings.LastIndex(text, "Brightside Retail  A-2") {
		t.Errorf("the worst is not the first:\n%s", text)
	}
}

// TestBriefForTheDayOfTheMeeting: asked for by a key, with the meetings that are known to choose from; a
// day that is over is refused where it is typed.
func TestBriefForTheDayOfTheMeeting(t *testing.T) {
	d := start(t, 120, 40, true)
	d.Press("6", "G", "alt+b").Has("Brief for the meeting on", "tomorrow", "the next meeting that is known")
	d.Type("yesterday").Has("that day is over")
	d.Press("enter").Has("Brief for the meeting on")
	d.Press("ctrl+u", "down", "down", "enter").Has("enter keeps it as a record", "Wednesday 2 December; it tells how")
	n := d.store.Snapshot().Count(model.ReportPrefix)
	d.Press("enter")
	if got := d.store.Snapshot().Count(model.ReportPrefix); got != n+1 {
		t.Errorf("%d reports, want %d\n%s", got, n+1, d.Screen())
	}
}
