package slip

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"tandem/model"
	"tandem/model/date"
	"tandem/store/sample"
	"tandem/ui/act"
	"tandem/ui/pane"
	"tandem/ui/theme"
)

var moment = date.Of(time.Date(2026, 11, 20, 9, 12, 0, 0, time.UTC))

// driver stands for the root: it presses keys, does what they ask for, and remembers where they led.
type driver struct {
	t       *testing.T
	p       *Pane
	env     pane.Env
	disp    *act.Dispatcher
	overlay pane.Overlay
	went    pane.Page
	copied  string
	said    string
	why     string
	edits   []string
	undo    []*model.Snapshot
}

// on makes a page about a project of the sample, or of an empty workspace.
func on(t *testing.T, filled bool) *driver {
	t.Helper()
	s := model.NewSnapshot(model.Kinds())
	e := model.NewEdit(s, moment)
	if filled {
		if err := sample.Build(e, sample.Options{Seed: 1}); err != nil {
			t.Fatal(err)
		}
	} else {
		e.Put(model.ProjectPrefix, &model.Project{Name: "Empty", Method: "waterfall", Phase: "planning"})
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	keys, err := act.Default()
	if err != nil {
		t.Fatal(err)
	}
	d := &driver{t: t, p: New(), disp: act.NewDispatcher(keys)}
	d.env = pane.Env{Snap: s.With(b.Changes), Now: moment, Theme: theme.New("none", true, true, false), Keys: keys, Rev: 1}
	d.p.Sync(d.env)
	d.do(d.p.Return(d.env, pane.Page{Open: model.NewID(model.ProjectPrefix, 1)}))
	d.settle()
	return d
}

// settle answers what the page asks for, as often as it asks.
func (d *driver) settle() *driver {
	d.p.Sync(d.env)
	for range 8 {
		n, ok := any(d.p).(pane.Needer)
		if !ok {
			break
		}
		e := n.Needs(d.env, 120, 36)
		if e == nil {
			break
		}
		d.do(e)
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
	case pane.Ask:
		x, err := e.Run(context.Background())
		if err != nil {
			d.t.Fatal(err)
		}
		d.do(x)
	case pane.Moments:
		for _, at := range e.At {
			e.Look(at, d.env.Snap)
			break
		}
		d.do(e.Done())
	case pane.Run:
		d.do(e())
	case pane.Go:
		d.went = e.Page
	case pane.Copy:
		d.copied = e.Text
	case pane.Toast:
		d.said = e.Text
	case pane.Open:
		d.overlay = e.Overlay
		e.Overlay.Sync(d.env)
	case pane.Close:
		d.overlay = nil
	case pane.Edit:
		d.edit(e)
	}
}

func (d *driver) edit(e pane.Edit) {
	d.t.Helper()
	b, err := e.Fn(d.env.Snap)
	if err != nil {
		d.said = err.Error()
		return
	}
	b = model.Settle(d.env.Snap, b, moment)
	d.undo = append(d.undo, d.env.Snap)
	d.env.Snap, d.env.Rev = d.env.Snap.With(b.Changes), d.env.Rev+1
	d.edits = append(d.edits, e.Label)
	var ids []model.ID
	for _, c := range b.Changes {
		ids = append(ids, c.ID)
	}
	d.p.Sync(d.env)
	if e.Then != nil {
		d.do(e.Then(ids))
	}
	d.settle()
}

func (d *driver) press(keys string) *driver {
	d.t.Helper()
	for _, key := range strings.Fields(keys) {
		var front pane.Pane = d.p
		if d.overlay != nil {
			front = d.overlay
		}
		r := d.disp.Press(append(act.Chain(front.Scopes()), act.ScopeOf(act.Global)), key, "")
		switch r.Kind {
		case act.Disabled:
			d.why = r.Reason
		case act.Run:
			d.do(front.Handle(d.env, r))
		}
	}
	return d.settle()
}

func (d *driver) screen(w, h int) string {
	return ansi.Strip(strings.Join(d.p.Draw(d.env, w, h, true), "\n"))
}

func (d *driver) sees(texts ...string) *driver {
	d.t.Helper()
	s := d.screen(120, 36)
	for _, x := range texts {
		if !strings.Contains(s, x) {
			d.t.Errorf("no %q on the page:\n%s", x, s)
		}
	}
	return d
}

// Every size, in colour and in ASCII, with and without data: exact lines, always, and in ASCII
// nothing else.
func TestGeometry(t *testing.T) {
	for _, filled := range []bool{true, false} {
		d := on(t, filled)
		for _, th := range []*theme.Theme{theme.New("dark", true, false, false), theme.New("none", true, true, true)} {
			d.env.Theme = th
			d.env.Rev++
			d.settle()
			for w := 1; w <= 250; w += 1 + w/7 {
				for h := 1; h <= 60; h += 1 + h/7 {
					lines := d.p.Draw(d.env, w, h, true)
					if len(lines) != h {
						t.Fatalf("%dx%d: %d lines", w, h, len(lines))
					}
					for i, l := range lines {
						if got := ansi.StringWidth(l); got != w {
							t.Fatalf("%dx%d line %d is %d wide: %q", w, h, i, got, ansi.Strip(l))
						}
						if th.ASCII && strings.ContainsFunc(ansi.Strip(l), func(r rune) bool { return r > 126 && r != '€' && r != '–' }) {
							t.Fatalf("%dx%d: not ASCII: %q", w, h, ansi.Strip(l))
						}
					}
				}
			}
		}
	}
}
