package model

import (
	"slices"
	"strings"
)

// MapText replaces every text of a record, those in the rows of its lists and its tags too,
// by what f makes of it. The record must not be one of a snapshot; its lists may be shared
// with none either. It reports whether anything changed.
func (k *Kind) MapText(r Record, f func(string) string) bool {
	return mapText(k.Fields, r, f)
}

func mapText(fields []Field, o any, f func(string) string) (changed bool) {
	for i := range fields {
		fd := &fields[i]
		if fd.op().within != nil {
			if hit, ok := fd.op().within(o, f); ok {
				changed = changed || hit
				continue
			}
		}
		switch {
		case !fd.Stored() || fd.IsZero(o):
		case fd.op().rows != nil:
			fd.op().rows(o, func(_ int, row any) { changed = mapText(fd.Rows, row, f) || changed })
		case fd.Type == TypeText || fd.Type == TypeLong:
			old := string(fd.op().put(nil, o)) // a text is stored as it is
			if s := f(old); s != old && fd.op().get(o, s) == nil {
				changed = true
			}
		case fd.Type == TypeTags:
			old := fd.Strings(o)
			list := make([]string, len(old))
			for j, s := range old {
				list[j] = f(s)
			}
			if !slices.Equal(old, list) && fd.op().get(o, strings.Join(list, "\x00")) == nil {
				changed = true
			}
		}
	}
	return changed
}

// Forget takes every reference to the records that gone names out of a record, as if they had
// never been: a field is emptied, a row whose rule says so is dropped. The record must not be
// one of a snapshot. It reports whether anything changed.
func (k *Kind) Forget(r Record, gone func(ID) bool) (changed bool) {
	for i := range k.Fields {
		fd := &k.Fields[i]
		if !fd.HasRefs() || fd.op().unref == nil {
			continue
		}
		var hit []ID
		fd.EachRef(r, func(to ID) {
			if gone(to) && !slices.Contains(hit, to) {
				hit = append(hit, to)
			}
		})
		for _, id := range hit {
			fd.op().unref(r, id)
			changed = true
		}
	}
	return changed
}
