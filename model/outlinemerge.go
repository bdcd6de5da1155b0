package model

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/govalues/decimal"

	"tandem/model/date"
	"tandem/model/money"
)

// MergeTasks makes one task of several of a project: the first of them in the outline. Durations,
// work and money are added up, texts, people and links joined; whatever named one of the others
// names it from now on. Summaries are refused, and so are tasks of which one would have to wait
// for a task between them. It returns the task that is left.
func MergeTasks(e *Edit, ids []ID) (ID, error) {
	o := NewOutliner(e)
	gs, err := o.groups(ids)
	switch {
	case err != nil:
		return 0, err
	case len(gs) > 1:
		return 0, fmt.Errorf("%s is a task of another project", gs[1].ids[0])
	case len(gs[0].ids) < 2:
		return 0, errors.New("one task alone cannot be merged: mark two or more")
	}
	g := gs[0]
	for _, id := range g.ids {
		if len(g.tree.kids[id]) > 0 {
			return 0, fmt.Errorf("%s is a summary: merge what is under it", id)
		}
	}
	keep := g.ids[0]
	if err := joinTasks(e, keep, g.ids[1:]); err != nil {
		return 0, err
	}
	for _, id := range g.ids[1:] {
		if err := e.Delete(id); err != nil {
			return 0, err
		}
	}
	t := e.Get(keep).(*Task)
	for _, l := range t.Links {
		if circle := waitsOf(e, t.Project).way(keep, l.Predecessor); l.Predecessor != 0 && circle != nil {
			return 0, fmt.Errorf("%s %s", keep, waitsForItself(append(circle, keep)))
		}
	}
	return keep, nil
}

// joinTasks moves all that others are, and all that names them, to the task that is kept.
func joinTasks(e *Edit, keep ID, others []ID) error {
	if err := Update(e, keep, func(t *Task) error {
		for _, id := range others {
			x, ok := e.Get(id).(*Task)
			if !ok {
				return noSuch(id)
			}
			if err := t.merged(x); err != nil {
				return err
			}
		}
		t.Links = slices.DeleteFunc(t.Links, func(l TaskLink) bool { return l.Predecessor == keep || slices.Contains(others, l.Predecessor) })
		return nil
	}); err != nil {
		return err
	}
	for _, id := range others {
		for _, holder := range e.holders(id) {
			if holder == keep || slices.Contains(others, holder) || e.Get(holder) == nil {
				continue
			}
			k := e.base.schema.Of(holder)
			r, err := k.Decode(holder, string(k.Append(nil, e.Get(holder)))) // a copy down to its rows
			if err != nil {
				return err
			}
			for i := range k.Fields {
				k.Fields[i].rename(r, id, keep)
			}
			switch x := r.(type) {
			case *Task:
				x.Links = distinct(x.Links)
			case *Baseline:
				x.together(keep)
			}
			e.Put(k.Prefix, r)
		}
	}
	return nil
}

// distinct keeps one link of each type to a task: the one with the greatest lag.
func distinct(links []TaskLink) []TaskLink {
	var out []TaskLink
	for _, l := range links {
		i := slices.IndexFunc(out, func(x TaskLink) bool {
			return x.Predecessor == l.Predecessor && x.Type == l.Type && x.External == l.External
		})
		switch {
		case i < 0:
			out = append(out, l)
		case l.Lag.N > out[i].Lag.N:
			out[i].Lag = l.Lag
		}
	}
	return out
}

// together makes one row of those a baseline has for a task.
func (b *Baseline) together(id ID) {
	at := -1
	var out []BaselineTask
	for _, x := range b.Tasks {
		if x.Task != id || at < 0 {
			if x.Task == id {
				at = len(out)
			}
			out = append(out, x)
			continue
		}
		y := &out[at]
		y.Start, y.Finish = earlier(y.Start, x.Start), max(y.Finish, x.Finish)
		y.Duration.N += x.Duration.N
		y.Work.N += x.Work.N
		if sum, err := addMoney(y.Cost, x.Cost); err == nil {
			y.Cost = sum
		}
	}
	b.Tasks = out
}

// mergeLists joins people, links, tags and what an import left. Whoever was on both has the work of
// both.
func (t *Task) mergeLists(x *Task) {
	t.Assignments, t.Tags = slices.Clone(t.Assignments), slices.Clone(t.Tags)
	t.Meta.Links, t.Custom = slices.Clone(t.Meta.Links), slices.Clone(t.Custom)
	for _, a := range x.Assignments {
		i := slices.IndexFunc(t.Assignments, func(b Assignment) bool { return a.Person == b.Person && a.Person != 0 })
		if i < 0 {
			t.Assignments = append(t.Assignments, a)
			continue
		}
		b := &t.Assignments[i]
		b.Units = max(b.Units, a.Units)
		b.Work.N, b.ActualWork.N, b.Remaining.N = b.Work.N+a.Work.N, b.ActualWork.N+a.ActualWork.N, b.Remaining.N+a.Remaining.N
		b.Start, b.Finish = earlier(b.Start, a.Start), max(b.Finish, a.Finish)
		if sum, err := addMoney(b.Cost, a.Cost); err == nil {
			b.Cost = sum
		}
	}
	t.Links = distinct(slices.Concat(t.Links, x.Links))
	for _, tag := range x.Tags {
		if !slices.Contains(t.Tags, tag) {
			t.Tags = append(t.Tags, tag)
		}
	}
	for _, l := range x.Meta.Links {
		if !slices.Contains(t.Meta.Links, l) {
			t.Meta.Links = append(t.Meta.Links, l)
		}
	}
	for _, c := range x.Custom {
		if !slices.ContainsFunc(t.Custom, func(y Custom) bool { return y.Name == c.Name }) {
			t.Custom = append(t.Custom, c)
		}
	}
	if x.ExternalID != "" && x.ExternalID != t.ExternalID {
		t.Custom = append(t.Custom, Custom{Name: "merged from", Value: x.ExternalID})
	}
}

// merged adds what another task is to t; see MergeTasks.
func (t *Task) merged(x *Task) (err error) {
	if t.Duration.Elapsed() != x.Duration.Elapsed() && t.Duration.N > 0 && x.Duration.N > 0 {
		return fmt.Errorf("%s and %s count time differently, one elapsed, one at work", t.ID, x.ID)
	}
	weight, all := x.Duration.N, t.Duration.N+x.Duration.N
	if all > 0 {
		t.Done = Pct((int64(t.Done)*t.Duration.N + int64(x.Done)*weight) / all)
		t.Physical = Pct((int64(t.Physical)*t.Duration.N + int64(x.Physical)*weight) / all)
	} else {
		t.Done, t.Physical = min(t.Done, x.Done), min(t.Physical, x.Physical)
	}
	if t.Duration.N == 0 {
		t.Duration.Unit = x.Duration.Unit
	}
	for _, p := range [][2]*date.Span{{&t.Duration, &x.Duration}, {&t.Work, &x.Work}, {&t.Remaining, &x.Remaining},
		{&t.Optimistic, &x.Optimistic}, {&t.Likely, &x.Likely}, {&t.Pessimistic, &x.Pessimistic}, {&t.Delay, &x.Delay}} {
		if p[0].N == 0 {
			p[0].Unit = p[1].Unit
		}
		p[0].N += p[1].N
	}
	for _, p := range [][2]*money.Amount{{&t.PlannedCost, &x.PlannedCost}, {&t.FixedCost, &x.FixedCost}, {&t.SpentCost, &x.SpentCost}} {
		if *p[0], err = addMoney(*p[0], *p[1]); err != nil {
			return fmt.Errorf("%s and %s: %w", t.ID, x.ID, err)
		}
	}
	if t.Points, err = t.Points.Add(x.Points); err != nil {
		t.Points = decimal.Decimal{}
	}
	t.Name = together(t.Name, strings.TrimSuffix(x.Name, restSuffix), " + ")
	t.Notes, t.Acceptance = together(t.Notes, x.Notes, "\n\n"), together(t.Acceptance, x.Acceptance, "\n")
	t.ActualFinish = both(t.ActualFinish, x.ActualFinish)
	t.ActualStart, t.Start, t.Deadline = earlier(t.ActualStart, x.ActualStart), earlier(t.Start, x.Start), earlier(t.Deadline, x.Deadline)
	if t.ActualStart != 0 {
		t.Start = t.ActualStart
	}
	t.Finish = max(t.Finish, x.Finish)
	if t.Constraint == "" || t.Constraint == "ASAP" {
		t.Constraint, t.ConstraintDate = x.Constraint, x.ConstraintDate
	}
	t.Milestone, t.Deliverable, t.Inactive = t.Milestone && x.Milestone, t.Deliverable || x.Deliverable, t.Inactive && x.Inactive
	t.mergeLists(x)
	return nil
}

// both is the later of two moments where both are known.
func both(a, b date.Instant) date.Instant {
	if a == 0 || b == 0 {
		return 0
	}
	return max(a, b)
}

func together(a, b, by string) string {
	if a == "" || b == "" || a == b {
		return a + strings.TrimPrefix(b, a)
	}
	return a + by + b
}

func addMoney(a, b money.Amount) (money.Amount, error) {
	switch {
	case b.IsZero():
		return a, nil
	case a.IsZero():
		return b, nil
	}
	return a.Add(b)
}
