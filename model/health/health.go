// Package health adds weighted parts up to one score from 0 to 100. It knows numbers, never
// records.
//
// A part that nothing is known about is left out and the others are weighed anew, so that the
// score is never a guess; how much of the weight is known is told beside it. Points are whole, and
// those of the parts add up to the score exactly.
package health

import (
	"cmp"
	"math"
	"slices"
)

// Part is one thing that counts: how much, and how good it is.
type Part struct {
	Weight float64 // what is below zero counts as none
	Value  float64 // 0 to 100
	Known  bool
}

// counts reports whether a part takes part.
func (p Part) counts() bool { return p.Known && p.Weight > 0 }

// Sum is what the parts come to.
type Sum struct {
	Score  int
	Known  bool    // false: nothing is known, and Score says nothing
	Share  float64 // of the weight that is known, 0 to 1
	Points []int   // of each part; they add up to Score
	Most   []int   // that each part could give; they add up to 100 where anything is known
}

// Weigh adds the parts up: the score is the mean of the known values by their weights, rounded;
// points are shared out by the largest remainder, so none is off by a whole one.
func Weigh(parts []Part) Sum {
	s := Sum{Points: make([]int, len(parts)), Most: make([]int, len(parts))}
	known, all, mean := 0., 0., 0.
	for _, p := range parts {
		all += max(p.Weight, 0)
		if p.counts() {
			known += p.Weight
		}
	}
	if known == 0 {
		return s
	}
	points, most := make([]float64, len(parts)), make([]float64, len(parts))
	for i, p := range parts {
		if p.counts() {
			most[i] = 100 * p.Weight / known
			points[i] = p.Weight / known * min(max(p.Value, 0), 100)
			mean += points[i]
		}
	}
	s.Known, s.Share, s.Score = true, known/all, int(math.Floor(mean+.5+1e-9))
	share(s.Most, most, 100)
	share(s.Points, points, s.Score)
	return s
}

// share rounds parts to whole numbers that add up to total: down first, then one more for those
// with the largest remainders (Hare's method), the first of equals.
func share(out []int, parts []float64, total int) {
	order := make([]int, len(parts))
	for i, x := range parts {
		out[i], order[i] = int(math.Floor(x+1e-9)), i
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
	Part     int // its place among the parts
	By       int // points more, or fewer
	Appeared bool
	Vanished bool
}

// Moved is what moved from one sum to another of the same parts, by how much, the largest first.
// The moves add up to the difference of the scores. was and now are the parts the sums are of: one
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

func abs(n int) int { return max(n, -n) }

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
