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
	links   bool // the journal is written anew, each entry with what links records to their past
}

// migrations are in order; the first leads to version 2.
var migrations = []migration{
	{version: linked, name: "each record names its last change", links: true},
}

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
			if _, err := s.backupAs(fmt.Sprintf("%sv%d", kindBefore, m.version), nil); err != nil {
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
	var heads map[model.ID]uint64
	if m.links {
		var err error
		if heads, err = linkJournal(tx, &st); err != nil {
			return err
		}
	}
	for prefix, ks := range st.kinds {
		b := tx.Bucket([]byte(prefix))
		if b == nil {
			continue
		}
		hash, err := rewrite(b, prefix, m, heads)
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
// heads, where there are any, say which entry changed a record last.
func rewrite(b *bbolt.Bucket, prefix string, m migration, heads map[model.ID]uint64) (uint64, error) {
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
		seq, payload, _, err := unsealRecord(name, p.key, p.value)
		if err != nil {
			return 0, err
		}
		id := model.NewID(prefix, numOf(p.key))
		if heads != nil {
			seq = heads[id]
		}
		if m.record != nil {
			if payload, err = m.record(id, payload); err != nil {
				return 0, fmt.Errorf("%s: %w", id, err)
			}
		}
		v, c := sealRecord(name, p.key, byte(m.version), seq, payload)
		if err := b.Put(p.key, v); err != nil {
			return 0, err
		}
		hash += mark(id.Num(), c)
	}
	return hash, nil
}

// linkJournal writes every entry anew with the links between the changes of a record, and
// returns the entry that changed each record last. The entries say the same as before; their
// hash chain is another one. The bodies are of a format that no migration has changed so far.
func linkJournal(tx *bbolt.Tx, st *state) (map[model.ID]uint64, error) {
	heads := map[model.ID]uint64{}
	b := tx.Bucket([]byte(journalBucket))
	st.chain = 0
	for seq := uint64(1); b != nil && seq <= st.seq; seq++ {
		key := keyOf(seq)
		v := b.Get(key)
		if v == nil {
			return nil, fmt.Errorf("journal entry %d is missing", seq)
		}
		e, err := readEntry(key, v)
		if err != nil {
			return nil, err
		}
		e.version = linked
		for i, id := range e.ids {
			e.prev[i] = heads[id]
			heads[id] = seq
		}
		var payload []byte
		payload, st.chain = e.encode(st.chain)
		v, _ = seal(journalSum, key, e.version, payload)
		if err := b.Put(key, v); err != nil {
			return nil, err
		}
	}
	return heads, nil
}
