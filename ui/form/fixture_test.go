package form

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"tandem/model"
	"tandem/model/date"
	"tandem/ui/act"
	"tandem/ui/layout"
	"tandem/ui/pane"
	"tandem/ui/theme"
)

// now is Friday 20 November 2026, 09:12.
var now = date.Of(time.Date(2026, 11, 20, 9, 12, 0, 0, time.UTC))

// desk holds a snapshot and a form, and plays the root: keys go through the dispatcher,
// edits are done at once.
type desk struct {
	t     *testing.T
	env   pane.Env
	disp  *act.Dispatcher
	form  *Form
	label string
	edits int
	open  bool
	sel   model.ID
	asked string              // text given to the editor
	edit  func(string) string // the editor
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	keys, err := act.Default()
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{t: t, disp: act.NewDispatcher(keys)}
	d.env = pane.Env{Snap: model.NewSnapshot(model.Kinds()), Now: now, Theme: theme.New("dark", true, false, false), Keys: keys, Rev: 1}
	return d
}

// put stores records as they are and gives their ids.
func (d *desk) put(prefix string, recs ...model.Record) []model.ID {
	d.t.Helper()
	e := model.NewEdit(d.env.Snap, now)
	var ids []model.ID
	for _, r := range recs {
		ids = append(ids, e.Put(prefix, r))
	}
	b, err := e.Batch()
	if err != nil {
		d.t.Fatal(err)
	}
	d.env.Snap = d.env.Snap.With(b.Changes)
	d.env.Rev++
	return ids
}

func (d *desk) create(kind string, preset map[string]string) {
	d.form, d.open = New(d.env, model.Kinds().Prefix(kind), nil, preset), true
}

func (d *desk) change(id model.ID) {
	d.form, d.open = New(d.env, model.Kinds().Of(id), d.env.Snap.Get(id), nil), true
}

// do plays the root for an effect.
func (d *desk) do(e pane.Effect) {
	switch e := e.(type) {
	case pane.Effects:
		for _, x := range e {
			d.do(x)
		}
	case pane.Close:
		d.open = false
	case pane.Select:
		d.sel = e.ID
	case pane.Editor:
		d.asked = e.Text
		d.do(e.Done(d.edit(e.Text)))
	case pane.Edit:
		d.label = e.Label
		d.edits++
		b, err := e.Fn(d.env.Snap)
		if err != nil {
			d.do(e.Fail(err))
			return
		}
		var ids []model.ID
		for _, c := range b.Changes {
			ids = append(ids, c.ID)
		}
		d.env.Snap = d.env.Snap.With(b.Changes)
		d.env.Rev++
		d.do(e.Then(ids))
	}
}

var named = map[string]tea.KeyPressMsg{
	"enter": {Code: tea.KeyEnter}, "tab": {Code: tea.KeyTab}, "shift+tab": {Code: tea.KeyTab, Mod: tea.ModShift},
	"esc": {Code: tea.KeyEscape}, "up": {Code: tea.KeyUp}, "down": {Code: tea.KeyDown}, "left": {Code: tea.KeyLeft},
	"right": {Code: tea.KeyRight}, "backspace": {Code: tea.KeyBackspace}, "space": {Code: ' ', Text: " "},
	"ctrl+s": {Code: 's', Mod: tea.ModCtrl}, "ctrl+e": {Code: 'e', Mod: tea.ModCtrl}, "ctrl+u": {Code: 'u', Mod: tea.ModCtrl},
	"delete": {Code: tea.KeyDelete}, "pgdown": {Code: tea.KeyPgDown}, "pgup": {Code: tea.KeyPgUp}, "home": {Code: tea.KeyHome},
}

// press sends keys by name through the scope chain.
func (d *desk) press(keys ...string) {
	d.t.Helper()
	for _, name := range keys {
		k, ok := named[name]
		if !ok {
			d.t.Fatalf("unknown key %q", name)
		}
		if k.String() != name {
			d.t.Fatalf("key %q calls itself %q", name, k.String())
		}
		d.send(k)
	}
}

func (d *desk) send(k tea.KeyPressMsg) {
	chain := act.Chain(d.form.Scopes())
	switch res := d.disp.Press(chain, k.String(), k.Text); res.Kind {
	case act.Run:
		d.do(d.form.Handle(d.env, res))
	case act.Text, act.Ignored:
		d.do(d.form.Key(d.env, k))
	}
}

func (d *desk) typ(s string) {
	for _, r := range s {
		d.send(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
}

// to puts the focus on a field by tabbing.
func (d *desk) to(field string) {
	d.t.Helper()
	if i := d.form.index(field); i >= d.form.first {
		d.form.fold(d.env, true)
	}
	for range d.form.inputs {
		if d.form.cur().f.Name == field {
			return
		}
		d.form.step(d.env, 1)
	}
	d.t.Fatalf("no field %q in the form", field)
}

// fill types a value into a field, in place of what is there.
func (d *desk) fill(field, value string) {
	d.t.Helper()
	d.to(field)
	in := d.form.cur()
	if in.f.Type == model.TypeList || strings.Contains(value, "\n") {
		d.edit = func(text string) string {
			if in.f.Type != model.TypeList {
				return value
			}
			head, _, _ := strings.Cut(text, "\n")
			return head + "\n" + value + "\n"
		}
		d.press("ctrl+e")
		return
	}
	d.press("ctrl+u")
	d.typ(value)
}

func (d *desk) in(field string) *input {
	d.t.Helper()
	i := d.form.index(field)
	if i < 0 {
		d.t.Fatalf("no field %q", field)
	}
	return d.form.inputs[i]
}

// screen is the form as drawn, without styles, checked for size.
func (d *desk) screen(w, h int) []string {
	d.t.Helper()
	lines := d.form.Draw(d.env, w, h, true)
	if len(lines) != h {
		d.t.Fatalf("%s at %dx%d: %d lines", d.form.Title(d.env), w, h, len(lines))
	}
	out := make([]string, h)
	for i, l := range lines {
		if n := layout.Width(l); n != w {
			d.t.Fatalf("%s at %dx%d: line %d has %d cells: %q", d.form.Title(d.env), w, h, i, n, l)
		}
		out[i] = ansi.Strip(l)
	}
	return out
}

func (d *desk) sees(w, h int, want string) {
	d.t.Helper()
	s := strings.Join(d.screen(w, h), "\n")
	if !strings.Contains(s, want) {
		d.t.Errorf("%q is not on the screen:\n%s", want, s)
	}
}

// special are the values that the rules of a kind want; all others are made up by type.
var special = map[string]string{
	"account.currency": "USD", "project.currency": "USD", "workspace.currency": "USD",
	"calendar.zone": "Europe/Berlin", "calendar.week": "mon | 08:00-12:00, 13:00-16:00\nsat |",
	"calendar.exceptions": "Christmas | 2026-12-24 | 2026-12-26\nHalf day | 2026-12-31 | 2026-12-31 | 08:00-12:00 | every year",
	"answer.measure":      "NPS", "answer.scale": "0-10", "baseline.number": "3", "task.duration": "3d 4h",
	"time_entry.hours": "3h", "stakeholder.contact": "", "change_request.steps": " | Audit | 5d | T-1", "order.window": "08:00-10:00",
	"agreement.targets": "1 | 30m | 1h | 2h | 8h\n2 | 1h | 2h | 4h | 16h", "vendor.targets": "1 | 30m | 1h | 2h | 8h\n2 | 1h | 2h | 4h | 16h",
	"template.targets": "1 | 30m | 1h | 2h | 8h\n2 | 1h | 2h | 4h | 16h", "template.tasks": "1 | Walk the floor | 1d\n2 | Write it up | 3d | 1 | Analyst",
	"escalation.events": "2026-11-18T14:30:00Z | contact | in | Some who | Some text\n2026-11-19T14:30:00Z | contact | out | Some who | Some text",
	"project.columns":   "To do\nDone", "calendar.country": "DE", "calendar.region": "BY", "calendar.worked_holidays": "Karfreitag", "agreement.updates_pause_on": "customer", "template.updates_pause_on": "vendor",
	"scenario.steps":     "set | T-1 | | | duration | 4d | 3d\ndrop | T-1",
	"rate.from_currency": "GBP", "rate.to_currency": "EUR",
	"task.parent": "", // it waits for the one it would be under
	"task.links":  "T-2 | | SS | 2d\n | other.mpp 17 | FF | 50%", "contact.account": "A-1",
}

// value makes up the exact text of a field; n grows from field to field, so that what should
// come later does.
func value(k *model.Kind, f *model.Field, n int) string {
	if v, ok := special[k.Slug()+"."+f.Name]; ok {
		return v
	}
	switch f.Type {
	case model.TypeText:
		return "Some " + f.Name + " 日本"
	case model.TypeLong:
		return "# " + f.Name + "\n\n- one | two; three\n\ttab"
	case model.TypeInt:
		return fmt.Sprint(int(f.Min) + 1)
	case model.TypeNumber:
		return "2.5"
	case model.TypeMoney:
		return fmt.Sprintf("%d.50 CHF", 1000+n)
	case model.TypeDate:
		return date.YMD(2026, 12, n).String()
	case model.TypeTime:
		return date.YMD(2026, 12, n).At(14, 30, time.UTC).RFC3339(time.UTC)
	case model.TypeSpan:
		return fmt.Sprintf("%dd 2h", n)
	case model.TypePercent:
		return "40%"
	case model.TypeEnum:
		return f.Choices[len(f.Choices)-1].Value
	case model.TypeFlag:
		return "yes"
	case model.TypeTags:
		return "alpha, beta"
	case model.TypeRef, model.TypeRefs:
		to := "P"
		if len(f.Kinds) > 0 {
			to = f.Kinds[len(f.Kinds)-1]
		}
		num := 1
		if to == k.Prefix {
			num = 2
		}
		if f.Type == model.TypeRefs {
			return fmt.Sprintf("%s-%d, %s-2", to, num, to)
		}
		return fmt.Sprintf("%s-%d", to, num)
	case model.TypeList:
		var cells []string
		for i := range f.Rows {
			if f.Rows[i].Stored() {
				cells = append(cells, strings.ReplaceAll(value(k, &f.Rows[i], n), ", ", " "))
			}
		}
		return strings.Join(cells, " | ") + "\n" + strings.Join(cells, " | ")
	}
	return ""
}

// world makes a workspace with two records of every kind. In the first each field that a form
// offers holds a value.
func world(t *testing.T) *desk {
	t.Helper()
	d := newDesk(t)
	var changes []model.Change
	for _, k := range model.Kinds().Kinds {
		for num := uint64(1); num <= 2 && (num == 1 || !k.Single); num++ {
			r := k.New()
			r.Base().ID = model.NewID(k.Prefix, num)
			changes = append(changes, model.Change{ID: r.Base().ID, After: r})
		}
	}
	d.env.Snap = d.env.Snap.With(changes)
	e := model.NewEdit(d.env.Snap, now)
	for _, c := range changes {
		k := model.Kinds().Of(c.ID)
		err := model.Update(e, c.ID, func(r model.Record) error {
			n := 0
			for i := range k.Fields {
				f := &k.Fields[i]
				if !offered(f, r) && f.Name != "custom" {
					continue
				}
				n++
				if c.ID.Num() == 2 && !f.Required && f.Type != model.TypeRef && f.Name != "hours" {
					continue
				}
				v := value(k, f, min(n, 28))
				if c.ID.Num() == 2 && f.Type == model.TypeRef && !f.Required || c.ID.Num() == 2 && v == c.ID.String() {
					continue
				}
				if k.Name == "baseline" && f.Name == "number" && c.ID.Num() == 2 {
					v = "5"
				}
				if err := f.Parse(e.Ctx.For(r), r, v); err != nil {
					return fmt.Errorf("%s %s: %w", k.Name, f.Name, err)
				}
			}
			return nil
		})
		must(t, err)
	}
	for _, c := range changes {
		if f := model.Kinds().Of(c.ID).Field("project"); f != nil && !f.ReadOnly && f.Type == model.TypeRef && c.ID.Num() == 2 || c.ID.Is(model.EscalationPrefix) || c.ID.Is(model.RiskPrefix) {
			must(t, e.Set(c.ID, "project", "P-1"))
		}
	}
	b, err := e.Batch()
	if ps, ok := err.(model.Problems); ok {
		for _, p := range ps {
			t.Log(p)
		}
	}
	must(t, err)
	d.env.Snap = d.env.Snap.With(b.Changes)
	d.env.Rev++
	return d
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
