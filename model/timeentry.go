package model

import "tandem/model/date"

// TimeEntry is work that somebody did on a day.
type TimeEntry struct {
	Meta
	What          string
	Date          date.Day
	Person        ID
	Project, Task ID
	Hours         date.Span
	Billable      bool
}

// Owner is the project, or the task.
func (x *TimeEntry) Owner() ID {
	if x.Project != 0 {
		return x.Project
	}
	return x.Task
}

// dayLong is the longest that anybody works on one day.
const dayLong = 24 * 3600

func timeEntryKind() *Kind {
	return define(func() *TimeEntry {
		return &TimeEntry{What: "Work", Hours: date.Span{N: 8 * 3600, Unit: date.Hours}, Billable: true}
	}, Kind{
		Name: "time entry", Plural: "time entries", Prefix: TimeEntryPrefix, Hat: PM,
		Help:    "Work that somebody did on a day: who, on what task, for how long.",
		Columns: []string{"date", "what", "person", "project", "task", "hours"},
		Sort:    "-date,person",
		Fields: []Field{
			Date("date", func(x *TimeEntry) *date.Day { return &x.Date }, Required()),
			Text("what", func(x *TimeEntry) *string { return &x.What }, Named()),
			Ref("person", func(x *TimeEntry) *ID { return &x.Person }, To(PersonPrefix), OnDelete(Restrict), Required()),
			Ref("project", func(x *TimeEntry) *ID { return &x.Project }, To(ProjectPrefix), OnDelete(Cascade)),
			Ref("task", func(x *TimeEntry) *ID { return &x.Task }, To(TaskPrefix), OnDelete(Orphan)),
			Work("hours", func(x *TimeEntry) *date.Span { return &x.Hours }, Required(), Help("how long: 6h, 90m")),
			Flag("billable", func(x *TimeEntry) *bool { return &x.Billable }),
		},
		Check: func(c *Ctx, r Record) []Problem {
			x := r.(*TimeEntry)
			var out []Problem
			if x.Project == 0 && x.Task == 0 {
				out = append(out, Problem{Field: "project", Message: "time is spent on a project or a task"})
			}
			if x.Hours.N < 0 || x.Hours.N > dayLong {
				out = append(out, Problem{Field: "hours", Message: "a day has 24 hours, and none of them less than nothing"})
			}
			return append(out, checkTaskOf(c, "task", x.Task, x.Project)...)
		},
	})
}
