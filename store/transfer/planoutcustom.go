package transfer

import (
	"slices"
	"strings"

	"tandem/model"
	"tandem/store/transfer/mspdi"
)

// tandemPrefix begins the names of values that only this program has: points, tags, a column.
const tandemPrefix = "tandem."

// ownFields are the fields of a task that the format has no place for; they go out as text fields
// of their own. References stay behind: another workspace has other records.
func ownFields() []string {
	return []string{"deliverable", "optimistic", "likely", "pessimistic", "column", "points", "acceptance", "tags", "resume"}
}

// customOf are the values of a task that go out as text fields, by name.
func (x *planSide) customOf(t *model.Task) []model.Custom {
	var out []model.Custom
	for _, c := range t.Custom {
		switch c.Name {
		case "guid", "subproject", "external project", "stop", "resume", "split", "finish":
		default:
			out = append(out, c)
		}
	}
	k, ctx := x.snap.Schema().Prefix(model.TaskPrefix), x.snap.Ctx(0)
	ctx.Loc, ctx.Scale = x.loc, x.scale
	for _, name := range ownFields() {
		if f := k.Field(name); f != nil && !f.IsZero(t) {
			out = append(out, model.Custom{Name: tandemPrefix + name, Value: f.Text(ctx, t)})
		}
	}
	return out
}

// customs writes the custom values of a task that differ.
func (o *planOut) customs(e *mspdi.Elem, was, now *model.Task) {
	var before []model.Custom
	if was != nil {
		before = o.base.customOf(was)
	}
	o.customValues(e, before, o.cur.customOf(now))
}

// customValues writes what differs between the custom values of a line of the plan.
func (o *planOut) customValues(e *mspdi.Elem, before, after []model.Custom) {
	if slices.Equal(before, after) {
		return
	}
	for _, c := range before {
		if !slices.ContainsFunc(after, func(x model.Custom) bool { return x.Name == c.Name }) {
			if k := o.extended(e, c.Name); k != nil {
				e.Remove(k)
			}
		}
	}
	for _, c := range after {
		if slices.Contains(before, c) {
			continue
		}
		if k := o.extended(e, c.Name); k != nil {
			k.Set(nil, "Value", c.Value)
			for _, old := range []string{"ValueID", "ValueGUID"} { // the lookup entry it no longer is
				k.Set(nil, old, "")
			}
			continue
		}
		if id := o.textField(c.Name); id != "" {
			e.Insert(mspdi.TaskOrder(), made("ExtendedAttribute", []value{{"FieldID", id}, {"Value", c.Value}}))
		}
	}
}

// extended is the custom value of that name in a task's element, or nil.
func (o *planOut) extended(e *mspdi.Elem, name string) *mspdi.Elem {
	for _, k := range e.All("ExtendedAttribute") {
		if id := k.Value("FieldID"); id == name || o.labels()[id] == name {
			return k
		}
	}
	return nil
}

// labels are the names of the custom fields of the file by their number.
func (o *planOut) labels() map[string]string {
	if len(o.text) == 0 {
		for _, k := range o.doc.Root.Kid("ExtendedAttributes").All("ExtendedAttribute") {
			o.text[k.Value("FieldID")] = strings.TrimSpace(firstOr(k.Kid("Alias").Text(), k.Kid("FieldName").Text()))
		}
	}
	return o.text
}

// textField is the number of the text field that a name stands for, defined where it is new; ""
// where all thirty are taken.
func (o *planOut) textField(name string) string {
	used, known := o.labels(), ""
	for id, label := range used {
		if label == name && (known == "" || id < known) {
			known = id
		}
	}
	if known != "" {
		return known
	}
	for n := 1; ; n++ {
		id, field, ok := mspdi.TextField(n)
		if !ok {
			return ""
		}
		if _, taken := used[id]; taken {
			continue
		}
		used[id] = name
		o.list("ExtendedAttributes").Append(made("ExtendedAttribute", []value{{"FieldID", id}, {"FieldName", field}, {"Alias", name}}))
		return id
	}
}
