package store

import "go.etcd.io/bbolt"

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
