// Package money holds exact amounts: integers of minor units with an ISO 4217
// code. No amount is ever a float; a sum over two currencies is an error.
package money

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Code is an ISO 4217 currency code such as "EUR"; empty where none is given.
type Code string

// Amount is so many minor units (cents) of a currency. The zero Amount is "none".
type Amount struct {
	Minor int64
	Code  Code
}

// ErrMixed is returned where amounts of two currencies would be added.
var ErrMixed = errors.New("amounts of different currencies cannot be added without a rate")

// digits lists the currencies whose minor unit is not a hundredth (ISO 4217, table A.1).
var digits = map[Code]int{
	"BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "ISK": 0, "JPY": 0, "KMF": 0, "KRW": 0, "PYG": 0, "RWF": 0, "UGX": 0, "VND": 0,
	"VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0, "BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3, "CLF": 4, "UYW": 4,
}

var signs = []struct {
	sign string
	code Code
}{{"€", "EUR"}, {"$", "USD"}, {"£", "GBP"}, {"¥", "JPY"}, {"₹", "INR"}, {"₩", "KRW"}, {"zł", "PLN"}, {"CHF", "CHF"}}

// Digits returns how many decimals the currency's minor unit has.
func (c Code) Digits() int {
	if n, ok := digits[c]; ok {
		return n
	}
	return 2
}

// Sign returns the sign people write for the currency, or its code and a blank.
func (c Code) Sign() string {
	for _, s := range signs {
		if s.code == c && c != "CHF" {
			return s.sign
		}
	}
	if c == "" {
		return ""
	}
	return string(c) + " "
}

// Valid reports whether c looks like an ISO 4217 code: three capital letters.
func (c Code) Valid() bool {
	if len(c) != 3 {
		return false
	}
	for i := range 3 {
		if c[i] < 'A' || c[i] > 'Z' {
			return false
		}
	}
	return true
}

// IsZero reports whether there is no amount.
func (a Amount) IsZero() bool { return a.Minor == 0 }

// Float is the amount in whole units of its currency, for comparing and drawing, never for sums.
func (a Amount) Float() float64 {
	unit := 1.0
	for range a.Code.Digits() {
		unit *= 10
	}
	return float64(a.Minor) / unit
}

// Add returns a+b. An amount without a currency takes the other's.
func (a Amount) Add(b Amount) (Amount, error) {
	switch {
	case a.Code == "" || a.Minor == 0 && b.Code != "":
		a.Code = b.Code
	case b.Code != "" && b.Code != a.Code && b.Minor != 0:
		return a, ErrMixed
	}
	if b.Minor > 0 && a.Minor > math.MaxInt64-b.Minor || b.Minor < 0 && a.Minor < math.MinInt64-b.Minor {
		return a, fmt.Errorf("%s + %s: too large", a, b)
	}
	return Amount{Minor: a.Minor + b.Minor, Code: a.Code}, nil
}

// String is the exact canonical form, "1200.50 EUR", that Parse reads back; "" for none.
func (a Amount) String() string {
	if a.Minor == 0 && a.Code == "" {
		return ""
	}
	s := a.plain("")
	if a.Code != "" {
		s += " " + string(a.Code)
	}
	return s
}

func (a Amount) plain(group string) string {
	n, neg := uint64(a.Minor), a.Minor < 0
	if neg {
		n = -n
	}
	s := strconv.FormatUint(n, 10)
	d := a.Code.Digits()
	if len(s) <= d {
		s = strings.Repeat("0", d-len(s)+1) + s
	}
	whole, frac := s[:len(s)-d], s[len(s)-d:]
	if group != "" {
		for i := len(whole) - 3; i > 0; i -= 3 {
			whole = whole[:i] + group + whole[i:]
		}
	}
	if frac != "" {
		whole += "." + frac
	}
	if neg {
		whole = "-" + whole
	}
	return whole
}

// Show is the form people read: sign first, thousands parted, no empty cents: "€1,200.50", "€420k" is Short.
func (a Amount) Show() string {
	if a.Minor == 0 && a.Code == "" {
		return ""
	}
	s := a.plain(",")
	if d := a.Code.Digits(); d > 0 {
		s = strings.TrimSuffix(s, "."+strings.Repeat("0", d))
	}
	if strings.HasPrefix(s, "-") {
		return "-" + a.Code.Sign() + s[1:]
	}
	return a.Code.Sign() + s
}

// Short is Show in at most four digits: "€48.2k", "€1.3M", for places where size matters more than cents.
func (a Amount) Short() string {
	x := a.Float()
	for i, name := range []string{"", "k", "M", "G"} {
		unit := math.Pow(1000, float64(i))
		decimals := min(i, 1)
		rounded := math.Round(math.Abs(x)/unit*math.Pow10(decimals)) / math.Pow10(decimals)
		if rounded >= 1000 && name != "G" && (name != "" || rounded >= 10_000) {
			continue
		}
		if i == 0 {
			return a.whole().Show()
		}
		s := a.Code.Sign() + strconv.FormatFloat(rounded, 'f', -1, 64) + name
		if x < 0 {
			s = "-" + s
		}
		return s
	}
	return a.Show()
}

// Spell writes a text with amounts in it with codes for signs: before a number the sign becomes the
// code of its currency, "€48.2k" "EUR 48.2k", as for terminals of plain ASCII. All else stays.
func Spell(s string) string {
	for _, x := range signs {
		if x.sign == string(x.code) {
			continue
		}
		var b strings.Builder
		rest := s
		for {
			i := strings.Index(rest, x.sign)
			if i < 0 {
				break
			}
			b.WriteString(rest[:i])
			rest = rest[i+len(x.sign):]
			if rest != "" && rest[0] >= '0' && rest[0] <= '9' {
				b.WriteString(string(x.code) + " ")
			} else {
				b.WriteString(x.sign)
			}
		}
		if b.Len() > 0 || len(rest) < len(s) {
			s = b.String() + rest
		}
	}
	return s
}

// whole is the amount rounded to whole units, halves away from zero; for small amounts.
func (a Amount) whole() Amount {
	unit := int64(math.Pow10(a.Code.Digits()))
	half := unit / 2
	if a.Minor < 0 {
		half = -half
	}
	return Amount{Minor: (a.Minor + half) / unit * unit, Code: a.Code}
}

// Parse reads what people write: "12.5k", "€1,200.50", "1.200,50 EUR", "-3M". Without a
// sign or code the amount is in def. More decimals than the currency has is an error. A single
// mark before exactly three digits parts thousands ("1,200", "1.200") unless the currency has
// three decimals or the number begins with 0.
func Parse(s string, def Code) (Amount, error) {
	t := strings.TrimSpace(s)
	if t == "" {
		return Amount{}, nil
	}
	wrong := func(why string) (Amount, error) {
		return Amount{}, fmt.Errorf("%q is not an amount: %s (write 1200.50, 12.5k or €1,200.50)", s, why)
	}
	code, t := cutCode(t, def)
	sign := ""
	if rest, ok := strings.CutPrefix(t, "-"); ok {
		sign, t = "-", strings.TrimSpace(rest)
		code, t = cutCode(t, code)
	} else {
		t = strings.TrimPrefix(t, "+")
	}
	scale := 0
	switch t[max(0, len(t)-1):] {
	case "k", "K":
		scale = 3
	case "m", "M":
		scale = 6
	case "g", "G":
		scale = 9
	}
	if scale > 0 {
		t = strings.TrimSpace(t[:len(t)-1])
	}
	d := code.Digits()
	whole, frac, ok := parts(t, scale > 0 || d > 2)
	if !ok {
		return wrong("digits expected")
	}
	for len(frac) < scale {
		frac += "0"
	}
	whole, frac = whole+frac[:scale], strings.TrimRight(frac[scale:], "0")
	if len(frac) > d {
		return wrong(tooFine(code, d))
	}
	n, err := strconv.ParseInt(sign+whole+frac+strings.Repeat("0", d-len(frac)), 10, 64)
	if err != nil {
		return wrong("too large")
	}
	return Amount{Minor: n, Code: code}, nil
}

func tooFine(c Code, digits int) string {
	name := string(c)
	if c == "" {
		name = "an amount"
	}
	if digits == 0 {
		return name + " has no decimals"
	}
	return fmt.Sprintf("%s has at most %d decimals", name, digits)
}

func cutCode(t string, def Code) (Code, string) {
	for _, s := range signs {
		if rest, ok := strings.CutPrefix(t, s.sign); ok {
			return s.code, strings.TrimSpace(rest)
		}
		if rest, ok := strings.CutSuffix(t, s.sign); ok {
			return s.code, strings.TrimSpace(rest)
		}
	}
	if len(t) > 3 {
		if c := Code(strings.ToUpper(t[len(t)-3:])); c.Valid() {
			return c, strings.TrimSpace(t[:len(t)-3])
		}
		if c := Code(strings.ToUpper(t[:3])); c.Valid() {
			return c, strings.TrimSpace(t[3:])
		}
	}
	return def, t
}

// parts splits a number into its whole and decimal digits. The last of "." and "," is the
// decimal mark unless it parts thousands: it repeats, or it stands alone before exactly three
// digits (fine: a "." there is a decimal mark all the same).
func parts(t string, fine bool) (whole, frac string, ok bool) {
	t = blanks.Replace(t)
	if dot := strings.LastIndexAny(t, ".,"); dot >= 0 {
		mark, rest := t[dot:dot+1], t[dot+1:]
		alone := strings.IndexAny(t, ".,") == dot && len(rest) == 3 && dot > 0 && t[0] != '0' && (mark == "," || !fine)
		if !alone && strings.Count(t, mark) == 1 {
			t, frac = t[:dot], rest
		}
	}
	if t == "" && frac == "" || !digitsOnly(frac) {
		return "", "", false
	}
	whole, ok = ungroup(t)
	return whole, frac, ok
}

// blanks are the other ways to part thousands: blanks of all widths and apostrophes.
var blanks = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "\u2009", "", "'", "", "’", "", "_", "")

// ungroup takes out marks of thousands: one kind of mark, three digits behind the last one,
// two or three (as in India) between.
func ungroup(t string) (string, bool) {
	if t == "" {
		return "0", true
	}
	mark := strings.IndexAny(t, ".,")
	if mark < 0 {
		return t, digitsOnly(t)
	}
	groups := strings.Split(t, t[mark:mark+1])
	for i, g := range groups {
		n := len(g)
		if !digitsOnly(g) || n < 1 || n > 3 || i > 0 && n < 2 || i == len(groups)-1 && n != 3 {
			return "", false
		}
	}
	return strings.Join(groups, ""), true
}

func digitsOnly(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}
