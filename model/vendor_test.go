package model_test

import (
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/date"
)

func hoursOf(n int64) date.Span { return date.Span{N: n * 3600, Unit: date.Hours} }

// suppliers is the desk with a vendor that works from eight to five in London: an answer within
// eight hours, a solution within three days, at any severity.
func suppliers(t testing.TB) *model.Snapshot {
	t.Helper()
	return edited(t, desk(t), "2026-11-20 09:01", func(e *model.Edit) error {
		e.Put(model.CalendarPrefix, &model.Calendar{Name: "London", Zone: "Europe/London", Week: model.OfficeWeek(), MinutesPerDay: 480})
		e.Put(model.VendorPrefix, &model.Vendor{Name: "Shipfast", Calendar: id("CAL-2"), Status: "active",
			Targets: []model.Target{{Severity: 5, FirstResponse: hoursOf(8), Resolve: hoursOf(24)}}, Lead: date.Span{N: 5 * 8 * 3600, Unit: date.Days}})
		e.Put(model.VendorPrefix, &model.Vendor{Name: "Grauwerk", Calendar: id("CAL-1"), Status: "active", Response: hoursOf(2)})
		e.Put(model.VendorPrefix, &model.Vendor{Name: "Silent", Calendar: id("CAL-1"), Status: "active"})
		e.Put(model.ProjectPrefix, &model.Project{Name: "Rollout", Account: id("A-1"), Phase: "executing", Method: "waterfall", Calendar: id("CAL-1"), Start: berlinAt("2026-11-23 08:00")})
		e.Put(model.TaskPrefix, &model.Task{Name: "Carrier", Project: id("P-1"), Order: 1, Constraint: "ASAP", Type: "fixed units", Duration: date.Span{N: 2 * 8 * 3600, Unit: date.Days}})
		e.Put(model.TaskPrefix, &model.Task{Name: "Labels", Project: id("P-1"), Order: 2, Constraint: "ASAP", Type: "fixed units", Duration: date.Span{N: 3 * 8 * 3600, Unit: date.Days},
			Links: []model.TaskLink{{Predecessor: id("T-1"), Type: model.FS}}})
		return nil
	})
}

// waiting makes the escalation wait on a vendor from a moment on.
func waiting(t testing.TB, s *model.Snapshot, when, who string) *model.Snapshot {
	t.Helper()
	return edited(t, s, when, func(e *model.Edit) error {
		return model.Update(e, id("E-1"), func(x *model.Escalation) error {
			x.Status, x.Waiting = "waiting", model.Waiting{On: "vendor", Who: who, What: "spare part"}
			return nil
		})
	})
}

// TestVendorBesideOurClock: the vendor's own promised time, in its own hours, against each of ours.
func TestVendorBesideOurClock(t *testing.T) {
	for _, x := range []struct{ name, spoke, asked, who, now, want, late string }{
		{"an answer on Monday, an update today", "2026-11-20 11:00", "2026-11-20 11:00", "Shipfast", "2026-11-20 11:30",
			// eight hours of London from ten: until 17 there are six, less lunch; two more on Monday
			"Shipfast promised an answer within 8 h: by Mon 23 11:00; our next update is owed today 14:00: 6 h 00 too late", "6"},
		{"in time", "2026-11-20 09:20", "2026-11-20 09:20", "Grauwerk", "2026-11-20 09:30",
			"Grauwerk promised an answer within 2 h: by today 11:20; our next update is owed today 11:20: just in time", "0"},
		{"its time is over", "2026-11-20 09:20", "2026-11-20 09:20", "Grauwerk", "2026-11-20 13:20",
			"Grauwerk promised an answer within 2 h: by today 11:20, 1 h 00 of working time over; our next update was owed today 11:20", "0"},
		{"nothing promised", "2026-11-20 09:20", "2026-11-20 09:20", "Silent", "2026-11-20 09:30", "Silent has promised no time", ""},
		{"nobody of ours", "2026-11-20 09:20", "2026-11-20 09:20", "Somebody", "2026-11-20 09:30", "", ""},
		{"named with its desk", "2026-11-20 09:20", "2026-11-20 09:20", "Grauwerk, service desk", "2026-11-20 09:30",
			"Grauwerk promised an answer within 2 h: by today 11:20; our next update is owed today 11:20: just in time", "0"},
	} {
		s := edited(t, suppliers(t), x.spoke, func(e *model.Edit) error { return e.LogContact(id("E-1"), "out", "on it") })
		s = waiting(t, s, x.asked, x.who)
		e := s.Get(id("E-1"))
		c := s.Ctx(berlinAt(x.now)).For(e)
		k := s.Schema().Prefix(model.EscalationPrefix)
		if got := k.Field("vendor_says").Text(c, e); got != x.want {
			t.Errorf("%s: %q, want %q", x.name, got, x.want)
		}
		if got := k.Field("vendor_late").Text(c, e); got != x.late {
			t.Errorf("%s: late by %q, want %q", x.name, got, x.late)
		}
	}
}

// TestVendorSolution: a promised solution is measured against the resolution, unless that is paused.
func TestVendorSolution(t *testing.T) {
	s := edited(t, suppliers(t), "2026-11-20 09:20", func(e *model.Edit) error {
		return model.Update(e, id("AG-1"), func(x *model.Agreement) error {
			x.Pauses = model.Pauses{Customer: true} // a wait on a vendor is ours to bear
			for i := range x.Targets {
				y := x.Targets[i]
				y.NextUpdate = date.Span{}
				x.Targets = append(append([]model.Target{}, x.Targets[:i]...), append([]model.Target{y}, x.Targets[i+1:]...)...)
			}
			return nil
		})
	})
	s = edited(t, s, "2026-11-20 09:20", func(e *model.Edit) error { return e.LogContact(id("E-1"), "out", "on it") })
	s = waiting(t, s, "2026-11-20 10:00", "Shipfast")
	e := s.Get(id("E-1"))
	c := s.Ctx(berlinAt("2026-11-20 10:30")).For(e)
	list := c.VendorWaits(e)
	if len(list) != 2 || list[0].For != "a solution" || list[0].Dangers[0].What != "our resolution" {
		t.Fatalf("%+v", list)
	}
	if late, ok := list[0].Late(); !ok || late <= 0 {
		t.Errorf("late by %d, %v", late, ok)
	}
	s = edited(t, s, "2026-11-20 10:40", func(e *model.Edit) error {
		return model.Update(e, id("AG-1"), func(x *model.Agreement) error { x.Pauses.Vendor = true; return nil })
	})
	for _, w := range s.Ctx(berlinAt("2026-11-20 10:45")).VendorWaits(s.Get(id("E-1"))) {
		if _, ok := w.Late(); ok {
			t.Errorf("a paused clock is in danger: %+v", w.Dangers)
		}
	}
	s = edited(t, s, "2026-11-20 11:00", func(e *model.Edit) error { return e.Set(id("E-1"), "status", "open") })
	if got := s.Ctx(berlinAt("2026-11-20 11:30")).VendorWaits(s.Get(id("E-1"))); got != nil {
		t.Errorf("it waits no more: %+v", got)
	}
}

// TestVendorHoldsUpTask: a blocker that waits for a vendor shows the task it holds up, and the task
// shows the blocker's wait.
func TestVendorHoldsUpTask(t *testing.T) {
	s := edited(t, suppliers(t), "2026-11-19 09:00", func(e *model.Edit) error {
		e.Put(model.BlockerPrefix, &model.Blocker{Title: "No key", Severity: 3, State: "open", Project: id("P-1"), About: id("T-1"), Raised: berlinAt("2026-11-10 09:00")})
		return nil
	})
	s = edited(t, s, "2026-11-20 10:00", func(e *model.Edit) error {
		return model.Update(e, id("B-1"), func(b *model.Blocker) error {
			b.State, b.Waiting = "waiting", model.Waiting{On: "vendor", From: id("V-1"), What: "a key"}
			return nil
		})
	})
	b, _ := model.Find[*model.Blocker](s, id("B-1"))
	if b.Asked != berlinAt("2026-11-20 10:00") {
		t.Errorf("asked %d", b.Asked)
	}
	// three days of London from nine there: Wednesday at ten in Berlin; the task must begin on Monday
	c := s.Ctx(berlinAt("2026-11-20 11:00")).For(b)
	want := "Shipfast promised a solution within 24 h: by Wed 25 10:00; T-1 needs it Mon 23: 2 d 2 h too late"
	for _, ref := range []string{"B-1", "T-1"} {
		r := s.Get(id(ref))
		if got := s.Schema().Of(id(ref)).Field("vendor_says").Text(c, r); got != want {
			t.Errorf("%s: %q, want %q", ref, got, want)
		}
	}
	s = edited(t, s, "2026-11-21 10:00", func(e *model.Edit) error { return e.Set(id("B-1"), "title", "No sandbox key") })
	if b, _ := model.Find[*model.Blocker](s, id("B-1")); b.Asked != berlinAt("2026-11-20 10:00") {
		t.Error("another title asks anew")
	}
}

// TestPurchaseBesideTask: the day a purchase is due beside the day its task needs it.
func TestPurchaseBesideTask(t *testing.T) {
	wed := date.YMD(2026, 11, 25)
	for _, x := range []struct {
		name     string
		due      date.Day
		ordered  date.Day
		now      string
		change   func(*model.Task)
		want     string
		late     bool
		needed   string
		standing model.Standing
	}{
		{name: "in time", due: wed - 1, now: "2026-11-20 09:12", want: "by Tue 24; T-2 needs it Wed 25: just in time", needed: "2026-11-25", standing: model.Calm},
		{name: "the Friday before", due: wed - 5, now: "2026-11-20 09:12", want: "by today; T-2 needs it Wed 25: 2 d to spare", needed: "2026-11-25", standing: model.Soon},
		{name: "too late", due: wed + 1, now: "2026-11-20 09:12", want: "by Thu 26; T-2 needs it Wed 25: 2 d too late", late: true, needed: "2026-11-25", standing: model.Hurts},
		{name: "overdue", due: wed - 7, now: "2026-11-20 09:12", want: "by 18 Nov, 8 h 12 of working time over; T-2 needs it Wed 25: 2 d 6 h to spare", needed: "2026-11-25", standing: model.Hurts},
		{name: "by the lead time", ordered: wed - 6, now: "2026-11-20 09:12", want: "within 5 d: by Wed 25; T-2 needs it Wed 25: 8 h 00 too late", late: true, needed: "2026-11-25", standing: model.Hurts},
		{name: "begun without it", due: wed + 1, now: "2026-11-20 09:12", change: func(t *model.Task) { t.ActualStart, t.Done = berlinAt("2026-11-25 08:00"), 10_00 },
			want: "by Thu 26; T-2 needs it Fri 27: 8 h 00 to spare", needed: "2026-11-27", standing: model.Calm},
		{name: "the task is done", due: wed + 1, now: "2026-11-20 09:12", change: func(t *model.Task) { t.Done = 100_00 }, want: "by Thu 26", standing: model.Calm},
	} {
		s := edited(t, suppliers(t), "2026-11-20 09:05", func(e *model.Edit) error {
			e.Put(model.PurchasePrefix, &model.Purchase{Title: "Scanners", Vendor: id("V-1"), Project: id("P-1"), Task: id("T-2"), Ordered: x.ordered, Due: x.due, Status: "ordered"})
			if x.change != nil {
				return model.Update(e, id("T-2"), func(t *model.Task) error { x.change(t); return nil })
			}
			return nil
		})
		p, _ := model.Find[*model.Purchase](s, id("PU-1"))
		c := s.Ctx(berlinAt(x.now)).For(p)
		k := s.Schema().Prefix(model.PurchasePrefix)
		if got := k.Field("vendor_says").Text(c, p); !strings.HasPrefix(got, "Shipfast promised delivery") || strings.TrimLeft(strings.TrimPrefix(got, "Shipfast promised delivery"), ": ") != x.want {
			t.Errorf("%s: %q, want %q", x.name, got, x.want)
		}
		if got := k.Field("needed_by").Text(c, p); got != x.needed {
			t.Errorf("%s: needed by %q, want %q", x.name, got, x.needed)
		}
		list := c.VendorWaits(p)
		if late, _ := list[0].Late(); late > 0 != x.late {
			t.Errorf("%s: late by %d", x.name, late)
		}
		if got := p.Standing(c); got != x.standing {
			t.Errorf("%s: standing %d, want %d", x.name, got, x.standing)
		}
	}
}
