package browse

import (
	"iter"

	"tandem/model"
)

// belongs finds the account and the project a record belongs to, itself included.
func belongs(s *model.Snapshot, id model.ID) (account, project model.ID) {
	for range 8 {
		switch r := s.Get(id).(type) {
		case *model.Account:
			return r.ID, project
		case *model.Project:
			if project == 0 {
				project = r.ID
			}
			id = r.Account
		case interface{ Owner() model.ID }:
			id = r.Owner()
		default:
			return account, project
		}
	}
	return account, project
}

type byOwner struct{}

// owners lists the records of a kind by what they belong to directly.
func owners(s *model.Snapshot, prefix string) map[model.ID][]model.ID {
	return model.Memo(s, prefix, byOwner{}, func(all iter.Seq[model.Record]) map[model.ID][]model.ID {
		m := map[model.ID][]model.ID{}
		for r := range all {
			if o, ok := r.(interface{ Owner() model.ID }); ok {
				m[o.Owner()] = append(m[o.Owner()], r.Base().ID)
			}
		}
		return m
	})
}

type byAbout struct{}

// blocked lists what open blockers that people wrote are about; for tasks see Snapshot.IsBlocked.
func blocked(s *model.Snapshot) map[model.ID]bool {
	return model.Memo(s, model.BlockerPrefix, byAbout{}, func(all iter.Seq[model.Record]) map[model.ID]bool {
		m := map[model.ID]bool{}
		for r := range all {
			if b := r.(*model.Blocker); b.State != model.BlockerClosed && b.Signal == "" {
				m[b.About] = true
			}
		}
		return m
	})
}

// Ready works out what every list marks its rows by, for whom has the time; it may run beside the screen.
func Ready(s *model.Snapshot) {
	blocked(s)
	escalated(s)
}

type byEscalation struct{}

// escalated lists the tasks and risks that open escalations block or are about.
func escalated(s *model.Snapshot) map[model.ID]bool {
	return model.Memo(s, model.EscalationPrefix, byEscalation{}, func(all iter.Seq[model.Record]) map[model.ID]bool {
		m := map[model.ID]bool{}
		for r := range all {
			if e := r.(*model.Escalation); e.Open() {
				for _, id := range e.About {
					m[id] = true
				}
				for _, id := range e.Blocks {
					m[id] = true
				}
			}
		}
		return m
	})
}
