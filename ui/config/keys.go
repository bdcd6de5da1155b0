package config

import (
	"fmt"
	"slices"
	"strings"

	"tandem/ui/act"
)

// wish is an action with the keys the file asks for it, in one scope.
type wish struct {
	scope  string
	action act.Name
	keys   []string
	parts  []string // where it stands in the file
}

// keys reads the section keys. Wishes that cannot be granted are taken out one by one until what
// is left has no clash, so that one bad line costs itself and nothing else.
func (r *reader) keys(c *Config, v any, table *act.Table) {
	section, ok := v.(map[string]any)
	if !ok {
		r.warn([]string{"keys"}, "keys is a section: write [keys.browse] and below it \"record.new\" = \"n\"")
		return
	}
	wishes := r.wishes(section, []string{"keys"}, table)
	for {
		bad := r.clash(wishes, table)
		if len(bad) == 0 {
			break
		}
		wishes = slices.DeleteFunc(wishes, func(w wish) bool { return bad[place(w.parts)] })
	}
	r.hidden(wishes, table)
	for _, w := range wishes {
		if c.Keys[w.scope] == nil {
			c.Keys[w.scope] = map[act.Name][]string{}
		}
		c.Keys[w.scope][w.action] = w.keys
	}
}

// wishes reads the leaves of the section. Scopes and actions have dots in their names, which
// TOML reads as sections within sections unless they are quoted: both ways are understood.
func (r *reader) wishes(section map[string]any, parts []string, table *act.Table) []wish {
	var out []wish
	for _, name := range sorted(section) {
		at := append(slices.Clone(parts), name)
		if deeper, ok := section[name].(map[string]any); ok {
			out = append(out, r.wishes(deeper, at, table)...)
			continue
		}
		w := wish{parts: at}
		if !r.name(&w, table) || !r.pressed(&w, section[name], writing(w.scope, table)) {
			continue
		}
		out = append(out, w)
	}
	return out
}

// name tells scope and action from the parts of a key.
func (r *reader) name(w *wish, table *act.Table) bool {
	full := strings.Join(w.parts[1:], ".")
	var known []string
	for _, s := range table.Scopes() {
		if strings.HasPrefix(full, s+".") && len(s) > len(w.scope) {
			w.scope = s
		}
	}
	if w.scope == "" {
		first := w.parts[1]
		r.warn(w.parts, "there are no keys of %s%s", shown(first), meant(first, table.Scopes()))
		return false
	}
	w.action = act.Name(strings.TrimPrefix(full, w.scope+"."))
	if len(table.Keys(w.scope, w.action)) > 0 {
		return true
	}
	for _, row := range table.All() {
		if row.Scope == w.scope {
			known = append(known, string(row.Action))
		}
	}
	r.warn(w.parts, "%s has no action %s%s", w.scope, shown(string(w.action)), meant(string(w.action), known))
	return false
}

// pressed reads the keys themselves: one in quotes, or a list of them. In writing a sign is no key.
func (r *reader) pressed(w *wish, v any, writing bool) bool {
	list, ok := v.([]any)
	if !ok {
		list = []any{v}
	}
	if len(list) == 0 {
		r.warn(w.parts, "%s needs a key; it keeps its own", w.action)
		return false
	}
	for _, x := range list {
		s, ok := x.(string)
		if !ok {
			r.warn(w.parts, "%s: a key is a text in quotes, not %s", w.action, written(x))
			return false
		}
		key, why := Key(s)
		if why == "" && writing && types(key) {
			why = fmt.Sprintf("%s would be typed here; take one with ctrl or alt, or a function key", key)
		}
		if why != "" {
			r.warn(w.parts, "%s: %s", w.action, why)
			return false
		}
		if !slices.Contains(w.keys, key) {
			w.keys = append(w.keys, key)
		}
	}
	return true
}

// writing reports whether a scope is a text that takes every sign typed. One that binds signs by
// itself is none, whatever else it takes.
func writing(scope string, table *act.Table) bool {
	if !act.ScopeOf(scope).Text {
		return false
	}
	for _, row := range table.All() {
		if row.Scope == scope && slices.ContainsFunc(row.Keys, types) {
			return false
		}
	}
	return true
}

// holder is who answers to a key in a scope.
type holder struct {
	action act.Name
	wish   *wish // nil: by default
}

// holders are all keys of a scope as the wishes would have them. A key may have several.
func holders(scope string, wishes []wish, table *act.Table) map[string][]holder {
	out := map[string][]holder{}
	met := map[act.Name]bool{}
	for _, row := range table.All() {
		if row.Scope != scope || len(row.Keys) == 0 {
			continue
		}
		i := slices.IndexFunc(wishes, func(w wish) bool { return w.scope == scope && w.action == row.Action })
		h, keys := holder{action: row.Action}, row.Keys
		if i >= 0 {
			if met[row.Action] {
				continue
			}
			met[row.Action] = true
			h.wish, keys = &wishes[i], wishes[i].keys
		}
		for _, k := range keys {
			out[k] = append(out[k], h)
		}
	}
	return out
}

// clash finds wishes that cannot be granted beside each other or beside the keys that stay, says
// so with both places, and names those to take out.
func (r *reader) clash(wishes []wish, table *act.Table) map[string]bool {
	bad := map[string]bool{}
	for _, scope := range table.Scopes() {
		held := holders(scope, wishes, table)
		for _, key := range sorted(held) {
			r.second(held[key], key, table, bad)
			if list := held[key]; len(list) > 1 {
				r.twice(scope, key, list, bad)
			}
		}
	}
	return bad
}

// second refuses a verb's key that is also one of its second keys: pressed twice it could mean
// two things.
func (r *reader) second(list []holder, key string, table *act.Table, bad map[string]bool) {
	for _, h := range list {
		if h.wish == nil || bad[place(h.wish.parts)] {
			continue
		}
		d, _ := table.Def(h.action)
		for _, c := range d.Choices {
			if c.Key == key {
				r.fail(h.wish, 0, "%s: %s is also its second key for %q; it keeps its own", h.action, key, c.Title)
				bad[place(h.wish.parts)] = true
			}
		}
	}
}

// twice words a key with several actions. Those that asked for it lose it.
func (r *reader) twice(scope, key string, list []holder, bad map[string]bool) {
	asked := slices.DeleteFunc(slices.Clone(list), func(h holder) bool { return h.wish == nil })
	for i, h := range asked {
		if bad[place(h.wish.parts)] {
			continue
		}
		bad[place(h.wish.parts)] = true
		if len(asked) == 1 {
			other := list[0]
			if other.wish != nil {
				other = list[1]
			}
			r.fail(h.wish, 0, "%s: %s belongs to %s in %s; give that one another key too; it keeps its own", h.action, key, other.action, scope)
			continue
		}
		o := asked[(i+1)%len(asked)]
		if i == 0 {
			r.fail(h.wish, r.lines[place(o.wish.parts)], "%s is bound to %s and to %s in %s; both keep their own", key, h.action, o.action, scope)
		}
	}
}

func (r *reader) fail(w *wish, also int, format string, args ...any) {
	r.problems = append(r.problems, Problem{Line: r.lines[place(w.parts)], Also: also, Error: true, Text: fmt.Sprintf(format, args...)})
}

// hidden warns of keys that never arrive: a place takes a key before what works everywhere sees
// it. Where the product itself is made like that, as with tab in triage, nobody is told.
func (r *reader) hidden(wishes []wish, table *act.Table) {
	global := holders(act.Global, wishes, table)
	was := holders(act.Global, nil, table)
	for _, scope := range table.Scopes() {
		if scope == act.Global || act.ScopeOf(scope).Leak == act.LeakNone {
			continue
		}
		inner, before := holders(scope, wishes, table), holders(scope, nil, table)
		for _, key := range sorted(inner) {
			out, in := global[key], inner[key]
			if len(out) == 0 || len(in) == 0 || out[0].action == in[0].action {
				continue
			}
			if len(was[key]) > 0 && len(before[key]) > 0 && was[key][0].action == out[0].action {
				continue
			}
			w := in[0].wish
			if w == nil {
				w = out[0].wish
			}
			if w != nil {
				r.warn(w.parts, "in %s %s means %s, so that it does not reach %s there", scope, key, in[0].action, out[0].action)
			}
		}
	}
}
