package ui

import (
	"encoding/json"
	"os"
	"time"

	tea "charm.land/bubbletea/v2"

	"tandem/ui/form"
)

// drafts keeps what was typed into forms that were left or lost. The file lies beside the
// database and is private to the user; a draft goes when its form is saved.
type drafts struct {
	path string
	list []form.Draft
	due  bool // a draft of the open form will be kept in a moment
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
