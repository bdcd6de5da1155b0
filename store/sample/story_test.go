package sample

import (
	"testing"
	"time"

	"tandem/model"
	"tandem/model/date"
)

// find is the one record of a kind with that name.
func find[T model.Record](t testing.TB, s *model.Snapshot, prefix, name string) T {
	t.Helper()
	c, k := s.Ctx(fri), s.Schema().Prefix(prefix)
	for r := range model.Each[T](s, prefix) {
		if k.Title(c, r) == name {
			return r
		}
	}
	t.Fatalf("no %s is called %q", k.Name, name)
	panic("unreachable")
}

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

// TestWatermelon: the lean project is on time and on budget, and its customer unhappy.
func TestWatermelon(t *testing.T) {
	each(t, func(t *testing.T, s *model.Snapshot, now date.Instant) {
		p := find[*model.Project](t, s, "P", "Lab intake redesign")
		a := find[*model.Account](t, s, "A", "Corvid Health")
		if p.Account != a.ID || p.Reported != model.Green || p.Finish > p.TargetFinish {
			t.Errorf("the project is %s, finish %d, target %d", p.Reported, p.Finish, p.TargetFinish)
		}
		for x := range s.TasksOf(p.ID) {
			switch {
			case x.Finish <= now && !x.Complete(), x.Start < now-86400*4 && !x.Started():
				t.Errorf("%s %s is late", x.WBS, x.Name)
			case x.Deadline != 0 && x.Finish > x.Deadline:
				t.Errorf("%s %s misses its deadline", x.WBS, x.Name)
			}
		}
		checkBudget(t, s, p)
		checkUnhappy(t, s, p, a, now)
	})
}

// checkBudget: what was spent on each line is no more than planned, and in sum about what
// progress earned.
func checkBudget(t *testing.T, s *model.Snapshot, p *model.Project) {
	t.Helper()
	var earned, fixed int64
	for x := range s.TasksOf(p.ID) {
		if !s.Plan(p.ID).Summary(x.ID) {
			earned += (x.PlannedCost.Minor - x.FixedCost.Minor) * int64(x.Done) / 100_00
			fixed += x.FixedCost.Minor
		}
	}
	spent := map[model.ID]int64{}
	for e := range model.Each[*model.LedgerEntry](s, "LE") {
		if e.Project == p.ID && (e.Kind == "actual" || e.Kind == "invoice") {
			spent[e.Line] += e.Amount.Minor
		}
	}
	for l := range model.Each[*model.CostLine](s, "CL") {
		if l.Project != p.ID {
			continue
		}
		if spent[l.ID] > l.Planned.Minor {
			t.Errorf("%s: %d spent of %s", l.Name, spent[l.ID]/100, l.Planned.Show())
		}
		if l.Category == "labour" && (spent[l.ID] > earned || spent[l.ID] < earned*95/100) {
			t.Errorf("%s: %d spent, %d earned", l.Name, spent[l.ID]/100, earned/100)
		}
	}
	if fixed == 0 {
		t.Error("no fixed costs")
	}
}

func checkUnhappy(t *testing.T, s *model.Snapshot, p *model.Project, a *model.Account, now date.Instant) {
	t.Helper()
	asked, happy, broken, open := 0, 0, 0, 0
	for x := range model.Each[*model.Answer](s, "N") {
		if x.Project == p.ID && x.Measure == "CSAT" {
			asked++
			if x.Score >= 4 {
				happy++
			}
		}
	}
	for x := range model.Each[*model.Promise](s, "M") {
		if x.Account == a.ID && x.State == "broken" {
			broken++
		}
	}
	for x := range model.Each[*model.Escalation](s, "E") {
		if x.Project == p.ID && x.Open() {
			open++
		}
	}
	if asked < 5 || 3*happy > asked || broken != 2 || open != 1 {
		t.Errorf("%d of %d happy, %d promises broken, %d escalations open", happy, asked, broken, open)
	}
	var last date.Instant
	for x := range model.Each[*model.Interaction](s, "I") {
		if x.Contact == a.Sponsor {
			last = max(last, x.When)
		}
	}
	berlin := zone(t, "Europe/Berlin")
	if n := now.Day(berlin) - last.Day(berlin); n != 41 {
		t.Errorf("the sponsor is silent for %d days", n)
	}
}

// TestStory: what else a first look should find.
func TestStory(t *testing.T) {
	for _, m := range moments {
		now := instant(t, m.at)
		s := made(t, now, Options{})
		today := now.Day(zone(t, "Europe/Berlin"))
		checkRisks(t, m.name, s, today)
		checkPromises(t, m.name, s, today)
		checkEscalations(t, m.name, s, now)
		waiting, stuck := 0, 0
		for x := range model.Each[*model.Blocker](s, "B") {
			if x.Waiting.On != "" {
				waiting++
			}
			if task, ok := model.Find[*model.Task](s, x.About); ok && x.State != model.BlockerClosed && !task.Complete() {
				stuck++
			}
		}
		late, behind := 0, 0
		for x := range model.Each[*model.Task](s, "T") {
			if x.Finish < now && !x.Complete() && !s.Plan(x.Project).Summary(x.ID) {
				late++
			}
			if x.Optimistic.N > 0 && x.Optimistic.N < x.Pessimistic.N && x.Likely.N <= x.Pessimistic.N {
				behind++
			}
		}
		if waiting < 5 || stuck < 6 || late < 4 || late > 10 || behind < 12 {
			t.Errorf("%s: %d blockers wait, %d tasks stuck, %d late, %d with three points", m.name, waiting, stuck, late, behind)
		}
		unheard := 0
		for x := range model.Each[*model.Answer](s, "N") {
			if x.Detractor() && x.FollowedUp == 0 {
				unheard++
			}
		}
		if unheard < 5 {
			t.Errorf("%s: %d detractors without a follow-up", m.name, unheard)
		}
		wh := find[*model.Project](t, s, "P", "Warehouse rollout")
		if wh.Finish <= wh.TargetFinish {
			t.Errorf("%s: the warehouse does not slip", m.name)
		}
	}
}

func checkRisks(t *testing.T, when string, s *model.Snapshot, today date.Day) {
	t.Helper()
	triggered, overdue, better, counted := 0, 0, 0, 0
	for r := range model.Each[*model.Risk](s, "R") {
		if r.Status == "triggered" {
			triggered++
		}
		if r.Review < today-2 { // a Monday's review is not overdue on the day off before it
			overdue++
		}
		if r.Opportunity {
			better++
		}
		if r.Chance > 0 && r.CostHigh.Minor > 0 {
			counted++
		}
	}
	if triggered != 1 || overdue != 2 || better != 1 || counted < 10 {
		t.Errorf("%s: %d risks triggered, %d reviews overdue, %d opportunities, %d quantified", when, triggered, overdue, better, counted)
	}
}

func checkPromises(t *testing.T, when string, s *model.Snapshot, today date.Day) {
	t.Helper()
	got := map[string]int{}
	for p := range model.Each[*model.Promise](s, "M") {
		got[string(p.State)]++
		if p.Open() && p.Due < today {
			got["overdue"]++
		}
		if p.Open() && p.Due > today && p.Due <= today+7 && p.Due.Weekday() == time.Monday {
			got["monday"]++
		}
	}
	if got["kept"] != 9 || got["broken"] != 3 || got["overdue"] != 2 || got["monday"] < 1 || got["open"] != 5 {
		t.Errorf("%s: promises are %v", when, got)
	}
}

// checkEscalations: logs in order, in the past, with an opening, an answer and, where solved,
// a cause and a post-mortem.
func checkEscalations(t *testing.T, when string, s *model.Snapshot, now date.Instant) {
	t.Helper()
	solved, overdue := 0, 0
	for e := range model.Each[*model.Escalation](s, "E") {
		var last date.Instant
		answered := false
		for _, x := range e.Events {
			if x.At < last && x.Told == 0 || max(x.At, x.Told) > now {
				t.Errorf("%s: %s: %q is out of order", when, e.Title, x.Text)
			}
			last = x.At
			answered = answered || x.Kind == "contact" && x.Direction == "out"
		}
		if e.Events[0].Kind != "opened" || e.Events[0].At != e.Opened || !answered || len(e.Events) < 3 {
			t.Errorf("%s: %s: the log is %v", when, e.Title, e.Events)
		}
		if e.Open() {
			if e.NextUpdate < now {
				overdue++
			}
			continue
		}
		if solved++; e.Cause == "" || e.PostMortem == "" || e.Resolved == 0 {
			t.Errorf("%s: %s is solved without a cause", when, e.Title)
		}
	}
	if solved != 3 || overdue != 2 {
		t.Errorf("%s: %d escalations solved, %d updates overdue", when, solved, overdue)
	}
}

// TestNothingHappensTooEarly: what is told as past is past.
func TestNothingHappensTooEarly(t *testing.T) {
	each(t, func(t *testing.T, s *model.Snapshot, now date.Instant) {
		today := now.Day(zone(t, "Europe/Berlin"))
		past := func(r model.Record, what string, at date.Instant) {
			if at > now {
				t.Errorf("%s: %s lies in the future", r.Base().ID, what)
			}
		}
		for _, k := range s.Schema().Kinds {
			for r := range s.All(k.Prefix) {
				past(r, "its making", r.Base().Created)
				switch x := r.(type) {
				case *model.Interaction:
					past(r, "the talk", x.When)
				case *model.Answer:
					past(r, "the answer", x.When)
					past(r, "the follow-up", x.FollowedUp)
					if x.FollowedUp != 0 && x.FollowedUp < x.When {
						t.Errorf("%s: followed up before it came", x.ID)
					}
				case *model.Blocker:
					past(r, "raised", x.Raised)
					past(r, "closed", x.Closed)
					if x.Closed != 0 && x.Closed < x.Raised {
						t.Errorf("%s: closed before it was raised", x.ID)
					}
				case *model.Action:
					if x.DoneOn > today || (x.State == "done") != (x.DoneOn != 0) {
						t.Errorf("%s: %s on %s", x.ID, x.State, x.DoneOn)
					}
				case *model.Promise:
					if x.ClosedOn > today {
						t.Errorf("%s: closed on %s", x.ID, x.ClosedOn)
					}
				case *model.LedgerEntry:
					if future := x.Date > today; future != (x.Kind == "forecast") {
						t.Errorf("%s: %s of %s", x.ID, x.Kind, x.Date)
					}
				}
			}
		}
	})
}

// TestForeignMoney: one entry is in another currency, with its rate.
func TestForeignMoney(t *testing.T) {
	s := made(t, fri, Options{})
	foreign, kinds := 0, map[model.LedgerType]int{}
	for e := range model.Each[*model.LedgerEntry](s, "LE") {
		kinds[e.Kind]++
		if e.Amount.Code != "EUR" {
			foreign++
			if e.Rate.IsZero() {
				t.Errorf("%s has no rate", e.Text)
			}
		}
	}
	if foreign != 1 || len(kinds) != 4 {
		t.Errorf("%d foreign entries, kinds %v", foreign, kinds)
	}
}
