package transfer

import (
	"fmt"
	"slices"
	"strings"

	"tandem/model"
	"tandem/model/date"
)

// rowWriter writes the cells of a row into a record.
type rowWriter struct {
	x     *tablesImport
	s     *sheetImport
	i     int // of the row
	row   *tableRow
	old   model.Record
	rec   model.Record
	fresh bool
	cells *cellReader
	ctx   *rowCtx   // in which the plain cells were read; nil: they are not yet
	early []cellBad // what is wrong with plain cells
	wrong []Pair    // heading, what is wrong
	set   map[string]bool
}

// cellBad is what is wrong with the cell of a column.
type cellBad struct {
	col int
	err error
}

// begin sets what the row says by itself: values that name no other record.
func (w *rowWriter) begin() {
	s, m := w.s, w.rec.Base()
	before := m.Source
	if s.ref < 0 {
		m.Source, m.ExternalID = w.x.source, s.external[w.i]
	}
	if w.fresh {
		w.constants()
	}
	if !w.fresh && s.ref < 0 && before == w.x.source {
		w.moved()
	}
	if !s.repeats { // else one cell adds to another
		w.plain(w.cells.ctx(w.rec))
	}
}

// plain reads the plain cells in a context.
func (w *rowWriter) plain(ctx *rowCtx) {
	w.ctx, w.early = ctx, nil
	for _, col := range w.s.seq {
		f := w.s.field[col]
		if cell := w.row.cell(col); plainType(f) && w.says(col, f, cell) {
			if err := w.simple(ctx, col, f, cell); err != nil {
				w.early = append(w.early, cellBad{col, err})
			}
		}
	}
}

// plainType reports a field whose value names no other record.
func plainType(f *model.Field) bool {
	return f.Type != model.TypeRef && f.Type != model.TypeRefs && f.Type != model.TypeList
}

// says reports whether a cell is to be read. One that is empty empties the field of a record that is
// here, and leaves a new one its usual value, as it does when the same row comes again; a row that was
// exported from here says all.
func (w *rowWriter) says(col int, f *model.Field, cell string) bool {
	exported := w.s.ref >= 0
	switch {
	case !exported && (f.Name == "external_id" || f.Name == "source"), f.Name == "changed":
		return false
	case col >= len(w.row.cells) && !exported && cell == "":
		return false // a row that ends early does not speak of the rest
	case !exported && strings.TrimSpace(cell) == "":
		return !w.fresh && !w.usual(f)
	}
	return true
}

// usual reports whether a field is as a new record has it: by its kind, or by what was told for all.
func (w *rowWriter) usual(f *model.Field) bool {
	for _, p := range w.x.opt.Table.Set {
		if w.s.kind.FindField(p.Name) == f {
			return true
		}
	}
	return w.s.usual != nil && f.Same(w.rec, w.s.usual)
}

// simple sets a plain field from its cell.
func (w *rowWriter) simple(ctx *rowCtx, col int, f *model.Field, cell string) error {
	often := f.Type != model.TypeText && f.Type != model.TypeLong && !leansOn(f)
	if often && ctx.known(col, f, w.rec, cell) {
		return nil
	}
	err := w.cells.parse(ctx, f, w.rec, w.text(col, f, cell))
	if err == nil && often {
		ctx.note(w.s.kind, col, f, w.rec, cell)
	}
	return err
}

// leansOn reports a field whose text means something else with another value of another field, so that
// what it became for one record says nothing of the next.
func leansOn(f *model.Field) bool { return f.Name == "constraint" || f.Name == "constraint_date" }

// text is what a plain cell says, as its field reads it.
func (w *rowWriter) text(col int, f *model.Field, cell string) string {
	if f.Type != model.TypeTags {
		return local(f, cell, w.s.order[col])
	}
	if !strings.Contains(cell, ",") { // blanks part them
		return cell
	}
	parts := strings.Split(cell, ",")
	for i, p := range parts {
		parts[i] = strings.Join(strings.Fields(p), "-")
	}
	return strings.Join(parts, ", ")
}

// finish sets the rest: references first, for the zone and the hours come from them.
func (w *rowWriter) finish() {
	s, ctx := w.s, w.cells.own
	named := false // what the row belongs to is known
	for _, col := range s.seq {
		f := s.field[col]
		if !named && f.Type != model.TypeRef {
			ctx, named = w.cells.ctx(w.rec), true
			if w.ctx != nil && !sameCtx(w.ctx.ctx, ctx.ctx) {
				w.plain(ctx) // with other hours than were thought
			}
		}
		switch cell := w.row.cell(col); {
		case w.ctx == nil || !plainType(f):
			if w.says(col, f, cell) {
				w.cell(ctx, col, f, cell)
			}
		case len(w.early) > 0 && w.early[0].col == col:
			w.unread(s.cols[col].Heading, f, cell, w.early[0].err)
			w.early = w.early[1:]
		}
	}
	w.loose(s.ref >= 0)
	w.ownTask()
	w.ownStart()
	w.ownScale()
}

// ownStart lets a task keep the start that its row tells, unless the row has a constraint or links to
// say when it starts; see model.Task.HoldStart.
func (w *rowWriter) ownStart() {
	t, ok := w.rec.(*model.Task)
	if !ok || w.s.ref >= 0 || len(t.Links) > 0 {
		return
	}
	told := false
	for _, f := range w.s.field {
		if f != nil && (f.Name == "constraint" || f.Name == "constraint_date") {
			return
		}
		told = told || f != nil && f.Name == "start"
	}
	was := date.Instant(0)
	if old, ok := w.old.(*model.Task); ok && old != nil {
		was = old.Start
	}
	if told && (w.fresh || was != t.Start) {
		t.HoldStart(was)
	}
}

// ownScale gives an answer the usual scale of its measure, where no column says on which it was asked.
func (w *rowWriter) ownScale() {
	a, ok := w.rec.(*model.Answer)
	if !ok {
		return
	}
	for col, f := range w.s.field {
		if f != nil && f.Name == "scale" && strings.TrimSpace(w.row.cell(col)) != "" {
			return
		}
	}
	was := w.s.kind.New().(*model.Answer).Measure
	if old, ok := w.old.(*model.Answer); ok && old != nil {
		was = old.Measure
	}
	a.FollowMeasure(was)
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
		c := *w.cells.top.For(w.rec)
		if err := f.Parse(&c, w.rec, p.Value); err != nil {
			w.bad(p.Name, err.Error())
		}
	}
}

func (w *rowWriter) bad(heading, message string) {
	w.wrong = append(w.wrong, Pair{heading, message})
}

// cell sets one field from one cell; a second column of the same field adds to it.
func (w *rowWriter) cell(ctx *rowCtx, col int, f *model.Field, cell string) {
	heading, once := w.s.cols[col].Heading, !w.s.repeats && !leansOn(f)
	var text string
	switch f.Type {
	case model.TypeRef, model.TypeRefs:
		text = w.names(heading, f, f, cell)
	case model.TypeList:
		text = w.list(heading, col, f, cell)
	default:
		text = w.text(col, f, cell)
	}
	if w.twice(f) {
		if strings.TrimSpace(text) == "" {
			return
		}
		var ok bool
		if text, ok = joined(f, f.Text(ctx.ctx, w.rec), text); !ok {
			return
		}
	}
	if once && ctx.known(col, f, w.rec, text) {
		return
	}
	err := w.cells.parse(ctx, f, w.rec, text)
	if once && err == nil {
		ctx.note(w.s.kind, col, f, w.rec, text)
	}
	if err != nil && f.HasRefs() {
		err = f.Parse(ctx.ctx, w.rec, text)
	}
	if err != nil {
		w.unread(heading, f, cell, err)
	}
}

// unread says that a field cannot read a cell. A word that is none of the choices of its field, or that
// is neither yes nor no, keeps no row out: it is kept as a custom value, and the field stays as it is or
// is left empty (see remains), unless nothing is in a field without which the record makes no sense.
func (w *rowWriter) unread(heading string, f *model.Field, cell string, err error) {
	if f.Type != model.TypeEnum && f.Type != model.TypeFlag || f.Required && f.IsZero(w.rec) {
		w.bad(heading, err.Error())
		return
	}
	w.x.problem(Problem{File: w.s.t.file, Row: w.row.line, Field: heading,
		Message: fmt.Sprintf("%v; kept as a custom value, %s (--map '%s:%s=...' says what it means)", err, w.remains(f), heading, oneLine(cell))})
	w.custom(heading, cell)
}

// names are the references that a cell's names stand for, as the field as takes them; what is not
// known is told to be lost.
func (w *rowWriter) names(heading string, f, as *model.Field, cell string) string {
	refs, unknown := w.x.refs.remembered(as, cell)
	if len(unknown) > 0 && f.Type == model.TypeRef && refIn(cell) != 0 {
		if id := w.byNameBeside(heading, f); id != 0 {
			return id.String()
		}
	}
	for _, u := range unknown {
		w.lost(heading, f, cell, u)
	}
	return refs
}

// byNameBeside is the record that another column of the row names, where the reference in its own column
// is of a record that is not here: "Project name" beside "Project". One that has no record yet gets one.
func (w *rowWriter) byNameBeside(heading string, f *model.Field) model.ID {
	for i, c := range w.s.cols {
		if n := plainName(c.Heading); n != plainName(heading)+"name" && n != plainName(f.Name)+"name" {
			continue
		}
		cell := w.row.cell(i)
		if refIn(cell) != 0 || strings.TrimSpace(cell) == "" {
			continue
		}
		id, _ := w.x.refs.find(cell, f.Kinds)
		if id == 0 {
			id = w.x.refs.make(cell, f.Kinds)
		}
		return id
	}
	return 0
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
		if len(f.Kinds) == 1 && makeable[f.Kinds[0]] && refIn(cell) != 0 {
			k := w.x.edit.Base().Schema().Prefix(f.Kinds[0])
			why += fmt.Sprintf(": it is the reference of a %s of another workspace; import the %s with this file (tandem import %s.csv %s)", k.Name, k.Plural, k.Plural, baseName(w.s.t.file))
			if w.s.kind.Prefix == model.TaskPrefix {
				why += fmt.Sprintf(", or leave the column out (--map '%s=-'), which makes a project named after the file", heading)
			}
		}
		w.bad(heading, why)
		return
	}
	w.x.problem(Problem{File: w.s.t.file, Row: w.row.line, Field: heading, Message: why + "; kept as a custom value"})
	w.custom(heading, cell)
}

// custom keeps a value that no field takes; the same heading is written over, at its place. Nothing
// takes it away, unless there is nothing in it already.
func (w *rowWriter) custom(heading, value string) {
	m, name := w.rec.Base(), oneLine(heading)
	value = oneLine(value)
	i := slices.IndexFunc(m.Custom, func(c model.Custom) bool { return c.Name == name })
	switch {
	case i < 0 && value != "":
		m.Custom = append(slices.Clone(m.Custom), model.Custom{Name: name, Value: value})
	case i < 0 || oneLine(m.Custom[i].Value) == value:
	case value != "":
		m.Custom = slices.Clone(m.Custom)
		m.Custom[i].Value = value
	default:
		if m.Custom = slices.DeleteFunc(slices.Clone(m.Custom), func(c model.Custom) bool { return c.Name == name }); len(m.Custom) == 0 {
			m.Custom = nil
		}
	}
}

// list makes the text of a list of a cell: rows as exported, or plain names of what its first
// column refers to, as other programs write people and predecessors.
func (w *rowWriter) list(heading string, col int, f *model.Field, cell string) string {
	if f.Name == "links_to" {
		if rows, ok := addressRows(cell); ok {
			return rows
		}
	}
	if w.s.sub[col] == nil || strings.TrimSpace(cell) == "" || strings.ContainsAny(cell, "|\\") {
		return cell
	}
	return strings.ReplaceAll(w.names(heading, f, w.s.sub[col], cell), ", ", "\n")
}

// addressRows are the rows of links for a cell of nothing but web addresses, as other programs write
// them; not ok for any other.
func addressRows(cell string) (rows string, ok bool) {
	words := strings.Fields(cell)
	for i, word := range words {
		scheme, rest, found := strings.Cut(word, "://")
		if !found || scheme == "" || rest == "" || strings.ContainsAny(word, `|\`) {
			return "", false
		}
		words[i] = "| " + strings.ReplaceAll(word, ";", `\;`)
	}
	return strings.Join(words, "\n"), len(words) > 0
}

// loose keeps what stands in columns that no field takes, and beyond the headings.
func (w *rowWriter) loose(exported bool) {
	for i, c := range w.s.cols {
		if c.Field == ToCustom {
			if cell := w.row.cell(i); cell != "" || !w.fresh {
				w.custom(customName(c.Heading), cell)
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
		t.Project = w.x.refs.makeCalled(strings.TrimSuffix(baseName(w.s.t.file), extOf(w.s.t.file)), []string{model.ProjectPrefix})
	}
	if t.Order == 0 && w.s.ref < 0 {
		w.x.order[t.Project]++
		t.Order = w.x.order[t.Project]
	}
}
