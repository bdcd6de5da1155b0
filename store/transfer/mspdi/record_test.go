package mspdi

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
)

func TestProjectFields(t *testing.T) {
	plan := body(t, `<SaveVersion>14</SaveVersion><Name>plan.xml</Name><Title>Go live</Title><Subject>s</Subject><Category>c</Category>
<Company>Acme</Company><Manager>Ann</Manager><Author>Bob</Author><GUID>G</GUID><Keywords>k</Keywords><Comments>a
b</Comments><CreationDate>2026-01-01T08:00:00</CreationDate><LastSaved>2026-01-02T08:00:00</LastSaved>
<ScheduleFromStart>0</ScheduleFromStart><StartDate>2026-02-02T08:00:00</StartDate><FinishDate>2026-03-02T17:00:00</FinishDate>
<StatusDate>2026-02-10T17:00:00</StatusDate><CurrentDate>2026-02-11T08:00:00</CurrentDate>
<CriticalSlackLimit>2</CriticalSlackLimit><CurrencyDigits>0</CurrencyDigits><CurrencySymbol>¥</CurrencySymbol><CurrencyCode>JPY</CurrencyCode>
<DefaultStartTime>09:00:00</DefaultStartTime><DefaultFinishTime>18:00:00</DefaultFinishTime><MinutesPerDay>450</MinutesPerDay>
<MinutesPerWeek>2250</MinutesPerWeek><DaysPerMonth>0</DaysPerMonth><DefaultTaskType>1</DefaultTaskType><DurationFormat>7</DurationFormat>
<WorkFormat>3</WorkFormat><HonorConstraints>0</HonorConstraints><NewTasksAreManual>1</NewTasksAreManual><NewTasksEffortDriven>0</NewTasksEffortDriven>
<MultipleCriticalPaths>1</MultipleCriticalPaths><SplitsInProgressTasks>0</SplitsInProgressTasks><WeekStartDay>1</WeekStartDay>
<BaselineCalendar>Used for it</BaselineCalendar><OutlineCodes><OutlineCode><FieldID>1</FieldID><Values><Value><Value>x</Value></Value></Values></OutlineCode></OutlineCodes><WBSMasks/>`)
	wantNoProblems(t, plan)
	p := plan.Project
	extra := p.Extra
	p.Extra = nil
	wall := func(text string) Wall { w, _ := parseWall([]byte(text)); return w }
	want := Project{
		Name: "plan.xml", Title: "Go live", Subject: "s", Category: "c", Company: "Acme", Manager: "Ann", Author: "Bob",
		GUID: "G", Keywords: "k", Comments: "a\nb", SaveVersion: 14,
		CreationDate: wall("2026-01-01T08:00:00"), LastSaved: wall("2026-01-02T08:00:00"),
		StartDate: wall("2026-02-02T08:00:00"), FinishDate: wall("2026-03-02T17:00:00"),
		StatusDate: wall("2026-02-10T17:00:00"), CurrentDate: wall("2026-02-11T08:00:00"),
		CalendarUID: NoUID, DefaultStartTime: 9 * 3600, DefaultFinishTime: 18 * 3600,
		MinutesPerDay: 450, MinutesPerWeek: 2250, DaysPerMonth: 20, CurrencyCode: "JPY", CurrencySymbol: "¥", CriticalSlackLimit: 2,
		DefaultTaskType: FixedDuration, DurationFormat: 7, WorkFormat: 3, NewTasksAreManual: true, MultipleCriticalPaths: true, WeekStartDay: 1,
	}
	if !reflect.DeepEqual(p, want) {
		t.Errorf("%+v\nwant %+v", p, want)
	}
	if want := []KV{{"BaselineCalendar", "Used for it"}, {"OutlineCodes/OutlineCode/FieldID", "1"},
		{"OutlineCodes/OutlineCode/Values/Value/Value", "x"}}; !reflect.DeepEqual(extra, want) {
		t.Errorf("extra %v, want %v", extra, want)
	}
}

func TestProjectDefaults(t *testing.T) {
	plan := body(t, "<Name>x</Name>")
	want := newProject()
	want.Name = "x"
	if !reflect.DeepEqual(plan.Project, want) {
		t.Errorf("%+v", plan.Project)
	}
	plan = body(t, "<Name>x</Name><MinutesPerDay>0</MinutesPerDay><DaysPerMonth>99</DaysPerMonth><DefaultStartTime>8</DefaultStartTime>")
	if !reflect.DeepEqual(plan.Project, want) {
		t.Errorf("bad values must leave the defaults: %+v", plan.Project)
	}
	wantProblem(t, plan, Warning, 3, "Project MinutesPerDay", "minutes of a day")
	wantProblem(t, plan, Warning, 3, "Project DaysPerMonth", "days of a month")
	wantProblem(t, plan, Warning, 3, "Project DefaultStartTime", wantClock)
}

// Each value field of a table is reached by its element, and by no other: a
// mistaken accessor would set another one's place.
func TestTaskFieldsAreDistinct(t *testing.T) {
	samples := []string{"1", "2026-11-20T09:00:00", "PT8H0M0S", "7", "text"}
	seen := make(map[string]string)
	for name, f := range taskTable {
		if f.set == nil {
			continue
		}
		changed := ""
		for _, sample := range samples {
			if sample == "1" && (name == "Active" || strings.HasPrefix(name, "Leveling") || name == "LevelAssignments") {
				sample = "0"
				if name == "LevelingDelay" || name == "LevelingDelayFormat" {
					sample = "8"
				}
			}
			got := newTask(0)
			if f.set(got, []byte(sample)) == "" {
				if changed = difference(reflect.ValueOf(*newTask(0)), reflect.ValueOf(*got)); changed != "" {
					break
				}
			}
		}
		if changed == "" {
			t.Errorf("%s changes nothing", name)
		}
		if other, twice := seen[changed]; twice && !(strings.HasPrefix(name, "Hyperlink") && strings.HasPrefix(other, "Hyperlink")) {
			t.Errorf("%s and %s both set %s", name, other, changed)
		}
		seen[changed] = name
	}
}

// difference names the first field in which two structs differ.
func difference(a, b reflect.Value) string {
	for i := range a.NumField() {
		if fmt.Sprint(a.Field(i)) != fmt.Sprint(b.Field(i)) {
			return a.Type().Field(i).Name
		}
	}
	return ""
}

func TestTaskRecord(t *testing.T) {
	plan := body(t, `<ExtendedAttributes><ExtendedAttribute><FieldID>188743731</FieldID><FieldName>Text1</FieldName><Alias>Team</Alias><CFType>0</CFType></ExtendedAttribute>
<ExtendedAttribute><FieldID>188743734</FieldID><FieldName>Text2</FieldName></ExtendedAttribute></ExtendedAttributes>
`+tasks(`<Task><UID>5</UID><ID>9</ID><GUID>AB</GUID><Name>
Build it
</Name><Active>0</Active><Manual>1</Manual><OutlineLevel>1</OutlineLevel><WBS>A.1</WBS><OutlineNumber>1</OutlineNumber>
<Duration>PT12H0M0S</Duration><RemainingDuration>PT4H0M0S</RemainingDuration><ActualDuration>PT8H0M0S</ActualDuration><ManualDuration>PT12H0M0S</ManualDuration>
<DurationFormat>39</DurationFormat><Work>PT24H0M0S</Work><Estimated>1</Estimated><Cost>123456</Cost><FixedCost>100.5</FixedCost>
<TotalSlack>-4800</TotalSlack><LevelingDelay>14400</LevelingDelay><LevelingDelayFormat>8</LevelingDelayFormat>
<Notes>
first line
  second &lt;line&gt;
</Notes><Hyperlink>site</Hyperlink><HyperlinkAddress>https://example.org</HyperlinkAddress><HyperlinkSubAddress>top</HyperlinkSubAddress>
<OvertimeCost>0</OvertimeCost><Contact>Ann</Contact><CommitmentType/>
<PredecessorLink><PredecessorUID>1</PredecessorUID><Type>3</Type><CrossProject>0</CrossProject><LinkLag>-75</LinkLag><LagFormat>20</LagFormat><Strange>x</Strange></PredecessorLink>
<PredecessorLink><PredecessorUID>11</PredecessorUID><CrossProject>1</CrossProject><CrossProjectName>E:\other.mpp\2</CrossProjectName></PredecessorLink>
<Baseline><Number>0</Number><Start>2026-01-05T08:00:00</Start><Finish>2026-01-06T12:00:00</Finish><Duration>PT12H0M0S</Duration><DurationFormat>7</DurationFormat><Work>PT24H0M0S</Work><Cost>100</Cost><TimephasedData><Type>4</Type></TimephasedData><Interim>0</Interim></Baseline>
<Baseline><Number>3</Number></Baseline><Baseline><Number>3</Number><Cost>5</Cost></Baseline><Baseline><Number>11</Number></Baseline>
<ExtendedAttribute><FieldID>188743731</FieldID><Value>Blue</Value><ValueGUID>V</ValueGUID></ExtendedAttribute>
<ExtendedAttribute><FieldID>188743734</FieldID><Value>two</Value></ExtendedAttribute><ExtendedAttribute><FieldID>7</FieldID><Value>raw</Value></ExtendedAttribute>
<TimephasedData><Type>11</Type><Value>1</Value></TimephasedData><TimephasedData><Type>11</Type></TimephasedData><TimephasedData/>
</Task>`, task("1", "1", "")))
	got := findTask(t, plan, 5)
	day := Duration{Seconds: 12 * 3600, Format: 39, Set: true}
	if got.Name != "Build it" || got.Active || !got.Manual || got.ID != 9 || got.WBS != "A.1" || got.GUID != "AB" {
		t.Errorf("%+v", got)
	}
	if got.Duration != day || got.ManualDuration != day || got.RemainingDuration.Format != 39 || got.ActualDuration.Format != 39 ||
		got.Work != (Duration{Seconds: 86400, Set: true}) || !got.Duration.Estimated() || got.Duration.Unit() != "d" {
		t.Errorf("durations %+v %+v", got.Duration, got.Work)
	}
	if got.Cost.V.Minor(2) != 123456 || got.FixedCost.V.Minor(3) != 1005 || got.ActualCost.Set {
		t.Errorf("money %+v %+v", got.Cost, got.FixedCost)
	}
	if got.TotalSlack != (Opt[Tenths]{-4800, true}) || got.FreeSlack.Set || got.LevelingDelay != 14400 || !got.LevelingDelayFormat.Elapsed() {
		t.Errorf("slack %+v, delay %v", got.TotalSlack, got.LevelingDelay)
	}
	if got.Notes != "first line\n  second <line>" || got.Hyperlink != "site" || got.HyperlinkAddress != "https://example.org" || got.HyperlinkAnchor != "top" {
		t.Errorf("notes %q", got.Notes)
	}
	if want := []KV{{"OvertimeCost", "0"}, {"Contact", "Ann"}}; !reflect.DeepEqual(got.Extra, want) {
		t.Errorf("extra %v", got.Extra)
	}
	links := got.Links
	if len(links) != 2 || links[0].Type != SS || links[0].Lag != -75 || !links[0].LagFormat.Percent() || links[0].State != LinkOK || links[0].Extra[0] != (KV{"Strange", "x"}) {
		t.Errorf("links %+v", links)
	}
	if links[1].State != LinkExternal || links[1].Type != FS || links[1].CrossProjectName != `E:\other.mpp\2` || links[1].PredecessorUID != 11 {
		t.Errorf("external link %+v", links[1])
	}
	if len(got.Baselines) != 2 || got.Baselines[0].Duration.Format != 7 || got.Baselines[0].Cost.V.Minor(2) != 100 ||
		got.Baselines[0].Timephased[0] != (Timephased{4, 1}) || got.Baselines[0].Extra[0] != (KV{"Interim", "0"}) || got.Baselines[1].Cost.Set {
		t.Errorf("baselines %+v", got.Baselines)
	}
	wantProblem(t, plan, Rejected, 0, "Task 5 Baseline", "baseline 3 is given twice")
	wantProblem(t, plan, Warning, 0, "Task/Baseline 5 Number", `"11" is not a baseline number`)
	wantProblem(t, plan, Rejected, 0, "Task 5 Baseline", "without a number")
	var labels []string
	for _, v := range got.Extended {
		labels = append(labels, v.Label+"="+v.Value)
	}
	if strings.Join(labels, " ") != "Team=Blue Text2=two 7=raw" {
		t.Errorf("custom fields %v", labels)
	}
	if !reflect.DeepEqual(got.Timephased, []Timephased{{11, 2}, {0, 1}}) || plan.Counts.Timephased != 4 {
		t.Errorf("time-phased %v, %d", got.Timephased, plan.Counts.Timephased)
	}
	if plan.Counts.ExternalLinks != 1 || plan.Counts.Links != 2 || plan.Counts.ExtendedValues != 3 || plan.ExtendedFields[0].Extra[0] != (KV{"CFType", "0"}) {
		t.Errorf("%+v", plan.Counts)
	}
}

func TestResourceRecord(t *testing.T) {
	plan := body(t, `<Resources><Resource><UID>0</UID><ID>0</ID><Type>1</Type><MaxUnits>1</MaxUnits></Resource>
<Resource><UID>1</UID><ID>1</ID><Name>Ann</Name><Type>1</Type><Initials>A</Initials><Group>Dev</Group><Code>42</Code><EmailAddress>ann@example.org</EmailAddress>
<MaxUnits>0.75</MaxUnits><StandardRate>62.50</StandardRate><StandardRateFormat>2</StandardRateFormat><OvertimeRate>1e2</OvertimeRate><OvertimeRateFormat>3</OvertimeRateFormat>
<CostPerUse>3000</CostPerUse><Cost>201500</Cost><Work>PT40H0M0S</Work><Notes>a
b</Notes><IsGeneric>1</IsGeneric><IsInactive>1</IsInactive><Rates><Rate><RateTable>0</RateTable></Rate></Rates><Baseline><Number>0</Number><Cost>80000</Cost></Baseline></Resource>
<Resource><UID>2</UID><Name>Bricks</Name><Type>0</Type><MaterialLabel>t</MaterialLabel><StandardRateFormat>8</StandardRateFormat></Resource>
<Resource><UID>3</UID><Name>Flights</Name><Type>0</Type><IsCostResource>1</IsCostResource></Resource>
<Resource><UID>4</UID><Name>Hotel</Name><Type>2</Type><StandardRate>cheap</StandardRate><Type>5</Type></Resource>
<Resource><UID>5</UID><IsNull>1</IsNull></Resource></Resources>`)
	if len(plan.Resources) != 6 || plan.Counts.ResourceBaselines != 1 {
		t.Fatalf("%+v", plan.Counts)
	}
	r := plan.Resources
	if !r[0].Placeholder() || r[1].Placeholder() || !r[5].IsNull {
		t.Error("resource 0 without a name is nobody")
	}
	ann := r[1]
	if ann.Name != "Ann" || ann.Initials != "A" || ann.Group != "Dev" || ann.Code != "42" || ann.EmailAddress != "ann@example.org" ||
		ann.MaxUnits != 7500 || ann.StandardRate != (Rate{"62.50", 2}) || ann.OvertimeRate != (Rate{"100", 3}) || ann.CostPerUse.V.Minor(2) != 3000 ||
		ann.Notes != "a\nb" || !ann.IsGeneric || !ann.IsInactive || ann.Extra[0] != (KV{"Rates/Rate/RateTable", "0"}) {
		t.Errorf("%+v", ann)
	}
	for i, want := range []ResourceType{Work, Work, Material, CostResource, CostResource} {
		if r[i].Type != want {
			t.Errorf("resource %d: type %d, want %d", i, r[i].Type, want)
		}
	}
	wantProblem(t, plan, Warning, 10, "Resource 4 StandardRate", `"cheap" is not a number`)
	wantProblem(t, plan, Warning, 10, "Resource 4 Type", `"5" is not a resource type`)
}

func TestAssignments(t *testing.T) {
	plan := body(t, tasks(task("1", "1", ""), "<Task><UID>2</UID><IsNull>1</IsNull></Task>")+`<Resources><Resource><UID>1</UID><Name>Ann</Name></Resource></Resources>
<Assignments>
<Assignment><UID>1</UID><TaskUID>1</TaskUID><ResourceUID>1</ResourceUID><Units>0.5</Units><Work>PT8H0M0S</Work><ActualWork>PT4H0M0S</ActualWork><PercentWorkComplete>50</PercentWorkComplete><Start>2026-01-05T08:00:00</Start><Delay>600</Delay><Milestone>1</Milestone><WorkContour>8</WorkContour><Cost>64000</Cost><TimephasedData><Type>1</Type></TimephasedData><TimephasedData><Type>2</Type></TimephasedData><TimephasedData><Type>1</Type></TimephasedData><Baseline><Number>0</Number></Baseline></Assignment>
<Assignment><UID>2</UID><TaskUID>1</TaskUID><ResourceUID>-65535</ResourceUID></Assignment>
<Assignment><UID>3</UID><TaskUID>1</TaskUID><ResourceUID>8</ResourceUID></Assignment>
<Assignment><UID>4</UID><TaskUID>9</TaskUID><ResourceUID>1</ResourceUID></Assignment>
<Assignment><UID>5</UID><ResourceUID>1</ResourceUID></Assignment>
<Assignment><UID>6</UID><TaskUID>2</TaskUID><ResourceUID>1</ResourceUID></Assignment>
</Assignments>`)
	if len(plan.Assignments) != 3 || plan.Counts.Assignments != 3 || plan.Counts.AssignmentBaselines != 1 || plan.Counts.Timephased != 3 {
		t.Fatalf("%+v", plan.Counts)
	}
	a := plan.Assignments[0]
	if a.Units != 5000 || a.Work.Seconds != 28800 || a.ActualWork.Seconds != 14400 || a.PercentWorkComplete != 50 || a.Delay.Minutes() != 60 || !a.Milestone ||
		a.Contour != 8 || a.Cost.V.Minor(2) != 64000 || a.Unassigned() || !reflect.DeepEqual(a.Timephased, []Timephased{{1, 2}, {2, 1}}) {
		t.Errorf("%+v", a)
	}
	if !plan.Assignments[1].Unassigned() || plan.Assignments[1].ResourceMissing || plan.Assignments[1].Units != FullUnits {
		t.Errorf("%+v", plan.Assignments[1])
	}
	if !plan.Assignments[2].ResourceMissing {
		t.Errorf("%+v", plan.Assignments[2])
	}
	wantProblem(t, plan, Warning, 0, "Assignment 3 ResourceUID", "no resource 8")
	wantProblem(t, plan, Rejected, 0, "Assignment 4 TaskUID", "no task 9")
	wantProblem(t, plan, Rejected, 0, "Assignment 5 TaskUID", "no TaskUID")
	wantProblem(t, plan, Rejected, 0, "Assignment 6 TaskUID", "no task 2")
	if plan.Counts.Rejected != 3 {
		t.Errorf("%d rejected", plan.Counts.Rejected)
	}
}

func TestBlankLines(t *testing.T) {
	plan := body(t, tasks(task("1", "1", ""), "<Task><UID>9</UID><IsNull>1</IsNull><Start>x</Start></Task>\n", "<Task><IsNull>1</IsNull></Task>\n", task("2", "2", "")))
	if plan.Counts.BlankTasks != 2 || plan.Counts.Tasks != 2 || plan.Counts.Rejected != 0 || plan.Tasks[1].ParentUID != 1 {
		t.Errorf("%+v, parent %d", plan.Counts, plan.Tasks[1].ParentUID)
	}
	if p := wantProblem(t, plan, Warning, 5, "Task 9 Start"); p.Row != 5 {
		t.Errorf("row %d", p.Row)
	}
}

func TestOddRecordsInLists(t *testing.T) {
	plan := body(t, "<Tasks><Folder><Name>x</Name></Folder>"+task("1", "1", "")+"</Tasks>")
	if got := plan.Project.Extra; len(plan.Tasks) != 1 || len(got) != 1 || got[0] != (KV{"Folder/Name", "x"}) {
		t.Errorf("%d tasks, extra %v", len(plan.Tasks), got)
	}
}
