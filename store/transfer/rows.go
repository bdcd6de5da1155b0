package transfer

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"tandem/model"
	"tandem/model/date"
)

// sheetImport is one table on its way to being records of one kind.
type sheetImport struct {
	t     *table
	kind  *model.Kind
	cols  []Column
	field []*model.Field // of each column; nil: custom or none
	sub   []*model.Field // of each column of a list of references: the first of its cells, as several
	order []DateOrder    // of each column of dates
	title int            // column of the name; -1: none
	id    int            // column of the id; -1: none
	ref   int            // column of the reference; -1: none
	ids   []model.ID     // of each row; 0: refused
	seq   []int          // columns in the order they are set
	// external is what the file calls each row; repeats tells that two columns fill one field.
	external []string
	repeats  bool
	usual    model.Record // a new one as the import makes it before it reads a cell; not to be changed
}

// tablesImport makes records of the rows of one or several tables, in one batch. Every row gets
// its reference first, so that rows may name one another in any order; then the kinds come in
// stages, since how a task's hours are read hangs on its project's calendar.
type tablesImport struct {
	*gather
	ctx   context.Context
	opt   Options
	tabs  []*sheetImport
	refs  *resolver
	rowOf map[model.ID]rowAt
	made  []model.Change // what was made so far, for the next stage
	order map[model.ID]int
	left  *Leftover
	step  func(done int)
	done  int
}

type rowAt struct {
	tab *sheetImport
	row int
}

// stages are the kinds that must be there before others are read.
var stages = [][]string{{model.WorkspacePrefix}, {model.CalendarPrefix}, {model.PersonPrefix, model.AccountPrefix}, {model.ProjectPrefix}, nil}

func newTables(ctx context.Context, e *model.Edit, source string, opt Options) *tablesImport {
	g := newGather(e, source)
	g.kept = map[model.ID]bool{}
	g.sourced = true
	g.recall(opt)
	x := &tablesImport{gather: g, ctx: ctx, opt: opt, refs: newResolver(g), rowOf: map[model.ID]rowAt{}, order: map[model.ID]int{}, step: func(int) {}}
	g.heading = x.headingOf
	return x
}

// headingOf is the column from which the field comes that a problem is about.
func (x *tablesImport) headingOf(p model.Problem) string {
	if at := x.rowOf[p.ID]; at.tab != nil {
		for _, c := range at.tab.cols {
			if c.Field == p.Field {
				return c.Heading
			}
		}
	}
	return p.Field
}

// table adds a table as records of a kind.
func (x *tablesImport) table(t *table, k *model.Kind, cols []Column) error {
	s := &sheetImport{t: t, kind: k, cols: cols, title: -1, id: -1, ref: -1, usual: k.New()}
	s.field, s.sub, s.order = make([]*model.Field, len(cols)), make([]*model.Field, len(cols)), make([]DateOrder, len(cols))
	for i, c := range cols {
		switch c.Field {
		case ToRef:
			s.ref = i
		case ToNone, ToCustom:
		default:
			s.field[i] = k.Field(c.Field)
			if f := s.field[i]; f != nil && f.Type == model.TypeList && len(f.Rows) > 0 && f.Rows[0].Type == model.TypeRef {
				several := f.Rows[0]
				several.Type = model.TypeRefs
				s.sub[i] = &several
			}
			if c.Field == ToID && s.id < 0 {
				s.id = i
			}
			if tf := k.TitleField(); tf != nil && tf.Name == c.Field && s.title < 0 {
				s.title = i
			}
			s.repeats = s.repeats || slices.Contains(s.field[:i], s.field[i])
			x.dates(s, i)
		}
	}
	if want := x.opt.Table.ID; want != "" {
		s.id = slices.IndexFunc(cols, func(c Column) bool { return c.Heading == want || plainName(c.Heading) == plainName(want) })
		if s.id < 0 {
			return fmt.Errorf("no column is called %q; there are %s", want, headings(cols))
		}
		s.ref = -1
	}
	for pass := range 2 { // references first: the zone and the hours come from them
		for i, f := range s.field {
			if f != nil && (f.Type == model.TypeRef) == (pass == 0) {
				s.seq = append(s.seq, i)
			}
		}
	}
	x.tabs = append(x.tabs, s)
	return nil
}

// dates finds out how the dates of a column are written.
func (x *tablesImport) dates(s *sheetImport, col int) {
	f := s.field[col]
	if f == nil || f.Type != model.TypeDate && f.Type != model.TypeTime {
		return
	}
	if s.order[col] = x.opt.Table.Dates; s.order[col] != "" {
		return
	}
	values := make([]string, 0, len(s.t.rows))
	for i := range s.t.rows {
		if v := s.t.rows[i].cell(col); v != "" {
			values = append(values, v)
		}
	}
	order, sure := orderOf(values)
	if s.order[col] = order; !sure {
		x.problem(Problem{File: s.t.file, Field: s.cols[col].Heading,
			Message: "every date could be read day first or month first; read day first (--dates mdy is the other)"})
	}
}

func (x *tablesImport) problem(p Problem) { x.res.Problems = append(x.res.Problems, p) }

// refuse reports a row that cannot be taken and keeps it to be mended.
func (x *tablesImport) refuse(s *sheetImport, row int, field, message string) {
	x.reject(s.kind.Slug(), Problem{File: s.t.file, Row: s.t.rows[row].line, Field: field, Message: message})
	x.keep(s, row, strings.TrimPrefix(field+": "+message, ": "))
}

// keep puts a row among those that are written out to be mended. Rows of another table than the
// first refused one are told of, but a file can have one line of headings only.
func (x *tablesImport) keep(s *sheetImport, row int, message string) {
	if x.left == nil {
		x.left = &Leftover{Header: s.t.header, Comma: s.t.comma, Source: x.source, Kind: s.kind.Slug()}
	}
	if &x.left.Header[0] != &s.t.header[0] {
		return
	}
	old := s.t.rows[row].cells
	if _, _, again := leftoverOf(s.t.header); again { // they were mended, but not well: what was wrong then goes
		x.left.Header = s.t.header[:len(s.t.header)-1]
		old = old[:min(len(old), len(x.left.Header))]
	}
	cells := make([]string, max(len(x.left.Header), len(old))+1)
	copy(cells, old)
	cells[len(cells)-1] = message
	x.left.Rows = append(x.left.Rows, cells)
}

// run makes the records.
func (x *tablesImport) run() (Result, error) {
	for _, s := range x.tabs {
		x.name(s)
	}
	kinds := x.edit.Base().Schema().Kinds
	slices.SortStableFunc(x.tabs, func(a, b *sheetImport) int {
		return cmp.Compare(slices.Index(kinds, a.kind), slices.Index(kinds, b.kind))
	})
	for _, stage := range stages {
		for _, s := range x.tabs {
			if in := slices.Contains(stage, s.kind.Prefix); in || stage == nil && !staged(s.kind.Prefix) {
				if err := x.rows(s); err != nil {
					return x.res, err
				}
				x.merge(s.t.file, x.line)
			}
		}
	}
	file := ""
	if len(x.tabs) > 0 {
		file = x.tabs[0].t.file
	}
	err := x.settle(file, x.line, x.refused)
	x.nothing()
	x.res.Counts, x.res.Leftover = x.count.list(), x.left
	return x.res, err
}

// nothing takes back the projects and people that only refused rows have named.
func (x *tablesImport) nothing() {
	refused := 0
	for _, s := range x.tabs {
		c := x.count.of(s.kind.Slug())
		if refused += c.Rejected; c.Read > c.Rejected {
			return
		}
	}
	if refused == 0 {
		return
	}
	x.res.Batch = model.Batch{}
	for _, c := range x.count.by {
		c.Read -= c.Added + c.Updated + c.Unchanged
		c.Added, c.Updated, c.Unchanged = 0, 0, 0
	}
}

// refused keeps the row of a record that the rules did not let in.
func (x *tablesImport) refused(p model.Problem) {
	if at := x.rowOf[p.ID]; at.tab != nil {
		x.keep(at.tab, at.row, x.headingOf(p)+": "+p.Message)
	}
}

func staged(prefix string) bool {
	return slices.ContainsFunc(stages, func(s []string) bool { return slices.Contains(s, prefix) })
}

// line is where the record stands in its table; 0 where it is no row of one.
func (x *tablesImport) line(id model.ID) int { return x.rowOf[id].line() }

func (r rowAt) line() int {
	if r.tab == nil {
		return 0
	}
	return r.tab.t.rows[r.row].line
}

// name gives every row of a table its reference: the one it says, the one its id had before, the
// one its name had before, or the next.
func (x *tablesImport) name(s *sheetImport) {
	s.ids, s.external = make([]model.ID, len(s.t.rows)), make([]string, len(s.t.rows))
	seen := make(map[string]int, len(s.t.rows))
	for i := range s.t.rows { // those that have one first: no other row may get it
		if id, err := model.ParseID(s.t.rows[i].cell(s.ref)); err == nil && s.ref >= 0 {
			x.kept[id] = true
		}
	}
	for i := range s.t.rows {
		r := &s.t.rows[i]
		key := s.externalKey(r, seen)
		s.external[i] = key
		id, why := x.idOf(s, r, key)
		if why != "" {
			x.refuse(s, i, "", why)
			continue
		}
		if at, ok := x.rowOf[id]; ok {
			x.refuse(s, i, "", fmt.Sprintf("is the same record as row %d; the first one is taken", at.line()))
			continue
		}
		s.ids[i] = id
		x.rowOf[id] = rowAt{s, i}
		x.refs.brings(s.kind.Prefix, id, r.cell(s.title), key)
	}
}

// externalKey is what the file calls a row: its id; else its name, the second of a name being
// another record.
func (s *sheetImport) externalKey(r *tableRow, seen map[string]int) string {
	if s.id >= 0 {
		return oneLine(r.cell(s.id))
	}
	key := oneLine(r.cell(s.title))
	if key == "" {
		return ""
	}
	if seen[key]++; seen[key] > 1 {
		key = fmt.Sprintf("%s #%d", key, seen[key])
	}
	return key
}

// idOf is the reference of a row, or why it has none.
func (x *tablesImport) idOf(s *sheetImport, r *tableRow, key string) (model.ID, string) {
	if s.kind.Single {
		return model.WorkspaceID, ""
	}
	if s.ref >= 0 {
		if ref := strings.TrimSpace(r.cell(s.ref)); ref != "" {
			return x.byRef(s, r, ref)
		}
		return x.next(s.kind.Prefix), ""
	}
	return x.id(s.kind.Prefix, key), ""
}

// byRef is the record a row was exported from. One of the same reference that was made at
// another moment is another record, of another workspace, and must not be written over.
func (x *tablesImport) byRef(s *sheetImport, r *tableRow, ref string) (model.ID, string) {
	id, err := model.ParseID(ref)
	if err != nil || !id.Is(s.kind.Prefix) || id.Num() == 0 {
		return 0, fmt.Sprintf("%s is no reference of a %s", quote(ref), s.kind.Name)
	}
	old := x.edit.Base().Get(id)
	if old == nil || x.edit.Base().Seq == 1 { // what a workspace is founded with is taken over
		return id, ""
	}
	for i, f := range s.field {
		if f == nil || f.Name != "created" || r.cell(i) == "" {
			continue
		}
		c := x.edit.Ctx
		if s.t.sheet == "" {
			c = c.For(old)
		}
		if at, err := date.Parse(r.cell(i), c.Now, c.Loc); err == nil && at != old.Base().Created {
			return 0, fmt.Sprintf("%s is another record here, made %s: leave the ref column out (--map 'ref=-') to add it as new", ref, old.Base().Created.RFC3339(c.Loc))
		}
	}
	return id, ""
}
