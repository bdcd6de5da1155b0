package transfer_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"tandem/model"
	"tandem/store/transfer"
)

// TestJiraCells: what a cell of an export is taken for. Estimates are seconds, as Jira writes them, or 3d 4h; a
// due day is over at the end of business; what is none of that is said at its row, and the issue arrives
// all the same, as a record that the store takes.
func TestJiraCells(t *testing.T) {
	for _, x := range []struct {
		heading, cell string
		field, want   string
		kept          string // as a custom value
		says          string
	}{
		{"Original Estimate", "28800", "work", "8h", "", ""},
		{"Original Estimate", "1h 30m", "work", "1h 30m", "", ""},
		{"Original Estimate", "1w 2d", "work", "1w 2d", "", ""},
		{"Original Estimate", "-3600", "work", "", "-3600", "is not a duration"},
		{"Original Estimate", "two days", "work", "", "two days", "is not a duration"},
		{"Original Estimate", "99999999999999", "work", "", "99999999999999", "is not a duration"},
		{"Story Points", "5,5", "points", "5.5", "", ""},
		{"Story Points", "13.0", "points", "13", "", ""},
		{"Story Points", "XL", "points", "", "XL", "is not a number"},
		{"Story Points", "1e30", "points", "", "1e30", "is not a number"},
		{"Story Points", "-3", "points", "", "-3", "is less than nothing"},
		{"Story Points", "0", "points", "", "", ""},
		{"Due date", "24/Dec/26 12:00 AM", "deadline", "2026-12-24T17:00:00+01:00", "", ""},
		{"Due date", "24/Dec/26 3:00 PM", "deadline", "2026-12-24T15:00:00+01:00", "", ""},
		{"Due date", "2026-12-24", "deadline", "2026-12-24T17:00:00+01:00", "", ""},
		{"Due date", "31/Feb/26 12:00 AM", "deadline", "", "31/Feb/26 12:00 AM", "is not a date"},
		{"Due date", "2026-02-30", "deadline", "", "2026-02-30", "is not a date"},
		{"Due date", "soon", "deadline", "", "soon", "is not a date"},
		{"Start date", "+3d", "start", "", "+3d", "is not a date"}, // words of ours are none of theirs
		{"Start date", "tomorrow", "start", "", "tomorrow", "is not a date"},
		{"Attachment", "12/Mar/24 3:04 PM;ada;plan.pdf;https://x.example/a", "links_to", "https://x.example/a | plan.pdf", "", ""},
		{"Attachment", "https://x.example/a", "links_to", "https://x.example/a | attachment", "", ""},
		{"Attachment", "https://x.example/a;b", "links_to", `https://x.example/a\;b | attachment`, "", ""},
		{"Attachment", "12/Mar/24 3:04 PM;ada;plan; final.pdf;https://x.example/a;v=2", "links_to", `https://x.example/a\;v=2 | plan\; final.pdf`, "", ""},
		{"Attachment", "12/Mar/24 3:04 PM;ada;plan.pdf;file:a", "links_to", "file:a | plan.pdf", "", ""},
		{"Comment", "12/Mar/24 3:04 PM;ada;first; with a mark", "notes", "first; with a mark", "", ""},
		{"Comment", "no date; no account", "notes", "no date; no account", "", ""},
		{"Parent", "HAR-1", "parent", "", "", "it cannot be its parent"},
		{"Parent", "HAR-77", "parent", "", "HAR-77", "is not in the file"},
	} {
		text := "Summary,Issue key,Status," + x.heading + "\nDig,HAR-1,To Do,\"" + x.cell + "\"\n"
		s := workspace(t)
		res, err := transfer.Import(context.Background(), s, now, "Jira.csv", strings.NewReader(text), transfer.Options{Format: "jira-csv"})
		if err != nil {
			t.Errorf("%s %q: %v", x.heading, x.cell, err)
			continue
		}
		s = s.With(res.Batch.Changes)
		if err := model.Validate(s, res.Batch, now); err != nil {
			t.Errorf("%s %q: the store would refuse it: %v", x.heading, x.cell, err)
		}
		task := named[*model.Task](t, s, "T", "Dig")
		f := s.Schema().Prefix("T").Field(x.field)
		got := strings.Trim(f.Text(s.Ctx(now).For(task), task), " |")
		if x.field == "notes" && strings.Contains(got, x.want) {
			got = x.want
		}
		if got != x.want {
			t.Errorf("%s %q: %s %q, want %q", x.heading, x.cell, x.field, got, x.want)
		}
		kept := ""
		for _, c := range task.Custom {
			if strings.EqualFold(c.Name, x.heading) {
				kept = c.Value
			}
		}
		if kept != x.kept {
			t.Errorf("%s %q: kept is %q, want %q", x.heading, x.cell, kept, x.kept)
		}
		switch p := problem(res, x.says); {
		case x.says == "" && len(res.Problems) > 0:
			t.Errorf("%s %q: says %+v", x.heading, x.cell, res.Problems)
		case x.says != "" && (p == nil || p.Row != 2 || p.Rejected):
			t.Errorf("%s %q: %+v, want %q in row 2", x.heading, x.cell, res.Problems, x.says)
		}
	}
}

// TestFilesOfNothing: a file that holds nothing to take is refused with what it looks like, or what is wrong.
func TestFilesOfNothing(t *testing.T) {
	for _, x := range []struct{ name, text, says string }{
		{"notes.md", "# Notes\n\nnothing to see\n", "Markdown"},
		{"x.json", `{"people": 5}`, "JSON of a program that is not known"},
		{"none.json", " \n", "the file is empty"},
		{"none", "", "the file is empty"},
		{"x.rtf", `\rtf1 text`, "a text that ends in .rtf"},
		{"x.png", "\x89PNG\r\n\x1a\n\x00\x00", "no text"},
	} {
		res, err := transfer.Import(context.Background(), workspace(t), now, x.name, strings.NewReader(x.text), transfer.Options{})
		if !errors.Is(err, transfer.ErrNothing) || !strings.Contains(err.Error(), x.says) || !strings.HasPrefix(err.Error(), x.name) {
			t.Errorf("%s: %v, want %q", x.name, err, x.says)
		}
		if len(res.Batch.Changes) > 0 {
			t.Errorf("%s: %d changes", x.name, len(res.Batch.Changes))
		}
	}
}
