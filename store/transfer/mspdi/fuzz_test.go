package mspdi

import (
	"bytes"
	"context"
	"strings"
	"testing"
)

// seeds are small plans with what a reader can stumble over.
func seeds() []string {
	return []string{
		small, blankPlan, "", "<Project/>", "<Project><Tasks><Task><UID>1</UID></Task>", "\xff\xfe<\x00P\x00r\x00o\x00j\x00e\x00c\x00t\x00/\x00>\x00",
		`<Project><Tasks><Task><UID>1</UID><Duration>PT8H</Duration><Start>2026-11-20T08:00:00</Start><PredecessorLink><PredecessorUID>1</PredecessorUID><Type>9</Type><LinkLag>-4800</LinkLag><LagFormat>20</LagFormat></PredecessorLink></Task><Task><UID>1</UID><OutlineLevel>9</OutlineLevel></Task></Tasks></Project>`,
		`<Project><Calendars><Calendar><UID>1</UID><BaseCalendarUID>1</BaseCalendarUID><WeekDays><WeekDay><DayType>0</DayType><TimePeriod><FromDate>2026-12-24</FromDate></TimePeriod></WeekDay></WeekDays><Exceptions><Exception><Type>3</Type><TimePeriod><FromDate>1800-01-01</FromDate><ToDate>2999-01-01</ToDate></TimePeriod><MonthItem>9</MonthItem><MonthPosition>4</MonthPosition></Exception></Exceptions></Calendar></Calendars></Project>`,
		"<Project><Name>a\x1b[31mb&#27;]0;c&#7;</Name><Tasks><Task><UID>2</UID><Notes><![CDATA[]]>]]></Notes></Task></Tasks></Project>",
	}
}

// FuzzReadAndWrite: whatever bytes come in, the reader ends without a panic, says something of what it
// cannot take, and reads the text that is written from it to the same plan.
func FuzzReadAndWrite(f *testing.F) {
	for _, s := range seeds() {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		ctx := context.Background()
		plan, err := Read(ctx, bytes.NewReader(raw), "x.xml", nil)
		if err != nil {
			if plan == nil || len(plan.Problems) == 0 {
				t.Fatalf("refused without a word: %v", err)
			}
			return
		}
		for i := range plan.Calendars {
			for j := range plan.Calendars[i].Exceptions {
				plan.Calendars[i].Exceptions[j].Expand(100)
			}
		}
		d, err := Open(ctx, raw, plan.Incomplete)
		if err != nil {
			t.Fatalf("read, and not opened: %v", err)
		}
		var out bytes.Buffer
		if err := d.Write(&out); err != nil {
			t.Fatal(err)
		}
		again, err := Read(ctx, bytes.NewReader(out.Bytes()), "x.xml", nil)
		if err != nil || again.Incomplete {
			t.Fatalf("what is written is not whole: %v %v\n%s", err, again.Problems, out.Bytes())
		}
		if a, b := plan.Counts, again.Counts; a.Tasks != b.Tasks || a.Calendars != b.Calendars || a.Resources != b.Resources || a.Links != b.Links {
			t.Fatalf("%+v, then %+v\n%s", a, b, out.Bytes())
		}
		for i, task := range plan.Tasks {
			if o := again.Tasks[i]; task.Name != o.Name || task.UID != o.UID || task.Start != o.Start || task.Duration != o.Duration {
				t.Fatalf("task %d is %q %v, then %q %v", task.UID, task.Name, task.Start, o.Name, o.Start)
			}
		}
	})
}

// FuzzChange changes every task of whatever can be opened; what is written is well-formed, and
// says so of each.
func FuzzChange(f *testing.F) {
	for _, s := range seeds() {
		f.Add([]byte(s), "a <b> & \"c\"")
	}
	f.Fuzz(func(t *testing.T, raw []byte, name string) {
		ctx := context.Background()
		plan, err := Read(ctx, bytes.NewReader(raw), "x.xml", nil)
		if err != nil {
			return
		}
		d, err := Open(ctx, raw, plan.Incomplete)
		if err != nil {
			t.Fatal(err)
		}
		want := strings.TrimSpace(cleanLine([]byte(strings.ToValidUTF8(name, ""))))
		if want == "" {
			return
		}
		for _, e := range d.Root.Kid("Tasks").All("Task") {
			e.Set(TaskOrder(), "Name", want)
		}
		var out bytes.Buffer
		if err := d.Write(&out); err != nil {
			t.Fatal(err)
		}
		again, err := Read(ctx, bytes.NewReader(out.Bytes()), "x.xml", nil)
		if err != nil || again.Incomplete {
			t.Fatalf("%v %v\n%s", err, again.Problems, out.Bytes())
		}
		lists := 0
		for _, k := range d.Root.Kids() {
			if k.Name == "Tasks" {
				lists++
			}
		}
		for _, task := range again.Tasks {
			if task.Name != want && lists == 1 {
				t.Fatalf("task %d is %q, want %q", task.UID, task.Name, want)
			}
		}
	})
}
