package model

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Enum is one of a few words; any unambiguous beginning of one is understood. Order of the choices is the sort order.
func Enum[T any, V ~string](name string, at func(*T) *V, opts ...Opt) Field {
	return scalar(TypeEnum, name, 10, on(at), codec[V]{
		text:  func(_ *Field, _ *Ctx, v V) string { return string(v) },
		parse: func(f *Field, _ *Ctx, s string) (V, error) { v, err := f.choose(s); return V(v), err },
		key: func(f *Field, v V) Key {
			i := slices.IndexFunc(f.Choices, func(c Choice) bool { return c.Value == string(v) })
			return Key{Num: float64(i), Str: string(v), Set: v != ""}
		},
		put: func(b []byte, v V) []byte { return append(b, v...) },
		get: func(f *Field, b string) (V, error) {
			for i := range f.Choices {
				if f.Choices[i].Value == b {
					return V(f.Choices[i].Value), nil // the declared word: no text is kept alive
				}
			}
			return V(b), fmt.Errorf("%q is not one of %s", b, f.choices())
		},
		bad: func(f *Field, v V) string {
			if v == "" || slices.ContainsFunc(f.Choices, func(c Choice) bool { return c.Value == string(v) }) {
				return ""
			}
			return fmt.Sprintf("is %q: one of %s is wanted", string(v), f.choices())
		},
		zero: isZero[V]}, opts)
}

// ChoicesOf are the choices that mean something for a record: of the scales of an answer those on which
// its measure is asked. For most fields they are all there are.
func (f *Field) ChoicesOf(o any) []Choice {
	if f.offer == nil {
		return f.Choices
	}
	fit, _ := f.offer(o)
	return fit
}

// readOffered is Parse that knows only the choices that mean something for the record; of another one it
// says why it means nothing.
func (f *Field) readOffered(c *Ctx, o any, s string) error {
	fit, why := f.offer(o)
	v, err := (&Field{Label: f.Label, Choices: fit}).choose(s)
	if err == nil {
		return f.Parse(c, o, v)
	}
	if _, known := f.choose(s); known == nil {
		return errors.New(why)
	}
	return err
}

func (f *Field) choices() string {
	out := make([]string, len(f.Choices))
	for i, c := range f.Choices {
		out[i] = c.Value
	}
	return strings.Join(out, ", ")
}

func (f *Field) choose(s string) (string, error) {
	t := strings.ToLower(strings.TrimSpace(s))
	if t == "" {
		return "", nil
	}
	var found []string
	for _, c := range f.Choices {
		if strings.EqualFold(c.Value, t) {
			return c.Value, nil
		}
		if strings.HasPrefix(strings.ToLower(c.Value), t) {
			found = append(found, c.Value)
		}
	}
	if len(found) == 1 {
		return found[0], nil
	}
	return "", fmt.Errorf("%q: %s wants one of %s", s, f.Label, f.choices())
}

// Flag is yes or no.
func Flag[T any](name string, at func(*T) *bool, opts ...Opt) Field {
	return scalar(TypeFlag, name, 5, on(at), codec[bool]{
		text: func(_ *Field, _ *Ctx, v bool) string {
			if v {
				return "yes"
			}
			return "no"
		},
		show: func(_ *Field, _ *Ctx, v bool) string {
			if v {
				return "yes"
			}
			return ""
		},
		parse: func(f *Field, _ *Ctx, s string) (bool, error) {
			switch strings.ToLower(strings.TrimSpace(s)) {
			case "yes", "y", "true", "1", "on":
				return true, nil
			case "no", "n", "false", "0", "off", "":
				return false, nil
			}
			return false, fmt.Errorf("%q: %s wants yes or no", s, f.Label)
		},
		key: func(_ *Field, v bool) Key {
			if v {
				return Key{Num: 1, Str: "yes", Set: true}
			}
			return Key{Str: "no", Set: true}
		},
		json: func(_ *Field, _ *Ctx, v bool) any { return v },
		put:  func(b []byte, v bool) []byte { return append(b, '1') },
		get:  func(_ *Field, b string) (bool, error) { return b == "1", nil },
		zero: func(v bool) bool { return !v }}, opts)
}

var errTrailing = errors.New("more bytes than the value has")
