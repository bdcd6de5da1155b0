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
	names = usualFirst(setFirst(env, k, ids[0]), names)
	at := p.cells[k.Prefix]
	if at == "" {
		at = p.sortedField(names)
	}
	if p.list().marked() > 0 {
		return p.pickField(env, ids, k, names, at, left)
	}
	return p.openCell(env, ids, k, names, at, left)
}

// setFirst are the fields that are set most, for kinds whose first column is a name that hardly
// changes: the entry begins with them, and the name comes after.
// The length and dates of a summary follow from what is under it.
func setFirst(env pane.Env, k *model.Kind, id model.ID) []string {
	t, ok := model.Find[*model.Task](env.Snap, id)
	switch {
	case !ok || k.Prefix != model.TaskPrefix:
		return nil
	case env.Snap.Plan(t.Project).Summary(id):
		return []string{"name"}
	}
	return []string{"duration", "percent", "start", "name"}
}

// usualFirst puts what is set most before the other fields.
func usualFirst(first, names []string) []string {
	var out []string
	for _, n := range first {
		if slices.Contains(names, n) {
			out = append(out, n)
		}
	}
	for _, n := range names {
		if !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}

// sortedField is the field the list is sorted by where it can be set, else the first. A list that is
// sorted by name is so to find a record, not to rename it.
func (p *Pane) sortedField(names []string) string {
	by := strings.TrimLeft(strings.Split(p.list().sort, ",")[0], "-")
	if by != "" && by != "name" && slices.Contains(names, by) {
		return by
	}
	if len(names) == 0 {
		return ""
	}
	return names[0]
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
		plain, head := strings.ReplaceAll(strings.TrimPrefix(name, model.CustomPrefix), "_", " "), strings.ToLower(x.Title)
		switch {
		case head == "":
			x.Title = plain
		case !strings.Contains(head, plain) && !strings.Contains(plain, head): // filters and scripts say it so
			x.Title = plain + " (" + x.Title + ")"
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
