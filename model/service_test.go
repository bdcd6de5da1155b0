package model_test

import (
	"math"
	"strings"
	"testing"

	"github.com/govalues/decimal"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/money"
)

func num(s string) decimal.Decimal { return decimal.MustParse(s) }

// with is a workspace of the records, as they are given.
func with(records ...model.Record) *model.Snapshot {
	s := model.NewSnapshot(model.Kinds())
	var all []model.Change
	for _, r := range records {
		all = append(all, model.Change{ID: r.Base().ID, After: r})
	}
	return s.With(all)
}

func meta(ref string) model.Meta {
	id, err := model.ParseID(ref)
	if err != nil {
		panic(err)
	}
	return model.Meta{ID: id}
}

func id(ref string) model.ID { return meta(ref).ID }

func TestAgreementTarget(t *testing.T) {
	hour := func(n int64) date.Span { return date.Span{N: n * 3600, Unit: date.Hours} }
	a := &model.Agreement{Targets: []model.Target{{Severity: 4, Resolve: hour(40)}, {Severity: 1, Resolve: hour(8)}, {Severity: 2, Resolve: hour(16)}}}
	for sev, want := range map[int]int64{1: 8, 2: 16, 3: 40, 4: 40} {
		if got, ok := a.Target(sev); !ok || got.Resolve != hour(want) {
			t.Errorf("severity %d: %v %v", sev, got, ok)
		}
	}
	if _, ok := a.Target(5); ok {
		t.Error("a severity milder than any told has a target")
	}
	p := model.Pauses{Customer: true, Team: true}
	for party, want := range map[model.Party]bool{"customer": true, "vendor": false, "department": false, "team": true, "": false} {
		if p.On(party) != want {
			t.Errorf("%q pauses: %v", party, !want)
		}
	}
}

func TestAgreementOf(t *testing.T) {
	d := date.YMD(2026, 11, 20)
	s := with(&model.Account{Meta: meta("A-1")}, &model.Project{Meta: meta("P-1"), Account: id("A-1")},
		&model.Agreement{Meta: meta("AG-1"), Name: "old", Account: id("A-1"), From: d - 400, Until: d - 100},
		&model.Agreement{Meta: meta("AG-2"), Name: "new", Account: id("A-1"), From: d - 99},
		&model.Agreement{Meta: meta("AG-3"), Name: "project", Account: id("A-1"), Project: id("P-1"), From: d - 30, Until: d + 5},
		&model.Agreement{Meta: meta("AG-4"), Name: "newer", Account: id("A-1"), From: d - 10},
		&model.Agreement{Meta: meta("AG-5"), Name: "other", Account: id("A-2"), From: d - 5})
	for _, x := range []struct {
		project string
		day     date.Day
		want    string
	}{{"P-2", d - 401, ""}, {"P-2", d - 400, "old"}, {"P-2", d - 100, "old"}, {"P-2", d - 99, "new"}, {"P-2", d, "newer"}, {"P-1", d, "project"}, {"P-1", d + 5, "project"}, {"P-1", d + 6, "newer"}, {"P-1", d - 31, "new"}} {
		got := ""
		if a := s.AgreementOf(id("A-1"), id(x.project), x.day); a != nil {
			got = a.Name
		}
		if got != x.want {
			t.Errorf("%s on %s: %q, want %q", x.project, x.day, got, x.want)
		}
	}
	c := s.Ctx(now)
	for want, e := range map[string]*model.Escalation{"project": {Project: id("P-1")}, "newer": {Account: id("A-1")}, "old": {Account: id("A-1"), Opened: (d - 200).At(9, 0, nil)}, "": {Project: id("P-7")}} {
		got := ""
		if a := s.Agreement(e, c); a != nil {
			got = a.Name
		}
		if got != want {
			t.Errorf("escalation of %+v: %q, want %q", e, got, want)
		}
	}
}

func TestAim(t *testing.T) {
	for _, x := range []struct {
		aim    model.Aim
		value  string
		target string
		met    bool
	}{{"at least", "97", "97", true}, {"at least", "96.99", "97", false}, {"at most", "0", "0", true}, {"at most", "1", "0", false}, {"at most", "0.30", "0.3", true}, {"", "2", "1", true}} {
		if x.aim.Met(num(x.value), num(x.target)) != x.met {
			t.Errorf("%s %s %s: %v", x.value, x.aim, x.target, !x.met)
		}
	}
}

func TestReadings(t *testing.T) {
	d := date.YMD(2026, 11, 1)
	s := with(&model.Standard{Meta: meta("ST-1"), Target: num("90"), Direction: "at least"},
		&model.Reading{Meta: meta("RD-1"), Of: id("ST-1"), Date: d + 5, Value: num("80")},
		&model.Reading{Meta: meta("RD-2"), Of: id("ST-1"), Date: d, Value: num("95")},
		&model.Reading{Meta: meta("RD-3"), Of: id("ST-1"), Date: d + 5, Value: num("91")},
		&model.Reading{Meta: meta("RD-4"), Of: id("ST-2"), Date: d + 9, Value: num("1")})
	if got := s.ReadingsOf(id("ST-1")); len(got) != 3 || got[0].ID != id("RD-2") || got[2].ID != id("RD-3") {
		t.Errorf("readings %v", got)
	}
	x, _ := model.Find[*model.Standard](s, id("ST-1"))
	if x.Missed(s) != nil || x.Standing(s.Ctx(now)) != model.Calm {
		t.Error("the newest reading meets the target")
	}
	s = s.With([]model.Change{{ID: id("RD-3")}})
	if m := x.Missed(s); m == nil || m.ID != id("RD-1") || x.Standing(s.Ctx(now)) != model.Hurts {
		t.Errorf("missed by %v", m)
	}
	if s.LastReading(id("ST-9")) != nil {
		t.Error("a reading of nothing")
	}
}

// Falling and rising measures: (actual - baseline) / (target - baseline).
func TestBenefit(t *testing.T) {
	d := date.YMD(2026, 1, 1)
	up := &model.Benefit{Meta: meta("BF-1"), Baseline: num("70"), Target: num("95"), From: d, Planned: d + 100, Status: "measured"}
	down := &model.Benefit{Baseline: num("31"), Target: num("8")}
	for _, x := range []struct {
		b     *model.Benefit
		value string
		want  float64
	}{{up, "70", 0}, {up, "95", 1}, {up, "65", -.2}, {down, "31", 0}, {down, "8", 1}, {down, "19.5", .5}, {down, "3.4", 1.2}} {
		if got, ok := x.b.Realised(num(x.value)); !ok || math.Abs(got-x.want) > 1e-9 {
			t.Errorf("%s of %s to %s: %g %v", x.value, x.b.Baseline, x.b.Target, got, ok)
		}
	}
	if _, ok := (&model.Benefit{}).Realised(num("1")); ok {
		t.Error("a share of no way at all")
	}
	for day, want := range map[date.Day]float64{d - 1: 0, d: 0, d + 50: .5, d + 100: 1, d + 300: 1} {
		if got := up.Expected(day); got != want {
			t.Errorf("expected on day %d: %g, want %g", day-d, got, want)
		}
	}
	for _, x := range []struct {
		name   string
		today  date.Day
		value  string
		read   date.Day
		behind bool
	}{{"never read, not due", d + 90, "", 0, false}, {"never read, due", d + 101, "", 0, true}, {"on course", d + 60, "80", d + 50, false}, {"a little below", d + 60, "77", d + 50, false},
		{"far below", d + 60, "74", d + 50, true}, {"reached late", d + 200, "95", d + 150, false}, {"not reached", d + 200, "94", d + 150, true}} {
		records := []model.Record{up}
		if x.value != "" {
			records = append(records, &model.Reading{Meta: meta("RD-1"), Of: up.ID, Date: x.read, Value: num(x.value)})
		}
		if got := up.Behind(with(records...), x.today); got != x.behind {
			t.Errorf("%s: behind %v", x.name, got)
		}
	}
	for _, status := range []model.BenefitStatus{"reached", "given up"} {
		b := *up
		b.Status = status
		if b.Behind(with(&b), d+500) || b.Standing(with(&b).Ctx(now)) != model.Over {
			t.Errorf("%s is behind", status)
		}
	}
}

func TestRateOn(t *testing.T) {
	d := date.YMD(2026, 11, 1)
	s := with(&model.Rate{Meta: meta("FX-1"), From: "GBP", To: "EUR", Date: d, Rate: num("1.2")},
		&model.Rate{Meta: meta("FX-2"), From: "GBP", To: "EUR", Date: d + 10, Rate: num("1.25")},
		&model.Rate{Meta: meta("FX-3"), From: "EUR", To: "GBP", Date: d + 20, Rate: num("0.8")},
		&model.Rate{Meta: meta("FX-4"), From: "GBP", To: "EUR", Date: d + 10, Rate: num("1.26")})
	for _, x := range []struct {
		from, to, want, by string
		day                date.Day
	}{{"GBP", "EUR", "", "", d - 1}, {"GBP", "EUR", "1.2", "FX-1", d}, {"GBP", "EUR", "1.2", "FX-1", d + 9}, {"GBP", "EUR", "1.26", "FX-4", d + 10}, {"GBP", "EUR", "1.25", "FX-3", d + 20},
		{"EUR", "GBP", "0.8", "FX-3", d + 30}, {"EUR", "EUR", "1", "", d}, {"EUR", "USD", "", "", d}} {
		rate, by, ok := s.RateOn(money.Code(x.from), money.Code(x.to), x.day)
		got, ref := "", ""
		if ok {
			got = rate.Trim(0).String()
		}
		if by != nil && ok {
			ref = by.ID.String()
		}
		if got != x.want || ref != x.by {
			t.Errorf("%s to %s on %d: %s by %s, want %s by %s", x.from, x.to, x.day-d, got, ref, x.want, x.by)
		}
	}
}

func TestOrderVerbs(t *testing.T) {
	s := with(&model.Order{Meta: meta("O-1"), Title: "Scanners", Account: id("A-1"), Status: "open", Promised: now.Day(nil) - 1, Lines: []model.OrderLine{{Text: "x", Ordered: num("4"), Delivered: num("2")}}},
		&model.Account{Meta: meta("A-1"), Name: "a"})
	o, _ := model.Find[*model.Order](s, id("O-1"))
	if !o.Late(now.Day(nil)) || o.InFull() || o.Standing(s.Ctx(now)) != model.Hurts {
		t.Error("half of it is there, after its day")
	}
	e := model.NewEdit(s, now)
	if err := e.Act(o.ID, "accept"); err == nil || !strings.Contains(err.Error(), "not delivered") {
		t.Errorf("accepted before it came: %v", err)
	}
	if v, _ := model.Kinds().Prefix("O").FirstVerb(s.Ctx(now), o); v == nil || v.Name != "deliver" {
		t.Errorf("first verb %v", v)
	}
	for _, verb := range []string{"deliver", "accept"} {
		if err := e.Act(o.ID, verb); err != nil {
			t.Fatal(err)
		}
	}
	got := e.Get(o.ID).(*model.Order)
	if got.Status != "accepted" || got.SignedOn != now.Day(nil) || got.Delivered != now.Day(nil) || !got.InFull() || got.Late(now.Day(nil)+9) {
		t.Errorf("order %+v", got)
	}
	if o.Lines[0].Delivered.Cmp(num("2")) != 0 {
		t.Error("the order before was written to")
	}
}

func TestStakeholderHeard(t *testing.T) {
	x := &model.Stakeholder{Meta: meta("SH-1"), Contact: id("C-1"), Cadence: 10, Last: now.Day(nil) - 20}
	s := with(x)
	c := s.Ctx(now)
	c.Loc = nil
	if x.Due(c) != now.Day(nil)-10 || x.Standing(c) != model.Hurts {
		t.Errorf("due %s", x.Due(c))
	}
	c.Snap = with(x, &model.Interaction{Meta: meta("I-1"), Contact: id("C-1"), When: now - 86400}, &model.Interaction{Meta: meta("I-2"), Contact: id("C-2"), When: now})
	if x.Heard(c) != now.Day(nil)-1 || x.Due(c) != now.Day(nil)+9 || x.Standing(c) != model.Calm {
		t.Errorf("heard %s", x.Heard(c))
	}
	if (&model.Stakeholder{}).Due(c) != 0 {
		t.Error("no cadence has a due day")
	}
}

func TestSprintPoints(t *testing.T) {
	s := with(&model.Project{Meta: meta("P-1")}, &model.Sprint{Meta: meta("S-1"), Project: id("P-1")},
		&model.Task{Meta: meta("T-1"), Sprint: id("S-1"), Points: num("5"), Done: 100_00}, &model.Task{Meta: meta("T-2"), Sprint: id("S-1"), Points: num("3")},
		&model.Task{Meta: meta("T-3"), Sprint: id("S-1"), Points: num("8"), Inactive: true}, &model.Task{Meta: meta("T-4"), Points: num("13")})
	k := model.Kinds().Prefix("S")
	x := s.Get(id("S-1"))
	if a, b := k.Field("points").Text(s.Ctx(now), x), k.Field("done").Text(s.Ctx(now), x); a != "8" || b != "5" {
		t.Errorf("points %s, done %s", a, b)
	}
}

// checkTests are records that are wrong in one way, and what is said about it.
var checkTests = map[string]model.Record{
	"finish: lies before the start":                    &model.Sprint{Name: "x", Start: 10, Finish: 9},
	"project: time is spent on":                        &model.TimeEntry{What: "x", Date: 1, Hours: date.Span{N: 60}},
	"hours: a day has 24 hours":                        &model.TimeEntry{What: "x", Date: 1, Project: id("P-1"), Hours: date.Span{N: 90_000}},
	"project: a decision belongs":                      &model.Decision{Question: "x"},
	"outcome: what was decided is missing":             &model.Decision{Question: "x", Project: id("P-1"), Status: "decided"},
	"contact: is either one of ours":                   &model.Stakeholder{Name: "x", Person: id("H-1"), Contact: id("C-1")},
	"targets: row 2: severity 1 is told twice":         &model.Agreement{Name: "x", Targets: []model.Target{{Severity: 1}, {Severity: 1}}},
	"targets: row 1: the first response may":           &model.Agreement{Name: "x", Targets: []model.Target{{Severity: 1, FirstResponse: date.Span{N: 9}, Resolve: date.Span{N: 8}}}},
	"targets: row 1: a target is less than nothing":    &model.Vendor{Name: "x", Targets: []model.Target{{Severity: 1, Resolve: date.Span{N: -8}}}},
	"penalty: is less than nothing":                    &model.Agreement{Name: "x", Penalty: money.Amount{Minor: -1, Code: "EUR"}},
	"until: lies before the start":                     &model.Standard{Name: "x", From: 9, Until: 8},
	"window: wants two times of day":                   &model.Order{Title: "x", Window: "in the morning"},
	"lines: row 1: names nothing":                      &model.Order{Title: "x", Lines: []model.OrderLine{{Ordered: decimal.One}}},
	"delivered: the day of the delivery is missing":    &model.Order{Title: "x", Status: "delivered"},
	"signed_on: the day of the acceptance is missing":  &model.Order{Title: "x", Status: "accepted"},
	"signed_on: lies before the delivery":              &model.Order{Title: "x", Status: "accepted", Delivered: 9, SignedOn: 8},
	"stocked: has a reorder point":                     &model.Item{Name: "x", Reorder: decimal.One},
	"project: a benefit comes from":                    &model.Benefit{Name: "x"},
	"value: is less than nothing":                      &model.Opportunity{Name: "x", Value: money.Amount{Minor: -1, Code: "EUR"}},
	"received: the day it came is missing":             &model.Purchase{Title: "x", Status: "received"},
	"account: a review is about":                       &model.Review{Title: "x"},
	"to_currency: is the same currency":                &model.Rate{From: "EUR", To: "EUR", Date: 1, Rate: decimal.One},
	"rate: must be more than nothing":                  &model.Rate{From: "GBP", To: "EUR", Date: 1},
	"from_currency: \"Pound\" is not a currency":       &model.Rate{From: "Pound", To: "EUR", Date: 1, Rate: decimal.One},
	"tasks: row 1: there is no 2 above 2.1":            &model.Template{Name: "x", Of: "project", Tasks: []model.TemplateTask{{Number: "2.1", Name: "x"}}},
	"tasks: row 2: 1 is told twice":                    &model.Template{Name: "x", Of: "project", Tasks: []model.TemplateTask{{Number: "1", Name: "x"}, {Number: "1", Name: "y"}}},
	"tasks: row 1: 1 waits for 2, which does not come": &model.Template{Name: "x", Of: "project", Tasks: []model.TemplateTask{{Number: "1", Name: "x", After: "2"}}},
	"text: what was sent is missing":                   &model.Report{Title: "x", Project: id("P-1"), AsOf: 1, Sent: 2},
	"project: a report is about":                       &model.Report{Title: "x", AsOf: 1},
	"next_time: is missing":                            &model.Lesson{Title: "x"},
	"sprint: S-1 is a sprint of another project":       &model.Task{Name: "x", Project: id("P-2"), Sprint: id("S-1")},
	"agreement: is an agreement with another account":  &model.Standard{Name: "x", Account: id("A-2"), Agreement: id("AG-1"), Direction: "at most"},
	"signed_by: is a contact of another account":       &model.Order{Title: "x", Account: id("A-2"), Signed: id("C-1")},
	"contact: is a contact of another account":         &model.Opportunity{Name: "x", Account: id("A-2"), Contact: id("C-1")},
	"line: is a cost line of another project":          &model.Purchase{Title: "x", Project: id("P-2"), Line: id("CL-1")},
	"task: T-1 is a task of another project":           &model.TimeEntry{What: "x", Date: 1, Project: id("P-2"), Task: id("T-1"), Hours: date.Span{N: 60}},
}

func TestChecksOfTheNewerKinds(t *testing.T) {
	s := small(t)
	for want, r := range checkTests {
		var k *model.Kind
		for _, x := range model.Kinds().Kinds {
			if same := x.Blank(); sameType(same, r) {
				k = x
			}
		}
		field, msg, _ := strings.Cut(want, ": ")
		found := ""
		for _, p := range k.Problems(s.Ctx(now), r) {
			if p.Field == field {
				found += p.Message + "; "
			}
		}
		if !strings.Contains(found, msg) {
			t.Errorf("%s %s: %q, want %q", k.Name, field, found, msg)
		}
	}
}

func TestWeightOfSettings(t *testing.T) {
	var none *model.Workspace
	w := &model.Workspace{Weights: []model.Weight{{Name: "silent_days", Value: num("12.5")}}}
	if none.Weight("x", 3) != 3 || w.Weight("x", 3) != 3 || w.Weight("silent_days", 3) != 12.5 {
		t.Error("weights")
	}
}
