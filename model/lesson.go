package model

import "tandem/model/date"

// Lesson is what was learned in some projects, so that the next one need not learn it again.
type Lesson struct {
	Meta
	Title       string
	Cause, Next string
	Good        bool // something to do again rather than to avoid
	Category    LessonCategory
	Projects    []ID
	Learned     date.Day
	Owned       ID
	From        ID // the escalation, risk or review it came from
}

// LessonCategory is what a lesson is about.
type LessonCategory string

func lessonKind() *Kind {
	return define(func() *Lesson { return &Lesson{Category: "process"} }, Kind{
		Name: "lesson", Plural: "lessons", Prefix: LessonPrefix,
		Help:    "What was learned: why it came about, and what to do next time.",
		Columns: []string{"title", "category", "projects", "next_time", "learned"},
		Sort:    "-learned,title",
		Fields: []Field{
			Text("title", func(x *Lesson) *string { return &x.Title }, Named()),
			Long("cause", func(x *Lesson) *string { return &x.Cause }, Search(), Help("why it came about")),
			Long("next_time", func(x *Lesson) *string { return &x.Next }, Search(), Required(), Help("what to do next time")),
			Flag("good", func(x *Lesson) *bool { return &x.Good }, Help("to do again, rather than to avoid")),
			Enum("category", func(x *Lesson) *LessonCategory { return &x.Category }, OneOf("process", "plan", "people", "customer", "supplier", "technology", "money")),
			Refs("projects", func(x *Lesson) *[]ID { return &x.Projects }, To(ProjectPrefix), OnDelete(Clear), Help("where it was learned, and where it was used")),
			Date("learned", func(x *Lesson) *date.Day { return &x.Learned }),
			Ref("owner", func(x *Lesson) *ID { return &x.Owned }, To(PersonPrefix), OnDelete(Clear)),
			Ref("from", func(x *Lesson) *ID { return &x.From }, OnDelete(Clear), Help("the escalation, risk or review it came from")),
		},
	})
}
