package model_test

import (
	"slices"
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/money"
)

// estimated is a plan with a task of three lengths in days and a risk of three delays and costs; a 0 is not told.
func estimated(p *planner, e *model.Edit, task, delay [3]int64, cost [3]money.Amount) (t, r model.ID) {
	d := func(n int64) date.Span { return date.Span{N: n * 8 * 3600, Unit: date.Days} }
	t = p.put(e, "Walls", 1, func(x *model.Task) {
		x.Optimistic, x.Likely, x.Pessimistic = d(task[0]), d(task[1]), d(task[2])
	})
	k := model.Kinds().Prefix(model.RiskPrefix).New().(*model.Risk)
	k.Title, k.Project = "Frost", p.project
	k.DelayLow, k.DelayLikely, k.DelayHigh = d(delay[0]), d(delay[1]), d(delay[2])
	k.CostLow, k.CostLikely, k.CostHigh = cost[0], cost[1], cost[2]
	return t, e.Put(model.RiskPrefix, k)
}

// TestThreePoints: the least is no more than the likely one and that no more than the greatest, in one currency;
// what is wrong is told at its field. What came in from another program is kept and named.
func TestThreePoints(t *testing.T) {
	yen := func(n int64) money.Amount { return money.Amount{Minor: n, Code: "JPY"} }
	for _, x := range []struct {
		name        string
		task, delay [3]int64
		cost        [3]money.Amount
		want        []string
	}{
		{"none", [3]int64{}, [3]int64{}, [3]money.Amount{}, nil},
		{"in order", [3]int64{1, 2, 5}, [3]int64{0, 1, 1}, [3]money.Amount{euro(1), euro(1), euro(9)}, nil},
		{"some not told", [3]int64{2, 0, 3}, [3]int64{0, 4, 0}, [3]money.Amount{{}, euro(7), {}}, nil},
		{"backwards", [3]int64{5, 2, 1}, [3]int64{}, [3]money.Amount{},
			[]string{"T-1 likely: is less than optimistic", "T-1 likely: is more than pessimistic", "T-1 pessimistic: is less than optimistic"}},
		{"no likely one", [3]int64{5, 0, 1}, [3]int64{}, [3]money.Amount{}, []string{"T-1 pessimistic: is less than optimistic"}},
		{"likely outside", [3]int64{}, [3]int64{2, 9, 5}, [3]money.Amount{euro(5), euro(4), euro(9)},
			[]string{"R-1 delay_likely: is more than delay_high", "R-1 cost_likely: is less than cost_low"}},
		{"all wrong", [3]int64{}, [3]int64{}, [3]money.Amount{euro(1), euro(10), euro(9)}, []string{"R-1 cost_likely: is more than cost_high"}},
		{"two currencies", [3]int64{}, [3]int64{}, [3]money.Amount{yen(1000), {}, euro(9)}, []string{"R-1 cost_high: is in EUR and cost_low in JPY: estimate in one currency"}},
		{"one that only looks less", [3]int64{}, [3]int64{}, [3]money.Amount{yen(100_000), {}, euro(9)}, []string{"R-1 cost_high: is in EUR and cost_low in JPY: estimate in one currency"}},
	} {
		p := newPlanner(t)
		e := model.NewEdit(p.snap, march(1, 0, 0))
		tid, rid := estimated(p, e, x.task, x.delay, x.cost)
		_, err := e.Batch()
		var got []string
		if err != nil {
			got = strings.Split(strings.ReplaceAll(err.Error(), "; ", "\n"), "\n")
		}
		if !slices.Equal(got, x.want) {
			t.Errorf("%s: %q, want %q", x.name, got, x.want)
		}
		e = model.NewEdit(p.snap, march(1, 0, 0))
		e.KeepLoops() // as an import does
		estimated(p, e, x.task, x.delay, x.cost)
		b, err := e.Batch()
		if err != nil {
			t.Errorf("%s: an import is refused: %v", x.name, err)
			continue
		}
		p.snap = p.snap.With(b.Changes)
		var doubts []string
		for _, id := range []model.ID{tid, rid} {
			for _, d := range p.snap.Schema().Of(id).Doubts(p.ctx(march(1, 0, 0)), p.snap.Get(id)) {
				doubts = append(doubts, d.Error())
			}
		}
		if !slices.Equal(doubts, x.want) {
			t.Errorf("%s: the import tells %q, want %q", x.name, doubts, x.want)
		}
		// what was kept stands in nobody's way: it can be renamed and copied
		e = model.NewEdit(p.snap, march(2, 0, 0))
		_ = e.Set(tid, "name", "Outer walls")
		_ = e.Set(rid, "title", "Hard frost")
		estimated(p, e, x.task, x.delay, x.cost)
		if _, err := e.Batch(); err != nil {
			t.Errorf("%s: later edits are refused: %v", x.name, err)
		}
	}
}
