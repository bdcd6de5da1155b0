package search

import (
	"slices"

	"tandem/model"
)

// source is a part of a record that is searched.
type source struct {
	field *model.Field
	class int
	rows  []*model.Field // of a list: the columns that hold text
}

// own are fields that no kind marks for the search, and that people look for all the same: what
// a record is called in the tool it came from, and what came with it.
var own = []string{"external_id", "custom", "links_to"}

// sourcesOf lists what is searched in records of a kind, the name first, the notes last.
func sourcesOf(k *model.Kind) []source {
	var out []source
	for i := range k.Fields {
		f := &k.Fields[i]
		s := source{field: f, class: inField}
		switch {
		case f.Type == model.TypeRef || f.Type == model.TypeRefs || f.Type == model.TypeCalc:
			continue
		case f.Title:
			s.class = inTitle
		case f.Name == "notes" || f.Name == "custom" || f.Name == "links_to":
			s.class = inNotes
		case !f.Searched && !slices.Contains(own, f.Name) && f.Type != model.TypeList:
			continue
		}
		if f.Type == model.TypeList {
			if s.rows = textColumns(f); len(s.rows) == 0 {
				continue
			}
		}
		out = append(out, s)
	}
	slices.SortStableFunc(out, func(a, b source) int { return a.class - b.class })
	return out
}

// textColumns are the columns of a list in which people write words: the log of an escalation,
// the titles of links, values kept from an import. Names of things, as in a calendar's hours or a
// task's assignments, are none.
func textColumns(f *model.Field) []*model.Field {
	words := false
	var out []*model.Field
	for i := range f.Rows {
		c := &f.Rows[i]
		if (c.Type == model.TypeText || c.Type == model.TypeLong) && c.Name != "external_id" && c.Name != "hours" {
			out = append(out, c)
			words = words || c.Name == "text" || c.Name == "title" || c.Name == "value" || c.Type == model.TypeLong
		}
	}
	if !words {
		return nil
	}
	return out
}

// each calls yield with every text of a record's part.
func (s *source) each(r model.Record, yield func(string)) {
	switch {
	case s.field.IsZero(r):
	case s.field.Type == model.TypeTags:
		for _, tag := range s.field.Strings(r) {
			yield(tag)
		}
	case s.field.Type == model.TypeList:
		s.field.EachRow(r, func(row any) {
			for _, c := range s.rows {
				if !c.IsZero(row) {
					yield(c.Text(nil, row))
				}
			}
		})
	default:
		yield(s.field.Text(nil, r))
	}
}
