package model

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// Pair is one name and value of an Object.
type Pair struct {
	Name  string
	Value any
}

// Object is a JSON object that keeps the order of its names.
type Object []Pair

// MarshalJSON writes the pairs in their order.
func (o Object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, p := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		name, err := json.Marshal(p.Name)
		if err != nil {
			return nil, err
		}
		b.Write(name)
		b.WriteByte(':')
		v, err := marshal(p.Value)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", p.Name, err)
		}
		b.Write(v)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// marshal is json.Marshal without the escaping of <, > and &.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}

// JSON is the value as scripts get it: numbers, booleans, strings, null, arrays, Objects.
// Times are RFC 3339 at the offset of c.Loc, references their text.
func (f *Field) JSON(c *Ctx, o any) any {
	if f.IsZero(o) {
		switch f.Type {
		case TypeInt, TypePercent, TypeFlag, TypeNumber:
		case TypeTags, TypeRefs, TypeList:
			return []any{}
		case TypeText, TypeLong, TypeEnum:
			return ""
		default:
			return nil
		}
	}
	return f.op().json(c, o)
}

// SetJSON sets the value from decoded JSON (numbers as json.Number) or from text.
func (f *Field) SetJSON(c *Ctx, o any, v any) error {
	if f.op().set == nil {
		return fmt.Errorf("%s is computed and cannot be set", f.Name)
	}
	return f.op().set(c, o, v)
}

// plain turns a JSON scalar into the text Parse reads.
func plain(v any) (string, error) {
	switch x := v.(type) {
	case nil:
		return "", nil
	case string:
		return x, nil
	case bool:
		return strconv.FormatBool(x), nil
	case json.Number:
		return x.String(), nil
	case float64:
		return strconv.FormatFloat(x, 'f', -1, 64), nil
	case int:
		return strconv.Itoa(x), nil
	}
	return "", fmt.Errorf("a single value is wanted, not %T", v)
}

func trimFloat(x float64, decimals int) string {
	s := strconv.FormatFloat(x, 'f', decimals, 64)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	if s == "-0" {
		return "0"
	}
	return s
}

// Object is the whole record as scripts get it: ref, id and kind first, then every field.
// c must be made for the record (Ctx.For).
func (k *Kind) Object(c *Ctx, r Record) Object {
	id := r.Base().ID
	out := make(Object, 0, len(k.Fields)+3)
	out = append(out, Pair{"ref", id.String()}, Pair{"id", uint64(id)}, Pair{"kind", k.Name})
	for i := range k.Fields {
		f := &k.Fields[i]
		out = append(out, Pair{f.Name, f.JSON(c, r)})
	}
	return out
}
