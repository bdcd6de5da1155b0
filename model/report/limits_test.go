package report

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/money"
)

// partNamed is a part of a status, or none.
func partNamed(s *Status, name string) (p Part, ok bool) {
	for _, x := range s.Parts {
		if x.Name == name {
			return x, true
		}
	}
	return p, false
}

// TestShareOfOpenWork: amber from a tenth of the open tasks overdue on, red from a quarter; a quarter that is
// stuck or has no date is amber, and no share of it more than that. Done tasks count for nothing.
func TestShareOfOpenWork(t *testing.T) {
	for _, x := range []struct {
		open, overdue, blocked, undated, done int
		want                                  model.Colour
	}{
		{11, 1, 0, 0, 0, model.Green}, {10, 1, 0, 0, 0, model.Amber}, {5, 1, 0, 0, 0, model.Amber}, {4, 1, 0, 0, 0, model.Red}, {4, 4, 0, 0, 0, model.Red},
		{5, 0, 1, 0, 0, model.Green}, {4, 0, 1, 0, 0, model.Amber}, {4, 0, 4, 0, 0, model.Amber}, {5, 0, 0, 1, 0, model.Green}, {4, 0, 0, 1, 0, model.Amber},
		{11, 1, 0, 0, 30, model.Green}, {4, 1, 0, 0, 30, model.Red},
	} {
		w := newWorld(t)
		w.snap = edit(t, w.snap, now, func(e *model.Edit) {
			p := e.Put(model.ProjectPrefix, &model.Project{Name: "Other", Method: "waterfall", Phase: "executing", Start: day(2), TargetFinish: day(27)})
			w.project = p
			for i := range x.open + x.done {
				y := &model.Task{Project: p, Order: i + 1, Name: fmt.Sprint("Work ", i), Start: day(2), Finish: day(25), Type: "fixed units", Constraint: "ASAP"}
				switch {
				case i >= x.open:
					y.Done, y.Finish, y.ActualStart, y.ActualFinish = 100_00, day(3), day(2), day(3)
				case i < x.overdue:
					y.Deadline = day(19)
				case i < x.overdue+x.blocked:
					y.Column = "Blocked"
				case i < x.overdue+x.blocked+x.undated:
					y.Start, y.Finish = 0, 0
				}
				e.Put(model.TaskPrefix, y)
			}
		})
		p, ok := partNamed(w.status(t), "open work")
		if !ok || p.Colour != x.want || !strings.HasPrefix(p.Why, fmt.Sprintf("%d tasks, %d overdue, %d blocked", x.open, x.overdue, x.blocked)) {
			t.Errorf("%+v: %s, %q", x, p.Colour, p.Why)
		}
	}
}

// TestCostByCurrency: each currency is judged for itself, by what was invoiced and paid; what was only ordered
// is not spent. Up to the plan it is green, up to a tenth more amber, and beyond that red.
func TestCostByCurrency(t *testing.T) {
	usd := func(n int64) money.Amount { return money.Amount{Minor: n, Code: "USD"} }
	for _, x := range []struct {
		name    string
		planned money.Amount
		booked  map[model.LedgerType]money.Amount
		want    model.Colour
		why     string
	}{
		{"all of it", usd(1000_00), map[model.LedgerType]money.Amount{"invoice": usd(1000_00)}, model.Green, "$1,000 of $1,000 spent (100 %)"},
		{"a cent more", usd(1000_00), map[model.LedgerType]money.Amount{"actual": usd(1000_01)}, model.Amber, "$1,000.01 of $1,000 spent"},
		{"a tenth more", usd(1000_00), map[model.LedgerType]money.Amount{"invoice": usd(500_00), "actual": usd(600_00)}, model.Amber, "(110 %)"},
		{"more than that", usd(1000_00), map[model.LedgerType]money.Amount{"actual": usd(1100_01)}, model.Red, "$1,100.01 of"},
		{"ordered only", usd(1000_00), map[model.LedgerType]money.Amount{"commitment": usd(5000_00), "forecast": usd(5000_00)}, model.Green, "$0 of $1,000"},
		{"nothing planned", usd(0), map[model.LedgerType]money.Amount{"actual": usd(1)}, model.Amber, "nothing planned in that currency"},
		{"money back", usd(1000_00), map[model.LedgerType]money.Amount{"invoice": usd(1200_00), "actual": usd(-300_00)}, model.Green, "$900 of"},
	} {
		w := newWorld(t)
		w.snap = edit(t, w.snap, now, func(e *model.Edit) {
			if !x.planned.IsZero() {
				e.Put(model.CostLinePrefix, &model.CostLine{Name: "Licences", Project: w.project, Category: "labour", Spread: "even", Planned: x.planned})
			}
			for kind, a := range x.booked {
				e.Put(model.LedgerPrefix, &model.LedgerEntry{Text: "Bill", Date: date.YMD(2026, 11, 10), Project: w.project, Kind: kind, Amount: a})
			}
		})
		s := w.status(t)
		found := false
		for _, p := range s.Parts {
			if p.Name == "cost" && strings.Contains(p.Why, "$") {
				if found = true; p.Colour != x.want || !strings.Contains(p.Why, x.why) {
					t.Errorf("%s: %s, %q", x.name, p.Colour, p.Why)
				}
			}
			if p.Name == "cost" && strings.Contains(p.Why, "€") && p.Colour != model.Green {
				t.Errorf("%s: dollars are counted as euros: %q", x.name, p.Why)
			}
		}
		if !found {
			t.Errorf("%s: no part in dollars: %+v", x.name, s.Parts)
		}
	}
}

// TestStaleDays: no progress for 14 days is fresh enough, a day more is not; the settings say otherwise.
func TestStaleDays(t *testing.T) {
	for _, x := range []struct {
		days  int // of the settings; 0: as usual
		last  int // day of November on which progress was entered
		stale bool
	}{{0, 6, false}, {0, 5, true}, {3, 17, false}, {3, 16, true}, {30, 2, false}} {
		w := newWorld(t)
		w.snap = edit(t, w.snap, now, func(e *model.Edit) {
			if x.days > 0 {
				e.Put(model.WorkspacePrefix, &model.Workspace{Meta: model.Meta{ID: model.WorkspaceID}, Name: "Here", Currency: "EUR", StaleDays: x.days})
			}
			_ = model.Update(e, w.project, func(p *model.Project) error { p.StatusDate = date.YMD(2026, 11, x.last).At(9, 0, time.UTC); return nil })
		})
		if p, ok := partNamed(w.status(t), "freshness"); ok != x.stale || ok && p.Colour != model.Amber {
			t.Errorf("%+v: %v %+v", x, ok, p)
		}
	}
}

// TestRiskColour: a threat of .36 and more is amber, one that has happened too; it never makes a project red,
// and what was a chance or is closed is left out.
func TestRiskColour(t *testing.T) {
	for _, x := range []struct {
		name string
		r    model.Risk
		want model.Colour
		why  string
	}{
		{".9 x .4", model.Risk{Status: "open", Probability: 5, Cost: 4}, model.Amber, "scores 0.36"},
		{".7 x .4", model.Risk{Status: "open", Probability: 4, Cost: 4}, model.Green, "scores 0.28"},
		{".9 x .8", model.Risk{Status: "watched", Probability: 5, Quality: 5}, model.Amber, "scores 0.72"},
		{"an opportunity", model.Risk{Status: "open", Opportunity: true, Probability: 5, Cost: 5}, model.Green, "scores 0.10"}, // the world's own risk
		{"closed", model.Risk{Status: "closed", Probability: 5, Cost: 5}, model.Green, "scores 0.10"},
	} {
		w := newWorld(t)
		w.snap = edit(t, w.snap, now, func(e *model.Edit) {
			r := x.r
			r.Title, r.Project, r.Category = "Other", w.project, "supplier"
			e.Put(model.RiskPrefix, &r)
		})
		if p, ok := partNamed(w.status(t), "risks"); !ok || p.Colour != x.want || !strings.Contains(p.Why, x.why) {
			t.Errorf("%s: %s, %q", x.name, p.Colour, p.Why)
		}
	}
}
