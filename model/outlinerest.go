package model

import (
	"fmt"
	"slices"
	"strings"
)

// When a task is split at what is done, its first part is complete: nothing can hold it up any more, and
// nothing waits for it. Whatever is still open about the task is about what is left to do.

// stillOpen reports whether a record that names a task is about the work that is left: something that is
// stuck, may happen, has to be decided, is owed or on its way. What is over, and what was counted or
// measured (time, money spent, baselines, lessons), belongs to the part that is done; so does a
// scenario, which says what a value of the whole task was when it was thought out.
func stillOpen(r Record) bool {
	switch x := r.(type) {
	case *Blocker:
		return x.State != BlockerClosed
	case *Task:
		return !x.Complete()
	case *Risk, *Decision, *Promise, *Escalation, *Purchase, *Order, *Action, *ChangeRequest:
		return x.(interface{ Open() bool }).Open()
	}
	return false
}

// goOn lets what is still open about a task that is done now name the rest of it instead, in every
// field that names the task, its own links to other records included. Of other tasks only those links
// change: followEnd sees to what they wait for.
func goOn(e *Edit, from, rest ID) error {
	for _, id := range e.holders(from) {
		r := e.Get(id)
		if r == nil || id == rest || !stillOpen(r) {
			continue
		}
		k := e.base.schema.Of(id)
		c, err := k.Decode(id, string(k.Append(nil, r))) // a copy down to its rows
		if err != nil {
			return err
		}
		for i := range k.Fields {
			if f := &k.Fields[i]; k.Prefix != TaskPrefix || f.Name == "links_to" {
				f.rename(c, from, rest)
			}
		}
		if !k.Equal(r, c) {
			e.Put(k.Prefix, c)
		}
	}
	return e.linksGoOn(from, rest)
}

// linksGoOn moves a task's own links to records that are still open to the rest of it. Files, addresses
// and what is over stay with what is done.
func (e *Edit) linksGoOn(from, rest ID) error {
	t, ok := e.Get(from).(*Task)
	if !ok {
		return noSuch(from)
	}
	var stay, on []Link
	for _, l := range t.Meta.Links {
		if r := e.Get(l.To); r != nil && stillOpen(r) {
			on = append(on, l)
		} else {
			stay = append(stay, l)
		}
	}
	if len(on) == 0 {
		return nil
	}
	if err := Update(e, from, func(t *Task) error { t.Meta.Links = stay; return nil }); err != nil {
		return err
	}
	return Update(e, rest, func(t *Task) error { t.Meta.Links = slices.Concat(t.Meta.Links, on); return nil })
}

// wentOn says which records of an edit left a task that it completed for one that it made:
// "B-1 and R-1 go on with T-163"; "" where none did.
func wentOn(before, after *Snapshot, ids []ID) string {
	var made ID
	for _, id := range ids {
		if x, ok := after.Get(id).(*Task); ok && before.Get(id) == nil && !x.Complete() {
			made = id
			break
		}
	}
	if made == 0 {
		return ""
	}
	var names, to []string // to is with which tasks, each once
	for _, id := range ids {
		if was, now := before.Get(id), after.Get(id); was != nil && now != nil && !id.Is(TaskPrefix) {
			if x := newTask(before, after, was, now); x != 0 {
				names = append(names, id.String())
				if !slices.Contains(to, x.String()) {
					to = append(to, x.String())
				}
			}
		}
	}
	switch n := len(names); {
	case n == 0:
		return ""
	case n == 1:
		return names[0] + " goes on with " + to[0]
	case n > 3:
		names = append(names[:2], fmt.Sprintf("%d more", n-2))
	}
	return listed(names) + " go on with " + listed(to)
}

// listed is a list of names as one says it: "B-1, R-1 and D-2".
func listed(names []string) string {
	n := len(names) - 1
	if n < 1 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:n], ", ") + " and " + names[n]
}

// newTask is the task made by an edit that a record names in the place of one the edit completed, or 0.
func newTask(before, after *Snapshot, was, now Record) (to ID) {
	k := before.schema.Of(was.Base().ID)
	left := false
	named := func(r Record, id ID) (yes bool) {
		for i := range k.Fields {
			k.Fields[i].EachRef(r, func(x ID) { yes = yes || x == id })
		}
		return yes
	}
	for i := range k.Fields {
		k.Fields[i].EachRef(was, func(id ID) {
			a, ok := before.Get(id).(*Task)
			b, still := after.Get(id).(*Task)
			left = left || ok && still && !a.Complete() && b.Complete() && !named(now, id)
		})
		k.Fields[i].EachRef(now, func(id ID) {
			if x, ok := after.Get(id).(*Task); ok && before.Get(id) == nil && !x.Complete() {
				to = id
			}
		})
	}
	if !left {
		return 0
	}
	return to
}
