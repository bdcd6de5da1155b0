package mspdi

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
)

func TestNotAPlan(t *testing.T) {
	for _, c := range []struct{ what, text, want string }{
		{"empty", "", "empty"},
		{"only a declaration", `<?xml version="1.0"?>`, "empty"},
		{"white space", " \n\t\n", "empty"},
		{"text", "Task,Start,Finish\n1,2,3\n", `with "Task,Start,Finish`},
		{"JSON", `{"tasks": []}`, "does not begin with an XML element"},
		{"HTML", "<html><body>x</body></html>", `the root element is "html"; expected <Project`},
		{"Maven", `<project xmlns="http://maven.apache.org/POM/4.0.0"/>`, `the root element is "project"`},
		{"MSBuild", `<Project xmlns="http://schemas.microsoft.com/developer/msbuild/2003"><ItemGroup/></Project>`, `a Project of "http://schemas.microsoft.com/developer`},
		{"Primavera", `<APIBusinessObjects/>`, "APIBusinessObjects"},
		{"binary .mpp", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and more", "save it from MS Project as XML"},
		{"zip", "PK\x03\x04....", "zip"},
		{"gzip", "\x1F\x8B\x08....", "gzip"},
		{"PDF", "%PDF-1.7", "PDF"},
		{"an end first", "</Project>", "does not close"},
		{"broken root", "<Project", "ends in the middle"},
		{"XML 1.1", `<?xml version="1.1"?><Project/>`, "version"},
	} {
		plan, err := Read(context.Background(), strings.NewReader(c.text), "x\x1b[2J.xml", nil)
		if !errors.Is(err, ErrFormat) {
			t.Errorf("%s: error %v", c.what, err)
			continue
		}
		if !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "x.xml: ") {
			t.Errorf("%s: error %q lacks %q", c.what, err, c.want)
		}
		if len(plan.Problems) != 1 || plan.Problems[0].Level != Rejected || !plan.Incomplete {
			t.Errorf("%s: problems %v", c.what, plan.Problems)
		}
	}
}

func TestRootsThatAreTaken(t *testing.T) {
	for _, text := range []string{
		`<Project><Name>x</Name></Project>`,
		`<Project xmlns="http://schemas.microsoft.com/project"><Name>x</Name></Project>`,
		`<Project xmlns="http://schemas.microsoft.com/project/2007"><Name>x</Name></Project>`,
		`<p:Project xmlns:p="http://schemas.microsoft.com/project"><p:Name>x</p:Name></p:Project>`,
		`<Project xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://schemas.microsoft.com/project"><Name>x</Name></Project>`,
		"<!-- made by hand -->\n<?style x?>\n<!DOCTYPE Project>\n<Project><Name>x</Name></Project>\n<!-- end -->\n",
	} {
		plan := mustRead(t, text)
		if plan.Project.Name != "x" || plan.Incomplete {
			t.Errorf("%s: name %q", text, plan.Project.Name)
		}
		wantNoProblems(t, plan)
	}
}

func TestNothingInIt(t *testing.T) {
	plan := mustRead(t, `<Project><PropertyGroup><A>1</A></PropertyGroup></Project>`)
	wantProblem(t, plan, Rejected, 0, "no task, calendar or resource")
	if got := plan.Project.Extra; len(got) != 1 || got[0] != (KV{"PropertyGroup/A", "1"}) {
		t.Errorf("extra %v", got)
	}
}

func TestBrokenFiles(t *testing.T) {
	whole := wrap(tasks(task("1", "1", ""), task("2", "1", ""), task("3", "1", "")))
	cut := func(at string) string { return whole[:strings.Index(whole, at)+len(at)] }
	for _, c := range []struct {
		what, text string
		tasks      int
		line       int
		words      []string
	}{
		{"cut in a tag", cut("<UID>3</U"), 2, 6, []string{"ends in the middle", "Task"}},
		{"cut in a value", cut("<UID>3"), 2, 6, []string{"ends in the middle", "Task/UID"}},
		{"cut between tasks", cut("T2</Name><OutlineLevel>1</OutlineLevel></Task>"), 2, 5, []string{"ends in the middle"}},
		{"cut before the end", strings.TrimSuffix(whole, "</Project>"), 3, 0, []string{"ends in the middle"}},
		{"wrong end", strings.Replace(whole, "T2</Name>", "T2</Nam>", 1), 1, 5, []string{"</Nam> does not close", "Task/Name"}},
		{"crossed ends", strings.Replace(whole, "</Task>\n</Tasks>", "</Tasks></Task>", 1), 2, 6, []string{"</Tasks> does not close"}},
		{"bare ampersand", strings.Replace(whole, "T2", "A & B", 1), 1, 5, []string{"not well-formed", "Task/Name"}},
		{"unknown entity", strings.Replace(whole, "T2", "&lol;", 1), 1, 5, []string{"not well-formed", "&lol;"}},
		{"bare less-than", strings.Replace(whole, "T2", "a < b", 1), 1, 5, []string{"not well-formed"}},
		{"CDATA end in text", strings.Replace(whole, "T2", "a ]]> b", 1), 1, 5, []string{"not well-formed"}},
		{"attribute without quotes", strings.Replace(whole, "<Task><UID>2", "<Task a=1><UID>2", 1), 1, 5, []string{"not well-formed"}},
	} {
		t.Run(c.what, func(t *testing.T) {
			plan := mustRead(t, c.text)
			if len(plan.Tasks) != c.tasks || !plan.Incomplete || plan.Counts.Rejected != 1 {
				t.Errorf("%d tasks, want %d; incomplete %v; %v", len(plan.Tasks), c.tasks, plan.Incomplete, plan.Problems)
			}
			wantProblem(t, plan, Rejected, c.line, append(c.words, "what came before is offered")...)
		})
	}
}

// Every beginning of a plan is read without a panic, and offers no more tasks
// than the whole does.
func TestEveryTruncation(t *testing.T) {
	whole := wrap("<Name>x</Name><Calendars>" + standardCalendar + "</Calendars>" + tasks(task("1", "1", ""), task("2", "1", link("1", ""))))
	last := 0
	for n := range len(whole) {
		plan, err := Read(context.Background(), strings.NewReader(whole[:n]), "plan.xml", nil)
		if err != nil && !errors.Is(err, ErrFormat) {
			t.Fatalf("%d bytes: %v", n, err)
		}
		if len(plan.Tasks) < last || len(plan.Tasks) > 2 || !plan.Incomplete {
			t.Fatalf("%d bytes: %d tasks after %d, incomplete %v", n, len(plan.Tasks), last, plan.Incomplete)
		}
		last = len(plan.Tasks)
	}
}

func TestAfterTheEnd(t *testing.T) {
	for _, more := range []string{"<Project/>", "text", "</Project>", "<"} {
		plan := mustRead(t, wrap(tasks(task("1", "1", "")))+more)
		if len(plan.Tasks) != 1 || plan.Incomplete {
			t.Errorf("%q: %d tasks", more, len(plan.Tasks))
		}
		wantProblem(t, plan, Warning, 0, "what follows the end")
	}
}

func TestEntityBomb(t *testing.T) {
	bomb := `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>`
	for _, use := range []string{"&b;", "&c;"} {
		plan := mustRead(t, bomb+"<Project>"+tasks(task("1", "1", ""), "<Task><UID>2</UID><Name>"+use+"</Name></Task>")+"</Project>")
		if len(plan.Tasks) != 1 {
			t.Errorf("%d tasks", len(plan.Tasks))
		}
		wantProblem(t, plan, Rejected, 0, "not well-formed", use)
	}
}

func TestUIDs(t *testing.T) {
	plan := body(t, tasks(
		task("1", "1", ""),
		"<Task><Name>nobody</Name></Task>\n",
		"<Task><UID></UID><Name>empty</Name></Task>\n",
		"<Task><UID>x1</UID><Name>odd</Name></Task>\n",
		"<Task><UID>1</UID><Name>second</Name></Task>\n",
		task("2", "1", ""),
	)+"<Resources>\n<Resource><UID>1</UID><Name>A</Name></Resource>\n<Resource><UID>1</UID><Name>B</Name></Resource>\n<Resource/></Resources>"+
		"<Assignments>\n<Assignment><UID>1</UID><TaskUID>1</TaskUID></Assignment>\n<Assignment><UID>1</UID><TaskUID>2</TaskUID></Assignment>\n"+
		"<Assignment><TaskUID>2</TaskUID></Assignment></Assignments>"+
		"<Calendars>\n<Calendar><UID>1</UID><Name>C</Name></Calendar>\n<Calendar><UID>1</UID></Calendar>\n<Calendar/></Calendars>")
	if len(plan.Tasks) != 2 || plan.Tasks[0].Name != "T1" || len(plan.Resources) != 1 || plan.Resources[0].Name != "A" ||
		len(plan.Assignments) != 1 || plan.Assignments[0].TaskUID != 1 || len(plan.Calendars) != 1 || plan.Calendars[0].Name != "C" {
		t.Errorf("the first of each must win: %+v", plan.Counts)
	}
	wantProblem(t, plan, Rejected, 5, ":5: Task UID", "no UID")
	wantProblem(t, plan, Rejected, 6, ":6: Task UID", "no UID")
	wantProblem(t, plan, Rejected, 7, ":7: Task UID", "no UID")
	wantProblem(t, plan, Rejected, 8, "Task 1 UID", "given on line 4 already")
	if p := wantProblem(t, plan, Warning, 7, `"x1" is not a whole number`); p.Field != "UID" || p.Row != 7 {
		t.Errorf("%+v", p)
	}
	wantProblem(t, plan, Rejected, 0, "Resource 1 UID", "already")
	wantProblem(t, plan, Rejected, 0, "Resource UID", "no UID")
	wantProblem(t, plan, Rejected, 0, "Assignment 1 UID", "already")
	wantProblem(t, plan, Rejected, 0, "Calendar 1 UID", "already")
	if plan.Counts.Rejected != 10 {
		t.Errorf("%d rejected, want 10: %v", plan.Counts.Rejected, plan.Problems)
	}
}

// -1 is what the format writes for none: a record of that number would be its own parent or base. It is
// left out and told, and what hangs on it stands alone; the links of a task that is left out are told too.
func TestRecordsThatNothingCanName(t *testing.T) {
	plan := body(t, tasks(
		task("-1", "1", link("2", "")),
		task("2", "2", ""),
		task("3", "1", ""),
		task("3", "1", link("2", "")+link("9", "")),
	)+"<Calendars>\n<Calendar><UID>-1</UID><Name>C</Name></Calendar>\n<Calendar><UID>2</UID><Name>D</Name></Calendar></Calendars>")
	if len(plan.Tasks) != 2 || len(plan.Calendars) != 1 || plan.Counts.Links != 0 {
		t.Fatalf("%+v", plan.Counts)
	}
	if up := findTask(t, plan, 2).ParentUID; up != NoUID {
		t.Errorf("task 2 lies under %d", up)
	}
	wantProblem(t, plan, Rejected, 4, "Task -1 UID", "stands for none")
	wantProblem(t, plan, Rejected, 0, "Calendar -1 UID", "stands for none")
	lost := 0
	for _, p := range plan.Problems {
		if p.Level == Rejected && p.Part == "link" {
			lost++
		}
	}
	if lost != 3 {
		t.Errorf("%d links told as left out, want 3: %v", lost, plan.Problems)
	}
}

// A duration past what a plan can hold is taken as the longest, and told; it is not left empty.
func TestTooLongDurations(t *testing.T) {
	for _, value := range []string{"PT27777779H0M0S", "PT9999999999999999H", "PT99999999999999999999H", "P99999999W", "PT27777777H46M41S"} {
		plan := body(t, tasks("<Task><UID>7</UID>\n<Duration>"+value+"</Duration><Name>kept</Name></Task>"))
		says := quote([]byte(value)) + " is longer than a duration that a plan can hold; taken as the longest, PT27777777H46M40S"
		told := 0
		for _, p := range plan.Problems {
			if p.Level == Warning && p.Message == says && p.Line == 5 {
				told++
			}
		}
		if got := plan.Tasks[0]; told != 1 || !got.Duration.Set || got.Duration.Seconds != maxDurationMillis/1000 {
			t.Errorf("%s: %+v, %v", value, got.Duration, plan.Problems)
		}
	}
	for _, p := range body(t, tasks("<Task><UID>7</UID>\n<Duration>PT27777777H46M40S</Duration></Task>")).Problems {
		if strings.Contains(p.Message, "longest") {
			t.Errorf("the longest itself: %v", p)
		}
	}
}

func TestBadValues(t *testing.T) {
	for _, c := range []struct{ field, value, want string }{
		{"ID", "one", wantInteger},
		{"Start", "tomorrow", wantDate},
		{"Finish", "2026-02-30T00:00:00", wantDate},
		{"Deadline", "2026-11-20T99:00:00", wantDate},
		{"Duration", "8h", wantDuration},
		{"Duration", "-PT8H0M0S", wantPositive},
		{"ActualWork", "-PT1H", wantPositive},
		{"Work", "P1M", wantDuration},
		{"DurationFormat", "99", wantFormat},
		{"DurationFormat", "-1", wantFormat},
		{"DurationFormat", "13", wantFormat},
		{"LevelingDelayFormat", "x", wantFormat},
		{"PercentComplete", "101", wantPercent},
		{"PercentComplete", "-1", wantPercent},
		{"PercentComplete", "half", wantPercent},
		{"Priority", "1001", "a priority"},
		{"Type", "3", "a task type"},
		{"ConstraintType", "8", "a constraint"},
		{"Milestone", "maybe", wantFlag},
		{"Cost", "12,50", wantNumber},
		{"TotalSlack", "lots", wantNumber},
		{"CalendarUID", "1.5", wantInteger},
		{"OutlineLevel", "-1", "an outline level"},
		{"OutlineLevel", "99999", "an outline level"},
		{"ParentTaskUID", "x", wantInteger},
	} {
		t.Run(c.field+" "+c.value, func(t *testing.T) {
			plan := body(t, tasks("<Task><UID>7</UID>\n<"+c.field+">"+c.value+"</"+c.field+">\n<Name>kept</Name></Task>"))
			if len(plan.Tasks) != 1 || plan.Tasks[0].Name != "kept" {
				t.Fatalf("the task is gone: %v", plan.Problems)
			}
			p := wantProblem(t, plan, Warning, 5, quote([]byte(c.value))+" is not "+c.want)
			if p.Field != c.field || p.Element != "Task" || p.UID != "7" || p.Row != 4 || p.File != "plan.xml" {
				t.Errorf("%+v", p)
			}
			want := newTask(4)
			got := plan.Tasks[0]
			if got.Duration != want.Duration || got.Priority != want.Priority || got.CalendarUID != want.CalendarUID || got.PercentComplete != 0 {
				t.Errorf("the field is not empty: %+v", got)
			}
		})
	}
}

func TestEmptyValuesAreAbsent(t *testing.T) {
	var text strings.Builder
	for name, f := range taskTable {
		if f.set != nil && name != "UID" {
			fmt.Fprintf(&text, "<%s/><%s> </%s>", name, name, name)
		}
	}
	plan := body(t, tasks("<Task><UID>1</UID>"+text.String()+"</Task>"))
	wantNoProblems(t, plan)
	if got := plan.Tasks[0]; !got.Active || got.Duration.Set || got.Cost.Set || !got.Start.IsZero() || got.Priority != 500 {
		t.Errorf("%+v", got)
	}
}

func TestMessagesAreClean(t *testing.T) {
	plan := body(t, tasks("<Task><UID>1</UID><Start>\x1b[2J&#27;]0;x&#7;"+strings.Repeat("9", 500)+"</Start></Task>"))
	p := wantProblem(t, plan, Warning, 0, "is not a date")
	if !safeText(p.String(), false) || len(p.Message) > 150 {
		t.Errorf("%q", p.Message)
	}
}

func TestWarningsAreBounded(t *testing.T) {
	var list []string
	for i := range maxWarnings + 500 {
		list = append(list, task(fmt.Sprint(i+1), "1", "<Start>x</Start>"))
	}
	list = append(list, task("1", "1", ""))
	plan := body(t, tasks(list...))
	if len(plan.Problems) != maxWarnings+2 || plan.Counts.Warnings != maxWarnings+500 {
		t.Errorf("%d problems, %d warnings", len(plan.Problems), plan.Counts.Warnings)
	}
	wantProblem(t, plan, Warning, 0, "500 more warnings")
	wantProblem(t, plan, Rejected, 0, "already")
}

func TestDatesThatDoNotFit(t *testing.T) {
	plan := body(t, tasks(
		task("1", "1", "<Start>2026-11-20T08:00:00</Start><Finish>2026-11-19T08:00:00</Finish>"),
		task("2", "1", "<ConstraintType>4</ConstraintType>"),
		task("3", "1", "<ConstraintType>1</ConstraintType>"),
	))
	wantProblem(t, plan, Warning, 4, "Task 1 Finish", "before it starts")
	wantProblem(t, plan, Warning, 5, "Task 2 ConstraintDate", "SNET has no date")
	if len(plan.Problems) != 2 {
		t.Errorf("%v", plan.Problems)
	}
}

// No bytes make Read panic, or hand out text that a terminal would obey, or
// references that lead in circles.
func FuzzRead(f *testing.F) {
	f.Add([]byte(wrap(tasks(task("1", "1", ""), task("2", "2", link("1", "<LinkLag>5</LinkLag><LagFormat>19</LagFormat>"))))))
	f.Add([]byte(wrap("<Calendars>" + standardCalendar + "</Calendars>")))
	f.Add([]byte(wrap(tasks(task("0", "0", ""), task("3", "3", "<ParentTaskUID>3</ParentTaskUID>")))))
	f.Add(utf16Bytes(wrap(tasks(task("1", "1", "<Notes>a\x1b[31mb</Notes>"))), true, true))
	f.Add([]byte("<Project><Tasks><Task><UID>1</UID><Name>&#27;[m"))
	f.Add([]byte(`<?xml version="1.0" encoding="windows-1252"?><Project><Name>` + "\x80</Name>"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		plan, err := Read(context.Background(), strings.NewReader(string(raw)), "fuzz.xml", nil)
		if err != nil && !errors.Is(err, ErrFormat) {
			t.Fatalf("error %v", err)
		}
		for _, p := range plan.Problems {
			if !safeText(p.String(), false) || p.Message == "" {
				t.Errorf("problem %q", p)
			}
		}
		if plan.Incomplete && plan.Counts.Rejected == 0 {
			t.Error("incomplete without saying so")
		}
		up := make(map[int64]int64)
		for _, task := range plan.Tasks {
			if !safeText(task.Name, false) || !safeText(task.Notes, true) {
				t.Errorf("text %q %q", task.Name, task.Notes)
			}
			up[task.UID] = task.ParentUID
		}
		for uid := range up {
			for steps := 0; uid != NoUID; steps++ {
				if uid = up[uid]; steps > len(up) {
					t.Fatal("the outline goes round")
				}
			}
		}
		for i := range plan.Calendars {
			for j := range plan.Calendars[i].Exceptions {
				if days := plan.Calendars[i].Exceptions[j].Expand(50); len(days) > 50 {
					t.Error("more days than the limit")
				}
			}
		}
	})
}
