package transfer

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"tandem/model"
	"tandem/model/text"
)

// twins tells of records that an import adds although a record of the same name is here that came
// from another source: as a rule the same file under another name, whose rows would be here twice.
// It only warns, once for each kind, for two customers may well have one name.
type twins struct {
	added []model.ID // the new records to look at
}

// twin notes a record that is new, to be looked at. A task's name is not its own: its id has to be the same too,
// or the project it belongs to. A format whose source is fixed only looks at plans and customers:
// people and calendars of one name are the same in all of them.
func (g *gather) twin(k *model.Kind, rec model.Record) {
	if !g.sourced && !slices.Contains(twinKinds, k.Prefix) {
		return
	}
	g.twins.added = append(g.twins.added, rec.Base().ID)
}

// findTwins looks for the records that were added among those of other sources, now that all of
// them are there, and what they belong to.
func (g *gather) findTwins() map[string]map[string]int {
	known, found := map[string]map[string]string{}, map[string]map[string]int{}
	for _, id := range g.twins.added {
		k := g.edit.Base().Schema().Of(id)
		of := known[k.Prefix]
		if of == nil {
			of = map[string]string{}
			for old := range g.edit.Base().All(k.Prefix) {
				if b := old.Base(); b.Source != "" && b.Source != g.source {
					for _, name := range g.twinNames(k, old) {
						of[name] = b.Source
					}
				}
			}
			known[k.Prefix] = of
		}
		rec := g.edit.Get(id)
		if rec == nil || len(of) == 0 {
			continue
		}
		for _, name := range g.twinNames(k, rec) {
			if other := of[name]; other != "" {
				if found[k.Prefix] == nil {
					found[k.Prefix] = map[string]int{}
				}
				found[k.Prefix][other]++
				break
			}
		}
	}
	return found
}

var twinKinds = []string{model.ProjectPrefix, model.TaskPrefix, model.AccountPrefix}

// twinNames are what two records have to have one of in common to be taken for the same.
func (g *gather) twinNames(k *model.Kind, rec model.Record) []string {
	f := k.TitleField()
	if f == nil {
		return nil
	}
	c := g.edit.Ctx
	name := strings.ToLower(strings.TrimSpace(f.Text(c, rec)))
	t, ok := rec.(*model.Task)
	switch {
	case name == "":
		return nil
	case !ok:
		return []string{name}
	case g.sourced:
		return []string{name + "\x00" + t.ExternalID}
	}
	out := []string{name + "\x00" + t.ExternalID}
	if p, ok := g.edit.Get(t.Project).(*model.Project); ok && p.Name != "" {
		out = append(out, name+"\x00\x00"+strings.ToLower(strings.TrimSpace(p.Name)))
	}
	return out
}

// tellTwins adds the warnings; the source named is the one most of them came from. Where no source
// can be named, few records of one name are no news: two plans may well have a task "Design".
func (g *gather) tellTwins(file string) {
	found := g.findTwins()
	for _, prefix := range slices.Sorted(maps.Keys(found)) {
		n, most, from := 0, 0, ""
		for _, source := range slices.Sorted(maps.Keys(found[prefix])) {
			count := found[prefix][source]
			if n += count; count > most {
				most, from = count, source
			}
		}
		k := g.edit.Base().Schema().Prefix(prefix)
		if !g.sourced && 2*n < g.count.of(k.Slug()).Added {
			continue
		}
		verb, advice := "have", fmt.Sprintf("(--source '%s' takes them for the same)", from)
		if n == 1 {
			verb = "has"
		}
		if !g.sourced {
			advice = "(" + from + "): they may be here twice now, which undo takes back"
		}
		g.res.Problems = append(g.res.Problems, Problem{File: file,
			Message: fmt.Sprintf("%d of these %s %s the name of %s that is here from another source %s", n, k.Plural, verb, text.An(k.Name), advice)})
	}
}
