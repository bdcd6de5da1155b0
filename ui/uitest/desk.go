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

// Desk stands for the root around one page about a record: it presses keys, does what they ask for,
// and remembers where they led.
type Desk[P Page] struct {
	T       testing.TB
	P       P
	Env     pane.Env
	W, H    int         // the room of the page; without them 120 by 36
	Past    *model.Past // what a pane.Past is answered with
	Overlay pane.Overlay
	Went    pane.Page
	On      pane.On
	Copied  string
	Said    string
	Why     string // an action could not be done
	Asked   int    // how often something was worked out off the event loop
	Edits   []string
	Undo    []*model.Snapshot // what was before each edit
	Batches []model.Batch     // what each edit changed, with what followed from it

	disp *act.Dispatcher
}

// Page is a page that can be about a record.
type Page interface {
	pane.Pane
	pane.Placed
}

// Snapshot is a workspace with what fill puts in.
func Snapshot(t testing.TB, fill func(e *model.Edit) error) *model.Snapshot {
	t.Helper()
	e := model.NewEdit(model.NewSnapshot(model.Kinds()), Moment)
	if err := fill(e); err != nil {
		t.Fatal(err)
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	return e.Base().With(b.Changes)
}

// Sample is the workspace of the sample.
func Sample(t testing.TB) *model.Snapshot {
	t.Helper()
	return Snapshot(t, func(e *model.Edit) error { return sample.Build(e, sample.Options{Seed: 1}) })
}

// NewDesk makes a desk with a page about a project of the sample, or of an empty workspace.
func NewDesk[P Page](t testing.TB, page P, filled bool) *Desk[P] {
	t.Helper()
	var snap *model.Snapshot
	if filled {
		snap = Sample(t)
	} else {
		snap = Snapshot(t, func(e *model.Edit) error {
			e.Put(model.ProjectPrefix, &model.Project{Name: "Empty", Method: "waterfall", Phase: "planning"})
			return nil
		})
	}
	return DeskOn(t, page, snap, model.NewID(model.ProjectPrefix, 1))
}

// DeskOn makes a desk with a page about a record of a workspace. What set says is in force before
// the page goes to the record.
func DeskOn[P Page](t testing.TB, page P, snap *model.Snapshot, id model.ID, set ...func(*Desk[P])) *Desk[P] {
	t.Helper()
	keys, err := act.Default()
	if err != nil {
		t.Fatal(err)
	}
	d := &Desk[P]{T: t, P: page, disp: act.NewDispatcher(keys)}
	d.Env = pane.Env{Snap: snap, Now: Moment, Theme: theme.New("none", true, true, false), Keys: keys, Rev: 1}
	d.P.Sync(d.Env)
	for _, f := range set {
		f(d)
	}
	d.Do(d.P.Return(d.Env, pane.Page{Open: id}))
	return d.Settle()
}

// size is the room of the page.
func (d *Desk[P]) size() (int, int) {
	if d.W == 0 && d.H == 0 {
		return 120, 36
	}
	return d.W, d.H
}

// Settle answers what the page asks for, as often as it asks.
func (d *Desk[P]) Settle() *Desk[P] {
	d.P.Sync(d.Env)
	for range 8 {
		n, ok := any(d.P).(pane.Needer)
		if !ok {
			break
		}
		w, h := d.size()
		e := n.Needs(d.Env, w, h)
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
	case pane.Ask, pane.Moments, pane.Past, pane.Before:
		d.Asked++
		d.Do(d.work(e))
	case pane.Run:
		d.Do(e())
	case pane.Go:
		d.Went = e.Page
	case pane.On:
		d.On = e
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

// work answers what is asked for off the event loop: the only earlier workspace is today's, or what
// the dates in its records tell of it.
func (d *Desk[P]) work(e pane.Effect) (back pane.Effect) {
	d.T.Helper()
	var err error
	switch e := e.(type) {
	case pane.Ask:
		back, err = e.Run(context.Background())
	case pane.Before:
		back, err = e.Work(context.Background(), d.Env.Snap.Rewind(e.Account, e.At), true)
	case pane.Past:
		back = e.Work(context.Background(), d.Past)
	case pane.Moments:
		if len(e.At) > 0 {
			e.Look(e.At[0], d.Env.Snap)
		}
		back = e.Done()
	}
	if err != nil {
		d.T.Fatal(err)
	}
	return back
}

func (d *Desk[P]) edit(e pane.Edit) {
	d.T.Helper()
	b, err := e.Fn(d.Env.Snap)
	if err != nil {
		d.Said = err.Error()
		return
	}
	b = model.Settle(d.Env.Snap, b, Moment)
	d.Undo, d.Batches = append(d.Undo, d.Env.Snap), append(d.Batches, b)
	d.Edits = append(d.Edits, e.Label)
	d.Take(b)
	if e.Then != nil {
		var ids []model.ID
		for _, c := range b.Changes {
			ids = append(ids, c.ID)
		}
		d.Do(e.Then(ids))
	}
	d.Settle()
}

// Take changes the workspace under the page, as an edit made elsewhere or an undo does.
func (d *Desk[P]) Take(b model.Batch) *Desk[P] {
	d.T.Helper()
	d.Env.Snap, d.Env.Rev = d.Env.Snap.With(b.Changes), d.Env.Rev+1
	return d.Settle()
}

// Edited makes a change under the page, as one made elsewhere.
func (d *Desk[P]) Edited(f func(e *model.Edit) error) *Desk[P] {
	d.T.Helper()
	e := model.NewEdit(d.Env.Snap, d.Env.Now)
	if err := f(e); err != nil {
		d.T.Fatal(err)
	}
	b, err := e.Batch()
	if err != nil {
		d.T.Fatal(err)
	}
	return d.Take(b)
}

// TakeBack undoes the last edit.
func (d *Desk[P]) TakeBack() *Desk[P] {
	d.T.Helper()
	return d.Take(d.Batches[len(d.Batches)-1].Invert())
}

// Window is the overlay as text, and takes it away.
func (d *Desk[P]) Window(w, h int) string {
	d.T.Helper()
	o := d.Overlay
	if o == nil {
		d.T.Fatal("nothing lies over the page")
	}
	d.Overlay = nil
	return ansi.Strip(strings.Join(o.Draw(d.Env, w, h, true), "\n"))
}

// Label is what the last edit was called.
func (d *Desk[P]) Label() string {
	if len(d.Edits) == 0 {
		return ""
	}
	return d.Edits[len(d.Edits)-1]
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
		d.Settle()
	}
	return d
}

// Act does an action of the page by its name, and returns what it asked for.
func (d *Desk[P]) Act(name act.Name) pane.Effect {
	d.T.Helper()
	e := d.P.Handle(d.Env, act.Result{Action: name})
	d.Do(e)
	d.Settle()
	return e
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
	w, h := d.size()
	return d.SeesAt(w, h, texts...)
}

// SeesAt fails where the page lacks a text in w by h cells.
func (d *Desk[P]) SeesAt(w, h int, texts ...string) *Desk[P] {
	d.T.Helper()
	s := d.Screen(w, h)
	for _, x := range texts {
		if !strings.Contains(s, x) {
			d.T.Errorf("no %q on the page:\n%s", x, s)
		}
	}
	return d
}
