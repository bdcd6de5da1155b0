package model

import (
	"fmt"
	"slices"
	"strings"
)

// Ref names another record: by reference (T-14) or by a name that fits just one.
func Ref[T any](name string, at func(*T) *ID, opts ...Opt) Field {
	get := on(at)
	f := scalar(TypeRef, name, 14, get, codec[ID]{
		text: func(_ *Field, _ *Ctx, v ID) string { return v.String() },
		show: func(_ *Field, c *Ctx, v ID) string { return c.NameOf(v) },
		parse: func(f *Field, c *Ctx, s string) (ID, error) {
			if strings.TrimSpace(s) == "" {
				return 0, nil
			}
			return c.Resolve(s, f.Kinds)
		},
		key: func(_ *Field, v ID) Key {
			return Key{Num: float64(v), Str: v.String(), Set: v != 0}
		},
		json: func(_ *Field, _ *Ctx, v ID) any {
			if v == 0 {
				return nil
			}
			return v.String()
		},
		put: putInt[ID], get: getInt[ID], zero: isZero[ID]}, opts)
	f.names = true
	f.more(func(p *ops) {
		p.refs = func(o any, yield func(ID)) {
			if id := *get(o); id != 0 {
				yield(id)
			}
		}
		p.unref = func(o any, id ID) {
			if p := get(o); *p == id {
				*p = 0
			}
		}
		p.reref = func(o any, from, to ID) {
			if p := get(o); *p == from {
				*p = to
			}
		}
	})
	return f
}

// Refs names several records.
func Refs[T any](name string, at func(*T) *[]ID, opts ...Opt) Field {
	get := on(at)
	f := scalar(TypeRefs, name, 14, get, codec[[]ID]{
		text:  func(_ *Field, _ *Ctx, v []ID) string { return joinIDs(v, ID.String) },
		show:  func(_ *Field, c *Ctx, v []ID) string { return joinIDs(v, c.NameOf) },
		parse: func(f *Field, c *Ctx, s string) ([]ID, error) { return c.resolveAll(strings.Split(s, ","), f.Kinds) },
		key: func(_ *Field, v []ID) Key {
			return Key{Str: joinIDs(v, ID.String), Num: float64(len(v)), Set: len(v) > 0}
		},
		json: func(_ *Field, _ *Ctx, v []ID) any {
			out := make([]string, len(v))
			for i, id := range v {
				out[i] = id.String()
			}
			return out
		},
		put: putIDs, get: getIDs,
		zero: func(v []ID) bool { return len(v) == 0 }}, opts)
	kinds := f.Kinds
	f.names = true
	f.more(func(p *ops) {
		p.merge = mergeOf(get, func(c *Ctx, id *ID) string { return id.String() })
		p.set = func(c *Ctx, o any, v any) error {
			parts := []string{}
			switch x := v.(type) {
			case nil:
			case []any:
				for _, y := range x {
					parts = append(parts, fmt.Sprint(y))
				}
			default:
				parts = strings.Split(fmt.Sprint(x), ",")
			}
			ids, err := c.resolveAll(parts, kinds)
			if err == nil {
				*get(o) = ids
			}
			return err
		}
		p.refs = func(o any, yield func(ID)) {
			for _, id := range *get(o) {
				yield(id)
			}
		}
		p.unref = func(o any, id ID) {
			p := get(o)
			*p = slices.DeleteFunc(slices.Clone(*p), func(x ID) bool { return x == id })
		}
		p.reref = func(o any, from, to ID) {
			var out []ID
			for _, id := range *get(o) {
				if id == from {
					id = to
				}
				if !slices.Contains(out, id) {
					out = append(out, id)
				}
			}
			*get(o) = out
		}
	})
	return f
}

// rename names another record in the place of one, wherever the field of o names that.
func (f *Field) rename(o any, from, to ID) {
	if f.op().reref != nil {
		f.op().reref(o, from, to)
	}
	if len(f.Rows) > 0 && f.op().rows != nil {
		f.op().rows(o, func(_ int, row any) {
			for i := range f.Rows {
				f.Rows[i].rename(row, from, to)
			}
		})
	}
}

func putIDs(b []byte, v []ID) []byte {
	for _, id := range v {
		b = putVarint(b, int64(id))
	}
	return b
}

func getIDs(_ *Field, b string) (out []ID, err error) {
	for b != "" {
		var n int64
		if n, b, err = getVarint(b); err != nil {
			return nil, err
		}
		out = append(out, ID(n))
	}
	return out, nil
}

func joinIDs(v []ID, name func(ID) string) string {
	out := make([]string, 0, len(v))
	for _, id := range v {
		if id != 0 {
			out = append(out, name(id))
		}
	}
	return strings.Join(out, ", ")
}
