package model

// PastReader reads of packed tasks only what a TaskState is made of, a fraction of what decoding
// costs. It is for one goroutine.
type PastReader struct {
	kind     *Kind
	eye      *peeker
	task     *Task
	empty    *Task
	closedAs *peeker
	sprint   *Sprint
	blank    *Sprint
	sprints  *Kind
}

// NewPastReader makes a reader for the kinds of a schema; nil where it has no tasks or no sprints.
func NewPastReader(s *Schema) *PastReader {
	k, sk := s.Prefix(TaskPrefix), s.Prefix(SprintPrefix)
	if k == nil || sk == nil {
		return nil
	}
	r := &PastReader{kind: k, sprints: sk, task: &Task{}, empty: &Task{}, sprint: &Sprint{}, blank: &Sprint{}}
	pick := func(k *Kind, names ...string) *peeker {
		var fields []*Field
		for _, n := range names {
			if f := k.Field(n); f != nil {
				fields = append(fields, f)
			}
		}
		return newPeeker(fields)
	}
	r.eye = pick(k, "project", "column", "sprint", "points", "percent", "actual_start", "actual_finish", "inactive", "milestone")
	r.closedAs = pick(sk, "project", "status")
	return r
}

// Task reads a packed task. It is the reader's own and holds until the next call; it has no more
// than a history wants, and no ID.
func (r *PastReader) Task(b string) (*Task, error) {
	err := r.eye.into(b, r.task, r.empty, r.kind)
	return r.task, err
}

// Sprint is Task for a packed sprint: its project and status.
func (r *PastReader) Sprint(b string) (*Sprint, error) {
	err := r.closedAs.into(b, r.sprint, r.blank, r.sprints)
	return r.sprint, err
}
