package browse

import (
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"tandem/model"
	"tandem/model/date"
	"tandem/store/sample"
	"tandem/ui/act"
	"tandem/ui/pane"
	"tandem/ui/theme"
)

var moment = date.Of(time.Date(2026, 11, 20, 9, 12, 0, 0, time.UTC))

// life is the sample workspace, built once: snapshots never change.
var life = sync.OnceValues(func() (*model.Snapshot, error) {
	e := model.NewEdit(model.NewSnapshot(model.Kinds()), moment)
	if err := sample.Build(e, sample.Options{Seed: 1}); err != nil {
		return nil, err
	}
	b, err := e.Batch()
	if err != nil {
		return nil, err
	}
	return e.Base().With(b.Changes), nil
})

// driver stands for the root: it presses keys, applies edits to a snapshot in memory, and tells
// the pane.
type driver struct {
	t     testing.TB
	p     *Pane
	env   pane.Env
	disp  *act.Dispatcher
	undo  []model.Batch
	toast string
	label string
	went  pane.Page
	opens pane.Overlay
	copy  string
	visit string
	picks model.ID
	past  []pane.Revision
}

func newDriver(t testing.TB, prefixes ...string) *driver {
	t.Helper()
	s, err := life()
	if err != nil {
		t.Fatal(err)
	}
	return driverOn(t, s, prefixes...)
}

func driverOn(t testing.TB, s *model.Snapshot, prefixes ...string) *driver {
	t.Helper()
	keys, err := act.Default()
	if err != nil {
		t.Fatal(err)
	}
	d := &driver{t: t, p: New(model.Kinds(), prefixes), disp: act.NewDispatcher(keys)}
	d.env = pane.Env{Snap: s, Now: moment, Theme: theme.New("none", true, true, false), Keys: keys, Rev: 1}
	d.p.Sync(d.env)
	return d
}

func (d *driver) chain() act.Chain {
	return append(append(act.Chain{}, d.p.Scopes()...), act.ScopeOf(act.Global))
}

// press presses keys, named as Bubble Tea names them, separated by blanks.
func (d *driver) press(keys string) *driver {
	d.t.Helper()
	for _, key := range strings.Fields(keys) {
		text := key
		if len([]rune(key)) > 1 {
			text = ""
		}
		r := d.disp.Press(d.chain(), key, text)
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

// types types into the filter line.
func (d *driver) types(s string) *driver {
	d.t.Helper()
	for _, r := range s {
		d.do(d.p.Key(d.env, tea.KeyPressMsg{Code: r, Text: string(r)}))
	}
	return d
}

func (d *driver) do(e pane.Effect) {
	d.t.Helper()
	switch e := e.(type) {
	case nil:
	case pane.Effects:
		for _, x := range e {
			d.do(x)
		}
	case pane.Select:
		d.picks = e.ID
	case pane.Edit:
		b, err := e.Fn(d.env.Snap)
		if err != nil {
			d.toast = err.Error()
			return
		}
		b = model.Settle(d.env.Snap, b, d.env.Now)
		d.label = e.Label
		d.undo = append(d.undo, b)
		d.adopt(b)
		if e.Then != nil {
			var ids []model.ID
			for _, c := range b.Changes {
				ids = append(ids, c.ID)
			}
			d.do(e.Then(ids))
		}
	case pane.Ask:
		then, err := e.Run(d.t.Context())
		if err != nil {
			d.t.Errorf("a question went wrong: %v", err)
		}
		d.do(then)
	case pane.Run:
		d.do(e())
	case pane.Close:
	case pane.Toast:
		d.toast = e.Text
	case pane.Go:
		d.went = e.Page
	case pane.Open:
		d.opens = e.Overlay
	case pane.Copy:
		d.copy = e.Text
	case pane.Visit:
		d.visit = e.Address
	case pane.History:
		d.do(e.Done(d.past))
	default:
		d.t.Errorf("an effect nobody expects: %T", e)
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

// edit changes the workspace behind the pane's back, as another pane does.
func (d *driver) edit(f func(*model.Edit)) *driver {
	d.t.Helper()
	e := model.NewEdit(d.env.Snap, d.env.Now)
	f(e)
	b, err := e.Batch()
	if err != nil {
		d.t.Fatal(err)
	}
	d.adopt(b)
	return d
}

func (d *driver) screen(w, h int) string {
	return ansi.Strip(strings.Join(d.p.Draw(d.env, w, h, true), "\n"))
}

// sees fails unless a screen of 100 x 40 shows all of the texts.
func (d *driver) sees(texts ...string) *driver {
	d.t.Helper()
	return d.has(d.screen(100, 40), texts...)
}

func (d *driver) has(s string, texts ...string) *driver {
	d.t.Helper()
	for _, x := range texts {
		if !strings.Contains(s, x) {
			d.t.Fatalf("no %q on the screen:\n%s", x, s)
		}
	}
	return d
}

func (d *driver) lacks(texts ...string) *driver {
	d.t.Helper()
	s := d.screen(100, 40)
	for _, x := range texts {
		if strings.Contains(s, x) {
			d.t.Fatalf("%q is on the screen:\n%s", x, s)
		}
	}
	return d
}

// titles are the names in the list in their order.
func (d *driver) titles() []string {
	var out []string
	c := d.env.Ctx()
	for _, id := range d.p.list().rows.ids {
		out = append(out, c.NameOf(id))
	}
	return out
}

// on puts the cursor on the record of that reference.
func (d *driver) on(ref string) *driver {
	d.t.Helper()
	id, err := model.ParseID(ref)
	if err != nil || !d.p.list().reveal(d.env, id) {
		d.t.Fatalf("%s is not in the list (%v)", ref, err)
	}
	return d
}

func find(t testing.TB, s *model.Snapshot, prefix, title string) model.ID {
	t.Helper()
	k := s.Schema().Prefix(prefix)
	for r := range s.All(prefix) {
		if strings.HasPrefix(k.Title(s.Ctx(moment), r), title) {
			return r.Base().ID
		}
	}
	t.Fatalf("no %s %q in the sample", k.Name, title)
	return 0
}
