package store

import (
	"fmt"
	"os"
	"syscall"

	"go.etcd.io/bbolt"
)

// Compacted tells what a compaction did, in bytes.
type Compacted struct{ Before, After int64 }

// worthCompacting: what is free must be a third of the file and some megabytes.
const worthCompacting = 4 << 20

// Worth reports whether a file of a size, of which so many bytes are free, is worth compacting.
func Worth(size, free int64) bool { return free >= worthCompacting && free >= size/3 }

// Compact writes the workspace into a new file without free pages, checks it and puts it in
// place of the old one. A backup is made before. Nothing is lost at any moment: the old file
// stays until the new one is on the disk and whole.
func (s *Store) Compact() (Compacted, error) {
	if _, err := s.BackupBefore("compaction"); err != nil {
		return Compacted{}, fmt.Errorf("no backup could be made, so nothing was compacted: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	before := fileSize(s.path)
	if err := s.replace(false, s.compactInto); err != nil {
		return Compacted{}, fmt.Errorf("not compacted: %w", err)
	}
	return Compacted{before, fileSize(s.path)}, nil
}

func fileSize(path string) int64 {
	st, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return st.Size()
}

// compactInto copies all buckets. The state names the transaction that wrote it, so it is
// written once more, by the new file's last one.
func (s *Store) compactInto(f *os.File) error {
	fd, err := syscall.Dup(int(f.Fd()))
	if err != nil {
		return err
	}
	return guard(s.path, func() (err error) {
		dst, err := bbolt.Open(s.path, 0o600, &bbolt.Options{FreelistType: bbolt.FreelistMapType, NoStatistics: true, NoSync: true,
			OpenFile: func(string, int, os.FileMode) (*os.File, error) { return os.NewFile(uintptr(fd), s.path), nil }})
		if err != nil {
			return err
		}
		err = bbolt.Compact(dst, s.db, buildStep)
		if err == nil {
			st := s.state.clone()
			err = dst.Update(func(tx *bbolt.Tx) error { return putMeta(tx, &st, newest(s.opt.migrations)) })
		}
		if err == nil {
			err = dst.Sync()
		}
		if e := dst.Close(); err == nil {
			err = e
		}
		return err
	})
}
