package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"go.etcd.io/bbolt"

	"tandem/model"
	"tandem/model/date"
)

// Options say what to open and how. Only Path is needed.
type Options struct {
	Path    string
	Now     func() time.Time // default: the clock
	Timeout time.Duration    // how long to wait for the lock; default 2 s
	Schema  *model.Schema    // default: model.Kinds()
	Packed  bool             // records are decoded when first looked at; call Verify soon
	// Warm is called with a snapshot before Open is done: of a large file as soon as the kinds
	// named by First (prefixes) are read, early, of another beside what follows the reading. Open
	// waits.
	Warm     func(s *model.Snapshot, early bool)
	First    []string
	NoBackup bool // no backup before a migration, and AutoBackup does nothing
	Keep     int  // backups of the last runs that are kept; 0: ten

	migrations []migration // nil: the real ones
}

// Store is an open workspace. Its methods may be called from any goroutine.
type Store struct {
	opt      Options
	path     string
	warnings []string
	warmed   bool // Options.Warm was called while reading
	snap     atomic.Pointer[model.Snapshot]
	undo     atomic.Pointer[undoLabels]

	mu     sync.Mutex // one writer; guards what follows
	db     *bbolt.DB
	file   *os.File // bbolt's, for giving up the lock where bbolt no longer answers
	seen   *os.File
	state  state
	passed map[uint64]bool // purges that undo was told of

	failed    atomic.Pointer[error] // set for good once bbolt or the disk cannot be relied on
	beginning sync.Mutex            // held while a transaction begins

	pasts pasts // of projects, as Past has read them

	reading sync.RWMutex // held by readers of the file; Close waits for them
	closed  bool         // guarded by reading
}

// undoLabels are what CanUndo and CanRedo answer, kept so that drawing need not ask the file.
type undoLabels struct{ undo, redo label }

type label struct {
	text string
	ok   bool
	step Step
}

// DefaultPath is the workspace to open where none is named: TANDEM_DB, else
// tandem/tandem.db in the XDG data folder.
func DefaultPath() (string, error) {
	if p := os.Getenv("TANDEM_DB"); p != "" {
		return p, nil
	}
	// The XDG rules: a path that is not absolute is to be ignored.
	if d := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(d) {
		return filepath.Join(d, "tandem", "tandem.db"), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", errors.New("no home folder is known: name a file with --db or TANDEM_DB")
	}
	return filepath.Join(home, ".local", "share", "tandem", "tandem.db"), nil
}

// Snapshot is the workspace as it is now.
func (s *Store) Snapshot() *model.Snapshot { return s.snap.Load() }

// Now is the store's clock.
func (s *Store) Now() date.Instant { return date.Of(s.opt.Now()) }

// Path is the file.
func (s *Store) Path() string { return s.path }

// Warnings are what Open has to say although it went well: a change that may be missing.
func (s *Store) Warnings() []string { return s.warnings }

// Cold reports whether records may still be packed; see Verify.
func (s *Store) Cold() bool { return s.opt.Packed }

// Verify decodes what Options.Packed left packed and lists the records that cannot be: their
// checksums are right, so a newer program wrote them. It may run beside everything else.
func (s *Store) Verify() model.Problems { return s.Snapshot().Unpack() }

// CanUndo returns the label of what Undo would take back.
func (s *Store) CanUndo() (string, bool) { l := s.undo.Load().undo; return l.text, l.ok }

// CanRedo returns the label of what Redo would do again.
func (s *Store) CanRedo() (string, bool) { l := s.undo.Load().redo; return l.text, l.ok }

// Close gives the file up. It waits for an edit or a backup that is under way.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.reading.Lock()
	defer s.reading.Unlock()
	if s.closed {
		return nil
	}
	s.closed = true
	if s.seen != nil {
		_ = s.seen.Close()
	}
	_ = os.Remove(s.path + lockSuffix)
	if s.broken() != nil {
		// bbolt may hold locks of its own for ever after a fault; the file's lock goes with it.
		return s.file.Close()
	}
	return guard(s.path, s.db.Close)
}

// broken is the error that all use of the file gets since it cannot be relied on, or nil.
func (s *Store) broken() error {
	if e := s.failed.Load(); e != nil {
		return *e
	}
	return nil
}

// breaks notes that the file cannot be relied on any more, and why.
func (s *Store) breaks(err error) error {
	err = withBackups(err, s.path)
	s.failed.CompareAndSwap(nil, &err)
	return err
}

// view runs fn in a read transaction.
func (s *Store) view(fn func(*bbolt.Tx) error) error {
	s.reading.RLock()
	defer s.reading.RUnlock()
	if s.closed {
		return ErrClosed
	}
	return s.transact(false, fn)
}

// transact runs fn in a transaction and commits it if it is to write. A fault or a failed
// assertion of bbolt leaves bbolt's locks as they were at that moment, so whoever came next
// would wait for ever: it breaks the store, and all who come later are turned away first.
func (s *Store) transact(write bool, fn func(*bbolt.Tx) error) error {
	tx, err := s.begin(write)
	if err != nil {
		return err
	}
	r := caught(func() {
		if err = fn(tx); err != nil || !write {
			if back := tx.Rollback(); err == nil {
				err = back
			}
			return
		}
		err = tx.Commit()
	})
	if r == nil {
		return err
	}
	err = s.breaks(&DamageError{Path: s.path, Kind: Unread, Detail: reason(r)})
	if !write {
		caught(func() { _ = tx.Rollback() })
	}
	return err
}

func (s *Store) begin(write bool) (*bbolt.Tx, error) {
	s.beginning.Lock()
	defer s.beginning.Unlock()
	if err := s.broken(); err != nil {
		return nil, err
	}
	var tx *bbolt.Tx
	var err error
	if r := caught(func() { tx, err = s.db.Begin(write) }); r != nil {
		return nil, s.breaks(&DamageError{Path: s.path, Kind: Unread, Detail: reason(r)})
	}
	return tx, err
}

// withDefaults fills what was left out.
func (o Options) withDefaults() (Options, error) {
	if o.Path == "" {
		p, err := DefaultPath()
		if err != nil {
			return o, err
		}
		o.Path = p
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Timeout == 0 {
		o.Timeout = lockWait
	}
	if o.Schema == nil {
		o.Schema = model.Kinds()
	}
	if o.migrations == nil {
		o.migrations = migrations
	}
	return o, nil
}

func missing(err error) bool { return errors.Is(err, fs.ErrNotExist) }
