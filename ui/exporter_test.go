package ui_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestExportThePlan: the plan of the project under the cursor, whether the cursor is on it or on
// one of its tasks, as Microsoft Project XML or as a calendar; where there is no project it says so.
func TestExportThePlan(t *testing.T) {
	d := start(t, 140, 40, true)
	dir := t.TempDir()
	path := filepath.Join(dir, "plan.xml")
	d.Press("1").Press(":").Type("export plan").Press("enter").Has("Export the plan of", "Microsoft Project XML", ".xml")
	d.Press("ctrl+u").Type(filepath.Join(dir, "plan.csv")).Press("enter").Has("End the path with .xml")
	d.Press("ctrl+u").Type(path).Press("enter").Has("written to")
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v\n%s", err, d.Screen())
	}
	st, _ := os.Stat(path)
	if n := strings.Count(string(b), "<Task>"); st.Mode().Perm() != 0o600 || n < 10 || !strings.Contains(string(b), `xmlns="http://schemas.microsoft.com/project"`) {
		t.Errorf("%v, %d tasks", st.Mode(), n)
	}
	d.Press(":").Type("export plan").Press("enter", "ctrl+u").Type(path).Press("enter").Has("There is such a file").Press("enter").Has("written to")
	d.Press(":").Type("export list").Press("enter", "ctrl+u").Type(filepath.Join(dir, "plan2.xml")).Press("enter").Has("written to")
	if again, _ := os.ReadFile(filepath.Join(dir, "plan2.xml")); string(again) != string(b) {
		t.Error("the list's export writes another plan")
	}
	d.Press("8").Press(":").Type("export plan").Press("enter").Has("Go to a project")
	d.Press(":").Type("export list").Press("enter", "ctrl+u").Type(filepath.Join(dir, "no.xml")).Press("enter").Has("put the cursor on it")
}

// TestExporterFits every size.
func TestExporterFits(t *testing.T) {
	for _, size := range [][2]int{{1, 1}, {20, 6}, {40, 12}, {80, 24}, {250, 60}} {
		d := start(t, 120, 36, true)
		d.Press("1").Press(":").Type("export plan").Press("enter")
		d.Resize(size[0], size[1]).Fits().Type("x").Fits().Press("enter").Fits()
	}
}

// TestExportSaysWhere: a path from the home folder or from where the program was started is told in full
// before anything is written, and the toast tells it again.
func TestExportSaysWhere(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	d := start(t, 140, 40, true)
	d.Press("2").Press(":").Type("export list").Press("enter").Has("> ~/risks.csv", filepath.Join(home, "risks.csv"))
	d.Press("ctrl+u").Type("here.csv")
	wd, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	d.Has(filepath.Join(wd, "here.csv"))
	d.Press("ctrl+u").Type(filepath.Join(home, "x.csv")).Press("enter").Has("written to " + filepath.Join(home, "x.csv"))
}
