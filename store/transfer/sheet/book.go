package sheet

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"path"
	"strings"
)

// State says whether people see a sheet.
type State uint8

// States of a sheet. One that is Buried can only be shown by a program.
const (
	Shown State = iota
	Hidden
	Buried
)

// Info is a sheet of a workbook.
type Info struct {
	Name  string
	State State
	part  string
}

// Book is a workbook that is read. It is for one goroutine.
type Book struct {
	Sheets  []Info // of cells, in their order; charts and dialogs are left out
	Base    Base   // how its days are counted
	pack    *pack
	lim     Limits
	texts   *texts
	textsAt string // part of the shared texts; "": none
	formats []*Format
	gaps    int // blank cells that may still be made between others
}

// Bounds of what little input can claim: sheets, and cells that stand between two far apart.
const (
	maxSheets = 10_000
	maxGaps   = 1 << 24
)

// Open finds the sheets of a workbook. The error wraps ErrNoBook, ErrDamaged, ErrEncrypted,
// ErrOther or ErrTooLarge, or is that of in or of ctx.
func Open(ctx context.Context, in io.ReaderAt, size int64, lim Limits) (*Book, error) {
	lim.fill()
	p, err := openPack(in, size, lim.Unpacked)
	if err != nil {
		return nil, err
	}
	b := &Book{pack: p, lim: lim, gaps: maxGaps}
	main, err := b.mainPart(ctx)
	if err != nil {
		return nil, err
	}
	rels, err := p.relations(ctx, main)
	if err != nil {
		return nil, err
	}
	if err := p.small(ctx, main, func(x *scanner) error { return b.workbook(x, rels) }); err != nil {
		return nil, err
	}
	for _, r := range rels {
		switch {
		case r.kind == "sharedStrings" && b.textsAt == "":
			b.textsAt = r.target
		case r.kind == "styles" && b.formats == nil && p.has(r.target):
			if b.formats, err = p.styles(ctx, r.target); err != nil {
				return nil, err
			}
		}
	}
	return b, nil
}

// mainPart finds the part that lists the sheets.
func (b *Book) mainPart(ctx context.Context) (string, error) {
	const usual = "xl/workbook.xml"
	if b.pack.has("_rels/.rels") {
		rels, err := b.pack.relations(ctx, "")
		if err != nil {
			return "", err
		}
		for _, r := range rels {
			if r.kind == "officeDocument" && b.pack.has(r.target) {
				return r.target, nil
			}
		}
	}
	if b.pack.has(usual) {
		return usual, nil
	}
	return "", fmt.Errorf("%w: it is a zip file without one", ErrNoBook)
}

// relation is what a part says of another.
type relation struct {
	id, kind string // kind is the last word of its type: worksheet, styles
	target   string // a part's name in the container
}

// relations reads what a part, "" for the whole, says of others. None is no error.
func (p *pack) relations(ctx context.Context, part string) ([]relation, error) {
	dir, base := path.Split(part)
	name := dir + "_rels/" + base + ".rels"
	if !p.has(name) {
		return nil, nil
	}
	var list []relation
	err := p.small(ctx, name, func(x *scanner) error {
		for {
			tok, err := x.next()
			if err != nil || tok == atEnd {
				return err
			}
			if tok != opened || string(x.name) != "Relationship" || string(x.attr("TargetMode")) == "External" {
				continue
			}
			kind, target := string(x.attr("Type")), string(x.attr("Target"))
			if !strings.HasPrefix(target, "/") && !strings.HasPrefix(target, `\`) {
				target = dir + target
			}
			list = append(list, relation{string(x.attr("Id")), path.Base(kind), strings.TrimLeft(path.Clean("/"+strings.ReplaceAll(target, `\`, "/")), "/")})
		}
	})
	return list, err
}

// workbook reads the list of sheets and how days are counted.
func (b *Book) workbook(x *scanner, rels []relation) error {
	root := false
	for {
		tok, err := x.next()
		switch {
		case err != nil:
			return err
		case tok == atEnd && !root:
			return ErrNoBook
		case tok == atEnd:
			return nil
		case tok != opened:
			continue
		}
		switch string(x.name) {
		case "workbook":
			root = true
		case "workbookPr":
			if truth(x.attr("date1904")) {
				b.Base = From1904
			}
		case "sheet":
			b.sheet(x, rels)
		}
		if len(b.Sheets) > maxSheets {
			return fmt.Errorf("%w: it has more than %d sheets", ErrTooLarge, maxSheets)
		}
	}
}

// sheet takes a line of the list of sheets.
func (b *Book) sheet(x *scanner, rels []relation) {
	s := Info{Name: string(bytes.ToValidUTF8(x.attr("name"), []byte("\ufffd")))}
	switch string(x.attr("state")) {
	case "hidden":
		s.State = Hidden
	case "veryHidden":
		s.State = Buried
	}
	for _, a := range x.attrs {
		if !a.prefixed || string(a.name) != "id" {
			continue
		}
		for _, r := range rels {
			if r.id == string(a.value) && r.kind == "worksheet" {
				s.part = r.target
				b.Sheets = append(b.Sheets, s)
				return
			}
		}
	}
}

// Size is how many bytes the sheet says it unpacks to, for progress.
func (b *Book) Size(i int) int64 {
	f := b.pack.parts[partName(b.Sheets[i].part)]
	if f == nil {
		return 0
	}
	return int64(min(f.UncompressedSize64, 1<<40))
}
