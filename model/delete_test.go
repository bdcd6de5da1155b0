package model_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"tandem/model"
)

// holderOf makes a valid record 2 of the kind that names target in one field.
func holderOf(t *testing.T, s *model.Snapshot, k *model.Kind, f *model.Field, target model.ID) model.Record {
	t.Helper()
	c := s.Ctx(now)
	r := k.New()
	r.Base().ID = model.NewID(k.Prefix, 2)
	switch x := r.(type) { // what the checks of these kinds want beside the field
	case *model.Baseline:
		x.Number = 9
	case *model.Account:
		if f.Name == "sponsor" { // a contact of this account, which is A-1
			x.ID = model.NewID(k.Prefix, 1)
		}
	}
	if other := map[string]string{"project": "account", "account": "project", "task": "project"}[f.Name]; f.OnDelete == model.Orphan && other != "" {
		if err := k.Field(other).Parse(c, r, sample(k.Field(other))); err != nil { // else it would belong nowhere
			t.Fatal(err)
		}
	}
	value := target.String()
	if x, ok := r.(*model.Scenario); ok && f.Name == "steps" {
		x.Project = ownerOf(s, target)
	}
	if f.Type == model.TypeList {
		var cells []string
		for i := range f.Rows {
			switch sub := &f.Rows[i]; {
			case k.Prefix == model.ScenarioPrefix && sub.Name == "do": // the only step that wants nothing more
				cells = append(cells, "drop")
			case sub.HasRefs() && (sub.Name != "after" && sub.Name != "under"): // those are for rows without a task
				cells = append(cells, target.String())
			case sub.Required:
				cells = append(cells, sample(sub))
			default:
				cells = append(cells, "")
			}
		}
		value = strings.Join(cells, "|")
	}
	if err := f.Parse(c, r, value); err != nil {
		t.Fatalf("%s = %q: %v", f.Name, value, err)
	}
	if left := minimal(t, c, k, r); len(left) > 0 {
		t.Fatalf("%s with %s: %v", k.Name, f.Name, left)
	}
	return r
}

// ownerOf is the project of a record; the first where it has none.
func ownerOf(s *model.Snapshot, id model.ID) model.ID {
	if x, ok := s.Get(id).(interface{ Owner() model.ID }); ok && x.Owner().Is(model.ProjectPrefix) {
		return x.Owner()
	}
	return model.NewID(model.ProjectPrefix, 1)
}

func names(f *model.Field, r model.Record, id model.ID) bool {
	hit := false
	f.EachRef(r, func(to model.ID) { hit = hit || to == id })
	return hit
}

// targets are the records number 3 that a field may name, one of each kind, and s with them.
func targets(t *testing.T, s *model.Snapshot, f *model.Field) (*model.Snapshot, []model.ID) {
	t.Helper()
	var out []model.ID
	for _, k := range model.Kinds().Kinds {
		id := model.NewID(k.Prefix, 3)
		if k.Single || !f.Allows(id) && !rowsAllow(f, id) {
			continue
		}
		r := k.New()
		r.Base().ID = id
		if left := minimal(t, s.Ctx(now), k, r); len(left) > 0 {
			t.Fatal(left)
		}
		s = s.With([]model.Change{{ID: id, After: r}})
		out = append(out, id)
	}
	return s, out
}

func rowsAllow(f *model.Field, id model.ID) bool {
	for i := range f.Rows {
		if f.Rows[i].HasRefs() && f.Rows[i].Allows(id) {
			return true
		}
	}
	return false
}

// Every reference does on delete what its field says, and undo brings back the same bytes.
func TestDeleteRules(t *testing.T) {
	rules := map[model.DeleteRule]int{}
	everyKind(t, func(t *testing.T, k *model.Kind) {
		if k.Single {
			return
		}
		for i := range k.Fields {
			f := &k.Fields[i]
			if !f.HasRefs() {
				continue
			}
			s, list := targets(t, small(t), f)
			for _, target := range list {
				t.Run(fmt.Sprintf("%s=%s", f.Name, target), func(t *testing.T) {
					if f.Type == model.TypeList && !rowsAllow(f, target) || k.Prefix == model.ScenarioPrefix && f.Name == "steps" && target.Is(model.ProjectPrefix) {
						return // a scenario goes with its own project
					}
					checkDelete(t, s, k, f, target)
					rules[f.OnDelete]++
				})
			}
		}
	})
	for rule, name := range map[model.DeleteRule]string{model.Clear: "clear", model.Cascade: "cascade", model.Restrict: "restrict", model.Drop: "drop"} {
		if rules[rule] == 0 {
			t.Errorf("no field tries the rule %s", name)
		}
	}
}

func checkDelete(t *testing.T, s *model.Snapshot, k *model.Kind, f *model.Field, target model.ID) {
	holder := holderOf(t, s, k, f, target)
	id := holder.Base().ID
	s = s.With([]model.Change{{ID: id, After: holder}})
	before := prints(s)
	e := model.NewEdit(s, now+60)
	err := e.Delete(target)
	if f.OnDelete == model.Restrict {
		if err == nil || !strings.Contains(err.Error(), id.String()) || !strings.Contains(err.Error(), target.String()) {
			t.Fatalf("refusal says %v", err)
		}
		if b, err := e.Batch(); err != nil || len(b.Changes) > 0 {
			t.Fatalf("a refused delete leaves %v, %v", b, err)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	after := e.Get(id)
	switch {
	case e.Get(target) != nil:
		t.Fatal("it is still there")
	case f.OnDelete == model.Cascade && after != nil:
		t.Fatal("the holder stays")
	case f.OnDelete == model.Cascade:
	case after == nil:
		t.Fatal("the holder is gone")
	case names(f, after, target):
		t.Fatal("the holder still names it")
	case f.OnDelete == model.Drop && !f.IsZero(after):
		t.Fatalf("the row stays: %s", f.Text(s.Ctx(now), after))
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	next := s.With(b.Changes)
	if next.Get(target) != nil || maps.Equal(prints(next), before) {
		t.Fatal("nothing was deleted")
	}
	back := next.With(b.Invert().Changes)
	if !maps.Equal(prints(back), before) {
		t.Fatal("undo does not bring back the same")
	}
	if !maps.Equal(prints(back.With(b.Changes)), prints(next)) {
		t.Fatal("redo does not lead to the same")
	}
	if !maps.Equal(prints(s), before) {
		t.Fatal("the old snapshot has changed")
	}
}

func TestDeleteSingle(t *testing.T) {
	e := model.NewEdit(small(t), now)
	if err := e.Delete(model.WorkspaceID); err == nil || !strings.Contains(err.Error(), "every workspace has one") {
		t.Error(err)
	}
	for _, id := range []model.ID{0, model.NewID("T", 99), model.NewID("ZZ", 1)} {
		if err := e.Delete(id); err == nil || !strings.Contains(err.Error(), "no") {
			t.Errorf("%s: %v", id, err)
		}
	}
}

// A project goes with its calendars although one rests on another; only a calendar that
// stays refuses, and then nothing has happened, not even to what the delete had reached.
func TestDeleteProjectWithCalendars(t *testing.T) {
	e := model.NewEdit(small(t), now)
	p := e.Put("P", &model.Project{Name: "Plan"})
	base := e.Put("CAL", &model.Calendar{Name: "Base", Project: p})
	e.Put("CAL", &model.Calendar{Name: "Night", Project: p, BasedOn: base})
	task := e.Put("T", &model.Task{Name: "Work", Project: p, Calendar: base})
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	s := e.Base().With(b.Changes)

	e = model.NewEdit(s, now)
	if err := e.Delete(p); err != nil {
		t.Fatal(err)
	}
	if _, err := e.Batch(); err != nil || e.Get(base) != nil || e.Get(task) != nil {
		t.Fatalf("%v", err)
	}

	e = model.NewEdit(s, now)
	ours := e.Put("CAL", &model.Calendar{Name: "Ours", BasedOn: base})
	if err := e.Set(task, "name", "Renamed"); err != nil {
		t.Fatal(err)
	}
	err = e.Delete(p)
	if err == nil || err.Error() != fmt.Sprintf(`%s is still the based on of %s "Ours": change that first`, base, ours) {
		t.Fatal(err)
	}
	if e.Get(p) == nil || e.Get(base) == nil || e.Get(ours) == nil || e.Get(task).(*model.Task).Name != "Renamed" {
		t.Error("a refused delete has left its marks")
	}
	if b, err := e.Batch(); err != nil || len(b.Changes) != 2 {
		t.Errorf("%d changes, %v", len(b.Changes), err)
	}
	if err := e.Delete(ours); err != nil {
		t.Fatal(err)
	}
	if err := e.Delete(p); err != nil {
		t.Error(err)
	}
}

// Deleting sees what the same edit has done: new holders, holders that let go.
func TestDeleteWithinAnEdit(t *testing.T) {
	s := small(t)
	e := model.NewEdit(s, now)
	h := e.Put("H", &model.Person{Name: "New"})
	a := e.Put("AC", &model.Action{What: "Call", Owned: h})
	if err := e.Delete(h); err != nil {
		t.Fatal(err)
	}
	if e.Get(a).(*model.Action).Owned != 0 {
		t.Error("a new holder keeps it")
	}
	h2 := e.Put("H", &model.Person{Name: "Other"})
	b := e.Put("AC", &model.Action{What: "Write", Owned: h2})
	if err := e.Set(b, "owner", ""); err != nil {
		t.Fatal(err)
	}
	if err := e.Delete(h2); err != nil {
		t.Fatal(err)
	}
	batch, err := e.Batch()
	if err != nil || len(batch.Changes) != 2 {
		t.Errorf("%d changes, %v", len(batch.Changes), err)
	}
}

func BenchmarkDeleteProject(b *testing.B) {
	e := model.NewEdit(model.NewSnapshot(model.Kinds()), now)
	p := e.Put("P", &model.Project{Name: "Plan"})
	var last model.ID
	for i := range 10_000 {
		t := &model.Task{Name: fmt.Sprint("Task ", i), Project: p}
		if last != 0 {
			t.Links = []model.TaskLink{{Predecessor: last, Type: "FS"}}
		}
		last = e.Put("T", t)
	}
	batch, err := e.Batch()
	if err != nil {
		b.Fatal(err)
	}
	s := e.Base().With(batch.Changes)
	for b.Loop() {
		e := model.NewEdit(s, now)
		if err := e.Delete(p); err != nil {
			b.Fatal(err)
		}
		if _, err := e.Batch(); err != nil {
			b.Fatal(err)
		}
	}
}

// TestOrphan deletes a project: an escalation of a customer forgets it, one that belonged to
// the project alone goes with it.
func TestOrphan(t *testing.T) {
	e := model.NewEdit(small(t), now)
	p := e.Put("P", &model.Project{Name: "Doomed", Method: "lean", Phase: "planning"})
	a := e.Put("A", &model.Account{Name: "Stays", Tier: "key", Status: "active"})
	esc := func(account model.ID) model.ID {
		x := model.Kinds().Prefix("E").New().(*model.Escalation)
		x.Title, x.Account, x.Project = "Broken", account, p
		return e.Put("E", x)
	}
	kept, gone := esc(a), esc(0)
	if err := e.Delete(p); err != nil {
		t.Fatal(err)
	}
	if x, ok := e.Get(kept).(*model.Escalation); !ok || x.Project != 0 {
		t.Errorf("the customer's escalation: %+v", x)
	}
	if e.Get(gone) != nil {
		t.Error("the project's own escalation is still there")
	}
	if _, err := e.Batch(); err != nil {
		t.Error(err)
	}
}
