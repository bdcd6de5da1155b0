package sheet

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"path"
	"strings"
)

// Limits bound what reading a workbook may take. A zero stands for the usual one.
type Limits struct {
	Unpacked int64 // bytes of all parts together that are unpacked; usually 1 GB
	Texts    int64 // bytes of shared texts kept in memory; usually 256 MB
	Cell     int   // bytes of one text; a longer one is a RowError; usually 1 MB
}

// fill puts the usual limits where none are given.
func (l *Limits) fill() {
	if l.Unpacked <= 0 {
		l.Unpacked = 1 << 30
	}
	if l.Texts <= 0 {
		l.Texts = 256 << 20
	}
	if l.Cell <= 0 {
		l.Cell = 1 << 20
	}
}

// smallPart bounds the parts that describe the workbook, unpacked.
const smallPart = 64 << 20

// pack is the parts of a workbook.
type pack struct {
	parts map[string]*zip.File // by partName
	left  int64                // of what may be unpacked
}

// partName is how parts are looked up: programs differ in capitals, slashes and the first one.
func partName(s string) string {
	return strings.ToLower(strings.TrimLeft(path.Clean("/"+strings.ReplaceAll(s, `\`, "/")), "/"))
}

// openPack opens the container.
func openPack(in io.ReaderAt, size, unpacked int64) (*pack, error) {
	var head [8]byte
	n, err := in.ReadAt(head[:], 0)
	if err != nil && err != io.EOF {
		return nil, err
	}
	if bytes.HasPrefix(head[:n], []byte(oleMark)) {
		return nil, oleError(in, size)
	}
	z, err := zip.NewReader(in, size)
	if err != nil {
		if !bytes.HasPrefix(head[:n], []byte("PK")) {
			return nil, fmt.Errorf("%w: it does not begin as one", ErrNoBook)
		}
		return nil, fmt.Errorf("%w or cut off: %w", ErrDamaged, err)
	}
	p := &pack{parts: make(map[string]*zip.File, len(z.File)), left: unpacked}
	for _, f := range z.File {
		name := partName(f.Name)
		if _, twice := p.parts[name]; !twice {
			p.parts[name] = f
		}
	}
	return p, p.form()
}

// form tells the files that are zips, but no workbooks of this form.
func (p *pack) form() error {
	switch {
	case p.has("xl/workbook.bin"):
		return fmt.Errorf("a binary workbook (XLSB): %w", ErrOther)
	case p.has("content.xml") && p.has("mimetype"):
		return fmt.Errorf("a document of OpenOffice or LibreOffice: %w", ErrOther)
	case p.has("word/document.xml"):
		return fmt.Errorf("%w, but a text document", ErrNoBook)
	}
	return nil
}

func (p *pack) has(name string) bool { return p.parts[partName(name)] != nil }

// Marks of compound files, which are what locked workbooks and those before 2007 are.
const (
	oleMark   = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
	oleLocked = "E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00"
)

// oleError tells a locked workbook from an old one, by the names of what is in it.
func oleError(in io.ReaderAt, size int64) error {
	buf := make([]byte, 256<<10)
	for at := int64(0); at < size; at += int64(len(buf) - len(oleLocked)) {
		n, err := in.ReadAt(buf, at)
		if bytes.Contains(buf[:n], []byte(oleLocked)) {
			return ErrEncrypted
		}
		if err != nil {
			break
		}
	}
	return fmt.Errorf("a workbook from before 2007 (XLS), or another old document: %w", ErrOther)
}

// open opens a part; what is read counts against the limit of the whole.
func (p *pack) open(ctx context.Context, name string) (*partReader, error) {
	f := p.parts[partName(name)]
	if f == nil {
		return nil, broken("its part %s is missing", name)
	}
	if f.Flags&1 != 0 {
		return nil, ErrEncrypted
	}
	in, err := f.Open()
	if err != nil {
		return nil, broken("its part %s cannot be opened: %v", name, err)
	}
	return &partReader{pack: p, ctx: ctx, name: name, in: in}, nil
}

// small reads a part that describes the workbook with f.
func (p *pack) small(ctx context.Context, name string, f func(x *scanner) error) error {
	r, err := p.open(ctx, name)
	if err != nil {
		return err
	}
	defer r.Close()
	r.most = smallPart
	if err := f(newScanner(r)); err != nil {
		return fmt.Errorf("part %s: %w", name, err)
	}
	return r.drain()
}

// partReader reads a part as long as its context and its limits last.
type partReader struct {
	pack *pack
	ctx  context.Context
	name string
	in   io.ReadCloser
	n    int64
	most int64 // 0: as much as the whole may
}

func (r *partReader) Read(b []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := r.in.Read(b)
	r.n += int64(n)
	r.pack.left -= int64(n)
	switch {
	case r.pack.left < 0 || r.most > 0 && r.n > r.most:
		return 0, fmt.Errorf("%w: part %s unpacks to more than %d MB", ErrTooLarge, r.name, r.n>>20)
	case err != nil && err != io.EOF:
		return n, broken("part %s: %v", r.name, err)
	}
	return n, err
}

// Close ends the reading. What is wrong with the part, Read has told.
func (r *partReader) Close() { _ = r.in.Close() }

// drain reads to the end, where the sum of the part is checked.
func (r *partReader) drain() error {
	_, err := io.Copy(io.Discard, r)
	return err
}
