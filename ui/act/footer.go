package act

import (
	"cmp"
	"slices"
	"sort"
	"strings"
)

// reach visits every binding that a chain can answer now, innermost first, with
// the keys that no inner scope takes away. It follows the same rules as Press,
// so footer and help show exactly what works.
func (t *Table) reach(chain Chain, visit func(Scope, *rule, []string)) {
	taken := map[string]bool{}
	typing := false
	for i := 0; i < len(chain); i++ {
		sc := chain[i]
		for _, r := range t.scoped[sc.Name] {
			var keys []string
			for _, k := range r.bind.Keys {
				if !taken[k] && !(typing && runeKey(k)) {
					keys = append(keys, k)
				}
			}
			if len(keys) > 0 {
				visit(sc, r, keys)
			}
		}
		for _, r := range t.scoped[sc.Name] {
			for _, k := range r.bind.Keys {
				taken[k] = true
			}
		}
		typing = typing || sc.Text
		if sc.Leak == LeakNone {
			return
		}
		if sc.Leak == LeakGlobal {
			i = beforeGlobal(chain, i)
		}
	}
}

// beside is how many likely actions have room between two ranks.
const beside = 100

// likely is what the innermost scope with an opinion says.
func (c Chain) likely() []Name {
	for i := range c {
		if c[i].Likely != nil {
			return c[i].Likely()
		}
	}
	return nil
}

// Footer lists the ranked keys that work in a chain, in rank order, those that are likely at hand after
// the first. While a verb
// is pending (pending is not "") it lists that verb's choices instead.
func (t *Table) Footer(chain Chain, pending Name) []Hint {
	if d, ok := t.defs[pending]; ok && len(d.Choices) > 0 {
		return t.choices(chain, d)
	}
	type ranked struct {
		hint Hint
		rank int
	}
	var list []ranked
	likely := chain.likely()
	t.reach(chain, func(sc Scope, r *rule, keys []string) {
		rank := r.bind.Rank * beside
		at := slices.Index(likely, r.def.Name)
		if rank <= 0 && at < 0 {
			return
		}
		h := Hint{Key: keys[0], Text: short(r.def), Action: r.def.Name, Enabled: true}
		if r.def.Name != "app.show" { // a menu, not a verb: its keys are a dozen
			h.Choices = keysOf(r.def.Choices)
		}
		if sc.Short != nil {
			h.Text = cmp.Or(sc.Short(h.Action), h.Text)
		}
		if sc.Enabled != nil {
			h.Enabled, _ = sc.Enabled(r.def.Name)
		}
		if at >= 0 && h.Enabled {
			rank = beside + 1 + at
		}
		if rank > 0 {
			list = append(list, ranked{h, rank})
		}
	})
	sort.SliceStable(list, func(i, j int) bool { return list[i].rank < list[j].rank })
	out := make([]Hint, len(list))
	for i, l := range list {
		out[i] = l.hint
	}
	return out
}

// choices are the hints of a pending verb. The default stands first under the
// verb's own key, since the same key twice is the quickest way. Where it is a number among numbers it
// stays in its place, and the key is named behind it: 1 2 3 is read in this order.
func (t *Table) choices(chain Chain, d *Def) []Hint {
	var out []Hint
	counted := ""
	if len(d.Choices) > 0 && d.Default != d.Choices[0].Key && d.Default >= "1" && d.Default <= "9" {
		counted = t.KeyFor(chain, d.Name)
	}
	if d.Default != "" && counted == "" {
		if key := t.KeyFor(chain, d.Name); key != "" {
			out = append(out, Hint{Key: key, Text: titleOf(d.Choices, d.Default), Action: d.Name, Enabled: true})
		}
	}
	for _, c := range squeeze(d.Choices) {
		if len(out) > 0 && c.Key == d.Default && c.Title == out[0].Text {
			continue // the verb's own key says it already
		}
		if counted != "" && c.Key == d.Default {
			c.Title += " (or " + counted + ")"
		}
		out = append(out, Hint{Key: c.Key, Text: c.Title, Action: d.Name, Enabled: true})
	}
	return append(out, Hint{Key: "esc", Text: "leave", Action: d.Name, Enabled: true})
}

// Footer is Table.Footer for the dispatcher's own state.
func (d *Dispatcher) Footer(chain Chain) []Hint {
	name, _ := d.Pending()
	return d.table.Footer(chain, name)
}

func short(d *Def) string {
	if d.Short != "" {
		return d.Short
	}
	return strings.ToLower(d.Title)
}

// titleOf words a default: the choice's title, with its key in front when
// several choices share that title ("1 working days" among "1-9 working days").
func titleOf(cs []Choice, key string) string {
	for _, c := range cs {
		if c.Key != key {
			continue
		}
		for _, o := range cs {
			if o.Key != c.Key && o.Title == c.Title {
				return c.Key + " " + c.Title
			}
		}
		return c.Title
	}
	return key
}

// keysOf lists second keys in short; three digits in a row or more become a
// range, whatever they mean, since the footer has no room for more.
func keysOf(cs []Choice) string {
	var keys []string
	for i := 0; i < len(cs); {
		j := i + 1
		for j < len(cs) && nextDigit(cs[j-1], cs[j]) {
			j++
		}
		if j-i < 3 {
			j = i + 1
			keys = append(keys, cs[i].Key)
		} else {
			keys = append(keys, cs[i].Key+"-"+cs[j-1].Key)
		}
		i = j
	}
	return strings.Join(keys, " ")
}
