package model_test

import (
	"maps"
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/money"
)

// site is a project with a plan: dig (3 d) then pour (2 d) then open (milestone), under a summary;
// beside it paint, which starts with pour and is finished no sooner than it. It begins on Monday 23 November 2026.
type site struct {
	t                              *testing.T
	snap                           *model.Snapshot
	project, sum, dig, pour, paint model.ID
	open, line, change             model.ID
}

func utc(s string) date.Instant {
	i, err := date.Parse(s, now, nil)
	if err != nil {
		panic(err)
	}
	return i
}

func workdays(n int64) date.Span { return date.Span{N: n * 8 * 3600, Unit: date.Days} }

func eur(n int64) money.Amount { return money.Amount{Minor: n * 100, Code: "EUR"} }

func newSite(t *testing.T) *site {
	x := &site{t: t, snap: model.NewSnapshot(model.Kinds())}
	x.edit(func(e *model.Edit) error {
		cal := e.Put("CAL", &model.Calendar{Name: "Office", Zone: "UTC", Week: model.OfficeWeek(), MinutesPerDay: 480, MinutesPerWk: 2400, DaysPerMonth: 20})
		me := e.Put("H", &model.Person{Name: "Ada", Kind: "work"})
		w := model.Kinds().Prefix("W").New().(*model.Workspace)
		w.ID, w.Calendar, w.Me = model.WorkspaceID, cal, me
		e.Put("W", w)
		x.project = e.Put("P", &model.Project{Name: "Site", Method: "waterfall", Phase: "executing", Calendar: cal, Currency: "EUR", ScopeIn: "A hall.",
			Start: utc("2026-11-23 08:00"), Finish: utc("2026-11-27 17:00"), TargetFinish: utc("2026-11-30 17:00")})
		task := func(name, from, to string, n int64, change func(*model.Task)) model.ID {
			k := &model.Task{Name: name, Project: x.project, Type: "fixed units", Constraint: "ASAP", Order: int(e.Base().Last("T")) + 1, Start: utc(from), Finish: utc(to),
				Duration: workdays(n), Remaining: workdays(n)}
			change(k)
			return e.Put("T", k)
		}
		x.sum = task("Build", "2026-11-23 08:00", "2026-11-27 17:00", 5, func(*model.Task) {})
		under := func(k *model.Task) { k.Parent = x.sum }
		x.dig = task("Dig", "2026-11-23 08:00", "2026-11-25 17:00", 3, under)
		x.pour = task("Pour", "2026-11-26 08:00", "2026-11-27 17:00", 2, func(k *model.Task) {
			k.Parent, k.Links = x.sum, []model.TaskLink{{Predecessor: x.dig, Type: model.FS}}
		})
		x.paint = task("Paint", "2026-11-26 08:00", "2026-11-26 17:00", 1, func(k *model.Task) {
			k.Links = []model.TaskLink{{Predecessor: x.pour, Type: model.SS, Lag: date.Span{N: 0, Unit: date.Days}}}
		})
		x.open = task("Open", "2026-11-27 17:00", "2026-11-27 17:00", 0, func(k *model.Task) {
			k.Milestone, k.Links = true, []model.TaskLink{{Predecessor: x.sum, Type: model.FS}}
		})
		x.line = e.Put("CL", &model.CostLine{Name: "Concrete", Project: x.project, Category: "material", Spread: "even", Planned: eur(1000)})
		return nil
	})
	return x
}

func (x *site) edit(f func(*model.Edit) error) model.Batch {
	x.t.Helper()
	e := model.NewEdit(x.snap, now)
	if err := f(e); err != nil {
		x.t.Fatal(err)
	}
	b, err := e.Batch()
	if err != nil {
		x.t.Fatal(err)
	}
	x.snap = x.snap.With(b.Changes)
	return b
}

// ask writes a change request down.
func (x *site) ask(c model.ChangeRequest) {
	x.t.Helper()
	x.edit(func(e *model.Edit) error {
		c.Title, c.Project, c.Status = "Change", x.project, "asked"
		x.change = e.Put("CR", &c)
		return nil
	})
}

// span is when a task lies, as "Mon 23 08:00 to Wed 25 17:00".
func (x *site) span(id model.ID) string {
	k, ok := model.Find[*model.Task](x.snap, id)
	if !ok {
		x.t.Fatalf("%s is gone", id)
	}
	return k.Start.In(nil).Format("Mon 2 15:04") + " to " + k.Finish.In(nil).Format("Mon 2 15:04")
}

func (x *site) want(id model.ID, span string) {
	x.t.Helper()
	if got := x.span(id); got != span {
		x.t.Errorf("%s lies %s, want %s", id, got, span)
	}
}

func TestApproveMovesPlanAndBudget(t *testing.T) {
	x := newSite(t)
	x.ask(model.ChangeRequest{ScopeIn: "A ramp.", Target: utc("2026-12-04 17:00"), Steps: []model.ChangeStep{
		{Task: x.dig, Duration: workdays(2)}, {Name: "Ramp", Duration: workdays(1), After: x.pour, Under: x.sum}},
		Costs: []model.ChangeCost{{Line: x.line, Amount: eur(250)}, {Name: "Ramp", Category: "labour", Amount: eur(400)}}})
	before := prints(x.snap)
	old := x.snap
	b := x.edit(func(e *model.Edit) error { return e.Act(x.change, "approve") })
	x.want(x.dig, "Mon 23 08:00 to Fri 27 17:00")
	x.want(x.pour, "Mon 30 08:00 to Tue 1 17:00")   // over the weekend
	x.want(x.paint, "Mon 30 08:00 to Mon 30 17:00") // starts with pour
	x.want(x.sum, "Mon 23 08:00 to Wed 2 17:00")    // with the ramp
	x.want(x.open, "Wed 2 17:00 to Wed 2 17:00")    // waits for the summary
	ramp := model.NewID("T", 6)
	x.want(ramp, "Wed 2 08:00 to Wed 2 17:00")
	p, _ := model.Find[*model.Project](x.snap, x.project)
	if p.Finish != utc("2026-12-02 17:00") || p.TargetFinish != utc("2026-12-04 17:00") || p.ScopeIn != "A hall.\n\nA ramp. (CR-1)" {
		t.Errorf("project: finish %s, target %s, scope %q", p.Finish.RFC3339(nil), p.TargetFinish.RFC3339(nil), p.ScopeIn)
	}
	l, _ := model.Find[*model.CostLine](x.snap, x.line)
	fresh, _ := model.Find[*model.CostLine](x.snap, model.NewID("CL", 2))
	if l.Planned != eur(1250) || fresh == nil || fresh.Planned != eur(400) || fresh.Name != "Ramp" || fresh.Category != "labour" || fresh.Links[0].To != x.change {
		t.Errorf("budget: %v and %+v", l.Planned, fresh)
	}
	c, _ := model.Find[*model.ChangeRequest](x.snap, x.change)
	if c.Status != "approved" || c.Applied != now || c.Decided != model.NewID("H", 1) || c.DecidedOn != now.Day(nil) || c.Open() {
		t.Errorf("the request is %+v", c)
	}
	if !maps.Equal(prints(x.snap.With(b.Invert().Changes)), before) {
		t.Error("undo does not bring back the same")
	}
	if !maps.Equal(prints(old), before) {
		t.Error("the snapshot before was written to")
	}
	e := model.NewEdit(x.snap, now)
	if err := e.Act(x.change, "approve"); err == nil || !strings.Contains(err.Error(), "in the plan already") {
		t.Errorf("approved twice: %v", err)
	}
}

func TestPushGoesNoFartherThanItMust(t *testing.T) {
	for _, tc := range []struct {
		name   string
		change func(x *site, t *model.Task)
		which  func(x *site) model.ID
		want   string
	}{
		{"float takes it up", func(x *site, k *model.Task) { k.Start, k.Finish = utc("2026-12-01 08:00"), utc("2026-12-02 17:00") }, func(x *site) model.ID { return x.pour }, "Tue 1 08:00 to Wed 2 17:00"},
		{"begun stays", func(x *site, k *model.Task) { k.ActualStart, k.Done = k.Start, 10_00 }, func(x *site) model.ID { return x.pour }, "Thu 26 08:00 to Fri 27 17:00"},
		{"by hand stays", func(x *site, k *model.Task) { k.Manual = true }, func(x *site) model.ID { return x.pour }, "Thu 26 08:00 to Fri 27 17:00"},
		{"must start stays", func(x *site, k *model.Task) { k.Constraint, k.ConstraintDate = "MSO", k.Start }, func(x *site) model.ID { return x.pour }, "Thu 26 08:00 to Fri 27 17:00"},
		{"a lead that was there stays", func(x *site, k *model.Task) {
			k.Start, k.Finish = utc("2026-11-24 08:00"), utc("2026-11-25 17:00") // two days into dig already
		}, func(x *site) model.ID { return x.pour }, "Thu 26 08:00 to Fri 27 17:00"},
		{"finish to finish", func(x *site, k *model.Task) {
			k.Links = []model.TaskLink{{Predecessor: x.dig, Type: model.FF, Lag: workdays(1)}}
			k.Start, k.Finish = utc("2026-11-25 08:00"), utc("2026-11-26 17:00")
		}, func(x *site) model.ID { return x.pour }, "Fri 27 08:00 to Mon 30 17:00"},
		{"elapsed lag", func(x *site, k *model.Task) {
			k.Links[0].Lag = date.Span{N: 86400, Unit: date.ElapsedDays}
			k.Start, k.Finish = utc("2026-11-27 08:00"), utc("2026-11-30 17:00")
		}, func(x *site) model.ID { return x.pour }, "Mon 30 08:00 to Tue 1 17:00"},
		{"share of the predecessor", func(x *site, k *model.Task) {
			k.Links = []model.TaskLink{{Predecessor: x.dig, Type: model.SS, Lag: date.Span{N: 50_00, Unit: date.Percent}}}
			k.Start, k.Finish = utc("2026-11-24 13:00"), utc("2026-11-26 12:00")
		}, func(x *site) model.ID { return x.pour }, "Wed 25 13:00 to Fri 27 12:00"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			x := newSite(t)
			x.edit(func(e *model.Edit) error {
				return model.Update(e, x.pour, func(k *model.Task) error { tc.change(x, k); return nil })
			})
			x.ask(model.ChangeRequest{Steps: []model.ChangeStep{{Task: x.dig, Duration: workdays(2)}}})
			x.edit(func(e *model.Edit) error { return e.Act(x.change, "approve") })
			x.want(tc.which(x), tc.want)
		})
	}
}

func TestApproveShorterAndDropped(t *testing.T) {
	x := newSite(t)
	x.ask(model.ChangeRequest{Steps: []model.ChangeStep{{Task: x.pour, Duration: workdays(-1)}, {Task: x.paint, Drop: true}}})
	x.edit(func(e *model.Edit) error { return e.Act(x.change, "approve") })
	x.want(x.pour, "Thu 26 08:00 to Thu 26 17:00")
	x.want(x.dig, "Mon 23 08:00 to Wed 25 17:00")
	x.want(x.open, "Fri 27 17:00 to Fri 27 17:00") // what becomes free is float
	if k, _ := model.Find[*model.Task](x.snap, x.paint); !k.Inactive {
		t.Error("the dropped task is still in the plan")
	}
}

func TestApproveRefuses(t *testing.T) {
	for name, tc := range map[string]struct {
		change func(*site)
		steps  func(*site) []model.ChangeStep
		costs  func(*site) []model.ChangeCost
		want   string
	}{
		"done": {change: func(x *site) {
			x.edit(func(e *model.Edit) error {
				return model.Update(e, x.dig, func(k *model.Task) error {
					k.Done, k.ActualStart, k.ActualFinish = 100_00, k.Start, k.Finish
					return nil
				})
			})
		}, steps: func(x *site) []model.ChangeStep { return []model.ChangeStep{{Task: x.dig, Duration: workdays(1)}} }, want: "is done"},
		"too short": {steps: func(x *site) []model.ChangeStep { return []model.ChangeStep{{Task: x.dig, Duration: workdays(-9)}} }, want: "less than no time"},
		"rejected":  {change: func(x *site) {}, steps: func(x *site) []model.ChangeStep { return nil }, want: "is rejected"},
		"foreign money": {change: func(x *site) {
			x.edit(func(e *model.Edit) error {
				return model.Update(e, x.line, func(l *model.CostLine) error { l.Planned = money.Amount{Minor: 5, Code: "USD"}; return nil })
			})
		}, costs: func(x *site) []model.ChangeCost {
			return []model.ChangeCost{{Line: x.line, Amount: money.Amount{Minor: 5, Code: "USD"}}}
		}, want: ""},
	} {
		t.Run(name, func(t *testing.T) {
			x := newSite(t)
			if tc.change != nil {
				tc.change(x)
			}
			c := model.ChangeRequest{}
			if tc.steps != nil {
				c.Steps = tc.steps(x)
			}
			if tc.costs != nil {
				c.Costs = tc.costs(x)
			}
			x.ask(c)
			if name == "rejected" {
				x.edit(func(e *model.Edit) error { return e.Act(x.change, "reject") })
			}
			err := model.NewEdit(x.snap, now).Act(x.change, "approve")
			if (err == nil) != (tc.want == "") || err != nil && !strings.Contains(err.Error(), tc.want) {
				t.Errorf("%v, want %q", err, tc.want)
			}
		})
	}
}

func TestChangeChecks(t *testing.T) {
	x := newSite(t)
	other := model.ID(0)
	x.edit(func(e *model.Edit) error {
		p := e.Put("P", &model.Project{Name: "Other", Method: "lean", Phase: "planning"})
		other = e.Put("T", &model.Task{Name: "Elsewhere", Project: p, Type: "fixed units", Constraint: "ASAP"})
		return nil
	})
	for want, c := range map[string]*model.ChangeRequest{
		"names neither a task":   {Steps: []model.ChangeStep{{Duration: workdays(1)}}},
		"shorter than nothing":   {Steps: []model.ChangeStep{{Name: "New", Duration: workdays(-1)}}},
		"are for new tasks":      {Steps: []model.ChangeStep{{Task: x.dig, After: x.pour}}},
		"task of another":        {Steps: []model.ChangeStep{{Task: other}}},
		"names neither a cost":   {Costs: []model.ChangeCost{{Amount: eur(1)}}},
		"not in the currency of": {Costs: []model.ChangeCost{{Line: x.line, Amount: money.Amount{Minor: 1, Code: "USD"}}}},
		"lies before":            {Raised: 100, DecidedOn: 99},
	} {
		c.Title, c.Project, c.Status = "c", x.project, "asked"
		if err := model.Kinds().Prefix("CR").Problems(x.snap.Ctx(now), c).Error(); !strings.Contains(err, want) {
			t.Errorf("%q, want %q", err, want)
		}
	}
	c := &model.ChangeRequest{Costs: []model.ChangeCost{{Amount: eur(3)}, {Amount: money.Amount{}}, {Amount: eur(4)}}}
	if sum, mixed := c.Cost(); sum != eur(7) || mixed {
		t.Errorf("costs %v %v", sum, mixed)
	}
	c.Costs = append(c.Costs, model.ChangeCost{Amount: money.Amount{Minor: 1, Code: "USD"}})
	if _, mixed := c.Cost(); !mixed {
		t.Error("two currencies are added up")
	}
}

// A loop in the links does not hang the push.
func TestPushEndsInALoop(t *testing.T) {
	x := newSite(t)
	x.edit(func(e *model.Edit) error {
		e.KeepLoops()
		return model.Update(e, x.dig, func(k *model.Task) error {
			k.Links = []model.TaskLink{{Predecessor: x.paint, Type: model.SS}}
			return nil
		})
	})
	x.ask(model.ChangeRequest{Steps: []model.ChangeStep{{Task: x.dig, Duration: workdays(1)}}})
	x.edit(func(e *model.Edit) error { return e.Act(x.change, "approve") })
	if k, _ := model.Find[*model.Task](x.snap, x.dig); k.Duration != workdays(4) {
		t.Errorf("dig takes %v", k.Duration)
	}
}
