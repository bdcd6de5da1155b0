package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestReportStatus(t *testing.T) {
	c, ids := openServed(t, filepath.Join(t.TempDir(), "t.db"))
	p := ids.Project.String()
	code, draft, errs := c.run(nil, "report", "status", p)
	if code != 0 || !strings.HasPrefix(draft, "# Status of ") {
		t.Fatalf("ended with %d: %s%s", code, draft, errs)
	}
	out := filepath.Join(t.TempDir(), "s.md")
	if code, _, errs = c.run(nil, "report", "status", p, "--send", "--to", ids.Me.String(), "--to", "the board", "--out", out); code != 0 {
		t.Fatal(errs)
	}
	if b, _ := os.ReadFile(out); string(b) != draft {
		t.Errorf("the file holds\n%s", b)
	}
	if code, _, errs = c.run(nil, "report", "status", p, "--out", out); code == 0 || !strings.Contains(errs, "exists already") {
		t.Errorf("an existing file: %d, %s", code, errs)
	}
	_, list, _ := c.run(nil, "list", "reports", "--json")
	var kept []map[string]any
	if err := json.Unmarshal([]byte(list), &kept); err != nil || len(kept) != 1 {
		t.Fatalf("%v: %s", err, list)
	}
	if kept[0]["text"] != draft || kept[0]["recipients"] != "the board" || kept[0]["project"] != p {
		t.Errorf("kept %v", kept[0])
	}
	c.clock.Add(time.Hour)
	if code, _, errs = c.run(nil, "set", ids.Risk.String(), "probability=5", "impact_time=5"); code != 0 {
		t.Fatal(errs)
	}
	_, next, _ := c.run(nil, "report", "status", p)
	if !strings.Contains(next, "## Since the last report") || !strings.Contains(next, "risk now") {
		t.Errorf("the next report:\n%s", next)
	}
	if code, _, _ = c.run(nil, "undo"); code != 0 {
		t.Error("undo failed")
	}
	for _, x := range []struct {
		args []string
		code Code
	}{{[]string{"report", "status"}, Usage}, {[]string{"report", "weather", p}, Usage}, {[]string{"report", "status", "P-999"}, NotFound}, {[]string{"report", "status", p, "--to", "me"}, Usage}} {
		if code, _, _ := c.run(nil, x.args...); code != int(x.code) {
			t.Errorf("%q ended with %d", x.args, code)
		}
	}
}
