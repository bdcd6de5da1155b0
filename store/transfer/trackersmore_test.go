package transfer_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/triage"
	"tandem/store/transfer"
)

// jiraIssue is one issue of version 3 of the interface with some more fields.
func jiraIssue(key, fields string) string {
	return `{"id":"` + strings.TrimLeft(key, "AB-") + `","key":"` + key + `","fields":{"summary":"S ` + key + `","project":{"key":"A","name":"Alpha"}` + fields + `}}`
}

func TestJiraFields(t *testing.T) {
	paragraph := func(s string) string {
		return `{"type":"doc","version":1,"content":[{"type":"paragraph","content":[{"type":"text","text":"` + s + `"}]}]}`
	}
	for _, x := range []struct {
		name, fields string
		ok           func(c *model.Ctx, x *model.Task) bool
	}{
		{"done", `,"status":{"name":"Erledigt","statusCategory":{"key":"done"}},"resolutiondate":"2026-02-01T10:00:00.000+0100"`,
			func(_ *model.Ctx, x *model.Task) bool {
				return x.Complete() && x.ActualFinish.RFC3339(time.UTC) == "2026-02-01T09:00:00Z" && x.Column == "Erledigt"
			}},
		{"won't do", `,"status":{"name":"Closed","statusCategory":{"key":"done"}},"resolution":{"name":"Won't Do"}`,
			func(_ *model.Ctx, x *model.Task) bool { return x.Inactive && !x.Complete() }},
		{"to do by category", `,"status":{"name":"In Review","statusCategory":{"key":"new"}}`,
			func(_ *model.Ctx, x *model.Task) bool { return !x.Started() }},
		{"priority", `,"priority":{"name":"Lowest"}`, func(_ *model.Ctx, x *model.Task) bool { return x.Priority == 100 }},
		{"labels", `,"labels":["one","two words"]`, func(_ *model.Ctx, x *model.Task) bool { return fmt.Sprint(x.Tags) == "[one two-words]" }},
		{"rich description", `,"description":` + paragraph("rich *text*"), func(_ *model.Ctx, x *model.Task) bool { return x.Notes == `rich \*text\*` }},
		{"wiki description", `,"description":"h2. Head\n* item"`, func(_ *model.Ctx, x *model.Task) bool {
			return strings.HasPrefix(x.Notes, "## Head") && strings.Contains(x.Notes, "- item")
		}},
		{"broken description", `,"description":[1,2]`, func(_ *model.Ctx, x *model.Task) bool { return custom(x, "description") == "[1,2]" }},
		{"environment", `,"environment":` + paragraph("prod"), func(_ *model.Ctx, x *model.Task) bool { return x.Notes == "## Environment\n\nprod" }},
		{"comments, oldest first", `,"comment":{"comments":[{"author":{"displayName":"Bo"},"created":"2026-03-02T10:00:00.000+0000","body":` + paragraph("later") + `},{"author":{"displayName":"Ada"},"created":"2026-03-01T10:00:00.000+0000","body":"plain"}]}`,
			func(_ *model.Ctx, x *model.Task) bool {
				a, b := strings.Index(x.Notes, "Ada, 2026-03-01 11:00"), strings.Index(x.Notes, "Bo, 2026-03-02 11:00")
				return a > 0 && b > a && strings.Contains(x.Notes, "plain")
			}},
		{"assignee of the server", `,"assignee":{"key":"JIRAUSER1","name":"ada","emailAddress":"ada@x.example","displayName":"Ada B"}`,
			func(c *model.Ctx, x *model.Task) bool {
				p, _ := model.Find[*model.Person](c.Snap, x.Assignments[0].Person)
				return p.Name == "Ada B" && p.Email == "ada@x.example"
			}},
		{"nobody assigned", `,"assignee":null`, func(_ *model.Ctx, x *model.Task) bool { return len(x.Assignments) == 0 }},
		{"estimates of the old fields", `,"timeoriginalestimate":7200,"timeestimate":3600,"timespent":3600`,
			func(_ *model.Ctx, x *model.Task) bool { return x.Work.N == 7200 && x.Remaining.N == 3600 }},
		{"attachment", `,"attachment":[{"filename":"a.png","content":"https://s.example/a.png"}]`,
			func(_ *model.Ctx, x *model.Task) bool {
				return len(x.Meta.Links) == 1 && x.Meta.Links[0].Title == "a.png" && x.Meta.Links[0].Address == "https://s.example/a.png"
			}},
		{"due", `,"duedate":"2026-12-24"`, func(c *model.Ctx, x *model.Task) bool {
			return x.Deadline.In(c.Loc).Format("2006-01-02 15:04") == "2026-12-24 17:00"
		}},
		{"blocked from outside", `,"issuelinks":[{"type":{"name":"Blocks","inward":"is blocked by","outward":"blocks"},"inwardIssue":{"key":"B-7"}}]`,
			func(_ *model.Ctx, x *model.Task) bool { return len(x.Links) == 1 && x.Links[0].External == "B-7" }},
		{"fields of the site", `,"customfield_1":["a","b"],"customfield_2":{"value":"V","child":{"value":"W"}},"customfield_3":null,"customfield_4":0.5,"fixVersions":[{"name":"1.0"}],"issuetype":{"name":"Bug"}`,
			func(_ *model.Ctx, x *model.Task) bool {
				return custom(x, "customfield_1") == "a, b" && custom(x, "customfield_2") == "V / W" && custom(x, "customfield_3") == "" && custom(x, "customfield_4") == "0.5" && custom(x, "fixversions") == "1.0" && custom(x, "issuetype") == "Bug"
			}},
		{"points below nothing", `,"Story Points":-3`, func(_ *model.Ctx, x *model.Task) bool { return x.Points.IsZero() && custom(x, "story points") == "-3" }},
		{"points in words", `,"Story Points":"XL"`, func(_ *model.Ctx, x *model.Task) bool { return x.Points.IsZero() && custom(x, "story points") == "XL" }},
		{"a start in words", `,"Start date":"soon"`, func(_ *model.Ctx, x *model.Task) bool { return x.Start == 0 && custom(x, "start date") == "soon" }},
		{"parent elsewhere", `,"parent":{"key":"A-99"}`, func(_ *model.Ctx, x *model.Task) bool { return x.Parent == 0 && custom(x, "parent") == "A-99" }},
	} {
		t.Run(x.name, func(t *testing.T) {
			text := jiraIssue("A-1", x.fields)
			res, s := take(t, workspace(t), "one.json", text, transfer.Options{Format: "jira"})
			got := byKey(s)["A-1"]
			if got == nil || !x.ok(s.Ctx(now), got) {
				t.Errorf("%+v\n%+v", got, res.Problems)
			}
			again(t, s, "one.json", text, transfer.Options{Format: "jira"})
		})
	}
}

// TestJiraShapes: an issue, an array, objects one after another, pages of a search.
func TestJiraShapes(t *testing.T) {
	a, b := jiraIssue("A-1", ""), jiraIssue("A-2", "")
	for _, text := range []string{"[" + a + "," + b + "]", a + "\n" + b, `{"issues":[` + a + "," + b + "]}", `[{"issues":[` + a + `]},{"issues":[` + b + `]}]`} {
		if _, s := take(t, workspace(t), "x.json", text, transfer.Options{}); len(byKey(s)) != 2 {
			t.Errorf("%.60s: %d issues", text, len(byKey(s)))
		}
	}
	res, s := take(t, workspace(t), "x.json", "["+a+",\n{\"key\":\"A-3\"},\n{\"fields\":[]},\n7]", transfer.Options{Format: "jira"})
	if len(byKey(s)) != 1 || res.Rejected() != 3 {
		t.Errorf("%d issues, %+v", len(byKey(s)), res.Problems)
	}
}

// TestJiraCSVAndJSONAreOneSite: what came by one way is known again by the other.
func TestJiraCSVAndJSONAreOneSite(t *testing.T) {
	_, s := take(t, workspace(t), "a.csv", "Summary,Issue key,Issue id,Status,Project key\nOld,A-1,1,To Do,A\n", transfer.Options{})
	_, s = take(t, s, "b.json", jiraIssue("A-1", `,"status":{"name":"Done","statusCategory":{"key":"done"}}`), transfer.Options{Format: "jira"})
	if x := byKey(s)["A-1"]; s.Count("T") != 1 || x.Name != "S A-1" || !x.Complete() {
		t.Errorf("%d tasks, %+v", s.Count("T"), x)
	}
}

func TestGitHubFields(t *testing.T) {
	for _, x := range []struct {
		name, fields string
		ok           func(c *model.Ctx, x *model.Task) bool
	}{
		{"merged", `,"state":"MERGED","mergedAt":"2026-02-01T10:00:00Z","url":"https://github.com/o/r/pull/1"`, func(_ *model.Ctx, x *model.Task) bool {
			return x.Complete() && fmt.Sprint(x.Tags) == "[pull-request]" && x.ActualFinish != 0
		}},
		{"draft", `,"state":"OPEN","isDraft":true`, func(_ *model.Ctx, x *model.Task) bool { return !x.Started() && len(x.Tags) == 1 }},
		{"ready", `,"state":"OPEN","isDraft":false`, func(_ *model.Ctx, x *model.Task) bool { return x.Started() && len(x.Tags) == 1 }},
		{"typename", `,"__typename":"PullRequest","state":"OPEN"`, func(_ *model.Ctx, x *model.Task) bool { return fmt.Sprint(x.Tags) == "[pull-request]" }},
		{"duplicate", `,"state":"CLOSED","stateReason":"DUPLICATE"`, func(_ *model.Ctx, x *model.Task) bool { return x.Inactive && custom(x, "state reason") == "duplicate" }},
		{"completed", `,"state":"CLOSED","stateReason":"COMPLETED","closedAt":"2026-02-01T10:00:00Z"`, func(_ *model.Ctx, x *model.Task) bool { return x.Complete() && custom(x, "state reason") == "" }},
		{"reopened", `,"state":"OPEN","stateReason":"REOPENED"`, func(_ *model.Ctx, x *model.Task) bool { return !x.Complete() && !x.Inactive }},
		{"labels as words", `,"labels":["a","b"]`, func(_ *model.Ctx, x *model.Task) bool { return fmt.Sprint(x.Tags) == "[a b]" }},
		{"no labels", `,"labels":null`, func(_ *model.Ctx, x *model.Task) bool { return len(x.Tags) == 0 }},
		{"one assignee", `,"assignee":{"login":"ada"}`, func(c *model.Ctx, x *model.Task) bool { return c.NameOf(x.Assignments[0].Person) == "ada" }},
		{"assignees as nodes", `,"assignees":{"nodes":[{"login":"ada","name":"Ada B"}]}`, func(c *model.Ctx, x *model.Task) bool { return c.NameOf(x.Assignments[0].Person) == "Ada B" }},
		{"comments of all", `,"comments":{"totalCount":2,"nodes":[{"author":{"login":"bo"},"body":"hi","createdAt":"2026-01-02T03:04:05Z"},{"author":null,"body":"there"}]}`,
			func(_ *model.Ctx, x *model.Task) bool {
				return strings.Contains(x.Notes, "**bo, 2026-01-02 04:04**\n\nhi") && strings.Contains(x.Notes, "there") && custom(x, "comments") == ""
			}},
		{"bad date", `,"createdAt":"long ago"`, func(_ *model.Ctx, x *model.Task) bool { return custom(x, "created") == "long ago" }},
		{"milestone without a day", `,"milestone":{"title":"v2"}`, func(_ *model.Ctx, x *model.Task) bool { return custom(x, "milestone") == "v2" && x.Deadline == 0 }},
		{"more", `,"locked":true,"author_association":"OWNER","reactions":{"total_count":3},"type":{"name":"Bug"},"closed_by":{"login":"cy"}`, func(_ *model.Ctx, x *model.Task) bool {
			return custom(x, "locked") == "true" && custom(x, "author_association") == "OWNER" && custom(x, "reactions") == "3" && custom(x, "type") == "Bug" && custom(x, "closed_by") == "cy"
		}},
	} {
		t.Run(x.name, func(t *testing.T) {
			text := `[{"number":1,"title":"T"` + x.fields + `}]`
			res, s := take(t, workspace(t), "r.json", text, transfer.Options{Format: "github"})
			var got *model.Task
			for key, task := range byKey(s) {
				if strings.HasSuffix(key, "#1") {
					got = task
				}
			}
			if got == nil || !x.ok(s.Ctx(now), got) {
				t.Errorf("%+v\n%+v", got, res.Problems)
			}
			again(t, s, "r.json", text, transfer.Options{Format: "github"})
		})
	}
}

// TestGitHubTwoRepositories: the same number in two repositories is two issues.
func TestGitHubTwoRepositories(t *testing.T) {
	text := `[{"number":1,"title":"A","url":"https://github.com/o/a/issues/1"},{"number":1,"title":"B","url":"https://github.com/o/b/issues/1"},{"number":1,"title":"C","url":"https://github.com/o/b/issues/1"}]`
	res, s := take(t, workspace(t), "x.json", text, transfer.Options{})
	if tasks := byKey(s); len(tasks) != 2 || tasks["o/a#1"].Name != "A" || tasks["o/b#1"].Name != "B" || s.Count("P") != 2 || problem(res, "came already") == nil {
		t.Errorf("%+v %+v", tasks, res.Problems)
	}
}

func TestGitHubCSVRows(t *testing.T) {
	const text = "number,title,state,created_at,labels,assignees,milestone,url,odd\n" +
		"1,One,open,2026-01-02 03:04:05,\"bug;help wanted\",\"ada,bo\",v1,https://github.com/o/r/issues/1,x\n" +
		"2,'--quoted' word,closed,2026-01-02 03:04:05,,,,https://github.com/o/r/pull/2,\n" +
		",,open,,,,,,\n" +
		"1,Again,open,,,,,https://github.com/o/r/issues/1,\n"
	res, s := take(t, workspace(t), "r.csv", text, transfer.Options{})
	tasks := byKey(s)
	one, two := tasks["o/r#1"], tasks["o/r#2"]
	if one == nil || two == nil || fmt.Sprint(one.Tags) != "[bug help-wanted]" || len(one.Assignments) != 2 || custom(one, "odd") != "x" || custom(one, "milestone") != "v1" {
		t.Fatalf("%+v %+v", one, res.Problems)
	}
	if two.Name != "'--quoted' word" || fmt.Sprint(two.Tags) != "[pull-request]" || !two.Complete() {
		t.Errorf("%+v", two)
	}
	if res.Rejected() != 2 || problem(res, "neither number nor title").Row != 4 || problem(res, "came already").Row != 5 || res.Leftover == nil || len(res.Leftover.Rows) != 2 {
		t.Errorf("%+v %+v", res.Problems, res.Leftover)
	}
	if _, err := transfer.FormatNamed("github-csv"); err != nil {
		t.Error(err)
	}
}

// TestIssueDueIsTheFinish: what is due is planned to end then, so that an overdue issue is late;
// the finish follows the due date until somebody plans another one.
func TestIssueDueIsTheFinish(t *testing.T) {
	read := func(s *model.Snapshot, due, start string) (*model.Snapshot, *model.Task) {
		t.Helper()
		_, s = takeCSV(t, s, "Jira.csv", "Summary,Issue key,Status,Due date,Start date\nOne,H-1,To Do,"+due+","+start+"\n", transfer.Options{})
		return s, named[*model.Task](t, s, "T", "One")
	}
	s, x := read(workspace(t), "2026-01-05", "")
	if x.Finish == 0 || x.Finish != x.Deadline {
		t.Errorf("due on 5 January: finish %d, deadline %d", x.Finish, x.Deadline)
	}
	if q := triage.Build(s.Ctx(x.Deadline + 1)); q.Find(x.ID) == nil || q.Find(x.ID).View != triage.Now {
		t.Errorf("past its due date it is not to be decided: %+v", q.Find(x.ID))
	}
	if q := triage.Build(s.Ctx(x.Deadline - 1)); q.Find(x.ID) != nil && q.Find(x.ID).View == triage.Now {
		t.Errorf("before its due date it is to be decided: %v", q.Find(x.ID).Signals())
	}
	if s, x = read(s, "2026-01-09", ""); x.Finish != x.Deadline {
		t.Errorf("put off: finish %d, deadline %d", x.Finish, x.Deadline)
	}
	if s, x = read(s, "", ""); x.Finish != 0 || x.Deadline != 0 {
		t.Errorf("no longer due: finish %d, deadline %d", x.Finish, x.Deadline)
	}
	if s, x = read(s, "2026-01-09", "2026-02-01"); x.Finish != 0 || x.Deadline == 0 {
		t.Errorf("starts after it is due: finish %d, deadline %d", x.Finish, x.Deadline)
	}
	s, _ = read(s, "2026-01-09", "2026-01-02")
	e := model.NewEdit(s, now)
	planned := date.YMD(2026, 1, 7).At(12, 0, time.UTC)
	if err := model.Update(e, x.ID, func(x *model.Task) error { x.Finish = planned; return nil }); err != nil {
		t.Fatal(err)
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	if _, x = read(s.With(b.Changes), "2026-01-12", "2026-01-02"); x.Finish != planned {
		t.Errorf("planned here: finish %d, want %d", x.Finish, planned)
	}
}

// TestJiraKeepsApostrophes: a tracker makes no cell safe for a spreadsheet, so an apostrophe
// before = + - @ was typed by somebody, and a leading = is no spreadsheet's.
func TestJiraKeepsApostrophes(t *testing.T) {
	for _, title := range []string{"'--force' is ignored", "'=1+1' shown as text", "'+1' button", "'@here' in chat", "'tis", `="007" in a cell`} {
		text := "Summary,Issue key,Status,Environment\n" + `"` + strings.ReplaceAll(title, `"`, `""`) + `",H-1,To Do,'-x` + "\n"
		res, s := takeCSV(t, workspace(t), "Jira.csv", text, transfer.Options{})
		x := byKey(s)["H-1"]
		if x == nil || x.Name != title || custom(x, "environment") != "'-x" {
			t.Errorf("%s became %+v %v", title, x, res.Problems)
		}
	}
}

// TestTrackerLeftover: rows that were refused and written to be mended say the same when they are
// taken again, with an apostrophe of their own or without.
func TestTrackerLeftover(t *testing.T) {
	for _, x := range []struct{ format, text, key string }{
		{"jira-csv", "Summary,Issue key,Status\n%s,H-1,To Do\n%s,H-1,To Do\n", "H-1"},
		{"github-csv", "number,title,state,labels\n1,%s,open,\n1,%s,open,\n", "r#1"},
	} {
		for _, title := range []string{"'--force' fails", "--force fails", "@me", "plain"} {
			res, _ := takeCSV(t, workspace(t), "r.csv", fmt.Sprintf(x.text, title, title), transfer.Options{Format: x.format})
			if res.Leftover == nil || len(res.Leftover.Rows) != 1 {
				t.Fatalf("%s: %+v", x.format, res.Leftover)
			}
			var b strings.Builder
			if err := transfer.WriteLeftover(&b, res.Leftover); err != nil {
				t.Fatal(err)
			}
			_, s := takeCSV(t, workspace(t), "r.csv", b.String(), transfer.Options{Format: x.format})
			if got := byKey(s)[x.key]; got == nil || got.Name != title {
				t.Errorf("%s: %s came again as %+v", x.format, title, got)
			}
		}
	}
}
