package triage

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"tandem/model"
)

// Candidate is a record an item may be linked to or merged into.
type Candidate struct {
	ID    model.ID
	Title string
	Why   string // "same task", "same customer, similar title"
	Merge bool   // both are blockers of one matter: linking merges them
	rank  int
}

// maxCandidates is how many have a key.
const maxCandidates = 9

// Candidates ranks what the item is likely to belong with: the same matter, task, cause,
// project or customer, and words of the title in common. At most nine, the likeliest first.
func (q *Queue) Candidates(it *Item) []Candidate {
	s := &search{q: q, it: it, words: wordsOf(it.Title()), seen: map[model.ID]bool{it.Key(): true, it.Subject: true}, cause: it.cause()}
	for i := range q.items {
		if o := &q.items[i]; o.View != Done && o.near(it) {
			s.try(o.Key(), o.Title(), o)
		}
	}
	if it.project != 0 {
		s.tasks()
	}
	for r := range model.Each[*model.Risk](q.c.Snap, model.RiskPrefix) {
		if r.Open() && (r.Project != 0 && r.Project == it.project || r.Account != 0 && r.Account == it.acct) {
			s.try(r.ID, r.Title, nil)
		}
	}
	slices.SortFunc(s.out, func(a, b Candidate) int {
		return cmp.Or(cmp.Compare(b.rank, a.rank), cmp.Compare(a.ID, b.ID))
	})
	return s.out[:min(len(s.out), maxCandidates)]
}

// near reports whether two items share a project, a customer or a subject.
func (it *Item) near(o *Item) bool {
	return it.project != 0 && it.project == o.project || it.acct != 0 && it.acct == o.acct || it.Subject == o.Subject
}

// search gathers candidates.
type search struct {
	q     *Queue
	it    *Item
	words []string
	cause string
	seen  map[model.ID]bool
	out   []Candidate
}

// tasks tries the open tasks of the project that share a word with the title.
func (s *search) tasks() {
	for _, k := range tasksOf(s.q.c.Snap).open {
		if k.project != s.it.project || s.seen[k.id] {
			continue
		}
		if t, ok := model.Find[*model.Task](s.q.c.Snap, k.id); ok && shared(s.words, wordsOf(t.Name)) > 0 {
			s.try(t.ID, t.Name, nil)
		}
	}
}

// try ranks one record; o is its item in the queue, if it has one.
func (s *search) try(id model.ID, title string, o *Item) {
	if s.seen[id] {
		return
	}
	s.seen[id] = true
	c := Candidate{ID: id, Title: title}
	add := func(n int, why string) {
		c.rank += n
		if c.Why != "" {
			c.Why += ", "
		}
		c.Why += why
	}
	if o != nil {
		if c.Merge = s.it.same(o); c.Merge {
			add(20, "same matter")
		} else if o.Subject == s.it.Subject || s.touches(o) {
			add(10, "same task")
		}
		if s.cause != "" && o.cause() == s.cause {
			add(8, "same cause")
		}
		if o.project != 0 && o.project == s.it.project {
			add(3, "same project")
		} else if o.acct != 0 && o.acct == s.it.acct {
			add(2, "same customer")
		}
	} else {
		add(2, "same project")
	}
	if n := shared(s.words, wordsOf(title)); n > 0 {
		add(4*n, "similar title")
	}
	s.out = append(s.out, c)
}

// touches reports whether one of the two items blocks what the other is about.
func (s *search) touches(o *Item) bool {
	blocks := func(a, b *Item) bool {
		x := a.blocker()
		return x != nil && slices.Contains(x.Blocks, b.Subject)
	}
	return blocks(s.it, o) || blocks(o, s.it)
}

// same reports two blockers by hand about one matter: duplicates.
func (it *Item) same(o *Item) bool {
	if !it.hand || !o.hand || it.Blocker == o.Blocker {
		return false
	}
	if it.Subject == o.Subject {
		return true
	}
	return it.near(o) && strings.EqualFold(strings.TrimSpace(it.Title()), strings.TrimSpace(o.Title()))
}

// cause is what an item is put down to, folded for comparing; "" where nobody has said.
func (it *Item) cause() string {
	var s string
	switch x := it.record().(type) {
	case *model.Escalation:
		s = x.Cause
	case *model.Risk:
		s = x.Cause
	}
	if b := it.blocker(); s == "" && b != nil {
		if x, ok := model.Find[*model.Escalation](it.q.c.Snap, b.Escalation); ok {
			s = x.Cause
		}
	}
	return strings.ToLower(strings.TrimSpace(s))
}

// Alike lists those of the given items that belong with one: the same task or cause where
// others share it, else the same customer, else the same project. The item itself is among
// them. why says what they share; "" where there is only itself.
func (q *Queue) Alike(it *Item, among []*Item) (items []*Item, why string) {
	cause := it.cause()
	for _, t := range []struct {
		why string
		fit func(*Item) bool
	}{
		{"the same task or cause", func(o *Item) bool {
			return o.Subject == it.Subject || cause != "" && o.cause() == cause
		}},
		{"the same customer", func(o *Item) bool { return it.acct != 0 && o.acct == it.acct }},
		{"the same project", func(o *Item) bool { return it.project != 0 && o.project == it.project }},
	} {
		items = items[:0]
		for _, o := range among {
			if o.Key() == it.Key() || t.fit(o) {
				items = append(items, o)
			}
		}
		if len(items) > 1 {
			return items, t.why
		}
	}
	return items, ""
}

// candidate is the one an argument of Link means: a number from 1, or a reference.
func (q *Queue) candidate(it *Item, arg string) (Candidate, bool) {
	if len(arg) == 1 && arg[0] >= '1' && arg[0] <= '9' {
		if c := q.Candidates(it); int(arg[0]-'1') < len(c) {
			return c[arg[0]-'1'], true
		}
		return Candidate{}, false
	}
	id, err := model.ParseID(arg)
	if err != nil || q.c.Snap.Get(id) == nil || id == it.Key() {
		return Candidate{}, false
	}
	c := Candidate{ID: id, Title: q.c.NameOf(id)}
	if o := q.Find(id); o != nil {
		c.Merge = it.same(o)
	}
	return c, true
}

// wordsOf are the words of a title that tell it from others.
func wordsOf(title string) []string {
	words := strings.FieldsFunc(strings.ToLower(title), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return slices.DeleteFunc(words, func(w string) bool { return len(w) < 3 || common[w] })
}

var common = map[string]bool{"the": true, "and": true, "for": true, "not": true, "with": true, "from": true, "has": true,
	"are": true, "was": true, "into": true, "late": true, "task": true, "new": true}

// shared counts the words two titles have in common.
func shared(a, b []string) int {
	n := 0
	for i, w := range a {
		if !slices.Contains(a[:i], w) && slices.Contains(b, w) {
			n++
		}
	}
	return n
}
