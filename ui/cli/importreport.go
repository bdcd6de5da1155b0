package cli

import (
	"fmt"
	"io"
	"strings"

	"tandem/model"
	"tandem/store/transfer"
)

// importReport prints counts, then the problems one by one. failed is what kept the whole from
// being taken, or nil.
func (a *app) importReport(res transfer.Result, dry bool, failed error, seq uint64) error {
	if a.flags.json {
		return writeJSON(a.out, importObject(res, dry, seq))
	}
	if err := a.importCounts(res); err != nil {
		return err
	}
	if err := a.importColumns(res, dry); err != nil {
		return err
	}
	if dry {
		for _, s := range res.ChangesTold(shownChanges) {
			if err := a.say(oneLine(s)); err != nil {
				return err
			}
		}
	}
	p := a.paint()
	for _, x := range transfer.Alike(res.Problems) {
		word, more := "warning", ""
		if x.Rejected {
			word = "rejected"
		}
		if x.More > 0 {
			more = " (and in " + counted(x.More, "more rows") + ")"
		}
		if _, err := io.WriteString(a.beside(), p.warn.Render(word)+" "+oneLine(place(x.Problem)+clip(x.Message)+more)+"\n"); err != nil {
			return err
		}
	}
	switch {
	case failed != nil:
		return nil
	case dry:
		return a.say("dry run: nothing was changed")
	case len(res.Batch.Changes) == 0 && res.Rejected() > 0:
		return a.say("nothing was changed")
	case len(res.Batch.Changes) == 0:
		return a.say("nothing to change: all of it is here already")
	}
	return a.say("tandem undo takes it back")
}

// shownChanges is how many of the fields that an import would change a dry run names.
const shownChanges = 40

// importCounts prints a row for each kind of thing the file held.
func (a *app) importCounts(res transfer.Result) error {
	if len(res.Counts) == 0 {
		return nil
	}
	g := grid{cols: []column{{head: "kind"}, {head: "read", right: true}, {head: "added", right: true},
		{head: "updated", right: true}, {head: "unchanged", right: true}, {head: "rejected", right: true}}}
	for _, c := range res.Counts {
		g.add(c.Kind, fmt.Sprint(c.Read), fmt.Sprint(c.Added), fmt.Sprint(c.Updated), fmt.Sprint(c.Unchanged), fmt.Sprint(c.Rejected))
	}
	return a.put(&g, a.width(), false)
}

// importColumns prints what becomes of each column of every table, with what stands in it.
func (a *app) importColumns(res transfer.Result, dry bool) error {
	if !dry || len(res.Columns) == 0 {
		return nil
	}
	for _, t := range res.Tables {
		if len(res.Tables) > 1 {
			if err := a.say(oneLine(t.Name), ": ", t.Kind.Plural); err != nil {
				return err
			}
		}
		g := grid{cols: []column{{head: "column"}, {head: "field"}, {head: "how"}, {head: "values"}}}
		for _, c := range t.Columns {
			g.add(c.Heading, fieldWord(c.Field), c.How, strings.Join(c.Samples, " · "))
		}
		if err := g.write(a.beside(), a.width(), a.paint(), a.ascii()); err != nil {
			return err
		}
	}
	return nil
}

// fieldWord is what a column becomes, as --map takes it.
func fieldWord(s string) string {
	if s == transfer.ToCustom {
		return "custom"
	}
	return s
}

// maxMessage is how much of what is wrong with a row is printed: the row's own text can be in it.
const maxMessage = 400

// clip takes the middle out of a long message: what is wrong stands at its end.
func clip(s string) string {
	r := []rune(s)
	if len(r) <= maxMessage {
		return s
	}
	return string(r[:maxMessage/3]) + " ... " + string(r[len(r)-maxMessage*2/3:])
}

// place is where in the file a problem is: "plan.xml:120 Start: ".
func place(p transfer.Problem) string {
	s := p.File
	if p.Row > 0 {
		s += fmt.Sprintf(":%d", p.Row)
	}
	if p.Field != "" {
		s += " " + p.Field
	}
	return s + ": "
}

// importObject is the report as scripts get it.
func importObject(res transfer.Result, dry bool, seq uint64) model.Object {
	counts := model.Object{}
	for _, c := range res.Counts {
		counts = append(counts, model.Pair{Name: strings.ReplaceAll(c.Kind, " ", "_"), Value: model.Object{{Name: "read", Value: c.Read},
			{Name: "added", Value: c.Added}, {Name: "updated", Value: c.Updated}, {Name: "unchanged", Value: c.Unchanged},
			{Name: "rejected", Value: c.Rejected}}})
	}
	problems := []model.Object{}
	for _, p := range res.Problems {
		problems = append(problems, model.Object{{Name: "file", Value: p.File}, {Name: "row", Value: p.Row},
			{Name: "field", Value: p.Field}, {Name: "message", Value: p.Message}, {Name: "rejected", Value: p.Rejected}})
	}
	changes := []model.Object{}
	for _, c := range res.Changes {
		changes = append(changes, model.Object{{Name: "ref", Value: c.ID.String()}, {Name: "field", Value: c.Field.Name}, {Name: "from", Value: c.From}, {Name: "to", Value: c.To}})
	}
	columns := []model.Object{}
	for _, t := range res.Tables {
		for _, c := range t.Columns {
			columns = append(columns, model.Object{{Name: "heading", Value: c.Heading}, {Name: "field", Value: fieldWord(c.Field)}, {Name: "how", Value: c.How},
				{Name: "table", Value: t.Name}, {Name: "kind", Value: t.Kind.Slug()}})
		}
	}
	return model.Object{{Name: "counts", Value: counts}, {Name: "columns", Value: columns}, {Name: "problems", Value: problems},
		{Name: "changes", Value: changes}, {Name: "changes_total", Value: res.Changed},
		{Name: "dry_run", Value: dry}, {Name: "seq", Value: seq}}
}
