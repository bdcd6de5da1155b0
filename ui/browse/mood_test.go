package browse

import (
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/date"
	"tandem/ui/theme"
)

// What each kind of record says at a glance.
func TestMoodOf(t *testing.T) {
	d := newDriver(t)
	c := d.env.Ctx()
	today, hour, day := moment.Day(c.Loc), date.Instant(3600), date.Instant(86400)
	summary, _ := model.Find[*model.Task](d.env.Snap, find(t, d.env.Snap, "T", "Integration"))
	calm := mood{}
	hot, warm, done, paused := mood{pain: 2, glyph: '!'}, mood{pain: 1, glyph: '^'}, mood{over: true, glyph: '+'}, mood{glyph: '='}
	for name, x := range map[string]struct {
		rec  model.Record
		want mood
	}{
		"task ahead":             {&model.Task{Start: moment + day, Finish: moment + 2*day}, calm},
		"task without dates":     {&model.Task{}, calm},
		"task late":              {&model.Task{Finish: moment - 1}, hot},
		"task not begun":         {&model.Task{Start: moment - 1, Finish: moment + day}, warm},
		"task begun":             {&model.Task{Start: moment - 1, Finish: moment + day, ActualStart: moment - 1, Done: 10_00}, calm},
		"task past its deadline": {&model.Task{Start: moment + 1, Finish: moment + 2*day, Deadline: moment + day}, warm},
		"task done":              {&model.Task{Finish: moment - 1, Done: 100_00}, done},
		"task left out":          {&model.Task{Finish: moment - 1, Inactive: true}, mood{over: true}},
		"milestone":              {&model.Task{Start: moment + day, Finish: moment + day, Milestone: true}, mood{glyph: '*'}},
		"summary":                {summary, mood{head: true}},
		"project":                {&model.Project{Phase: "executing"}, mood{head: true}},
		"project green":          {&model.Project{Phase: "executing", Reported: model.Green}, mood{head: true}},
		"project amber":          {&model.Project{Phase: "executing", Reported: model.Amber}, mood{head: true, pain: 1, glyph: '^'}},
		"project red":            {&model.Project{Phase: "executing", Reported: model.Red}, mood{head: true, pain: 2, glyph: '!'}},
		"project closed":         {&model.Project{Phase: "closed", Reported: model.Red}, mood{head: true, over: true}},
		"escalation low":         {&model.Escalation{Impact: 3, Urgency: 2, Status: "open"}, calm},
		"escalation critical":    {&model.Escalation{Impact: 1, Urgency: 1, Status: "open"}, hot},
		"escalation high":        {&model.Escalation{Impact: 1, Urgency: 2, Status: "open"}, warm},
		"escalation overdue":     {&model.Escalation{Impact: 3, Urgency: 3, Status: "open", NextUpdate: moment - 1}, hot},
		"escalation due today":   {&model.Escalation{Impact: 3, Urgency: 3, Status: "open", NextUpdate: moment + hour}, warm},
		"escalation waiting":     {&model.Escalation{Impact: 1, Urgency: 1, Status: "waiting"}, paused},
		"escalation closed":      {&model.Escalation{Impact: 1, Urgency: 1, Status: "closed"}, done},
		"risk low":               {&model.Risk{Status: "open", Probability: 1, Time: 1}, calm},
		"risk high":              {&model.Risk{Status: "open", Probability: 5, Time: 5}, warm},
		"chance high":            {&model.Risk{Status: "open", Probability: 5, Time: 5, Opportunity: true}, calm},
		"risk to review":         {&model.Risk{Status: "open", Review: today - 1}, warm},
		"risk triggered":         {&model.Risk{Status: "triggered"}, hot},
		"risk closed":            {&model.Risk{Status: "closed", Probability: 5, Time: 5}, done},
		"promise far":            {&model.Promise{State: "open", Due: today + 30}, calm},
		"promise near":           {&model.Promise{State: "open", Due: today + 3}, warm},
		"promise late":           {&model.Promise{State: "renegotiated", Due: today - 1}, hot},
		"promise broken":         {&model.Promise{State: "broken", Due: today - 50}, hot},
		"promise kept":           {&model.Promise{State: "kept", Due: today - 50}, done},
		"action":                 {&model.Action{State: "open", Due: today + 1}, calm},
		"action without date":    {&model.Action{State: "doing"}, calm},
		"action late":            {&model.Action{State: "doing", Due: today - 1}, hot},
		"action dropped":         {&model.Action{State: "dropped", Due: today - 1}, done},
		"answer happy":           {&model.Answer{Measure: "NPS", Scale: "0-10", Score: 9}, calm},
		"answer unhappy":         {&model.Answer{Measure: "NPS", Scale: "0-10", Score: 3}, hot},
		"answer followed up":     {&model.Answer{Measure: "CSAT", Scale: "1-5", Score: 1, FollowedUp: moment}, warm},
		"blocker severe":         {&model.Blocker{State: "open", Severity: 2}, mood{pain: 2, glyph: '#'}},
		"blocker late":           {&model.Blocker{State: "doing", Severity: 5, Due: moment - 1}, mood{pain: 2, glyph: '#'}},
		"blocker":                {&model.Blocker{State: "open", Severity: 3}, mood{pain: 1, glyph: '#'}},
		"blocker snoozed":        {&model.Blocker{State: "snoozed", Severity: 1}, paused},
		"blocker waiting":        {&model.Blocker{State: "waiting", Severity: 1}, paused},
		"blocker closed":         {&model.Blocker{State: "closed", Severity: 1}, done},
		"account":                {&model.Account{Status: "active"}, calm},
		"account at risk":        {&model.Account{Status: "at risk"}, warm},
		"account leaving":        {&model.Account{Status: "leaving"}, warm},
		"cost line":              {&model.CostLine{}, calm},
		"person":                 {&model.Person{}, calm},
		"nobody knows":           {nil, calm},
	} {
		if got := moodOf(c, x.rec); got != x.want {
			t.Errorf("%s: %+v, want %+v", name, got, x.want)
		}
	}
}

// Colour is never the only sign: what hurts or is over carries a sign, one cell wide, its twin
// in ASCII too.
func TestMoodSigns(t *testing.T) {
	th := theme.New("dark", true, false, false)
	u, a := theme.Unicode(), theme.ASCII()
	for _, g := range []byte("!#^+*=") {
		m := mood{glyph: g}
		if m.sign(&u) == "" || len(m.sign(&a)) != 1 {
			t.Errorf("%c: %q %q", g, m.sign(&u), m.sign(&a))
		}
	}
	for m, want := range map[mood]theme.Style{{over: true}: th.Ok, {pain: 2}: th.Hot, {pain: 1}: th.Warm, {}: th.Dim} {
		if m.signStyle(th) != want {
			t.Errorf("%+v has another style", m)
		}
	}
	if (mood{}).sign(&u) != "" || (mood{over: true}).title(th) != th.Dim || (mood{head: true}).title(th) != th.Title || (mood{}).title(th) != th.Text {
		t.Error("titles")
	}
}

// Values are coloured where the colour tells something.
func TestCellStyles(t *testing.T) {
	d := newDriver(t)
	c, th := d.env.Ctx(), theme.New("dark", true, false, false)
	today, k := moment.Day(c.Loc), model.Kinds()
	for name, x := range map[string]struct {
		kind, field string
		rec         model.Record
		want        theme.Style
	}{
		"late date":         {"M", "due", &model.Promise{State: "open", Due: today - 1}, th.Hot},
		"near date":         {"M", "due", &model.Promise{State: "open", Due: today + 2}, th.Warm},
		"far date":          {"M", "due", &model.Promise{State: "open", Due: today + 20}, th.Text},
		"kept":              {"M", "due", &model.Promise{State: "kept", Due: today - 20}, th.Dim},
		"update told":       {"E", "next_update", &model.Escalation{Impact: 3, Urgency: 3, Status: "open", NextUpdate: moment - 1}, th.Text},
		"update told, hurt": {"E", "next_update", &model.Escalation{Impact: 1, Urgency: 1, Status: "open", NextUpdate: moment - 86400*9}, th.Text},
		"late time":         {"E", "clock_due", &model.Escalation{Impact: 3, Urgency: 3, Status: "open", NextUpdate: moment - 1}, th.Hot},
		"severity":          {"E", "severity", &model.Escalation{Impact: 1, Urgency: 1, Status: "open"}, th.Hot},
		"severity 2":        {"E", "severity", &model.Escalation{Impact: 2, Urgency: 1, Status: "open"}, th.Warm},
		"severity 5":        {"E", "severity", &model.Escalation{Impact: 3, Urgency: 3, Status: "open"}, th.Text},
		"green":             {"P", "reported", &model.Project{Phase: "executing", Reported: "green"}, th.Ok},
		"amber":             {"P", "reported", &model.Project{Phase: "executing", Reported: "amber"}, th.Warm},
		"red":               {"P", "reported", &model.Project{Phase: "executing", Reported: "red"}, th.Hot},
		"finish in time":    {"P", "finish", &model.Project{Phase: "executing", Reported: "red", Finish: 5, TargetFinish: 6}, th.Text},
		"finish too late":   {"P", "finish", &model.Project{Phase: "executing", Finish: 7, TargetFinish: 6}, th.Warm},
		"account of a risk": {"R", "account", &model.Risk{Status: "open"}, th.Dim},
	} {
		f := k.Prefix(x.kind).Field(x.field)
		if got := moodOf(c, x.rec).cell(th, f, c, x.rec); got != x.want {
			t.Errorf("%s: another style", name)
		}
	}
}

// TestPromisesAtAGlance: a promise that will break by its forecast has the sign before its day; those to be
// kept come first, by their dates, and so do escalations by what is due, with the sign of it in the heading.
func TestPromisesAtAGlance(t *testing.T) {
	d := newDriver(t, "M")
	p, _ := model.Find[*model.Promise](d.env.Snap, model.NewID("M", 5))
	if got := moodOf(d.env.Ctx(), p); got != (mood{pain: 2, glyph: '!'}) || p.Due <= moment.Day(d.env.Ctx().Loc) {
		t.Errorf("%s due %s: %+v", p.ID, p.Due, got)
	}
	closed, due := false, date.Day(0)
	for _, id := range d.p.list().rows.ids {
		p, _ := model.Find[*model.Promise](d.env.Snap, id)
		if p.Open() && (closed || p.Due < due) {
			t.Errorf("%s is out of order", id)
		}
		if closed, due = !p.Open(), p.Due; p.Open() {
			closed = false
		}
	}
	d = newDriver(t, "E")
	over, at := false, date.Instant(0)
	for _, id := range d.p.list().rows.ids {
		e, _ := model.Find[*model.Escalation](d.env.Snap, id)
		next := d.env.Ctx().NextDue(e)
		if e.Open() && (over || next < at) {
			t.Errorf("%s is out of order", id)
		}
		over, at = over || !e.Open(), next
	}
	d.has(d.screen(118, 20), "next due"+d.env.Theme.Glyphs.SortUp)
}

// TestLogByOneClock: a list of what was said at customers in several zones has the time of the one who reads
// it, whole; the record has that of its customer.
func TestLogByOneClock(t *testing.T) {
	d := newDriver(t, "I")
	e := model.NewEdit(d.env.Snap, moment)
	id := e.Put("I", &model.Interaction{Account: model.NewID("A", 3), When: moment - 3600, Channel: "phone", Direction: "in", Summary: "Heard across the sea"})
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	d.env.Snap = d.env.Snap.With(b.Changes)
	d.p.Sync(d.env)
	c := d.env.Ctx()
	want, r := (moment-3600).Short(moment, c.Loc), d.env.Snap.Get(id)
	if there := d.env.Snap.Schema().Of(id).Field("when").Show(c.For(r), r); there == want {
		t.Fatalf("the customer lives by the same clock: %s", there)
	}
	for _, w := range []int{58, 118} {
		for _, line := range strings.Split(d.screen(w, 20), "\n") {
			if strings.Contains(line, id.String()) && !strings.Contains(line, want+" ") {
				t.Errorf("%d wide, want %q in %q", w, want, line)
			}
		}
		d.has(d.screen(w, 20), id.String())
	}
}
