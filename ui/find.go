package ui

import (
	"sort"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tandem/model"
	"tandem/model/text"
	"tandem/ui/act"
	"tandem/ui/browse"
	"tandem/ui/palette"
	"tandem/ui/pane"
	"tandem/ui/theme"
)

// openPalette offers every command that works here, every kind and every record.
func (m *Model) openPalette() tea.Cmd {
	items := append(m.actionItems(), m.kindItems()...)
	items = append(items, m.otherItems()...)
	p := palette.New(m.env, m.chosen(items), m.recent).With("Commands", m.records)
	return m.do(pane.Open{Overlay: p})
}

// openSearch finds records of every kind while you type.
func (m *Model) openSearch() tea.Cmd {
	return m.do(pane.Open{Overlay: palette.New(m.env, nil, nil).With("Search everything", m.records)})
}

// chosen remembers which item was taken, for the order of the next time.
func (m *Model) chosen(items []palette.Item) []palette.Item {
	for i := range items {
		id, effect := items[i].ID, items[i].Effect
		items[i].Effect = func() pane.Effect {
			keep := []string{id}
			for _, r := range m.recent {
				if r != id && len(keep) < 20 {
					keep = append(keep, r)
				}
			}
			m.recent = keep
			return effect()
		}
	}
	return items
}

// actionItems are the actions of the scopes in force; those that take a second key are
// offered once for each of its choices.
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
			it := palette.Item{ID: string(name), Title: r.Title, Detail: r.Help, Hint: strings.Join(r.Keys, " "), Group: "do",
				Effect: func() pane.Effect { return pane.Act{Name: name} }}
			if !r.Enabled {
				it.Detail = r.Reason
			}
			if len(r.Choices) == 0 {
				out = append(out, it)
				continue
			}
			for _, c := range r.Choices {
				x, arg := it, c.Key
				x.ID, x.Title, x.Hint = string(name)+arg, r.Title+": "+c.Title, r.Keys[0]+" "+arg
				x.Effect = func() pane.Effect { return pane.Act{Name: name, Arg: arg} }
				out = append(out, x)
			}
		}
	}
	return out
}

func (m *Model) kindItems() []palette.Item {
	var out []palette.Item
	for i, s := range m.sides {
		for j, t := range s.tabs {
			tab := i*5 + j + 1
			out = append(out, palette.Item{ID: "tab" + t.key, Title: "Show " + t.name, Hint: t.key, Group: s.hat,
				Effect: func() pane.Effect { return pane.Go{Page: pane.Page{Place: "home", Tab: tab}} }})
		}
	}
	for _, k := range m.env.Snap.Schema().Kinds {
		if _, _, ok := m.sideOf(k.Prefix); ok {
			out = append(out, palette.Item{ID: "list" + k.Prefix, Title: "List " + k.Plural, Detail: k.Help, Group: "list",
				Effect: func() pane.Effect { return pane.Go{Page: pane.Page{Place: "home", Kind: k.Prefix}} }})
		}
		if !k.Single {
			out = append(out, palette.Item{ID: "new" + k.Prefix, Title: "New " + k.Name, Detail: k.Help, Group: "new",
				Effect: func() pane.Effect { return m.sides[m.focus].pane().NewForm(m.env, k) }})
		}
	}
	return out
}

// otherItems are the commands that have no key.
func (m *Model) otherItems() []palette.Item {
	out := []palette.Item{
		{ID: "import", Title: "Import a plan", Detail: "Microsoft Project XML; shown before anything is changed", Group: "do",
			Effect: func() pane.Effect { return pane.Open{Overlay: m.importer()} }},
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
	for _, name := range theme.Names() {
		out = append(out, palette.Item{ID: "theme " + name, Title: "Theme: " + name, Group: "look", Effect: func() pane.Effect {
			m.opt.Theme = name
			m.setTheme()
			m.sync()
			return nil
		}})
	}
	return out
}

// hit is a record that fits a search, and how well.
type hit struct {
	id   model.ID
	rank int
}

// records finds up to 40 records by reference, name, and then any searched text.
func (m *Model) records(q string) []palette.Item {
	q = strings.TrimSpace(text.Fold(q))
	if q == "" {
		return nil
	}
	c := m.env.Ctx()
	var hits []hit
	if id, err := model.ParseID(q); err == nil && m.env.Snap.Get(id) != nil {
		hits = append(hits, hit{id, -1})
	}
	words := strings.Fields(q)
	for _, k := range m.env.Snap.Schema().Kinds {
		for r := range m.env.Snap.All(k.Prefix) {
			if rank, ok := fits(c, k, r, words); ok {
				hits = append(hits, hit{r.Base().ID, rank})
			}
		}
	}
	sort.SliceStable(hits, func(i, j int) bool { return hits[i].rank < hits[j].rank })
	var out []palette.Item
	for _, h := range hits[:min(len(hits), 40)] {
		k := m.env.Snap.Schema().Of(h.id)
		id := h.id
		out = append(out, palette.Item{ID: id.String(), Title: c.NameOf(id), Hint: id.String(), Group: k.Name, Detail: where(c, id),
			Effect: func() pane.Effect {
				return pane.Run(func() pane.Effect { m.wanted = append(m.wanted, m.find(id)); return nil })
			}})
	}
	return out
}

// fits reports whether every word is in the record's searched fields; names count more.
func fits(c *model.Ctx, k *model.Kind, r model.Record, words []string) (int, bool) {
	rank := 0
	for _, w := range words {
		best := 0
		for i := range k.Fields {
			f := &k.Fields[i]
			if !f.Searched || f.IsZero(r) {
				continue
			}
			at := strings.Index(text.Fold(f.Text(c, r)), w)
			if at < 0 {
				continue
			}
			score := 3
			if f.Title && at == 0 {
				score = 1
			} else if f.Title {
				score = 2
			}
			if best == 0 || score < best {
				best = score
			}
		}
		if best == 0 {
			return 0, false
		}
		rank += best
	}
	return rank, true
}

// where says what a record belongs to.
func where(c *model.Ctx, id model.ID) string {
	if o, ok := c.Snap.Get(id).(interface{ Owner() model.ID }); ok {
		return c.NameOf(o.Owner())
	}
	return ""
}
