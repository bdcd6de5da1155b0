package model_test

import (
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/date"
)

// delivered is the suppliers' world with a project in hypercare and one of everything open in it.
func delivered(t testing.TB) *model.Snapshot {
	t.Helper()
	return edited(t, suppliers(t), "2026-11-20 09:05", func(e *model.Edit) error {
		e.Put(model.PersonPrefix, &model.Person{Name: "Mara", Kind: "work"})
		e.Put(model.PersonPrefix, &model.Person{Name: "Kofi", Kind: "work"})
		ws := model.Kinds().Prefix(model.WorkspacePrefix).New().(*model.Workspace)
		ws.Me = id("H-1")
		e.Put(model.WorkspacePrefix, ws)
		e.Put(model.ContactPrefix, &model.Contact{Name: "Sven", Account: id("A-1"), Influence: "high"})
		e.Put(model.RiskPrefix, &model.Risk{Title: "Supplier", Project: id("P-1"), Category: "supplier", Status: "open"})
		e.Put(model.RiskPrefix, &model.Risk{Title: "Gone", Project: id("P-1"), Category: "supplier", Status: "closed"})
		e.Put(model.PromisePrefix, &model.Promise{What: "Labels print", Account: id("A-1"), Due: date.YMD(2026, 12, 1), Task: id("T-2"), State: "open"})
		e.Put(model.PromisePrefix, &model.Promise{What: "Elsewhere", Account: id("A-1"), Due: date.YMD(2026, 12, 1), State: "open"})
		e.Put(model.ActionPrefix, &model.Action{What: "Ask the vendor", Type: "follow-up", Project: id("P-1"), State: "open", Due: date.YMD(2026, 11, 30)})
		e.Put(model.ActionPrefix, &model.Action{What: "Check the label", Type: "follow-up", For: id("T-2"), State: "doing"})
		e.Put(model.BlockerPrefix, &model.Blocker{Title: "No key", Severity: 3, State: "open", Project: id("P-1")})
		e.Put(model.DecisionPrefix, &model.Decision{Question: "Which head?", Project: id("P-1"), Status: "open"})
		e.Put(model.PurchasePrefix, &model.Purchase{Title: "Heads", Vendor: id("V-1"), Project: id("P-1"), Status: "ordered"})
		e.Put(model.LessonPrefix, &model.Lesson{Title: "Ask the night shift", Next: "Ask them first", Category: "people", Projects: []model.ID{id("P-1")}})
		if err := model.Update(e, id("T-1"), func(x *model.Task) error {
			x.Done, x.ActualStart, x.ActualFinish = 100_00, berlinAt("2026-11-18 08:00"), berlinAt("2026-11-19 17:00")
			return nil
		}); err != nil {
			return err
		}
		if err := model.Update(e, id("E-1"), func(x *model.Escalation) error { x.Project = id("P-1"); return nil }); err != nil {
			return err
		}
		return model.Update(e, id("P-1"), func(p *model.Project) error {
			p.Phase, p.HypercareUntil = "hypercare", date.YMD(2026, 12, 4)
			p.Exit = []model.Criterion{{What: "No critical error for three weeks"}, {What: "The desk answers alone", MetOn: date.YMD(2026, 11, 16)}}
			p.Handover = []model.HandoverItem{{What: "Spare heads are on the shelf"}, {What: "the people in  service are Trained", DoneOn: date.YMD(2026, 11, 12), By: id("H-2"), Evidence: "two courses"}}
			return nil
		})
	})
}

func handoverOf(t testing.TB, s *model.Snapshot) *model.Handover {
	t.Helper()
	h, err := s.Ctx(berlinAt("2026-11-20 09:12")).Handover(id("P-1"))
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func moves(list []model.HandoverMove) string {
	var out []string
	for _, m := range list {
		out = append(out, m.ID.String())
	}
	return strings.Join(out, " ")
}

// TestHandoverShows what must move, what is left, and the checklist with the project's own items.
func TestHandoverShows(t *testing.T) {
	h := handoverOf(t, delivered(t))
	if got := moves(h.Moves); got != "R-1 M-1 E-1 AC-1 AC-2 B-1 D-1" {
		t.Errorf("moves %s", got)
	}
	if got := moves(h.Left); got != "T-2 PU-1" {
		t.Errorf("left %s", got)
	}
	if len(h.Lessons) != 1 || len(h.Contacts) != 1 || h.Agreement == nil || h.Agreement.ID != id("AG-1") {
		t.Errorf("lessons %v, contacts %v, agreement %v", h.Lessons, h.Contacts, h.Agreement)
	}
	done := map[string]bool{}
	for _, x := range h.Checks {
		if _, twice := done[strings.ToLower(x.What)]; twice {
			t.Errorf("%q stands there twice", x.What)
		}
		done[strings.ToLower(x.What)] = x.Done
	}
	for what, want := range map[string]bool{"a service owner is named": false, "an agreement is in force": true, "the exit criteria of hypercare are met": false,
		"the people in  service are trained": true, "spare heads are on the shelf": false, "access and accounts are handed over": false} {
		if got, ok := done[what]; !ok || got != want {
			t.Errorf("%q: there %v, done %v", what, ok, got)
		}
	}
	if len(h.Checks) != 9 {
		t.Errorf("%d items", len(h.Checks))
	}
	for _, want := range []string{"not done:", "A service owner is named", "and 4 more"} {
		if !strings.Contains(h.Why, want) {
			t.Errorf("no %q in %q", want, h.Why)
		}
	}
	if _, err := delivered(t).Ctx(0).Handover(id("P-9")); err == nil {
		t.Error("a project that does not exist")
	}
}

// ready does all that is on the checklist.
func ready(t testing.TB, s *model.Snapshot) *model.Snapshot {
	t.Helper()
	s = edited(t, s, "2026-11-20 09:20", func(e *model.Edit) error {
		if err := e.Set(id("P-1"), "service_owner", "H-2"); err != nil {
			return err
		}
		return e.MeetCriterion(id("P-1"), 0, true, "report of 19 Nov")
	})
	for i, x := range handoverOf(t, s).Checks {
		if !x.Seen && !x.Done {
			s = edited(t, s, "2026-11-20 09:30", func(e *model.Edit) error { return e.TickHandover(id("P-1"), i, true, "seen") })
		}
	}
	return s
}

// TestHandOver moves everything in one step, and undo takes it back as one; nothing open is lost.
func TestHandOver(t *testing.T) {
	s := ready(t, delivered(t))
	h := handoverOf(t, s)
	if h.Why != "" {
		t.Fatal(h.Why)
	}
	if got, want := h.Sums(s), "1 risk, 1 promise, 1 escalation, 2 actions, 1 blocker, 1 decision move, 2 left open become actions"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	e := model.NewEdit(s, berlinAt("2026-11-20 10:00"))
	if err := e.Act(id("P-1"), "handover"); err != nil {
		t.Fatal(err)
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	next := s.With(b.Changes)
	p, _ := model.Find[*model.Project](next, id("P-1"))
	if p.Phase != "handed over" || p.HandedOver != date.YMD(2026, 11, 20) {
		t.Errorf("phase %s, %s", p.Phase, p.HandedOver)
	}
	for _, m := range h.Moves {
		r := next.Get(m.ID)
		k := next.Schema().Of(m.ID)
		c := next.Ctx(berlinAt("2026-11-20 10:00"))
		if got := k.Field("owner").Text(c, r); got != "H-2" {
			t.Errorf("%s belongs to %q", m.ID, got)
		}
		if f := k.Field("project"); f != nil && !m.ID.Is("E") && f.Text(c, r) != "" {
			t.Errorf("%s stays in the project", m.ID)
		}
		if got := k.Field("account").Text(c, r); got != "A-1" {
			t.Errorf("%s has account %q", m.ID, got)
		}
	}
	if r, _ := model.Find[*model.Risk](next, id("R-2")); r.Project != id("P-1") {
		t.Error("a closed risk moves")
	}
	for i, want := range []string{"T-2 Labels", "PU-1 Heads"} {
		a, _ := model.Find[*model.Action](next, model.NewID("AC", uint64(3+i)))
		if a == nil || a.What != "Left open at handover: "+want || a.Account != id("A-1") || a.Owned != id("H-2") || a.Due != date.YMD(2026, 12, 4) {
			t.Errorf("%d: %+v", i, a)
		}
	}
	l, _ := model.Find[*model.Lesson](next, id("L-1"))
	if len(l.Links) != 1 || l.Links[0].To != id("A-1") {
		t.Errorf("lesson %+v", l.Links)
	}
	if again := handoverOf(t, next); again.Why == "" || len(again.Moves) != 2 { // the promise and the case stay tied to it
		t.Errorf("again: %q, moves %s", again.Why, moves(again.Moves))
	}
	back := next.With(b.Invert().Changes)
	if got := moves(handoverOf(t, back).Moves); got != moves(h.Moves) || back.Count(model.ActionPrefix) != 2 {
		t.Errorf("taken back: %s", got)
	}
}

// TestHandOverRefuses says what is missing, and changes nothing.
func TestHandOverRefuses(t *testing.T) {
	s := ready(t, delivered(t))
	for _, x := range []struct{ field, value, want string }{
		{"service_owner", "", "A service owner is named"},
		{"account", "", "belongs to no customer"},
		{"phase", "closed", "closed already"},
	} {
		y := edited(t, s, "2026-11-20 09:40", func(e *model.Edit) error { return e.Set(id("P-1"), x.field, x.value) })
		e := model.NewEdit(y, berlinAt("2026-11-20 10:00"))
		if err := e.HandOver(id("P-1")); err == nil || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%s %q: %v", x.field, x.value, err)
		}
		if b, _ := e.Batch(); len(b.Changes) != 0 {
			t.Errorf("%s: %d changes", x.field, len(b.Changes))
		}
	}
	e := model.NewEdit(s, berlinAt("2026-11-20 10:00"))
	if e.TickHandover(id("P-1"), 0, true, "") == nil || e.TickHandover(id("P-1"), 99, true, "") == nil || e.MeetCriterion(id("P-1"), 7, true, "") == nil {
		t.Error("something that cannot be ticked is")
	}
	if e.AddHandover(id("P-1"), "  ") == nil || e.AddHandover(id("P-1"), "spare heads are  on the Shelf") == nil {
		t.Error("an empty or a known item is added")
	}
	for _, x := range handoverOf(t, s).Checks { // whether a person ticks it or the program sees it
		if err := e.AddHandover(id("P-1"), " "+strings.ToUpper(x.What)); err == nil {
			t.Errorf("%q is on the list twice", x.What)
		}
	}
	if err := e.AddHandover(id("P-1"), "Keys of the cage"); err != nil {
		t.Error(err)
	}
}

// TestTickHandover: done today by me with what shows it, and undone again.
func TestTickHandover(t *testing.T) {
	s := delivered(t)
	at := -1
	for i, x := range handoverOf(t, s).Checks {
		if strings.HasPrefix(x.What, "Access") {
			at = i
		}
	}
	s = edited(t, s, "2026-11-20 09:30", func(e *model.Edit) error { return e.TickHandover(id("P-1"), at, true, "list of 20 Nov") })
	x := handoverOf(t, s).Checks[at]
	if !x.Done || x.DoneOn != date.YMD(2026, 11, 20) || x.By != id("H-1") || x.Says != "list of 20 Nov" {
		t.Errorf("%+v", x)
	}
	s = edited(t, s, "2026-11-20 09:40", func(e *model.Edit) error { return e.TickHandover(id("P-1"), at, false, "") })
	if x := handoverOf(t, s).Checks[at]; x.Done || x.By != 0 || x.Says != "list of 20 Nov" {
		t.Errorf("%+v", x)
	}
}

// TestHypercare: what still runs after delivery, and what is open about it.
func TestHypercare(t *testing.T) {
	s := delivered(t)
	ends := func(change func(*model.Project)) string {
		y := edited(t, s, "2026-11-20 09:40", func(e *model.Edit) error {
			return model.Update(e, id("P-1"), func(p *model.Project) error { change(p); return nil })
		})
		p, _ := model.Find[*model.Project](y, id("P-1"))
		var out []string
		for _, h := range y.Ctx(berlinAt("2026-11-20 10:00")).HypercareEnds(p) {
			out = append(out, h.What+" "+h.Until.String()+" ("+h.Open()+")")
		}
		return strings.Join(out, ", ")
	}
	for _, x := range []struct {
		change func(*model.Project)
		want   string
	}{
		{func(*model.Project) {}, "hypercare 2026-12-04 (1 exit criterion unmet: No critical error for three weeks; 1 case open)"},
		{func(p *model.Project) { p.WarrantyUntil = date.YMD(2027, 11, 1) }, "hypercare 2026-12-04 (1 exit criterion unmet: No critical error for three weeks; 1 case open), warranty 2027-11-01 (1 case open)"},
		{func(p *model.Project) { p.Exit = nil }, "hypercare 2026-12-04 (1 case open)"},
		{func(p *model.Project) { p.Phase, p.WarrantyUntil = "handed over", date.YMD(2027, 11, 1) }, "warranty 2027-11-01 (1 case open)"},
		{func(p *model.Project) { p.Phase, p.WarrantyUntil = "closed", date.YMD(2027, 11, 1) }, ""},
		{func(p *model.Project) { p.Phase = "executing" }, ""},
	} {
		if got := ends(x.change); got != x.want {
			t.Errorf("%q, want %q", got, x.want)
		}
	}
	e := model.NewEdit(s, berlinAt("2026-11-20 10:00"))
	if err := e.Set(id("P-1"), "warranty_until", "2026-12-01"); err != nil {
		t.Fatal(err)
	}
	if _, err := e.Batch(); err == nil || !strings.Contains(err.Error(), "before hypercare") {
		t.Errorf("a warranty shorter than hypercare: %v", err)
	}
}

// TestEscapedDefects are counted on the project they are charged to, wherever they are worked on.
func TestEscapedDefects(t *testing.T) {
	s := edited(t, delivered(t), "2026-11-20 09:40", func(e *model.Edit) error {
		x := model.Kinds().Prefix(model.EscalationPrefix).New().(*model.Escalation)
		x.Title, x.Account, x.Type, x.EscapedFrom, x.Opened, x.Status = "Umlauts", id("A-1"), "support", id("P-1"), berlinAt("2026-11-19 08:00"), "closed"
		e.Put(model.EscalationPrefix, x)
		return e.Set(id("E-1"), "escaped_from", "P-1")
	})
	k := s.Schema().Prefix(model.ProjectPrefix)
	c := s.Ctx(berlinAt("2026-11-20 10:00"))
	for field, want := range map[string]string{"escaped_defects": "2", "open_cases": "1", "exit_met": "1 of 2"} {
		if got := k.Field(field).Show(c, s.Get(id("P-1"))); got != want {
			t.Errorf("%s: %q, want %q", field, got, want)
		}
	}
}

// TestNoCriteria: that no exit criteria were agreed is open, not met.
func TestNoCriteria(t *testing.T) {
	s := edited(t, ready(t, delivered(t)), "2026-11-20 09:40", func(e *model.Edit) error {
		return model.Update(e, id("P-1"), func(p *model.Project) error { p.Exit = nil; return nil })
	})
	h := handoverOf(t, s)
	for _, x := range h.Checks {
		if x.What == "The exit criteria of hypercare are met" && (x.Done || !strings.HasPrefix(x.Says, "no criteria were agreed")) {
			t.Errorf("%+v", x)
		}
	}
	if h.Why != "not done: The exit criteria of hypercare are met" {
		t.Error(h.Why)
	}
}

// TestNoneNeeded: that no exit criteria are needed is an answer: with its reason, taken back by one undo or
// by hand, and void once some are agreed.
func TestNoneNeeded(t *testing.T) {
	agreed := ready(t, delivered(t))
	s := edited(t, agreed, "2026-11-20 09:40", func(e *model.Edit) error {
		return model.Update(e, id("P-1"), func(p *model.Project) error { p.Exit = nil; return nil })
	})
	exit := func(s *model.Snapshot) (found model.HandoverCheck) {
		for _, x := range handoverOf(t, s).Checks {
			if x.What == "The exit criteria of hypercare are met" {
				if found.What != "" {
					t.Error("it stands twice on the list")
				}
				found = x
			}
		}
		return found
	}
	n := len(handoverOf(t, s).Checks)
	s = edited(t, s, "2026-11-20 09:50", func(e *model.Edit) error { return e.NoCriteria(id("P-1"), true, "a report, nothing to run") })
	h := handoverOf(t, s)
	if x := exit(s); !x.Done || x.Says != "none needed: a report, nothing to run" || x.By != id("H-1") || len(h.Checks) != n || h.Why != "" {
		t.Errorf("%+v, %d of %d items, %q", x, len(h.Checks), n, h.Why)
	}
	if p, _ := model.Find[*model.Project](edited(t, s, "2026-11-20 10:00", func(e *model.Edit) error { return e.HandOver(id("P-1")) }), id("P-1")); p.Phase != "handed over" {
		t.Errorf("phase %s", p.Phase)
	}
	back := edited(t, s, "2026-11-20 10:00", func(e *model.Edit) error { return e.NoCriteria(id("P-1"), false, "") })
	if x := exit(back); x.Done || !strings.HasPrefix(x.Says, "no criteria were agreed") {
		t.Errorf("%+v", x)
	}
	late := edited(t, s, "2026-11-20 10:00", func(e *model.Edit) error {
		return model.Update(e, id("P-1"), func(p *model.Project) error { p.Exit = []model.Criterion{{What: "no critical error"}}; return nil })
	})
	if x := exit(late); x.Done || x.Says != "0 of 1 met: not no critical error" {
		t.Errorf("%+v", x)
	}
	for _, f := range []func(e *model.Edit) error{
		func(e *model.Edit) error { return e.NoCriteria(id("P-1"), true, "") },
		func(e *model.Edit) error { return e.AddHandover(id("P-1"), "the exit criteria of  hypercare are met") },
	} {
		if err := f(model.NewEdit(agreed, berlinAt("2026-11-20 10:00"))); err == nil {
			t.Error("agreed criteria are answered away")
		}
	}
}
