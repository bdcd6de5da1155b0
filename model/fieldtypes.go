package model

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/govalues/decimal"

	"tandem/model/date"
	"tandem/model/money"
	"tandem/model/text"
)

// codec is how one type of value is written, read, compared and packed. A nil show is
// text; a nil json is text.
type codec[V any] struct {
	text  func(f *Field, c *Ctx, v V) string
	show  func(f *Field, c *Ctx, v V) string
	parse func(f *Field, c *Ctx, s string) (V, error)
	key   func(f *Field, v V) Key
	json  func(f *Field, c *Ctx, v V) any
	put   func(b []byte, v V) []byte
	get   func(f *Field, b string) (V, error)
	zero  func(v V) bool
	bad   func(f *Field, v V) string // what is wrong with a value that came in past parse
}

// scalar builds a field of one value from its codec and the way to it.
func scalar[V any](typ Type, name string, width int, at func(any) *V, k codec[V], opts []Opt) Field {
	f := newField(typ, name, width, opts)
	f.stored = true
	f.late = &late{make: func(p *ops) { scalarOps(p, f, at, k) }}
	return *f
}

func scalarOps[V any](p *ops, f *Field, at func(any) *V, k codec[V]) {
	*p = ops{
		text: func(c *Ctx, o any) string { return k.text(f, c, *at(o)) },
		parse: func(c *Ctx, o any, s string) error {
			v, err := k.parse(f, c, s)
			if err == nil {
				*at(o) = v
			}
			return err
		},
		key:  func(_ *Ctx, o any) Key { return k.key(f, *at(o)) },
		put:  func(b []byte, o any) []byte { return k.put(b, *at(o)) },
		zero: func(o any) bool { return k.zero(*at(o)) },
		like: func(o, other any) { *at(o) = *at(other) },
		get: func(o any, b string) error {
			v, err := k.get(f, b)
			if err == nil {
				*at(o) = v
			}
			return err
		},
	}
	if k.bad != nil {
		p.bad = func(o any) string { return k.bad(f, *at(o)) }
	}
	if k.show != nil {
		p.show = func(c *Ctx, o any) string { return k.show(f, c, *at(o)) }
	}
	p.json = func(c *Ctx, o any) any {
		if k.json != nil {
			return k.json(f, c, *at(o))
		}
		return k.text(f, c, *at(o))
	}
	p.set = func(c *Ctx, o any, v any) error {
		s, err := plain(v)
		if err != nil {
			return fmt.Errorf("%s: %w", f.Name, err)
		}
		return p.parse(c, o, s)
	}
}

// on turns an accessor over *T into one over any.
func on[T, V any](at func(*T) *V) func(any) *V {
	return func(o any) *V { return at(o.(*T)) }
}

func getString(_ *Field, b string) (string, error)                    { return b, nil }
func putString(b []byte, v string) []byte                             { return append(b, v...) }
func textKey(_ *Field, v string) Key                                  { return Key{Str: v, Set: v != ""} }
func isZero[V comparable](v V) bool                                   { var z V; return v == z }
func same(_ *Field, _ *Ctx, v string) string                          { return v }
func putInt[V ~int | ~int32 | ~int64 | ~uint64](b []byte, v V) []byte { return putVarint(b, int64(v)) }
func getInt[V ~int | ~int32 | ~int64 | ~uint64](_ *Field, b string) (V, error) {
	n, rest, err := getVarint(b)
	if err == nil && rest != "" {
		err = errTrailing
	}
	return V(n), err
}

// Text is one line of text; control characters are taken out as it enters.
func Text[T any](name string, at func(*T) *string, opts ...Opt) Field {
	return textField(name, on(at), opts...)
}

func textField(name string, at func(any) *string, opts ...Opt) Field {
	return scalar(TypeText, name, 20, at, codec[string]{text: same, key: textKey, put: putString, get: getString, zero: isZero[string],
		parse: func(_ *Field, _ *Ctx, s string) (string, error) { return oneLine(s), nil }}, opts)
}

// oneLine is clean text; blanks at its ends are somebody's and stay, but blanks alone are nothing.
func oneLine(s string) string {
	if s = text.Clean(s); strings.TrimSpace(s) == "" {
		return ""
	}
	return s
}

// Long is text of several lines, Markdown, edited in $EDITOR; a table shows its first line.
func Long[T any](name string, at func(*T) *string, opts ...Opt) Field {
	return long(name, on(at), opts...)
}

func long(name string, at func(any) *string, opts ...Opt) Field {
	return scalar(TypeLong, name, 30, at, codec[string]{text: same, key: textKey, put: putString, get: getString, zero: isZero[string],
		show: func(_ *Field, _ *Ctx, v string) string { return text.Clean(v) },
		parse: func(_ *Field, _ *Ctx, s string) (string, error) {
			return strings.TrimRight(text.CleanLong(s), " \n\t"), nil
		}}, opts)
}

// Int is a whole number; 0 is shown as nothing unless the field is Required.
func Int[T any](name string, at func(*T) *int, opts ...Opt) Field {
	return scalar(TypeInt, name, 6, on(at), codec[int]{
		text: func(f *Field, _ *Ctx, v int) string {
			if v == 0 && !f.Required {
				return ""
			}
			return strconv.Itoa(v)
		},
		parse: func(f *Field, _ *Ctx, s string) (int, error) {
			s = strings.TrimSpace(s)
			if s == "" {
				return 0, nil
			}
			n, err := strconv.Atoi(s)
			if err != nil || f.outside(float64(n)) {
				return 0, fmt.Errorf("%q: %s", s, f.wantsNumber("a whole number"))
			}
			return n, nil
		},
		// On a scale such as -2 to 2 nothing is a value too: the middle.
		key: func(f *Field, v int) Key {
			return Key{Num: float64(v), Set: v != 0 || f.Required || f.Bounded && f.Min < 0}
		},
		json: func(_ *Field, _ *Ctx, v int) any { return v },
		bad:  func(f *Field, v int) string { return f.badNumber("a whole number", float64(v)) },
		put:  putInt[int], get: getInt[int], zero: isZero[int]}, opts)
}

// outside reports a number beyond the field's bounds. 0 is none, unless the field is required.
func (f *Field) outside(x float64) bool {
	return f.Bounded && (x < f.Min || x > f.Max) && (x != 0 || f.Required)
}

func (f *Field) badNumber(what string, x float64) string {
	if !f.outside(x) {
		return ""
	}
	return fmt.Sprintf("is %g: %s", x, f.wantsNumber(what))
}

func (f *Field) wantsNumber(what string) string {
	if f.Bounded {
		return fmt.Sprintf("%s wants %s from %g to %g", f.wholeLabel(), what, f.Min, f.Max)
	}
	return fmt.Sprintf("%s wants %s", f.wholeLabel(), what)
}

// wholeLabel is the label, or the name where the label of a narrow column only begins it: Severity, not Sev.
func (f *Field) wholeLabel() string {
	if n := len(f.Label); n > 0 && n < len(f.Name) && strings.EqualFold(f.Name[:n], f.Label) {
		return f.Label + strings.ReplaceAll(f.Name[n:], "_", " ")
	}
	return f.Label
}

// Number is an exact decimal such as a rate or a count of points; 0 is shown as nothing unless
// the field is Required.
func Number[T any](name string, at func(*T) *decimal.Decimal, opts ...Opt) Field {
	return scalar(TypeNumber, name, 8, on(at), codec[decimal.Decimal]{
		text: func(f *Field, _ *Ctx, v decimal.Decimal) string {
			if v.IsZero() && !f.Required {
				return ""
			}
			return v.Trim(0).String()
		},
		parse: func(f *Field, _ *Ctx, s string) (decimal.Decimal, error) {
			s = strings.TrimSpace(s)
			if s == "" {
				return decimal.Decimal{}, nil
			}
			v, err := decimal.Parse(strings.ReplaceAll(s, ",", "."))
			x, _ := v.Float64()
			if err != nil || f.outside(x) {
				return v, fmt.Errorf("%q: %s", s, f.wantsNumber("a number"))
			}
			return v.Trim(0), nil
		},
		key: func(f *Field, v decimal.Decimal) Key {
			x, _ := v.Float64()
			return Key{Num: x, Set: !v.IsZero() || f.Required}
		},
		json: func(_ *Field, _ *Ctx, v decimal.Decimal) any { return jsonNumber(v.Trim(0).String()) },
		put:  func(b []byte, v decimal.Decimal) []byte { return append(b, v.Trim(0).String()...) },
		bad: func(f *Field, v decimal.Decimal) string {
			x, _ := v.Float64()
			return f.badNumber("a number", x)
		},
		get:  func(_ *Field, b string) (decimal.Decimal, error) { return decimal.Parse(b) },
		zero: func(v decimal.Decimal) bool { return v.IsZero() }}, opts)
}

// Money is an exact amount in a currency; without one it takes the owner's.
func Money[T any](name string, at func(*T) *money.Amount, opts ...Opt) Field {
	get := on(at)
	f := scalar(TypeMoney, name, 10, get, codec[money.Amount]{
		text: func(_ *Field, _ *Ctx, v money.Amount) string { return v.String() },
		show: func(_ *Field, c *Ctx, v money.Amount) string {
			if c.ASCII {
				return money.Spell(v.Show())
			}
			return v.Show()
		},
		parse: func(_ *Field, c *Ctx, s string) (money.Amount, error) { return money.Parse(s, c.Currency) },
		key:   func(_ *Field, v money.Amount) Key { return Key{Num: v.Float(), Set: v != money.Amount{}} },
		put:   func(b []byte, v money.Amount) []byte { return append(putVarint(b, v.Minor), v.Code...) },
		get: func(_ *Field, b string) (money.Amount, error) {
			n, rest, err := getVarint(b)
			return money.Amount{Minor: n, Code: money.Code(rest)}, err
		},
		zero: isZero[money.Amount]}, opts)
	f.more(func(p *ops) { p.amount = func(o any) money.Amount { return *get(o) } })
	return f
}

// Date is a calendar day.
func Date[T any](name string, at func(*T) *date.Day, opts ...Opt) Field {
	return scalar(TypeDate, name, 10, on(at), codec[date.Day]{
		text: func(_ *Field, _ *Ctx, v date.Day) string { return v.String() },
		show: func(_ *Field, c *Ctx, v date.Day) string { return v.Short(c.Now.Day(c.Loc)) },
		parse: func(_ *Field, c *Ctx, s string) (date.Day, error) {
			if strings.TrimSpace(s) == "" {
				return 0, nil
			}
			return date.ParseDay(s, c.Now.Day(c.Loc))
		},
		key: func(_ *Field, v date.Day) Key {
			if v == 0 {
				return Key{}
			}
			return Key{Num: float64(v.At(0, 0, nil)), Set: true}
		},
		put: putInt[date.Day], get: getInt[date.Day], zero: isZero[date.Day]}, opts)
}

// Time is a moment, shown and written at the offset of the owner's calendar.
func Time[T any](name string, at func(*T) *date.Instant, opts ...Opt) Field {
	return instant(name, on(at), opts...)
}

// bareDay reads a day that is written without a time of day; "now" and stamps are none.
func bareDay(s string, c *Ctx) (date.Day, bool) {
	if strings.Contains(s, ":") || strings.Contains(strings.ToLower(s), "now") {
		return 0, false
	}
	day, err := date.ParseDay(s, c.Now.Day(c.Loc))
	return day, err == nil
}

func instant(name string, at func(any) *date.Instant, opts ...Opt) Field {
	return scalar(TypeTime, name, 11, at, codec[date.Instant]{
		text: func(_ *Field, c *Ctx, v date.Instant) string { return v.RFC3339(c.Loc) },
		show: func(_ *Field, c *Ctx, v date.Instant) string { return c.ShortTime(v, c.Loc) },
		json: func(_ *Field, c *Ctx, v date.Instant) any {
			if s := v.RFC3339(c.Loc); s != "" {
				return s
			}
			return nil // none, or past the year 9999
		},
		parse: func(f *Field, c *Ctx, s string) (date.Instant, error) {
			if strings.TrimSpace(s) == "" {
				return 0, nil
			}
			if f.atClosing || f.atOpening {
				if day, ok := bareDay(s, c); ok {
					return c.business(day, f.atClosing), nil
				}
			}
			return date.Parse(s, c.Now, c.Loc)
		},
		key: func(_ *Field, v date.Instant) Key { return Key{Num: float64(v), Set: v != 0} },
		put: putInt[date.Instant], get: getInt[date.Instant], zero: isZero[date.Instant]}, opts)
}

// OrPercent lets a Work be a share of another length too, as a lag may: 50%.
func OrPercent() Opt { return func(f *Field) { f.Share = true } }

// Work is a length of work or elapsed time: 3d, 4h, 2ed; with OrPercent also 50%.
func Work[T any](name string, at func(*T) *date.Span, opts ...Opt) Field {
	get := on(at)
	f := scalar(TypeSpan, name, 8, get, codec[date.Span]{
		text: func(_ *Field, c *Ctx, v date.Span) string { return v.Text(c.Scale) },
		show: func(_ *Field, c *Ctx, v date.Span) string { return v.Show(c.Scale) },
		parse: func(f *Field, c *Ctx, s string) (date.Span, error) {
			v, err := date.ParseSpan(s, c.Scale)
			if err == nil && v.Unit == date.Percent && !f.Share {
				err = fmt.Errorf("%q: %s wants a length such as 3d or 4h, not a share", s, f.Label)
			}
			return v, err
		},
		bad: func(f *Field, v date.Span) string {
			if v.Unit == date.Percent && !f.Share {
				return "is a share: a length such as 3d is wanted"
			}
			return ""
		},
		key: func(_ *Field, v date.Span) Key { return Key{Num: float64(v.N), Set: !v.IsZero()} },
		put: func(b []byte, v date.Span) []byte {
			u := int64(v.Unit) << 1
			if v.Est {
				u |= 1
			}
			return putVarint(putVarint(b, v.N), u)
		},
		get: func(_ *Field, b string) (date.Span, error) {
			n, rest, err := getVarint(b)
			if err != nil {
				return date.Span{}, err
			}
			u, rest, err := getVarint(rest)
			if err == nil && (rest != "" || u < 0 || u>>1 > int64(date.Percent)) {
				err = errTrailing
			}
			return date.Span{N: n, Unit: date.Unit(u >> 1), Est: u&1 == 1}, err
		},
		zero: isZero[date.Span]}, opts)
	f.more(func(p *ops) { p.span = func(o any) date.Span { return *get(o) } })
	return f
}

// Pct is hundredths of a percent.
type Pct int32

// Percent is a share: 40, 40% or 12.5%.
func Percent[T any](name string, at func(*T) *Pct, opts ...Opt) Field {
	txt := func(v Pct) string { return strconv.FormatFloat(float64(v)/100, 'f', -1, 64) }
	return scalar(TypePercent, name, 5, on(at), codec[Pct]{
		text: func(f *Field, _ *Ctx, v Pct) string {
			if v == 0 && !f.Required {
				return ""
			}
			return txt(v) + "%"
		},
		show: func(f *Field, _ *Ctx, v Pct) string {
			if v == 0 && !f.Required {
				return ""
			}
			return strconv.Itoa(int(math.Round(float64(v)/100))) + "%"
		},
		parse: func(f *Field, _ *Ctx, s string) (Pct, error) {
			s = strings.TrimSpace(s)
			if s == "" {
				return 0, nil
			}
			v, err := strconv.ParseFloat(strings.ReplaceAll(strings.TrimSpace(strings.TrimSuffix(s, "%")), ",", "."), 64)
			if err != nil || math.Abs(v) > 1e6 || math.IsNaN(v) || f.outside(v) {
				return 0, fmt.Errorf("%q: %s", s, f.wantsNumber("a percentage"))
			}
			return Pct(math.Round(v * 100)), nil
		},
		key:  func(_ *Field, v Pct) Key { return Key{Num: float64(v) / 100, Set: true} }, // 0% is a value
		bad:  func(f *Field, v Pct) string { return f.badNumber("a percentage", float64(v)/100) },
		json: func(_ *Field, _ *Ctx, v Pct) any { return jsonNumber(txt(v)) },
		put:  putInt[Pct], get: getInt[Pct], zero: isZero[Pct]}, opts)
}
