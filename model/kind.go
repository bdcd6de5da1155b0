package model

import (
	"fmt"
	"slices"
	"strings"
)

// Hat is the side of the desk a kind belongs to.
type Hat uint8

// The hats: both, Project Manager, Delivery Manager.
const (
	Both Hat = iota
	PM
	DM
)

// Kind is a type of record and all that is needed to store, list, edit, check, export and
// search it. It is declared once, in the file of its struct, and listed in kinds.go.
type Kind struct {
	Name, Plural string // "cost line", "cost lines"
	Prefix       string // one to three capitals, for good: it is part of every ID
	Hat          Hat
	Help         string // one sentence: what belongs here; empty lists show it
	Fields       []Field
	Columns      []string // shown in a table unless the person chose others
	Sort         string   // "-severity,due"
	// Check says what is wrong with a record that its fields alone cannot see. s holds the record already.
	Check func(c *Ctx, r Record) []Problem
	// Doubt says what is taken and kept all the same, though hardly meant; see Doubts. It gets what was
	// found in the fields alone, and returns all there is to say.
	Doubt func(c *Ctx, r Record, found []Problem) []Problem
	// Verbs is what can be done to a record besides editing it; the first that can is the key a.
	Verbs []Verb
	// Single marks a kind with exactly one record, which cannot be deleted.
	Single bool

	fresh     func() Record
	blank     func() Record
	reading   *lateReader
	copy      func(Record) Record
	overwrite func(to, from Record)
	is        func(Record) bool
	byName    map[string]int
	title     int
	custom    bool // its custom values are among the fields
}

// Problem is what is wrong with one value. Field is empty where it is the whole record.
type Problem struct {
	ID      ID
	Field   string
	Message string
}

func (p Problem) Error() string {
	s := p.Message
	if p.Field != "" {
		s = p.Field + ": " + s
	}
	if p.ID != 0 {
		s = p.ID.String() + " " + s
	}
	return s
}

// Problems is an error that lists several.
type Problems []Problem

func (p Problems) Error() string {
	out := make([]string, 0, min(len(p), 4))
	for i, x := range p {
		if i == 3 && len(p) > 4 {
			out = append(out, fmt.Sprintf("and %d more", len(p)-i))
			break
		}
		out = append(out, x.Error())
	}
	return strings.Join(out, "; ")
}

// define completes a kind: fresh makes a new record with its defaults.
func define[T any, P interface {
	*T
	Record
}](fresh func() P, k Kind) *Kind {
	k.fresh = func() Record { return fresh() }
	k.blank = func() Record { return P(new(T)) }
	k.reading = &lateReader{}
	k.copy = func(r Record) Record { c := *(r.(P)); return P(&c) }
	k.overwrite = func(to, from Record) { *(to.(P)) = *(from.(P)) }
	k.is = func(r Record) bool { x, ok := r.(P); return ok && x != nil }
	k.Fields = slices.Concat(k.Fields, common) // one slice of the right size, for this is paid at every start
	k.byName = make(map[string]int, len(k.Fields))
	k.title = -1
	for i := range k.Fields {
		f := &k.Fields[i]
		k.byName[f.Name] = i
		if f.Title && k.title < 0 {
			k.title = i
		}
	}
	return &k
}

// Derive completes a kind of what is worked out of records, as the lines of a queue are. It has
// fields, a filter and completions like any other, and is in no schema: it is never stored.
func Derive[T any, P interface {
	*T
	Record
}](k Kind) *Kind {
	return define(func() P { return new(T) }, k)
}

// New returns a new record with the kind's defaults and no ID.
func (k *Kind) New() Record { return k.fresh() }

// Blank returns an empty record: what a decoder fills.
func (k *Kind) Blank() Record { return k.blank() }

// Copy returns a copy to edit. Lists are shared with the original: replace, never write into them.
func (k *Kind) Copy(r Record) Record { return k.copy(r) }

// Field returns the field of that name, or nil.
func (k *Kind) Field(name string) *Field {
	if i, ok := k.byName[name]; ok {
		return &k.Fields[i]
	}
	return nil
}

// FindField is Field for what people type: case, blanks and hyphens do not matter, the label
// will do, and so will the beginning of a name where it is the only one or the others that
// begin so only go on from it (dur: duration, not duration_minutes).
func (k *Kind) FindField(name string) *Field {
	name = strings.NewReplacer(" ", "_", "-", "_").Replace(strings.ToLower(strings.TrimSpace(name)))
	if f := k.Field(name); f != nil || name == "" {
		return f
	}
	if f := k.customNamed(name); f != nil {
		return f
	}
	var found *Field
	for i := range k.Fields {
		f := &k.Fields[i]
		if strings.EqualFold(f.Label, strings.ReplaceAll(name, "_", " ")) {
			return f
		}
	}
	for i := range k.Fields {
		f := &k.Fields[i]
		switch {
		case !strings.HasPrefix(f.Name, name) || found != nil && strings.HasPrefix(f.Name, found.Name):
		case found == nil || strings.HasPrefix(found.Name, f.Name):
			found = f
		default:
			return nil
		}
	}
	return found
}

// FieldNames lists the names of all fields in their order.
func (k *Kind) FieldNames() []string {
	out := make([]string, len(k.Fields))
	for i := range k.Fields {
		out[i] = k.Fields[i].Name
	}
	return out
}

// Title is the name of the record: its Named field, or its reference where that is empty.
func (k *Kind) Title(c *Ctx, r Record) string {
	if k.title >= 0 {
		if s := k.Fields[k.title].Show(c, r); s != "" {
			return s
		}
	}
	return r.Base().ID.String()
}

// TitleField is the field that names a record, or nil.
func (k *Kind) TitleField() *Field {
	if k.title < 0 {
		return nil
	}
	return &k.Fields[k.title]
}

// Slug is the kind's name as scripts write it: "cost_line".
func (k *Kind) Slug() string { return strings.ReplaceAll(k.Name, " ", "_") }

// Schema is the ordered list of kinds that a snapshot knows.
type Schema struct {
	Kinds  []*Kind
	byCode map[uint32]int
}

// NewSchema makes a schema of kinds.
func NewSchema(kinds []*Kind) *Schema {
	s := &Schema{Kinds: kinds, byCode: make(map[uint32]int, len(kinds))}
	for i, k := range kinds {
		s.byCode[prefixCode(k.Prefix)] = i
	}
	return s
}

// Of returns the kind of an ID, or nil.
func (s *Schema) Of(id ID) *Kind {
	if i, ok := s.byCode[id.code()]; ok {
		return s.Kinds[i]
	}
	return nil
}

// Prefix returns the kind with that prefix, or nil.
func (s *Schema) Prefix(p string) *Kind { return s.Of(NewID(p, 1)) }

// Named returns the kind people mean: singular, plural, snake case or prefix, or the only
// one that begins so.
func (s *Schema) Named(name string) (*Kind, error) {
	n := strings.NewReplacer("_", " ", "-", " ").Replace(strings.ToLower(strings.TrimSpace(name)))
	var found []*Kind
	for _, k := range s.Kinds {
		if n == k.Name || n == k.Plural || n == strings.ToLower(k.Prefix) {
			return k, nil
		}
		if n != "" && strings.HasPrefix(k.Plural, n) {
			found = append(found, k)
		}
	}
	if len(found) == 1 {
		return found[0], nil
	}
	var all []string
	for _, k := range s.Kinds {
		all = append(all, strings.ReplaceAll(k.Plural, " ", "_"))
	}
	slices.Sort(all)
	return nil, fmt.Errorf("%q is not a kind of record: write one of %s", name, strings.Join(all, ", "))
}
