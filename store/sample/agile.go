package sample

import (
	"slices"

	"tandem/model"
	"tandem/model/date"
)

// boardRows are the columns of boards whose teams set limits of their own. The support team's rule
// is that nobody begins a fourth card.
var boardRows = map[string][]model.BoardColumn{
	"SS": {{Name: "Backlog", Stage: model.StageWaiting}, {Name: "Ready", Limit: 4, Stage: model.StageWaiting}, {Name: "Doing", Limit: 3, Hard: true, Stage: model.StageWorking},
		{Name: "Review", Limit: 2, Stage: model.StageWorking}, {Name: "Done", Stage: model.StageDone}},
	"MR": {{Name: "Backlog", Stage: model.StageWaiting}, {Name: "Ready", Stage: model.StageWaiting}, {Name: "Doing", Limit: 4, Stage: model.StageWorking},
		{Name: "Review", Limit: 2, Stage: model.StageWorking}, {Name: "Done", Stage: model.StageDone}},
}

// boardReasons are why a hard limit was passed, by task.
var boardReasons = map[string]string{
	"SS 3.3": "Tills without cards cannot wait for a free place.",
}

// lateComers came into their sprint so many working days after it had begun.
var lateComers = map[string]int{"MR 5.4": 3, "MR 4.3": 2}

// boards gives projects their columns, and their cards the way they came over the board: the history
// that a team would have by now.
func (b *builder) boards() {
	for _, key := range []string{"SS", "MR", "LI", "PP"} {
		p := b.plans[key]
		if p == nil || b.err != nil {
			return
		}
		if cols := boardRows[key]; cols != nil {
			if err := model.Update(b.e, p.id, func(x *model.Project) error { x.Columns = cols; return nil }); err != nil {
				b.fail("%v", err)
			}
		}
		for i, t := range p.tasks {
			began := date.Instant(0)
			if n, ok := lateComers[key+" "+p.rows[i].wbs]; ok && t.Sprint != 0 {
				if s, ok := b.e.Get(t.Sprint).(*model.Sprint); ok {
					began = min(p.w.open(p.w.workday(s.Start, n)), b.now)
					t.Created = began
					p.recommit(s, t)
				}
			}
			if !p.sum[i] && !t.Milestone && !t.Inactive {
				p.moves(i, t, began)
			}
		}
	}
}

// recommit takes a task that came later out of what its sprint took on when it began.
func (p *plan) recommit(s *model.Sprint, t *model.Task) {
	if err := model.Update(p.b.e, s.ID, func(s *model.Sprint) error {
		n, err := s.Committed.Sub(t.Points)
		s.Committed = n
		return err
	}); err != nil {
		p.b.fail("%v", err)
	}
}

// moves tells how a card came to where it lies: made ready some days before its start, taken up at
// it, looked at by somebody else for the last fifth of its time, and done at its finish; nothing of it
// before began.
func (p *plan) moves(i int, t *model.Task, began date.Instant) {
	s := p.now[i]
	ready := p.w.sub(s.start, int64(2+i%4)*workday)
	review := p.w.add(s.start, s.secs*4/5)
	type step struct {
		at     date.Instant
		column string
	}
	steps := []step{{ready, "Ready"}}
	if t.Started() {
		steps = append(steps, step{t.ActualStart, "Doing"})
		if t.Complete() || t.Column == "Review" {
			steps = append(steps, step{min(review, p.asOf), "Review"})
		}
		if t.Complete() {
			steps = append(steps, step{t.ActualFinish, "Done"})
		}
	}
	last := slices.IndexFunc(steps, func(x step) bool { return x.column == t.Column })
	from, since := "Backlog", began
	for _, x := range steps[:last+1] {
		at := max(x.at, since)
		if at > p.b.now {
			break
		}
		m := model.Move{At: at, From: from, To: x.column}
		if x.column == "Done" {
			m.Was = 90_00
		}
		if x.column == "Doing" {
			m.Reason = boardReasons[p.key+" "+p.rows[i].wbs]
		}
		t.Moves = append(t.Moves, m)
		from, since = x.column, at
		if began == 0 {
			t.Created = min(t.Created, at)
		}
	}
}
