package store

import (
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"

	"tandem/model"
	"tandem/model/date"
)

// KindCount is how many records of a kind a workspace holds.
type KindCount struct {
	Kind  *model.Kind
	Count int
}

// Inside is what a workspace file holds, and how it differs from another one.
type Inside struct {
	Path    string
	Size    int64
	Records int
	Kinds   []KindCount // those with any, in the order of the schema
	Entries uint64      // steps of history
	Newest  date.Instant
	Label   string // what the newest step was; "undo of ..." where it took one back
	Same    bool   // it is another moment of the same workspace as the one compared with

	// Against the one compared with, in records: there only, here only, other than here.
	Gone, Added, Changed int
	Compared             bool
}

// Look reads a backup in full, checks it and says what it holds and how it differs from a
// workspace (a path; "" or no file there: nothing to compare with). Nothing is written. An
// encrypted file must be unsealed first.
func Look(path, against string) (Inside, error) {
	a, err := gist(path)
	if err != nil {
		return Inside{}, err
	}
	in := a.inside
	if against == "" {
		return in, nil
	}
	b, err := gist(against)
	if err != nil {
		return in, nil // what is there is damaged or missing: then there is nothing to compare
	}
	in.compare(a, b)
	return in, nil
}

// LookAgainst is Look against an open workspace as it is now.
func (s *Store) LookAgainst(path string) (Inside, error) {
	a, err := gist(path)
	if err != nil {
		return Inside{}, err
	}
	s.mu.Lock() // nobody writes while it is read
	b, err := gist(s.path)
	s.mu.Unlock()
	if err != nil {
		return a.inside, err
	}
	in := a.inside
	in.compare(a, b)
	return in, nil
}

// gists are the checksums of all records of a file: enough to compare two.
type gists struct {
	inside Inside
	file   uint64
	marks  map[model.ID]uint32
}

func (in *Inside) compare(a, b *gists) {
	in.Compared, in.Same = true, a.file == b.file
	for id, c := range a.marks {
		if d, there := b.marks[id]; !there {
			in.Added++
		} else if c != d {
			in.Changed++
		}
	}
	for id := range b.marks {
		if _, there := a.marks[id]; !there {
			in.Gone++
		}
	}
}

// gist checks a file in full and reads what Look tells of it.
func gist(path string) (*gists, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, &AccessError{path, err}
	}
	defer f.Close()
	sch := model.Kinds()
	c, err := load(f, path, sch, migrations, depth{decode: true, journal: true})
	if err != nil {
		return nil, err
	}
	g := &gists{file: c.state.file, marks: map[model.ID]uint32{}}
	in := Inside{Path: path, Size: fileSize(path), Entries: c.state.seq, Newest: c.state.at}
	for _, k := range sch.Kinds {
		if n := int(c.state.kinds[k.Prefix].count); n > 0 {
			in.Kinds = append(in.Kinds, KindCount{k, n})
			in.Records += n
		}
	}
	err = guard(path, func() error {
		m, err := mapImage(f)
		if err != nil {
			return err
		}
		defer m.close()
		m.readHeader()
		m.walk()
		in.Label = m.lastLabel()
		m.eachRecord(sch, func(id model.ID, _ uint64, rec []byte) { g.marks[id] = crc32.Checksum(rec, castagnoli) })
		return nil
	})
	g.inside = in
	return g, err
}

// Restore puts a copy of from in the place of a workspace, which must not be open. from is
// checked first: a backup, or a full export (see Export), which is read in. What lay there is
// kept among the backups, as it was.
func Restore(dbPath, from string) error { return RestoreWith(dbPath, from, nil) }

// RestoreWith is Restore with a report of how far it is; see Progress.
func RestoreWith(dbPath, from string, progress Progress) error {
	if a, err := os.Stat(dbPath); err == nil {
		if b, err := os.Stat(from); err == nil && os.SameFile(a, b) {
			return fmt.Errorf("%s is the workspace itself", from)
		}
	}
	if err := os.MkdirAll(filepath.Dir(dbPath), 0o700); err != nil {
		return &AccessError{dbPath, err}
	}
	whole := IsExport(from)
	if !whole {
		if Sealed(from) {
			return fmt.Errorf("%s is encrypted: its passphrase is wanted", from)
		}
		if _, err := checkFile(from, model.Kinds(), depth{decode: true, journal: true, progress: progress}); err != nil {
			return fmt.Errorf("not restored: %w", err)
		}
	}
	unlock, err := lockPath(dbPath, lockWait)
	switch {
	case missing(err):
		unlock = func() {}
	case err != nil:
		return err
	}
	defer unlock()
	return place(dbPath, func(f *os.File) error {
		src, err := os.Open(from)
		if err != nil {
			return &AccessError{from, err}
		}
		defer src.Close()
		if whole {
			err = readExport(src, fileSize(from), dbPath, f, progress)
		} else if _, err = io.Copy(f, src); err == nil {
			_, err = load(f, from, model.Kinds(), migrations, depth{})
		}
		if err != nil {
			return fmt.Errorf("not restored: %w", err)
		}
		if _, err := os.Lstat(dbPath); err == nil {
			if _, err := aside(dbPath, false); err != nil {
				return err
			}
		}
		_ = os.Remove(dbPath + seenSuffix)
		return nil
	})
}

// Empty reports whether nothing was ever done in a workspace: there is no file, or only the
// first step is in it. The error says that the file cannot be read.
func Empty(path string) (bool, error) {
	if st, err := os.Stat(path); missing(err) || err == nil && st.Size() == 0 {
		return true, nil
	}
	st, err := peek(path)
	return err == nil && st.seq <= 1, err
}

// ErrNotEmpty refuses an import of a whole workspace into one that has records of its own.
var ErrNotEmpty = errors.New("a whole workspace can only be taken into an empty one: name a new file with --db, or put it in the place of this one with tandem restore")

// KindsHeld lists what a state counts, for a list of backups; cheap, and checked no further
// than that the state is whole. An encrypted backup gives an error.
func KindsHeld(path string) (records int, newest date.Instant, err error) {
	st, err := peek(path)
	if err != nil {
		return 0, 0, err
	}
	for _, k := range st.kinds {
		records += int(k.count)
	}
	return records, st.at, nil
}
