package model_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tandem/model"
	"tandem/model/clock"
	"tandem/model/date"
)

// refused tries an edit that must not be taken, and gives the message.
func refused(t testing.TB, s *model.Snapshot, when string, f func(*model.Edit) error) string {
	t.Helper()
	e := model.NewEdit(s, berlinAt(when))
	err := f(e)
	if err == nil {
		_, err = e.Batch()
	}
	if err == nil {
		t.Errorf("at %s the edit was taken", when)
		return ""
	}
	return err.Error()
}

// logging sets the log of E-1 to what f makes of it.
func logging(f func([]model.Event) []model.Event) func(*model.Edit) error {
	return func(e *model.Edit) error {
		return model.Update(e, id("E-1"), func(x *model.Escalation) error {
			x.Events = f(slices.Clone(x.Events))
			return nil
		})
	}
}

func adding(list ...model.Event) func(*model.Edit) error {
	return logging(func(old []model.Event) []model.Event { return append(old, list...) })
}

// talked is E-1 with a word of ours at 09:20 and one of the customer's at 09:50.
func talked(t testing.TB) *model.Snapshot {
	s := edited(t, desk(t), "2026-11-20 09:20", func(e *model.Edit) error { return e.LogContact(id("E-1"), "out", "on it") })
	return edited(t, s, "2026-11-20 09:50", func(e *model.Edit) error { return e.LogContact(id("E-1"), "in", "and?") })
}

// TestLogIsNeverRewritten: what was logged can be neither changed nor dropped nor moved, by whatever
// way; undo, which inverts the batch, still can take it back.
func TestLogIsNeverRewritten(t *testing.T) {
	s := talked(t)
	for name, f := range map[string]func([]model.Event) []model.Event{
		"row 2: was logged and is never rewritten": func(l []model.Event) []model.Event { l[1].Text = "on it now"; return l },
		"row 1: was logged and is never rewritten": func(l []model.Event) []model.Event { l[0].At -= 60; return l },
		"row 3: was logged and stays":              func(l []model.Event) []model.Event { return l[:2] },
		"row 2: was logged":                        func(l []model.Event) []model.Event { return slices.Delete(l, 1, 2) },
		"row 1: was logged":                        func([]model.Event) []model.Event { return nil },
		"row 2: was logged and is never":           func(l []model.Event) []model.Event { l[1], l[2] = l[2], l[1]; return l },
	} {
		got := refused(t, s, "2026-11-20 10:00", logging(f))
		if !strings.Contains(got, "E-1 events: "+name) || !strings.Contains(got, "corrects") {
			t.Errorf("%q: %s", name, got)
		}
	}
	e := s.Get(id("E-1")).(*model.Escalation)
	field := s.Schema().Of(id("E-1")).Field("events")
	text := field.Text(s.Ctx(0).For(e), e)
	got := refused(t, s, "2026-11-20 10:00", func(x *model.Edit) error {
		return x.Set(id("E-1"), "events", strings.Replace(text, "on it", "on it!", 1))
	})
	if !strings.Contains(got, "row 2: was logged") {
		t.Error(got)
	}
	s = edited(t, s, "2026-11-20 10:00", func(x *model.Edit) error { // typed again, with a line more
		return x.Set(id("E-1"), "events", text+"\n2026-11-20T09:58:00+01:00 | note | | Carla | called the vendor")
	})
	if n := len(s.Get(id("E-1")).(*model.Escalation).Events); n != 4 {
		t.Errorf("%d lines", n)
	}
	edit := model.NewEdit(s, berlinAt("2026-11-20 10:10"))
	if err := edit.LogContact(id("E-1"), "out", "fixed soon"); err != nil {
		t.Fatal(err)
	}
	b, err := edit.Batch()
	if err != nil {
		t.Fatal(err)
	}
	after := s.With(b.Changes)
	if err := model.Validate(after.With(b.Invert().Changes), b.Invert(), berlinAt("2026-11-20 10:11")); err != nil {
		t.Errorf("undo is refused: %v", err)
	}
}

// TestBadLog: what the clocks cannot use of new lines is said at the line.
func TestBadLog(t *testing.T) {
	at := berlinAt("2026-11-20 10:00")
	for want, list := range map[string][]model.Event{
		"row 2: lies in the future":          {{At: at + 86400, Kind: "note"}},
		"row 2: a wait names its party":      {{At: at, Kind: "wait", Who: "Shipfast"}},
		"row 2: a change of severity":        {{At: at, Kind: "severity", Text: "worse"}},
		"row 2: strikes nothing":             {{At: at, Kind: "void"}},
		"row 2: corrects nothing":            {{At: at, Kind: "correction", Text: "x"}},
		"row 2: names line 2":                {{At: at, Kind: "void", Corrects: 2}},
		"row 2: only a correction or a void": {{At: at, Kind: "note", Corrects: 1}},
		"row 3: line 2 is a void":            {{At: at, Kind: "void", Corrects: 1}, {At: at, Kind: "correction", Corrects: 2, Text: "x"}},
		"row 3: a wait names its party":      {{At: at, Kind: "wait", Who: "vendor"}, {At: at, Kind: "correction", Corrects: 2, Who: "Shipfast"}},
		"row 2, at: is missing":              {{Kind: "note", Text: "when?"}},
		"row 2, corrects: is -1":             {{At: at, Kind: "void", Corrects: -1}},
	} {
		got := refused(t, desk(t), "2026-11-20 10:00", adding(list...))
		if !strings.Contains(got, want) || !strings.Contains(got, "E-1 events") {
			t.Errorf("%q: %s", want, got)
		}
	}
	got := refused(t, desk(t), "2026-11-20 10:00", setting("status", "waiting"))
	if !strings.Contains(got, "waiting_on: a wait names its party") {
		t.Error(got)
	}
}

// TestToldLater: a line about something earlier is taken, says when it was told, and counts where it
// belongs; it is no fault of the log.
func TestToldLater(t *testing.T) {
	s := edited(t, desk(t), "2026-11-20 11:00", adding(model.Event{At: berlinAt("2026-11-20 09:10"), Kind: "contact", Direction: "out", Text: "I was there at ten past"}))
	_, x, e := clocksAt(t, s, "2026-11-20 11:00")
	if e.Events[1].Told != berlinAt("2026-11-20 11:00") || x.All[clock.First].State != clock.Met || x.All[clock.First].Elapsed != 600 || len(x.Issues) != 0 {
		t.Errorf("%+v %+v %v", e.Events[1], x.All[clock.First], x.Issues)
	}
	s = edited(t, s, "2026-11-20 11:00", adding(model.Event{At: berlinAt("2026-11-20 08:00"), Kind: "contact", Direction: "in", Text: "they had rung before"}))
	if log := s.LogOf(s.Get(id("E-1")).(*model.Escalation)); log[0].Line != 3 || log[1].Line != 1 {
		t.Errorf("the log is not told in the order of what happened: %+v", log)
	}
}

// TestClockSetBack: a line ahead of now, because the clock of the machine was wrong, blocks nothing and
// counts from its moment on.
func TestClockSetBack(t *testing.T) {
	s := edited(t, desk(t), "2026-11-23 09:00", func(e *model.Edit) error { return e.LogContact(id("E-1"), "out", "logged by a clock that was ahead") })
	s = edited(t, s, "2026-11-20 09:20", func(e *model.Edit) error { return e.LogContact(id("E-1"), "out", "on it") })
	s = edited(t, s, "2026-11-20 09:25", setting("urgency", "2"))
	_, x, e := clocksAt(t, s, "2026-11-20 09:30")
	if len(e.Events) != 4 || x.All[clock.First].Stop != berlinAt("2026-11-20 09:20") {
		t.Errorf("%d lines, %+v", len(e.Events), x.All[clock.First])
	}
	said := fmt.Sprint(x.Issues)
	if !strings.Contains(said, "lies in the future; it does not count yet") {
		t.Error(said)
	}
	if _, x, _ := clocksAt(t, s, "2026-11-23 09:30"); x.All[clock.Update].Start != berlinAt("2026-11-23 09:00") {
		t.Error("the line never counts")
	}
	edited(t, s, "2026-11-20 09:40", func(e *model.Edit) error { return e.Correct(id("E-1"), model.Correction{Line: 2, Strike: true}) })
}

// TestCorrections: clocks read the log as corrected, both lines stay, and corrections can be
// corrected and struck in their turn.
func TestCorrections(t *testing.T) {
	s := talked(t)
	fix := func(when string, f model.Correction) {
		t.Helper()
		s = edited(t, s, when, func(e *model.Edit) error { return e.Correct(id("E-1"), f) })
	}
	first := func(when string) string {
		_, x, _ := clocksAt(t, s, when)
		return fmt.Sprint(x.All[clock.First].State, " ", x.All[clock.First].Elapsed/60)
	}
	if got := first("2026-11-20 10:00"); got != "met 20" {
		t.Fatal(got)
	}
	fix("2026-11-20 10:00", model.Correction{Line: 2, At: berlinAt("2026-11-20 09:40"), Text: "on it since twenty to"})
	if got := first("2026-11-20 10:00"); got != "breached 40" {
		t.Error("corrected:", got)
	}
	fix("2026-11-20 10:05", model.Correction{Line: 4, At: berlinAt("2026-11-20 09:25")})
	if got := first("2026-11-20 10:05"); got != "met 25" {
		t.Error("the correction corrected:", got)
	}
	e := s.Get(id("E-1")).(*model.Escalation)
	if l := e.Lines()[1]; l.Text != "on it since twenty to" || l.Was != "on it" || l.By != 4 || e.Events[1].Text != "on it" || l.At != berlinAt("2026-11-20 09:25") {
		t.Errorf("%+v", l)
	}
	fix("2026-11-20 10:06", model.Correction{Line: 4, Strike: true})
	if got := first("2026-11-20 10:06"); got != "met 20" {
		t.Error("the correction struck:", got)
	}
	fix("2026-11-20 10:07", model.Correction{Line: 2, Strike: true, Text: "it was another customer"})
	if got := first("2026-11-20 10:10"); got != "breached 70" {
		t.Error("struck:", got)
	}
	fix("2026-11-20 10:08", model.Correction{Line: 7, Strike: true})
	if got := first("2026-11-20 10:10"); got != "met 20" {
		t.Error("the void struck:", got)
	}
	if n := len(s.Get(id("E-1")).(*model.Escalation).Events); n != 8 {
		t.Errorf("%d lines stand in the log", n)
	}
	for want, f := range map[string]model.Correction{
		"has no line 99: its log has lines 1 to 8": {Line: 99, Strike: true},
		"say what line it should have been":        {Line: 2},
		"is struck already, by line 8":             {Line: 7, Strike: true},
	} {
		if got := refused(t, s, "2026-11-20 10:20", func(e *model.Edit) error { return e.Correct(id("E-1"), f) }); !strings.Contains(got, want) {
			t.Errorf("%q: %s", want, got)
		}
	}
}

// TestVoidOfOld: a void without a number strikes what was logged at its very moment.
func TestVoidOfOld(t *testing.T) {
	at := berlinAt("2026-11-20 09:20")
	e := &model.Escalation{Events: []model.Event{{At: at - 60, Kind: "opened"}, {At: at, Kind: "contact", Direction: "out"}, {At: at, Kind: "void"}}}
	var left []string
	for x := range e.Counted() {
		left = append(left, string(x.Kind))
	}
	if strings.Join(left, " ") != "opened" {
		t.Error(left)
	}
}

// TestCountedProperties: whatever is corrected, each line that is not about another either counts or is
// struck by a later one that is not struck itself, and a log without corrections is itself.
func TestCountedProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := &model.Escalation{}
		for i := range rapid.IntRange(0, 12).Draw(t, "lines") {
			x := model.Event{At: date.Instant(1000 + i), Kind: rapid.SampledFrom([]model.EventKind{"contact", "note", "void", "correction"}).Draw(t, "kind"), Text: fmt.Sprint(i)}
			if x.Mends() {
				if i == 0 {
					continue
				}
				x.Corrects = rapid.IntRange(1, max(len(e.Events), 1)).Draw(t, "corrects")
			}
			e.Events = append(e.Events, x)
		}
		lines := e.Lines()
		var counted int
		for range e.Counted() {
			counted++
		}
		want := 0
		for i, l := range lines {
			if l.Struck && (l.By <= l.Line || lines[l.By-1].Struck || lines[l.By-1].Kind != "void") {
				t.Fatalf("line %d is struck by %d, which does not count", l.Line, l.By)
			}
			if l.By != 0 && l.By <= l.Line {
				t.Fatalf("line %d is mended by an earlier one", l.Line)
			}
			if !l.Struck && !e.Events[i].Mends() {
				want++
			}
		}
		if counted != want {
			t.Fatalf("%d lines count, %d are not struck", counted, want)
		}
	})
}
