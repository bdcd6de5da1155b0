package transfer

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"tandem/model"
	"tandem/model/date"
)

// Sheet is records of one kind on their way out, a row each.
type Sheet struct {
	Kind    *model.Kind
	Fields  []*model.Field // the columns behind the reference; nil: all that is stored
	Records iter.Seq[model.Record]
	Count   int // of records, for progress; 0: unknown
}

// SheetFormat is a form that sheets are written in.
type SheetFormat struct {
	Name  string // as --format takes it
	Title string
	Ext   string // usual ending, with the dot
	// Write writes the sheets. The same snapshot, moment and sheets give the same bytes. Only a
	// spreadsheet takes more than one.
	Write func(ctx context.Context, s *model.Snapshot, now date.Instant, sheets []Sheet, out io.Writer) error
}

// SheetFormats is the ordered list of forms a list can be written in.
func SheetFormats() []SheetFormat {
	return []SheetFormat{
		{"csv", "CSV", ".csv", one(writeCSV)},
		{"xlsx", "Spreadsheet (XLSX)", ".xlsx", writeXLSX},
		{"json", "JSON", ".json", one(writeJSON)},
		{"md", "Markdown table", ".md", one(writeMarkdown)},
	}
}

// SheetFormatNamed finds a form by name or by ending; the error lists all.
func SheetFormatNamed(name string) (SheetFormat, error) {
	var names []string
	for _, f := range SheetFormats() {
		if f.Name == strings.ToLower(name) || f.Ext == strings.ToLower(name) {
			return f, nil
		}
		names = append(names, f.Name)
	}
	return SheetFormat{}, fmt.Errorf("no form is called %q; there are %s", name, strings.Join(names, ", "))
}

// Stored lists the fields of a kind that are part of its records, in their order: with them and
// the reference an import makes the same record again.
func Stored(k *model.Kind) []*model.Field {
	var out []*model.Field
	for i := range k.Fields {
		if k.Fields[i].Stored() {
			out = append(out, &k.Fields[i])
		}
	}
	return out
}

// WholeKind is a sheet of all records of a kind.
func WholeKind(s *model.Snapshot, k *model.Kind) Sheet {
	return Sheet{Kind: k, Records: s.All(k.Prefix), Count: s.Count(k.Prefix)}
}

// rowsWriter writes one sheet.
type rowsWriter func(ctx context.Context, c *model.Ctx, sh Sheet, out *bufio.Writer) error

// one makes a form of a single sheet.
func one(write rowsWriter) func(context.Context, *model.Snapshot, date.Instant, []Sheet, io.Writer) error {
	return func(ctx context.Context, s *model.Snapshot, now date.Instant, sheets []Sheet, out io.Writer) error {
		if len(sheets) != 1 {
			return fmt.Errorf("it holds one kind of record; %d were given (XLSX holds several)", len(sheets))
		}
		w := bufio.NewWriterSize(out, 64<<10)
		if err := write(ctx, s.Ctx(now), sheets[0].whole(), w); err != nil {
			return err
		}
		return w.Flush()
	}
}

// whole fills in the columns where none are told.
func (sh Sheet) whole() Sheet {
	if sh.Fields == nil {
		sh.Fields = Stored(sh.Kind)
	}
	return sh
}

// each calls row with every record and the context it is read in, until ctx ends.
func (sh Sheet) each(ctx context.Context, c *model.Ctx, row func(c *model.Ctx, r model.Record) error) error {
	n := 0
	for r := range sh.Records {
		if n++; n&0xff == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		if err := row(c.For(r), r); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// writeCSV writes a heading and a line a record: exact values, which an import reads back.
func writeCSV(ctx context.Context, c *model.Ctx, sh Sheet, out *bufio.Writer) error {
	cells := make([]string, 1, len(sh.Fields)+1)
	cells[0] = ToRef
	for _, f := range sh.Fields {
		cells = append(cells, f.Name)
	}
	customs := customsOf(sh)
	if err := writeCells(out, append(cells, customs.headings()...), ','); err != nil {
		return err
	}
	return sh.each(ctx, c, func(c *model.Ctx, r model.Record) error {
		values, whole := customs.cells(r)
		cells = append(cells[:0], r.Base().ID.String())
		for _, f := range sh.Fields {
			if isCustomField(f) && whole {
				cells = append(cells, "")
				continue
			}
			cells = append(cells, f.Text(c, r))
		}
		return writeCells(out, append(cells, values...), ',')
	})
}

// writeCells writes a line of a table of text. No spreadsheet will take a cell for a formula.
func writeCells(out *bufio.Writer, cells []string, comma byte) error {
	for i, s := range cells {
		if i > 0 {
			_ = out.WriteByte(comma)
		}
		s = neutral(s)
		if !strings.ContainsAny(s, ",;\t|\"\r\n") && (s == "" || s[0] != ' ' && s[len(s)-1] != ' ') {
			_, _ = out.WriteString(s)
			continue
		}
		_ = out.WriteByte('"')
		_, _ = out.WriteString(strings.ReplaceAll(s, `"`, `""`))
		_ = out.WriteByte('"')
	}
	return out.WriteByte('\n')
}

// leftoverHeading stands over what is wrong with each of the rows that could not be taken, with what
// the file comes from behind it, in brackets: the rows go on being its.
const leftoverHeading = "error"

// leftoverOf tells rows that WriteLeftover wrote by the last of their headings, what they come from and
// of what kind they are; "" where it does not say.
func leftoverOf(header []string) (source, kind string, ok bool) {
	if len(header) == 0 {
		return "", "", false
	}
	last := header[len(header)-1]
	if last == leftoverHeading {
		return "", "", true
	}
	rest, begins := strings.CutPrefix(last, leftoverHeading+" (")
	rest, ends := strings.CutSuffix(rest, ")")
	if !begins || !ends {
		return "", "", false
	}
	if i := strings.LastIndex(rest, " as "); i >= 0 {
		return rest[:i], rest[i+len(" as "):], true
	}
	return rest, "", true
}

// WriteLeftover writes rows that could not be taken as a table of text: the columns of the file
// and one called error, which the next import leaves alone. Between the cells stands what stood
// there in the file.
func WriteLeftover(out io.Writer, l *Leftover) error {
	w := bufio.NewWriter(out)
	comma := cmp.Or(l.Comma, ',')
	wide := len(l.Header)
	for _, r := range l.Rows {
		wide = max(wide, len(r)-1)
	}
	head := append(slices.Clone(l.Header), make([]string, wide-len(l.Header))...)
	last := leftoverHeading
	if l.Source != "" {
		last += " (" + l.Source + " as " + l.Kind + ")"
	}
	if err := writeCells(w, append(head, last), comma); err != nil {
		return err
	}
	for _, r := range l.Rows {
		cells := make([]string, wide+1)
		copy(cells, r[:len(r)-1])
		cells[wide] = r[len(r)-1]
		if err := writeCells(w, cells, comma); err != nil {
			return err
		}
	}
	return w.Flush()
}

// writeJSON writes an array with an object a record, as --json does.
func writeJSON(ctx context.Context, c *model.Ctx, sh Sheet, out *bufio.Writer) error {
	n := 0
	_, _ = out.WriteString("[")
	err := sh.each(ctx, c, func(c *model.Ctx, r model.Record) error {
		o := model.Object{{Name: "ref", Value: r.Base().ID.String()}, {Name: "kind", Value: sh.Kind.Name}}
		for _, f := range sh.Fields {
			o = append(o, model.Pair{Name: f.Name, Value: f.JSON(c, r)})
		}
		b, err := o.MarshalJSON()
		if err != nil {
			return err
		}
		if n++; n > 1 {
			_ = out.WriteByte(',')
		}
		_, _ = out.WriteString("\n  ")
		_, err = out.Write(b)
		return err
	})
	if err != nil {
		return err
	}
	_, err = out.WriteString("\n]\n")
	return err
}

// writeMarkdown writes a table for people: names for references, dates in full.
func writeMarkdown(ctx context.Context, c *model.Ctx, sh Sheet, out *bufio.Writer) error {
	line := func(cells []string) error {
		_, err := out.WriteString("| " + strings.Join(cells, " | ") + " |\n")
		return err
	}
	head, rule := []string{"Ref"}, []string{"---"}
	for _, f := range sh.Fields {
		head = append(head, markdownCell(f.Label))
		if numeric(f) {
			rule = append(rule, "---:")
		} else {
			rule = append(rule, "---")
		}
	}
	if err := line(head); err != nil {
		return err
	}
	if err := line(rule); err != nil {
		return err
	}
	return sh.each(ctx, c, func(c *model.Ctx, r model.Record) error {
		cells := []string{r.Base().ID.String()}
		for _, f := range sh.Fields {
			cells = append(cells, markdownCell(peopleText(f, c, r)))
		}
		return line(cells)
	})
}

// numeric reports whether a field's values stand to the right.
func numeric(f *model.Field) bool {
	switch f.Type {
	case model.TypeInt, model.TypeNumber, model.TypeMoney, model.TypePercent, model.TypeSpan:
		return true
	}
	return false
}

// peopleText is a value as people read it where no "today" is known: names, whole dates.
func peopleText(f *model.Field, c *model.Ctx, r model.Record) string {
	switch f.Type {
	case model.TypeDate, model.TypeList, model.TypeLong:
		return f.Text(c, r)
	case model.TypeTime:
		if s := f.Text(c, r); len(s) > 16 {
			return s[:10] + " " + s[11:16]
		}
		return ""
	}
	return f.Show(c, r)
}

var markdownEscapes = strings.NewReplacer("\\", "\\\\", "|", "\\|", "\n", "<br>", "<", "&lt;", "&", "&amp;", "*", "\\*", "_", "\\_", "`", "\\`", "[", "\\[")

func markdownCell(s string) string { return markdownEscapes.Replace(strings.TrimSpace(s)) }
