package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestHistoryOfLists: of a list that changed, only the rows that came or went are told, and nothing is
// padded for the longest of them; scripts still get the whole.
func TestHistoryOfLists(t *testing.T) {
	db := filepath.Join(t.TempDir(), "s.db")
	for _, args := range [][]string{{"sample"}, {"log-contact", "E-2", "--text", "Told them about the second run"}} {
		if code, out, e := runMain(t, db, IO{}, args...); code != 0 {
			t.Fatal(args, out, e)
		}
	}
	for _, io := range []IO{{}, {IsTTY: true, Width: 160}} {
		_, out, _ := runMain(t, db, io, "show", "E-2", "--history")
		_, past, ok := strings.Cut(out, "step  when")
		if !ok || !strings.Contains(past, "Told them") || strings.Contains(past, "Trial in aisle 7") || strings.Contains(past, strings.Repeat(" ", 100)) {
			t.Errorf("%v: %s", io.IsTTY, past)
		}
	}
	_, out, _ := runMain(t, db, IO{}, "show", "E-2", "--history", "--json")
	_, past, _ := strings.Cut(out, `"history"`)
	if !strings.Contains(past, "Trial in aisle 7") || !strings.Contains(past, "Told them") {
		t.Error("a script misses rows: " + past)
	}
}

// TestPurgeSaysCopies: a copy beside the workspace that purge does not reach is named, with what to do.
func TestPurgeSaysCopies(t *testing.T) {
	db := filepath.Join(t.TempDir(), "s.db")
	bk := filepath.Join(filepath.Dir(db), "bk.db")
	for _, args := range [][]string{{"sample"}, {"backup", bk}} {
		if code, out, e := runMain(t, db, IO{}, args...); code != 0 {
			t.Fatal(args, out, e)
		}
	}
	for _, args := range [][]string{{"purge", "C-11", "--dry-run"}, {"purge", "C-11", "--confirm", "C-11"}} {
		if code, out, e := runMain(t, db, IO{}, args...); code != 0 || !strings.Contains(out, "not reached, a copy of this workspace: "+bk) || !strings.Contains(out, "purge C-11, or remove it") {
			t.Error(args, code, out, e)
		}
	}
	if code, out, _ := runMain(t, bk, IO{}, "purge", "C-11", "--confirm", "C-11"); code != 0 || !strings.Contains(out, "not reached") {
		t.Error(out) // there the workspace itself is the copy, which has been purged: it is named all the same
	}
}

// TestBackupNamesUndo: a backup made after a step was taken back says so, and tells its times as local ones.
func TestBackupNamesUndo(t *testing.T) {
	db := filepath.Join(t.TempDir(), "s.db")
	bk := filepath.Join(filepath.Dir(db), "bk.db")
	east := time.FixedZone("east", 5*3600)
	here := IO{Now: func() time.Time { return time.Date(2026, 11, 20, 14, 12, 0, 0, east) }}
	for _, args := range [][]string{{"sample"}, {"set", "T-14", "notes=wrong"}, {"undo"}, {"backup"}, {"backup", bk}} {
		if code, out, e := runMain(t, db, here, args...); code != 0 {
			t.Fatal(args, out, e)
		}
	}
	for _, args := range [][]string{{"restore", bk, "--dry-run"}, {"restore", bk, "--dry-run", "--json"}} {
		if _, out, e := runMain(t, db, here, args...); !strings.Contains(out, "undo of set ") || !strings.Contains(out, "2026-11-20T14:12:00+05:00") {
			t.Error(args, out, e)
		}
	}
	for _, args := range [][]string{{"backups"}, {"backups", "--json"}} {
		if _, out, e := runMain(t, db, here, args...); strings.Contains(out, ":00Z") || !strings.Contains(out, "+05:00") {
			t.Error(args, out, e)
		}
	}
}

// TestReportsSpellMoney: with --ascii a report has the codes of currencies, as lists have; a file has signs.
func TestReportsSpellMoney(t *testing.T) {
	db := filepath.Join(t.TempDir(), "s.db")
	file := filepath.Join(filepath.Dir(db), "status.md")
	if code, out, e := runMain(t, db, IO{}, "sample"); code != 0 {
		t.Fatal(out, e)
	}
	for _, args := range [][]string{{"report", "status", "P-1"}, {"brief", "A-1"}} {
		_, plain, _ := runMain(t, db, IO{}, args...)
		_, ascii, e := runMain(t, db, IO{}, append(args, "--ascii")...)
		if !strings.Contains(plain, "€") || strings.Contains(ascii, "€") || !strings.Contains(ascii, "EUR ") {
			t.Error(args, ascii, e)
		}
	}
	if code, _, e := runMain(t, db, IO{}, "report", "status", "P-1", "--ascii", "--out", file); code != 0 {
		t.Fatal(e)
	}
	if b, err := os.ReadFile(file); err != nil || !strings.Contains(string(b), "€") {
		t.Error(err, string(b))
	}
}
