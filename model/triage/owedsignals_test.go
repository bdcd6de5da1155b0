package triage

import (
	"slices"
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/money"
)

// owing is the world with a plan that begins on Monday, a vendor, and a customer worth something.
func owing(t testing.TB) *world {
	w := newWorld(t)
	span := func(n int64) date.Span { return date.Span{N: n * 3600, Unit: date.Hours} }
	w.edit(func(e *model.Edit) error {
		cal := model.NewID(model.CalendarPrefix, 1)
		e.Put(model.VendorPrefix, &model.Vendor{Name: "Shipfast", Calendar: cal, Status: "active",
			Targets: []model.Target{{Severity: 5, FirstResponse: span(8), Resolve: span(24)}}})
		e.Put(model.AgreementPrefix, &model.Agreement{Name: "Depot", Account: northwind, Penalty: money.Amount{Minor: 250_000, Code: "EUR"},
			Targets: []model.Target{{Severity: 5, FirstResponse: span(2), NextReply: span(2), NextUpdate: span(2), Resolve: span(24)}}})
		if err := model.Update(e, northwind, func(a *model.Account) error { a.Value = money.Amount{Minor: 2_600_000_00, Code: "EUR"}; return nil }); err != nil {
			return err
		}
		return model.Update(e, rollout, func(p *model.Project) error {
			p.Start, p.DelayCost = at("2026-11-23 08:00"), money.Amount{Minor: 5_500_00, Code: "EUR"}
			return nil
		})
	})
	return w
}

func (w *world) work(name string, days int64, change func(*model.Task)) model.ID {
	return w.task(name, func(t *model.Task) {
		t.Order, t.Duration = int(w.snap.Last(model.TaskPrefix))+1, date.Span{N: days * 8 * 3600, Unit: date.Days}
		if change != nil {
			change(t)
		}
	})
}

// says is the evidence of a signal of an item, "" where the item has it not.
func says(it *Item, sig Signal) string {
	for _, x := range it.Terms() {
		if x.Label == sig.String() {
			return x.Evidence
		}
	}
	return ""
}

// TestPromiseWarns before it breaks, by the forecast of the task that delivers it.
func TestPromiseWarns(t *testing.T) {
	for _, x := range []struct {
		name, due string
		days      int64
		now       string
		view      View
		want      string
	}{
		{"a week ahead, two days late", "2026-11-27", 7, "2026-11-20 09:12", Now, "promised Fri 27, T-1 Carrier is forecast for 1 Dec, 2 d of work late: it breaks in 6 working days"},
		{"in time", "2026-12-01", 7, "2026-11-20 09:12", Promised, ""},
		{"today", "2026-11-27", 7, "2026-11-27 16:00", Now, "promised today, T-1 Carrier is forecast for Tue 1, 2 d of work late: it breaks today"},
	} {
		w := owing(t)
		task := w.work("Carrier", x.days, nil)
		p := w.put(model.PromisePrefix, &model.Promise{What: "Interface", Account: northwind, Due: day(x.due), Task: task, State: "open"})
		w.now = at(x.now)
		it := w.item(p)
		if it.View != x.view || says(it, PromiseBreaks) != x.want {
			t.Errorf("%s: view %s, %q", x.name, it.View, says(it, PromiseBreaks))
		}
		if x.want != "" && x.view == Now && it.Signals()[0] != PromiseDue.String() && it.LeavesWhen() != "its task is forecast in time, or a new date is agreed" {
			t.Errorf("%s: leaves when %q", x.name, it.LeavesWhen())
		}
	}
	w := owing(t)
	task := w.work("Carrier", 7, nil)
	p := w.put(model.PromisePrefix, &model.Promise{What: "Interface", Account: northwind, Due: day("2026-11-27"), Task: task, State: "open"})
	w.decide(Accept, "", p)
	if w.view(p) != Doing {
		t.Errorf("accepted, in %s", w.view(p))
	}
	w.edit(func(e *model.Edit) error { return e.Set(task, "duration", "9d") })
	if w.view(p) != Now {
		t.Error("a later forecast is no news")
	}
	w.edit(func(e *model.Edit) error { return e.ActWith(p, "renegotiate", "11 dec") })
	if it := w.queue().Find(p); it != nil && says(it, PromiseBreaks) != "" {
		t.Error("a date that holds still breaks")
	}
}

// TestVendorSignals: a vendor whose time comes too late for ours, or is over.
func TestVendorSignals(t *testing.T) {
	w := owing(t)
	esc := w.escalation("Printer", func(x *model.Escalation) {
		x.Impact, x.Urgency, x.Opened = 1, 1, at("2026-11-20 09:00")
		x.Events = []model.Event{{At: x.Opened, Kind: "opened", Direction: "in"}}
	})
	w.decide(Contact, "on it", esc)
	w.edit(func(e *model.Edit) error {
		return model.Update(e, esc, func(x *model.Escalation) error {
			x.Status, x.Waiting = "waiting", model.Waiting{On: "vendor", Who: "Shipfast", What: "a part"}
			return nil
		})
	})
	it := w.item(esc)
	if it.View != Now || !strings.HasPrefix(says(it, VendorTooLate), "Shipfast promised an answer within 8 h: by Mon 23 09:12; our next update is owed today 11:12: ") {
		t.Errorf("%s, %q", it.View, says(it, VendorTooLate))
	}
	stakes := it.Stakes()
	if len(stakes) != 1 || stakes[0].Label != "breach" || stakes[0].Amount != (money.Amount{Minor: 250_000, Code: "EUR"}) {
		t.Errorf("stakes %+v", stakes)
	}
	w.now = at("2026-11-23 09:13")
	if got := says(w.item(esc), VendorOverdue); !strings.HasPrefix(got, "Shipfast promised an answer within 8 h: by today 09:12, 1 min of working time over") {
		t.Errorf("overdue: %q", got)
	}
	w.edit(func(e *model.Edit) error { return e.Set(esc, "status", "open") })
	if got := says(w.item(esc), VendorOverdue); got != "" {
		t.Errorf("nobody is waited for: %q", got)
	}
}

// TestVendorOfBlocker: decided in triage as a wait on a vendor, it comes back when its time is over,
// inside business hours.
func TestVendorOfBlocker(t *testing.T) {
	w := owing(t)
	b := w.blocker("No key", func(b *model.Blocker) { b.About, b.Raised = w.work("Carrier", 3, nil), at("2026-11-10 09:00") })
	w.edit(func(e *model.Edit) error {
		return model.Update(e, b, func(b *model.Blocker) error { b.Waiting = model.Waiting{On: "vendor", Who: "Shipfast"}; return nil })
	})
	w.decide(Wait, "v", b)
	w.edit(func(e *model.Edit) error {
		return model.Update(e, b, func(b *model.Blocker) error {
			b.Waiting.Who, b.Waiting.From, b.Waiting.Nudge = "Shipfast", model.NewID(model.VendorPrefix, 1), at("2026-12-04 08:00")
			return nil
		})
	})
	x := get[*model.Blocker](w, b)
	if x.Asked != now {
		t.Errorf("asked %d", x.Asked)
	}
	if w.view(b) != Waiting && w.view(b) != Now {
		t.Errorf("in %s", w.view(b))
	}
	w.now = at("2026-11-23 09:13") // the answer was promised for 09:12
	it := w.item(b)
	if it.View != Now || says(it, VendorOverdue) == "" {
		t.Errorf("in %s: %v", it.View, it.Signals())
	}
}

// TestPurchaseHoldsUp: goods that come after the work that waits for them.
func TestPurchaseHoldsUp(t *testing.T) {
	w := owing(t)
	first := w.work("Floor", 2, nil)
	task := w.work("Scanners", 3, func(t *model.Task) { t.Links = []model.TaskLink{{Predecessor: first, Type: model.FS}} })
	buy := func(due string) model.ID {
		return w.put(model.PurchasePrefix, &model.Purchase{Title: "Scanners", Vendor: model.NewID(model.VendorPrefix, 1), Project: rollout, Task: task, Due: day(due), Status: "ordered"})
	}
	in, late := buy("2026-11-24"), buy("2026-11-26")
	if it := w.queue().Find(in); it != nil && says(it, PurchaseHolds) != "" {
		t.Errorf("in time: %q", says(it, PurchaseHolds))
	}
	it := w.item(late)
	if got, want := says(it, PurchaseHolds), "Shipfast promised delivery: by Thu 26; T-2 needs it Wed 25: 2 d too late"; got != want || it.View != Now {
		t.Errorf("%s, %q, want %q", it.View, got, want)
	}
	if s := it.Stakes(); len(s) != 1 || s[0].Label != "delay" || s[0].Amount.Minor != 5_500_00 || s[0].Evidence != "a day's delay €5,500 x drive 1" {
		t.Errorf("stakes %+v", s)
	}
	w.edit(func(e *model.Edit) error { return e.Set(rollout, "delay_cost", "") })
	if s := w.item(late).Stakes(); len(s) != 1 || !s[0].Amount.IsZero() || !strings.Contains(s[0].Evidence, "is not set, and its plan has no cost") {
		t.Errorf("without a cost: %+v", s)
	}
	w.edit(func(e *model.Edit) error { return e.Act(late, "receive") })
	if w.view(late) != Done {
		t.Errorf("received, in %s", w.view(late))
	}
}

// TestHypercareSignals: soon and over, met and unmet, and a warranty with cases.
func TestHypercareSignals(t *testing.T) {
	unmet := []model.Criterion{{What: "No critical error"}, {What: "The desk answers", MetOn: day("2026-11-16")}}
	met := []model.Criterion{{What: "No critical error", MetOn: day("2026-11-16")}}
	for _, x := range []struct {
		name, until, warranty string
		phase                 model.Phase
		exit                  []model.Criterion
		cases                 bool
		want                  string
		sig                   Signal
	}{
		{name: "far", until: "2026-12-10", phase: "hypercare", exit: unmet},
		{name: "near", until: "2026-11-27", phase: "hypercare", exit: unmet, sig: HypercareOpen, want: "hypercare ends Fri 27 with 1 exit criterion unmet: No critical error"},
		{name: "over", until: "2026-11-18", phase: "hypercare", exit: unmet, sig: HypercareOpen, want: "hypercare ended 18 Nov with 1 exit criterion unmet: No critical error"},
		{name: "met and near", until: "2026-11-27", phase: "hypercare", exit: met},
		{name: "met and over", until: "2026-11-18", phase: "hypercare", exit: met, sig: HandoverDue, want: "hypercare ended 18 Nov, and the project is not handed over"},
		{name: "handed over", until: "2026-11-18", phase: "handed over", exit: unmet},
		{name: "a warranty with a case", warranty: "2026-12-10", phase: "handed over", cases: true, sig: WarrantyOpen, want: "warranty ends 10 Dec with 1 case open"},
		{name: "a warranty with none", warranty: "2026-12-10", phase: "handed over"},
		{name: "a warranty far away", warranty: "2027-06-10", phase: "handed over", cases: true},
		{name: "a warranty that is over", warranty: "2026-11-10", phase: "handed over", cases: true},
	} {
		w := owing(t)
		w.edit(func(e *model.Edit) error {
			return model.Update(e, rollout, func(p *model.Project) error {
				p.Phase, p.Exit = x.phase, x.exit
				if x.until != "" {
					p.HypercareUntil = day(x.until)
				}
				if x.warranty != "" {
					p.WarrantyUntil = day(x.warranty)
				}
				return nil
			})
		})
		if x.cases {
			w.escalation("Case", func(e *model.Escalation) { e.Project, e.Type = rollout, "support" })
		}
		it := w.queue().Find(rollout)
		if x.sig == 0 {
			if it != nil {
				t.Errorf("%s: %v", x.name, it.Signals())
			}
			continue
		}
		if it == nil || it.View != Now || !slices.Contains(it.Signals(), x.sig.String()) || says(it, x.sig) != x.want || it.LeavesWhen() == "" {
			t.Errorf("%s: %+v", x.name, it)
			if it != nil {
				t.Errorf("%s: %q", x.name, says(it, x.sig))
			}
		}
	}
}

// TestAlertsInBusinessHours: what comes true when nobody works is told at the next opening, in the
// calendar of the customer.
func TestAlertsInBusinessHours(t *testing.T) {
	friday := at("2026-11-20 12:00")
	for _, x := range []struct {
		name, now string
		overdue   bool
	}{
		{"the evening", "2026-11-20 23:00", false},
		{"midnight has passed", "2026-11-21 00:30", false},
		{"Saturday noon", "2026-11-21 12:00", false},
		{"Monday before the opening", "2026-11-23 07:59", false},
		{"the opening", "2026-11-23 08:00", true},
	} {
		w := owing(t)
		p := w.put(model.PromisePrefix, &model.Promise{What: "Page", Account: northwind, Due: friday.Day(berlin), State: "open"})
		u := w.put(model.PurchasePrefix, &model.Purchase{Title: "Heads", Vendor: model.NewID(model.VendorPrefix, 1), Project: rollout, Due: friday.Day(berlin), Status: "ordered"})
		w.edit(func(e *model.Edit) error {
			return model.Update(e, rollout, func(p *model.Project) error {
				p.Phase, p.HypercareUntil = "hypercare", friday.Day(berlin)
				return nil
			})
		})
		w.now = at(x.now)
		for key, sig := range map[model.ID]Signal{p: PromiseOverdue, u: PurchaseLate, rollout: HandoverDue} {
			it := w.queue().Find(key)
			if got := it != nil && slices.Contains(it.Signals(), sig.String()); got != x.overdue {
				t.Errorf("%s: %s of %s told: %v", x.name, sig, key, got)
			}
		}
	}
}

// TestPromiseStake: a fifth of an account-day, from the value of the customer, or an assumed one.
func TestPromiseStake(t *testing.T) {
	w := owing(t)
	p := w.promise("2026-11-19")
	it := w.item(p)
	s := it.Stakes()
	if len(s) != 1 || s[0].Amount != (money.Amount{Minor: 2_000_00, Code: "EUR"}) || s[0].Evidence != "account-day €10,000 x 0.2" {
		t.Errorf("%+v", s)
	}
	var sum Points
	found := false
	for _, x := range it.Terms() {
		sum += x.Points
		found = found || x.Label == "promise" && x.Evidence == "€2,000 a day: account-day €10,000 x 0.2"
	}
	if sum != it.Score || !found {
		t.Errorf("terms %+v add up to %s, score %s", it.Terms(), sum, it.Score)
	}
	w.edit(func(e *model.Edit) error { return e.Set(northwind, "value", "") })
	if s := w.item(p).Stakes(); len(s) != 1 || !strings.Contains(s[0].Evidence, "is assumed") || s[0].Amount.IsZero() {
		t.Errorf("no value: %+v", s)
	}
	w.edit(func(e *model.Edit) error { return e.Set(northwind, "value", "GBP 2,600") })
	if s := w.item(p).Stakes(); len(s) != 1 || !s[0].Amount.IsZero() || !strings.Contains(s[0].Evidence, "no rate GBP/EUR") {
		t.Errorf("no rate: %+v", s)
	}
}

// TestLateWorkWarns: a promise whose task is late and not rescheduled warns before it breaks, by what is left
// of the work; that each day moves the day it can be ready on is no news to who has decided already.
func TestLateWorkWarns(t *testing.T) {
	w := owing(t)
	task := w.work("Carrier", 5, nil)
	p := w.put(model.PromisePrefix, &model.Promise{What: "Interface", Account: northwind, Due: day("2026-12-11"), Task: task, State: "open"})
	w.now = at("2026-12-02 08:00")
	if got := says(w.item(p), PromiseBreaks); got != "" {
		t.Errorf("in time, it says %q", got)
	}
	w.now = at("2026-12-08 08:00")
	it := w.item(p)
	want := "promised Fri 11, T-1 Carrier is late, not rescheduled: at the earliest Mon 14, 8 h 00 of work late: it breaks in 4 working days"
	if got := says(it, PromiseBreaks); it.View != Now || got != want {
		t.Errorf("in %s: %q", it.View, got)
	}
	w.decide(Accept, "", p)
	if w.now = at("2026-12-09 08:00"); w.view(p) != Doing {
		t.Errorf("a day later it stands in %s", w.view(p))
	}
}
