package store

import (
	"errors"
	"fmt"
	"os"

	"tandem/model"
)

// Level is how bad a finding is.
type Level uint8

// The levels: an Error is damage, a Warning is worth knowing.
const (
	Warning Level = iota
	Error
)

func (l Level) String() string {
	if l == Error {
		return "error"
	}
	return "warning"
}

// Finding is one thing that a check found. Where is a record's reference, a journal entry,
// or a part of the file.
type Finding struct {
	Level   Level
	Where   string
	Message string
}

func (f Finding) String() string { return f.Where + ": " + f.Message }

// depth is how much of a file load looks at. Pages, state, every record's checksum, counts
// and hashes, and the end of the journal are always looked at.
type depth struct {
	decode  bool // make the snapshot
	packed  bool // of records that are decoded when first looked at
	journal bool // every journal entry and the whole chain

	progress Progress // told of the journal's entries; may be nil

	// With packed: the kinds to read before all others, and who gets a snapshot of them.
	first []string
	warm  func(s *model.Snapshot, early bool)
}

// content is what a whole file holds.
type content struct {
	version  int
	state    state
	snap     *model.Snapshot // nil unless decoded, and where the file waits for a migration
	free     int64           // bytes that compaction would win
	warmed   bool            // the first kinds were handed out
	fell     bool            // a header was damaged
	findings []Finding
}

// load reads a whole file. It writes nothing and believes nothing that a checksum, count or
// hash does not bear out. The content is not nil even in case of an error.
func load(f *os.File, path string, sch *model.Schema, migs []migration, d depth) (*content, error) {
	c := &content{}
	err := guard(path, func() error {
		m, err := mapImage(f)
		if err != nil {
			return &AccessError{path, err}
		}
		defer m.close()
		err = m.content(c, path, sch, newest(migs), d)
		c.fell, c.findings = m.fell, m.findings
		c.free = max(m.size-int64(m.head.pages)*int64(m.pageSize), 0) + int64(m.freePages)*int64(m.pageSize)
		return err
	})
	return c, err
}

// content checks and loads; see load. The first stage that finds damage names its kind.
func (m *image) content(c *content, path string, sch *model.Schema, know int, d depth) error {
	if kind, detail := m.readHeader(); kind != "" {
		m.note(Error, "header", "%s", detail)
		return &DamageError{Path: path, Kind: kind, Detail: detail}
	}
	m.heads()
	early := m.firstOf(sch, know, d)
	m.rest()
	kind := m.verdict("", Pages)
	version, st, ours, err := m.readState(know)
	c.version, c.state = version, st
	switch {
	case !ours:
		m.note(Error, "file", "%v", err)
		return &DamageError{Path: path, Kind: NotOurs, Detail: err.Error()}
	case version > know:
		return &NewerError{Path: path, Have: version, Know: know}
	case err != nil:
		m.note(Error, where(metaBucket), "%v", err)
	}
	d.decode = d.decode && version == know
	all := m.records(sch.Kinds, d)
	kind = m.verdict(kind, Records)
	if err == nil {
		if err := m.checkKinds(path, sch, st, all.tallies); err != nil {
			return err
		}
		kind = m.verdict(kind, Stale)
		m.checkJournal(st, d)
		kind = m.verdict(kind, Journal)
	}
	if kind != "" {
		return m.damage(path, kind, all.tallies)
	}
	if !d.decode {
		return nil
	}
	if d.packed {
		c.snap = model.NewSnapshot(sch).WithPacked(all.each).WithLast(st.lasts())
	} else {
		c.snap = model.NewSnapshot(sch).With(all.changes).WithLast(st.lasts())
	}
	if c.warmed = early != nil; c.warmed {
		c.snap.TakePlans(early)
	}
	c.snap.Seq = st.seq
	return nil
}

// firstBytes is how large a file must be for its first kinds to be shown before the others are
// read: a smaller one is read at once.
const firstBytes = 2 << 20

// firstOf hands out a snapshot of the kinds that are wanted first, if nothing speaks against it
// so far. Its records are neither checked nor copied: they lie in the mapping, which stays for as
// long as the program runs. All of them are read again, with everything else, before Open is
// done and anything can be stored; damage is then told before it could do harm.
func (m *image) firstOf(sch *model.Schema, know int, d depth) *model.Snapshot {
	if d.warm == nil || !d.packed || len(d.first) == 0 || m.size < firstBytes {
		return nil
	}
	m.walkBucket(metaBucket)
	version, st, ours, err := m.readState(know)
	if err != nil || !ours || version != know {
		return nil
	}
	var kinds []*model.Kind
	for _, p := range d.first {
		if k := sch.Prefix(p); k != nil {
			kinds = append(kinds, k)
		}
	}
	seen, ok := m.glance(kinds)
	if !ok || len(m.errors()) > 0 {
		return nil
	}
	m.kept = true
	snap := model.NewSnapshot(sch).WithPacked(seen).WithLast(st.lasts())
	snap.Seq = st.seq
	d.warm(snap, true)
	return snap
}

func (st state) lasts() map[string]uint64 {
	out := make(map[string]uint64, len(st.kinds))
	for p, k := range st.kinds {
		out[p] = k.last
	}
	return out
}

// verdict is the kind of damage after a stage: what it was before, else that of the stage if
// there are errors by now.
func (m *image) verdict(before, stage Damage) Damage {
	if before == "" && len(m.errors()) > 0 {
		return stage
	}
	return before
}

func (m *image) errors() []Finding {
	var out []Finding
	for _, f := range m.findings {
		if f.Level == Error {
			out = append(out, f)
		}
	}
	return out
}

// damage makes the error of what was found. Records whose checksums are right but that
// cannot be decoded are as they were written: by a newer program.
func (m *image) damage(path string, kind Damage, tallies map[string]*tally) error {
	var unknown uint64
	for _, t := range tallies {
		unknown += t.unknown
	}
	errs := m.errors()
	if uint64(len(errs)) == unknown {
		return &NewerError{Path: path, Detail: errs[0].String()}
	}
	return &DamageError{Path: path, Kind: kind, Findings: errs}
}

// checkKinds holds counts, hashes and the transaction against the state: what is whole in
// itself but of another moment, or gone, shows here.
func (m *image) checkKinds(path string, sch *model.Schema, st state, tallies map[string]*tally) error {
	for p, k := range st.kinds {
		if sch.Prefix(p) == nil && k.count > 0 {
			return &NewerError{Path: path, Detail: fmt.Sprintf("it holds %d records of a kind %s that is unknown here", k.count, p)}
		}
	}
	// One more than the header's: the second header of a copy made by bbolt is one behind.
	if st.txid != m.head.txid && st.txid != m.head.txid+1 {
		m.note(Error, where(metaBucket), "written by transaction %d, the header by %d", st.txid, m.head.txid)
	}
	for _, k := range sch.Kinds {
		t, want := tallies[k.Prefix], st.kinds[k.Prefix]
		switch {
		case t.count != want.count:
			m.note(Error, k.Plural, "%d of %d are there", t.count, want.count)
		case t.hash != want.hash:
			m.note(Error, k.Plural, "some are of another moment than the rest")
		}
	}
	return nil
}

// checkJournal holds the journal against the state: it has no gap and ends where the state
// says. full reads every entry and follows the hash chain.
func (m *image) checkJournal(st state, d depth) {
	const at = journalBucket
	b := m.buckets[journalBucket]
	if b == nil || uint64(b.count) != st.seq {
		n := 0
		if b != nil {
			n = b.count
		}
		m.note(Error, at, "%d of %d entries are there", n, st.seq)
	}
	if b == nil {
		return
	}
	if d.journal {
		m.checkChain(b.pages, func(done int) { d.progress.step(done, b.count) })
	}
	for i := len(b.pages) - 1; i >= 0; i-- {
		l := b.pages[i]
		if l.n == 0 {
			continue
		}
		k, v, _ := l.elem(l.n - 1)
		e, err := readTop(k, v)
		if err == nil && (e.seq != st.seq || e.chain != st.chain) {
			err = errors.New("it ends with another entry than the one that was saved last")
		}
		if err != nil {
			m.note(Error, at, "%v", err)
		}
		return
	}
}

// checkChain reads every entry and follows the hash chain.
func (m *image) checkChain(pages []leaf, step func(done int)) {
	const at = journalBucket
	var before *entry
	seq := uint64(0)
	heads := map[model.ID]uint64{}
	for _, l := range pages {
		for i := range l.n {
			k, v, _ := l.elem(i)
			seq++
			step(int(seq))
			e, err := readEntry(k, v)
			if err == nil {
				_, err = e.changes()
			}
			if err != nil {
				m.note(Error, at, "%v", err)
				before = nil
				continue
			}
			chain := uint64(0)
			if before != nil {
				chain = before.chain
			}
			if (before != nil || seq == 1) && chainOn(chain, v[sealLen+8:]) != e.chain {
				m.note(Error, at, "entry %d does not follow the one before it", e.seq)
			}
			m.checkLinks(e, heads)
			before = e
		}
	}
}

// checkLinks holds what an entry says of its records' former changes against what was met.
// Behind a damaged entry nothing is known of them.
func (m *image) checkLinks(e *entry, heads map[model.ID]uint64) {
	for i, id := range e.ids {
		if want, met := heads[id]; e.version >= linked && met && e.prev[i] != want {
			m.note(Error, where(journalBucket), "entry %d names %d as the former change of %s, which is %d", e.seq, e.prev[i], id, want)
		}
		heads[id] = e.seq
	}
}

// eachRecord calls fn with the bytes of every record that is whole, and the entry that changed
// it last.
func (m *image) eachRecord(sch *model.Schema, fn func(id model.ID, seq uint64, rec []byte)) {
	for _, k := range sch.Kinds {
		b := m.buckets[k.Prefix]
		if b == nil {
			continue
		}
		name := nameSum(k.Prefix)
		for _, l := range b.pages {
			for i := range l.n {
				key, v, _ := l.elem(i)
				if seq, rec, _, err := unsealRecord(name, key, v); err == nil && len(key) == 8 {
					fn(model.NewID(k.Prefix, numOf(key)), seq, rec)
				}
			}
		}
	}
}

// lastLabel is what the newest entry of the journal did: its label, or of which step it is the undo.
func (m *image) lastLabel() string {
	b := m.buckets[journalBucket]
	for i := 0; b != nil && i < len(b.pages); i++ {
		l := b.pages[len(b.pages)-1-i]
		if l.n > 0 {
			if e, err := readEntry(first2(l.elem(l.n - 1))); err == nil {
				switch e.op {
				case Undo:
					return "undo of " + e.label
				case Redo:
					return "redo of " + e.label
				}
				return e.label
			}
			break
		}
	}
	return ""
}

func first2(k, v []byte, _ uint32) ([]byte, []byte) { return k, v }
