package transfer_test

import (
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/date"
	"tandem/store/transfer"
)

// asTyped edits a workspace as a person does, with what follows from it for the plans.
func asTyped(t *testing.T, s *model.Snapshot, edit func(e *model.Edit) error) *model.Snapshot {
	t.Helper()
	e := model.NewEdit(s, now)
	if err := edit(e); err != nil {
		t.Fatal(err)
	}
	b, err := e.Settled()
	if err != nil {
		t.Fatal(err)
	}
	return s.With(b.Changes)
}

// moved lists the tasks whose stored dates differ, but those named. Who waits for another task is in a
// plan and is dated as one.
func moved(was, now *model.Snapshot, but ...string) (out []string) {
	for t := range model.Each[*model.Task](now, "T") {
		old, ok := model.Find[*model.Task](was, t.ID)
		if ok && (len(old.Links) == 0 || len(but) == 0) && (old.Start != t.Start || old.Finish != t.Finish) && !strings.Contains(strings.Join(but, " ")+" ", t.ID.String()+" ") {
			out = append(out, t.ID.String())
		}
	}
	return out
}

// A deadline on one issue of a real export moves no task at all, and a length on one dates that one
// alone: what came with a start keeps it by a constraint, and what nobody planned stays undated.
func TestTrackerDatesStay(t *testing.T) {
	_, s := read(t, workspace(t), jiraDir+"jira_export_slice_scrubbed.csv")
	set := func(ref, field, value string) func(e *model.Edit) error {
		id, _ := model.ParseID(ref)
		return func(e *model.Edit) error { return e.Set(id, field, value) }
	}
	held := 0
	for x := range model.Each[*model.Task](s, "T") {
		if want := x.Start != 0 && !x.Started(); want != (x.Constraint == "SNET" && x.ConstraintDate == x.Start) {
			t.Errorf("%s: start %v, %s %v", x.ID, x.Start.In(nil), x.Constraint, x.ConstraintDate.In(nil))
		} else if want {
			held++
		}
	}
	if held < 5 {
		t.Errorf("only %d issues have a start", held)
	}
	if got := moved(s, asTyped(t, s, set("T-9", "deadline", "2025-08-08"))); got != nil {
		t.Errorf("a deadline moves %v", got)
	}
	next := asTyped(t, s, set("T-9", "duration", "3d"))
	if got := moved(s, next, "T-9"); got != nil {
		t.Errorf("a length moves %v", got)
	}
	id, _ := model.ParseID("T-9")
	if x, _ := model.Find[*model.Task](next, id); x.Start == 0 || x.Finish <= x.Start {
		t.Errorf("T-9 has a length and no dates: %v %v", x.Start, x.Finish)
	}
	for _, c := range [][2]string{{"start", "2025-09-01"}, {"constraint", "ALAP"}, {"links", "T-11"}, {"work", "8h"}} {
		next = asTyped(t, s, set("T-9", c[0], c[1]))
		if x, _ := model.Find[*model.Task](next, id); x.Start == 0 || x.Finish == 0 {
			t.Errorf("%s %s: T-9 stays undated", c[0], c[1])
		}
		if got := moved(s, next, "T-9"); got != nil {
			t.Errorf("%s %s moves %v", c[0], c[1], got)
		}
	}
}

// A start of a table holds its task too; the constraint can be edited, follows the file, and goes
// with the start. A row that tells a constraint of its own has that.
func TestTableStartsStay(t *testing.T) {
	const head = "id,task,project,start,duration\n"
	_, s := takeCSV(t, workspace(t), "list.csv", head+"1,Dig,Harbour,2026-09-14 08:00,2d\n2,Pour,Harbour,,2d\n3,Ask,Harbour,,\n", transfer.Options{})
	get := func(s *model.Snapshot, name string) *model.Task {
		for x := range model.Each[*model.Task](s, "T") {
			if x.Name == name {
				return x
			}
		}
		t.Fatalf("no %s", name)
		return nil
	}
	dig := get(s, "Dig")
	if dig.Constraint != "SNET" || dig.ConstraintDate != dig.Start || dig.Start == 0 {
		t.Fatalf("%s %v, start %v", dig.Constraint, dig.ConstraintDate, dig.Start)
	}
	next := asTyped(t, s, func(e *model.Edit) error { return e.Set(get(s, "Pour").ID, "duration", "3d") })
	if x := get(next, "Dig"); x.Start != dig.Start || x.Finish == 0 {
		t.Errorf("Dig is at %v, was at %v", x.Start, dig.Start)
	}
	if x := get(next, "Ask"); x.Start != 0 || x.Finish != 0 {
		t.Errorf("Ask was given the dates %v %v", x.Start.In(nil), x.Finish.In(nil))
	}
	_, later := takeCSV(t, next, "list.csv", head+"1,Dig,Harbour,2026-09-21 08:00,2d\n", transfer.Options{})
	if x := get(later, "Dig"); x.ConstraintDate != x.Start || x.Start <= dig.Start {
		t.Errorf("after the file: %s %v, start %v", x.Constraint, x.ConstraintDate.In(nil), x.Start.In(nil))
	}
	_, own := takeCSV(t, workspace(t), "own.csv", "id,task,project,start,constraint\n1,Dig,Harbour,2026-09-14 08:00,ASAP\n", transfer.Options{})
	if x := get(own, "Dig"); x.Constraint != "ASAP" || x.Start == 0 {
		t.Errorf("its own constraint: %s", x.Constraint)
	}
}

// What is made here is dated whole, as ever, and a plan from a file of Microsoft Project too.
func TestOwnPlansAreDatedWhole(t *testing.T) {
	for _, source := range []string{"", "ms-project:x", "jira"} {
		e := model.NewEdit(workspace(t), now)
		p := model.Kinds().Prefix("P").New().(*model.Project)
		p.Name, p.Start = "Harbour", now
		project := e.Put("P", p)
		var ids [2]model.ID
		for i := range ids {
			x := model.Kinds().Prefix("T").New().(*model.Task)
			x.Name, x.Project, x.Order, x.Source = "Dig", project, i+1, source
			ids[i] = e.Put("T", x)
		}
		b, err := e.Batch()
		if err != nil {
			t.Fatal(err)
		}
		s := asTyped(t, e.Base().With(b.Changes), func(e *model.Edit) error { return e.Set(ids[0], "duration", "3d") })
		other, _ := model.Find[*model.Task](s, ids[1])
		if dated := other.Start != date.Instant(0); dated != (source != "jira") {
			t.Errorf("source %q: the other one is dated: %t", source, dated)
		}
	}
}
