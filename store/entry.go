package store

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"hash/crc64"
	"io"
	"sync"

	"tandem/model"
	"tandem/model/date"
)

// Op is what made a journal entry.
type Op uint8

// The ways an entry comes about.
const (
	Do Op = iota
	Undo
	Redo
	Purge // removed somebody's data for good; cannot be taken back
	Lost  // stands for entries that a damaged file no longer had
)

func (o Op) String() string {
	switch o {
	case Undo:
		return "undo"
	case Redo:
		return "redo"
	case Purge:
		return "purge"
	case Lost:
		return "lost"
	}
	return "do"
}

// packed is the body of an entry compressed; such bodies are worth it from some size on.
const (
	flagPacked = 1
	flagBack   = 2 // the clock stood earlier than at the entry before
	flagPurged = 4 // a part of what it did was purged
	packFrom   = 4 << 10
	maxBody    = 1 << 30 // a longer body is taken for damage
)

var ecma = sync.OnceValue(func() *crc64.Table { return crc64.MakeTable(crc64.ECMA) })

// rawChange is a record's bytes before and after; nil where there was or is none.
type rawChange struct {
	id            model.ID
	before, after []byte
	prev          uint64       // the entry that changed it before; 0: none, or not known
	moved         model.Record // after is yet to be made, of before and the dates of this task
}

// entry is one line of the journal. Undo and redo are two stacks threaded through it:
// below is the undo stack's top beneath this do or redo, redo the redo stack's top beneath
// this undo.
type entry struct {
	version byte
	seq     uint64
	at      date.Instant
	op      Op
	undoes  uint64
	below   uint64
	redo    uint64
	label   string
	records int // how many it changed; of a purge 0
	ids     []model.ID
	prev    []uint64 // for each of ids the entry that changed it before; 0: none
	chain   uint64
	flags   byte
	body    []byte // as stored
}

// packEntry returns the payload of an entry that follows a chain, and the chain after it.
func packEntry(e *entry, changes []rawChange, chain uint64) ([]byte, uint64) {
	packed, body := packBody(changes)
	return e.with(changes, packed, body, chain)
}

// with is packEntry for a body that is there already.
func (e *entry) with(changes []rawChange, packed byte, body []byte, chain uint64) ([]byte, uint64) {
	e.flags, e.body = e.flags&^flagPacked|packed, body
	e.ids, e.prev = make([]model.ID, len(changes)), make([]uint64, len(changes))
	for i, c := range changes {
		e.ids[i], e.prev[i] = c.id, c.prev
	}
	return e.encode(chain)
}

// encode is the payload of an entry whose body is packed already.
func (e *entry) encode(chain uint64) ([]byte, uint64) {
	b := make([]byte, 8, 64+len(e.label)+len(e.body)+6*len(e.ids))
	b = binary.AppendUvarint(b, e.seq)
	b = binary.AppendVarint(b, int64(e.at))
	b = append(b, byte(e.op), e.flags)
	b = binary.AppendUvarint(b, e.undoes)
	b = binary.AppendUvarint(b, e.below)
	b = binary.AppendUvarint(b, e.redo)
	b = binary.AppendUvarint(b, uint64(len(e.label)))
	b = append(b, e.label...)
	b = binary.AppendUvarint(b, uint64(len(e.ids)))
	last := model.ID(0)
	for _, id := range e.ids {
		b = binary.AppendVarint(b, int64(id-last))
		last = id
	}
	if e.version >= linked {
		for _, p := range e.prev {
			b = binary.AppendUvarint(b, p)
		}
	}
	b = append(b, e.body...)
	e.chain = chainOn(chain, b[8:])
	binary.LittleEndian.PutUint64(b, e.chain)
	return b, e.chain
}

// chainOn is the hash chain after a payload (without its first eight bytes, which hold it).
func chainOn(chain uint64, payload []byte) uint64 {
	return crc64.Update(crc64.Checksum(keyOf(chain), ecma()), ecma(), payload)
}

func packBody(changes []rawChange) (byte, []byte) {
	n := 0
	for _, c := range changes {
		n += len(c.before) + len(c.after) + 2*binary.MaxVarintLen32
	}
	b := make([]byte, 0, n)
	for _, c := range changes {
		b = appendBytes(b, c.before)
		b = appendBytes(b, c.after)
	}
	if len(b) < packFrom {
		return 0, b
	}
	var z bytes.Buffer
	z.Grow(len(b) / 4)
	w, err := flate.NewWriter(&z, flate.BestSpeed)
	if err != nil {
		return 0, b
	}
	if _, err = w.Write(b); err == nil {
		err = w.Close()
	}
	if err != nil || z.Len() > len(b)*9/10 {
		return 0, b
	}
	return flagPacked, z.Bytes()
}

// appendBytes writes nil as 0 and anything else as its length plus one, and itself.
func appendBytes(b, v []byte) []byte {
	if v == nil {
		return append(b, 0)
	}
	return append(binary.AppendUvarint(b, uint64(len(v))+1), v...)
}

// reader takes values off the front of a payload; the first error stays.
type reader struct {
	b   []byte
	err error
}

func (r *reader) fail() {
	if r.err == nil {
		r.err = errShort
	}
	r.b = nil
}

func (r *reader) uint() uint64 {
	x, n := binary.Uvarint(r.b)
	if n <= 0 {
		r.fail()
		return 0
	}
	r.b = r.b[n:]
	return x
}

func (r *reader) int() int64 {
	x, n := binary.Varint(r.b)
	if n <= 0 {
		r.fail()
		return 0
	}
	r.b = r.b[n:]
	return x
}

func (r *reader) take(n uint64) []byte {
	if n > uint64(len(r.b)) {
		r.fail()
		return nil
	}
	v := r.b[:n:n]
	r.b = r.b[n:]
	return v
}

func (r *reader) bytes() []byte {
	n := r.uint()
	if n == 0 || r.err != nil {
		return nil
	}
	return r.take(n - 1)
}

// readEntry checks and reads the journal's value at a key. The entry owns its bytes.
func readEntry(key, v []byte) (*entry, error) {
	if len(key) != 8 {
		return nil, fmt.Errorf("a journal key of %d bytes", len(key))
	}
	version, payload, _, err := unseal(journalSum, key, v)
	if err != nil {
		return nil, fmt.Errorf("journal entry %d: %w", binary.BigEndian.Uint64(key), err)
	}
	return parseEntry(key, version, payload)
}

// readTop is readEntry for the top of the entry alone: what it is and how many records it changed, not
// which. Nothing of a large one is copied.
func readTop(key, v []byte) (*entry, error) {
	if len(key) != 8 {
		return nil, fmt.Errorf("a journal key of %d bytes", len(key))
	}
	version, payload, _, err := unseal(journalSum, key, v)
	e := &entry{version: version}
	if r := (&reader{b: payload}); err == nil {
		if err = e.top(r, key); err == nil && e.op != Purge {
			e.records = int(min(r.uint(), uint64(len(payload))))
		}
	}
	if err != nil {
		return nil, fmt.Errorf("journal entry %d: %w", binary.BigEndian.Uint64(key), err)
	}
	return e, nil
}

// top reads what stands before the list of records.
func (e *entry) top(r *reader, key []byte) error {
	if head := r.take(8); head != nil {
		e.chain = binary.LittleEndian.Uint64(head)
	}
	e.seq = r.uint()
	e.at = date.Instant(r.int())
	if two := r.take(2); two != nil {
		e.op, e.flags = Op(two[0]), two[1]
	}
	e.undoes, e.below, e.redo = r.uint(), r.uint(), r.uint()
	e.label = string(r.take(r.uint()))
	if r.err == nil && e.seq != binary.BigEndian.Uint64(key) {
		return fmt.Errorf("says it is entry %d", e.seq)
	}
	return r.err
}

// parseEntry reads the payload of an entry whose checksum is right.
func parseEntry(key []byte, version byte, payload []byte) (*entry, error) {
	e := &entry{version: version}
	r := &reader{b: bytes.Clone(payload)}
	top := e.top(r, key)
	n := r.uint()
	if n > uint64(len(r.b)) {
		r.fail()
	}
	last := model.ID(0)
	for i := uint64(0); i < n && r.err == nil; i++ {
		last += model.ID(r.int())
		e.ids = append(e.ids, last)
	}
	e.prev = make([]uint64, len(e.ids))
	for i := range e.prev {
		if version >= linked {
			e.prev[i] = r.uint()
		}
	}
	e.body = r.b
	if top == nil {
		top = r.err
	}
	if top != nil {
		return nil, fmt.Errorf("journal entry %d: %w", binary.BigEndian.Uint64(key), top)
	}
	return e, nil
}

var journalSum = nameSum(journalBucket)

// changes unpacks the body.
func (e *entry) changes() ([]rawChange, error) {
	body := e.body
	if e.flags&flagPacked != 0 {
		var err error
		z := flate.NewReader(bytes.NewReader(body))
		if body, err = io.ReadAll(io.LimitReader(z, maxBody)); err != nil {
			return nil, fmt.Errorf("journal entry %d: %w", e.seq, err)
		}
	}
	r := &reader{b: body}
	out := make([]rawChange, len(e.ids))
	for i, id := range e.ids {
		out[i] = rawChange{id: id, before: r.bytes(), after: r.bytes(), prev: e.prev[i]}
	}
	if r.err == nil && len(r.b) > 0 {
		r.err = fmt.Errorf("%d bytes too many", len(r.b))
	}
	if r.err != nil {
		return nil, fmt.Errorf("journal entry %d: %w", e.seq, r.err)
	}
	return out, nil
}
