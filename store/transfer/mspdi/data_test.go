package mspdi

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// dataFolder is the shared corpus, beside the project's root.
const dataFolder = "../../../../shared/data/schedule/mspdi"

// dataFiles lists the corpus, or skips where it is not there.
func dataFiles(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dataFolder, "*.xml"))
	if err != nil || len(files) == 0 {
		t.Skipf("no MS Project files in %s", dataFolder)
	}
	return files
}

// readData reads one file of the corpus.
func readData(t *testing.T, file string) (*Plan, []byte) {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := Read(context.Background(), bytes.NewReader(raw), filepath.Base(file), nil)
	if err != nil {
		t.Fatal(err)
	}
	return plan, raw
}

func TestCorpusIsWhole(t *testing.T) {
	if files := dataFiles(t); len(files) != 22 {
		t.Errorf("%d files, want 22", len(files))
	}
}

// naive counts elements with regular expressions over a section of the text: a
// second opinion that shares nothing with the reader.
type naive struct{ text string }

func (n naive) section(name string) naive {
	var out strings.Builder
	for _, m := range regexp.MustCompile(`(?s)<`+name+`>.*?</`+name+`>`).FindAllString(n.text, -1) {
		out.WriteString(m)
	}
	return naive{out.String()}
}

func (n naive) blocks(name string) []string {
	return regexp.MustCompile(`(?s)<`+name+`>.*?</`+name+`>`).FindAllString(n.text, -1)
}

func (n naive) count(name string) int { return len(n.blocks(name)) }

// exceptions counts distinct exceptions of all calendars: the old form and the
// new one say the same days, so the dates of a calendar make a set.
func (n naive) exceptions() int {
	sum := 0
	date := regexp.MustCompile(`<FromDate>([^<]*)</FromDate>\s*<ToDate>([^<]*)</ToDate>`)
	for _, calendar := range n.section("Calendars").blocks("Calendar") {
		days := make(map[string]bool)
		for _, m := range date.FindAllStringSubmatch(calendar, -1) {
			days[m[1]+m[2]] = true
		}
		sum += len(days)
	}
	return sum
}

func TestCorpusCounts(t *testing.T) {
	for _, file := range dataFiles(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			plan, raw := readData(t, file)
			n := naive{string(raw)}
			tasks, resources, assignments := n.section("Tasks"), n.section("Resources"), n.section("Assignments")
			blank := strings.Count(tasks.text, "<IsNull>1</IsNull>")
			old := len(regexp.MustCompile(`<DayType>0</DayType>`).FindAllString(n.text, -1))
			for _, c := range []struct {
				what      string
				got, want int
			}{
				{"tasks", plan.Counts.Tasks, tasks.count("Task") - blank},
				{"tasks in the list", len(plan.Tasks), tasks.count("Task") - blank},
				{"blank lines", plan.Counts.BlankTasks, blank},
				{"links", plan.Counts.Links, tasks.count("PredecessorLink")},
				{"external links", plan.Counts.ExternalLinks, strings.Count(tasks.text, "<CrossProject>1</CrossProject>")},
				{"task baselines", plan.Counts.Baselines, tasks.count("Baseline")},
				{"resources", plan.Counts.Resources, resources.count("Resource")},
				{"resource baselines", plan.Counts.ResourceBaselines, resources.count("Baseline")},
				{"assignments", plan.Counts.Assignments, assignments.count("Assignment")},
				{"assignment baselines", plan.Counts.AssignmentBaselines, assignments.count("Baseline")},
				{"time-phased ranges", plan.Counts.Timephased, n.count("TimephasedData")},
				{"calendars", plan.Counts.Calendars, n.section("Calendars").count("Calendar")},
				{"exceptions", plan.Counts.Exceptions, n.exceptions()},
				{"repeated exceptions", plan.Counts.RepeatedExceptions, old},
				{"custom fields", len(plan.ExtendedFields), n.section("ExtendedAttributes").count("ExtendedAttribute")},
				{"rejected", plan.Counts.Rejected, 0},
			} {
				if c.got != c.want {
					t.Errorf("%s: %d, want %d", c.what, c.got, c.want)
				}
			}
			for _, p := range plan.Problems {
				t.Log(p)
			}
		})
	}
}

// every scalar of every record is either modelled or kept as text: counted per
// task, the elements of the file and the fields that could have been set.
func TestCorpusKeepsUnmodelled(t *testing.T) {
	leaf := regexp.MustCompile(`<([A-Za-z]+)>([^<]+)</`)
	for _, file := range dataFiles(t) {
		plan, raw := readData(t, file)
		want := make(map[string]int)
		for _, block := range (naive{string(raw)}).section("Tasks").blocks("Task") {
			if strings.Contains(block, "<IsNull>1<") {
				continue
			}
			for _, inner := range []string{"PredecessorLink", "Baseline", "ExtendedAttribute", "TimephasedData"} {
				block = regexp.MustCompile(`(?s)<`+inner+`>.*?</`+inner+`>`).ReplaceAllString(block, "")
			}
			for _, m := range leaf.FindAllStringSubmatch(block, -1) {
				if _, known := taskTable[m[1]]; !known {
					want[m[1]]++
				}
			}
		}
		got := make(map[string]int)
		for _, task := range plan.Tasks {
			for _, kv := range task.Extra {
				got[kv.Name]++
			}
		}
		for name, n := range want {
			if got[name] != n {
				t.Errorf("%s: %s kept %d times, want %d", plan.File, name, got[name], n)
			}
		}
	}
}

// expected is what stands in an .expected.json; only what is input to a
// scheduler, not its output, is compared, and the stored start and finish.
type expected struct {
	ProjectStart      string `json:"project_start"`
	ProjectFinish     string `json:"project_finish"`
	MinutesPerDay     string `json:"minutes_per_day"`
	StatusDate        string `json:"status_date"`
	ScheduleFromStart string `json:"schedule_from_start"`
	CalendarUID       string `json:"calendar_uid"`
	Tasks             int    `json:"n_tasks"`
	Leaves            int    `json:"n_leaf"`
	Links             int    `json:"n_links"`
	Assigned          int    `json:"resource_assignments"`

	List []expectedTask `json:"tasks"`
}

type expectedTask struct {
	UID            int64           `json:"uid"`
	ID             int64           `json:"id"`
	Name           string          `json:"name"`
	Outline        string          `json:"outline"`
	Summary        bool            `json:"summary"`
	Milestone      bool            `json:"milestone"`
	Manual         bool            `json:"manual"`
	Active         bool            `json:"active"`
	DurationMin    float64         `json:"duration_min"`
	DurationFormat string          `json:"duration_format"`
	RemainingMin   *float64        `json:"remaining_min"`
	Percent        string          `json:"percent"`
	Constraint     string          `json:"constraint"`
	ConstraintDate string          `json:"constraint_date"`
	Deadline       string          `json:"deadline"`
	Calendar       string          `json:"task_calendar"`
	LevelingDelay  string          `json:"leveling_delay"`
	ActualStart    string          `json:"actual_start"`
	ActualFinish   string          `json:"actual_finish"`
	Predecessors   []expectedLink  `json:"predecessors"`
	Expect         expectedResults `json:"expect"`
}

type expectedLink struct {
	UID       int64  `json:"uid"`
	Type      string `json:"type"`
	Lag       int64  `json:"lag_tenth_min"`
	LagFormat string `json:"lag_format"`
}

type expectedResults struct {
	EarlyStart  string `json:"early_start"`
	EarlyFinish string `json:"early_finish"`
	LateStart   string `json:"late_start"`
	LateFinish  string `json:"late_finish"`
	Start       string `json:"start"`
	Finish      string `json:"finish"`
	Critical    bool   `json:"critical"`
	TotalSlack  string `json:"total_slack_tenth_min"`
	FreeSlack   string `json:"free_slack_tenth_min"`
}

func readExpected(t *testing.T, file string) expected {
	t.Helper()
	raw, err := os.ReadFile(strings.TrimSuffix(file, ".xml") + ".expected.json")
	if err != nil {
		t.Fatal(err)
	}
	var e expected
	if err := json.Unmarshal(raw, &e); err != nil {
		t.Fatal(err)
	}
	return e
}

func TestCorpusValues(t *testing.T) {
	for _, file := range dataFiles(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			plan, _ := readData(t, file)
			want := readExpected(t, file)
			compareProject(t, plan, want)
			if len(plan.Tasks) != len(want.List) {
				t.Fatalf("%d tasks, want %d", len(plan.Tasks), len(want.List))
			}
			byUID := make(map[int64]*Task)
			for i := range plan.Tasks {
				byUID[plan.Tasks[i].UID] = plan.Tasks[i]
			}
			for _, w := range want.List {
				if got := byUID[w.UID]; got == nil {
					t.Errorf("task %d %q is missing", w.UID, w.Name)
				} else {
					compareTask(t, got, w)
				}
			}
		})
	}
}

func compareProject(t *testing.T, plan *Plan, want expected) {
	t.Helper()
	p := plan.Project
	leaves := 0
	for _, task := range plan.Tasks {
		if !task.Summary {
			leaves++
		}
	}
	assigned := 0
	for _, a := range plan.Assignments {
		if !a.Unassigned() {
			assigned++
		}
	}
	same(t, "project", "start", p.StartDate.String(), want.ProjectStart)
	same(t, "project", "finish", p.FinishDate.String(), want.ProjectFinish)
	same(t, "project", "minutes a day", strconv.Itoa(p.MinutesPerDay), want.MinutesPerDay)
	same(t, "project", "status date", p.StatusDate.String(), want.StatusDate)
	same(t, "project", "from start", p.ScheduleFromStart, want.ScheduleFromStart == "1")
	same(t, "project", "calendar", strconv.FormatInt(p.CalendarUID, 10), want.CalendarUID)
	same(t, "project", "tasks", plan.Counts.Tasks, want.Tasks)
	same(t, "project", "leaves", leaves, want.Leaves)
	same(t, "project", "links", plan.Counts.Links, want.Links)
	same(t, "project", "assigned", assigned, want.Assigned)
}

func compareTask(t *testing.T, got *Task, want expectedTask) {
	t.Helper()
	who := "task " + strconv.FormatInt(want.UID, 10)
	same(t, who, "id", got.ID, want.ID)
	same(t, who, "name", got.Name, want.Name)
	same(t, who, "outline", got.Outline, want.Outline)
	same(t, who, "summary", got.Summary, want.Summary)
	same(t, who, "milestone", got.Milestone, want.Milestone)
	same(t, who, "manual", got.Manual, want.Manual)
	same(t, who, "active", got.Active, want.Active)
	same(t, who, "duration", got.Duration.Minutes(), want.DurationMin)
	same(t, who, "duration format", strconv.Itoa(int(got.Duration.Format)), want.DurationFormat)
	same(t, who, "remaining given", got.RemainingDuration.Set, want.RemainingMin != nil)
	if want.RemainingMin != nil {
		same(t, who, "remaining", got.RemainingDuration.Minutes(), *want.RemainingMin)
	}
	same(t, who, "percent", strconv.Itoa(got.PercentComplete), want.Percent)
	same(t, who, "constraint", got.Constraint.String(), want.Constraint)
	same(t, who, "constraint date", got.ConstraintDate.String(), want.ConstraintDate)
	same(t, who, "deadline", got.Deadline.String(), want.Deadline)
	same(t, who, "calendar", strconv.FormatInt(got.CalendarUID, 10), want.Calendar)
	same(t, who, "levelling delay", strconv.FormatInt(int64(got.LevelingDelay), 10), want.LevelingDelay)
	same(t, who, "actual start", got.ActualStart.String(), want.ActualStart)
	same(t, who, "actual finish", got.ActualFinish.String(), want.ActualFinish)
	compareStored(t, who, got, want.Expect)
	if len(got.Links) != len(want.Predecessors) {
		t.Errorf("%s: %d links, want %d", who, len(got.Links), len(want.Predecessors))
		return
	}
	for i, w := range want.Predecessors {
		l := got.Links[i]
		same(t, who, "predecessor", l.PredecessorUID, w.UID)
		same(t, who, "link type", l.Type.String(), w.Type)
		same(t, who, "lag", l.Lag, w.Lag)
		same(t, who, "lag format", strconv.Itoa(int(l.LagFormat)), w.LagFormat)
	}
}

// compareStored compares what MS Project stored of its own results.
func compareStored(t *testing.T, who string, got *Task, want expectedResults) {
	t.Helper()
	same(t, who, "start", got.Start.String(), want.Start)
	same(t, who, "finish", got.Finish.String(), want.Finish)
	same(t, who, "early start", got.EarlyStart.String(), want.EarlyStart)
	same(t, who, "early finish", got.EarlyFinish.String(), want.EarlyFinish)
	same(t, who, "late start", got.LateStart.String(), want.LateStart)
	same(t, who, "late finish", got.LateFinish.String(), want.LateFinish)
	same(t, who, "critical", got.Critical, want.Critical)
	if want.TotalSlack != "" {
		same(t, who, "total slack", strconv.FormatInt(int64(got.TotalSlack.V), 10), want.TotalSlack)
		same(t, who, "free slack", strconv.FormatInt(int64(got.FreeSlack.V), 10), want.FreeSlack)
	}
}

// same compares one value and names it where it differs.
func same[T comparable](t *testing.T, who, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %s: %v, want %v", who, what, got, want)
	}
}

// The parents found from levels must agree with the outline numbers, which say
// the same in another way.
func TestCorpusParents(t *testing.T) {
	for _, file := range dataFiles(t) {
		plan, _ := readData(t, file)
		byNumber := make(map[string]int64)
		for _, task := range plan.Tasks {
			byNumber[task.Outline] = task.UID
		}
		for _, task := range plan.Tasks {
			want := NoUID
			if dot := strings.LastIndexByte(task.Outline, '.'); dot >= 0 {
				want = byNumber[task.Outline[:dot]]
			}
			if task.ParentUID != want {
				t.Errorf("%s: task %d %s: parent %d, want %d", plan.File, task.UID, task.Outline, task.ParentUID, want)
			}
		}
	}
}
