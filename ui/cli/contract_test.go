package cli

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"tandem/model"
	"tandem/store"
)

// The contract with scripts: names of JSON objects and their order, what a value looks like,
// that what is printed is what is taken. A change here breaks somebody's script.

// sampled is a workspace with the sample in it.
func sampled(t *testing.T) string {
	t.Helper()
	db := filepath.Join(t.TempDir(), "t.db")
	if code, _, e := runMain(t, db, IO{}, "sample"); code != 0 {
		t.Fatal(e)
	}
	return db
}

// keys lists the names of the first JSON object at a path, in the order they are written.
func keys(t *testing.T, text string, path ...string) []string {
	t.Helper()
	raw := json.RawMessage(text)
	for _, p := range append(path, "") {
		for len(raw) > 0 && strings.TrimSpace(string(raw))[0] == '[' {
			var list []json.RawMessage
			if err := json.Unmarshal(raw, &list); err != nil || len(list) == 0 {
				t.Fatalf("%v: nothing at %s in %.200s", err, p, text)
			}
			raw = list[0]
		}
		if p == "" {
			break
		}
		var m map[string]json.RawMessage
		if err := json.Unmarshal(raw, &m); err != nil || m[p] == nil {
			t.Fatalf("%v: no %s in %.200s", err, p, raw)
		}
		raw = m[p]
	}
	d := json.NewDecoder(strings.NewReader(string(raw)))
	var out []string
	depth, name := 0, true
	for {
		tok, err := d.Token()
		if err != nil {
			return out
		}
		switch x := tok.(type) {
		case json.Delim:
			if x == '{' || x == '[' {
				depth++
			} else {
				depth--
			}
			name = true
		case string:
			if depth == 1 && name {
				out = append(out, x)
				name = false
				continue
			}
			name = depth == 1
		default:
			name = depth == 1
		}
	}
}

func TestJSONNames(t *testing.T) {
	db := sampled(t)
	plan := filepath.Join(t.TempDir(), "plan.xml")
	xml := `<?xml version="1.0"?><Project xmlns="http://schemas.microsoft.com/project"><Name>X</Name><Tasks>` +
		`<Task><UID>1</UID><Name>One</Name><OutlineLevel>1</OutlineLevel></Task>` +
		`<Task><UID>1</UID><Name>Again</Name><OutlineLevel>1</OutlineLevel></Task></Tasks></Project>`
	if err := os.WriteFile(plan, []byte(xml), 0o600); err != nil {
		t.Fatal(err)
	}
	item := "rank ref subject blocker title view hat sign points due days_late breached project account signals terms"
	for _, x := range []struct {
		args []string
		path string
		want string
	}{
		{[]string{"list"}, "", "kind count"},
		{[]string{"list", "tasks"}, "", "ref id kind " + strings.Join(kindOf("task").FieldNames(), " ")},
		{[]string{"show", "R-1"}, "", "ref id kind " + strings.Join(kindOf("risk").FieldNames(), " ")},
		{[]string{"show", "R-1", "--history"}, "history", "seq at op label undoes created deleted fields"},
		{[]string{"kinds"}, "", "kind name plural prefix hat help columns sort fields"},
		{[]string{"kinds", "task"}, "fields", "name label type required read_only help"},
		{[]string{"triage"}, "", item},
		{[]string{"triage"}, "terms", "label points evidence ref"},
		{nil, "", "path now counts triage pressing first"},
		{nil, "triage", "now doing waiting promised scheduled done"},
		{nil, "pressing", "to_decide in_hand"},
		{[]string{"log"}, "", "seq at op label undoes count records"},
		{[]string{"import", plan, "--dry-run"}, "", "counts columns problems changes changes_total dry_run seq"},
		{[]string{"import", plan, "--dry-run"}, "problems", "file row field message rejected"},
		{[]string{"import", plan, "--dry-run"}, "counts/task", "read added updated unchanged rejected"},
		{[]string{"backup"}, "", "backup"},
		{[]string{"backups"}, "", "path kind why time size encrypted records"},
		{[]string{"restore", "1"}, "", "restored path records kinds steps newest label compared same_workspace added changed gone"},
		{[]string{"doctor"}, "", "path ok records steps size free findings"},
		{[]string{"version"}, "", "version revision go platform"},
		{[]string{"calc", "date", "fri"}, "", "input date weekday time"},
		{[]string{"calc", "duration", "3d"}, "", "input minutes text elapsed estimate"},
		{[]string{"calc", "due", "--calendar", "9-17", "--start", "fri", "--work", "2h"}, "", "due"},
		{[]string{"calc", "due", "--calendar", "off", "--start", "fri", "--work", "2h"}, "", "due why"},
		{[]string{"calc", "between", "--calendar", "9-17", "--start", "fri", "--end", "fri 10:00"}, "", "minutes"},
		{[]string{"delete", "R-2"}, "", "deleted seq"},
		{[]string{"decide", "--limit", "2", "accept", "--dry-run"}, "", "label verb argument dry_run seq count items"},
		{[]string{"decide", "--limit", "2", "accept", "--dry-run"}, "items", item},
		{[]string{"undo"}, "undone", "seq label records"},
		{[]string{"redo"}, "redone", "seq label records"},
	} {
		_, out, e := runMain(t, db, IO{}, append(x.args, "--json")...)
		var path []string
		if x.path != "" {
			path = strings.Split(x.path, "/")
		}
		got := keys(t, out, path...)
		if strings.Join(got, " ") != x.want {
			t.Errorf("%v %s: %v, want %s %s", x.args, x.path, got, x.want, e)
		}
	}
	_, _, e := runMain(t, db, IO{}, "show", "R-999", "--json")
	if got := keys(t, e, "error"); strings.Join(got, " ") != "message field code" {
		t.Error(got)
	}
}

func kindOf(name string) *model.Kind {
	k, _ := model.Kinds().Named(name)
	return k
}

// Times are at the offset of the project's calendar, never converted to UTC, and in summer at
// that of summer.
func TestTimesAtOwnersOffset(t *testing.T) {
	db := filepath.Join(t.TempDir(), "t.db")
	for _, args := range [][]string{
		{"set", "CAL-1", "zone=Europe/Berlin"},
		{"add", "calendar", "Bangalore", "zone=Asia/Kolkata"},
		{"add", "project", "Here"},
		{"add", "project", "There", "calendar=Bangalore"},
		{"add", "task", "A", "project=P-1", "start=2026-07-01T08:00", "finish=2026-12-01T17:00"},
		{"add", "task", "B", "start=2026-07-01T08:00", "project=P-2", "finish=2026-12-01T17:00"},
	} {
		if code, _, e := runMain(t, db, IO{}, args...); code != 0 {
			t.Fatal(args, e)
		}
	}
	_, out, _ := runMain(t, db, IO{}, "list", "tasks", "--json")
	var tasks []struct{ Ref, Start, Finish, Project string }
	if err := json.Unmarshal([]byte(out), &tasks); err != nil || len(tasks) != 2 {
		t.Fatal(err, out)
	}
	if a := tasks[0]; a.Start != "2026-07-01T08:00:00+02:00" || a.Finish != "2026-12-01T17:00:00+01:00" || a.Project != "P-1" {
		t.Errorf("%+v", a)
	}
	if b := tasks[1]; b.Start != "2026-07-01T08:00:00+05:30" || b.Finish != "2026-12-01T17:00:00+05:30" {
		t.Errorf("%+v", b)
	}
}

// TestPlainIsWhatSetTakes sets every field of every record of the sample to what --plain shows
// for it: nothing may change.
func TestPlainIsWhatSetTakes(t *testing.T) {
	db := sampled(t)
	at := time.Date(2026, 11, 20, 9, 12, 0, 0, time.UTC)
	s, err := store.Open(store.Options{Path: db, Now: func() time.Time { return at }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	snap := s.Snapshot()
	e := model.NewEdit(snap, s.Now())
	for _, k := range snap.Schema().Kinds {
		for r := range snap.All(k.Prefix) {
			c := e.Ctx.For(r)
			var values []assignment
			for i := range k.Fields {
				if f := &k.Fields[i]; !f.ReadOnly {
					values = append(values, assignment{f.Name, f.Text(c, r)})
				}
			}
			n := k.Copy(r)
			if err := apply(e.Ctx, k, n, values); err != nil {
				t.Fatalf("%s: %v", r.Base().ID, err)
			}
			e.Put(k.Prefix, n)
		}
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	for _, ch := range b.Changes {
		k := snap.Schema().Of(ch.ID)
		for i := range k.Fields {
			f := &k.Fields[i]
			if x, y := f.Text(e.Ctx.For(ch.Before), ch.Before), f.Text(e.Ctx.For(ch.After), ch.After); x != y {
				t.Errorf("%s %s: %q became %q", ch.ID, f.Name, x, y)
			}
		}
	}
}

// A table has a row for every record, in the order of the JSON, its references in front.
func TestTableLikeJSON(t *testing.T) {
	db := sampled(t)
	for _, k := range model.Kinds().Kinds {
		_, text, _ := runMain(t, db, IO{}, "list", k.Slug())
		_, out, _ := runMain(t, db, IO{}, "list", k.Slug(), "--json")
		var list []struct{ Ref string }
		if err := json.Unmarshal([]byte(out), &list); err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSpace(text), "\n")[1:]
		if len(lines) != len(list) {
			t.Errorf("%s: %d rows, %d objects", k.Name, len(lines), len(list))
			continue
		}
		for i, l := range lines {
			if ref, _, _ := strings.Cut(l, " "); ref != list[i].Ref {
				t.Errorf("%s row %d: %q, want %s", k.Name, i, l, list[i].Ref)
				break
			}
		}
	}
}

// What each exit code stands for, and that an error leaves standard output empty.
func TestErrorsKeepOutputEmpty(t *testing.T) {
	db := sampled(t)
	_, before, _ := runMain(t, db, IO{}, "log", "--json", "--limit", "1")
	for _, x := range []struct {
		code Code
		line string
	}{
		{Usage, "list nothing"}, {Usage, "list tasks --filter ("}, {Usage, "show"},
		{Usage, "add"}, {Usage, "add task"}, {Usage, "add task x"}, {Usage, "set T-1"}, {Usage, "set percent=1"}, {Usage, "delete"},
		{Usage, "set T-1 percent=abc"}, {Usage, "set T-1 start=never"}, {Usage, "set T-1 type=round"}, {Usage, "set T-1 project=T-2"},
		{Usage, "set T-1 parent=T-1"}, {Usage, "set T-1 created=today"}, {Usage, "set T-1 milestone=perhaps"}, {Usage, "set T-1 planned_cost=much"},
		{Usage, "log --limit -1"}, {Usage, "backup a b"}, {Usage, "restore"}, {Usage, "version now"}, {Usage, "triage x"}, {Usage, "redo -1"},
		{Usage, "--now nonsense list tasks"}, {Usage, "--bogus"}, {Usage, "calc duration x"}, {Usage, "sample x"}, {Usage, "doctor x"},
		{NotFound, "show T-99999"}, {NotFound, "set T-99999 percent=1"}, {NotFound, "delete Z-1"}, {NotFound, "import /nowhere/plan.xml"},
		{NotFound, "restore 99"}, {NotFound, "show T-1 --as-of 1999-01-01"},
		{Failed, "redo"}, {Failed, "delete W-1"}, {Failed, "sample"}, {Failed, "backup " + db},
	} {
		args := strings.Fields(x.line)
		code, out, e := runMain(t, db, IO{}, args...)
		if code != int(x.code) || out != "" {
			t.Errorf("%s: code %d, want %d; out %q, err %q", x.line, code, x.code, out, e)
		}
		if !strings.HasPrefix(e, "tandem: ") || strings.Count(e, "\n") != 1 {
			t.Errorf("%s: no single line: %q", x.line, e)
		}
		code, _, e = runMain(t, db, IO{}, append(args, "--json")...)
		var got struct{ Error struct{ Code int } }
		if err := json.Unmarshal([]byte(e), &got); err != nil || got.Error.Code != int(x.code) || code != int(x.code) {
			t.Errorf("%s --json: %d %q %v", x.line, code, e, err)
		}
	}
	if _, after, _ := runMain(t, db, IO{}, "log", "--json", "--limit", "1"); after != before {
		t.Errorf("an error changed something: %s", after)
	}
}

// A set of several records is one step: either all of them or none.
func TestSetIsOneStep(t *testing.T) {
	db := sampled(t)
	percent := func(ref string) string {
		_, out, _ := runMain(t, db, IO{}, "list", "tasks", "--filter", "ref:"+ref, "--columns", "percent")
		return strings.Fields(out + " -")[3]
	}
	p1, p2 := percent("T-5"), percent("T-6")
	if code, _, _ := runMain(t, db, IO{}, "set", "T-5", "T-6", "R-1", "percent=33"); code != int(Usage) {
		t.Errorf("code %d: a risk has no percent", code)
	}
	if percent("T-5") != p1 || percent("T-6") != p2 {
		t.Error("half of it was done")
	}
	if code, _, e := runMain(t, db, IO{}, "set", "T-5", "T-6", "percent=33"); code != 0 {
		t.Fatal(e)
	}
	if percent("T-5") != "33%" || percent("T-6") != "33%" {
		t.Errorf("%s %s", percent("T-5"), percent("T-6"))
	}
	if code, out, e := runMain(t, db, IO{}, "undo"); code != 0 || !strings.Contains(out, "3 records") {
		t.Error(out, e)
	}
	if percent("T-5") != p1 || percent("T-6") != p2 {
		t.Error("undo left something")
	}
}

// The limits of listings, by flag.
func TestLimits(t *testing.T) {
	db := sampled(t)
	rows := func(args ...string) int {
		code, out, e := runMain(t, db, IO{}, append(args, "--json")...)
		var list []any
		if err := json.Unmarshal([]byte(out), &list); err != nil || code != 0 {
			t.Fatal(args, err, e)
		}
		return len(list)
	}
	all := rows("list", "tasks")
	for _, n := range []int{1, 7, all, all + 5} {
		if got := rows("list", "tasks", "--limit", strconv.Itoa(n)); got != min(n, all) {
			t.Errorf("%d of %d: %d", n, all, got)
		}
		if got := rows("triage", "--limit", strconv.Itoa(n)); got > n {
			t.Errorf("triage %d: %d", n, got)
		}
	}
	for i := range 25 {
		if code, _, e := runMain(t, db, IO{}, "set", "T-1", fmt.Sprintf("priority=%d", 100+i)); code != 0 {
			t.Fatal(e)
		}
	}
	if a, b := rows("log"), rows("log", "--limit", "0"); a != 20 || b < 26 {
		t.Errorf("log: %d, all %d", a, b)
	}
	if got := rows("log", "-n", "3"); got != 3 {
		t.Error(got)
	}
}

// Triage in text shows what the views hold; every item stands in exactly one, promises besides.
func TestTriageViews(t *testing.T) {
	db := sampled(t)
	_, out, _ := runMain(t, db, IO{}, "--json")
	var sum struct {
		Triage map[string]int
		First  []struct{ Ref string }
	}
	if err := json.Unmarshal([]byte(out), &sum); err != nil {
		t.Fatal(err)
	}
	seen := map[string]string{}
	for _, v := range []string{"now", "doing", "waiting", "promised", "scheduled", "done"} {
		_, out, e := runMain(t, db, IO{}, "triage", "--view", v, "--json")
		var items []struct {
			Ref, View string
			Rank      int
			Points    float64
			Terms     []struct{ Points float64 }
		}
		if err := json.Unmarshal([]byte(out), &items); err != nil {
			t.Fatal(v, err, e)
		}
		if len(items) != sum.Triage[v] {
			t.Errorf("%s: %d items, the report says %d", v, len(items), sum.Triage[v])
		}
		for i, it := range items {
			if it.Rank != i+1 {
				t.Errorf("%s: rank %d at %d", v, it.Rank, i)
			}
			if other := seen[it.Ref]; other != "" && v != "promised" && other != "promised" {
				t.Errorf("%s is in %s and %s", it.Ref, other, v)
			}
			seen[it.Ref] = v
			total := 0.0
			for _, x := range it.Terms {
				total += x.Points
			}
			if d := total - it.Points; d > 0.05 || d < -0.05 {
				t.Errorf("%s: terms add up to %.1f, not %.1f", it.Ref, total, it.Points)
			}
		}
	}
	_, all, _ := runMain(t, db, IO{}, "triage", "--json")
	for _, hat := range []string{"pm", "dm"} {
		_, part, _ := runMain(t, db, IO{}, "triage", "--hat", hat, "--json")
		if len(part) < 10 || len(part) >= len(all) {
			t.Errorf("%s: %d bytes of %d", hat, len(part), len(all))
		}
	}
}

// What a terminal shows is what the screen shows; what a pipe gets is exact.
func TestShownAndExact(t *testing.T) {
	db := filepath.Join(t.TempDir(), "t.db")
	t.Setenv("NO_COLOR", "1")
	t.Setenv("LANG", "C.UTF-8")
	for _, args := range [][]string{
		{"add", "account", "Northwind"},
		{"add", "project", "Rollout", "account=Northwind", "delay_cost=5.5k"},
		{"add", "task", "Wiring", "project=Rollout", "duration=3d 4h", "start=2026-11-23T08:00", "notes=one\ntwo"},
	} {
		if code, _, e := runMain(t, db, IO{}, args...); code != 0 {
			t.Fatal(e)
		}
	}
	tty := IO{IsTTY: true, Width: 120}
	for _, x := range []struct {
		args         []string
		shown, exact string
	}{
		{[]string{"list", "projects", "--columns", "account,delay_cost"}, "Northwind      €5,500", "A-1      5500.00 EUR"},
		{[]string{"list", "tasks", "--columns", "duration,start"}, "3.5 d  Mon 23", "3d 4h  2026-11-23T08:00:00"},
		{[]string{"show", "T-1"}, "two", "two"},
		{[]string{"list", "tasks", "--columns", "notes"}, "one two", "one two"},
	} {
		for _, how := range []struct {
			io   IO
			more []string
			want string
		}{{tty, nil, x.shown}, {tty, []string{"--plain"}, x.exact}, {IO{}, nil, x.exact}} {
			code, out, e := runMain(t, db, how.io, append(slices.Clone(x.args), how.more...)...)
			if code != 0 || !strings.Contains(out, how.want) {
				t.Errorf("%v terminal %v %v: no %q in\n%s%s", x.args, how.io.IsTTY, how.more, how.want, out, e)
			}
		}
	}
}
