package transfer_test

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/date"
)

// homemove is a real plan whose codes are its numbers.
func homemove(t *testing.T) (s *model.Snapshot, project model.ID) {
	t.Helper()
	_, s = read(t, workspace(t), filepath.Join(dataDir, "aspose_Homemoveplan.xml"))
	return s, onlyProject(t, s).ID
}

// codesOf are the tasks of a plan by code, and how many codes are no number of the outline.
func codesOf(t *testing.T, s *model.Snapshot, project model.ID) (by map[string]string, odd int) {
	t.Helper()
	by = map[string]string{}
	for x := range s.TasksOf(project) {
		if by[x.WBS] != "" {
			t.Errorf("%s is the code of %q and of %q", x.WBS, by[x.WBS], x.Name)
		}
		if by[x.WBS] = x.Name; x.WBS != s.Plan(project).Number(x.ID) {
			odd++
		}
	}
	return by, odd
}

// The codes of a real plan follow a split and a new task, here and in the file that goes out; the file
// of a plan that nobody touched is the one that came in.
func TestCodesGoOut(t *testing.T) {
	s, project := homemove(t)
	first, odd := codesOf(t, s, project)
	if odd > 0 || len(first) < 40 {
		t.Fatalf("%d codes, %d of them odd", len(first), odd)
	}
	t33, _ := model.ParseID("T-33")
	t3, _ := model.ParseID("T-3")
	next := asTyped(t, s, func(e *model.Edit) error { _, err := model.SplitTask(e, t33, date.Span{}); return err })
	next = asTyped(t, next, func(e *model.Edit) error {
		o := model.NewOutliner(e)
		if _, err := o.Add(model.Place{Anchor: t3, Where: model.Below}, func(x *model.Task) { x.Name = "New" }); err != nil {
			return err
		}
		return o.Save()
	})
	by, odd := codesOf(t, next, project)
	if odd > 0 || len(by) != len(first)+2 {
		t.Errorf("%d codes of %d are odd", odd, len(by))
	}
	_, again := taken(t, workspace(t), "out.xml", written(t, next, project))
	back, odd := codesOf(t, again, onlyProject(t, again).ID)
	if odd > 0 || len(back) != len(by) {
		t.Errorf("in the file %d codes of %d are odd", odd, len(back))
	}
	for code, name := range by {
		if back[code] != name {
			t.Errorf("%s is %q in the file, %q here", code, back[code], name)
		}
	}
}

// Who is at a task without a name is at it for as long as it takes: the work follows the length, and
// what the list, the baseline and the file say of it is one number.
func TestWorkIsOneNumber(t *testing.T) {
	s, project := homemove(t)
	sum := func(s *model.Snapshot) (n float64) {
		for x := range s.TasksOf(project) {
			if !s.Plan(project).Summary(x.ID) {
				n += s.Effort(x).Minutes()
			}
		}
		return n
	}
	f, err := s.Ctx(now).Figures(project)
	if err != nil || f.Work.N == 0 || f.Work.Minutes() != sum(s) {
		t.Errorf("the baseline would say %v, the tasks have %v: %v", f.Work.Minutes(), sum(s), err)
	}
	id, _ := model.ParseID("T-13")
	next := asTyped(t, s, func(e *model.Edit) error { return e.Set(id, "duration", "4d") })
	x, _ := model.Find[*model.Task](next, id)
	if len(x.Assignments) != 1 || x.Assignments[0].Person != 0 || x.Assignments[0].Work.N != 32*3600 || next.Effort(x).N != 32*3600 {
		t.Fatalf("after 4d: %+v, effort %v", x.Assignments, next.Effort(x))
	}
	f, _ = next.Ctx(now).Figures(project)
	if f.Work.Minutes() != sum(next) || sum(next) != sum(s)+24*60 {
		t.Errorf("%v in the baseline, %v by task, %v before", f.Work.Minutes(), sum(next), sum(s))
	}
	out := string(written(t, next, project))
	task := regexp.MustCompile(`(?s)<Task>\s*<UID>` + x.ExternalID + `</UID>.*?</Task>`).FindString(out)
	if !strings.Contains(task, "<Duration>PT32H0M0S</Duration>") || !strings.Contains(task, "<Work>PT32H0M0S</Work>") {
		t.Errorf("the file says\n%.2000s", task)
	}
	k := model.Kinds().Prefix(model.TaskPrefix)
	c := next.Ctx(now)
	if got := k.Field("work_minutes").Text(c, x); got != "1920" {
		t.Errorf("work_minutes %q", got)
	}
	for l := range next.TasksOf(project) {
		if up := next.Effort(l); next.Plan(project).Summary(l.ID) && up.N == 0 {
			t.Errorf("the summary %s has no work", l.ID)
		}
	}
}
