package score

import (
	"math"
	"testing"
)

func near(a, b, by float64) bool { return math.Abs(a-b) <= by }

// TestNPS holds the adjusted Wald interval against worked figures: 3 promoters, 1 passive and 5
// detractors of 9 are -22 with -66 to +33.
func TestNPS(t *testing.T) {
	for _, x := range []struct {
		p, m, d          int
		value, low, high float64
	}{
		{3, 1, 5, -22.22, -66.12, 32.78},
		{2, 3, 4, -22.22, -60.39, 27.06}, // p' = 2.75/12, d' = 4.75/12
		{10, 0, 0, 100, 47.50, 100},      // p' = 10.75/13, d' = .75/13: .7692 +- 1.96 sqrt(.02253)
		{0, 0, 10, -100, -100, -47.50},
		{0, 10, 0, 0, -18.46, 18.46},
		{60, 25, 15, 45, 29.34, 58.04},
		{1, 0, 0, 100, -48.50, 98.50}, // .25 +- 1.96 x .375
	} {
		s := NPS(x.p, x.m, x.d)
		if !near(s.Value, x.value, .01) || !near(s.Low, x.low, .01) || !near(s.High, x.high, .01) || s.N != x.p+x.m+x.d {
			t.Errorf("NPS(%d, %d, %d) = %+v, want %+v", x.p, x.m, x.d, s, x)
		}
		if s.Low < -100 || s.High > 100 || s.Low > s.High {
			t.Errorf("the ends of %+v lie outside of the scale", s)
		}
	}
	if s := NPS(0, 0, 0); s.N != 0 || s.Low != -100 || s.High != 100 || s.Enough() {
		t.Errorf("nobody answered: %+v", s)
	}
}

// TestCSAT: Wilson's interval, with figures of Newcombe 1998 (81 of 263, 15 of 148, 0 of 20, 1 of 29).
func TestCSAT(t *testing.T) {
	for _, x := range []struct {
		top, n    int
		low, high float64
	}{
		{81, 263, 25.53, 36.62}, {15, 148, 6.24, 16.05}, {0, 20, 0, 16.11}, {1, 29, .61, 17.18}, {5, 13, 17.71, 64.48},
	} {
		s := CSAT(x.top, x.n)
		if !near(s.Low, x.low, .01) || !near(s.High, x.high, .01) || !near(s.Value, 100*float64(x.top)/float64(x.n), 1e-9) {
			t.Errorf("CSAT(%d, %d) = %+v, want %.2f to %.2f", x.top, x.n, s, x.low, x.high)
		}
	}
	if s := CSAT(0, 0); s.N != 0 || s.High != 100 {
		t.Errorf("nobody answered: %+v", s)
	}
	if CSAT(4, 4).Enough() || !CSAT(5, 5).Enough() {
		t.Error("five answers are enough, four are not")
	}
}

// TestCES: the mean of 5 6 7 4 3 5 6 is 36/7, its standard deviation 1.3452, t(6) = 2.4469.
func TestCES(t *testing.T) {
	s, easy := CES([]int{5, 6, 7, 4, 3, 5, 6}, 1, 7)
	if !near(s.Value, 5.1429, 1e-3) || !near(s.Low, 3.8987, 1e-3) || !near(s.High, 6.3870, 1e-3) || !near(easy, 500./7, 1e-9) {
		t.Errorf("%+v, easy %.2f", s, easy)
	}
	if s, _ := CES([]int{2}, 1, 7); s.Value != 2 || s.Low != 1 || s.High != 7 {
		t.Errorf("one answer: %+v", s)
	}
	if s, easy := CES(nil, 1, 7); s.N != 0 || easy != 0 || s.High != 7 {
		t.Errorf("none: %+v", s)
	}
}

// TestStudent: the table in every book of statistics.
func TestStudent(t *testing.T) {
	for df, want := range map[float64]float64{1: 12.7062, 2: 4.3027, 5: 2.5706, 10: 2.2281, 30: 2.0423, 120: 1.9799, 1e6: 1.9600} {
		if got := student(df); !near(got, want, 1e-4) {
			t.Errorf("t(%g) = %.5f, want %.4f", df, got, want)
		}
	}
}

// TestChanges: a change is one only when zero lies outside. The two CSAT cases are Newcombe's own
// examples a (56/70 and 48/80: .0524 to .3339) and h (10/10 and 0/10 has a lower end of .6075).
func TestChanges(t *testing.T) {
	if x := CSATChange(48, 80, 56, 70); !near(x.Low, 5.24, .01) || !near(x.High, 33.39, .01) || !x.Real {
		t.Errorf("%+v", x)
	}
	if x := CSATChange(0, 10, 10, 10); !near(x.Low, 60.75, .01) || !near(x.High, 100, .01) {
		t.Errorf("%+v", x)
	}
	if x := CSATChange(5, 10, 6, 10); x.Real || !near(x.Value, 10, 1e-9) {
		t.Errorf("one answer more is no change: %+v", x)
	}
	if x := NPSChange(Counts{3, 1, 5}, Counts{4, 1, 4}); x.Real || !near(x.Value, 22.22, .01) {
		t.Errorf("%+v", x)
	}
	if x := NPSChange(Counts{10, 20, 70}, Counts{60, 20, 20}); !x.Real || x.Low < 60 || x.High > 130 {
		t.Errorf("%+v", x)
	}
	if x := NPSChange(Counts{}, Counts{1, 1, 1}); x.Real {
		t.Errorf("there was nothing to change from: %+v", x)
	}
	// Welch on 1 2 3 4 5 and 5 6 7 7 7: means 3 and 6.4, variances 2.5 and .8, df 6.35, t 2.415.
	if x := CESChange([]int{1, 2, 3, 4, 5}, []int{5, 6, 7, 7, 7}); !x.Real || !near(x.Value, 3.4, 1e-9) || !near(x.Low, 1.44, .01) || !near(x.High, 5.36, .01) {
		t.Errorf("%+v", x)
	}
	if x := CESChange([]int{4}, []int{6, 7}); x.Real {
		t.Errorf("one answer on a side: %+v", x)
	}
	if x := CESChange([]int{4, 4}, []int{6, 6}); !x.Real || x.Value != 2 {
		t.Errorf("all the same: %+v", x)
	}
}

func TestTopBox(t *testing.T) {
	for steps, want := range map[int]int{3: 3, 4: 3, 5: 4, 6: 5, 7: 6, 10: 8, 2: 0, 11: 0} {
		if got := TopBox(steps); got != want {
			t.Errorf("of %d steps the top begins at %d, want %d", steps, got, want)
		}
	}
}
