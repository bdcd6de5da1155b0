package browse

import (
	"tandem/model"
	"tandem/model/date"
	"tandem/ui/theme"
)

// mood is what a row says at a glance: how much it hurts, whether it is over, what sign it
// carries. Colour is never the only sign.
type mood struct {
	pain  uint8 // 0 calm, 1 soon or at risk, 2 hurts now
	over  bool  // done, closed, gone by
	head  bool  // a summary or a project: a heading
	glyph byte  // ! breach, # blocked, ^ soon, + done, * milestone, = paused; 0 none
}

// signed are the kinds whose rows may carry a sign.
var signed = map[string]bool{model.TaskPrefix: true, model.ProjectPrefix: true, model.EscalationPrefix: true, model.RiskPrefix: true,
	model.PromisePrefix: true, model.ActionPrefix: true, model.AnswerPrefix: true, model.BlockerPrefix: true, model.AccountPrefix: true,
	model.SprintPrefix: true, model.ChangeRequestPrefix: true, model.DecisionPrefix: true, model.StakeholderPrefix: true, model.OrderPrefix: true, model.ItemPrefix: true,
	model.StandardPrefix: true, model.BenefitPrefix: true, model.OpportunityPrefix: true, model.PurchasePrefix: true, model.ReviewPrefix: true}

func moodOf(c *model.Ctx, r model.Record) mood {
	today := c.Now.Day(c.Loc)
	switch x := r.(type) {
	case *model.Task:
		return taskMood(c, x)
	case *model.Project:
		return projectMood(x)
	case *model.Escalation:
		return escalationMood(c, x)
	case *model.Risk:
		return riskMood(x, today)
	case *model.Promise:
		return promiseMood(c, x)
	case *model.Action:
		if !x.Open() {
			return mood{over: true, glyph: '+'}
		}
		if overdue(x.Due, today) {
			return mood{pain: 2, glyph: '!'}
		}
	case *model.Answer:
		if x.Detractor() {
			if x.FollowedUp == 0 {
				return mood{pain: 2, glyph: '!'}
			}
			return mood{pain: 1, glyph: '^'}
		}
	case *model.Blocker:
		return blockerMood(c, x)
	case *model.Account:
		if x.Status == "at risk" || x.Status == "leaving" {
			return mood{pain: 1, glyph: '^'}
		}
	case interface {
		Standing(*model.Ctx) model.Standing
	}:
		return standings[x.Standing(c)]
	}
	return mood{}
}

// standings is the mood of a record that says itself how it stands.
var standings = map[model.Standing]mood{model.Soon: {pain: 1, glyph: '^'}, model.Hurts: {pain: 2, glyph: '!'}, model.Over: {over: true, glyph: '+'}}

func projectMood(x *model.Project) mood {
	m := mood{head: true, over: !x.Phase.Live()}
	switch {
	case m.over:
	case x.Reported == model.Red:
		m.pain, m.glyph = 2, '!'
	case x.Reported == model.Amber:
		m.pain, m.glyph = 1, '^'
	}
	return m
}

func riskMood(x *model.Risk, today date.Day) mood {
	switch {
	case !x.Open():
		return mood{over: true, glyph: '+'}
	case x.Status == "triggered":
		return mood{pain: 2, glyph: '!'}
	case x.Score() >= .18 && !x.Opportunity, overdue(x.Review, today):
		return mood{pain: 1, glyph: '^'}
	}
	return mood{}
}

// promiseMood: one that will break by its forecast hurts before its day, as it does in triage.
func promiseMood(c *model.Ctx, x *model.Promise) mood {
	if x.State == "broken" {
		return mood{pain: 2, glyph: '!'}
	}
	return standings[x.Standing(c)]
}

func overdue(d, today date.Day) bool { return d != 0 && d < today }

func taskMood(c *model.Ctx, t *model.Task) mood {
	m := mood{head: c.Snap.Plan(t.Project).Summary(t.ID)}
	switch {
	case t.Inactive:
		m.over = true
	case t.Complete():
		m.over, m.glyph = true, '+'
	case m.head:
	case t.Finish != 0 && t.Finish < c.Now:
		m.pain, m.glyph = 2, '!'
	case t.Deadline != 0 && t.Finish > t.Deadline, t.Start != 0 && t.Start < c.Now && !t.Started():
		m.pain, m.glyph = 1, '^'
	case t.Milestone:
		m.glyph = '*'
	}
	return m
}

func escalationMood(c *model.Ctx, e *model.Escalation) mood {
	due := c.NextDue(e)
	switch {
	case !e.Open():
		return mood{over: true, glyph: '+'}
	case clockBreached(c, e):
		return mood{pain: 2, glyph: '!'}
	case e.Status == "waiting":
		return mood{glyph: '='}
	case due != 0 && due < c.Now, e.Severity() == 1:
		return mood{pain: 2, glyph: '!'}
	case e.Severity() == 2, due != 0 && due.Day(c.Loc) == c.Now.Day(c.Loc):
		return mood{pain: 1, glyph: '^'}
	}
	return mood{}
}

func blockerMood(c *model.Ctx, b *model.Blocker) mood {
	switch b.State {
	case model.BlockerClosed:
		return mood{over: true, glyph: '+'}
	case model.BlockerWaiting, model.BlockerSnoozed:
		return mood{glyph: '='}
	}
	if b.Severity <= 2 || b.Due != 0 && b.Due < c.Now {
		return mood{pain: 2, glyph: '#'}
	}
	return mood{pain: 1, glyph: '#'}
}

func (m mood) sign(g *theme.Glyphs) string {
	switch m.glyph {
	case '!':
		return g.Breach
	case '#':
		return g.Blocked
	case 'E':
		return "E" // an escalation: a letter, for no sign says that a customer presses
	case '^':
		return g.Up
	case '+':
		return g.Check
	case '*':
		return g.Risk
	case '=':
		return g.Paused
	}
	return ""
}

func (m mood) title(th *theme.Theme) theme.Style {
	switch {
	case m.over:
		return th.Dim
	case m.head:
		return th.Title
	}
	return th.Text
}

func (m mood) signStyle(th *theme.Theme) theme.Style {
	switch {
	case m.over:
		return th.Ok
	case m.pain == 2:
		return th.Hot
	case m.pain == 1:
		return th.Warm
	}
	return th.Dim
}

// cell is the style of a value: units of time and colours of state are told apart.
func (m mood) cell(th *theme.Theme, f *model.Field, c *model.Ctx, r model.Record) theme.Style {
	if m.over {
		return th.Dim
	}
	if p, ok := r.(*model.Project); ok && f.Name == "finish" {
		if p.TargetFinish != 0 && p.Finish > p.TargetFinish {
			return th.Warm
		}
		return th.Text
	}
	switch f.Name {
	case "next_update": // what the customer was told once: a log, which lies in the past by right
		return th.Text
	case "finish", "due", "clock_due", "review":
		if k := f.Key(c, r); k.Set && m.pain > 0 {
			limit := float64(c.Now)
			if f.Type == model.TypeDate {
				limit = float64(c.Now.Day(c.Loc).At(0, 0, nil))
			}
			if k.Num < limit {
				return th.Hot
			}
			return th.Warm
		}
	case "reported":
		switch f.Text(c, r) {
		case "green":
			return th.Ok
		case "amber":
			return th.Warm
		case "red":
			return th.Hot
		}
	case "severity", "score", "state", "status":
		if m.pain == 2 {
			return th.Hot
		}
		if m.pain == 1 {
			return th.Warm
		}
	case "clock_bar", "clock_left", "clock_state":
		if e, ok := r.(*model.Escalation); ok && clockBreached(c, e) {
			return th.Hot
		}
	case "left", "slack":
		if f.Key(c, r).Num < 0 {
			return th.Hot
		}
	case "load":
		if f.Key(c, r).Num > 100 {
			return th.Hot
		}
	case "percent", "done", "project", "account", "wbs":
		return th.Dim
	}
	return th.Text
}
