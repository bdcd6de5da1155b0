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
	of    map[string]map[string]string // prefix; name in small letters: the other source
	found map[string]map[string]int    // prefix; the other source: how many
}

// twin looks at a record that is new. A task's name is not its own: its id has to be the same too.
func (g *gather) twin(k *model.Kind, rec model.Record) {
	if !g.sourced {
		return
	}
	name := twinName(g.edit.Ctx, k, rec)
	if name == "" {
		return
	}
	if g.twins.of == nil {
		g.twins = twins{map[string]map[string]string{}, map[string]map[string]int{}}
	}
	known := g.twins.of[k.Prefix]
	if known == nil {
		known = map[string]string{}
		for old := range g.edit.Base().All(k.Prefix) {
			if b := old.Base(); b.Source != "" && b.Source != g.source {
				known[twinName(g.edit.Ctx, k, old)] = b.Source
			}
		}
		g.twins.of[k.Prefix] = known
	}
	other := known[name]
	if other == "" {
		return
	}
	if g.twins.found[k.Prefix] == nil {
		g.twins.found[k.Prefix] = map[string]int{}
	}
	g.twins.found[k.Prefix][other]++
}

// twinName is what two records have to have in common to be taken for the same.
func twinName(c *model.Ctx, k *model.Kind, rec model.Record) string {
	f := k.TitleField()
	if f == nil {
		return ""
	}
	name := strings.ToLower(strings.TrimSpace(f.Text(c, rec)))
	if name != "" && k.Prefix == model.TaskPrefix {
		name += "\x00" + rec.Base().ExternalID
	}
	return name
}

// tellTwins adds the warnings; the source named is the one most of them came from.
func (g *gather) tellTwins(file string) {
	for _, prefix := range slices.Sorted(maps.Keys(g.twins.found)) {
		n, most, from := 0, 0, ""
		for _, source := range slices.Sorted(maps.Keys(g.twins.found[prefix])) {
			count := g.twins.found[prefix][source]
			if n += count; count > most {
				most, from = count, source
			}
		}
		k := g.edit.Base().Schema().Prefix(prefix)
		verb := "have"
		if n == 1 {
			verb = "has"
		}
		g.res.Problems = append(g.res.Problems, Problem{File: file,
			Message: fmt.Sprintf("%d of these %s %s the name of %s that is here from another source (--source '%s' takes them for the same)", n, k.Plural, verb, text.An(k.Name), from)})
	}
}
