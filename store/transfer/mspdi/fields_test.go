package mspdi

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"maps"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// node is an element as encoding/xml's own unmarshaller sees it: a second
// decoder, which shares neither scanner nor tables with the package.
type node struct {
	XMLName xml.Name
	Text    string `xml:",chardata"`
	Nodes   []node `xml:",any"`
}

// all returns the children of a name; every "a/b" step goes one level down.
func (n *node) all(path string) []*node {
	name, rest, deeper := strings.Cut(path, "/")
	var found []*node
	for i := range n.Nodes {
		child := &n.Nodes[i]
		switch {
		case child.XMLName.Local != name:
		case deeper:
			found = append(found, child.all(rest)...)
		default:
			found = append(found, child)
		}
	}
	return found
}

// text is the content of a child without children, "" where there is none.
func (n *node) text(name string) string {
	for _, child := range n.all(name) {
		return strings.TrimSpace(child.Text)
	}
	return ""
}

// The writers: how a value that was read would stand in a file. "" is absent.

func iso(d Duration) string {
	if !d.Set {
		return ""
	}
	return fmt.Sprintf("PT%dH%dM%dS", d.Seconds/3600, d.Seconds/60%60, d.Seconds%60)
}

func hundredths(m Opt[Money]) string {
	if !m.Set {
		return ""
	}
	return strconv.FormatInt(m.V.Minor(2), 10)
}

func tenths(v Opt[Tenths]) string {
	if !v.Set {
		return ""
	}
	return strconv.FormatInt(int64(v.V), 10)
}

func bit(v bool) string {
	if v {
		return "1"
	}
	return "0"
}

func whole[V ~int | ~int64 | ~uint8](v V) string { return strconv.FormatInt(int64(v), 10) }

func units(u Units) string { return strconv.FormatFloat(float64(u)/10000, 'f', -1, 64) }

func timeOfDay(seconds int) string {
	seconds %= daySeconds
	return fmt.Sprintf("%02d:%02d:%02d", seconds/3600, seconds/60%60, seconds%60)
}

// writers says how each element of a record is written back. Flags and numbers
// are compared only where the file has the element: they have defaults.
type writers[T any] map[string]func(*T) string

var taskWriters = writers[Task]{
	"UID": func(t *Task) string { return whole(t.UID) }, "ID": func(t *Task) string { return whole(t.ID) },
	"GUID": func(t *Task) string { return t.GUID }, "Name": func(t *Task) string { return strings.TrimSpace(t.Name) },
	"Active": func(t *Task) string { return bit(t.Active) }, "Manual": func(t *Task) string { return bit(t.Manual) },
	"Type": func(t *Task) string { return whole(t.Type) }, "CreateDate": func(t *Task) string { return t.Created.String() },
	"WBS": func(t *Task) string { return t.WBS }, "OutlineNumber": func(t *Task) string { return t.Outline },
	"OutlineLevel": func(t *Task) string { return whole(t.OutlineLevel) }, "Priority": func(t *Task) string { return whole(t.Priority) },
	"Start": func(t *Task) string { return t.Start.String() }, "Finish": func(t *Task) string { return t.Finish.String() },
	"Duration": func(t *Task) string { return iso(t.Duration) }, "DurationFormat": func(t *Task) string { return whole(t.Duration.Format) },
	"ManualStart": func(t *Task) string { return t.ManualStart.String() }, "ManualFinish": func(t *Task) string { return t.ManualFinish.String() },
	"ManualDuration": func(t *Task) string { return iso(t.ManualDuration) }, "Work": func(t *Task) string { return iso(t.Work) },
	"RegularWork": func(t *Task) string { return iso(t.RegularWork) }, "Stop": func(t *Task) string { return t.Stop.String() },
	"Resume": func(t *Task) string { return t.Resume.String() }, "ResumeValid": func(t *Task) string { return bit(t.ResumeValid) },
	"EffortDriven": func(t *Task) string { return bit(t.EffortDriven) }, "Recurring": func(t *Task) string { return bit(t.Recurring) },
	"OverAllocated": func(t *Task) string { return bit(t.OverAllocated) }, "Estimated": func(t *Task) string { return bit(t.Estimated) },
	"Milestone": func(t *Task) string { return bit(t.Milestone) }, "Summary": func(t *Task) string { return bit(t.Summary) },
	"Critical": func(t *Task) string { return bit(t.Critical) }, "IsSubproject": func(t *Task) string { return bit(t.IsSubproject) },
	"IsSubprojectReadOnly":    func(t *Task) string { return bit(t.IsSubprojectReadOnly) },
	"ExternalTask":            func(t *Task) string { return bit(t.ExternalTask) },
	"EarlyStart":              func(t *Task) string { return t.EarlyStart.String() },
	"EarlyFinish":             func(t *Task) string { return t.EarlyFinish.String() },
	"LateStart":               func(t *Task) string { return t.LateStart.String() },
	"LateFinish":              func(t *Task) string { return t.LateFinish.String() },
	"StartVariance":           func(t *Task) string { return tenths(t.StartVariance) },
	"FinishVariance":          func(t *Task) string { return tenths(t.FinishVariance) },
	"FreeSlack":               func(t *Task) string { return tenths(t.FreeSlack) },
	"TotalSlack":              func(t *Task) string { return tenths(t.TotalSlack) },
	"StartSlack":              func(t *Task) string { return tenths(t.StartSlack) },
	"FinishSlack":             func(t *Task) string { return tenths(t.FinishSlack) },
	"FixedCost":               func(t *Task) string { return hundredths(t.FixedCost) },
	"FixedCostAccrual":        func(t *Task) string { return whole(t.FixedCostAccrual) },
	"PercentComplete":         func(t *Task) string { return whole(t.PercentComplete) },
	"PercentWorkComplete":     func(t *Task) string { return whole(t.PercentWorkComplete) },
	"PhysicalPercentComplete": func(t *Task) string { return whole(t.PhysicalPercentComplete) },
	"Cost":                    func(t *Task) string { return hundredths(t.Cost) },
	"ActualCost":              func(t *Task) string { return hundredths(t.ActualCost) },
	"RemainingCost":           func(t *Task) string { return hundredths(t.RemainingCost) },
	"ActualStart":             func(t *Task) string { return t.ActualStart.String() },
	"ActualFinish":            func(t *Task) string { return t.ActualFinish.String() },
	"ActualDuration":          func(t *Task) string { return iso(t.ActualDuration) },
	"ActualWork":              func(t *Task) string { return iso(t.ActualWork) },
	"RemainingDuration":       func(t *Task) string { return iso(t.RemainingDuration) },
	"RemainingWork":           func(t *Task) string { return iso(t.RemainingWork) },
	"ConstraintType":          func(t *Task) string { return whole(t.Constraint) },
	"ConstraintDate":          func(t *Task) string { return t.ConstraintDate.String() },
	"CalendarUID":             func(t *Task) string { return whole(t.CalendarUID) },
	"Deadline":                func(t *Task) string { return t.Deadline.String() },
	"LevelAssignments":        func(t *Task) string { return bit(t.LevelAssignments) },
	"LevelingCanSplit":        func(t *Task) string { return bit(t.LevelingCanSplit) },
	"LevelingDelay":           func(t *Task) string { return whole(t.LevelingDelay) },
	"LevelingDelayFormat":     func(t *Task) string { return whole(t.LevelingDelayFormat) },
	"IgnoreResourceCalendar":  func(t *Task) string { return bit(t.IgnoreResourceCalendar) },
	"Notes":                   func(t *Task) string { return t.Notes },
	"IsNull":                  func(*Task) string { return "0" },
}

var linkWriters = writers[Link]{
	"PredecessorUID":   func(l *Link) string { return whole(l.PredecessorUID) },
	"Type":             func(l *Link) string { return whole(l.Type) },
	"CrossProject":     func(l *Link) string { return bit(l.CrossProject) },
	"CrossProjectName": func(l *Link) string { return l.CrossProjectName },
	"LinkLag":          func(l *Link) string { return whole(l.Lag) },
	"LagFormat":        func(l *Link) string { return whole(l.LagFormat) },
}

var baselineWriters = writers[Baseline]{
	"Number":         func(b *Baseline) string { return whole(b.Number) },
	"Start":          func(b *Baseline) string { return b.Start.String() },
	"Finish":         func(b *Baseline) string { return b.Finish.String() },
	"Duration":       func(b *Baseline) string { return iso(b.Duration) },
	"DurationFormat": func(b *Baseline) string { return whole(b.Duration.Format) },
	"Work":           func(b *Baseline) string { return iso(b.Work) },
	"Cost":           func(b *Baseline) string { return hundredths(b.Cost) },
}

var resourceWriters = writers[Resource]{
	"UID": func(r *Resource) string { return whole(r.UID) }, "ID": func(r *Resource) string { return whole(r.ID) },
	"GUID": func(r *Resource) string { return r.GUID }, "Name": func(r *Resource) string { return r.Name },
	"Type": func(r *Resource) string { return whole(r.Type) }, "IsNull": func(r *Resource) string { return bit(r.IsNull) },
	"Initials": func(r *Resource) string { return r.Initials }, "Group": func(r *Resource) string { return r.Group },
	"MaterialLabel": func(r *Resource) string { return r.MaterialLabel }, "MaxUnits": func(r *Resource) string { return units(r.MaxUnits) },
	"StandardRate":       func(r *Resource) string { return r.StandardRate.Text },
	"StandardRateFormat": func(r *Resource) string { return whole(r.StandardRate.Format) },
	"OvertimeRate":       func(r *Resource) string { return r.OvertimeRate.Text },
	"OvertimeRateFormat": func(r *Resource) string { return whole(r.OvertimeRate.Format) },
	"CostPerUse":         func(r *Resource) string { return hundredths(r.CostPerUse) },
	"AccrueAt":           func(r *Resource) string { return whole(r.AccrueAt) },
	"Work":               func(r *Resource) string { return iso(r.Work) },
	"ActualWork":         func(r *Resource) string { return iso(r.ActualWork) },
	"RemainingWork":      func(r *Resource) string { return iso(r.RemainingWork) },
	"Cost":               func(r *Resource) string { return hundredths(r.Cost) },
	"ActualCost":         func(r *Resource) string { return hundredths(r.ActualCost) },
	"RemainingCost":      func(r *Resource) string { return hundredths(r.RemainingCost) },
	"IsGeneric":          func(r *Resource) string { return bit(r.IsGeneric) },
	"IsInactive":         func(r *Resource) string { return bit(r.IsInactive) },
	"Notes":              func(r *Resource) string { return r.Notes },
	"IsCostResource":     func(r *Resource) string { return bit(r.Type == CostResource) },
}

var assignmentWriters = writers[Assignment]{
	"UID": func(a *Assignment) string { return whole(a.UID) }, "GUID": func(a *Assignment) string { return a.GUID },
	"TaskUID":             func(a *Assignment) string { return whole(a.TaskUID) },
	"ResourceUID":         func(a *Assignment) string { return whole(a.ResourceUID) },
	"Units":               func(a *Assignment) string { return units(a.Units) },
	"Work":                func(a *Assignment) string { return iso(a.Work) },
	"RegularWork":         func(a *Assignment) string { return iso(a.RegularWork) },
	"ActualWork":          func(a *Assignment) string { return iso(a.ActualWork) },
	"RemainingWork":       func(a *Assignment) string { return iso(a.RemainingWork) },
	"PercentWorkComplete": func(a *Assignment) string { return whole(a.PercentWorkComplete) },
	"Start":               func(a *Assignment) string { return a.Start.String() },
	"Finish":              func(a *Assignment) string { return a.Finish.String() },
	"ActualStart":         func(a *Assignment) string { return a.ActualStart.String() },
	"ActualFinish":        func(a *Assignment) string { return a.ActualFinish.String() },
	"Stop":                func(a *Assignment) string { return a.Stop.String() },
	"Resume":              func(a *Assignment) string { return a.Resume.String() },
	"Cost":                func(a *Assignment) string { return hundredths(a.Cost) },
	"ActualCost":          func(a *Assignment) string { return hundredths(a.ActualCost) },
	"RemainingCost":       func(a *Assignment) string { return hundredths(a.RemainingCost) },
	"Delay":               func(a *Assignment) string { return whole(a.Delay) },
	"Milestone":           func(a *Assignment) string { return bit(a.Milestone) },
	"WorkContour":         func(a *Assignment) string { return whole(a.Contour) },
}

// compareBack checks that each leaf element of a record, as the second decoder
// sees it, is what the record would be written as, or is among its extras.
func compareBack[T any](t *testing.T, what string, record *T, extra []KV, back writers[T], from *node) {
	t.Helper()
	kept := make(map[string]string)
	for _, kv := range extra {
		kept[kv.Name] = kv.Value
	}
	for i := range from.Nodes {
		child := &from.Nodes[i]
		name, want := child.XMLName.Local, strings.TrimSpace(child.Text)
		if len(child.Nodes) > 0 {
			continue
		}
		if write := back[name]; write != nil {
			if got := write(record); got != want {
				t.Errorf("%s: %s is %q, want %q", what, name, got, want)
			}
		} else if strings.TrimSpace(kept[name]) != want {
			t.Errorf("%s: %s is lost: %q", what, name, want)
		}
	}
}

// Every value of every record of the corpus, written back, is what the file
// says. Calendars named by resource 0 alone are left out: files lack them.
func TestCorpusValueByValue(t *testing.T) {
	for _, file := range dataFiles(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			plan, raw := readData(t, file)
			var root node
			if err := xml.NewDecoder(bytes.NewReader(raw)).Decode(&root); err != nil {
				t.Fatal(err)
			}
			compareTasks(t, plan, &root)
			resources, assignments := root.all("Resources/Resource"), root.all("Assignments/Assignment")
			for i := range plan.Resources {
				r := &plan.Resources[i]
				back := maps.Clone(resourceWriters)
				back["CalendarUID"] = func(r *Resource) string {
					if r.Placeholder() {
						return resources[i].text("CalendarUID")
					}
					return whole(r.CalendarUID)
				}
				compareBack(t, "resource "+whole(r.UID), r, r.Extra, back, resources[i])
				compareBaselines(t, "resource "+whole(r.UID), r.Baselines, resources[i])
			}
			for i := range plan.Assignments {
				a := &plan.Assignments[i]
				compareBack(t, "assignment "+whole(a.UID), a, a.Extra, assignmentWriters, assignments[i])
				compareBaselines(t, "assignment "+whole(a.UID), a.Baselines, assignments[i])
			}
			compareCalendars(t, plan, &root)
		})
	}
}

func compareTasks(t *testing.T, plan *Plan, root *node) {
	t.Helper()
	var lines []*node
	for _, n := range root.all("Tasks/Task") {
		if n.text("IsNull") != "1" {
			lines = append(lines, n)
		}
	}
	for i, task := range plan.Tasks {
		who := "task " + whole(task.UID)
		compareBack(t, who, task, task.Extra, taskWriters, lines[i])
		for j, n := range lines[i].all("PredecessorLink") {
			compareBack(t, who+" link", &task.Links[j], task.Links[j].Extra, linkWriters, n)
		}
		compareBaselines(t, who, task.Baselines, lines[i])
	}
}

func compareBaselines(t *testing.T, who string, got []Baseline, from *node) {
	t.Helper()
	list := from.all("Baseline")
	if len(got) != len(list) {
		t.Errorf("%s: %d baselines, want %d", who, len(got), len(list))
		return
	}
	for i := range got {
		compareBack(t, who+" baseline", &got[i], got[i].Extra, baselineWriters, list[i])
	}
}

// compareCalendars compares the week, hour by hour, and the exceptions.
func compareCalendars(t *testing.T, plan *Plan, root *node) {
	t.Helper()
	for i, n := range root.all("Calendars/Calendar") {
		c := &plan.Calendars[i]
		who := "calendar " + n.text("UID")
		same(t, who, "UID", whole(c.UID), n.text("UID"))
		same(t, who, "name", c.Name, n.text("Name"))
		same(t, who, "base", bit(c.IsBase), n.text("IsBaseCalendar"))
		same(t, who, "base calendar", whole(c.BaseCalendarUID), n.text("BaseCalendarUID"))
		for _, day := range n.all("WeekDays/WeekDay") {
			if day.text("DayType") == "0" {
				continue
			}
			number, _ := strconv.Atoi(day.text("DayType"))
			got, ok := c.Day(number)
			same(t, who, "has day", ok, true)
			same(t, who, "working", bit(got.Working), day.text("DayWorking"))
			same(t, who, "times", spans(got.Times), nodeSpans(day))
		}
		for j, e := range n.all("Exceptions/Exception") {
			got := c.Exceptions[j]
			same(t, who, "exception name", got.Name, e.text("Name"))
			same(t, who, "exception from", got.From.String(), e.all("TimePeriod")[0].text("FromDate"))
			same(t, who, "exception to", got.To.String(), e.all("TimePeriod")[0].text("ToDate"))
			same(t, who, "exception working", bit(got.Working), e.text("DayWorking"))
			same(t, who, "exception type", whole(got.Type), e.text("Type"))
			same(t, who, "exception times", spans(got.Times), nodeSpans(e))
		}
	}
}

func spans(list []Interval) string {
	var out []string
	for _, span := range list {
		out = append(out, timeOfDay(span.From)+"-"+timeOfDay(span.To))
	}
	return strings.Join(out, " ")
}

func nodeSpans(n *node) string {
	var out []string
	for _, span := range n.all("WorkingTimes/WorkingTime") {
		out = append(out, span.text("FromTime")+"-"+span.text("ToTime"))
	}
	return strings.Join(out, " ")
}
