package sample

import (
	"strconv"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/money"
)

// plans makes the projects and shares the tasks out among them evenly. Starts lie from 150
// working days ago to 30 ahead; the longest plan stays within reach of the table of days (a
// test holds that for one project of a hundred tasks).
func (u *bulk) plans() {
	methods := []model.Method{"waterfall", "scrum", "kanban", "lean", "hybrid"}
	left := u.share.tasks
	for i := range u.share.projects {
		n := left / (u.share.projects - i)
		left -= n
		account := u.b.rng.IntN(len(u.accounts))
		start := u.between(-150, 30)
		thing := bulkThings[i%len(bulkThings)]
		p := &model.Project{Name: upper(thing) + " " + bulkEfforts[i/len(bulkThings)%len(bulkEfforts)] + number(i/(len(bulkThings)*len(bulkEfforts))),
			Account: u.accounts[account], Method: methods[i%5], Phase: "executing", Objectives: upper(thing) + " without surprises.",
			Start: u.open[u.at(start)], StatusDate: u.asOf, Calendar: u.b.berlin.id, Currency: "EUR", DelayCost: euros(int64(u.between(2, 60)) * 100),
			Reported: []model.Colour{model.Green, model.Green, model.Amber, model.Red}[u.b.rng.IntN(4)], Manager: u.one(u.people)}
		if start > 0 {
			p.Phase = "planning"
		}
		id := u.put(model.ProjectPrefix, p, start-10)
		u.projects, u.owner = append(u.projects, id), append(u.owner, account)
		tasks := u.plan(id, n, start, p.Method != "waterfall")
		u.tasks = append(u.tasks, tasks)
		p.Finish = p.Start
		for _, t := range tasks {
			p.Finish = max(p.Finish, t.Finish)
		}
		p.TargetFinish = p.Finish
	}
}

// upper capitalises a phrase that begins with a small ASCII letter, as the word lists do.
func upper(s string) string { return string(s[0]-'a'+'A') + s[1:] }

// plan makes n tasks: phases of eight, each a summary with leaves under it.
func (u *bulk) plan(project model.ID, n, start int, board bool) []*model.Task {
	out := make([]*model.Task, 0, n)
	for len(out) < n {
		phase := len(out) / 9
		sum := &model.Task{Project: project, Order: len(out) + 1, Name: bulkPhases[phase%len(bulkPhases)] + number(phase/len(bulkPhases)), WBS: strconv.Itoa(phase + 1),
			Type: "fixed units", Constraint: "ASAP", Priority: 500}
		id := u.put(model.TaskPrefix, sum, start)
		out = append(out, sum)
		from := start + phase*9
		first := len(out)
		var prev *model.Task
		end := 0 // the working day prev ends on
		for k := 1; k <= 8 && len(out) < n; k++ {
			prev, end = u.task(prev, end, from)
			prev.Project, prev.Parent, prev.Order, prev.WBS = project, id, len(out)+1, sum.WBS+"."+strconv.Itoa(k)
			if board && !prev.Milestone {
				prev.Column = bulkColumn(prev)
			}
			u.put(model.TaskPrefix, prev, start)
			out = append(out, prev)
		}
		u.sum(sum, out[first:], from)
	}
	return out
}

// task makes a leaf, after the one before it, which ends on working day after, or at the
// start of its phase. It returns the working day it ends on.
func (u *bulk) task(prev *model.Task, after, from int) (*model.Task, int) {
	t := &model.Task{Name: u.title(bulkVerbs, " "), Type: "fixed units", Constraint: "ASAP", Priority: 500}
	n, first, free := u.between(1, 10), from+u.between(0, 6), true
	if prev != nil && u.chance(39) {
		l := model.TaskLink{Predecessor: prev.ID, Type: model.FS}
		lag := 0
		if u.chance(20) {
			lag = u.between(1, 3)
			l.Lag = days(float64(lag))
		}
		t.Links = []model.TaskLink{l}
		first, free = after+1+lag, prev.Complete()
		if u.chance(15) {
			t.Milestone, n = true, 0
		}
	}
	end := first + n - 1
	t.Start, t.Finish, t.Duration = u.open[u.at(first)], u.close[u.at(end)], days(float64(n))
	if t.Milestone {
		t.Start = t.Finish
	}
	u.progress(t, free)
	u.assign(t)
	return t, end
}

// progress: what ended is done, but for a few that are late. free says that nothing it waits
// for is left undone.
func (u *bulk) progress(t *model.Task, free bool) {
	t.Remaining = t.Duration
	switch {
	case !free || t.Start >= u.asOf:
		return
	case t.Finish <= u.asOf && !u.chance(3):
		t.Done, t.ActualFinish = 100_00, t.Finish
	case t.Milestone:
		return
	default:
		t.Done = model.Pct(u.between(1, 18) * 5_00)
	}
	t.ActualStart, t.Physical = t.Start, t.Done
	t.Remaining.N = t.Duration.N * int64(100_00-t.Done) / 100_00
}

// assign gives three tasks in five somebody full time, at one rate for all.
func (u *bulk) assign(t *model.Task) {
	if t.Milestone || !u.chance(60) {
		return
	}
	done := t.Duration.N * int64(t.Done) / 100_00
	cost := money.Amount{Minor: t.Duration.N / 3600 * 80_00, Code: "EUR"}
	t.Assignments = []model.Assignment{{Person: u.one(u.people), Units: 100_00, Work: t.Duration, ActualWork: date.Span{N: done, Unit: date.Days},
		Remaining: date.Span{N: t.Duration.N - done, Unit: date.Days}, Start: t.Start, Finish: t.Finish, Cost: cost}}
	t.Work, t.PlannedCost = t.Duration, cost
	if t.Done > 0 {
		t.SpentCost = money.Amount{Minor: cost.Minor * int64(t.Done) / 100_00, Code: "EUR"}
	}
}

// sum gives a summary what its leaves add up to; one without leaves is a day of its own.
func (u *bulk) sum(s *model.Task, leaves []*model.Task, from int) {
	if len(leaves) == 0 {
		s.Start, s.Finish, s.Duration = u.open[u.at(from)], u.close[u.at(from)], days(1)
		s.Remaining = s.Duration
		return
	}
	s.Start = leaves[0].Start
	var secs, done, work, cost, spent int64
	all := true
	for _, t := range leaves {
		s.Start, s.Finish = min(s.Start, t.Start), max(s.Finish, t.Finish)
		if t.Started() && (s.ActualStart == 0 || t.ActualStart < s.ActualStart) {
			s.ActualStart = t.ActualStart
		}
		secs, done = secs+t.Duration.N, done+t.Duration.N*int64(t.Done)/100_00
		work, cost, spent = work+t.Work.N, cost+t.PlannedCost.Minor, spent+t.SpentCost.Minor
		all = all && t.Complete()
	}
	first, last := u.b.indexOf(u.open, s.Start), u.b.indexOf(u.close, s.Finish)
	s.Duration = days(float64(max(1, last-first+1)))
	s.Work, s.PlannedCost, s.SpentCost = date.Span{N: work, Unit: date.Days}, cents(cost), cents(spent)
	s.Done = model.Pct(min(99_00, 100_00*done/max(secs, 1)))
	if all {
		s.Done, s.ActualFinish = 100_00, s.Finish
	}
	s.Physical = s.Done
	s.Remaining = date.Span{N: s.Duration.N * int64(100_00-s.Done) / 100_00, Unit: date.Days}
}

// indexOf finds a moment in an ascending table: the last one not after it.
func (b *builder) indexOf(table []date.Instant, at date.Instant) int {
	lo, hi := 0, len(table)
	for lo < hi {
		mid := (lo + hi) / 2
		if table[mid] <= at {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return max(lo-1, 0)
}

// bulkColumn is where a task stands on the board.
func bulkColumn(t *model.Task) string {
	switch {
	case t.Complete():
		return "Done"
	case t.Started():
		return "Doing"
	}
	return "Backlog"
}
