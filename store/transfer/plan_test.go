package transfer_test

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"tandem/model"
	"tandem/model/date"
	"tandem/store/transfer"
)

const dataDir = "../../../shared/data/schedule/mspdi"

var now = date.Of(time.Date(2026, 11, 20, 9, 12, 0, 0, time.UTC))

// workspace is an empty workspace in Berlin.
func workspace(t testing.TB) *model.Snapshot {
	t.Helper()
	s := model.NewSnapshot(model.Kinds())
	e := model.NewEdit(s, now)
	cal := model.Kinds().Prefix("CAL").New().(*model.Calendar)
	cal.Name, cal.Zone = "Office", "Europe/Berlin"
	id := e.Put("CAL", cal)
	w := model.Kinds().Prefix("W").New().(*model.Workspace)
	w.Calendar = id
	e.Put("W", w)
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	return s.With(b.Changes)
}

func read(t testing.TB, s *model.Snapshot, path string) (transfer.Result, *model.Snapshot) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Skipf("the folder with real plans is not here: %v", err)
	}
	defer f.Close()
	res, err := transfer.Import(context.Background(), s, now, filepath.Base(path), f, transfer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return res, s.With(res.Batch.Changes)
}

func files(t testing.TB) []string {
	t.Helper()
	list, _ := filepath.Glob(filepath.Join(dataDir, "*.xml"))
	if len(list) == 0 {
		t.Skip("the folder with real plans is not here")
	}
	return list
}

// expected is what the file's own results say of a task.
type expected struct {
	UID          int     `json:"uid"`
	Name         string  `json:"name"`
	Summary      bool    `json:"summary"`
	Milestone    bool    `json:"milestone"`
	Manual       bool    `json:"manual"`
	Active       bool    `json:"active"`
	Duration     float64 `json:"duration_min"`
	Percent      string  `json:"percent"`
	Constraint   string  `json:"constraint"`
	ConsDate     *string `json:"constraint_date"`
	Deadline     *string `json:"deadline"`
	Calendar     string  `json:"task_calendar"`
	ActualStart  *string `json:"actual_start"`
	ActualFinish *string `json:"actual_finish"`
	Preds        []any   `json:"predecessors"`
	Expect       struct {
		Start  *string `json:"start"`
		Finish *string `json:"finish"`
	} `json:"expect"`
}

// TestRealPlans takes each plan in, counts it against a naive look at the XML, and compares
// every task with what is known of it.
func TestRealPlans(t *testing.T) {
	for _, path := range files(t) {
		t.Run(filepath.Base(path), func(t *testing.T) {
			res, s := read(t, workspace(t), path)
			for _, p := range res.Problems {
				if p.Rejected {
					t.Errorf("rejected: %+v", p)
				}
			}
			countAgainstXML(t, path, s)
			compareTasks(t, path, s)
			again, _ := read(t, s, path)
			if len(again.Batch.Changes) != 0 {
				t.Errorf("reading it again changes %d records", len(again.Batch.Changes))
			}
			for _, c := range again.Counts {
				if c.Kind != "link" && c.Kind != "assignment" && c.Kind != "exception" && c.Unchanged != c.Read {
					t.Errorf("again: %+v", c)
				}
			}
		})
	}
}

func countAgainstXML(t *testing.T, path string, s *model.Snapshot) {
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	xml := string(raw)
	count := func(re string) int { return len(regexp.MustCompile(re).FindAllString(xml, -1)) }
	tasks := 0
	for _, x := range regexp.MustCompile(`(?s)<Task>.*?</Task>`).FindAllString(xml, -1) {
		if !strings.Contains(x, "<IsNull>1</IsNull>") && !strings.Contains(x, "<UID>0</UID>") {
			tasks++
		}
	}
	if got := s.Count("T"); got != tasks {
		t.Errorf("tasks: %d, the file has %d", got, tasks)
	}
	links, rows := 0, 0
	for task := range model.Each[*model.Task](s, "T") {
		links += len(task.Links)
		rows += len(task.Assignments)
	}
	for p := range model.Each[*model.Project](s, "P") {
		rows += len(p.Assignments)
	}
	if want := count(`<PredecessorLink>`); links != want {
		t.Errorf("links: %d, the file has %d", links, want)
	}
	if want := count(`<Assignment>`); rows != want {
		t.Errorf("assignments: %d, the file has %d", rows, want)
	}
	exceptions := 0
	for c := range model.Each[*model.Calendar](s, "CAL") {
		exceptions += len(c.Exceptions)
	}
	want := count(`<Exception>`)
	if want == 0 {
		want = count(`<DayType>0</DayType>`)
	}
	if exceptions != want {
		t.Errorf("calendar exceptions: %d, the file has %d", exceptions, want)
	}
}

func compareTasks(t *testing.T, path string, s *model.Snapshot) {
	raw, err := os.ReadFile(strings.TrimSuffix(path, ".xml") + ".expected.json")
	if err != nil {
		t.Fatal(err)
	}
	var want struct{ Tasks []expected }
	if err := json.Unmarshal(raw, &want); err != nil {
		t.Fatal(err)
	}
	byUID := map[string]*model.Task{}
	for task := range model.Each[*model.Task](s, "T") {
		byUID[task.ExternalID] = task
	}
	for _, w := range want.Tasks {
		if w.UID != 0 {
			compareTask(t, s, byUID, w)
		}
	}
}

func compareTask(t *testing.T, s *model.Snapshot, byUID map[string]*model.Task, w expected) {
	t.Helper()
	task := byUID[itoa(w.UID)]
	if task == nil {
		t.Errorf("task %d %q is not there", w.UID, w.Name)
		return
	}
	c := s.Ctx(now).For(task)
	at := func(i date.Instant) string {
		if i == 0 {
			return ""
		}
		return i.In(c.Loc).Format("2006-01-02T15:04:05")
	}
	same := func(what, got, want string) {
		t.Helper()
		if got != want {
			t.Errorf("task %d %q: %s is %q, want %q", w.UID, w.Name, what, got, want)
		}
	}
	if w.Name != "" {
		same("name", task.Name, w.Name)
	}
	if got := task.Duration.Minutes(); got != w.Duration {
		t.Errorf("task %d: duration %v min, want %v", w.UID, got, w.Duration)
	}
	same("percent", itoa(int(task.Done)/100), w.Percent)
	same("constraint", string(task.Constraint), w.Constraint)
	same("constraint date", at(task.ConstraintDate), text(w.ConsDate))
	same("deadline", at(task.Deadline), text(w.Deadline))
	same("actual start", at(task.ActualStart), text(w.ActualStart))
	same("actual finish", at(task.ActualFinish), text(w.ActualFinish))
	same("start", at(task.Start), text(w.Expect.Start))
	same("finish", at(task.Finish), text(w.Expect.Finish))
	if task.Milestone != w.Milestone || task.Manual != w.Manual || task.Inactive == w.Active {
		t.Errorf("task %d: milestone %v manual %v inactive %v, want %+v", w.UID, task.Milestone, task.Manual, task.Inactive, w)
	}
	cal := "-1"
	if x, ok := model.Find[*model.Calendar](s, task.Calendar); ok {
		cal = x.ExternalID
	}
	same("calendar", cal, w.Calendar)
	if len(task.Links) != len(w.Preds) {
		t.Errorf("task %d: %d links, want %d", w.UID, len(task.Links), len(w.Preds))
		return
	}
	for i, l := range task.Links {
		p := w.Preds[i].(map[string]any)
		same("link type", string(l.Type), p["type"].(string))
		lag := p["lag_tenth_min"].(float64) * 6
		if f := p["lag_format"]; f == "19" || f == "20" {
			lag = p["lag_tenth_min"].(float64) * 100
		}
		if float64(l.Lag.N) != lag {
			t.Errorf("task %d: lag %v, want %v", w.UID, l.Lag.N, lag)
		}
		if pred, ok := model.Find[*model.Task](s, l.Predecessor); ok {
			same("predecessor", pred.ExternalID, itoa(int(p["uid"].(float64))))
		} else if l.External == "" {
			t.Errorf("task %d: link %d leads nowhere", w.UID, i)
		}
	}
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func itoa(n int) string { return strconv.Itoa(n) }

func TestNothingTaken(t *testing.T) {
	for name, in := range map[string]string{
		"empty":      "",
		"no xml":     "hello",
		"other root": "<html><body/></html>",
		"no task":    `<Project xmlns="http://schemas.microsoft.com/project"></Project>`,
	} {
		_, err := transfer.Import(context.Background(), workspace(t), now, "x.xml", strings.NewReader(in), transfer.Options{})
		if !errors.Is(err, transfer.ErrNothing) {
			t.Errorf("%s: %v, want ErrNothing", name, err)
		}
	}
}

// TestTruncated offers what came before the break, and says where it broke.
// TestSamePlanInAnotherFile: a file with the id of a plan that came from a file of another name brings that
// plan up to date, and says so; under its own name, or word for word the same, it needs no telling.
func TestSamePlanInAnotherFile(t *testing.T) {
	const plan = `<Project xmlns="http://schemas.microsoft.com/project"><GUID>8B1D6CE2-01B3-E611-831A-2C6E85EB0C25</GUID><Title>Move</Title>` +
		`<Tasks><Task><UID>1</UID><Name>NAME</Name></Task></Tasks></Project>`
	s := workspace(t)
	for _, x := range []struct {
		file, task string
		told       bool
	}{{"a.xml", "Pack", false}, {"a.xml", "Pack all", false}, {"b.xml", "Pack all", false}, {"b.xml", "Pack it", true}} {
		res, err := transfer.Import(context.Background(), s, now, "/plans/"+x.file, strings.NewReader(strings.ReplaceAll(plan, "NAME", x.task)), transfer.Options{})
		if err != nil {
			t.Fatal(err)
		}
		told := false
		for _, p := range res.Problems {
			told = told || !p.Rejected && p.Field == "Project.GUID" && strings.Contains(p.Message, `"Move", which came from a.xml`)
		}
		s = s.With(res.Batch.Changes)
		if told != x.told || s.Count(model.ProjectPrefix) != 1 || s.Count(model.TaskPrefix) != 1 {
			t.Errorf("%s with %q: told %v of %v; %d projects", x.file, x.task, told, res.Problems, s.Count(model.ProjectPrefix))
		}
	}
}

// TestRejectedParts counts what a plan loses by what it is, never as one of the records that were
// taken, and every count of a loss has its problem and its exit code.
func TestRejectedParts(t *testing.T) {
	const links = `<PredecessorLink><PredecessorUID>2</PredecessorUID></PredecessorLink><PredecessorLink><PredecessorUID>9</PredecessorUID></PredecessorLink>` +
		`<PredecessorLink/><PredecessorLink><PredecessorUID>1</PredecessorUID></PredecessorLink>`
	const plan = `<Project xmlns="http://schemas.microsoft.com/project"><Calendars><Calendar><UID>1</UID><Name>C</Name>` +
		`<WeekDays><WeekDay/></WeekDays><Exceptions><Exception><Name>x</Name></Exception></Exceptions></Calendar></Calendars>` +
		`<Tasks><Task><UID>1</UID><Name>a</Name>` + links + `</Task><Task><UID>2</UID><Name>b</Name><Baseline/></Task><Task><UID>-1</UID><Name>c</Name></Task></Tasks></Project>`
	res, err := transfer.Import(context.Background(), workspace(t), now, "x.xml", strings.NewReader(plan), transfer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][3]int{"project": {1, 1, 0}, "calendar": {1, 1, 0}, "task": {3, 2, 1}, "link": {4, 1, 3}, "exception": {1, 0, 1},
		"working time": {1, 0, 1}, "baseline": {1, 0, 1}}
	rejected := 0
	for _, c := range res.Counts {
		if w, ok := want[c.Kind]; ok && w != [3]int{c.Read, c.Added, c.Rejected} {
			t.Errorf("%s: read, added, rejected %d %d %d, want %v", c.Kind, c.Read, c.Added, c.Rejected, w)
		}
		rejected += c.Rejected
		delete(want, c.Kind)
	}
	if len(want) > 0 || rejected != res.Rejected() {
		t.Errorf("not counted: %v; %d counted as rejected, %d told", want, rejected, res.Rejected())
	}
}

func TestTruncated(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join(dataDir, "aspose_Homemoveplan.xml"))
	if err != nil {
		t.Skip("the folder with real plans is not here")
	}
	res, err := transfer.Import(context.Background(), workspace(t), now, "x.xml", strings.NewReader(string(raw[:len(raw)/2])), transfer.Options{})
	if err != nil || len(res.Batch.Changes) == 0 {
		t.Fatalf("%d changes, %v", len(res.Batch.Changes), err)
	}
	found := false
	for _, p := range res.Problems {
		found = found || p.Row > 0 && p.Rejected
	}
	if !found {
		t.Errorf("the break is not told: %+v", res.Problems)
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	f, err := os.Open(filepath.Join(dataDir, "aspose_Homemoveplan.xml"))
	if err != nil {
		t.Skip("the folder with real plans is not here")
	}
	defer f.Close()
	if res, err := transfer.Import(ctx, workspace(t), now, "x.xml", f, transfer.Options{}); !errors.Is(err, context.Canceled) || len(res.Batch.Changes) > 0 {
		t.Errorf("%v", err)
	}
}

// TestUndo takes an import back and finds the workspace as it was.
func TestUndo(t *testing.T) {
	s := workspace(t)
	res, next := read(t, s, files(t)[0])
	back := next.With(res.Batch.Invert().Changes)
	if back.Total() != s.Total() {
		t.Errorf("%d records after undo, want %d", back.Total(), s.Total())
	}
}
