package score

import "math"

// Change is a difference between two scores, later less earlier, with its 95 % interval.
type Change struct {
	Value, Low, High float64
	// Real is set where the interval leaves out zero: only then it is called a change.
	Real bool
}

func changeOf(d, low, high float64) Change {
	return Change{Value: d, Low: low, High: high, Real: low > 0 || high < 0}
}

// Counts are the answers of an NPS question.
type Counts struct{ Promoters, Passives, Detractors int }

func (c Counts) n() int { return c.Promoters + c.Passives + c.Detractors }

// NPSChange is the difference of two NPS, its variance the sum of the two adjusted ones. Nothing
// is known where nobody answered on one side.
func NPSChange(was, now Counts) Change {
	if was.n() == 0 || now.n() == 0 {
		return Change{Low: -200, High: 200}
	}
	a, va := adjusted(was.Promoters, was.Detractors, was.n())
	b, vb := adjusted(now.Promoters, now.Detractors, now.n())
	e := z * math.Sqrt(va+vb)
	d := NPS(now.Promoters, now.Passives, now.Detractors).Value - NPS(was.Promoters, was.Passives, was.Detractors).Value
	return changeOf(d, max(-200, 100*(b-a-e)), min(200, 100*(b-a+e)))
}

// CSATChange is the difference of two shares by Newcombe's hybrid score interval: the square and
// add of the two Wilson intervals (Newcombe 1998, method 10).
func CSATChange(topWas, nWas, topNow, nNow int) Change {
	if nWas == 0 || nNow == 0 {
		return Change{Low: -100, High: 100}
	}
	p1, p2 := float64(topNow)/float64(nNow), float64(topWas)/float64(nWas)
	l1, u1 := wilson(p1, float64(nNow))
	l2, u2 := wilson(p2, float64(nWas))
	d := p1 - p2
	low := d - math.Hypot(p1-l1, u2-p2)
	high := d + math.Hypot(u1-p1, p2-l2)
	return changeOf(100*d, 100*low, 100*high)
}

// CESChange is the difference of two means by Welch's unequal variances t-test. It takes two
// answers on either side; with fewer nothing is called a change.
func CESChange(was, now []int) Change {
	a, va := moments(was)
	b, vb := moments(now)
	n, m := float64(len(was)), float64(len(now))
	if n < 2 || m < 2 {
		return Change{Value: b - a, Low: math.Inf(-1), High: math.Inf(1)}
	}
	sa, sb := va/n, vb/m
	if sa+sb == 0 { // everybody said the same, twice
		return changeOf(b-a, b-a, b-a)
	}
	df := (sa + sb) * (sa + sb) / (sa*sa/(n-1) + sb*sb/(m-1))
	e := student(df) * math.Sqrt(sa+sb)
	return changeOf(b-a, b-a-e, b-a+e)
}

// student is the quantile of Student's t distribution for 95 %, two-sided, found by halving.
func student(df float64) float64 {
	low, high := 1.95, 13. // from the normal distribution to one degree of freedom
	for range 40 {
		mid := (low + high) / 2
		if tails(mid, df) > .05 {
			low = mid
		} else {
			high = mid
		}
	}
	return (low + high) / 2
}

// tails is the chance of a t beyond +-t, which is the regularised incomplete beta function
// I_x(df/2, 1/2) at x = df/(df+t*t).
func tails(t, df float64) float64 {
	x, a, b := df/(df+t*t), df/2, .5
	if x <= 0 || x >= 1 {
		return x
	}
	la, _ := math.Lgamma(a)
	lb, _ := math.Lgamma(b)
	lab, _ := math.Lgamma(a + b)
	front := math.Exp(lab - la - lb + a*math.Log(x) + b*math.Log1p(-x))
	if x < (a+1)/(a+b+2) {
		return front * fraction(a, b, x) / a
	}
	return 1 - front*fraction(b, a, 1-x)/b
}

// fraction is the continued fraction of the incomplete beta function, by Lentz's way.
func fraction(a, b, x float64) float64 {
	const tiny = 1e-300
	c, d := 1., 1-(a+b)*x/(a+1)
	if math.Abs(d) < tiny {
		d = tiny
	}
	d = 1 / d
	f := d
	for i := 1; i <= 500; i++ {
		m := float64(i)
		for _, k := range [2]float64{m * (b - m) * x / ((a + 2*m - 1) * (a + 2*m)), -(a + m) * (a + b + m) * x / ((a + 2*m) * (a + 2*m + 1))} {
			if d = 1 + k*d; math.Abs(d) < tiny {
				d = tiny
			}
			if c = 1 + k/c; math.Abs(c) < tiny {
				c = tiny
			}
			d = 1 / d
			f *= c * d
		}
		if math.Abs(c*d-1) < 1e-15 {
			break
		}
	}
	return f
}
