package transfer_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tandem/model"
	"tandem/store/transfer"
)

// byKey are the tasks by what their tracker calls them.
func byKey(s *model.Snapshot) map[string]*model.Task {
	out := map[string]*model.Task{}
	for t := range model.Each[*model.Task](s, "T") {
		out[t.ExternalID] = t
	}
	return out
}

func custom(r model.Record, name string) string {
	for _, c := range r.Base().Custom {
		if c.Name == name {
			return c.Value
		}
	}
	return ""
}

// again takes a file a second time, which must change nothing.
func again(t testing.TB, s *model.Snapshot, name, text string, opt transfer.Options) {
	t.Helper()
	if res, _ := take(t, s, name, text, opt); len(res.Batch.Changes) != 0 {
		t.Errorf("again: %d changes, first %+v", len(res.Batch.Changes), res.Batch.Changes[0].After)
	}
}

func TestGitHubRealJSON(t *testing.T) {
	for _, path := range realFiles(t, "github/*.json") {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var file struct {
			Data struct {
				Search struct {
					Nodes []struct {
						Number     int
						Title      string
						Labels     struct{ Nodes []struct{ Name string } }
						Repository struct{ NameWithOwner string }
					}
				}
			}
		}
		if err := json.Unmarshal(raw, &file); err != nil {
			t.Fatal(err)
		}
		res, s := take(t, workspace(t), filepath.Base(path), string(raw), transfer.Options{})
		if s.Count("T") != len(file.Data.Search.Nodes) || res.Rejected() > 0 {
			t.Errorf("%d tasks, the file has %d issues; %+v", s.Count("T"), len(file.Data.Search.Nodes), res.Problems)
		}
		tasks := byKey(s)
		for _, n := range file.Data.Search.Nodes {
			x := tasks[n.Repository.NameWithOwner+"#"+itoa(n.Number)]
			if x == nil || x.Name != n.Title || len(x.Tags) != len(n.Labels.Nodes) {
				t.Errorf("#%d %q became %+v", n.Number, n.Title, x)
			}
		}
		x := tasks["dlvhdr/gh-dash#141"]
		if !strings.Contains(x.Notes, "## Comments") || !strings.Contains(x.Notes, "dlvhdr, 2022-07-03 13:45") || x.Priority != 700 || custom(x, "reactions") != "19" {
			t.Errorf("%d %q\n%s", x.Priority, x.Custom, x.Notes)
		}
		again(t, s, filepath.Base(path), string(raw), transfer.Options{})
	}
}

func TestGitHubRealCSV(t *testing.T) {
	for _, path := range realFiles(t, "github/*.csv") {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(bytes.NewReader(raw)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(path)
		res, s := take(t, workspace(t), name, string(raw), transfer.Options{})
		if s.Count("T") != len(rows)-1 || res.Rejected() != 0 {
			t.Errorf("%d tasks of %d rows; %.300v", s.Count("T"), len(rows)-1, res.Problems)
		}
		tasks, closed := byKey(s), 0
		title, number, state := slices.Index(rows[0], "title"), slices.Index(rows[0], "number"), slices.Index(rows[0], "state")
		for _, r := range rows[1:] {
			x := tasks[strings.TrimSuffix(name, ".csv")+"#"+r[number]]
			if x == nil || x.Name != strings.Join(strings.Fields(r[title]), " ") && x.Name != strings.TrimSpace(r[title]) || x.Complete() != (r[state] == "closed") {
				t.Fatalf("%v became %+v", r[:9], x)
			}
			if x.Complete() {
				closed++
			}
		}
		t.Logf("%d closed", closed)
		again(t, s, name, string(raw), transfer.Options{})
	}
}

const ghREST = `[
{"number":7,"title":"Crash","body":"It *crashes*\r\nhere","state":"open","html_url":"https://github.com/o/r/issues/7","created_at":"2026-01-02T03:04:05Z","updated_at":"2026-01-03T03:04:05Z",
 "labels":[{"name":"bug"},{"name":"priority: low"},{"name":"good first issue"}],"assignees":[{"login":"ada"},{"login":"bo"}],"user":{"login":"cy"},"comments":3,
 "milestone":{"title":"v1","due_on":"2026-12-31T08:00:00Z","state":"open","description":"first"},"reactions":{"total_count":0}},
{"number":8,"title":"Fix","state":"closed","html_url":"https://github.com/o/r/pull/8","pull_request":{"url":"x"},"draft":false,"closed_at":"2026-01-05T00:00:00Z","labels":[],"milestone":{"title":"v1"}},
{"number":9,"title":"No","state":"closed","state_reason":"not_planned","closed_at":"2026-01-06T00:00:00Z","html_url":"https://github.com/o/r/issues/9"}
]`

func TestGitHubREST(t *testing.T) {
	res, s := take(t, workspace(t), "issues.json", ghREST, transfer.Options{})
	tasks := byKey(s)
	c := s.Ctx(now)
	a, b, d, v := tasks["o/r#7"], tasks["o/r#8"], tasks["o/r#9"], tasks["o/r milestone v1"]
	if len(tasks) != 4 || len(res.Problems) != 0 {
		t.Fatalf("%d tasks, %+v", len(tasks), res.Problems)
	}
	if a.Notes != "It *crashes*\nhere" || a.Priority != 300 || strings.Join(a.Tags, " ") != "bug priority:-low good-first-issue" || len(a.Assignments) != 2 || c.NameOf(a.Assignments[0].Person) != "ada" || c.NameOf(a.Project) != "o/r" {
		t.Errorf("%+v", a)
	}
	if custom(a, "comments") != "3" || custom(a, "author") != "cy" || a.Deadline == 0 || a.Complete() {
		t.Errorf("%+v", a)
	}
	if !b.Complete() || strings.Join(b.Tags, " ") != "pull-request" || !d.Inactive || d.Complete() {
		t.Errorf("%+v\n%+v", b, d)
	}
	if !v.Milestone || len(v.Links) != 2 || v.Links[0].Predecessor != a.ID || v.Notes != "first" {
		t.Errorf("%+v", v)
	}
	again(t, s, "issues.json", ghREST, transfer.Options{})
}

func TestGitHubShapes(t *testing.T) {
	for _, x := range []struct{ name, text, key string }{
		{"gh list", `[{"assignees":[],"author":{"login":"a"},"number":1,"title":"T","state":"OPEN","url":"https://github.com/o/r/issues/1","labels":[{"name":"x"}],"comments":[{"author":{"login":"z"},"body":"hi","createdAt":"2026-01-02T03:04:05Z"}]}]`, "o/r#1"},
		{"repository query", `{"data":{"repository":{"issues":{"edges":[{"node":{"number":1,"title":"T","url":"https://github.com/o/r/issues/1","state":"OPEN"}}]}}}}`, "o/r#1"},
		{"search", `{"total_count":1,"items":[{"number":1,"title":"T","repository_url":"https://api.github.com/repos/o/r","state":"open"}]}`, "o/r#1"},
		{"no repository", `[{"number":1,"title":"T","state":"open","body":null}]`, "mine#1"},
		{"pages", `[[{"number":1,"title":"T","url":"https://github.com/o/r/issues/1","state":"OPEN"}],[]]`, "o/r#1"},
		{"csv", "Number;Title;State;Created At;Labels\r\n1;T;open;2026-01-02 03:04:05;a,b\r\n", "mine#1"},
	} {
		t.Run(x.name, func(t *testing.T) {
			res, s := take(t, workspace(t), "mine.json", x.text, transfer.Options{})
			if got := byKey(s)[x.key]; got == nil || got.Name != "T" || len(res.Problems) > 0 {
				t.Errorf("%+v %+v", byKey(s), res.Problems)
			}
		})
	}
	res, s := take(t, workspace(t), "mine.json", ghREST[:strings.Index(ghREST, `"state_reason"`)], transfer.Options{})
	if len(byKey(s)) != 3 || problem(res, "in the middle").Row != 6 {
		t.Errorf("truncated: %d tasks, %+v", len(byKey(s)), res.Problems)
	}
	res, _ = take(t, workspace(t), "mine.json", strings.Replace(ghREST, `"number":8`, `"number":7`, 1), transfer.Options{Format: "github"})
	if res.Rejected() != 0 && problem(res, "came already") == nil {
		t.Errorf("the same number twice: %+v", res.Problems)
	}
}

func TestJiraRealJSON(t *testing.T) {
	for _, path := range realFiles(t, "jira/*.json") {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		res, s := take(t, workspace(t), filepath.Base(path), string(raw), transfer.Options{})
		x := byKey(s)["SCRUM-10"]
		c := s.Ctx(now)
		if x == nil || s.Count("T") != 1 || res.Rejected() != 0 {
			t.Fatalf("%+v %+v", byKey(s), res.Problems)
		}
		if x.Name != "(Sample) Set Up Payment Logging" || !strings.HasPrefix(x.Notes, "Create a logging system to store payment transaction metadata.") ||
			!strings.Contains(x.Notes, "some text") || !strings.Contains(x.Notes, "hello world") || x.Column != "In Progress" || !x.Started() && x.Done == 0 {
			t.Errorf("%+v", x)
		}
		if c.NameOf(x.Project) != "Test Project" || c.NameOf(x.Assignments[0].Person) != "Bart" || x.Work.N != 120 || x.Remaining.N != 60 || x.Deadline == 0 {
			t.Errorf("%+v", x)
		}
		if custom(x, "customfield_10020") == "" || custom(x, "attachment") != "foo.txt" || len(x.Meta.Links) < 2 {
			t.Errorf("%+v %+v", x.Custom, x.Meta.Links)
		}
		again(t, s, filepath.Base(path), string(raw), transfer.Options{})
	}
}

const jiraSearch = `{"expand":"names","startAt":0,"maxResults":50,"total":3,"names":{"customfield_10016":"Story Points","customfield_10050":"Team"},"issues":[
{"id":"1","key":"A-1","self":"https://s.example/rest/api/3/issue/1","fields":{"summary":"Epic","issuetype":{"name":"Epic"},"project":{"key":"A","name":"Alpha"},"status":{"name":"Done","statusCategory":{"key":"done"}},"resolution":{"name":"Done"},"resolutiondate":"2026-02-01T10:00:00.000+0100","description":"h1. Old *style*"}},
{"id":"2","key":"A-2","fields":{"summary":"Story","project":{"key":"A","name":"Alpha"},"parent":{"key":"A-1"},"status":{"name":"Frobbing","statusCategory":{"key":"indeterminate"}},"priority":{"name":"Highest"},"labels":["x"],"customfield_10016":5,"customfield_10050":{"value":"Red"},"duedate":"2026-12-24",
 "issuelinks":[{"type":{"name":"Blocks","inward":"is blocked by","outward":"blocks"},"inwardIssue":{"key":"A-3"}},{"type":{"name":"Relates","inward":"relates to","outward":"relates to"},"outwardIssue":{"key":"B-9"}}],
 "worklog":{"worklogs":[{"author":{"displayName":"Ada"},"started":"2026-01-02T10:00:00.000+0000","timeSpent":"2h","comment":{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"dug"}]}]}}]}}},
{"id":"3","key":"A-3","fields":{"summary":"First","project":{"key":"A","name":"Alpha"},"status":{"name":"To Do","statusCategory":{"key":"new"}},"duedate":"soon","comment":{"comments":[],"total":4}}},
{"id":"3","key":"A-3","fields":{"summary":"Clash"}}
]}`

func TestJiraSearch(t *testing.T) {
	res, s := take(t, workspace(t), "search.json", jiraSearch, transfer.Options{})
	tasks := byKey(s)
	epic, story, first := tasks["A-1"], tasks["A-2"], tasks["A-3"]
	if len(tasks) != 3 || problem(res, "came already") == nil || problem(res, "\"soon\" is no date").Row != 6 {
		t.Fatalf("%d tasks, %+v", len(tasks), res.Problems)
	}
	if !epic.Complete() || epic.Meta.Links[0].Address != "https://s.example/browse/A-1" || !strings.HasPrefix(epic.Notes, "# Old ") {
		t.Errorf("%+v", epic)
	}
	if story.Parent != epic.ID || story.Priority != 900 || story.Points.String() != "5" || custom(story, "team") != "Red" || story.Done == 0 ||
		len(story.Links) != 1 || story.Links[0].Predecessor != first.ID || !strings.Contains(story.Notes, "Worked 2h: dug") {
		t.Errorf("%+v", story)
	}
	if custom(first, "duedate") != "soon" || problem(res, "0 of 4 comments") == nil {
		t.Errorf("%+v %+v", first.Custom, res.Problems)
	}
	again(t, s, "search.json", jiraSearch, transfer.Options{})
	res, s = take(t, workspace(t), "search.json", jiraSearch[:strings.Index(jiraSearch, `"summary":"First"`)], transfer.Options{})
	if len(byKey(s)) != 2 || problem(res, "in the middle").Row != 6 {
		t.Errorf("truncated: %d tasks, %+v", len(byKey(s)), res.Problems)
	}
}

func fuzzTracker(f *testing.F, format string, seeds ...string) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	s := workspace(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		opt := transfer.Options{Format: format}
		res, err := transfer.Import(context.Background(), s, now, "x", bytes.NewReader(data), opt)
		if err != nil {
			return
		}
		next := s.With(res.Batch.Changes)
		if res, err = transfer.Import(context.Background(), next, now, "x", bytes.NewReader(data), opt); err != nil {
			t.Errorf("again: %v", err)
		}
	})
}

func FuzzGitHubJSON(f *testing.F) {
	fuzzTracker(f, "github", ghREST, `{"data":{"search":{"nodes":[{"title":"x","labels":{"nodes":[1]},"assignees":[null]}]}}}`)
}
func FuzzGitHubCSV(f *testing.F) {
	fuzzTracker(f, "github-csv", "number,title,state,labels\n1,x,open,\"a,b\"\n")
}
func FuzzJiraJSON(f *testing.F) {
	fuzzTracker(f, "jira", jiraSearch, `{"key":"A-1","fields":{"summary":[],"description":{"type":"doc","content":[{"type":"table"}]},"parent":{"key":"A-1"}}}`)
}
