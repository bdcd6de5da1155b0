package browse

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"tandem/model"
	"tandem/ui/layout"
)

// mainFields are those every record of the kind shows, in fixed places: what its lists show, and
// what must be filled in.
func mainFields(k *model.Kind) []*model.Field {
	var parts [words][]*model.Field
	for i := range k.Fields {
		f := &k.Fields[i]
		if f.Title || unsaid[f.Name] || f.Name == leadOf(k) || !f.Required && !slices.Contains(k.Columns, f.Name) {
			continue
		}
		if g := groupOf(f, ""); g < words {
			parts[g] = append(parts[g], f)
		}
	}
	slices.SortStableFunc(parts[facts], func(a, b *model.Field) int { return prominence(a) - prominence(b) })
	return slices.Concat(parts[facts], parts[times], parts[amounts])
}

// main adds the fields that are always there, each on a line of its own in a preview, empty ones
// as a dash.
func (d *Detail) main(k *model.Kind, c *model.Ctx, rec model.Record) map[string]bool {
	shown := map[string]bool{}
	fields := mainFields(k)
	if d.brief {
		fields = append(fields, d.often(k, fields)...)
	}
	for _, f := range fields {
		shown[f.Name] = true
		if strings.TrimSpace(f.Show(c, rec)) == "" {
			d.add(line{label: labelOf(f), empty: true, field: settable(f)})
			continue
		}
		at := len(d.lines)
		d.value(f, c, rec)
		if n := len(d.lines) - at; d.brief && n > 1 {
			d.lines = d.lines[:at+1]
			l := &d.lines[at]
			l.text = layout.TruncateWith(l.text, max(d.room()-4, 1), d.env.Theme.Glyphs.Ellipsis) + fmt.Sprintf(" +%d", n-1)
		}
	}
	if d.brief {
		d.add(line{label: "changed", text: rec.Base().Changed.Short(c.Now, d.env.Ctx().Loc), style: d.env.Theme.Text})
	}
	return shown
}

type byFilled struct{}

// sampled is how many records of a kind are looked at for which fields are often filled.
const sampled = 200

// often are the fields, besides the main ones, that say something in a third of the kind's records
// or more: in a preview they too have a fixed place. It is worked out once for all records as they
// are, from the first of them.
func (d *Detail) often(k *model.Kind, main []*model.Field) []*model.Field {
	c := d.env.Ctx()
	counts := model.Memo(d.env.Snap, k.Prefix, byFilled{}, func(all iter.Seq[model.Record]) map[string]int {
		m, n := map[string]int{}, 0
		for r := range all {
			if n++; n > sampled {
				break
			}
			own := c.For(r)
			for i := range k.Fields {
				if f := &k.Fields[i]; f.Type != model.TypeCalc && oneLine(f) && says(own, f, r, f.Text(own, r)) {
					m[f.Name] += 3
				}
			}
		}
		m[""] = min(n, sampled)
		return m
	})
	var out []*model.Field
	for i := range k.Fields {
		if f := &k.Fields[i]; counts[f.Name] > counts[""] && !slices.Contains(main, f) {
			out = append(out, f)
		}
	}
	return out
}

// oneLine reports whether a preview shows the field in one line: any but long texts, of a list the
// first row.
func oneLine(f *model.Field) bool {
	g := groupOf(f, "")
	return g < words || g == tables && f.Name != "custom"
}

// settable is the field if a person may set it, else nil.
func settable(f *model.Field) *model.Field {
	if strings.HasPrefix(f.Name, model.CustomPrefix) {
		own := model.CustomText(f.Name)
		return &own
	}
	if f.Type == model.TypeCalc || f.ReadOnly || f.Hidden || !f.Stored() {
		return nil
	}
	return f
}

// values adds the other fields that say something, group by group.
func (d *Detail) values(k *model.Kind, c *model.Ctx, rec model.Record, shown map[string]bool) {
	var parts [groups][]*model.Field
	for i := range k.Fields {
		f := &k.Fields[i]
		if shown[f.Name] {
			continue
		}
		if text := f.Text(c, rec); says(c, f, rec, text) {
			g := groupOf(f, text)
			parts[g] = append(parts[g], f)
		}
	}
	if d.brief {
		d.also(c, rec, slices.Concat(parts[facts], parts[times], parts[amounts], parts[tables]))
		parts[facts], parts[times], parts[amounts], parts[tables], parts[origin] = nil, nil, nil, nil, nil
	}
	for g, fields := range parts {
		if len(fields) > 0 && (g == int(facts) || g >= int(words)) || len(fields) > 1 {
			d.gapBefore() // one date or amount alone goes with the facts
		}
		for _, f := range fields {
			d.value(f, c, rec)
		}
		if g == int(tables) {
			d.custom(k, rec)
		}
	}
}

// also says in one line what a preview has no place of its own for.
func (d *Detail) also(c *model.Ctx, rec model.Record, fields []*model.Field) {
	var said []string
	for _, f := range fields {
		s := strings.TrimSpace(f.Show(c, rec))
		switch {
		case f.Type == model.TypeFlag:
			s = labelOf(f)
		case f.Type == model.TypeList:
			s += " " + labelOf(f)
		default:
			s = labelOf(f) + " " + s
		}
		if note := worthOf(f, c, rec); note != "" {
			s += " (" + note + ")"
		}
		said = append(said, layout.Clean(s))
	}
	if len(said) == 0 {
		d.add(line{label: "also", empty: true})
		return
	}
	d.add(line{label: "also", text: strings.Join(said, ", "), style: d.env.Theme.Text})
}

// worthOf says which of two dates counts where a value is one of two: what the customer was told stands
// beside what the agreement asks for.
func worthOf(f *model.Field, c *model.Ctx, rec model.Record) string {
	if e, ok := rec.(*model.Escalation); ok && f.Name == "next_update" {
		return c.ToldWords(e)
	}
	return ""
}

// gapBefore parts what follows from what is there by one blank line, never two.
func (d *Detail) gapBefore() {
	if n := len(d.lines); n > 0 && !d.lines[n-1].blank() {
		d.add(line{})
	}
}

// custom shows the values that no field of the kind models as fields of their own.
func (d *Detail) custom(k *model.Kind, rec model.Record) {
	list := rec.Base().Custom
	if len(list) == 0 {
		return
	}
	rows := k.Field("custom")
	d.gapBefore()
	met := map[string]bool{"": true}
	for _, x := range list {
		f := rows
		if slug := model.CustomName(x.Name); !met[slug] { // else only its row tells which it is
			own := model.CustomText(x.Name)
			f, met[slug] = &own, true
		}
		d.text(line{label: layout.Clean(x.Name), style: d.env.Theme.Text, field: f}, layout.Clean(x.Value))
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

func (d *Detail) value(f *model.Field, c *model.Ctx, rec model.Record) {
	l := line{label: labelOf(f), field: settable(f), style: d.env.Theme.Text}
	switch f.Type {
	case model.TypeList:
		d.listValue(f, c, rec, l)
	case model.TypeLong:
		d.text(l, f.Text(c, rec))
	case model.TypeRef, model.TypeRefs:
		n := 0
		f.EachRef(rec, func(id model.ID) {
			if n++; n > d.most(f.Name) {
				return
			}
			d.add(line{label: l.label, text: d.refText(id), to: id, field: l.field, tie: d.tieOf(f, id)})
			l.label = ""
		})
		d.more(f.Name, n)
	default:
		text := f.Show(c, rec)
		if f.Type == model.TypeTime || f.Type == model.TypeDate {
			text = longDate(f, c, rec)
		}
		if st := moodOf(c, rec).cell(d.env.Theme, f, c, rec); st != d.env.Theme.Dim {
			l.style = st
		}
		if note := worthOf(f, c, rec); note != "" {
			text += ", " + note
		}
		if said, ok := d.supposed(f, c, rec, text); ok {
			text, l.style = said, d.env.Theme.Warm
		}
		d.text(l, layout.Clean(text))
	}
}

// most is how many lines a value of several rows takes before the rest is folded.
func (d *Detail) most(name string) int {
	if d.open["field "+name] {
		return maxRows
	}
	return fewRows
}

// more adds the line that stands for rows beyond those shown.
func (d *Detail) more(name string, n int) {
	if over := n - d.most(name); over > 0 {
		l := line{text: fmt.Sprintf("and %d more", over), style: d.env.Theme.Dim}
		if !d.open["field "+name] {
			l.fold = "field " + name
		}
		d.add(l)
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

// The rows of a list that a record shows, folded and unfolded.
const (
	fewRows = 8
	maxRows = 100
)

// listValue shows the rows of a list, each a line; a row that names a record leads there.
func (d *Detail) listValue(f *model.Field, c *model.Ctx, rec model.Record, l line) {
	if e, ok := rec.(*model.Escalation); ok && f.Name == "events" {
		d.logValue(e, l)
		return
	}
	rows, _ := f.JSON(c, rec).([]model.Object)
	for i, row := range rows {
		if i == d.most(f.Name) {
			break
		}
		text, to := d.rowText(f, row)
		x := line{label: l.label, text: text, to: to, field: l.field}
		if f.Name == linksField {
			x.tie = d.tieOfRow(rec, i)
		}
		if to != 0 {
			d.add(x)
		} else {
			d.hanging(x)
		}
		l.label = ""
	}
	d.more(f.Name, len(rows))
}

// hanging adds a text whose second and later lines stand in, so that rows can be told apart.
func (d *Detail) hanging(l line) {
	l.style = d.env.Theme.Text
	for i, s := range layout.Wrap(l.text, max(d.room()-2, 8)) {
		if l.text = s; i > 0 {
			l.label, l.text, l.field, l.tie = "", "  "+s, nil, nil
		}
		d.add(l)
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
			s = shortStamp(s) + offsetTag(s, d.env.Ctx().Loc)
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
