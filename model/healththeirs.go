package model

import "iter"

// theirs is what belongs to one account, by kind.
type theirs struct {
	answers     []*Answer
	escalations []*Escalation
	orders      []*Order
	standards   []*Standard
	benefits    []*Benefit
	projects    []*Project
}

// theirIndex finds what belongs to an account. Each map rests on one kind alone and is kept for as
// long as its records are.
type theirIndex struct {
	answers      map[ID][]*Answer
	escalations  map[ID][]*Escalation // by account, or by project where they name no account
	orders       map[ID][]*Order
	standards    map[ID][]*Standard
	benefits     map[ID][]*Benefit // likewise
	projects     map[ID][]*Project
	interactions map[ID][]*Interaction
}

type byOwnerKey[T any] struct{ how string }

// byOwner groups the records of a kind by what they belong to. how names the way of, so that each
// way of one kind is remembered for itself.
func byOwner[T Record](s *Snapshot, prefix, how string, of func(T) ID) map[ID][]T {
	return Memo(s, prefix, byOwnerKey[T]{how}, func(all iter.Seq[Record]) map[ID][]T {
		m := map[ID][]T{}
		for r := range all {
			x := r.(T)
			if id := of(x); id != 0 {
				m[id] = append(m[id], x)
			}
		}
		return m
	})
}

func (s *Snapshot) theirIndex() *theirIndex {
	return &theirIndex{
		answers:      byOwner(s, AnswerPrefix, "owner", (*Answer).Owner),
		escalations:  byOwner(s, EscalationPrefix, "owner", (*Escalation).Owner),
		orders:       byOwner(s, OrderPrefix, "owner", (*Order).Owner),
		standards:    byOwner(s, StandardPrefix, "owner", (*Standard).Owner),
		benefits:     byOwner(s, BenefitPrefix, "account first", benefitOwner),
		projects:     byOwner(s, ProjectPrefix, "owner", (*Project).Owner),
		interactions: byOwner(s, InteractionPrefix, "owner", (*Interaction).Owner),
	}
}

// benefitOwner is the account, or the project where no account is told.
func benefitOwner(x *Benefit) ID {
	if x.Account != 0 {
		return x.Account
	}
	return x.Project
}

// of is what belongs to an account, its projects' included. The lists belong to the index.
func (i *theirIndex) of(account ID) theirs {
	t := theirs{answers: i.answers[account], escalations: i.escalations[account], orders: i.orders[account],
		standards: i.standards[account], benefits: i.benefits[account], projects: i.projects[account]}
	for _, p := range t.projects {
		t.escalations = joinLists(t.escalations, i.escalations[p.ID])
		t.benefits = joinLists(t.benefits, i.benefits[p.ID])
	}
	return t
}

// joinLists is both lists in one, in new room where it takes any.
func joinLists[T any](a, b []T) []T {
	if len(b) == 0 {
		return a
	}
	return append(a[:len(a):len(a)], b...)
}

// EscalationsOf are the escalations of an account and of its projects, the open ones too.
func (s *Snapshot) EscalationsOf(account ID) []*Escalation {
	return s.theirIndex().of(account).escalations
}

// TheirProjects are the projects for an account, in the order of their numbers.
func (s *Snapshot) TheirProjects(account ID) []*Project {
	return byOwner(s, ProjectPrefix, "owner", (*Project).Owner)[account]
}

// Theirs are the records of a kind that belong to an account directly, in the order of their
// numbers. They belong to the snapshot.
func Theirs[T interface {
	Record
	Owner() ID
}](s *Snapshot, prefix string, account ID) []T {
	return byOwner(s, prefix, "owner", T.Owner)[account]
}

// BenefitsOf are the benefits of an account and of its projects.
func (s *Snapshot) BenefitsOf(account ID) []*Benefit { return s.theirIndex().of(account).benefits }
