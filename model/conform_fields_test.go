package model_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/govalues/decimal"
	"pgregory.net/rapid"

	"tandem/model"
)

// zeros lists the leaves of a struct that hold nothing. Reflection is for this test alone: it
// sees the struct as it is, the fields see what they were told of.
func zeros(v reflect.Value, path string, out *[]string) {
	switch {
	case v.Type() == reflect.TypeFor[decimal.Decimal]():
		if v.IsZero() {
			*out = append(*out, path)
		}
	case v.Kind() == reflect.Pointer:
		zeros(v.Elem(), path, out)
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				zeros(v.Field(i), path+"."+f.Name, out)
			} else {
				*out = append(*out, path+"."+f.Name+" (hidden)")
			}
		}
	case v.Kind() == reflect.Slice && v.Len() > 0:
		zeros(v.Index(0), path+"[0]", out)
	case v.IsZero():
		*out = append(*out, path)
	}
}

// Every leaf of every struct can be set by a Field, so nothing is lost in a file or a form.
func TestEveryStructFieldHasAField(t *testing.T) {
	everyKind(t, func(t *testing.T, k *model.Kind) {
		var left []string
		zeros(reflect.ValueOf(filled(t, k)), k.Slug(), &left)
		if len(left) > 0 {
			t.Errorf("no Field reaches %s", strings.Join(left, ", "))
		}
	})
}

// No two fields share a place: setting one leaves the text of every other as it was.
func TestFieldsDoNotOverlap(t *testing.T) {
	everyKind(t, func(t *testing.T, k *model.Kind) {
		for i := range k.Fields {
			f := &k.Fields[i]
			if !f.Stored() {
				continue
			}
			r := k.Blank()
			if err := f.Parse(free(), r, sample(f)); err != nil {
				t.Fatal(err)
			}
			for j := range k.Fields {
				if g := &k.Fields[j]; i != j && g.Stored() && !g.IsZero(r) {
					t.Errorf("%s sets %s too", f.Name, g.Name)
				}
			}
		}
	})
}

func TestWireRoundTrip(t *testing.T) {
	everyKind(t, func(t *testing.T, k *model.Kind) {
		rapid.Check(t, func(t *rapid.T) {
			r := k.Blank()
			r.Base().ID = model.NewID(k.Prefix, 1)
			drawInto(t, k, r)
			b := k.Append([]byte("before"), r)
			got, err := k.Decode(r.Base().ID, string(b[6:]))
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(r, got, cmp.Comparer(func(a, b decimal.Decimal) bool { return a.Cmp(b) == 0 })); d != "" {
				t.Fatal(d)
			}
			if again := k.Append(nil, got); string(again) != string(b[6:]) {
				t.Fatal("packed twice it differs")
			}
		})
		if n := len(k.Append(nil, k.Blank())); n != 0 {
			t.Errorf("nothing takes %d bytes", n)
		}
	})
}

// sameBytes compares two records as they would be stored.
func sameBytes(k *model.Kind, a, b model.Record) string {
	if string(k.Append(nil, a)) == string(k.Append(nil, b)) {
		return ""
	}
	return cmp.Diff(a, b, cmp.Comparer(func(a, b decimal.Decimal) bool { return a.Cmp(b) == 0 }))
}

func TestJSONRoundTrip(t *testing.T) {
	everyKind(t, func(t *testing.T, k *model.Kind) {
		check := func(t interface{ Fatalf(string, ...any) }, c *model.Ctx, r model.Record) {
			raw, err := json.Marshal(k.Object(c, r))
			if err != nil {
				t.Fatalf("%v", err)
			}
			d := json.NewDecoder(strings.NewReader(string(raw)))
			d.UseNumber()
			m := map[string]any{}
			if err := d.Decode(&m); err != nil {
				t.Fatalf("%v in %s", err, raw)
			}
			if m["ref"] != r.Base().ID.String() || m["kind"] != k.Name {
				t.Fatalf("ref %v, kind %v", m["ref"], m["kind"])
			}
			got := k.Blank()
			for i := range k.Fields {
				f := &k.Fields[i]
				v, ok := m[f.Name]
				if !ok {
					t.Fatalf("%s is not there", f.Name)
				}
				if !f.Stored() {
					if err := f.SetJSON(c, got, v); err == nil {
						t.Fatalf("%s is computed and was set", f.Name)
					}
					continue
				}
				if err := f.SetJSON(c, got, v); err != nil {
					t.Fatalf("%s: %v: %v", f.Name, v, err)
				}
			}
			if d := sameBytes(k, r, got); d != "" {
				t.Fatalf("%s\n%s", d, raw)
			}
		}
		c := model.NewSnapshot(model.Kinds()).Ctx(now) // computed fields want a snapshot
		c.Loc, c.Scale = free().Loc, free().Scale
		stored := *k
		stored.Fields = nil
		for _, f := range k.Fields {
			if f.Stored() {
				stored.Fields = append(stored.Fields, f)
			}
		}
		if raw, err := json.Marshal(k.Object(c, filled(t, k))); err != nil || len(raw) < 100 {
			t.Fatal(err)
		}
		full := k
		k = &stored
		check(t, free(), filled(t, full))
		check(t, free(), full.New())
		rapid.Check(t, func(t *rapid.T) {
			r := full.Blank()
			drawInto(t, full, r)
			check(t, free(), r)
		})
	})
}

// What a field writes as text, such as into a CSV file, it reads back.
func TestTextRoundTrip(t *testing.T) {
	everyKind(t, func(t *testing.T, k *model.Kind) {
		rapid.Check(t, func(t *rapid.T) {
			r, got := k.Blank(), k.Blank()
			drawInto(t, k, r)
			for i := range k.Fields {
				f := &k.Fields[i]
				if !f.Stored() {
					continue
				}
				if err := f.Parse(free(), got, f.Text(free(), r)); err != nil {
					t.Fatalf("%s: %q: %v", f.Name, f.Text(free(), r), err)
				}
				if a, b := f.Text(free(), r), f.Text(free(), got); a != b {
					t.Fatalf("%s: %q reads %q", f.Name, a, b)
				}
			}
			if d := sameBytes(k, r, got); d != "" {
				t.Fatal(d)
			}
		})
	})
}

// A copy shares its lists with the original: whatever is done to it must not write into them.
func TestCopyIsApart(t *testing.T) {
	everyKind(t, func(t *testing.T, k *model.Kind) {
		r := filled(t, k)
		before := string(k.Append(nil, r))
		for i := range k.Fields {
			f := &k.Fields[i]
			if !f.Stored() {
				continue
			}
			for _, v := range []any{"", sample(f), f.JSON(free(), k.New())} {
				c := k.Copy(r)
				if s, ok := v.(string); ok {
					if err := f.Parse(free(), c, s); err != nil {
						t.Errorf("%s: %q: %v", f.Name, s, err)
					}
				} else if _, rows := v.([]model.Object); rows {
					if err := f.SetJSON(free(), c, []any{}); err != nil {
						t.Error(err)
					}
				} else if err := f.SetJSON(free(), c, v); err != nil {
					t.Errorf("%s: %v: %v", f.Name, v, err)
				}
				if got := string(k.Append(nil, r)); got != before {
					t.Fatalf("%s of a copy writes into the original", f.Name)
				}
			}
		}
		if c := k.Copy(r); c == r || c.Base() == r.Base() || sameBytes(k, c, r) != "" {
			t.Error("a copy is not the same, or the same one")
		}
	})
}

// A wrong value leaves the record as it was and says what is wanted.
func TestWrongValues(t *testing.T) {
	wrong := map[model.Type]string{model.TypeInt: "many", model.TypeNumber: "many", model.TypeMoney: "much", model.TypeDate: "soonish", model.TypeTime: "soonish",
		model.TypeSpan: "long", model.TypePercent: "half", model.TypeEnum: "no such choice", model.TypeFlag: "perhaps", model.TypeRef: "nobody at all", model.TypeRefs: "nobody at all"}
	says := map[model.Type]string{model.TypeInt: "whole number", model.TypeNumber: "number", model.TypeMoney: "write 1200.50", model.TypeDate: "write today", model.TypeTime: "write today",
		model.TypeSpan: "write 3d", model.TypePercent: "percentage", model.TypeEnum: "one of", model.TypeFlag: "yes or no", model.TypeRef: "not a reference", model.TypeRefs: "not a reference"}
	everyKind(t, func(t *testing.T, k *model.Kind) {
		r := filled(t, k)
		before := string(k.Append(nil, r))
		for i := range k.Fields {
			f := &k.Fields[i]
			if bad, ok := wrong[f.Type]; ok {
				err := f.Parse(free(), r, bad)
				if err == nil || !strings.Contains(err.Error(), says[f.Type]) {
					t.Errorf("%s takes %q: %v", f.Name, bad, err)
				}
				if f.SetJSON(free(), r, map[string]any{}) == nil {
					t.Errorf("%s takes an object", f.Name)
				}
			}
			if f.Type != model.TypeList {
				continue
			}
			for _, bad := range []any{strings.Repeat("a | ", 40) + "k", []any{"x"}, 5, []any{map[string]any{f.Rows[0].Name: []any{1}}}} {
				if err := f.SetJSON(free(), r, bad); err == nil || !strings.Contains(err.Error(), f.Rows[0].Name) && !strings.Contains(err.Error(), "list of objects") {
					t.Errorf("%s takes %v: %v", f.Name, bad, err)
				}
			}
		}
		if string(k.Append(nil, r)) != before {
			t.Error("a wrong value has changed the record")
		}
	})
}

func TestBounds(t *testing.T) {
	everyKind(t, func(t *testing.T, k *model.Kind) {
		for i := range k.Fields {
			f := &k.Fields[i]
			if !f.Bounded {
				continue
			}
			r := k.Blank()
			for _, bad := range []float64{f.Min - 1, f.Max + 1} {
				s := decimal.MustNew(int64(bad), 0).String()
				if err := f.Parse(free(), r, s); err == nil && (bad != 0 || f.Required) {
					t.Errorf("%s takes %s", f.Name, s)
				} else if err != nil && !strings.Contains(err.Error(), " to ") {
					t.Errorf("%s: %v", f.Name, err)
				}
			}
			for _, good := range []float64{f.Min, f.Max} {
				if err := f.Parse(free(), r, decimal.MustNew(int64(good), 0).String()); err != nil {
					t.Errorf("%s: %v", f.Name, err)
				}
			}
		}
	})
}
