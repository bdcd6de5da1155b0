package report

import (
	"fmt"

	"tandem/model"
	"tandem/model/date"
)

var rank = map[model.Colour]int{model.Green: 0, model.Amber: 1, model.Red: 2}

// colour judges each part and takes the worst.
func (s *Status) colour() {
	s.Parts = append(s.Parts, s.dates(), s.milestones())
	if s.Open > 0 {
		s.Parts = append(s.Parts, s.work())
	}
	for _, x := range s.Cost {
		s.Parts = append(s.Parts, costPart(x))
	}
	if len(s.Risks) > 0 {
		s.Parts = append(s.Parts, s.riskPart())
	}
	if p, ok := s.stale(); ok {
		s.Parts = append(s.Parts, p)
	}
	s.Colour = model.Green
	for _, p := range s.Parts {
		if rank[p.Colour] > rank[s.Colour] {
			s.Colour = p.Colour
		}
	}
}

func (s *Status) dates() Part {
	p := Part{Name: "finish", Colour: model.Green}
	switch {
	case s.Target == 0 && s.Finish != 0 && s.BaseFinish != 0:
		return s.byBaseline(p)
	case s.Target == 0:
		p.Colour, p.Why = model.Amber, "no target finish is set, so it cannot be judged"
	case s.Finish == 0:
		p.Colour, p.Why = model.Amber, "nothing is planned yet"
	case s.Slip <= 0:
		p.Why = "the plan ends by its target"
	case s.Slip <= slipDays:
		p.Colour, p.Why = model.Amber, fmt.Sprintf("the plan ends %s after its target", days(s.Slip))
	default:
		p.Colour, p.Why = model.Red, fmt.Sprintf("the plan ends %s after its target", days(s.Slip))
	}
	return p
}

func (s *Status) milestones() Part {
	late, worst := 0, 0
	today := s.ctx.Now.Day(s.ctx.Loc)
	for _, m := range s.Next {
		if m.Late {
			late++
			worst = max(worst, s.ctx.Workdays(s.Project, m.Due, today))
		}
	}
	p := Part{Name: "milestones", Colour: model.Green, Why: "none is overdue"}
	if late > 0 {
		p.Why = fmt.Sprintf("%s overdue, by up to %s", count(late, "is", "are"), days(worst))
		if p.Colour = model.Amber; worst > slipDays {
			p.Colour = model.Red
		}
	}
	p.Why += s.slipped()
	return p
}

// work judges the open tasks: how many are overdue, stuck, or have no date to be late by.
func (s *Status) work() Part {
	p := Part{Name: "open work", Colour: model.Green}
	share := func(n int) int { return 100 * n / s.Open }
	switch {
	case share(s.Overdue) >= redShare:
		p.Colour = model.Red
	case share(s.Overdue) >= amberShare || share(s.Blocked) >= redShare || share(s.Undated) >= redShare:
		p.Colour = model.Amber
	}
	p.Why = fmt.Sprintf("%s, %d overdue, %d blocked", count(s.Open, "task", "tasks"), s.Overdue, s.Blocked)
	if s.Undated > 0 {
		p.Why += fmt.Sprintf(", %d without a date", s.Undated)
	}
	return p
}

func costPart(x Cost) Part {
	p := Part{Name: "cost", Colour: model.Green}
	if x.Planned.Minor <= 0 {
		p.Why = x.Spent.Show() + " spent, nothing planned in that currency"
		if x.Spent.Minor > 0 {
			p.Colour = model.Amber
		}
		return p
	}
	percent := 100 * x.Spent.Float() / x.Planned.Float()
	switch {
	case percent > overRed:
		p.Colour = model.Red
	case percent > overAmber:
		p.Colour = model.Amber
	}
	p.Why = fmt.Sprintf("%s of %s spent (%.0f %%)", x.Spent.Show(), x.Planned.Show(), percent)
	return p
}

// riskPart judges the open risks by two of them: the one that scores highest, and the worst of those
// that have happened, for that is trouble now, however small it was thought to be.
func (s *Status) riskPart() Part {
	top, bad := s.worst, s.Risks[0]
	p := Part{Name: "risks", Colour: model.Green, Why: fmt.Sprintf("the worst scores %.2f (%s)", top.Score, top.Risk.ID)}
	if top.Score >= redScore {
		p.Colour = model.Amber // what may happen is not yet trouble
	}
	if s.happened == 0 {
		return p
	}
	p.Colour = model.Amber
	if bad.Risk != top.Risk {
		p.Why += fmt.Sprintf("; %s scores %.2f", bad.Risk.ID, bad.Score)
	}
	p.Why += ", and it has happened"
	switch more := s.happened - 1; {
	case more == 1:
		p.Why += ", as has 1 more"
	case more > 1:
		p.Why += fmt.Sprintf(", as have %d more", more)
	}
	return p
}

// stale reports that nobody has entered progress for too long: a green that nobody looked after
// is not to be believed.
func (s *Status) stale() (Part, bool) {
	limit := 14
	if w := s.ctx.Snap.Workspace(); w != nil && w.StaleDays > 0 {
		limit = w.StaleDays
	}
	last := s.Project.StatusDate
	for _, l := range s.ctx.Snap.Plan(s.Project.ID).Lines {
		if t, ok := model.Find[*model.Task](s.ctx.Snap, l.ID); ok {
			last = max(last, t.ActualStart, t.ActualFinish, touched(t))
		}
	}
	if last == 0 || last > s.At {
		return Part{}, false
	}
	if n := int(s.At.Day(s.ctx.Loc) - last.Day(s.ctx.Loc)); n > limit {
		return Part{Name: "freshness", Colour: model.Amber, Why: fmt.Sprintf("no progress was entered for %d days", n)}, true
	}
	return Part{}, false
}

// touched is when a task with progress was last changed.
func touched(t *model.Task) date.Instant {
	if t.Done == 0 {
		return 0
	}
	return t.Changed
}

func days(n int) string {
	if n == 1 {
		return "1 working day"
	}
	return fmt.Sprintf("%d working days", n)
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
