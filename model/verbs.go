package model

import (
	"fmt"

	"tandem/model/text"
)

// Verb is something that can be done to a record of a kind besides editing it: approve a change
// request, accept a delivery. The key a does the first one of the kind that can be done; the
// palette and the command line name each.
type Verb struct {
	Name  string // what scripts write: one word
	Title string // "Approve"
	Help  string // a sentence
	// Why says why it cannot be done to a record now; "" if it can.
	Why func(c *Ctx, r Record) string
	// Do does it in an edit. The edit's moment is when it is done. A verb that asks has none.
	Do func(e *Edit, id ID) error
	// Asks is the hint of the line in which a verb wants to be told something first, such as a new
	// date; "" for none.
	Asks string
	// Read says in words what an answer means, or why it means nothing. It must be quick.
	Read func(c *Ctx, r Record, answer string) (string, error)
	// Tell does a verb that asks.
	Tell func(e *Edit, id ID, answer string) error
}

// Verb returns the verb of that name, or nil.
func (k *Kind) Verb(name string) *Verb {
	for i := range k.Verbs {
		if k.Verbs[i].Name == name {
			return &k.Verbs[i]
		}
	}
	return nil
}

// FirstVerb is the first verb that can be done to the record. Where none can, v is nil and why
// says what stands in the way of the first.
func (k *Kind) FirstVerb(c *Ctx, r Record) (v *Verb, why string) {
	if len(k.Verbs) == 0 {
		return nil, "there is nothing to approve or accept about " + text.An(k.Name)
	}
	for i := range k.Verbs {
		reason := k.Verbs[i].Why(c, r)
		if reason == "" {
			return &k.Verbs[i], ""
		}
		if i == 0 {
			why = reason
		}
	}
	return nil, why
}

// Act does a verb to a record: it is Do with the question Why asked first.
func (e *Edit) Act(id ID, name string) error { return e.ActWith(id, name, "") }

// ActWith is Act for a verb that asks; one that does not takes no answer.
func (e *Edit) ActWith(id ID, name, answer string) error {
	k, r := e.base.schema.Of(id), e.Get(id)
	if k == nil || r == nil {
		return noSuch(id)
	}
	v := k.Verb(name)
	if v == nil {
		return fmt.Errorf("%s: %q is not done to %s", id, name, text.An(k.Name))
	}
	if why := v.Why(e.Ctx.For(r), r); why != "" {
		return fmt.Errorf("%s: %s", id, why)
	}
	if v.Asks != "" {
		return v.Tell(e, id, answer)
	}
	if answer != "" {
		return fmt.Errorf("%s: %s takes nothing after it, not %q", id, name, answer)
	}
	return v.Do(e, id)
}
