package transfer_test

import (
	"encoding/csv"
	"os"
	"strings"
	"testing"

	"tandem/model"
	"tandem/store/transfer"
)

const jiraDir = "../../../shared/data/import/jira/"

// TestJiraFiles: of every real export each row arrives or is said to be rejected, with the labels,
// comments and people it has.
func TestJiraFiles(t *testing.T) {
	for _, name := range []string{"bad_dates_sample.csv", "jira_export_slice_scrubbed.csv"} {
		t.Run(name, func(t *testing.T) {
			f, err := os.Open(jiraDir + name)
			if err != nil {
				t.Skipf("the folder with real exports is not here: %v", err)
			}
			defer f.Close()
			r := csv.NewReader(f)
			r.FieldsPerRecord = -1
			rows, err := r.ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			res, s := read(t, workspace(t), jiraDir+name)
			c := counted(res, "task")
			if c.Read != len(rows)-1 || c.Added+c.Rejected != c.Read || c.Rejected != res.Rejected() {
				t.Errorf("%d rows: %+v", len(rows)-1, res.Counts)
			}
			at := map[string]int{}
			for i, h := range rows[0] {
				if _, ok := at[h]; !ok {
					at[h] = i
				}
			}
			for _, row := range rows[1:] {
				found := false
				for task := range model.Each[*model.Task](s, "T") {
					if task.ExternalID != row[at["Issue key"]] {
						continue
					}
					found = true
					comments := 0
					for i, h := range rows[0] {
						if h == "Comment" && row[i] != "" {
							comments++
						}
					}
					if got := strings.Count(task.Notes, "\n\n**"); comments > 0 && got < comments {
						t.Errorf("%s: %d comments of %d", task.ExternalID, got, comments)
					}
					if task.Name != strings.TrimSpace(row[at["Summary"]]) || task.Created == 0 {
						t.Errorf("%s: %q", task.ExternalID, task.Name)
					}
				}
				if !found {
					t.Errorf("%s did not arrive", row[at["Issue key"]])
				}
			}
			again, _ := read(t, s, jiraDir+name)
			if len(again.Batch.Changes) != 0 {
				t.Errorf("the second time changes %d", len(again.Batch.Changes))
			}
		})
	}
}

const jiraText = `Summary,Issue key,Issue id,Issue Type,Status,Project key,Project name,Priority,Resolution,Assignee,Assignee Id,Reporter,Reporter Id,Created,Due date,Labels,Labels,Description,Original estimate,Time Spent,Outward issue link (Blocks),Inward issue link (Relates),Custom field (Story Points),Custom field (Epic Link),Parent,Custom field (Colour),Comment,Comment
Epic of all,HAR-1,100,Epic,In Progress,HAR,Harbour,High,,Ada Novak,u1,Ben,u2,12/Mar/24 3:04 PM,24/Dec/26 12:00 AM,one,two,"h1. Why
*because*",,,,,,,,red,"13/Mar/24 9:00 AM;u2;second [~accountid:u1]","12/Mar/24 8:00 AM;u1;first",14/Mar/24 1:00 PM;u2;third
Dig,HAR-2,101,Story,Done,HAR,Harbour,Lowest,Fixed,Ben,u2,Ben,u2,12/Mar/24 3:04 PM,,,,,28800,14400,HAR-3,,5,HAR-1,,,,
Pour,HAR-3,102,Sub-task,To Do,HAR,Harbour,Medium,,,,Ben,u2,13/Mar/24 3:04 AM,,,,,7200,3600,,HAR-1,,,101,,,
Other,OTH-9,103,Bug,Won't do,OTH,Other things,,Declined,,,,,30/Mar/24 3:04 AM,,,,,,,,,,,100,,,,,stray
Dig,HAR-2,101,Story,Done,HAR,Harbour,,,,,,,,,,,,,,,,,,,,,
,,,,,,,,,,,,,,,,,,,,,,,,,,,
`

// TestJira: repeated headings, rows wider than them, links, parents and epics, states, estimates,
// people known by account, wiki markup.
func TestJira(t *testing.T) {
	res, s := takeCSV(t, workspace(t), "Jira.csv", jiraText, transfer.Options{})
	if c := counted(res, "task"); c.Added != 4 || c.Rejected != 1 || !said(res, "HAR-2 came already") || counted(res, "project").Added != 2 || counted(res, "person").Added != 2 {
		t.Fatalf("%+v %v", res.Counts, res.Problems)
	}
	if res.Leftover == nil || len(res.Leftover.Rows) != 1 {
		t.Errorf("%+v", res.Leftover)
	}
	k := s.Schema().Prefix("T")
	text := func(r model.Record, field string) string { return k.Field(field).Text(s.Ctx(now).For(r), r) }
	epic, dig, pour, other := named[*model.Task](t, s, "T", "Epic of all"), named[*model.Task](t, s, "T", "Dig"), named[*model.Task](t, s, "T", "Pour"), named[*model.Task](t, s, "T", "Other")
	for _, c := range []struct {
		r           *model.Task
		field, want string
	}{
		{epic, "column", "In Progress"}, {epic, "percent", "1%"}, {epic, "priority", "700"}, {epic, "tags", "one, two"},
		{epic, "created", "2024-03-12T15:04:00+01:00"}, {epic, "deadline", "2026-12-24T17:00:00+01:00"},
		{dig, "percent", "100%"}, {dig, "points", "5"}, {dig, "parent", epic.ID.String()}, {dig, "work", "8h"}, {dig, "priority", "100"},
		{pour, "parent", dig.ID.String()}, {pour, "links", dig.ID.String() + " | | FS"}, {pour, "percent", ""}, {pour, "links_to", epic.ID.String() + " | | relates"},
		{other, "inactive", "yes"}, {other, "links_to", epic.ID.String() + " | | parent"}, {other, "source", "jira"}, {other, "external_id", "OTH-9"},
	} {
		if got := text(c.r, c.field); got != c.want && !strings.HasPrefix(strings.ReplaceAll(got, "|  |", "| |"), c.want) {
			t.Errorf("%s %s: %q, want %q", c.r.Name, c.field, got, c.want)
		}
	}
	want := "# Why\n**because**\n\n## Comments\n\n**Ada Novak, 2024-03-12 08:00**\n\nfirst\n\n**Ben, 2024-03-13 09:00**\n\nsecond @Ada Novak\n\n**Ben, 2024-03-14 13:00**\n\nthird"
	if epic.Notes != want {
		t.Errorf("%s", epic.Notes)
	}
	if c := text(epic, "custom"); !strings.Contains(c, "colour | red") || !strings.Contains(c, "issue type | Epic") || !strings.Contains(c, "reporter | Ben") {
		t.Errorf("%s", c)
	}
	if !strings.Contains(text(other, "custom"), "| stray") || !said(res, "wider") {
		t.Errorf("%s %v", text(other, "custom"), res.Problems)
	}
	again, _ := takeCSV(t, s, "Jira (2).csv", jiraText, transfer.Options{})
	if len(again.Batch.Changes) != 0 {
		for _, c := range again.Batch.Changes {
			for i := range k.Fields {
				if f := &k.Fields[i]; c.Before != nil && f.Text(s.Ctx(now), c.Before) != f.Text(s.Ctx(now), c.After) {
					t.Errorf("%s %s: %q %q", c.ID, f.Name, f.Text(s.Ctx(now), c.Before), f.Text(s.Ctx(now), c.After))
				}
			}
		}
	}
}

// TestJiraLater: an export that does not speak of something leaves it alone; what it speaks of and
// has emptied is emptied; a loop of parents is refused, not the rows.
func TestJiraLater(t *testing.T) {
	_, s := takeCSV(t, workspace(t), "Jira.csv", jiraText, transfer.Options{})
	_, s = takeCSV(t, s, "Jira.csv", "Summary,Issue key,Status,Labels\nEpic of all,HAR-1,Done,\n", transfer.Options{})
	epic := named[*model.Task](t, s, "T", "Epic of all")
	if !epic.Complete() || len(epic.Tags) != 0 || epic.Deadline == 0 || len(epic.Assignments) != 1 || !strings.Contains(epic.Notes, "because") {
		t.Errorf("%+v", epic)
	}
	res, s := takeCSV(t, s, "loop.csv", "Summary,Issue key,Parent\nA,L-1,L-2\nB,L-2,L-1\nC,L-3,L-99\n", transfer.Options{Format: "jira-csv"})
	if res.Rejected() != 0 || s.Count("T") != 7 || !said(res, "below it") || !said(res, "L-99", "not in the file") {
		t.Errorf("%+v %v", res.Counts, res.Problems)
	}
}
