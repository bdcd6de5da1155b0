package model

import (
	"slices"

	"tandem/model/date"
	"tandem/model/money"
)

// Project is a piece of work with an end: what is in and out, by when, for whom.
type Project struct {
	Meta
	Name                          string
	Account                       ID
	Method                        Method
	Phase                         Phase
	Objectives, ScopeIn, ScopeOut string
	Start, Finish, TargetFinish   date.Instant
	StatusDate                    date.Instant
	Calendar                      ID
	Currency                      string
	DelayCost                     money.Amount // what a working day's delay costs
	Reported                      Colour
	Manager                       ID
	HypercareUntil, WarrantyUntil date.Day
	Exit                          []Criterion // of hypercare
	Service                       ID          // who answers for it after the handover
	Handover                      []HandoverItem
	HandedOver                    date.Day
	FromFinish                    bool // scheduled backwards from the finish
	IgnoreConstraints             bool // hard constraints do not pull a task ahead of its links
	CriticalLimit                 date.Span
	Assignments                   []Assignment  // work on the project as a whole
	Columns                       []BoardColumn // of its board; none: those of its method, see BoardColumns
}

// Method is how a project is run.
type Method string

// Phase is where a project stands in its life.
type Phase string

// Colour is a traffic light.
type Colour string

// The colours.
const (
	Green Colour = "green"
	Amber Colour = "amber"
	Red   Colour = "red"
)

// Live reports whether work is still going on in the phase.
func (p Phase) Live() bool { return p != "closed" && p != "handed over" }

// Owner is the account.
func (p *Project) Owner() ID { return p.Account }

// CalendarID is the project's calendar.
func (p *Project) CalendarID() ID { return p.Calendar }

// OwnCurrency is the currency amounts of the project are in.
func (p *Project) OwnCurrency() money.Code { return money.Code(p.Currency) }

func projectKind() *Kind {
	return define(func() *Project {
		return &Project{Method: "waterfall", Phase: "planning"}
	}, Kind{
		Name: "project", Plural: "projects", Prefix: ProjectPrefix, Hat: PM,
		Help:    "A piece of work with an end: its plan, risks and budget hang on it.",
		Columns: []string{"name", "account", "method", "phase", "reported", "tasks", "done", "start", "finish", "target_finish"},
		Sort:    "name",
		Verbs:   projectVerbs(),
		Fields: append([]Field{
			Text("name", func(p *Project) *string { return &p.Name }, Named()),
			Ref("account", func(p *Project) *ID { return &p.Account }, To(AccountPrefix), OnDelete(Clear), Help("the customer it is for")),
			Enum("method", func(p *Project) *Method { return &p.Method }, methods()),
			Enum("phase", func(p *Project) *Phase { return &p.Phase }, OneOf("initiating", "planning", "executing", "closing", "hypercare", "handed over", "closed")),
			Long("objectives", func(p *Project) *string { return &p.Objectives }, Search()),
			Long("scope_in", func(p *Project) *string { return &p.ScopeIn }, Search()),
			Long("scope_out", func(p *Project) *string { return &p.ScopeOut }, Search()),
			Time("start", func(p *Project) *date.Instant { return &p.Start }, AtOpening()),
			showing(Time("finish", func(p *Project) *date.Instant { return &p.Finish }, AtClosing(), Help("as planned now")),
				func(c *Ctx, o any) date.Instant { return o.(*Project).unsettledFinish(c) }),
			Time("target_finish", func(p *Project) *date.Instant { return &p.TargetFinish }, AtClosing(), Label("Target"), Help("what was promised")),
			Time("status_date", func(p *Project) *date.Instant { return &p.StatusDate }, AtClosing(), Help("progress was entered up to then")),
			Ref("calendar", func(p *Project) *ID { return &p.Calendar }, To(CalendarPrefix), OnDelete(Clear)),
			Text("currency", func(p *Project) *string { return &p.Currency }, Width(8)),
			Money("delay_cost", func(p *Project) *money.Amount { return &p.DelayCost }, Help("what a working day's delay costs")),
			Enum("reported", func(p *Project) *Colour { return &p.Reported }, colours(), Width(8), Help("the colour that was last reported")),
			Ref("manager", func(p *Project) *ID { return &p.Manager }, To(PersonPrefix), OnDelete(Clear)),
			Date("hypercare_until", func(p *Project) *date.Day { return &p.HypercareUntil }),
			Flag("from_finish", func(p *Project) *bool { return &p.FromFinish }, Help("scheduled backwards from the finish")),
			Flag("ignore_constraints", func(p *Project) *bool { return &p.IgnoreConstraints }, Help("hard dates do not pull a task ahead of its links")),
			Work("critical_limit", func(p *Project) *date.Span { return &p.CriticalLimit }, Help("tasks with no more float than this are critical")),
			List("assignments", func(p *Project) *[]Assignment { return &p.Assignments }, assignmentFields(), Help("work on the project as a whole: Ada | 50%")),
			List("columns", func(p *Project) *[]BoardColumn { return &p.Columns }, boardFields(), Label("Board columns"),
				Help("of its board, one a line: Doing | 3 | yes | working (limit, whether it is hard, stage); empty: those of its method")),
			Calc("tasks", func(c *Ctx, p *Project) Val { return ValNum(float64(c.Snap.Plan(p.ID).Leaves), 0) }, Label("Leaf tasks"), Width(6), Adds(), Help("what is worked on: tasks with nothing under them")),
			Calc("done", func(c *Ctx, p *Project) Val {
				t := c.Snap.Plan(p.ID)
				if t.Leaves == 0 {
					return None()
				}
				v := ValNum(t.Percent(), 0)
				v.Show += "%"
				return v
			}, Width(5), Help("finished share of the work, by duration")),
		}, afterFields()...),
		Check: func(_ *Ctx, r Record) []Problem {
			p := r.(*Project)
			return slices.Concat(checkCurrency(p.Currency), checkOrder("finish", p.Start, p.Finish), checkBoard(p.Columns), checkAfter(p))
		},
	})
}
