package transfer_test

import (
	"bytes"
	"context"
	"testing"

	"tandem/model"
	"tandem/store/transfer"
)

// fuzzed takes anything in: it must not panic, every row that is counted is taken or refused,
// and what is taken obeys the rules and comes out and in again the same.
func fuzzed(t *testing.T, name string, data []byte, opt transfer.Options) {
	s := model.NewSnapshot(model.Kinds())
	res, err := transfer.Import(context.Background(), s, now, name, bytes.NewReader(data), opt)
	if err != nil {
		return
	}
	refused := 0
	for _, c := range res.Counts {
		if c.Read != c.Added+c.Updated+c.Unchanged+c.Rejected || c.Added < 0 || c.Updated < 0 {
			t.Fatalf("%+v", c)
		}
		refused += c.Rejected
	}
	if refused != res.Rejected() {
		t.Fatalf("%d rows refused, %d reasons: %v", refused, res.Rejected(), res.Problems)
	}
	next := s.With(res.Batch.Changes)
	if err := model.Validate(next, res.Batch, now); err != nil {
		t.Fatal(err)
	}
	if res.Leftover != nil {
		var b bytes.Buffer
		if err := transfer.WriteLeftover(&b, res.Leftover); err != nil {
			t.Fatal(err)
		}
	}
	var files []transfer.Input
	for _, k := range model.Kinds().Kinds {
		if next.Count(k.Prefix) > 0 {
			files = append(files, transfer.Input{Name: k.Slug() + ".csv", In: bytes.NewReader(export(t, next, "csv", transfer.WholeKind(next, k)))})
		}
	}
	if len(files) == 0 {
		return
	}
	back, err := transfer.ImportTables(context.Background(), s, now, files, transfer.Options{})
	if err != nil || back.Rejected() > 0 {
		t.Fatalf("%v %v", err, back.Problems)
	}
	again := s.With(back.Batch.Changes)
	for _, k := range model.Kinds().Kinds {
		for r := range next.All(k.Prefix) {
			if o := again.Get(r.Base().ID); o == nil || !k.Equal(r, o) {
				t.Fatalf("%s: %+v became %+v", r.Base().ID, r, o)
			}
		}
	}
}

func FuzzCSV(f *testing.F) {
	for _, s := range []string{work, "Name\nAda\n", "sep=;\nname;due\n\"a\";1/2/26\n", "ref,name,created\nT-1,x,\n", "\xff\xfea\x00,\x00\n\x00", "Name,Parent,Labels\nx,y,\"a,b\"\ny,x,\n", "a\n'=1\n''=x\n"} {
		f.Add([]byte(s), true)
		f.Add([]byte(s), false)
	}
	f.Fuzz(func(t *testing.T, data []byte, tasks bool) {
		opt := transfer.Options{As: "person", Format: "csv"}
		if tasks {
			opt.As = "task"
		}
		fuzzed(t, "x.csv", data, opt)
	})
}

func FuzzJiraCSV(f *testing.F) {
	f.Add([]byte(jiraText))
	f.Add([]byte("")) // no table at all
	f.Add([]byte("Summary,Issue key,Parent,Inward issue link (Blocks)\nA,L-1,L-2,L-2\nB,L-2,L-1,L-1\n"))
	f.Add([]byte("Issue key,Summary,Description,Created\nX-1,a,\"{code}*x*\n||a|b|\n[~u]\",12/Mar/24 3:04 PM\n"))
	f.Fuzz(func(t *testing.T, data []byte) { fuzzed(t, "x.csv", data, transfer.Options{Format: "jira-csv"}) })
}

func FuzzXLSX(f *testing.F) {
	_, s := takeCSV(f, workspace(f), "work.csv", work, transfer.Options{As: "task"})
	f.Add(export(f, s, "xlsx", transfer.WholeKind(s, model.Kinds().Prefix("T"))))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, data []byte) {
		fuzzed(t, "x.xlsx", data, transfer.Options{Format: "xlsx", As: "task"})
	})
}
