package report

import (
	"fmt"
	"slices"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/money"
)

// Change is something that is not as it was when the last report was sent.
type Change struct {
	About model.ID // 0: the project as a whole
	What  string
}

// changes compares the project with how it was.
func (s *Status) changes(before *model.Snapshot) {
	was, ok := model.Find[*model.Project](before, s.Project.ID)
	if !ok {
		s.say(0, "the project is new")
		return
	}
	old, err := Of(before.Ctx(s.Since), was.ID, nil, 0)
	if err != nil {
		return
	}
	c := s.ctx
	if old.Colour != s.Colour {
		s.say(0, "colour: %s, was %s", s.Colour, old.Colour)
	}
	s.moved("finish", old.Finish, s.Finish)
	s.moved("target", old.Target, s.Target)
	if d := s.Percent - old.Percent; d >= .5 || d <= -.5 {
		s.say(0, "done: %.0f %%, was %.0f %%", s.Percent, old.Percent)
	}
	s.spent(old)
	s.tasks(before)
	s.riskChanges(before)
	for d := range model.Each[*model.Decision](c.Snap, model.DecisionPrefix) {
		then, had := model.Find[*model.Decision](before, d.ID)
		if d.Project == s.Project.ID && d.Status == "decided" && (!had || then.Status != "decided") {
			s.say(d.ID, "decided: %s: %s", d.Question, d.Outcome)
		}
	}
	for x := range model.Each[*model.ChangeRequest](c.Snap, model.ChangeRequestPrefix) {
		then, had := model.Find[*model.ChangeRequest](before, x.ID)
		if x.Project == s.Project.ID && (!had || then.Status != x.Status) {
			s.say(x.ID, "change %s: %s", x.Status, x.Title)
		}
	}
	for e := range model.Each[*model.Escalation](c.Snap, model.EscalationPrefix) {
		if e.Project != s.Project.ID {
			continue
		}
		then, had := model.Find[*model.Escalation](before, e.ID)
		switch {
		case !had && e.Open():
			s.say(e.ID, "raised: %s", e.Title)
		case had && then.Open() && !e.Open():
			s.say(e.ID, "solved: %s", e.Title)
		}
	}
}

func (s *Status) say(about model.ID, format string, args ...any) {
	s.Changes = append(s.Changes, Change{about, fmt.Sprintf(format, args...)})
}

// moved tells of a date that is another one, and by how many working days.
func (s *Status) moved(what string, was, is date.Instant) {
	a, b := was.Day(s.ctx.Loc), is.Day(s.ctx.Loc)
	switch {
	case was == is || was != 0 && is != 0 && a == b:
	case was == 0:
		s.say(0, "%s: %s, there was none", what, s.day(b))
	case is == 0:
		s.say(0, "%s: none, was %s", what, s.day(a))
	default:
		s.say(0, "%s: %s, was %s (%+d working days)", what, s.day(b), s.day(a), s.ctx.Workdays(s.Project, a, b))
	}
}

// spent tells of each currency what is planned and spent otherwise: those of now, then those that are gone.
func (s *Status) spent(old *Status) {
	of := func(list []Cost, code money.Code) (Cost, bool) {
		i := slices.IndexFunc(list, func(x Cost) bool { return x.Planned.Code == code })
		if i < 0 {
			none := money.Amount{Code: code}
			return Cost{Planned: none, Spent: none, Committed: none}, false
		}
		return list[i], true
	}
	for _, x := range s.Cost {
		then, had := of(old.Cost, x.Planned.Code)
		switch {
		case x.Planned.Minor == then.Planned.Minor:
		case had:
			s.say(0, "planned cost: %s, was %s", x.Planned.Show(), then.Planned.Show())
		default:
			s.say(0, "planned cost: %s, there was none in %s", x.Planned.Show(), x.Planned.Code)
		}
		s.spentMore(then.Spent, x.Spent)
	}
	for _, then := range old.Cost {
		x, has := of(s.Cost, then.Planned.Code)
		if has {
			continue
		}
		if then.Planned.Minor != 0 {
			s.say(0, "planned cost: none in %s, was %s", then.Planned.Code, then.Planned.Show())
		}
		s.spentMore(then.Spent, x.Spent)
	}
}

func (s *Status) spentMore(was, is money.Amount) {
	d, word := is, "more"
	if d.Minor -= was.Minor; d.Minor < 0 {
		d.Minor, word = -d.Minor, "less"
	}
	if d.Minor != 0 {
		s.say(0, "spent: %s %s, %s in all", d.Show(), word, is.Show())
	}
}

// tasks tells of milestones that moved or were reached, and counts the rest.
func (s *Status) tasks(before *model.Snapshot) {
	finished, added := 0, 0
	for _, l := range s.ctx.Snap.Plan(s.Project.ID).Lines {
		t, ok := model.Find[*model.Task](s.ctx.Snap, l.ID)
		if !ok || l.Summary {
			continue
		}
		then, had := model.Find[*model.Task](before, l.ID)
		switch {
		case !had:
			added++
		case t.Milestone && l.Complete && !then.Complete():
			s.say(t.ID, "reached: %s", t.Name)
		case t.Milestone && t.Finish.Day(s.ctx.Loc) != then.Finish.Day(s.ctx.Loc) && t.Finish != 0 && then.Finish != 0:
			s.say(t.ID, "%s: %s, was %s (%+d working days)", t.Name, s.day(t.Finish.Day(s.ctx.Loc)), s.day(then.Finish.Day(s.ctx.Loc)),
				s.ctx.Workdays(s.Project, then.Finish.Day(s.ctx.Loc), t.Finish.Day(s.ctx.Loc)))
		case !t.Milestone && l.Complete && !then.Complete():
			finished++
		}
	}
	if finished > 0 {
		s.say(0, "%s finished", count(finished, "task", "tasks"))
	}
	if added > 0 {
		s.say(0, "%s added to the plan", count(added, "task", "tasks"))
	}
}

func (s *Status) riskChanges(before *model.Snapshot) {
	for r := range model.Each[*model.Risk](s.ctx.Snap, model.RiskPrefix) {
		if r.Project != s.Project.ID {
			continue
		}
		then, had := model.Find[*model.Risk](before, r.ID)
		switch {
		case !had && r.Open():
			s.say(r.ID, "new risk (%.2f): %s", r.Score(), r.Title)
		case had && then.Open() && !r.Open():
			s.say(r.ID, "risk closed: %s", r.Title)
		case had && r.Status == "triggered" && then.Status != "triggered":
			s.say(r.ID, "risk has happened: %s", r.Title)
		case had && !then.Open() && r.Open():
			s.say(r.ID, "risk open again (%.2f): %s", r.Score(), r.Title)
		case had && r.Open() && r.Score() != then.Score():
			s.say(r.ID, "risk now %.2f, was %.2f: %s", r.Score(), then.Score(), r.Title)
		}
	}
}
