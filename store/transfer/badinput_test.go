package transfer_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"tandem/model"
	"tandem/store/transfer"
)

// badInput is a file that is wrong in some way, and what has to come of it.
type badInput struct {
	what, name, text string
	tasks, rejected  int
	says             []string // each "ROW FIELD: part of the message", "-" no field
	err              string   // nothing could be taken, and this is why
}

// tried imports a bad file: what it says is at its place, what is taken is valid and comes in no second
// time.
func (x *badInput) tried(t *testing.T, opt transfer.Options) {
	t.Helper()
	s := workspace(t)
	res, err := transfer.Import(context.Background(), s, now, x.name, strings.NewReader(x.text), opt)
	if x.err != "" {
		if !errors.Is(err, transfer.ErrNothing) || !strings.Contains(err.Error(), x.err) || len(res.Batch.Changes) > 0 {
			t.Errorf("%v with %d changes, want %q", err, len(res.Batch.Changes), x.err)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range x.says {
		at, part, _ := strings.Cut(want, ": ")
		found := false
		for _, p := range res.Problems {
			field := p.Field
			if field == "" {
				field = "-"
			}
			found = found || fmt.Sprint(p.Row, " ", field) == at && strings.Contains(p.Message, part) && p.File == x.name
		}
		if !found {
			t.Errorf("does not say %q: %+v", want, res.Problems)
		}
	}
	if len(x.says) == 0 && len(res.Problems) > 0 {
		t.Errorf("says %+v", res.Problems)
	}
	if n := counted(res, "task"); n.Rejected != x.rejected || n.Added != x.tasks {
		t.Errorf("%+v, want %d tasks and %d rejected: %+v", n, x.tasks, x.rejected, res.Problems)
	}
	after := s.With(res.Batch.Changes)
	if err := model.Validate(after, res.Batch, now); err != nil {
		t.Errorf("the store would refuse it: %v", err)
	}
	again, err := transfer.Import(context.Background(), after, now, x.name, strings.NewReader(x.text), opt)
	if err != nil || len(again.Batch.Changes) > 0 {
		t.Errorf("again: %v, %d changes", err, len(again.Batch.Changes))
	}
}

func western(s string) string {
	out, _ := charmap.Windows1252.NewEncoder().String(s)
	return out
}

func wide(s string) string {
	out, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(s)
	return out
}

// restIssue is an issue of Jira's REST interface with more fields.
func restIssue(key, more string) string {
	return `{"key":"` + key + `","fields":{"summary":"Käse ` + key + `","issuetype":{"name":"Task"},"status":{"name":"To Do"}` + more + `}}`
}

// TestBadJiraJSON: what a script, a proxy or a hand does to the answer of Jira.
func TestBadJiraJSON(t *testing.T) {
	list := func(issues ...string) string { return "[\n" + strings.Join(issues, ",\n") + "\n]" }
	one := func(more string) string { return list(restIssue("A-1", more)) }
	for _, x := range []badInput{
		{what: "cut", text: list(restIssue("A-1", ""), restIssue("A-2", ""))[:150], tasks: 1, rejected: 1, says: []string{"3 -: ends in the middle"}},
		{what: "no issue", text: list(restIssue("A-1", ""), `{"key":"A-2"}`, "5"), tasks: 1, rejected: 2, says: []string{"3 -: no fields", "4 -: no object: 5"}},
		{what: "twice", text: list(restIssue("A-1", ""), restIssue("A-1", "")), tasks: 1, rejected: 1, says: []string{"3 -: A-1 came already"}},
		{what: "one line", text: "[" + restIssue("A-1", "") + "," + restIssue("A-2", `,"duedate":"2026-02-30"`) + ",7]", tasks: 2, rejected: 1,
			says: []string{`1 duedate: A-2: "2026-02-30" is no date`, "1 -: item 3: is no object"}},
		{what: "no keys", text: `[{"fields":{"summary":"same","status":null}},` + "\n" + `{"fields":{"summary":"same"}}]`, tasks: 2},
		{what: "Windows-1252", text: western(one("")), tasks: 1, says: []string{"0 -: Windows-1252"}},
		{what: "UTF-16", text: wide(one("")), tasks: 1},
		{what: "names alone", text: one(`,"labels":"a b","assignee":"ann","priority":"High","project":"P","parent":null`), tasks: 1},
		{what: "labels", text: one(`,"labels":{"a":1}`), tasks: 1, says: []string{"2 labels: expected a text or a number or a list, found an object"}},
		{what: "time", text: one(`,"timetracking":"5d"`), tasks: 1, says: []string{"2 timetracking: expected an object, found a text"}},
		{what: "links", text: one(`,"issuelinks":"A-2"`), tasks: 1, says: []string{"2 issuelinks: expected a list"}},
		{what: "summary", text: list(`{"key":"A-1","fields":{"summary":["x"],"status":5}}`), tasks: 1, says: []string{"2 summary: expected a text or a number, found a list"}},
		{what: "dates", text: one(`,"created":"31/31/26","resolutiondate":5,"duedate":true`), tasks: 1,
			says: []string{`2 created: "31/31/26" is no date`, `2 resolutiondate: "5" is no date`, "2 duedate: expected a text or a number, found true or false"}},
		{what: "points", text: one(`,"Story Points":"XL"`), tasks: 1, says: []string{`2 Story Points: "XL" is not a number`}},
		{what: "tree", text: one(`,"description":{"type":"doc","content":"x"}`), tasks: 1, says: []string{"2 description: kept as a custom value"}},
		{what: "empty", text: "", err: "it has no issue"},
		{what: "nothing in it", text: `{"issues":[]}`, err: "it has no issue"},
		{what: "a page", text: "<html><body>Log in</body></html>", err: "it has no issue"},
	} {
		x.name = "x.json"
		t.Run(x.what, func(t *testing.T) { x.tried(t, transfer.Options{Format: "jira"}) })
	}
}

// TestBadGitHub: the same for GitHub's answers and for a table of issues.
func TestBadGitHub(t *testing.T) {
	issue := func(number, more string) string {
		return `{"number":` + number + `,"title":"Käse","state":"open","html_url":"https://github.com/o/r/issues/` + number + `"` + more + `}`
	}
	list := func(issues ...string) string { return "[\n" + strings.Join(issues, ",\n") + "\n]" }
	for _, x := range []badInput{
		{what: "cut", text: list(issue("1", ""), issue("2", ""))[:130], tasks: 1, rejected: 1, says: []string{"3 -: ends in the middle"}},
		{what: "no issue", text: list(issue("1", ""), `{"a":1}`, `"x"`), tasks: 1, rejected: 2, says: []string{"3 -: neither number nor title", "4 -: no object"}},
		{what: "twice", text: list(issue("1", ""), issue("1", "")), tasks: 1, rejected: 1, says: []string{"3 -: o/r#1 came already"}},
		{what: "one line", text: "[" + issue("1", "") + "," + issue("2", `,"created_at":"2026-13-01T00:00:00Z"`) + "]", tasks: 2, says: []string{"1 created: o/r#2: "}},
		{what: "no number", text: list(`{"title":"same","state":"open"}`, `{"title":"same","state":"open"}`), tasks: 2},
		{what: "Windows-1252", text: western(list(issue("1", ""))), tasks: 1, says: []string{"0 -: Windows-1252"}},
		{what: "UTF-16", text: wide(list(issue("1", ""))), tasks: 1},
		{what: "types", text: list(issue("1", `,"labels":7,"assignees":true,"milestone":["m"],"user":"ann"`)), tasks: 1,
			says: []string{"2 assignees: found true or false", "2 milestone: expected a text or a number or an object, found a list", "2 user: expected an object"}},
		{what: "a board", text: `{"data":{"node":{"items":{"nodes":[{"id":"I","content":{"number":8,"title":"T","state":"OPEN","url":"https://github.com/o/r/issues/8"}}]}}}}`, tasks: 1},
		{what: "milestone's day", text: list(issue("1", `,"milestone":{"title":"m","due_on":"2026-02-30"}`)), tasks: 2, says: []string{`2 milestone: "2026-02-30" is no date`}},
		{what: "empty", text: " ", err: "it has no issue"},
	} {
		x.name = "x.json"
		t.Run(x.what, func(t *testing.T) { x.tried(t, transfer.Options{Format: "github"}) })
	}
	const head = "Issue #,Title,State,Labels,Created At,URL\n"
	for _, x := range []badInput{
		{what: "as it is", text: head + "1,One,open,\"bug, ui\",2026-01-01T00:00:00Z,https://github.com/o/r/issues/1\n", tasks: 1},
		{what: "cut", text: head + "1,One,open,,2026-01-01T00:00:00Z,\n2,\"Tw", tasks: 1, rejected: 1, says: []string{"3 Title: never closed"}},
		{what: "twice", text: head + "1,One,open,,,\n1,Two,open,,,\n", tasks: 1, rejected: 1, says: []string{"3 -: came already"}},
		{what: "date", text: head + "1,One,open,,30 Feb,\n", tasks: 1, says: []string{`2 created: "30 Feb" is no date`}},
		{what: "Windows-1252", text: western(head + "1,Käse,open,,,\n"), tasks: 1, says: []string{"0 -: Windows-1252"}},
		{what: "nothing", text: head + ",,,,,\n", rejected: 1, err: "it has no issue"},
	} {
		x.name = "issues.csv"
		t.Run("table "+x.what, func(t *testing.T) { x.tried(t, transfer.Options{}) })
	}
}

// TestBadTaskwarrior: values that Taskwarrior would not write are kept and said; they go out again.
func TestBadTaskwarrior(t *testing.T) {
	one := func(more string) string {
		return "[\n" + `{"uuid":"u1","description":"Käse","status":"pending","entry":"20261001T080000Z"` + more + "}\n]"
	}
	for _, x := range []badInput{
		{what: "day", text: one(`,"due":"20260230T000000Z"`), tasks: 1, says: []string{`2 due: "20260230T000000Z" is no moment`}},
		{what: "wait", text: one(`,"wait":"someday"`), tasks: 1, says: []string{`2 wait: "someday" is no moment`}},
		{what: "number", text: one(`,"scheduled":1700000000`), tasks: 1, says: []string{"2 scheduled: is no moment"}},
		{what: "status", text: strings.Replace(one(""), "pending", "weird", 1), tasks: 1, says: []string{`2 status: "weird" is none of pending`}},
		{what: "tags", text: one(`,"tags":5`), tasks: 1, says: []string{"2 tags: no list of texts"}},
		{what: "annotations", text: one(`,"annotations":"x"`), tasks: 1, says: []string{"2 annotations: no list of annotations"}},
		{what: "project", text: one(`,"project":["a"]`), tasks: 1, says: []string{"2 project: is no text"}},
		{what: "one line", text: strings.ReplaceAll(one(`,"end":"never"`), "\n", ""), tasks: 1, says: []string{`1 end: u1: "never" is no moment`}},
		{what: "its own values", text: one(`,"priority":"X","wait":"20261101T080000Z","size":12.5,"recur":"weekly","tags":["a","next"]`), tasks: 1},
		{what: "Windows-1252", text: western(one("")), tasks: 1, says: []string{"0 -: Windows-1252"}},
		{what: "UTF-16", text: wide(one("")), tasks: 1},
	} {
		x.name = "x.json"
		t.Run(x.what, func(t *testing.T) { x.tried(t, transfer.Options{Format: "taskwarrior"}) })
	}
}

// TestBadCalendar: what cannot be read of a calendar is said at the line of its property.
func TestBadCalendar(t *testing.T) {
	cal := func(lines ...string) string {
		return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + strings.Join(lines, "\r\n") + "\r\nEND:VCALENDAR\r\n"
	}
	event := func(lines ...string) string {
		return cal("BEGIN:VEVENT\r\nUID:u1\r\nSUMMARY:Käse\r\n" + strings.Join(lines, "\r\n") + "\r\nEND:VEVENT")
	}
	whole := event("DTSTART;VALUE=DATE:20261201")
	for _, x := range []badInput{
		{what: "cut", text: whole + cal("BEGIN:VEVENT\r\nUID:u2\r\nDTSTART:20261201")[:60], tasks: 1, rejected: 1, says: []string{"11 VEVENT: ends in the middle"}},
		{what: "day", text: event("DTSTART:20260230T100000Z"), rejected: 1, says: []string{`6 DTSTART: "20260230T100000Z" is no date`, "3 VEVENT: no DTSTART that can be read"}},
		{what: "zone", text: event("DTSTART;TZID=Mars/Base:20261201T100000"), tasks: 1, says: []string{"6 DTSTART: the time zone Mars/Base is not known"}},
		{what: "rule", text: event("DTSTART:20261201T100000Z", "RRULE:FREQ=NOW"), tasks: 1, says: []string{"7 RRULE: no rule that can be read"}},
		{what: "twice", text: cal("BEGIN:VEVENT\r\nUID:u\r\nDTSTART:20261201\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:u\r\nDTSTART:20261202\r\nEND:VEVENT"), tasks: 1, rejected: 1, says: []string{"7 VEVENT: has the UID of the one in line 3"}},
		{what: "Windows-1252", text: western(whole), tasks: 1, says: []string{"0 -: Windows-1252"}},
		{what: "UTF-16", text: wide(whole), tasks: 1},
		{what: "nothing in it", text: cal("X-A:1"), err: "its calendar holds nothing"},
		{what: "empty", text: "", err: "it holds no calendar"},
	} {
		x.name = "x.ics"
		t.Run(x.what, func(t *testing.T) { x.tried(t, transfer.Options{As: "task"}) })
	}
}

// TestBadBooks: a spreadsheet that is none, or half of one, is refused with why.
func TestBadBooks(t *testing.T) {
	whole := workbook(t, nil, [][]any{{"Name", "Deadline"}, {"one", "30.02.2026"}, {nil, nil}, {"one", "1.3.2026"}, {"two", 1e9}})
	for _, x := range []struct {
		what, says string
		data       []byte
	}{
		{"cut", "xlsx", whole[:len(whole)/2]},
		{"no zip", "xlsx", []byte("PK\x03\x04 and no more")},
		{"old", "xlsx", []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old")},
		{"empty", "empty", nil},
	} {
		res, err := transfer.Import(context.Background(), workspace(t), now, "work.xlsx", bytes.NewReader(x.data), transfer.Options{As: "task"})
		if !errors.Is(err, transfer.ErrNothing) || len(res.Batch.Changes) > 0 || !strings.Contains(err.Error(), "work.xlsx") {
			t.Errorf("%s: %v with %d changes", x.what, err, len(res.Batch.Changes))
		}
	}
	res, s, err := takeBook(workspace(t), whole, transfer.Options{As: "task"})
	if err != nil {
		t.Fatal(err)
	}
	if n := counted(res, "task"); n.Added != 1 || n.Rejected != 2 || !said(res, "30.02.2026") || !said(res, "1000000000") || s.Count("T") != 1 {
		t.Errorf("%+v: %+v", n, res.Problems)
	}
}
