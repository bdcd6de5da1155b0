package ui

import (
	"context"
	"fmt"
	"strings"

	"tandem/model"
	"tandem/model/search"
	"tandem/ui/act"
	"tandem/ui/palette"
	"tandem/ui/pane"
)

// verbItems are commands that are typed with what they are about, as on the command line.
func (m *Model) verbItems() []palette.Item {
	here := ""
	if m.place != "home" || m.sides[m.focus].pane().Kind() == nil {
		here = "it works on a list of records"
	}
	return []palette.Item{
		{ID: "verb search", Verb: "search", Title: "Search for words", Detail: "search WORDS looks into every record and note", Group: "do",
			With: func(arg string) pane.Effect { return m.searchWith(arg) }},
		{ID: "verb filter", Verb: "filter", Title: "Filter this list", Detail: "filter QUERY, such as filter status:open due<+7d", Group: "do", Why: here,
			With: func(arg string) pane.Effect { return m.filterBy("", arg) }},
		{ID: "verb list", Verb: "list", Title: "List a kind of records", Detail: "list KIND QUERY, such as list risks status:open", Group: "do",
			With: func(arg string) pane.Effect {
				kind, rest, _ := strings.Cut(strings.TrimSpace(arg), " ")
				return m.filterBy(kind, rest)
			}},
		{ID: "verb show", Verb: "show", Title: "Show a record", Detail: "show REF, such as show T-14 or its key in the program it came from", Group: "do",
			With: func(arg string) pane.Effect { return m.showRef(arg) }},
		{ID: "verb set", Verb: "set", Title: "Set a value of what is marked", Detail: `set FIELD=VALUE..., such as set owner=me deadline="fri +2w"`, Group: "do", Why: here,
			With: func(arg string) pane.Effect { return m.setValue(arg) }},
	}
}

// searchWith opens the search with words in it.
func (m *Model) searchWith(words string) pane.Effect {
	return pane.Run(func() pane.Effect {
		m.wanted = append(m.wanted, m.openSearch())
		if s, ok := m.front().(*palette.Search); ok {
			return s.Paste(m.env, strings.TrimSpace(words))
		}
		return nil
	})
}

// filterBy lists a kind, the one in front where none is named, with a filter.
func (m *Model) filterBy(kind, query string) pane.Effect {
	prefix := ""
	if kind != "" {
		k, err := m.env.Snap.Schema().Named(kind)
		if err != nil {
			return pane.Toast{Text: err.Error(), Bad: true}
		}
		if _, _, ok := m.sideOf(k.Prefix); !ok {
			return pane.Toast{Text: "There is no list of " + k.Plural + " on the screen.", Bad: true}
		}
		prefix = k.Prefix
	}
	return pane.Run(func() pane.Effect {
		if prefix != "" {
			m.wanted = append(m.wanted, m.show(pane.Page{Place: "home", Kind: prefix}))
		}
		b := m.sides[m.focus].pane()
		b.SetQuery(m.env, strings.TrimSpace(query))
		return pane.Select{ID: b.Selected()}
	})
}

// showRef opens a record by its reference.
func (m *Model) showRef(arg string) pane.Effect {
	id, err := model.ParseID(strings.TrimSpace(arg))
	if err == nil && m.env.Snap.Get(id) != nil {
		return m.visit(id, true)
	}
	// A reference of ours that is gone must not turn into another program's.
	if err != nil || m.env.Snap.Schema().Of(id) == nil {
		switch there := m.env.Snap.ByExternal(arg, nil); {
		case len(there) == 1:
			return m.visit(there[0], true)
		case len(there) > 1:
			return pane.Toast{Text: fmt.Sprintf("%s is the key of %d records: %s, %s ...", strings.TrimSpace(arg), len(there), there[0], there[1]), Bad: true}
		}
	}
	if err != nil {
		return pane.Toast{Text: err.Error(), Bad: true}
	}
	return pane.Toast{Text: id.String() + " does not exist.", Bad: true}
}

// placeItems are the pages that are no tab, and the views of triage.
func (m *Model) placeItems() []palette.Item {
	out := []palette.Item{
		{ID: "place home", Title: "Show the two panes", Detail: "Projects on one side, customers on the other", Group: "go",
			Effect: func() pane.Effect { return pane.Go{Page: pane.Page{Place: "home"}} }},
	}
	if m.place == "triage" {
		return out // its views are actions here
	}
	for _, sec := range m.env.Keys.Help(act.Chain{act.ScopeOf("triage")}) {
		for _, r := range sec.Rows {
			if !strings.HasPrefix(string(r.Action), "triage.view.") {
				continue
			}
			name := r.Action
			out = append(out, palette.Item{ID: "place " + string(name), Title: "Triage: " + r.Title, Detail: r.Help, Group: "go", Effect: func() pane.Effect {
				return pane.Effects{pane.Go{Page: pane.Page{Place: "triage"}}, pane.Act{Name: name}}
			}})
		}
	}
	return out
}

// viewItems are the saved views of all lists.
func (m *Model) viewItems() []palette.Item {
	w := m.env.Snap.Workspace()
	if w == nil {
		return nil
	}
	var out []palette.Item
	for _, v := range w.Views {
		k, err := m.env.Snap.Schema().Named(v.Kind)
		if err != nil {
			continue
		}
		if _, _, ok := m.sideOf(k.Prefix); !ok {
			continue
		}
		out = append(out, palette.Item{ID: "view " + k.Prefix + v.Name, Title: "View " + v.Name, Detail: k.Plural + " " + v.Filter, Group: "view",
			Effect: func() pane.Effect {
				return pane.Run(func() pane.Effect {
					m.wanted = append(m.wanted, m.show(pane.Page{Place: "home", Kind: k.Prefix}))
					return m.sides[m.focus].pane().ApplyView(m.env, v)
				})
			}})
	}
	return out
}

// listed is how many records the palette shows; the search shows them all.
const listed = 40

// recordsFor looks for records that fit what is typed into the palette.
func (m *Model) recordsFor(p *palette.Palette, line string) pane.Effect {
	x, snap := m.finder.index, m.env.Snap
	if x == nil || strings.TrimSpace(line) == "" {
		return nil
	}
	q := search.Parse(line, snap.Schema())
	if q.Empty() {
		return nil
	}
	return pane.Ask{Owner: p, Run: func(ctx context.Context) (pane.Effect, error) {
		r, err := x.Find(ctx, q)
		if err != nil {
			return nil, err
		}
		return pane.Run(func() pane.Effect {
			p.Records(line, m.recordItems(r))
			return nil
		}), nil
	}}
}

// recordItems are the first of what was found.
func (m *Model) recordItems(r *search.Results) []palette.Item {
	c := m.env.Ctx()
	var out []palette.Item
	for i := range min(r.Len(), listed) {
		id := r.ID(i)
		k, rec := m.env.Snap.Schema().Of(id), m.env.Snap.Get(id)
		if k == nil || rec == nil {
			continue // deleted since it was read
		}
		out = append(out, m.recordItem(c, k, rec))
	}
	return m.chosen(out)
}

// recentItems are the records that were chosen lately.
func (m *Model) recentItems() []palette.Item {
	c := m.env.Ctx()
	var out []palette.Item
	for _, s := range m.memory.Recent {
		id, err := model.ParseID(s)
		if err != nil || id.String() != s {
			continue
		}
		if k, rec := m.env.Snap.Schema().Of(id), m.env.Snap.Get(id); k != nil && rec != nil {
			out = append(out, m.recordItem(c, k, rec))
		}
	}
	return out
}

func (m *Model) recordItem(c *model.Ctx, k *model.Kind, r model.Record) palette.Item {
	id := r.Base().ID
	return palette.Item{ID: id.String(), Title: c.NameOf(id), Hint: id.String(), Group: k.Name, Detail: where(c, r),
		Effect: func() pane.Effect { return m.visit(id, false) }}
}

// where says what a record belongs to.
func where(c *model.Ctx, r model.Record) string {
	if o, ok := r.(interface{ Owner() model.ID }); ok && o.Owner() != 0 {
		return c.NameOf(o.Owner())
	}
	return ""
}
