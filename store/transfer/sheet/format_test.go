package sheet

import (
	"slices"
	"testing"
)

// TestLooks reads format codes for a number of each sign.
func TestLooks(t *testing.T) {
	moment, clock, long, share := Look{Class: Moment}, Look{Class: Clock}, Look{Class: Elapsed}, Look{Class: Share}
	unit := func(s string) Look { return Look{Unit: s} }
	var none Look
	for code, want := range map[string][3]Look{ // of 5, -5, 0
		"General": {}, "0.00": {}, "@": {}, "": {}, "# ??/??": {}, "0.00E+00": {}, "[Red]0": {}, `"day "0`: {}, `0 "kg"`: {}, ";;;": {}, `"only words"`: {}, `\y0`: {},
		"yyyy-mm-dd": {moment, moment, moment}, "mmm": {moment, moment, moment}, "m/d": {moment, moment, moment}, "[$-409]d mmm;@": {moment, moment, moment},
		`yyyy"年"m"月"`: {moment, moment, moment}, `d.m.yyyy h:mm`: {moment, moment, moment}, "ge.m.d": {moment, moment, moment}, `dd\.mm\.`: {moment, moment, moment},
		"h:mm": {clock, clock, clock}, "mm:ss.0": {clock, clock, clock}, "h AM/PM": {clock, clock, clock}, "ss.00": {clock, clock, clock}, "h:mm a/p": {clock, clock, clock},
		"[h]:mm": {long, long, long}, "[mm]:ss": {long, long, long}, "[s]": {long, long, long}, "[hh]:mm:ss.00": {long, long, long},
		"0%": {share, share, share}, "0.0 %;-0.0 %;0": {share, share, none}, `0"%"`: {unit("%"), unit("%"), unit("%")}, `0\%`: {unit("%"), unit("%"), unit("%")},
		`0.00 "EUR"`: {unit("EUR"), unit("EUR"), unit("EUR")}, `[$CHF-807] 0`: {unit("CHF"), unit("CHF"), unit("CHF")}, `"$"0_);("$"0)`: {unit("$"), unit("$"), unit("$")},
		`0 "EUR";(0 "USD");"-"`: {unit("EUR"), unit("USD"), none}, `_-* 0\ "€"_-;\-* 0\ "€"_-;_-* "-"??\ "€"_-`: {unit("€"), unit("€"), unit("€")},
		`[>3]0 "EUR";[<0]0;0 "USD"`: {unit("EUR"), none, unit("USD")}, `[=0]"none";0 "GBP"`: {unit("GBP"), unit("GBP"), none}, `[<=-5]0 "A";[<>0]0 "SEK";0`: {unit("SEK"), none, none},
		`General" NOK"`: {unit("NOK"), unit("NOK"), unit("NOK")}, `0 "ab";[$€]0`: {none, unit("€"), none}, `"US$" 0`: {unit("US$"), unit("US$"), unit("US$")}, `"INV"0`: {}, `[unended`: {}, `"unended 0`: {},
	} {
		f := ParseForm(code)
		for i, n := range []float64{5, -5, 0} {
			if got := f.Look(n); got != want[i] {
				t.Errorf("%s of %v: want %+v, got %+v", code, n, want[i], got)
			}
		}
	}
}

// TestDays counts by both calendars.
func TestDays(t *testing.T) {
	for _, x := range []struct {
		base    Base
		n, want float64
		ok      bool
	}{
		{From1900, 1, 2, true}, {From1900, 59.5, 60.5, true}, {From1900, 60, 60, true}, {From1900, 61, 61, true}, {From1900, 0.5, 0.5, true},
		{From1900, -1, -1, false}, {From1900, MaxDay, MaxDay, false}, {From1904, 0, 1462, true}, {From1904, 44561, 46023, true}, {From1904, MaxDay - 1462, MaxDay, false},
	} {
		if got, ok := x.base.Days(x.n); ok != x.ok || ok && got != x.want {
			t.Errorf("%v of %v: %v %v", x.n, x.base, got, ok)
		}
	}
}

// TestNames holds the names of cells both ways.
func TestNames(t *testing.T) {
	for n, want := range map[int]string{1: "A1", 26: "Z1", 27: "AA1", 52: "AZ1", 53: "BA1", 702: "ZZ1", 703: "AAA1", MaxColumns: "XFD1"} {
		if got := Ref(n, 1); got != want || columnOf([]byte(want)) != n {
			t.Errorf("%d is %s, and %s is %d", n, got, want, columnOf([]byte(want)))
		}
	}
	for _, s := range []string{"", "12", "$A$1", "ABCD1", "é1"} {
		if n := columnOf([]byte(s)); n != 0 {
			t.Errorf("%q is column %d", s, n)
		}
	}
	if columnOf([]byte("ab7")) != 28 {
		t.Error("small letters are letters")
	}
	for s, want := range map[string]int{"7": 7, " 12\n": 12, "": -1, "x": -1, "-1": -1, "1.5": -1, "1234567890": -1} {
		if got := numberOf([]byte(s)); got != want {
			t.Errorf("%q is %d", s, got)
		}
	}
	if Units("aü☃\U0001f600") != 5 {
		t.Error("a character beyond the first plane is two units")
	}
}

// TestSpelledCharacters holds what XML cannot hold, both ways.
func TestSpelledCharacters(t *testing.T) {
	for in, want := range map[string]string{
		"a_x000D_b": "a\rb", "_x005F_x000D_": "_x000D_", "_x00e4_": "ä", "_xD83D__xDE00_": "\U0001f600", "_xD83D_x": "\ufffdx",
		"_xZZZZ_": "_xZZZZ_", "a_x12": "a_x12", "__x0041_": "_A", "x_y": "x_y", "_x0041": "_x0041",
	} {
		if got := string(unescapeUnits([]byte(in))); got != want {
			t.Errorf("%q: want %q, got %q", in, want, got)
		}
	}
	for _, s := range []string{"a\rb", "_x000D_", "_x005F_", "__x0041_", "_x005F_x000D_", "a_b", "_"} {
		back, why := textOf(appendText(nil, s), false, 1000)
		if back != s || why != "" {
			t.Errorf("%q came back as %q %s", s, back, why)
		}
	}
	if got := string(appendText(nil, "a\x00b\x1fc\ufffed\xffe\tf\ng<&>\"")); got != "abcde\tf\ng&lt;&amp;&gt;&quot;" {
		t.Errorf("%q", got)
	}
	if !slices.Equal(appendLetters([]byte("x"), 28), []byte("xAB")) {
		t.Error("letters are appended")
	}
}
