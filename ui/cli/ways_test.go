package cli

import (
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestCSV(t *testing.T) {
	c, ids := openServed(t, filepath.Join(t.TempDir(), "t.db"))
	if code, _, errs := c.run(nil, "set", ids.Task.String(), "name==1+1, \"quoted\"", "notes=one\ntwo"); code != 0 {
		t.Fatal(errs)
	}
	code, out, errs := c.run(nil, "list", "tasks", "--csv", "--columns", "name,notes,percent")
	if code != 0 {
		t.Fatal(errs)
	}
	rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"ref", "name", "notes", "percent"}; !slices.Equal(rows[0], want) {
		t.Errorf("the heading is %q", rows[0])
	}
	want := []string{ids.Task.String(), `'=1+1, "quoted"`, "one\ntwo", "0"}
	if !slices.ContainsFunc(rows, func(r []string) bool { return slices.Equal(r[:3], want[:3]) }) {
		t.Errorf("no row %q in\n%s", want, out)
	}
	for _, args := range [][]string{{"triage"}, {"log"}, {"kinds"}, {"list"}} {
		code, out, errs := c.run(nil, append(args, "--csv")...)
		if code != 0 {
			t.Errorf("%v: %s", args, errs)
		}
		if _, err := csv.NewReader(strings.NewReader(out)).ReadAll(); err != nil {
			t.Errorf("%v: %v\n%s", args, err, out)
		}
	}
}

func TestHarmless(t *testing.T) {
	for in, want := range map[string]string{"": "", "a=b": "a=b", "=1": "'=1", "-2.5": "-2.5", "+3": "+3", "-x": "'-x", "-2556.00 EUR": "-2556.00 EUR", "+7 d": "+7 d", "-4d": "-4d", "-50%": "-50%",
		"-1 SUM": "-1 SUM", "-1+A1": "'-1+A1", "+EUR": "'+EUR", "-1  d": "'-1  d", "-1 EURO": "'-1 EURO", "@SUM(A1)": "'@SUM(A1)", "\tx": "'\tx"} {
		if got := harmless(in); got != want {
			t.Errorf("%q became %q, not %q", in, got, want)
		}
	}
}

// What a shell is offered, with the workspace open elsewhere and without.
func TestCompletion(t *testing.T) {
	db := filepath.Join(t.TempDir(), "t.db")
	c, ids := openServed(t, db)
	task, _, _ := strings.Cut(ids.Task.String(), "-")
	person := ids.Me.String()
	for _, x := range []struct {
		args []string
		want string
	}{
		{[]string{"show", task + "-"}, ids.Task.String() + "\t"},
		{[]string{"set", ids.Task.String(), "milest"}, "milestone="},
		{[]string{"add", "risk", "owner="}, "owner=" + person + "\t"},
		{[]string{"list", "risks", "--filter", "stat"}, "status:"},
		{[]string{"list", "risks", "--sort=-prob"}, "-probability\t"},
		{[]string{"list", "risks", "--columns", "title,prob"}, "title,probability\t"},
		{[]string{"list", "ri"}, "risks\t"},
	} {
		_, out, _ := c.run(nil, append([]string{"__complete"}, x.args...)...)
		if !strings.Contains("\n"+out, "\n"+x.want) {
			t.Errorf("%q offers\n%s", x.args, out)
		}
	}
}

func TestManPages(t *testing.T) {
	c := &caller{db: filepath.Join(t.TempDir(), "t.db")}
	code, out, errs := c.run(nil, "man", "import")
	if code != 0 || !strings.Contains(out, ".TH") || !strings.Contains(out, `\-\-dry\-run`) {
		t.Errorf("ended with %d: %s%s", code, out, errs)
	}
	if man, err := exec.LookPath("mandoc"); err == nil { // where there is one, it has nothing to say
		lint := exec.Command(man, "-T", "lint", "-W", "error")
		lint.Stdin = strings.NewReader(out)
		if b, err := lint.CombinedOutput(); err != nil {
			t.Errorf("%s", b)
		}
	}
	if _, out, _ = c.run(nil, "man", "decide"); !strings.Contains(out, "wait vendor Shipfast") || !strings.Contains(out, "a name may") {
		t.Errorf("the page of decide does not say how a vendor is named:\n%s", out)
	}
	dir := t.TempDir()
	if code, _, errs = c.run(nil, "man", "--dir", dir); code != 0 {
		t.Fatal(errs)
	}
	for _, name := range []string{"tandem.1", "tandem-list.1", "tandem-completion-fish.1"} {
		if st, err := os.Stat(filepath.Join(dir, name)); err != nil || st.Size() < 200 {
			t.Errorf("%s: %v", name, err)
		}
	}
	if code, _, _ := c.run(nil, "man", "nonsense"); code != int(Usage) {
		t.Errorf("an unknown command ended with %d", code)
	}
}

// TestBackupRuleIsSaidAlike: what is kept of the backups is the same wherever it is told.
func TestBackupRuleIsSaidAlike(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for place, text := range map[string]string{"tandem help environment": environmentHelp, "tandem help backups": backupsLong, "README.md": string(readme)} {
		text = strings.Join(strings.Fields(text), " ")
		for _, words := range []string{"the last ten runs", "one a day for", "one a week for", "the last three"} {
			if !strings.Contains(text, words) {
				t.Errorf("%s does not say %q", place, words)
			}
		}
		if strings.Contains(text, "ten backups") || strings.Contains(text, "ten copies") {
			t.Errorf("%s speaks of ten backups", place)
		}
	}
}

// A file of which no row could be taken is not said to be here already.
func TestNothingTaken(t *testing.T) {
	dir := t.TempDir()
	c := &caller{db: filepath.Join(dir, "t.db")}
	file := filepath.Join(dir, "t.csv")
	if err := os.WriteFile(file, []byte("name,deadline\nOne,nonsense\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	code, out, errs := c.run(nil, "import", file, "--as", "task", "--map", "deadline=deadline")
	if code == 0 || strings.Contains(out, "here already") || !strings.Contains(out, "nothing was changed") {
		t.Errorf("ended with %d: %s%s", code, out, errs)
	}
}
