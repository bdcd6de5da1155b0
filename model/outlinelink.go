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
		if len(preds) == 1 && len(succs) == 1 && preds[0] == succs[0] {
			return 0, fmt.Errorf("%s cannot wait for itself", preds[0])
		}
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
		if circle := waitsOf(e, a.Project).way(to, from); circle != nil {
			return false, fmt.Errorf("%s %s", to, waitsForItself(append(circle, to)))
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
