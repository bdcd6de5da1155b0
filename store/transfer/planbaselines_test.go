package transfer_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/date"
	"tandem/store/transfer"
)

// withBaseline is a real plan with a baseline that was made here: its number, its name, its day.
func withBaseline(t *testing.T, n int) (x *scene, s *model.Snapshot, id model.ID) {
	x = newScene(t, "aspose_Software_Development_Plan")
	s = edited(t, x.s, func(e *model.Edit) error {
		b := model.Kinds().Prefix(model.BaselinePrefix).New().(*model.Baseline)
		f, err := e.Ctx.Figures(x.p.ID)
		if err != nil {
			return err
		}
		b.Name, b.Project, b.Number, b.Taken = "As signed", x.p.ID, n, now
		b.Tasks, b.Start, b.Finish, b.Duration, b.Work, b.Cost = f.Tasks, f.Start, f.Finish, f.Duration, f.Work, f.Cost
		id = e.Put(model.BaselinePrefix, b)
		return nil
	})
	return x, s, id
}

// What was exported with a baseline made here is read back onto that baseline, and changes nothing.
func TestOwnBaselineComesBack(t *testing.T) {
	for _, n := range []int{0, 3} {
		x, s, id := withBaseline(t, n)
		raw := written(t, s, x.p.ID)
		res, after := taken(t, s, "r.xml", raw)
		for _, c := range res.Counts {
			if c.Read > 0 && (c.Added > 0 || c.Updated > 0 || c.Rejected > 0) {
				t.Errorf("baseline %d: %+v", n, c)
			}
		}
		if !model.Kinds().Prefix(model.BaselinePrefix).Equal(s.Get(id), after.Get(id)) {
			t.Errorf("the baseline became %+v", after.Get(id))
		}
		if again := written(t, after, x.p.ID); !bytes.Equal(raw, again) {
			t.Errorf("the export of what was read back is another: %d and %d bytes", len(raw), len(again))
		}
		if _, third := taken(t, after, "r.xml", raw); third.Count(model.BaselinePrefix) != after.Count(model.BaselinePrefix) {
			t.Error("reading it a third time adds a baseline")
		}
	}
}

// Where the file says otherwise, the baseline here takes its figures, and keeps its name and day.
func TestOwnBaselineTakesTheFile(t *testing.T) {
	x, s, id := withBaseline(t, 0)
	raw := written(t, s, x.p.ID)
	s = edited(t, s, func(e *model.Edit) error {
		return model.Update(e, id, func(b *model.Baseline) error {
			b.Tasks = append([]model.BaselineTask(nil), b.Tasks...)
			b.Tasks[1].Work = date.Span{N: 999 * 3600, Unit: date.Hours}
			return nil
		})
	})
	_, after := taken(t, s, "r.xml", raw)
	b, _ := model.Find[*model.Baseline](after, id)
	if b.Name != "As signed" || b.Taken != now || b.Source != "" || b.Tasks[1].Work.N == 999*3600 {
		t.Errorf("%s of %d from %q: %+v", b.Name, b.Taken, b.Source, b.Tasks[1])
	}
}

// A baseline of the file that was given another number here stays where that number is, and the
// file's number becomes one of its own.
func TestRenumberedBaseline(t *testing.T) {
	x, s, _ := withBaseline(t, 0)
	raw := written(t, s, x.p.ID)
	_, s = taken(t, workspace(t), "r.xml", raw) // the baseline is the file's own there
	var id model.ID
	for b := range model.Each[*model.Baseline](s, model.BaselinePrefix) {
		id = b.ID
	}
	s = edited(t, s, func(e *model.Edit) error {
		own := model.Kinds().Prefix(model.BaselinePrefix).New().(*model.Baseline)
		own.Name, own.Project, own.Number = "Mine", onlyProject(t, s).ID, 0
		e.Put(model.BaselinePrefix, own)
		return model.Update(e, id, func(b *model.Baseline) error { b.Number = 4; return nil })
	})
	_, s = taken(t, s, "r.xml", raw)
	numbers := map[int]string{}
	for b := range model.Each[*model.Baseline](s, model.BaselinePrefix) {
		numbers[b.Number] = b.Name
	}
	if len(numbers) != 2 || numbers[0] != "Mine" || numbers[4] != "As signed" {
		t.Errorf("baselines %v", numbers)
	}
}

// A file of no text is refused in one line, whatever it is called.
func TestNoText(t *testing.T) {
	png := "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
	for _, name := range []string{"x.png", "noending"} {
		_, err := transfer.Import(context.Background(), workspace(t), now, name, strings.NewReader(png), transfer.Options{})
		if !errors.Is(err, transfer.ErrNothing) || strings.Count(err.Error(), name) != 1 || strings.Contains(err.Error(), "PNG") || strings.Contains(err.Error(), "Project") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Text that is no plan is refused with the name of the file once.
func TestNoPlan(t *testing.T) {
	_, err := transfer.Import(context.Background(), workspace(t), now, "x.xml", strings.NewReader("<html></html>"), transfer.Options{})
	if !errors.Is(err, transfer.ErrNothing) || strings.Count(err.Error(), "x.xml") != 1 || !strings.Contains(err.Error(), "html") {
		t.Errorf("%v", err)
	}
}

// What stands in the way of a file is said of the file itself, not of the one that is made first.
func TestNoFolder(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "gone", "r.xml")
	err := transfer.WriteFile(path, false, func(io.Writer) error { return nil })
	if err == nil || strings.Contains(err.Error(), ".tandem-") || !strings.HasSuffix(err.Error(), "no folder "+filepath.Dir(path)) {
		t.Errorf("a missing folder: %v", err)
	}
	if err := os.WriteFile(filepath.Join(dir, "plain"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	err = transfer.WriteFile(filepath.Join(dir, "plain", "r.xml"), false, func(io.Writer) error { return nil })
	if err == nil || strings.Contains(err.Error(), ".tandem-") {
		t.Errorf("a file for a folder: %v", err)
	}
}

// In another workspace a baseline that was made here has the name and the day it was given, whether
// the plan came from a file or was made here too, and goes out again in the same bytes.
func TestBaselineKeepsNameAndDayElsewhere(t *testing.T) {
	for _, bare := range []bool{false, true} {
		x, s, id := withBaseline(t, 3)
		if bare {
			s = edited(t, s, func(e *model.Edit) error {
				for f := range model.Each[*model.SourceFile](s, model.SourceFilePrefix) {
					if err := e.Delete(f.ID); err != nil {
						return err
					}
				}
				return nil
			})
		}
		s = edited(t, s, func(e *model.Edit) error {
			return model.Update(e, id, func(b *model.Baseline) error { b.Name = "As signed, \"v2\" <final>"; return nil })
		})
		raw := written(t, s, x.p.ID)
		_, other := taken(t, workspace(t), "r.xml", raw)
		found := false
		for b := range model.Each[*model.Baseline](other, model.BaselinePrefix) {
			if b.Number == 3 {
				found = true
				if b.Name != "As signed, \"v2\" <final>" || b.Taken != now {
					t.Errorf("without the file %v: %q of %v", bare, b.Name, b.Taken.In(nil))
				}
			} else if b.Name != "Baseline" || b.Taken != 0 {
				t.Errorf("the file's own is %q of %v", b.Name, b.Taken.In(nil))
			}
		}
		if !found {
			t.Errorf("without the file %v: no baseline 3", bare)
		}
		if again := written(t, other, onlyProject(t, other).ID); !bytes.Equal(raw, again) {
			t.Error("it goes out in other bytes")
		}
	}
}
