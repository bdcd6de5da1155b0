package mspdi

import (
	"bytes"
	"context"
	"fmt"
	"runtime"
	"testing"
)

// generate writes a plan of n tasks, in fives under summaries, each linked to
// the one before and assigned, with the elements that MS Project itself writes.
func generate(n int, indent string) []byte {
	var b bytes.Buffer
	el := func(name string, value any) { fmt.Fprintf(&b, "%s<%s>%v</%s>", indent, name, value, name) }
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><Project xmlns="http://schemas.microsoft.com/project"><Name>big</Name><Tasks>`)
	for i := 1; i <= n; i++ {
		summary, level := 0, 2
		if i%6 == 1 {
			summary, level = 1, 1
		}
		b.WriteString(indent + "<Task>")
		el("UID", i)
		el("ID", i)
		el("Name", fmt.Sprintf("Task number %d", i))
		for _, name := range []string{"Manual", "Type", "IsNull", "Recurring", "OverAllocated", "Estimated", "Milestone",
			"Critical", "IsSubproject", "IsSubprojectReadOnly", "ExternalTask", "FixedCost", "PercentComplete",
			"PercentWorkComplete", "Cost", "OvertimeCost", "ActualCost", "ACWP", "CV", "ConstraintType", "LevelingDelay",
			"IgnoreResourceCalendar", "HideBar", "Rollup", "BCWS", "BCWP", "PhysicalPercentComplete", "EarnedValueMethod",
			"StartVariance", "FinishVariance", "WorkVariance", "FreeSlack", "TotalSlack"} {
			el(name, 0)
		}
		for _, name := range []string{"CreateDate", "Start", "EarlyStart", "LateStart", "Finish", "EarlyFinish", "LateFinish"} {
			el(name, "2026-11-20T08:00:00")
		}
		for _, name := range []string{"Duration", "Work", "RemainingDuration", "RemainingWork", "ActualDuration", "ActualWork", "RegularWork"} {
			el(name, "PT16H0M0S")
		}
		el("DurationFormat", 7)
		el("LevelingDelayFormat", 8)
		el("OutlineLevel", level)
		el("Summary", summary)
		el("CalendarUID", -1)
		if before := max(i-2, 1)/6*6 + 2; i > 1 && summary == 0 && before != i {
			b.WriteString(indent + "<PredecessorLink>")
			el("PredecessorUID", before)
			el("Type", 1)
			el("LinkLag", 4800)
			el("LagFormat", 7)
			b.WriteString(indent + "</PredecessorLink>")
		}
		b.WriteString(indent + "</Task>")
	}
	b.WriteString("</Tasks><Assignments>")
	for i := 1; i <= n; i++ {
		fmt.Fprintf(&b, "<Assignment><UID>%d</UID><TaskUID>%d</TaskUID><ResourceUID>-65535</ResourceUID><Units>1</Units></Assignment>", i, i)
	}
	b.WriteString("</Assignments></Project>")
	return b.Bytes()
}

func BenchmarkRead50000(b *testing.B) {
	for _, form := range []struct{ name, indent string }{{"compact", ""}, {"indented", "\n            "}} {
		raw := generate(50000, form.indent)
		b.Run(form.name, func(b *testing.B) {
			b.SetBytes(int64(len(raw)))
			b.ReportAllocs()
			for b.Loop() {
				plan, err := Read(context.Background(), bytes.NewReader(raw), "big.xml", nil)
				if err != nil || len(plan.Tasks) != 50000 {
					b.Fatal(err, len(plan.Tasks))
				}
			}
		})
	}
}

func TestGeneratedPlan(t *testing.T) {
	const n = 3000
	raw := generate(n, "\n\t")
	calls, last := 0, int64(0)
	plan, err := Read(context.Background(), bytes.NewReader(raw), "big.xml", func(done int64) {
		if done <= last {
			t.Errorf("progress went from %d to %d", last, done)
		}
		calls, last = calls+1, done
	})
	if err != nil {
		t.Fatal(err)
	}
	if calls < 2 || last != int64(len(raw)) {
		t.Errorf("progress: %d calls, the last with %d of %d bytes", calls, last, len(raw))
	}
	if plan.Counts.Tasks != n || plan.Counts.Assignments != n || plan.Counts.Rejected != 0 {
		t.Errorf("counts %+v", plan.Counts)
	}
	if task := plan.Tasks[9]; task.ParentUID != 7 || task.OutlineLevel != 2 {
		t.Errorf("task %d: parent %d, level %d", task.UID, task.ParentUID, task.OutlineLevel)
	}
}

// What a plan keeps must stay in proportion to the plan, not to the file: a
// file of one repeated unmodelled value costs a pointer each time.
func TestMemoryStaysBounded(t *testing.T) {
	raw := generate(2000, "\n                                                        ")
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	plan, err := Read(context.Background(), bytes.NewReader(raw), "big.xml", nil)
	if err != nil {
		t.Fatal(err)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	perTask := (int64(after.HeapAlloc) - int64(before.HeapAlloc)) / int64(len(plan.Tasks))
	if perTask > 8<<10 {
		t.Errorf("%d bytes a task", perTask)
	}
	runtime.KeepAlive(plan)
}
