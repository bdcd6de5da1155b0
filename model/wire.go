package model

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

// The packed form of a record: for each field that holds something, a 16-bit tag (a hash of
// the field's name), the length, and the value. Names can be put in any order and new ones
// added without a migration; a renamed field needs one. Tags are unique within a kind (a test).

var errShort = errors.New("the record ends in the middle of a value")

func putVarint(b []byte, n int64) []byte { return binary.AppendVarint(b, n) }

func getVarint(b string) (int64, string, error) {
	var ux uint64
	for i := 0; i < len(b) && i < binary.MaxVarintLen64; i++ {
		c := b[i]
		ux |= uint64(c&0x7f) << (7 * i)
		if c < 0x80 {
			x := int64(ux >> 1)
			if ux&1 != 0 {
				x = ^x
			}
			return x, b[i+1:], nil
		}
	}
	return 0, "", errShort
}

// tagOf is the field's number on disk.
func tagOf(name string) uint16 {
	s := uint32(2166136261) // FNV-1a; written out, for it is done for every field at every start
	for i := range len(name) {
		s = (s ^ uint32(name[i])) * 16777619
	}
	return uint16(s>>16) ^ uint16(s)
}

func appendFields(b []byte, fields []Field, o any) []byte {
	for i := range fields {
		if f := &fields[i]; f.Stored() {
			b = appendField(b, f, o)
		}
	}
	return b
}

func appendField(b []byte, f *Field, o any) []byte {
	p := f.op()
	if p.zero != nil && p.zero(o) {
		return b
	}
	b = binary.LittleEndian.AppendUint16(b, f.wire)
	at := len(b)
	b = p.put(append(b, 0), o)
	return sized(b, at, uint64(len(b)-at-1))
}

// sized writes a size where a byte was left for it, before what follows. Nearly every size fits that
// byte, and so a value is packed where it stays, without room of its own.
func sized(b []byte, at int, size uint64) []byte {
	if size < 0x80 {
		b[at] = byte(size)
		return b
	}
	var s [binary.MaxVarintLen64]byte
	n := binary.PutUvarint(s[:], size)
	end := len(b)
	b = append(b, s[1:n]...)
	copy(b[at+n:], b[at+1:end])
	copy(b[at:], s[:n])
	return b
}

// A Repacker packs records of which only a few named fields differ from their packed form: what is
// the same is copied. Safe for use by several goroutines.
type Repacker struct {
	kind   *Kind
	fields []*Field // the stored ones
	fresh  []bool   // which of them may differ
}

// NewRepacker makes one for the fields of a kind with these names.
func NewRepacker(k *Kind, names []string) *Repacker {
	p := &Repacker{kind: k}
	for i := range k.Fields {
		if f := &k.Fields[i]; f.Stored() {
			p.fields = append(p.fields, f)
			p.fresh = append(p.fresh, slices.Contains(names, f.Name))
		}
	}
	return p
}

// Append packs r behind b; was is its packed form before the change. The result is that of
// Kind.Append.
func (p *Repacker) Append(b []byte, was string, r Record) []byte {
	from, rest := len(b), was
	for i, f := range p.fields {
		var same string
		if len(rest) >= 3 && uint16(rest[0])|uint16(rest[1])<<8 == f.wire {
			_, _, after, err := nextField(rest)
			if err != nil {
				break
			}
			same, rest = rest[:len(rest)-len(after)], after
		}
		if p.fresh[i] {
			b = appendField(b, f, r)
		} else {
			b = append(b, same...)
		}
	}
	if rest != "" { // it was packed in another order
		return p.kind.Append(b[:from], r)
	}
	return b
}

// nextField cuts the first field off a packed record: its tag, its value, and what follows.
func nextField(b string) (tag uint16, value, rest string, err error) {
	if len(b) < 3 {
		return 0, "", "", errShort
	}
	size, n := uvarint(b[2:])
	if n <= 0 || size > uint64(len(b)-2-n) {
		return 0, "", "", errShort
	}
	end := 2 + n + int(size)
	return uint16(b[0]) | uint16(b[1])<<8, b[2+n : end], b[end:], nil
}

// peeker fills a few fields of a record from many packed ones, and steps over the others: a
// fraction of what decoding costs.
type peeker struct {
	fields []*Field
	gets   []func(o any, b string) error
	tags   []uint16
	at     [64]uint8 // by a tag's low six bits: the first wanted field with those, from 1
	before uint64    // the fields that the record before had, by position
}

func newPeeker(fields []*Field) *peeker {
	p := &peeker{fields: fields}
	for i, f := range fields {
		p.tags = append(p.tags, f.wire)
		p.gets = append(p.gets, f.op().get)
		if at := &p.at[f.wire&63]; *at == 0 {
			*at = uint8(i) + 1
		}
	}
	return p
}

// into fills o, which must hold nothing but what the former call has filled. empty is a blank
// record, from which o gets what the former had and this one has not.
func (p *peeker) into(b string, o, empty Record, k *Kind) error {
	got, err := p.read(b, o)
	if err != nil {
		k.overwrite(o, empty)
		got = 0
	}
	if gone := p.before &^ got; gone != 0 && err == nil {
		for i, f := range p.fields {
			if gone>>i&1 != 0 && !f.blank(o, empty) {
				k.overwrite(o, empty)
				got, err = p.read(b, o)
				break
			}
		}
	}
	p.before = got
	return err
}

// read fills the wanted fields and tells which there were.
func (p *peeker) read(b string, o any) (got uint64, err error) {
	all := uint64(1)<<len(p.tags) - 1
	for len(b) >= 3 && got != all {
		tag, size, from := uint16(b[0])|uint16(b[1])<<8, uint(b[2]), uint(3)
		if size >= 0x80 {
			n, width := uvarint(b[2:])
			if width <= 0 || n > uint64(len(b)) {
				return got, errShort
			}
			size, from = uint(n), uint(2+width)
		}
		if from+size > uint(len(b)) {
			return got, errShort
		}
		v := b[from : from+size]
		b = b[from+size:]
		i := p.find(tag)
		if i < 0 {
			continue
		}
		if err := p.gets[i](o, v); err != nil {
			return got, fmt.Errorf("%s: %w", p.fields[i].Name, err)
		}
		got |= 1 << i
	}
	if len(b) > 0 && got != all {
		return got, errShort
	}
	return got, nil
}

// find is the position of a wanted tag, or less than 0.
func (p *peeker) find(tag uint16) int {
	i := int(p.at[tag&63]) - 1
	if i < 0 || p.tags[i] == tag {
		return i
	}
	for i++; i < len(p.tags); i++ {
		if p.tags[i] == tag {
			return i
		}
	}
	return -1
}

func uvarint(b string) (uint64, int) {
	var x uint64
	for i := 0; i < len(b) && i < binary.MaxVarintLen64; i++ {
		x |= uint64(b[i]&0x7f) << (7 * i)
		if b[i] < 0x80 {
			return x, i + 1
		}
	}
	return 0, 0
}

// Append packs the record behind b.
func (k *Kind) Append(b []byte, r Record) []byte { return appendFields(b, k.Fields, r) }

// Decode unpacks what Append wrote into a new record with this ID. The record's texts are
// parts of b, which must not be a view of memory that goes away.
func (k *Kind) Decode(id ID, b string) (Record, error) {
	r := k.Blank()
	r.Base().ID = id
	if err := k.reading.of(k.Fields).fill(b, r); err != nil {
		return nil, fmt.Errorf("%s: %w", id, err)
	}
	return r, nil
}
