package store

import (
	"bytes"
	"encoding/binary"
	"os"

	"tandem/model"
)

// A wreck is what can be read of a damaged file. It looks at every page, in use or not, and at
// every place where a page may begin, and believes a value only if its checksum fits one of
// the names it may be kept under, so that garbage is never taken for data. What the tree of
// pages still leads to is live; other copies are of some earlier moment, and the entry number
// that each record carries says of which.
type wreck struct {
	m        *image
	names    []bucketName
	live     map[int]bool // offsets of values that the tree leads to
	entries  map[uint64]scrap
	records  map[model.ID]scrap // that the tree leads to
	other    map[model.ID]scrap // the newest copy elsewhere
	st       state
	state    scrap // of st; nil bytes: none was found
	newest   scrap // the newest state that nothing leads to
	newestOf state
	beyond   bool // there are later steps than the tree tells of, and they count
	broken   map[model.ID]bool
	intact   map[string]bool // kinds whose tree is whole and complete
}

type bucketName struct {
	name string
	sum  uint32
}

// scrap is a value whose checksum is right.
type scrap struct {
	version byte
	key     []byte
	payload []byte // of a record: without its entry number
	seq     uint64
	live    bool
}

// openWreck reads all there is. The mapping must stay until the wreck is done with.
func openWreck(f *os.File, sch *model.Schema, progress Progress) (*wreck, error) {
	m, err := mapImage(f)
	if err != nil {
		return nil, err
	}
	w := &wreck{m: m, live: map[int]bool{}, entries: map[uint64]scrap{}, records: map[model.ID]scrap{}, other: map[model.ID]scrap{},
		broken: map[model.ID]bool{}, intact: map[string]bool{}}
	w.names = append(w.names, bucketName{journalBucket, journalSum}, bucketName{metaBucket, nameSum(metaBucket)})
	for _, k := range sch.Kinds {
		w.names = append(w.names, bucketName{k.Prefix, nameSum(k.Prefix)})
	}
	w.tree()
	w.scan(progress)
	w.doubt()
	w.trust()
	return w, nil
}

// doubt looks whether something tells of steps later than the tree's, though nothing leads to them. In
// a file that is else whole they were never finished, and are nobody's. In a damaged one they may be
// the newest there is: then all that is there counts. The tree itself is worth no more than what
// lies beside it where its header is an old one: the other is damaged, or further away than the one
// step by which the two differ.
func (w *wreck) doubt() {
	if !w.state.live || w.whole() {
		return
	}
	top := w.top()
	w.beyond = w.newest.seq > w.st.seq
	for seq := range w.entries {
		w.beyond = w.beyond || seq > top
	}
	for _, s := range w.other {
		w.beyond = w.beyond || s.seq > top
	}
	if !w.beyond || !w.m.fell && w.m.apart == 1 {
		return
	}
	w.state.live = false
	if w.newest.seq > w.st.seq {
		w.state, w.st = w.newest, w.newestOf
	}
	for id, s := range w.records {
		s.live = false
		if better(w.other, id, s) {
			w.other[id] = s
		}
	}
	clear(w.records)
}

// whole reports whether the tree of a file with two sound headers holds all that it should.
func (w *wreck) whole() bool {
	if w.m.fell || w.m.apart != 1 || len(w.m.findings) > 0 || len(w.broken) > 0 {
		return false
	}
	for seq := uint64(1); seq <= w.st.seq; seq++ {
		if !w.entries[seq].live {
			return false
		}
	}
	w.trust()
	for p := range w.st.kinds {
		if !w.intact[p] {
			return false
		}
	}
	return true
}

// tree follows the tree as far as it leads, and notes which values it leads to.
func (w *wreck) tree() {
	m := w.m
	if kind, _ := m.readHeader(); kind != "" && (kind != Truncated || m.pageSize == 0) {
		return
	}
	if whole := m.size / int64(m.pageSize); int64(m.head.pages) > whole {
		m.head.pages = uint64(whole) // cut short: as far as it goes
	}
	if caught(m.walk) != nil {
		return
	}
	for _, b := range m.buckets {
		for _, l := range b.pages {
			for i := range l.n {
				key, v, _ := l.elem(i)
				w.live[w.offset(v)] = true
				w.value(key, v)
				if num := numOf(key); b.name != journalBucket && b.name != metaBucket && num != 0 {
					if _, _, _, err := unsealRecord(nameSum(b.name), key, v); err != nil {
						w.broken[model.NewID(b.name, num)] = true
					}
				}
			}
		}
	}
}

// offset is where in the file a part of it lies.
func (w *wreck) offset(b []byte) int { return cap(w.m.data) - cap(b) }

// inlinePage is how a page within a value begins: number 0, a leaf.
var inlinePage = []byte{0, 0, 0, 0, 0, 0, 0, 0, flagLeaf, 0}

// scan looks for leaves wherever one may begin.
func (w *wreck) scan(progress Progress) {
	data := w.m.data
	step := w.m.pageSize
	if step == 0 {
		step = 1024 // the header is lost: the smallest page there is
	}
	for at := 0; at+pageHead < len(data); at += step {
		w.leaf(data[at:])
		progress.step(at/step, len(data)/step+1)
	}
	for at := 0; ; {
		i := bytes.Index(data[at:], inlinePage)
		if i < 0 {
			return
		}
		w.leaf(data[at+i:])
		at += i + 1
	}
}

// leaf tries all elements of what may be a leaf page. Neither its head nor any element is
// believed: how many there are is told by the head, and once more by where the first one's
// data begin.
func (w *wreck) leaf(b []byte) {
	if len(b) < pageHead+elemLen {
		return
	}
	n := int(native.Uint16(b[10:]))
	if first := int(native.Uint32(b[pageHead+4:])); first%elemLen == 0 && first > 0 {
		n = max(n, first/elemLen)
	}
	n = min(n, 64<<10/elemLen, (len(b)-pageHead)/elemLen)
	for i := range n {
		at := pageHead + i*elemLen
		e := b[at:]
		from := uint64(at) + uint64(native.Uint32(e[4:]))
		mid := from + uint64(native.Uint32(e[8:]))
		end := mid + uint64(native.Uint32(e[12:]))
		if native.Uint32(e) == 0 && mid > from && mid-from <= 8 && end >= mid+sealLen && end <= uint64(len(b)) {
			w.value(b[from:mid], b[mid:end])
		}
	}
}

// value takes a value whose checksum fits, and keeps the best of several under one key.
func (w *wreck) value(key, v []byte) {
	for i, n := range w.names {
		version, payload, _, err := unseal(n.sum, key, v)
		if err != nil {
			continue
		}
		w.names[0], w.names[i] = w.names[i], w.names[0] // neighbours are of the same bucket
		s := scrap{version: version, key: key, payload: payload, live: w.live[w.offset(v)]}
		switch n.name {
		case metaBucket:
			w.metaValue(s)
		case journalBucket:
			if num := numOf(key); num != 0 && better(w.entries, num, s) {
				if e, err := parseEntry(key, version, payload); err == nil && e.seq == num {
					w.entries[num] = s
				}
			}
		default:
			id := model.NewID(n.name, numOf(key))
			into := w.other
			if s.live {
				into = w.records
			}
			if s.seq, s.payload, _, err = unsealRecord(n.sum, key, v); err == nil && id.Num() != 0 && better(into, id, s) {
				into[id] = s
			}
		}
		return
	}
}

// better reports whether a value is to be preferred to the one that is there.
func better[K comparable](m map[K]scrap, k K, s scrap) bool {
	old, there := m[k]
	return !there || s.live && !old.live || s.live == old.live && s.seq > old.seq
}

func (w *wreck) metaValue(s scrap) {
	if string(s.key) != string(keyState) {
		return
	}
	st, err := decodeState(s.payload)
	if err != nil {
		return
	}
	s.seq = st.seq
	if !s.live && (w.newest.payload == nil || s.seq > w.newest.seq || s.seq == w.newest.seq && st.txid > w.newestOf.txid) {
		w.newest, w.newestOf = s, st
	}
	if old := w.state; old.payload == nil || s.live && !old.live || s.live == old.live && (s.seq > old.seq || s.seq == old.seq && st.txid > w.st.txid) {
		w.state, w.st = s, st
	}
}

// trust finds the kinds of which the tree holds all that the state counts: other copies of
// their records are of the past.
func (w *wreck) trust() {
	clear(w.intact)
	if w.state.payload == nil || !w.state.live || w.beyond || w.top() > w.st.seq {
		return
	}
	count := map[string]uint64{}
	hash := map[string]uint64{}
	for id, s := range w.records {
		count[id.Prefix()]++
		hash[id.Prefix()] += mark(id.Num(), w.sumOf(id, s))
	}
	for p, k := range w.st.kinds {
		w.intact[p] = count[p] == k.count && hash[p] == k.hash
	}
}

// sumOf is the checksum that a record's value carries.
func (w *wreck) sumOf(id model.ID, s scrap) uint32 {
	_, c := sealRecord(nameSum(id.Prefix()), s.key, s.version, s.seq, s.payload)
	return c
}

// top is the newest entry that counts: that of the state, and what follows it in the hash
// chain where a header was lost that led to it. Where the state itself is not the one the tree
// leads to, or the tree may be of the past, every entry counts.
func (w *wreck) top() uint64 {
	if w.state.payload != nil && w.state.live && !w.beyond {
		seq, chain := w.st.seq, w.st.chain
		for {
			x, there := w.entries[seq+1]
			if !there || len(x.payload) < 8 || chainOn(chain, x.payload[8:]) != binary.LittleEndian.Uint64(x.payload) {
				return seq
			}
			seq, chain = seq+1, binary.LittleEndian.Uint64(x.payload)
		}
	}
	top := w.st.seq
	for seq := range w.entries {
		top = max(top, seq)
	}
	return top
}
