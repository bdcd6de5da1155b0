package store

import (
	"go.etcd.io/bbolt"

	"tandem/model/date"
)

// Step is a change that can be taken back.
type Step struct {
	Seq     uint64 // its number in the journal
	Label   string
	At      date.Instant
	Records int // how many it touches; 0 of a purge, which stays, and of a damaged entry
}

// NextUndo is what Undo would take back; false where there is nothing. It does not ask the file.
func (s *Store) NextUndo() (Step, bool) { l := s.undo.Load().undo; return l.step, l.ok }

// Undoable is how many steps can be taken back, counted no further than most. Purges are no steps:
// they stay.
func (s *Store) Undoable(most int) (n int, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.broken(); err != nil {
		return 0, err
	}
	at := s.state.undoTop
	err = s.view(func(tx *bbolt.Tx) error {
		for at != 0 && n < most {
			e, err := s.entryAt(tx, at)
			if err != nil {
				return err
			}
			if e.op != Purge {
				n++
			}
			at = e.below
		}
		return nil
	})
	return n, err
}
