package sample

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"tandem/model"
	"tandem/model/date"
)

// asKnown is the plan as it was at a moment: a slip shows bit by bit while its task is worked on, in
// half days, and not before it has begun.
func (p *plan) asKnown(at date.Instant) []slot {
	q := *p
	q.rows = slices.Clone(p.rows)
	for i := range q.rows {
		slip, ok := p.rows[i].option("slip")
		if !ok {
			continue
		}
		all, _ := strconv.ParseFloat(slip, 64)
		from, to := p.now[i].start, min(p.now[i].finish, p.asOf)
		share := 0.0
		if at > from && to > from {
			share = min(1, float64(at-from)/float64(to-from))
		}
		q.rows[i].opts = strings.Replace(q.rows[i].opts, "slip="+slip, fmt.Sprintf("slip=%.1f", math.Round(all*share*2)/2), 1)
	}
	return q.schedule(true)
}

// rebaselines are the baselines after the first: day is working days from today.
var rebaselines = []struct {
	key, name string
	number    int
	day       int
}{
	{"WH", "After the wireless survey", 1, -34},
	{"LI", "After the pilot moved", 1, -20},
}

// branches makes what a plan is held against: later baselines, the milestones told in reports, what
// was accepted, and scenarios.
func (b *builder) branches() {
	for _, t := range rebaselines {
		p := b.plans[t.key]
		if p == nil || b.err != nil {
			return
		}
		taken := p.w.close(p.w.workday(b.now.Day(p.w.loc), t.day))
		q := *p
		q.base = p.asKnown(taken)
		x := q.baseline(t.name, taken)
		x.Number, x.Created = t.number, taken
		b.put(model.BaselinePrefix, t.key+" baseline 1", x)
	}
	b.tellMilestones("WH")
	b.accepted()
	b.scenarios()
}

// tellMilestones ends the status reports of a project with its milestones as they were known then,
// as a report that this program writes does.
func (b *builder) tellMilestones(key string) {
	p := b.plans[key]
	for _, t := range reportRows {
		if t.project != key || t.typ != "status" {
			continue
		}
		at := b.day(t.on).At(15, 0, b.berlin.loc)
		known := p.asKnown(at)
		var s strings.Builder
		fmt.Fprintf(&s, "\n\n## Dates\n\n| | date |\n|---|---|\n| finish as planned | %s |\n\n| milestone | | date | |\n|---|---|---|---|\n", told(finish(known), p))
		for i, x := range p.tasks {
			if x.Milestone && known[i].finish > at {
				fmt.Fprintf(&s, "| %s | %s | %s | |\n", x.Name, x.ID, told(known[i].finish, p))
			}
		}
		if err := model.Update(b.e, b.id(t.title), func(r *model.Report) error { r.Text += strings.TrimSuffix(s.String(), "\n"); return nil }); err != nil {
			b.fail("%v", err)
		}
	}
}

func told(at date.Instant, p *plan) string { return at.In(p.w.loc).Format("2 Jan 2006") }

// accepted notes who accepted the deliverables that were.
func (b *builder) accepted() {
	for _, t := range []struct {
		task, by string
		on       int
	}{{"WH 1.6", "helene", -45}, {"WH 2.5", "sven", -22}, {"MR 1.3", "fiona", -38}, {"LI 1.4", "peter", -40}, {"PP 1.2", "ruth", -70}} {
		err := model.Update(b.e, b.id(t.task), func(x *model.Task) error {
			if x.Deliverable && x.Complete() {
				x.AcceptedBy, x.AcceptedOn = b.id(t.by), max(b.day(t.on), x.ActualFinish.Day(b.berlin.loc))
			}
			return nil
		})
		if err != nil {
			b.fail("%v", err)
		}
	}
}

// scenarioRows are the branches of plans; on is working days from today.
var scenarioRows = []struct {
	project, name, notes string
	on                   int
	steps                []string // "set WH 3.8 duration 12d", "drop WH 7.2", "add 1 Name", "link 1 WH 3.8", "new 1 duration 2d"
}{
	{"WH", "A second engineer on the carrier", "Ines could come from the portal for two weeks, if hypercare there ends on time.", -3, []string{
		"set WH 3.8|duration|11d", "set WH 3.8|fixed_cost|6400", "set WH 3.9|duration|6d"}},
	{"WH", "Labels by file for the pilot", "What the steering group asked on Friday: go live without the carrier's interface.", -2, []string{
		"add 1|Labels by file, nightly", "new 1|duration|2d", "link 1|WH 3.7", "set WH 3.9|links|", "set WH 3.9|duration|5d", "link WH 3.9|N1", "set WH 6.3|constraint|ASAP", "drop WH 7.3"}},
	{"PP", "Two agents for the desk", "The clinics would pay half of it.", -4, []string{"add 1|Train two more agents", "new 1|duration|4d", "new 1|fixed_cost|3200", "link PP 5.5|N1"}},
}

// scenarios makes the branches. What a step replaces is told as it is in the plan.
func (b *builder) scenarios() {
	for _, t := range scenarioRows {
		x := &model.Scenario{Name: t.name, Project: b.id(t.project), Status: model.ScenarioOpen, Branched: b.now}
		for _, s := range t.steps {
			x.Steps = append(x.Steps, b.step(s))
		}
		x.Notes, x.Created = t.notes, b.opening(t.on)
		b.put(model.ScenarioPrefix, t.name, x)
	}
}

// step reads one step: the verb and what it is about, the field or link, the value.
func (b *builder) step(s string) model.ScenarioStep {
	head, rest, _ := strings.Cut(s, "|")
	verb, who, _ := strings.Cut(head, " ")
	st := model.ScenarioStep{Do: model.ScenarioDo(verb)}
	if n, err := strconv.Atoi(who); err == nil {
		st.New = n
	} else {
		st.Of = b.id(who)
		if t, ok := b.e.Get(st.Of).(*model.Task); ok {
			st.Name = t.Name
		}
	}
	switch verb {
	case "add":
		st.Name, st.Value = rest, "task"
	case "new":
		st.Do = model.DoSet
		st.Field, st.Value, _ = strings.Cut(rest, "|")
	case "set":
		st.Field, st.Value, _ = strings.Cut(rest, "|")
		r := b.e.Get(st.Of)
		f := b.e.Base().Schema().Prefix(model.TaskPrefix).Field(st.Field)
		if r == nil || f == nil {
			b.fail("%q sets nothing", s)
			return st
		}
		st.Was = f.Text(b.e.Ctx, r)
	case "link":
		st.Value = rest
		if id := b.ids[rest]; id != 0 {
			st.Value = id.String()
		}
	}
	return st
}
