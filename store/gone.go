package store

import (
	"go.etcd.io/bbolt"

	"tandem/model"
)

// Gone finds the records of a kind that somebody has deleted and that came from a source under one of
// the external ids: their references, by external id. What went because an import was taken back was
// not deleted. Numbers are never given twice, so that a record that is missing among them is all there is
// to look for: where none is, the journal is not read. The error is for a journal that cannot be read.
func (s *Store) Gone(prefix, source string, external map[string]bool) (map[string]model.ID, error) {
	snap := s.Snapshot()
	if snap.Last(prefix) == uint64(snap.Count(prefix)) || len(external) == 0 {
		return nil, nil
	}
	missing := map[model.ID]bool{}
	for n := uint64(1); n <= snap.Last(prefix); n++ {
		if id := model.NewID(prefix, n); snap.Get(id) == nil {
			missing[id] = true
		}
	}
	out := map[string]model.ID{}
	err := s.view(func(tx *bbolt.Tx) error {
		b := tx.Bucket([]byte(journalBucket))
		if b == nil {
			return nil
		}
		c := b.Cursor()
		for k, v := c.Last(); k != nil && len(missing) > 0; k, v = c.Prev() {
			if hit, whole := names(v, func(id model.ID) bool { return missing[id] }); !hit && whole {
				continue
			}
			if err := s.goneIn(k, v, source, external, missing, out); err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}

// goneIn looks at the last entry that some missing records were changed by.
func (s *Store) goneIn(k, v []byte, source string, external map[string]bool, missing map[model.ID]bool, out map[string]model.ID) error {
	e, err := readEntry(k, v)
	if err != nil {
		return s.journalDamage(err)
	}
	var list []rawChange
	for i, id := range e.ids {
		if !missing[id] {
			continue
		}
		delete(missing, id)
		if e.op == Undo {
			continue
		}
		if list == nil {
			if list, err = s.rawChanges(e); err != nil {
				return err
			}
		}
		if list[i].before == nil {
			continue
		}
		r, err := s.record(id, list[i].before)
		if err != nil {
			return err
		}
		if b := r.Base(); b.Source == source && external[b.ExternalID] {
			out[b.ExternalID] = id
		}
	}
	return nil
}
