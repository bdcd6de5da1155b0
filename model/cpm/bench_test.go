package cpm_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"tandem/model/cpm"
)

// big is a plan with two links a task, each to one of the hundred tasks before. Of every hundred
// tasks so many are done by people who work at night from Monday to Thursday; their floats are
// measured on the project's hours.
func big(tasks, nights int) *cpm.Network {
	rnd := rand.New(rand.NewPCG(1, 2))
	n := plan()
	n.Calendars = shared
	for range tasks {
		t := cpm.Task{Dur: rnd.Int64N(10) * day}
		if rnd.IntN(100) < nights {
			t.Cal = 2
		}
		n.Tasks = append(n.Tasks, t)
	}
	for i := 1; i < tasks; i++ {
		for range 2 {
			link(n, int32(i-1-rnd.IntN(min(i, 100))), int32(i), cpm.FS, 0)
		}
	}
	return n
}

// bare is the least that any schedule costs: order, forward and backward pass on plain numbers.
func bare(n *cpm.Network) int64 {
	count := len(n.Tasks)
	at, waits := make([]int32, count+1), make([]int32, count)
	for _, l := range n.Links {
		at[l.From+1]++
		waits[l.To]++
	}
	for i := range count {
		at[i+1] += at[i]
	}
	next, succ := append([]int32(nil), at...), make([]int32, len(n.Links))
	for _, l := range n.Links {
		succ[next[l.From]] = l.To
		next[l.From]++
	}
	order := make([]int32, 0, count)
	for i, w := range waits {
		if w == 0 {
			order = append(order, int32(i))
		}
	}
	es, ls := make([]int64, count), make([]int64, count)
	var end int64
	for k := 0; k < len(order); k++ {
		i := order[k]
		ef := es[i] + n.Tasks[i].Dur
		end = max(end, ef)
		for _, j := range succ[at[i]:at[i+1]] {
			es[j] = max(es[j], ef)
			if waits[j]--; waits[j] == 0 {
				order = append(order, j)
			}
		}
	}
	for k := count - 1; k >= 0; k-- {
		i := order[k]
		lf := end
		for _, j := range succ[at[i]:at[i+1]] {
			lf = min(lf, ls[j])
		}
		ls[i] = lf - n.Tasks[i].Dur
	}
	return end
}

// BenchmarkSolve is the whole computation, beside a bare pass over the same network.
func BenchmarkSolve(b *testing.B) {
	for _, tasks := range []int{1_000, 10_000, 100_000} {
		for _, nights := range []int{0, 5, 20} {
			name := fmt.Sprint(tasks)
			if nights > 0 {
				name += fmt.Sprintf("-nights-%d", nights)
			}
			n := big(tasks, nights)
			b.Run(name, func(b *testing.B) {
				for b.Loop() {
					cpm.Solve(n)
				}
			})
		}
		n := big(tasks, 0)
		b.Run(fmt.Sprintf("%d-bare", tasks), func(b *testing.B) {
			for b.Loop() {
				bare(n)
			}
		})
	}
}

// TestBigAgreesWithBare holds the benchmark honest: both find the same length.
func TestBigAgreesWithBare(t *testing.T) {
	n := big(20_000, 0)
	s := cpm.Solve(n)
	if got := shared[0].Work(s.Finish) - shared[0].Work(s.Start); got != bare(n) {
		t.Errorf("%d, the bare pass %d", got, bare(n))
	}
}
