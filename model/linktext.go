package model

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tandem/model/date"
)

// typedRow gives a list a way to read a row that people typed otherwise than value by value; f gets
// its cells and returns those it stands for.
func typedRow(f func(c *Ctx, cells []string) ([]string, error)) Opt {
	return func(x *Field) { x.typed = f }
}

// ReadTyped is Parse for what people type: the rows of a list may be written as they are said, as a
// predecessor T-3 FS 2d, besides value by value. What a machine wrote is read with Parse.
func (f *Field) ReadTyped(c *Ctx, o any, s string) error {
	if f.leads != nil {
		return f.leads(o, func() error { return f.Parse(c, o, s) })
	}
	if f.offer != nil {
		return f.readOffered(c, o, s)
	}
	if f.typed == nil {
		return f.Parse(c, o, s)
	}
	rows := splitRows(s)
	for i := range rows {
		cells, err := f.typed(c, rows[i])
		if err != nil {
			return fmt.Errorf("row %d: %w", i+1, err)
		}
		rows[i] = cells
	}
	return f.Parse(c, o, JoinRows(rows))
}

// typedLink reads a predecessor with the type and the lag of the link behind it, in one cell or in
// one for each: T-3, T-3 FS, T-3 FS 2d, T-3 | SS | 2d. The cells in full are the predecessor, the
// task of another file, the type and the lag. A task of another file has no predecessor beside it, so
// what stands there is a type.
func typedLink(c *Ctx, cells []string) ([]string, error) {
	id, rest := cells[0], ""
	if _, err := c.Resolve(id, []string{TaskPrefix}); err != nil {
		first, more, _ := strings.Cut(strings.TrimSpace(id), " ")
		if x, err := ParseID(first); err == nil && x.Is(TaskPrefix) {
			id, rest = first, strings.TrimSpace(more)
		}
	}
	if id == "" {
		return cells, nil
	}
	cells = slices.Clone(cells)
	if cells[0] = id; len(cells) > 2 {
		if _, err := ParseLinkType(cells[2]); err != nil && cells[1] == "" {
			return nil, err
		}
	}
	if len(cells) > 1 && cells[1] != "" {
		if len(cells) > 3 { // as a machine wrote it
			return cells, nil
		}
		rest = strings.TrimSpace(rest + " " + strings.Join(cells[1:], " "))
		cells = cells[:1]
	}
	if rest == "" {
		for len(cells) < 3 {
			cells = append(cells, "")
		}
		cells[2] = cmp.Or(strings.TrimSpace(cells[2]), string(FS)) // said as it is meant, for whoever reads the row
		return cells, nil
	}
	if len(cells) > 1 {
		return nil, fmt.Errorf("%q: write T-3 FS 2d, or T-3 | | FS | 2d", cells[0]+" "+rest)
	}
	typ, lag, err := ParseLink(rest, c.Scale)
	if err != nil {
		return nil, err
	}
	return []string{id, "", string(typ), lag.Text(c.Scale)}, nil
}

// ParseLinkType reads the type of a link, in capitals or not; none is FS.
func ParseLinkType(s string) (LinkType, error) {
	typ := LinkType(strings.ToUpper(strings.TrimSpace(s)))
	if typ == "" {
		return FS, nil
	}
	if linkNames[linkTypes[typ]] != typ {
		return "", unknownType(s)
	}
	return typ, nil
}

func unknownType(s string) error {
	return fmt.Errorf("unknown link type %s: FS, SS, FF or SF", strings.TrimSpace(s))
}

// ParseLink reads a link's type and lag as people type them: "FS", "SS +2d", "ff -4h", "fs 2ed",
// "+50%". Without a type it is FS.
func ParseLink(s string, scale date.Scale) (LinkType, date.Span, error) {
	typ, rest := FS, strings.TrimSpace(s)
	if n := letters(rest); n > 0 {
		var err error
		if typ, err = ParseLinkType(rest[:n]); err != nil {
			return "", date.Span{}, err
		}
		rest = strings.TrimSpace(rest[n:])
	}
	if rest == "" {
		return typ, date.Span{}, nil
	}
	lag, err := ParseLag(rest, scale)
	return typ, lag, err
}

// letters is how many letters a text begins with.
func letters(s string) int {
	n := strings.IndexFunc(s, func(r rune) bool { return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') })
	if n < 0 {
		return len(s)
	}
	return n
}

// ParseLag reads a lag as people type it: "2d", "+2d", "-4h", "2ed", "50%"; none is nothing.
func ParseLag(s string, scale date.Scale) (date.Span, error) {
	f := linkFields()[3]
	l := TaskLink{}
	if err := f.Parse(&Ctx{Scale: scale}, &l, strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(s), "+"))); err != nil {
		return date.Span{}, fmt.Errorf("%q is no lag: 2d, -4h, 2ed (elapsed) or 50%%", strings.TrimSpace(s))
	}
	return l.Lag, nil
}
