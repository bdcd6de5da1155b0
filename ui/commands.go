package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"tandem/model"
	"tandem/ui/act"
	"tandem/ui/browse"
	"tandem/ui/dialog"
	"tandem/ui/pane"
)

// commands are the actions of the global scope: what works everywhere.
var commands map[act.Name]func(*Model) tea.Cmd

func init() {
	commands = map[act.Name]func(*Model) tea.Cmd{
		"app.back":        (*Model).back,
		"app.cancel":      (*Model).cancel,
		"app.quit":        func(*Model) tea.Cmd { return tea.Quit },
		"app.suspend":     func(*Model) tea.Cmd { return tea.Suspend },
		"app.palette":     (*Model).openPalette,
		"app.search":      (*Model).openSearch,
		"app.help":        (*Model).openHelp,
		"app.triage":      func(m *Model) tea.Cmd { return m.goTo(pane.Page{Place: "triage"}) },
		"app.today":       func(m *Model) tea.Cmd { return m.goTo(pane.Page{Place: "today"}) },
		"app.undo":        (*Model).undoAsking,
		"app.redo":        func(m *Model) tea.Cmd { return m.undo(true) },
		"history.back":    func(m *Model) tea.Cmd { return m.walk(-1) },
		"history.forward": func(m *Model) tea.Cmd { return m.walk(1) },
		"pane.other":      (*Model).otherPane,
		"pane.zoom":       (*Model).toggleZoom,
		"job.cancel":      (*Model).cancelJob,
		"app.asof":        (*Model).askAsOf,
		"app.report":      (*Model).statusReport,
		"app.brief":       func(m *Model) tea.Cmd { return m.customerBrief(0) },
		"app.brief.on":    (*Model).askBriefDay,
	}
	for i := range 10 {
		name := act.Name("tab." + []string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "10"}[i])
		commands[name] = func(m *Model) tea.Cmd { return m.goTo(pane.Page{Place: "home", Tab: i + 1}) }
	}
}

// enabled says why a global action cannot run now.
func (m *Model) enabled(a act.Name) (bool, string) {
	switch a {
	case "app.undo":
		if m.store == nil {
			return false, "the workspace is still opening"
		}
		if _, ok := m.store.CanUndo(); !ok {
			return false, "nothing to undo"
		}
	case "app.redo":
		if m.store == nil {
			return false, "the workspace is still opening"
		}
		if _, ok := m.store.CanRedo(); !ok {
			return false, "nothing to redo"
		}
	case "history.back":
		if !m.trail.can(-1) {
			return false, "this is the first place you looked at"
		}
	case "history.forward":
		if !m.trail.can(1) {
			return false, "there is no place to go forward to"
		}
	case "app.show":
		if m.store == nil {
			return false, "the workspace is still opening"
		}
	case "app.report":
		if m.atHand(model.ProjectPrefix) == 0 {
			return false, "go to a project, or to something that belongs to one"
		}
	case "app.brief", "app.brief.on":
		if m.atHand(model.AccountPrefix) == 0 {
			return false, "go to a customer, or to something that belongs to one"
		}
	case "pane.other", "pane.zoom":
		if m.place != "home" {
			return false, "there is just one pane here"
		}
	}
	return true, ""
}

// back is esc where nothing nearer wants it.
func (m *Model) back() tea.Cmd {
	m.toast.text = ""
	switch {
	case m.past != nil:
		return m.leavePast()
	case m.stepBack():
	case m.place != "home":
		return m.goTo(pane.Page{Place: "home"})
	case m.sides[m.focus].pane().ClearQuery(m.env):
	case m.zoom:
		m.zoom = false
	}
	return nil
}

// stepBack closes what is open in the page, if anything.
func (m *Model) stepBack() bool {
	p, ok := m.behind().(pane.Stepper)
	return ok && m.place != "home" && p.StepBack()
}

// cancel is ctrl+c: it cancels what is under way; with nothing to cancel it quits.
func (m *Model) cancel() tea.Cmd {
	if m.job != nil {
		return m.cancelJob()
	}
	if len(m.overlays) > 0 {
		return m.closeTop()
	}
	if m.toast.text != "" || m.place != "home" {
		return m.back()
	}
	return tea.Quit
}

func (m *Model) otherPane() tea.Cmd {
	if m.place == "home" {
		m.focus = 1 - m.focus
		m.follow(m.sides[m.focus].pane().Selected())
	}
	return nil
}

func (m *Model) openHelp() tea.Cmd {
	return m.do(pane.Open{Overlay: dialog.Help(m.env, append(m.env.Keys.Help(m.chain()), typing()))})
}

// act runs an action by name, as the palette does: in the first scope of the chain that binds it.
func (m *Model) act(e pane.Act) tea.Cmd {
	for _, sc := range m.chain() {
		if len(m.env.Keys.Keys(sc.Name, e.Name)) == 0 {
			continue
		}
		if sc.Enabled != nil {
			if ok, why := sc.Enabled(e.Name); !ok {
				return m.say(why, true)
			}
		}
		return m.run(act.Result{Kind: act.Run, Action: e.Name, Arg: e.Arg, Scope: sc.Name})
	}
	if f, ok := commands[e.Name]; ok {
		return f(m)
	}
	return m.say("That works in another place.", true)
}

// follow leads the other pane and the preview by what is selected here.
func (m *Model) follow(id model.ID) {
	if m.place != "home" || id == 0 {
		return
	}
	show := id
	if beside := m.sides[m.focus].pane().Beside(m.env.Snap); beside != 0 {
		show = beside
	}
	if m.previewWidth() > 0 && (m.preview == nil || m.preview.ID() != show) {
		m.preview = browse.NewPreview(m.env, show)
	} else if m.preview != nil && m.preview.ID() == show {
		m.preview.Sync(m.env)
	}
	if !m.zoom {
		m.sides[1-m.focus].pane().Follow(m.env, id)
	}
}

// pane is the browser of the tab that shows.
func (s *side) pane() *browse.Pane { return s.tabs[s.at].browser() }

// browser is the browser of a tab, made when first asked for.
func (t *tab) browser() *browse.Pane {
	if t.pane == nil {
		t.pane = browse.New(model.Kinds(), t.kinds)
	}
	return t.pane
}

// sideOf finds the side and tab where a kind lives; the side in focus is asked first.
func (m *Model) sideOf(prefix string) (int, int, bool) {
	for _, s := range []int{m.focus, 1 - m.focus} {
		for t := range m.sides[s].tabs {
			for _, k := range m.sides[s].tabs[t].kinds {
				if k == prefix {
					return s, t, true
				}
			}
		}
	}
	return 0, 0, false
}

func (t *tab) title(short bool) string {
	if short && t.short != "" {
		return t.short
	}
	return strings.TrimSpace(t.name)
}
