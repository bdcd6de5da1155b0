package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"tandem/model"
)

const kindsLong = `Lists the kinds of record, or the fields of one kind: what add, set, --filter and --columns
take, and what JSON holds. It needs no workspace.`

const kindsExample = `  tandem kinds
  tandem kinds task
  tandem kinds --json | jq -r '.[].plural'`

func (a *app) kindsCmd() *cobra.Command {
	c := a.command("kinds [KIND]", "List the kinds of record and their fields", kindsLong, kindsExample, func(cmd *cobra.Command, args []string) error {
		if err := need(cmd, args, 0, 1); err != nil {
			return err
		}
		if len(args) == 0 {
			return a.kinds()
		}
		k, err := kindNamed(args[0])
		if err != nil {
			return err
		}
		return a.fields(k)
	})
	c.Aliases = []string{"fields"}
	c.ValidArgsFunction = a.completeKinds
	return c
}

// kinds lists all kinds.
func (a *app) kinds() error {
	all := model.Kinds().Kinds
	if a.flags.json {
		objects := make([]model.Object, len(all))
		for i, k := range all {
			objects[i] = kindObject(k)
		}
		return writeAll(a.out, objects)
	}
	g := grid{cols: []column{{head: "kind"}, {head: "ref"}, {head: "hat"}, {head: "what belongs there", keep: keepTitle}}}
	for _, k := range all {
		g.add(plural(k), k.Prefix+"-1", hatName(k.Hat), k.Help)
	}
	return a.put(&g, a.width(), false)
}

// fields lists what one kind is made of: the same declaration forms, filters and the store use.
func (a *app) fields(k *model.Kind) error {
	if a.flags.json {
		return writeJSON(a.out, kindObject(k))
	}
	g := grid{cols: []column{{head: "field"}, {head: "type"}, {name: "mark"}, {head: "what it wants", keep: keepTitle}}}
	for i := range k.Fields {
		f := &k.Fields[i]
		mark := ""
		switch {
		case f.ReadOnly:
			mark = "kept"
		case f.Required:
			mark = "needed"
		}
		g.add(f.Name, typeName(f.Type), mark, strings.Join(wants(f), "; "))
	}
	return a.put(&g, a.width(), false)
}

// wants says in words what a field takes.
func wants(f *model.Field) []string {
	var out []string
	if len(f.Choices) > 0 {
		out = append(out, strings.Join(choices(f), ", "))
	}
	if f.Bounded {
		out = append(out, fmt.Sprintf("%g to %g", f.Min, f.Max))
	}
	if names := kindNames(f); len(names) > 0 && f.HasRefs() {
		out = append(out, strings.Join(names, " or "))
	}
	if len(f.Rows) > 0 {
		var rows []string
		for _, r := range f.Rows {
			if r.Stored() {
				rows = append(rows, r.Name)
			}
		}
		out = append(out, strings.Join(rows, " | "))
	}
	if f.Help != "" {
		out = append(out, f.Help)
	}
	return out
}

// choices are the words an enum takes.
func choices(f *model.Field) []string {
	out := []string{}
	for _, c := range f.Choices {
		out = append(out, c.Value)
	}
	return out
}

// kindNames are the kinds a reference may name; none stands for any.
func kindNames(f *model.Field) []string {
	out := []string{}
	for _, p := range f.Kinds {
		if k := model.Kinds().Prefix(p); k != nil {
			out = append(out, k.Slug())
		}
	}
	return out
}

// plural is how lists of a kind are written: cost_lines.
func plural(k *model.Kind) string { return strings.ReplaceAll(k.Plural, " ", "_") }

// hatName is the side of the desk as scripts read it.
func hatName(h model.Hat) string { return [...]string{"both", "pm", "dm"}[h] }

// typeName is a field's type as scripts read it.
func typeName(t model.Type) string {
	return [...]string{"text", "long", "int", "number", "money", "date", "time", "span", "percent",
		"enum", "flag", "tags", "ref", "refs", "list", "calc"}[t]
}

// kindObject is a kind as scripts get it.
func kindObject(k *model.Kind) model.Object {
	return model.Object{{Name: "kind", Value: k.Slug()}, {Name: "name", Value: k.Name}, {Name: "plural", Value: plural(k)},
		{Name: "prefix", Value: k.Prefix}, {Name: "hat", Value: hatName(k.Hat)}, {Name: "help", Value: k.Help},
		{Name: "columns", Value: k.Columns}, {Name: "sort", Value: k.Sort}, {Name: "fields", Value: fieldObjects(k.Fields)}}
}

// fieldObjects are fields as scripts get them; what only some types have is there only for those.
func fieldObjects(fields []model.Field) []model.Object {
	out := []model.Object{}
	for i := range fields {
		f := &fields[i]
		o := model.Object{{Name: "name", Value: f.Name}, {Name: "label", Value: f.Label}, {Name: "type", Value: typeName(f.Type)},
			{Name: "required", Value: f.Required}, {Name: "read_only", Value: f.ReadOnly}, {Name: "help", Value: f.Help}}
		if len(f.Choices) > 0 {
			o = append(o, model.Pair{Name: "choices", Value: choices(f)})
		}
		if f.HasRefs() && len(f.Rows) == 0 {
			o = append(o, model.Pair{Name: "kinds", Value: kindNames(f)})
		}
		if f.Bounded {
			o = append(o, model.Pair{Name: "min", Value: f.Min}, model.Pair{Name: "max", Value: f.Max})
		}
		if len(f.Rows) > 0 {
			o = append(o, model.Pair{Name: "rows", Value: fieldObjects(f.Rows)})
		}
		out = append(out, o)
	}
	return out
}
