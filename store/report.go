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
	before, err := s.AsOf(last.Sent)
	if errors.Is(err, ErrBeforeStart) {
		return report.Of(c, project, nil, 0)
	}
	if err != nil {
		return nil, err
	}
	return report.Of(c, project, before, last.Sent)
}
