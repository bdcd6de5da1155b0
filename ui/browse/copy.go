package browse

import (
	"encoding/json"
	"strings"

	"tandem/model"
	"tandem/ui/act"
	"tandem/ui/pane"
)

// Copy puts records on the clipboard in the form that how names: r references, n references with
// names, t names, m Markdown, s rows for a spreadsheet, j JSON; columns are the fields of a row.
func Copy(env pane.Env, ids []model.ID, columns []string, how string) pane.Effect {
	var recs []model.Record
	for _, id := range ids {
		if r := env.Snap.Get(id); r != nil {
			recs = append(recs, r)
		}
	}
	if len(recs) == 0 {
		return nil
	}
	each := func(f func(id model.ID) string) pane.Effect {
		var out []string
		for _, r := range recs {
			out = append(out, f(r.Base().ID))
		}
		return pane.Copy{Text: strings.Join(out, "\n")}
	}
	switch how {
	case "r":
		return each(model.ID.String)
	case "t":
		return each(env.Ctx().NameOf)
	case "m":
		if len(recs) == 1 {
			return pane.Copy{Text: markdown(env, recs[0])}
		}
		return pane.Copy{Text: grid(env, recs, columns, mdRow)}
	case "s":
		return pane.Copy{Text: grid(env, recs, columns, tsvRow)}
	case "j":
		return copyJSON(env, recs)
	}
	return each(func(id model.ID) string { return Describe(env, id) })
}

// tsvRow is a row as spreadsheets paste it. A cell that would be taken for a formula is marked as
// text.
func tsvRow(cells []string, _ bool) string {
	for i, s := range cells {
		s = strings.Join(strings.Fields(s), " ")
		if s != "" && strings.ContainsRune("=+@", rune(s[0])) || len(s) > 1 && s[0] == '-' && (s[1] < '0' || s[1] > '9') {
			s = "'" + s
		}
		cells[i] = s
	}
	return strings.Join(cells, "\t")
}

// mdRow is a row of a Markdown table; the line that makes a table of it follows the heading.
func mdRow(cells []string, head bool) string {
	for i, s := range cells {
		cells[i] = strings.ReplaceAll(strings.Join(strings.Fields(s), " "), "|", `\|`)
	}
	s := "| " + strings.Join(cells, " | ") + " |"
	if head {
		s += "\n|" + strings.Repeat(" --- |", len(cells))
	}
	return s
}

// grid is records as rows below a heading: the reference and the columns.
func grid(env pane.Env, recs []model.Record, columns []string, row func(cells []string, head bool) string) string {
	k := env.Snap.Schema().Of(recs[0].Base().ID)
	var fields []*model.Field
	head := []string{"ref"}
	for _, name := range columns {
		if f := field(k, name); f != nil {
			fields = append(fields, f)
			head = append(head, labelOf(f))
		}
	}
	out := []string{row(head, true)}
	for _, r := range recs {
		c := env.Ctx().For(r)
		own := env.Snap.Schema().Of(r.Base().ID)
		cells := []string{r.Base().ID.String()}
		for _, f := range fields {
			if own != k { // the outline mixes projects and tasks
				if f = field(own, f.Name); f == nil {
					cells = append(cells, "")
					continue
				}
			}
			cells = append(cells, plainText(c, f, r))
		}
		out = append(out, row(cells, false))
	}
	return strings.Join(out, "\n")
}

// plainText is a value for other programs: exact, but with the names of records beside their
// references.
func plainText(c *model.Ctx, f *model.Field, r model.Record) string {
	if f.Type == model.TypeRef && !f.IsZero(r) {
		return f.Text(c, r) + " " + f.Show(c, r)
	}
	return f.Text(c, r)
}

// markdown is a record in full: its name as a heading and a line for each value.
func markdown(env pane.Env, r model.Record) string {
	k := env.Snap.Schema().Of(r.Base().ID)
	c := env.Ctx().For(r)
	var b strings.Builder
	b.WriteString("## " + r.Base().ID.String() + " " + titleOf(c, k, r) + "\n")
	var long []*model.Field
	for i := range k.Fields {
		f := &k.Fields[i]
		if text := f.Text(c, r); !says(c, f, r, text) {
			continue
		}
		if f.Type == model.TypeLong || f.Type == model.TypeList {
			long = append(long, f)
			continue
		}
		b.WriteString("\n- **" + labelOf(f) + "**: " + plainText(c, f, r))
	}
	for _, f := range long {
		text := f.Text(c, r)
		if f.Type == model.TypeList {
			text = "- " + strings.ReplaceAll(text, "\n", "\n- ")
		}
		b.WriteString("\n\n### " + labelOf(f) + "\n\n" + text)
	}
	return b.String() + "\n"
}

// copyJSON copies one record as an object, several as a list.
func copyJSON(env pane.Env, recs []model.Record) pane.Effect {
	var list []model.Object
	for _, r := range recs {
		list = append(list, env.Snap.Schema().Of(r.Base().ID).Object(env.Ctx().For(r), r))
	}
	var v any = list
	if len(list) == 1 {
		v = list[0]
	}
	b, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return pane.Toast{Text: "This cannot be written as JSON: " + err.Error(), Bad: true}
	}
	return pane.Copy{Text: string(b)}
}

// copy copies the record shown, or the value under the cursor.
func (d *Detail) copy(env pane.Env, how string) pane.Effect {
	rec, k := env.Snap.Get(d.id), env.Snap.Schema().Of(d.id)
	if rec == nil {
		return nil
	}
	if how != "v" {
		return Copy(env, []model.ID{d.id}, k.Columns, how)
	}
	l := d.under()
	switch {
	case l == nil:
		return pane.Toast{Text: "No value stands under the cursor.", Bad: true}
	case l.tie != nil && l.tie.address != "":
		return pane.Copy{Text: l.tie.address}
	case l.field != nil && l.field.Name != "custom" && l.field.Type != model.TypeList:
		return pane.Copy{Text: plainText(env.Ctx().For(rec), l.field, rec)}
	}
	return pane.Copy{Text: l.text}
}

// copyRows copies the marked rows, or the one under the cursor; its value is that of the field
// last set here, else of the column the list is sorted by.
func copyRows(p *Pane, env pane.Env, r act.Result) pane.Effect {
	l := p.list()
	if r.Arg != "v" {
		return Copy(env, p.Marked(), l.columns, r.Arg)
	}
	var out []string
	for _, id := range p.Marked() {
		rec, k := env.Snap.Get(id), env.Snap.Schema().Of(id)
		f := field(k, p.column(k))
		if rec == nil || f == nil {
			continue
		}
		out = append(out, plainText(env.Ctx().For(rec), f, rec))
	}
	return pane.Copy{Text: strings.Join(out, "\n")}
}
