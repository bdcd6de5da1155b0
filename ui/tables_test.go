package ui_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tandem/model"
)

// table writes a file to import.
func tableFile(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

const customers = "Kundennummer;Firma;Umsatz;Region\nK-1;Nordwind GmbH;1.250.000,50 €;Nord\nK-2;Südstern AG;980.000 €;Süd\nK-3;Weber & Co;abc;West\n"

// TestImportATable: what the columns become shows with their values and can be changed; then what
// would be done, problem by problem; what cannot be taken is written beside the file; u takes all
// of it back, the choices too.
func TestImportATable(t *testing.T) {
	path := tableFile(t, "customers.csv", customers)
	d := start(t, 120, 36, false)
	d.Press("esc", ":").Type("import a file").Press("enter").Type(path).Press("enter")
	d.Has("Rows become accounts, known again by Kundennummer", "Firma", "name", "guessed", "Nordwind GmbH", "Region", "custom value")
	d.Press("G", "space").Has("What Region becomes").Type("tags").Press("enter").Has("chosen")
	if n := d.store.Snapshot().Count("A"); n != 0 {
		t.Fatalf("%d accounts before it was taken", n)
	}
	d.Press("enter").Has("3 read", "2 new", "1 rejected", "line 4", "abc", "customers.rejected.csv")
	d.Press("enter")
	s := d.store.Snapshot()
	if s.Count("A") != 2 || len(s.Workspace().Imports) != 1 {
		t.Fatalf("%d accounts, %v:\n%s", s.Count("A"), s.Workspace().Imports, d.Screen())
	}
	for a := range model.Each[*model.Account](s, "A") {
		if len(a.Tags) != 1 || len(a.Custom) != 0 {
			t.Errorf("%s: %v %v", a.Name, a.Tags, a.Custom)
		}
	}
	left, err := os.ReadFile(strings.TrimSuffix(path, ".csv") + ".rejected.csv")
	if err != nil || !strings.Contains(string(left), "K-3;Weber & Co;abc;West;") {
		t.Errorf("%v %s", err, left)
	}
	d.Press("u")
	if s := d.store.Snapshot(); s.Count("A") != 0 || s.Workspace() != nil && len(s.Workspace().Imports) != 0 {
		t.Errorf("%d accounts after undo", s.Count("A"))
	}
}

// TestMappingByHand: another kind, another id, a column left out; esc leaves everything alone.
func TestMappingByHand(t *testing.T) {
	path := tableFile(t, "x.csv", "zz,yy\n1,Ada\n")
	d := start(t, 120, 36, false)
	d.Press("esc", ":").Type("import a file").Press("enter").Type(path).Press("enter")
	d.Has("What kind of record are the rows?").Press("enter").Has("choose what kind")
	d.Press("K").Has("What the rows are").Type("people").Press("enter").Has("Rows become people, known again by their name")
	d.Press("i").Has("known again by zz").Press("x").Has("nothing").Press("x").Has("custom value")
	d.Press("j", "space").Type("name").Press("enter").Press("enter").Has("1 new").Press("enter")
	s := d.store.Snapshot()
	for p := range model.Each[*model.Person](s, "H") {
		if p.Name != "Ada" || p.ExternalID != "1" {
			t.Errorf("%+v", p)
		}
	}
	if s.Count("H") != 1 {
		t.Errorf("%d people:\n%s", s.Count("H"), d.Screen())
	}
}

// TestMappingFits every size.
func TestMappingFits(t *testing.T) {
	path := tableFile(t, "customers.csv", customers)
	for _, size := range [][2]int{{1, 1}, {20, 6}, {40, 12}, {80, 24}, {250, 60}} {
		d := start(t, 120, 36, false)
		d.Press("esc", ":").Type("import a file").Press("enter").Type(path).Press("enter")
		d.Resize(size[0], size[1]).Fits().Press("j", "x", "G").Fits()
	}
}

// TestExportTheList: the rows that show, filtered, in the columns of the list, to a private file
// that is never written over unasked.
func TestExportTheList(t *testing.T) {
	d := start(t, 140, 40, true)
	dir := t.TempDir()
	path := filepath.Join(dir, "out.csv")
	d.Press("6", "/").Type("tier:key").Press("enter")
	d.Press(":").Type("export list").Press("enter").Has("Export accounts", "Filtered by tier:key").Press("ctrl+u").Type(filepath.Join(dir, "out.pdf")).Press("enter").Has(".csv, .xlsx, .json or .md")
	d.Press("ctrl+u").Type(path).Press("enter").Has("written to")
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v\n%s", err, d.Screen())
	}
	st, _ := os.Stat(path)
	if lines := strings.Count(string(b), "\n"); st.Mode().Perm() != 0o600 || lines < 2 || lines > 3 || !strings.HasPrefix(string(b), "ref,name,") {
		t.Errorf("%v\n%s", st.Mode(), b)
	}
	if err := os.WriteFile(path, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	d.Press(":").Type("export list").Press("enter", "ctrl+u").Type(path).Press("enter").Has("There is such a file")
	if b, _ := os.ReadFile(path); string(b) != "mine" {
		t.Fatal("written over unasked")
	}
	d.Press("enter").Has("written to")
	if b, _ := os.ReadFile(path); string(b) == "mine" {
		t.Error("not written over when asked")
	}
}
