package report

import (
	"strings"
	"testing"
	"time"

	"tandem/model"
	"tandem/model/date"
)

// Without a target the finish is judged by the newest baseline, with the limits of the target; a
// milestone has its date there beside the forecast, and those that slipped are told.
func TestStatusAgainstBaseline(t *testing.T) {
	december := func(d int) date.Instant { return date.YMD(2026, 12, d).At(17, 0, time.UTC) }
	for _, c := range []struct {
		name         string
		finish       date.Instant
		target       date.Instant
		colour       model.Colour
		finishes     string
		milestones   string
		row, summary string
	}{
		{"as in the baseline", day(27), 0, model.Green, "no target finish is set; the plan ends by the finish of its baseline, As approved (1)", "none is overdue", "| 27 Nov 2026 | 27 Nov 2026 |  |", ""},
		{"earlier", day(25), 0, model.Green, "ends by the finish of its baseline", "none is overdue", "| 27 Nov 2026 | 25 Nov 2026 | 2 working days early |", "| difference against the baseline | 2 working days early |"},
		{"seven days later", december(8), 0, model.Amber, "no target finish is set; the plan ends 7 working days after its baseline, As approved (1)",
			"none is overdue; 1 has slipped against the baseline, by up to 7 working days", "| 27 Nov 2026 | 8 Dec 2026 | 7 working days late |", "| difference against the baseline | 7 working days late |"},
		{"eleven days later", december(14), 0, model.Red, "ends 11 working days after its baseline", "by up to 11 working days", "| 14 Dec 2026 |", ""},
		{"with a target", december(8), december(9), model.Green, "the plan ends by its target", "1 has slipped", "| 27 Nov 2026 | 8 Dec 2026 |", "| finish in the baseline | 27 Nov 2026 |"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			w.snap = edit(t, w.snap, day(2), func(e *model.Edit) {
				put := func(number int, taken, finish date.Instant, name string) {
					e.Put(model.BaselinePrefix, &model.Baseline{Name: name, Project: w.project, Number: number, Taken: taken, Start: day(2), Finish: finish,
						Tasks: []model.BaselineTask{{Task: w.milestone, Start: finish, Finish: finish}}})
				}
				put(1, day(2), day(27), "As approved")
				put(0, day(1), day(5), "Before")
				_ = model.Update(e, w.project, func(p *model.Project) error { p.TargetFinish = c.target; return nil })
				_ = model.Update(e, w.milestone, func(x *model.Task) error { x.Start, x.Finish = c.finish, c.finish; return nil })
			})
			s := w.status(t)
			part := func(name string) Part {
				for _, p := range s.Parts {
					if p.Name == name {
						return p
					}
				}
				return Part{}
			}
			if p := part("finish"); p.Colour != c.colour || !strings.Contains(p.Why, c.finishes) {
				t.Errorf("finish: %s, %s", p.Colour, p.Why)
			}
			if p := part("milestones"); !strings.Contains(p.Why, c.milestones) {
				t.Errorf("milestones: %s", p.Why)
			}
			text := s.Markdown()
			for _, want := range []string{"| milestone | | baseline | forecast | |", c.row, c.summary} {
				if !strings.Contains(text, want) {
					t.Errorf("no %q in\n%s", want, text)
				}
			}
			if slip := s.ctx.Snap.NewestBaseline(w.project); slip == nil || slip.Number != 1 || s.Base != slip {
				t.Errorf("held against %+v", s.Base)
			}
		})
	}
}

// What a sent report forecast of a milestone is read from it again, not what its baseline had.
func TestForecastIsReadBack(t *testing.T) {
	w := newWorld(t)
	w.snap = edit(t, w.snap, day(2), func(e *model.Edit) {
		e.Put(model.BaselinePrefix, &model.Baseline{Name: "As approved", Project: w.project, Taken: day(2), Start: day(2), Finish: day(20),
			Tasks: []model.BaselineTask{{Task: w.milestone, Start: day(20), Finish: day(20)}}})
	})
	s := w.status(t)
	w.snap = edit(t, w.snap, now, func(e *model.Edit) {
		if _, err := s.Keep(e, s.Markdown(), nil, ""); err != nil {
			t.Fatal(err)
		}
	})
	for _, l := range w.snap.Ctx(now).Looks(w.project) {
		if l.Source == model.LookReport {
			if got := l.Finish[w.milestone].Day(nil); got != date.YMD(2026, 11, 27) {
				t.Errorf("read back as %s", got)
			}
			return
		}
	}
	t.Error("the report is no look")
}
