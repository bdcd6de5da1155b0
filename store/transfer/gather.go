package transfer

import (
	"tandem/model"
)

// gather collects the records of one import. A record is known again by its source (what the
// file comes from) and its external id (what it is called there), so that taking the same file
// twice changes nothing the second time.
type gather struct {
	edit   *model.Edit
	source string
	known  map[string]map[string]model.ID // prefix, external id
	count  tally
	res    Result
	kept   map[model.ID]bool // references that rows of the file have already
	// past tells what earlier imports have said of records; nil: the file's values are taken. waiting are
	// the records that merge has yet to look at.
	past    Past
	waiting []waiting
	mixed   bool // a record holds values of both sides
	// sourced tells that --source can name what the file comes from; heading, where it is there,
	// gives what the file calls the field that a problem is about.
	sourced bool
	twins   twins
	heading func(model.Problem) string
}

func newGather(e *model.Edit, source string) *gather {
	e.KeepLoops() // they are named by doubts
	return &gather{edit: e, source: source, known: map[string]map[string]model.ID{}}
}

// ids are the records of a kind that an earlier import of the same source brought.
func (g *gather) ids(prefix string) map[string]model.ID {
	m := g.known[prefix]
	if m == nil {
		m = map[string]model.ID{}
		for r := range g.edit.Base().All(prefix) {
			if b := r.Base(); b.Source == g.source && b.ExternalID != "" {
				m[b.ExternalID] = b.ID
			}
		}
		g.known[prefix] = m
	}
	return m
}

// id is the reference of a record that the file calls external: the one it has from an earlier
// import, or the next free one, which then stays its own. An empty external id is new each time.
func (g *gather) id(prefix, external string) model.ID {
	if external == "" {
		return g.next(prefix)
	}
	m := g.ids(prefix)
	id, ok := m[external]
	if !ok {
		id = g.next(prefix)
		m[external] = id
	}
	return id
}

// next is the next free reference of a kind.
func (g *gather) next(prefix string) model.ID {
	for {
		if id := g.edit.NextID(prefix); !g.kept[id] {
			return id
		}
	}
}

// put stores a record built on the known one, or on a new one with the kind's defaults, and
// counts what became of it. fill must set every field that the file speaks of, and no other.
func (g *gather) put(prefix string, id model.ID, external string, fill func(model.Record)) {
	g.putThen(prefix, id, external, fill, nil)
}

// putThen is put that tells what came of the record, which may be only when merge has looked at it.
func (g *gather) putThen(prefix string, id model.ID, external string, fill, stored func(model.Record)) {
	rec := g.begin(prefix, id, external)
	fill(rec)
	g.store(prefix, rec, stored)
}

// begin makes what put fills. Any goroutine may call it.
func (g *gather) begin(prefix string, id model.ID, external string) (rec model.Record) {
	k := g.edit.Base().Schema().Prefix(prefix)
	if old := g.edit.Base().Get(id); old != nil {
		rec = k.Copy(old)
	} else {
		rec = k.New()
		rec.Base().ID = id
	}
	rec.Base().Source, rec.Base().ExternalID = g.source, external
	return rec
}

// store counts a record that is made and stores it; stored, if any, hears what came of it.
func (g *gather) store(prefix string, rec model.Record, stored func(model.Record)) {
	k := g.edit.Base().Schema().Prefix(prefix)
	old := g.edit.Base().Get(rec.Base().ID)
	if old == nil {
		g.twin(k, rec)
	}
	g.keepOrPut(k, old, rec, false, stored)
}

// reject counts a row that was read and could not be taken, and says why.
func (g *gather) reject(kind string, p Problem) {
	c := g.count.of(kind)
	c.Read++
	c.Rejected++
	p.Rejected = true
	g.res.Problems = append(g.res.Problems, p)
}
