package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/govalues/decimal"
	"pgregory.net/rapid"

	"tandem/model"
	"tandem/model/date"
)

// lastStates is what a past says of every task at a moment of its own, by the newest state.
func lastStates(p *model.Past) map[model.ID]model.TaskState {
	out := map[model.ID]model.TaskState{}
	for id, list := range p.Tasks {
		if s := list[len(list)-1]; s.There {
			s.At = 0
			out[id] = s
		}
	}
	return out
}

// held is the same of a snapshot.
func held(s *model.Snapshot, project model.ID) map[model.ID]model.TaskState {
	out := map[model.ID]model.TaskState{}
	for t := range model.Each[*model.Task](s, model.TaskPrefix) {
		if st := model.StateOf(t, project, 0); st.There {
			out[t.ID] = st
		}
	}
	return out
}

// TestPastAgainstSnapshots: after any edits, undos and redos, the past read bit by bit, and the one
// read at once, end with what the workspace holds; and what they said of a moment is what the
// workspace was then.
func TestPastAgainstSnapshots(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := newClock()
		dir, err := os.MkdirTemp("", "past")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(dir)
		s := openAt(t, filepath.Join(dir, "tandem.db"), c)
		defer s.Close()
		first := model.NewID(model.ProjectPrefix, 1)
		ids := func() []model.ID {
			var out []model.ID
			for r := range s.Snapshot().All(model.TaskPrefix) {
				out = append(out, r.Base().ID)
			}
			return out
		}
		mustEdit(t, s, func(e *model.Edit) error {
			e.Put(model.ProjectPrefix, &model.Project{Name: "One"})
			e.Put(model.ProjectPrefix, &model.Project{Name: "Two"})
			return nil
		})
		moments := map[date.Instant]map[model.ID]model.TaskState{}
		for range rapid.IntRange(1, 14).Draw(rt, "steps") {
			c.add(time.Minute)
			step(rt, t, s, ids())
			if rapid.Bool().Draw(rt, "look") {
				if _, err := s.Past(first, nil); err != nil {
					t.Fatal(err)
				}
			}
			moments[s.Now()] = held(s.Snapshot(), first)
		}
		grown, err := s.Past(first, nil)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(held(s.Snapshot(), first), lastStates(grown)); d != "" {
			rt.Fatalf("read bit by bit: %s", d)
		}
		s.pasts.all = nil
		whole, err := s.Past(first, nil)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(whole, grown); d != "" {
			rt.Fatalf("read at once: %s", d)
		}
		for at, want := range moments {
			got := map[model.ID]model.TaskState{}
			for id, list := range whole.Tasks {
				for _, st := range list {
					if st.At <= at {
						st.At = 0
						got[id] = st
					}
				}
				if !got[id].There {
					delete(got, id)
				}
			}
			if d := cmp.Diff(want, got); d != "" {
				rt.Fatalf("at %d: %s", at, d)
			}
		}
	})
}

func mustEdit(t *testing.T, s *Store, fn func(*model.Edit) error) {
	t.Helper()
	if _, err := edit(s, "Work", fn); err != nil {
		t.Fatal(err)
	}
}

// step does something to a task, or takes something back.
func step(rt *rapid.T, t *testing.T, s *Store, ids []model.ID) {
	if len(ids) == 0 || rapid.IntRange(0, 3).Draw(rt, "what") == 0 {
		mustEdit(t, s, func(e *model.Edit) error {
			e.Put(model.TaskPrefix, &model.Task{Name: "Task", Project: model.NewID(model.ProjectPrefix, uint64(rapid.IntRange(1, 2).Draw(rt, "project"))), Type: "fixed units", Constraint: "ASAP"})
			return nil
		})
		return
	}
	id := rapid.SampledFrom(ids).Draw(rt, "task")
	switch rapid.IntRange(0, 7).Draw(rt, "how") {
	case 0:
		mustEdit(t, s, func(e *model.Edit) error { return e.Delete(id) })
	case 1:
		if _, err := s.Undo(); err != nil && !errors.Is(err, ErrNothingToUndo) {
			t.Fatal(err)
		}
	case 2:
		if _, err := s.Redo(); err != nil && !errors.Is(err, ErrNothingToRedo) {
			t.Fatal(err)
		}
	default:
		column := rapid.SampledFrom([]string{"", "Ready", "Doing", "Done"}).Draw(rt, "column")
		percent, points := rapid.IntRange(0, 2).Draw(rt, "percent"), rapid.IntRange(0, 3).Draw(rt, "points")
		project := model.NewID(model.ProjectPrefix, uint64(rapid.IntRange(1, 2).Draw(rt, "project")))
		mustEdit(t, s, func(e *model.Edit) error {
			return model.Update(e, id, func(x *model.Task) error {
				x.Column, x.Done, x.Points, x.Project = column, model.Pct(percent*50_00), decimal.MustNew(int64(points), 0), project
				x.Notes = fmt.Sprint(percent) // says nothing new
				return nil
			})
		})
	}
}

// TestPastSprints: a sprint that is closed is so from that moment, until it is opened again.
func TestPastSprints(t *testing.T) {
	c := newClock()
	s := openAt(t, filepath.Join(t.TempDir(), "tandem.db"), c)
	defer s.Close()
	var p, sp model.ID
	mustEdit(t, s, func(e *model.Edit) error {
		p = e.Put(model.ProjectPrefix, &model.Project{Name: "One"})
		sp = e.Put(model.SprintPrefix, &model.Sprint{Name: "First", Project: p, Start: 100, Finish: 110, Status: "active"})
		return nil
	})
	status := func(to model.SprintStatus) date.Instant {
		c.add(time.Hour)
		mustEdit(t, s, func(e *model.Edit) error {
			return model.Update(e, sp, func(x *model.Sprint) error { x.Status = to; return nil })
		})
		return s.Now()
	}
	closed := func() date.Instant {
		x, err := s.Past(p, nil)
		if err != nil {
			t.Fatal(err)
		}
		return x.Closed[sp]
	}
	status("planned")
	began := status("active")
	if x, err := s.Past(p, nil); err != nil || x.Began[sp] != began {
		t.Errorf("began %d, want %d", x.Began[sp], began)
	}
	at := status("closed")
	if closed() != at {
		t.Errorf("closed %d, want %d", closed(), at)
	}
	c.add(time.Hour)
	mustEdit(t, s, func(e *model.Edit) error {
		return model.Update(e, sp, func(x *model.Sprint) error { x.Learned = "much"; return nil })
	})
	if closed() != at {
		t.Errorf("an edit afterwards moved it to %d", closed())
	}
	status("active")
	if closed() != 0 {
		t.Errorf("open again, and closed %d", closed())
	}
	if again := status("closed"); closed() != again {
		t.Errorf("closed again %d, want %d", closed(), again)
	}
	if _, err := s.Past(p, func(uint64, uint64) error { return errors.New("stop") }); err != nil {
		t.Errorf("nothing new to read, and still %v", err)
	}
}

// BenchmarkPast reads the journal of a workspace of 100,000 tasks, then what one edit added.
func BenchmarkPast(b *testing.B) {
	c := newClock()
	s := openAt(b, filepath.Join(b.TempDir(), "tandem.db"), c)
	fillWith(b, s, 100_000)
	p := model.NewID(model.ProjectPrefix, 1)
	b.Run("all", func(b *testing.B) {
		for b.Loop() {
			s.pasts.all = nil
			if _, err := s.Past(p, nil); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("more", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.Past(p, nil); err != nil {
				b.Fatal(err)
			}
		}
	})
}
