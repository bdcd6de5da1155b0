package ui

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"tandem/ui/act"
	"tandem/ui/config"
	"tandem/ui/dialog"
	"tandem/ui/palette"
	"tandem/ui/pane"
	"tandem/ui/theme"
)

// look is how the screen is drawn and what of that is remembered. What was said last holds: the
// environment for this run, then what was chosen on the screen, then the file, then the terminal.
type look struct {
	cfg   config.Config
	state config.State
	theme string // its name, as chosen
	plain bool   // ASCII only

	ground ground // what is known of the terminal's background

	writes  int64         // of the state, so far
	latest  *atomic.Int64 // the newest of them; an older one is not written after it
	writing *sync.Mutex
}

// ground is how it is known what the terminal's background is.
type ground uint8

// asked: the terminal has not answered yet. told: it did, or the configuration or the environment says
// it. silent: it did not answer in time, so the colours are those that can be read on any.
const (
	asked ground = iota
	told
	silent
)

// unanswered comes when a terminal had its time to answer.
type unanswered struct{}

// answerTime is how long that is; over a slow line an answer may come later still, and is then heard.
const answerTime = time.Second

// newLook settles the look of a start.
func newLook(opt Options) look {
	l := look{cfg: opt.Config, state: config.LoadState(opt.State), theme: opt.Theme, plain: opt.ASCII || opt.Plain,
		latest: new(atomic.Int64), writing: new(sync.Mutex)}
	if l.cfg.Theme == "" {
		l.cfg = config.Default() // a caller without a configuration, as tests are
	}
	if l.theme == "" {
		l.theme = l.state.ThemeOf(l.cfg)
	}
	if p := l.state.PlainOf(l.cfg); p != "auto" && !opt.Plain {
		l.plain = p == "on"
	}
	return l
}

// keysOf is the key table with what the configuration changes in it. A table that cannot be is
// never the end: the product's own is there.
func keysOf(cfg config.Config) (*act.Table, error) {
	keys, err := act.Default()
	if err != nil || len(cfg.Keys) == 0 {
		return keys, err
	}
	if mine, err := cfg.Table(keys); err == nil {
		return mine, nil
	}
	return keys, nil
}

// setTheme draws everything anew in the look that holds now.
func (m *Model) setTheme() {
	m.env.Theme = theme.New(m.look.theme, m.dark, m.opt.NoColor, m.look.plain)
	if m.look.ground == silent && m.env.Theme.Name == "auto" {
		m.env.Theme = theme.Middle(m.look.plain)
	}
	m.env.Rev++
}

// relook shows a look that was just chosen and writes it down.
func (m *Model) relook(said string) tea.Cmd {
	m.setTheme()
	m.sync()
	return tea.Batch(m.keepState(), m.say(said, false))
}

// chooseTheme takes a theme for now and later.
func (m *Model) chooseTheme(name string) tea.Cmd {
	m.look.theme = name
	m.look.state.Theme, m.look.state.Over = name, m.look.cfg.Theme
	said := "Theme: " + name + "."
	if m.opt.NoColor && name != "none" {
		said = "NO_COLOR is set, so there are no colours now; the theme is kept for when it is not."
	}
	return m.relook(said)
}

// choosePlain goes over to ASCII signs, or back.
func (m *Model) choosePlain() tea.Cmd {
	m.look.plain = !m.look.plain
	m.look.state.ASCII, m.look.state.Plain = "off", m.look.cfg.ASCII
	said := "All signs."
	if m.look.plain {
		m.look.state.ASCII, said = "on", "ASCII signs only."
	}
	return m.relook(said)
}

// keepState writes down what the screen remembers, off the event loop. A look that cannot be
// written down still holds until the end of the run, so that is said and no more.
func (m *Model) keepState() tea.Cmd {
	path, s := m.opt.State, m.look.state
	if path == "" {
		return nil
	}
	m.look.writes++
	n, latest, writing := m.look.writes, m.look.latest, m.look.writing
	latest.Store(n)
	return func() tea.Msg {
		writing.Lock()
		defer writing.Unlock()
		if latest.Load() != n {
			return nil // a newer one is on its way
		}
		if err := s.Save(path); err != nil {
			return reply{err: fmt.Errorf("the look is not remembered: %w", err)}
		}
		return nil
	}
}

// lookItems are the looks to choose from, for the palette.
func (m *Model) lookItems() []palette.Item {
	var out []palette.Item
	for _, name := range theme.Names() {
		it := palette.Item{ID: "theme " + name, Title: "Theme: " + name, Detail: aboutTheme[name], Group: "look",
			Effect: func() pane.Effect {
				return pane.Run(func() pane.Effect { m.wanted = append(m.wanted, m.chooseTheme(name)); return nil })
			}}
		if name == m.look.theme {
			it.Hint = "now"
		}
		out = append(out, it)
	}
	signs := palette.Item{ID: "ascii", Title: "Signs: ASCII only", Detail: "for fonts and terminals without the others", Group: "look",
		Effect: func() pane.Effect {
			return pane.Run(func() pane.Effect { m.wanted = append(m.wanted, m.choosePlain()); return nil })
		}}
	if m.look.plain {
		signs.Title, signs.Detail = "Signs: all", "boxes, bars and arrows"
	}
	out = append(out, signs)
	if len(m.opt.Problems) > 0 {
		out = append(out, palette.Item{ID: "problems", Title: "Problems in the configuration", Detail: m.opt.ConfigPath, Group: "look",
			Effect: func() pane.Effect { return pane.Open{Overlay: m.problems()} }})
	}
	return out
}

// aboutTheme says what each theme is for.
var aboutTheme = map[string]string{
	"auto": "follows the terminal's background", "dark": "for a dark background", "light": "for a light background",
	"contrast": "high contrast, either background", "colour-blind": "safe for the common kinds of it", "none": "no colour at all",
}

// problems lists what is wrong in the configuration file, with its lines.
func (m *Model) problems() pane.Overlay {
	lines := []string{m.opt.ConfigPath, ""}
	for _, p := range m.opt.Problems {
		lines = append(lines, p.String())
	}
	return dialog.Message("Problems in the configuration", append(lines, "", "What is named here stands at its default; all else holds."))
}

// sayProblems tells of them at the start: an error in the open, warnings in the footer.
func (m *Model) sayProblems() tea.Cmd {
	n := len(m.opt.Problems)
	switch {
	case n == 0:
		return nil
	case config.Broken(m.opt.Problems):
		return m.do(pane.Open{Overlay: m.problems()})
	case n == 1:
		return m.say(filepath.Base(m.opt.ConfigPath)+", "+m.opt.Problems[0].String(), true)
	}
	return m.say(fmt.Sprintf("%s, %s (and %d more: tandem config check)", filepath.Base(m.opt.ConfigPath), m.opt.Problems[0], n-1), true)
}

// split is the share of the left pane that a start begins with, in percent.
func (l *look) split() int {
	if l.state.Split > 0 {
		return l.state.Split
	}
	return half
}

// half is the share of the left pane when nobody moved the divider.
const half = 50

// darkAtFirst is the ground to draw for until the terminal says what it has.
func (l *look) darkAtFirst() bool {
	if l.cfg.Background == "auto" {
		return !lightByEnv()
	}
	return l.cfg.Background == "dark"
}

// ground takes the terminal's word for its background, unless the configuration knows better.
func (m *Model) ground(dark bool) {
	if m.look.cfg.Background != "auto" {
		return
	}
	was := m.look.ground
	m.look.ground = told
	if dark != m.dark || was == silent {
		m.dark = dark
		m.setTheme()
		m.sync()
	}
}

// noGround goes over to colours for any background where nobody has said what it is.
func (m *Model) noGround() {
	if m.look.ground == asked && m.look.cfg.Background == "auto" && os.Getenv("COLORFGBG") == "" {
		m.look.ground = silent
		m.setTheme()
		m.sync()
	}
}
