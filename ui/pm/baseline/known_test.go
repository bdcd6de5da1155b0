package baseline

import (
	"strings"
	"testing"
	"time"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/money"
	"tandem/ui/pane"
	"tandem/ui/uitest"
)

func euro(n int64) money.Amount { return money.Amount{Minor: n * 100, Code: "EUR"} }

var plan = model.NewID(model.ProjectPrefix, 1)

func ref(n uint64) model.ID { return model.NewID(model.TaskPrefix, n) }

// known is the page of a plan of which every variance is known: since the baseline the walls take two days and
// 800 more, so that the roof is two days late, the garden is out, a fence is new, and the key is as planned. It began on
// Monday 16 November 2026; a day's delay costs 1,000.
func known(t *testing.T) *uitest.Desk[*Pane] {
	t.Helper()
	days := func(n int64) date.Span { return date.Span{N: n * 8 * 3600, Unit: date.Days} }
	var office model.ID
	put := func(e *model.Edit, name string, n int64, cost int64, after model.ID) {
		x := model.Kinds().Prefix(model.TaskPrefix).New().(*model.Task)
		x.Name, x.Project, x.Order, x.Duration, x.PlannedCost = name, plan, int(e.Base().Last(model.TaskPrefix))+len(name), days(n), euro(cost)
		if after != 0 {
			x.Links = []model.TaskLink{{Predecessor: after, Type: model.FS}}
		}
		e.Put(model.TaskPrefix, x)
	}
	snap := uitest.Snapshot(t, func(e *model.Edit) error {
		cal := model.Kinds().Prefix(model.CalendarPrefix).New().(*model.Calendar)
		cal.Name, cal.Zone = "Office", "UTC"
		office = e.Put(model.CalendarPrefix, cal)
		boss := e.Put(model.PersonPrefix, &model.Person{Name: "Ada", Kind: "work", Capacity: 100_00})
		e.Put(model.ProjectPrefix, &model.Project{Name: "Cottage", Method: "waterfall", Phase: "executing", Calendar: office, Currency: "EUR", DelayCost: euro(1000), Manager: boss,
			Start: date.YMD(2026, 11, 16).At(8, 0, time.UTC)})
		put(e, "Key", 1, 10, 0)
		put(e, "Walls", 4, 1000, 0)
		put(e, "Roofing", 3, 2500, ref(2))
		put(e, "Gardening", 1, 300, 0)
		return nil
	})
	d := uitest.DeskOn(t, New(), snap, plan)
	d.Edited(func(e *model.Edit) error {
		_, err := model.TakeBaseline(e, plan, 0, "As approved")
		return err
	})
	return d.Edited(func(e *model.Edit) error {
		put(e, "Fence", 1, 50, 0)
		if err := e.Set(ref(4), "inactive", "yes"); err != nil {
			return err
		}
		return model.Update(e, ref(2), func(x *model.Task) error { x.Duration, x.PlannedCost = days(6), euro(1800); return nil })
	})
}

// lineOf is the line of a task.
func lineOf(d *uitest.Desk[*Pane], name string) string {
	d.T.Helper()
	for _, l := range strings.Split(d.Screen(140, 30), "\n") {
		if strings.Contains(l, name+" T-") {
			return strings.Join(strings.Fields(l), " ")
		}
	}
	d.T.Errorf("%s is on no line:\n%s", name, d.Screen(140, 30))
	return ""
}

// TestKnownPlan: what each line says, and the order in which it hurts: the walls by 800 and two days at 1,000, the roof
// by two days, the fence by 50; what is out of the plan saves 300.
func TestKnownPlan(t *testing.T) {
	d := known(t)
	for name, want := range map[string][]string{"Walls": {"+2 d", "+€800"}, "Roofing": {"+2 d", "Tue 24 Thu 26"}, "Fence": {"+€50"}, "Gardening": {"-€300"}} {
		got := lineOf(d, name)
		for _, w := range want {
			if !strings.Contains(got, w) {
				t.Errorf("%s: %q, want %s", name, got, w)
			}
		}
	}
	d.Sees("a day's delay costs €1,000", "now against As approved (0)")
	var order []string
	for _, v := range d.P.rows[1:] {
		order = append(order, d.Env.Ctx().NameOf(v.Task))
	}
	if got := strings.Join(order, " "); got != "Walls Roofing Fence Key Gardening" {
		t.Errorf("in the order %s", got)
	}
	if v := d.P.rows[0]; v.Task != plan || v.Cost != euro(550) || v.Finish != 2*8*3600 {
		t.Errorf("the whole is %+v", v)
	}
}

// TestKnownCorrection: the action says what is off and against which plan, is the manager's, and is due within
// five working days: the walls end on Monday 23, the roof three days later.
func TestKnownCorrection(t *testing.T) {
	for n, want := range map[uint64]struct {
		what string
		due  date.Day
	}{
		2: {"Correct Walls: 2 d later, 2 d longer, €800 more than As approved", date.YMD(2026, 11, 23)},
		3: {"Correct Roofing: 2 d later than As approved", date.YMD(2026, 11, 26)},
		1: {"Correct Key", date.YMD(2026, 11, 27)}, // as planned, and over already
	} {
		d := known(t)
		d.Do(d.P.Return(d.Env, pane.Page{Open: plan, ID: ref(n)}))
		d.Settle().Press("!")
		a, ok := model.Find[*model.Action](d.Env.Snap, model.NewID(model.ActionPrefix, 1))
		if !ok || a.What != want.what || a.Due != want.due || a.Owned != model.NewID(model.PersonPrefix, 1) || a.For != ref(n) {
			t.Errorf("T-%d: %+v, %q", n, a, d.Why+d.Said)
		}
		if d.TakeBack(); d.Env.Snap.Count(model.ActionPrefix) != 0 {
			t.Errorf("T-%d: not taken back", n)
		}
	}
}

// TestKnownChanges: what is edited under the page shows, and an undo brings the page of before back.
func TestKnownChanges(t *testing.T) {
	d := known(t)
	before := d.Screen(140, 30)
	e := model.NewEdit(d.Env.Snap, d.Env.Now)
	if err := e.Set(ref(2), "duration", "4d"); err != nil {
		t.Fatal(err)
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	d.Take(b)
	if got := lineOf(d, "Roofing"); strings.Contains(got, "+2 d") {
		t.Errorf("as long as planned, and the roof is %q", got)
	}
	if got := lineOf(d, "Walls"); !strings.Contains(got, "+€800") || strings.Contains(got, "+2 d") {
		t.Errorf("the walls are %q", got)
	}
	if d.Take(b.Invert()); d.Screen(140, 30) != before {
		t.Errorf("after an undo\n%s\nwas\n%s", d.Screen(140, 30), before)
	}
	d.Edited(func(e *model.Edit) error { return e.Delete(d.P.cmp.Base.ID) })
	d.Sees("There is no baseline of this project yet.")
	for key, why := range map[string]string{"D": "no baseline yet", "=": "no baseline yet", "v": "no baseline yet", "!": "go to a task first"} {
		d.Why = ""
		if d.Press(key); !strings.Contains(d.Why, why) {
			t.Errorf("%s: %q", key, d.Why)
		}
	}
}

// TestBadWay: a way back that names no baselines shows the newest against the plan of now.
func TestBadWay(t *testing.T) {
	for _, q := range []string{"x", "7", "7 y"} {
		d := known(t)
		d.Do(d.P.Return(d.Env, pane.Page{Open: plan, ID: ref(3), Query: q}))
		d.Settle().Sees("now against As approved (0)")
		if d.P.Selected() != ref(3) {
			t.Errorf("%q: on %s", q, d.P.Selected())
		}
	}
}
