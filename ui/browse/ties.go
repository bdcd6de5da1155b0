package browse

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tandem/model"
	"tandem/ui/form"
	"tandem/ui/layout"
	"tandem/ui/palette"
	"tandem/ui/pane"
)

// linksField is the field every kind has for links made by hand.
const linksField = "links_to"

// tie is a reference that a line shows: who holds it, in which field, and to what. fixed says why
// it cannot be taken away here.
type tie struct {
	holder  model.ID
	field   *model.Field
	to      model.ID
	address string
	fixed   string
}

// tieOf is the reference a field of the record shown holds.
func (d *Detail) tieOf(f *model.Field, to model.ID) *tie {
	t := &tie{holder: d.id, field: f, to: to}
	switch {
	case f.Required:
		t.fixed = labelOf(f) + " must not be empty: " + d.env.Key("detail", "record.set", "i") + " names another one"
	case settable(f) == nil:
		t.fixed = labelOf(f) + " is kept by the program"
	}
	return t
}

// tieOfRow is the link of a row made by hand.
func (d *Detail) tieOfRow(rec model.Record, row int) *tie {
	links := rec.Base().Links
	if row >= len(links) {
		return nil
	}
	return &tie{holder: d.id, field: d.field(linksField), to: links[row].To, address: links[row].Address}
}

func (d *Detail) field(name string) *model.Field {
	return d.env.Snap.Schema().Of(d.id).Field(name)
}

// tieFrom is how another record names the one shown. A link made by hand may be taken away from
// either end; what is a value of the other one is changed there.
func (d *Detail) tieFrom(k *model.Kind, r model.Record) *tie {
	for _, l := range r.Base().Links {
		if l.To == d.id {
			return &tie{holder: r.Base().ID, field: k.Field(linksField), to: d.id}
		}
	}
	t := &tie{holder: r.Base().ID, to: d.id}
	for i := range k.Fields {
		f := &k.Fields[i]
		f.EachRef(r, func(id model.ID) {
			if id == d.id && t.fixed == "" {
				t.fixed = r.Base().ID.String() + " names it as its " + labelOf(f) + "; open it to change that"
			}
		})
	}
	return t
}

// unlink takes the reference under the cursor away.
func (d *Detail) unlink(env pane.Env) pane.Effect {
	l := d.under()
	if l == nil || l.tie == nil || l.tie.fixed != "" {
		return nil
	}
	t := *l.tie
	what := t.address
	if t.to != 0 {
		what = t.to.String()
		if t.to == d.id {
			what = d.id.String()
		}
	}
	e := pane.Change(fmt.Sprintf("Unlink %s from %s", layout.Clean(what), t.holder), env.Now, func(e *model.Edit) error { return t.cut(e) })
	e.Then = func([]model.ID) pane.Effect { return d.Load() }
	return e
}

// cut takes the reference out of its holder.
func (t *tie) cut(e *model.Edit) error {
	return model.Update(e, t.holder, func(r model.Record) error {
		if t.field.Name == linksField {
			b := r.Base()
			b.Links = slices.DeleteFunc(slices.Clone(b.Links), func(l model.Link) bool { return l.To == t.to && l.Address == t.address })
			return nil
		}
		var rest []string
		if t.field.Type == model.TypeRefs {
			t.field.EachRef(r, func(id model.ID) {
				if id != t.to {
					rest = append(rest, id.String())
				}
			})
		}
		return t.field.Parse(e.Ctx.For(r), r, strings.Join(rest, ","))
	})
}

// AddLink offers everything a record can be linked to: any other record, found by a few letters
// of its name, and a file or web address as it is typed.
func AddLink(env pane.Env, id model.ID) pane.Effect {
	if env.Snap.Get(id) == nil {
		return nil
	}
	have, near := env.Snap.Get(id).Base().Links, likely(env, id)
	source := func(q string) []palette.Item {
		var out []palette.Item
		if address, title := addressOf(q); address != "" {
			out = append(out, palette.Item{ID: "address", Title: "Link to " + address, Detail: title, Group: "address",
				Effect: func() pane.Effect { return linkEdit(env, id, model.Link{Address: address, Title: title}) }})
		}
		var fit []model.ID
		if strings.TrimSpace(q) == "" {
			fit = near
		} else {
			for _, m := range form.Search(env, q, id, 12) {
				fit = append(fit, m.ID)
			}
		}
		for _, to := range fit {
			item := palette.Item{ID: to.String(), Title: env.Ctx().NameOf(to), Hint: to.String(), Group: env.Snap.Schema().Of(to).Name,
				Effect: func() pane.Effect { return linkEdit(env, id, model.Link{To: to}) }}
			if slices.ContainsFunc(have, func(l model.Link) bool { return l.To == to }) {
				item.Detail = "linked already"
			}
			out = append(out, item)
		}
		return out
	}
	return pane.Open{Overlay: palette.New(env, nil, nil).With("Link "+id.String()+" to a record, file or web address", source)}
}

// How many records are offered before a letter is typed, and how many are looked at for them.
const (
	mostLikely = 12
	mostNear   = 2000
)

// likely lists what a record may be linked to: what it belongs to, and of the same project or
// customer what was changed last; what it names already is left out.
func likely(env pane.Env, id model.ID) []model.ID {
	account, project := belongs(env.Snap, id)
	named := map[model.ID]bool{0: true, id: true}
	k := env.Snap.Schema().Of(id)
	for i := range k.Fields {
		k.Fields[i].EachRef(env.Snap.Get(id), func(to model.ID) { named[to] = true })
	}
	var near []model.Record
	n := 0
	for _, owner := range []model.ID{project, account} {
		if r := env.Snap.Get(owner); r != nil && !named[owner] {
			named[owner] = true
			near = append(near, r)
		}
		if owner == 0 {
			continue
		}
		for r := range env.Snap.RefsTo(owner) {
			if n++; n > mostNear {
				break
			}
			if to := r.Base().ID; !named[to] && !to.Is(model.WorkspacePrefix) {
				named[to] = true
				near = append(near, r)
			}
		}
	}
	slices.SortStableFunc(near, func(a, b model.Record) int { return cmp.Compare(b.Base().Changed, a.Base().Changed) })
	var out []model.ID
	for _, r := range near[:min(len(near), mostLikely)] {
		out = append(out, r.Base().ID)
	}
	return out
}

// addressOf reads a file or web address, and words after it as its title. Words alone are none.
func addressOf(q string) (address, title string) {
	q = strings.TrimSpace(q)
	address, title, _ = strings.Cut(q, " ")
	switch {
	case strings.Contains(address, "://"), strings.HasPrefix(address, "/"), strings.HasPrefix(address, "~/"), strings.HasPrefix(address, "./"),
		strings.HasPrefix(address, "www."), strings.HasPrefix(address, "mailto:"), strings.Contains(address, "/") && !strings.HasSuffix(address, "/"):
		return address, strings.TrimSpace(title)
	}
	if i := strings.LastIndexByte(address, '.'); i > 0 && len(address)-i >= 3 && len(address)-i <= 5 {
		return address, strings.TrimSpace(title) // a file by its ending
	}
	return "", ""
}

// linkEdit adds a link; one that is there already is not added twice.
func linkEdit(env pane.Env, id model.ID, l model.Link) pane.Effect {
	for _, x := range env.Snap.Get(id).Base().Links {
		if x.To == l.To && x.Address == l.Address {
			return pane.Toast{Text: id.String() + " has this link already."}
		}
	}
	what := l.Address
	if l.To != 0 {
		what = l.To.String()
	}
	return pane.Change(fmt.Sprintf("Link %s to %s", id, layout.Clean(what)), env.Now, func(e *model.Edit) error {
		return model.Update(e, id, func(r model.Record) error {
			b := r.Base()
			b.Links = append(slices.Clone(b.Links), l)
			return nil
		})
	})
}

// names lists what the record names, kind by kind with counts; folded until it is asked for, since
// most of it stands above as values.
func (d *Detail) names(k *model.Kind, rec model.Record) {
	if d.brief {
		return
	}
	byKind := map[string][]model.ID{}
	for i := range k.Fields {
		k.Fields[i].EachRef(rec, func(id model.ID) {
			if p := id.Prefix(); !slices.Contains(byKind[p], id) && id != d.id {
				byKind[p] = append(byKind[p], id)
			}
		})
	}
	var counts []string
	for _, other := range d.env.Snap.Schema().Kinds {
		if n := len(byKind[other.Prefix]); n > 0 {
			counts = append(counts, fmt.Sprintf("%d %s", n, plural(n, other.Name, other.Plural)))
		}
	}
	if len(counts) == 0 {
		return
	}
	g := &d.env.Theme.Glyphs
	sign := g.Closed
	if d.open["names"] {
		sign = g.Open
	}
	d.gapBefore()
	d.add(line{label: sign + " names " + strings.Join(counts, ", "), head: true, fold: "names"})
	if !d.open["names"] {
		return
	}
	for _, other := range d.env.Snap.Schema().Kinds {
		for i, id := range byKind[other.Prefix] {
			if i == maxRows {
				d.add(line{text: fmt.Sprintf("and %d more", len(byKind[other.Prefix])-i), style: d.env.Theme.Dim})
				break
			}
			if r := d.env.Snap.Get(id); r != nil {
				d.showLink(other, r)
				d.lines[len(d.lines)-1].tie = nil
			}
		}
	}
}
