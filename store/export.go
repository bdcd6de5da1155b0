package store

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"strconv"
	"time"
	"unicode/utf8"

	"go.etcd.io/bbolt"

	"tandem/model"
	"tandem/model/date"
)

// A full export is one JSON document that holds all there is in a workspace, its history
// included, and from which the same workspace is made again: exporting that one gives the
// same bytes. It is laid out one item a line, so that it can be written and read without
// holding it, and so that what is wrong with it is said with the number of a line:
//
//	{"tandem":"whole workspace","version":1, ... ,"journal":[
//	{"entry":1,"at":"2026-11-20T09:12:00Z","op":"do","label":"New workspace","changes":2,"sum":"..."}
//	,{"ref":"CAL-1","is":{"name":"Standard", ...},"sum":"..."}
//	...
//	],"records":[
//	{"record":"A-1","is":{...},"sum":"..."}
//	...
//	],"end":{"entries":812,"changes":2044,"records":640,"sum":"..."}}
//
// An entry of the journal is followed by its changes: what each record was after it, or
// "gone":true. What was before is what the entries before left behind. The records are those
// of the newest moment, for readers that want no history; they must be what the journal leads
// to. Fields are those of `tandem kinds KIND`; empty ones are left out; times are in UTC. A
// record whose fields cannot say all of it has its packed form in "raw" as well. "sum" is the
// CRC-32C, over the sum of the line before (four bytes, big endian) and the line's text before
// `,"sum"`; the first line has none and counts as all of itself.
const (
	exportMark    = "whole workspace"
	exportVersion = 1
	exportHead    = `{"tandem":"` + exportMark + `"`
)

// IsExport reports whether a file begins as a full export does.
func IsExport(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, len(exportHead))
	_, err = io.ReadFull(f, head)
	return err == nil && string(head) == exportHead
}

// exportHeader is the first line.
type exportHeader struct {
	Tandem    string            `json:"tandem"`
	Version   int               `json:"version"`
	Packed    int               `json:"packed"`    // the format of "raw"
	Workspace string            `json:"workspace"` // its identity, hexadecimal
	Entries   uint64            `json:"entries"`
	Records   uint64            `json:"records"`
	Undo      uint64            `json:"undo,omitempty"` // the entry that undo would take back
	Redo      uint64            `json:"redo,omitempty"` // the undo that redo would take back
	Numbers   map[string]uint64 `json:"numbers"`        // the highest number ever given, by prefix
}

// exportEnd closes the document.
type exportEnd struct {
	Entries uint64 `json:"entries"`
	Changes uint64 `json:"changes"`
	Records uint64 `json:"records"`
}

// exporter writes the lines.
type exporter struct {
	w    *bufio.Writer
	sch  *model.Schema
	ctx  *model.Ctx
	line []byte
	sum  uint32
	end  exportEnd
}

// exportCtx is the context in which values are written and read: of no workspace, so that
// what is written depends on the record alone.
func exportCtx() *model.Ctx {
	return &model.Ctx{Loc: time.UTC, Scale: date.Usual, Currency: "EUR"}
}

// Export writes the whole workspace as it is now, history included. Edits go on meanwhile and
// are not in it. It needs no more memory than the largest single step of the history.
func (s *Store) Export(w io.Writer, progress Progress) error {
	x := &exporter{w: bufio.NewWriterSize(w, 1<<16), sch: s.opt.Schema, ctx: exportCtx()}
	err := s.view(func(tx *bbolt.Tx) error {
		st, err := metaState(tx)
		if err != nil {
			return err
		}
		if err := x.head(st, newest(s.opt.migrations)); err != nil {
			return err
		}
		if err := x.journal(s, tx, st, progress.part(0, 2)); err != nil {
			return err
		}
		return x.records(tx, st, progress.part(1, 2))
	})
	if err == nil {
		err = x.close()
	}
	return err
}

func (x *exporter) head(st state, version int) error {
	h := exportHeader{Tandem: exportMark, Version: exportVersion, Packed: version, Workspace: fmt.Sprintf("%016x", st.file),
		Entries: st.seq, Undo: st.undoTop, Redo: st.redoTop, Numbers: st.lasts()}
	for _, k := range st.kinds {
		h.Records += k.count
	}
	b, err := json.Marshal(h) // names in order, maps too
	if err != nil {
		return err
	}
	b = append(b[:len(b)-1], `,"journal":[`...)
	x.sum = crc32.Checksum(b, castagnoli)
	_, err = x.w.Write(append(b, '\n'))
	return err
}

// put writes the line gathered so far, without its closing brace, with its sum.
func (x *exporter) put(first bool) error {
	x.sum = lineSum(x.sum, x.line)
	if !first {
		if err := x.w.WriteByte(','); err != nil {
			return err
		}
	}
	x.line = fmt.Appendf(x.line, `,"sum":"%08x"}`+"\n", x.sum)
	_, err := x.w.Write(x.line)
	return err
}

// lineSum is the sum of a line after that of the one before.
func lineSum(before uint32, line []byte) uint32 {
	four := [4]byte{byte(before >> 24), byte(before >> 16), byte(before >> 8), byte(before)}
	return crc32.Update(crc32.Checksum(four[:], castagnoli), castagnoli, line)
}

func (x *exporter) journal(s *Store, tx *bbolt.Tx, st state, progress Progress) error {
	b := tx.Bucket([]byte(journalBucket))
	for seq := uint64(1); b != nil && seq <= st.seq; seq++ {
		key := keyOf(seq)
		v := b.Get(key)
		if v == nil {
			return s.journalDamage(fmt.Errorf("journal entry %d is missing", seq))
		}
		e, err := readEntry(key, v)
		if err != nil {
			return s.journalDamage(err)
		}
		list, err := s.rawChanges(e)
		if err != nil {
			return err
		}
		if err := x.entry(e, len(list)); err != nil {
			return err
		}
		for _, c := range list {
			if err := x.change("ref", c.id, c.after); err != nil {
				return err
			}
			x.end.Changes++
		}
		progress.step(int(seq), int(st.seq))
	}
	x.end.Entries = st.seq
	return nil
}

func (x *exporter) entry(e *entry, changes int) error {
	x.line = fmt.Appendf(x.line[:0], `{"entry":%d,"at":"%s","op":"%s","label":`, e.seq, e.at.RFC3339(time.UTC), e.op)
	x.line = appendText(x.line, e.label)
	for _, n := range []struct {
		name string
		n    uint64
	}{{"undoes", e.undoes}, {"below", e.below}, {"redo", e.redo}} {
		if n.n != 0 {
			x.line = fmt.Appendf(x.line, `,"%s":%d`, n.name, n.n)
		}
	}
	if e.flags&flagPurged != 0 {
		x.line = append(x.line, `,"purged":true`...)
	}
	x.line = fmt.Appendf(x.line, `,"changes":%d`, changes)
	return x.put(e.seq == 1)
}

// change writes a record as it was after a change, or is.
func (x *exporter) change(what string, id model.ID, rec []byte) error {
	x.line = fmt.Appendf(x.line[:0], `{"%s":"%s"`, what, id)
	if rec == nil {
		x.line = append(x.line, `,"gone":true`...)
		return x.put(false)
	}
	from := len(x.line)
	ok := false
	if k := x.sch.Of(id); k != nil {
		if r, err := k.Decode(id, string(rec)); err == nil {
			x.line, ok = x.fields(append(x.line, `,"is":`...), k, r, rec)
		}
	}
	if !ok {
		x.line = append(x.line[:from], `,"raw":"`...)
		x.line = append(base64.StdEncoding.AppendEncode(x.line, rec), '"')
	}
	return x.put(what == "record" && x.end.Records == 0)
}

// fields writes the fields that hold something, and reports whether reading them gives the
// same record to the byte.
func (x *exporter) fields(b []byte, k *model.Kind, r model.Record, rec []byte) ([]byte, bool) {
	back := k.Blank()
	b = append(b, '{')
	ok, n := true, 0
	for i := range k.Fields {
		f := &k.Fields[i]
		if !f.Stored() || f.IsZero(r) {
			continue
		}
		v := f.JSON(x.ctx, r)
		if n++; n > 1 {
			b = append(b, ',')
		}
		b = append(appendText(b, f.Name), ':')
		b = appendValue(b, v, &ok)
		if ok && f.SetJSON(x.ctx, back, decoded(v)) != nil {
			ok = false
		}
	}
	return append(b, '}'), ok && bytes.Equal(k.Append(nil, back), rec)
}

func (x *exporter) records(tx *bbolt.Tx, st state, progress Progress) error {
	if _, err := x.w.WriteString("],\"records\":[\n"); err != nil {
		return err
	}
	for _, k := range x.sch.Kinds {
		b := tx.Bucket([]byte(k.Prefix))
		if b == nil {
			continue
		}
		name := nameSum(k.Prefix)
		if err := b.ForEach(func(key, v []byte) error {
			id := model.NewID(k.Prefix, numOf(key))
			_, rec, _, err := unsealRecord(name, key, v)
			if err != nil {
				return fmt.Errorf("%s: %w", id, err)
			}
			err = x.change("record", id, rec)
			x.end.Records++
			progress.step(int(x.end.Records), max(int(x.end.Records), snapTotal(st)))
			return err
		}); err != nil {
			return err
		}
	}
	return nil
}

func snapTotal(st state) (n int) {
	for _, k := range st.kinds {
		n += int(k.count)
	}
	return n
}

func (x *exporter) close() error {
	x.line = fmt.Appendf(x.line[:0], `],"end":{"entries":%d,"changes":%d,"records":%d`, x.end.Entries, x.end.Changes, x.end.Records)
	x.sum = lineSum(x.sum, x.line)
	if _, err := fmt.Fprintf(x.w, `%s,"sum":"%08x"}}`+"\n", x.line, x.sum); err != nil {
		return err
	}
	return x.w.Flush()
}

// appendValue writes what Field.JSON gives. ok becomes false where JSON cannot hold it.
func appendValue(b []byte, v any, ok *bool) []byte {
	switch v := v.(type) {
	case nil:
		return append(b, "null"...)
	case string:
		*ok = *ok && utf8.ValidString(v)
		return appendText(b, v)
	case bool:
		return strconv.AppendBool(b, v)
	case int:
		return strconv.AppendInt(b, int64(v), 10)
	case []string:
		b = append(b, '[')
		for i, s := range v {
			b = appendValue(comma(b, i), s, ok)
		}
		return append(b, ']')
	case []any:
		b = append(b, '[')
		for i, s := range v {
			b = appendValue(comma(b, i), s, ok)
		}
		return append(b, ']')
	case []model.Object:
		b = append(b, '[')
		for i, o := range v {
			b = append(comma(b, i), '{')
			for j, p := range o {
				b = append(appendText(comma(b, j), p.Name), ':')
				b = appendValue(b, p.Value, ok)
			}
			b = append(b, '}')
		}
		return append(b, ']')
	}
	raw, err := json.Marshal(v)
	*ok = *ok && err == nil
	return append(b, raw...)
}

func comma(b []byte, i int) []byte {
	if i > 0 {
		b = append(b, ',')
	}
	return b
}

// appendText writes a JSON string; plain text as it is.
func appendText(b []byte, s string) []byte {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < 0x20 || c >= utf8.RuneSelf || c == '"' || c == '\\' {
			var buf bytes.Buffer
			e := json.NewEncoder(&buf)
			e.SetEscapeHTML(false)
			if e.Encode(s) == nil {
				return append(b, bytes.TrimSuffix(buf.Bytes(), []byte("\n"))...)
			}
		}
	}
	return append(append(append(b, '"'), s...), '"')
}

// decoded is a value as a reader of JSON would hand it to Field.SetJSON.
func decoded(v any) any {
	switch v := v.(type) {
	case []string:
		out := make([]any, len(v))
		for i, s := range v {
			out[i] = s
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, x := range v {
			out[i] = decoded(x)
		}
		return out
	case []model.Object:
		out := make([]any, len(v))
		for i, o := range v {
			m := make(map[string]any, len(o))
			for _, p := range o {
				m[p.Name] = decoded(p.Value)
			}
			out[i] = m
		}
		return out
	case int:
		return json.Number(strconv.Itoa(v))
	case uint64:
		return json.Number(strconv.FormatUint(v, 10))
	case float64:
		return json.Number(strconv.FormatFloat(v, 'g', -1, 64))
	}
	return v
}
