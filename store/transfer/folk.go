package transfer

import (
	"strings"

	"tandem/model"
)

// folk makes People of the names a file mentions. Somebody is known again by the id the tracker
// has for them, by their address, or by a name that exactly one person has; whoever is known
// stays as they are, and everybody else is added.
type folk struct {
	g       *gather
	byID    map[string]model.ID
	byMail  map[string]model.ID
	byName  map[string]model.ID
	twice   map[string]bool // names that two people have
	started bool
}

func newFolk(g *gather) *folk {
	return &folk{g: g, byID: map[string]model.ID{}, byMail: map[string]model.ID{}, byName: map[string]model.ID{}, twice: map[string]bool{}}
}

// start notes the people there are.
func (f *folk) start() {
	f.started = true
	for p := range model.Each[*model.Person](f.g.edit.Base(), model.PersonPrefix) {
		if p.Source == f.g.source && p.ExternalID != "" {
			f.byID[p.ExternalID] = p.ID
		}
		f.note(who{Name: p.Name, Email: p.Email}, p.ID)
	}
}

// note remembers what somebody is called.
func (f *folk) note(w who, id model.ID) {
	if m := foldMail(w.Email); m != "" && f.byMail[m] == 0 {
		f.byMail[m] = id
	}
	name := foldName(w.Name)
	switch old := f.byName[name]; {
	case name == "" || old == id:
	case old != 0:
		f.twice[name] = true
	default:
		f.byName[name] = id
	}
}

func foldMail(s string) string { return strings.ToLower(strings.TrimSpace(s)) }
func foldName(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

// id is the person, added where nobody is known by any part of w; 0 where w is empty.
func (f *folk) id(w who) model.ID {
	w = who{ID: oneLine(w.ID), Name: oneLine(w.Name), Email: oneLine(w.Email)}
	if w.empty() {
		return 0
	}
	if !f.started {
		f.start()
	}
	id := f.known(w)
	if id == 0 {
		id = f.add(w)
	}
	if w.ID != "" && f.byID[w.ID] == 0 {
		f.byID[w.ID] = id
	}
	f.note(w, id)
	return id
}

// known finds somebody by id, address or name.
func (f *folk) known(w who) model.ID {
	if id := f.byID[w.ID]; w.ID != "" && id != 0 {
		return id
	}
	if id := f.byMail[foldMail(w.Email)]; w.Email != "" && id != 0 {
		return id
	}
	name := foldName(w.Name)
	if name == "" && w.Email == "" {
		name = foldName(w.ID)
	}
	if name != "" && !f.twice[name] {
		return f.byName[name]
	}
	return 0
}

// add makes a new person.
func (f *folk) add(w who) model.ID {
	external := firstOr(w.ID, w.Email, w.Name)
	id := f.g.id(model.PersonPrefix, external)
	f.g.put(model.PersonPrefix, id, external, func(r model.Record) {
		p := r.(*model.Person)
		p.Name, p.Email = w.label(), w.Email
	})
	return id
}
