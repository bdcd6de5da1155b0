package form

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"tandem/model"
	"tandem/ui/entry"
	"tandem/ui/pane"
)

// match is a record offered for what was typed into a reference.
type match struct {
	id    model.ID
	label string
	at    []int // the bytes of label that were typed
	rank  int
}

const (
	maxMatches = 6    // offered at once
	maxRanked  = 4000 // looked at with care; so few letters that fit more cannot tell them apart
)

// name is a record as the search sees it.
type name struct {
	id    model.ID
	label string
}

// namesKey is the key under which the names of a kind are kept with the snapshot.
type namesKey struct{}

// names lists the records of a kind; it is kept with the snapshot until they change.
func names(c *model.Ctx, k *model.Kind) []name {
	return model.Memo(c.Snap, k.Prefix, namesKey{}, func(all iter.Seq[model.Record]) []name {
		var out []name
		tf := k.TitleField()
		for r := range all {
			n := name{id: r.Base().ID, label: r.Base().ID.String()}
			if tf != nil && tf.Type == model.TypeText {
				if t := flat(tf.Text(c, r)); t != "" {
					n.label += " " + t
				}
			}
			out = append(out, n)
		}
		return out
	})
}

// flat takes out of a name what parts a list of references.
func flat(s string) string { return strings.Join(strings.Fields(strings.ReplaceAll(s, ",", " ")), " ") }

// label is how a reference stands in the form: T-14 Carrier API.
func (f *Form) label(c *model.Ctx, id model.ID) string {
	if id == 0 {
		return ""
	}
	s := id.String()
	if n := flat(c.NameOf(id)); n != s {
		s += " " + n
	}
	f.labels[s] = id
	return s
}

// labelAll is the label of each reference of a field, parted by commas.
func (f *Form) labelAll(c *model.Ctx, fd *model.Field, r model.Record) string {
	var out []string
	fd.EachRef(r, func(id model.ID) { out = append(out, f.label(c, id)) })
	return strings.Join(out, ", ")
}

// unlabel turns a label back into its reference. Anything else comes back as it is, to be
// looked up by name.
func (f *Form) unlabel(c *model.Ctx, s string) string {
	s = strings.TrimSpace(s)
	if id, ok := f.labels[s]; ok {
		return id.String()
	}
	ref, rest, _ := strings.Cut(s, " ")
	id, err := model.ParseID(ref)
	if err != nil || c.Snap.Get(id) == nil {
		return s
	}
	if rest = flat(rest); rest == "" || strings.EqualFold(rest, flat(c.NameOf(id))) {
		return id.String()
	}
	return s
}

// part is the stretch of the focused field that is being typed: all of a reference, or what
// stands between two commas of a list of them.
func (f *Form) part() (from, to int, text string) {
	in := f.cur()
	s := in.raw()
	from, to = 0, len(s)
	if in.f.Type == model.TypeRefs {
		at := len(in.line.Before())
		from = strings.LastIndexByte(s[:at], ',') + 1
		if i := strings.IndexByte(s[at:], ','); i >= 0 {
			to = at + i
		}
	}
	return from, to, strings.TrimSpace(s[from:to])
}

// search offers records for what is being typed, the likeliest first: an exact reference,
// then what fits best, records of the same project or account before others.
func (f *Form) search(env pane.Env) {
	f.matches, f.pick = nil, 0
	in := f.cur()
	if !isRef(in.f) {
		return
	}
	_, _, typed := f.part()
	if typed == "" || f.labels[typed] != 0 {
		return
	}
	f.matches = find(env.Ctx(), in.f, typed, f.scratch, f.id)
}

// find ranks the records that fit; self is never offered.
func find(c *model.Ctx, fd *model.Field, typed string, near model.Record, self model.ID) []match {
	exact, _ := model.ParseID(typed)
	own := owners(near)
	var out []match
	for _, k := range c.Snap.Schema().Kinds {
		if len(fd.Kinds) > 0 && !slices.Contains(fd.Kinds, k.Prefix) {
			continue
		}
		for _, n := range names(c, k) {
			if n.id == self || len(out) >= maxRanked && n.id != exact {
				continue
			}
			score, at, ok := entry.Match(typed, n.label)
			if n.id == exact {
				score, ok = 1<<20, true
			}
			if !ok {
				continue
			}
			if o, is := c.Snap.Get(n.id).(interface{ Owner() model.ID }); is && slices.Contains(own, o.Owner()) {
				score += 15
			}
			out = append(out, match{n.id, n.label, at, score})
		}
	}
	slices.SortStableFunc(out, func(a, b match) int { return cmp.Compare(b.rank, a.rank) })
	return out[:min(len(out), maxMatches)]
}

// Found is a record that a few letters of its name or its reference fit.
type Found struct {
	ID    model.ID
	Label string
}

// Search finds up to limit records of any kind, the likeliest first; self is left out.
func Search(env pane.Env, typed string, self model.ID, limit int) []Found {
	typed = strings.TrimSpace(typed)
	if typed == "" {
		return nil
	}
	var out []Found
	for _, m := range find(env.Ctx(), &model.Field{}, typed, env.Snap.Get(self), self) {
		if len(out) < limit {
			out = append(out, Found{m.id, m.label})
		}
	}
	return out
}

// owners are the records the one being edited belongs to.
func owners(r model.Record) []model.ID {
	var out []model.ID
	if o, ok := r.(interface{ Owner() model.ID }); ok && o.Owner() != 0 {
		out = append(out, o.Owner())
	}
	return out
}

// take puts the highlighted match into the field; false where there is none.
func (f *Form) take(env pane.Env) bool {
	if len(f.matches) == 0 {
		return false
	}
	in := f.cur()
	label := f.label(env.Ctx(), f.matches[f.pick].id)
	from, to, _ := f.part()
	if in.f.Type == model.TypeRefs {
		if from > 0 {
			label = " " + label
		}
		if to == len(in.raw()) {
			label += ", "
		}
	}
	in.line.Splice(from, to, label)
	f.matches, f.pick = nil, 0
	f.evaluate(env, nil)
	return true
}
