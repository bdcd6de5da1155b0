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

// TestBriefOnADay: --on names the day of the meeting; one that is over or no day at all is refused at
// the flag.
func TestBriefOnADay(t *testing.T) {
	db := filepath.Join(t.TempDir(), "t.db")
	if code, _, e := runMain(t, db, IO{}, "sample"); code != 0 {
		t.Fatal(e)
	}
	code, out, e := runMain(t, db, IO{}, "brief", "A-1", "--on", "2099-12-02", "--json")
	var got struct{ Title, On, Text string }
	if err := json.Unmarshal([]byte(out), &got); code != 0 || err != nil {
		t.Fatal(code, err, e)
	}
	if got.On != "2099-12-02" || got.Title != "Brief for Northwind Logistics, 2 December 2099" || !strings.Contains(got.Text, "This is for our meeting on Wednesday 2 December 2099; it tells how") {
		t.Errorf("%s %s\n%.300s", got.On, got.Title, got.Text)
	}
	if _, out, _ = runMain(t, db, IO{}, "brief", "A-1", "--json"); !strings.Contains(out, `"on":null`) {
		t.Errorf("%.300s", out)
	}
	for _, day := range []string{"yesterday", "rhubarb"} {
		if code, _, e := runMain(t, db, IO{}, "brief", "A-1", "--on", day); code != int(Usage) || !strings.Contains(e, "--on: ") {
			t.Errorf("%s: ended with %d: %s", day, code, e)
		}
	}
}
