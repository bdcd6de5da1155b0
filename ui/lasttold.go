package ui

import (
	"maps"
	"slices"

	tea "charm.land/bubbletea/v2"

	"tandem/model"
	"tandem/model/triage"
	"tandem/store"
)

// What rests on all records is counted once the first frame is out. Until then the screen tells what it
// told last about the same step of history, in grey and with an ellipsis: time has gone on since, so it
// is counted anew at once, and nothing is derived from it.

// recalled is what the screen told last, as the memory keeps it.
type recalled struct {
	Seq     uint64         `json:"seq"` // of the step of history it was counted in
	Open    int            `json:"open,omitempty"`
	Held    int            `json:"held,omitempty"`
	Blocked int            `json:"blocked,omitempty"`
	Decide  int            `json:"decide,omitempty"`
	Health  map[string]int `json:"health,omitempty"` // of customers, by their references
}

// mostRecalled is how many customers' health is kept: more than a screen shows.
const mostRecalled = 200

// recallTold shows what was told last, if s is the workspace it was told of and nothing newer is known.
func (m *Model) recallTold(s *model.Snapshot, old *memory) {
	if m.facts.known || old == nil || old.Told == nil || old.Told.Seq != s.Seq {
		return
	}
	t := old.Told
	m.facts = facts{known: true, old: true, blocked: max(t.Blocked, 0), now: max(t.Decide, 0)}
	m.facts.press.Open, m.facts.press.Held = max(t.Open, 0), max(t.Held, 0)
	m.env.Told = map[model.ID]int{}
	for ref, score := range t.Health {
		if id, err := model.ParseID(ref); err == nil && score >= 0 && score <= 100 {
			m.env.Told[id] = score
		}
	}
}

// toldNow is what the next run may recall: the facts of now, with the health that was known at that step.
// Nil where they are not counted.
func (m *Model) toldNow() *recalled {
	f := m.facts
	if !f.known || f.old || m.past != nil {
		return nil
	}
	return f.recalled(m.scores)
}

// recalled is the facts as the memory keeps them, with the health if it is of the same step.
func (f facts) recalled(of scores) *recalled {
	out := &recalled{Seq: f.seq, Open: f.press.Open, Held: f.press.Held, Blocked: f.blocked, Decide: f.now}
	if of.seq == f.seq {
		out.Health = of.of
	}
	return out
}

// remindTold writes down what was counted as soon as it is, and leaves the rest as the last run left it: only
// a run that comes to its end remembers its place.
func (m *Model) remindTold() tea.Cmd {
	now := m.memory
	now.Told, now.Recent, now.Visits = m.toldNow(), slices.Clone(now.Recent), maps.Clone(now.Visits)
	return m.remind(now)
}

// Foretell counts what the first frame tells of all records and leaves it for the next run of the screen. It is
// for a command that has just filled a workspace: who opens it then should not wait for the counts. What goes
// wrong is not worth a word; the screen counts for itself.
func Foretell(s *store.Store) {
	snap := s.Snapshot()
	c := snap.Ctx(s.Now())
	f := factsOf(triage.Build(c), snap.BlockedTasks())
	c.WarmHealth()
	m := *readMemory(s.Path())
	m.Told = f.recalled(scoresOf(c))
	_ = writeMemory(s.Path(), m)
}

// scores are the customers' health in one step of history, by their references.
type scores struct {
	seq uint64
	of  map[string]int
}

// scoresOf asks for the health of the first customers; of all of them it is known by then.
func scoresOf(c *model.Ctx) scores {
	out := scores{seq: c.Snap.Seq, of: map[string]int{}}
	for a := range model.Each[*model.Account](c.Snap, model.AccountPrefix) {
		if h := c.Health(a); h.Known {
			out.of[a.ID.String()] = h.Score
		}
		if len(out.of) == mostRecalled {
			break
		}
	}
	return out
}
