package health

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestWeigh(t *testing.T) {
	for name, x := range map[string]struct {
		parts  []Part
		score  int
		points []int
		most   []int
		share  float64
	}{
		"thirds":        {[]Part{{1, 100, true}, {1, 50, true}, {1, 0, true}}, 50, []int{33, 17, 0}, []int{34, 33, 33}, 1},
		"three of one":  {[]Part{{1, 100, true}, {1, 100, true}, {1, 100, true}}, 100, []int{34, 33, 33}, []int{34, 33, 33}, 1},
		"unknown":       {[]Part{{25, 80, true}, {75, 0, false}}, 80, []int{80, 0}, []int{100, 0}, .25},
		"no weight":     {[]Part{{0, 0, true}, {10, 60, true}}, 60, []int{0, 60}, []int{0, 100}, 1},
		"below nothing": {[]Part{{-5, 0, true}, {10, 60, true}}, 60, []int{0, 60}, []int{0, 100}, 1},
		"out of range":  {[]Part{{1, 130, true}, {1, -30, true}}, 50, []int{50, 0}, []int{50, 50}, 1},
		"half up":       {[]Part{{1, 40.5, true}}, 41, []int{41}, []int{100}, 1},
		"remainders":    {[]Part{{1, 1, true}, {1, 1, true}, {1, 1, true}}, 1, []int{1, 0, 0}, []int{34, 33, 33}, 1},
	} {
		s := Weigh(x.parts)
		if !s.Known || s.Score != x.score || !slices.Equal(s.Points, x.points) || !slices.Equal(s.Most, x.most) || math.Abs(s.Share-x.share) > 1e-9 {
			t.Errorf("%s: %+v, want %+v", name, s, x)
		}
	}
	for _, none := range [][]Part{nil, {{10, 50, false}}, {{0, 50, true}}} {
		if s := Weigh(none); s.Known || s.Score != 0 || s.Share != 0 || len(s.Points) != len(none) {
			t.Errorf("nothing is known of %v: %+v", none, s)
		}
	}
}

func sum(list []int) (n int) {
	for _, x := range list {
		n += x
	}
	return n
}

// TestPartsAddUp: whatever the parts are, points sum to the score and no point is off by one.
func TestPartsAddUp(t *testing.T) {
	part := rapid.Custom(func(t *rapid.T) Part {
		return Part{Weight: rapid.Float64Range(-1, 60).Draw(t, "weight"), Value: rapid.Float64Range(0, 100).Draw(t, "value"), Known: rapid.Bool().Draw(t, "known")}
	})
	rapid.Check(t, func(t *rapid.T) {
		was, now := rapid.SliceOfN(part, 9, 9).Draw(t, "was"), rapid.SliceOfN(part, 9, 9).Draw(t, "now")
		a, b := Weigh(was), Weigh(now)
		for _, x := range []struct {
			parts []Part
			Sum
		}{{was, a}, {now, b}} {
			if !x.Known {
				continue
			}
			if sum(x.Points) != x.Score || sum(x.Most) != 100 || x.Score < 0 || x.Score > 100 {
				t.Fatalf("%+v", x.Sum)
			}
			weight := 0.
			for _, p := range x.parts {
				if p.counts() {
					weight += p.Weight
				}
			}
			for i, p := range x.parts {
				exact := 0.
				if p.counts() {
					exact = p.Weight / weight * p.Value
				}
				if d := float64(x.Points[i]) - exact; d <= -1 || d > 1 {
					t.Fatalf("part %d has %d points for %.3f", i, x.Points[i], exact)
				}
			}
		}
		by := 0
		for _, m := range Moved(was, now, a, b) {
			by += m.By
		}
		if by != b.Score-a.Score {
			t.Fatalf("the moves add up to %d, the score went from %d to %d", by, a.Score, b.Score)
		}
	})
}

func TestMoved(t *testing.T) {
	was := []Part{{50, 80, true}, {30, 50, true}, {20, 0, false}}
	now := []Part{{50, 20, true}, {30, 50, true}, {20, 100, true}}
	a, b := Weigh(was), Weigh(now)
	got := Moved(was, now, a, b)
	if len(got) != 3 || got[0].Part != 0 || got[0].By != -40 || got[1].Part != 2 || !got[1].Appeared || got[1].By != 20 || got[2].By != -4 {
		t.Errorf("%+v from %+v to %+v", got, a, b)
	}
	if got := Moved(was, was, a, a); len(got) != 0 {
		t.Errorf("nothing moved: %+v", got)
	}
	if got := Moved(now, was, b, a); !slices.ContainsFunc(got, func(m Move) bool { return m.Part == 2 && m.Vanished }) {
		t.Errorf("%+v", got)
	}
	if got := Moved(nil, now, Sum{}, b); len(got) != 3 {
		t.Errorf("from nothing: %+v", got)
	}
}

func TestFalling(t *testing.T) {
	for x, want := range map[float64]float64{-1: 100, 14: 100, 52: 50, 90: 0, 400: 0, 33: 75} {
		if got := Falling(x, 14, 90); math.Abs(got-want) > 1e-9 {
			t.Errorf("%g: %g, want %g", x, got, want)
		}
	}
}

func BenchmarkWeigh(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 2))
	parts := make([]Part, 9)
	for i := range parts {
		parts[i] = Part{Weight: 10, Value: rng.Float64() * 100, Known: true}
	}
	for b.Loop() {
		Weigh(parts)
	}
}
