package store

import (
	"bytes"
	"encoding/binary"
	"runtime"
	"sync"
	"unsafe"

	"go.etcd.io/bbolt"

	"tandem/model"
)

// An edit of a plan can move ten thousand tasks. So only what needs the transaction is done by the
// one goroutine that has it, reading what is there and putting what comes; between the two, records
// are packed and sealed on all processors, and the journal's entry is packed beside the putting.

// writer writes one entry and its changes.
type writer struct {
	s     *Store
	tx    *bbolt.Tx
	e     *entry
	st    *state
	raw   []rawChange
	old   []uint32 // checksums of what was there
	sums  []uint32 // and of what comes
	value [][]byte // sealed

	prefix string // of the bucket at hand
	name   uint32
	bucket *bbolt.Bucket
	cursor *bbolt.Cursor // of it, while nothing is written
}

// write puts records, journal entry and state into a transaction.
func (s *Store) write(tx *bbolt.Tx, e *entry, st *state, raw []rawChange) error {
	w := &writer{s: s, tx: tx, e: e, st: st, raw: raw, old: make([]uint32, len(raw)), sums: make([]uint32, len(raw)), value: make([][]byte, len(raw))}
	if err := w.look(); err != nil {
		return err
	}
	w.seal()
	var packed byte
	var body []byte
	var beside sync.WaitGroup
	beside.Go(func() { packed, body = packBody(raw) })
	err := w.put()
	beside.Wait()
	if err != nil {
		return err
	}
	journal, err := tx.CreateBucketIfNotExists([]byte(journalBucket))
	if err != nil {
		return err
	}
	journal.FillPercent = fill
	payload, chain := e.with(raw, packed, body, s.state.chain)
	st.chain = chain
	key := keyOf(e.seq)
	v, _ := seal(journalSum, key, e.version, payload)
	if err := journal.Put(key, v); err != nil {
		return err
	}
	return putMeta(tx, st, int(e.version))
}

// fill is how full pages get that grow at their end.
const fill = 0.9

// at takes the bucket of a record.
func (w *writer) at(id model.ID) error {
	prefix := id.Prefix()
	if w.bucket != nil && w.prefix == prefix {
		return nil
	}
	b, err := w.tx.CreateBucketIfNotExists([]byte(prefix))
	if err != nil {
		return err
	}
	b.FillPercent = fill
	w.prefix, w.bucket, w.name, w.cursor = prefix, b, nameSum(prefix), b.Cursor()
	return nil
}

// there is the value at a key, or nil. Records that are changed together nearly always follow on one
// another.
func (w *writer) there(key []byte) []byte {
	k, v := w.cursor.Next()
	if !bytes.Equal(k, key) {
		k, v = w.cursor.Seek(key)
	}
	if !bytes.Equal(k, key) {
		return nil
	}
	return v
}

// look reads what is there, and holds it against what the changes say they begin with.
func (w *writer) look() error {
	var arena []byte
	var key [8]byte
	for i := range w.raw {
		c := &w.raw[i]
		if err := w.at(c.id); err != nil {
			return err
		}
		binary.BigEndian.PutUint64(key[:], c.id.Num())
		var old []byte
		c.prev = w.e.undoes // what is brought back was taken away by that one
		if v := w.there(key[:]); v != nil {
			seq, payload, sum, err := unsealRecord(w.name, key[:], v)
			if err != nil {
				return &DamageError{Path: w.s.path, Kind: Records, Findings: []Finding{{Error, c.id.String(), err.Error()}}}
			}
			arena = space(arena, len(payload), len(w.raw)-i)
			from := len(arena)
			arena = append(arena, payload...) // the mapping may move while the transaction writes
			old, c.prev, w.old[i] = arena[from:len(arena):len(arena)], seq, sum
		}
		if w.e.op == Do && (old != nil) == (c.before != nil) {
			c.before = old
		}
		if (old != nil) != (c.before != nil) || !bytes.Equal(old, c.before) {
			return &DamageError{Path: w.s.path, Kind: Stale, Findings: []Finding{{Error, c.id.String(), "is not what the journal says"}}}
		}
	}
	return nil
}

// seal makes the values to store.
func (w *writer) seal() {
	moves := sync.OnceValue(func() *model.Repacker {
		return model.NewRepacker(w.s.opt.Schema.Prefix(model.TaskPrefix), model.MovedFields())
	})
	inRanges(len(w.raw), func(from, to int) {
		var key [8]byte
		prefix, name := "", uint32(0)
		var room []byte // for what is made here; a part that is full stays with those who have it
		for i := from; i < to; i++ {
			c := &w.raw[i]
			if c.moved != nil {
				room = space(room, len(c.before)+64, to-i)
				at := len(room)
				room = moves().Append(room, view(c.before), c.moved)
				c.after = room[at:len(room):len(room)]
			}
			if c.after == nil {
				continue
			}
			if p := c.id.Prefix(); p != prefix {
				prefix, name = p, nameSum(p)
			}
			binary.BigEndian.PutUint64(key[:], c.id.Num())
			room = space(room, sealLen+binary.MaxVarintLen64+len(c.after), to-i)
			at := len(room)
			room, w.sums[i] = appendSealed(room, name, key[:], w.e.version, w.e.seq, c.after)
			w.value[i] = room[at:len(room):len(room)]
		}
	})
}

// space returns a buffer with room for n bytes at its end: the same, or a new one that is large
// enough for about as many times as are to come.
func space(b []byte, n, times int) []byte {
	if cap(b)-len(b) >= n {
		return b
	}
	return make([]byte, 0, max(n, min(n*times, 64<<10)))
}

// view is a text of bytes that do not change while it is used.
func view(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// put writes the values and counts them.
func (w *writer) put() error {
	for i := range w.raw {
		c := &w.raw[i]
		if err := w.at(c.id); err != nil {
			return err
		}
		key, ks := keyOf(c.id.Num()), w.st.kinds[w.prefix]
		if c.before != nil {
			ks.count--
			ks.hash -= mark(c.id.Num(), w.old[i])
		}
		var err error
		if c.after == nil {
			err = w.bucket.Delete(key)
		} else {
			ks.count++
			ks.hash += mark(c.id.Num(), w.sums[i])
			err = w.bucket.Put(key, w.value[i])
		}
		if err != nil {
			return err
		}
		ks.last = max(ks.last, c.id.Num())
		w.st.kinds[w.prefix] = ks
	}
	return nil
}

// inRanges calls f for ranges that make up 0 to n, on all processors where n is large.
func inRanges(n int, f func(from, to int)) {
	const many = 1000
	if n <= many {
		f(0, n)
		return
	}
	var all sync.WaitGroup
	step := max(many/2, n/(2*runtime.GOMAXPROCS(0))+1)
	for from := 0; from < n; from += step {
		all.Go(func() { f(from, min(from+step, n)) })
	}
	all.Wait()
}
