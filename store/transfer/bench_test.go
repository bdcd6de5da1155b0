package transfer_test

import (
	"bytes"
	"context"
	"fmt"
	"testing"

	"tandem/model"
	"tandem/store/transfer"
)

// manyRows is a table of tasks as another program writes them: names for people and projects,
// dates of the country, notes of two lines, a third of them waiting for another.
func manyRows(n int) []byte {
	var b bytes.Buffer
	b.WriteString("ID,Summary,Project,Assignee,Due Date,Start,Duration,% Complete,Labels,Description,Priority,Team,Predecessors\n")
	for i := range n {
		before := ""
		if i%3 == 1 {
			before = fmt.Sprintf("X-%d", i-1)
		}
		fmt.Fprintf(&b, "X-%d,\"Task number %d, with a name of some length\",Project %d,Person %d,%02d/%02d/2026,2026-%02d-%02d,3d,%d%%,\"alpha, beta\",\"Some text.\nAnd a second line of it.\",%d,Blue,%s\n",
			i, i, i%20, i%60, i%28+1, i%12+1, i%12+1, i%28+1, i%101, i%1000, before)
	}
	return b.Bytes()
}

// BenchmarkImportCSV takes 50,000 tasks in: reading, mapping, naming, checking. The goal is 5 s
// with the writing to the file.
func BenchmarkImportCSV(b *testing.B) {
	data := manyRows(50_000)
	s := workspace(b)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		res, err := transfer.Import(context.Background(), s, now, "work.csv", bytes.NewReader(data), transfer.Options{As: "task"})
		if err != nil || res.Rejected() > 0 || len(res.Batch.Changes) < 50_000 {
			b.Fatal(err, res.Counts, res.Problems[:min(3, len(res.Problems))])
		}
	}
}

// spread is a workspace with n tasks, and an export of all kinds of it.
func spread(b *testing.B, n int) (*model.Snapshot, []transfer.Sheet) {
	s := workspace(b)
	res, err := transfer.Import(context.Background(), s, now, "work.csv", bytes.NewReader(manyRows(n)), transfer.Options{As: "task"})
	if err != nil {
		b.Fatal(err)
	}
	s = s.With(res.Batch.Changes)
	var all []transfer.Sheet
	for _, k := range model.Kinds().Kinds {
		if s.Count(k.Prefix) > 0 {
			all = append(all, transfer.WholeKind(s, k))
		}
	}
	return s, all
}

// BenchmarkImportXLSX takes 50,000 tasks with all their fields in from a spreadsheet. Most of
// it is the same work as for CSV; reading the cells is BenchmarkReadXLSX.
func BenchmarkImportXLSX(b *testing.B) {
	s, all := spread(b, 50_000)
	book := export(b, s, "xlsx", all...)
	empty := model.NewSnapshot(model.Kinds())
	b.ReportAllocs()
	for b.Loop() {
		if _, err := transfer.Import(context.Background(), empty, now, "all.xlsx", bytes.NewReader(book), transfer.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkReadXLSX reads 50,000 rows and looks at what their columns are. The goal is 3 s.
func BenchmarkReadXLSX(b *testing.B) {
	s, all := spread(b, 50_000)
	book := export(b, s, "xlsx", all...)
	for b.Loop() {
		if _, err := transfer.Inspect(context.Background(), s, "all.xlsx", bytes.NewReader(book), transfer.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkExportXLSX writes 50,000 tasks, 12 columns of each. The goal is 2 s.
func BenchmarkExportXLSX(b *testing.B) {
	s, _ := spread(b, 50_000)
	tasks := transfer.WholeKind(s, model.Kinds().Prefix("T"))
	tasks.Fields = transfer.Stored(tasks.Kind)[:12]
	for b.Loop() {
		export(b, s, "xlsx", tasks)
	}
}
