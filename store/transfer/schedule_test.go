package transfer_test

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/worktime"
)

// answer is what Microsoft Project stored for a task.
type answer struct {
	UID          int     `json:"uid"`
	Summary      bool    `json:"summary"`
	Manual       bool    `json:"manual"`
	Constraint   string  `json:"constraint"`
	Deadline     *string `json:"deadline"`
	ActualFinish *string `json:"actual_finish"`
	Preds        []struct {
		UID  int    `json:"uid"`
		Type string `json:"type"`
		Lag  int    `json:"lag_tenth_min"`
	} `json:"predecessors"`
	Expect struct {
		EarlyStart  string `json:"early_start"`
		EarlyFinish string `json:"early_finish"`
		LateStart   string `json:"late_start"`
		LateFinish  string `json:"late_finish"`
		Start       string `json:"start"`
		Finish      string `json:"finish"`
		Critical    bool   `json:"critical"`
		StartSlack  string `json:"start_slack"`
		FinishSlack string `json:"finish_slack"`
		TotalSlack  string `json:"total_slack"`
		FreeSlack   string `json:"free_slack"`
		TotalTenths string `json:"total_slack_tenth_min"`
		FreeTenths  string `json:"free_slack_tenth_min"`
	} `json:"expect"`
}

type answers struct {
	Start         string   `json:"project_start"`
	Finish        string   `json:"project_finish"`
	MinutesPerDay string   `json:"minutes_per_day"`
	Tasks         []answer `json:"tasks"`
	Differs       []struct {
		UID   int    `json:"uid"`
		Field string `json:"field"`
	} `json:"mpxj_scheduler_differs"` // fields in which another scheduler is known to differ
}

// plan is a file taken in and scheduled, with the answers to it.
type plan struct {
	t     *testing.T
	name  string
	snap  *model.Snapshot
	sched *model.Schedule
	cal   *worktime.Calendar
	want  answers
	stale map[int]bool

	before *model.Schedule   // of the plan before it grew, once asked for
	tried  map[string][2]int // by field: right, all
}

var slackUnit = regexp.MustCompile(`^(-?[0-9.]+)(e?)(m|h|d|w|mo)$`)

func (p *plan) minutes(s string) (float64, bool) {
	m := slackUnit.FindStringSubmatch(s)
	if m == nil {
		return 0, false
	}
	n, _ := strconv.ParseFloat(m[1], 64)
	day, _ := strconv.ParseFloat(p.want.MinutesPerDay, 64)
	unit := map[string]float64{"m": 1, "h": 60, "d": day, "w": 5 * day, "mo": 20 * day}
	if m[2] == "e" {
		unit = map[string]float64{"m": 1, "h": 60, "d": 1440, "w": 7 * 1440, "mo": 30 * 1440}
	}
	return n * unit[m[3]], true
}

func (p *plan) note(a answer, field string, ok bool, got, want string) {
	x := p.tried[field]
	x[1]++
	if ok {
		x[0]++
	} else {
		p.t.Errorf("%s: task %d (summary %v): %s is %s, Project has %s", p.name, a.UID, a.Summary, field, got, want)
	}
	p.tried[field] = x
}

func (p *plan) date(a answer, field string, got date.Instant, want string) {
	at, err := date.Parse(want, 0, p.sched.Loc)
	if err != nil {
		return
	}
	p.note(a, field, got == at || p.cal.Same(got, at), got.RFC3339(p.sched.Loc), want)
}

func (p *plan) float(a answer, field string, got int64, want, tenths string) {
	n, ok := p.minutes(want)
	if tenths != "" {
		m, err := strconv.ParseFloat(tenths, 64)
		n, ok = m/10, err == nil
	}
	if ok {
		p.note(a, field, math.Abs(float64(got)/60-n) <= 1, strconv.FormatFloat(float64(got)/60, 'f', 1, 64), strconv.FormatFloat(n, 'f', 1, 64))
	}
}

func (p *plan) check(a answer, d model.Dates) {
	e := &a.Expect
	p.date(a, "early_start", d.EarlyStart, e.EarlyStart)
	p.date(a, "early_finish", d.EarlyFinish, e.EarlyFinish)
	p.date(a, "start", d.Start, e.Start)
	p.date(a, "finish", d.Finish, e.Finish)
	if p.stale[a.UID] {
		p.explain(a, d)
	} else {
		p.late(a, d)
	}
}

// late compares the late dates and what follows from them.
func (p *plan) late(a answer, d model.Dates) {
	e := &a.Expect
	p.date(a, "late_start", d.LateStart, e.LateStart)
	p.date(a, "late_finish", d.LateFinish, e.LateFinish)
	p.float(a, "start_float", d.StartFloat, e.StartSlack, "")
	p.float(a, "finish_float", d.FinishFloat, e.FinishSlack, "")
	p.float(a, "total_float", d.TotalFloat, e.TotalSlack, e.TotalTenths)
	p.float(a, "free_float", d.FreeFloat, e.FreeSlack, e.FreeTenths)
	p.note(a, "critical", d.Critical == e.Critical, strconv.FormatBool(d.Critical), strconv.FormatBool(e.Critical))
}

func openPlan(t *testing.T, path string) *plan {
	_, s := read(t, workspace(t), path)
	p := &plan{t: t, name: strings.TrimSuffix(filepath.Base(path), ".xml"), snap: s, tried: map[string][2]int{}}
	raw, err := os.ReadFile(strings.TrimSuffix(path, ".xml") + ".expected.json")
	if err != nil {
		t.Skip(err)
	}
	if err := json.Unmarshal(raw, &p.want); err != nil {
		t.Fatal(err)
	}
	for r := range s.All(model.ProjectPrefix) {
		p.sched = s.Schedule(r.Base().ID)
		p.cal = s.Hours(r.(*model.Project).Calendar, p.sched.Loc)
	}
	p.stale = map[int]bool{}
	for _, uid := range stale[p.name] {
		p.stale[uid] = true
	}
	return p
}

// task finds a task by the number it has in the file; nil for the project's own summary.
func (p *plan) task(uid int) *model.Task {
	for _, x := range p.sched.Tasks() {
		if x.ExternalID == strconv.Itoa(uid) {
			return x
		}
	}
	return nil
}

// dated are the fields that are compared, in the order of the table.
var dated = []string{"early_start", "early_finish", "start", "finish", "late_start", "late_finish", "start_float", "finish_float", "total_float", "free_float", "critical"}

// row is a line of the table: of each field how many are right, and of how many where not all are.
func (p *plan) row() string {
	b := fmt.Sprintf("%-40s %5d", p.name, len(p.sched.Tasks()))
	for _, f := range dated {
		x := p.tried[f]
		cell := strconv.Itoa(x[0])
		if x[0] != x[1] {
			cell += "/" + strconv.Itoa(x[1])
		}
		b += fmt.Sprintf(" %12s", cell)
	}
	return b
}

// TestProjectsOwnDates schedules each plan of Microsoft Project and compares every date and float
// of every task with those Project stored. With -v it prints a table with a line a file: of each
// field how many tasks have it right, with a stroke and of how many where some do not. Stale late
// dates of the file are compared with the plan they are of, or do not count where none is known.
func TestProjectsOwnDates(t *testing.T) {
	table := fmt.Sprintf("\n%-40s %5s", "file", "tasks")
	for _, f := range dated {
		table += fmt.Sprintf(" %12s", f)
	}
	for _, path := range files(t) {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".xml"), func(t *testing.T) {
			p := openPlan(t, path)
			if p.sched.Stored != "" || len(p.sched.Issues) > 0 {
				t.Fatalf("%q %v", p.sched.Stored, p.sched.Issues)
			}
			for _, a := range p.want.Tasks {
				if x := p.task(a.UID); x != nil {
					d, _ := p.sched.Of(x.ID)
					p.check(a, d)
				}
			}
			table += "\n" + p.row()
			if p.tried["start"][1] == 0 || p.tried["early_start"][1] == 0 && p.tried["finish"][1] == 0 {
				t.Error("nothing was compared")
			}
		})
	}
	t.Log(table)
}
