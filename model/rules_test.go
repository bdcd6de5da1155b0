package model_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/money"
)

func TestDetractor(t *testing.T) {
	for _, x := range []struct {
		m     model.Measure
		scale model.Scale
		last  int // the highest score that asks for a follow-up
	}{{"NPS", "0-10", 6}, {"CSAT", "1-3", 1}, {"CSAT", "1-4", 2}, {"CSAT", "1-5", 2}, {"CSAT", "1-6", 3}, {"CES", "1-7", 3}, {"CSAT", "1-10", 4}} {
		for score := 0; score <= 10; score++ {
			a := &model.Answer{Measure: x.m, Scale: x.scale, Score: score}
			if a.Detractor() != (score <= x.last) {
				t.Errorf("%s on %s: %d", x.m, x.scale, score)
			}
		}
	}
	if (&model.Answer{Measure: "CSAT", Scale: "other", Score: 1}).Detractor() {
		t.Error("an unknown scale")
	}
}

func TestSeverity(t *testing.T) {
	for impact := 0; impact <= 4; impact++ {
		for urgency := 0; urgency <= 4; urgency++ {
			e := &model.Escalation{Impact: impact, Urgency: urgency}
			if s := e.Severity(); s < 1 || s > 5 || impact >= 1 && impact <= 3 && urgency >= 1 && urgency <= 3 && s != impact+urgency-1 {
				t.Errorf("%d and %d: %d", impact, urgency, s)
			}
		}
	}
	if (&model.Escalation{Impact: 3, Urgency: 3, ByHand: 1}).Severity() != 1 {
		t.Error("by hand")
	}
}

func TestRiskScore(t *testing.T) {
	for _, x := range []struct {
		r      model.Risk
		impact int
		score  float64
	}{
		{model.Risk{}, 0, 0},
		{model.Risk{Probability: 3}, 0, 0},
		{model.Risk{Time: 3}, 3, 0},
		{model.Risk{Probability: 5, Time: 1, Cost: 5, Quality: 2}, 5, .9 * .8},
		{model.Risk{Probability: 1, Satisfaction: 1}, 1, .1 * .05},
		{model.Risk{Probability: 9, Satisfaction: 1}, 1, 0},
		{model.Risk{Probability: 1, Satisfaction: 9}, 9, 0},
	} {
		if x.r.Impact() != x.impact || math.Abs(x.r.Score()-x.score) > 1e-12 {
			t.Errorf("%+v: %d, %g", x.r, x.r.Impact(), x.r.Score())
		}
	}
}

func TestOpen(t *testing.T) {
	for _, k := range []struct {
		field, open string
		is          func(s string) bool
	}{
		{"promise.state", "open renegotiated", func(s string) bool { return (&model.Promise{State: model.PromiseState(s)}).Open() }},
		{"action.state", "open doing", func(s string) bool { return (&model.Action{State: model.ActionState(s)}).Open() }},
		{"risk.status", "open watched triggered", func(s string) bool { return (&model.Risk{Status: model.RiskStatus(s)}).Open() }},
		{"escalation.status", "open waiting", func(s string) bool { return (&model.Escalation{Status: model.EscalationStatus(s)}).Open() }},
		{"project.phase", "initiating planning executing closing hypercare", func(s string) bool { return model.Phase(s).Live() }},
	} {
		kind, field, _ := strings.Cut(k.field, ".")
		x, err := model.Kinds().Named(kind)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, c := range x.Field(field).Choices {
			if k.is(c.Value) {
				got = append(got, c.Value)
			}
		}
		if strings.Join(got, " ") != k.open {
			t.Errorf("%s is open as %v", k.field, got)
		}
	}
}

func TestEventLog(t *testing.T) {
	e := &model.Escalation{Events: []model.Event{{At: 10, Text: "a"}, {At: 20, Text: "b"}}}
	for at, want := range map[date.Instant]string{5: "abx", 15: "abx", 30: "abx"} {
		got := ""
		for _, v := range e.Log(model.Event{At: at, Text: "x"}) {
			got += v.Text
		}
		if got != want || len(e.Events) != 2 || e.Events[0].Text != "a" || e.Events[1].Text != "b" {
			t.Errorf("at %d: %s", at, got)
		}
	}
}

// outline writes a plan as "a(b c) d".
func outline(s *model.Snapshot, p *model.Plan) string {
	var b strings.Builder
	depth := 0
	for i, l := range p.Lines {
		switch {
		case l.Depth > depth:
			b.WriteString("(")
		case i > 0:
			b.WriteString(strings.Repeat(")", depth-l.Depth) + " ")
		}
		depth = l.Depth
		b.WriteString(s.Get(l.ID).(*model.Task).Name)
	}
	return b.String() + strings.Repeat(")", depth)
}

func TestPlan(t *testing.T) {
	s := small(t)
	add := func(n uint64, name string, parent uint64, order int, f func(*model.Task)) {
		x := &model.Task{Name: name, Project: model.NewID("P", 1), Order: order, Duration: date.Span{N: 3600, Unit: date.Hours}}
		x.ID = model.NewID("T", n)
		if parent > 0 {
			x.Parent = model.NewID("T", parent)
		}
		if f != nil {
			f(x)
		}
		s = s.With([]model.Change{{ID: x.ID, After: x}})
	}
	add(1, "a", 0, 2, nil)
	add(2, "b", 1, 4, func(x *model.Task) { x.Done = 50_00 })
	add(3, "c", 1, 3, func(x *model.Task) { x.ActualFinish = 1 })
	add(4, "d", 0, 1, func(x *model.Task) { x.Inactive = true })
	p := s.Plan(model.NewID("P", 1))
	if got := outline(s, p); got != "d a(c b)" || p.Leaves != 2 || p.Percent() != 75 || len(p.Lines) != 4 {
		t.Errorf("%s, %d leaves, %g%%", got, p.Leaves, p.Percent())
	}
	b, _ := model.Find[*model.Task](s, model.NewID("T", 2))
	if s.Depth(b) != 1 || !b.Started() || b.Complete() {
		t.Error("b")
	}
	if none := s.Plan(model.NewID("P", 9)); none.Percent() != 0 || len(none.Lines) != 0 || none.Summary(1) {
		t.Error("no plan")
	}
	// a damaged outline hides nothing and does not go round for ever
	add(5, "lost", 99, 5, nil)
	add(6, "under lost", 5, 6, nil)
	add(7, "round", 8, 7, nil)
	add(8, "about", 7, 8, nil)
	add(9, "self", 9, 9, nil)
	p = s.Plan(model.NewID("P", 1))
	if got := outline(s, p); got != "d a(c b) lost(under lost) round(about) self" || len(p.Lines) != 9 {
		t.Errorf("%s, %d tasks", got, len(p.Lines))
	}
	loop, _ := model.Find[*model.Task](s, model.NewID("T", 7))
	if s.Depth(loop) > 64 {
		t.Error("depth of a loop")
	}
}

func TestCostLine(t *testing.T) {
	e := model.NewEdit(small(t), now)
	p := model.NewID("P", 1)
	eur := func(n int64) money.Amount { return money.Amount{Minor: n * 100, Code: "EUR"} }
	line := e.Put("CL", &model.CostLine{Name: "Work", Project: p, Planned: eur(100)})
	bare := e.Put("CL", &model.CostLine{Name: "Bare", Project: p})
	book := func(l model.ID, kind model.LedgerType, a money.Amount) {
		e.Put("LE", &model.LedgerEntry{Text: "x", Date: 1, Project: p, Line: l, Kind: kind, Amount: a})
	}
	book(line, "invoice", eur(30))
	book(line, "actual", eur(5))
	book(line, "commitment", eur(50))
	book(bare, "actual", money.Amount{Minor: 700, Code: "USD"})
	show := func(id model.ID) string {
		t.Helper()
		b, err := e.Batch()
		if err != nil {
			t.Fatal(err)
		}
		c := e.Base().With(b.Changes).Ctx(now)
		k := model.Kinds().Prefix("CL")
		return k.Field("spent").Show(c, c.Snap.Get(id)) + " " + k.Field("left").Show(c, c.Snap.Get(id))
	}
	if got := show(line) + ", " + show(bare); got != "€35 €65, $7 -$7" {
		t.Error(got)
	}
	book(line, "actual", money.Amount{Minor: 1, Code: "USD"})
	if got := show(line); got != "mixed mixed" {
		t.Error(got)
	}
}

func TestOwners(t *testing.T) {
	p, a, x := model.NewID("P", 1), model.NewID("A", 1), model.NewID("T", 1)
	for i, c := range []struct{ got, want model.ID }{
		{(&model.Blocker{Project: p, Account: a}).Owner(), p}, {(&model.Blocker{Account: a}).Owner(), a},
		{(&model.Risk{Project: p, Account: a}).Owner(), p}, {(&model.Risk{Account: a}).Owner(), a},
		{(&model.Escalation{Project: p, Account: a}).Owner(), a}, {(&model.Escalation{Project: p}).Owner(), p},
		{(&model.Action{Project: p, Account: a, For: x}).Owner(), p}, {(&model.Action{Account: a, For: x}).Owner(), a}, {(&model.Action{For: x}).Owner(), x},
	} {
		if c.got != c.want {
			t.Errorf("%d: %s", i, c.got)
		}
	}
}

func TestKeys(t *testing.T) {
	k := func(n float64, s string) model.Key { return model.Key{Num: n, Str: s, Set: true} }
	order := []model.Key{k(-1, ""), k(0, ""), k(0, "a"), k(0, "B"), k(1, ""), {}}
	for i, a := range order {
		for j, b := range order {
			if got := a.Compare(b); got < 0 != (i < j) || got == 0 != (i == j) {
				t.Errorf("%v and %v: %d", a, b, got)
			}
		}
	}
}

func TestComputedValues(t *testing.T) {
	c := free()
	for _, x := range []struct {
		v          model.Val
		text, show string
	}{
		{model.None(), "", ""},
		{model.ValText("a"), "a", ""},
		{model.ValNum(2.345, 1), "2.345", "2.3"},
		{model.ValNum(-0.01, 1), "-0.01", "0"},
		{model.ValNum(2, 2), "2", "2"},
		{model.ValNum(.9*.8, 2), "0.72", "0.72"},
		{model.ValMoney(money.Amount{Minor: 120000, Code: "EUR"}), "1200.00 EUR", "€1,200"},
		{model.ValTime(c, now), "2026-11-20T10:12:00+01:00", "today 10:12"},
		{model.ValTime(c, 0), "", ""},
	} {
		if x.v.Text != x.text || x.v.Show != x.show {
			t.Errorf("%q %q, want %q %q", x.v.Text, x.v.Show, x.text, x.show)
		}
	}
	if model.ValNum(.9*.8, 2).Key.Num != .72 {
		t.Error("what is shown as 0.72 is not 0.72")
	}
	if fmt.Sprint(model.Kinds().Prefix("E").FieldNames()[:2]) != "[title account]" {
		t.Error("FieldNames")
	}
}

// TestDayMeansItsBusiness: what is due on Friday may be done until Friday's closing.
func TestDayMeansItsBusiness(t *testing.T) {
	c := small(t).Ctx(now)
	for _, x := range []struct{ field, typed, clock string }{
		{"deadline", "fri", "17:00"}, {"start", "fri", "08:00"}, {"finish", "2026-12-24", "17:00"}, {"deadline", "fri 14:30", "14:30"}, {"constraint_date", "fri", "08:00"},
	} {
		task := &model.Task{}
		f := model.Kinds().Prefix("T").Field(x.field)
		if err := f.Parse(c, task, x.typed); err != nil {
			t.Fatal(err)
		}
		if got := f.Text(c, task); !strings.Contains(got, "T"+x.clock+":00") {
			t.Errorf("%s %q is %s, want %s", x.field, x.typed, got, x.clock)
		}
	}
}
