package model

import "tandem/model/money"

// threePoints are three estimates of one thing, the least first, by the names of their fields. One that
// is not set is not told, and nothing is said of it.
type threePoints struct {
	field [3]string
	n     [3]int64
	set   [3]bool
	code  [3]money.Code // of amounts
	ends  bool          // the kind's Check holds the least against the greatest
}

func taskPoints(t *Task) []threePoints {
	x := threePoints{field: [3]string{"optimistic", "likely", "pessimistic"}}
	x.lengths([3]span{{t.Optimistic.N, t.Optimistic.Elapsed()}, {t.Likely.N, t.Likely.Elapsed()}, {t.Pessimistic.N, t.Pessimistic.Elapsed()}})
	return []threePoints{x}
}

func riskPoints(r *Risk) []threePoints {
	delay := threePoints{field: [3]string{"delay_low", "delay_likely", "delay_high"}, ends: true}
	delay.lengths([3]span{{r.DelayLow.N, r.DelayLow.Elapsed()}, {r.DelayLikely.N, r.DelayLikely.Elapsed()}, {r.DelayHigh.N, r.DelayHigh.Elapsed()}})
	cost := threePoints{field: [3]string{"cost_low", "cost_likely", "cost_high"}, ends: true}
	for i, a := range []money.Amount{r.CostLow, r.CostLikely, r.CostHigh} {
		cost.n[i], cost.set[i], cost.code[i] = a.Minor, a.Minor != 0, a.Code
	}
	return []threePoints{delay, cost}
}

// span is a length as it is compared: those of work and those of the clock are not.
type span struct {
	n       int64
	elapsed bool
}

func (x *threePoints) lengths(list [3]span) {
	for i, s := range list {
		x.n[i], x.set[i] = s.n, s.n != 0
		if s.elapsed != list[0].elapsed {
			x.set[i] = false
		}
	}
}

// pointsOf are the estimates of a record that simulation and PERT take for a least, a likely and a
// greatest (domain 5).
func pointsOf(r Record) []threePoints {
	switch r := r.(type) {
	case *Task:
		return taskPoints(r)
	case *Risk:
		return riskPoints(r)
	}
	return nil
}

// disorder finds estimates that are not in order, or in two currencies, which have none.
func disorder(r Record, found []Problem) []Problem {
	for _, x := range pointsOf(r) {
		for _, at := range [][3]int{{0, 1, 1}, {1, 2, 1}, {0, 2, 2}} { // less, more, where it is told
			lo, hi, field := at[0], at[1], at[2]
			if !x.set[lo] || !x.set[hi] {
				continue
			}
			other := lo + hi - field
			switch a, b := x.code[field], x.code[other]; {
			case a != b && a != "" && b != "":
				found = append(found, Problem{Field: x.field[field], Message: "is in " + string(a) + " and " + x.field[other] + " in " + string(b) + ": estimate in one currency"})
			case x.n[lo] <= x.n[hi] || x.ends && lo == 0 && hi == 2:
			case field == lo:
				found = append(found, Problem{Field: x.field[field], Message: "is more than " + x.field[hi]})
			default:
				found = append(found, Problem{Field: x.field[field], Message: "is less than " + x.field[lo]})
			}
		}
	}
	return found
}

// refusedPoints are the problems of an edit that gives a record such estimates. What comes in from
// another program is taken as it is there, and told as a doubt; it may be edited in other fields, and copied.
func (e *Edit) refusedPoints(changes []Change) (out []Problem) {
	if e.keepLoops {
		return nil
	}
	for _, c := range changes {
		if c.After == nil {
			continue
		}
		found := disorder(c.After, nil)
		if len(found) == 0 || e.pointsKnown(c) {
			continue
		}
		for _, p := range found {
			p.ID = c.ID
			out = append(out, p)
		}
	}
	return out
}

// pointsKnown reports whether the record had the estimates before, or is new and another one has them.
func (e *Edit) pointsKnown(c Change) bool {
	same := func(r Record) bool {
		a, b := pointsOf(c.After), pointsOf(r)
		for i := range a {
			if a[i] != b[i] {
				return false
			}
		}
		return true
	}
	if c.Before != nil {
		return same(c.Before)
	}
	if c.ID.Is(TaskPrefix) {
		for t := range Each[*Task](e.base, TaskPrefix) {
			if same(t) {
				return true
			}
		}
		return false
	}
	for r := range Each[*Risk](e.base, RiskPrefix) {
		if same(r) {
			return true
		}
	}
	return false
}
