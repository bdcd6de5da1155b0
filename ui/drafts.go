package ui

import (
	"encoding/json"
	"os"
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
	due  bool         // a draft of the open form will be kept in a moment
	gone []form.Draft // what was discarded in this run, the latest last
}

// draftDue is the moment to keep what was typed into the open form: a crash then costs a
// second's typing at most.
type draftDue struct{}

// draftSoon asks for that moment once while somebody types into a form.
func (m *Model) draftSoon() tea.Cmd {
	if _, ok := m.openForm(); !ok || m.drafts.due {
		return nil
	}
	m.drafts.due = true
	return m.opt.Tick(time.Second, func() tea.Msg { return draftDue{} })
}

func (m *Model) keepDraft() tea.Cmd {
	m.drafts.due = false
	if f, ok := m.openForm(); ok {
		if d, typed := f.Draft(); typed {
			return m.drafts.keep(d)
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

func (d *drafts) keep(x form.Draft) tea.Cmd {
	d.forget(x)
	d.list = append(d.list, x)
	return d.save()
}

func (d *drafts) forget(x form.Draft) {
	var out []form.Draft
	for _, y := range d.list {
		if y.Kind != x.Kind || y.ID != x.ID {
			out = append(out, y)
		}
	}
	d.list = out
}

// drop forgets the draft of a form that was saved or emptied.
func (d *drafts) drop(f *form.Form) tea.Cmd {
	n := len(d.list)
	d.forget(form.Draft{Kind: f.Kind(), ID: f.ID()})
	if len(d.list) == n {
		return nil
	}
	return d.save()
}

// find returns the draft of a kind's record (0: of a new one).
func (d *drafts) find(f *form.Form) (form.Draft, bool) {
	for _, x := range d.list {
		if x.Kind == f.Kind() && x.ID == f.ID() {
			return x, true
		}
	}
	return form.Draft{}, false
}

// save writes the list as it is now, off the event loop.
func (d *drafts) save() tea.Cmd {
	path, n := d.path, len(d.list)
	b, err := json.Marshal(d.list)
	if err != nil {
		return nil
	}
	return func() tea.Msg {
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
		return m.drafts.drop(f)
	}
	m.drafts.gone = append(m.drafts.gone, d)
	return tea.Batch(m.drafts.drop(f), m.say("Discarded. The commands ("+m.keyOf("app.palette")+") can bring it back.", false))
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
		name := m.draftName(d)
		out = append(out, palette.Item{ID: "draft " + d.Kind + d.ID.String(), Title: "Draft: " + name, Detail: typedIn(d), Group: "draft",
			Effect: func() pane.Effect { return m.reopen(d) }},
			palette.Item{ID: "discard " + d.Kind + d.ID.String(), Title: "Discard draft: " + name, Detail: typedIn(d), Group: "draft",
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
		out = append(out, palette.Item{ID: "undiscard", Title: "Bring back: " + m.draftName(d), Detail: typedIn(d), Group: "draft",
			Effect: func() pane.Effect {
				m.drafts.gone = m.drafts.gone[:n-1]
				return m.reopen(d)
			}})
	}
	return out
}

// draftName says which form a draft was typed into.
func (m *Model) draftName(d form.Draft) string {
	if d.ID != 0 {
		return d.ID.String()
	}
	if k := m.env.Snap.Schema().Prefix(d.Kind); k != nil {
		return "new " + k.Name
	}
	return d.Kind
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
	f := form.Restore(m.env, d)
	if f == nil {
		return pane.Toast{Text: "There is no kind of record for this draft any more.", Bad: true}
	}
	return pane.Run(func() pane.Effect {
		m.wanted = append(m.wanted, m.drafts.keep(d))
		return pane.Open{Overlay: f}
	})
}
