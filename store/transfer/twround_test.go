package transfer_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tandem/model"
	"tandem/store/transfer"
)

// anyText draws text with everything that could go wrong in it.
func anyText(t *rapid.T, label string) string {
	return rapid.OneOf(
		rapid.StringMatching(`[a-zA-Z0-9 ]{1,20}`),
		rapid.SampledFrom([]string{"a/b \\ \"c\"", "tab\there", "two\nlines", "  blanks  ", "5", "null", "true", `{"a":1}`, `"quoted"`, "ünï 漢字 🚢", "\x1b[31mred", "\u202eturned", "", "- 2026-01-02T03:04:05Z x", "\u2028sep", "\x7f"}),
		rapid.String(),
	).Draw(t, label)
}

func anyStamp(t *rapid.T, label string) string {
	return rapid.OneOf(
		rapid.Custom(func(t *rapid.T) string {
			return fmt.Sprintf("%04d%02d%02dT%02d%02d%02dZ", rapid.IntRange(1990, 2090).Draw(t, "y"), rapid.IntRange(1, 12).Draw(t, "m"), rapid.IntRange(1, 28).Draw(t, "d"),
				rapid.IntRange(0, 23).Draw(t, "h"), rapid.IntRange(0, 59).Draw(t, "mi"), rapid.IntRange(0, 59).Draw(t, "s"))
		}),
		rapid.SampledFrom([]string{"2026-01-02T03:04:05Z", "2026-01-02T03:04:05+02:00", "tomorrow", "", "20261332T000000Z"}),
	).Draw(t, label)
}

// anyTask draws one task; others are the uuids it may depend on.
func anyTask(t *rapid.T, uuid string, others []string) map[string]any {
	x := map[string]any{"uuid": uuid, "description": anyText(t, "description"), "entry": anyStamp(t, "entry"),
		"status": rapid.SampledFrom([]string{"pending", "completed", "deleted", "waiting", "recurring", "odd"}).Draw(t, "status")}
	maybe := func(name string, v func() any) {
		if rapid.Bool().Draw(t, "has "+name) {
			x[name] = v()
		}
	}
	for _, name := range []string{"due", "scheduled", "start", "end", "wait", "until", "modified", "reviewed"} {
		maybe(name, func() any { return anyStamp(t, name) })
	}
	maybe("priority", func() any { return rapid.SampledFrom([]string{"H", "M", "L", "urgent", ""}).Draw(t, "priority") })
	maybe("project", func() any {
		return rapid.SampledFrom([]string{"Home", "a.b.c", " odd\tone", "", "Taskwarrior"}).Draw(t, "project")
	})
	maybe("tags", func() any {
		return rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "two words", "x,y"}), 0, 3).Draw(t, "tags")
	})
	maybe("annotations", func() any {
		var list []any
		for range rapid.IntRange(0, 3).Draw(t, "n") {
			list = append(list, map[string]any{"entry": anyStamp(t, "at"), "description": anyText(t, "note")})
		}
		return append([]any{}, list...)
	})
	maybe("depends", func() any { return rapid.SliceOfN(rapid.SampledFrom(others), 0, 3).Draw(t, "depends") })
	maybe("urgency", func() any { return rapid.Float64Range(-5, 50).Draw(t, "urgency") })
	maybe("uda", func() any {
		return rapid.SampledFrom([]any{5, "5", nil, true, "true", []any{1, "a"}, map[string]any{"k": "v"}, "plain", " x ", "line\nbreak"}).Draw(t, "uda")
	})
	maybe(rapid.SampledFrom([]string{"depends left out", "taskwarrior attribute", "odd\nname", "id"}).Draw(t, "odd"), func() any { return anyText(t, "value") })
	return x
}

// TestTaskwarriorAnythingGoesOutAgain: whatever comes in untouched goes out as it was, and
// coming in once more changes nothing.
func TestTaskwarriorAnythingGoesOutAgain(t *testing.T) {
	empty := workspace(t)
	rapid.Check(t, func(rt *rapid.T) {
		var tasks []map[string]any
		uuids := []string{"0000000a-aaaa-4aaa-8aaa-aaaaaaaaaaaa", "ffffffff-ffff-4fff-8fff-ffffffffffff"}
		for i := range rapid.IntRange(1, 5).Draw(rt, "tasks") {
			u := fmt.Sprintf("%08x-0000-4000-8000-000000000000", i+1)
			tasks = append(tasks, anyTask(rt, u, uuids))
			uuids = append(uuids, u)
		}
		raw, err := json.Marshal(tasks)
		if err != nil {
			rt.Fatal(err)
		}
		res, s := take(t, empty, "x.json", string(raw), transfer.Options{Format: "taskwarrior"})
		if s.Count("T") != len(tasks) {
			rt.Fatalf("%d tasks of %d: %+v", s.Count("T"), len(tasks), res.Problems)
		}
		var want, got []map[string]any
		if err := json.Unmarshal(raw, &want); err != nil {
			rt.Fatal(err)
		}
		text := write(t, s, "taskwarrior", transfer.Selection{})
		if err := json.Unmarshal([]byte(text), &got); err != nil {
			rt.Fatalf("%v in %s", err, text)
		}
		if d := unlike(got, want); d != "" {
			rt.Fatal(d)
		}
		second, err := again2(s, string(raw))
		if err != nil || len(second.Batch.Changes) != 0 {
			rt.Fatalf("again: %v, %d changes", err, len(second.Batch.Changes))
		}
	})
}

// unlike tells the first difference between two lists of tasks; "" where there is none.
func unlike(got, want []map[string]any) string {
	if len(got) != len(want) {
		return fmt.Sprintf("%d tasks, want %d", len(got), len(want))
	}
	for i := range want {
		for name, v := range want[i] {
			if a, b := fmt.Sprintf("%#v", got[i][name]), fmt.Sprintf("%#v", v); a != b {
				return fmt.Sprintf("%s %s went out as %s, came in as %s", want[i]["uuid"], name, a, b)
			}
		}
		for name, v := range got[i] {
			if _, ok := want[i][name]; !ok {
				return fmt.Sprintf("%s %s did not come in and went out as %#v", want[i]["uuid"], name, v)
			}
		}
	}
	return ""
}

func again2(s *model.Snapshot, text string) (transfer.Result, error) {
	return transfer.Import(context.Background(), s, now+60, "x.json", strings.NewReader(text), transfer.Options{Format: "taskwarrior"})
}

// TestTaskwarriorUpdate: a later export changes what it says and nothing else.
func TestTaskwarriorUpdate(t *testing.T) {
	_, s := take(t, workspace(t), "a.json", twAll, transfer.Options{})
	e := model.NewEdit(s, now+60)
	for field, value := range map[string]string{"duration": "3d", "percent": "40", "acceptance": "it floats"} {
		if err := e.Set(model.NewID("T", 1), field, value); err != nil {
			t.Fatal(err)
		}
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	s = s.With(b.Changes)
	later := strings.NewReplacer(`"due":"20261201T160000Z"`, `"due":"20261205T160000Z"`, `,"scheduled":"20261120T080000Z"`, "", `"tags":["a","b"],`, "").Replace(twAll)
	res, s := take(t, s, "b.json", later, transfer.Options{})
	x, _ := model.Find[*model.Task](s, model.NewID("T", 1))
	if c := countOf(res, "task"); c.Updated != 1 || c.Unchanged != 7 || c.Added != 0 {
		t.Errorf("%+v", c)
	}
	if x.Deadline != x.Finish || x.Deadline.Sub(now) < 0 || x.Constraint != "ASAP" || x.ConstraintDate != 0 || len(x.Tags) != 0 {
		t.Errorf("what the file says: %+v", x)
	}
	if x.Duration.N != 3*8*3600 || x.Done != 40_00 || x.Acceptance != "it floats" {
		t.Errorf("what it does not say: %+v", x)
	}
}

func TestTaskwarriorFits(t *testing.T) {
	for _, x := range []struct {
		text, format string
	}{
		{twAll, "taskwarrior"},
		{`{"description":"a","entry":"20261001T080000Z","status":"pending","uuid":"u"}`, "taskwarrior"},
		{"\ufeff[\n" + twAll[2:], "taskwarrior"},
		{ghREST, "github"},
		{jiraSearch, "jira"},
		{ics(event("UID:1", "DTSTART:20261001T080000Z")), "ical"},
		{"number,title,state,created_at\n1,x,open,2026-01-01\n", "github-csv"},
		{"name,start\nx,2026-01-01\n", "csv"},
		{"Summary,Issue key,Issue id,Status\nx,A-1,1,Done\n", "jira-csv"},
		{`<Project xmlns="http://schemas.microsoft.com/project">`, "mspdi"},
	} {
		got := ""
		for _, f := range transfer.Formats() {
			if f.Fits != nil && f.Fits("x", []byte(x.text)) {
				got = f.Name
				break
			}
		}
		if got != x.format {
			t.Errorf("%.40q is taken for %q, want %q", x.text, got, x.format)
		}
	}
}

func TestWriters(t *testing.T) {
	for name, want := range map[string]string{"taskwarrior": "taskwarrior", "ical": "ical", "ics": "ical"} {
		if w, err := transfer.WriterNamed(name); err != nil || w.Name != want {
			t.Errorf("%s: %q, %v", name, w.Name, err)
		}
	}
	if _, err := transfer.WriterNamed("fax"); err == nil || !strings.Contains(err.Error(), "taskwarrior, ical") {
		t.Errorf("fax: %v", err)
	}
}
