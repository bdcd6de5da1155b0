package store

import (
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"go.etcd.io/bbolt"

	"tandem/model"
)

const (
	mapAhead = 256 << 20 // address space, so that growth seldom maps anew
	growBy   = 1 << 20   // bytes the file grows by, so that edits seldom pay for it
)

// Open opens a workspace, or makes one where there is no file: with the settings record and
// a calendar. The errors are DamageError, NewerError, LockedError and AccessError. See
// Warnings for what is to be said although it went well.
func Open(opt Options) (*Store, error) {
	opt, err := opt.withDefaults()
	if err != nil {
		return nil, err
	}
	s := &Store{opt: opt, path: opt.Path, passed: map[uint64]bool{}}
	if err := s.ensure(); err != nil {
		return nil, err
	}
	if err := s.openFile(); err != nil {
		return nil, err
	}
	version, err := s.read()
	if err == nil {
		warm := s.warm()
		err = s.start(version)
		<-warm
	}
	if err != nil {
		s.abandon()
		return nil, err
	}
	return s, nil
}

// warm lets Options.Warm look at the snapshot while the file is handed to bbolt, unless it got the
// first kinds before.
func (s *Store) warm() <-chan struct{} {
	done := make(chan struct{})
	snap := s.Snapshot()
	if s.opt.Warm == nil || snap == nil || s.warmed {
		close(done)
		return done
	}
	go func() {
		defer close(done)
		s.opt.Warm(snap, false)
	}()
	return done
}

// openFile opens and locks the file. A file that was replaced while the lock was awaited is
// let go for the new one.
func (s *Store) openFile() error {
	for range 5 {
		f, err := os.OpenFile(s.path, os.O_RDWR, 0)
		if err != nil {
			return &AccessError{s.path, err}
		}
		if err := lockFile(f, s.path, syscall.LOCK_EX, s.opt.Timeout); err != nil {
			_ = f.Close()
			return err
		}
		mine, err1 := f.Stat()
		there, err2 := os.Stat(s.path)
		if err1 == nil && err2 == nil && os.SameFile(mine, there) {
			s.file = f
			dropTwins(s.path, mine)
			if mine.Mode().Perm()&0o077 != 0 {
				_ = f.Chmod(0o600)
			}
			return nil
		}
		_ = f.Close()
	}
	return &AccessError{s.path, errors.New("it is replaced again and again")}
}

// dropTwins removes the name that a workspace had while it was made, where a crash left it.
func dropTwins(path string, mine os.FileInfo) {
	if st, ok := mine.Sys().(*syscall.Stat_t); !ok || st.Nlink < 2 {
		return
	}
	names, _ := filepath.Glob(globSafe(path) + ".new-*")
	for _, name := range names {
		if twin, err := os.Lstat(name); err == nil && os.SameFile(twin, mine) {
			_ = os.Remove(name)
		}
	}
}

// read looks at the whole file and loads it. Nothing is written.
func (s *Store) read() (version int, err error) {
	c, err := load(s.file, s.path, s.opt.Schema, s.opt.migrations, depth{decode: true, packed: s.opt.Packed, first: s.opt.First, warm: s.opt.Warm})
	if err != nil {
		return 0, withBackups(err, s.path)
	}
	s.state = c.state
	if warn := compareSeen(s.path, c.state, c.fell); warn != "" {
		s.warnings = append(s.warnings, warn+newerBackup(s.path, c.state))
	}
	s.snap.Store(c.snap)
	s.warmed = c.warmed
	return c.version, nil
}

// start hands the file, now known to be whole, to bbolt.
func (s *Store) start(version int) error {
	err := guard(s.path, func() (err error) {
		s.db, err = openBolt(s.path, s.file)
		return err
	})
	if err != nil {
		return err
	}
	tellHolder(s.path, time.Now())
	s.seen = openSeen(s.path)
	if version < newest(s.opt.migrations) {
		if err := s.migrate(version); err != nil {
			return err
		}
		s.writeSeen() // the same change by another hash
		if _, err := s.read(); err != nil {
			return err
		}
	}
	s.writeSeen()
	return s.view(func(tx *bbolt.Tx) error {
		l, err := s.labels(tx, s.state)
		s.undo.Store(l)
		if err != nil {
			s.warnings = append(s.warnings, "the records are whole, but undo ends early: "+err.Error())
		}
		return nil
	})
}

// abandon lets go of what a failed Open took.
func (s *Store) abandon() {
	if s.db != nil {
		_ = os.Remove(s.path + lockSuffix)
	}
	if s.db != nil && s.broken() == nil {
		_ = guard(s.path, s.db.Close)
	}
	if s.seen != nil {
		_ = s.seen.Close()
	}
	_ = syscall.Flock(int(s.file.Fd()), syscall.LOCK_UN) // a mapping that is kept would hold it
	_ = s.file.Close()
}

// openBolt opens a bbolt database on a file that is open, and locked unless it is new.
func openBolt(path string, f *os.File) (*bbolt.DB, error) {
	size := 0
	if st, err := f.Stat(); err == nil {
		size = int(st.Size())
	}
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{
		Timeout:         time.Second,
		FreelistType:    bbolt.FreelistMapType,
		InitialMmapSize: max(mapAhead, 2*size),
		NoStatistics:    true,
		OpenFile:        func(string, int, os.FileMode) (*os.File, error) { return f, nil },
	})
	if err != nil {
		return nil, err
	}
	db.AllocSize = growBy
	return db, nil
}

// readBolt opens a whole file for bbolt to read only; the file stays open after Close.
func readBolt(path string, f *os.File) (*bbolt.DB, error) {
	fd, err := syscall.Dup(int(f.Fd()))
	if err != nil {
		return nil, err
	}
	dup := os.NewFile(uintptr(fd), path)
	return bbolt.Open(path, 0o600, &bbolt.Options{
		Timeout: time.Second, ReadOnly: true, NoStatistics: true,
		OpenFile: func(string, int, os.FileMode) (*os.File, error) { return dup, nil },
	})
}

// ensure makes folder and file where they are missing.
func (s *Store) ensure() error {
	st, err := os.Stat(s.path)
	switch {
	case err == nil && st.IsDir():
		return &AccessError{s.path, syscall.EISDIR}
	case err == nil && st.Size() > 0:
		return nil
	case err == nil:
		if w, ok := readSeen(s.path); ok && w.seq > 0 {
			return withBackups(&DamageError{Path: s.path, Kind: Truncated, Detail: fmt.Sprintf("it is empty, and %d changes were saved in it", w.seq)}, s.path)
		}
	case !missing(err):
		return &AccessError{s.path, err}
	default:
		if w, ok := readSeen(s.path); ok && w.seq > 2 {
			s.warnings = append(s.warnings, fmt.Sprintf("a workspace with %d changes was at %s and is gone; this is a new one%s", w.seq, s.path, newerBackup(s.path, state{})))
		}
	}
	if err := os.MkdirAll(filepath.Dir(s.path), 0o700); err != nil {
		return &AccessError{s.path, err}
	}
	return s.create()
}

// create makes a new workspace under another name and moves it into place when it is
// complete, so that a half-made one is never met.
func (s *Store) create() error {
	f, err := os.CreateTemp(filepath.Dir(s.path), filepath.Base(s.path)+".new-*")
	if err != nil {
		return &AccessError{s.path, err}
	}
	tmp := f.Name()
	defer os.Remove(tmp)
	n := &Store{opt: s.opt, path: tmp, file: f}
	err = guard(tmp, func() (err error) {
		n.db, err = openBolt(tmp, f)
		return err
	})
	if err == nil {
		err = n.found()
	}
	if n.db != nil {
		err = errors.Join(err, guard(tmp, n.db.Close))
	}
	if err != nil {
		return &AccessError{s.path, err}
	}
	if st, err := os.Stat(s.path); err == nil && st.Size() == 0 {
		return os.Rename(tmp, s.path)
	}
	if err := os.Link(tmp, s.path); err != nil && !errors.Is(err, os.ErrExist) {
		return os.Rename(tmp, s.path) // a file system without links
	}
	return syncDir(filepath.Dir(s.path))
}

// found writes the first transaction: empty buckets, the settings and a calendar. It is no
// edit to be undone.
func (s *Store) found() error {
	var id [8]byte
	if _, err := rand.Read(id[:]); err != nil {
		return err
	}
	s.state = state{file: binary.LittleEndian.Uint64(id[:]), kinds: map[string]kindState{}}
	s.snap.Store(model.NewSnapshot(s.opt.Schema))
	s.undo.Store(&undoLabels{})
	_, err := s.do("New workspace", true, func(snap *model.Snapshot) (model.Batch, error) {
		e := model.NewEdit(snap, s.Now())
		k := snap.Schema().Prefix(model.WorkspacePrefix)
		if k == nil {
			return model.Batch{}, nil
		}
		w := k.New()
		w.Base().ID = model.WorkspaceID
		if ws, ok := w.(*model.Workspace); ok {
			ws.Calendar = s.firstCalendar(e)
		}
		e.Put(model.WorkspacePrefix, w)
		return e.Batch()
	}, nil)
	return err
}

func (s *Store) firstCalendar(e *model.Edit) model.ID {
	k := e.Base().Schema().Prefix(model.CalendarPrefix)
	if k == nil {
		return 0
	}
	c, ok := k.New().(*model.Calendar)
	if !ok {
		return 0
	}
	c.Name, c.Week, c.Zone = "Standard", model.OfficeWeek(), zoneName(s.opt.Now())
	return e.Put(model.CalendarPrefix, c)
}

// zoneName is the IANA name of the machine's zone, or "" where it cannot be told.
func zoneName(now time.Time) string {
	name := now.Location().String()
	if name == "Local" {
		name = strings.TrimPrefix(os.Getenv("TZ"), ":")
		if name == "" {
			if p, err := os.Readlink("/etc/localtime"); err == nil {
				if _, after, ok := strings.Cut(p, "zoneinfo/"); ok {
					name = after
				}
			}
		}
	}
	if _, err := time.LoadLocation(name); err != nil || name == "Local" {
		return ""
	}
	return name
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}
