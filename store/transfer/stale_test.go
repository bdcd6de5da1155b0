package transfer_test

import (
	"encoding/xml"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/worktime"
)

// stale names the tasks whose late dates Project had not brought up to date when it saved the file.
// That they are is not taken on trust: TestStaleDates finds the same tasks, no more and no fewer,
// from the numbers in the file alone.
var stale = map[string][]int{
	"mpxj_bug1":              {3, 4},
	"mpxj_bug4":              {2},
	"native_mspdiduration":   {1, 2, 3, 4},
	"native_mspditimephased": {1, 2, 3, 4, 5, 6, 9, 12, 13, 14, 17, 18, 19, 20, 21, 22},
}

// grown are the files to which whole sets of tasks were added later. The late dates of the tasks
// that had float at that time are still those of the plan as it was before.
var grown = map[string]bool{"native_mspdiduration": true, "native_mspditimephased": true}

// explain compares the late dates and floats of a stale task with those they are of. In a grown file
// that is the plan as it was: every number must be the one it gives. In the others no earlier plan
// can be told: a field passes only where the data lists it as off, a float where it is the
// difference of the dates stored beside it. Those do not count in the table.
func (p *plan) explain(a answer, d model.Dates) {
	if grown[p.name] {
		d, _ = p.earlier().Of(p.task(a.UID).ID)
		p.late(a, d)
		return
	}
	e, listed := &a.Expect, false
	for _, x := range p.want.Differs {
		switch {
		case x.UID != a.UID:
			continue
		case x.Field == "LS":
			d.LateStart = p.instant(e.LateStart)
		case x.Field == "LF":
			d.LateFinish = p.instant(e.LateFinish)
		case x.Field == "CRITICAL":
			d.Critical = e.Critical
		}
		listed = true
	}
	if !listed {
		p.t.Errorf("%s: nothing of task %d is listed as off", p.name, a.UID)
	}
	d.StartFloat, d.FinishFloat = p.cal.Diff(d.EarlyStart, d.LateStart), p.cal.Diff(d.EarlyFinish, d.LateFinish)
	d.TotalFloat = min(d.StartFloat, d.FinishFloat)
	if p.task(a.UID).Started() {
		d.TotalFloat = d.FinishFloat
	}
	if len(p.after(a.UID)) == 0 { // nobody waits: all of it is free
		d.FreeFloat = d.TotalFloat
	}
	counted := p.tried
	p.tried = map[string][2]int{}
	p.late(a, d)
	p.tried = counted
}

func (p *plan) instant(s string) date.Instant {
	at, err := date.Parse(s, 0, p.sched.Loc)
	if err != nil {
		p.t.Fatal(err)
	}
	return at
}

// earlier is the schedule of the plan without the tasks that were made after the newest stale one.
func (p *plan) earlier() *model.Schedule {
	if p.before != nil {
		return p.before
	}
	made, newest := p.made(), ""
	for uid := range p.stale {
		newest = max(newest, made[uid])
	}
	e := model.NewEdit(p.snap, now)
	for _, a := range p.want.Tasks {
		if x := p.task(a.UID); x != nil && made[a.UID] > newest {
			if err := e.Delete(x.ID); err != nil {
				p.t.Fatal(err)
			}
		}
	}
	b, err := e.Batch()
	if err != nil || len(b.Changes) == 0 {
		p.t.Fatal("no task was made later", err)
	}
	p.before = p.snap.With(b.Changes).Schedule(p.sched.Project.ID)
	return p.before
}

// made is when each task was made, as the file says.
func (p *plan) made() map[int]string {
	raw, err := os.ReadFile(filepath.Join(dataDir, p.name+".xml"))
	if err != nil {
		p.t.Fatal(err)
	}
	var f struct {
		Tasks []struct {
			UID  int    `xml:"UID"`
			Made string `xml:"CreateDate"`
		} `xml:"Tasks>Task"`
	}
	if err := xml.Unmarshal(raw, &f); err != nil {
		p.t.Fatal(err)
	}
	out := map[int]string{}
	for _, x := range f.Tasks {
		out[x.UID] = x.Made
	}
	return out
}

// after lists the answers of the tasks that wait for one.
func (p *plan) after(uid int) []answer {
	var out []answer
	for _, a := range p.want.Tasks {
		for _, l := range a.Preds {
			if l.UID == uid {
				out = append(out, a)
			}
		}
	}
	return out
}

// contradicted reports whether a task's stored late finish cannot be, by the numbers stored beside
// it: it must be when the first task that waits for it must start, or where nobody waits the
// finish of the project. So too if it hangs on a task that is contradicted. Only tasks are tried on
// which nothing else has a say: no constraint, deadline or summary that others wait for, links from
// finish to start without lag, one person or none.
func (p *plan) contradicted(a answer) bool {
	x := p.task(a.UID)
	if x == nil || a.Summary || a.Manual || a.ActualFinish != nil || a.Deadline != nil || a.Constraint != "ASAP" || x.Calendar != 0 || len(x.Assignments) > 1 || p.linkedSummaries() {
		return false
	}
	cal := p.hours(x)
	latest, decides := p.instant(p.want.Finish), []answer{}
	for _, s := range p.after(a.UID) {
		for _, l := range s.Preds {
			if l.UID == a.UID && (l.Type != "FS" || l.Lag != 0) {
				return false
			}
		}
		switch by := p.instant(s.Expect.LateStart); {
		case len(decides) == 0 || by < latest:
			latest, decides = by, []answer{s}
		case by == latest:
			decides = append(decides, s)
		}
	}
	return !cal.Same(latest, p.instant(a.Expect.LateFinish)) || slices.ContainsFunc(decides, p.contradicted)
}

// linkedSummaries reports whether others wait for a summary, or it for others.
func (p *plan) linkedSummaries() bool {
	return slices.ContainsFunc(p.want.Tasks, func(a answer) bool {
		return a.Summary && (len(a.Preds) > 0 || len(p.after(a.UID)) > 0)
	})
}

// hours are the hours a task runs on: its person's, else the project's.
func (p *plan) hours(x *model.Task) *worktime.Calendar {
	for i := range x.Assignments {
		if who, ok := model.Find[*model.Person](p.snap, x.Assignments[i].Person); ok && who.Calendar != 0 {
			return p.snap.Hours(who.Calendar, p.sched.Loc)
		}
	}
	return p.cal
}

// TestStaleDates holds the reason why late dates of some tasks are not compared with the plan as it
// is: in the file they contradict the numbers beside them, and those of no other task do. Of a
// grown file they are those of the tasks that were neither critical nor done before it grew.
func TestStaleDates(t *testing.T) {
	tried, known := 0, 0
	for _, path := range files(t) {
		p := openPlan(t, path)
		for _, a := range p.want.Tasks {
			x := p.task(a.UID)
			if x == nil || a.Summary || strings.TrimSpace(a.Expect.LateFinish) == "" {
				continue
			}
			tried++
			if got := p.contradicted(a); got != p.stale[a.UID] {
				t.Errorf("%s: task %d is contradicted: %v, named as stale: %v", p.name, a.UID, got, !got)
			}
			d, _ := p.sched.Of(x.ID)
			if at := p.instant(a.Expect.LateFinish); p.stale[a.UID] && p.hours(x).Same(d.LateFinish, at) {
				t.Errorf("%s: task %d is named as stale, but its late finish is right", p.name, a.UID)
			}
			if !grown[p.name] {
				continue
			}
			if was, ok := p.earlier().Of(x.ID); ok && p.stale[a.UID] == (was.Critical || x.Complete()) {
				t.Errorf("%s: task %d, critical before the plan grew: %v, done: %v", p.name, a.UID, was.Critical, x.Complete())
			}
		}
		known += len(p.stale)
	}
	if tried < 400 || known != 23 {
		t.Errorf("%d tasks tried, %d stale", tried, known)
	}
}
