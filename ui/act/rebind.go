package act

import (
	"errors"
	"fmt"
	"sort"
)

// Rebinds are other keys for actions, scope by scope: what a configuration file asks for.
type Rebinds map[string]map[Name][]string

// RebindIn makes a table in which actions answer to other keys in the scopes named, and only
// there. Where an action has several bindings in a scope the keys replace all of them. The error
// names every unknown scope and action and each clash; the old table stays good.
func (t *Table) RebindIn(keys Rebinds) (*Table, error) {
	defs := make([]Def, 0, len(t.names))
	for _, n := range t.names {
		defs = append(defs, *t.defs[n])
	}
	binds := make([]Binding, 0, len(t.rules))
	met := map[spot]bool{}
	for _, r := range t.rules {
		b := r.bind
		to, ok := keys[b.Scope][b.Action]
		at := spot{b.Scope, string(b.Action)}
		if ok && met[at] {
			continue
		}
		if ok {
			met[at], b.Keys = true, to
		}
		binds = append(binds, b)
	}
	var faults []error
	for scope, actions := range keys {
		for n := range actions {
			if !met[spot{scope, string(n)}] {
				faults = append(faults, fmt.Errorf("cannot rebind %q: no key is bound to it in %q", n, scope))
			}
		}
	}
	sort.Slice(faults, func(i, j int) bool { return faults[i].Error() < faults[j].Error() })
	if len(faults) > 0 {
		return nil, fmt.Errorf("key table: %w", errors.Join(faults...))
	}
	return NewTable(defs, binds)
}

// Scopes lists the scopes in which keys are bound, in the order of help and README; a scope that
// is none of the product's comes last, by name.
func (t *Table) Scopes() []string {
	var out, rest []string
	known := map[string]bool{}
	for _, p := range places {
		known[p.name] = true
		if len(t.scoped[p.name]) > 0 {
			out = append(out, p.name)
		}
	}
	for s := range t.scoped {
		if !known[s] {
			rest = append(rest, s)
		}
	}
	sort.Strings(rest)
	return append(out, rest...)
}
