package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tandem/model/triage"
	"tandem/ui/act"
)

// Decisions go through the workspace that is open, which is told of them.
func TestDecideInTheOpenWorkspace(t *testing.T) {
	c, ids := openServed(t, filepath.Join(t.TempDir(), "t.db"))
	code, _, errs := c.run(nil, "add", "blocker", "No sandbox key", "about="+ids.Task.String(), "severity=2")
	if code != 0 {
		t.Fatal(errs)
	}
	code, out, errs := c.run(nil, "decide", ids.Task.String(), "wait", "vendor")
	if code != 0 || !strings.Contains(out, "waiting") {
		t.Fatalf("ended with %d: %s%s", code, out, errs)
	}
	if code, _, errs = c.run(nil, "decide", ids.Task.String(), "wait", "aunt"); code != int(Usage) || !strings.Contains(errs, "aunt") {
		t.Errorf("a wrong party ended with %d: %s", code, errs)
	}
	if code, out, _ = c.run(nil, "undo"); code != 0 || !strings.Contains(out, "Wait on vendor") {
		t.Errorf("undo ended with %d: %s", code, out)
	}
	if want := 3; len(c.told) != want {
		t.Errorf("the screen was told of %d changes, not %d: %q", len(c.told), want, c.told)
	}
}

// What a verb takes where nothing follows it is what its key takes pressed twice.
func TestDefaultsAreThoseOfTheKeys(t *testing.T) {
	for _, def := range act.Defs() {
		verb, ok := strings.CutPrefix(string(def.Name), "triage.")
		if !ok || def.Default == "" || verb == "reason" || verb == "waituntil" || verb == "markgroup" {
			continue
		}
		d, err := triage.Read(verb, nil, 0)
		if err != nil || d.Arg != def.Default {
			t.Errorf("%s: %q, want %q (%v)", verb, d.Arg, def.Default, err)
		}
	}
}

// Every verb is told of in the help, with each choice of its second key that has a word.
func TestDecideHelp(t *testing.T) {
	for _, v := range triage.AllVerbs {
		if !strings.Contains(decideLong, "\n  "+string(v)) {
			t.Errorf("the help lacks %s", v)
		}
	}
}

// An import that leaves hundreds of overdue tasks says how to put them away, and that works; a small
// one, and one for a script, say nothing of it.
func TestImportSaysHowToCalm(t *testing.T) {
	dir := t.TempDir()
	table := func(name string, n int) string {
		text := "ID,Summary,Project,Due Date\n"
		for i := range n {
			text += fmt.Sprintf("%s-%d,Task %d,Depots,2026-0%d-11\n", name, i, i, i%9+1)
		}
		path := filepath.Join(dir, name+".csv")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	db := filepath.Join(dir, "t.db")
	if _, out, errs := runMain(t, db, IO{}, "import", table("few", 10), "--as", "tasks"); strings.Contains(out, "puts them away") || errs != "" {
		t.Errorf("ten tasks: %s%s", out, errs)
	}
	_, out, errs := runMain(t, db, IO{}, "import", table("many", 300), "--as", "tasks")
	if !strings.Contains(out, "310 items of triage are late by four weeks or more: tandem decide --filter 'late>=28' snooze monday") {
		t.Fatalf("three hundred tasks: %s%s", out, errs)
	}
	if _, out, errs = runMain(t, db, IO{}, "decide", "--filter", "late>=28", "snooze", "monday"); !strings.Contains(out, "Snooze 310 items") {
		t.Errorf("%s%s", out, errs)
	}
	if _, out, _ = runMain(t, db, IO{}, "import", table("more", 300), "--as", "tasks", "--json"); strings.Contains(out, "puts them away") {
		t.Error("a script is told of it")
	}
}

// The answer names both the blocker and what it stops: whoever typed one of them finds it there, and
// after it is dealt with as well.
func TestDecideNamesBoth(t *testing.T) {
	c, ids := openServed(t, filepath.Join(t.TempDir(), "t.db"))
	code, made, errs := c.run(nil, "add", "blocker", "No sandbox key", "about="+ids.Task.String(), "severity=2")
	if code != 0 {
		t.Fatal(errs)
	}
	task, blocker := ids.Task.String(), strings.Fields(made)[0]
	for _, x := range []struct{ verb, view string }{{"wait", "waiting"}, {"close", ""}} {
		code, out, errs := c.run(nil, "decide", task, x.verb)
		lines := strings.Split(out, "\n")
		if code != 0 || len(lines) < 3 {
			t.Fatalf("%s ended with %d: %s%s", x.verb, code, out, errs)
		}
		if got := strings.Fields(lines[1]); len(got) < 3 || got[0] != "ref" || got[1] != "blocker" {
			t.Errorf("%s: heading %q", x.verb, lines[1])
		}
		if got := strings.Fields(lines[2]); len(got) < 2 || got[0] != task || got[1] != blocker || !strings.Contains(lines[2], x.view) {
			t.Errorf("%s: %q, want %s %s %s", x.verb, lines[2], task, blocker, x.view)
		}
	}
}
