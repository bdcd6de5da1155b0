package store

import (
	"bytes"
	"slices"

	"tandem/model"
	"tandem/model/date"
)

// AsOfEach calls visit with the workspace as it was at each of the moments, newest first, in one
// walk back through the journal. It ends without an error where the journal begins: moments
// before it are left out. An error of visit ends the walk and is returned.
func (s *Store) AsOfEach(times []date.Instant, visit func(at date.Instant, was *model.Snapshot) error) error {
	times = slices.Clone(times)
	slices.SortFunc(times, func(a, b date.Instant) int { return int(min(max(b-a, -1), 1)) })
	snap := s.Snapshot()
	old := map[model.ID][]byte{} // what the entries since the last visit replaced
	show := func(at date.Instant, seq uint64) error {
		if len(old) > 0 {
			raw := make([]rawChange, 0, len(old))
			for id, b := range old {
				raw = append(raw, rawChange{id: id, after: b})
			}
			changes, err := s.decode(raw)
			if err != nil {
				return err
			}
			snap = snap.With(changes)
			snap.Seq = seq
			clear(old)
		}
		return visit(at, snap)
	}
	return s.backward(snap.Seq+1, func(e *entry) (bool, error) {
		for len(times) > 0 && e.at <= times[0] { // this entry had been made by then
			at := times[0]
			times = times[1:]
			if err := show(at, e.seq); err != nil {
				return false, err
			}
		}
		if len(times) == 0 {
			return false, nil
		}
		list, err := s.rawChanges(e)
		for _, c := range list {
			old[c.id] = bytes.Clone(c.before)
		}
		return true, err
	})
}
