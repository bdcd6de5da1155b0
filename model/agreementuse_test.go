package model_test

import (
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/money"
)

// gold is a template of an agreement, two of another kind and a customer in Auckland, where it is tomorrow
// already when it is noon in Berlin.
func gold() *model.Snapshot {
	return with(
		&model.Calendar{Meta: meta("CAL-1"), Name: "Auckland", Zone: "Pacific/Auckland", Week: model.OfficeWeek()},
		&model.Account{Meta: meta("A-1"), Name: "Kauri", Calendar: id("CAL-1")},
		&model.Template{Meta: meta("TP-1"), Name: "Gold", Of: "agreement", Body: "as signed", Penalty: money.Amount{Minor: 500_00, Code: "EUR"}, Boundary: "opening",
			Targets: []model.Target{{Severity: 1, Resolve: hoursOf(8)}, {Severity: 3, Resolve: hoursOf(40)}}, Pauses: model.Pauses{Customer: true, UpdatesOn: []string{"vendor"}}},
		&model.Template{Meta: meta("TP-2"), Name: "Rollout", Of: "project"},
		&model.Template{Meta: meta("TP-3"), Name: "Silver", Of: "agreement"})
}

// TestAgree: the agreement is in force from today where the customer lives, and is its own: a change of the
// template afterwards touches it no more.
func TestAgree(t *testing.T) {
	s := gold()
	e := model.NewEdit(s, berlinAt("2026-11-20 14:00"))
	ref, err := e.Agree(id("A-1"), id("TP-1"))
	if err != nil {
		t.Fatal(err)
	}
	x := e.Get(ref).(*model.Agreement)
	if x.Name != "Gold" || x.From != date.YMD(2026, 11, 21) || x.Until != 0 || x.Penalty.Minor != 500_00 || x.Terms != "as signed" || x.Boundary != "opening" || x.Calendar != 0 {
		t.Errorf("%+v", x)
	}
	if len(x.Links) != 1 || x.Links[0].To != id("TP-1") {
		t.Errorf("made from %+v", x.Links)
	}
	x.Targets[0].Resolve, x.Pauses.UpdatesOn[0] = hoursOf(1), "team"
	from := s.Get(id("TP-1")).(*model.Template)
	if from.Targets[0].Resolve != hoursOf(8) || from.Pauses.UpdatesOn[0] != "vendor" {
		t.Error("agreement and template share what they were agreed with")
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	next := s.With(b.Changes)
	if err := model.Validate(next, b, e.Ctx.Now); err != nil {
		t.Error(err)
	}
	if got := next.AgreementOf(id("A-1"), 0, date.YMD(2026, 11, 21)); got == nil || got.ID != ref {
		t.Errorf("in force is %v", got)
	}
	if got := next.AgreementOf(id("A-1"), 0, date.YMD(2026, 11, 20)); got != nil {
		t.Errorf("the day before %s was in force", got.ID)
	}
}

// TestAgreeRefuses says what is no account and what is no template of an agreement.
func TestAgreeRefuses(t *testing.T) {
	e := model.NewEdit(gold(), berlinAt("2026-11-20 14:00"))
	for _, x := range []struct{ account, template, want string }{
		{"A-9", "TP-1", "A-9 is no account"}, {"TP-1", "TP-1", "TP-1 is no account"}, {"A-1", "TP-2", "TP-2 is no template of an agreement"}, {"A-1", "A-1", "A-1 is no template"}, {"A-1", "TP-9", "TP-9 is no template"},
	} {
		if _, err := e.Agree(id(x.account), id(x.template)); err == nil || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%s with %s: %v, want %q", x.account, x.template, err, x.want)
		}
	}
	if b, err := e.Batch(); err != nil || len(b.Changes) != 0 {
		t.Errorf("something was put: %v, %v", b.Changes, err)
	}
	var names []string
	for _, x := range gold().AgreementTemplates() {
		names = append(names, x.Name)
	}
	if got := strings.Join(names, " "); got != "Gold Silver" {
		t.Errorf("offered are %s", got)
	}
}
