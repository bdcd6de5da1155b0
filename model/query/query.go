// Package query is the filter language of lists and of the command line:
//
//	status:open severity<=2 due<+7d -tag:later "two words" word
//
// Terms parted by blanks must all hold; "or" parts alternatives, parentheses group, "-" or
// "not" before a term turns it round. A term is one of
//
//	field:value    text contains it, a choice or name equals or contains it, tags have it
//	field:a,b      one of them, where the field holds a choice, a number, a reference or tags
//	field=value    is exactly it; field!=value is not
//	field<value    and <= > >=, for numbers, money, dates, times, durations, percentages, choices
//	field:         is empty; field:* is not
//	tag:later      the same as tags:later
//	ref:T-14       the record itself
//	custom.name:x  a value kept from an import; name:x where no field is called so
//	due<+7d        the day a record is due by, whatever its kind calls it
//	status:open    every state in which something is still owed; state:open is the same
//	word, "text"   any searched field, the name, the reference or a tag has it
//
// Values are written as in a form: due<+7d, duration>=3d, amount>1.5k; with blanks in quotes:
// due<"fri +2w". A day stands for the whole day, so start:today is any time of today. Upper
// and lower case are the same everywhere. An empty value is neither less nor more than
// anything.
package query

import (
	"tandem/model"
)

// Query is a parsed filter for the records of one kind, or of any kind. It holds no state
// and may be used from any goroutine.
type Query struct {
	text string
	kind *model.Kind // nil: any
	root node        // nil: everything
}

// Error says what is wrong with a filter and where: Pos and Len count bytes of its text.
// Expected lists what could stand there instead, best first.
type Error struct {
	Pos, Len int
	Message  string
	Expected []string
}

func (e *Error) Error() string { return e.Message }

// Parse reads a filter for records of the kind; nil is any kind, where a field may be one of
// any kind and no record of a kind without it fits. The error is an *Error.
func Parse(q string, k *model.Kind) (*Query, error) {
	p := newParser(q, k)
	root := p.parse()
	if p.err != nil {
		return nil, p.err
	}
	return &Query{text: q, kind: k, root: root}, nil
}

// Lenient reads a filter that is still being typed: what does not make sense yet, such as
// "due<" or "(" or a "status:" at the very end, is left out instead of emptying the list. The
// error, nil or an *Error, says what was left out and why.
func Lenient(q string, k *model.Kind) (*Query, error) {
	p := newParser(q, k)
	p.lenient = true
	root := p.parse()
	out := &Query{text: q, kind: k, root: root}
	if p.err != nil {
		return out, p.err
	}
	return out, nil
}

// String is the filter as it was written.
func (q *Query) String() string { return q.text }

// Empty reports whether the filter lets everything through.
func (q *Query) Empty() bool { return q == nil || q.root == nil }

// Check tells what is wrong with the filter in a workspace that Parse, which sees none, could not know: a
// status that is no column of any board there. The error is nil or an *Error.
func (q *Query) Check(c *model.Ctx) error {
	if q.Empty() || q.kind == nil {
		return nil
	}
	var first *Error
	eachTerm(q.root, func(t *term) {
		if _, err := compileTerm(c, q.kind, t); first == nil {
			first = err
		}
	})
	if first == nil {
		return nil
	}
	return first
}

// Words lists the words the filter looks for in any field, for marking them where they are
// shown; those of a negated term are not among them.
func (q *Query) Words() []string {
	var out []string
	if !q.Empty() {
		eachTerm(q.root, func(t *term) {
			if t.name == "" {
				out = append(out, t.value)
			}
		})
	}
	return out
}

// Bind returns the filter as a function of a record. Values relative to now, to the zone, to
// the currency and to names of records are read once, as c says. The function keeps what it
// learned of names: use it for one snapshot and from one goroutine at a time.
func (q *Query) Bind(c *model.Ctx) func(model.Record) bool {
	if q.Empty() {
		return func(model.Record) bool { return true }
	}
	if q.kind != nil {
		return compile(c, q.kind, q.root)
	}
	kinds := map[string]pred{}
	return func(r model.Record) bool {
		id := r.Base().ID
		p, ok := kinds[id.Prefix()]
		if !ok {
			if k := kindOf(c, id); k != nil {
				p = compile(c, k, q.root)
			}
			kinds[id.Prefix()] = p
		}
		return p != nil && p(r)
	}
}

func kindOf(c *model.Ctx, id model.ID) *model.Kind {
	if c.Snap != nil {
		return c.Snap.Schema().Of(id)
	}
	return model.Kinds().Of(id)
}

// Filter returns the records that the filter lets through, in their order. Where it lets all
// through it returns recs itself.
func Filter(c *model.Ctx, q *Query, recs []model.Record) []model.Record {
	if q.Empty() {
		return recs
	}
	fits := q.Bind(c)
	var out []model.Record
	for _, r := range recs {
		if fits(r) {
			out = append(out, r)
		}
	}
	return out
}
