package model

import (
	"iter"

	"github.com/govalues/decimal"

	"tandem/model/date"
)

// Sprint is a stretch of a project with a goal of its own: what a team commits to, and by when.
type Sprint struct {
	Meta
	Name, Goal          string
	Project             ID
	Start, Finish       date.Day
	Capacity, Committed decimal.Decimal // points
	Status              SprintStatus
	Learned             string // in its retrospective
}

// SprintStatus is where a sprint stands.
type SprintStatus string

// Owner is the project.
func (x *Sprint) Owner() ID { return x.Project }

// Standing is over once closed, and hurts when its last day has passed while it runs.
func (x *Sprint) Standing(c *Ctx) Standing {
	return standBy(x.Status == "closed", x.Finish, c)
}

func sprintKind() *Kind {
	return define(func() *Sprint { return &Sprint{Status: "planned"} }, Kind{
		Name: "sprint", Plural: "sprints", Prefix: SprintPrefix, Hat: PM,
		Help:    "A stretch of a project with a goal: what the team commits to, and by when.",
		Columns: []string{"name", "project", "status", "start", "finish", "committed", "done"},
		Sort:    "project,start",
		Fields: []Field{
			Text("name", func(x *Sprint) *string { return &x.Name }, Named()),
			Ref("project", func(x *Sprint) *ID { return &x.Project }, To(ProjectPrefix), OnDelete(Cascade), Required()),
			Long("goal", func(x *Sprint) *string { return &x.Goal }, Search(), Help("what is true at its end that is not true now")),
			Date("start", func(x *Sprint) *date.Day { return &x.Start }, Required()),
			Date("finish", func(x *Sprint) *date.Day { return &x.Finish }, Required(), Help("its last day")),
			Number("capacity", func(x *Sprint) *decimal.Decimal { return &x.Capacity }, Between(0, 1e9), Help("points the team can take on")),
			Number("committed", func(x *Sprint) *decimal.Decimal { return &x.Committed }, Between(0, 1e9), Help("points it took on when it began")),
			Enum("status", func(x *Sprint) *SprintStatus { return &x.Status }, OneOf("planned", "active", "closed"), Width(8)),
			Long("learned", func(x *Sprint) *string { return &x.Learned }, Search(), Help("what its retrospective found")),
			Calc("points", func(c *Ctx, x *Sprint) Val { return ValNum(c.Snap.sprintPoints()[x.ID].all, 1) }, Width(6), Help("of its tasks")),
			Calc("done", func(c *Ctx, x *Sprint) Val { return ValNum(c.Snap.sprintPoints()[x.ID].done, 1) }, Width(6), Help("points of its finished tasks")),
		},
		Verbs: sprintVerbs(),
		Check: func(_ *Ctx, r Record) []Problem {
			x := r.(*Sprint)
			return checkDays("finish", x.Start, x.Finish)
		},
	})
}

// points are the sums over the tasks of a sprint.
type points struct{ all, done float64 }

type sprintKey struct{}

// sprintPoints adds up the points of the tasks of each sprint, finished and in all.
func (s *Snapshot) sprintPoints() map[ID]points {
	return Memo(s, TaskPrefix, sprintKey{}, func(iter.Seq[Record]) map[ID]points {
		m := map[ID]points{}
		s.peek(TaskPrefix, []string{"sprint", "points", "percent", "actual_finish", "inactive"}, 1, one(func(r Record) {
			t := r.(*Task)
			if t.Sprint == 0 || t.Inactive {
				return
			}
			n, _ := t.Points.Float64()
			p := m[t.Sprint]
			p.all += n
			if t.Complete() {
				p.done += n
			}
			m[t.Sprint] = p
		}))
		return m
	})
}
