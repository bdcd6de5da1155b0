package sample

import (
	"testing"

	"tandem/model"
	"tandem/model/date"
)

// TestBoardsTellAStory: on whatever day the sample is made, the boards have limits that hold, cards
// with a history in order, and enough finished work to measure.
func TestBoardsTellAStory(t *testing.T) {
	each(t, func(t *testing.T, s *model.Snapshot, now date.Instant) {
		for p := range model.Each[*model.Project](s, model.ProjectPrefix) {
			if p.Method == "waterfall" {
				continue
			}
			b := s.Board(p.ID)
			told := false // the large sample's bulk has no history
			for i, c := range b.Columns {
				if c.Hard && b.Over(i) {
					t.Errorf("%s: %d cards in %s, limit %d", p.Name, len(b.Cards[i]), c.Name, c.Limit)
				}
				for _, x := range b.Cards[i] {
					if x.Column != "" && b.Named(x.Column) != i {
						t.Errorf("%s %s says %s and lies in %s", x.ID, x.Name, x.Column, c.Name)
					}
					told = told || len(x.Moves) > 0
					since := x.Created
					for _, m := range x.Moves {
						if m.At < since || m.At > now || b.Named(m.To) < 0 {
							t.Errorf("%s: move %+v after %d", x.ID, m, since)
						}
						since = m.At
					}
					if n := len(x.Moves); n > 0 && x.Moves[n-1].To != x.Column {
						t.Errorf("%s came to %s and lies in %s", x.ID, x.Moves[n-1].To, x.Column)
					}
				}
			}
			f := model.FlowOf(s.Ctx(now), p.ID, nil)
			if days, _ := f.Cycles(f.First, f.Last); told && len(days) < 5 {
				t.Errorf("%s: only %d cards are finished", p.Name, len(days))
			}
		}
	})
	s := made(t, fri, Options{})
	for x := range model.Each[*model.Sprint](s, model.SprintPrefix) {
		if x.Status != "active" {
			continue
		}
		if b := model.BurnDownOf(s.Ctx(fri), x.ID, nil); len(b.Added) == 0 || len(b.Left) < 3 || b.Left[len(b.Left)-1] == b.Left[0] {
			t.Errorf("%s: nothing came in, or nothing is done: %+v", x.Name, b.Burn)
		}
	}
}
