package model

import (
	"fmt"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

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
	parts := make([]Problems, (len(b.Changes)+manyChanges-1)/manyChanges)
	inParts(len(parts), func(i int) {
		parts[i] = next.problems(b.Changes[i*manyChanges:min((i+1)*manyChanges, len(b.Changes))], now)
	})
	if out = slices.Concat(parts...); len(out) == 0 {
		return nil
	}
	return out
}

// manyChanges are as many as one processor checks at a time.
const manyChanges = 1000

// inParts calls f for 0 to n-1, on all processors where n is more than one.
func inParts(n int, f func(int)) {
	var all sync.WaitGroup
	var next atomic.Int64
	for range min(n, runtime.GOMAXPROCS(0)) - 1 {
		all.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				f(i)
			}
		})
	}
	for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
		f(i)
	}
	all.Wait()
}

// problems checks what some changes leave behind in s.
func (s *Snapshot) problems(changes []Change, now date.Instant) (out Problems) {
	x := newChecker(s.Ctx(now))
	for _, c := range changes {
		if c.Moved {
			continue // it was whole before, and a schedule gives no other dates than whole ones
		}
		if c.After != nil {
			x.record(s.schema.Of(c.ID), c.After)
			continue
		}
		for r := range s.RefsTo(c.ID) {
			x.out = append(x.out, Problem{ID: r.Base().ID, Message: "names " + c.ID.String() + ", which is deleted"})
		}
	}
	return x.out
}

// Problems lists what is wrong with a record that c.Snap holds (or could): missing values,
// values outside their bounds or choices, references to nothing or to the wrong kind, and
// what the kind's own check finds.
func (k *Kind) Problems(c *Ctx, r Record) Problems {
	x := newChecker(c)
	x.record(k, r)
	return x.out
}

// checker gathers what is wrong with records. An import checks fifty thousand of them, field by
// field, so it holds what it is at instead of making a function for each.
type checker struct {
	c     *Ctx
	out   Problems
	id    ID
	f     *Field // the field at hand
	list  *Field // the one whose row it is of; nil: none
	row   int    // of the list, from 0
	eachR func(int, any)
	eachT func(ID)
}

func newChecker(c *Ctx) *checker {
	x := &checker{c: c}
	x.eachR, x.eachT = x.ofRow, x.target
	return x
}

func (x *checker) record(k *Kind, r Record) {
	x.id = r.Base().ID
	for i := range k.Fields {
		x.field(&k.Fields[i], r)
	}
	if k.Check != nil {
		for _, p := range k.Check(x.c, r) {
			p.ID = x.id
			x.out = append(x.out, p)
		}
	}
}

func (x *checker) report(msg string) {
	if x.list != nil {
		x.out = append(x.out, Problem{x.id, x.list.Name, fmt.Sprintf("row %d, %s: %s", x.row+1, x.f.Name, msg)})
		return
	}
	x.out = append(x.out, Problem{x.id, x.f.Name, msg})
}

// field checks the field's value in o, a record or a row of a list.
func (x *checker) field(f *Field, o any) {
	x.f = f
	if f.Required && f.IsZero(o) && !f.mayBeZero() {
		msg := "is missing"
		if f.Help != "" {
			msg += ": " + f.Help
		}
		x.report(msg)
	}
	if f.op().bad != nil {
		if msg := f.op().bad(o); msg != "" {
			x.report(msg)
		}
	}
	if f.op().rows != nil && x.list == nil {
		x.list = f
		f.op().rows(o, x.eachR)
		x.list = nil
		return
	}
	if f.HasRefs() {
		f.EachRef(o, x.eachT)
	}
}

func (x *checker) ofRow(i int, row any) {
	x.row = i
	for j := range x.list.Rows {
		x.field(&x.list.Rows[j], row)
	}
}

// target checks a reference of the field at hand.
func (x *checker) target(to ID) {
	switch {
	case x.c.Snap.Get(to) == nil:
		x.report(to.String() + " does not exist")
	case !x.f.Allows(to):
		x.report(x.c.wrongKind(to, x.f.Kinds))
	}
}

// mayBeZero reports a type of which zero is a value like any other: it cannot be missing.
func (f *Field) mayBeZero() bool {
	return f.Type == TypeInt || f.Type == TypePercent || f.Type == TypeNumber
}

// wrongKind says what a reference is and what it should be.
func (c *Ctx) wrongKind(id ID, kinds []string) string {
	return fmt.Sprintf("%s is %s; %s is wanted", id, text.An(c.Snap.schema.Of(id).Name), text.An(c.kindNames(kinds)))
}
