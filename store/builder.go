package store

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"syscall"
	"time"

	"go.etcd.io/bbolt"

	"tandem/model"
)

// A builder writes a fresh workspace by playing a journal from its first entry: what was
// before each change is what the entries before it left behind, so the records that come out
// are those of the journal, and neither can say anything else than the other. Restoring an
// export, saving what is left of a damaged file and purging are all plays of a journal that
// was changed on the way.
type builder struct {
	path    string
	db      *bbolt.DB
	tx      *bbolt.Tx
	st      state
	version byte
	pending int
	gone    map[model.ID]uint64 // the entry that deleted a record
}

const (
	buildStep = 8 << 20 // bytes put before they are handed to the file
	touchCost = 64      // what a change costs besides its bytes
)

// newBuilder builds into an empty file, which stays open when the builder is done.
func newBuilder(path string, f *os.File, file uint64, version int) (*builder, error) {
	fd, err := syscall.Dup(int(f.Fd()))
	if err != nil {
		return nil, err
	}
	db, err := openBolt(path, os.NewFile(uintptr(fd), path))
	if err != nil {
		return nil, err
	}
	db.NoSync = true // finish syncs
	return &builder{path: path, db: db, st: state{file: file, kinds: map[string]kindState{}}, version: byte(version), gone: map[model.ID]uint64{}}, nil
}

// play adds the next entry. Of each change only the record and what it was after count. It
// returns how many changes were written. With drop, those that change nothing are left out, and
// an entry is marked where a record was something else before than its change says.
func (b *builder) play(e *entry, changes []rawChange, drop bool) (int, error) {
	if e.seq != b.st.seq+1 {
		return 0, fmt.Errorf("journal entry %d comes after %d", e.seq, b.st.seq)
	}
	if err := b.begin(); err != nil {
		return 0, err
	}
	kept := changes[:0:0]
	met := make(map[model.ID]bool, len(changes))
	for _, c := range changes {
		if met[c.id] {
			return 0, fmt.Errorf("journal entry %d: %s is changed twice", e.seq, c.id)
		}
		met[c.id] = true
		was := c.before
		same, err := b.put(e, &c)
		if err != nil {
			return 0, err
		}
		if drop && !bytes.Equal(was, c.before) {
			e.flags |= flagPurged
		}
		if !drop || !same {
			kept = append(kept, c)
		}
	}
	journal, err := b.tx.CreateBucketIfNotExists([]byte(journalBucket))
	if err != nil {
		return 0, err
	}
	journal.FillPercent = fill
	e.version = b.version
	if e.flags &^= flagBack; e.at < b.st.at {
		e.flags |= flagBack
	}
	payload, chain := packEntry(e, kept, b.st.chain)
	v, _ := seal(journalSum, keyOf(e.seq), e.version, payload)
	if err := journal.Put(keyOf(e.seq), v); err != nil {
		return 0, err
	}
	b.st.seq, b.st.chain, b.st.at = e.seq, chain, e.at
	b.pending += len(v)
	if b.pending > buildStep {
		return len(kept), b.commit()
	}
	return len(kept), nil
}

// put writes one record and completes its change by what was before.
func (b *builder) put(e *entry, c *rawChange) (same bool, err error) {
	prefix := c.id.Prefix()
	bucket, err := b.tx.CreateBucketIfNotExists([]byte(prefix))
	if err != nil {
		return false, err
	}
	bucket.FillPercent = fill
	ks, name, key := b.st.kinds[prefix], nameSum(prefix), keyOf(c.id.Num())
	c.before, c.prev = nil, b.gone[c.id]
	if v := bucket.Get(key); v != nil {
		seq, rec, sum, err := unsealRecord(name, key, v)
		if err != nil {
			return false, fmt.Errorf("%s: %w", c.id, err)
		}
		c.before, c.prev = append([]byte{}, rec...), seq
		if c.after != nil && bytes.Equal(c.before, c.after) {
			return true, nil
		}
		ks.count--
		ks.hash -= mark(c.id.Num(), sum)
	} else if c.after == nil {
		return true, nil
	}
	if c.after == nil {
		err = bucket.Delete(key)
		b.gone[c.id] = e.seq
	} else {
		v, sum := sealRecord(name, key, b.version, e.seq, c.after)
		ks.count++
		ks.hash += mark(c.id.Num(), sum)
		err = bucket.Put(key, v)
	}
	ks.last = max(ks.last, c.id.Num())
	b.st.kinds[prefix] = ks
	b.pending += len(c.after) + touchCost
	return false, err
}

// get returns a record as the play has left it so far; nil where there is none.
func (b *builder) get(id model.ID) ([]byte, error) {
	if err := b.begin(); err != nil {
		return nil, err
	}
	bucket := b.tx.Bucket([]byte(id.Prefix()))
	if bucket == nil {
		return nil, nil
	}
	key := keyOf(id.Num())
	v := bucket.Get(key)
	if v == nil {
		return nil, nil
	}
	_, rec, _, err := unsealRecord(nameSum(id.Prefix()), key, v)
	return rec, err
}

// keepNumbers raises the highest numbers ever given, so that none is given twice.
func (b *builder) keepNumbers(last map[string]uint64) {
	for p, n := range last {
		ks := b.st.kinds[p]
		ks.last = max(ks.last, n)
		b.st.kinds[p] = ks
	}
}

func (b *builder) begin() (err error) {
	if b.tx == nil {
		b.tx, err = b.db.Begin(true)
	}
	return err
}

func (b *builder) commit() error {
	b.pending = 0
	tx := b.tx
	b.tx = nil
	return tx.Commit()
}

// finish writes the state, with the tops of the undo and redo stacks, and syncs the file.
func (b *builder) finish(undoTop, redoTop uint64) error {
	b.st.undoTop, b.st.redoTop = undoTop, redoTop
	err := b.begin()
	if err == nil {
		err = putMeta(b.tx, &b.st, int(b.version))
	}
	if err == nil {
		err = b.commit()
	}
	if err == nil {
		err = b.db.Sync()
	}
	return errors.Join(err, b.close())
}

// close gives the file up, finished or not.
func (b *builder) close() error {
	if b.db == nil {
		return nil
	}
	if b.tx != nil {
		_ = b.tx.Rollback()
		b.tx = nil
	}
	db := b.db
	b.db = nil
	return guard(b.path, db.Close)
}

// replace puts a file that fill writes in the place of the open one: written beside it,
// checked in full, synced and renamed, so that at every moment there is a whole workspace
// under the name. The old file's blocks are overwritten when wipe is set. mu must be held by
// the caller; readers wait. An error before the renaming leaves everything as it was.
func (s *Store) replace(wipe bool, fill func(f *os.File) error) error {
	s.reading.Lock()
	defer s.reading.Unlock()
	if s.closed {
		return ErrClosed
	}
	if err := s.broken(); err != nil {
		return err
	}
	var f *os.File
	c, err := s.fresh(fill, &f)
	if err != nil {
		return err
	}
	old, oldDB := s.file, s.db
	if wipe {
		wipeFile(old)
	}
	_ = guard(s.path, oldDB.Close)
	if err := guard(s.path, func() (err error) {
		s.db, err = openBolt(s.path, f)
		return err
	}); err != nil {
		_ = f.Close()
		return s.breaks(fmt.Errorf("the new file is in place but cannot be opened: close tandem and open it again: %w", err))
	}
	s.file, s.state = f, c.state
	s.snap.Store(c.snap)
	s.writeSeen()
	return s.transact(false, func(tx *bbolt.Tx) error {
		l, err := s.labels(tx, s.state)
		s.undo.Store(l)
		return err
	})
}

// fresh writes, checks and locks the new file and moves it into place.
func (s *Store) fresh(fill func(*os.File) error, into **os.File) (*content, error) {
	var c *content
	err := place(s.path, func(f *os.File) error {
		if err := fill(f); err != nil {
			return err
		}
		var err error
		if c, err = load(f, s.path, s.opt.Schema, s.opt.migrations, depth{decode: true, journal: true}); err != nil {
			return err
		}
		if c.snap == nil {
			return errors.New("the new file is of another format")
		}
		fd, err := syscall.Dup(int(f.Fd())) // place closes its own
		if err != nil {
			return err
		}
		*into = os.NewFile(uintptr(fd), s.path)
		return lockFile(*into, s.path, syscall.LOCK_EX, time.Second)
	})
	if err != nil && *into != nil {
		_ = (*into).Close()
	}
	return c, err
}

// wipeFile overwrites a file that has no name any more. Where another name leads to it (a
// link somebody made) it is left alone.
func wipeFile(f *os.File) {
	st, err := f.Stat()
	if err != nil {
		return
	}
	if sys, ok := st.Sys().(*syscall.Stat_t); !ok || sys.Nlink > 0 {
		return
	}
	zero := make([]byte, 1<<20)
	for at := int64(0); at < st.Size(); at += int64(len(zero)) {
		if _, err := f.WriteAt(zero[:min(int64(len(zero)), st.Size()-at)], at); err != nil {
			return
		}
	}
	_ = f.Sync()
}
