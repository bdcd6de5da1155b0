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
}

func numOf(key []byte) uint64 {
	if len(key) != 8 {
		return 0
	}
	return binary.BigEndian.Uint64(key)
}

func (s *Store) entryAt(tx *bbolt.Tx, seq uint64) (*entry, error) {
	b := tx.Bucket([]byte(journalBucket))
	key := keyOf(seq)
	if b == nil || b.Get(key) == nil {
		return nil, s.journalDamage(fmt.Errorf("journal entry %d is missing", seq))
	}
	e, err := readEntry(key, b.Get(key))
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
		out = append(out, Entry{Seq: e.seq, At: e.at, Label: e.label, Kind: e.op, Undoes: e.undoes, Count: len(e.ids), IDs: e.ids})
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

// History returns up to limit changes of one record, newest first, back to the edit that
// made it.
func (s *Store) History(id model.ID, limit int) ([]Revision, error) {
	var out []Revision
	ctx := s.Snapshot().Ctx(s.Now())
	err := s.backward(0, func(e *entry) (bool, error) {
		if !contains(e.ids, id) {
			return true, nil
		}
		list, err := s.rawChanges(e)
		if err != nil {
			return false, err
		}
		for _, c := range list {
			if c.id != id {
				continue
			}
			r := Revision{Seq: e.seq, At: e.at, Label: e.label, Kind: e.op, Undoes: e.undoes, Created: c.before == nil, Deleted: c.after == nil}
			if r.Fields, err = s.fieldChanges(ctx, c); err != nil {
				return false, err
			}
			out = append(out, r)
			if c.before == nil && e.op == Do {
				return false, nil
			}
		}
		return len(out) < limit, nil
	})
	return out, err
}

func contains(ids []model.ID, id model.ID) bool {
	for _, x := range ids {
		if x == id {
			return true
		}
	}
	return false
}

// fieldChanges lists the fields that a change sets, clears or alters, but for the moment of
// the change itself.
func (s *Store) fieldChanges(ctx *model.Ctx, c rawChange) ([]FieldChange, error) {
	k := s.opt.Schema.Of(c.id)
	if k == nil {
		return nil, fmt.Errorf("%s is of a kind this version does not know", c.id)
	}
	from, to := k.Blank(), k.Blank()
	var err error
	if c.before != nil {
		if from, err = s.record(c.id, c.before); err != nil {
			return nil, err
		}
	}
	if c.after != nil {
		if to, err = s.record(c.id, c.after); err != nil {
			return nil, err
		}
	}
	cf, ct := ctx.For(from), ctx.For(to)
	var out []FieldChange
	for i := range k.Fields {
		f := &k.Fields[i]
		if !f.Stored() || f.Name == "changed" || f.Name == "created" {
			continue
		}
		if a, b := f.Text(cf, from), f.Text(ct, to); a != b {
			if x, y := f.Show(cf, from), f.Show(ct, to); x != y {
				a, b = x, y
			}
			out = append(out, FieldChange{f, a, b})
		}
	}
	return out, nil
}

// AsOf returns the workspace as it was at a moment: after the newest entry made at or before
// it. The order of entries is that of the journal; where the clock was once set back, a
// later entry with an earlier time counts as made at that time.
func (s *Store) AsOf(t date.Instant) (*model.Snapshot, error) {
	return s.rewind(func(e *entry) bool { return e.at <= t })
}

// AsOfSeq returns the workspace as it was after a journal entry.
func (s *Store) AsOfSeq(seq uint64) (*model.Snapshot, error) {
	return s.rewind(func(e *entry) bool { return e.seq <= seq })
}

// rewind takes back entries from the newest until one is reached that was there.
func (s *Store) rewind(there func(*entry) bool) (*model.Snapshot, error) {
	now := s.Snapshot()
	old := map[model.ID][]byte{}
	reached := uint64(0)
	err := s.backward(now.Seq+1, func(e *entry) (bool, error) {
		if there(e) {
			reached = e.seq
			return false, nil
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
