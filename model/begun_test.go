package model_test

import (
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/date"
)

// A start or finish that is typed into a task which has begun is refused at its field, with what to
// set instead; it is never lost without a word.
func TestDatesOfABegunTask(t *testing.T) {
	for _, c := range []struct {
		name          string
		state, values [][2]string
		want          string // "": taken
	}{
		{"its start", [][2]string{{"actual_start", "2026-03-03"}}, [][2]string{{"start", "2026-03-10"}}, "T-1 start: the task has begun, on 2026-03-03: set actual_start instead"},
		{"its start past its finish", [][2]string{{"actual_start", "2026-03-03"}}, [][2]string{{"start", "2026-05-11"}}, "T-1 start: "},
		{"its finish", [][2]string{{"actual_start", "2026-03-03"}}, [][2]string{{"finish", "2026-03-20"}}, "T-1 finish: the task has begun"},
		{"the finish of one that is done", [][2]string{{"actual_start", "2026-03-03"}, {"actual_finish", "2026-03-04"}, {"percent", "100"}}, [][2]string{{"finish", "2026-03-20"}},
			"T-1 finish: the task is done, since 2026-03-04: set actual_finish instead"},
		{"both starts", [][2]string{{"actual_start", "2026-03-03"}}, [][2]string{{"start", "2026-03-10"}, {"actual_start", "2026-03-10"}}, ""},
		{"the actual start alone", [][2]string{{"actual_start", "2026-03-03"}}, [][2]string{{"actual_start", "2026-03-10"}}, ""},
		{"no longer begun", [][2]string{{"actual_start", "2026-03-03"}}, [][2]string{{"start", "2026-03-10"}, {"actual_start", ""}}, ""},
		{"its length", [][2]string{{"actual_start", "2026-03-03"}}, [][2]string{{"duration", "9d"}}, ""},
		{"not begun", nil, [][2]string{{"start", "2026-03-10"}}, ""},
		{"of manual dates", [][2]string{{"manual", "yes"}, {"actual_start", "2026-03-03"}}, [][2]string{{"start", "2026-03-10"}, {"finish", "2026-03-20"}}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := newPlanner(t)
			id := p.task("A", 2)
			set := func(values [][2]string) error {
				e := model.NewEdit(p.snap, march(1, 0, 0))
				for _, v := range values {
					if err := e.Set(id, v[0], v[1]); err != nil {
						return err
					}
				}
				b, err := e.Settled()
				if err == nil {
					p.snap = p.snap.With(b.Changes)
				}
				return err
			}
			if err := set(c.state); err != nil {
				t.Fatal(err)
			}
			before := p.snap
			err := set(c.values)
			switch {
			case c.want == "" && err != nil:
				t.Error(err)
			case c.want != "" && (err == nil || !strings.HasPrefix(err.Error(), c.want) || p.snap != before):
				t.Errorf("%v, want %s", err, c.want)
			}
		})
	}
}

// An import goes by its file, and says what a task's dates are whatever has happened.
func TestDatesOfABegunTaskFromAFile(t *testing.T) {
	p := newPlanner(t)
	id := p.task("A", 2)
	if err := p.set(id, "actual_start", "2026-03-03"); err != nil {
		t.Fatal(err)
	}
	e := model.NewEdit(p.snap, march(1, 0, 0))
	e.KeepLoops()
	_ = model.Update(e, id, func(x *model.Task) error { x.Start += 9 * 86400; x.Finish = x.Start + date.Instant(86400); return nil })
	if _, err := e.Batch(); err != nil {
		t.Error(err)
	}
}

// TestShareOfASummary: how much of a summary is done cannot be typed; what moves tasks about in the same step may.
func TestShareOfASummary(t *testing.T) {
	p := newPlanner(t)
	sum := p.task("Build", 0)
	part := p.task("Wall", 2, func(x *model.Task) { x.Parent = sum })
	try := func(f func(e *model.Edit) error) error {
		e := model.NewEdit(p.snap, march(3, 9, 0))
		if err := f(e); err != nil {
			return err
		}
		_, err := e.Batch()
		return err
	}
	if err := try(func(e *model.Edit) error { return e.Set(sum, "percent", "90") }); err == nil || !strings.Contains(err.Error(), "percent: it is a summary") {
		t.Errorf("on the summary: %v", err)
	}
	if err := try(func(e *model.Edit) error { return e.Set(part, "percent", "90") }); err != nil {
		t.Errorf("under it: %v", err)
	}
	if err := try(func(e *model.Edit) error { return e.Set(sum, "remaining", "1d") }); err == nil || !strings.Contains(err.Error(), "remaining: it is a summary") {
		t.Errorf("what is left of the summary: %v", err)
	}
	for field, value := range map[string]string{"duration": "20d", "start": "2026-04-01", "finish": "2026-04-30"} {
		set := func(id model.ID) error {
			return try(func(e *model.Edit) error { return e.Set(id, field, value) })
		}
		if err := set(sum); err == nil || !strings.Contains(err.Error(), field+": it is a summary") {
			t.Errorf("%s on the summary: %v", field, err)
		}
		if err := set(part); err != nil {
			t.Errorf("%s under it: %v", field, err)
		}
		if err := try(func(e *model.Edit) error {
			if err := e.Set(part, "parent", ""); err != nil {
				return err
			}
			return e.Set(sum, field, value)
		}); err != nil {
			t.Errorf("%s once it has none: %v", field, err)
		}
		if err := try(func(e *model.Edit) error {
			if err := e.Set(sum, "manual", "yes"); err != nil {
				return err
			}
			return e.Set(sum, field, value)
		}); err != nil {
			t.Errorf("%s of one with manual dates: %v", field, err)
		}
	}
	if err := try(func(e *model.Edit) error {
		if err := e.Set(part, "parent", ""); err != nil {
			return err
		}
		return e.Set(sum, "percent", "90")
	}); err != nil {
		t.Errorf("once it has none: %v", err)
	}
}
