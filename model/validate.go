package model

import (
	"fmt"

	"tandem/model/date"
	"tandem/model/text"
)

// Validate checks the records a batch leaves behind, in the snapshot that holds them. The
// error is a Problems.
func Validate(next *Snapshot, b Batch, now date.Instant) error {
	var out Problems
	for _, c := range b.Changes {
		k := next.schema.Of(c.ID)
		switch {
		case k == nil:
			out = append(out, Problem{Message: fmt.Sprintf("%q is of a kind this version does not know", c.ID)})
		case c.ID.Num() == 0 || c.After != nil && (!k.is(c.After) || c.After.Base().ID != c.ID):
			out = append(out, Problem{ID: c.ID, Message: "does not hold " + text.An(k.Name) + " of this reference"})
		}
	}
	if len(out) > 0 { // the rest would trip over them
		return out
	}
	ctx := next.Ctx(now)
	for _, c := range b.Changes {
		if c.After != nil {
			out = append(out, next.schema.Of(c.ID).Problems(ctx, c.After)...)
			continue
		}
		for r := range next.RefsTo(c.ID) {
			out = append(out, Problem{ID: r.Base().ID, Message: "names " + c.ID.String() + ", which is deleted"})
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

// Problems lists what is wrong with a record that c.Snap holds (or could): missing values,
// values outside their bounds or choices, references to nothing or to the wrong kind, and
// what the kind's own check finds.
func (k *Kind) Problems(c *Ctx, r Record) Problems {
	var out Problems
	id := r.Base().ID
	for i := range k.Fields {
		f := &k.Fields[i]
		f.problems(c, r, func(msg string) { out = append(out, Problem{id, f.Name, msg}) })
	}
	if k.Check != nil {
		for _, p := range k.Check(c, r) {
			p.ID = id
			out = append(out, p)
		}
	}
	return out
}

// problems reports what is wrong with the field's value in o, a record or a row of a list.
func (f *Field) problems(c *Ctx, o any, report func(string)) {
	if f.Required && f.IsZero(o) && !f.mayBeZero() {
		msg := "is missing"
		if f.Help != "" {
			msg += ": " + f.Help
		}
		report(msg)
	}
	if f.op().bad != nil {
		if msg := f.op().bad(o); msg != "" {
			report(msg)
		}
	}
	if f.op().rows != nil {
		f.op().rows(o, func(i int, row any) {
			for j := range f.Rows {
				f.Rows[j].problems(c, row, func(msg string) { report(fmt.Sprintf("row %d, %s: %s", i+1, f.Rows[j].Name, msg)) })
			}
		})
		return
	}
	f.EachRef(o, func(to ID) {
		switch {
		case c.Snap.Get(to) == nil:
			report(to.String() + " does not exist")
		case !f.Allows(to):
			report(c.wrongKind(to, f.Kinds))
		}
	})
}

// mayBeZero reports a type of which zero is a value like any other: it cannot be missing.
func (f *Field) mayBeZero() bool {
	return f.Type == TypeInt || f.Type == TypePercent || f.Type == TypeNumber
}

// wrongKind says what a reference is and what it should be.
func (c *Ctx) wrongKind(id ID, kinds []string) string {
	return fmt.Sprintf("%s is %s; %s is wanted", id, text.An(c.Snap.schema.Of(id).Name), text.An(c.kindNames(kinds)))
}
