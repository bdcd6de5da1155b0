package store

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"tandem/model"
	"tandem/model/date"
)

// maxLine is the longest line of an export that is read: one record, with all its texts.
const maxLine = 512 << 20

// ExportError says what is wrong with a full export, and in which line.
type ExportError struct {
	Line int
	Err  error
}

func (e *ExportError) Error() string { return fmt.Sprintf("line %d: %v", e.Line, e.Err) }

// Unwrap gives the cause.
func (e *ExportError) Unwrap() error { return e.Err }

// importer reads a full export line by line and plays its journal.
type importer struct {
	in       *bufio.Reader
	b        *builder
	sch      *model.Schema
	ctx      *model.Ctx
	head     exportHeader
	line     int
	read     int64
	size     int64
	sum      uint32
	end      exportEnd
	progress Progress
}

// exportLine is any line but the first and the last.
type exportLine struct {
	Entry   uint64         `json:"entry"`
	At      string         `json:"at"`
	Op      string         `json:"op"`
	Label   string         `json:"label"`
	Undoes  uint64         `json:"undoes"`
	Below   uint64         `json:"below"`
	Redo    uint64         `json:"redo"`
	Purged  bool           `json:"purged"`
	Changes int            `json:"changes"`
	Ref     string         `json:"ref"`
	Record  string         `json:"record"`
	Gone    bool           `json:"gone"`
	Is      map[string]any `json:"is"`
	Raw     []byte         `json:"raw"`
	Sum     string         `json:"sum"`
}

// ImportExport makes the workspace of a full export. There must be none at dbPath, or one in
// which nothing was ever done; else the error is ErrNotEmpty.
func ImportExport(dbPath, from string, progress Progress) error {
	empty, err := Empty(dbPath)
	if err != nil {
		return err
	}
	if !empty {
		return ErrNotEmpty
	}
	return RestoreWith(dbPath, from, progress)
}

// readExport builds the workspace of an export into an empty file.
func readExport(src io.Reader, size int64, path string, f *os.File, progress Progress) error {
	im := &importer{in: bufio.NewReaderSize(src, 1<<16), sch: model.Kinds(), ctx: exportCtx(), size: size, progress: progress}
	err := guard(path, func() error { return im.run(path, f) })
	if im.b != nil {
		err = errors.Join(err, im.b.close())
	}
	if err != nil {
		var damage *DamageError
		if !errors.As(err, &damage) {
			err = &ExportError{im.line, err}
		}
		return err
	}
	_, err = load(f, path, im.sch, migrations, depth{journal: true})
	return err
}

func (im *importer) run(path string, f *os.File) error {
	if err := im.first(); err != nil {
		return err
	}
	file, err := strconv.ParseUint(im.head.Workspace, 16, 64)
	if err != nil {
		return fmt.Errorf("the workspace's identity %q is not one", im.head.Workspace)
	}
	if im.b, err = newBuilder(path, f, file, newest(migrations)); err != nil {
		return err
	}
	if err := im.journal(); err != nil {
		return err
	}
	if err := im.records(); err != nil {
		return err
	}
	im.b.keepNumbers(im.head.Numbers)
	return im.b.finish(im.head.Undo, im.head.Redo)
}

// next reads a line, without its break. The bytes are valid until the next call.
func (im *importer) next() ([]byte, error) {
	im.line++
	b, err := im.in.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		b = bytes.Clone(b)
		for errors.Is(err, bufio.ErrBufferFull) && len(b) < maxLine {
			var more []byte
			more, err = im.in.ReadSlice('\n')
			b = append(b, more...)
		}
	}
	im.read += int64(len(b))
	if im.progress != nil && im.line%512 == 0 {
		im.progress(min(im.read, im.size), im.size)
	}
	switch {
	case err == io.EOF:
		return nil, errors.New("the file ends here, before its end: it was cut short")
	case err != nil:
		return nil, err
	}
	return bytes.TrimSuffix(b[:len(b)-1], []byte("\r")), nil
}

// first reads the header. What a newer program wrote is refused before anything else is.
func (im *importer) first() error {
	b, err := im.next()
	if err != nil {
		return err
	}
	const tail = `,"journal":[`
	if !bytes.HasPrefix(b, []byte(exportHead)) {
		return fmt.Errorf("this is no full export: it does not begin with %s", exportHead)
	}
	head, whole := bytes.CutSuffix(b, []byte(tail))
	var v struct{ Version, Packed int }
	if err := json.Unmarshal(append(bytes.Clone(head), '}'), &v); err == nil && (v.Version > exportVersion || v.Packed > newest(migrations)) {
		return fmt.Errorf("a newer tandem wrote this (format %d.%d, this one knows %d.%d): update tandem to read it", v.Version, v.Packed, exportVersion, newest(migrations))
	}
	if !whole {
		return errors.New("the first line is damaged, or another program has laid the file out anew")
	}
	if err := json.Unmarshal(append(bytes.Clone(head), '}'), &im.head); err != nil {
		return err
	}
	im.sum = crc32.Checksum(b, castagnoli)
	return nil
}

// item reads and checks one line of the two lists; nil is the end of the list.
func (im *importer) item(into *exportLine) (more bool, err error) {
	b, err := im.next()
	if err != nil {
		return false, err
	}
	if len(b) > 0 && b[0] == ']' {
		return false, im.closing(b)
	}
	b = bytes.TrimPrefix(b, []byte(","))
	at := bytes.LastIndex(b, []byte(`,"sum":"`))
	if at < 0 {
		return false, errors.New("the line is damaged, or another program has laid the file out anew")
	}
	if err := im.check(b[:at], b[at:]); err != nil {
		return false, err
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	d.DisallowUnknownFields()
	*into = exportLine{}
	return true, d.Decode(into)
}

// check holds a line's text against its sum.
func (im *importer) check(text, tail []byte) error {
	im.sum = lineSum(im.sum, text)
	if want := fmt.Appendf(nil, `,"sum":"%08x"`, im.sum); !bytes.HasPrefix(tail, want) {
		return errors.New("the line is damaged, or one before it is missing: its sum does not fit")
	}
	return nil
}

// closing reads the line that ends a list.
func (im *importer) closing(b []byte) error {
	if string(b) == `],"records":[` {
		return nil
	}
	const mark = `],"end":`
	at := bytes.LastIndex(b, []byte(`,"sum":"`))
	if !bytes.HasPrefix(b, []byte(mark)) || at < 0 {
		return errors.New("the list ends with a damaged line")
	}
	if err := im.check(b[:at], b[at:]); err != nil {
		return err
	}
	var end exportEnd
	if err := json.Unmarshal(append(bytes.Clone(b[len(mark):at]), '}'), &end); err != nil {
		return err
	}
	if end != im.end {
		return fmt.Errorf("the file says it holds %d entries, %d changes and %d records; it holds %d, %d and %d",
			end.Entries, end.Changes, end.Records, im.end.Entries, im.end.Changes, im.end.Records)
	}
	return nil
}

// journal plays the entries.
func (im *importer) journal() error {
	var l exportLine
	for {
		more, err := im.item(&l)
		if err != nil || !more {
			if err == nil && im.end.Entries != im.head.Entries {
				err = fmt.Errorf("%d of %d entries of the journal are there", im.end.Entries, im.head.Entries)
			}
			return err
		}
		e, err := l.toEntry()
		if err != nil {
			return err
		}
		var changes []rawChange
		for range l.Changes {
			var c exportLine
			more, err := im.item(&c)
			if err != nil {
				return err
			}
			if !more || c.Ref == "" {
				return fmt.Errorf("a change of entry %d is wanted here", e.seq)
			}
			raw, err := im.raw(c.Ref, &c)
			if err != nil {
				return err
			}
			changes = append(changes, raw)
			im.end.Changes++
		}
		if _, err := im.b.play(e, changes, false); err != nil {
			return err
		}
		im.end.Entries++
	}
}

// toEntry is the entry that a line tells of.
func (l *exportLine) toEntry() (*entry, error) {
	if l.Entry == 0 {
		return nil, errors.New("an entry of the journal is wanted here")
	}
	at, err := time.Parse(time.RFC3339, l.At)
	if err != nil {
		return nil, fmt.Errorf("%q is no time", l.At)
	}
	e := &entry{seq: l.Entry, at: date.Of(at), label: l.Label, undoes: l.Undoes, below: l.Below, redo: l.Redo}
	if l.Purged {
		e.flags |= flagPurged
	}
	for op := Do; op <= Lost; op++ {
		if op.String() == l.Op {
			e.op = op
			return e, nil
		}
	}
	return nil, fmt.Errorf("%q is no kind of entry", l.Op)
}

// raw is the packed record of a line.
func (im *importer) raw(ref string, l *exportLine) (rawChange, error) {
	id, err := model.ParseID(ref)
	if err != nil {
		return rawChange{}, err
	}
	c := rawChange{id: id}
	k := im.sch.Of(id)
	switch {
	case k == nil:
		return c, fmt.Errorf("%s is of a kind this version does not know", ref)
	case l.Gone:
		return c, nil
	case l.Raw != nil:
		c.after, err = upgrade(migrations, byte(im.head.Packed), id, l.Raw)
		return c, err
	case l.Is == nil:
		return c, fmt.Errorf("%s: neither fields nor gone", ref)
	}
	r := k.Blank()
	r.Base().ID = id
	set := 0
	for i := range k.Fields {
		f := &k.Fields[i]
		v, there := l.Is[f.Name]
		if !there {
			continue
		}
		set++
		if err := f.SetJSON(im.ctx, r, v); err != nil {
			return c, fmt.Errorf("%s: %s: %w", ref, f.Name, err)
		}
	}
	if set < len(l.Is) {
		for _, name := range slices.Sorted(maps.Keys(l.Is)) {
			if k.Field(name) == nil {
				return c, fmt.Errorf("%s: %s is no field of %s that this version knows", ref, strconv.Quote(name), k.Plural)
			}
		}
	}
	c.after = k.Append([]byte{}, r)
	return c, nil
}

// records holds the records at the end of the file against those the journal led to.
func (im *importer) records() error {
	var l exportLine
	for {
		more, err := im.item(&l)
		if err != nil || !more {
			if err == nil && im.end.Records != uint64(snapTotal(im.b.st)) {
				err = fmt.Errorf("%d records are listed, the journal leads to %d", im.end.Records, snapTotal(im.b.st))
			}
			return err
		}
		c, err := im.raw(strings.TrimSpace(l.Record), &l)
		if err != nil {
			return err
		}
		had, err := im.b.get(c.id)
		if err != nil {
			return err
		}
		if had == nil || !bytes.Equal(had, c.after) {
			return fmt.Errorf("%s is not what the journal leads to", c.id)
		}
		im.end.Records++
	}
}
