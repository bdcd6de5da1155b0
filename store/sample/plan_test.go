package sample

import (
	"slices"
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/date"
)

func walkFor(t testing.TB, s *model.Snapshot, p *model.Project) *walk {
	t.Helper()
	c, ok := model.Find[*model.Calendar](s, p.Calendar)
	if !ok {
		t.Fatalf("%s has no calendar", p.Name)
	}
	return newWalk(s, c)
}

// TestPlansAreCoherent: dates in order, in working hours, after what they wait for; progress
// that could have happened.
func TestPlansAreCoherent(t *testing.T) {
	each(t, func(t *testing.T, s *model.Snapshot, now date.Instant) {
		for p := range model.Each[*model.Project](s, "P") {
			w := walkFor(t, s, p)
			plan := s.Plan(p.ID)
			for x := range s.TasksOf(p.ID) {
				if plan.Summary(x.ID) {
					checkSummary(t, s, x)
					continue
				}
				checkTimes(t, w, p, x)
				checkProgress(t, s, x, now)
				checkLinks(t, s, w, x)
				for _, a := range x.Assignments {
					if who, ok := model.Find[*model.Person](s, a.Person); !ok || who.Calendar != p.Calendar {
						t.Errorf("%s %s: %s works by another calendar", p.Name, x.WBS, a.Person)
					}
				}
			}
		}
	})
}

func checkTimes(t *testing.T, w *walk, p *model.Project, x *model.Task) {
	t.Helper()
	switch {
	case x.Finish < x.Start || x.Start < p.Start || x.Finish > p.Finish:
		t.Errorf("%s %s: %s to %s lies outside its project", p.Name, x.WBS, x.Start.RFC3339(w.loc), x.Finish.RFC3339(w.loc))
	case x.Milestone && x.Start != x.Finish:
		t.Errorf("%s %s: a milestone takes time", p.Name, x.WBS)
	case w.prev(x.Finish) != x.Finish && w.next(x.Start) != x.Start:
		t.Errorf("%s %s: %s is no working time", p.Name, x.WBS, x.Start.RFC3339(w.loc))
	case !x.Milestone && w.next(x.Start) != x.Start:
		t.Errorf("%s %s: starts outside working time", p.Name, x.WBS)
	}
	if got := w.between(x.Start, x.Finish); got != x.Duration.N {
		t.Errorf("%s %s: %d s between its dates, %d s long", p.Name, x.WBS, got, x.Duration.N)
	}
	if c := x.ConstraintDate; c != 0 {
		ok := map[model.Constraint]bool{"SNET": x.Start >= c, "MSO": x.Start == c, "FNLT": x.Finish <= c}
		if !ok[x.Constraint] {
			t.Errorf("%s %s: %s is broken", p.Name, x.WBS, x.Constraint)
		}
	}
}

func checkProgress(t *testing.T, s *model.Snapshot, x *model.Task, now date.Instant) {
	t.Helper()
	switch {
	case x.ActualStart > now || x.ActualFinish > now:
		t.Errorf("%s %s: happened in the future", x.ID, x.Name)
	case x.Done > 0 && x.ActualStart == 0, x.Done < 100_00 && x.ActualFinish != 0, x.Done == 100_00 && x.ActualFinish == 0:
		t.Errorf("%s %s: %d done, started %d, finished %d", x.ID, x.Name, x.Done, x.ActualStart, x.ActualFinish)
	case x.ActualStart != 0 && x.ActualStart != x.Start:
		t.Errorf("%s %s: started at another time than its start", x.ID, x.Name)
	}
	for _, l := range x.Links {
		pred, _ := model.Find[*model.Task](s, l.Predecessor)
		if l.Type == model.FS && l.Lag.N >= 0 && x.Started() && !pred.Complete() {
			t.Errorf("%s %s: started before %s was done", x.ID, x.Name, pred.Name)
		}
	}
}

// checkLinks holds each link in work time: a closing and the opening after it are one moment.
func checkLinks(t *testing.T, s *model.Snapshot, w *walk, x *model.Task) {
	t.Helper()
	for _, l := range x.Links {
		pred, ok := model.Find[*model.Task](s, l.Predecessor)
		if !ok || pred.Project != x.Project {
			t.Errorf("%s: predecessor %s", x.ID, l.Predecessor)
			continue
		}
		from, to := pred.Finish, x.Start
		if l.Type == model.SS {
			from = pred.Start
		} else if l.Type == model.FF {
			to = x.Finish
		}
		lag := l.Lag.N
		if l.Lag.Unit == date.Percent {
			lag = pred.Duration.N * lag / 10000
		}
		limit := w.add(from, lag)
		if l.Lag.Elapsed() {
			limit = from + date.Instant(lag)
		}
		if to < limit && w.between(to, limit) > 0 {
			t.Errorf("%s %s: %s link to %s does not hold", x.ID, x.Name, l.Type, pred.Name)
		}
	}
}

func checkSummary(t *testing.T, s *model.Snapshot, x *model.Task) {
	t.Helper()
	all := true
	for c := range s.TasksOf(x.Project) {
		if c.Parent != x.ID {
			continue
		}
		if c.Start < x.Start || c.Finish > x.Finish {
			t.Errorf("%s %s does not span %s", x.ID, x.Name, c.Name)
		}
		all = all && c.Complete()
	}
	if all != x.Complete() {
		t.Errorf("%s %s: complete is %v, its tasks say %v", x.ID, x.Name, x.Complete(), all)
	}
}

// TestLargePlansAreCoherent: one project with very many tasks, and very many projects.
func TestLargePlansAreCoherent(t *testing.T) {
	life := made(t, fri, Options{}).Total()
	for _, n := range []int{life + 21, life + 199, 12_000} {
		s := made(t, fri, Options{Seed: uint64(n), Records: n})
		for p := range model.Each[*model.Project](s, "P") {
			w := walkFor(t, s, p)
			for x := range s.TasksOf(p.ID) {
				if s.Plan(p.ID).Summary(x.ID) {
					checkSummary(t, s, x)
					continue
				}
				checkTimes(t, w, p, x)
				checkProgress(t, s, x, fri)
				checkLinks(t, s, w, x)
			}
		}
	}
}

// TestOutline: orders run, numbers fit the outline.
func TestOutline(t *testing.T) {
	s := made(t, fri, Options{Records: 3000})
	for p := range model.Each[*model.Project](s, "P") {
		for i, x := range slices.Collect(s.TasksOf(p.ID)) {
			if x.Order != i+1 {
				t.Errorf("%s %s has order %d, is number %d", p.Name, x.WBS, x.Order, i+1)
			}
			if strings.Count(x.WBS, ".") != s.Depth(x) {
				t.Errorf("%s %s lies at depth %d", p.Name, x.WBS, s.Depth(x))
			}
		}
	}
}

// TestBaselines: the slipping project is later than its baseline, the lean one just on it.
func TestBaselines(t *testing.T) {
	for _, m := range moments {
		s := made(t, instant(t, m.at), Options{})
		for b := range model.Each[*model.Baseline](s, "BL") {
			p, _ := model.Find[*model.Project](s, b.Project)
			if len(b.Tasks) != len(slices.Collect(s.TasksOf(p.ID))) || b.Cost.Minor == 0 || b.Taken > instant(t, m.at) {
				t.Errorf("%s: baseline of %d tasks, %s", p.Name, len(b.Tasks), b.Cost.Show())
			}
			slips := walkFor(t, s, p).between(b.Finish, p.Finish) / workday
			if want := map[string]int64{"Warehouse rollout": 7, "Lab intake redesign": 0}[p.Name]; slips != want {
				t.Errorf("%s: %s slips %d days, want %d", m.name, p.Name, slips, want)
			}
		}
	}
}

// TestWrongTables: a slip of the pen in a table is an error, never a panic.
func TestWrongTables(t *testing.T) {
	for name, rows := range map[string][]row{
		"unknown predecessor": {{"1", "A", 1, "", "", ""}, {"2", "B", 1, "9", "", ""}},
		"bad lag":             {{"1", "A", 1, "", "", ""}, {"2", "B", 1, "1FS+x", "", ""}},
		"no summary":          {{"2.1", "A", 1, "", "", ""}},
		"nobody":              {{"1", "A", 1, "", "ghost", ""}},
		"two points":          {{"1", "A", 1, "", "", "est=1/2"}},
		"no number":           {{"1", "A", 1, "", "", "est=1/2/x"}},
	} {
		e := model.NewEdit(model.NewSnapshot(model.Kinds()), fri)
		b := &builder{e: e, now: fri, ids: map[string]model.ID{}}
		b.calendars()
		b.team()
		p := newPlan(b, "X", b.berlin, -5, rows)
		if b.err == nil {
			p.build(model.NewID("P", 1))
		}
		if b.err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	b := &builder{now: fri, e: model.NewEdit(model.NewSnapshot(model.Kinds()), fri), ids: map[string]model.ID{"x": 1}}
	b.id("y")
	if b.err == nil {
		t.Error("an unknown name is no error")
	}
	b.err = nil
	if b.put(model.ActionPrefix, "x", &model.Action{What: "a"}); b.err == nil {
		t.Error("a name made twice is no error")
	}
	b.err = nil
	if b.seconds("soon"); b.err == nil {
		t.Error("a wrong span is no error")
	}
	b.err = nil
	if b.labour("nothing"); b.err == nil {
		t.Error("labour of no project is no error")
	}
}
