package store

import (
	"errors"
	"os"
	"slices"
	"strings"
	"time"
)

// What is kept of the copies that are made by themselves: the last runs, one a day and one a
// week, and the last few of each kind of risky step. What a restore replaced and what was
// asked for by hand is never removed.
const (
	runsKept   = 10
	daysKept   = 7
	weeksKept  = 4
	beforeKept = 3
)

// AutoBackup keeps a copy in the folder backups, unless the newest one there holds the same
// state, and removes those that are not kept any longer: kept are the last ten runs, one a
// day for seven days and one a week for four weeks. It is meant for the background after the
// first frame; edits go on meanwhile.
func (s *Store) AutoBackup() error {
	if s.opt.NoBackup {
		return nil
	}
	if _, there := s.copyOfNow(); there {
		return nil
	}
	if _, err := s.backupAs(kindAuto, nil); err != nil {
		return err
	}
	return s.rotate()
}

// BackupAsked keeps a copy that somebody asked for, in the folder backups, and returns its path:
// that of the newest one where it was asked for too and holds the same state. It is never removed
// by itself: whoever asks for a copy relies on finding it.
func (s *Store) BackupAsked() (string, error) { return s.BackupAskedWith(nil) }

// BackupAskedWith is BackupAsked with a report of how far it is; see Progress.
func (s *Store) BackupAskedWith(progress Progress) (string, error) {
	if path, there := s.copyOfNow(kindAsked); there {
		return path, nil
	}
	return s.backupAs(kindAsked, progress)
}

// BackupBefore keeps a copy before a risky step, which it is named after ("import"), and
// returns its path: that of a copy that holds the same state already, where there is one. It
// is made even where Options.NoBackup says that none is wanted of a run; of a workspace in which
// nothing was done yet there is none.
func (s *Store) BackupBefore(step string) (string, error) {
	if s.Snapshot().Seq <= 1 {
		return "", nil // nothing was done in it yet
	}
	if path, there := s.copyOfNow(); there {
		return path, nil
	}
	path, err := s.backupAs(kindBefore+strings.ReplaceAll(step, " ", "-"), nil)
	if err != nil {
		return "", err
	}
	return path, s.rotate()
}

// copyOfNow finds the newest copy that is not encrypted, of one of the kinds where any are named,
// if it holds the state of now.
func (s *Store) copyOfNow(kinds ...string) (string, bool) {
	s.mu.Lock()
	st := s.state
	s.mu.Unlock()
	for _, b := range Backups(s.path) {
		if b.Sealed || b.Kind == kindAside || len(kinds) > 0 && !slices.Contains(kinds, b.Kind) {
			continue
		}
		had, err := peek(b.Path)
		return b.Path, err == nil && had.file == st.file && had.seq == st.seq && had.chain == st.chain
	}
	return "", false
}

func (s *Store) rotate() error {
	var errs []error
	for _, b := range surplus(Backups(s.path), s.opt.Now(), s.opt.Keep) {
		if err := os.Remove(b.Path); !missing(err) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// surplus lists the copies that are not kept any longer. list is newest first. Days and weeks
// are those of now's zone; the newest copy stands for its day and week. runs is how many of the
// last runs are kept, the usual number where it is 0.
func surplus(list []BackupInfo, now time.Time, runs int) []BackupInfo {
	var out []BackupInfo
	if runs == 0 {
		runs = runsKept
	}
	perKind := map[string]int{}
	days, weeks := map[string]bool{}, map[[2]int]bool{}
	for _, b := range list {
		if b.Sealed || b.Kind == kindAside || b.Kind == kindByHand || b.Kind == kindAsked {
			continue
		}
		perKind[b.Kind]++
		most := beforeKept
		if b.Kind == kindAuto {
			most = runs
		}
		keep := perKind[b.Kind] <= most
		at := b.Time.In(now.Location())
		age := now.Sub(b.Time)
		if day := at.Format(time.DateOnly); age < daysKept*24*time.Hour && !days[day] {
			days[day], keep = true, true
		}
		year, week := at.ISOWeek()
		if w := [2]int{year, week}; age < weeksKept*7*24*time.Hour && !weeks[w] {
			weeks[w], keep = true, true
		}
		if !keep {
			out = append(out, b)
		}
	}
	return out
}
