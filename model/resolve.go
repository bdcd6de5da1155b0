package model

import (
	"errors"
	"fmt"
	"strings"
)

// NameOf is the name of the record an ID stands for; the reference itself where it is unknown.
func (c *Ctx) NameOf(id ID) string {
	if id == 0 {
		return ""
	}
	if c.Snap != nil {
		if r := c.Snap.Get(id); r != nil {
			return c.Snap.schema.Of(id).Title(c, r)
		}
	}
	return id.String()
}

// Resolve finds the record people mean: a reference, or a name that fits exactly one record
// of the kinds (prefixes; none: any). Without a snapshot any well-formed reference will do.
func (c *Ctx) Resolve(s string, kinds []string) (ID, error) {
	s = strings.TrimSpace(s)
	id, err := ParseID(s)
	f := Field{Kinds: kinds}
	if c.Snap == nil {
		return id, err
	}
	if err == nil && c.Snap.Get(id) != nil {
		if !f.Allows(id) {
			return 0, errors.New(c.wrongKind(id, kinds))
		}
		return id, nil
	}
	found, named := c.byName(s, kinds)
	if !named && (err != nil || c.Snap.schema.Of(id) == nil) {
		// What another program calls it; its bare numbers are looked for last.
		if strings.Trim(s, "0123456789") != "" || len(found) == 0 {
			if there := c.Snap.ByExternal(s, kinds); len(there) > 0 {
				found = there
			}
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return 0, fmt.Errorf("%q: no such %s", s, c.kindNames(kinds))
	}
	var names []string
	for i, id := range found {
		if i == 3 {
			names = append(names, "…")
			break
		}
		names = append(names, id.String()+" "+c.NameOf(id))
	}
	return 0, fmt.Errorf("%q fits %d records: %s", s, len(found), strings.Join(names, ", "))
}

// ByExternal lists the records of these kinds (none: any) that the program they came from calls s,
// in any case of letters: CRM-1000. Several sources may call different records so. It looks at every record.
func (s *Snapshot) ByExternal(external string, kinds []string) []ID {
	var out []ID
	if external = strings.TrimSpace(external); external == "" {
		return nil
	}
	for _, k := range s.schema.Kinds {
		if len(kinds) > 0 && !contains(kinds, k.Prefix) {
			continue
		}
		for r := range s.All(k.Prefix) {
			if b := r.Base(); b.ExternalID != "" && strings.EqualFold(b.ExternalID, external) {
				out = append(out, b.ID)
			}
		}
	}
	return out
}

// byName lists the records named s, and says so; if none is, those whose name contains it.
func (c *Ctx) byName(s string, kinds []string) (found []ID, named bool) {
	var exact, part []ID
	low := strings.ToLower(s)
	for _, k := range c.Snap.schema.Kinds {
		if len(kinds) > 0 && !contains(kinds, k.Prefix) || k.title < 0 {
			continue
		}
		for r := range c.Snap.All(k.Prefix) {
			name := strings.ToLower(k.Fields[k.title].Text(c, r))
			if name == low {
				exact = append(exact, r.Base().ID)
			} else if strings.Contains(name, low) {
				part = append(part, r.Base().ID)
			}
		}
	}
	if len(exact) > 0 {
		return exact, true
	}
	return part, false
}

func (c *Ctx) kindNames(kinds []string) string {
	var out []string
	for _, p := range kinds {
		if k := c.Snap.schema.Prefix(p); k != nil {
			out = append(out, k.Name)
		}
	}
	if len(out) == 0 {
		return "record"
	}
	return strings.Join(out, " or ")
}

func (c *Ctx) resolveAll(parts []string, kinds []string) ([]ID, error) {
	var out []ID
	for _, p := range parts {
		if strings.TrimSpace(p) == "" {
			continue
		}
		id, err := c.Resolve(p, kinds)
		if err != nil {
			return nil, err
		}
		out = append(out, id)
	}
	return out, nil
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
