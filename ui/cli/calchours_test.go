package cli

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
)

// TestOtherHelpDesksOnTheCommandLine types the business-time cases of other help desks, where they
// are at hand beside the project.
func TestOtherHelpDesksOnTheCommandLine(t *testing.T) {
	raw, err := os.ReadFile("../../../shared/data/sla/business_time.json")
	if err != nil {
		t.Skip("the cases of other help desks are not at hand:", err)
	}
	var file struct {
		Cases []struct {
			Name, Op, Start, End, Boundary string
			Calendar                       struct {
				Open, Close int
				Weekdays    []string
				Holidays    []string
			}
			Pauses      [][2]string
			Work        float64 `json:"business_minutes"`
			WantDue     string  `json:"want_due"`
			WantMinutes float64 `json:"want_business_minutes"`
		}
	}
	if err := json.Unmarshal(raw, &file); err != nil {
		t.Fatal(err)
	}
	for _, c := range file.Cases {
		args := []string{"calc", "due", "--json", "--zone", "Europe/Berlin", "--start", c.Start,
			"--calendar", fmt.Sprintf("%s %02d:00-%02d:00", strings.Join(c.Calendar.Weekdays, ","), c.Calendar.Open, c.Calendar.Close)}
		for _, h := range c.Calendar.Holidays {
			args = append(args, "--holiday", h)
		}
		for _, p := range c.Pauses {
			args = append(args, "--pause", p[0]+".."+p[1])
		}
		if c.Op == "between" {
			args[1] = "between"
			args = append(args, "--end", c.End)
		} else {
			rule := map[string]string{"closing instant": "closing", "next opening": "opening"}[c.Boundary]
			args = append(args, "--work", fmt.Sprintf("%.6fm", c.Work), "--boundary", rule)
		}
		code, out, e := runMain(t, t.TempDir()+"/none.db", IO{}, args...)
		var got struct {
			Due     string
			Minutes float64
		}
		if err := json.Unmarshal([]byte(out), &got); code != int(OK) || err != nil {
			t.Errorf("%s: exit %d, %v %s", c.Name, code, err, e)
			continue
		}
		due := strings.Replace(got.Due, "T", " ", 1)
		if c.Op == "between" && got.Minutes != c.WantMinutes || c.Op != "between" && !strings.HasPrefix(due, c.WantDue+"+0") {
			t.Errorf("%s %v: %s, want %s%v", c.Name, args, out, c.WantDue, c.WantMinutes)
		}
	}
}
