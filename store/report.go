package store

import (
	"errors"

	"tandem/model"
	"tandem/model/report"
)

// Status gathers the status report of a project of the context's snapshot, with what has changed
// since the last one that was sent. One that was sent before this workspace began, and so came in
// from elsewhere, has nothing to compare with. The error is for a project that is not there or a
// journal that cannot be read.
func (s *Store) Status(c *model.Ctx, project model.ID) (*report.Status, error) {
	last := c.Snap.LastReport(project, "status")
	if last == nil {
		return report.Of(c, project, nil, 0)
	}
	before, err := s.asSent(last)
	if errors.Is(err, ErrBeforeStart) {
		return report.Of(c, project, nil, 0)
	}
	if err != nil {
		return nil, err
	}
	return report.Of(c, project, before, last.Sent)
}

// maxRevisions bounds how far the past of a report is looked into for the edit that sent it.
const maxRevisions = 1000

// asSent is the workspace as it was when a report was sent: after the edit that stored it as sent, since
// others may have been made in the same second, else at that moment.
func (s *Store) asSent(r *model.Report) (*model.Snapshot, error) {
	made, err := s.History(r.ID, maxRevisions)
	if err != nil {
		return nil, err
	}
	seq := uint64(0)
	for _, x := range made { // newest first
		if x.At == r.Sent {
			seq = x.Seq
		}
	}
	if seq > 0 {
		return s.AsOfSeq(seq)
	}
	return s.AsOf(r.Sent)
}
