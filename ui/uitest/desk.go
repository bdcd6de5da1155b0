package uitest

import (
	"context"
	"strings"
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

// Moment is when the pages of a Desk are looked at.
var Moment = date.Of(time.Date(2026, 11, 20, 9, 12, 0, 0, time.UTC))

// Desk stands for the root around one page about a project: it presses keys, does what they ask for,
// and remembers where they led.
type Desk[P Page] struct {
	T       testing.TB
	P       P
	Env     pane.Env
	Overlay pane.Overlay
	Went    pane.Page
	Copied  string
	Said    string
	Why     string // an action could not be done
	Edits   []string
	Undo    []*model.Snapshot // what was before each edit

	disp *act.Dispatcher
}

// Page is a page that can be about a record.
type Page interface {
	pane.Pane
	pane.Placed
}

// NewDesk makes a desk with a page about a project of the sample, or of an empty workspace.
func NewDesk[P Page](t testing.TB, page P, filled bool) *Desk[P] {
	t.Helper()
	s := model.NewSnapshot(model.Kinds())
	e := model.NewEdit(s, Moment)
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
	d := &Desk[P]{T: t, P: page, disp: act.NewDispatcher(keys)}
	d.Env = pane.Env{Snap: s.With(b.Changes), Now: Moment, Theme: theme.New("none", true, true, false), Keys: keys, Rev: 1}
	d.P.Sync(d.Env)
	d.Do(d.P.Return(d.Env, pane.Page{Open: model.NewID(model.ProjectPrefix, 1)}))
	d.Settle()
	return d
}

// Settle answers what the page asks for, as often as it asks.
func (d *Desk[P]) Settle() *Desk[P] {
	d.P.Sync(d.Env)
	for range 8 {
		n, ok := any(d.P).(pane.Needer)
		if !ok {
			break
		}
		e := n.Needs(d.Env, 120, 36)
		if e == nil {
			break
		}
		d.Do(e)
	}
	return d
}

// Do does what an effect asks for.
func (d *Desk[P]) Do(e pane.Effect) {
	d.T.Helper()
	switch e := e.(type) {
	case nil:
	case pane.Effects:
		for _, x := range e {
			d.Do(x)
		}
	case pane.Ask:
		x, err := e.Run(context.Background())
		if err != nil {
			d.T.Fatal(err)
		}
		d.Do(x)
	case pane.Moments:
		for _, at := range e.At {
			e.Look(at, d.Env.Snap)
			break
		}
		d.Do(e.Done())
	case pane.Run:
		d.Do(e())
	case pane.Go:
		d.Went = e.Page
	case pane.Copy:
		d.Copied = e.Text
	case pane.Toast:
		d.Said = e.Text
	case pane.Open:
		d.Overlay = e.Overlay
		e.Overlay.Sync(d.Env)
	case pane.Close:
		d.Overlay = nil
	case pane.Edit:
		d.edit(e)
	}
}

func (d *Desk[P]) edit(e pane.Edit) {
	d.T.Helper()
	b, err := e.Fn(d.Env.Snap)
	if err != nil {
		d.Said = err.Error()
		return
	}
	b = model.Settle(d.Env.Snap, b, Moment)
	d.Undo = append(d.Undo, d.Env.Snap)
	d.Env.Snap, d.Env.Rev = d.Env.Snap.With(b.Changes), d.Env.Rev+1
	d.Edits = append(d.Edits, e.Label)
	var ids []model.ID
	for _, c := range b.Changes {
		ids = append(ids, c.ID)
	}
	d.P.Sync(d.Env)
	if e.Then != nil {
		d.Do(e.Then(ids))
	}
	d.Settle()
}

// Press presses keys, parted by blanks.
func (d *Desk[P]) Press(keys string) *Desk[P] {
	d.T.Helper()
	for _, key := range strings.Fields(keys) {
		var front pane.Pane = d.P
		if d.Overlay != nil {
			front = d.Overlay
		}
		r := d.disp.Press(append(act.Chain(front.Scopes()), act.ScopeOf(act.Global)), key, "")
		switch r.Kind {
		case act.Disabled:
			d.Why = r.Reason
		case act.Run:
			d.Do(front.Handle(d.Env, r))
		}
	}
	return d.Settle()
}

// Answer types into the overlay and takes it.
func (d *Desk[P]) Answer(text string) *Desk[P] {
	d.T.Helper()
	x, ok := d.Overlay.(pane.Texter)
	if !ok {
		d.T.Fatalf("nothing asks for %q", text)
	}
	for _, c := range text {
		d.Do(x.Key(d.Env, tea.KeyPressMsg{Code: c, Text: string(c)}))
	}
	return d.Press("enter")
}

// Screen is the page as text.
func (d *Desk[P]) Screen(w, h int) string {
	return ansi.Strip(strings.Join(d.P.Draw(d.Env, w, h, true), "\n"))
}

// Sees fails where the page lacks a text.
func (d *Desk[P]) Sees(texts ...string) *Desk[P] {
	d.T.Helper()
	s := d.Screen(120, 36)
	for _, x := range texts {
		if !strings.Contains(s, x) {
			d.T.Errorf("no %q on the page:\n%s", x, s)
		}
	}
	return d
}

// Geometry draws a page in every size, in colour and in ASCII, with and without data: exact lines,
// always, and in ASCII nothing else.
func Geometry[P Page](t *testing.T, page func() P) {
	for _, filled := range []bool{true, false} {
		d := NewDesk(t, page(), filled)
		for _, th := range []*theme.Theme{theme.New("dark", true, false, false), theme.New("none", true, true, true)} {
			d.Env.Theme = th
			d.Env.Rev++
			d.Settle()
			for w := 1; w <= 250; w += 1 + w/7 {
				for h := 1; h <= 60; h += 1 + h/7 {
					lines := d.P.Draw(d.Env, w, h, true)
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
