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
}

// content is what a whole file holds.
type content struct {
	version  int
	state    state
	snap     *model.Snapshot // nil unless decoded, and where the file waits for a migration
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
	m.walk()
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
	changes, data, tallies := m.records(sch, d)
	kind = m.verdict(kind, Records)
	if err == nil {
		if err := m.checkKinds(path, sch, st, tallies); err != nil {
			return err
		}
		kind = m.verdict(kind, Stale)
		m.checkJournal(st, d.journal)
		kind = m.verdict(kind, Journal)
	}
	if kind != "" {
		return m.damage(path, kind, tallies)
	}
	if !d.decode {
		return nil
	}
	if d.packed {
		c.snap = model.Packed(sch, func(yield func(model.ID, string) bool) {
			for i := range changes {
				if !yield(changes[i].ID, data[i]) {
					return
				}
			}
		}).WithLast(st.lasts())
	} else {
		c.snap = model.NewSnapshot(sch).With(changes).WithLast(st.lasts())
	}
	c.snap.Seq = st.seq
	return nil
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
func (m *image) checkJournal(st state, full bool) {
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
	if full {
		m.checkChain(b.pages)
	}
	for i := len(b.pages) - 1; i >= 0; i-- {
		l := b.pages[i]
		if l.n == 0 {
			continue
		}
		k, v, _ := l.elem(l.n - 1)
		e, err := readEntry(k, v)
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
func (m *image) checkChain(pages []leaf) {
	const at = journalBucket
	var before *entry
	seq := uint64(0)
	for _, l := range pages {
		for i := range l.n {
			k, v, _ := l.elem(i)
			seq++
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
			before = e
		}
	}
}
