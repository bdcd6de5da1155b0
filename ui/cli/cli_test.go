package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tandem/model"
	"tandem/model/date"
	"tandem/store"
	"tandem/store/transfer"
	"tandem/ui/layout"
)

func TestClassify(t *testing.T) {
	for _, x := range []struct {
		err         error
		code        Code
		field, says string
	}{
		{usagef("write %s", "this"), Usage, "", "write this"},
		{notFound(errors.New("T-1: no such task")), NotFound, "", "T-1: no such task"},
		{badField("due", errors.New("is no date")), Usage, "due", "due: is no date"},
		{fmt.Errorf("wrapped: %w", badField("due", errors.New("is no date"))), Usage, "due", "due: is no date"},
		{model.Problem{Field: "name", Message: "is missing"}, Usage, "name", "name: is missing"},
		{model.Problems{{Field: "name", Message: "is missing"}, {Field: "due", Message: "is late"}}, Usage, "name", "name: is missing; due: is late"},
		{context.Canceled, Failed, "", "stopped; nothing was changed"},
		{fmt.Errorf("a file: %w", fs.ErrNotExist), NotFound, "", "a file: file does not exist"},
		{store.ErrNothingToUndo, Failed, "", "there is nothing to undo"},
		{store.ErrBeforeStart, NotFound, "", "the workspace did not exist then (tandem log shows when it began)"},
		{&store.LockedError{Path: "/x/y.db"}, Locked, "", "/x/y.db is open in another process: close it there first, or name another file with --db"},
		{&store.NewerError{Path: "/x/y.db", Have: 9, Know: 1}, Failed, "", "/x/y.db was written by a newer tandem (format 9, this one knows 1): update tandem to open it"},
		{&store.DamageError{Path: "/x/y.db", Kind: store.Truncated}, Damaged, "", "/x/y.db: cut short. Nothing was written to it. There is no backup beside it."},
	} {
		f := classify(x.err, "/x/y.db")
		if f.Code != x.code || f.Field != x.field || f.text() != x.says {
			t.Errorf("%v: code %d, field %q, %q", x.err, f.Code, f.Field, f.text())
		}
	}
}

// The advice for a damaged file names that file, so that following it can harm no other.
func TestDamageAdviceNamesFile(t *testing.T) {
	t.Setenv("TANDEM_DB", "/usual/t.db")
	for _, x := range []struct{ db, want string }{
		{"/usual/t.db", ": tandem restore /b/1"},
		{"/my place/t.db", ": tandem --db '/my place/t.db' restore /b/1"},
	} {
		err := &store.DamageError{Path: x.db, Kind: store.Truncated, Good: &store.BackupInfo{Path: "/b/1"}}
		if got := classify(err, x.db).text(); !strings.HasSuffix(got, x.want) {
			t.Errorf("%s: %s", x.db, got)
		}
	}
}

func TestQuote(t *testing.T) {
	for in, want := range map[string]string{"/a/b-1.db": "/a/b-1.db", "/a b": "'/a b'", "it's": `'it'\''s'`, "/ä": "'/ä'", "$x": "'$x'"} {
		if got := quote(in); got != want {
			t.Errorf("%s: %s", in, got)
		}
	}
}

func TestAssignments(t *testing.T) {
	values, words := assignments([]string{"T-1", "name=a=b", "Due=", "2+2=4", "=x", "links=T-1 | | FS", "plain", "cost-line=1"})
	want := []assignment{{"name", "a=b"}, {"Due", ""}, {"links", "T-1 | | FS"}, {"cost-line", "1"}}
	if !slices.Equal(values, want) || strings.Join(words, " ") != "T-1 2+2=4 =x plain" {
		t.Errorf("%v %v", values, words)
	}
}

// References come first, whatever the order of the line: they decide zone and currency.
func TestOwnersFirst(t *testing.T) {
	k, _ := model.Kinds().Named("task")
	got := ownersFirst(k, []assignment{{"planned_cost", "5"}, {"project", "P-1"}, {"bogus", ""}, {"parent", "T-1"}})
	want := []assignment{{"project", "P-1"}, {"parent", "T-1"}, {"planned_cost", "5"}, {"bogus", ""}}
	if !slices.Equal(got, want) {
		t.Error(got)
	}
}

func TestLabels(t *testing.T) {
	k, _ := model.Kinds().Named("task")
	if got := addLabel(k, []assignment{{"percent", "1"}, {"name", "Paint"}}); got != "add task Paint" {
		t.Error(got)
	}
	if got := setLabel([]string{"T-1", "T-2", "T-3", "T-4"}, []assignment{{"percent", "1"}}); got != "set T-1, T-2, T-3, ...: percent" {
		t.Error(got)
	}
	ids := []model.ID{model.NewID("T", 1), model.NewID("T", 2), model.NewID("T", 3), model.NewID("T", 4), model.NewID("T", 5)}
	if got := someIDs(ids, 9); got != "T-1, T-2, T-3, T-4, and 5 more" {
		t.Error(got)
	}
	if got := someIDs(ids[:1], 1); got != "T-1" {
		t.Error(got)
	}
}

func TestLeadingKind(t *testing.T) {
	for in, want := range map[string]string{"tasks": "T", "task": "T", "T-1": "", "t14": "", "cost_line": "CL", "nobody": "", "p": "P"} {
		got := ""
		if k := leadingKind(in); k != nil {
			got = k.Prefix
		}
		if got != want {
			t.Errorf("%s: %q", in, got)
		}
	}
}

func TestEndOf(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Skip(err)
	}
	c := &model.Ctx{Now: date.Of(time.Date(2026, 11, 20, 9, 12, 0, 0, berlin)), Loc: berlin}
	for in, want := range map[string]string{
		"today":                "2026-11-20T23:59:59+01:00",
		"2026-10-24":           "2026-10-24T23:59:59+02:00",
		"2026-10-25":           "2026-10-25T23:59:59+01:00", // the day the clocks go back
		"fri 9:00":             "2026-11-27T09:00:00+01:00",
		"2026-11-01T10:00Z":    "2026-11-01T11:00:00+01:00",
		"2026-11-01T10:00":     "2026-11-01T10:00:00+01:00",
		"-1h":                  "2026-11-20T08:12:00+01:00",
		"2026-11-01T10:00:30Z": "2026-11-01T11:00:30+01:00",
	} {
		at, err := endOf(in, c)
		if got := at.RFC3339(berlin); err != nil || got != want {
			t.Errorf("%s: %s %v", in, got, err)
		}
	}
	if _, err := endOf("whenever", c); err == nil {
		t.Error("no error")
	}
}

// TestGridFits draws random tables in random widths: no line is wider than it may be, and
// numbers are never cut.
func TestGridFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 7).Draw(t, "columns")
		g := grid{}
		for range n {
			g.cols = append(g.cols, column{head: rapid.StringMatching(`[a-z]{0,12}`).Draw(t, "head"), right: rapid.Bool().Draw(t, "right"),
				keep: rapid.SampledFrom([]int{0, 24}).Draw(t, "keep")})
		}
		for range rapid.IntRange(0, 5).Draw(t, "rows") {
			var cells []string
			for range rapid.IntRange(0, n).Draw(t, "cells") {
				cells = append(cells, rapid.StringOfN(rapid.RuneFrom([]rune("ab 漢é\x1b\t\n9")), 0, 40, -1).Draw(t, "cell"))
			}
			g.add(cells...)
		}
		total := rapid.IntRange(0, 100).Draw(t, "total")
		var b strings.Builder
		if err := g.write(&b, total, paint{}, false); err != nil {
			t.Fatal(err)
		}
		for _, line := range strings.Split(b.String(), "\n") {
			if w := layout.Width(line); total > 0 && w > total {
				t.Fatalf("%d cells in %d: %q", w, total, line)
			}
			if strings.ContainsAny(line, "\x1b\t") {
				t.Fatalf("control characters: %q", line)
			}
		}
	})
}

func TestGridWidths(t *testing.T) {
	g := grid{cols: []column{{head: "ref"}, {head: "name", keep: 24}, {head: "note"}, {head: "cost", right: true}, {head: "end"}}}
	g.add("T-1", strings.Repeat("n", 60), strings.Repeat("x", 30), "1200.00", "soon")
	for _, x := range []struct {
		total int
		want  []int
	}{
		{0, []int{3, 60, 30, 7, 4}},
		{200, []int{3, 60, 30, 7, 4}},
		{100, []int{3, 48, 30, 7, 4}},
		{70, []int{3, 24, 24, 7, 4}},
		{54, []int{3, 24, 8, 7, 4}},
		{53, []int{3, 24, 13, 7}},
		{10, []int{3}},
		{2, []int{2}},
	} {
		if got := g.widths(x.total); !slices.Equal(got, x.want) {
			t.Errorf("%d: %v, want %v", x.total, got, x.want)
		}
	}
}

// TestJSONLikeTheLibrary holds the fast writer against encoding/json.
func TestJSONLikeTheLibrary(t *testing.T) {
	values := []any{nil, true, 7, -7, uint64(1 << 60), 1.5, json.Number("12.50"), json.Number(""), "", "plain", `q"b\`, "<a&b>", "tab\tline\n", "漢é\u2028", "\xff",
		[]string{"a", "ü"}, []string{}, []any{1, "x", nil}, []any{}, []model.Object{}, model.Object{},
		model.Object{{Name: "a", Value: 1}, {Name: `"`, Value: []model.Object{{{Name: "x", Value: nil}}}}}, map[string]int{"k": 1}, struct{ A int }{3}}
	for _, v := range values {
		var fast, slow any
		b, err := appendJSON(nil, v)
		if err != nil || !json.Valid(b) {
			t.Errorf("%#v: %s %v", v, b, err)
			continue
		}
		lib, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		_ = json.Unmarshal(b, &fast)
		_ = json.Unmarshal(lib, &slow)
		if fmt.Sprint(fast) != fmt.Sprint(slow) {
			t.Errorf("%#v: %s, the library has %s", v, b, lib)
		}
	}
	if _, err := appendJSON(nil, model.Object{{Name: "f", Value: func() {}}}); err == nil {
		t.Error("a function was written")
	}
}

func TestWriteArray(t *testing.T) {
	var b strings.Builder
	stop := errors.New("stop")
	if err := writeArray(&b, func(yield func(any) error) error { return yield(1) }); err != nil || b.String() != "[\n1\n]\n" {
		t.Errorf("%q %v", b.String(), err)
	}
	b.Reset()
	if err := writeAll(&b, nil); err != nil || b.String() != "[]\n" {
		t.Errorf("%q %v", b.String(), err)
	}
	if err := writeArray(&b, func(func(any) error) error { return stop }); err != stop {
		t.Error(err)
	}
}

func TestVerdict(t *testing.T) {
	for _, x := range []struct {
		res  transfer.Result
		code Code
	}{
		{transfer.Result{Counts: []transfer.Count{{Kind: "task", Read: 2, Added: 2}}}, OK},
		{transfer.Result{Counts: []transfer.Count{{Kind: "task", Read: 2, Unchanged: 2}}, Problems: []transfer.Problem{{Message: "odd"}}}, OK},
		{transfer.Result{Counts: []transfer.Count{{Kind: "task", Read: 2, Added: 1, Rejected: 1}}, Problems: []transfer.Problem{{Rejected: true}}}, Rejected},
		{transfer.Result{Counts: []transfer.Count{{Kind: "task", Read: 2, Rejected: 2}}, Problems: []transfer.Problem{{Rejected: true}}}, Failed},
	} {
		code := OK
		if err := verdict(x.res); err != nil {
			code = classify(err, "").Code
		}
		if code != x.code {
			t.Errorf("%+v: %d", x.res, code)
		}
	}
}

func TestImportFail(t *testing.T) {
	for _, x := range []struct {
		err  error
		as   string
		code Code
		says string
	}{
		{errors.New("line 3: no"), "", Failed, "a/plan.xml: line 3: no"},
		{errors.New("plan.xml: line 3: no"), "", Failed, "plan.xml: line 3: no"},
		{errors.New("plan.xml cannot be that"), "risk", Usage, "--as: plan.xml cannot be that"},
		{fmt.Errorf("plan.xml: %w", transfer.ErrNothing), "project", Failed, "plan.xml: nothing could be taken from it"},
		{&store.WriteError{Label: "import", Err: errors.New("no room")}, "", Failed, "a/plan.xml: import: not saved: no room; nothing was changed"},
	} {
		if f := classify(importFail("a/plan.xml", x.as, x.err), ""); f.Code != x.code || f.text() != x.says {
			t.Errorf("%v: %d %q", x.err, f.Code, f.text())
		}
	}
}

func TestPlace(t *testing.T) {
	p := transfer.Problem{File: "a.xml", Row: 3, Field: "Start", Message: "is late"}
	if got := place(p); got != "a.xml:3 Start: " {
		t.Error(got)
	}
	if got := place(transfer.Problem{File: "a.xml"}); got != "a.xml: " {
		t.Error(got)
	}
}

// A bar draws at most once every half percent, and nothing where there is no terminal.
func TestBar(t *testing.T) {
	var b strings.Builder
	x := &bar{w: &b, name: "plan", shown: -1}
	for i := range int64(100001) {
		x.step(i, 100000)
	}
	if n := strings.Count(b.String(), "\r"); n < 100 || n > 202 {
		t.Errorf("%d drawings", n)
	}
	if !strings.HasSuffix(b.String(), "[########################] 100%") {
		t.Errorf("%q", b.String()[b.Len()-40:])
	}
	x.step(1, 0)
	x.end()
	x.end()
	if !strings.HasSuffix(b.String(), "100%\r\x1b[K") {
		t.Errorf("%q", b.String()[b.Len()-40:])
	}
	quiet := (&app{}).progress("plan")
	quiet.step(1, 2)
	quiet.end()
}

func TestStoppable(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	defer r.Close()
	ctx, cancel := context.WithCancel(context.Background())
	s := &stoppable{ctx: ctx, in: r}
	if _, err := w.WriteString("hello"); err != nil {
		t.Fatal(err)
	}
	b := make([]byte, 3)
	if n, err := s.Read(b); n != 3 || err != nil || string(b) != "hel" {
		t.Errorf("%d %v %s", n, err, b)
	}
	if n, err := s.Read(b); n != 2 || err != nil {
		t.Errorf("%d %v", n, err)
	}
	cancel()
	if _, err := s.Read(b); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestASCIIOnly(t *testing.T) {
	for _, x := range []struct {
		term, all, lang string
		want            bool
	}{{"xterm", "", "", false}, {"xterm", "", "C.UTF-8", false}, {"xterm", "", "de_DE.utf8", false}, {"xterm", "C", "C.UTF-8", true},
		{"xterm", "", "POSIX", true}, {"linux", "", "C.UTF-8", true}} {
		t.Setenv("TERM", x.term)
		t.Setenv("LC_ALL", x.all)
		t.Setenv("LC_CTYPE", "")
		t.Setenv("LANG", x.lang)
		if got := asciiOnly(os.Getenv); got != x.want {
			t.Errorf("%+v: %v", x, got)
		}
	}
}

// A time in --now without an offset is in the workspace's zone, one with an offset is exact.
func TestNowInWorkspaceZone(t *testing.T) {
	db := filepath.Join(t.TempDir(), "t.db")
	if code, _, e := runMain(t, db, IO{}, "set", "CAL-1", "zone=America/New_York"); code != 0 {
		t.Fatal(e)
	}
	for now, want := range map[string]string{"2026-07-01T10:00": "2026-07-01T10:00:00-04:00", "2026-07-01T10:00Z": "2026-07-01T06:00:00-04:00"} {
		code, out, e := runMain(t, db, IO{}, "--now", now, "--json")
		if code != 0 || !strings.Contains(out, `"now":"`+want+`"`) {
			t.Errorf("%s: %d %s %s", now, code, out, e)
		}
	}
}

// Every kind can be listed in every form, and its fields are told, from the first day.
func TestEveryKind(t *testing.T) {
	db := filepath.Join(t.TempDir(), "t.db")
	if code, _, e := runMain(t, db, IO{}, "sample"); code != 0 {
		t.Fatal(e)
	}
	for _, k := range model.Kinds().Kinds {
		for _, args := range [][]string{{"list", k.Slug()}, {"list", plural(k), "--columns", "all"}, {"kinds", k.Prefix}} {
			if code, out, e := runMain(t, db, IO{}, args...); code != 0 || out == "" || e != "" {
				t.Errorf("%v: %d %s", args, code, e)
			}
		}
		code, out, e := runMain(t, db, IO{}, "list", k.Slug(), "--json")
		var list []map[string]any
		if err := json.Unmarshal([]byte(out), &list); code != 0 || err != nil || len(list) == 0 {
			if k.Prefix == model.SourceFilePrefix && code == 0 && err == nil {
				continue // those come with an import alone
			}
			t.Errorf("%s: %d %d records %v %s", k.Name, code, len(list), err, e)
			continue
		}
		for _, f := range k.FieldNames() {
			if _, ok := list[0][f]; !ok {
				t.Errorf("%s has no %s", k.Name, f)
			}
		}
		if code, out, e := runMain(t, db, IO{IsTTY: true, Width: 60}, "show", list[0]["ref"].(string), "--history"); code != 0 || out == "" {
			t.Errorf("%s: %d %s", k.Name, code, e)
		}
	}
}

// Every command has a help of its own with an example, and none of them opens a workspace.
func TestHelpOfAll(t *testing.T) {
	db := filepath.Join(t.TempDir(), "none", "t.db")
	a := &app{}
	for _, c := range a.root().Commands() {
		if c.Name() == "help" || c.Name() == "completion" {
			continue
		}
		code, out, e := runMain(t, db, IO{}, "help", c.Name())
		if code != 0 || e != "" || len(out) < 100 {
			t.Errorf("%s: %d %q %q", c.Name(), code, out, e)
		}
		if c.Runnable() && (!strings.Contains(out, "\nExamples:\n  tandem ") || c.Short == "") {
			t.Errorf("%s has no example", c.Name())
		}
		for _, line := range strings.Split(out, "\n") {
			if layout.Width(line) > 100 {
				t.Errorf("%s: a line of %d cells: %s", c.Name(), layout.Width(line), line)
			}
		}
	}
	if _, err := os.Stat(filepath.Dir(db)); err == nil {
		t.Error("help made a workspace")
	}
}

// A build without a screen says so instead of failing.
func TestNoScreen(t *testing.T) {
	code, _, e := runMain(t, filepath.Join(t.TempDir(), "t.db"), IO{IsTTY: true})
	if code != int(Failed) || !strings.Contains(e, "no screen") {
		t.Errorf("%d %s", code, e)
	}
}

// brokenPipe is a reader that has gone after so many bytes.
type brokenPipe struct{ left int }

func (p *brokenPipe) Write(b []byte) (int, error) {
	if p.left -= len(b); p.left < 0 {
		return 0, &os.PathError{Op: "write", Path: "|1", Err: syscall.EPIPE}
	}
	return len(b), nil
}

func TestReaderGone(t *testing.T) {
	db := filepath.Join(t.TempDir(), "t.db")
	at := time.Date(2026, 11, 20, 9, 12, 0, 0, time.UTC)
	for _, args := range [][]string{{"sample"}, {"list", "tasks", "--json"}, {"list", "tasks"}, {"kinds", "--json"}, {"help"}, {"log"}} {
		var errs strings.Builder
		code := Main(append([]string{"--db", db}, args...), IO{Out: &brokenPipe{}, Err: &errs, Now: func() time.Time { return at }}, Screen{})
		if code != 0 || errs.Len() > 0 {
			t.Errorf("%v: %d %s", args, code, errs.String())
		}
	}
	if code, out, _ := runMain(t, db, IO{}, "list", "projects", "--json"); code != 0 || len(out) < 100 {
		t.Error("what was done before the reader went is lost")
	}
}

func BenchmarkVersion(b *testing.B) {
	for b.Loop() {
		Main([]string{"version"}, IO{Out: &strings.Builder{}, Err: &strings.Builder{}}, Screen{})
	}
}

func BenchmarkList(b *testing.B) {
	db := filepath.Join(b.TempDir(), "t.db")
	at := time.Date(2026, 11, 20, 9, 12, 0, 0, time.UTC)
	io := func() IO {
		return IO{Out: &strings.Builder{}, Err: &strings.Builder{}, Now: func() time.Time { return at }}
	}
	if code := Main([]string{"--db", db, "sample", "--records", "10000"}, io(), Screen{}); code != 0 {
		b.Fatal(code)
	}
	for _, args := range [][]string{{"list", "tasks", "--limit", "20"}, {"list", "tasks"}, {"list", "tasks", "--json"}, {"triage", "--plain"}} {
		b.Run(strings.Join(args, " "), func(b *testing.B) {
			for b.Loop() {
				if code := Main(append([]string{"--db", db}, args...), io(), Screen{}); code != 0 {
					b.Fatal(code)
				}
			}
		})
	}
}

// Only a command that brought much lets the screen be foretold, and none of another time than now.
func TestForetold(t *testing.T) {
	db := filepath.Join(t.TempDir(), "t.db")
	at := time.Date(2026, 11, 20, 9, 12, 0, 0, time.UTC)
	var told []uint64
	screen := Screen{Foretell: func(s *store.Store) { told = append(told, s.Snapshot().Seq) }}
	for _, args := range [][]string{{"sample"}, {"list", "tasks"}, {"add", "task", "One more", "project=P-1"}, {"undo"}, {"undo"}, {"--now", "2026-12-01", "sample"}} {
		var errs strings.Builder
		if code := Main(append([]string{"--db", db}, args...), IO{Out: io.Discard, Err: &errs, Now: func() time.Time { return at }}, screen); code != 0 {
			t.Fatalf("%v: %d %s", args, code, errs.String())
		}
	}
	if len(told) != 1 {
		t.Errorf("foretold after %v", told)
	}
}
