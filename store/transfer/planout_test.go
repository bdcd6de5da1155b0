package transfer_test

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tandem/model"
	"tandem/store/transfer"
)

// onlyProject is the project of a workspace that has one.
func onlyProject(t testing.TB, s *model.Snapshot) *model.Project {
	t.Helper()
	for p := range model.Each[*model.Project](s, model.ProjectPrefix) {
		return p
	}
	t.Fatal("there is no project")
	return nil
}

// written is a project as Microsoft Project XML.
func written(t testing.TB, s *model.Snapshot, project model.ID) []byte {
	t.Helper()
	w, err := transfer.WriterNamed("mspdi")
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := w.Write(context.Background(), s, now, transfer.Selection{Project: project}, &out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// taken reads a plan into a workspace.
func taken(t testing.TB, s *model.Snapshot, name string, raw []byte) (transfer.Result, *model.Snapshot) {
	t.Helper()
	res, err := transfer.Import(context.Background(), s, now, name, bytes.NewReader(raw), transfer.Options{Format: "mspdi"})
	if err != nil {
		t.Fatal(err)
	}
	return res, s.With(res.Batch.Changes)
}

// edited is the workspace after an edit.
func edited(t testing.TB, s *model.Snapshot, f func(e *model.Edit) error) *model.Snapshot {
	t.Helper()
	e := model.NewEdit(s, now)
	if err := f(e); err != nil {
		t.Fatal(err)
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	return s.With(b.Changes)
}

// node is an element of a document.
type node struct {
	XMLName xml.Name
	Attrs   []xml.Attr `xml:",any,attr"`
	Text    string     `xml:",chardata"`
	Kids    []node     `xml:",any"`
}

// leaves lists every element of a document that has no children, and every attribute, by its path
// in which records are known by their number: what two plans are compared by.
func leaves(t testing.TB, raw []byte) map[string]string {
	t.Helper()
	var root node
	if err := xml.Unmarshal(raw, &root); err != nil {
		t.Fatalf("the document is not well-formed: %v", err)
	}
	out := map[string]string{}
	var walk func(path string, n *node)
	walk = func(path string, n *node) {
		for _, a := range n.Attrs {
			out[path+"@"+a.Name.Local] = a.Value
		}
		if len(n.Kids) == 0 {
			out[path] = strings.TrimSpace(n.Text)
		}
		seen := map[string]int{}
		for i := range n.Kids {
			k := &n.Kids[i]
			name := k.XMLName.Local
			seen[name]++
			part := fmt.Sprintf("%s[%d]", name, seen[name])
			if slices.Contains([]string{"Task", "Resource", "Assignment", "Calendar"}, name) {
				for j := range k.Kids {
					if k.Kids[j].XMLName.Local == "UID" {
						part = name + "#" + k.Kids[j].Text
						break
					}
				}
			}
			if _, twice := out[path+"/"+part+"/UID[1]"]; twice {
				part += "again"
			}
			walk(path+"/"+part, k)
		}
	}
	walk(root.XMLName.Local+"[1]", &root)
	return out
}

// differences lists what two documents say otherwise: lost, added, changed.
func differences(t testing.TB, before, after []byte) []string {
	t.Helper()
	a, b := leaves(t, before), leaves(t, after)
	var out []string
	for k, v := range a {
		if w, ok := b[k]; !ok {
			out = append(out, "lost "+k+" = "+v)
		} else if v != w {
			out = append(out, "changed "+k+": "+v+" -> "+w)
		}
	}
	for k, v := range b {
		if _, ok := a[k]; !ok {
			out = append(out, "added "+k+" = "+v)
		}
	}
	slices.Sort(out)
	return out
}

// records are all stored values of a workspace as JSON, kind by kind, but for when and from what
// text they were read.
func records(t testing.TB, s *model.Snapshot) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, k := range model.Kinds().Kinds {
		if k.Prefix == model.SourceFilePrefix {
			continue
		}
		c := s.Ctx(now)
		for r := range s.All(k.Prefix) {
			b, err := k.Object(c.For(r), r).MarshalJSON()
			if err != nil {
				t.Fatal(err)
			}
			out[r.Base().ID.String()] = string(b)
		}
	}
	return out
}

func sameRecords(t testing.TB, a, b *model.Snapshot) {
	t.Helper()
	x, y := records(t, a), records(t, b)
	if len(x) != len(y) {
		t.Errorf("%d records, then %d", len(x), len(y))
	}
	for id, v := range x {
		if y[id] != v {
			t.Errorf("%s was\n%s\nand is\n%s", id, v, y[id])
		}
	}
}

// TestPlansComeBack takes each real plan in, writes it, and takes that in by an empty workspace.
// What nobody edited is written to the byte, so that no element can be lost; the list of what
// differs, element by element, is empty, and the list of what may differ is too.
func TestPlansComeBack(t *testing.T) {
	for _, path := range files(t) {
		t.Run(filepath.Base(path), func(t *testing.T) {
			raw, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			_, s := read(t, workspace(t), path)
			out := written(t, s, onlyProject(t, s).ID)
			if list := differences(t, raw, out); len(list) > 0 {
				t.Errorf("%d elements differ, such as %s", len(list), list[0])
			}
			if !bytes.Equal(raw, out) {
				t.Error("no element differs, but the bytes do")
			}
			res, again := taken(t, workspace(t), filepath.Base(path), out)
			if n := res.Rejected(); n > 0 {
				t.Errorf("%d things rejected", n)
			}
			sameRecords(t, s, again)
		})
	}
}

// TestPlansFromNothing writes each real plan without the file it came from, as if it had been made
// here. What the format has a place for and the program models comes back.
func TestPlansFromNothing(t *testing.T) {
	for _, path := range files(t) {
		t.Run(filepath.Base(path), func(t *testing.T) {
			_, s := read(t, workspace(t), path)
			s = edited(t, s, func(e *model.Edit) error {
				for x := range model.Each[*model.SourceFile](s, model.SourceFilePrefix) {
					return e.Delete(x.ID)
				}
				return errors.New("no file was kept")
			})
			p := onlyProject(t, s)
			if x := s.Schedule(p.ID); x.Stored == "" {
				s = edited(t, s, func(e *model.Edit) error { _, err := s.Reschedule(e, p.ID); return err })
			}
			out := written(t, s, p.ID)
			checkNumbers(t, out)
			_, again := taken(t, workspace(t), filepath.Base(path), out)
			samePlan(t, s, again)
			if second := written(t, again, onlyProject(t, again).ID); !bytes.Equal(out, second) {
				t.Error("written again it is another text")
			}
		})
	}
}

// samePlan compares the tasks of two plans, one by one in their order, by all that the format has
// a place for. Records may have other references.
func samePlan(t *testing.T, a, b *model.Snapshot) {
	t.Helper()
	p, q := onlyProject(t, a), onlyProject(t, b)
	x, y := slices.Collect(a.TasksOf(p.ID)), slices.Collect(b.TasksOf(q.ID))
	if len(x) != len(y) {
		t.Fatalf("%d tasks, then %d", len(x), len(y))
	}
	wrong := 0
	for i := range x {
		if v, w := planLine(a, x[i]), planLine(b, y[i]); v != w && wrong < 4 {
			wrong++
			t.Errorf("task %s was\n%s\nand is\n%s", x[i].ID, v, w)
		}
	}
	if v, w := fmt.Sprint(p.Start, p.StatusDate, p.FromFinish, p.IgnoreConstraints, p.Currency, p.CriticalLimit.N), fmt.Sprint(q.Start, q.StatusDate, q.FromFinish, q.IgnoreConstraints, q.Currency, q.CriticalLimit.N); v != w {
		t.Errorf("the project was %s and is %s", v, w)
	}
	sameSchedule(t, a, b)
}

// sameSchedule compares what follows from two plans, task by task.
func sameSchedule(t *testing.T, a, b *model.Snapshot) {
	t.Helper()
	p, q := onlyProject(t, a), onlyProject(t, b)
	x, y := slices.Collect(a.TasksOf(p.ID)), slices.Collect(b.TasksOf(q.ID))
	v, w, wrong := a.Schedule(p.ID), b.Schedule(q.ID), 0
	for i := range min(len(x), len(y)) {
		d, _ := v.Of(x[i].ID)
		e, _ := w.Of(y[i].ID)
		d.Driver, e.Driver = model.Driver{}, model.Driver{}
		if d != e && wrong < 4 {
			wrong++
			t.Errorf("%s is scheduled %v, then %v", x[i].ID, d, e)
		}
	}
}

// planLine is a task in words that do not depend on references.
func planLine(s *model.Snapshot, t *model.Task) string {
	name := func(id model.ID) string {
		if id == 0 {
			return "-"
		}
		switch r := s.Get(id).(type) {
		case *model.Task:
			return fmt.Sprintf("%s#%d", r.Name, slices.IndexFunc(slices.Collect(s.TasksOf(r.Project)), func(x *model.Task) bool { return x == r }))
		case *model.Person:
			return r.Name
		case *model.Calendar:
			return r.Name
		}
		return "?"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%d %q %s", s.Depth(t), t.Name, name(t.Parent))
	if !s.Plan(t.Project).Summary(t.ID) {
		fmt.Fprint(&b, t.Duration)
	}
	fmt.Fprint(&b, " ", t.Start, t.Finish, t.ActualStart, t.ActualFinish, t.Constraint, t.ConstraintDate, t.Deadline, t.Done, t.Physical,
		t.Milestone, t.Manual, t.Inactive, t.EffortDriven, t.IgnoreResources, t.Recurring, t.Type, t.Priority, name(t.Calendar), t.Delay,
		t.PlannedCost, t.FixedCost, t.SpentCost, t.Meta.Links, t.Notes, t.Column, t.Points, t.Tags, t.Optimistic, t.Acceptance)
	for _, l := range t.Links {
		fmt.Fprint(&b, " [", name(l.Predecessor), l.External, l.Type, l.Lag, "]")
	}
	for _, a := range t.Assignments {
		fmt.Fprint(&b, " <", name(a.Person), a.Units, a.ActualWork.N, a.Remaining.N, a.Cost, ">")
	}
	for _, c := range t.Custom {
		if c.Name != "guid" && c.Name != "stop" && c.Name != "resume" && c.Name != "subproject" && c.Name != "external project" && c.Name != "split" {
			fmt.Fprint(&b, " ", c)
		}
	}
	return b.String()
}

// checkNumbers holds what another program needs to open a file: numbers that are there once and
// lead somewhere, names of calendars that are there once, rows from top to bottom.
func checkNumbers(t *testing.T, raw []byte) {
	t.Helper()
	var doc struct {
		CalendarUID string
		Calendars   []struct{ UID, Name, IsBaseCalendar, BaseCalendarUID string } `xml:"Calendars>Calendar"`
		Resources   []struct{ UID, ID, Name, CalendarUID string }                 `xml:"Resources>Resource"`
		Tasks       []struct {
			UID, ID, Name, IsNull, CalendarUID, OutlineNumber, OutlineLevel string
			PredecessorLink                                                 []struct{ PredecessorUID, CrossProject string }
		} `xml:"Tasks>Task"`
		Assignments []struct{ UID, TaskUID, ResourceUID string } `xml:"Assignments>Assignment"`
	}
	if err := xml.Unmarshal(raw, &doc); err != nil {
		t.Fatal(err)
	}
	once := func(what string, seen map[string]bool, s string) {
		if s == "" || seen[s] {
			t.Errorf("%s %q is there twice or not at all", what, s)
		}
		seen[s] = true
	}
	cals, names, people, tasks, rows := map[string]bool{"-1": true, "": true}, map[string]bool{}, map[string]bool{"-65535": true}, map[string]bool{"0": true}, map[string]bool{}
	for _, c := range doc.Calendars {
		once("calendar", cals, c.UID)
		once("the name of a calendar", names, strings.ToLower(c.Name))
	}
	for _, c := range doc.Calendars {
		if !cals[c.BaseCalendarUID] {
			t.Errorf("calendar %s is based on %s, which is not there", c.UID, c.BaseCalendarUID)
		}
	}
	for _, r := range doc.Resources {
		once("resource", people, r.UID)
		if !cals[r.CalendarUID] {
			t.Errorf("resource %s has calendar %s, which is not there", r.UID, r.CalendarUID)
		}
	}
	n := 0
	for i, x := range doc.Tasks {
		if x.UID == "0" && i == 0 {
			continue
		}
		once("task", tasks, x.UID)
		if n++; x.ID != strconv.Itoa(n) {
			t.Errorf("task %s is row %s and stands in row %d", x.UID, x.ID, n)
		}
	}
	for _, x := range doc.Tasks {
		if !cals[x.CalendarUID] {
			t.Errorf("task %s has calendar %s, which is not there", x.UID, x.CalendarUID)
		}
		for _, l := range x.PredecessorLink {
			if l.CrossProject != "1" && !tasks[l.PredecessorUID] {
				t.Errorf("task %s waits for %s, which is not there", x.UID, l.PredecessorUID)
			}
		}
	}
	for _, a := range doc.Assignments {
		once("assignment", rows, a.UID)
		if !tasks[a.TaskUID] || !people[a.ResourceUID] {
			t.Errorf("assignment %s ties task %s to resource %s", a.UID, a.TaskUID, a.ResourceUID)
		}
	}
}

// taskNamed is the task of that name.
func taskNamed(t testing.TB, s *model.Snapshot, name string) *model.Task {
	t.Helper()
	for x := range model.Each[*model.Task](s, model.TaskPrefix) {
		if x.Name == name {
			return x
		}
	}
	t.Fatalf("there is no task %q", name)
	return nil
}
