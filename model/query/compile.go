package query

import (
	"fmt"
	"strings"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/money"
)

type pred = func(model.Record) bool

func never(model.Record) bool { return false }

// compile makes the function of a node for the records of one kind.
func compile(c *model.Ctx, k *model.Kind, n node) pred {
	switch x := n.(type) {
	case and:
		list := compileAll(c, k, x)
		return func(r model.Record) bool {
			for _, p := range list {
				if !p(r) {
					return false
				}
			}
			return true
		}
	case or:
		list := compileAll(c, k, x)
		return func(r model.Record) bool {
			for _, p := range list {
				if p(r) {
					return true
				}
			}
			return false
		}
	case not:
		p := compile(c, k, x.of)
		return func(r model.Record) bool { return !p(r) }
	case *term:
		p, err := compileTerm(c, k, x)
		if err != nil {
			return never
		}
		return p
	}
	return func(model.Record) bool { return true }
}

func compileAll(c *model.Ctx, k *model.Kind, list []node) []pred {
	out := make([]pred, len(list))
	for i, n := range list {
		out[i] = compile(c, k, n)
	}
	return out
}

// probes are two moments, in a leap year and in one of 53 weeks, to see whether a value makes
// sense before there is a snapshot: one of them knows every day there is.
var probes = []date.Instant{date.YMD(2028, 1, 15).At(12, 0, nil), date.YMD(2026, 6, 15).At(12, 0, nil)}

// check tells what is wrong with a term for the kind; nil is any kind.
func check(k *model.Kind, t *term) (err *Error) {
	kinds := []*model.Kind{k}
	if k == nil {
		kinds = model.Kinds().Kinds
	}
	for _, k := range kinds {
		for _, now := range probes {
			c := &model.Ctx{Now: now, Scale: date.Usual, Currency: "EUR"}
			_, e := compileTerm(c, k, t)
			if e == nil {
				return nil
			}
			if err == nil || len(kinds) > 1 && err.Pos == t.pos && e.Pos > t.pos {
				err = e // what is wrong with a value says more than an unknown field
			}
		}
	}
	return err
}

func (t *term) wrong(expected []string, format string, args ...any) *Error {
	return &Error{Pos: t.valuePos, Len: max(t.end-t.valuePos, 1), Message: fmt.Sprintf(format, args...), Expected: expected}
}

func compileTerm(c *model.Ctx, k *model.Kind, t *term) (pred, *Error) {
	if t.name == "" {
		return wordPred(c, k, t.value), nil
	}
	if t.value == "" && !t.quoted && strings.ContainsAny(t.op, "<>") {
		return nil, t.wrong(nil, "a value is expected after %s%s", t.name, t.op)
	}
	name := strings.ToLower(t.name)
	if name == "ref" || name == "id" || name == "kind" {
		return identity(k, t, name)
	}
	if name == "tag" {
		name = "tags"
	}
	if isAlias(k, name) {
		return aliasPred(c, k, t, name)
	}
	f := Named(k, name)
	if f == nil {
		return nil, unknown(k, t)
	}
	return namedPred(c, k, f, t.rated(f))
}

// namedPred compiles a term about a field.
func namedPred(c *model.Ctx, k *model.Kind, f *model.Field, t *term) (pred, *Error) {
	if !t.quoted && (t.value == "" || t.value == "*") && !strings.ContainsAny(t.op, "<>") {
		wantEmpty := (t.value == "") == (t.op != "!=")
		return func(r model.Record) bool { return empty(c, f, r) == wantEmpty }, nil
	}
	p, ok, err := owedPred(k, f, t)
	if !ok {
		p, err = fieldPred(c, f, t)
	}
	if err != nil || t.op != "!=" {
		return p, err
	}
	return func(r model.Record) bool { return !p(r) }, nil
}

func unknown(k *model.Kind, t *term) *Error {
	near := meant(k, strings.ToLower(t.name))
	if len(near) == 0 {
		near = nearest(t.name, append(append(aliases(k), k.FieldNames()...), "tag", "ref", "kind"))
	}
	e := &Error{Pos: t.pos, Len: len(t.name), Expected: near, Message: fmt.Sprintf("%q is not a field of %s", t.name, k.Plural)}
	if len(near) > 0 {
		e.Message += ": did you mean " + strings.Join(near, " or ") + "?"
	} else {
		e.Message += fmt.Sprintf("; in quotes it is text: %q", t.name+t.op+t.value)
	}
	return e
}

// identity compares what every record is: its reference or its kind.
func identity(k *model.Kind, t *term, name string) (pred, *Error) {
	if strings.ContainsAny(t.op, "<>") {
		return nil, t.wrong(nil, "%s cannot be compared with %s: use : or =", name, t.op)
	}
	var p pred
	switch {
	case !t.quoted && (t.value == "" || t.value == "*"): // every record has both
		has := t.value == "*"
		p = func(model.Record) bool { return has }
	case name == "kind":
		fits, err := kindFits(k, t)
		if err != nil {
			return nil, err
		}
		p = func(model.Record) bool { return fits }
	default:
		want := map[model.ID]bool{}
		for _, v := range t.values(true) {
			id, err := model.ParseID(v)
			if err != nil {
				return nil, t.wrong(nil, "%s", err.Error())
			}
			want[id] = true
		}
		p = func(r model.Record) bool { return want[r.Base().ID] }
	}
	if t.op == "!=" {
		return func(r model.Record) bool { return !p(r) }, nil
	}
	return p, nil
}

// kindFits tells whether the kind is one of those a term names: by name, plural or prefix.
func kindFits(k *model.Kind, t *term) (fits bool, err *Error) {
	for _, v := range t.values(true) {
		n := newNeedle(strings.ReplaceAll(v, "_", " "))
		known := false
		var all []string
		for _, x := range model.Kinds().Kinds {
			hit := n.is(x.Name) || n.is(x.Plural) || n.is(x.Prefix) || t.op == ":" && n.in(x.Name)
			known = known || hit
			fits = fits || hit && x.Prefix == k.Prefix
			all = append(all, x.Slug())
		}
		if !known {
			return false, t.wrong(all, "%q is not a kind of record", v)
		}
	}
	return fits, nil
}

func empty(c *model.Ctx, f *model.Field, r model.Record) bool {
	if f.Type == model.TypeCalc {
		return c.Snap == nil || !f.Key(c, r).Set
	}
	return f.IsZero(r)
}

// values are the alternatives of a value: parted by commas where list allows it.
func (t *term) values(list bool) []string {
	if !list || t.quoted || !strings.Contains(t.value, ",") {
		return []string{t.value}
	}
	var out []string
	for _, v := range strings.Split(t.value, ",") {
		if v = strings.TrimSpace(v); v != "" {
			out = append(out, v)
		}
	}
	if out == nil { // commas alone
		return []string{t.value}
	}
	return out
}

// fieldPred compares a field with a value; != is compiled as = and turned round by the caller.
func fieldPred(c *model.Ctx, f *model.Field, t *term) (pred, *Error) {
	exact := t.op == "=" || t.op == "!="
	ordered := strings.ContainsAny(t.op, "<>")
	switch f.Type {
	case model.TypeInt, model.TypeNumber, model.TypePercent, model.TypeMoney, model.TypeDate, model.TypeTime, model.TypeSpan:
		return rangePred(c, f, t)
	case model.TypeEnum:
		return enumPred(f, t)
	case model.TypeList:
		if ordered {
			return rangePred(c, f, t)
		}
		return listPred(c, f, t), nil
	case model.TypeCalc:
		return calcPred(c, f, t)
	}
	if ordered {
		return nil, t.wrong([]string{":", "=", "!="}, "%s cannot be compared with %s: use %s:%s", f.Name, t.op, f.Name, Quote(t.value))
	}
	switch f.Type {
	case model.TypeFlag:
		return flagPred(f, t)
	case model.TypeTags:
		return tagsPred(f, t), nil
	case model.TypeRef, model.TypeRefs:
		return refPred(c, f, t), nil
	}
	n := newNeedle(t.value)
	if exact {
		return func(r model.Record) bool { return n.is(f.Text(c, r)) }, nil
	}
	return func(r model.Record) bool { return n.in(f.Text(c, r)) }, nil
}

func enumPred(f *model.Field, t *term) (pred, *Error) {
	values := make([]string, len(f.Choices))
	for i, ch := range f.Choices {
		values[i] = ch.Value
	}
	var fits []bool
	for _, v := range t.values(true) {
		hit := chosen(values, v, t.op == ":")
		if hit == nil {
			return nil, t.wrong(values, "%s is one of %s, not %q", f.Name, strings.Join(values, ", "), v)
		}
		for i := range hit {
			if fits == nil {
				fits = make([]bool, len(values))
			}
			fits[i] = fits[i] || hit[i]
		}
	}
	if strings.ContainsAny(t.op, "<>") {
		first, last := -1, -1
		for i, ok := range fits {
			if ok && first < 0 {
				first = i
			}
			if ok {
				last = i
			}
		}
		return comparePred(nil, f, t.op, operand{lo: float64(first), hi: float64(last)}), nil
	}
	return func(r model.Record) bool {
		s := f.Text(nil, r)
		for i := range values {
			if fits[i] && values[i] == s {
				return true
			}
		}
		return false
	}, nil
}

// chosen marks the choices that v means: the one it is, else, where part will do, those that
// contain it. It is nil where there is none.
func chosen(values []string, v string, part bool) []bool {
	n := newNeedle(v)
	out := make([]bool, len(values))
	for i, x := range values {
		if n.is(x) || n.is(strings.ReplaceAll(x, " ", "_")) || n.is(strings.ReplaceAll(x, " ", "-")) {
			out[i] = true
			return out
		}
	}
	if !part {
		return nil
	}
	any := false
	for i, x := range values {
		out[i] = n.in(x)
		any = any || out[i]
	}
	if !any {
		return nil
	}
	return out
}

func flagPred(f *model.Field, t *term) (pred, *Error) {
	var want bool
	switch strings.ToLower(t.value) {
	case "yes", "y", "true", "1", "on":
		want = true
	case "no", "n", "false", "0", "off":
	default:
		return nil, t.wrong([]string{"yes", "no"}, "%s is yes or no, not %q", f.Name, t.value)
	}
	return func(r model.Record) bool { return f.IsZero(r) != want }, nil
}

func tagsPred(f *model.Field, t *term) pred {
	var want []needle
	for _, v := range t.values(true) {
		want = append(want, newNeedle(v))
	}
	return func(r model.Record) bool {
		for _, tag := range f.Strings(r) {
			for i := range want {
				if want[i].is(tag) {
					return true
				}
			}
		}
		return false
	}
}

// refPred finds records by reference or by name. What it learns of a record it remembers.
func refPred(c *model.Ctx, f *model.Field, t *term) pred {
	known := map[model.ID]bool{}
	fits := nameFits(c, f, t)
	var hit bool
	visit := func(id model.ID) { // made once: one a record would be garbage
		if hit {
			return
		}
		ok, seen := known[id]
		if !seen {
			ok = fits(id)
			known[id] = ok
		}
		hit = ok
	}
	return func(r model.Record) bool {
		hit = false
		f.EachRef(r, visit)
		return hit
	}
}

func nameFits(c *model.Ctx, f *model.Field, t *term) func(model.ID) bool {
	var needles []needle
	ids := map[model.ID]bool{}
	for _, v := range t.values(true) {
		needles = append(needles, newNeedle(v))
		if id, err := model.ParseID(v); err == nil {
			ids[id] = true
		}
		if strings.EqualFold(v, "me") && c.Snap != nil && c.Snap.Workspace() != nil && f.Type != model.TypeList {
			ids[c.Snap.Workspace().Me] = true
			needles = needles[:len(needles)-1]
		}
	}
	return func(id model.ID) bool {
		if ids[id] {
			return true
		}
		name := c.NameOf(id)
		for i := range needles {
			if t.op == ":" && needles[i].in(name) || needles[i].is(name) {
				return true
			}
		}
		return false
	}
}

// listPred looks into the rows of a list: the names of their records and their text.
func listPred(c *model.Ctx, f *model.Field, t *term) pred {
	named := refPred(c, f, t)
	n := newNeedle(t.value)
	return func(r model.Record) bool {
		return !f.IsZero(r) && (named(r) || n.in(f.Text(c, r)))
	}
}

// calcPred compares a computed value, whose type only its values tell.
func calcPred(c *model.Ctx, f *model.Field, t *term) (pred, *Error) {
	if strings.ContainsAny(t.op, "<>") {
		return rangePred(c, f, t)
	}
	var parts []pred
	for _, v := range t.values(true) {
		n := newNeedle(v)
		o, err := calcOperand(c, v)
		parts = append(parts, func(r model.Record) bool {
			if key := f.Key(c, r); key.Set && key.Str == "" && err == nil {
				return key.Num >= o.lo && key.Num <= o.hi
			}
			if t.op == ":" {
				return n.in(f.Text(c, r))
			}
			return n.is(f.Text(c, r))
		})
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

// calcOperand reads a number, an amount or a date.
func calcOperand(c *model.Ctx, v string) (operand, error) {
	if x, err := number(v); err == nil {
		return operand{lo: x, hi: x}, nil
	}
	if a, err := money.Parse(v, c.Currency); err == nil {
		return operand{lo: a.Float(), hi: a.Float(), code: explicit(v)}, nil
	}
	first, last, err := date.ParseRange(v, c.Now, c.Loc)
	if err != nil {
		return operand{}, fmt.Errorf("%q is not a number, an amount or a date", v)
	}
	return operand{lo: float64(first), hi: float64(last)}, nil
}
