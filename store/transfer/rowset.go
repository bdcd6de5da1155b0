package transfer

import (
	"fmt"
	"slices"
	"strings"

	"tandem/model"
)

// rows makes the records of a table.
func (x *tablesImport) rows(s *sheetImport) error {
	snap := x.edit.Base().With(x.made)
	ctx := snap.Ctx(x.edit.Ctx.Now)
	x.taskOrder(s)
	for i := range s.t.rows {
		if x.done++; x.done&0x3ff == 0 {
			if err := x.ctx.Err(); err != nil {
				return err
			}
			x.step(x.done)
		}
		if id := s.ids[i]; id != 0 {
			x.row(s, i, id, ctx)
		}
	}
	return nil
}

// row makes one record, or refuses the row with all that is wrong in it.
func (x *tablesImport) row(s *sheetImport, i int, id model.ID, ctx *model.Ctx) {
	base := x.edit.Base()
	old := base.Get(id)
	var rec model.Record
	if old != nil {
		rec = s.kind.Copy(old)
	} else {
		rec = s.kind.New()
		rec.Base().ID = id
	}
	w := rowWriter{x: x, s: s, row: &s.t.rows[i], rec: rec, fresh: old == nil, ctx: ctx}
	w.fill(i)
	if len(w.wrong) > 0 {
		for n, p := range w.wrong {
			if n == 0 {
				continue
			}
			x.problem(Problem{File: s.t.file, Row: w.row.line, Field: p.Name, Message: p.Value})
		}
		x.refuse(s, i, w.wrong[0].Name, w.wrong[0].Value)
		return
	}
	x.store(s.kind, old, rec)
}

// store counts what became of a record and puts it into the batch.
func (x *tablesImport) store(k *model.Kind, old, rec model.Record) {
	c := x.count.of(k.Slug())
	c.Read++
	switch {
	case old == nil:
		c.Added++
		if x.rowOf[rec.Base().ID].tab.ref < 0 {
			x.twin(k, rec)
		}
	case k.Equal(old, rec):
		c.Unchanged++
		return
	default:
		c.Updated++
	}
	x.edit.Put(k.Prefix, rec)
	if len(x.tabs) > 1 { // later tables may hang on it
		x.made = append(x.made, model.Change{ID: rec.Base().ID, Before: old, After: rec})
	}
}

// rowWriter writes the cells of a row into a record.
type rowWriter struct {
	x     *tablesImport
	s     *sheetImport
	row   *tableRow
	rec   model.Record
	fresh bool
	ctx   *model.Ctx
	wrong []Pair // heading, what is wrong
	set   map[string]bool
}

// fill sets all that the row says. A cell that is empty empties the field of a record that is
// here, and leaves a new one its usual value; a row that was exported from here says all.
func (w *rowWriter) fill(i int) {
	x, s := w.x, w.s
	m := w.rec.Base()
	before := m.Source
	if s.ref < 0 {
		m.Source, m.ExternalID = x.source, s.external[i]
	}
	if w.fresh {
		w.constants()
	}
	exported := s.ref >= 0
	if !w.fresh && !exported && before == x.source {
		w.moved()
	}
	rowCtx := w.ctx
	parsed := false
	for _, col := range s.seq {
		f := s.field[col]
		if !parsed && f.Type != model.TypeRef {
			rowCtx, parsed = w.ctx.For(w.rec), true
		}
		cell := w.row.cell(col)
		switch {
		case s.ref < 0 && (f.Name == "external_id" || f.Name == "source"), f.Name == "changed":
			continue
		case col >= len(w.row.cells) && !exported && cell == "":
			continue // a row that ends early does not speak of the rest
		case w.fresh && !exported && strings.TrimSpace(cell) == "":
			continue
		}
		w.cell(col, f, rowCtx, cell)
	}
	w.loose(exported)
	w.ownTask()
}

// moved removes the values that an earlier import of this source kept of columns that now have a
// field, or are left out; of what a field cannot take, the cell is kept anew.
func (w *rowWriter) moved() {
	m := w.rec.Base()
	for _, c := range w.s.cols {
		if c.Field != ToCustom && slices.ContainsFunc(m.Custom, func(v model.Custom) bool { return v.Name == oneLine(c.Heading) }) {
			w.custom(c.Heading, "")
		}
	}
}

// constants sets what was told for all new rows.
func (w *rowWriter) constants() {
	for _, p := range w.x.opt.Table.Set {
		f := w.s.kind.FindField(p.Name)
		if f == nil || !f.Stored() {
			w.bad(p.Name, "no such field of "+w.s.kind.Plural)
			continue
		}
		c := *w.ctx.For(w.rec)
		if err := f.Parse(&c, w.rec, p.Value); err != nil {
			w.bad(p.Name, err.Error())
		}
	}
}

func (w *rowWriter) bad(heading, message string) {
	w.wrong = append(w.wrong, Pair{heading, message})
}

// cell sets one field from one cell; a second column of the same field adds to it.
func (w *rowWriter) cell(col int, f *model.Field, c *model.Ctx, cell string) {
	heading := w.s.cols[col].Heading
	text := cell
	switch f.Type {
	case model.TypeRef, model.TypeRefs:
		var unknown []string
		text, unknown = w.x.refs.names(f, cell)
		for _, u := range unknown {
			w.lost(heading, f, cell, u)
		}
	case model.TypeList:
		text = w.list(heading, f, cell)
	case model.TypeTags:
		if strings.Contains(cell, ",") { // else blanks part them
			parts := strings.Split(cell, ",")
			for i, p := range parts {
				parts[i] = strings.Join(strings.Fields(p), "-")
			}
			text = strings.Join(parts, ", ")
		}
	default:
		text = local(f, cell, w.s.order[col])
	}
	if w.twice(f) {
		if strings.TrimSpace(text) == "" {
			return
		}
		var ok bool
		if text, ok = joined(f, f.Text(c, w.rec), text); !ok {
			return
		}
	}
	bare := *c
	bare.Snap = nil // what references there are was found out above
	if w.s.t.sheet != "" && w.s.ref >= 0 && f.Type == model.TypeTime {
		bare.Loc = w.ctx.Loc // as a sheet writes moments: by the workspace's clock
	}
	err := f.Parse(&bare, w.rec, text)
	if err != nil && f.HasRefs() {
		err = f.Parse(c, w.rec, text)
	}
	if err != nil {
		w.bad(heading, err.Error())
	}
}

// twice reports whether the row has set the field before, and notes that it has now.
func (w *rowWriter) twice(f *model.Field) bool {
	if !w.s.repeats {
		return false
	}
	if w.set == nil {
		w.set = map[string]bool{}
	}
	was := w.set[f.Name]
	w.set[f.Name] = true
	return was
}

// joined is the value of two columns of one field; not ok where the first one has to do.
func joined(f *model.Field, was, more string) (string, bool) {
	switch {
	case was == "":
		return more, true
	case f.Type == model.TypeTags || f.Type == model.TypeRefs:
		return was + ", " + more, true
	case f.Type == model.TypeList:
		return was + "\n" + more, true
	case f.Type == model.TypeLong:
		return was + "\n\n" + more, true
	}
	return "", false
}

// lost says that a cell names no record, and keeps what it says.
func (w *rowWriter) lost(heading string, f *model.Field, cell, why string) {
	if f.Required && f.Type == model.TypeRef {
		w.bad(heading, why)
		return
	}
	w.x.problem(Problem{File: w.s.t.file, Row: w.row.line, Field: heading, Message: why + "; kept as a custom value"})
	w.custom(heading, cell)
}

// custom keeps a value that no field takes; the same heading is written over.
func (w *rowWriter) custom(heading, value string) {
	m := w.rec.Base()
	list := slices.DeleteFunc(slices.Clone(m.Custom), func(c model.Custom) bool { return c.Name == oneLine(heading) })
	if value = oneLine(value); value != "" {
		list = append(list, model.Custom{Name: oneLine(heading), Value: value})
	}
	if len(list) == 0 {
		list = nil
	}
	m.Custom = list
}

// list makes the text of a list of a cell: rows as exported, or plain names of what its first
// column refers to, as other programs write people and predecessors.
func (w *rowWriter) list(heading string, f *model.Field, cell string) string {
	if len(f.Rows) == 0 || f.Rows[0].Type != model.TypeRef || strings.TrimSpace(cell) == "" || strings.ContainsAny(cell, "|\\") {
		return cell
	}
	sub := f.Rows[0]
	sub.Type = model.TypeRefs
	refs, unknown := w.x.refs.names(&sub, cell)
	for _, u := range unknown {
		w.lost(heading, f, cell, u)
	}
	return strings.ReplaceAll(refs, ", ", "\n")
}

// loose keeps what stands in columns that no field takes, and beyond the headings.
func (w *rowWriter) loose(exported bool) {
	for i, c := range w.s.cols {
		if c.Field == ToCustom {
			if cell := w.row.cell(i); cell != "" || !w.fresh {
				w.custom(c.Heading, cell)
			}
		}
	}
	for i := len(w.s.t.header); i < len(w.row.cells); i++ {
		if cell := oneLine(w.row.cells[i]); cell != "" {
			h := fmt.Sprintf("column %d", i+1)
			w.x.problem(Problem{File: w.s.t.file, Row: w.row.line, Field: h, Message: "the row is wider than the headings; kept as a custom value"})
			w.custom(h, cell)
		}
	}
}

// taskOrder finds the last place of each project's outline, and makes the project of tasks that
// name none: one for the file.
func (x *tablesImport) taskOrder(s *sheetImport) {
	if s.kind.Prefix != model.TaskPrefix {
		return
	}
	for t := range model.Each[*model.Task](x.edit.Base(), model.TaskPrefix) {
		x.order[t.Project] = max(x.order[t.Project], t.Order)
	}
}

// ownTask gives a new task its place, and its project where it names none.
func (w *rowWriter) ownTask() {
	t, ok := w.rec.(*model.Task)
	if !ok || !w.fresh {
		return
	}
	if up, ok := w.x.edit.Get(t.Parent).(*model.Task); ok && t.Project == 0 {
		t.Project = up.Project
	}
	if t.Project == 0 && len(w.wrong) == 0 {
		t.Project = w.x.refs.make(strings.TrimSuffix(baseName(w.s.t.file), extOf(w.s.t.file)), []string{model.ProjectPrefix})
	}
	if t.Order == 0 && w.s.ref < 0 {
		w.x.order[t.Project]++
		t.Order = w.x.order[t.Project]
	}
}
