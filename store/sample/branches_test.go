package sample

import (
	"testing"

	"tandem/model"
)

// TestBranches: the plans have two baselines that differ, milestones that moved from look to look,
// deliverables that were accepted, and scenarios that can be adopted.
func TestBranches(t *testing.T) {
	s := made(t, fri, Options{})
	c := s.Ctx(fri)
	scenarios, moved, accepted := 0, 0, 0
	for p := range model.Each[*model.Project](s, model.ProjectPrefix) {
		if list := s.Baselines(p.ID); len(list) > 1 {
			x, err := c.CompareBaseline(list[0], list[1])
			if err != nil || x.Total.Finish < 0 || x.Name() == "" {
				t.Errorf("%s: %v, by %d", p.Name, err, x.Total.Finish)
			}
		}
		for _, slip := range c.Slips(p.ID, c.Looks(p.ID)) {
			if slip.Moves > 1 {
				moved++
			}
			for i := 1; i < len(slip.Points); i++ {
				if slip.Points[i].At < slip.Points[i-1].At {
					t.Errorf("%s: looked back in time", slip.Name)
				}
			}
		}
		live, err := c.Outcome(p.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range s.Scenarios(p.ID, false) {
			scenarios++
			y, err := c.Contrast(live, x)
			if err != nil || len(y.Branch.Problems) > 0 || len(y.Branch.Clashes) > 0 || len(y.Moved) == 0 {
				t.Errorf("%s: %v, %v, %v, %d moved", x.Name, err, y.Branch.Problems, y.Branch.Clashes, len(y.Moved))
			}
			if y.FinishBy == 0 && y.CostBy.Minor == 0 {
				t.Errorf("%s changes nothing", x.Name)
			}
			e := model.NewEdit(s, fri)
			if err := e.Act(x.ID, "adopt"); err != nil {
				t.Errorf("%s: %v", x.Name, err)
			}
			if _, err := e.Batch(); err != nil {
				t.Errorf("%s: %v", x.Name, err)
			}
			t.Logf("%s: finish by %d h, cost by %s, moved %d", x.Name, y.FinishBy/3600, y.CostBy.Show(), len(y.Moved))
		}
		sc, err := c.ScopeOf(p.ID)
		if err != nil {
			t.Fatal(err)
		}
		accepted += sc.Accepted
	}
	if scenarios < 3 || moved < 3 || accepted < 4 {
		t.Errorf("%d scenarios, %d milestones that moved more than once, %d deliverables accepted", scenarios, moved, accepted)
	}
	if n := len(s.Baselines(model.NewID(model.ProjectPrefix, 1))); n != 2 {
		t.Errorf("the first project has %d baselines", n)
	}
}
