package browse

import (
	"fmt"
	"slices"
	"strings"

	"tandem/model"
	"tandem/ui/act"
	"tandem/ui/form"
	"tandem/ui/palette"
	"tandem/ui/pane"
)

// set opens an entry on the value under the cursor; tab goes on to the values below it.
func (d *Detail) set(env pane.Env) pane.Effect {
	l := d.under()
	if l == nil || l.field == nil {
		return nil
	}
	var names []string
	for _, row := range d.stops {
		if f := d.lines[row].field; f != nil && !slices.Contains(names, f.Name) {
			names = append(names, f.Name)
		}
	}
	cell := form.NewCell(env, []model.ID{d.id}, names, l.field.Name)
	if cell == nil {
		return nil
	}
	cell.Moved = func(name string) pane.Effect { d.toField(name); return nil }
	cell.Saved = func() pane.Effect { return d.Load() }
	return cell.Open()
}

// toField puts the cursor on the line of a value.
func (d *Detail) toField(name string) {
	for i, row := range d.stops {
		if f := d.lines[row].field; f != nil && f.Name == name {
			d.at = i
			d.reveal()
			return
		}
	}
}

// column is the field that the keys for one value mean in a list: the one last set here, else the
// one the list is sorted by, else its name.
func (p *Pane) column(k *model.Kind) string {
	if name := p.cells[k.Prefix]; name != "" {
		return name
	}
	l := p.list()
	if name := strings.TrimPrefix(strings.Split(l.sort, ",")[0], "-"); name != "" && field(k, name) != nil {
		return name
	}
	return leadOf(k)
}

// setCell opens an entry on one value of the record under the cursor, or of all marked ones. It
// begins at the column set last, and tab goes on through the columns.
func setCell(p *Pane, env pane.Env, _ act.Result) pane.Effect {
	ids, k, left := oneKind(env, p.Marked(), p.Selected())
	if k == nil {
		return nil
	}
	var names []string
	for _, name := range p.list().columns {
		if f := field(k, name); f != nil && settable(f) != nil {
			names = append(names, f.Name)
		}
	}
	for i := range k.Fields { // what the list does not show comes after it
		if f := &k.Fields[i]; settable(f) != nil && !slices.Contains(names, f.Name) {
			names = append(names, f.Name)
		}
	}
	for _, x := range env.Snap.Get(ids[0]).Base().Custom {
		if name := model.CustomPrefix + model.CustomName(x.Name); name != model.CustomPrefix && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	at := p.cells[k.Prefix]
	if at == "" && len(names) > 0 {
		at = names[0]
	}
	if p.list().table.MarkCount() > 0 {
		return p.pickField(env, ids, k, names, at, left)
	}
	return p.openCell(env, ids, k, names, at, left)
}

// pickField asks which field of the marked records to set: by a few letters of its name; the one set
// last stands first.
func (p *Pane) pickField(env pane.Env, ids []model.ID, k *model.Kind, names []string, at string, left int) pane.Effect {
	first := slices.Clone(names)
	if i := slices.Index(first, at); i > 0 {
		first = slices.Insert(slices.Delete(first, i, i+1), 0, at)
	}
	heads := headings(p.list().wholeKind(env), first)
	items := make([]palette.Item, 0, len(first))
	for i, name := range first {
		f := field(k, name)
		x := palette.Item{ID: name, Title: heads[i], Effect: func() pane.Effect { return p.openCell(env, ids, k, names, name, left) }}
		if x.Title == "" {
			x.Title = strings.TrimPrefix(name, model.CustomPrefix)
		}
		if f != nil {
			x.Detail = f.Help
		}
		items = append(items, x)
	}
	o := palette.New(env, items, nil)
	o.Name = fmt.Sprintf("Set which field of %d %s", len(ids), plural(len(ids), k.Name, k.Plural))
	return pane.Open{Overlay: o}
}

// openCell opens the entry on one field of the records.
func (p *Pane) openCell(env pane.Env, ids []model.ID, k *model.Kind, names []string, at string, left int) pane.Effect {
	cell := form.NewCell(env, ids, names, at)
	if cell == nil {
		return nil
	}
	cell.Left = left
	cell.Moved = func(name string) pane.Effect {
		if p.cells == nil {
			p.cells = map[string]string{}
		}
		p.cells[k.Prefix] = name
		return nil
	}
	return cell.Open()
}

// oneKind keeps the records that are of one kind: that of the record under the cursor where it is
// among them, else of the first. left is how many are of others.
func oneKind(env pane.Env, ids []model.ID, cur model.ID) ([]model.ID, *model.Kind, int) {
	if len(ids) == 0 {
		return nil, nil, 0
	}
	first := ids[0]
	if slices.Contains(ids, cur) {
		first = cur
	}
	var out []model.ID
	for _, id := range ids {
		if id.Prefix() == first.Prefix() && env.Snap.Get(id) != nil {
			out = append(out, id)
		}
	}
	return out, env.Snap.Schema().Of(first), len(ids) - len(out)
}

// editRecords opens the form of the record under the cursor, or one form for all that are marked.
func editRecords(p *Pane, env pane.Env, _ act.Result) pane.Effect {
	ids, k, left := oneKind(env, p.Marked(), p.Selected())
	if k == nil || len(ids) == 0 {
		return nil
	}
	if len(ids) == 1 {
		return EditForm(env, ids[0])
	}
	f := form.NewBulk(env, ids)
	if left > 0 {
		f.Say(plainCount(left) + " of another kind stay as they are")
	}
	return pane.Open{Overlay: f}
}

func plainCount(n int) string {
	if n == 1 {
		return "1 marked record"
	}
	return fmt.Sprintf("%d marked records", n)
}

// Spot is where an entry on a value lies: over the value of a record in full, below the row of a
// list, which stays in sight.
func (p *Pane) Spot() (x, y, w int, ok bool) {
	if d := p.top(); d != nil {
		return d.Spot()
	}
	l := p.list()
	if l == nil {
		return 0, 0, 0, false
	}
	return 3, len(p.drawn.head) + 3 + l.table.Cursor() - l.table.Offset(), 0, true
}

// Spot is that of the record in front.
func (s *Sheet) Spot() (x, y, w int, ok bool) { return s.top().Spot() }
