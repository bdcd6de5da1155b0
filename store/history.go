package store

import (
	"fmt"
	"slices"

	"go.etcd.io/bbolt"

	"tandem/model"
)

// History returns up to limit changes of one record, newest first, back to the edit that
// made it. It follows the links from change to change, so that it costs what this record went
// through, whatever else the journal holds. Only a deleted record's last change must be looked
// for among all entries.
func (s *Store) History(id model.ID, limit int) ([]Revision, error) {
	var out []Revision
	ctx := s.Snapshot().Ctx(s.Now())
	err := s.view(func(tx *bbolt.Tx) error {
		seq, err := s.lastChange(tx, id)
		for err == nil && seq != 0 && len(out) < limit {
			var e *entry
			if e, err = s.entryAt(tx, seq); err != nil {
				break
			}
			at := slices.Index(e.ids, id)
			if at < 0 || e.prev[at] >= seq {
				return s.journalDamage(fmt.Errorf("journal entry %d does not hold the change of %s that others name", seq, id))
			}
			var list []rawChange
			if list, err = s.rawChanges(e); err != nil {
				break
			}
			c := list[at]
			r := Revision{Seq: e.seq, At: e.at, Label: e.label, Kind: e.op, Undoes: e.undoes, Created: c.before == nil, Deleted: c.after == nil}
			if r.Fields, err = s.fieldChanges(ctx, c); err != nil {
				break
			}
			out = append(out, r)
			if c.before == nil && e.op == Do {
				break
			}
			seq = c.prev
		}
		return err
	})
	return out, err
}

// lastChange is the newest entry that touched a record; 0 where none did.
func (s *Store) lastChange(tx *bbolt.Tx, id model.ID) (uint64, error) {
	prefix, key := id.Prefix(), keyOf(id.Num())
	if b := tx.Bucket([]byte(prefix)); b != nil {
		if v := b.Get(key); v != nil {
			seq, _, _, err := unsealRecord(nameSum(prefix), key, v)
			if err != nil {
				err = &DamageError{Path: s.path, Kind: Records, Findings: []Finding{{Error, id.String(), err.Error()}}}
			}
			return seq, err
		}
	}
	st, err := metaState(tx)
	b := tx.Bucket([]byte(journalBucket))
	if err != nil || b == nil || id.Num() > st.kinds[prefix].last {
		return 0, err // never given
	}
	c := b.Cursor()
	for k, v := c.Last(); k != nil; k, v = c.Prev() {
		if touches(v, id) {
			return numOf(k), nil
		}
	}
	return 0, nil
}

// touches reports whether a journal value names a record. It copies and checks nothing: what
// it finds is read with care afterwards, and a damaged value is found by nobody.
func touches(v []byte, id model.ID) bool {
	found, whole := names(v, func(x model.ID) bool { return x == id })
	return found && whole
}

// names reports whether a journal value names a record that hit knows, and whether it could be read
// as far as that.
func names(v []byte, hit func(model.ID) bool) (found, whole bool) {
	if len(v) < sealLen+8 {
		return false, false
	}
	r := &reader{b: v[sealLen+8:]}
	r.uint() // seq
	r.int()  // at
	r.take(2)
	for range 3 {
		r.uint()
	}
	r.take(r.uint())
	last := model.ID(0)
	for n := r.uint(); n > 0 && r.err == nil; n-- {
		if last += model.ID(r.int()); hit(last) {
			return true, r.err == nil
		}
	}
	return false, r.err == nil
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
			ch := FieldChange{Field: f, From: a, To: b, Was: a, Is: b}
			if x, y := f.Show(cf, from), f.Show(ct, to); x != y {
				ch.From, ch.To = x, y
			}
			out = append(out, ch)
		}
	}
	return out, nil
}
