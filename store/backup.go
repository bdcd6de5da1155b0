package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"go.etcd.io/bbolt"

	"tandem/model"
)

const (
	backupFolder = "backups"
	stampFormat  = "20060102T150405.000Z"
	kindAuto     = "auto"    // one a run
	kindBefore   = "before-" // and what came after it; a migration is vN
	kindAside    = "aside"   // what lay there before a restore, whole or not
	kindByHand   = "byhand"  // asked for, and encrypted
	kindAsked    = "asked"   // asked for, without a file to go to
	dbExt        = ".db"
	sealedExt    = ".db.age"
)

// BackupInfo is a copy of a workspace in the folder backups beside it.
type BackupInfo struct {
	Path   string
	Kind   string // auto, asked, byhand (asked for, encrypted), before-X or aside (what a restore replaced)
	Time   time.Time
	Size   int64
	Sealed bool // encrypted: nothing is known of what is in it
}

// Name is the file's name.
func (b BackupInfo) Name() string { return filepath.Base(b.Path) }

// Why says in words what the copy was made for.
func (b BackupInfo) Why() string {
	what, before := strings.CutPrefix(b.Kind, kindBefore)
	switch {
	case before && len(what) > 1 && what[0] == 'v' && what[1] >= '0' && what[1] <= '9':
		return "before the change to format " + what[1:]
	case before:
		return "before " + strings.ReplaceAll(what, "-", " ")
	case b.Kind == kindAside:
		return "what a restore replaced"
	case b.Kind == kindByHand:
		return "by hand"
	case b.Kind == kindAsked:
		return "asked for"
	}
	return "of a run"
}

// Backups lists the copies of a workspace, newest first. None is checked.
func Backups(dbPath string) []BackupInfo {
	dir := filepath.Join(filepath.Dir(dbPath), backupFolder)
	list, err := os.ReadDir(dir)
	if err != nil {
		return nil
	}
	var out []BackupInfo
	for _, d := range list {
		rest, ok := strings.CutPrefix(d.Name(), stem(dbPath)+"-")
		rest, sealed := strings.CutSuffix(rest, sealedExt)
		ok2 := sealed
		if !sealed {
			rest, ok2 = strings.CutSuffix(rest, dbExt)
		}
		if !ok || !ok2 || len(rest) < len(stampFormat)+2 {
			continue
		}
		t, err := time.Parse(stampFormat, rest[:len(stampFormat)])
		info, err2 := d.Info()
		if err != nil || err2 != nil || rest[len(stampFormat)] != '-' {
			continue
		}
		out = append(out, BackupInfo{Path: filepath.Join(dir, d.Name()), Kind: rest[len(stampFormat)+1:], Time: t, Size: info.Size(), Sealed: sealed})
	}
	slices.SortFunc(out, func(a, b BackupInfo) int { return strings.Compare(b.Path, a.Path) })
	return out
}

func stem(dbPath string) string { return strings.TrimSuffix(filepath.Base(dbPath), dbExt) }

// backupName is a free name whose order is that of time. Where the clock was set back the
// name follows the newest one there is, so that rotation never drops a newer copy.
func backupName(dbPath, kind string, now time.Time) (string, error) {
	dir := filepath.Join(filepath.Dir(dbPath), backupFolder)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", &AccessError{dir, err}
	}
	now = now.UTC()
	if list := Backups(dbPath); len(list) > 0 && !now.Truncate(time.Millisecond).After(list[0].Time) {
		now = list[0].Time.Add(time.Millisecond)
	}
	ext := dbExt
	if kind == kindByHand {
		ext = sealedExt
	}
	return filepath.Join(dir, stem(dbPath)+"-"+now.Format(stampFormat)+"-"+kind+ext), nil
}

// Backup writes a copy of the workspace as it is now to a new file. The copy is checked
// before it gets its name.
func (s *Store) Backup(path string) error { return s.BackupWith(path, nil) }

// BackupWith is Backup with a report of how far it is; see Progress.
func (s *Store) BackupWith(path string, progress Progress) error {
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("%s is there already: name a new file", path)
	}
	return s.copyTo(path, progress)
}

func (s *Store) backupAs(kind string, progress Progress) (string, error) {
	name, err := backupName(s.path, kind, s.opt.Now())
	if err != nil {
		return "", err
	}
	return name, s.copyTo(name, progress)
}

// copyTo writes, syncs and checks a copy under another name, then renames it.
func (s *Store) copyTo(path string, progress Progress) error {
	return place(path, func(f *os.File) error { return s.copyInto(f, path, progress) })
}

// copyInto writes a copy to an empty file and checks it; path is named in what is wrong.
func (s *Store) copyInto(f *os.File, path string, progress Progress) error {
	if err := s.view(func(tx *bbolt.Tx) error {
		_, err := tx.WriteTo(&watched{Writer: f, total: tx.Size(), progress: progress.part(0, 2)})
		return err
	}); err != nil {
		return err
	}
	_, err := load(f, path, s.opt.Schema, s.opt.migrations, depth{journal: true, progress: progress.part(1, 2)})
	return err
}

// place fills a private file beside path and, when it is on the disk, gives it the name.
func place(path string, fill func(*os.File) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".part-*")
	if err != nil {
		return &AccessError{path, err}
	}
	defer os.Remove(f.Name())
	err = fill(f)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return &AccessError{path, err}
	}
	return syncDir(filepath.Dir(path))
}

// peek reads the state of a file without checking the rest.
func peek(path string) (state, error) {
	f, err := os.Open(path)
	if err != nil {
		return state{}, err
	}
	defer f.Close()
	var st state
	err = guard(path, func() error {
		m, err := mapImage(f)
		if err != nil {
			return err
		}
		defer m.close()
		if kind, detail := m.readHeader(); kind != "" {
			return &DamageError{Path: path, Kind: kind, Detail: detail}
		}
		m.walkOnly(metaBucket)
		_, st, _, err = m.readState(newest(migrations))
		return err
	})
	return st, err
}

// checkFile opens a file for reading and checks it.
func checkFile(path string, sch *model.Schema, d depth) (*content, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, &AccessError{path, err}
	}
	defer f.Close()
	return load(f, path, sch, migrations, d)
}

// withBackups adds to a DamageError which backups there are and which is the newest good one.
func withBackups(err error, path string) error {
	var d *DamageError
	if !errors.As(err, &d) {
		return err
	}
	d.Backups = Backups(path)
	for i, b := range d.Backups {
		if _, err := checkFile(b.Path, model.Kinds(), depth{}); err == nil {
			d.Good = &d.Backups[i]
			break
		}
	}
	return err
}

// newerBackup is a hint at a backup that holds more than a state; "" if there is none.
func newerBackup(path string, st state) string {
	for _, b := range Backups(path) {
		had, err := peek(b.Path)
		if err == nil && (st.file == 0 || had.file == st.file) && had.seq > st.seq {
			return fmt.Sprintf("; the backup %s holds change number %d: tandem restore %s", b.Name(), had.seq, b.Path)
		}
	}
	return ""
}

// SetAside moves a workspace, whole or not, into the folder backups and returns its new
// place. It is not written to. A workspace that is open is left alone: LockedError.
func SetAside(path string) (string, error) {
	unlock, err := lockPath(path, lockWait)
	if err != nil {
		return "", err
	}
	defer unlock()
	return aside(path, true)
}

func aside(path string, move bool) (string, error) {
	name, err := backupName(path, kindAside, time.Now())
	if err != nil {
		return "", err
	}
	if !move {
		if err = os.Link(path, name); err == nil {
			return name, nil
		} // no links on this file system: then move it
	}
	if err := os.Rename(path, name); err != nil {
		return "", &AccessError{path, err}
	}
	_ = os.Remove(path + seenSuffix)
	return name, nil
}

func lockPath(path string, timeout time.Duration) (func(), error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, &AccessError{path, err}
	}
	if err := lockFile(f, path, syscall.LOCK_EX, timeout); err != nil {
		_ = f.Close()
		return nil, err
	}
	return func() { _ = f.Close() }, nil
}
