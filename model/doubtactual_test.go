package model_test

import (
	"slices"
	"testing"

	"tandem/model"
)

// TestProgressOfWhatIsToCome: percent takes the planned dates as the actual ones; that they lie after today is
// said, at each, and not of what began today.
func TestProgressOfWhatIsToCome(t *testing.T) {
	const began, ended = "T-1 actual_start: is 4 Mar 2026, after today: set actual_start where it began earlier",
		"T-1 actual_finish: is 5 Mar 2026, after today: set actual_finish where it ended earlier"
	for _, c := range []struct {
		percent string
		day     int // of March
		want    []string
	}{
		{"0", 2, nil},
		{"50", 2, []string{began}},
		{"100", 2, []string{began, ended}},
		{"100", 4, []string{ended}},
		{"50", 4, nil},
		{"100", 5, nil},
	} {
		p := newPlanner(t)
		id := p.task("Lay cables", 2, func(x *model.Task) { x.Start, x.Finish = march(4, 8, 0), march(5, 17, 0) })
		e := model.NewEdit(p.snap, march(c.day, 9, 0))
		if err := e.Set(id, "percent", c.percent); err != nil {
			t.Fatal(err)
		}
		b, err := e.Settled()
		if err != nil {
			t.Fatal(err)
		}
		p.snap = p.snap.With(b.Changes)
		var got []string
		for _, d := range p.snap.Schema().Of(id).Doubts(p.ctx(march(c.day, 9, 0)), p.snap.Get(id)) {
			got = append(got, d.Error())
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s %% on the %d.: %q, want %q", c.percent, c.day, got, c.want)
		}
	}
}
