package sample

import "tandem/model"

// projectRow is a project in the tables. Days are working days of its place: start from today,
// slack from the planned finish to the promised one.
type projectRow struct {
	key, name, account, place string
	method                    model.Method
	phase                     model.Phase
	reported                  model.Colour
	manager                   string
	start, slack, hypercare   int
	delay                     int64 // euros a working day
	baseline                  string
	objectives, in, out       string
	notes                     string
	tags                      []string
	rows                      []row
}

// projects makes the projects with their plans and baselines. The promised finish comes from
// the plan before it slipped, so that what slips also misses its date.
func (b *builder) projects() {
	b.plans = map[string]*plan{}
	for _, t := range projectTable() {
		w := b.walkOf(t.place)
		p := newPlan(b, t.key, w, t.start, t.rows)
		if b.err != nil {
			return
		}
		p.board = t.method != "waterfall"
		target := w.close(w.workday(finish(p.base).Day(w.loc), t.slack))
		r := &model.Project{Name: t.name, Account: b.id(t.account), Method: t.method, Phase: t.phase, Objectives: t.objectives, ScopeIn: t.in, ScopeOut: t.out,
			Start: p.start, Finish: finish(p.now), TargetFinish: target, StatusDate: p.asOf, Calendar: w.id, Currency: "EUR",
			DelayCost: euros(t.delay), Reported: t.reported, Manager: b.id(t.manager)}
		r.Tags, r.Notes, r.Created = t.tags, t.notes, min(w.sub(p.start, 10*workday), b.now)
		if t.hypercare != 0 {
			r.HypercareUntil = w.workday(b.now.Day(w.loc), t.hypercare)
		}
		p.build(b.put(model.ProjectPrefix, t.key, r))
		b.plans[t.key] = p
		if t.baseline != "" {
			taken := w.add(p.start, 3*workday)
			x := p.baseline(t.baseline, taken)
			x.Created = taken
			b.put(model.BaselinePrefix, t.key+" baseline", x)
		}
	}
}

// workspace sets name, currency, calendar and me, and keeps whatever else is set.
func (b *builder) workspace() {
	set := func(w *model.Workspace) error {
		w.Name, w.Currency, w.Calendar, w.Me = "Northbound delivery", "EUR", b.berlin.id, b.id("mara")
		return nil
	}
	if b.e.Get(model.WorkspaceID) != nil {
		if err := model.Update(b.e, model.WorkspaceID, set); err != nil {
			b.fail("%v", err)
		}
		return
	}
	w := &model.Workspace{StaleDays: 14, QuietDays: 90, SoonHours: 24}
	w.ID = model.WorkspaceID
	if err := set(w); err != nil {
		b.fail("%v", err)
	}
	b.put(model.WorkspacePrefix, "", w)
}
