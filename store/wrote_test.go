package store_test

import (
	"fmt"
	"testing"

	"tandem/model"
	"tandem/store"
	"tandem/store/storetest"
)

// What imports have said of a record is told apart from what was set here, through undo and redo.
func TestWrote(t *testing.T) {
	s := storetest.Open(t)
	var id model.ID
	step := func(label string, f func(*model.Task)) {
		t.Helper()
		storetest.Edit(t, s, label, func(e *model.Edit) error {
			return model.Update(e, id, func(x *model.Task) error { f(x); return nil })
		})
	}
	said := func(want string) {
		t.Helper()
		out, err := s.Wrote([]model.ID{id})
		if err != nil {
			t.Fatal(err)
		}
		got := "nothing"
		if x, ok := out[id].(*model.Task); ok {
			got = fmt.Sprint(x.Name, " ", x.Notes, " ", x.Tags, " ", x.Priority)
		}
		if got != want {
			t.Errorf("said %q, wanted %q", got, want)
		}
	}
	storetest.Edit(t, s, "import work.csv", func(e *model.Edit) error {
		p := e.Put(model.ProjectPrefix, &model.Project{Name: "P", Phase: "planning"})
		x := e.Base().Schema().Prefix(model.TaskPrefix).New().(*model.Task)
		x.Name, x.Project, x.Tags = "A", p, []string{"one"}
		id = e.Put(model.TaskPrefix, x)
		return nil
	})
	said("A  [one] 500")
	step("set T-1", func(x *model.Task) { x.Notes, x.Tags, x.Priority = "mine", []string{"one", "own"}, 7 })
	said("A  [one] 500")
	step("Import work.csv", func(x *model.Task) { x.Name, x.Tags = "B", []string{"one", "own", "two"} })
	said("B  [one two] 500")
	undo := func(f func() (store.Changed, error)) {
		t.Helper()
		if _, err := f(); err != nil {
			t.Fatal(err)
		}
	}
	undo(s.Undo)
	said("A  [one] 500")
	undo(s.Redo)
	said("B  [one two] 500")
	undo(s.Undo)
	undo(s.Undo)
	undo(s.Redo)
	said("A  [one] 500")
	step("important", func(x *model.Task) { x.Name = "C" })
	said("A  [one] 500")

	var own model.ID
	storetest.Edit(t, s, "add", func(e *model.Edit) error {
		own = e.Put(model.PersonPrefix, &model.Person{Name: "Ada"})
		return nil
	})
	if out, err := s.Wrote([]model.ID{own, model.NewID(model.TaskPrefix, 99)}); err != nil || len(out) > 0 {
		t.Errorf("%v %v", out, err)
	}
	for label, want := range map[string]bool{"import x": true, "Import x.csv": true, "import": false, "imports x": false, "important": false} {
		if store.Imported(label) != want {
			t.Errorf("%q", label)
		}
	}
}

// A record that somebody deleted is found by what its source calls it; what an undo took is not.
func TestGone(t *testing.T) {
	s := storetest.Open(t)
	add := func(name string) (id model.ID) {
		storetest.Edit(t, s, "import", func(e *model.Edit) error {
			x := &model.Person{Name: name}
			x.Source, x.ExternalID = "src", name
			id = e.Put(model.PersonPrefix, x)
			return nil
		})
		return id
	}
	gone := func() map[string]model.ID {
		t.Helper()
		out, err := s.Gone(model.PersonPrefix, "src", map[string]bool{"a": true, "b": true, "c": true})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	a, b := add("a"), add("b")
	if out := gone(); len(out) > 0 {
		t.Error(out)
	}
	add("c")
	if _, err := s.Undo(); err != nil {
		t.Fatal(err)
	}
	storetest.Edit(t, s, "delete", func(e *model.Edit) error { return e.Delete(b) })
	if out := gone(); len(out) != 1 || out["b"] != b {
		t.Error(out)
	}
	if out, _ := s.Gone(model.PersonPrefix, "other", map[string]bool{"b": true}); len(out) > 0 || s.Snapshot().Get(a) == nil {
		t.Error(out)
	}
}
