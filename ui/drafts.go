package ui

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"tandem/model/text"
	"tandem/ui/act"
	"tandem/ui/form"
	"tandem/ui/palette"
	"tandem/ui/pane"
)

// drafts keeps what was typed into forms that were left or lost. The file lies beside the
// database and is private to the user; a draft goes when its form is saved.
type drafts struct {
	path string
	list []form.Draft
	auto *form.Draft  // the last that was kept while its form was open
	turn *reminder    // writes are done in their order
	due  bool         // a draft of the open form will be kept in a moment
	gone []form.Draft // what was discarded in this run, the latest last
}

// draftDue is the moment to keep what was typed into the open form: a crash then costs a
// second's typing at most.
type draftDue struct{}

// draftSoon asks for that moment once while somebody types into a form.
func (m *Model) draftSoon() tea.Cmd {
	if m.typedInto() == nil || m.drafts.due {
		return nil
	}
	m.drafts.due = true
	return m.opt.Tick(time.Second, func() tea.Msg { return draftDue{} })
}

func (m *Model) keepDraft() tea.Cmd {
	m.drafts.due = false
	o := m.typedInto()
	if o == nil {
		return nil
	}
	d, typed := o.Draft()
	if !typed {
		return m.drafts.drop(d)
	}
	cmd := m.drafts.keep(d)
	m.drafts.auto = &d
	return cmd
}

// draftee is an overlay that is typed into: a form, or the entry of one value. What Draft says of
// the form itself holds whether or not there is something to keep.
type draftee interface {
	pane.Overlay
	Draft() (form.Draft, bool)
	Resume(env pane.Env, d form.Draft)
}

// typedInto is the form in front, or the one that the table in front belongs to; nil: none.
func (m *Model) typedInto() draftee {
	for i := len(m.overlays) - 1; i >= 0; i-- {
		switch o := m.overlays[i].(type) {
		case draftee:
			return o
		case *form.Rows:
		default:
			return nil
		}
	}
	return nil
}

// openForm is the form in front, if there is one.
func (m *Model) openForm() (*form.Form, bool) {
	if len(m.overlays) == 0 {
		return nil, false
	}
	f, ok := m.overlays[len(m.overlays)-1].(*form.Form)
	return f, ok
}

// load reads the drafts of an earlier run; a file that cannot be read is no draft.
func (d *drafts) load() {
	b, err := os.ReadFile(d.path)
	if err == nil {
		_ = json.Unmarshal(b, &d.list)
	}
}

// keep puts a draft in the place of what its form left before.
func (d *drafts) keep(x form.Draft) tea.Cmd {
	d.forget(x)
	d.list = append(d.list, x)
	return d.save()
}

// forget takes the draft of a form out of the list, and the one that was kept by itself while
// another value was typed in the same place: that one was saved, or it would still be there.
func (d *drafts) forget(x form.Draft) {
	old := d.auto
	d.auto = nil
	d.list = slices.DeleteFunc(slices.Clone(d.list), func(y form.Draft) bool {
		return y.Same(x) || old != nil && y.Same(*old)
	})
}

// drop forgets the draft of a form that was saved or emptied.
func (d *drafts) drop(x form.Draft) tea.Cmd {
	n := len(d.list)
	if d.forget(x); len(d.list) == n {
		return nil
	}
	return d.save()
}

// find returns what was typed into the same form before.
func (d *drafts) find(x form.Draft) (form.Draft, bool) {
	i := slices.IndexFunc(d.list, x.Same)
	if i < 0 {
		return form.Draft{}, false
	}
	return d.list[i], true
}

// save writes the list as it is now, off the event loop.
func (d *drafts) save() tea.Cmd {
	path, n := d.path, len(d.list)
	b, err := json.Marshal(d.list)
	if err != nil {
		return nil
	}
	d.turn.asked++
	turn, r := d.turn.asked, d.turn
	return func() tea.Msg {
		r.mu.Lock()
		defer r.mu.Unlock()
		if turn < r.done {
			return nil
		}
		r.done = turn
		var err error
		if n == 0 {
			err = os.Remove(path)
		} else {
			err = os.WriteFile(path, b, 0o600)
		}
		if err != nil && !os.IsNotExist(err) {
			return reply{err: err}
		}
		return nil
	}
}

// discard closes the form in front and forgets what was typed into it. The palette can bring it
// back as long as the program runs, as undo would: it was never a change of the workspace.
func (m *Model) discard() tea.Cmd {
	f, ok := m.openForm()
	if !ok {
		return nil
	}
	m.overlays = m.overlays[:len(m.overlays)-1]
	d, typed := f.Draft()
	if !typed {
		return m.drafts.drop(d)
	}
	m.drafts.gone = append(m.drafts.gone, d)
	return tea.Batch(m.drafts.drop(d), m.say("Discarded. The commands ("+m.keyOf("app.palette")+") can bring it back.", false))
}

// keyOf is the key of an action that works everywhere.
func (m *Model) keyOf(n act.Name) string {
	if k := m.env.Keys.Keys(act.Global, n); len(k) > 0 {
		return k[0]
	}
	return string(n)
}

// draftItems are the drafts to go on with or to drop, for the palette.
func (m *Model) draftItems() []palette.Item {
	var out []palette.Item
	for _, d := range m.drafts.list {
		name := d.About(m.env.Snap.Schema())
		id := fmt.Sprint(d.Kind, d.ID, d.IDs, d.Field)
		out = append(out, palette.Item{ID: "draft " + id, Title: "Draft: " + name, Detail: typedIn(d), Group: "draft",
			Effect: func() pane.Effect { return m.reopen(d) }},
			palette.Item{ID: "discard " + id, Title: "Discard draft: " + name, Detail: typedIn(d), Group: "draft",
				Effect: func() pane.Effect {
					return pane.Run(func() pane.Effect {
						m.drafts.gone = append(m.drafts.gone, d)
						m.drafts.forget(d)
						m.wanted = append(m.wanted, m.drafts.save(), m.say("Discarded.", false))
						return nil
					})
				}})
	}
	if n := len(m.drafts.gone); n > 0 {
		d := m.drafts.gone[n-1]
		out = append(out, palette.Item{ID: "undiscard", Title: "Bring back: " + d.About(m.env.Snap.Schema()), Detail: typedIn(d), Group: "draft",
			Effect: func() pane.Effect {
				m.drafts.gone = m.drafts.gone[:n-1]
				return m.reopen(d)
			}})
	}
	return out
}

// typedIn is the beginning of what a draft holds: its longest value tells most.
func typedIn(d form.Draft) string {
	best := ""
	for _, v := range d.Values {
		if len(v) > len(best) || len(v) == len(best) && v < best {
			best = v
		}
	}
	return text.Clean(best)
}

// reopen opens the form of a draft with what was typed. The draft is put back first, so that
// opening finds it as it finds any other.
func (m *Model) reopen(d form.Draft) pane.Effect {
	f := form.Restore(m.env, d) // one value opens in its form, too
	if f == nil {
		return pane.Toast{Text: "What this draft was typed for is gone.", Bad: true}
	}
	return pane.Run(func() pane.Effect {
		m.drafts.forget(d)
		now, _ := f.Draft()
		m.wanted = append(m.wanted, m.drafts.keep(now))
		return pane.Open{Overlay: f}
	})
}
