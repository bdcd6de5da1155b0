package query

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/money"
)

// operand is what a field is compared with: one number, or all from lo to hi, as the seconds
// of a day. Where code is set, only amounts in that currency compare with it.
type operand struct {
	lo, hi float64
	code   money.Code
}

// rangePred compares a number, an amount, a day, a moment or a length.
func rangePred(c *model.Ctx, f *model.Field, t *term) (pred, *Error) {
	if strings.ContainsAny(t.op, "<>") || f.Type == model.TypeMoney || f.Type == model.TypeNumber {
		return oneRange(c, f, t, t.value)
	}
	var parts []pred
	for _, v := range t.values(true) {
		p, err := oneRange(c, f, t, v)
		if err != nil {
			return nil, err
		}
		parts = append(parts, p)
	}
	if len(parts) == 1 {
		return parts[0], nil
	}
	return func(r model.Record) bool {
		for _, p := range parts {
			if p(r) {
				return true
			}
		}
		return false
	}, nil
}

func oneRange(c *model.Ctx, f *model.Field, t *term, v string) (pred, *Error) {
	o, err := parseOperand(c, f, v)
	if err != nil {
		return nil, t.wrong(nil, "%s", err.Error())
	}
	p := comparePred(c, f, t.op, o)
	if o.code != "" {
		suffix := " " + string(o.code)
		return func(r model.Record) bool { return p(r) && strings.HasSuffix(f.Text(c, r), suffix) }, nil
	}
	return p, nil
}

// comparePred applies the operator. An empty value compares with nothing, but 0 is equal to
// an empty number.
func comparePred(c *model.Ctx, f *model.Field, op string, o operand) pred {
	var fits func(x float64) bool
	switch op {
	case "<":
		fits = func(x float64) bool { return x < o.lo }
	case "<=":
		fits = func(x float64) bool { return x <= o.hi }
	case ">":
		fits = func(x float64) bool { return x > o.hi }
	case ">=":
		fits = func(x float64) bool { return x >= o.lo }
	default:
		fits = func(x float64) bool { return x >= o.lo && x <= o.hi }
		if o.lo == 0 && (f.Type == model.TypeInt || f.Type == model.TypeNumber) {
			return func(r model.Record) bool { return f.Key(c, r).Num == 0 }
		}
	}
	text := f.Type == model.TypeCalc // computed texts have no number
	return func(r model.Record) bool {
		key := f.Key(c, r)
		return key.Set && !(text && key.Str != "" && key.Num == 0) && fits(key.Num)
	}
}

// parseOperand reads a value as the field's own type does, relative to c. Bounds of the field
// do not matter: severity<=9 is no mistake.
func parseOperand(c *model.Ctx, f *model.Field, v string) (operand, error) {
	switch f.Type {
	case model.TypeInt, model.TypeNumber, model.TypePercent, model.TypeList:
		x, err := number(v)
		if err != nil {
			return operand{}, fmt.Errorf("%s is a number, not %q", f.Name, v)
		}
		return operand{lo: x, hi: x}, nil
	case model.TypeMoney:
		a, err := money.Parse(v, c.Currency)
		return operand{lo: a.Float(), hi: a.Float(), code: explicit(v)}, err
	case model.TypeDate:
		day, err := date.ParseDay(v, c.Now.Day(c.Loc))
		first, last, _ := date.ParseRange(v, c.Now, nil)
		o := operand{lo: float64(day.At(0, 0, nil)), hi: float64(day.At(0, 0, nil))}
		if last > first { // a week is seven days
			o.hi += float64(last - first)
		}
		return o, err
	case model.TypeTime:
		first, last, err := date.ParseRange(v, c.Now, c.Loc)
		return operand{lo: float64(first), hi: float64(last)}, err
	case model.TypeSpan:
		s, err := date.ParseSpan(v, c.Scale)
		return operand{lo: float64(s.N), hi: float64(s.N)}, err
	}
	return calcOperand(c, v)
}

// explicit is the currency that v itself names, "" for none.
func explicit(v string) money.Code {
	a, _ := money.Parse(v, "")
	return a.Code
}

// number reads 12, 12.5, 40% and 1.5k.
func number(v string) (float64, error) {
	t := strings.ToLower(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(v), "%")))
	scale := 1.0
	if rest, ok := strings.CutSuffix(t, "k"); ok {
		t, scale = rest, 1e3
	} else if rest, ok := strings.CutSuffix(t, "m"); ok {
		t, scale = rest, 1e6
	}
	x, err := strconv.ParseFloat(strings.ReplaceAll(t, ",", "."), 64)
	if err != nil || math.IsNaN(x) || math.IsInf(x, 0) || strings.ContainsAny(t, "xp_") {
		return 0, fmt.Errorf("%q is not a number", v)
	}
	return x * scale, nil
}
