package store

import (
	"bytes"
	"encoding/binary"
	"fmt"

	"go.etcd.io/bbolt"

	"tandem/model"
	"tandem/model/date"
)

// Entry is one line of the journal, without the records; see Changes.
type Entry struct {
	Seq    uint64
	At     date.Instant
	Label  string
	Kind   Op
	Undoes uint64 // the entry that an undo or redo took back
	Back   bool   // the clock stood earlier than at the entry before
	Purged bool   // a part of what it did was purged
	Count  int    // records touched
	IDs    []model.ID
}

// Revision is one change of one record.
type Revision struct {
	Seq     uint64
	At      date.Instant
	Label   string
	Kind    Op
	Undoes  uint64
	Created bool
	Deleted bool
	Fields  []FieldChange
}

// FieldChange is what happened to one field, as people read it.
type FieldChange struct {
	Field    *model.Field
	From, To string
	Was, Is  string // the same as exact text, which Field.Parse reads back
}

func numOf(key []byte) uint64 {
	if len(key) != 8 {
		return 0
	}
	return binary.BigEndian.Uint64(key)
}

func (s *Store) entryAt(tx *bbolt.Tx, seq uint64) (*entry, error) {
	return s.readAt(tx, seq, readEntry)
}

// topAt is the top of an entry, as readTop gives it.
func (s *Store) topAt(tx *bbolt.Tx, seq uint64) (*entry, error) { return s.readAt(tx, seq, readTop) }

func (s *Store) readAt(tx *bbolt.Tx, seq uint64, read func(key, v []byte) (*entry, error)) (*entry, error) {
	b := tx.Bucket([]byte(journalBucket))
	key := keyOf(seq)
	if b == nil || b.Get(key) == nil {
		return nil, s.journalDamage(fmt.Errorf("journal entry %d is missing", seq))
	}
	e, err := read(key, b.Get(key))
	if err != nil {
		return nil, s.journalDamage(err)
	}
	return e, nil
}

// backward calls fn for the journal's entries from the one before seq (0: from the newest)
// to the first, until fn says it has enough. A gap or a damaged entry is an error.
func (s *Store) backward(before uint64, fn func(*entry) (more bool, err error)) error {
	return s.view(func(tx *bbolt.Tx) error {
		st, err := metaState(tx)
		if err != nil {
			return err
		}
		next := st.seq
		if before > 0 {
			next = min(next, before-1)
		}
		b := tx.Bucket([]byte(journalBucket))
		if b == nil || next == 0 {
			return nil
		}
		c := b.Cursor()
		for k, v := c.Seek(keyOf(next)); next > 0; k, v = c.Prev() {
			if numOf(k) != next {
				return s.journalDamage(fmt.Errorf("journal entry %d is missing", next))
			}
			e, err := readEntry(k, v)
			if err != nil {
				return s.journalDamage(err)
			}
			if more, err := fn(e); err != nil || !more {
				return err
			}
			next--
		}
		return nil
	})
}

func (s *Store) journalDamage(err error) error {
	return &DamageError{Path: s.path, Kind: Journal, Findings: []Finding{{Error, where(journalBucket), err.Error()}}}
}

// Log returns up to limit entries older than before (0: from the newest), newest first. The
// entries that were read stay valid in case of an error.
func (s *Store) Log(before uint64, limit int) ([]Entry, error) {
	var out []Entry
	err := s.backward(before, func(e *entry) (bool, error) {
		out = append(out, Entry{Seq: e.seq, At: e.at, Label: e.label, Kind: e.op, Undoes: e.undoes,
			Back: e.flags&flagBack != 0, Purged: e.flags&flagPurged != 0, Count: len(e.ids), IDs: e.ids})
		return len(out) < limit, nil
	})
	return out, err
}

// rawChanges unpacks an entry in the newest format.
func (s *Store) rawChanges(e *entry) ([]rawChange, error) {
	list, err := e.changes()
	if err != nil {
		return nil, s.journalDamage(err)
	}
	for i := range list {
		c := &list[i]
		if c.before, err = upgrade(s.opt.migrations, e.version, c.id, c.before); err != nil {
			return nil, err
		}
		if c.after, err = upgrade(s.opt.migrations, e.version, c.id, c.after); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// Changes returns what an entry did to the records.
func (s *Store) Changes(seq uint64) ([]model.Change, error) {
	var out []model.Change
	err := s.backward(seq+1, func(e *entry) (bool, error) {
		if e.seq != seq {
			return false, nil
		}
		list, err := s.rawChanges(e)
		if err != nil {
			return false, err
		}
		for _, c := range list {
			x := model.Change{ID: c.id}
			if c.before != nil {
				if x.Before, err = s.record(c.id, c.before); err != nil {
					return false, err
				}
			}
			if c.after != nil {
				if x.After, err = s.record(c.id, c.after); err != nil {
					return false, err
				}
			}
			out = append(out, x)
		}
		return false, nil
	})
	return out, err
}

// AsOf returns the workspace as it was at a moment: after the newest entry made at or before
// it. The order of entries is that of the journal; where the clock was once set back, a
// later entry with an earlier time counts as made at that time.
func (s *Store) AsOf(t date.Instant) (*model.Snapshot, error) {
	return s.AsOfStep(t, nil)
}

// AsOfStep is AsOf for long journals: step, where there is one, hears how many entries have been
// taken back, of how many there are, and an error of it ends the work.
func (s *Store) AsOfStep(t date.Instant, step func(done, total uint64) error) (*model.Snapshot, error) {
	return s.rewind(func(e *entry) bool { return e.at <= t }, step)
}

// AsOfSeq returns the workspace as it was after a journal entry.
func (s *Store) AsOfSeq(seq uint64) (*model.Snapshot, error) {
	return s.rewind(func(e *entry) bool { return e.seq <= seq }, nil)
}

// rewind takes back entries from the newest until one is reached that was there.
func (s *Store) rewind(there func(*entry) bool, step func(done, total uint64) error) (*model.Snapshot, error) {
	now := s.Snapshot()
	old := map[model.ID][]byte{}
	reached := uint64(0)
	err := s.backward(now.Seq+1, func(e *entry) (bool, error) {
		if there(e) {
			reached = e.seq
			return false, nil
		}
		if step != nil {
			if err := step(now.Seq-e.seq, now.Seq); err != nil {
				return false, err
			}
		}
		list, err := s.rawChanges(e)
		for _, c := range list {
			old[c.id] = bytes.Clone(c.before)
		}
		return true, err
	})
	if err != nil {
		return nil, err
	}
	if reached == 0 {
		return nil, ErrBeforeStart
	}
	if reached == now.Seq {
		return now, nil
	}
	raw := make([]rawChange, 0, len(old))
	for id, b := range old {
		raw = append(raw, rawChange{id: id, after: b})
	}
	changes, err := s.decode(raw)
	if err != nil {
		return nil, err
	}
	snap := now.With(changes)
	snap.Seq = reached
	return snap, nil
}
