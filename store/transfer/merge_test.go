package transfer_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tandem/model"
	"tandem/store"
	"tandem/store/storetest"
	"tandem/store/transfer"
)

// bring imports a text into a store as the program does.
func bring(t testing.TB, s *store.Store, name, text string, opt transfer.Options) transfer.Result {
	t.Helper()
	opt.Past = s
	var res transfer.Result
	if _, err := s.Do("import "+name, func(snap *model.Snapshot) (model.Batch, error) {
		var err error
		res, err = transfer.Import(context.Background(), snap, s.Now(), name, strings.NewReader(text), opt)
		return res.Batch, err
	}); err != nil {
		t.Fatal(err)
	}
	return res
}

// setByHand edits a record as a person does, with what follows from it.
func setByHand(s *store.Store, id model.ID, field, value string) error {
	_, err := s.Do("set "+id.String(), func(snap *model.Snapshot) (model.Batch, error) {
		e := model.NewEdit(snap, s.Now())
		if err := e.Set(id, field, value); err != nil {
			return model.Batch{}, err
		}
		b, err := e.Batch()
		if err != nil {
			return b, err
		}
		return model.Settle(snap, b, s.Now()), nil
	})
	return err
}

func mustSet(t testing.TB, s *store.Store, id model.ID, pairs ...string) {
	t.Helper()
	for i := 0; i+1 < len(pairs); i += 2 {
		if err := setByHand(s, id, pairs[i], pairs[i+1]); err != nil {
			t.Fatalf("%s %s=%s: %v", id, pairs[i], pairs[i+1], err)
		}
	}
}

// valueOf is a field of a record as exact text.
func valueOf(s *store.Store, id model.ID, field string) string {
	snap := s.Snapshot()
	r := snap.Get(id)
	if r == nil {
		return "(none)"
	}
	return snap.Schema().Of(id).Field(field).Text(snap.Ctx(s.Now()).For(r), r)
}

// whole is all that a workspace holds, but when it was changed.
func whole(s *store.Store) map[model.ID]string {
	snap, out := s.Snapshot(), map[model.ID]string{}
	for _, k := range snap.Schema().Kinds {
		for r := range snap.All(k.Prefix) {
			c := k.Copy(r)
			c.Base().Changed = 0
			out[r.Base().ID] = string(k.Append(nil, c))
		}
	}
	return out
}

func unchanged(t testing.TB, what string, res transfer.Result) {
	t.Helper()
	for _, c := range res.Counts {
		if c.Added+c.Updated+c.Rejected > 0 {
			t.Errorf("%s: %+v", what, c)
		}
	}
	if len(res.Batch.Changes) > 0 || res.Changed > 0 {
		t.Errorf("%s: %d records change, in %v", what, len(res.Batch.Changes), res.Changes)
	}
}

// A file as several programs write it: a task called Build, its length or due date, its notes, two tags.
var mergeFiles = []struct {
	name, title, file string
	opt               transfer.Options
	again             *strings.Replacer // what the program changes later: the name, and the notes
}{
	{"jira.csv", "Build", "Summary,Issue key,Issue id,Project key,Status,Priority,Due date,Labels,Labels,Description\n" +
		"Build,AB-1,1,AB,To Do,Medium,04/Dec/26 12:00 AM,one,two,As told\nTest,AB-2,2,AB,To Do,Medium,,,,\n",
		transfer.Options{}, strings.NewReplacer("Build", "Build it", "As told", "As told anew", "two,", "three,")},
	{"plan.xml", "Build", mergePlan, transfer.Options{}, strings.NewReplacer(">Build<", ">Build it<", "As told", "As told anew", "PT8H0M0S", "PT16H0M0S")},
	{"github.csv", "Build", "number,title,state,created_at,labels,body\n1,Build,open,2026-11-02T09:00:00Z,\"one,two\",As told\n2,Test,open,2026-11-02T09:00:00Z,,\n",
		transfer.Options{}, strings.NewReplacer("Build", "Build it", "As told", "As told anew", "one,two", "one,three")},
	{"rows.csv", "Build", "Key,What,Until,Words,Marks\n1,Build,2026-12-04,As told,\"one,two\"\n2,Test,2026-12-11,,\n",
		transfer.Options{As: "task", Table: transfer.TableOptions{ID: "Key", Map: []transfer.Pair{{Name: "What", Value: "name"}, {Name: "Until", Value: "deadline"}, {Name: "Words", Value: "notes"}, {Name: "Marks", Value: "tags"}}}},
		strings.NewReplacer("Build", "Build it", "As told", "As told anew", "one,two", "one,three")},
	{"work.json", "Build", `[{"uuid":"00000000-0000-4000-8000-000000000001","description":"Build","status":"pending","entry":"20261102T090000Z","due":"20261204T160000Z","tags":["one","two"],"project":"home","effort":"As told"},
{"uuid":"00000000-0000-4000-8000-000000000002","description":"Test","status":"pending","entry":"20261102T090000Z","project":"home","depends":["00000000-0000-4000-8000-000000000001"]}]`,
		transfer.Options{}, strings.NewReplacer(`"Build"`, `"Build it"`, "As told", "As told anew", `"two"`, `"three"`)},
}

const mergePlan = `<?xml version="1.0"?>
<Project xmlns="http://schemas.microsoft.com/project"><Name>Merge</Name><StartDate>2026-12-01T08:00:00</StartDate><Tasks>
<Task><UID>1</UID><ID>1</ID><Name>Build</Name><OutlineLevel>1</OutlineLevel><Start>2026-12-01T08:00:00</Start><Finish>2026-12-01T17:00:00</Finish><Duration>PT8H0M0S</Duration><DurationFormat>7</DurationFormat><Notes>As told</Notes></Task>
<Task><UID>2</UID><ID>2</ID><Name>Test</Name><OutlineLevel>1</OutlineLevel><Start>2026-12-02T08:00:00</Start><Finish>2026-12-02T17:00:00</Finish><Duration>PT8H0M0S</Duration><DurationFormat>7</DurationFormat>
<PredecessorLink><PredecessorUID>1</PredecessorUID><Type>1</Type></PredecessorLink></Task>
</Tasks></Project>`

// What was set here stays when a file is taken again, whatever the file is; what only the file has
// changed is taken; what both have changed stays and is told at its row.
func TestMergeOnImport(t *testing.T) {
	for _, m := range mergeFiles {
		t.Run(m.name, func(t *testing.T) {
			s := storetest.Open(t)
			bring(t, s, m.name, m.file, m.opt)
			id := named[*model.Task](t, s.Snapshot(), model.TaskPrefix, m.title).ID
			unchanged(t, "at once", bring(t, s, m.name, m.file, m.opt))
			mustSet(t, s, id, "tags", "+chase", "deadline", "2026-12-18", "percent", "50", "notes", "my own note")
			before := whole(s)
			res := bring(t, s, m.name, m.file, m.opt)
			unchanged(t, "after edits", res)
			if now := whole(s); fmt.Sprint(now) != fmt.Sprint(before) {
				t.Error("an edit is gone")
			}

			res = bring(t, s, m.name, m.again.Replace(m.file), m.opt)
			if got := valueOf(s, id, "name"); got != "Build it" {
				t.Errorf("the file's new name was not taken: %q", got)
			}
			for field, want := range map[string]string{"notes": "my own note", "percent": "50%"} {
				if got := valueOf(s, id, field); got != want {
					t.Errorf("%s is %q", field, got)
				}
			}
			tags := valueOf(s, id, "tags")
			if !strings.Contains(tags, "chase") || m.name != "plan.xml" && (strings.Contains(tags, "two") || !strings.Contains(tags, "three")) {
				t.Errorf("tags are %q", tags)
			}
			clash := 0
			for _, p := range res.Problems {
				if strings.Contains(p.Message, "my own note") && strings.Contains(p.Message, "As told anew") && p.Row > 0 && p.Field != "" && p.File == m.name {
					clash++
				}
			}
			if want := map[bool]int{true: 1}[m.name != "work.json"]; clash != want { // there it is a value of its own
				t.Errorf("%d clashes of the notes are told: %+v", clash, res.Problems)
			}

			opt := m.opt
			opt.Overwrite = true
			bring(t, s, m.name, m.again.Replace(m.file), opt)
			if got := valueOf(s, id, "notes"); m.name != "work.json" && got != "As told anew" {
				t.Errorf("not written over when told to: %q", got)
			}
		})
	}
}

// An import that came in between and left a value of a person alone has not said that value; one that
// was taken back has said nothing.
func TestMergeHistory(t *testing.T) {
	m := mergeFiles[0]
	s := storetest.Open(t)
	bring(t, s, m.name, m.file, m.opt)
	id := named[*model.Task](t, s.Snapshot(), model.TaskPrefix, m.title).ID
	mustSet(t, s, id, "notes", "mine", "tags", "+chase")
	renamed := strings.Replace(m.file, "Build", "Built", 1)
	bring(t, s, m.name, renamed, m.opt)
	bring(t, s, m.name, strings.Replace(renamed, "one,two", "one,three", 1), m.opt)
	bring(t, s, m.name, strings.Replace(renamed, "one,two", "one,", 1), m.opt)
	if notes, tags, name := valueOf(s, id, "notes"), valueOf(s, id, "tags"), valueOf(s, id, "name"); notes != "mine" || tags != "one, chase" || name != "Built" {
		t.Errorf("%q, %q, %q", name, notes, tags)
	}

	if _, err := s.Undo(); err != nil {
		t.Fatal(err)
	}
	bring(t, s, m.name, strings.Replace(renamed, "one,two", "one,", 1), m.opt)
	if tags := valueOf(s, id, "tags"); tags != "one, chase" {
		t.Errorf("after an import that was taken back: %q", tags)
	}
}

// What was deleted here comes in again and is told; what went with an import that was taken back is
// not told.
func TestMergeDeleted(t *testing.T) {
	m := mergeFiles[0]
	s := storetest.Open(t)
	bring(t, s, m.name, m.file, m.opt)
	if _, err := s.Undo(); err != nil {
		t.Fatal(err)
	}
	told := func(res transfer.Result) (out []string) {
		for _, p := range res.Problems {
			if strings.Contains(p.Message, "deleted here") {
				out = append(out, fmt.Sprintf("%d %s", p.Row, p.Message))
			}
		}
		return out
	}
	if list := told(bring(t, s, m.name, m.file, m.opt)); len(list) > 0 {
		t.Error(list)
	}
	id := named[*model.Task](t, s.Snapshot(), model.TaskPrefix, "Test").ID
	storetest.Edit(t, s, "delete", func(e *model.Edit) error { return e.Delete(id) })
	res := bring(t, s, m.name, m.file, m.opt)
	back := named[*model.Task](t, s.Snapshot(), model.TaskPrefix, "Test").ID
	want := fmt.Sprintf("3 1 task was deleted here and comes in again, as a new one: %s as %s", id, back)
	if list := told(res); len(list) != 1 || list[0] != want || counted(res, "task").Added != 1 {
		t.Errorf("%q, wanted %q", list, want)
	}
}

// A dry run names the fields that change, as many as are asked for and how many more there are.
func TestMergeChangesTold(t *testing.T) {
	m := mergeFiles[0]
	s := storetest.Open(t)
	bring(t, s, m.name, m.file, m.opt)
	res := bring(t, s, m.name, strings.NewReplacer("Build", "Build it", ",04/Dec/26 12:00 AM", ",").Replace(m.file), m.opt)
	got := strings.Join(res.ChangesTold(10), "\n")
	if !strings.Contains(got, "T-1 name: Build -> Build it") || !strings.Contains(got, "T-1 deadline: 4 Dec") || !strings.Contains(got, "-> none") {
		t.Error(got)
	}
	if list := res.ChangesTold(1); len(list) != 2 || list[1] != fmt.Sprintf("and %d more fields change", res.Changed-1) {
		t.Error(list)
	}
}

// Import, random edits, the same file again: nothing of what was set is changed. On real files where
// they are here.
func TestMergeRandomEdits(t *testing.T) {
	files := map[string]string{}
	for _, m := range mergeFiles {
		files[m.name] = m.file
	}
	for _, path := range []string{"jira/jira_export_slice_scrubbed.csv", "github/issues_jestjs_jest.csv", "taskwarrior/dstask_taskwarrior-export.json", "../schedule/mspdi/aspose_Homemoveplan.xml"} {
		if raw, err := os.ReadFile(filepath.Join(importDir, path)); err == nil && len(raw) < 1<<20 {
			files[filepath.Base(path)] = string(raw)
		}
	}
	for name, file := range files {
		var opt transfer.Options
		for _, m := range mergeFiles {
			if m.name == name {
				opt = m.opt
			}
		}
		t.Run(name, func(t *testing.T) {
			for seed := range uint64(3) {
				s := storetest.Open(t)
				bring(t, s, name, file, opt)
				n := randomEdits(s, rand.New(rand.NewPCG(seed, 7)), 25)
				if n < 5 {
					t.Fatalf("only %d edits were let in", n)
				}
				before := whole(s)
				res := bring(t, s, name, file, opt)
				unchanged(t, fmt.Sprint("seed ", seed), res)
				after := whole(s)
				for id, was := range before {
					if was != after[id] {
						t.Fatalf("seed %d: %s is not as it was left: %v", seed, id, res.ChangesTold(5))
					}
				}
			}
		})
	}
}

// randomEdits sets random fields of random tasks, and tells how many of the edits were let in.
func randomEdits(s *store.Store, r *rand.Rand, n int) (done int) {
	values := map[string][]string{
		"name": {"Another name", "x"}, "notes": {"", "My own\nnote", "As told"}, "tags": {"+chase", "-one", "a, b", ""}, "deadline": {"2026-12-18", "", "2027-01-04"},
		"percent": {"0", "50", "100"}, "duration": {"3d", "4h"}, "priority": {"100", "900"}, "column": {"Doing", "Done", ""}, "start": {"2026-12-07", ""},
		"milestone": {"yes", "no"}, "custom": {"", "mine | 7"}, "links_to": {" | https://example.org | there", ""}, "work": {"8h", ""}, "points": {"5", ""}, "assignments": {""}, "links": {""}, "constraint": {"ALAP", "ASAP"},
	}
	var fields []string
	k := s.Snapshot().Schema().Prefix(model.TaskPrefix)
	for _, name := range k.FieldNames() {
		if values[name] != nil {
			fields = append(fields, name)
		}
	}
	var ids []model.ID
	for t := range model.Each[*model.Task](s.Snapshot(), model.TaskPrefix) {
		ids = append(ids, t.ID)
	}
	for range n {
		f := fields[r.IntN(len(fields))]
		if setByHand(s, ids[r.IntN(len(ids))], f, values[f][r.IntN(len(values[f]))]) == nil {
			done++
		}
	}
	return done
}
