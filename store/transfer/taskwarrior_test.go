package transfer_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"

	"tandem/model"
	"tandem/store/transfer"
)

const importDir = "../../../shared/data/import"

// realFiles are the files of a folder of real input; the test is skipped where it is absent.
func realFiles(t testing.TB, patterns ...string) []string {
	t.Helper()
	var out []string
	for _, p := range patterns {
		list, _ := filepath.Glob(filepath.Join(importDir, p))
		out = append(out, list...)
	}
	if len(out) == 0 {
		t.Skip("the folder with real files is not here")
	}
	return out
}

// take imports a text into a workspace and fails the test where nothing can be taken.
func take(t testing.TB, s *model.Snapshot, name, text string, opt transfer.Options) (transfer.Result, *model.Snapshot) {
	t.Helper()
	res, err := transfer.Import(context.Background(), s, now, name, strings.NewReader(text), opt)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return res, s.With(res.Batch.Changes)
}

func takeFile(t testing.TB, s *model.Snapshot, path string, opt transfer.Options) (transfer.Result, *model.Snapshot) {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return take(t, s, filepath.Base(path), string(raw), opt)
}

func write(t testing.TB, s *model.Snapshot, format string, sel transfer.Selection) string {
	t.Helper()
	w, err := transfer.WriterNamed(format)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := w.Write(context.Background(), s, now, sel, &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func countOf(res transfer.Result, kind string) transfer.Count {
	for _, c := range res.Counts {
		if c.Kind == kind {
			return c
		}
	}
	return transfer.Count{}
}

// problem finds a problem by a part of its message.
func problem(res transfer.Result, part string) *transfer.Problem {
	for i := range res.Problems {
		if strings.Contains(res.Problems[i].Field+": "+res.Problems[i].Message, part) {
			return &res.Problems[i]
		}
	}
	return nil
}

// jsonTasks reads tasks as plain maps.
func jsonTasks(t testing.TB, text string) []map[string]any {
	t.Helper()
	var out []map[string]any
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	if err := d.Decode(&out); err != nil {
		t.Fatalf("%v in %.200s", err, text)
	}
	return out
}

// sameTasks compares two exports task by task, field by field.
func sameTasks(t *testing.T, got, want []map[string]any) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%d tasks, want %d", len(got), len(want))
	}
	by := map[any]map[string]any{}
	for _, x := range got {
		by[x["uuid"]] = x
	}
	for _, w := range want {
		g := by[w["uuid"]]
		for name, v := range w {
			if !reflect.DeepEqual(g[name], v) {
				t.Errorf("%v %s: %#v, want %#v", w["uuid"], name, g[name], v)
			}
		}
		for name, v := range g {
			if _, ok := w[name]; !ok {
				t.Errorf("%v has %s %#v, which did not come in", w["uuid"], name, v)
			}
		}
	}
}

func TestTaskwarriorRealFiles(t *testing.T) {
	list := realFiles(t, "taskwarrior/*.json", "../triage/taskwarrior_export_*.json")
	for _, path := range list {
		t.Run(filepath.Base(path), func(t *testing.T) {
			raw, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			want := jsonTasks(t, string(raw))
			res, s := takeFile(t, workspace(t), path, transfer.Options{})
			if len(res.Problems) != 0 {
				t.Errorf("problems: %+v", res.Problems)
			}
			if s.Count("T") != len(want) || countOf(res, "task").Added != len(want) {
				t.Errorf("%d tasks, the file has %d", s.Count("T"), len(want))
			}
			links := 0
			for _, w := range want {
				d, _ := w["depends"].([]any)
				links += len(d)
			}
			if c := countOf(res, "link"); c.Read != links || c.Added != links {
				t.Errorf("links: %+v, the file has %d", c, links)
			}
			sameTasks(t, jsonTasks(t, write(t, s, "taskwarrior", transfer.Selection{})), want)
			again, _ := takeFile(t, s, path, transfer.Options{})
			if len(again.Batch.Changes) != 0 {
				t.Errorf("again: %d changes", len(again.Batch.Changes))
			}
		})
	}
}

// twAll has every status and every field there is, and some of nobody's.
const twAll = `[
{"id":1,"description":"Ship \/ it \"now\" \u2014 Zürich 🚢","due":"20261201T160000Z","entry":"20261001T080000Z","modified":"20261105T090000Z","priority":"H","project":"Zephyr.rollout.emea","scheduled":"20261120T080000Z","start":"20261121T080000Z","status":"pending","until":"20270101T000000Z","uuid":"00000001-0000-4000-8000-000000000001","annotations":[{"entry":"20261002T080000Z","description":"first"},{"entry":"20261003T080000Z","description":"two\nlines"}],"depends":["00000002-0000-4000-8000-000000000002","00000003-0000-4000-8000-000000000003"],"tags":["a","b"],"urgency":12.345,"estimate":5,"estimate2":"5","reviewed":"20261101T000000Z","nested":{"a":[1,2]}},
{"id":0,"description":"Done","end":"20261110T100000Z","entry":"20261001T080000Z","priority":"M","status":"completed","uuid":"00000002-0000-4000-8000-000000000002","urgency":0},
{"id":0,"description":"Gone","end":"20261111T100000Z","entry":"20261001T080000Z","priority":"L","status":"deleted","uuid":"00000003-0000-4000-8000-000000000003"},
{"id":2,"description":"Later","entry":"20261001T080000Z","status":"waiting","wait":"20270101T080000Z","uuid":"00000004-0000-4000-8000-000000000004","priority":"urgent"},
{"id":3,"description":"Weekly","due":"20261204T160000Z","entry":"20261001T080000Z","mask":"-+","recur":"weekly","status":"recurring","uuid":"00000005-0000-4000-8000-000000000005","rtype":"periodic"},
{"id":4,"description":"Weekly","due":"20261127T160000Z","entry":"20261001T080000Z","imask":1,"parent":"00000005-0000-4000-8000-000000000005","recur":"weekly","status":"pending","uuid":"00000006-0000-4000-8000-000000000006","depends":"00000002-0000-4000-8000-000000000002,00000009-0000-4000-8000-000000000009"},
{"id":5,"description":"odd \u001b[31m tags","entry":"2026-10-01T08:00:00Z","status":"pending","uuid":"00000007-0000-4000-8000-000000000007","tags":["two words","two words"],"due":"someday","annotations":[{"entry":"20261002T080000Z","description":"x","by":"me"}],"project":" odd\tname "},
{"description":"bare","uuid":"00000008-0000-4000-8000-000000000008"}
]
`

func TestTaskwarriorAllFields(t *testing.T) {
	res, s := take(t, workspace(t), "export.json", twAll, transfer.Options{})
	if p := problem(res, "not in the file"); p == nil || p.Row != 7 || res.Rejected() != 0 {
		t.Errorf("problems: %+v", res.Problems)
	}
	sameTasks(t, jsonTasks(t, write(t, s, "taskwarrior", transfer.Selection{})), jsonTasks(t, twAll))
	by := map[string]*model.Task{}
	for x := range model.Each[*model.Task](s, "T") {
		by[x.ExternalID[7:8]] = x
	}
	one := by["1"]
	p, _ := model.Find[*model.Project](s, one.Project)
	if p.Name != "Zephyr.rollout.emea" || one.Priority != 800 || one.Deadline.In(time.UTC).Format(time.DateTime) != "2026-12-01 16:00:00" ||
		one.Constraint != "SNET" || !one.Started() || len(one.Links) != 2 || one.Links[0].Type != model.FS || one.Links[0].Predecessor != by["2"].ID {
		t.Errorf("first: %+v in %+v", one, p)
	}
	if want := "- 2026-10-02T08:00:00Z first\n- 2026-10-03T08:00:00Z two\n  lines"; one.Notes != want {
		t.Errorf("notes %q, want %q", one.Notes, want)
	}
	if !by["2"].Complete() || !by["3"].Inactive || by["3"].Complete() || !by["5"].Recurring || !by["5"].Inactive || by["4"].Complete() {
		t.Error("a status was taken wrongly")
	}
	if l := by["6"].Links; len(l) != 2 || l[1].External != "00000009-0000-4000-8000-000000000009" {
		t.Errorf("links of the sixth: %+v", l)
	}
	if n := by["7"].Name; n != "odd tags" && n != "odd  tags" {
		t.Errorf("name %q", n)
	}
}

// TestTaskwarriorEdited changes fields here and looks at what goes out.
func TestTaskwarriorEdited(t *testing.T) {
	_, s := take(t, workspace(t), "export.json", twAll, transfer.Options{})
	e := model.NewEdit(s, now+3600)
	for x := range model.Each[*model.Task](s, "T") {
		for field, value := range map[string]map[string]string{
			"1": {"name": "Sail", "deadline": "2026-12-24T12:00:00Z", "priority": "300", "tags": "x, y"},
			"3": {"inactive": "no"}, "4": {"percent": "100"}, "7": {"name": "even"}}[x.ExternalID[7:8]] {
			if err := e.Set(x.ID, field, value); err != nil {
				t.Fatal(err)
			}
		}
	}
	own := e.Put("T", &model.Task{Project: model.NewID("P", 1), Name: "Ours", Priority: 500, Links: []model.TaskLink{{Predecessor: model.NewID("T", 1), Type: "FS"}, {Predecessor: model.NewID("T", 2), Type: "SS"}}})
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	s = s.With(b.Changes)
	text := write(t, s, "taskwarrior", transfer.Selection{})
	got := map[string]map[string]any{}
	for _, x := range jsonTasks(t, text) {
		key := x["uuid"].(string)[7:8]
		if x["description"] == "Ours" {
			key = "own"
		}
		got[key] = x
	}
	for _, x := range []struct{ task, field, want string }{
		{"1", "description", "Sail"}, {"1", "due", "20261224T120000Z"}, {"1", "priority", "L"}, {"1", "tags", "[x y]"},
		{"1", "scheduled", "20261120T080000Z"}, {"1", "estimate", "5"}, {"1", "modified", "20261120T101200Z"},
		{"3", "status", "pending"}, {"3", "end", "<nil>"}, {"4", "status", "completed"}, {"4", "wait", "20270101T080000Z"}, {"4", "priority", "urgent"},
		{"7", "description", "even"}, {"7", "due", "someday"}, {"7", "tags", "[two words two words]"}, {"7", "entry", "2026-10-01T08:00:00Z"},
		{"own", "depends", "[00000001-0000-4000-8000-000000000001]"}, {"own", "project", "Zephyr.rollout.emea"}, {"own", "status", "pending"},
	} {
		if v := fmt.Sprint(got[x.task][x.field]); v != x.want {
			t.Errorf("%s %s is %s, want %s", x.task, x.field, v, x.want)
		}
	}
	if again := write(t, s, "taskwarrior", transfer.Selection{}); again != text {
		t.Error("a second export differs")
	}
	one := jsonTasks(t, write(t, s, "taskwarrior", transfer.Selection{Project: model.NewID("P", 1)}))
	if len(one) != 2 || own == 0 {
		t.Errorf("of the first project %d tasks went out, want 2", len(one))
	}
}

func TestTaskwarriorBadInput(t *testing.T) {
	task := func(n int, more string) string {
		return fmt.Sprintf(`{"description":"task %d","entry":"20261001T080000Z","status":"pending","uuid":"u%d"%s}`, n, n, more)
	}
	for _, x := range []struct {
		name, text string
		tasks      int
		row        int
		say        string
	}{
		{"one a line", task(1, "") + "\n" + task(2, "") + "\n", 2, 0, ""},
		{"byte-order mark", "\ufeff[" + task(1, "") + "]", 1, 0, ""},
		{"truncated", "[\n" + task(1, "") + ",\n" + task(2, "")[:40], 1, 3, "ends in the middle"},
		{"no end", "[\n" + task(1, "") + ",\n", 1, 2, "does not end"},
		{"one broken", "[\n" + task(1, "") + ",\n{\"description\":\"x\",,},\n" + task(3, "") + "\n]", 2, 3, "no valid JSON"},
		{"quote lost", "[\n" + task(1, "") + ",\n{\"description\":\"x,\"uuid\":\"u2\"},\n" + task(3, "") + "\n]", 2, 3, "no valid JSON"},
		{"bracket lost", "[\n" + task(1, "") + ",\n{\"description\":\"x\",\n" + task(3, "") + "\n]", 2, 3, "no valid JSON"},
		{"no object", "[\n" + task(1, "") + ",\n42, \"x\"\n]", 1, 3, "is no object: 42"},
		{"another kind", "[" + task(1, "") + ",\n{\"a\":1}]", 1, 2, "is no task"},
		{"twice", "[" + task(1, "") + ",\n" + task(1, "") + "]", 1, 2, "came already, in line 1"},
		{"on itself", "[" + task(1, `,"depends":["u1"]`) + "]", 1, 1, "on itself"},
		{"ring", "[" + task(1, `,"depends":["u2"]`) + ",\n" + task(2, `,"depends":["u3"]`) + ",\n" + task(3, `,"depends":["u1"]`) + "]", 3, 3, "goes round: u1 > u2 > u3 > u1"},
		{"bad bytes", "[\n" + strings.Replace(task(1, ""), "task 1", "t\xe4sk \u00e4", 1) + "]", 1, 2, "no UTF-8"},
		{"told twice", "[" + task(1, `,"due":"20261001T080000Z","due":"20261002T080000Z"`) + "]", 1, 1, "told twice"},
		{"no description", `[{"status":"pending","entry":"20261001T080000Z","uuid":"u1"}]`, 1, 1, "is missing"},
	} {
		t.Run(x.name, func(t *testing.T) {
			res, s := take(t, workspace(t), "x.json", x.text, transfer.Options{Format: "taskwarrior"})
			if s.Count("T") != x.tasks {
				t.Errorf("%d tasks, want %d: %+v", s.Count("T"), x.tasks, res.Problems)
			}
			if x.say == "" {
				if len(res.Problems) > 0 {
					t.Errorf("problems: %+v", res.Problems)
				}
				return
			}
			if p := problem(res, x.say); p == nil || p.Row != x.row {
				t.Errorf("want %q in row %d, got %+v", x.say, x.row, res.Problems)
			}
			again, _ := take(t, s, "x.json", x.text, transfer.Options{Format: "taskwarrior"})
			if len(again.Batch.Changes) != 0 {
				t.Errorf("again: %d changes", len(again.Batch.Changes))
			}
		})
	}
	for _, text := range []string{"", "[]", "{}", "nonsense", "[1,2]"} {
		_, err := transfer.Import(context.Background(), workspace(t), now, "x", strings.NewReader(text), transfer.Options{Format: "taskwarrior"})
		if !errors.Is(err, transfer.ErrNothing) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// TestTaskwarriorRingGoesOutAgain: a link that was left out here is not lost there.
func TestTaskwarriorRingGoesOutAgain(t *testing.T) {
	const ring = `[{"description":"a","entry":"20261001T080000Z","status":"pending","uuid":"aaaaaaaa","depends":["bbbbbbbb"]},
{"description":"b","entry":"20261001T080000Z","status":"pending","uuid":"bbbbbbbb","depends":["aaaaaaaa"]}]`
	res, s := take(t, workspace(t), "x.json", ring, transfer.Options{})
	if c := countOf(res, "link"); c.Read != 2 || c.Added != 1 || c.Rejected != 1 || res.Rejected() != 1 {
		t.Errorf("links: %+v, problems %+v", c, res.Problems)
	}
	sameTasks(t, jsonTasks(t, write(t, s, "taskwarrior", transfer.Selection{})), jsonTasks(t, ring))
}

// twMany is an export of n tasks, three in ten with a dependency on an earlier one.
func twMany(n int) string {
	var b strings.Builder
	b.WriteString("[\n")
	for i := range n {
		if i > 0 {
			b.WriteString(",\n")
		}
		fmt.Fprintf(&b, `{"id":%d,"description":"Task number %d about the rollout","due":"2026%02d%02dT160000Z","entry":"20260102T080000Z","modified":"20261105T090000Z","priority":"%s","project":"Area%d.part%d","status":"pending","uuid":"%08x-0000-4000-8000-%012x"`,
			i+1, i, 1+i%12, 1+i%28, string("HML"[i%3]), i%7, i%5, i, i)
		if i%10 < 3 && i > 20 {
			fmt.Fprintf(&b, `,"depends":["%08x-0000-4000-8000-%012x"]`, i-11, i-11)
		}
		b.WriteString(`,"annotations":[{"entry":"20261002T080000Z","description":"a word about it"}],"tags":["work","later"],"urgency":5.25}`)
	}
	b.WriteString("\n]\n")
	return b.String()
}

func BenchmarkTaskwarriorImport50k(b *testing.B) {
	text, s := twMany(50_000), workspace(b)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		res, next := take(b, s, "x.json", text, transfer.Options{})
		if next.Count("T") != 50_000 || len(res.Problems) != 0 {
			b.Fatal(next.Count("T"), len(res.Problems))
		}
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.HeapSys)/(1<<20), "MiB-heap")
}

func BenchmarkTaskwarriorExport50k(b *testing.B) {
	_, s := take(b, workspace(b), "x.json", twMany(50_000), transfer.Options{})
	for b.Loop() {
		write(b, s, "taskwarrior", transfer.Selection{})
	}
}

func TestTaskwarriorProgressAndCancel(t *testing.T) {
	text := twMany(3000)
	var last, total int64
	calls := 0
	_, s := take(t, workspace(t), "x.json", text, transfer.Options{Size: int64(len(text)), Progress: func(done, of int64) {
		if done < last || done > of {
			t.Errorf("progress went from %d to %d of %d", last, done, of)
		}
		last, total = done, of
		calls++
	}})
	if last != int64(len(text)) || total != last || calls < 5 || s.Count("T") != 3000 {
		t.Errorf("progress ended at %d of %d after %d calls", last, total, calls)
	}
	ctx, cancel := context.WithCancel(context.Background())
	_, err := transfer.Import(ctx, workspace(t), now, "x.json", strings.NewReader(text), transfer.Options{Progress: func(int64, int64) { cancel() }})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// growing is a file that somebody writes to while it is read.
type growing struct {
	text []byte
	more []byte
	n    int
}

// Read implements io.Reader.
func (g *growing) Read(p []byte) (int, error) {
	if g.n > 4 {
		return copy(p, g.text), errEnd(len(g.text) <= len(p))
	}
	n := copy(p[:min(len(p), 64)], g.text)
	g.text = append(g.text[n:], g.more...)
	g.n++
	return n, nil
}

func errEnd(end bool) error {
	if end {
		return fmt.Errorf("cut: %w", os.ErrDeadlineExceeded)
	}
	return nil
}

func TestTaskwarriorReadFails(t *testing.T) {
	g := &growing{text: []byte(twMany(5)), more: []byte("\n" + twMany(1))}
	_, err := transfer.Import(context.Background(), workspace(t), now, "x.json", g, transfer.Options{Format: "taskwarrior"})
	if !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("a file that breaks off with an error gave %v", err)
	}
}

// TestTaskwarriorGrowsWhileRead: what is appended meanwhile is taken as far as it is whole.
func TestTaskwarriorGrowsWhileRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.json")
	line := func(i int) string {
		return fmt.Sprintf(`{"description":"t","entry":"20261001T080000Z","status":"pending","uuid":"u%06d"}`+"\n", i)
	}
	var b strings.Builder
	for i := range 20_000 {
		b.WriteString(line(i))
	}
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	in, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	out, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	grown := false
	res, err := transfer.Import(context.Background(), workspace(t), now, "x.json", readFunc(func(p []byte) (int, error) {
		if !grown {
			grown = true
			_, _ = out.WriteString(line(20_000) + line(20_001)[:30])
		}
		return in.Read(p)
	}), transfer.Options{Size: int64(b.Len())})
	if err != nil {
		t.Fatal(err)
	}
	if c := countOf(res, "task"); c.Added != 20_001 || c.Rejected != 1 || problem(res, "ends in the middle").Row != 20_002 {
		t.Errorf("%+v, %+v", c, res.Problems)
	}
}

type readFunc func([]byte) (int, error)

// Read implements io.Reader.
func (f readFunc) Read(p []byte) (int, error) { return f(p) }

func FuzzTaskwarrior(f *testing.F) {
	f.Add([]byte(twAll))
	f.Add([]byte(twMany(3)))
	f.Add([]byte(`{"description":"a","uuid":"x","depends":["x","y"],"annotations":[1,{}],"tags":"a,b"}`))
	f.Add([]byte("\xff\xfe{\x00}\x00"))
	s := workspace(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		res, err := transfer.Import(context.Background(), s, now, "x", bytes.NewReader(data), transfer.Options{Format: "taskwarrior"})
		if err != nil {
			return
		}
		next := s.With(res.Batch.Changes)
		if next.Count("T") == 0 && len(res.Problems) == 0 {
			t.Error("nothing came in and nothing was said")
		}
		var b bytes.Buffer
		w, _ := transfer.WriterNamed("taskwarrior")
		if err := w.Write(context.Background(), next, now, transfer.Selection{}, &b); err == nil && !json.Valid(b.Bytes()) {
			t.Errorf("wrote what is no JSON: %s", b.Bytes())
		}
		again, err := transfer.Import(context.Background(), next, now, "x", bytes.NewReader(data), transfer.Options{Format: "taskwarrior"})
		if err != nil || len(again.Batch.Changes) != 0 {
			t.Errorf("again: %v, %d changes", err, len(again.Batch.Changes))
		}
	})
}
