package transfer

import (
	"slices"
	"strconv"

	"tandem/model"
	"tandem/store/transfer/mspdi"
)

// baselines writes the rows of the project's baselines into its tasks.
func (o *planOut) baselines() {
	type key struct {
		n    int
		task model.ID // 0: the project as a whole
	}
	rows := func(x *planSide) map[key]model.BaselineTask {
		m := map[key]model.BaselineTask{}
		for b := range model.Each[*model.Baseline](x.snap, model.BaselinePrefix) {
			if b.Project != x.proj.ID {
				continue
			}
			m[key{b.Number, 0}] = model.BaselineTask{Start: b.Start, Finish: b.Finish, Duration: b.Duration, Work: b.Work, Cost: b.Cost}
			for _, r := range b.Tasks {
				m[key{b.Number, r.Task}] = r
			}
		}
		return m
	}
	var before map[key]model.BaselineTask
	if o.base != nil {
		before = rows(o.base)
	}
	after := rows(o.cur)
	elem := func(k key) *mspdi.Elem {
		if k.task == 0 {
			return o.was["Tasks"][0]
		}
		return o.elem("Tasks", k.task)
	}
	var changed []key
	for k, r := range after {
		if b, ok := before[k]; !ok || b != r || !o.sameClock() {
			changed = append(changed, k)
		}
	}
	for k := range before {
		if _, ok := after[k]; !ok {
			changed = append(changed, k)
		}
	}
	slices.SortFunc(changed, func(a, b key) int { return a.n - b.n })
	for _, k := range changed {
		b, had := before[k]
		r, has := after[k]
		e := elem(k)
		if e == nil || k.task == 0 && !had && r.Start == 0 {
			continue
		}
		o.baseline(e, k.n, b, r, had, has)
	}
}

func (o *planOut) baseline(e *mspdi.Elem, number int, b, r model.BaselineTask, had, has bool) {
	n := strconv.Itoa(number)
	var at *mspdi.Elem
	for _, k := range e.All("Baseline") {
		if k.Value("Number") == n {
			at = k
			break
		}
	}
	switch {
	case !has && at != nil:
		e.Remove(at)
	case !has:
	case at != nil && had:
		patch(at, mspdi.BaselineOrder(), o.base.baseline(b), o.cur.baseline(r))
	case at == nil && (!had || b != r):
		e.Insert(mspdi.TaskOrder(), made("Baseline", append([]value{{"Number", n}}, o.cur.baseline(r)...)))
	}
}

func (x *planSide) baseline(r model.BaselineTask) []value {
	form := ""
	if !r.Duration.IsZero() {
		form = format(r.Duration)
	}
	return []value{{"Start", x.at(r.Start)}, {"Finish", x.at(r.Finish)}, {"Duration", length(r.Duration)}, {"DurationFormat", form},
		{"Work", length(r.Work)}, {"Cost", zeroless(x.money(r.Cost))}}
}

// zeroless is nothing for an amount of nothing.
func zeroless(s string) string {
	if s == "0" {
		return ""
	}
	return s
}
