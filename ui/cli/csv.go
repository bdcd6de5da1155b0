package cli

import (
	"io"
	"slices"
	"strings"

	"tandem/model"
	"tandem/store"
)

// objectsCSV writes what scripts get as JSON as a table: a row for each object and a column for each of its
// names. heads are the names where there is no object to tell them.
func (a *app) objectsCSV(list []model.Object, heads ...string) error {
	var g grid
	if len(list) > 0 {
		heads = heads[:0]
		for _, p := range list[0] {
			heads = append(heads, p.Name)
		}
	}
	for _, h := range heads {
		g.cols = append(g.cols, column{head: h})
	}
	for _, o := range list {
		row := make([]string, len(heads))
		for _, p := range o {
			text, err := cellOf(p.Value)
			if err != nil {
				return err
			}
			if i := slices.Index(heads, p.Name); i >= 0 {
				row[i] = text
			}
		}
		g.add(row...)
	}
	return a.put(&g, 0, false)
}

// cellOf is a value as a cell: a text as it is, nothing for null, texts parted by commas as in a list, anything
// else as its JSON.
func cellOf(v any) (string, error) {
	switch x := v.(type) {
	case nil:
		return "", nil
	case string:
		return x, nil
	case []string:
		return strings.Join(x, ", "), nil
	case []any:
		var out []string
		for _, y := range x {
			if s, ok := y.(string); ok {
				out = append(out, s)
			}
		}
		if len(out) == len(x) {
			return strings.Join(out, ", "), nil
		}
	}
	b, err := appendJSON(nil, v)
	return string(b), err
}

// showCSV prints every field of records, a field a row, exact as list --csv has it; with their history a
// field that changed is a row instead.
func (a *app) showCSV(c *model.Ctx, ids []model.ID, history bool, past func(model.ID) ([]store.Revision, error)) error {
	if history {
		return a.pastCSV(c, ids, past)
	}
	g := grid{cols: []column{{head: "ref"}, {head: "field"}, {head: "value"}}}
	for _, id := range ids {
		r := c.Snap.Get(id)
		k, own := c.Snap.Schema().Of(id), c.For(r)
		g.add(id.String(), "kind", k.Name)
		for i := range k.Fields {
			f := &k.Fields[i]
			text := f.Text(own, r)
			if at := model.Unsettled(own, r, f.Name); at != 0 {
				text = at.RFC3339(own.Loc)
			}
			g.add(id.String(), f.Name, text)
		}
	}
	return a.put(&g, 0, false)
}

// pastCSV prints the changes of records, newest first, one field a row.
func (a *app) pastCSV(c *model.Ctx, ids []model.ID, past func(model.ID) ([]store.Revision, error)) error {
	g := grid{cols: append([]column{{head: "ref"}}, pastColumns()...)}
	for _, id := range ids {
		list, err := past(id)
		if err != nil {
			return err
		}
		for _, row := range a.pastRows(c, list) {
			g.add(append([]string{id.String()}, row...)...)
		}
	}
	return a.put(&g, 0, false)
}

// beside is where what stands beside a table goes: to the errors where the table goes out as CSV.
func (a *app) beside() io.Writer {
	if a.flags.csv {
		return a.io.Err
	}
	return a.out
}

// pageOnly refuses --csv where a page in Markdown comes out, before anything is kept or written.
func (a *app) pageOnly() error {
	if a.flags.csv {
		return usagef("--csv: this is a page in Markdown, not a table: leave it out, or write --json")
	}
	return nil
}
