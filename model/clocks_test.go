package model_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"tandem/model"
	"tandem/model/clock"
	"tandem/model/date"
	"tandem/model/query"
)

// desk is a customer with office hours in Berlin, an agreement and one escalation.
func desk(t testing.TB) *model.Snapshot {
	t.Helper()
	span := func(s string) date.Span {
		x, err := date.ParseSpan(s, date.Usual)
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	return with(
		&model.Calendar{Meta: meta("CAL-1"), Name: "Office", Zone: "Europe/Berlin", Week: model.OfficeWeek()},
		&model.Account{Meta: meta("A-1"), Name: "Northwind", Calendar: id("CAL-1")},
		&model.Agreement{Meta: meta("AG-1"), Name: "Depot", Account: id("A-1"), Pauses: model.Pauses{Vendor: true},
			Targets: []model.Target{{Severity: 1, FirstResponse: span("30m"), NextReply: span("1h"), NextUpdate: span("2h"), Resolve: span("8h")},
				{Severity: 5, FirstResponse: span("2h"), NextReply: span("4h"), NextUpdate: span("8h"), Resolve: span("3d")}}},
		&model.Escalation{Meta: meta("E-1"), Title: "Printer", Account: id("A-1"), Impact: 1, Urgency: 1, Status: "open", Level: 1, Opened: berlinAt("2026-11-20 09:00"),
			Events: []model.Event{{At: berlinAt("2026-11-20 09:00"), Kind: "opened"}}})
}

func berlinAt(s string) date.Instant {
	loc, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		panic(err)
	}
	x, err := time.ParseInLocation("2006-01-02 15:04", s, loc)
	if err != nil {
		panic(err)
	}
	return date.Of(x)
}

// edited applies an edit at a moment, checked as the store does.
func edited(t testing.TB, s *model.Snapshot, when string, f func(*model.Edit) error) *model.Snapshot {
	t.Helper()
	e := model.NewEdit(s, berlinAt(when))
	if err := f(e); err != nil {
		t.Fatal(err)
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	return s.With(b.Changes)
}

func clocksAt(t testing.TB, s *model.Snapshot, when string) (*model.Ctx, *clock.Clocks, *model.Escalation) {
	t.Helper()
	c := s.Ctx(berlinAt(when))
	e, ok := model.Find[*model.Escalation](s, id("E-1"))
	if !ok {
		t.Fatal("no escalation")
	}
	return c, c.Clocks(e), e
}

func setting(field, value string) func(*model.Edit) error {
	return func(e *model.Edit) error { return e.Set(id("E-1"), field, value) }
}

// TestContactMovesTheClocks: logged by the desk or as an interaction, and undone.
func TestContactMovesTheClocks(t *testing.T) {
	s := desk(t)
	if _, x, _ := clocksAt(t, s, "2026-11-20 09:20"); x.Next().Which != clock.First || x.Next().Left != 600 || x.Under != "Depot" {
		t.Errorf("%+v", x.Next())
	}
	s = edited(t, s, "2026-11-20 09:20", func(e *model.Edit) error { return e.LogContact(id("E-1"), "out", "on it") })
	_, x, e := clocksAt(t, s, "2026-11-20 10:00")
	if k := x.All[clock.First]; k.State != clock.Met || k.Elapsed != 1200 {
		t.Errorf("%+v", k)
	}
	if k := x.Next(); k.Which != clock.Update || k.Due != berlinAt("2026-11-20 11:20") || e.NextUpdate != k.Due {
		t.Errorf("%+v, next update %d", k, e.NextUpdate)
	}
	if s.Count(model.InteractionPrefix) != 1 || len(e.Events) != 2 {
		t.Errorf("%d interactions, %d lines", s.Count(model.InteractionPrefix), len(e.Events))
	}
	s = edited(t, s, "2026-11-20 10:30", func(e *model.Edit) error {
		e.Put(model.InteractionPrefix, &model.Interaction{Summary: "still down", Account: id("A-1"), Escalation: id("E-1"), When: berlinAt("2026-11-20 10:30"), Direction: "in"})
		return nil
	})
	if _, x, _ := clocksAt(t, s, "2026-11-20 10:40"); !x.All[clock.Reply].Going() || x.All[clock.Reply].Due != berlinAt("2026-11-20 11:30") {
		t.Errorf("an interaction from the customer starts no reply: %+v", x.All[clock.Reply])
	}
	s = edited(t, s, "2026-11-20 11:00", func(e *model.Edit) error {
		e.Put(model.InteractionPrefix, &model.Interaction{Summary: "courier on the way", Account: id("A-1"), Escalation: id("E-1"), When: berlinAt("2026-11-20 11:00"), Direction: "out"})
		return nil
	})
	_, x, e = clocksAt(t, s, "2026-11-20 11:00")
	if x.All[clock.Reply].State != clock.Met || x.All[clock.Update].Due != berlinAt("2026-11-20 14:00") || e.NextUpdate != berlinAt("2026-11-20 14:00") {
		t.Errorf("reply %s, update %+v", x.All[clock.Reply].State, x.All[clock.Update])
	}
}

// TestSettledLog: what an edit changes without logging it is logged, once, and the other way round.
func TestSettledLog(t *testing.T) {
	s := desk(t)
	kinds := func() string {
		_, _, e := clocksAt(t, s, "2026-11-25 09:00")
		var out []string
		for _, x := range e.Events {
			out = append(out, string(x.Kind))
		}
		return strings.Join(out, " ")
	}
	s = edited(t, s, "2026-11-20 10:00", func(e *model.Edit) error {
		return model.Update(e, id("E-1"), func(x *model.Escalation) error {
			x.Status, x.Waiting = "waiting", model.Waiting{On: "vendor", Who: "Shipfast", What: "spare part"}
			return nil
		})
	})
	if c, x, _ := clocksAt(t, s, "2026-11-20 11:00"); x.All[clock.Resolution].State != clock.Paused || x.Waited[0].Last.Who != "Shipfast" || x.Waited[0].Work != 3600 {
		t.Errorf("%+v %v", x.All[clock.Resolution], c.Now)
	}
	s = edited(t, s, "2026-11-20 11:00", setting("status", "open"))
	s = edited(t, s, "2026-11-20 11:30", setting("urgency", "3"))
	if _, x, e := clocksAt(t, s, "2026-11-20 11:30"); e.Events[3].Text != "severity 3, was 1" || x.All[clock.Resolution].Target != 24*3600 {
		t.Errorf("%+v, %d", e.Events[3], x.All[clock.Resolution].Target)
	}
	s = edited(t, s, "2026-11-20 12:00", setting("status", "resolved"))
	_, x, e := clocksAt(t, s, "2026-11-25 09:00")
	if e.Resolved != berlinAt("2026-11-20 12:00") || x.Ended != e.Resolved || x.All[clock.Resolution].State != clock.Met {
		t.Errorf("%+v", x.All[clock.Resolution])
	}
	s = edited(t, s, "2026-11-23 08:00", setting("status", "open"))
	if got := kinds(); got != "opened wait resume severity resolved reopened" {
		t.Error(got)
	}
	if _, x, e := clocksAt(t, s, "2026-11-23 09:00"); e.Resolved != 0 || x.All[clock.Resolution].Elapsed != 3*3600 {
		t.Errorf("total %d", x.All[clock.Resolution].Elapsed)
	}
	s = edited(t, s, "2026-11-23 10:00", func(e *model.Edit) error {
		return model.Update(e, id("E-1"), func(x *model.Escalation) error {
			x.Events = x.Log(model.Event{At: e.Ctx.Now, Kind: "closed"})
			return nil
		})
	})
	if _, _, e := clocksAt(t, s, "2026-11-23 10:00"); e.Status != "closed" || e.Resolved != berlinAt("2026-11-23 10:00") {
		t.Errorf("status %s does not follow the log", e.Status)
	}
}

// TestAgreementMidLife: a newer agreement holds from its day on for what still runs, and not for
// what was done before.
func TestAgreementMidLife(t *testing.T) {
	s := edited(t, desk(t), "2026-11-20 09:20", func(e *model.Edit) error { return e.LogContact(id("E-1"), "out", "on it") })
	hours := func(n int64) date.Span { return date.Span{N: n * 3600, Unit: date.Hours} }
	s = edited(t, s, "2026-11-20 16:00", func(e *model.Edit) error {
		e.Put(model.AgreementPrefix, &model.Agreement{Name: "Tighter", Account: id("A-1"), From: date.YMD(2026, 11, 23),
			Targets: []model.Target{{Severity: 5, FirstResponse: hours(0), NextUpdate: hours(1), Resolve: hours(16)}}})
		return nil
	})
	if _, x, _ := clocksAt(t, s, "2026-11-20 16:30"); x.Under != "Depot" || x.All[clock.Resolution].Target != 8*3600 {
		t.Errorf("before: %s %d", x.Under, x.All[clock.Resolution].Target)
	}
	_, x, _ := clocksAt(t, s, "2026-11-23 08:30")
	if x.Under != "Tighter" || x.All[clock.Resolution].Target != 16*3600 || x.All[clock.First].Target != 1800 {
		t.Errorf("after: %s %d %d", x.Under, x.All[clock.Resolution].Target, x.All[clock.First].Target)
	}
}

// TestClockFields: they filter, sort and say never.
func TestClockFields(t *testing.T) {
	s := desk(t)
	c := s.Ctx(berlinAt("2026-11-20 10:00"))
	k := s.Schema().Prefix(model.EscalationPrefix)
	e := s.Get(id("E-1"))
	for field, want := range map[string]string{"clock": "first response", "clock_due": "2026-11-20T09:30:00+01:00", "clock_left": "-30", "clock_bar": "######## 30 min over", "clock_state": "breached", "agreement": "Depot"} {
		if got := k.Field(field).Text(c.For(e), e); got != want {
			t.Errorf("%s: %q, want %q", field, got, want)
		}
	}
	for text, want := range map[string]bool{"clock_state:breached": true, "clock_left<0": true, "clock_left>0": false, "clock:resolution": false, "clock_due<11:00": true} {
		q, err := query.Parse(text, k)
		if err != nil {
			t.Fatal(text, err)
		}
		if got := len(query.Filter(c, q, []model.Record{e})) == 1; got != want {
			t.Errorf("%s: not %v", text, want)
		}
	}
	s = edited(t, s, "2026-11-20 10:00", func(e *model.Edit) error {
		return model.Update(e, id("CAL-1"), func(x *model.Calendar) error { x.Week = nil; return nil })
	})
	c = s.Ctx(berlinAt("2026-11-20 10:00"))
	_, x, _ := clocksAt(t, s, "2026-11-20 10:00")
	if x.Hours.Empty() && k.Field("clock_due").Text(c, e) != "never" {
		t.Error("a calendar without working time does not say never")
	}
}

// TestClockWords holds how lengths and spans are told.
func TestClockWords(t *testing.T) {
	for sec, want := range map[int64]string{0: "0 min", 59: "59 s", 60: "1 min", -2820: "47 min", 8280: "2 h 18", 34800: "9 h 40", 3 * 28800: "3 d", 2*28800 + 7200: "2 d 2 h"} {
		if got := model.ClockLength(sec, date.Usual); got != want {
			t.Errorf("%d: %q, want %q", sec, got, want)
		}
	}
	c, x, _ := clocksAt(t, desk(t), "2026-11-20 11:00")
	k := &x.All[clock.Resolution]
	if got := c.ClockWhy(k); got != "6 h 00 = today 11:00-12:00, 13:00-17:00, Mon 08:00-09:00" {
		t.Error(got)
	}
	if got := model.ClockBar(k, 8, true); got != "##------" {
		t.Error(got)
	}
	if got := model.ClockBar(k, 8, false); got != "▇▇▁▁▁▁▁▁" {
		t.Error(got)
	}
}

// TestClockZone: spans and pauses name the zone where its clocks show another hour than the
// workspace's, once, and a pause always tells the time of day.
func TestClockZone(t *testing.T) {
	s := desk(t).With([]model.Change{{ID: id("E-1"), After: &model.Escalation{Meta: meta("E-1"), Title: "Printer", Account: id("A-1"), Impact: 1, Urgency: 1, Status: "open", Level: 1,
		Opened: berlinAt("2026-11-18 09:00")}}})
	s = edited(t, s, "2026-11-18 10:00", func(e *model.Edit) error {
		return model.Update(e, id("E-1"), func(x *model.Escalation) error {
			x.Status, x.Waiting = "waiting", model.Waiting{On: "vendor", Who: "Shipfast", What: "spare part"}
			return nil
		})
	})
	s = edited(t, s, "2026-11-18 15:00", setting("status", "resolved"))
	s = edited(t, s, "2026-11-20 10:00", setting("status", "open"))
	home := func(zone string) *model.Snapshot {
		cal := &model.Calendar{Meta: meta("CAL-2"), Name: "Home", Zone: zone, Week: model.OfficeWeek()}
		ws := &model.Workspace{Meta: meta("W-1"), Name: "Here", Currency: "EUR", Calendar: cal.ID}
		return s.With([]model.Change{{ID: cal.ID, After: cal}, {ID: ws.ID, After: ws}})
	}
	for zone, want := range map[string][]string{
		"Europe/Berlin": {"6 h 00 = today 11:00-12:00, 13:00-17:00, Mon 08:00-09:00", "vendor Shipfast, spare part, 18 Nov 10:00 to 18 Nov 15:00", "closed, 18 Nov 15:00 to today 10:00"},
		"Europe/Paris":  {"6 h 00 = today 11:00-12:00, 13:00-17:00, Mon 08:00-09:00", "vendor Shipfast, spare part, 18 Nov 10:00 to 18 Nov 15:00", "closed, 18 Nov 15:00 to today 10:00"},
		"Europe/London": {"6 h 00 = today 11:00-12:00, 13:00-17:00, Mon 08:00-09:00 Berlin", "vendor Shipfast, spare part, 18 Nov 10:00 to 18 Nov 15:00 Berlin", "closed, 18 Nov 15:00 to today 10:00 Berlin"},
	} {
		c, x, _ := clocksAt(t, home(zone), "2026-11-20 11:00")
		k := &x.All[clock.Resolution]
		got := []string{c.ClockWhy(k)}
		for p := range k.Pauses() {
			got = append(got, c.PauseText(k, p))
		}
		if strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("%s: %q", zone, got)
		}
	}
	s = edited(t, s, "2026-11-20 12:00", func(e *model.Edit) error {
		return model.Update(e, id("E-1"), func(x *model.Escalation) error {
			x.Status, x.Waiting = "waiting", model.Waiting{On: "vendor", Who: "Shipfast", What: "spare part"}
			return nil
		})
	})
	c, x, _ := clocksAt(t, home("Europe/London"), "2026-11-23 09:00")
	var last string
	for p := range x.All[clock.Resolution].Pauses() {
		last = c.PauseText(&x.All[clock.Resolution], p)
	}
	if last != "vendor Shipfast, spare part, 20 Nov 12:00 Berlin to now" {
		t.Error(last)
	}
}

// manyOpen is a workspace with n open escalations of six lines each, checked as the store does.
func manyOpen(t testing.TB, n int) *model.Snapshot {
	t.Helper()
	s, now := desk(t), berlinAt("2026-11-20 11:00")
	e := model.NewEdit(s, now)
	for i := range n - 1 {
		x := &model.Escalation{Title: fmt.Sprint(i), Account: id("A-1"), Impact: i%3 + 1, Urgency: 1, Level: 1, Status: "open", Opened: now - 7200 - date.Instant(i%50)*7200}
		for j, k := range []model.EventKind{"opened", "contact", "contact", "wait", "resume", "contact"} {
			v := model.Event{At: x.Opened + date.Instant(j)*600, Kind: k}
			switch k {
			case "contact":
				v.Direction = []model.Direction{"in", "out"}[j%2]
			case "wait":
				v.Who = "vendor: Shipfast"
			}
			x.Events = append(x.Events, v)
		}
		e.Put(model.EscalationPrefix, x)
	}
	batch, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	return s.With(batch.Changes)
}

// lookAtAll works the clocks of all open escalations out at a moment, and counts those that go on.
func lookAtAll(s *model.Snapshot, now date.Instant) (going int) {
	c := s.Ctx(now)
	for x := range model.Each[*model.Escalation](s, model.EscalationPrefix) {
		if x.Open() && c.Clocks(x).Next() != nil {
			going++
		}
	}
	return going
}

// BenchmarkOpenClocks recomputes the clocks of 10,000 open escalations: 50 ms is the limit.
func BenchmarkOpenClocks(b *testing.B) {
	s, now := manyOpen(b, 10_000), berlinAt("2026-11-20 12:00")
	b.ReportAllocs()
	for b.Loop() {
		if now++; lookAtAll(s, now) != 10_000 {
			b.Fatal("not all clocks go on")
		}
	}
}

// TestOpenClocksAreQuick holds what a look at all open clocks costs: in memory asked for, which is
// the same on every machine, and with room for a slow and busy one in time (50 ms are allowed on a
// usual one).
func TestOpenClocksAreQuick(t *testing.T) {
	per := func(n int) float64 {
		s, now := manyOpen(t, n), berlinAt("2026-11-20 12:00")
		return testing.AllocsPerRun(3, func() {
			if now++; lookAtAll(s, now) != n {
				t.Fatal("not all clocks go on")
			}
		}) / float64(n)
	}
	small, large := per(1000), per(10_000)
	t.Logf("an escalation takes %.1f allocations among 1,000, %.1f among 10,000", small, large)
	if large > 8 || large > small*1.2 {
		t.Errorf("an escalation takes %.1f allocations among 10,000, %.1f among 1,000; 8 are allowed", large, small)
	}
	s, now, best := manyOpen(t, 10_000), berlinAt("2026-11-20 13:00"), time.Hour
	for range 5 {
		began := time.Now()
		now++
		lookAtAll(s, now)
		best = min(best, time.Since(began))
	}
	t.Log("10,000 open clocks:", best)
	if best > 500*time.Millisecond {
		t.Errorf("10,000 open clocks take %v", best)
	}
}
