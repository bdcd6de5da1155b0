package sample

import (
	"slices"
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/date"
)

// TestTextsAreTidy: what people will read has no doubled blanks, no stray ends and nothing a
// plain terminal could not show.
func TestTextsAreTidy(t *testing.T) {
	s := made(t, fri, Options{Records: 2000})
	for _, k := range s.Schema().Kinds {
		for r := range s.All(k.Prefix) {
			c := s.Ctx(fri).For(r)
			for i := range k.Fields {
				f := &k.Fields[i]
				if f.Type != model.TypeText && f.Type != model.TypeLong {
					continue
				}
				x := f.Text(c, r)
				bad := strings.IndexFunc(x, func(r rune) bool { return r > 126 || r < ' ' && r != '\n' })
				if x != strings.TrimSpace(x) || strings.Contains(x, "  ") || strings.Contains(x, "lorem") || bad >= 0 {
					t.Errorf("%s %s: %q", r.Base().ID, f.Name, x)
				}
				if f.Title && len(x) > 64 {
					t.Errorf("%s: %q is too long for a list", r.Base().ID, x)
				}
			}
		}
	}
}

// TestProjectsDiffer: five ways of working, for three customers.
func TestProjectsDiffer(t *testing.T) {
	s := made(t, fri, Options{})
	want := map[string]struct {
		method  model.Method
		phase   model.Phase
		account string
	}{
		"Warehouse rollout":          {"waterfall", "executing", "Northwind Logistics"},
		"Mobile returns":             {"scrum", "executing", "Brightside Retail"},
		"Store support improvements": {"kanban", "executing", "Brightside Retail"},
		"Lab intake redesign":        {"lean", "executing", "Corvid Health"},
		"Patient portal":             {"hybrid", "hypercare", "Corvid Health"},
	}
	for p := range model.Each[*model.Project](s, "P") {
		w := want[p.Name]
		if p.Method != w.method || p.Phase != w.phase || s.Ctx(fri).NameOf(p.Account) != w.account {
			t.Errorf("%s is %s, %s, for %s", p.Name, p.Method, p.Phase, s.Ctx(fri).NameOf(p.Account))
		}
		if p.Objectives == "" || p.ScopeIn == "" || p.ScopeOut == "" || p.Manager == 0 || p.DelayCost.Minor == 0 {
			t.Errorf("%s lacks its brief", p.Name)
		}
		done := s.Plan(p.ID).Percent()
		if low, high := 50.0, 95.0; done < low || done > high {
			t.Errorf("%s is %.0f %% done", p.Name, done)
		}
		if columns := columnsOf(s, p.ID); (p.Method == "waterfall") != (len(columns) == 0) {
			t.Errorf("%s has columns %v", p.Name, columns)
		}
	}
	hyper := find[*model.Project](t, s, "P", "Patient portal")
	if hyper.HypercareUntil <= fri.Day(nil) {
		t.Error("hypercare is over")
	}
}

func columnsOf(s *model.Snapshot, project model.ID) []string {
	var out []string
	for _, x := range slices.Collect(s.TasksOf(project)) {
		if x.Column != "" && !slices.Contains(out, x.Column) {
			out = append(out, x.Column)
		}
	}
	return out
}

// TestPlansUseWhatAPlanCanSay: link types, lags, constraints, deadlines and so on all appear.
func TestPlansUseWhatAPlanCanSay(t *testing.T) {
	s := made(t, fri, Options{})
	seen := map[string]int{}
	for x := range model.Each[*model.Task](s, "T") {
		for _, l := range x.Links {
			seen[string(l.Type)]++
			switch {
			case l.Lag.Unit == date.Percent:
				seen["percent lag"]++
			case l.Lag.Elapsed():
				seen["elapsed lag"]++
			case l.Lag.N < 0:
				seen["lead"]++
			case l.Lag.N > 0:
				seen["lag"]++
			}
		}
		for name, is := range map[string]bool{"milestone": x.Milestone, "deliverable": x.Deliverable, "deadline": x.Deadline != 0, "notes": x.Notes != "",
			"acceptance": x.Acceptance != "", "fixed cost": x.FixedCost.Minor > 0, "points": !x.Points.IsZero(), "in progress": x.Started() && !x.Complete(),
			"done": x.Complete(), "to do": !x.Started(), "two people": len(x.Assignments) > 1, string(x.Constraint): true} {
			if is {
				seen[name]++
			}
		}
	}
	for _, name := range []string{"FS", "SS", "FF", "percent lag", "elapsed lag", "lead", "lag", "milestone", "deliverable", "deadline", "notes", "acceptance", "fixed cost",
		"points", "in progress", "done", "to do", "two people", "SNET", "FNLT", "ASAP"} {
		if seen[name] == 0 {
			t.Errorf("no task has %s", name)
		}
	}
}

// TestEverybodyHasAPart: nobody in the tables is there for nothing.
func TestEverybodyHasAPart(t *testing.T) {
	s := made(t, fri, Options{})
	for _, prefix := range []string{"H", "C", "CL", "A", "P"} {
		for r := range s.All(prefix) {
			n := 0
			for range s.RefsTo(r.Base().ID) {
				n++
			}
			if n == 0 {
				t.Errorf("%s %s is named nowhere", r.Base().ID, s.Ctx(fri).NameOf(r.Base().ID))
			}
		}
	}
	for _, table := range []map[string]string{taskNotes, taskAcceptance} {
		for key := range table {
			project, wbs, _ := strings.Cut(key, " ")
			if !hasRow(project, wbs) {
				t.Errorf("a note is about %s, which is not planned", key)
			}
		}
	}
}

func hasRow(project, wbs string) bool {
	for _, p := range projectTable() {
		if p.key == project {
			return slices.ContainsFunc(p.rows, func(r row) bool { return r.wbs == wbs })
		}
	}
	return false
}

// TestDivide: the kinds add up to the whole, for any number, and none is negative.
func TestDivide(t *testing.T) {
	for n := range 30_000 {
		s := divide(n)
		all := []int{s.accounts, s.contacts, s.people, s.projects, s.tasks, s.lines, s.ledger, s.risks, s.escs, s.talks, s.promises, s.answers, s.blockers, s.actions,
			s.sprints, s.times, s.changes, s.decisions, s.stakes, s.reports, s.lessons, s.rates, s.templates, s.agreements, s.standards, s.readings, s.items, s.orders,
			s.benefits, s.chances, s.vendors, s.purchases, s.reviews}
		sum := 0
		for _, x := range all {
			if sum += x; x < 0 {
				t.Fatalf("%d records: %+v", n, s)
			}
		}
		if sum != n {
			t.Fatalf("%d records: %d, %+v", n, sum, s)
		}
	}
}

// TestBulkLeavesTheStoryAlone: what is added hangs on customers of its own.
func TestBulkLeavesTheStoryAlone(t *testing.T) {
	life, big := made(t, fri, Options{}), made(t, fri, Options{Records: 4000})
	for _, prefix := range []string{"A", "P", "H", "C"} {
		for r := range life.All(prefix) {
			var a, b []model.ID
			for x := range life.RefsTo(r.Base().ID) {
				a = append(a, x.Base().ID)
			}
			for x := range big.RefsTo(r.Base().ID) {
				b = append(b, x.Base().ID)
			}
			if !slices.Equal(a, b) {
				t.Errorf("%s is named by %d records, %d in the larger workspace", r.Base().ID, len(a), len(b))
			}
		}
	}
}

func TestIndexOf(t *testing.T) {
	b, table := &builder{}, []date.Instant{10, 20, 30}
	for at, want := range map[date.Instant]int{5: 0, 10: 0, 19: 0, 20: 1, 30: 2, 99: 2} {
		if got := b.indexOf(table, at); got != want {
			t.Errorf("index of %d is %d, want %d", at, got, want)
		}
	}
}
