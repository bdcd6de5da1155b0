package model

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"tandem/model/date"
)

// LinkTasks makes every task of preds a predecessor of every task of succs. A link of the same two
// that is there already takes the new type and lag. A task that would come to wait for itself is
// refused, with the circle named. It returns how many links were made or changed.
func LinkTasks(e *Edit, preds, succs []ID, typ LinkType, lag date.Span) (int, error) {
	if _, ok := linkTypes[typ]; !ok || typ == "" {
		return 0, fmt.Errorf("%q is no type of link: FS, SS, FF or SF", typ)
	}
	n := 0
	for _, to := range succs {
		for _, from := range preds {
			if from == to {
				continue
			}
			done, err := linkOne(e, from, to, typ, lag)
			if err != nil {
				return n, err
			}
			if done {
				n++
			}
		}
	}
	if n == 0 && len(preds) > 0 && len(succs) > 0 {
		return 0, errors.New("these are linked like this already")
	}
	return n, nil
}

func linkOne(e *Edit, from, to ID, typ LinkType, lag date.Span) (bool, error) {
	a, ok := e.Get(from).(*Task)
	b, ok2 := e.Get(to).(*Task)
	if !ok || !ok2 {
		return false, noSuch(map[bool]ID{true: to, false: from}[ok])
	}
	want := TaskLink{Predecessor: from, Type: typ, Lag: lag}
	at := slices.IndexFunc(b.Links, func(l TaskLink) bool { return l.Predecessor == from })
	if at >= 0 && b.Links[at] == want {
		return false, nil
	}
	if at < 0 {
		if circle := waitingFor(e, a.Project, to, from); circle != nil {
			return false, fmt.Errorf("%s would wait for itself: %s", to, arrows(append(circle, to)))
		}
	}
	return true, Update(e, to, func(t *Task) error {
		t.Links = slices.Clone(t.Links)
		if at < 0 {
			t.Links = append(t.Links, want)
		} else {
			t.Links[at] = want
		}
		return nil
	})
}

func arrows(ids []ID) string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = id.String()
	}
	return strings.Join(out, " > ")
}

// held is a task met on the way along links: as one whose start is held up, which goes on to what
// is under it, or as a summary whose end alone is put off.
type held struct {
	id    ID
	start bool
}

// waitingFor is a way along which the work of from holds up to: from, .., to; nil where there is
// none. What holds up a summary holds up all that is under it, and a summary ends with the last of
// that.
func waitingFor(e *Edit, project, from, to ID) []ID {
	next, kids, up := linksOf(e, project)
	first := held{from, true}
	before := map[held]held{first: {}}
	queue := []held{first}
	for len(queue) > 0 {
		s := queue[0]
		queue = queue[1:]
		if s.id == to {
			var way []ID
			for x := s; x.id != 0; x = before[x] {
				if len(way) == 0 || way[len(way)-1] != x.id {
					way = append(way, x.id)
				}
			}
			slices.Reverse(way)
			return way
		}
		meet := func(n held) {
			if _, met := before[n]; !met {
				before[n] = s
				queue = append(queue, n)
			}
		}
		for _, n := range next[s.id] {
			meet(held{n, true})
		}
		if s.start {
			for _, n := range kids[s.id] {
				meet(held{n, true})
			}
		}
		if n := up[s.id]; n != 0 {
			meet(held{n, false})
		}
	}
	return nil
}

// linksOf reads the links of a project's tasks as the edit has left them: which tasks wait for each,
// which are under each, and which summary each is under.
func linksOf(e *Edit, project ID) (next, kids map[ID][]ID, up map[ID]ID) {
	next, kids, up = map[ID][]ID{}, map[ID][]ID{}, map[ID]ID{}
	note := func(r Record) {
		t, ok := r.(*Task)
		if !ok || t.Project != project {
			return
		}
		for _, l := range t.Links {
			if l.Predecessor != 0 {
				next[l.Predecessor] = append(next[l.Predecessor], t.ID)
			}
		}
		if t.Parent != 0 {
			kids[t.Parent], up[t.ID] = append(kids[t.Parent], t.ID), t.Parent
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
	return next, kids, up
}

// UnlinkTasks takes away the links between the tasks; of a single one all that it waits for. It
// returns how many links went.
func UnlinkTasks(e *Edit, ids []ID) (int, error) {
	n := 0
	for _, id := range ids {
		t, ok := e.Get(id).(*Task)
		if !ok {
			return n, noSuch(id)
		}
		gone := func(l TaskLink) bool {
			return len(ids) == 1 || slices.Contains(ids, l.Predecessor)
		}
		left := slices.DeleteFunc(slices.Clone(t.Links), gone)
		if len(left) == len(t.Links) {
			continue
		}
		n += len(t.Links) - len(left)
		if err := Update(e, id, func(t *Task) error { t.Links = left; return nil }); err != nil {
			return n, err
		}
	}
	if n == 0 {
		if len(ids) == 1 {
			return 0, fmt.Errorf("%s waits for no other task", ids[0])
		}
		return 0, errors.New("none of these waits for another of them")
	}
	return n, nil
}

// ParseLink reads a link's type and lag as people type them: "FS", "SS +2d", "ff -4h", "fs 2ed",
// "+50%". Without a type it is FS.
func ParseLink(s string, scale date.Scale) (LinkType, date.Span, error) {
	typ, rest := FS, strings.TrimSpace(s)
	if len(rest) >= 2 {
		if x := LinkType(strings.ToUpper(rest[:2])); linkNames[linkTypes[x]] == x {
			typ, rest = x, strings.TrimSpace(rest[2:])
		}
	}
	if rest == "" {
		return typ, date.Span{}, nil
	}
	var lag date.Span
	f := linkFields()[3]
	l := TaskLink{}
	c := &Ctx{Scale: scale}
	if err := f.Parse(c, &l, strings.TrimSpace(strings.TrimPrefix(rest, "+"))); err != nil {
		return "", lag, fmt.Errorf("%q is no lag: 2d, -4h, 2ed (elapsed) or 50%%", rest)
	}
	return typ, l.Lag, nil
}
