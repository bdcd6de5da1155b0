package triage

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/triage"
	"tandem/ui/act"
	"tandem/ui/pane"
	"tandem/ui/theme"
)

// driver stands for the root: it presses keys, applies edits to a snapshot in memory, and
// tells the pane.
type driver struct {
	t     testing.TB
	p     *Pane
	env   pane.Env
	disp  *act.Dispatcher
	undo  []model.Batch
	toast string
	label string
	went  model.ID
	other pane.Effect
	over  pane.Overlay // what was opened over the pane; it has the keys
	keys  int
}

var moment = date.Of(time.Date(2026, 11, 20, 9, 12, 0, 0, time.UTC))

func newDriver(t testing.TB, n int) *driver {
	keys, err := act.Default()
	if err != nil {
		t.Fatal(err)
	}
	d := &driver{t: t, p: New(), disp: act.NewDispatcher(keys)}
	d.env = pane.Env{Snap: workspace(t, n), Now: moment, Theme: theme.New("none", true, true, false), Keys: keys, Rev: 1}
	d.p.Sync(d.env)
	return d
}

// workspace holds one customer with one project and n records that want a decision, in a
// fixed pattern.
func workspace(t testing.TB, n int) *model.Snapshot {
	e := model.NewEdit(model.NewSnapshot(model.Kinds()), moment)
	e.Put(model.PersonPrefix, &model.Person{Name: "Ada", Kind: "work"})
	e.Put(model.CalendarPrefix, &model.Calendar{Name: "Office", Zone: "UTC", Week: model.OfficeWeek(), MinutesPerDay: 480})
	ws := model.Kinds().Prefix(model.WorkspacePrefix).New().(*model.Workspace)
	ws.Me, ws.Calendar = model.NewID("H", 1), model.NewID("CAL", 1)
	e.Put(model.WorkspacePrefix, ws)
	for i, name := range []string{"Northwind", "Brightside"} {
		acct := e.Put(model.AccountPrefix, &model.Account{Name: name, Tier: "key", Status: "active", Calendar: ws.Calendar})
		e.Put(model.ProjectPrefix, &model.Project{Name: fmt.Sprintf("Rollout %d", i+1), Account: acct, Phase: "executing", Method: "waterfall", Manager: ws.Me})
	}
	for i := range n {
		put(e, i)
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	return e.Base().With(b.Changes)
}

func put(e *model.Edit, i int) {
	back := moment.Add(-time.Duration(i%11+1) * 24 * time.Hour)
	acct, proj := model.NewID("A", uint64(i%2+1)), model.NewID("P", uint64(i%2+1))
	switch i % 5 {
	case 0:
		e.Put(model.EscalationPrefix, &model.Escalation{Title: fmt.Sprintf("Label printer %d offline", i), Account: acct, Project: proj, Type: "incident", Impact: i%3 + 1, Urgency: 1,
			Level: 1, Status: "open", Opened: back, NextUpdate: moment.Add(time.Duration(i%7-3) * time.Hour),
			Events: []model.Event{{At: back, Kind: "contact", Direction: "in", Text: "still down, trucks waiting"}}})
	case 1:
		e.Put(model.TaskPrefix, &model.Task{Name: fmt.Sprintf("Carrier API %d", i), Project: proj, Start: back.Add(-time.Hour), Finish: back, Done: 10_00, Constraint: "ASAP", Type: "fixed units"})
	case 2:
		e.Put(model.PromisePrefix, &model.Promise{What: fmt.Sprintf("Cut-over plan %d", i), Account: acct, Due: back.Day(time.UTC), State: "open"})
	case 3:
		e.Put(model.BlockerPrefix, &model.Blocker{Title: fmt.Sprintf("No sandbox key %d", i), Project: proj, Severity: i%5 + 1, State: "open", Raised: back})
	case 4:
		e.Put(model.AnswerPrefix, &model.Answer{Measure: "NPS", Scale: "0-10", Score: i % 7, Verbatim: "too slow 日本語\x1b[31m", Account: acct, When: back, Touchpoint: "support"})
	}
}

func (d *driver) chain() act.Chain {
	if d.over != nil {
		return append(append(act.Chain{}, d.over.Scopes()...), act.ScopeOf(act.Global))
	}
	return append(append(act.Chain{}, d.p.Scopes()...), act.ScopeOf(act.Global))
}

// press presses keys, named as Bubble Tea names them, separated by blanks.
func (d *driver) press(keys string) *driver {
	d.t.Helper()
	for _, key := range strings.Fields(keys) {
		d.keys++
		text := key
		if len([]rune(key)) > 1 {
			text = ""
		}
		r := d.disp.Press(d.chain(), key, text)
		if over := d.over; over != nil {
			if r.Kind == act.Run {
				d.do(over.Handle(d.env, r))
			} else {
				d.do(over.(pane.Texter).Key(d.env, tea.KeyPressMsg{Code: []rune(key)[0], Text: text}))
			}
			continue
		}
		switch r.Kind {
		case act.Run:
			if r.Action == "app.undo" {
				d.takeBack()
				continue
			}
			d.do(d.p.Handle(d.env, r))
		case act.Text, act.Ignored:
			d.do(d.p.Key(d.env, tea.KeyPressMsg{Code: []rune(key)[0], Text: text}))
		case act.Disabled:
			d.toast = r.Reason
		}
	}
	return d
}

func (d *driver) do(e pane.Effect) {
	d.t.Helper()
	switch e := e.(type) {
	case nil, pane.Select:
	case pane.Edit:
		b, err := e.Fn(d.env.Snap)
		if err != nil {
			d.t.Fatalf("%s: %v", e.Label, err)
		}
		d.label = e.Label
		d.undo = append(d.undo, b)
		d.adopt(b)
		d.do(e.Then(nil))
	case pane.Toast:
		d.toast = e.Text
	case pane.Effects:
		for _, x := range e {
			d.do(x)
		}
	case pane.Open:
		d.over, d.other = e.Overlay, e
	case pane.Close:
		d.over = nil
	case pane.Go:
		d.went = e.Page.ID
	default:
		d.other = e
	}
}

func (d *driver) adopt(b model.Batch) {
	d.env.Snap = d.env.Snap.With(b.Changes)
	d.env.Rev++
	d.p.Sync(d.env)
}

func (d *driver) takeBack() {
	b := d.undo[len(d.undo)-1]
	d.undo = d.undo[:len(d.undo)-1]
	d.adopt(b.Invert())
}

func (d *driver) wait(t time.Duration) {
	d.env.Now = d.env.Now.Add(t)
	d.env.Rev++
	d.p.Sync(d.env)
}

func (d *driver) screen(w, h int) string {
	return ansi.Strip(strings.Join(d.p.Draw(d.env, w, h, true), "\n"))
}

func (d *driver) count(v triage.View) int { return d.p.q.Count(v, model.Both) }

// sees fails unless the screen shows all of the texts.
func (d *driver) sees(texts ...string) {
	d.t.Helper()
	s := d.screen(120, 36)
	for _, x := range texts {
		if !strings.Contains(s, x) {
			d.t.Errorf("no %q on the screen:\n%s", x, s)
		}
	}
}
