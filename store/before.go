package store

import (
	"errors"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/report"
)

// Before is the workspace as it was at a moment, for holding an account of today against it. Where
// the journal does not reach back so far, as after an import, it is rebuilt from the dates in the
// records of the account; byDates is then set. The error is for a journal that cannot be read.
func (s *Store) Before(now *model.Snapshot, account model.ID, t date.Instant) (was *model.Snapshot, byDates bool, err error) {
	was, err = s.AsOf(t)
	switch {
	case errors.Is(err, ErrBeforeStart):
		return now.Rewind(account, t), true, nil
	case err != nil:
		return nil, false, err
	case was.Get(account) == nil: // it came in later, with a history of its own
		return now.Rewind(account, t), true, nil
	}
	return was, false, nil
}

// Brief gathers the brief of an account of the context's snapshot, told from a moment on; 0 is the
// last meeting. on is the day of the meeting it is for; 0 is the next one. The error is for an account
// that is not there, a day that is over, or a journal that cannot be read.
func (s *Store) Brief(c *model.Ctx, account model.ID, since date.Instant, on date.Day) (*report.Brief, error) {
	from := since
	if from == 0 {
		from, _ = report.BriefSince(c, account)
	}
	was, byDates, err := s.Before(c.Snap, account, from)
	if err != nil {
		return nil, err
	}
	b, err := report.BriefFor(c, account, was, since, on)
	if err == nil && byDates {
		b.ByDates()
	}
	return b, err
}
