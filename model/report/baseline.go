package report

import (
	"cmp"
	"fmt"

	"tandem/model"
	"tandem/model/date"
)

// newest notes a baseline of the project that was taken later than those before, as
// model.Snapshot.NewestBaseline finds it.
func (s *Status) newest(b *model.Baseline) {
	if b.Project == s.Project.ID && (s.Base == nil || cmp.Or(cmp.Compare(b.Taken, s.Base.Taken), cmp.Compare(b.Number, s.Base.Number)) >= 0) {
		s.Base = b
	}
}

// against holds the plan against the newest baseline: the finish as a whole and each milestone. What
// the baseline does not know has nothing to be held against.
func (s *Status) against() {
	b := s.Base
	if b == nil {
		return
	}
	s.BaseFinish = b.Finish
	was := make(map[model.ID]date.Instant, len(b.Tasks))
	for i := range b.Tasks {
		was[b.Tasks[i].Task] = b.Tasks[i].Finish
		s.BaseFinish = max(s.BaseFinish, b.Tasks[i].Finish)
	}
	s.BaseSlip = s.ctx.DaysLate(s.Project, s.BaseFinish, s.Finish)
	for i := range s.Next {
		m := &s.Next[i]
		is := m.Task.Finish
		if m.Done {
			is = m.Task.ActualFinish
		}
		m.Was = was[m.Task.ID]
		m.Slip = s.ctx.DaysLate(s.Project, m.Was, is)
	}
}

// baseName is the baseline as it is called in a sentence.
func (s *Status) baseName() string { return fmt.Sprintf("%s (%d)", s.Base.Name, s.Base.Number) }

// byBaseline judges the finish of a project without a target by that of its newest baseline, with the
// same limits.
func (s *Status) byBaseline(p Part) Part {
	const none = "no target finish is set; "
	if s.BaseSlip <= 0 {
		p.Why = none + "the plan ends by the finish of its baseline, " + s.baseName()
		return p
	}
	if p.Colour = model.Amber; s.BaseSlip > slipDays {
		p.Colour = model.Red
	}
	p.Why = fmt.Sprintf("%sthe plan ends %s after its baseline, %s", none, days(s.BaseSlip), s.baseName())
	return p
}

// slipped says how many milestones that are still ahead lie later than in the baseline, and by how much.
func (s *Status) slipped() string {
	n, worst := 0, 0
	for _, m := range s.Next {
		if m.Slip > 0 && !m.Done {
			n, worst = n+1, max(worst, m.Slip)
		}
	}
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("; %s slipped against the baseline, by up to %s", count(n, "has", "have"), days(worst))
}

// later says of a milestone how far it lies from its baseline.
func (m *Milestone) later() string {
	switch {
	case m.Slip > 0:
		return days(m.Slip) + " late"
	case m.Slip < 0:
		return days(-m.Slip) + " early"
	}
	return ""
}

// writeMilestones is the table of milestones; a project with a baseline has its dates beside the forecast.
// The forecast is the last date of its row: the slip chart reads it there.
func (s *Status) writeMilestones(w *writer) {
	if len(s.Next) == 0 {
		return
	}
	if s.Base == nil {
		w.line("\n| milestone | | date | |\n|---|---|---|---|")
	} else {
		w.line("\n| milestone | | baseline | forecast | |\n|---|---|---|---|---|")
	}
	for i := range s.Next {
		m := &s.Next[i]
		note := ""
		switch {
		case m.Done:
			note = "reached"
		case m.Late:
			note = "overdue"
		}
		if s.Base == nil {
			w.line("| %s | %s | %s | %s |", escape(m.Task.Name), m.Task.ID, s.day(m.Due), note)
			continue
		}
		if late := m.later(); late != "" && note != "" {
			note += ", " + late
		} else {
			note += late
		}
		w.line("| %s | %s | %s | %s | %s |", escape(m.Task.Name), m.Task.ID, s.day(m.Was.Day(s.ctx.Loc)), s.day(m.Due), note)
	}
}
