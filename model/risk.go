package model

import (
	"tandem/model/date"
	"tandem/model/money"
)

// Risk is something that may happen to a project or an account, for worse or for better.
type Risk struct {
	Meta
	Title                               string
	Project, Account                    ID
	Cause, Event, Effect                string
	Category                            RiskCategory
	Opportunity                         bool
	Probability                         int // 1 to 5
	Time, Cost, Quality, Satisfaction   int // impacts, 1 to 5
	Chance                              Pct
	DelayLow, DelayLikely, DelayHigh    date.Span
	CostLow, CostLikely, CostHigh       money.Amount
	Tasks                               []ID
	Response                            RiskResponse
	Owned                               ID
	Trigger, Contingency                string
	ResidualProbability, ResidualImpact int
	Proximity, Review                   date.Day
	Status                              RiskStatus
}

// RiskCategory is where a risk comes from.
type RiskCategory string

// RiskResponse is what is done about it.
type RiskResponse string

// RiskStatus is where it stands.
type RiskStatus string

// Scales of probability and impact (PMBOK Guide, qualitative analysis); index 0 is unknown.
var (
	probabilityScale = [...]float64{0, .1, .3, .5, .7, .9}
	impactScale      = [...]float64{0, .05, .1, .2, .4, .8}
)

// Owner is the project, or the account.
func (r *Risk) Owner() ID {
	if r.Project != 0 {
		return r.Project
	}
	return r.Account
}

// Impact is the worst of the four impacts, 1 to 5.
func (r *Risk) Impact() int { return max(r.Time, r.Cost, r.Quality, r.Satisfaction) }

// Score is probability times impact on the PMBOK scales, 0 to 0.72; 0 where either is unknown.
func (r *Risk) Score() float64 { return score(r.Probability, r.Impact()) }

func score(p, i int) float64 {
	if p < 0 || p > 5 || i < 0 || i > 5 {
		return 0
	}
	return probabilityScale[p] * impactScale[i]
}

// Open reports whether the risk can still happen or has happened and is not dealt with.
func (r *Risk) Open() bool { return r.Status != "closed" }

func riskKind() *Kind {
	return define(func() *Risk { return &Risk{Status: "open", Category: "technical"} }, Kind{
		Name: "risk", Plural: "risks", Prefix: RiskPrefix, Hat: PM,
		Help:    "Something that may happen: because of a cause, an event may occur, with an effect.",
		Columns: []string{"title", "score", "review", "project", "status", "response", "owner", "probability", "impact"},
		Sort:    "-score,title",
		Fields: []Field{
			Text("title", func(r *Risk) *string { return &r.Title }, Named()),
			Ref("project", func(r *Risk) *ID { return &r.Project }, To(ProjectPrefix), OnDelete(Cascade)),
			Ref("account", func(r *Risk) *ID { return &r.Account }, To(AccountPrefix), OnDelete(Cascade)),
			Text("cause", func(r *Risk) *string { return &r.Cause }, Search(), Help("because of ...")),
			Text("event", func(r *Risk) *string { return &r.Event }, Search(), Help("... this may happen ...")),
			Text("effect", func(r *Risk) *string { return &r.Effect }, Search(), Help("... which would lead to ...")),
			Enum("category", func(r *Risk) *RiskCategory { return &r.Category }, OneOf("technical", "schedule", "cost", "quality", "people", "supplier", "economic", "political", "legal", "environment")),
			Flag("opportunity", func(r *Risk) *bool { return &r.Opportunity }, Help("for the better")),
			Int("probability", func(r *Risk) *int { return &r.Probability }, Between(0, 5), Width(5), Label("Prob"), Help("1 very low .. 5 very high")),
			Int("impact_time", func(r *Risk) *int { return &r.Time }, Between(0, 5)),
			Int("impact_cost", func(r *Risk) *int { return &r.Cost }, Between(0, 5)),
			Int("impact_quality", func(r *Risk) *int { return &r.Quality }, Between(0, 5)),
			Int("impact_satisfaction", func(r *Risk) *int { return &r.Satisfaction }, Between(0, 5)),
			Percent("chance", func(r *Risk) *Pct { return &r.Chance }, Between(0, 100)),
			Work("delay_low", func(r *Risk) *date.Span { return &r.DelayLow }),
			Work("delay_likely", func(r *Risk) *date.Span { return &r.DelayLikely }),
			Work("delay_high", func(r *Risk) *date.Span { return &r.DelayHigh }),
			Money("cost_low", func(r *Risk) *money.Amount { return &r.CostLow }),
			Money("cost_likely", func(r *Risk) *money.Amount { return &r.CostLikely }),
			Money("cost_high", func(r *Risk) *money.Amount { return &r.CostHigh }),
			Refs("tasks", func(r *Risk) *[]ID { return &r.Tasks }, To(TaskPrefix), OnDelete(Clear), Help("the tasks it would hit")),
			Enum("response", func(r *Risk) *RiskResponse { return &r.Response }, OneOf("avoid", "transfer", "mitigate", "accept", "escalate", "exploit", "share", "enhance")),
			Ref("owner", func(r *Risk) *ID { return &r.Owned }, To(PersonPrefix), OnDelete(Clear)),
			Text("trigger", func(r *Risk) *string { return &r.Trigger }, Help("the sign that it is happening")),
			Long("contingency", func(r *Risk) *string { return &r.Contingency }, Help("what is done if it happens")),
			Int("residual_probability", func(r *Risk) *int { return &r.ResidualProbability }, Between(0, 5)),
			Int("residual_impact", func(r *Risk) *int { return &r.ResidualImpact }, Between(0, 5)),
			Date("proximity", func(r *Risk) *date.Day { return &r.Proximity }, Help("when it would hit")),
			Date("review", func(r *Risk) *date.Day { return &r.Review }, Help("when to look at it again")),
			Enum("status", func(r *Risk) *RiskStatus { return &r.Status }, OneOf("open", "watched", "triggered", "closed")),
			Calc("impact", func(_ *Ctx, r *Risk) Val {
				if r.Impact() == 0 {
					return None()
				}
				return ValNum(float64(r.Impact()), 0)
			}, Width(6), Help("the worst of its impacts")),
			Calc("score", func(_ *Ctx, r *Risk) Val {
				if r.Score() == 0 {
					return None()
				}
				return ValNum(r.Score(), 2)
			}, Width(6), Help("probability x impact on the PMBOK scales")),
			Calc("residual_score", func(_ *Ctx, r *Risk) Val {
				if s := score(r.ResidualProbability, r.ResidualImpact); s > 0 {
					return ValNum(s, 2)
				}
				return None()
			}),
		},
		Doubt: func(_ *Ctx, r Record, found []Problem) []Problem { return disorder(r, found) },
		Check: func(_ *Ctx, x Record) []Problem {
			r := x.(*Risk)
			var out []Problem
			if r.Project == 0 && r.Account == 0 {
				out = append(out, Problem{Field: "project", Message: "a risk belongs to a project or an account"})
			}
			if lo, hi := r.CostLow, r.CostHigh; !hi.IsZero() && lo.Minor > hi.Minor && (lo.Code == hi.Code || lo.Code == "" || hi.Code == "") {
				out = append(out, Problem{Field: "cost_high", Message: "is less than cost_low"})
			}
			if r.DelayHigh.N != 0 && r.DelayLow.N > r.DelayHigh.N {
				out = append(out, Problem{Field: "delay_high", Message: "is less than delay_low"})
			}
			return out
		},
	})
}
