// Package score turns answers of customers into scores with their uncertainty: NPS, CSAT and CES.
// It knows counts and numbers, never records.
//
// Every score carries how many answered and its 95 % interval. Under Few answers it is too few to
// say anything by; a change is one only when the interval of the difference leaves out zero.
package score

import "math"

// Few is how many answers it takes before a score says something.
const Few = 5

// z is the quantile of the normal distribution for 95 %, two-sided.
const z = 1.959963984540054

// Score is a value with its 95 % interval. Low and High are those of the scale where nobody has
// answered. The scale is -100 to 100 for NPS, 0 to 100 for CSAT, that of the answers for CES.
type Score struct {
	Value, Low, High float64
	N                int
}

// Enough reports whether there are answers enough to say something.
func (s Score) Enough() bool { return s.N >= Few }

// NPS is the share of promoters less that of detractors, in points. Its interval is the adjusted
// Wald one: three answers are added, three quarters of one to each end, and the ends are cut at
// -100 and 100 (Agresti and Min 2005 for a difference of proportions, Rocks 2016 for NPS).
func NPS(promoters, passives, detractors int) Score {
	n := promoters + passives + detractors
	if n == 0 {
		return Score{Low: -100, High: 100}
	}
	mid, v := adjusted(promoters, detractors, n)
	e := z * math.Sqrt(v)
	return Score{Value: 100 * float64(promoters-detractors) / float64(n), N: n,
		Low: max(-100, 100*(mid-e)), High: min(100, 100*(mid+e))}
}

// adjusted is the middle and the variance of the adjusted Wald interval, as shares.
func adjusted(promoters, detractors, n int) (mid, variance float64) {
	m := float64(n) + 3
	p, d := (float64(promoters)+.75)/m, (float64(detractors)+.75)/m
	return p - d, (p + d - (p-d)*(p-d)) / m
}

// CSAT is the share of answers in the top box, in percent, with Wilson's interval.
func CSAT(top, n int) Score {
	if n == 0 {
		return Score{High: 100}
	}
	p, m := float64(top)/float64(n), float64(n)
	low, high := wilson(p, m)
	return Score{Value: 100 * p, Low: 100 * low, High: 100 * high, N: n}
}

// wilson is Wilson's score interval of a share p of n, within 0 and 1.
func wilson(p, n float64) (low, high float64) {
	mid := p + z*z/(2*n)
	e := z * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	d := 1 + z*z/n
	return max(0, (mid-e)/d), min(1, (mid+e)/d)
}

// CES is the mean of answers on a scale, with the interval by Student's t; easy is how many of a
// hundred found it easy (5 to 7 of 7). One answer alone has the whole scale as its interval.
func CES(answers []int, from, to int) (s Score, easy float64) {
	s = Score{Low: float64(from), High: float64(to), N: len(answers)}
	if len(answers) == 0 {
		return s, 0
	}
	top := 0
	for _, a := range answers {
		if a >= to-2 {
			top++
		}
	}
	mean, v := moments(answers)
	s.Value = mean
	if n := float64(len(answers)); n > 1 {
		e := student(n-1) * math.Sqrt(v/n)
		s.Low, s.High = max(s.Low, mean-e), min(s.High, mean+e)
	}
	return s, 100 * float64(top) / float64(len(answers))
}

// moments are the mean and the variance of a sample.
func moments(list []int) (mean, variance float64) {
	n := float64(len(list))
	for _, x := range list {
		mean += float64(x) / n
	}
	if n < 2 {
		return mean, 0
	}
	for _, x := range list {
		variance += (float64(x) - mean) * (float64(x) - mean) / (n - 1)
	}
	return mean, variance
}

// TopBox is the least answer that counts as satisfied on a CSAT scale of so many steps from 1:
// the top one of three, the top two of four to seven, the top three of ten. 0 for any other scale.
func TopBox(steps int) int {
	switch {
	case steps == 3:
		return 3
	case steps >= 4 && steps <= 7:
		return steps - 1
	case steps == 10:
		return 8
	}
	return 0
}
