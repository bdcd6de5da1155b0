package model

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"tandem/model/text"
)

// tagEnd tells what a tag cannot hold: text and JSON must read back what they wrote.
func tagEnd(r rune) bool { return r == ',' || unicode.IsSpace(r) }

func tags(name string, at func(any) *[]string, opts ...Opt) Field {
	parse := func(parts []string) []string {
		var out []string
		for _, p := range parts {
			if p = strings.Join(strings.FieldsFunc(text.Clean(p), tagEnd), "-"); p != "" && !slices.Contains(out, p) {
				out = append(out, p)
			}
		}
		return out
	}
	f := scalar(TypeTags, name, 12, at, codec[[]string]{
		text: func(_ *Field, _ *Ctx, v []string) string { return strings.Join(v, ", ") },
		parse: func(_ *Field, _ *Ctx, s string) ([]string, error) {
			return parse(strings.FieldsFunc(s, tagEnd)), nil
		},
		key:  func(_ *Field, v []string) Key { return Key{Str: strings.Join(v, " "), Set: len(v) > 0} },
		json: func(_ *Field, _ *Ctx, v []string) any { return append([]string{}, v...) },
		put: func(b []byte, v []string) []byte {
			for i, s := range v {
				if i > 0 {
					b = append(b, 0)
				}
				b = append(b, s...)
			}
			return b
		},
		get:  func(_ *Field, b string) ([]string, error) { return strings.Split(b, "\x00"), nil },
		zero: func(v []string) bool { return len(v) == 0 },
	}, opts)
	f.more(func(p *ops) { tagOps(p, name, at, parse) })
	return f
}

func tagOps(p *ops, name string, at func(any) *[]string, parse func([]string) []string) {
	p.strs = func(o any) []string { return *at(o) }
	p.merge = mergeOf(at, func(_ *Ctx, s *string) string { return *s })
	parseText := p.parse
	p.set = func(c *Ctx, o any, v any) error {
		list, ok := v.([]any)
		if !ok {
			s, err := plain(v)
			if err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			return parseText(c, o, s)
		}
		parts := make([]string, len(list))
		for i, x := range list {
			var err error
			if parts[i], err = plain(x); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
		}
		*at(o) = parse(parts)
		return nil
	}
}

// List is a list of rows, each a struct R with fields of its own: links, assignments, events.
// As text a row is its values parted by " | ", rows by line breaks (or ";").
func List[T, R any](name string, at func(*T) *[]R, rows []Field, opts ...Opt) Field {
	return list(name, on(at), rows, opts...)
}

func list[R any](name string, at func(any) *[]R, rows []Field, opts ...Opt) Field {
	f := newField(TypeList, name, 10, opts)
	f.Rows = rows
	l := lister[R]{f: f, at: at, reading: &lateReader{}}
	f.stored = true
	for i := range rows {
		if rows[i].HasRefs() {
			f.names, f.OnDelete = true, rows[i].OnDelete
		}
	}
	f.late = &late{make: func(p *ops) { listOps(p, l, at) }}
	if f.names {
		f.more(func(p *ops) { p.refs, p.unref = l.refs, l.unref })
	}
	return *f
}

func listOps[R any](p *ops, l lister[R], at func(any) *[]R) {
	*p = ops{
		text: l.text, parse: l.parse, json: l.json, set: l.set, put: l.put, get: l.get,
		show: func(_ *Ctx, o any) string {
			if n := len(*at(o)); n > 0 {
				return fmt.Sprint(n)
			}
			return ""
		},
		key:  func(_ *Ctx, o any) Key { n := len(*at(o)); return Key{Num: float64(n), Set: n > 0} },
		zero: func(o any) bool { return len(*at(o)) == 0 },
		like: func(o, other any) { *at(o) = *at(other) }, merge: l.merge,
		row: func() any { return new(R) },
		rows: func(o any, yield func(int, any)) {
			list := *at(o)
			for i := range list {
				yield(i, &list[i])
			}
		},
	}
}

type lister[R any] struct {
	f       *Field
	at      func(any) *[]R
	reading *lateReader
}

func (l lister[R]) text(c *Ctx, o any) string {
	rows := *l.at(o)
	out := make([]string, len(rows))
	for i := range rows {
		out[i] = strings.Join(l.cells(c, &rows[i]), " | ")
	}
	return strings.Join(out, "\n")
}

// cells are the values of a row as text reads them back, up to the last that holds something.
func (l lister[R]) cells(c *Ctx, row *R) []string {
	cells := make([]string, len(l.f.Rows))
	last := 0
	for j := range l.f.Rows {
		if sub := &l.f.Rows[j]; !sub.IsZero(row) && sub.Stored() {
			cells[j] = escapeCell(sub.Text(c, row))
			last = j + 1
		}
	}
	return cells[:last]
}

var cellEscapes = strings.NewReplacer(`\`, `\\`, "|", `\|`, ";", `\;`, "\n", `\n`)

// escapeCell writes a value as a cell: what parts cells and rows gets a backslash, and so do
// blanks at its ends, which would be taken for layout.
func escapeCell(s string) string {
	s = cellEscapes.Replace(s)
	if n := len(s) - 1; n > 0 && layoutBlank(s[n]) {
		s = s[:n] + `\` + s[n:]
	}
	if s != "" && layoutBlank(s[0]) {
		s = `\` + s
	}
	return s
}

func layoutBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\r' }

// SplitRows cuts the text of a list field into its rows and their cells, as Parse does: for a
// surface that edits the rows cell by cell, right or wrong. Blank rows are left out.
func SplitRows(s string) [][]string { return splitRows(s) }

// JoinRows is the text of a list field with these cells; SplitRows reads it back. Rows without
// any text are left out.
func JoinRows(rows [][]string) string {
	var out []string
	for _, row := range rows {
		last := 0
		cells := make([]string, len(row))
		for i, c := range row {
			if cells[i] = escapeCell(c); c != "" {
				last = i + 1
			}
		}
		if last > 0 {
			out = append(out, strings.Join(cells[:last], " | "))
		}
	}
	return strings.Join(out, "\n")
}

// splitRows cuts the text of a list into rows and cells, undoing escapeCell.
func splitRows(s string) [][]string {
	var rows [][]string
	var row []string
	var cell []byte
	keep := 0 // how much of the cell is more than blanks at its end
	end := func() {
		row = append(row, string(cell[:keep]))
		cell, keep = cell[:0], 0
	}
	flush := func() {
		end()
		if len(row) > 1 || row[0] != "" {
			rows = append(rows, row)
		}
		row = nil
	}
	for i := 0; i < len(s); i++ {
		switch ch := s[i]; {
		case ch == '\\' && i+1 < len(s):
			if i++; s[i] == 'n' {
				cell = append(cell, '\n')
			} else {
				cell = append(cell, s[i])
			}
			keep = len(cell)
		case ch == '|':
			end()
		case ch == '\n' || ch == ';':
			flush()
		case layoutBlank(ch):
			if len(cell) > 0 {
				cell = append(cell, ch)
			}
		default:
			cell = append(cell, ch)
			keep = len(cell)
		}
	}
	flush()
	return rows
}

func (l lister[R]) parse(c *Ctx, o any, s string) error {
	var out []R
	for n, cells := range splitRows(s) {
		var r R
		if len(cells) > len(l.f.Rows) {
			return fmt.Errorf("row %d: %d values where %s takes %s", n+1, len(cells), l.f.Label, l.f.columns())
		}
		for j, cell := range cells {
			if cell == "" && !l.f.Rows[j].Stored() {
				continue
			}
			if err := l.f.Rows[j].Parse(c, &r, cell); err != nil {
				return fmt.Errorf("row %d, %s: %w", n+1, l.f.Rows[j].Name, err)
			}
		}
		out = append(out, r)
	}
	return l.store(o, out)
}

// store checks and keeps the rows; one that says nothing is left out.
func (l lister[R]) store(o any, out []R) error {
	if out = slices.DeleteFunc(out, func(r R) bool { return l.f.emptyRow(&r) }); len(out) == 0 {
		out = nil
	}
	for i := range out {
		for j := range l.f.Rows {
			if sub := &l.f.Rows[j]; sub.Required && sub.IsZero(&out[i]) && !sub.mayBeZero() {
				return fmt.Errorf("row %d: %s is missing (%s takes %s)", i+1, sub.Name, l.f.Label, l.f.columns())
			}
		}
	}
	*l.at(o) = out
	return nil
}

func (f *Field) emptyRow(row any) bool {
	for j := range f.Rows {
		if f.Rows[j].Stored() && !f.Rows[j].IsZero(row) {
			return false
		}
	}
	return true
}

func (f *Field) columns() string {
	var out []string
	for _, r := range f.Rows {
		if r.Stored() {
			out = append(out, r.Name)
		}
	}
	return strings.Join(out, " | ")
}

func (l lister[R]) json(c *Ctx, o any) any {
	rows := *l.at(o)
	out := make([]Object, len(rows))
	for i := range rows {
		for j := range l.f.Rows {
			sub := &l.f.Rows[j]
			out[i] = append(out[i], Pair{sub.Name, sub.JSON(c, &rows[i])})
		}
	}
	return out
}

func (l lister[R]) set(c *Ctx, o any, v any) error {
	switch x := v.(type) {
	case nil:
		*l.at(o) = nil
		return nil
	case string:
		return l.parse(c, o, x)
	case []any:
		var out []R
		for n, row := range x {
			m, ok := row.(map[string]any)
			if !ok {
				return fmt.Errorf("row %d: an object with %s is wanted", n+1, l.f.columns())
			}
			var r R
			for j := range l.f.Rows {
				sub := &l.f.Rows[j]
				val, given := m[sub.Name]
				if !given || !sub.Stored() {
					continue
				}
				if err := sub.SetJSON(c, &r, val); err != nil {
					return fmt.Errorf("row %d, %s: %w", n+1, sub.Name, err)
				}
			}
			out = append(out, r)
		}
		return l.store(o, out)
	}
	return fmt.Errorf("%s wants a list of objects", l.f.Name)
}

func (l lister[R]) put(b []byte, o any) []byte {
	rows := *l.at(o)
	b = putVarint(b, int64(len(rows)))
	for i := range rows {
		at := len(b)
		b = appendFields(append(b, 0), l.f.Rows, &rows[i])
		b = sized(b, at, uint64(len(b)-at-1)<<1) // a signed varint
	}
	return b
}

func (l lister[R]) get(o any, b string) error {
	n, b, err := getVarint(b)
	if err != nil {
		return err
	}
	if n < 0 || n > int64(len(b)) { // a row takes a byte at least
		return errShort
	}
	out, r := make([]R, n), l.reading.of(l.f.Rows)
	for i := range out {
		var size int64
		if size, b, err = getVarint(b); err != nil || size < 0 || size > int64(len(b)) {
			return errShort
		}
		if err := r.fill(b[:size], &out[i]); err != nil {
			return err
		}
		b = b[size:]
	}
	if b != "" {
		return errTrailing
	}
	*l.at(o) = out
	return nil
}

func (l lister[R]) refs(o any, yield func(ID)) {
	rows := *l.at(o)
	for i := range rows {
		for j := range l.f.Rows {
			l.f.Rows[j].EachRef(&rows[i], yield)
		}
	}
}

// unref drops the rows that name id where the reference's rule is Drop, else empties the cell.
func (l lister[R]) unref(o any, id ID) {
	var out []R
	for _, r := range *l.at(o) {
		hit := false
		for j := range l.f.Rows {
			sub := &l.f.Rows[j]
			sub.EachRef(&r, func(x ID) {
				hit = hit || x == id && sub.OnDelete == Drop
			})
			if sub.op().unref != nil {
				sub.op().unref(&r, id)
			}
		}
		if !hit {
			out = append(out, r)
		}
	}
	*l.at(o) = out
}
