package store

import (
	"bytes"
	"fmt"

	"go.etcd.io/bbolt"

	"tandem/model"
)

// migration brings a file to a version. Record changes the packed form of one record; it
// runs over all records when the file is opened and over the journal's records when they
// are read, so undo and history reach back across it. Tx, if any, runs in the same
// transaction, before the records. Before each migration a backup is made.
type migration struct {
	version int
	name    string
	record  func(id model.ID, payload []byte) ([]byte, error)
	tx      func(*bbolt.Tx) error
}

// migrations are in order; the first leads to version 2.
var migrations []migration

func newest(list []migration) int { return dataVersion + len(list) }

// upgrade brings the packed form of one record from a version to the newest one.
func upgrade(list []migration, from byte, id model.ID, payload []byte) ([]byte, error) {
	if payload == nil {
		return nil, nil
	}
	for _, m := range list {
		if m.version <= int(from) || m.record == nil {
			continue
		}
		var err error
		if payload, err = m.record(id, payload); err != nil {
			return nil, fmt.Errorf("%s: to version %d (%s): %w", id, m.version, m.name, err)
		}
	}
	return payload, nil
}

// migrate brings an open file up to date, each step in one transaction after a backup.
func (s *Store) migrate(from int) error {
	for _, m := range s.opt.migrations {
		if m.version <= from {
			continue
		}
		if !s.opt.NoBackup {
			if _, err := s.backupAs(fmt.Sprintf("%s%d", kindMigration, m.version)); err != nil {
				return fmt.Errorf("no backup before the change to version %d (%s), so it was not made: %w", m.version, m.name, err)
			}
		}
		if err := s.transact(true, func(tx *bbolt.Tx) error { return s.step(tx, m) }); err != nil {
			return fmt.Errorf("change to version %d (%s): %w", m.version, m.name, err)
		}
	}
	return nil
}

func (s *Store) step(tx *bbolt.Tx, m migration) error {
	if m.tx != nil {
		if err := m.tx(tx); err != nil {
			return err
		}
	}
	st := s.state.clone()
	for prefix, ks := range st.kinds {
		b := tx.Bucket([]byte(prefix))
		if b == nil {
			continue
		}
		hash, err := rewrite(b, prefix, m)
		if err != nil {
			return err
		}
		ks.hash = hash
		st.kinds[prefix] = ks
	}
	if err := putMeta(tx, &st, m.version); err != nil {
		return err
	}
	s.state = st
	return nil
}

// rewrite puts every record of a bucket through the migration and returns the new hash.
func rewrite(b *bbolt.Bucket, prefix string, m migration) (uint64, error) {
	type pair struct{ key, value []byte }
	var all []pair
	if err := b.ForEach(func(k, v []byte) error {
		all = append(all, pair{bytes.Clone(k), bytes.Clone(v)})
		return nil
	}); err != nil {
		return 0, err
	}
	name, hash := nameSum(prefix), uint64(0)
	for _, p := range all {
		_, payload, _, err := unseal(name, p.key, p.value)
		if err != nil {
			return 0, err
		}
		id := model.NewID(prefix, numOf(p.key))
		if m.record != nil {
			if payload, err = m.record(id, payload); err != nil {
				return 0, fmt.Errorf("%s: %w", id, err)
			}
		}
		v, c := seal(name, p.key, byte(m.version), payload)
		if err := b.Put(p.key, v); err != nil {
			return 0, err
		}
		hash += mark(id.Num(), c)
	}
	return hash, nil
}
