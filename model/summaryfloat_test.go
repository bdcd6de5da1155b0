package model_test

import (
	"testing"

	"tandem/model"
	"tandem/model/date"
)

// TestFloatOfABegunSummary: the start float of what is begun says nothing of how much the rest can slip; a
// summary that has not begun has the lesser of start and finish float, as Microsoft Project stores it.
func TestFloatOfABegunSummary(t *testing.T) {
	done := func(t *model.Task) { t.Done, t.ActualStart, t.ActualFinish = 100_00, march(2, 8, 0), march(3, 17, 0) }
	begun := func(t *model.Task) { t.Done, t.ActualStart = 50_00, march(2, 8, 0) }
	none := func(*model.Task) {}
	for _, c := range []struct {
		name          string
		first, second func(*model.Task)
		length        float64 // of the second, in days; the project lasts ten
		float         int64   // of the summary, in days
		critical      bool
	}{
		{"nothing begun", none, none, 1, 7, false},
		{"the first done", done, none, 1, 7, false},
		{"the first begun", begun, none, 1, 7, false},
		{"the first done, the second as long as the project", done, none, 8, 0, true},
		{"both done", done, done, 1, 0, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := newPlanner(t)
			desk := p.task("Desk", 0)
			a := p.task("Stand up", 2, under(desk), c.first)
			p.task("Review", c.length, under(desk), after(a), c.second)
			p.task("All the while", 10)
			d, _ := p.schedule().Of(desk)
			if got := d.TotalFloat / (8 * 3600); d.Critical != c.critical || !c.critical && c.float != 0 && got != c.float {
				t.Errorf("float %d d, critical %v; want %d d, %v", got, d.Critical, c.float, c.critical)
			}
		})
	}
}

// TestFloatOfABegunSummaryIsTheLeast: what ends last need not be what has the least.
func TestFloatOfABegunSummaryIsTheLeast(t *testing.T) {
	p := newPlanner(t)
	desk := p.task("Desk", 0)
	p.task("Stand up", 1, under(desk), func(t *model.Task) { t.Done, t.ActualStart = 50_00, march(2, 8, 0) })
	tight := p.task("Cable", 2, under(desk))
	p.task("Review", 5, under(desk))
	p.task("Build", 8, after(tight))
	if d, _ := p.schedule().Of(desk); !d.Critical || d.TotalFloat != 0 || d.FinishFloat != 5*8*3600 {
		t.Errorf("critical %v, total float %v, finish float %v", d.Critical, date.Span{N: d.TotalFloat}, date.Span{N: d.FinishFloat})
	}
}
