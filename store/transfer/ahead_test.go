package transfer_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"tandem/model"
	"tandem/store/transfer"
)

// told is all that an import says: each change to the byte, the problems, the counts, the rest.
func told(s *model.Snapshot, res transfer.Result, err error) string {
	var b strings.Builder
	for _, c := range res.Batch.Changes {
		fmt.Fprintf(&b, "%s %t ", c.ID, c.Before != nil)
		if c.After != nil {
			fmt.Fprintf(&b, "%x", s.Schema().Of(c.ID).Append(nil, c.After))
		}
		b.WriteByte('\n')
	}
	for _, p := range res.Problems {
		fmt.Fprintf(&b, "%+v\n", p)
	}
	fmt.Fprintf(&b, "%+v\n%+v\n%+v\n%v %v\n", res.Counts, res.Columns, res.Leftover, res.Project, err)
	return b.String()
}

// differs is the first line in which two texts are not the same.
func differs(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return fmt.Sprintf("line %d:\n%.600s\n%.600s", i+1, x[i], y[i])
		}
	}
	return fmt.Sprintf("%d lines, %d lines", len(x), len(y))
}

// sameAnyway imports data on one processor and on several, into s and again into what came of it, and
// fails where they differ. It returns what was told.
func sameAnyway(t *testing.T, s *model.Snapshot, name string, data []byte, opt transfer.Options) string {
	t.Helper()
	var want string
	for _, procs := range []int{1, 2, 7} {
		before := runtime.GOMAXPROCS(procs)
		got, s := "", s
		for range 2 {
			res, err := transfer.Import(context.Background(), s, now, name, bytes.NewReader(data), opt)
			got += told(s, res, err)
			s = s.With(res.Batch.Changes)
		}
		runtime.GOMAXPROCS(before)
		if want == "" {
			want = got
		} else if got != want {
			t.Fatalf("%s: %d processors say otherwise, %s", name, procs, differs(want, got))
		}
	}
	return want
}

// TestAheadFiles: the files of other tools come in the same however many processors read them.
func TestAheadFiles(t *testing.T) {
	s, n := full(t), 0
	err := filepath.WalkDir(importDir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		list := []transfer.Options{{}}
		if filepath.Ext(path) == ".csv" { // also as a plain table
			list = append(list, transfer.Options{Format: "csv", As: "task", Table: transfer.TableOptions{Set: []transfer.Pair{{Name: "priority", Value: "700"}}}})
		}
		for _, opt := range list {
			n++
			t.Logf("%s %.12x", filepath.Base(path), sha256.Sum256([]byte(sameAnyway(t, s, filepath.Base(path), data, opt))))
		}
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) || n == 0 {
		t.Skip("no files to import")
	}
	if err != nil {
		t.Fatal(err)
	}
}

// TestAheadRandom: so do random tables of every kind, with values that cannot be read, names of
// nobody, columns that come twice, rows too short and too long, and owners with other hours.
func TestAheadRandom(t *testing.T) {
	s := full(t)
	rows := 700 // more than one processor makes ready at a time
	if testing.Short() {
		rows = 300
	}
	taken := 0
	for i, k := range model.Kinds().Kinds {
		if k.Single {
			continue
		}
		r := rand.New(rand.NewPCG(7, uint64(i)))
		data := randomTable(r, s, k, rows)
		opt := transfer.Options{As: k.Slug()}
		if i%3 == 0 {
			opt.Table.Set = []transfer.Pair{{Name: "tags", Value: "told"}}
		}
		said := sameAnyway(t, s, k.Slug()+".csv", data, opt)
		taken += strings.Count(said, " false ")
		t.Logf("%s %.12x", k.Name, sha256.Sum256([]byte(said)))
	}
	if taken < 5*rows {
		t.Errorf("only %d rows of all kinds were taken: the tables say nothing", taken)
	}
	t.Logf("%d taken", taken)
	t.Logf("tasks %.12x", sha256.Sum256([]byte(sameAnyway(t, s, "tasks.json", randomTasks(rand.New(rand.NewPCG(7, 99)), rows), transfer.Options{}))))
}

// TestAheadOwners: the same cells mean other moments, lengths and amounts in projects with hours and
// money of their own, as each field alone reads them.
func TestAheadOwners(t *testing.T) {
	s := full(t)
	e := model.NewEdit(s, now)
	var names []string
	for i, x := range []struct{ zone, currency string }{{"Asia/Kathmandu", "CHF"}, {"America/New_York", "JPY"}, {"UTC", ""}} {
		cal := &model.Calendar{Name: "Hours " + x.zone, Zone: x.zone, MinutesPerDay: 360 + 60*i}
		p := &model.Project{Name: fmt.Sprint("Owner ", i), Calendar: e.Put(model.CalendarPrefix, cal), Currency: x.currency}
		e.Put(model.ProjectPrefix, p)
		names = append(names, p.Name)
	}
	batch, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	s = s.With(batch.Changes)
	cells := [][]string{{"2026-03-02", "3d", "100", "25%"}, {"24.12.2026", "2.5d", "7.50 EUR", "100%"}, {"", "", "", ""}}
	fields := []string{"deadline", "duration", "fixed_cost", "percent"}
	var b strings.Builder
	b.WriteString("Name,Project," + strings.Join(fields, ",") + "\n")
	for i := range 900 {
		fmt.Fprintf(&b, "Row %d,%s,%s\n", i, names[i%3], strings.Join(cells[i/3%3], ","))
	}
	_, after := takeCSV(t, s, "owners.csv", b.String(), transfer.Options{As: "task"})
	k, n := model.Kinds().Prefix(model.TaskPrefix), 0
	for r := range model.Each[*model.Task](after, model.TaskPrefix) {
		var i int
		if _, err := fmt.Sscanf(r.Name, "Row %d", &i); err != nil || r.Source != "table:owners" {
			continue
		}
		n++
		want := k.New().(*model.Task)
		want.Project = r.Project
		c := after.Ctx(now).For(want)
		for j, name := range fields {
			f, cell := k.Field(name), strings.Replace(cells[i/3%3][j], "24.12.2026", "2026-12-24", 1)
			if cell != "" {
				if err := f.Parse(c, want, cell); err != nil {
					t.Fatal(err)
				}
			}
			if got, want := f.Text(c, r), f.Text(c, want); got != want {
				t.Fatalf("%s of %s in %s: %q, want %q", name, r.Name, names[i%3], got, want)
			}
		}
	}
	if n != 900 {
		t.Fatalf("%d rows", n)
	}
}

// randomTable is a table of a kind by the names of its fields.
func randomTable(r *rand.Rand, s *model.Snapshot, k *model.Kind, rows int) []byte {
	var fields []*model.Field
	var head []string
	for i := range k.Fields {
		if f := &k.Fields[i]; f.Stored() && (r.IntN(4) > 0 || f.Required) {
			fields, head = append(fields, f), append(head, f.Name)
		}
	}
	if r.IntN(3) == 0 {
		f := fields[r.IntN(len(fields))]
		fields, head = append(fields, f), append(head, f.Name)
	}
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	_ = w.Write(append(head, "Team"))
	names := []string{"Ada Novak", "Nobody; Ada Novak", "P-2", "P-1", "T-999999", "Harbour, North", "R-1, R-2", "E-1"}
	for n := range rows {
		var row []string
		for _, f := range fields {
			v := fieldValue(f, s, r.IntN(6))
			switch x := r.IntN(30); {
			case x == 0:
				v = ""
			case x == 1:
				v = hard[r.IntN(len(hard))]
			case f.Title && x < 25:
				v = fmt.Sprintf("%s %d", v, n/2)
			case f.Name == "external_id":
				v = fmt.Sprint("X-", r.IntN(rows*4))
			case f.HasRefs() && x < 12:
				v = names[r.IntN(len(names))]
			case f.Type == model.TypeDate && x < 10:
				v = fmt.Sprintf("%02d.%02d.2026", r.IntN(29)+1, r.IntN(12)+1)
			case f.Type == model.TypeTime && x < 10:
				v = fmt.Sprintf("2026-%02d-%02d", r.IntN(12)+1, r.IntN(28)+1) // by the hours of whom it belongs to
			}
			row = append(row, v)
		}
		row = append(row, []string{"", "Blue", "Red"}[r.IntN(3)])
		if x := r.IntN(20); x == 0 {
			row = row[:r.IntN(len(row))+1]
		} else if x == 1 {
			row = append(row, "beyond")
		}
		_ = w.Write(row)
	}
	w.Flush()
	return b.Bytes()
}

// randomTasks is what task export might write, and much it would not.
func randomTasks(r *rand.Rand, n int) []byte {
	pick := func(list ...string) string { return list[r.IntN(len(list))] }
	var b bytes.Buffer
	b.WriteString("[\n")
	for i := range n {
		fmt.Fprintf(&b, `{"id":%d,"description":%s,"entry":%s,"status":%s`, i, pick(`"Dig"`, `"Say \"no\""`, `"a\/b"`, `"ümläut"`, `""`, `7`, `"tab\there"`),
			pick(`"20260131T080000Z"`, `"20260215T235959Z"`, `"2026-02-30"`, `"20260230T000000Z"`, `"2026-03-01T10:00:00+01:00"`, `"00010101T000000Z"`), pick(`"pending"`, `"completed"`, `"deleted"`, `"recurring"`, `"waiting"`, `"odd"`))
		if r.IntN(20) > 0 {
			fmt.Fprintf(&b, `,"uuid":"u-%d"`, r.IntN(n*3))
		}
		for _, f := range []string{
			`"tags":` + pick(`["a","b"]`, `["a", "b"]`, `"a,b"`, `["a\/b","ü"]`, `[]`, `["a","a"]`, `["x y"]`, `[1,"a"]`),
			`"annotations":` + pick(`[{"entry":"20260105T090000Z","description":"One."},{"entry":"20260106T090000Z","description":"Two."}]`, `[{"description":"no entry"}]`, `[{"entry":"","description":"a\nb"}]`,
				`[{"ENTRY":"20260105T090000Z","Description":"case"}]`, `[]`, `"text"`, `[{"entry":"20260105T090000Z","description":"x","more":1}]`),
			`"depends":` + pick(fmt.Sprintf(`["u-%d"]`, r.IntN(n*3)), fmt.Sprintf(`"u-%d,u-%d"`, r.IntN(n*3), r.IntN(n)), `[]`, fmt.Sprintf(`["u-%d","u-%d"]`, i, r.IntN(n))),
			`"due":` + pick(`"20261231T170000Z"`, `"20260131T080000Z"`, `""`, `5`), `"scheduled":"20260301T080000Z"`, `"start":"20260302T080000Z"`, `"end":"20260303T080000Z"`,
			`"priority":` + pick(`"H"`, `"L"`, `"X"`), `"project":` + pick(`"home"`, `"home.part"`, `""`, `" x "`), `"urgency":4.5`, `"estimate":` + pick(`12`, `"00123"`, `"true"`, `{"a":[1, 2]}`, `-3`), `"tags":["last"]`} {
			if r.IntN(3) == 0 {
				b.WriteString("," + f)
			}
		}
		b.WriteString(pick("},\n", "},\n", "},\n", "},\n", "},\n", ",},\n", "}\n"))
	}
	b.WriteString("{}]\n")
	return b.Bytes()
}

// TestAheadStops: a context that is cancelled amid the rows ends the import with its error, and
// nothing of it runs on.
func TestAheadStops(t *testing.T) {
	var table, list bytes.Buffer
	table.WriteString("Summary,Assignee,Due Date\n")
	list.WriteString("[")
	for i := range 20_000 {
		fmt.Fprintf(&table, "Task %d,Ada %d,2026-03-%02d\n", i, i%9, i%28+1)
		fmt.Fprintf(&list, `{"description":"Task %d","status":"pending","uuid":"u-%d","tags":["a"]},`, i, i)
	}
	list.WriteString("{}]")
	s := model.NewSnapshot(model.Kinds())
	before := runtime.NumGoroutine()
	for _, x := range []struct {
		name string
		data []byte
		at   float64 // of the way
	}{{"t.csv", table.Bytes(), 0.3}, {"t.csv", table.Bytes(), 0.7}, {"t.json", list.Bytes(), 0.5}} {
		ctx, cancel := context.WithCancel(context.Background())
		last := 0.0
		opt := transfer.Options{Size: int64(len(x.data)), Progress: func(done, total int64) {
			if last = float64(done) / float64(total); last > x.at {
				cancel()
			}
		}}
		if x.name == "t.csv" {
			opt.As = "task"
		}
		res, err := transfer.Import(ctx, s, now, x.name, bytes.NewReader(x.data), opt)
		cancel()
		if !errors.Is(err, context.Canceled) || len(res.Batch.Changes) > 0 {
			t.Errorf("%s at %v: %v, %d changes", x.name, x.at, err, len(res.Batch.Changes))
		}
		if last > x.at+0.2 {
			t.Errorf("%s went on to %v after it was stopped at %v", x.name, last, x.at)
		}
	}
	for range 100 {
		if runtime.NumGoroutine() <= before {
			return
		}
		runtime.Gosched()
	}
	t.Errorf("%d goroutines, %d before", runtime.NumGoroutine(), before)
}
