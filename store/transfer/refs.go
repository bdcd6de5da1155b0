package transfer

import (
	"fmt"
	"strings"

	"tandem/model"
)

// resolver finds the records that cells name: by reference, by the id they have where they come
// from, or by their name where only one has it. It knows what is in the workspace and what the
// file brings, rows further down too.
type resolver struct {
	g      *gather
	coming map[model.ID]bool // what the file brings
	tables map[string]*nameTable
	memo   map[namedCell]named // what cells named, until another name is known
	known  int                 // names noted so far
}

// namedCell is a cell of a column that a field takes; named what it names.
type namedCell struct {
	field *model.Field
	cell  string
}

type named struct {
	refs    string
	unknown []string
}

// memoNames bounds how many cells are remembered.
const memoNames = 4096

// nameTable is what the records of one kind are called.
type nameTable struct {
	byName, byID map[string]model.ID // lower case; twice: more than one is called so
	ours         map[string]model.ID // by id, of the import's own source
}

// twice stands for several records of one name.
const twice = ^model.ID(0)

func newResolver(g *gather) *resolver {
	return &resolver{g: g, coming: map[model.ID]bool{}, tables: map[string]*nameTable{}}
}

// table is made when a kind is first asked for.
func (r *resolver) table(prefix string) *nameTable {
	if t := r.tables[prefix]; t != nil {
		return t
	}
	t := &nameTable{map[string]model.ID{}, map[string]model.ID{}, map[string]model.ID{}}
	r.tables[prefix] = t
	k := r.g.edit.Base().Schema().Prefix(prefix)
	if k == nil {
		return t
	}
	title, c := k.TitleField(), r.g.edit.Ctx
	for rec := range r.g.edit.Base().All(prefix) {
		b := rec.Base()
		if title != nil {
			add(t.byName, title.Text(c, rec), b.ID)
		}
		add(t.byID, b.ExternalID, b.ID)
		if b.Source == r.g.source && b.ExternalID != "" {
			t.ours[strings.ToLower(b.ExternalID)] = b.ID
		}
	}
	return t
}

// add notes a name; one that several records have stands for none of them.
func add(m map[string]model.ID, name string, id model.ID) {
	name = strings.ToLower(strings.TrimSpace(name))
	if name == "" {
		return
	}
	if old, ok := m[name]; ok && old != id {
		m[name] = twice
		return
	}
	m[name] = id
}

// brings notes a record of the file with what it is called there.
func (r *resolver) brings(prefix string, id model.ID, name, external string) {
	r.known++
	r.memo = nil
	r.coming[id] = true
	t := r.table(prefix)
	add(t.byName, name, id)
	if external = strings.ToLower(strings.TrimSpace(external)); external != "" {
		t.ours[external] = id
	}
}

// exists reports whether a record is in the workspace or will be.
func (r *resolver) exists(id model.ID) bool {
	return r.coming[id] || r.g.edit.Base().Get(id) != nil
}

// find is the record of one of the kinds (prefixes; none: any) that a text names; 0 and a reason
// where it names none, or several.
func (r *resolver) find(s string, kinds []string) (model.ID, string) {
	s = strings.TrimSpace(s)
	if id := refIn(s); id != 0 && r.exists(id) && (len(kinds) == 0 || id.Is(kinds[0]) || contains(kinds, id)) {
		return id, ""
	}
	if len(kinds) == 0 {
		for _, k := range r.g.edit.Base().Schema().Kinds {
			kinds = append(kinds, k.Prefix)
		}
	}
	low, several := strings.ToLower(s), false
	for _, by := range []func(*nameTable) map[string]model.ID{
		func(t *nameTable) map[string]model.ID { return t.ours },
		func(t *nameTable) map[string]model.ID { return t.byName },
		func(t *nameTable) map[string]model.ID { return t.byID }} {
		var found model.ID
		for _, p := range kinds {
			if id := by(r.table(p))[low]; id != 0 {
				if found != 0 || id == twice {
					several = true
				}
				found = id
			}
		}
		if found != 0 && !several {
			return found, ""
		}
		if several {
			break
		}
	}
	if several {
		return 0, fmt.Sprintf("%s is the name of more than one", quote(s))
	}
	return 0, fmt.Sprintf("%s is not known here", quote(s))
}

// refIn is the reference that a text is, 0 where it is none. Most names are told apart by their
// looks, without the error that ParseID words.
func refIn(s string) model.ID {
	i := strings.IndexAny(s, "-0123456789")
	if i < 1 || i > 3 {
		return 0
	}
	id, err := model.ParseID(s)
	if err != nil {
		return 0
	}
	return id
}

func contains(kinds []string, id model.ID) bool {
	for _, p := range kinds {
		if id.Is(p) {
			return true
		}
	}
	return false
}

// makeable are the kinds of which a mere name makes a record: whoever brings a list of tasks
// brings their projects, customers and people with it.
var makeable = map[string]bool{model.PersonPrefix: true, model.ProjectPrefix: true, model.AccountPrefix: true}

// make adds a record of which only the name is known, where the field takes one kind that allows
// it; 0 where it does not.
func (r *resolver) make(name string, kinds []string) model.ID {
	if name = oneLine(name); refIn(name) != 0 {
		return 0 // a reference to something that is not there
	}
	return r.makeCalled(name, kinds)
}

// makeCalled is make for what is surely a name, be it that it looks like a reference: that of a file.
func (r *resolver) makeCalled(name string, kinds []string) model.ID {
	name = oneLine(name)
	if len(kinds) != 1 || !makeable[kinds[0]] || name == "" {
		return 0
	}
	k := r.g.edit.Base().Schema().Prefix(kinds[0])
	id := r.g.id(k.Prefix, name)
	if r.coming[id] {
		return id // by another row
	}
	c := r.g.edit.Ctx
	failed := false
	r.g.put(k.Prefix, id, name, func(rec model.Record) {
		failed = k.TitleField().Parse(c, rec, name) != nil
	})
	if failed {
		return 0
	}
	r.brings(k.Prefix, id, name, name)
	return id
}

// remembered is names, which finds the same for the same cell as long as no name is added.
func (r *resolver) remembered(f *model.Field, cell string) (refs string, unknown []string) {
	key := namedCell{f, cell}
	if n, ok := r.memo[key]; ok {
		return n.refs, n.unknown
	}
	before := r.known
	refs, unknown = r.names(f, cell)
	if before == r.known && len(r.memo) < memoNames {
		if r.memo == nil {
			r.memo = map[namedCell]named{}
		}
		r.memo[key] = named{refs, unknown}
	}
	return refs, unknown
}

// names turns the names in a cell of references into references; what is not known is listed.
func (r *resolver) names(f *model.Field, cell string) (refs string, unknown []string) {
	var out []string
	for _, part := range splitNames(r, f, cell) {
		id, why := r.find(part, f.Kinds)
		if id == 0 && !strings.Contains(why, "more than one") {
			id = r.make(part, f.Kinds)
		}
		if id == 0 {
			unknown = append(unknown, why)
			continue
		}
		out = append(out, id.String())
	}
	return strings.Join(out, ", "), unknown
}

// splitNames cuts a cell that may name several. A name with a comma in it is one name if there
// is a record of it.
func splitNames(r *resolver, f *model.Field, cell string) []string {
	if strings.TrimSpace(cell) == "" {
		return nil
	}
	if f.Type == model.TypeRef {
		return []string{cell}
	}
	if id, _ := r.find(cell, f.Kinds); id != 0 {
		return []string{cell}
	}
	marks := ",;\n"
	if strings.ContainsAny(cell, ";\n") {
		marks = ";\n"
	}
	var out []string
	for _, p := range strings.FieldsFunc(cell, func(c rune) bool { return strings.ContainsRune(marks, c) }) {
		if strings.TrimSpace(p) != "" {
			out = append(out, p)
		}
	}
	return out
}
