package worktime_test

import (
	"encoding/json"
	"math"
	"os"
	"testing"
	"time"

	"tandem/model/date"
	"tandem/model/worktime"
)

// slaFile has business-time cases of other help desks, beside the project where it is at hand.
const slaFile = "../../../shared/data/sla/business_time.json"

type slaCase struct {
	Name, Op, Start, End, Boundary string
	Calendar                       struct {
		Open, Close float64
		Weekdays    []string
		Holidays    []string
	}
	Pauses              [][2]string
	BusinessMinutes     float64 `json:"business_minutes"`
	WantDue             string  `json:"want_due"`
	WantBusinessMinutes float64 `json:"want_business_minutes"`
}

// spec is the calendar of a case in a zone.
func (c *slaCase) spec(t *testing.T, loc *time.Location) worktime.Spec {
	s := worktime.Spec{Zone: loc}
	for _, name := range c.Calendar.Weekdays {
		for d := time.Sunday; d <= time.Saturday; d++ {
			if d.String()[:3] == name {
				s.Week[d] = []worktime.Interval{{From: int(c.Calendar.Open * 3600), To: int(c.Calendar.Close * 3600)}}
			}
		}
	}
	for _, h := range c.Calendar.Holidays {
		s.Exceptions = append(s.Exceptions, worktime.Exception{From: day(t, h)})
	}
	return s
}

// TestOtherHelpDesks holds all cases against both rules for closing time: a case that names one
// must be met by it, and by the other one too unless the work ends just at closing.
func TestOtherHelpDesks(t *testing.T) {
	raw, err := os.ReadFile(slaFile)
	if err != nil {
		t.Skip("the cases of other help desks are not at hand:", err)
	}
	var file struct{ Cases []slaCase }
	if err := json.Unmarshal(raw, &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Cases) < 48 {
		t.Fatalf("%d cases, want 48", len(file.Cases))
	}
	rules := map[string]worktime.Boundary{"closing instant": worktime.Closing, "next opening": worktime.Opening}
	for _, name := range []string{"UTC", "Europe/Berlin", "Asia/Kolkata"} {
		loc := zone(t, name)
		for _, c := range file.Cases {
			cal := build(t, c.spec(t, loc))
			var spans []worktime.Span
			for _, p := range c.Pauses {
				spans = append(spans, worktime.Span{From: at(t, p[0], loc), To: at(t, p[1], loc)})
			}
			pauses, err := worktime.Pause(spans...)
			if err != nil {
				t.Fatal(c.Name, err)
			}
			start := at(t, c.Start, loc)
			if c.Op == "between" {
				if got := float64(cal.Spent(start, at(t, c.End, loc), pauses)) / 60; math.Abs(got-c.WantBusinessMinutes) > 1e-9 {
					t.Errorf("%s %s..%s: %v minutes, want %v", c.Name, c.Start, c.End, got, c.WantBusinessMinutes)
				}
				continue
			}
			rule, ok := rules[c.Boundary]
			if !ok {
				t.Fatalf("%s: the rule %q is not known", c.Name, c.Boundary)
			}
			work := int64(math.Round(c.BusinessMinutes * 60))
			want := at(t, c.WantDue, loc)
			if got := cal.Due(start, work, pauses, rule); got != want {
				t.Errorf("%s %s + %v: due %s, want %s", c.Name, c.Start, c.BusinessMinutes, show(got, loc), c.WantDue)
			}
			if got := cal.Due(start, work, pauses, 1-rule); !cal.Same(got, want) || cal.Open(want) && got != want {
				t.Errorf("%s %s + %v by the other rule: due %s, not the same work time as %s", c.Name, c.Start, c.BusinessMinutes, show(got, loc), c.WantDue)
			}
		}
	}
}

// show is an instant as the table writes it.
func show(i date.Instant, loc *time.Location) string {
	if i == worktime.Never {
		return "never"
	}
	return i.In(loc).Format("2006-01-02 15:04:05 -0700")
}
