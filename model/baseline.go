package model

import (
	"tandem/model/date"
	"tandem/model/money"
)

// Baseline is a plan as it once was, to hold the plan of today against.
type Baseline struct {
	Meta
	Name    string
	Project ID
	Number  int // 0 to 10
	Taken   date.Instant
	Tasks   []BaselineTask
	// The project as a whole, as taken.
	Start, Finish  date.Instant
	Duration, Work date.Span
	Cost           money.Amount
}

// BaselineTask is one task as it was.
type BaselineTask struct {
	Task           ID
	Start, Finish  date.Instant
	Duration, Work date.Span
	Cost           money.Amount
}

// Owner is the project.
func (b *Baseline) Owner() ID { return b.Project }

func baselineKind() *Kind {
	return define(func() *Baseline { return &Baseline{Name: "Baseline"} }, Kind{
		Name: "baseline", Plural: "baselines", Prefix: BaselinePrefix, Hat: PM,
		Help:    "The plan as it once was: start, finish, duration, work and cost of every task.",
		Columns: []string{"name", "project", "number", "taken_at", "tasks"},
		Sort:    "project,number",
		Fields: []Field{
			Text("name", func(b *Baseline) *string { return &b.Name }, Named()),
			Ref("project", func(b *Baseline) *ID { return &b.Project }, To(ProjectPrefix), OnDelete(Cascade), Required()),
			Int("number", func(b *Baseline) *int { return &b.Number }, Between(0, 10), Required()),
			Time("taken_at", func(b *Baseline) *date.Instant { return &b.Taken }),
			Time("start", func(b *Baseline) *date.Instant { return &b.Start }),
			Time("finish", func(b *Baseline) *date.Instant { return &b.Finish }),
			Work("duration", func(b *Baseline) *date.Span { return &b.Duration }),
			Work("work", func(b *Baseline) *date.Span { return &b.Work }),
			Money("cost", func(b *Baseline) *money.Amount { return &b.Cost }),
			List("tasks", func(b *Baseline) *[]BaselineTask { return &b.Tasks }, []Field{
				Ref("task", func(x *BaselineTask) *ID { return &x.Task }, To(TaskPrefix), OnDelete(Drop)),
				Time("start", func(x *BaselineTask) *date.Instant { return &x.Start }),
				Time("finish", func(x *BaselineTask) *date.Instant { return &x.Finish }),
				Work("duration", func(x *BaselineTask) *date.Span { return &x.Duration }),
				Work("work", func(x *BaselineTask) *date.Span { return &x.Work }),
				Money("cost", func(x *BaselineTask) *money.Amount { return &x.Cost }),
			}),
		},
		Check: func(c *Ctx, r Record) []Problem {
			b := r.(*Baseline)
			for o := range Each[*Baseline](c.Snap, BaselinePrefix) {
				if o.ID != b.ID && o.Project == b.Project && o.Number == b.Number {
					return []Problem{{Field: "number", Message: "is taken by " + o.ID.String()}}
				}
			}
			return nil
		},
	})
}
