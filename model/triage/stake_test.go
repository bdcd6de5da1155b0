package triage

import (
	"fmt"
	"strings"
	"testing"

	"github.com/govalues/decimal"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/money"
)

// stakeOf is the one stake of an item in euros, to the cent.
func stakeOf(t *testing.T, it *Item) (euros float64, evidence string) {
	t.Helper()
	list := it.Stakes()
	if len(list) != 1 || list[0].Amount.Code != "EUR" {
		t.Fatalf("%s: stakes %+v", it.Key(), list)
	}
	return float64(list[0].Amount.Minor) / 100, list[0].Evidence
}

// lateVendor is an escalation of a severity that waits for Shipfast, whose answer comes too late for what we
// owe today.
func (w *world) lateVendor(impact, urgency int) model.ID {
	id := w.escalation("Printer", func(x *model.Escalation) {
		x.Impact, x.Urgency, x.Opened = impact, urgency, at("2026-11-20 09:00")
		x.Events = []model.Event{{At: x.Opened, Kind: "opened", Direction: "in"}}
	})
	w.edit(func(e *model.Edit) error {
		return model.Update(e, id, func(x *model.Escalation) error {
			x.Status, x.Waiting = "waiting", model.Waiting{On: "vendor", Who: "Shipfast", What: "a part"}
			return nil
		})
	})
	return id
}

func (w *world) set(id model.ID, field, value string) {
	w.t.Helper()
	w.edit(func(e *model.Edit) error { return e.Set(id, field, value) })
}

var depot = model.NewID(model.AgreementPrefix, 1)

// TestPenaltyNobodyAgreed: five account-days by the weight of the severity (1, .5, .2, .05, .02): of a customer
// worth 2.6 million a year, or 10,000 a working day, 50,000 down to 1,000.
func TestPenaltyNobodyAgreed(t *testing.T) {
	for _, x := range []struct {
		impact, urgency int
		want            float64
	}{{1, 1, 50_000}, {1, 2, 25_000}, {2, 2, 10_000}, {3, 2, 2_500}, {3, 3, 1_000}} {
		w := owing(t)
		w.set(depot, "penalty", "")
		it := w.item(w.lateVendor(x.impact, x.urgency))
		if got, why := stakeOf(t, it); got != x.want || !strings.HasPrefix(why, "account-day €10,000 x ") {
			t.Errorf("impact %d, urgency %d: %.2f, want %.2f (%s)", x.impact, x.urgency, got, x.want, why)
		}
	}
	w := owing(t)
	w.set(depot, "penalty", "")
	w.set(northwind, "value", "")
	// 50,000 a year are taken for a value nobody told: 192.31 a working day, five times that at severity 1
	if got, why := stakeOf(t, w.item(w.lateVendor(1, 1))); got != 961.55 || !strings.Contains(why, "assumed") {
		t.Errorf("%.2f (%s)", got, why)
	}
}

// TestPressure: a penalty counts in full on the day, and falls to nothing at five working days.
func TestPressure(t *testing.T) {
	for _, x := range []struct {
		name    string
		resolve int64 // hours from Friday at nine
		now     string
		want    float64 // of 2,500
	}{
		{"due this afternoon", 6, "2026-11-20 09:12", 2_500},
		{"due on Wednesday at nine", 24, "2026-11-20 09:12", 2_500 * (1 - 23.8/40)}, // 23 h 48 of 40 hours
		{"the evening before", 24, "2026-11-24 17:00", 2_500 * (1 - 1./40)},
		{"the same day", 24, "2026-11-25 08:00", 2_500},
		{"five working days ahead", 48, "2026-11-20 09:12", 0},
	} {
		w := owing(t)
		w.edit(func(e *model.Edit) error {
			if err := model.Update(e, model.NewID(model.VendorPrefix, 1), func(v *model.Vendor) error {
				v.Targets = []model.Target{{Severity: 5, Resolve: date.Span{N: 90 * 3600, Unit: date.Hours}}}
				return nil
			}); err != nil {
				return err
			}
			return model.Update(e, depot, func(a *model.Agreement) error {
				a.Targets = []model.Target{{Severity: 5, Resolve: date.Span{N: x.resolve * 3600, Unit: date.Hours}}}
				return nil
			})
		})
		id := w.lateVendor(1, 1)
		w.now = at(x.now)
		if got, why := stakeOf(t, w.item(id)); got < x.want-.01 || got > x.want+.01 || !strings.HasPrefix(why, "penalty €2,500 x pressure ") {
			t.Errorf("%s: %.2f, want %.2f (%s)", x.name, got, x.want, why)
		}
	}
}

// TestStakeInOurs: what is at stake is turned into the workspace's currency by the newest rate that holds
// today, whatever minor units either has.
func TestStakeInOurs(t *testing.T) {
	for _, x := range []struct {
		value, rate string
		want        float64
	}{
		{"GBP 260,000", "1.25", 250}, // 1,000 a day, a fifth of that
		{"JPY 2,600,000", "0.006", 12},
		{"KWD 260", "3", .6},
	} {
		w := owing(t)
		w.set(northwind, "value", x.value)
		p := w.promise("2026-11-19")
		for _, r := range []struct {
			day  date.Day
			rate string
		}{{day("2026-01-02"), "9"}, {day("2026-11-20"), x.rate}, {day("2026-11-21"), "77"}} {
			rate := model.Kinds().Prefix(model.RatePrefix).New().(*model.Rate)
			rate.From, rate.To, rate.Date, rate.Rate = x.value[:3], "EUR", r.day, decimal.MustParse(r.rate)
			w.put(model.RatePrefix, rate)
		}
		got, why := stakeOf(t, w.item(p))
		if got != x.want || !strings.HasSuffix(why, " at FX-2") {
			t.Errorf("%s at %s: %.2f, want %.2f (%s)", x.value, x.rate, got, x.want, why)
		}
	}
}

// TestStakeWeight: the share of an account-day that a promise costs is a setting.
func TestStakeWeight(t *testing.T) {
	w := owing(t)
	p := w.promise("2026-11-19")
	w.edit(func(e *model.Edit) error {
		return model.Update(e, model.WorkspaceID, func(x *model.Workspace) error {
			x.Weights = append(x.Weights, model.Weight{Name: "rank.promise", Value: decimal.MustParse("0.55")})
			return nil
		})
	})
	if got, why := stakeOf(t, w.item(p)); got != 5_500 || why != "account-day €10,000 x 0.55" {
		t.Errorf("%.2f (%s)", got, why)
	}
}

// TestPenaltySettings: the weights of the severities and the days that stand in for a penalty are settings;
// a penalty that was agreed is what was agreed.
func TestPenaltySettings(t *testing.T) {
	set := func(w *world, name, value string) {
		w.edit(func(e *model.Edit) error {
			return model.Update(e, model.WorkspaceID, func(x *model.Workspace) error {
				x.Weights = append(x.Weights, model.Weight{Name: name, Value: decimal.MustParse(value)})
				return nil
			})
		})
	}
	for _, x := range []struct {
		days, share string // "" as usual
		agreed      bool
		want        float64
		why         string
	}{
		{"", "", false, 25_000, "account-day €10,000 x 2.5"},
		{"3", "", false, 15_000, "account-day €10,000 x 1.5"},
		{"", "0.4", false, 20_000, "account-day €10,000 x 2"},
		{"10", "0.25", false, 25_000, "account-day €10,000 x 2.5"},
		{"10", "0.25", true, 2_500, "penalty €2,500"},
	} {
		w := owing(t)
		if !x.agreed {
			w.set(depot, "penalty", "")
		}
		if x.days != "" {
			set(w, "rank.penalty_days", x.days)
		}
		if x.share != "" {
			set(w, "rank.severity_2", x.share)
		}
		if got, why := stakeOf(t, w.item(w.lateVendor(1, 2))); got != x.want || !strings.HasPrefix(why, x.why+" ") {
			t.Errorf("%+v: %.2f (%s)", x, got, why)
		}
	}
}

// TestDelayNobodyPriced: where the cost of a day's delay is not told, the planned cost over the planned days
// stands in, of the newest baseline as on its page, else of the plan.
func TestDelayNobodyPriced(t *testing.T) {
	w := owing(t)
	w.set(rollout, "delay_cost", "")
	first := w.work("Floor", 2, func(t *model.Task) { t.FixedCost = money.Amount{Minor: 1_000_00, Code: "EUR"} })
	task := w.work("Scanners", 3, func(t *model.Task) {
		t.Links, t.FixedCost = []model.TaskLink{{Predecessor: first, Type: model.FS}}, money.Amount{Minor: 500_00, Code: "EUR"}
	})
	id := w.put(model.PurchasePrefix, &model.Purchase{Title: "Scanners", Vendor: model.NewID(model.VendorPrefix, 1), Project: rollout, Task: task, Due: day("2026-11-26"), Status: "ordered"})
	if got, why := stakeOf(t, w.item(id)); got != 300 || why != "a day's delay €300 (planned cost / planned days) x drive 1" {
		t.Errorf("by the plan: %.2f (%s)", got, why) // 1,500 over five days
	}
	w.edit(func(e *model.Edit) error { _, err := model.TakeBaseline(e, rollout, 1, "Plan"); return err })
	w.set(first, "fixed_cost", "EUR 9,000")
	if got, why := stakeOf(t, w.item(id)); got != 300 {
		t.Errorf("by the baseline: %.2f (%s)", got, why)
	}
	b := w.snap.NewestBaseline(rollout)
	if b == nil {
		t.Fatal("no baseline was taken")
	}
	if x, err := w.snap.Ctx(w.now).CompareBaseline(b, nil); err != nil || !x.Assumed || x.PerDay.Minor != 300_00 {
		t.Errorf("the page of the baseline says %+v, %v", x, err)
	}
}

// TestDrive: a day's delay of 5,500 counts in full for work without float, and falls to nothing at ten days
// of it. The goods come a day after the task that needs them begins.
func TestDrive(t *testing.T) {
	for long, want := range map[int64]float64{1: 5_500, 5: 5_500, 6: 4_950, 9: 3_300, 14: 550, 15: 0, 30: 0} {
		w := owing(t)
		first := w.work("Floor", 2, nil)
		task := w.work("Scanners", 3, func(t *model.Task) { t.Links = []model.TaskLink{{Predecessor: first, Type: model.FS}} })
		w.work("Beside it", long, nil) // what is longer than five days gives the rest float
		id := w.put(model.PurchasePrefix, &model.Purchase{Title: "Scanners", Vendor: model.NewID(model.VendorPrefix, 1), Project: rollout, Task: task, Due: day("2026-11-26"), Status: "ordered"})
		if got, why := stakeOf(t, w.item(id)); got != want {
			t.Errorf("beside %d days: %.2f, want %.2f (%s)", long, got, want, why)
		}
	}
}

// TestStory: what is known besides the reasons: whom a decision waits for, then the log of an escalation with
// its newest line first, then the notes; nothing that is blank.
func TestStory(t *testing.T) {
	w := newWorld(t)
	id := w.escalation("Printer", func(x *model.Escalation) {
		x.Opened, x.Notes = at("2026-11-20 08:00"), "seen before\n\n  \ntwice"
		x.Events = []model.Event{{At: x.Opened, Kind: "opened"}, {At: at("2026-11-20 08:30"), Kind: "contact", Direction: "in", Who: "Sam", Text: "still down"},
			{At: at("2026-11-20 09:00"), Kind: "contact", Direction: "out", Text: "on it"}}
	})
	w.decide(Wait, "v Shipfast", id)
	got := w.item(id).Story()
	for i, want := range []string{"waits on vendor: Shipfast for their answer", "wait vendor: Shipfast  their answer", `us  "on it"`, `customer Sam  "still down"`, "opened", "seen before", "twice"} {
		if i >= len(got) || !strings.Contains(got[i], want) {
			t.Fatalf("line %d wants %q:\n%s", i+1, want, strings.Join(got, "\n"))
		}
	}
	if len(got) != 7 {
		t.Errorf("%d lines:\n%s", len(got), strings.Join(got, "\n"))
	}
	task := w.lateTask()
	risk := w.put(model.RiskPrefix, &model.Risk{Title: "Hardware", Project: rollout, Category: "supplier", Status: "triggered", Probability: 3, Cost: 3, Cause: "one supplier", Effect: "a month lost"})
	promise := w.put(model.PromisePrefix, &model.Promise{What: "Plan", Account: northwind, Due: day("2026-11-18"), State: "open", To: model.NewID(model.ContactPrefix, 1), Task: task, Condition: "the key comes"})
	for ref, want := range map[model.ID]string{
		task:    "40% done",
		risk:    "because of one supplier|with the effect: a month lost",
		promise: "promised to Sam|delivered by Carrier API|if the key comes",
	} {
		if got := strings.Join(w.item(ref).Story(), "|"); !strings.HasSuffix(got, want) {
			t.Errorf("%s: %q, want %q", ref, got, want)
		}
	}
	about := w.blocker("No key", func(b *model.Blocker) { b.About = task })
	if got := w.item(about).Story(); len(got) == 0 || got[0] != fmt.Sprintf("about %s Carrier API", task) {
		t.Errorf("%q", got)
	}
}
