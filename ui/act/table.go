package act

import (
	"errors"
	"fmt"
	"sort"
	"strings"
)

// spot is where a key is looked up. A struct of strings as a map key costs no
// allocation, which keeps a key press free of garbage.
type spot struct{ scope, key string }

// rule is a binding made ready: its action, what the action is, where it stood.
type rule struct {
	bind  Binding
	def   *Def
	order int
}

// Table is the checked and indexed list of keys. It never changes once built,
// so panes, footer and help may share it.
type Table struct {
	defs   map[Name]*Def
	names  []Name
	rules  []*rule
	index  map[spot]*rule
	scoped map[string][]*rule
}

// NewTable checks and indexes definitions and bindings. The error lists all
// faults at once; a table with faults is not returned, because a key that does
// something else than the help says is worse than none.
func NewTable(defs []Def, binds []Binding) (*Table, error) {
	t := &Table{
		defs: make(map[Name]*Def, len(defs)), index: map[spot]*rule{}, scoped: map[string][]*rule{},
	}
	var faults []error
	for i := range defs {
		d := defs[i]
		faults = append(faults, checkDef(d)...)
		if _, dup := t.defs[d.Name]; dup {
			faults = append(faults, fmt.Errorf("action %q is defined twice", d.Name))
			continue
		}
		t.defs[d.Name] = &d
		t.names = append(t.names, d.Name)
	}
	for i, b := range binds {
		faults = append(faults, t.bind(i, b)...)
	}
	if err := errors.Join(faults...); err != nil {
		return nil, fmt.Errorf("key table: %w", err)
	}
	return t, nil
}

// checkDef holds a definition to what footer and help need from it.
func checkDef(d Def) (faults []error) {
	fail := func(format string, args ...any) {
		faults = append(faults, fmt.Errorf("action %q "+format, append([]any{d.Name}, args...)...))
	}
	if d.Name == "" || d.Title == "" || strings.TrimSpace(d.Help) == "" {
		fail("needs a name, a title and a line of help")
	}
	if d.Default != "" && len(d.Choices) == 0 {
		fail("has a default but no choices")
	}
	seen, hasDefault := map[string]bool{}, d.Default == ""
	for _, c := range d.Choices {
		if c.Key == "" || c.Title == "" {
			fail("has a choice without key or title")
		}
		if seen[c.Key] {
			fail("has the choice %q twice", c.Key)
		}
		if leaves(c.Key) {
			fail("cannot have %q as a choice: it leaves the verb", c.Key)
		}
		seen[c.Key] = true
		hasDefault = hasDefault || c.Key == d.Default
	}
	if len(d.Choices) > 0 && !hasDefault {
		fail("has the default %q, which is none of its choices", d.Default)
	}
	return faults
}

// bind enters one binding and reports what is wrong with it.
func (t *Table) bind(order int, b Binding) (faults []error) {
	d, ok := t.defs[b.Action]
	if !ok {
		return []error{fmt.Errorf("scope %q binds the unknown action %q", b.Scope, b.Action)}
	}
	if len(b.Keys) == 0 || b.Scope == "" {
		return []error{fmt.Errorf("action %q is bound without a key or a scope", b.Action)}
	}
	r := &rule{bind: b, def: d, order: order}
	for _, key := range b.Keys {
		at := spot{b.Scope, key}
		if old, taken := t.index[at]; taken {
			faults = append(faults, fmt.Errorf("scope %q: key %q is bound to %q and to %q", b.Scope, key, old.def.Name, d.Name))
			continue
		}
		if key == "" {
			faults = append(faults, fmt.Errorf("scope %q: %q is bound to an empty key", b.Scope, d.Name))
			continue
		}
		for _, c := range d.Choices {
			if c.Key == key {
				faults = append(faults, fmt.Errorf("scope %q: %q is both the key and a choice of %q", b.Scope, key, d.Name))
			}
		}
		t.index[at] = r
	}
	t.rules = append(t.rules, r)
	t.scoped[b.Scope] = append(t.scoped[b.Scope], r)
	return faults
}

// find looks a key up in one scope; nil when the scope does not know it.
func (t *Table) find(scope, key string) *rule { return t.index[spot{scope, key}] }

// Def gives the definition of an action.
func (t *Table) Def(n Name) (Def, bool) {
	d, ok := t.defs[n]
	if !ok {
		return Def{}, false
	}
	return *d, true
}

// In gives the definition of what a key does in a scope; ok is false where it does nothing there.
func (t *Table) In(scope, key string) (d Def, ok bool) {
	if r := t.find(scope, key); r != nil {
		return *r.def, true
	}
	return Def{}, false
}

// Keys lists the keys of an action in a scope, nil when it has none there.
func (t *Table) Keys(scope string, n Name) []string {
	var keys []string
	for _, r := range t.scoped[scope] {
		if r.def.Name == n {
			keys = append(keys, r.bind.Keys...)
		}
	}
	return keys
}

// KeyFor gives the first key that reaches an action from a chain, "" when none
// does: for messages such as "press u to undo".
func (t *Table) KeyFor(chain Chain, n Name) string {
	found := ""
	t.reach(chain, func(_ Scope, r *rule, keys []string) {
		if found == "" && r.def.Name == n {
			found = keys[0]
		}
	})
	return found
}

// Rebind makes a table in which the named actions answer to other keys, in every
// scope that binds them. The error names unknown actions and each clash that the
// change would bring; the old table stays good.
func (t *Table) Rebind(keys map[Name][]string) (*Table, error) {
	defs := make([]Def, 0, len(t.names))
	for _, n := range t.names {
		defs = append(defs, *t.defs[n])
	}
	binds := make([]Binding, 0, len(t.rules))
	moved := map[Name]bool{}
	given := map[spot]bool{}
	for _, r := range t.rules {
		b := r.bind
		if to, ok := keys[b.Action]; ok {
			moved[b.Action] = true
			at := spot{b.Scope, string(b.Action)}
			if given[at] {
				continue
			}
			given[at], b.Keys = true, to
		}
		binds = append(binds, b)
	}
	var faults []error
	for n := range keys {
		if !moved[n] {
			faults = append(faults, fmt.Errorf("cannot rebind %q: no key is bound to it", n))
		}
	}
	sort.Slice(faults, func(i, j int) bool { return faults[i].Error() < faults[j].Error() })
	if len(faults) > 0 {
		return nil, fmt.Errorf("key table: %w", errors.Join(faults...))
	}
	return NewTable(defs, binds)
}
