package model

import (
	"maps"
	"slices"
)

// held is a task met on the way along links: as one whose start is held up, which goes on to what
// is under it, or as a summary whose end alone is put off.
type held struct {
	id    ID
	start bool
}

// waits are the links of a project's tasks as an edit has left them: which tasks wait for each,
// which are under each, and which summary each is under.
type waits struct {
	next, kids map[ID][]ID
	up         map[ID]ID
	without    ID // a task that is followed as if it were under nothing; see ways
}

func waitsOf(e *Edit, project ID) *waits {
	w := &waits{next: map[ID][]ID{}, kids: map[ID][]ID{}, up: map[ID]ID{}}
	note := func(r Record) {
		t, ok := r.(*Task)
		if !ok || t.Project != project {
			return
		}
		for _, l := range t.Links {
			if l.Predecessor != 0 {
				w.next[l.Predecessor] = append(w.next[l.Predecessor], t.ID)
			}
		}
		if t.Parent != 0 {
			w.kids[t.Parent], w.up[t.ID] = append(w.kids[t.Parent], t.ID), t.Parent
		}
	}
	for _, l := range e.base.Plan(project).Lines {
		if _, changed := e.index[l.ID]; !changed {
			note(e.base.Get(l.ID))
		}
	}
	for _, c := range e.list {
		note(c.After)
	}
	return w
}

// each calls yield with all that a task holds up. What holds up a summary holds up all that is under
// it, and a summary ends with the last of that.
func (w *waits) each(s held, yield func(held)) {
	for _, n := range w.next[s.id] {
		yield(held{n, true})
	}
	if s.start {
		for _, n := range w.kids[s.id] {
			if n != w.without {
				yield(held{n, true})
			}
		}
	}
	if n := w.up[s.id]; n != 0 && s.id != w.without {
		yield(held{n, false})
	}
}

// way is a way along which the work of from holds up to: from, .., to; nil where there is none.
func (w *waits) way(from, to ID) []ID {
	return w.find(held{from, true}, func(s held) bool { return s.id == to })
}

// find is a way from a task to the first one that is looked for, the two included.
func (w *waits) find(first held, wanted func(held) bool) []ID {
	before := map[held]held{first: {}}
	queue := []held{first}
	for len(queue) > 0 {
		s := queue[0]
		queue = queue[1:]
		if wanted(s) {
			var way []ID
			for x := s; x.id != 0; x = before[x] {
				if len(way) == 0 || way[len(way)-1] != x.id {
					way = append(way, x.id)
				}
			}
			slices.Reverse(way)
			return way
		}
		w.each(s, func(n held) {
			if _, met := before[n]; !met {
				before[n] = s
				queue = append(queue, n)
			}
		})
	}
	return nil
}

// few is up to how many new links each is followed by itself. Of more it is first asked whether there
// is any circle at all, for to follow each of ten thousand through a plan takes too long.
const few = 4

// round reports the tasks that may lie on a circle: what is left when again and again those are
// taken away that wait for nothing.
func (w *waits) round() map[ID]bool {
	waitsFor, seen := map[held]int{}, map[held]bool{}
	var free, open []held
	meet := func(s held) {
		if !seen[s] {
			seen[s] = true
			open = append(open, s)
		}
	}
	for id := range w.next {
		meet(held{id, true})
	}
	for len(open) > 0 {
		s := open[len(open)-1]
		open = open[:len(open)-1]
		w.each(s, func(n held) { waitsFor[n]++; meet(n) })
	}
	for s := range seen {
		if waitsFor[s] == 0 {
			free = append(free, s)
		}
	}
	for len(free) > 0 {
		s := free[len(free)-1]
		free = free[:len(free)-1]
		delete(seen, s)
		w.each(s, func(n held) {
			if waitsFor[n]--; waitsFor[n] == 0 {
				free = append(free, n)
			}
		})
	}
	out := map[ID]bool{}
	for s := range seen {
		out[s.id] = true
	}
	return out
}

// waitsForItself is what is said of a task in a circle.
func waitsForItself(circle []ID) string { return "would wait for itself: " + arrows(circle) }

// KeepLoops lets the edit add links in a circle: what came in from another program is kept as it is
// there, and Loops says what is wrong with it. Edits by people are refused.
func (e *Edit) KeepLoops() { e.keepLoops = true }

// addedLink is a link that an edit makes: a task and what it waits for from now on.
type addedLink struct{ to, from ID }

// addedLinks lists the new ones by project.
func addedLinks(changes []Change) map[ID][]addedLink {
	out := map[ID][]addedLink{}
	for _, c := range changes {
		t, ok := c.After.(*Task)
		if !ok || len(t.Links) == 0 {
			continue
		}
		was, ok := c.Before.(*Task)
		if !ok {
			was = &Task{}
		}
		for _, l := range t.Links {
			old := slices.ContainsFunc(was.Links, func(x TaskLink) bool { return x.Predecessor == l.Predecessor })
			if l.Predecessor != 0 && l.Predecessor != t.ID && !old {
				out[t.Project] = append(out[t.Project], addedLink{t.ID, l.Predecessor})
			}
		}
	}
	return out
}

// Loops lists the circles that the edit closes, one for each new link in one, and one for each task
// that was put under another summary: the tasks in the order in which they hold one another up, the
// first once more at the end. A circle that was there before is none of its doing.
func (e *Edit) Loops() (out [][]ID) {
	for _, l := range e.loops(e.list) {
		out = append(out, l.tasks)
	}
	return out
}

// loop is a circle, and the field of its first task with which the edit closes it.
type loop struct {
	field string
	tasks []ID
}

func (e *Edit) loops(changes []Change) (out []loop) {
	added, under := addedLinks(changes), e.putUnder(changes)
	all := maps.Clone(added)
	maps.Copy(all, under)
	for _, project := range slices.Sorted(maps.Keys(all)) {
		w := waitsOf(e, project)
		var round map[ID]bool
		if len(added[project])+len(under[project]) > few {
			round = w.round()
		}
		for _, l := range added[project] {
			if round != nil && !(round[l.to] && round[l.from]) {
				continue
			}
			if way := w.way(l.to, l.from); way != nil {
				out = append(out, loop{"links", append(way, l.to)})
			}
		}
		for _, l := range under[project] {
			if round != nil && !(round[l.to] && round[l.from]) {
				continue
			}
			if tasks := w.under(l.to, l.from); tasks != nil {
				out = append(out, loop{"parent", tasks})
			}
		}
	}
	return out
}

// refusedLoops are the problems of an edit that closes circles.
func (e *Edit) refusedLoops(changes []Change) (out []Problem) {
	if e.keepLoops {
		return nil
	}
	for _, l := range once(e.loops(changes)) {
		out = append(out, Problem{ID: l.tasks[0], Field: l.field, Message: waitsForItself(l.tasks)})
	}
	return out
}

// once leaves one of the circles that go through the same tasks: each of the new links in one finds it.
func once(circles []loop) []loop {
	seen := map[string]bool{}
	return slices.DeleteFunc(circles, func(l loop) bool {
		key := tasksIn(l.tasks)
		was := seen[key]
		seen[key] = true
		return was
	})
}

// tasksIn is the same for circles of the same tasks, wherever they begin.
func tasksIn(circle []ID) string {
	ids := slices.Clone(circle)
	slices.Sort(ids)
	return arrows(slices.Compact(ids))
}

// Round names the tasks of a circle in order: T-3 > T-2 > T-3.
func Round(circle []ID) string { return arrows(circle) }
