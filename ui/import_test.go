package ui_test

import (
	"os"
	"path/filepath"
	"testing"
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
