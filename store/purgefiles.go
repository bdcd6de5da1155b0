package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"go.etcd.io/bbolt"

	"tandem/model"
)

// backups takes what goes out of every backup. One that cannot be read in full is removed:
// nobody could say what is in it.
func (p *purger) backups(path string) error {
	var errs []error
	for _, b := range Backups(path) {
		if b.Sealed {
			p.plan.Sealed = append(p.plan.Sealed, b)
			continue
		}
		err := p.backup(b.Path)
		if err == nil {
			p.plan.Rewritten = append(p.plan.Rewritten, b.Path)
			continue
		}
		if err = shred(b.Path); err != nil {
			errs = append(errs, fmt.Errorf("%s still holds what was purged: %w", b.Path, err))
			continue
		}
		p.plan.Removed = append(p.plan.Removed, b.Path)
	}
	return errors.Join(errs...)
}

// backup rewrites one backup, in the newest format. What only the backup knows of (a name of
// after its restore) is found there.
func (p *purger) backup(path string) error {
	s, err := Open(Options{Path: path, Schema: p.sch, NoBackup: true, migrations: p.migs})
	if err != nil {
		return err
	}
	defer func() { // of an open workspace's side files a backup has none
		_ = s.Close()
		_ = os.Remove(path + seenSuffix)
	}()
	s.mu.Lock()
	defer s.mu.Unlock()
	var past *past
	if err := s.view(func(tx *bbolt.Tx) (err error) { past, err = s.readPast(tx, nil); return err }); err != nil {
		return err
	}
	q := &purger{gone: map[model.ID]bool{p.plan.ID: true}, names: map[model.ID]bool{}, sch: p.sch, migs: p.migs}
	q.plan.ID = p.plan.ID
	q.closure(past)
	for _, id := range p.plan.Records {
		q.gone[id] = true
	}
	q.gather(past, p.plan.Words)
	return s.replace(true, func(f *os.File) error {
		return s.transact(false, func(tx *bbolt.Tx) error { return q.rewrite(s, tx, f, "", nil) })
	})
}

// copies names the copies of the workspace that lie in its own folder: files that bear the same mark, which
// every copy keeps, and encrypted ones, of which nobody can tell. They are not written: one of them may be
// open elsewhere, or be kept for its own sake. Copies in other folders cannot be known.
func (p *purger) copies(path string) {
	own, err := peek(path)
	if err != nil {
		return
	}
	list, _ := filepath.Glob(globSafe(filepath.Dir(path)+string(filepath.Separator)) + "*.db*")
	for _, name := range list {
		info, err := os.Stat(name)
		if name == path || err != nil || !info.Mode().IsRegular() {
			continue
		}
		if strings.HasSuffix(name, sealedExt) {
			p.plan.Sealed = append(p.plan.Sealed, BackupInfo{Path: name, Size: info.Size(), Time: info.ModTime(), Sealed: true})
		} else if st, err := peek(name); strings.HasSuffix(name, dbExt) && err == nil && st.file == own.file {
			p.plan.Copies = append(p.plan.Copies, name)
		}
	}
}

// beside removes drafts and what a crash left behind: their texts may hold a word.
func (p *purger) beside(path string) error {
	var errs []error
	list, _ := filepath.Glob(globSafe(path) + ".*")
	inner, _ := filepath.Glob(globSafe(filepath.Join(filepath.Dir(path), backupFolder, stem(path))) + "*.part-*")
	for _, name := range append(list, inner...) {
		if name == path+seenSuffix || name == path+lockSuffix {
			continue
		}
		b, err := os.ReadFile(name)
		if err != nil || !p.words.in(string(b)) && !strings.Contains(name, ".part-") && !strings.Contains(name, ".new-") {
			continue
		}
		if err := shred(name); err != nil {
			errs = append(errs, err)
			continue
		}
		p.plan.Beside = append(p.plan.Beside, name)
	}
	return errors.Join(errs...)
}

// globSafe makes a path match itself only.
func globSafe(path string) string {
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "?", `\?`, "[", `\[`).Replace(path)
}

// shred removes a file and overwrites its blocks.
func shred(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return os.Remove(path)
	}
	defer f.Close()
	if err := os.Remove(path); err != nil {
		return err
	}
	wipeFile(f)
	return nil
}
