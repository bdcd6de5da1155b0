package transfer

import (
	"slices"
	"strings"

	"tandem/model"
)

// How custom values go out in a table: each name has a column of its own, "custom.NAME" as filters
// call it, so that people can sort and change it. An import puts the columns together again in their
// order. A record whose values no columns tell exactly, for a name comes twice or the order is another
// one, has the whole list in the column of the field besides.

// customHeading begins the heading of a column that is one custom value.
const customHeading = "custom."

// maxCustomColumns bounds how many names get a column.
const maxCustomColumns = 1000

// customColumns are the columns of a sheet's custom values.
type customColumns struct {
	names []string
	at    map[string]int
}

// customsOf finds the names of all records of a sheet that shows custom values, each behind the one it
// stands behind in a record. A name that a heading cannot hold exactly gets no column.
func customsOf(sh Sheet) customColumns {
	x := customColumns{at: map[string]int{}}
	if !slices.ContainsFunc(sh.Fields, isCustomField) {
		return x
	}
	plain, met := map[string]bool{}, map[string]bool{}
	for r := range sh.Records {
		list := r.Base().Custom
		for i, c := range list {
			if met[c.Name] {
				continue
			}
			met[c.Name] = true
			if c.Name == "" || c.Name != oneLine(c.Name) || plain[plainName(c.Name)] || len(x.names) == maxCustomColumns {
				continue
			}
			plain[plainName(c.Name)] = true
			at := len(x.names)
			if i > 0 {
				if before := slices.Index(x.names, list[i-1].Name); before >= 0 {
					at = before + 1
				}
			}
			x.names = slices.Insert(x.names, at, c.Name)
		}
	}
	for i, name := range x.names {
		x.at[name] = i
	}
	return x
}

func isCustomField(f *model.Field) bool { return f.Name == "custom" && f.Type == model.TypeList }

// headings are those of the columns.
func (x *customColumns) headings() []string {
	out := make([]string, len(x.names))
	for i, name := range x.names {
		out[i] = customHeading + name
	}
	return out
}

// cells are the values of a record, one a column: the first of each name. whole tells that they say
// all there is, in its order.
func (x *customColumns) cells(r model.Record) (cells []string, whole bool) {
	cells, whole = make([]string, len(x.names)), true
	last := -1
	for _, c := range r.Base().Custom {
		i, ok := x.at[c.Name]
		if !ok || i <= last || c.Value == "" || c.Value != oneLine(c.Value) {
			whole = false
		}
		if ok && cells[i] == "" {
			cells[i] = oneLine(c.Value)
		}
		last = max(last, i)
	}
	return cells, whole
}

// customName is the name of the custom value that a column with this heading holds.
func customName(heading string) string {
	if name, ok := strings.CutPrefix(oneLine(heading), customHeading); ok && name != "" {
		return name
	}
	return oneLine(heading)
}

// isCustomHeading reports a heading that only a custom value has.
func isCustomHeading(heading string) bool {
	name, ok := strings.CutPrefix(heading, customHeading)
	return ok && name != ""
}
