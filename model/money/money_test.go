package money_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tandem/model/money"
)

func TestParse(t *testing.T) {
	for _, x := range []struct {
		in, def, want string
	}{
		{"", "EUR", ""},
		{"  ", "EUR", ""},
		{"0", "EUR", "0.00 EUR"},
		{"5", "EUR", "5.00 EUR"},
		{"5", "", "5.00"},
		{"5", "JPY", "5 JPY"},
		{"5", "KWD", "5.000 KWD"},
		{"1200.5", "EUR", "1200.50 EUR"},
		{"1200,5", "EUR", "1200.50 EUR"},
		{".5", "EUR", "0.50 EUR"},
		{"5.", "EUR", "5.00 EUR"},
		{"12.5k", "EUR", "12500.00 EUR"},
		{"12.5K", "USD", "12500.00 USD"},
		{"-3M", "EUR", "-3000000.00 EUR"},
		{"1.234k", "EUR", "1234.00 EUR"},
		{"0.0125k", "EUR", "12.50 EUR"},
		{"2 k", "EUR", "2000.00 EUR"},
		{"1.5g", "EUR", "1500000000.00 EUR"},
		{"€1,200.50", "USD", "1200.50 EUR"},
		{"€ 1200", "USD", "1200.00 EUR"},
		{"1200€", "USD", "1200.00 EUR"},
		{"1.200,50 EUR", "", "1200.50 EUR"},
		{"EUR 1.200,50", "", "1200.50 EUR"},
		{"eur5", "", "5.00 EUR"},
		{"5usd", "", "5.00 USD"},
		{"1 200,50 €", "", "1200.50 EUR"},
		{"1\u00a0200,50\u00a0€", "", "1200.50 EUR"},
		{"1\u202f200,50 €", "", "1200.50 EUR"},
		{"CHF 1'200.50", "", "1200.50 CHF"},
		{"1’200.50 CHF", "", "1200.50 CHF"},
		{"-5", "EUR", "-5.00 EUR"},
		{"- 5", "EUR", "-5.00 EUR"},
		{"-€5", "", "-5.00 EUR"},
		{"€-5", "", "-5.00 EUR"},
		{"+5", "EUR", "5.00 EUR"},
		{"-5 USD", "EUR", "-5.00 USD"},
		{"$12.5k", "", "12500.00 USD"},
		{"£3", "", "3.00 GBP"},
		{"¥300", "", "300 JPY"},
		{"5 zł", "", "5.00 PLN"},
		{"12.5k EUR", "", "12500.00 EUR"},
		{"3 M€", "", "3000000.00 EUR"},
		// marks of thousands
		{"1,200", "EUR", "1200.00 EUR"},
		{"1.200", "EUR", "1200.00 EUR"},
		{"1,200,300", "EUR", "1200300.00 EUR"},
		{"1.200.300", "EUR", "1200300.00 EUR"},
		{"1,00,000.50", "INR", "100000.50 INR"},
		{"0,125", "KWD", "0.125 KWD"},
		{"1.200", "KWD", "1.200 KWD"},
		{"1.200", "JPY", "1200 JPY"},
		{"0.500", "EUR", "0.50 EUR"},
		{"1200.500", "KWD", "1200.500 KWD"},
		{"12.50", "JPY", "?JPY has no decimals"},
		{"1.0", "JPY", "1 JPY"},
		{"1.230000", "EUR", "1.23 EUR"},
		// wrong
		{"x", "EUR", "?digits expected"},
		{"k", "EUR", "?digits expected"},
		{"-", "EUR", "?digits expected"},
		{".", "EUR", "?digits expected"},
		{"EUR", "", "?digits expected"},
		{"--5", "EUR", "?digits expected"},
		{"5-", "EUR", "?digits expected"},
		{"1.2.3", "EUR", "?digits expected"},
		{"1,2,3", "EUR", "?digits expected"},
		{"1,200.300,5", "EUR", "?digits expected"},
		{"20.11.2026", "EUR", "?digits expected"},
		{"1e5", "EUR", "?digits expected"},
		{"$5 EUR", "", "?digits expected"},
		{"٣", "EUR", "?digits expected"},
		{"5 %", "EUR", "?digits expected"},
		{"1.234", "", "1234.00"},
		{"0.001", "EUR", "?EUR has at most 2 decimals"},
		{"0.001", "", "?an amount has at most 2 decimals"},
		{"12.3456", "KWD", "?KWD has at most 3 decimals"},
		{"92233720368547758.07", "EUR", "92233720368547758.07 EUR"},
		{"-92233720368547758.08", "EUR", "-92233720368547758.08 EUR"},
		{"92233720368547758.08", "EUR", "?too large"},
		{"999999999999999M", "EUR", "?too large"}, {strings.Repeat("9", 400), "EUR", "?too large"},
	} {
		a, err := money.Parse(x.in, money.Code(x.def))
		if why, bad := strings.CutPrefix(x.want, "?"); bad {
			if err == nil || !strings.Contains(err.Error(), why) || !strings.Contains(err.Error(), "write 1200.50") {
				t.Errorf("%q: %v and %v, want %q", x.in, a, err, why)
			}
			continue
		}
		if err != nil || a.String() != x.want {
			t.Errorf("%q in %s: %v %v, want %s", x.in, x.def, a, err, x.want)
		}
	}
}

func TestDigits(t *testing.T) {
	for c, n := range map[money.Code]int{"EUR": 2, "USD": 2, "": 2, "JPY": 0, "KRW": 0, "ISK": 0, "VND": 0, "CLP": 0, "XOF": 0,
		"KWD": 3, "BHD": 3, "TND": 3, "OMR": 3, "JOD": 3, "IQD": 3, "LYD": 3, "CLF": 4, "UYW": 4, "HUF": 2, "CNY": 2} {
		if c.Digits() != n {
			t.Errorf("%s has %d decimals", c, c.Digits())
		}
	}
}

func TestCode(t *testing.T) {
	for c, want := range map[money.Code]bool{"EUR": true, "eur": false, "": false, "EURO": false, "E1R": false} {
		if c.Valid() != want {
			t.Errorf("%q", c)
		}
	}
	for c, want := range map[money.Code]string{"EUR": "€", "USD": "$", "CHF": "CHF ", "KWD": "KWD ", "": ""} {
		if c.Sign() != want {
			t.Errorf("%q: %q", c, c.Sign())
		}
	}
}

func TestShow(t *testing.T) {
	for _, x := range []struct {
		a           money.Amount
		show, short string
	}{
		{money.Amount{}, "", ""},
		{money.Amount{Code: "EUR"}, "€0", "€0"},
		{money.Amount{Minor: 5, Code: "EUR"}, "€0.05", "€0"},
		{money.Amount{Minor: 120050, Code: "EUR"}, "€1,200.50", "€1,201"},
		{money.Amount{Minor: -120000, Code: "USD"}, "-$1,200", "-$1,200"},
		{money.Amount{Minor: 999949, Code: "EUR"}, "€9,999.49", "€9,999"},
		{money.Amount{Minor: 999950, Code: "EUR"}, "€9,999.50", "€10k"},
		{money.Amount{Minor: 4820000, Code: "EUR"}, "€48,200", "€48.2k"},
		{money.Amount{Minor: 99995000, Code: "EUR"}, "€999,950", "€1M"},
		{money.Amount{Minor: -130000000, Code: "EUR"}, "-€1,300,000", "-€1.3M"},
		{money.Amount{Minor: 250000000000, Code: "EUR"}, "€2,500,000,000", "€2.5G"},
		{money.Amount{Minor: 1200, Code: "JPY"}, "¥1,200", "¥1,200"},
		{money.Amount{Minor: 1234567, Code: "KWD"}, "KWD 1,234.567", "KWD 1,235"},
		{money.Amount{Minor: 1200000, Code: "KWD"}, "KWD 1,200", "KWD 1,200"},
		{money.Amount{Minor: 1250}, "12.50", "13"},
		{money.Amount{Minor: math.MinInt64, Code: "EUR"}, "-€92,233,720,368,547,758.08", "-€92233720.4G"},
	} {
		if got := x.a.Show(); got != x.show {
			t.Errorf("%v shows %q, want %q", x.a, got, x.show)
		}
		if got := x.a.Short(); got != x.short {
			t.Errorf("%v is short %q, want %q", x.a, got, x.short)
		}
	}
}

var codes = []money.Code{"EUR", "USD", "GBP", "JPY", "INR", "KRW", "PLN", "CHF", "BHD", "KWD", "TND", "OMR", "JOD", "IQD", "LYD", "CLF", "UYW", "ISK",
	"VND", "CLP", "DJF", "GNF", "KMF", "PYG", "RWF", "UGX", "VUV", "XAF", "XOF", "XPF", "BIF", "HUF", "CZK", "BRL"}

// What String, Show and plain digits write, Parse reads back, in every currency.
func TestSpell(t *testing.T) {
	for in, want := range map[string]string{
		"€48.2k":              "EUR 48.2k",
		"-€1,850":             "-EUR 1,850",
		"zł12.5k":             "PLN 12.5k",
		"$1,200":              "USD 1,200",
		"CHF 300":             "CHF 300",
		"£5 and £6, not £":    "GBP 5 and GBP 6, not £",
		"no amount, Dział zł": "no amount, Dział zł",
		"":                    "",
	} {
		if got := money.Spell(in); got != want {
			t.Errorf("Spell(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := money.Amount{Minor: rapid.OneOf(rapid.Int64(), rapid.Int64Range(-200000, 200000)).Draw(t, "minor"), Code: rapid.SampledFrom(codes).Draw(t, "code")}
		for _, s := range []string{a.String(), a.Show(), strings.ReplaceAll(a.Show(), ",", " "), strings.ToLower(a.String())} {
			b, err := money.Parse(s, "XXX")
			if err != nil || b != a {
				t.Fatalf("%v writes %q, which reads %v (%v)", a, s, b, err)
			}
		}
		short, err := money.Parse(a.Short(), "XXX")
		if err != nil && math.Abs(float64(a.Minor)) < math.MaxInt64/2 {
			t.Fatalf("%q: %v", a.Short(), err)
		}
		if x, y := a.Float(), short.Float(); err == nil && math.Abs(x-y) > math.Max(0.5, math.Abs(x)*0.051) {
			t.Fatalf("%v is short %s", a, a.Short())
		}
	})
}

func TestAdd(t *testing.T) {
	e := func(n int64, c money.Code) money.Amount { return money.Amount{Minor: n, Code: c} }
	for _, x := range []struct {
		a, b, want money.Amount
		fails      bool
	}{
		{e(1, "EUR"), e(2, "EUR"), e(3, "EUR"), false},
		{e(0, ""), e(2, "EUR"), e(2, "EUR"), false},
		{e(2, ""), e(2, "EUR"), e(4, "EUR"), false},
		{e(2, "EUR"), e(2, ""), e(4, "EUR"), false},
		{e(2, "EUR"), e(0, "USD"), e(2, "EUR"), false},
		{e(0, "EUR"), e(2, "USD"), e(2, "USD"), false},
		{e(0, "EUR"), e(5, ""), e(5, "EUR"), false},
		{e(0, "EUR"), e(0, ""), e(0, "EUR"), false},
		{e(1, "EUR"), e(1, "USD"), e(0, ""), true},
		{e(math.MaxInt64, "EUR"), e(1, "EUR"), e(0, ""), true},
		{e(math.MinInt64, "EUR"), e(-1, "EUR"), e(0, ""), true},
		{e(math.MinInt64, "EUR"), e(math.MinInt64, "EUR"), e(0, ""), true},
		{e(math.MaxInt64, "EUR"), e(-1, "EUR"), e(math.MaxInt64-1, "EUR"), false},
	} {
		got, err := x.a.Add(x.b)
		if (err != nil) != x.fails || !x.fails && got != x.want {
			t.Errorf("%v + %v = %v, %v", x.a, x.b, got, err)
		}
	}
	if _, err := e(1, "EUR").Add(e(1, "USD")); !errors.Is(err, money.ErrMixed) {
		t.Error(err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("€1,200.50", "EUR")
	f.Fuzz(func(t *testing.T, s, def string) {
		a, err := money.Parse(s, money.Code(def))
		if err == nil && a.Code.Valid() {
			if b, err := money.Parse(a.String(), ""); err != nil || a != b {
				t.Errorf("%q: %v then %v %v", s, a, b, err)
			}
		}
	})
}
