package browse

import (
	"fmt"
	"slices"
	"strings"

	"tandem/model"
	"tandem/ui/layout"
	"tandem/ui/theme"
)

// group is a part of a record's lines; an empty line stands between two.
type group int

const (
	facts group = iota
	times
	amounts
	words
	tables
	origin
	groups
)

// planned are the fields that stand with the dates although they are none.
var planned = map[string]bool{"percent": true, "physical_percent": true, "done": true, "constraint": true, "proximity": true}

// groupOf says where a value stands: facts first, then dates, money, long words and tables. A
// short text is a fact like any other.
func groupOf(f *model.Field, text string) group {
	switch f.Type {
	case model.TypeDate, model.TypeTime, model.TypeSpan:
		return times
	case model.TypeMoney:
		return amounts
	case model.TypeLong:
		return words
	case model.TypeList:
		return tables
	}
	switch {
	case f.Name == "source" || f.Name == "external_id":
		return origin
	case planned[f.Name]:
		return times
	case computedMoney[f.Name]:
		return amounts
	case f.Type == model.TypeText && layout.Width(text) > 36:
		return words
	}
	return facts
}

// usual are values that say nothing, for every record has them until somebody changes them.
var usual = map[string]string{
	"constraint": "ASAP", "type": "fixed units", "priority": "500", "spread": "even",
}

// unsaid are fields that the heading, the outline or the history show better, and those kept
// for the program's own use.
var unsaid = map[string]bool{"created": true, "changed": true, "custom": true, "order": true, "outline_level": true, "summary": true, "fingerprint": true}

// says reports whether a field's value tells something worth a line.
func says(c *model.Ctx, f *model.Field, rec model.Record, text string) bool {
	k := f.Key(c, rec)
	switch {
	case f.Title, unsaid[f.Name], strings.HasSuffix(f.Name, "_minutes"), f.IsZero(rec), !k.Set, strings.TrimSpace(text) == "":
		return false
	case f.Type == model.TypeSpan && k.Num == 0, f.Type == model.TypeFlag && text == "no":
		return false
	case f.Name == "currency":
		w := c.Snap.Workspace()
		return w == nil || rec.Base().ID == w.ID || text != w.Currency
	case f.Name == "verbatim":
		return false // it is the heading
	}
	if u, ok := usual[f.Name]; ok && u == text {
		return false
	}
	if t, ok := rec.(*model.Task); ok && f.Name == "physical_percent" {
		return t.Physical != t.Done
	}
	return true
}

// titleOf is what a record is called; an answer by what was answered.
func titleOf(c *model.Ctx, k *model.Kind, rec model.Record) string {
	if a, ok := rec.(*model.Answer); ok {
		s := fmt.Sprintf("%s %d on %s", a.Measure, a.Score, a.Scale)
		if a.Verbatim != "" {
			s += ": " + a.Verbatim
		}
		return layout.Clean(s)
	}
	return layout.Clean(k.Title(c, rec))
}

// layOut makes the lines for a width.
func (d *Detail) layOut(w int) {
	rec := d.env.Snap.Get(d.id)
	d.lines, d.stops = d.lines[:0], d.stops[:0]
	if rec == nil {
		return
	}
	k := d.env.Snap.Schema().Of(d.id)
	c := d.env.Ctx().For(rec)
	room := max(w-min(labelWidth, w/3)-4, 8)
	d.heading(k, c, rec, room)
	d.values(k, c, rec, room)
	d.backLinks()
	d.past(c)
	for i := range d.lines {
		if d.lines[i].stop() {
			d.stops = append(d.stops, i)
		}
	}
	d.at = max(min(d.at, len(d.stops)-1), 0)
}

func (d *Detail) add(l line) { d.lines = append(d.lines, l) }

// text adds a value of any length, its label before the first line.
func (d *Detail) text(label, text string, style theme.Style, room int) {
	for _, s := range layout.Wrap(text, room) {
		d.add(line{label: label, text: layout.Clean(s), style: style})
		label = ""
	}
}

func (d *Detail) heading(k *model.Kind, c *model.Ctx, rec model.Record, room int) {
	m := moodOf(c, rec)
	ref := line{label: rec.Base().ID.String(), style: m.title(d.env.Theme).With(theme.Bold)}
	if sign := m.sign(&d.env.Theme.Glyphs); sign != "" {
		ref.label, ref.sign = sign+" "+ref.label, m.signStyle(d.env.Theme)
	}
	for _, s := range layout.Wrap(titleOf(c, k, rec), room) {
		ref.text = s
		d.add(ref)
		ref.label, ref.sign = "", theme.Style{}
	}
	if len(d.lines) < 2 {
		d.add(line{}) // what follows stays in its place while the cursor passes over a list
	}
}

// values adds the fields that say something, group by group.
func (d *Detail) values(k *model.Kind, c *model.Ctx, rec model.Record, room int) {
	var parts [groups][]*model.Field
	for i := range k.Fields {
		f := &k.Fields[i]
		if text := f.Text(c, rec); says(c, f, rec, text) {
			g := groupOf(f, text)
			parts[g] = append(parts[g], f)
		}
	}
	slices.SortStableFunc(parts[facts], func(a, b *model.Field) int { return prominence(a) - prominence(b) })
	for g, fields := range parts {
		if len(fields) > 1 || len(fields) == 1 && (g == int(facts) || g >= int(words)) {
			d.add(line{}) // one date or amount alone goes with the facts
		}
		for _, f := range fields {
			d.value(f, c, rec, room)
		}
	}
}

// prominence puts first what tells how a record stands.
func prominence(f *model.Field) int {
	switch f.Name {
	case "severity", "score", "status", "state", "reported", "phase":
		return 0
	}
	return 1
}

// labelOf is a field's label; where that was shortened for a table, its name in full.
func labelOf(f *model.Field) string {
	if len(f.Label) <= 4 {
		return strings.ReplaceAll(f.Name, "_", " ")
	}
	return strings.ToLower(f.Label)
}

func (d *Detail) value(f *model.Field, c *model.Ctx, rec model.Record, room int) {
	label := labelOf(f)
	switch f.Type {
	case model.TypeList:
		d.listValue(f, c, rec, label, room)
	case model.TypeLong:
		d.text(label, f.Text(c, rec), d.env.Theme.Text, room)
	case model.TypeRef, model.TypeRefs:
		f.EachRef(rec, func(id model.ID) {
			d.add(line{label: label, text: d.refText(id), to: id})
			label = ""
		})
	default:
		text := f.Show(c, rec)
		if f.Type == model.TypeTime || f.Type == model.TypeDate {
			text = longDate(f, c, rec)
		}
		st := moodOf(c, rec).cell(d.env.Theme, f, c, rec)
		if st == d.env.Theme.Dim {
			st = d.env.Theme.Text
		}
		d.text(label, layout.Clean(text), st, room)
	}
}

// longDate is a date with its weekday and year, as a record in full has room for it.
func longDate(f *model.Field, c *model.Ctx, rec model.Record) string {
	k := f.Key(c, rec)
	form := "Mon 2 Jan 2006 15:04"
	loc := c.Loc
	if f.Type == model.TypeDate {
		form, loc = "Mon 2 Jan 2006", nil
	}
	return instantOf(k).In(loc).Format(form)
}

func (d *Detail) refText(id model.ID) string {
	return id.String() + "  " + layout.Clean(d.env.Ctx().NameOf(id))
}

// maxRows is how many rows of a list a record shows.
const maxRows = 100

// listValue shows the rows of a list, each a line; a row that names a record leads there.
func (d *Detail) listValue(f *model.Field, c *model.Ctx, rec model.Record, label string, room int) {
	rows, _ := f.JSON(c, rec).([]model.Object)
	for i, row := range rows {
		if i == maxRows {
			d.add(line{text: fmt.Sprintf("and %d more", len(rows)-i), style: d.env.Theme.Dim})
			break
		}
		text, to := d.rowText(f, row)
		if to != 0 {
			d.add(line{label: label, text: text, to: to})
		} else {
			d.hanging(label, text, room)
		}
		label = ""
	}
}

// hanging adds a text whose second and later lines stand in, so that rows can be told apart.
func (d *Detail) hanging(label, text string, room int) {
	for i, s := range layout.Wrap(text, max(room-2, 8)) {
		if i > 0 {
			label, s = "", "  "+s
		}
		d.add(line{label: label, text: s, style: d.env.Theme.Text})
	}
}

// rowText joins the cells of a row that say something, and finds the record it names.
func (d *Detail) rowText(f *model.Field, row model.Object) (string, model.ID) {
	var cells []string
	var to model.ID
	for j, p := range row {
		s, ok := p.Value.(string)
		if !ok || s == "" {
			if n := numberText(p.Value); n != "" && !strings.HasSuffix(p.Name, "_minutes") {
				cells = append(cells, n+unitOf(f.Rows[j]))
			}
			continue
		}
		switch f.Rows[j].Type {
		case model.TypeRef:
			if id, err := model.ParseID(s); err == nil {
				to, s = id, d.refText(id)
			}
		case model.TypeTime:
			s = shortStamp(s)
		case model.TypeSpan:
			if strings.HasPrefix(s, "0 ") || s == "0" {
				continue
			}
		}
		if p.Name == "external_id" {
			continue
		}
		s = layout.Clean(s)
		if n := len(cells); p.Name == "text" && n > 0 {
			cells[n-1] += ": " + s
			continue
		}
		cells = append(cells, s)
	}
	if to != 0 {
		return strings.Join(cells, "  "), to
	}
	return strings.Join(cells, ", "), 0
}
