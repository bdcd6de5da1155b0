package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"slices"

	"tandem/model/date"
)

// A sealed value is a version byte, a CRC-32C (little endian) over the bucket's name, the
// key, the version byte and the payload, and the payload.

// dataVersion is the first format of payloads there was; see migrations.
const dataVersion = 1

const (
	sealLen       = 5
	metaBucket    = "meta"
	journalBucket = "journal"
)

var (
	keyVersion = []byte("version")
	keyState   = []byte("state")
	castagnoli = crc32.MakeTable(crc32.Castagnoli)

	errSum   = errors.New("the checksum does not fit")
	errShort = errors.New("ends too early")
)

// nameSum is the part of a checksum that is the same for a whole bucket.
func nameSum(bucket string) uint32 { return crc32.Checksum([]byte(bucket), castagnoli) }

func sum(name uint32, key []byte, version byte, payload []byte) uint32 {
	c := crc32.Update(name, castagnoli, key)
	c = crc32.Update(c, castagnoli, []byte{version})
	return crc32.Update(c, castagnoli, payload)
}

// seal returns the value to store for a payload, and its checksum.
func seal(name uint32, key []byte, version byte, payload []byte) ([]byte, uint32) {
	c := sum(name, key, version, payload)
	v := make([]byte, 0, sealLen+len(payload))
	v = append(v, version)
	v = binary.LittleEndian.AppendUint32(v, c)
	return append(v, payload...), c
}

// unseal checks a value and returns its payload, a part of v.
func unseal(name uint32, key, v []byte) (version byte, payload []byte, c uint32, err error) {
	if len(v) < sealLen {
		return 0, nil, 0, errShort
	}
	c = binary.LittleEndian.Uint32(v[1:])
	if c != sum(name, key, v[0], v[sealLen:]) {
		return 0, nil, 0, errSum
	}
	return v[0], v[sealLen:], c, nil
}

// linked is the format from which on a record's value begins with the journal entry that last
// changed it, and each journal entry tells of each of its records which entry changed it
// before: the history of one record is a chain, read without looking at anything else.
const linked = 2

// sealRecord returns the value to store for a record that entry seq left behind.
func sealRecord(name uint32, key []byte, version byte, seq uint64, rec []byte) ([]byte, uint32) {
	return appendSealed(make([]byte, 0, sealLen+binary.MaxVarintLen64+len(rec)), name, key, version, seq, rec)
}

// appendSealed is sealRecord behind b.
func appendSealed(b []byte, name uint32, key []byte, version byte, seq uint64, rec []byte) ([]byte, uint32) {
	from := len(b)
	b = append(b, version, 0, 0, 0, 0)
	if version >= linked {
		b = binary.AppendUvarint(b, seq)
	}
	b = append(b, rec...)
	c := crc32.Update(name, castagnoli, key)
	c = crc32.Update(c, castagnoli, b[from:from+1])
	c = crc32.Update(c, castagnoli, b[from+sealLen:])
	binary.LittleEndian.PutUint32(b[from+1:], c)
	return b, c
}

// unsealRecord checks a record's value. seq is 0 in a file of a format that does not tell it.
func unsealRecord(name uint32, key, v []byte) (seq uint64, rec []byte, c uint32, err error) {
	version, rec, c, err := unseal(name, key, v)
	if err != nil || version < linked {
		return 0, rec, c, err
	}
	seq, n := binary.Uvarint(rec)
	if n <= 0 {
		return 0, nil, c, errShort
	}
	return seq, rec[n:], c, nil
}

func keyOf(n uint64) []byte { return binary.BigEndian.AppendUint64(make([]byte, 0, 8), n) }

// mark is a record's share in the hash of its kind: the hash is the sum of all marks, so
// that an edit adds and takes away. It mixes number and checksum by the finisher of
// splitmix64 (Steele, Lea, Flood 2014).
func mark(num uint64, c uint32) uint64 {
	z := num<<32 ^ num>>8 ^ uint64(c) + 0x9e3779b97f4a7c15
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// kindState is what is known of the records of a kind without reading them.
type kindState struct {
	last  uint64 // the highest number ever given
	count uint64
	hash  uint64
}

// state is the summary that every transaction writes: by it Open tells whether the rest is
// all there and of the same moment.
type state struct {
	file    uint64 // identity of the workspace, random
	txid    uint64 // the bbolt transaction that wrote it
	seq     uint64 // newest journal entry
	chain   uint64 // hash chain up to it
	at      date.Instant
	undoTop uint64 // newest entry that undo would take back; 0: none
	redoTop uint64 // undo entry that redo would take back; 0: none
	kinds   map[string]kindState
}

func (st state) clone() state {
	kinds := make(map[string]kindState, len(st.kinds)+1)
	for p, k := range st.kinds {
		kinds[p] = k
	}
	st.kinds = kinds
	return st
}

func (st state) encode() []byte {
	var b []byte
	for _, x := range []uint64{st.file, st.txid, st.seq, st.chain, uint64(st.at), st.undoTop, st.redoTop} {
		b = binary.LittleEndian.AppendUint64(b, x)
	}
	names := make([]string, 0, len(st.kinds))
	for p := range st.kinds {
		names = append(names, p)
	}
	slices.Sort(names)
	for _, p := range names {
		k := st.kinds[p]
		b = append(b, byte(len(p)))
		b = append(b, p...)
		for _, x := range []uint64{k.last, k.count, k.hash} {
			b = binary.LittleEndian.AppendUint64(b, x)
		}
	}
	return b
}

func decodeState(b []byte) (state, error) {
	st := state{kinds: map[string]kindState{}}
	if len(b) < 56 {
		return st, errShort
	}
	u := func(i int) uint64 { return binary.LittleEndian.Uint64(b[8*i:]) }
	st.file, st.txid, st.seq, st.chain = u(0), u(1), u(2), u(3)
	st.at, st.undoTop, st.redoTop = date.Instant(u(4)), u(5), u(6)
	for b = b[56:]; len(b) > 0; {
		n := int(b[0])
		if n == 0 || n > 3 || len(b) < 1+n+24 {
			return st, fmt.Errorf("state: %w", errShort)
		}
		p := string(b[1 : 1+n])
		b = b[1+n:]
		st.kinds[p] = kindState{last: u(0), count: u(1), hash: u(2)}
		b = b[24:]
	}
	return st, nil
}
