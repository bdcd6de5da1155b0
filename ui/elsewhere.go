package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"tandem/ui/act"
)

// elsewhere says of a key that means nothing here, and something in triage, where it works: in lists, on
// pages and on cards. In an entry, in any other dialog and over a running job it says nothing.
func (m *Model) elsewhere(res act.Result, key string) tea.Cmd {
	chain := m.chain()
	card := len(chain) > 0 && chain[0].Name == "detail"
	if res.Kind != act.Ignored || res.Scope != "" || m.job != nil || !card && (len(m.overlays) > 0 || m.place == "triage") {
		return nil
	}
	d, ok := m.disp.Table().In("triage", key)
	if !ok || !strings.HasPrefix(string(d.Name), "triage.") {
		return nil
	}
	where := "works in triage: " + m.env.Key(act.Global, "app.triage", "t") + " goes there"
	if m.place == "triage" {
		where = "works in the list: " + m.env.Key("detail", "detail.close", "esc") + " goes back there"
	}
	return m.say(key+" ("+strings.ToLower(d.Title)+") "+where, true)
}
