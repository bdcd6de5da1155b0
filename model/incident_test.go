package model_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"tandem/model"
	"tandem/model/clock"
	"tandem/model/date"
)

// trouble is the desk with a plan, a risk and a second customer.
func trouble(t testing.TB) *model.Snapshot {
	return edited(t, desk(t), "2026-11-20 08:30", func(e *model.Edit) error {
		e.Put("W", &model.Workspace{Meta: meta("W-1"), Name: "Desk", Currency: "EUR", Calendar: id("CAL-1")})
		e.Put("P", &model.Project{Meta: meta("P-1"), Name: "Rollout", Account: id("A-1"), Phase: "executing", Method: "waterfall"})
		e.Put("T", &model.Task{Meta: meta("T-1"), Project: id("P-1"), Name: "Fit docks", Type: "fixed units", Constraint: "ASAP"})
		e.Put("R", &model.Risk{Meta: meta("R-1"), Project: id("P-1"), Title: "Docks late", Status: "open", Category: "technical", Response: "mitigate"})
		e.Put("A", &model.Account{Meta: meta("A-2"), Name: "Contoso"})
		e.Put("C", &model.Contact{Meta: meta("C-1"), Account: id("A-1"), Name: "Sven"})
		return nil
	})
}

func escalation(t testing.TB, s *model.Snapshot, ref string) *model.Escalation {
	t.Helper()
	e, ok := model.Find[*model.Escalation](s, id(ref))
	if !ok {
		t.Fatal(ref, "is not there")
	}
	return e
}

// TestRaise: on an account, a project, a task, a risk and what belongs to a customer; the clocks run at
// once, and what it is about is linked.
func TestRaise(t *testing.T) {
	s := trouble(t)
	for _, x := range []struct {
		in            model.Raising
		title         string
		blocks, links int
		project       string
		sev           int
	}{
		{model.Raising{About: id("A-1"), Impact: 1, Urgency: 1, Title: "Site is down"}, "Site is down", 0, 0, "", 1},
		{model.Raising{About: id("P-1")}, "Rollout", 0, 0, "P-1", 3},
		{model.Raising{About: id("T-1"), Impact: 3, Urgency: 2}, "Fit docks", 1, 0, "P-1", 4},
		{model.Raising{About: id("R-1"), Level: 3}, "Docks late", 1, 0, "P-1", 3},
		{model.Raising{About: id("C-1"), Liaison: "Logistics"}, "Sven", 0, 1, "", 3},
	} {
		var got model.ID
		n := edited(t, s, "2026-11-20 09:00", func(e *model.Edit) (err error) { got, err = e.Raise(x.in); return err })
		e := escalation(t, n, got.String())
		if e.Title != x.title || len(e.Blocks) != x.blocks || len(e.Links) != x.links || e.Account != id("A-1") || e.Severity() != x.sev || e.Liaison == "" || x.project != "" && e.Project != id(x.project) {
			t.Errorf("%s: %+v", x.in.About, e)
		}
		k := n.Ctx(berlinAt("2026-11-20 09:00")).Clocks(e)
		if !k.All[clock.First].Going() || !k.All[clock.Resolution].Going() || k.Under != "Depot" {
			t.Errorf("%s: the clocks do not run: %+v", x.in.About, k.All[clock.First])
		}
	}
	for want, in := range map[string]model.Raising{
		"Z-9: no such record":           {About: id("Z-9")},
		"impact, urgency and level are": {About: id("A-1"), Impact: 4},
		"CAL-1 belongs to no account":   {About: id("CAL-1")},
	} {
		if got := refused(t, s, "2026-11-20 09:00", func(e *model.Edit) error { _, err := e.Raise(in); return err }); !strings.Contains(got, want) {
			t.Errorf("%q: %s", want, got)
		}
	}
}

// TestLevels: a level has its usual department until somebody names another; it is logged.
func TestLevels(t *testing.T) {
	s := trouble(t)
	level := func(n int, who string) func(*model.Edit) error {
		return func(e *model.Edit) error { return e.SetLevel(id("E-1"), n, who) }
	}
	s = edited(t, s, "2026-11-20 09:05", level(2, ""))
	if e := escalation(t, s, "E-1"); e.Level != 2 || e.Liaison != "department" || e.Events[len(e.Events)-1].Text != "level 2" || len(e.Events) != 2 {
		t.Errorf("%+v", e.Events)
	}
	s = edited(t, s, "2026-11-20 09:06", level(2, "Logistics"))
	s = edited(t, s, "2026-11-20 09:07", level(3, ""))
	if e := escalation(t, s, "E-1"); e.Liaison != "Logistics" || e.Level != 3 {
		t.Errorf("%d %s", e.Level, e.Liaison)
	}
	if got := refused(t, s, "2026-11-20 09:08", level(3, "")); !strings.Contains(got, "at level 3 with Logistics already") {
		t.Error(got)
	}
	if got := refused(t, s, "2026-11-20 09:08", level(4, "")); !strings.Contains(got, "4 is no level") {
		t.Error(got)
	}
}

// TestMajor: from then on the customer hears from us at its cadence, whoever we wait for; what was owed
// before keeps its measure, and when it is over the agreement holds again.
func TestMajor(t *testing.T) {
	s := edited(t, trouble(t), "2026-11-20 09:10", func(e *model.Edit) error { return e.LogContact(id("E-1"), "out", "on it") })
	s = edited(t, s, "2026-11-20 10:30", func(e *model.Edit) error { return e.LogContact(id("E-1"), "out", "vendor called") })
	s = edited(t, s, "2026-11-20 10:40", func(e *model.Edit) error {
		return e.SetMajor(id("E-1"), true, date.Span{N: 1800, Unit: date.Minutes})
	})
	_, x, e := clocksAt(t, s, "2026-11-20 10:50")
	k := &x.All[clock.Update]
	if !e.Major || k.Due != berlinAt("2026-11-20 11:10") || k.Left != 1200 || k.Kept != 1 || k.Missed != 0 {
		t.Errorf("%+v", k)
	}
	if last := e.Events[len(e.Events)-1]; last.Kind != "major" || last.Text != "update every 30m" {
		t.Errorf("%+v", last)
	}
	s = edited(t, s, "2026-11-20 10:55", func(e *model.Edit) error {
		return model.Update(e, id("E-1"), func(x *model.Escalation) error {
			x.Status, x.Waiting = "waiting", model.Waiting{On: "vendor", Who: "Shipfast"}
			return nil
		})
	})
	if _, x, _ := clocksAt(t, s, "2026-11-20 11:12"); x.All[clock.Update].State != clock.Breached || x.All[clock.Resolution].State != clock.Paused {
		t.Errorf("%s %s", x.All[clock.Update].State, x.All[clock.Resolution].State)
	}
	s = edited(t, s, "2026-11-20 11:13", func(e *model.Edit) error { return e.LogContact(id("E-1"), "out", "late, sorry") })
	s = edited(t, s, "2026-11-20 11:15", func(e *model.Edit) error { return e.Act(id("E-1"), "minor") })
	if _, x, e := clocksAt(t, s, "2026-11-20 11:20"); e.Major || x.All[clock.Update].Due != berlinAt("2026-11-20 14:13") || x.All[clock.Update].Missed != 1 {
		t.Errorf("%+v", x.All[clock.Update])
	}
	for verb, want := range map[string]string{"minor": "it is no major incident", "close": "it is not resolved yet", "reopen": "it is open"} {
		if got := refused(t, s, "2026-11-20 11:30", func(e *model.Edit) error { return e.Act(id("E-1"), verb) }); !strings.Contains(got, want) {
			t.Errorf("%s: %s", verb, got)
		}
	}
	s = edited(t, s, "2026-11-20 11:40", func(e *model.Edit) error { return e.Act(id("E-1"), "major") })
	if e := escalation(t, s, "E-1"); e.Cadence.N != 1800 {
		t.Error("it forgets the cadence it had")
	}
	if got := refused(t, s, "2026-11-20 11:50", setting("cadence", "")); !strings.Contains(got, "cadence") {
		t.Error(got)
	}
}

// TestMajorDoesNotDateBack: a cadence counts from its declaration at the earliest; what was owed sooner
// stays, what was late by then is due at it, and the question tells the same before.
func TestMajorDoesNotDateBack(t *testing.T) {
	word := edited(t, trouble(t), "2026-11-20 09:00", func(e *model.Edit) error { return e.LogContact(id("E-1"), "out", "on it") })
	min := func(n int64) date.Span { return date.Span{N: n * 60, Unit: date.Minutes} }
	for _, x := range []struct {
		name, at, want string
		every          date.Span
		silent         bool
	}{
		{"the cadence is sooner", "10:00", "10:30", min(30), false},
		{"the old due is sooner", "10:50", "11:00", min(30), false},
		{"both at once", "10:30", "11:00", min(30), false},
		{"the old one is late", "11:20", "11:20", min(30), false},
		{"elapsed time", "10:00", "10:20", date.Span{N: 1200, Unit: date.ElapsedMinutes}, false},
		{"before our first word", "09:10", "09:40", min(30), true},
	} {
		t.Run(x.name, func(t *testing.T) {
			s, at := word, "2026-11-20 "+x.at
			if x.silent {
				s = trouble(t)
			}
			c, _, e := clocksAt(t, s, at)
			preview := c.MajorDue(e, true, x.every)
			s = edited(t, s, at, func(e *model.Edit) error { return e.SetMajor(id("E-1"), true, x.every) })
			_, got, _ := clocksAt(t, s, at)
			k := &got.All[clock.Update]
			if want := berlinAt("2026-11-20 " + x.want); k.Due != want || preview != want {
				t.Errorf("due %s, told before %s, want %s", k.Due.In(c.Loc), preview.In(c.Loc), x.want)
			}
			if k.Elapsed+k.Left != k.Target {
				t.Errorf("%d + %d is not %d", k.Elapsed, k.Left, k.Target)
			}
		})
	}
}

// TestNextDue: a fresh escalation shows in a list what its clocks say, and a told moment where none goes.
func TestNextDue(t *testing.T) {
	s := edited(t, trouble(t), "2026-11-20 09:00", func(e *model.Edit) error {
		_, err := e.Raise(model.Raising{About: id("A-1"), Title: "Scanner", Impact: 1, Urgency: 1})
		return err
	})
	c, e := s.Ctx(berlinAt("2026-11-20 09:00")), escalation(t, s, "E-2")
	k, f := c.Clocks(e).Next(), s.Schema().Of(e.ID).Field("clock_due")
	if k == nil || c.NextDue(e) != k.Due || f.Key(c, e).Num != float64(k.Due) || f.Label != "Next due" {
		t.Errorf("%s is not %+v", f.Show(c, e), k)
	}
	for i := range c.Clocks(e).All {
		if x := &c.Clocks(e).All[i]; x.Going() && x.Due < k.Due {
			t.Errorf("%s is due before", x.Which)
		}
	}
	told := &model.Escalation{Status: "open", NextUpdate: 7}
	if c.NextDue(told) != 7 {
		t.Error("what was told does not stand where no clock goes")
	}
	if told.Status = "closed"; c.NextDue(told) != 0 {
		t.Error("something is due of what is closed")
	}
}

// TestClockTime: a zone is named where it is not the workspace's and a time of day is told.
func TestClockTime(t *testing.T) {
	at := berlinAt("2026-11-20 10:45")
	c := trouble(t).Ctx(at)
	york, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	for want, got := range map[string]string{
		"today 04:45 New York": c.ClockTime(at, york),
		"today 10:45":          c.ClockTime(at, c.Loc),
		"3 Dec":                c.ClockTime(berlinAt("2026-12-03 10:45"), york),
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// TestMajorWithoutAgreement: a major incident has a cadence even where nothing is agreed.
func TestMajorWithoutAgreement(t *testing.T) {
	s := edited(t, trouble(t), "2026-11-20 09:00", func(e *model.Edit) error {
		_, err := e.Raise(model.Raising{About: id("A-2"), Title: "Portal down", Impact: 1, Urgency: 1})
		return err
	})
	s = edited(t, s, "2026-11-20 09:01", func(e *model.Edit) error { return e.Act(id("E-2"), "major") })
	s = edited(t, s, "2026-11-20 09:05", func(e *model.Edit) error { return e.LogContact(id("E-2"), "out", "we know") })
	x := s.Ctx(berlinAt("2026-11-20 09:30")).Clocks(escalation(t, s, "E-2"))
	if k := &x.All[clock.Update]; k.Due != berlinAt("2026-11-20 10:05") || k.State != clock.Running {
		t.Errorf("%+v", k)
	}
}

// TestReopen: closed time is a pause, the total is kept; the customer who reopens is owed an answer.
func TestReopen(t *testing.T) {
	s := edited(t, trouble(t), "2026-11-20 10:00", func(e *model.Edit) error { return e.Act(id("E-1"), "resolve") })
	s = edited(t, s, "2026-11-20 11:00", func(e *model.Edit) error { return e.Act(id("E-1"), "close") })
	if e := escalation(t, s, "E-1"); e.Status != "closed" || e.Resolved != berlinAt("2026-11-20 10:00") {
		t.Errorf("%s %v", e.Status, e.Resolved)
	}
	s = edited(t, s, "2026-11-23 08:00", func(e *model.Edit) error { return e.Reopen(id("E-1"), "in", "again!") })
	_, x, e := clocksAt(t, s, "2026-11-23 09:00")
	if x.All[clock.Resolution].Elapsed != 2*3600 || !x.All[clock.Reply].Going() || e.Resolved != 0 {
		t.Errorf("%d %+v", x.All[clock.Resolution].Elapsed, x.All[clock.Reply])
	}
	var kinds []string
	for _, v := range e.Events {
		kinds = append(kinds, string(v.Kind))
	}
	if got := strings.Join(kinds, " "); got != "opened resolved closed reopened" {
		t.Error(got)
	}
}

// TestMerge: the survivor's clocks read both logs, neither of which is rewritten, and the merged one
// points to it.
func TestMerge(t *testing.T) {
	s := edited(t, trouble(t), "2026-11-20 10:00", func(e *model.Edit) error {
		_, err := e.Raise(model.Raising{About: id("T-1"), Title: "Printer again", Impact: 2, Urgency: 2})
		return err
	})
	s = edited(t, s, "2026-11-20 10:05", func(e *model.Edit) error { return e.LogContact(id("E-2"), "out", "seen") })
	s = edited(t, s, "2026-11-20 10:10", func(e *model.Edit) error { return e.LogContact(id("E-1"), "in", "hello?") })
	before := slices.Clone(escalation(t, s, "E-1").Events)
	s = edited(t, s, "2026-11-20 10:20", func(e *model.Edit) error { return e.Merge(id("E-1"), id("E-2")) })
	old, into := escalation(t, s, "E-1"), escalation(t, s, "E-2")
	if old.Status != "closed" || old.MergedInto != id("E-2") || !slices.Equal(old.Events[:len(before)], before) || len(old.Events) != len(before)+1 {
		t.Errorf("%s %+v", old.Status, old.Events)
	}
	if into.Severity() != 1 || into.Events[len(into.Events)-2].Kind != "note" {
		t.Errorf("severity %d, %+v", into.Severity(), into.Events)
	}
	x := s.Ctx(berlinAt("2026-11-20 10:30")).Clocks(into)
	if x.Opened != berlinAt("2026-11-20 09:00") || x.All[clock.First].Stop != berlinAt("2026-11-20 10:05") || !x.All[clock.Reply].Going() || x.All[clock.Reply].Start != berlinAt("2026-11-20 10:10") {
		t.Errorf("opened %v, %+v %+v", x.Opened, x.All[clock.First], x.All[clock.Reply])
	}
	log := s.LogOf(into)
	var from []string
	for _, l := range log {
		from = append(from, l.Of.String())
	}
	if got := strings.Join(from[:4], " "); got != "E-1 E-2 E-2 E-2" || len(log) != len(old.Events)+len(into.Events) {
		t.Errorf("%s of %d", got, len(log))
	}
	for want, f := range map[string]func(*model.Edit) error{
		"merged into E-2 already": func(e *model.Edit) error { return e.Merge(id("E-1"), id("E-2")) },
		"merge into that":         func(e *model.Edit) error { return e.Merge(id("E-2"), id("E-1")) },
		"cannot be merged into":   func(e *model.Edit) error { return e.Merge(id("E-2"), id("E-2")) },
		"which goes on for both":  func(e *model.Edit) error { return e.Reopen(id("E-1"), "", "") },
		"no such record":          func(e *model.Edit) error { return e.Merge(id("E-2"), id("T-1")) },
		"goes round in a circle":  func(e *model.Edit) error { return e.Set(id("E-2"), "merged_into", "E-1") },
	} {
		if got := refused(t, s, "2026-11-20 10:40", f); !strings.Contains(got, want) {
			t.Errorf("%q: %s", want, got)
		}
	}
	other := edited(t, s, "2026-11-20 10:40", func(e *model.Edit) error {
		_, err := e.Raise(model.Raising{About: id("A-2"), Title: "elsewhere"})
		return err
	})
	if got := refused(t, other, "2026-11-20 10:41", func(e *model.Edit) error { return e.Merge(id("E-2"), id("E-3")) }); !strings.Contains(got, "two customers") {
		t.Error(got)
	}
}

// TestWhys: each answer is a row, the last is the root cause until somebody tells another.
func TestWhys(t *testing.T) {
	s := trouble(t)
	for _, w := range []string{"the head broke", "it was worn", "nobody checks it"} {
		s = edited(t, s, "2026-11-20 12:00", func(e *model.Edit) error { return e.AddWhy(id("E-1"), w, "") })
	}
	if e := escalation(t, s, "E-1"); len(e.Whys) != 3 || e.Cause != "nobody checks it" {
		t.Errorf("%+v %s", e.Whys, e.Cause)
	}
	s = edited(t, s, "2026-11-20 12:10", setting("cause", "no maintenance plan"))
	s = edited(t, s, "2026-11-20 12:11", func(e *model.Edit) error { return e.AddWhy(id("E-1"), "it was cut", "budget 2025") })
	if e := escalation(t, s, "E-1"); e.Cause != "no maintenance plan" || e.Whys[3].Evidence != "budget 2025" {
		t.Errorf("%+v %s", e.Whys, e.Cause)
	}
	if got := refused(t, s, "2026-11-20 12:12", func(e *model.Edit) error { return e.AddWhy(id("E-1"), " ", "") }); !strings.Contains(got, "because of what") {
		t.Error(got)
	}
}

// TestActOnCause: a corrective action with a due day and an effect to be measured.
func TestActOnCause(t *testing.T) {
	var ac model.ID
	s := edited(t, trouble(t), "2026-11-20 12:00", func(e *model.Edit) (err error) {
		ac, err = e.ActOnCause(id("E-1"), "check heads monthly", 0, 0)
		return err
	})
	list := s.ActionsFor(id("E-1"))
	if len(list) != 1 || list[0].ID != ac || list[0].Due != date.YMD(2026, 12, 4) || list[0].MeasureAfter != 90 || list[0].Type != "corrective" || list[0].Account != id("A-1") {
		t.Errorf("%+v", list)
	}
	c := s.Ctx(berlinAt("2026-11-20 12:00"))
	a := *list[0]
	if a.MeasureOn(c) != 0 {
		t.Error("an open action is to be measured")
	}
	a.State, a.DoneOn = "done", date.YMD(2026, 12, 1)
	if got := a.MeasureOn(c); got != date.YMD(2027, 3, 1) {
		t.Error(got)
	}
	if a.Effect = "no stops"; a.MeasureOn(c) != 0 {
		t.Error("an effect that is told is to be measured")
	}
}

// TestAgreementModes: the boundary and what pauses updates come from the agreement, and a change of it
// is replayed over the whole log.
func TestAgreementModes(t *testing.T) {
	s := edited(t, trouble(t), "2026-11-20 09:10", func(e *model.Edit) error { return e.LogContact(id("E-1"), "out", "on it") })
	s = edited(t, s, "2026-11-20 10:00", func(e *model.Edit) error {
		return model.Update(e, id("E-1"), func(x *model.Escalation) error {
			x.Status, x.Waiting = "waiting", model.Waiting{On: "customer", Who: "Sven"}
			return nil
		})
	})
	state := func(s *model.Snapshot) string {
		_, x, _ := clocksAt(t, s, "2026-11-20 10:30")
		return string(x.All[clock.Update].State) + " " + string(x.All[clock.Resolution].State)
	}
	if got := state(s); got != "running running" {
		t.Error(got)
	}
	set := func(field, value string) *model.Snapshot {
		return edited(t, s, "2026-11-20 10:20", func(e *model.Edit) error { return e.Set(id("AG-1"), field, value) })
	}
	if got := state(set("pause_customer", "yes")); got != "running paused" {
		t.Error(got)
	}
	if got := state(set("updates_pause_on", "customer")); got != "paused running" {
		t.Error(got)
	}
	if got := state(set("updates_pause_on", "vendor")); got != "running running" {
		t.Error(got)
	}
	if got := refused(t, s, "2026-11-20 10:20", func(e *model.Edit) error { return e.Set(id("AG-1"), "updates_pause_on", "boss") }); !strings.Contains(got, "is no party") {
		t.Error(got)
	}
	late := edited(t, s, "2026-11-20 10:20", func(e *model.Edit) error {
		return model.Update(e, id("AG-1"), func(a *model.Agreement) error {
			a.Targets = []model.Target{{Severity: 5, Resolve: date.Span{N: 7 * 3600, Unit: date.Hours}}}
			return nil
		})
	})
	if _, x, _ := clocksAt(t, late, "2026-11-20 16:30"); x.All[clock.Resolution].Due != berlinAt("2026-11-20 17:00") {
		t.Errorf("due %v", x.All[clock.Resolution].Due)
	}
	opening := edited(t, late, "2026-11-20 10:21", func(e *model.Edit) error { return e.Set(id("AG-1"), "boundary", "opening") })
	if _, x, _ := clocksAt(t, opening, "2026-11-20 16:30"); x.All[clock.Resolution].Due != berlinAt("2026-11-23 08:00") {
		t.Errorf("due %v", x.All[clock.Resolution].Due)
	}
}
