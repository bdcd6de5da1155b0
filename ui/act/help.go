package act

import (
	"strings"
)

// Help lists everything a chain can answer, one section for each scope, inner
// scopes first. Keys that an inner scope takes away are not shown.
func (t *Table) Help(chain Chain) []Section {
	var out []Section
	t.reach(chain, func(sc Scope, r *rule, keys []string) {
		if len(out) == 0 || out[len(out)-1].Scope != sc.Name {
			out = append(out, Section{Scope: sc.Name, Title: TitleOf(sc.Name)})
		}
		row := rowOf(r, keys)
		if sc.Short != nil {
			row.Here = sc.Short(r.def.Name)
		}
		if row.Here == short(r.def) || strings.Contains(strings.ToLower(row.Title), strings.ToLower(row.Here)) {
			row.Here = ""
		}
		if sc.Enabled != nil {
			row.Enabled, row.Reason = sc.Enabled(r.def.Name)
			if row.Enabled {
				row.Reason = ""
			}
		}
		last := &out[len(out)-1]
		last.Rows = append(last.Rows, row)
	})
	return out
}

// All lists every binding of the table in its written order, and after them the
// actions without a key, which only the palette can reach.
func (t *Table) All() []Row {
	out := make([]Row, 0, len(t.rules))
	bound := map[Name]bool{}
	for _, r := range t.rules {
		out = append(out, rowOf(r, r.bind.Keys))
		bound[r.def.Name] = true
	}
	for _, n := range t.names {
		if !bound[n] {
			out = append(out, rowOf(&rule{def: t.defs[n]}, nil))
		}
	}
	return out
}

func rowOf(r *rule, keys []string) Row {
	return Row{
		Action: r.def.Name, Scope: r.bind.Scope, Keys: keys, Title: r.def.Title, Help: r.def.Help,
		Choices: r.def.Choices, Default: r.def.Default, Enabled: true,
	}
}

// Markdown writes the whole table for the README, a heading for each scope.
func (t *Table) Markdown() string {
	var b strings.Builder
	last := ""
	for _, row := range t.All() {
		if len(row.Keys) == 0 {
			continue
		}
		if row.Scope != last {
			if last != "" {
				b.WriteByte('\n')
			}
			last = row.Scope
			b.WriteString("### " + TitleOf(last) + "\n\n| keys | what | how |\n|---|---|---|\n")
		}
		how := row.Help
		if len(row.Choices) > 0 {
			how += " Second key: " + inWords(row.Choices) + "."
		}
		b.WriteString("| " + codes(row.Keys) + " | " + row.Title + " | " + how + " |\n")
	}
	return b.String()
}

// codes sets keys as inline code; a bar would end the cell of a table.
func codes(keys []string) string {
	out := make([]string, len(keys))
	for i, k := range keys {
		out[i] = "`" + strings.ReplaceAll(k, "|", "\\|") + "`"
	}
	return strings.Join(out, " ")
}

func inWords(cs []Choice) string {
	var out []string
	for _, c := range squeeze(cs) {
		out = append(out, codes([]string{c.Key})+" "+c.Title)
	}
	return strings.Join(out, ", ")
}

// Brief writes the table in a few lines for the README: a paragraph for each scope of lists,
// records, triage and forms, each key with the title of its action. Keys that only move are
// left to the help.
func (t *Table) Brief() string {
	var b strings.Builder
	for _, p := range places {
		if p.text && p.name != "form" || p.name == "dialog" || p.name == "job" || p.name == "chart" || p.name == "today" || p.name == "page" || p.name == "columns" {
			continue
		}
		var parts []string
		for _, r := range t.scoped[p.name] {
			name := string(r.def.Name)
			if strings.HasPrefix(name, "move.") || strings.HasPrefix(name, "tab.") {
				continue
			}
			parts = append(parts, "`"+strings.Join(r.bind.Keys, "` `")+"` "+strings.ToLower(r.def.Title))
		}
		b.WriteString("**" + p.title + "**: " + strings.Join(parts, " · ") + "\n\n")
	}
	return b.String()
}
