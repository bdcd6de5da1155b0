package model_test

import (
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/money"
)

// fenced is a plan of which a baseline was kept, and then the walls took two days and 800 more, the garden was
// left out and a fence came in. A day's delay costs 1,000.
func fenced(t *testing.T) (p *planner, walls, roof, garden, fence model.ID) {
	p = newPlanner(t, func(x *model.Project) { x.DelayCost, x.Currency = euro(1000), "EUR" })
	walls = p.task("Walls | outer", 2, costs(1000), works(16))
	roof = p.task("Roof", 3, after(walls), costs(2500), works(24))
	garden = p.task("Garden", 1, costs(300), works(8))
	p.take(0, "As approved", march(2, 9, 0))
	p.edit(func(e *model.Edit) {
		_ = model.Update(e, walls, func(x *model.Task) error {
			x.Duration, x.PlannedCost = days(4), euro(1800)
			x.Work.N = 32 * 3600
			return nil
		})
		_ = model.Update(e, garden, func(x *model.Task) error { x.Inactive = true; return nil })
		fence = p.put(e, "Fence", 1, costs(50))
	})
	return p, walls, roof, garden, fence
}

// TestWhyItHurts: the words of a variance name both plans, and the terms that its number is made of: what it
// costs more, and the days it ends later at a day's delay times how far it drives the finish.
func TestWhyItHurts(t *testing.T) {
	p, walls, roof, garden, fence := fenced(t)
	x, c := p.compare(0), p.ctx(march(9, 12, 0))
	for id, want := range map[model.ID][]string{
		walls: {"baseline  Mon 2 Mar 2026 08:00 to Tue 3 Mar 2026 17:00, 2 d, work 16 h, €1,000", "now       Mon 2 Mar 2026 08:00 to Thu 5 Mar 2026 17:00, 4 d, work 32 h, €1,800",
			"costs more       +€800", "ends later       +2 d; a day's delay costs €1,000; it drives the finish (no float): x 1", "so it hurts by   +€2,800"},
		roof:   {"costs more       €0", "ends later       +2 d", "so it hurts by   +€2,000"},
		garden: {"now       not in the plan", "costs more       -€300", "so it hurts by   -€300"},
		fence:  {"baseline  not in the plan", "costs more       +€50", "so it hurts by   +€50"},
	} {
		v := row(t, x, id)
		got := strings.Join(x.Why(c, &v), "\n")
		for _, w := range want {
			if !strings.Contains(got, w) {
				t.Errorf("%s: no %q in\n%s", id, w, got)
			}
		}
	}
	p.edit(func(e *model.Edit) { _ = e.Set(p.project, "delay_cost", "") })
	x = p.compare(0)
	v := row(t, x, walls)
	// the baseline's 3,800 over its five days
	if got := strings.Join(x.Why(p.ctx(march(9, 12, 0)), &v), "\n"); !strings.Contains(got, "a day's delay is taken as €760") || !strings.Contains(got, "so it hurts by   +€2,320") {
		t.Errorf("without a cost of delay:\n%s", got)
	}
}

// TestFloatSoftens: what ends later but does not drive the finish hurts less by its float, a tenth for a day.
func TestFloatSoftens(t *testing.T) {
	p := newPlanner(t, func(x *model.Project) { x.DelayCost, x.Currency = euro(1000), "EUR" })
	p.task("Long", 9)
	short := p.task("Short", 2)
	p.take(0, "As approved", march(2, 9, 0))
	p.edit(func(e *model.Edit) { _ = e.Set(short, "duration", "4d") }) // two days later, five days of float left
	x := p.compare(0)
	v := row(t, x, short)
	if got := strings.Join(x.Why(p.ctx(march(9, 12, 0)), &v), "\n"); !strings.Contains(got, "it has 5 d of float: x 0.5") || !strings.Contains(got, "so it hurts by   +€1,000") {
		t.Errorf("\n%s", got)
	}
}

// TestComparisonAsTable: the whole first, then what differs with what hurts most on top; a mark in a name ends
// no cell, and what is as planned is counted.
func TestComparisonAsTable(t *testing.T) {
	p, walls, roof, garden, fence := fenced(t)
	p.edit(func(e *model.Edit) { p.put(e, "Same", 0) })
	got := p.compare(0).Markdown(p.ctx(march(9, 12, 0)))
	var rows []string
	for _, l := range strings.Split(got, "\n") {
		if strings.HasPrefix(l, "| ") && !strings.HasPrefix(l, "| task") {
			rows = append(rows, l)
		}
	}
	want := []string{
		"| **Plan** | " + p.project.String() + " | 0 d | +2 d | +2 d | +8 h | +€550 |",
		`| Walls \| outer | ` + walls.String() + " | 0 d | +2 d | +2 d | +16 h | +€800 |",
		"| Roof | " + roof.String() + " | +2 d | +2 d | 0 d | 0 h | €0 |",
		"| Fence (new) | " + fence.String() + " | 0 d | 0 d | 0 d | 0 h | +€50 |",
	}
	for i, w := range want {
		if i >= len(rows) || rows[i] != w {
			t.Fatalf("row %d: want %s\n%s", i+1, w, got)
		}
	}
	if !strings.Contains(got, "| Garden (out of the plan) | "+garden.String()+" | 0 d | 0 d | 0 d | -8 h | -€300 |") || !strings.HasPrefix(got, "# Plan: now against As approved (0)\n") {
		t.Errorf("\n%s", got)
	}
}

// TestSignedMoney: what is more says so, what is less has its own sign, nothing has none.
func TestSignedMoney(t *testing.T) {
	for minor, want := range map[int64]string{1_200_00: "+€1,200", -1_200_50: "-€1,200.50", 0: "€0", 1: "+€0.01"} {
		if got := model.SignedMoney(money.Amount{Minor: minor, Code: "EUR"}); got != want {
			t.Errorf("%d: %s, want %s", minor, got, want)
		}
	}
}

// TestSlipInWords: a milestone's story is told newest first, each change with its size and what told it; the
// table has the first forecast, the newest and how far they lie apart.
func TestSlipInWords(t *testing.T) {
	p := newPlanner(t)
	walls := p.task("Walls", 2)
	keys := p.task("Keys", 0, after(walls), func(x *model.Task) { x.Milestone = true })
	p.take(0, "As approved", march(2, 9, 0))
	p.edit(func(e *model.Edit) { _ = e.Set(walls, "duration", "4d") })
	p.take(1, "Again", march(4, 9, 0))
	p.edit(func(e *model.Edit) { _ = e.Set(walls, "duration", "3d") })
	s := p.slips()[keys]
	c := p.ctx(march(9, 12, 0))
	want := []string{
		"Mon 9 Mar 2026   Wed 4 Mar 2026  -1 d  (now)",
		"Wed 4 Mar 2026   Thu 5 Mar 2026  +2 d  (baseline Again (1))",
		"Mon 2 Mar 2026   Tue 3 Mar 2026  (baseline As approved (0))",
	}
	if got := s.Lines(c); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("\n%s", strings.Join(got, "\n"))
	}
	table := model.SlipMarkdown(c, p.project, []model.Slip{s})
	if !strings.Contains(table, "| Keys | "+keys.String()+" | 3 Mar 2026 | 4 Mar 2026 | +1 d | recovering |") {
		t.Errorf("\n%s", table)
	}
}
