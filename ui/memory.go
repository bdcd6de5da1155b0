package ui

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"sync"

	tea "charm.land/bubbletea/v2"

	"tandem/model"
	"tandem/ui/pane"
)

// memory is what the screen remembers of a workspace from one run to the next: the place one was
// at and the commands chosen lately. It lies beside the database, private to the user. It is no
// part of the workspace: nothing is lost with it, and a file that cannot be read is none.
type memory struct {
	Recent []string `json:"recent,omitempty"` // ids of palette items, latest first
	Place  resting  `json:"place"`
	Zoom   bool     `json:"zoom,omitempty"`
	Bare   bool     `json:"bare,omitempty"` // the plan without its time chart
	// Visits are the customers whose page was looked at, by their references.
	Visits map[string]pane.Seen `json:"visits,omitempty"`
	Told   *recalled            `json:"told,omitempty"`
}

// resting is a page as the file has it.
type resting struct {
	Place string `json:"place,omitempty"`
	Tab   int    `json:"tab,omitempty"`
	Kind  string `json:"kind,omitempty"`
	Ref   string `json:"ref,omitempty"`
	Query string `json:"query,omitempty"`
	Open  string `json:"open,omitempty"`
}

// memorySuffix is put behind the name of the database.
const memorySuffix = ".state"

func readMemory(path string) *memory {
	m := &memory{}
	if b, err := os.ReadFile(path + memorySuffix); err == nil && json.Unmarshal(b, m) != nil {
		return &memory{}
	}
	m.Recent = m.Recent[:min(len(m.Recent), mostRecent)]
	return m
}

// writeMemory replaces the file in one step.
func writeMemory(path string, m memory) error {
	b, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+memorySuffix+".*") // made private
	if err != nil {
		return err
	}
	_, err = f.Write(append(b, '\n'))
	err = errors.Join(err, f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path+memorySuffix)
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
	return err
}

// reminder writes the memory off the event loop, one write at a time; an older one is not
// written after a newer one.
type reminder struct {
	mu    sync.Mutex
	asked int // on the event loop
	done  int
}

// remindSoon writes down what is remembered now. What goes wrong is not worth a word: it is said
// nowhere, and the next time starts without it.
func (m *Model) remindSoon() tea.Cmd { return m.remind(m.remembered()) }

func (m *Model) remind(now memory) tea.Cmd {
	if m.opt.Path == "" {
		return nil
	}
	m.reminder.asked++
	n, path, r := m.reminder.asked, m.opt.Path, m.reminder
	return func() tea.Msg {
		r.mu.Lock()
		defer r.mu.Unlock()
		if n > r.done {
			r.done = n
			_ = writeMemory(path, now)
		}
		return nil
	}
}

// remembered is the memory as it is now.
func (m *Model) remembered() memory {
	out := m.memory
	out.Recent = append([]string(nil), out.Recent...)
	p, ok := m.here()
	if !ok && len(m.trail.pages) > 0 {
		p = m.trail.pages[m.trail.at]
	}
	if m.later != nil {
		p = *m.later // the run ended before it was reached
	}
	out.Place = resting{Place: p.Place, Tab: p.Tab, Kind: p.Kind, Ref: p.ID.String(), Query: p.Query, Open: p.Open.String()}
	out.Visits = m.visits()
	if t := m.toldNow(); t != nil {
		out.Told = t
	}
	out.Zoom, out.Bare = m.zoom, m.sides[0].tabs[0].browser().ChartHidden()
	return out
}

// page is the place as a page; what it names may be gone.
func (s resting) page() pane.Page {
	p := pane.Page{Place: s.Place, Tab: s.Tab, Kind: s.Kind, Query: s.Query}
	p.ID, _ = model.ParseID(s.Ref)
	p.Open, _ = model.ParseID(s.Open)
	if pageNamed(p.Place) == nil {
		p.Place = "home"
		p.Tab = max(1, min(p.Tab, 10))
	}
	return p
}

// quickly is how many records may be read for the place of the last time before the first frame.
const quickly = 5_000

// resume returns to the place of the last run. In a large workspace whose records are still to be
// read only the tab is shown at once, and the rest when they are, unless somebody has begun to work.
func (m *Model) resume(old *memory) {
	if old == nil {
		return
	}
	m.memory = *old
	m.sides[0].tabs[0].browser().HideChart(old.Bare)
	if old.Place.Place == "" || m.opt.Place != "" {
		return
	}
	m.zoom = old.Zoom
	p := old.Place.page()
	if m.env.Cold && m.env.Snap.Total() > quickly {
		m.later = &p
		if p.Place == "home" {
			m.focus, m.sides[(p.Tab-1)/5].at = (p.Tab-1)/5, (p.Tab-1)%5
			m.sync()
		}
		return
	}
	m.wanted = append(m.wanted, m.returnTo(p))
}

// resumeRest goes to the place of the last run once all records are read.
func (m *Model) resumeRest() {
	p := m.later
	m.later = nil
	if p != nil && len(m.overlays) == 0 {
		m.wanted = append(m.wanted, m.returnTo(*p))
		if len(m.trail.pages) == 1 {
			m.trail = trail{}
		}
		m.note()
	}
}
