package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"iter"
	"runtime"
	"sync"
	"sync/atomic"
	"unsafe"

	"tandem/model"
)

// value returns the payload under a key of the meta bucket.
func (m *image) value(key []byte) ([]byte, error) {
	b := m.buckets[metaBucket]
	if b == nil {
		return nil, fmt.Errorf("%s is missing", where(metaBucket))
	}
	for _, l := range b.pages {
		for i := range l.n {
			if k, v, _ := l.elem(i); string(k) == string(key) {
				_, payload, _, err := unseal(nameSum(metaBucket), k, v)
				return payload, err
			}
		}
	}
	return nil, fmt.Errorf("%s: %q is missing", where(metaBucket), key)
}

// readState reads version and state, the state only of a version that is known. Not ours is
// another program's database.
func (m *image) readState(know int) (version int, st state, ours bool, err error) {
	if m.buckets[metaBucket] == nil && len(m.errors()) == 0 {
		return 0, st, false, errors.New("it is a database of another program")
	}
	v, err := m.value(keyVersion)
	if err == nil && len(v) != 4 {
		err = errShort
	}
	if err != nil {
		return 0, st, true, fmt.Errorf("version: %w", err)
	}
	version = int(binary.LittleEndian.Uint32(v))
	if version > know {
		return version, st, true, nil
	}
	b, err := m.value(keyState)
	if err == nil {
		st, err = decodeState(b)
	}
	return version, st, true, err
}

// tally is what reading a kind's records found.
type tally struct {
	count, hash uint64
	unknown     uint64 // checksum right, yet not to be decoded: a newer program's
}

// glance takes the records of some kinds as they lie in the mapping, unchecked. What has no
// sound key or is too short is left out.
func (m *image) glance(kinds []*model.Kind) (seq iter.Seq2[model.ID, string], ok bool) {
	var units []*unit
	for _, k := range kinds {
		pages, ok := m.skim(k.Prefix)
		if !ok {
			return nil, false
		}
		for i := 0; i < len(pages); i += unitPages {
			units = append(units, &unit{kind: k, pages: pages[i:min(i+unitPages, len(pages))]})
		}
	}
	inParallel(len(units), func(i int) { units[i].glance() })
	return func(yield func(model.ID, string) bool) {
		for _, u := range units {
			for i, id := range u.ids {
				if !yield(id, u.data[i]) {
					return
				}
			}
		}
	}, true
}

func (u *unit) glance() {
	n := 0
	for _, l := range u.pages {
		n += l.n
	}
	u.ids, u.data = make([]model.ID, 0, n), make([]string, 0, n)
	for _, l := range u.pages {
		for i := range l.n {
			if l.bounded(i) == nil {
				continue
			}
			key, v, _ := l.elem(i)
			if len(key) != 8 || len(v) < sealLen || v[0] < linked {
				continue
			}
			_, size := binary.Uvarint(v[sealLen:])
			if size <= 0 || sealLen+size >= len(v) {
				continue
			}
			rec := v[sealLen+size:]
			u.ids = append(u.ids, model.NewID(u.kind.Prefix, binary.BigEndian.Uint64(key)))
			u.data = append(u.data, unsafe.String(unsafe.SliceData(rec), len(rec)))
		}
	}
}

// unit is a run of leaf pages that one worker decodes.
type unit struct {
	kind   *model.Kind
	name   uint32
	pages  []leaf
	out    []model.Change // filled where decoded; what failed leaves a zero Change
	data   []string       // the records' bytes instead, where they stay packed
	ids    []model.ID     // what glance found, with data
	decode bool
	tally  *tally
	mu     *sync.Mutex
	notes  *[]Finding
}

const unitPages = 64

// loaded is what records found.
type loaded struct {
	changes []model.Change
	data    []string // of the changes, where they stay packed
	tallies map[string]*tally
}

// each yields the packed records.
func (l *loaded) each(yield func(model.ID, string) bool) {
	for i := range l.changes {
		if !yield(l.changes[i].ID, l.data[i]) {
			return
		}
	}
}

// records checks all records of some kinds, on all processors, and decodes them or takes their
// bytes as d says.
func (m *image) records(kinds []*model.Kind, d depth) *loaded {
	decode := d.decode
	total := 0
	for _, k := range kinds {
		if b := m.buckets[k.Prefix]; b != nil {
			total += b.count
		}
	}
	var changes []model.Change
	var data []string
	if decode {
		changes = make([]model.Change, total)
	}
	if d.packed {
		data = make([]string, total)
	}
	tallies := make(map[string]*tally, len(kinds))
	var units []*unit
	var mu sync.Mutex
	at := 0
	for _, k := range kinds {
		t := &tally{}
		tallies[k.Prefix] = t
		b := m.buckets[k.Prefix]
		if b == nil {
			continue
		}
		for i := 0; i < len(b.pages); i += unitPages {
			u := &unit{kind: k, name: nameSum(k.Prefix), pages: b.pages[i:min(i+unitPages, len(b.pages))], decode: decode, tally: t, mu: &mu, notes: &m.findings}
			n := 0
			for _, l := range u.pages {
				n += l.n
			}
			if decode {
				u.out = changes[at : at+n : at+n]
				if d.packed {
					u.data = data[at : at+n : at+n]
				}
				at += n
			}
			units = append(units, u)
		}
	}
	inParallel(len(units), func(i int) { units[i].run() })
	return &loaded{changes, data, tallies}
}

// inParallel calls fn(0) .. fn(n-1) on all processors. A panic of any call, a fault of the
// mapping included, is raised again in the caller once all have ended.
func inParallel(n int, fn func(int)) {
	workers := min(runtime.GOMAXPROCS(0), n)
	if workers <= 1 {
		for i := range n {
			fn(i)
		}
		return
	}
	var next atomic.Int64
	var wg sync.WaitGroup
	var first atomic.Pointer[any]
	for range workers {
		wg.Go(func() {
			if r := caught(func() {
				for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
					fn(i)
					runtime.Gosched() // the screen comes first
				}
			}); r != nil {
				first.CompareAndSwap(nil, &r)
			}
		})
	}
	wg.Wait()
	if r := first.Load(); r != nil {
		panic(*r) // on the caller's side, whose guard turns it into an error
	}
}

// run checks the unit and decodes it. All its texts share one string.
func (u *unit) run() {
	size := 0
	for _, l := range u.pages {
		for i := range l.n {
			_, v, _ := l.elem(i)
			size += max(len(v)-sealLen, 0)
		}
	}
	if !u.decode {
		size = 0
	}
	buf := make([]byte, 0, size)
	var t tally
	n := 0
	for _, l := range u.pages {
		for i := range l.n {
			key, v, flags := l.elem(i)
			id, payload, c, err := u.check(key, v, flags)
			if err == nil {
				t.count++
				t.hash += mark(id.Num(), c)
				if u.decode {
					from := len(buf)
					buf = append(buf, payload...)
					u.out[n].ID = id
					s := unsafe.String(unsafe.SliceData(buf[from:]), len(payload))
					if u.data != nil {
						u.data[n] = s
					} else {
						u.out[n].After, err = u.kind.Decode(id, s)
					}
				}
				n++
				if err != nil {
					u.out[n-1] = model.Change{}
					t.unknown++
				}
			}
			if err != nil {
				u.report(id, key, err)
			}
		}
	}
	u.mu.Lock()
	u.tally.count += t.count
	u.tally.hash += t.hash
	u.tally.unknown += t.unknown
	u.mu.Unlock()
}

func (u *unit) check(key, v []byte, flags uint32) (model.ID, []byte, uint32, error) {
	if len(key) != 8 || flags != 0 {
		return 0, nil, 0, fmt.Errorf("the key is damaged")
	}
	num := binary.BigEndian.Uint64(key)
	id := model.NewID(u.kind.Prefix, num)
	if num == 0 || id.Num() != num {
		return 0, nil, 0, fmt.Errorf("the key is damaged")
	}
	_, payload, c, err := unsealRecord(u.name, key, v)
	return id, payload, c, err
}

func (u *unit) report(id model.ID, key []byte, err error) {
	at := id.String()
	if id == 0 {
		at = fmt.Sprintf("%s, key %x", where(u.kind.Prefix), key)
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	if len(*u.notes) < maxFindings {
		*u.notes = append(*u.notes, Finding{Error, at, err.Error()})
	}
}
