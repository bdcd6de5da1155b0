package cli

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// tableLines are the command lines that print a table where CSV is asked for: at least one for each command
// that has something to list.
func tableLines() []string {
	return []string{"list", "list tasks --columns all", "list risks", "list weather_reports|", "search terminals", "search zzzz-nothing",
		"show T-14", "show P-1 T-14 E-1", "show T-14 --history", "show P-1 R-1 --history", "kinds", "kinds task", "do T-1", "do PU-1",
		"triage", "triage --view done", "triage --view waiting", "decide --dry-run --limit 2 accept", "clocks", "clocks E-1", "clocks E-5",
		"handover P-1", "handover P-4", "incident lines E-1", "schedule P-1", "schedule --project P-4", "why T-27", "baseline list P-1", "baseline compare P-1",
		"slip P-1", "scenario compare P-1", "scenario compare P-2", "template list", "what-if T-27 --longer 2d", "what-if T-27 --later 1d",
		"board P-3", "board P-1", "sprint S-1", "flow P-4", "network P-1", "health", "health A-1", "health A-1 --why", "health A-3 --since 2026-11-01",
		"export risks", "calc date fri", "calc duration 3d", "calc duration 50%", "calc due --calendar 9-17 --start fri --work 2h",
		"calc due --calendar off --start fri --work 2h", "calc between --calendar 9-17 --start fri --end mon", "calc holidays DE", "log", "log --limit 0", "backups", "version"}
}

// TestEveryTable: who asks for CSV reads a table and nothing else: a heading for each column, and as many
// cells in every row.
func TestEveryTable(t *testing.T) {
	db := sampled(t)
	for _, line := range tableLines() {
		line, missing := strings.CutSuffix(line, "|")
		code, out, errs := runMain(t, db, IO{}, append(strings.Fields(line), "--csv")...)
		if missing {
			if code == 0 || out != "" {
				t.Errorf("%s: %d %q", line, code, out)
			}
			continue
		}
		if code != 0 {
			t.Errorf("%s: %d %s", line, code, errs)
			continue
		}
		r := csv.NewReader(strings.NewReader(out)) // holds all rows to the width of the first
		heads, err := r.Read()
		if err != nil {
			t.Errorf("%s: %v in %q", line, err, out)
			continue
		}
		seen := map[string]bool{}
		for _, h := range heads {
			if h == "" || seen[h] || h != strings.TrimSpace(h) {
				t.Errorf("%s: the heading %q of %q", line, h, heads)
			}
			seen[h] = true
		}
		for {
			row, err := r.Read()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Errorf("%s: %v\n%.300s", line, err, out)
				break
			}
			for i, cell := range row {
				if heads[i] != "value" && heads[i] != "text" && cell != strings.TrimSpace(cell) {
					t.Errorf("%s: %s is padded: %q", line, heads[i], cell)
				}
			}
		}
	}
}

// TestPagesAreNoTables: a page in Markdown is refused as CSV before anything is written or kept.
func TestPagesAreNoTables(t *testing.T) {
	db := sampled(t)
	file := filepath.Join(t.TempDir(), "page.md")
	_, before, _ := runMain(t, db, IO{}, "log", "--json")
	for _, line := range []string{"scope P-1", "report status P-1 --send --out " + file, "brief A-1 --keep --out " + file, "incident log E-1", "incident post-mortem E-1 --keep"} {
		code, out, errs := runMain(t, db, IO{}, append(strings.Fields(line), "--csv")...)
		if code != int(Usage) || out != "" || !strings.Contains(errs, "not a table") {
			t.Errorf("%s: %d %q %q", line, code, out, errs)
		}
	}
	if _, after, _ := runMain(t, db, IO{}, "log", "--json"); after != before {
		t.Errorf("kept all the same: %s", after)
	}
	if _, err := os.Stat(file); err == nil {
		t.Error("written all the same")
	}
}

// TestEveryJSON: who asks for JSON reads one value and nothing else, of the tables, the pages and of whatever
// changes something. Every command of the tree is among them, or is one that prints a script or words.
func TestEveryJSON(t *testing.T) {
	db := sampled(t)
	dir := t.TempDir()
	lines := append(tableLines(), "", "scope P-1", "report status P-1", "report status P-1 --send --to board", "brief A-1", "brief A-1 --customer", "incident log E-1", "incident post-mortem E-1",
		"add risk Ice project=P-1", "add task Under parent=T-27", "set T-27 priority=400", "set T-27 priority=450 --dry-run", "delete R-2", "undo", "redo", "log-contact E-1 --text hello",
		"raise T-14", "agree A-1 --template TP-4", "incident level E-1 3", "incident major E-1", "incident correct E-1 2 --text mended", "incident strike E-1 2", "incident whys E-1 why", "incident remedy E-1 what",
		"incident reopen E-6", "incident merge E-3 E-4", "baseline take P-1", "baseline clear P-1", "scenario new P-1 one", "scenario set SC-1 T-27 priority=400", "scenario add SC-1 thing", "scenario remove SC-1 T-51",
		"scenario link SC-1 T-51 T-24", "scenario unlink SC-1 T-51 T-24", "scenario drop SC-1", "scenario adopt SC-2 --force", "template use TP-1", "template save P-1",
		"plan add Later --under P-1", "plan move T-51 --after T-24", "plan link T-51 --to T-24", "plan unlink T-51", "plan split T-51", "plan repeat T-51 weekly mon 3 times", "plan copy T-24", "plan merge T-25 T-24",
		"plan indent T-26", "plan outdent T-26", "plan down T-26", "plan up T-27", "plan milestone T-42", "plan deliverable T-42", "plan reschedule P-4",
		"move T-93 Ready", "handover P-4 --tick", "backup", "backup "+filepath.Join(dir, "b.db"), "restore 1 --dry-run", "doctor", "compact", "purge H-3 --dry-run", "config path", "config show", "config check", "export risks --json",
		"decide --limit 1 accept")
	for _, line := range lines {
		if strings.HasSuffix(line, "|") {
			continue
		}
		code, out, errs := runMain(t, db, IO{}, append(strings.Fields(line), "--json")...)
		if code != 0 {
			if out != "" || !json.Valid([]byte(errs)) {
				t.Errorf("%s: %d, %q, %q", line, code, out, errs)
			}
			t.Logf("%s: %s", line, strings.TrimSpace(errs))
			continue
		}
		if !json.Valid([]byte(out)) {
			t.Errorf("%s: no JSON: %.200q", line, out)
		}
	}
	words := []string{"sample", "man", "help", "completion", "completion bash", "completion zsh", "completion fish", "completion powershell", "__refs", "config init", "restore", "import"}
	var walk func(c *cobra.Command, path string)
	walk = func(c *cobra.Command, path string) {
		for _, x := range c.Commands() {
			name := strings.TrimSpace(path + " " + x.Name())
			if x.HasSubCommands() {
				walk(x, name)
			}
			known := !x.Runnable() || x.HasSubCommands()
			for _, l := range append(lines, words...) {
				known = known || l == name || strings.HasPrefix(l, name+" ")
			}
			if !known {
				t.Errorf("tandem %s is tried by no test with --json", name)
			}
		}
	}
	walk((&app{}).root(), "")
}
