package ui_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tandem/model"
	"tandem/store/storetest"
)

// TestImportAPlan takes a real plan in by the palette: it is shown before anything is changed,
// enter takes it, u takes it away.
func TestImportAPlan(t *testing.T) {
	path, err := filepath.Abs("../../shared/data/schedule/mspdi/aspose_Homemoveplan.xml")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Skip("the folder with real plans is not here")
	}
	d := start(t, 120, 36, false)
	d.Press("esc", ":").Type("import a file").Press("enter").Has("Import a file")
	d.Type("/nowhere.xml").Press("enter").Has("no such file")
	d.Press("ctrl+u").Type(path).Press("enter").Has("task", "171", "read", "enter")
	if n := d.store.Snapshot().Count("T"); n != 0 {
		t.Fatalf("%d tasks before it was taken", n)
	}
	d.Press("enter")
	if n := d.store.Snapshot().Count("T"); n != 171 {
		t.Fatalf("%d tasks, want 171:\n%s", n, d.Screen())
	}
	d.Has("aspose_Homemoveplan")
	d.Press("u")
	if n := d.store.Snapshot().Count("T"); n != 0 {
		t.Errorf("%d tasks after undo", n)
	}
}

// TestImportOfNonsense leaves the workspace alone and says what was expected.
func TestImportOfNonsense(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.xml")
	if err := os.WriteFile(path, []byte("<html>no plan</html>"), 0o600); err != nil {
		t.Fatal(err)
	}
	d := start(t, 120, 36, false)
	d.Press("i").Type(path).Press("enter").Has("nothing could be taken")
	if n := d.store.Snapshot().Count("P"); n != 0 {
		t.Errorf("%d projects", n)
	}
}

// TestImportNamesItsDoubts: what of a file was doubtful and came in all the same is counted in the last
// line, with the first of it where there is room, and the key that takes it back stays beside it.
func TestImportNamesItsDoubts(t *testing.T) {
	text := `<Project xmlns="http://schemas.microsoft.com/project"><Name>Crane</Name><Tasks>
<Task><UID>1</UID><ID>1</ID><Name>Dig</Name><Start>soon</Start><OutlineLevel>1</OutlineLevel></Task>
<Task><UID>2</UID><ID>2</ID><Name>Pour</Name><Start>later</Start><OutlineLevel>1</OutlineLevel></Task></Tasks></Project>`
	path := filepath.Join(t.TempDir(), "p.xml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, size := range [][2]int{{80, 24}, {120, 36}, {200, 50}} {
		d := start(t, size[0], size[1], false)
		d.Press("i").Type(path).Press("enter").Has("is not a date").Press("enter")
		d.Has("Import p.xml, 2 doubts", "u undo").Fits()
		if size[0] > 80 {
			d.Has("2 doubts: Task.Start UID 1: ")
		}
	}
}

// TestImportAgainKeepsEdits: before a file is taken again the fields that it changes are named, and what
// was changed here and in the file, which stays as it is here.
func TestImportAgainKeepsEdits(t *testing.T) {
	const file = "Summary,Issue key,Issue id,Status,Description\nDig,AB-1,1,To Do,As told\nPour,AB-2,2,To Do,As told\n"
	path := filepath.Join(t.TempDir(), "jira.csv")
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(file)
	d := start(t, 120, 36, false)
	d.Press("i").Type(path).Press("enter").Has("2 new").Press("enter")
	storetest.Edit(t, d.store, "set T-2", func(e *model.Edit) error {
		return e.Set(model.NewID(model.TaskPrefix, 2), "notes", "my own note")
	})
	again := func() { d.Press("esc", ":").Type("import a file").Press("enter").Type(path).Press("enter") }
	again()
	d.Has("2 as they were", "0 changed", "No problems.").Press("enter").Has("all of it is here already")
	write(strings.NewReplacer("Dig", "Dig deep", "Pour,AB-2,2,To Do,As told", "Pour,AB-2,2,To Do,Anew").Replace(file))
	again()
	d.Has("1 changed", "T-1 name: Dig -> Dig deep", "here my own note, in the file Anew").Press("enter")
	for id, want := range map[uint64]string{1: "Dig deep As told", 2: "Pour my own note"} {
		x, ok := model.Find[*model.Task](d.store.Snapshot(), model.NewID(model.TaskPrefix, id))
		if !ok || x.Name+" "+x.Notes != want {
			t.Errorf("%+v", x)
		}
	}
}

// TestImportFoldsProblems: what is wrong in the same way in many rows is one line of the preview, with the
// first rows, and names the whole command that says what the value means.
func TestImportFoldsProblems(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kunden.csv")
	text := "Firma,Status\n"
	for _, s := range strings.Fields("A B C D E F G H I J K") {
		text += s + ",erloschen\n"
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	d := start(t, 200, 50, false)
	d.Press("i").Type(path).Press("enter").Has("columns become fields").Press("enter")
	d.Has("lines 2, 3, 4, 5, 6 and 6 more", "status is left empty").Fits()
	if n := strings.Count(d.Screen(), "wants one of"); n != 1 {
		t.Errorf("told %d times:\n%s", n, d.Screen())
	}
	flat := strings.Join(strings.Fields(strings.NewReplacer("│", " ", "┃", " ").Replace(d.Screen())), " ")
	if !strings.Contains(flat, "tandem import kunden.csv --map 'Status:erloschen=...'") {
		t.Error(flat)
	}
}
