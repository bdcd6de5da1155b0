package query

import (
	"slices"
	"strconv"
	"strings"

	"tandem/model"
)

// Words that mean the same of every kind, whatever its field is called: due is the day a record is
// due by, status or state what became of it, key what it was called where it was imported from. A field of
// that very name comes before them. What trackers call a priority stands for its number, and a column of a
// board for the status of the tasks in it.

// aliases are the words that stand for other fields of the kind, in the order they are offered.
func aliases(k *model.Kind) []string {
	var out []string
	if k.Field("due") == nil && k.DueFields() != nil {
		out = append(out, "due")
	}
	if k.StateField() != nil || k.HasState() {
		for _, n := range []string{"status", "state"} {
			if k.Field(n) == nil {
				out = append(out, n)
			}
		}
	}
	return out
}

// own reports whether f is what a name says by itself, not by how it begins.
func own(f *model.Field, name string) bool {
	return f != nil && (f.Name == name || strings.EqualFold(f.Label, name) || strings.HasPrefix(f.Name, model.CustomPrefix))
}

// keyed is the field that key stands for: every record has it.
const keyed = "external_id"

// isAlias reports whether a name is one of the words that stand for other fields of the kind.
func isAlias(k *model.Kind, name string) bool {
	return (name == "due" || name == "status" || name == "state") && !own(k.FindField(name), name) && slices.Contains(aliases(k), name)
}

// Named is the field a name in a filter means: that of the kind, or the one a common word stands
// for (due, status, state). It is nil where there is none.
func Named(k *model.Kind, name string) *model.Field {
	name = strings.ToLower(name)
	if f := k.FindField(name); name == "key" && f == nil {
		return k.Field(keyed)
	}
	if !isAlias(k, name) {
		f := k.FindField(name)
		if f != nil && !own(f, name) && anotherWord(k, f, name) {
			return nil // du: duration, or due
		}
		return f
	}
	if name == "due" {
		return k.Field(k.DueFields()[0])
	}
	return k.StateField()
}

// anotherWord reports whether a name, with which a field begins, is the beginning too of a common word
// that stands for something else.
func anotherWord(k *model.Kind, f *model.Field, name string) bool {
	return slices.ContainsFunc(aliases(k), func(word string) bool {
		if !strings.HasPrefix(word, name) {
			return false
		}
		if word == "due" {
			return !slices.Contains(k.DueFields(), f.Name)
		}
		return f != k.StateField()
	})
}

// aliasPred compiles a term about a word that stands for other fields.
func aliasPred(c *model.Ctx, k *model.Kind, t *term, name string) (pred, *Error) {
	if name == "due" {
		return firstOf(c, k, t)
	}
	if f := k.StateField(); f != nil {
		return namedPred(c, k, f, t)
	}
	if !t.quoted && (t.value == "" || t.value == "*") && !strings.ContainsAny(t.op, "<>") {
		has := (t.value == "*") == (t.op != "!=")
		return func(model.Record) bool { return has }, nil
	}
	return statePred(c, k, t)
}

// rated is the term with the words for a priority as their numbers.
func (t *term) rated(f *model.Field) *term {
	if f.Name != "priority" || f.Type != model.TypeInt {
		return t
	}
	list := t.values(true)
	for i, v := range list {
		if n := model.PriorityNamed(v); n > 0 {
			list[i] = strconv.Itoa(n)
		}
	}
	of := *t
	of.value = strings.Join(list, ",")
	return &of
}

// columnPred compares the column of a board that tasks lie in, where a value names one.
func columnPred(c *model.Ctx, k *model.Kind, t *term, names []string) (pred, *Error) {
	f := k.Field("column")
	known := columns(c)
	for _, v := range names {
		words := append([]string{"open"}, doneWords[:]...)
		if i := slices.IndexFunc(words, func(w string) bool { return distance(strings.ToLower(v), w) == 1 }); known == nil && i >= 0 {
			return nil, t.wrong(words[i:i+1], "%s is open, done or the name of a column here, not %q: did you mean %s?", t.name, v, words[i])
		}
		if f == nil || known != nil && !slices.ContainsFunc(known, func(s string) bool { return strings.EqualFold(s, v) }) {
			return nil, t.wrong(append([]string{"open", "done"}, known...), "%s is open, done or the name of a column here, not %q", t.name, v)
		}
	}
	return func(r model.Record) bool {
		in := strings.TrimSpace(f.Text(c, r))
		return slices.ContainsFunc(names, func(v string) bool { return strings.EqualFold(v, in) })
	}, nil
}

// columns are those of all boards, in alphabetical order; nil where no workspace is at hand to look.
func columns(c *model.Ctx) []string {
	if c == nil || c.Snap == nil || c.Cold {
		return nil
	}
	out := []string{}
	for p := range model.Each[*model.Project](c.Snap, model.ProjectPrefix) {
		for _, x := range p.BoardColumns() {
			out = append(out, x.Name)
		}
	}
	for t := range model.Each[*model.Task](c.Snap, model.TaskPrefix) {
		if s := strings.TrimSpace(t.Column); s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// firstOf compares the first of the fields that say when a record is due which holds something.
func firstOf(c *model.Ctx, k *model.Kind, t *term) (pred, *Error) {
	names := k.DueFields()
	fields, preds := make([]*model.Field, len(names)), make([]pred, len(names))
	for i, n := range names {
		p, err := namedPred(c, k, k.Field(n), t)
		if err != nil {
			return nil, err
		}
		fields[i], preds[i] = k.Field(n), p
	}
	return func(r model.Record) bool {
		last := len(fields) - 1
		for i, f := range fields[:last] {
			if !empty(c, f, r) {
				return preds[i](r)
			}
		}
		return preds[last](r)
	}, nil
}

// doneWords say that nothing is to be done any more, where a kind has no state of that name.
var doneWords = [...]string{"done", "closed", "complete", "completed", "finished"}

// stateWord is what a word says of the state of records that have no such choice.
func stateWord(v string) (open, ok bool) {
	v = strings.ToLower(v)
	return v == "open", v == "open" || slices.Contains(doneWords[:], v)
}

// statePred compares whether a record is open, of kinds without a field for it; of tasks also in which
// column of a board it lies.
func statePred(c *model.Ctx, k *model.Kind, t *term) (pred, *Error) {
	want, named := [2]bool{}, []string(nil)
	for _, v := range t.values(true) {
		open, ok := stateWord(v)
		switch {
		case strings.ContainsAny(t.op, "<>") || !ok && k.Field("column") == nil:
			return nil, t.wrong([]string{"open", "done"}, "%s is open or done here, not %q", t.name, v)
		case ok:
			want[index(open)] = true
		default:
			named = append(named, v)
		}
	}
	other := never
	if len(named) > 0 {
		var err *Error
		if other, err = columnPred(c, k, t, named); err != nil {
			return nil, err
		}
	}
	turn := t.op == "!="
	return func(r model.Record) bool {
		open, _ := model.Owed(r)
		return (want[index(open)] || other(r)) != turn
	}, nil
}

func index(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// owedPred compares a field that holds the state, where one of the values is open: that means every
// state in which something is still owed, a renegotiated promise or a waiting escalation too. With =
// it is the very state, where there is one called so. ok is false where the term asks for nothing of
// the kind.
func owedPred(k *model.Kind, f *model.Field, t *term) (p pred, ok bool, err *Error) {
	if f.Type != model.TypeEnum || t.quoted || strings.ContainsAny(t.op, "<>") || f != k.StateField() || !k.HasState() {
		return nil, false, nil
	}
	exact := t.op != ":"
	choice := func(v string) bool {
		return slices.ContainsFunc(f.Choices, func(c model.Choice) bool { return strings.EqualFold(c.Value, v) })
	}
	var rest []string
	var want [2]bool
	for _, v := range t.values(true) {
		open, is := stateWord(v)
		if !is || choice(v) && (exact || !open) {
			rest = append(rest, v)
			continue
		}
		want[index(open)] = true
	}
	if !want[0] && !want[1] {
		return nil, false, nil
	}
	other := never
	if len(rest) > 0 {
		of := *t
		of.value = strings.Join(rest, ",")
		if other, err = enumPred(f, &of); err != nil {
			return nil, true, err
		}
	}
	return func(r model.Record) bool {
		open, _ := model.Owed(r)
		return want[index(open)] || other(r)
	}, true, nil
}

// meant are the fields that people call otherwise, for the message about a name that is none.
func meant(k *model.Kind, name string) []string {
	var out []string
	for _, m := range [...]struct{ words, fields string }{
		{"customer client company", "account"}, {"assignee responsible assigned_to who resource", "owner assigned assignments"},
		{"end ended finished", "finish until to"}, {"begin started from_date", "start from"}, {"priority prio urgency", "severity score impact"},
		{"name summary subject", "title name what"}, {"progress complete completed", "percent done"}, {"date day", "when due date finish"},
		{"cost price budget", "amount cost budget"}, {"label labels", "tags"}, {"description comment text", "notes"}, {"effort", "work"},
	} {
		if !slices.Contains(strings.Fields(m.words), name) {
			continue
		}
		for _, f := range strings.Fields(m.fields) {
			if k.Field(f) != nil || isAlias(k, f) {
				out = append(out, f)
			}
		}
	}
	return out
}
