package health

import (
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

func TestWeigh(t *testing.T) {
	for name, x := range map[string]struct {
		parts  []Part
		score  int
		points []Tenths
		most   []Tenths
		share  float64
	}{
		"thirds":        {[]Part{{1, 100, true}, {1, 50, true}, {1, 0, true}}, 50, []Tenths{334, 167, 0}, []Tenths{334, 333, 333}, 1},
		"three of one":  {[]Part{{1, 100, true}, {1, 100, true}, {1, 100, true}}, 100, []Tenths{334, 333, 333}, []Tenths{334, 333, 333}, 1},
		"unknown":       {[]Part{{25, 80, true}, {75, 0, false}}, 80, []Tenths{800, 0}, []Tenths{1000, 0}, .25},
		"no weight":     {[]Part{{0, 0, true}, {10, 60, true}}, 60, []Tenths{0, 600}, []Tenths{0, 1000}, 1},
		"below nothing": {[]Part{{-5, 0, true}, {10, 60, true}}, 60, []Tenths{0, 600}, []Tenths{0, 1000}, 1},
		"out of range":  {[]Part{{1, 130, true}, {1, -30, true}}, 50, []Tenths{500, 0}, []Tenths{500, 500}, 1},
		"half up":       {[]Part{{1, 40.5, true}}, 41, []Tenths{405}, []Tenths{1000}, 1},
		"remainders":    {[]Part{{1, 1, true}, {1, 1, true}, {1, 1, true}}, 1, []Tenths{3, 3, 3}, []Tenths{334, 333, 333}, 1},
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

func sum(list []Tenths) (n Tenths) {
	for _, x := range list {
		n += x
	}
	return n
}

// TestPartsAddUp: whatever the parts are, points sum to the score to the tenth, none is off by a tenth
// and a half, and what one part gives does not hang on how good another is.
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
			if sum(x.Points) != x.Exact || x.Exact.Round() != x.Score || sum(x.Most) != 1000 || x.Score < 0 || x.Score > 100 {
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
					exact = 10 * p.Weight / weight * p.Value
				}
				if d := float64(x.Points[i]) - exact; d <= -1.51 || d > 1.51 {
					t.Fatalf("part %d has %d tenths for %.3f", i, x.Points[i], exact)
				}
			}
		}
		by := Tenths(0)
		for _, m := range Moved(was, now, a, b) {
			by += m.By
		}
		if by != b.Exact-a.Exact {
			t.Fatalf("the moves add up to %s, the score went from %s to %s", by, a.Exact, b.Exact)
		}
	})
}

// TestPartsStand: whatever becomes of one part, the points of the others stay while the same parts
// are known.
func TestPartsStand(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.Float64Range(0, 100)
		parts := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Part {
			return Part{Weight: rapid.Float64Range(0, 60).Draw(t, "weight"), Value: value.Draw(t, "value"), Known: rapid.Bool().Draw(t, "known")}
		}), 2, 9).Draw(t, "parts")
		i := rapid.IntRange(0, len(parts)-1).Draw(t, "one")
		other := slices.Clone(parts)
		other[i].Value = value.Draw(t, "other")
		a, b := Weigh(parts), Weigh(other)
		for j := range parts {
			if j != i && (a.Points[j] != b.Points[j] || a.Most[j] != b.Most[j]) {
				t.Fatalf("part %d went from %s to %s with part %d", j, a.Points[j], b.Points[j], i)
			}
		}
	})
}

func TestTenths(t *testing.T) {
	for x, want := range map[Tenths][3]string{433: {"43.3", "+43.3", "43"}, 0: {"0.0", "0.0", "0"}, 1000: {"100.0", "+100.0", "100"}, 5: {"0.5", "+0.5", "1"}} {
		if x.String() != want[0] || x.Signed() != want[1] || strconv.Itoa(x.Round()) != want[2] {
			t.Errorf("%d: %s %s %d", int(x), x, x.Signed(), x.Round())
		}
	}
	if Tenths(-4).Signed() != "-0.4" {
		t.Error(Tenths(-4).Signed())
	}
}

func TestMoved(t *testing.T) {
	was := []Part{{50, 80, true}, {30, 50, true}, {20, 0, false}}
	now := []Part{{50, 20, true}, {30, 50, true}, {20, 100, true}}
	a, b := Weigh(was), Weigh(now)
	got := Moved(was, now, a, b)
	if len(got) != 3 || got[0].Part != 0 || got[0].By != -400 || got[1].Part != 2 || !got[1].Appeared || got[1].By != 200 || got[2].By != -38 {
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
