// Package health adds weighted parts up to one score from 0 to 100. It knows numbers, never
// records.
//
// A part that nothing is known about is left out and the others are weighed anew, so that the
// score is never a guess; how much of the weight is known is told beside it. Points are tenths: those
// of a part depend on that part and on which parts are known, never on how good another one is, and
// they add up to the score exactly. The headline is that sum, rounded.
package health

import (
	"cmp"
	"math"
	"slices"
	"strconv"
)

// Part is one thing that counts: how much, and how good it is.
type Part struct {
	Weight float64 // what is below zero counts as none
	Value  float64 // 0 to 100
	Known  bool
}

// counts reports whether a part takes part.
func (p Part) counts() bool { return p.Known && p.Weight > 0 }

// Tenths are points to one decimal: 433 is 43.3.
type Tenths int

// String writes one decimal always: "43.3", "7.0", "-0.4".
func (t Tenths) String() string { return strconv.FormatFloat(t.Float(), 'f', 1, 64) }

// Signed is String with a sign before what is above zero too: "+3.1", "-0.4".
func (t Tenths) Signed() string {
	if t > 0 {
		return "+" + t.String()
	}
	return t.String()
}

// Float is the number of points.
func (t Tenths) Float() float64 { return float64(t) / 10 }

// Round is the nearest whole number of points, half up; t is not below zero.
func (t Tenths) Round() int { return int(t+5) / 10 }

// Sum is what the parts come to.
type Sum struct {
	Score  int     // Exact, rounded
	Exact  Tenths  // the sum of Points
	Known  bool    // false: nothing is known, and Score says nothing
	Share  float64 // of the weight that is known, 0 to 1
	Points []Tenths
	Most   []Tenths // that each part could give; they add up to 100 where anything is known
}

// Weigh adds the parts up. What each could give is shared out by the weights of those that are known
// (the largest remainder, so that full marks are 100 to the tenth); what it gives is that by its own
// value, rounded to a tenth. The sum is off the exact weighted mean by less than a tenth a part.
func Weigh(parts []Part) Sum {
	s := Sum{Points: make([]Tenths, len(parts)), Most: make([]Tenths, len(parts))}
	known, all := 0., 0.
	for _, p := range parts {
		all += max(p.Weight, 0)
		if p.counts() {
			known += p.Weight
		}
	}
	if known == 0 {
		return s
	}
	most := make([]float64, len(parts))
	for i, p := range parts {
		if p.counts() {
			most[i] = 1000 * p.Weight / known
		}
	}
	share(s.Most, most, 1000)
	for i, p := range parts {
		if p.counts() {
			s.Points[i] = Tenths(math.Floor(float64(s.Most[i])*min(max(p.Value, 0), 100)/100 + .5 + 1e-9))
			s.Exact += s.Points[i]
		}
	}
	s.Known, s.Share, s.Score = true, known/all, s.Exact.Round()
	return s
}

// share rounds parts to whole numbers that add up to total: down first, then one more for those
// with the largest remainders (Hare's method), the first of equals.
func share(out []Tenths, parts []float64, total Tenths) {
	order := make([]int, len(parts))
	for i, x := range parts {
		out[i], order[i] = Tenths(math.Floor(x+1e-9)), i
		total -= out[i]
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(parts[b]-float64(out[b]), parts[a]-float64(out[a]))
	})
	for _, i := range order {
		if total <= 0 {
			return
		}
		if parts[i] > 0 {
			out[i]++
			total--
		}
	}
}

// Move is what became of one part between two sums.
type Move struct {
	Part     int    // its place among the parts
	By       Tenths // points more, or fewer
	Appeared bool
	Vanished bool
}

// Moved is what moved from one sum to another of the same parts, by how much, the largest first.
// The moves add up to the difference of the exact scores. was and now are the parts the sums are of: one
// that became known, or is known no more, is told as such.
func Moved(was, now []Part, a, b Sum) []Move {
	var out []Move
	for i := range b.Points {
		m := Move{Part: i, By: b.Points[i]}
		if i < len(a.Points) {
			m.By -= a.Points[i]
			m.Appeared, m.Vanished = now[i].counts() && !was[i].counts(), !now[i].counts() && was[i].counts()
		}
		if m.By != 0 || m.Appeared || m.Vanished {
			out = append(out, m)
		}
	}
	slices.SortStableFunc(out, func(x, y Move) int { return cmp.Compare(abs(y.By), abs(x.By)) })
	return out
}

func abs(n Tenths) Tenths { return max(n, -n) }

// Falling is 100 up to good, 0 from bad on, and on a straight line between: what grows worse as it
// grows, such as days of silence.
func Falling(x, good, bad float64) float64 {
	switch {
	case x <= good:
		return 100
	case x >= bad:
		return 0
	}
	return 100 * (bad - x) / (bad - good)
}
