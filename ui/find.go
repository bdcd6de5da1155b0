package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"tandem/model"
	"tandem/ui/act"
	"tandem/ui/browse"
	"tandem/ui/palette"
	"tandem/ui/pane"
)

// openPalette offers every command that works here, every place, view and kind, and every record.
func (m *Model) openPalette() tea.Cmd {
	items := append(m.actionItems(), m.verbItems()...)
	items = append(items, m.deedItems()...)
	items = append(items, m.placeItems()...)
	items = append(items, m.pageItems()...)
	items = append(items, m.viewItems()...)
	items = append(items, m.kindItems()...)
	items = append(items, m.otherItems()...)
	items = append(items, m.recentItems()...)
	p := palette.New(m.env, m.chosen(items), m.memory.Recent)
	p.Ask = m.recordsFor
	return tea.Batch(m.do(pane.Open{Overlay: p}), m.readIndex())
}

// chosen remembers which item was taken, for the order of the next time and of the next start.
func (m *Model) chosen(items []palette.Item) []palette.Item {
	for i := range items {
		it := &items[i]
		id, effect, with := it.ID, it.Effect, it.With
		if effect != nil {
			it.Effect = func() pane.Effect { m.recently(id); return effect() }
		}
		if with == nil {
			continue
		}
		free := len(it.Choices) == 0
		it.With = func(arg string) pane.Effect {
			if free {
				m.recently(id) // what was typed with it is not kept
			} else {
				m.recently(id + " " + arg)
			}
			return with(arg)
		}
	}
	return items
}

// mostRecent is how many chosen items are remembered.
const mostRecent = 20

func (m *Model) recently(id string) {
	keep := []string{id}
	for _, r := range m.memory.Recent {
		if r != id && len(keep) < mostRecent {
			keep = append(keep, r)
		}
	}
	m.memory.Recent = keep
	m.wanted = append(m.wanted, m.remindSoon())
}

// actionItems are the actions of the scopes in force. One that takes a second key asks for it,
// or takes it from the line: "snooze 3". One that cannot run now says why.
func (m *Model) actionItems() []palette.Item {
	var out []palette.Item
	seen := map[act.Name]bool{}
	for _, sec := range m.env.Keys.Help(m.chain()) {
		for _, r := range sec.Rows {
			if seen[r.Action] || strings.HasPrefix(string(r.Action), "move.") || strings.HasPrefix(string(r.Action), "tab.") {
				continue
			}
			seen[r.Action] = true
			name := r.Action
			it := palette.Item{ID: string(name), Title: r.Title, Detail: r.Help, Hint: strings.Join(r.Keys, " "), Group: "do", Words: strings.TrimSpace(act.SearchWords(name) + " " + r.Here)}
			if !r.Enabled {
				it.Why = r.Reason
			}
			if len(r.Choices) == 0 {
				it.Effect = func() pane.Effect { return pane.Act{Name: name} }
			} else {
				it.Hint = r.Keys[0]
				it.Choices, it.With = r.Choices, func(arg string) pane.Effect { return pane.Act{Name: name, Arg: arg} }
			}
			out = append(out, it)
		}
	}
	return out
}

func (m *Model) kindItems() []palette.Item {
	var out []palette.Item
	for i, s := range m.sides {
		for j, t := range s.tabs {
			tab := i*5 + j + 1
			out = append(out, palette.Item{ID: "tab" + t.key, Title: "Show " + t.name, Hint: t.key, Group: s.hat, Words: act.PlaceWords(t.key),
				Effect: func() pane.Effect { return pane.Go{Page: pane.Page{Place: "home", Tab: tab}} }})
		}
	}
	for _, k := range m.env.Snap.Schema().Kinds {
		if _, _, ok := m.sideOf(k.Prefix); ok {
			out = append(out, palette.Item{ID: "list" + k.Prefix, Title: "List " + k.Plural, Detail: k.Help, Group: "list", Words: act.KindWords(k.Prefix),
				Effect: func() pane.Effect { return pane.Go{Page: pane.Page{Place: "home", Kind: k.Prefix}} }})
		}
		if !k.Single {
			out = append(out, palette.Item{ID: "new" + k.Prefix, Title: "New " + k.Name, Detail: k.Help, Group: "new", Words: act.KindWords(k.Prefix),
				Effect: func() pane.Effect { return m.sides[m.focus].pane().NewForm(m.env, k) }})
		}
	}
	return out
}

// otherItems are the commands that have no key.
func (m *Model) otherItems() []palette.Item {
	out := []palette.Item{
		{ID: "import", Title: "Import a file", Detail: importable() + "; shown before anything is changed", Group: "do",
			Effect: func() pane.Effect { return pane.Open{Overlay: m.importer()} }},
		{ID: "export", Title: "Export list", Detail: "the rows and columns that show, as CSV, XLSX, JSON or Markdown", Group: "do",
			Effect: func() pane.Effect { return m.exportList() }},
		{ID: "export-plan", Title: "Export plan", Detail: "the project under the cursor, as Microsoft Project XML or a calendar", Group: "do",
			Effect: func() pane.Effect { return m.exportPlan() }},
		{ID: "settings", Title: "Settings of the workspace", Detail: "name, currency, calendar, weights", Group: "do",
			Effect: func() pane.Effect { return browse.EditForm(m.env, model.WorkspaceID) }},
		{ID: "backup", Title: "Back up now", Detail: "a private copy beside the database", Group: "do",
			Effect: func() pane.Effect {
				return pane.Job{Title: "Back up", Run: jobOf(func() (pane.Effect, error) {
					return pane.Toast{Text: "Backed up."}, m.store.AutoBackup()
				})}
			}},
	}
	if empty(m.env.Snap) {
		out = append(out, palette.Item{ID: "sample", Title: "Fill with the sample workspace", Detail: "3 customers, 5 projects", Group: "do",
			Effect: func() pane.Effect { return m.sampleEffect() }})
	}
	out = append(out, m.safetyItems()...)
	out = append(out, m.lookItems()...)
	out = append(out, m.draftItems()...)
	return out
}
