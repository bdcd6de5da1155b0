package model_test

import (
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/query"
)

// promised is the desk with a plan of one task and a promise that the task delivers. The task takes
// days working days from Monday 23 November 2026, so it ends on a Friday after five.
func promised(t testing.TB, days int64, due date.Day) *model.Snapshot {
	t.Helper()
	return edited(t, desk(t), "2026-11-18 09:00", func(e *model.Edit) error {
		e.Put(model.ContactPrefix, &model.Contact{Name: "Sven Kowalke", Account: id("A-1"), Influence: "high"})
		e.Put(model.ProjectPrefix, &model.Project{Name: "Rollout", Account: id("A-1"), Phase: "executing", Method: "waterfall", Calendar: id("CAL-1"), Start: berlinAt("2026-11-23 08:00")})
		e.Put(model.TaskPrefix, &model.Task{Name: "Carrier", Project: id("P-1"), Order: 1, Constraint: "ASAP", Type: "fixed units",
			Duration: date.Span{N: days * 8 * 3600, Unit: date.Days}})
		e.Put(model.PromisePrefix, &model.Promise{What: "Carrier interface", Account: id("A-1"), To: id("C-1"), Due: due, Task: id("T-1"), State: "open"})
		return nil
	})
}

func theProm(t testing.TB, s *model.Snapshot) *model.Promise {
	t.Helper()
	p, ok := model.Find[*model.Promise](s, id("M-1"))
	if !ok {
		t.Fatal("no promise")
	}
	return p
}

// TestPromiseForecast: the computed finish of the task stands beside the promised day.
func TestPromiseForecast(t *testing.T) {
	fri := date.YMD(2026, 11, 27)
	for _, x := range []struct {
		days            int64
		due             date.Day
		forecast, slack string
		standing        model.Standing
	}{
		{5, fri, "2026-11-27", "0", model.Calm},
		{3, fri, "2026-11-25", "2", model.Calm},
		{7, fri, "2026-12-01", "-2", model.Hurts},
		{5, fri + 1, "2026-11-27", "0", model.Calm}, // on a Saturday: no work lies between
		{6, fri + 2, "2026-11-30", "-1", model.Hurts},
		{5, fri - 7, "2026-11-27", "-5", model.Hurts},
	} {
		s := promised(t, x.days, x.due)
		p := theProm(t, s)
		c := s.Ctx(berlinAt("2026-11-20 09:12")).For(p)
		k := s.Schema().Prefix(model.PromisePrefix)
		if got := k.Field("forecast").Text(c, p); got != x.forecast {
			t.Errorf("%d days for %s: forecast %s, want %s", x.days, x.due, got, x.forecast)
		}
		if got := k.Field("slack").Text(c, p); got != x.slack {
			t.Errorf("%d days for %s: slack %s, want %s", x.days, x.due, got, x.slack)
		}
		if got := p.Standing(c); got != x.standing {
			t.Errorf("%d days for %s: standing %d, want %d", x.days, x.due, got, x.standing)
		}
	}
	s := promised(t, 7, fri)
	s = edited(t, s, "2026-11-24 17:00", func(e *model.Edit) error {
		return model.Update(e, id("T-1"), func(x *model.Task) error {
			x.Done, x.ActualStart, x.ActualFinish = 100_00, berlinAt("2026-11-23 08:00"), berlinAt("2026-11-24 16:00")
			return nil
		})
	})
	if at, ok := s.Ctx(berlinAt("2026-11-25 09:00")).PromiseForecast(theProm(t, s)); !ok || at != berlinAt("2026-11-24 16:00") {
		t.Errorf("a done task is forecast for %d, %v", at, ok)
	}
	s = edited(t, s, "2026-11-25 09:00", func(e *model.Edit) error { return e.Set(id("M-1"), "task", "") })
	if _, ok := s.Ctx(berlinAt("2026-11-25 09:00")).PromiseForecast(theProm(t, s)); ok {
		t.Error("a promise without a task has a forecast")
	}
	k := s.Schema().Prefix(model.PromisePrefix)
	q, err := query.Parse("slack<0", k)
	if err != nil {
		t.Fatal(err)
	}
	s = promised(t, 7, fri)
	if len(query.Filter(s.Ctx(berlinAt("2026-11-20 09:12")), q, []model.Record{theProm(t, s)})) != 1 {
		t.Error("slack<0 does not find it")
	}
}

// TestRenegotiate: the old date stays, with who agreed and why; however the date was changed.
func TestRenegotiate(t *testing.T) {
	fri := date.YMD(2026, 11, 27)
	s := promised(t, 7, fri)
	s = edited(t, s, "2026-11-20 09:12", func(e *model.Edit) error {
		return e.ActWith(id("M-1"), "renegotiate", "wed @sven the key came late")
	})
	p := theProm(t, s)
	want := model.PromiseMove{On: date.YMD(2026, 11, 20), From: fri, To: date.YMD(2026, 11, 25), With: id("C-1"), Why: "the key came late"}
	if p.Due != want.To || p.State != "renegotiated" || len(p.Moves) != 1 || p.Moves[0] != want || p.FirstDue() != fri {
		t.Errorf("%+v", p)
	}
	s = edited(t, s, "2026-11-23 09:00", func(e *model.Edit) error { return e.Set(id("M-1"), "due", "2026-12-04") })
	if p = theProm(t, s); len(p.Moves) != 2 || p.Moves[1].From != want.To || p.Moves[1].To != date.YMD(2026, 12, 4) || p.FirstDue() != fri {
		t.Errorf("a date set by hand: %+v", p.Moves)
	}
	s = edited(t, s, "2026-11-24 09:00", func(e *model.Edit) error { return e.Act(id("M-1"), "keep") })
	if p = theProm(t, s); p.State != "kept" || p.ClosedOn != date.YMD(2026, 11, 24) || p.Verdict(date.YMD(2026, 11, 24)) != model.Kept {
		t.Errorf("%+v", p)
	}
	e := model.NewEdit(s, berlinAt("2026-11-24 10:00"))
	for verb, answer := range map[string]string{"renegotiate": "fri", "keep": "", "break": ""} {
		if err := e.ActWith(id("M-1"), verb, answer); err == nil || !strings.Contains(err.Error(), "kept already") {
			t.Errorf("%s of a kept one: %v", verb, err)
		}
	}
}

// TestRenegotiateSays what an answer means, and what is wrong with it.
func TestRenegotiateSays(t *testing.T) {
	s := promised(t, 7, date.YMD(2026, 11, 27))
	p := theProm(t, s)
	v := s.Schema().Prefix(model.PromisePrefix).Verb("renegotiate")
	for _, x := range []struct{ now, answer, want string }{
		{"2026-11-20 09:12", "4 dec", "from Fri 27 to 4 Dec, agreed with Sven Kowalke"},
		{"2026-11-20 09:12", "+2w @sven he is away", "from Fri 27 to 4 Dec, agreed with Sven Kowalke"},
		{"2026-11-30 09:12", "fri", "from 27 Nov to Fri 4, agreed with Sven Kowalke; its day has passed, so it counts as late"},
		{"2026-11-20 09:12", "", "which date"},
		{"2026-11-20 09:12", "soon", "which date"},
		{"2026-11-20 09:12", "27 nov", "already"},
		{"2026-11-20 09:12", "4 dec @olga", "no contact of Northwind"},
	} {
		got, err := v.Read(s.Ctx(berlinAt(x.now)).For(p), p, x.answer)
		if err != nil {
			got = err.Error()
		}
		if got != x.want && (err == nil || !strings.Contains(got, x.want)) {
			t.Errorf("%q: %q, want %q", x.answer, got, x.want)
		}
	}
	if err := model.NewEdit(s, berlinAt("2026-11-20 09:12")).ActWith(id("M-1"), "keep", "gladly"); err == nil {
		t.Error("keep takes words")
	}
}

// TestPromiseSettles: a slip that is corrected on the day it was written is no renegotiation; the day
// of an end is kept, and goes where the promise is opened again.
func TestPromiseSettles(t *testing.T) {
	s := promised(t, 7, date.YMD(2026, 11, 27))
	s = edited(t, s, "2026-11-18 11:00", func(e *model.Edit) error { return e.Set(id("M-1"), "due", "2026-11-26") })
	if p := theProm(t, s); len(p.Moves) != 0 || p.State != "open" {
		t.Errorf("a correction: %+v", p)
	}
	s = edited(t, s, "2026-11-20 11:00", func(e *model.Edit) error { return e.Set(id("M-1"), "state", "broken") })
	if p := theProm(t, s); p.ClosedOn != date.YMD(2026, 11, 20) {
		t.Errorf("closed on %s", p.ClosedOn)
	}
	s = edited(t, s, "2026-11-20 12:00", func(e *model.Edit) error { return e.Set(id("M-1"), "state", "open") })
	if p := theProm(t, s); p.ClosedOn != 0 {
		t.Errorf("open, closed on %s", p.ClosedOn)
	}
	s = edited(t, s, "2026-11-20 13:00", func(e *model.Edit) error { return e.Set(id("M-1"), "what", "Carrier interface, tested") })
	if p := theProm(t, s); len(p.Moves) != 0 {
		t.Errorf("another name is a move: %+v", p.Moves)
	}
}

// TestVerdict is the truth table of what counts as kept.
func TestVerdict(t *testing.T) {
	day := func(n int) date.Day { return date.YMD(2026, 11, n) }
	early, after := []model.PromiseMove{{On: day(9), From: day(10), To: day(20)}}, []model.PromiseMove{{On: day(11), From: day(10), To: day(20)}}
	for _, x := range []struct {
		state  model.PromiseState
		closed date.Day
		moves  []model.PromiseMove
		today  date.Day
		want   model.Verdict
	}{
		{"open", 0, nil, day(19), model.Undecided},
		{"open", 0, nil, day(20), model.Undecided}, // its day is not over
		{"open", 0, nil, day(21), model.Broken},
		{"renegotiated", 0, early, day(20), model.Undecided},
		{"renegotiated", 0, early, day(21), model.Broken},
		{"kept", day(20), nil, day(25), model.Kept},
		{"kept", 0, nil, day(25), model.Kept},
		{"kept", day(21), nil, day(25), model.Late},
		{"kept", day(20), early, day(25), model.Kept},
		{"kept", day(20), after, day(25), model.Late},
		{"broken", day(18), nil, day(19), model.Broken},
	} {
		p := &model.Promise{State: x.state, Due: day(20), ClosedOn: x.closed, Moves: x.moves}
		if got := p.Verdict(x.today); got != x.want {
			t.Errorf("%s closed %s on %s: %q, want %q", x.state, x.closed, x.today, got, x.want)
		}
	}
}

// TestPromisesKept: the rate of an account with how many it rests on, as a whole and by year.
func TestPromisesKept(t *testing.T) {
	s := edited(t, desk(t), "2026-11-18 09:00", func(e *model.Edit) error {
		put := func(due date.Day, state model.PromiseState, closed date.Day) {
			e.Put(model.PromisePrefix, &model.Promise{What: "X", Account: id("A-1"), Due: due, State: state, ClosedOn: closed})
		}
		put(date.YMD(2025, 6, 1), "kept", date.YMD(2025, 6, 1))
		put(date.YMD(2025, 7, 1), "broken", date.YMD(2025, 7, 9))
		put(date.YMD(2026, 3, 1), "kept", date.YMD(2026, 2, 20))
		put(date.YMD(2026, 4, 1), "kept", date.YMD(2026, 4, 2))
		put(date.YMD(2026, 11, 10), "open", 0)
		put(date.YMD(2026, 12, 10), "open", 0)
		return nil
	})
	c := s.Ctx(berlinAt("2026-11-20 09:12"))
	a := s.Get(id("A-1"))
	for year, want := range map[int]model.KeptCount{0: {Kept: 2, N: 5}, 2025: {Kept: 1, N: 2}, 2026: {Kept: 1, N: 3}, 2024: {}} {
		if got := c.PromisesKept(id("A-1"), year); got != want {
			t.Errorf("%d: %+v, want %+v", year, got, want)
		}
	}
	k := s.Schema().Prefix(model.AccountPrefix)
	for field, want := range map[string]string{"promises_kept": "40% of 5 in all", "promises_by_year": "2026: 1 of 3, 2025: 1 of 2", "promises_open": "2"} {
		if got := k.Field(field).Show(c, a); got != want {
			t.Errorf("%s: %q, want %q", field, got, want)
		}
	}
	if got := k.Field("promises_kept").Text(c, a); got != "40" {
		t.Errorf("as a number %q", got)
	}
	if _, ok := (model.KeptCount{}).Percent(); ok {
		t.Error("a share of nothing")
	}
}

// TestPromiseClosesInItsZone: what a form or a command sets is dated as the verb dates it: by the day of the
// customer, not by that of Greenwich, where 20:00 of New York is the next day already.
func TestPromiseClosesInItsZone(t *testing.T) {
	due := date.YMD(2026, 11, 20)
	s := edited(t, promised(t, 3, due), "2026-11-18 10:00", func(e *model.Edit) error {
		cal := e.Put(model.CalendarPrefix, &model.Calendar{Name: "New York", Zone: "America/New_York", Week: model.OfficeWeek(), MinutesPerDay: 480})
		return model.Update(e, id("A-1"), func(a *model.Account) error { a.Calendar = cal; return nil })
	})
	const evening = "2026-11-21 02:00" // in Berlin; 20:00 on 20 November in New York
	for name, f := range map[string]func(e *model.Edit) error{
		"set":  func(e *model.Edit) error { return e.Set(id("M-1"), "state", "kept") },
		"verb": func(e *model.Edit) error { return verbDo(t, e, "keep") },
	} {
		p := theProm(t, edited(t, s, evening, f))
		if p.ClosedOn != due || p.Verdict(due+9) != model.Kept {
			t.Errorf("%s: closed on %s, %s", name, p.ClosedOn, p.Verdict(due+9))
		}
	}
	p := theProm(t, edited(t, s, evening, func(e *model.Edit) error { return e.Set(id("M-1"), "due", "2026-11-27") }))
	if len(p.Moves) != 1 || p.Moves[0].On != due || p.Verdict(due+1) != model.Undecided {
		t.Errorf("moved: %+v, %s", p.Moves, p.Verdict(due+1))
	}
	done := theProm(t, edited(t, edited(t, s, evening, func(e *model.Edit) error { return e.Set(id("M-1"), "due", "2026-11-27") }),
		"2026-11-25 12:00", func(e *model.Edit) error { return e.Set(id("M-1"), "state", "kept") }))
	if done.Verdict(due+9) != model.Kept {
		t.Errorf("moved in time and kept: %s", done.Verdict(due+9))
	}
}

// verbDo does a verb of promises to the first.
func verbDo(t testing.TB, e *model.Edit, name string) error {
	t.Helper()
	for _, v := range e.Base().Schema().Prefix(model.PromisePrefix).Verbs {
		if v.Name == name {
			return v.Do(e, id("M-1"))
		}
	}
	t.Fatalf("no verb %s", name)
	return nil
}
