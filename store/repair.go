package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"go.etcd.io/bbolt"

	"tandem/model"
	"tandem/model/date"
)

// Repaired is what Repair did, and what is left.
type Repaired struct {
	Done  []Finding // what was put right, with its place
	Kept  string    // where the file from before lies, if it was written anew
	After Report
}

// Repair puts right what is safe to put right, and says what it did: modes that let others
// read, files a crash left behind, a list of free pages or a counter that is wrong while all
// records and the journal are whole, a damaged header, a witness that says otherwise than the
// file, references to records that do not exist (as one step that undo takes back). A backup
// is made before. Anything else is left as it is; Salvage is for that. The workspace must not
// be open.
func Repair(path string, progress Progress) (Repaired, error) {
	var r Repaired
	unlock, err := lockPath(path, lockWait)
	if err != nil {
		return r, err
	}
	r.modes(path)
	r.strays(path)
	err = r.pages(path, progress)
	unlock()
	if err == nil {
		err = r.references(path)
	}
	if err != nil {
		return r, err
	}
	r.After, err = DoctorWith(path, progress)
	return r, err
}

func (r *Repaired) did(where, format string, args ...any) {
	r.Done = append(r.Done, Finding{Warning, where, fmt.Sprintf(format, args...)})
}

// private are the files and folders of a workspace that nobody else may read, with the modes
// they should have.
func private(path string) map[string]fs.FileMode {
	out := map[string]fs.FileMode{path: 0o600}
	for _, s := range []string{seenSuffix, lockSuffix, ".drafts"} {
		out[path+s] = 0o600
	}
	list := Backups(path)
	for _, b := range list {
		out[b.Path] = 0o600
	}
	if len(list) > 0 {
		out[filepath.Dir(list[0].Path)] = 0o700
	}
	return out
}

func wrongModes(path string) (out []Finding) {
	for name, want := range private(path) {
		if st, err := os.Stat(name); err == nil && st.Mode().Perm()&^want != 0 {
			out = append(out, Finding{Warning, name, fmt.Sprintf("others may read or write it: mode %o, %o is wanted", st.Mode().Perm(), want)})
		}
	}
	return out
}

func (r *Repaired) modes(path string) {
	for _, f := range wrongModes(path) {
		want := private(path)[f.Where]
		if err := os.Chmod(f.Where, want); err == nil {
			r.did(f.Where, "is private again: mode %o", want)
		}
	}
}

// strayFiles are what a crash leaves behind: half-written copies, and the note of who had the
// workspace open although that process is gone.
func strayFiles(path string) (out []Finding) {
	halves, _ := filepath.Glob(globSafe(path) + ".part-*")
	fresh, _ := filepath.Glob(globSafe(path) + ".new-*")
	inner, _ := filepath.Glob(globSafe(filepath.Join(filepath.Dir(path), backupFolder, stem(path))) + "-*.part-*")
	for _, name := range append(append(halves, fresh...), inner...) {
		out = append(out, Finding{Warning, name, "a half-written file that a crash left behind"})
	}
	if b, err := os.ReadFile(path + lockSuffix); err == nil && holder(path).PID != os.Getpid() {
		first, _, _ := strings.Cut(string(b), "\n")
		out = append(out, Finding{Warning, path + lockSuffix, "names process " + printable(first) + ", which does not have the workspace open"})
	}
	return out
}

// strays must be called with the lock held, when nobody can have the workspace open.
func (r *Repaired) strays(path string) {
	for _, f := range strayFiles(path) {
		if err := os.Remove(f.Where); err == nil {
			r.did(f.Where, "removed: %s", f.Message)
		}
	}
}

// pages writes the file anew where only its frame is damaged, and renews the witness.
func (r *Repaired) pages(path string, progress Progress) error {
	c, err := checkFile(path, model.Kinds(), depth{journal: true, progress: progress})
	var damage *DamageError
	switch {
	case errors.As(err, &damage) && !onlyFrame(damage.Findings):
		return fmt.Errorf("%w A damage of records or of the journal cannot be repaired, only saved from: tandem doctor --salvage OUT", err)
	case errors.As(err, &damage):
	case err != nil:
		return err
	case !c.fell && !lostPages(c.findings):
		return r.witness(path, c.state)
	}
	kept, err := backupName(path, kindBefore+"repair", clockNow())
	if err != nil {
		return err
	}
	if err := copyFile(path, kept); err != nil {
		return err
	}
	r.Kept = kept
	if err := rebuild(path, progress); err != nil {
		return err
	}
	for _, f := range c.findings {
		r.did(f.Where, "the file was written anew: %s", f.Message)
	}
	if c.fell {
		r.did("header", "the file was written anew: one of its two headers was damaged")
	}
	if c, err = checkFile(path, model.Kinds(), depth{}); err != nil {
		return err
	}
	return r.witness(path, c.state)
}

// onlyFrame reports whether damage is in what can be made anew from the rest: the list of free
// pages, and the counter of transactions.
func onlyFrame(list []Finding) bool {
	for _, f := range list {
		if f.Where != "free pages" && !(f.Where == where(metaBucket) && strings.HasPrefix(f.Message, "written by transaction")) {
			return false
		}
	}
	return len(list) > 0
}

func lostPages(list []Finding) bool {
	for _, f := range list {
		if f.Where == "free pages" {
			return true
		}
	}
	return false
}

// rebuild writes a file anew from all its records and its journal; none may be missing.
func rebuild(path string, progress Progress) error {
	src, err := os.Open(path)
	if err != nil {
		return &AccessError{path, err}
	}
	defer src.Close()
	return place(path, func(to *os.File) error {
		var rep Salvaged
		return guard(path, func() error {
			w, err := openWreck(src, model.Kinds(), progress)
			if err != nil {
				return err
			}
			defer w.m.close()
			s := &salvage{w: w, rep: &rep, sch: model.Kinds(), final: map[model.ID][]byte{}}
			err = s.run(path, to)
			if err == nil && (len(rep.Lost) > 0 || rep.Missing > 0 || len(rep.Unsure) > 0 || rep.Workspace) {
				err = errors.New("not all of it could be taken over, so nothing was changed: tandem doctor --salvage OUT")
			}
			return err
		})
	})
}

// witness makes the side file say what the file says.
func (r *Repaired) witness(path string, st state) error {
	w := compareSeen(path, st, false)
	if w == "" {
		return nil
	}
	if err := os.WriteFile(path+seenSuffix, fmt.Appendf(nil, seenFormat, st.file, st.seq, st.chain), 0o600); err != nil {
		return err
	}
	r.did(path+seenSuffix, "says what the file says from now on. Before: %s", w)
	return nil
}

// references clears what names records that do not exist, as one step with a backup before.
func (r *Repaired) references(path string) error {
	s, err := Open(Options{Path: path})
	if err != nil {
		return err
	}
	err = s.clearDangling(r)
	return errors.Join(err, s.Close())
}

func (s *Store) clearDangling(r *Repaired) error {
	snap := s.Snapshot()
	list, cleared := dangling(snap)
	if len(list) == 0 {
		return nil
	}
	if _, err := s.BackupBefore("repair"); err != nil {
		return fmt.Errorf("no backup could be made, so no reference was cleared: %w", err)
	}
	ch, err := s.Do("repair: clear references to nothing", func(now *model.Snapshot) (model.Batch, error) {
		var b model.Batch
		b.Changes, cleared = dangling(now)
		return b, nil
	})
	if err != nil {
		r.did("references", "could not be cleared: %v", err)
		return nil
	}
	r.Done = append(r.Done, cleared...)
	r.did("references", "cleared in step %d, which undo takes back", ch.Seq)
	return nil
}

// dangling lists the changes that clear every reference to a record that does not exist. A
// record that would not hold without it is left as it is.
func dangling(snap *model.Snapshot) (changes []model.Change, said []Finding) {
	gone := func(id model.ID) bool { return snap.Get(id) == nil }
	ctx := snap.Ctx(0)
	for _, k := range snap.Schema().Kinds {
		for r := range snap.All(k.Prefix) {
			id := r.Base().ID
			c, err := k.Decode(id, string(k.Append(nil, r))) // with lists of its own
			if err != nil || !k.Forget(c, gone) || len(k.Problems(ctx, c)) > 0 {
				continue
			}
			var names []string
			for i := range k.Fields {
				k.Fields[i].EachRef(r, func(to model.ID) {
					if gone(to) {
						names = append(names, k.Fields[i].Name+" "+to.String())
					}
				})
			}
			changes = append(changes, model.Change{ID: id, Before: r, After: c})
			said = append(said, Finding{Warning, id.String(), "cleared: " + strings.Join(names, ", ")})
		}
	}
	return changes, said
}

// copyFile copies a file as it is, whole or not, into a private one.
func copyFile(from, to string) error {
	return place(to, func(f *os.File) error {
		src, err := os.Open(from)
		if err != nil {
			return &AccessError{from, err}
		}
		defer src.Close()
		_, err = f.ReadFrom(src)
		return err
	})
}

// Doctor checks all of the open workspace; see the function Doctor. Edits wait meanwhile.
func (s *Store) Doctor(progress Progress) (Report, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.reading.RLock()
	defer s.reading.RUnlock()
	if s.closed {
		return Report{}, ErrClosed
	}
	f, err := os.Open(s.path)
	if err != nil {
		return Report{}, &AccessError{s.path, err}
	}
	defer f.Close()
	return doctor(f, s.path, date.Of(s.opt.Now()), progress, func() (out []Finding) {
		if err := s.transact(false, func(tx *bbolt.Tx) error { out = checkTx(tx); return nil }); err != nil {
			out = append(out, Finding{Error, "pages", err.Error()})
		}
		return out
	})
}

// DoctorWith is Doctor with a report of how far it is.
func DoctorWith(path string, progress Progress) (Report, error) {
	f, err := os.Open(path)
	if err != nil {
		return Report{}, &AccessError{path, err}
	}
	defer f.Close()
	if err := lockFile(f, path, syscall.LOCK_SH, lockWait); err != nil {
		return Report{}, err
	}
	return doctor(f, path, date.Of(clockNow()), progress, func() []Finding { return boltCheck(f, path) })
}
