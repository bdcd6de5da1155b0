package theme

import (
	"math"
	"testing"
)

// sights are the common kinds of colour blindness as matrices on linear light (Machado, Oliveira
// and Fernandes 2009, at full strength), and usual sight.
var sights = map[string][3][3]float64{
	"usual":        {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
	"protanopia":   {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
	"deuteranopia": {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
	"tritanopia":   {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
}

// seen is a colour as an eye of that sight sees it, in CIE L*a*b*, where distances are how
// different two colours look.
func seen(c Color, m [3][3]float64) [3]float64 {
	lin := func(v uint8) float64 {
		f := float64(v) / 255
		if f <= 0.04045 {
			return f / 12.92
		}
		return math.Pow((f+0.055)/1.055, 2.4)
	}
	in := [3]float64{lin(c.R), lin(c.G), lin(c.B)}
	var rgb [3]float64
	for i := range 3 {
		for j := range 3 {
			rgb[i] += m[i][j] * in[j]
		}
		rgb[i] = min(max(rgb[i], 0), 1)
	}
	x := (0.4124*rgb[0] + 0.3576*rgb[1] + 0.1805*rgb[2]) / 0.95047
	y := 0.2126*rgb[0] + 0.7152*rgb[1] + 0.0722*rgb[2]
	z := (0.0193*rgb[0] + 0.1192*rgb[1] + 0.9505*rgb[2]) / 1.08883
	f := func(t float64) float64 {
		if t > 216.0/24389 {
			return math.Cbrt(t)
		}
		return (24389.0/27*t + 16) / 116
	}
	return [3]float64{116*f(y) - 16, 500 * (f(x) - f(y)), 200 * (f(y) - f(z))}
}

func apart(a, b Color, m [3][3]float64) float64 {
	p, q := seen(a, m), seen(b, m)
	return math.Sqrt((p[0]-q[0])*(p[0]-q[0]) + (p[1]-q[1])*(p[1]-q[1]) + (p[2]-q[2])*(p[2]-q[2]))
}

func TestLabOfKnownColours(t *testing.T) {
	for hex, want := range map[string][3]float64{"#ffffff": {100, 0, 0}, "#ff0000": {53.24, 80.09, 67.20}, "#0000ff": {32.30, 79.19, -107.86}} {
		got := seen(Hex(hex), sights["usual"])
		for i := range 3 {
			if math.Abs(got[i]-want[i]) > 0.5 {
				t.Errorf("%s is %v, want %v", hex, got, want)
			}
		}
	}
}

// TestSafeForColourBlind: in the theme made for it, what hurts, what warns, what is well and what
// is chosen look different to every common sight. A difference of 2 can just be seen; 12 is told
// apart at a glance. (A sign stands beside each colour all the same.)
func TestSafeForColourBlind(t *testing.T) {
	for _, dark := range []bool{true, false} {
		th := New("colour-blind", dark, false, false)
		roles := []struct {
			name string
			s    Style
		}{{"hot", th.Hot}, {"warm", th.Warm}, {"ok", th.Ok}, {"accent", th.Accent}}
		for sight, m := range sights {
			for i, a := range roles {
				for _, b := range roles[i+1:] {
					if d := apart(a.s.Foreground(), b.s.Foreground(), m); d < 12 {
						t.Errorf("dark=%v: %s and %s are %.1f apart in %s", dark, a.name, b.name, d, sight)
					}
				}
			}
		}
	}
}
