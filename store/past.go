package store

import (
	"slices"
	"sync"

	"go.etcd.io/bbolt"

	"tandem/model"
	"tandem/model/date"
)

// pasts keeps what Past has read: the journal only grows, so the next answer needs no more than the
// entries since.
type pasts struct {
	mu  sync.Mutex
	all map[model.ID]*model.Past
}

// keptPasts is how many projects are kept; more are read anew when asked for.
const keptPasts = 8

// Past tells what the tasks and sprints of a project went through, from the journal's beginning to
// now. The first call reads the journal once, of which entries without tasks are stepped over and
// of tasks only the fields that count are read; later ones read what came since. step, where there
// is one, hears how many entries are read, of how many, and an error of it ends the work.
func (s *Store) Past(project model.ID, step func(done, total uint64) error) (*model.Past, error) {
	s.pasts.mu.Lock()
	defer s.pasts.mu.Unlock()
	old := s.pasts.all[project]
	next, err := s.growPast(project, old, step)
	if err != nil {
		return nil, err
	}
	if s.pasts.all == nil || len(s.pasts.all) >= keptPasts && old == nil {
		s.pasts.all = map[model.ID]*model.Past{}
	}
	s.pasts.all[project] = next
	return next, nil
}

// growPast reads the entries after those that old tells of.
func (s *Store) growPast(project model.ID, old *model.Past, step func(done, total uint64) error) (*model.Past, error) {
	r := pastReading{s: s, project: project, old: old, eye: model.NewPastReader(s.opt.Schema), states: map[model.ID][]model.TaskState{}, began: map[model.ID]date.Instant{}, closed: map[model.ID]date.Instant{}}
	if r.eye == nil {
		return old.Grow(project, 0, 0, nil, nil, nil), nil
	}
	after, last := uint64(0), uint64(0)
	if old != nil {
		after = old.Seq
	}
	err := s.view(func(tx *bbolt.Tx) error {
		st, err := metaState(tx)
		b := tx.Bucket([]byte(journalBucket))
		if err != nil || b == nil {
			return err
		}
		last = st.seq
		if old != nil && last < after { // the file is another one than it was
			r.old, after = nil, 0
		}
		c := b.Cursor()
		for k, v := c.Seek(keyOf(after + 1)); k != nil; k, v = c.Next() {
			if step != nil && numOf(k)%64 == 0 {
				if err := step(numOf(k), last); err != nil {
					return err
				}
			}
			if err := r.entry(k, v); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if r.old != nil && last == after {
		return old, nil
	}
	return r.old.Grow(project, last, r.from, r.states, r.began, r.closed), nil
}

// pastReading gathers the past of a project entry by entry.
type pastReading struct {
	s       *Store
	project model.ID
	old     *model.Past
	eye     *model.PastReader
	from    date.Instant
	states  map[model.ID][]model.TaskState
	began   map[model.ID]date.Instant
	closed  map[model.ID]date.Instant
}

func (r *pastReading) entry(k, v []byte) error {
	if r.from == 0 {
		e, err := readEntry(k, v)
		if err != nil {
			return r.s.journalDamage(err)
		}
		r.from = e.at
	}
	if !namesKind(v, model.TaskPrefix, model.SprintPrefix) {
		return nil
	}
	e, err := readEntry(k, v)
	if err != nil {
		return r.s.journalDamage(err)
	}
	list, err := r.s.rawChanges(e)
	if err != nil {
		return err
	}
	for _, c := range list {
		switch c.id.Prefix() {
		case model.TaskPrefix:
			err = r.task(e.at, c)
		case model.SprintPrefix:
			err = r.sprint(e.at, c)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// task notes the state of a task, of the project or once of it.
func (r *pastReading) task(at date.Instant, c rawChange) error {
	var t *model.Task
	if c.after != nil {
		x, err := r.eye.Task(string(c.after))
		if err != nil {
			return r.s.journalDamage(err)
		}
		t = x
	}
	if t == nil || t.Project != r.project {
		known := len(r.states[c.id]) > 0
		if !known && r.old != nil {
			_, known = r.old.Tasks[c.id]
		}
		if !known {
			return nil
		}
	}
	r.states[c.id] = append(r.states[c.id], model.StateOf(t, r.project, at))
	return nil
}

// sprint notes when a planned sprint was started and when it was closed, or that it is open again.
// One that came in started, such as by an import, began on its first day.
func (r *pastReading) sprint(at date.Instant, c rawChange) error {
	if c.after == nil {
		return nil
	}
	x, err := r.eye.Sprint(string(c.after))
	if err != nil {
		return r.s.journalDamage(err)
	}
	if x.Project != r.project {
		return nil
	}
	status := x.Status
	if status == "active" && c.before != nil {
		was, err := r.eye.Sprint(string(c.before))
		if err != nil {
			return r.s.journalDamage(err)
		}
		if was.Status == "planned" {
			r.began[c.id] = at
		}
	}
	if status != "closed" {
		at = 0
	} else if r.closed[c.id] != 0 || r.closed[c.id] == 0 && r.old != nil && r.old.Closed[c.id] != 0 {
		return nil // it was closed before
	}
	r.closed[c.id] = at
	return nil
}

// namesKind reports whether a journal value names a record of one of the kinds. Like touches it
// copies and checks nothing.
func namesKind(v []byte, prefixes ...string) bool {
	found, whole := names(v, func(id model.ID) bool { return slices.Contains(prefixes, id.Prefix()) })
	return found || !whole // a damaged one is looked at with care
}
