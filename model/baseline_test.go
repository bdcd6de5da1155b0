package model_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/money"
)

func euro(n int64) money.Amount { return money.Amount{Minor: n * 100, Code: "EUR"} }

func costs(n int64) func(*model.Task) { return func(t *model.Task) { t.PlannedCost = euro(n) } }

func works(hours int64) func(*model.Task) {
	return func(t *model.Task) { t.Work = date.Span{N: hours * 3600, Unit: date.Hours} }
}

// take keeps a baseline at a moment.
func (p *planner) take(number int, name string, at date.Instant) model.ID {
	p.t.Helper()
	e := model.NewEdit(p.snap, at)
	id, err := model.TakeBaseline(e, p.project, number, name)
	if err != nil {
		p.t.Fatal(err)
	}
	b, err := e.Batch()
	if err != nil {
		p.t.Fatal(err)
	}
	p.snap = p.snap.With(b.Changes)
	return id
}

func (p *planner) ctx(at date.Instant) *model.Ctx { return p.snap.Ctx(at) }

func (p *planner) compare(number int) *model.Comparison {
	p.t.Helper()
	b := p.snap.BaselineNumbered(p.project, number)
	if b == nil {
		p.t.Fatalf("there is no baseline %d", number)
	}
	x, err := p.ctx(march(9, 12, 0)).CompareBaseline(b, nil)
	if err != nil {
		p.t.Fatal(err)
	}
	return x
}

func row(t *testing.T, x *model.Comparison, id model.ID) model.Variance {
	t.Helper()
	i := slices.IndexFunc(x.Rows, func(v model.Variance) bool { return v.Task == id })
	if i < 0 {
		t.Fatalf("%s is not compared", id)
	}
	return x.Rows[i]
}

// TestTakeBaseline keeps the computed plan: dates, work and cost, summed up to summaries and the
// whole; it is replaced under its number, keeps its name, and undo restores it.
func TestTakeBaseline(t *testing.T) {
	p := newPlanner(t)
	top := p.task("Build", 0)
	a := p.task("Walls", 2, under(top), costs(1000), works(16))
	b := p.task("Roof", 3, under(top), after(a), costs(2500), works(24))
	out := p.task("Left out", 9, costs(900), func(x *model.Task) { x.Inactive = true })
	id := p.take(-1, "", march(2, 9, 0))
	x, _ := model.Find[*model.Baseline](p.snap, id)
	if x.Number != 0 || x.Name != "Baseline" || x.Taken != march(2, 9, 0) || len(x.Tasks) != 4 {
		t.Fatalf("%+v", x)
	}
	want := []model.BaselineTask{
		{Task: top, Start: march(2, 8, 0), Finish: march(6, 17, 0), Duration: days(5), Work: date.Span{N: 40 * 3600, Unit: date.Hours}, Cost: euro(3500)},
		{Task: a, Start: march(2, 8, 0), Finish: march(3, 17, 0), Duration: days(2), Work: date.Span{N: 16 * 3600, Unit: date.Hours}, Cost: euro(1000)},
		{Task: b, Start: march(4, 8, 0), Finish: march(6, 17, 0), Duration: days(3), Work: date.Span{N: 24 * 3600, Unit: date.Hours}, Cost: euro(2500)},
	}
	if d := cmp.Diff(want, x.Tasks[:3]); d != "" {
		t.Error(d)
	}
	if x.Tasks[3].Task != out || x.Tasks[3].Cost.Minor != 0 || x.Cost != euro(3500) || x.Work.N != 40*3600 || x.Duration != days(5) || x.Finish != march(6, 17, 0) {
		t.Errorf("the whole is %+v", x)
	}
	before := p.snap
	p.edit(func(e *model.Edit) { _ = e.Set(b, "duration", "5d") })
	if again := p.take(0, "", march(3, 9, 0)); again != id {
		t.Errorf("replacing made %s", again)
	}
	if y, _ := model.Find[*model.Baseline](p.snap, id); y.Finish != march(10, 17, 0) || y.Name != "Baseline" || y.Taken != march(3, 9, 0) {
		t.Errorf("replaced by %+v", y)
	}
	if y, _ := model.Find[*model.Baseline](before, id); y.Finish != march(6, 17, 0) {
		t.Error("the past was written to")
	}
	for n := 1; n <= 10; n++ {
		p.take(-1, "", march(3, 9, 0))
	}
	if y := p.snap.BaselineNumbered(p.project, 10); y == nil || y.Name != "Baseline 10" {
		t.Errorf("the last is %+v", y)
	}
	for number, want := range map[int]string{-1: "all 11 baselines", 11: "numbered 0 to 10"} {
		if _, err := model.TakeBaseline(model.NewEdit(p.snap, march(3, 9, 0)), p.project, number, ""); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("number %d: %v", number, err)
		}
	}
}

func TestTakeBaselineRefuses(t *testing.T) {
	p := newPlanner(t)
	if _, err := model.TakeBaseline(model.NewEdit(p.snap, march(2, 9, 0)), p.project, -1, ""); err == nil || !strings.Contains(err.Error(), "no tasks") {
		t.Errorf("an empty plan: %v", err)
	}
	if _, err := model.TakeBaseline(model.NewEdit(p.snap, march(2, 9, 0)), model.NewID("P", 99), -1, ""); err == nil {
		t.Error("a project that is not there")
	}
}

// TestVariance: what is later, longer, more and dearer is above nothing; new and left out tasks are
// told, summaries and the whole add up.
func TestVariance(t *testing.T) {
	p := newPlanner(t, func(x *model.Project) { x.DelayCost, x.Currency = euro(1000), "EUR" })
	top := p.task("Build", 0)
	a := p.task("Walls", 2, under(top), costs(1000), works(16))
	b := p.task("Roof", 3, under(top), after(a), costs(2500), works(24))
	c := p.task("Garden", 1, costs(300), works(8))
	p.take(0, "As approved", march(2, 9, 0))
	if x := p.compare(0); !x.Total.Zero() || slices.ContainsFunc(x.Rows, func(v model.Variance) bool { return !v.Zero() }) {
		t.Errorf("an untouched plan varies: %+v", x.Total)
	}
	var d model.ID
	p.edit(func(e *model.Edit) {
		_ = model.Update(e, a, func(x *model.Task) error {
			x.Duration, x.Work, x.PlannedCost = days(4), date.Span{N: 32 * 3600, Unit: date.Hours}, euro(1800)
			return nil
		})
		_ = model.Update(e, c, func(x *model.Task) error { x.Inactive = true; return nil })
		d = p.put(e, "Fence", 1, costs(50))
	})
	x := p.compare(0)
	day := int64(8 * 3600)
	type sums struct {
		start, finish, duration, work, cost int64
		state                               model.VarianceState
	}
	for id, want := range map[model.ID]sums{
		a:   {0, 2 * day, 2 * day, 2 * day, 800_00, "both"},
		b:   {2 * day, 2 * day, 0, 0, 0, "both"},
		top: {0, 2 * day, 2 * day, 2 * day, 800_00, "both"},
		c:   {0, 0, 0, -day, -300_00, "gone"},
		d:   {0, 0, 0, 0, 50_00, "new"},
	} {
		v := row(t, x, id)
		if got := (sums{v.Start, v.Finish, v.Duration, v.Work, v.Cost.Minor, v.State}); got != want {
			t.Errorf("%s: %+v, want %+v", id, got, want)
		}
	}
	if v := x.Total; v.Finish != 2*day || v.Cost.Minor != 550_00 || v.Work != day {
		t.Errorf("the whole: %+v", v)
	}
	// two days late at 1,000 a day and 800 dearer; the roof is as late, and costs no more
	if got := row(t, x, a).Hurt; got != 2800 {
		t.Errorf("the walls hurt by %v", got)
	}
	cc := p.ctx(march(9, 12, 0))
	wall := row(t, x, a)
	if got := wall.Words(cc); got != "2 d later, 2 d longer, 16 h more work, €800 more" {
		t.Errorf("in words: %s", got)
	}
	garden := row(t, x, c)
	if got := garden.Words(cc); !strings.HasPrefix(got, "is no part of the plan any more") {
		t.Errorf("in words: %s", got)
	}
	var order []model.ID
	for _, v := range x.Flat() {
		order = append(order, v.Task)
	}
	if want := []model.ID{a, b, d, c}; !slices.Equal(order, want) {
		t.Errorf("flat: %v, want %v", order, want)
	}
	order = nil
	for _, v := range x.ByHurt() {
		order = append(order, v.Task)
	}
	if want := []model.ID{top, a, b, d, c}; !slices.Equal(order, want) {
		t.Errorf("by hurt: %v, want %v", order, want)
	}
}

// TestVarianceBetweenBaselines: two baselines compare as the plans they were, whatever came after.
func TestVarianceBetweenBaselines(t *testing.T) {
	p := newPlanner(t)
	a := p.task("Walls", 2)
	first := p.take(0, "", march(2, 9, 0))
	p.edit(func(e *model.Edit) { _ = e.Set(a, "duration", "3d") })
	second := p.take(1, "", march(3, 9, 0))
	p.edit(func(e *model.Edit) { _ = e.Set(a, "duration", "9d") })
	get := func(id model.ID) *model.Baseline { b, _ := model.Find[*model.Baseline](p.snap, id); return b }
	x, err := p.ctx(march(9, 12, 0)).CompareBaseline(get(first), get(second))
	if err != nil || x.Total.Finish != 8*3600 || row(t, x, a).Duration != 8*3600 {
		t.Errorf("%+v %v", x.Total, err)
	}
	back, err := p.ctx(march(9, 12, 0)).CompareBaseline(get(second), get(first))
	if err != nil || back.Total.Finish != -x.Total.Finish || back.Total.Cost.Minor != -x.Total.Cost.Minor {
		t.Errorf("the other way round: %+v %v", back.Total, err)
	}
	if !x.Assumed || x.Name() != "Baseline 1 (1) against Baseline (0)" {
		t.Errorf("%v %s", x.Assumed, x.Name())
	}
}

// TestVarianceOfPoorRecords: a baseline from another program may lack dates, name tasks that are
// gone, or be in another currency; nothing is made up.
func TestVarianceOfPoorRecords(t *testing.T) {
	p := newPlanner(t)
	a := p.task("Walls", 2, costs(1000))
	p.edit(func(e *model.Edit) {
		e.Put(model.BaselinePrefix, &model.Baseline{Name: "Old", Project: p.project, Number: 3, Tasks: []model.BaselineTask{{Task: a, Cost: money.Amount{Minor: 5, Code: "JPY"}}}})
	})
	v := row(t, p.compare(3), a)
	if v.Start != 0 || v.Finish != 0 || v.Cost.Minor != 0 || v.State != model.VarianceBoth {
		t.Errorf("%+v", v)
	}
	empty := &model.Baseline{Project: p.project, Number: 4}
	if x, err := p.ctx(march(9, 12, 0)).CompareBaseline(empty, nil); err != nil || row(t, x, a).State != model.VarianceNew {
		t.Errorf("an empty baseline: %v", err)
	}
	if _, err := p.ctx(march(9, 12, 0)).CompareBaseline(&model.Baseline{Project: 7}, nil); err == nil {
		t.Error("a baseline of no project")
	}
}

// TestFiguresConvert: amounts of other currencies count at the newest rate, or are named.
func TestFiguresConvert(t *testing.T) {
	p := newPlanner(t, func(x *model.Project) { x.Currency = "EUR" })
	p.task("Home", 1, costs(100))
	p.task("Abroad", 1, func(x *model.Task) { x.PlannedCost = money.Amount{Minor: 200_00, Code: "GBP"} })
	f, err := p.ctx(march(9, 12, 0)).Figures(p.project)
	if err != nil || f.Cost != euro(100) || !slices.Equal(f.Unpriced, []money.Code{"GBP"}) {
		t.Errorf("without a rate: %+v %v", f.Cost, f.Unpriced)
	}
	p.edit(func(e *model.Edit) {
		r := &model.Rate{From: "GBP", To: "EUR", Date: date.YMD(2026, 3, 1)}
		if err := model.Kinds().Prefix("FX").Field("rate").Parse(e.Ctx, r, "1.25"); err != nil {
			t.Fatal(err)
		}
		e.Put(model.RatePrefix, r)
	})
	if f, _ = p.ctx(march(9, 12, 0)).Figures(p.project); f.Cost != euro(350) || len(f.Unpriced) != 0 {
		t.Errorf("with a rate: %+v %v", f.Cost, f.Unpriced)
	}
}

// TestFiguresPrice: without a planned cost a task costs its fixed cost and its people by the hour.
func TestFiguresPrice(t *testing.T) {
	p := newPlanner(t)
	var who model.ID
	p.edit(func(e *model.Edit) {
		who = e.Put(model.PersonPrefix, &model.Person{Name: "Ada", Rate: euro(60), PerUse: euro(10), Capacity: 100_00})
	})
	p.task("Paid", 2, func(x *model.Task) {
		x.FixedCost = euro(5)
		x.Assignments = []model.Assignment{{Person: who, Units: 100_00, Work: date.Span{N: 16 * 3600, Unit: date.Hours}}}
	})
	if f, _ := p.ctx(march(9, 12, 0)).Figures(p.project); f.Cost != euro(16*60+10+5) || f.Work.N != 16*3600 {
		t.Errorf("%v, %v", f.Cost, f.Work)
	}
}

// TestCorrect makes one action for a task that is off, with an owner and a day, and no second one.
func TestCorrect(t *testing.T) {
	p := newPlanner(t)
	var who, boss model.ID
	p.edit(func(e *model.Edit) {
		who = e.Put(model.PersonPrefix, &model.Person{Name: "Ada"})
		boss = e.Put(model.PersonPrefix, &model.Person{Name: "Bo"})
		_ = model.Update(e, p.project, func(x *model.Project) error { x.Manager = boss; return nil })
	})
	long := p.task("Walls", 20, func(x *model.Task) { x.Assignments = []model.Assignment{{Person: who}} })
	short := p.task("Roof", 2)
	act := func(id model.ID) *model.Action {
		t.Helper()
		e := model.NewEdit(p.snap, march(2, 12, 0))
		made, err := model.Correct(e, id, "2 d later than As approved")
		if err != nil {
			t.Fatal(err)
		}
		b, err := e.Batch()
		if err != nil || len(b.Changes) != 1 {
			t.Fatalf("%d changes, %v", len(b.Changes), err)
		}
		p.snap = p.snap.With(b.Changes)
		a, _ := model.Find[*model.Action](p.snap, made)
		return a
	}
	a := act(long)
	if a.What != "Correct Walls: 2 d later than As approved" || a.Owned != who || a.Due != date.YMD(2026, 3, 9) || a.Type != "corrective" || a.For != long || a.Project != p.project {
		t.Errorf("%+v", a)
	}
	if b := act(short); b.Owned != boss || b.Due != date.YMD(2026, 3, 3) {
		t.Errorf("%+v: it ends on the 3rd", b)
	}
	if _, err := model.Correct(model.NewEdit(p.snap, march(2, 12, 0)), long, ""); err == nil || !strings.Contains(err.Error(), a.ID.String()+" ") {
		t.Errorf("a second one: %v", err)
	}
}

// BenchmarkCompare holds a plan of 10,000 tasks against its baseline; the schedule is known.
func BenchmarkCompare(b *testing.B) {
	p := newPlanner(b)
	p.edit(func(e *model.Edit) {
		last := model.ID(0)
		for i := range 10_000 {
			x := p.put(e, "Task", float64(1+i%5), costs(int64(i)))
			if i%7 != 0 {
				_ = model.Update(e, x, func(t *model.Task) error { after(last)(t); return nil })
			}
			last = x
		}
	})
	id := p.take(0, "", march(2, 9, 0))
	base, _ := model.Find[*model.Baseline](p.snap, id)
	c := p.ctx(march(9, 12, 0))
	b.Run("variance", func(b *testing.B) {
		for b.Loop() {
			if _, err := c.CompareBaseline(base, nil); err != nil {
				b.Fatal(err)
			}
		}
	})
	sc := &model.Scenario{Name: "x", Project: p.project, Status: "open", Steps: []model.ScenarioStep{{Do: model.DoSet, Of: model.NewID("T", 5), Field: "duration", Value: "9d", Was: "5d"}}}
	live, _ := c.Outcome(p.project)
	b.Run("scenario", func(b *testing.B) {
		for b.Loop() {
			if _, err := c.Contrast(live, sc); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// TestHurtInOneCurrency: what a day costs is told in another currency than the plan's: it counts at the
// dated rate, and without one it is left out and named. 800 dearer and two days late at JPY 100,000, which at
// 0.006 are EUR 600 each: 800 + 2 x 600 = 2,000.
func TestHurtInOneCurrency(t *testing.T) {
	p := newPlanner(t, func(x *model.Project) { x.DelayCost, x.Currency = money.Amount{Minor: 100_000, Code: "JPY"}, "EUR" })
	a := p.task("Walls", 2, costs(1000))
	p.take(0, "As approved", march(2, 9, 0))
	p.edit(func(e *model.Edit) {
		_ = model.Update(e, a, func(x *model.Task) error { x.Duration, x.PlannedCost = days(4), euro(1800); return nil })
	})
	x := p.compare(0)
	v := row(t, x, a)
	if v.Hurt != 800 || !slices.Equal(x.Unpriced, []money.Code{"JPY"}) {
		t.Errorf("without a rate it hurts by %v, without %v", v.Hurt, x.Unpriced)
	}
	why := strings.Join(x.Why(p.ctx(march(9, 12, 0)), &v), "\n")
	for _, want := range []string{"¥100,000", "no rate from JPY to EUR is known, so it counts nothing", "+€800"} {
		if !strings.Contains(why, want) {
			t.Errorf("no %q in\n%s", want, why)
		}
	}
	p.edit(func(e *model.Edit) {
		r := &model.Rate{From: "JPY", To: "EUR", Date: date.YMD(2026, 3, 1)}
		if err := model.Kinds().Prefix("FX").Field("rate").Parse(e.Ctx, r, "0.006"); err != nil {
			t.Fatal(err)
		}
		e.Put(model.RatePrefix, r)
	})
	x = p.compare(0)
	v = row(t, x, a)
	if v.Hurt != 2000 || len(x.Unpriced) != 0 {
		t.Errorf("with a rate it hurts by %v, without %v", v.Hurt, x.Unpriced)
	}
	if why := strings.Join(x.Why(p.ctx(march(9, 12, 0)), &v), "\n"); !strings.Contains(why, "+€2,000") || !strings.Contains(why, "¥100,000") {
		t.Errorf("%s", why)
	}
}

// TestHurtOfAnotherCurrency: a baseline of before the project's currency was changed; its cost is gone,
// which is told in its own currency, and hurts by what it is worth.
func TestHurtOfAnotherCurrency(t *testing.T) {
	p := newPlanner(t, func(x *model.Project) { x.Currency = "EUR" })
	a := p.task("Walls", 2)
	p.edit(func(e *model.Edit) {
		e.Put(model.BaselinePrefix, &model.Baseline{Name: "Old", Project: p.project, Number: 3, Tasks: []model.BaselineTask{{Task: a, Cost: money.Amount{Minor: 5000, Code: "JPY"}}}})
	})
	x := p.compare(3)
	if v := row(t, x, a); v.Cost != (money.Amount{Minor: -5000, Code: "JPY"}) || v.Hurt != 0 || !slices.Equal(x.Unpriced, []money.Code{"JPY"}) {
		t.Errorf("%+v, hurts by %v, without %v", v.Cost, v.Hurt, x.Unpriced)
	}
}

// TestHurtToTheCent: the sum is told to the nearest minor unit: 0.47 dearer is 0.47, and two days at 1,000 with
// eight days of float (a drive of 0.2) are 400.
func TestHurtToTheCent(t *testing.T) {
	p := newPlanner(t, func(x *model.Project) { x.Currency = "EUR" })
	a := p.task("Walls", 2)
	c := p.ctx(march(9, 12, 0))
	x, float := &model.Comparison{PerDay: euro(1000)}, .8
	for _, k := range []struct {
		hurt float64
		want string
	}{{.47, "+€0.47"}, {2 * 1000 * (1 - float), "+€400"}, {-.47, "-€0.47"}, {.004, "€0"}, {1234.565000001, "+€1,234.57"}} {
		v := model.Variance{Task: a, Cost: euro(1), Hurt: k.hurt}
		lines := x.Why(c, &v)
		if got := strings.TrimSpace(strings.TrimPrefix(lines[len(lines)-1], "so it hurts by")); got != k.want {
			t.Errorf("%v reads %s, want %s", k.hurt, got, k.want)
		}
	}
}
