package browse

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tandem/model"
)

// brought is a workspace with a project and n tasks, whose keys key gives.
func brought(t testing.TB, n int, key func(i int) string) *model.Snapshot {
	e := model.NewEdit(model.NewSnapshot(model.Kinds()), moment)
	p := e.Put(model.ProjectPrefix, &model.Project{Name: "Web shop", Phase: "executing", Method: "kanban"})
	for i := range n {
		task := model.Kinds().Prefix(model.TaskPrefix).New().(*model.Task)
		task.Name, task.Project, task.Source, task.ExternalID = fmt.Sprintf("Task %d", i), p, "jira", key(i)
		e.Put(model.TaskPrefix, task)
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	return e.Base().With(b.Changes)
}

func (d *driver) columns() []string { return d.p.list().columns }

// Keys of another program are a column where most records have one that people can say.
func TestKeysOfAnImport(t *testing.T) {
	for name, x := range map[string]struct {
		key  func(int) string
		want bool
	}{
		"jira":           {func(i int) string { return fmt.Sprintf("WEB-%d", i) }, true},
		"numbers":        {func(i int) string { return fmt.Sprint(i) }, false},
		"uuids":          {func(i int) string { return fmt.Sprintf("9d3e0f6a-0000-4000-8000-%012d", i) }, false},
		"names":          {func(i int) string { return fmt.Sprintf("Task %d", i) }, false},
		"none":           {func(int) string { return "" }, false},
		"one in a dozen": {func(i int) string { return strings.Repeat("A-1", i%12/11) }, false},
	} {
		d := driverOn(t, brought(t, 500, x.key), model.TaskPrefix)
		if got := slices.Contains(d.columns(), keyField); got != x.want {
			t.Errorf("%s: a column of keys is %v", name, got)
		}
		if s := d.screen(160, 12); strings.Contains(s, " key ") != x.want || strings.Contains(s, "WEB-3") != (name == "jira") {
			t.Errorf("%s:\n%s", name, s)
		}
	}
}

// The column comes with the import and goes with its undo; columns that somebody chose stay.
func TestKeysComeAndGo(t *testing.T) {
	none, jira := brought(t, 20, func(int) string { return "" }), brought(t, 20, func(i int) string { return fmt.Sprintf("WEB-%d", i) })
	d := driverOn(t, none, model.TaskPrefix)
	usual := slices.Clone(d.columns())
	show := func(s *model.Snapshot) {
		d.env.Snap = s
		d.env.Rev++
		d.p.Sync(d.env)
	}
	show(jira)
	if !slices.Contains(d.columns(), keyField) || d.p.list().spec() != "" {
		t.Errorf("after the import: %v, kept as %q", d.columns(), d.p.list().spec())
	}
	show(none)
	if !slices.Equal(d.columns(), usual) {
		t.Errorf("after its undo: %v", d.columns())
	}
	d.p.list().setColumns(d.env, []string{"name", "finish"})
	show(jira)
	if !slices.Equal(d.columns(), []string{"name", "finish"}) {
		t.Errorf("chosen columns became %v", d.columns())
	}
}
