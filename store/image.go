package store

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// An image is a reader of the file that trusts nothing in it. bbolt trusts its pages: a
// flipped bit makes it index out of its mapping, follow a circle for ever, or hand a page
// that is in use to the next writer. So the image walks all pages first: each must be where
// it says it is, in bounds, in key order, and either used once or free. It reads what bbolt
// 1.x (file format 2) writes, in the byte order of the machine.
type image struct {
	data      []byte
	size      int64
	pageSize  int
	head      header
	fell      bool   // one of the two headers is damaged; head is the other
	apart     uint64 // by how many steps the two headers differ: 1, where both are of this file's present
	used      []bool
	roots     []rootOf
	kept      bool // somebody looks into the mapping: it must stay
	freePages int
	buckets   map[string]*leaves
	findings  []Finding
}

// header is a meta page: where the newest state of the file starts.
type header struct {
	root, freelist, pages, txid uint64
}

// leaves are the leaf pages of a bucket in key order.
type leaves struct {
	name  string
	pages []leaf
	count int
	last  []byte // the last key seen, while walking
}

// leaf is a leaf page whose elements are in bounds.
type leaf struct {
	b []byte
	n int
}

const (
	pageHead    = 16
	elemLen     = 16
	bucketHead  = 16
	headerLen   = 64
	magic       = 0xED0CDAED
	fileFormat  = 2
	flagBranch  = 1
	flagLeaf    = 2
	flagMeta    = 4
	flagFree    = 16
	noFreelist  = ^uint64(0)
	maxDepth    = 40
	maxFindings = 200
)

var native = binary.NativeEndian

const (
	readAhead    = 256 << 20
	populateRead = 22 // MADV_POPULATE_READ, Linux 5.14
)

// mapImage maps a file for reading. The mapping goes away with close; until then reading
// it can fault where the file is cut short meanwhile, so all use is inside guard.
func mapImage(f *os.File) (*image, error) {
	st, err := f.Stat()
	if err != nil {
		return nil, err
	}
	m := &image{size: st.Size(), buckets: map[string]*leaves{}}
	if m.size > 0 {
		m.data, err = syscall.Mmap(int(f.Fd()), 0, int(m.size), syscall.PROT_READ, syscall.MAP_SHARED)
		if err == nil && m.size < readAhead {
			_ = unix.Madvise(m.data, populateRead) // all of it is read at once; where unknown, page by page
		}
	}
	return m, err
}

func (m *image) close() {
	if m.data != nil && !m.kept {
		_ = syscall.Munmap(m.data)
		m.data = nil
	}
}

// note adds a finding; beyond a few hundred they say nothing new.
func (m *image) note(level Level, where, format string, args ...any) {
	if len(m.findings) < maxFindings {
		m.findings = append(m.findings, Finding{level, where, fmt.Sprintf(format, args...)})
	}
}

// readHeader finds the newest header that is whole.
func (m *image) readHeader() (Damage, string) {
	if m.size < 2*1024 {
		return m.small()
	}
	h0, size, ok0 := m.headerAt(0)
	if ok0 {
		m.pageSize = size
	} else {
		for s := 1024; s <= 64<<10; s <<= 1 {
			if _, size, ok := m.headerAt(s); ok && size == s {
				m.pageSize = s
			}
		}
	}
	if m.pageSize == 0 {
		return m.headless()
	}
	h1, _, ok1 := m.headerAt(m.pageSize)
	switch {
	case ok0 && (!ok1 || h0.txid > h1.txid):
		m.head = h0
	case ok1:
		m.head = h1
	}
	m.fell = !ok0 || !ok1
	m.apart = max(h0.txid, h1.txid) - min(h0.txid, h1.txid)
	if need := int64(m.head.pages) * int64(m.pageSize); need > m.size || need < 0 {
		return Truncated, fmt.Sprintf("%d bytes of at least %d are there", m.size, need)
	}
	return "", ""
}

// small is the verdict on a file that is too short for any header.
func (m *image) small() (Damage, string) {
	if m.size == 0 || len(m.data) >= pageHead+4 && native.Uint32(m.data[pageHead:]) == magic {
		return Truncated, fmt.Sprintf("only %d bytes are left", m.size)
	}
	return NotOurs, "it is no database"
}

func (m *image) headless() (Damage, string) {
	for _, at := range []int{0, 4096, 8192, 16384, 65536} {
		if at+pageHead+4 <= len(m.data) && native.Uint32(m.data[at+pageHead:]) == magic {
			return Header, "the list of pages is lost"
		}
	}
	for _, b := range m.data[:2048] {
		if b != 0 {
			return NotOurs, "it is no database"
		}
	}
	return Header, "the file begins with zeros"
}

// headerAt reads a header, its checksum being FNV-1a over all before it.
func (m *image) headerAt(at int) (header, int, bool) {
	if at+pageHead+headerLen > len(m.data) {
		return header{}, 0, false
	}
	b := m.data[at+pageHead : at+pageHead+headerLen]
	h := fnv.New64a()
	h.Write(b[:56])
	if native.Uint32(b) != magic || native.Uint32(b[4:]) != fileFormat || native.Uint64(b[56:]) != h.Sum64() {
		return header{}, 0, false
	}
	size := int(native.Uint32(b[8:]))
	ok := size >= 1024 && size <= 64<<10 && size&(size-1) == 0
	return header{root: native.Uint64(b[16:]), freelist: native.Uint64(b[32:]), pages: native.Uint64(b[40:]), txid: native.Uint64(b[48:])}, size, ok
}

// walk reads the whole tree and accounts for every page.
func (m *image) walk() {
	m.heads()
	m.rest()
}

// walkOnly reads the tree of one bucket.
func (m *image) walkOnly(name string) {
	m.heads()
	m.walkBucket(name)
}

// heads reads the root of the tree: which buckets there are and where each begins.
func (m *image) heads() {
	m.used = make([]bool, m.head.pages)
	if len(m.used) > 1 {
		m.used[0], m.used[1] = true, true
	}
	root := &leaves{name: "root"}
	m.tree(root, m.head.root, 0, nil, nil)
	for _, l := range root.pages {
		for i := range l.n {
			key, v, flags := l.elem(i)
			if flags&1 == 0 {
				m.note(Error, "root", "%q is no bucket", key)
				continue
			}
			m.roots = append(m.roots, rootOf{string(key), v})
		}
	}
}

// rootOf is a bucket's entry in the root.
type rootOf struct {
	name string
	v    []byte
}

// walkBucket reads the tree of a bucket that was not walked yet, if there is one of the name.
func (m *image) walkBucket(name string) {
	for _, r := range m.roots {
		if r.name == name && m.buckets[name] == nil {
			m.bucket(name, r.v)
		}
	}
}

// rest walks all buckets that were not walked yet, and the free pages.
func (m *image) rest() {
	for _, r := range m.roots {
		m.walkBucket(r.name)
	}
	m.freelist()
}

// skim lists the leaves of a bucket without a look into them, for glance. ok is false where the tree
// is not what it should be; rest says what is wrong.
func (m *image) skim(name string) (out []leaf, ok bool) {
	var down func(id uint64, depth int) bool
	down = func(id uint64, depth int) bool {
		if id < 2 || id >= m.head.pages || depth > maxDepth {
			return false
		}
		b := m.data[int(id)*m.pageSize:]
		over, n := uint64(native.Uint32(b[12:])), int(native.Uint16(b[10:]))
		if native.Uint64(b) != id || over >= m.head.pages-id {
			return false
		}
		p := b[:(over+1)*uint64(m.pageSize)]
		if pageHead+n*elemLen > len(p) {
			return false
		}
		if native.Uint16(p[8:]) == flagLeaf {
			out = append(out, leaf{p, n})
			return true
		}
		for i := range n {
			if !down(native.Uint64(p[pageHead+i*elemLen+8:]), depth+1) {
				return false
			}
		}
		return native.Uint16(p[8:]) == flagBranch
	}
	for _, r := range m.roots {
		if r.name != name || len(r.v) < bucketHead {
			continue
		}
		if root := native.Uint64(r.v); root != 0 {
			return out, down(root, 0)
		}
		p := r.v[bucketHead:]
		if len(p) < pageHead || native.Uint16(p[8:]) != flagLeaf {
			return nil, false
		}
		n := int(native.Uint16(p[10:]))
		return []leaf{{p, n}}, pageHead+n*elemLen <= len(p)
	}
	return nil, true
}

// bucket walks one bucket from its head: a page number, or 0 and a page within the value.
func (m *image) bucket(name string, v []byte) {
	b := &leaves{name: name}
	m.buckets[name] = b
	if len(v) < bucketHead {
		m.note(Error, where(name), "its head is cut short")
		return
	}
	if root := native.Uint64(v); root != 0 {
		m.tree(b, root, 0, nil, nil)
		return
	}
	p := v[bucketHead:]
	if len(p) < pageHead || native.Uint16(p[8:]) != flagLeaf || native.Uint32(p[12:]) != 0 {
		m.note(Error, where(name), "its inline page is damaged")
		return
	}
	m.leaf(b, p, 0, nil, nil)
}

// page returns a page with its overflow, if it is what it should be and not met before.
func (m *image) page(id uint64, name string) []byte {
	if id < 2 || id >= m.head.pages {
		m.note(Error, where(name), "a link leads out of the file, to page %d", id)
		return nil
	}
	if m.used[id] {
		m.note(Error, where(name), "page %d is used twice", id)
		return nil
	}
	b := m.data[int(id)*m.pageSize:]
	over := uint64(native.Uint32(b[12:]))
	if got := native.Uint64(b); got != id || over >= m.head.pages || id+over >= m.head.pages {
		m.used[id] = true
		m.note(Error, where(name), "page %d is damaged", id)
		return nil
	}
	for i := id; i <= id+over; i++ {
		if m.used[i] {
			m.note(Error, where(name), "page %d is used twice", i)
			return nil
		}
	}
	for i := id; i <= id+over; i++ {
		m.used[i] = true
	}
	return b[:(over+1)*uint64(m.pageSize)]
}

// tree walks a page and those below it. Keys must lie in [lo, hi); nil is no bound.
func (m *image) tree(b *leaves, id uint64, depth int, lo, hi []byte) {
	p := m.page(id, b.name)
	if p == nil {
		return
	}
	n := int(native.Uint16(p[10:]))
	switch flags := native.Uint16(p[8:]); {
	case flags == flagLeaf:
		m.leaf(b, p, id, lo, hi)
	case flags != flagBranch || depth > maxDepth || n == 0 || pageHead+n*elemLen > len(p):
		m.note(Error, pageAt(b.name, id), "is damaged")
	default:
		m.branch(b, p, n, id, depth, lo, hi)
	}
}

// pageAt names a page of a bucket; page 0 is one within the bucket's head.
func pageAt(name string, id uint64) string {
	if id == 0 {
		return where(name)
	}
	return fmt.Sprintf("%s, page %d", where(name), id)
}

func (m *image) branch(b *leaves, p []byte, n int, id uint64, depth int, lo, hi []byte) {
	keys := make([][]byte, n+1)
	prev := lo
	for i := range n {
		e := p[pageHead+i*elemLen:]
		from := uint64(pageHead+i*elemLen) + uint64(native.Uint32(e))
		to := from + uint64(native.Uint32(e[4:]))
		if to > uint64(len(p)) || to <= from {
			m.note(Error, pageAt(b.name, id), "is damaged")
			return
		}
		keys[i] = p[from:to]
		if prev != nil && (bytes.Compare(prev, keys[i]) > 0 || i > 0 && bytes.Equal(prev, keys[i])) {
			m.note(Error, pageAt(b.name, id), "its keys are out of order")
			return
		}
		prev = keys[i]
	}
	keys[n] = hi
	for i := range n {
		m.tree(b, native.Uint64(p[pageHead+i*elemLen+8:]), depth+1, keys[i], keys[i+1])
	}
}

func (m *image) leaf(b *leaves, p []byte, id uint64, lo, hi []byte) {
	l := leaf{p, int(native.Uint16(p[10:]))}
	if pageHead+l.n*elemLen > len(p) {
		m.note(Error, pageAt(b.name, id), "is damaged")
		return
	}
	for i := range l.n {
		key := l.bounded(i)
		if key == nil {
			m.note(Error, pageAt(b.name, id), "entry %d is damaged", i)
			l.n = i
			break
		}
		if i == 0 && lo != nil && bytes.Compare(key, lo) < 0 || hi != nil && bytes.Compare(key, hi) >= 0 ||
			b.last != nil && bytes.Compare(b.last, key) >= 0 {
			m.note(Error, pageAt(b.name, id), "its keys are out of order")
			return
		}
		b.last = key
	}
	b.pages = append(b.pages, l)
	b.count += l.n
}

// bounded returns the key of an element that lies within the page, else nil.
func (l leaf) bounded(i int) []byte {
	at := pageHead + i*elemLen
	e := l.b[at:]
	from := uint64(at) + uint64(native.Uint32(e[4:]))
	key := from + uint64(native.Uint32(e[8:]))
	if native.Uint32(e) > 1 || key <= from || key+uint64(native.Uint32(e[12:])) > uint64(len(l.b)) {
		return nil
	}
	return l.b[from:key]
}

// elem returns key, value and flags of an element that the walk found in bounds.
func (l leaf) elem(i int) (key, value []byte, flags uint32) {
	at := pageHead + i*elemLen
	e := l.b[at:]
	from := at + int(native.Uint32(e[4:]))
	mid := from + int(native.Uint32(e[8:]))
	end := mid + int(native.Uint32(e[12:]))
	return l.b[from:mid], l.b[mid:end], native.Uint32(e)
}

// freelist checks that a page is free or used, not both: the next edit writes to free ones.
func (m *image) freelist() {
	free := make([]bool, m.head.pages)
	if m.head.freelist != noFreelist {
		p := m.page(m.head.freelist, "free pages")
		if p == nil {
			return
		}
		n, skip := uint64(native.Uint16(p[10:])), uint64(0)
		if n == 0xFFFF && len(p) >= pageHead+8 {
			n, skip = native.Uint64(p[pageHead:]), 1
		}
		if native.Uint16(p[8:]) != flagFree || n > uint64(len(p)/8) || pageHead+(n+skip)*8 > uint64(len(p)) {
			m.note(Error, "free pages", "the list is damaged")
			return
		}
		for i := range n {
			id := native.Uint64(p[pageHead+(i+skip)*8:])
			switch {
			case id < 2 || id >= m.head.pages:
				m.note(Error, "free pages", "the list names page %d, which does not exist", id)
			case m.used[id]:
				m.note(Error, "free pages", "page %d is in use and listed as free", id)
			case free[id]:
				m.note(Error, "free pages", "page %d is listed twice", id)
			default:
				free[id] = true
				m.freePages++
			}
		}
	}
	lost := 0
	for i := range free {
		if !free[i] && !m.used[i] {
			lost++
		}
	}
	if lost > 0 && m.head.freelist != noFreelist {
		m.note(Warning, "free pages", "%d pages are neither used nor free", lost)
	}
}

// where names a bucket for people.
func where(bucket string) string {
	switch bucket {
	case "root", "free pages", journalBucket:
		return bucket
	case metaBucket:
		return "state"
	}
	return "kind " + bucket
}
