package ui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"tandem/model"
	"tandem/ui/act"
	"tandem/ui/dm/account"
	"tandem/ui/dm/handover"
	"tandem/ui/palette"
	"tandem/ui/pane"
	"tandem/ui/pm/baseline"
	"tandem/ui/pm/board"
	"tandem/ui/pm/flow"
	"tandem/ui/pm/network"
	"tandem/ui/pm/scenario"
	"tandem/ui/pm/scope"
	"tandem/ui/pm/slip"
	"tandem/ui/pm/sprint"
	"tandem/ui/today"
	"tandem/ui/triage"
)

// page is a place that covers both panes: the queue, the day, the picture of a project or of a
// customer. One that is about a record is a pane.Placed: it is returned to with that record as
// Page.Open, and gives it back.
type page struct {
	name string
	make func() pane.Pane
	of   string // the prefix of the kind it is about; "" for the whole workspace
	key  string // the choice of app.show that opens it
}

// pages lists them; the choices of app.show in ui/act have the same keys.
var pages = []page{
	{name: "triage", key: "t", make: func() pane.Pane { return triage.New() }},
	{name: "today", key: "d", make: func() pane.Pane { return today.New() }},
	{name: "account", key: "a", of: model.AccountPrefix, make: func() pane.Pane { return account.New() }},
	{name: "handover", key: "h", of: model.ProjectPrefix, make: func() pane.Pane { return handover.New() }},
	{name: "board", key: "b", of: model.ProjectPrefix, make: func() pane.Pane { return board.New() }},
	{name: "sprint", key: "s", of: model.ProjectPrefix, make: func() pane.Pane { return sprint.New() }},
	{name: "flow", key: "f", of: model.ProjectPrefix, make: func() pane.Pane { return flow.New() }},
	{name: "network", key: "n", of: model.ProjectPrefix, make: func() pane.Pane { return network.New() }},
	{name: "variance", key: "v", of: model.ProjectPrefix, make: func() pane.Pane { return baseline.New() }},
	{name: "slip", key: "m", of: model.ProjectPrefix, make: func() pane.Pane { return slip.New() }},
	{name: "scenario", key: "c", of: model.ProjectPrefix, make: func() pane.Pane { return scenario.New() }},
	{name: "scope", key: "o", of: model.ProjectPrefix, make: func() pane.Pane { return scope.New() }},
}

func pageNamed(name string) *page {
	for i := range pages {
		if pages[i].name == name {
			return &pages[i]
		}
	}
	return nil
}

// pageOf is the live pane of a page, made when first asked for; nil for the two panes of home.
func (m *Model) pageOf(name string) pane.Pane {
	if p, ok := m.pages[name]; ok {
		return p
	}
	p := pageNamed(name)
	if p == nil {
		return nil
	}
	made := p.make()
	m.pages[name] = made
	m.recall(made)
	return made
}

// showPage goes to a page about a record; 0 leaves it where it was.
func (m *Model) showPage(p pane.Page) tea.Cmd {
	m.place = p.Place
	x := m.pageOf(p.Place)
	x.Sync(m.env)
	if to, ok := x.(pane.Placed); ok && (p.Open != 0 || p.ID != 0 || p.Kind != "") {
		return m.do(to.Return(m.env, p))
	}
	return nil
}

// showBy opens the page of a second key of app.show, about the record at hand.
func (m *Model) showBy(key string) tea.Cmd {
	for i := range pages {
		p := &pages[i]
		if p.key != key {
			continue
		}
		id := m.atHand(p.of)
		if p.of != "" && id == 0 {
			return m.say(m.missing(p.of), true)
		}
		return m.goTo(pane.Page{Place: p.name, Open: id})
	}
	return nil
}

// missing says that no record of a kind is at hand for a page that is about one.
func (m *Model) missing(prefix string) string {
	noun := "record"
	if k := m.env.Snap.Schema().Prefix(prefix); k != nil {
		noun = k.Name
	}
	return fmt.Sprintf("Go to a %s first, or to something that belongs to one.", noun)
}

// atHand is the record of a kind that the screen is about: that under the cursor, what it belongs
// to, or else the same of the preview, or of the other side; 0 where there is none.
func (m *Model) atHand(prefix string) model.ID {
	if prefix == "" {
		return 0
	}
	var from []model.ID
	if n := len(m.overlays); n > 0 {
		if x, ok := m.overlays[n-1].(interface{ ID() model.ID }); ok {
			from = append(from, x.ID())
		}
	}
	if m.place != "home" {
		if x, ok := m.behind().(pane.Selecter); ok {
			from = append(from, x.Selected())
		}
		if x, ok := m.behind().(pane.Placed); ok {
			p, _ := x.Here()
			from = append(from, p.Open)
		}
	}
	from = append(from, m.sides[m.focus].pane().Selected())
	if m.preview != nil && m.previewWidth() > 0 { // it stays where a filter leaves nothing under the cursor
		from = append(from, m.preview.ID())
	}
	from = append(from, m.sides[1-m.focus].pane().Selected())
	for _, id := range from {
		if found := above(m.env.Snap, id, prefix); found != 0 {
			return found
		}
	}
	return 0
}

// above climbs from a record to that of a kind it belongs to: itself, its owners, the customer of
// its project, or the only live project of its customer.
func above(snap *model.Snapshot, id model.ID, prefix string) model.ID {
	for range 4 {
		r := snap.Get(id)
		if r == nil {
			return 0
		}
		if id.Prefix() == prefix {
			return id
		}
		switch x := r.(type) {
		case *model.Account:
			if prefix == model.ProjectPrefix {
				return onlyProject(snap, x.ID)
			}
			return 0
		case *model.Project:
			id = x.Account
		case interface{ Owner() model.ID }:
			id = x.Owner()
		default:
			return 0
		}
	}
	return 0
}

// pageItems are the pages for the palette.
func (m *Model) pageItems() []palette.Item {
	var out []palette.Item
	d, _ := m.env.Keys.Def("app.show")
	for i := range pages {
		for _, c := range d.Choices {
			if c.Key != pages[i].key {
				continue
			}
			out = append(out, palette.Item{ID: "page " + pages[i].name, Title: "Show: " + c.Title, Name: c.Title, Detail: d.Title, Group: "go", Words: act.PageWords(c.Key), Effect: func() pane.Effect {
				return pane.Act{Name: "app.show", Arg: c.Key}
			}})
		}
	}
	return out
}
