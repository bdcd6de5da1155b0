package model

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"

	"tandem/model/date"
)

// SourceFile is the file a project came from, as it was read. An export in the same format begins
// with it and changes only what was edited since, so that nothing that this program does not
// model is lost. It is a record of its own, so that an edit of the project does not write it anew.
type SourceFile struct {
	Meta
	Name    string // of the file
	Project ID
	Format  string // by its name among the formats: "mspdi"
	Zone    string // in which its wall times were read; empty: the machine's
	Read    date.Instant
	Data    string // see Pack; empty: nothing is kept
}

// Owner is the project.
func (x *SourceFile) Owner() ID { return x.Project }

// maxSource bounds what Bytes unpacks: a file of a few thousand bytes can claim to hold gigabytes.
const maxSource = 1 << 30

// ErrSource is the error for a kept file that cannot be unpacked.
var ErrSource = errors.New("the kept file is damaged")

// PackFile makes the Data of a SourceFile of a file's bytes: DEFLATE, then base64.
func PackFile(raw []byte) string {
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.DefaultCompression)
	if err == nil {
		_, err = w.Write(raw)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil { // a buffer takes all, and the level is a known one
		return ""
	}
	return base64.StdEncoding.EncodeToString(b.Bytes())
}

// Bytes is the file as it was read. The error is ErrSource.
func (x *SourceFile) Bytes() ([]byte, error) {
	raw, err := io.ReadAll(io.LimitReader(x.reader(), maxSource+1))
	if err != nil || len(raw) > maxSource {
		return nil, ErrSource
	}
	return raw, nil
}

func (x *SourceFile) reader() io.Reader {
	return flate.NewReader(base64.NewDecoder(base64.StdEncoding, strings.NewReader(x.Data)))
}

// SourceOf is the file a project came from, or nil: the first of that format.
func (s *Snapshot) SourceOf(project ID, format string) *SourceFile {
	for x := range Each[*SourceFile](s, SourceFilePrefix) {
		if x.Project == project && x.Format == format {
			return x
		}
	}
	return nil
}

func sourceFileKind() *Kind {
	return define(func() *SourceFile { return &SourceFile{} }, Kind{
		Name: "source file", Plural: "source files", Prefix: SourceFilePrefix, Hat: PM,
		Help:    "The file a project came from, kept so that an export loses nothing of it.",
		Columns: []string{"name", "project", "format", "read_at", "size"},
		Sort:    "project,name",
		Fields: []Field{
			Text("name", func(x *SourceFile) *string { return &x.Name }, Named()),
			Ref("project", func(x *SourceFile) *ID { return &x.Project }, To(ProjectPrefix), OnDelete(Cascade), Required()),
			Text("format", func(x *SourceFile) *string { return &x.Format }, ReadOnly(), Width(8)),
			Text("read_in", func(x *SourceFile) *string { return &x.Zone }, ReadOnly(), Width(16), Help("the time zone its times were read in")),
			Time("read_at", func(x *SourceFile) *date.Instant { return &x.Read }, ReadOnly()),
			fileField("data", func(o any) *string { return &o.(*SourceFile).Data }),
			Calc("size", func(_ *Ctx, x *SourceFile) Val { return ValText(sizeText(len(x.Data))) }, Width(8), Help("what it takes here, packed")),
		},
	})
}

// sizeText is a number of bytes in words, "" for none.
func sizeText(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%d kB", (n+1023)/1024)
}

// Packed reports a field whose text is a packed file: nothing that people read.
func (f *Field) Packed() bool { return f.op().within != nil }

// fileField is a packed file: people do not see it, and purging looks into it.
func fileField(name string, at func(any) *string) Field {
	f := textField(name, at, ReadOnly(), Hidden(), Width(8), Help("the file itself, packed"))
	f.more(func(p *ops) {
		p.show = func(*Ctx, any) string { return "" }
		p.within = func(o any, f func(string) string) (changed, ok bool) {
			x := SourceFile{Data: *at(o)}
			raw, err := x.Bytes()
			if err != nil || x.Data == "" {
				return false, false
			}
			s := f(string(raw))
			if s != string(raw) {
				*at(o) = PackFile([]byte(s))
			}
			return s != string(raw), true
		}
	})
	return f
}
