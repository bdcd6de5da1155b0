package transfer

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"tandem/model"
	"tandem/model/text"
)

// settleRounds bounds how often what is left is checked anew after rows were left out: one
// refused row can take down those that name it, and those again.
const settleRounds = 64

// settle makes the batch of what was gathered. Records that the workspace's rules refuse are
// left out and reported, one by one, with the row they came from (row gives it; 0: unknown), and
// told to refused; the rest is checked again until it holds. The error wraps ErrNothing where nothing does.
func (g *gather) settle(file string, row func(model.ID) int, refused ...func(model.Problem)) error {
	g.merge(file, row)
	g.tellTwins(file)
	g.tellGone(file, row)
	out, err := g.batch(file, row, refused...)
	if err != nil {
		return err
	}
	g.doubts(file, row)
	for _, circle := range g.edit.Loops() {
		if id := circle[0]; !out[id] {
			g.doubt(file, row(id), model.Problem{ID: id, Field: "links", Message: "waits for itself: " + model.Round(circle)})
		}
	}
	return nil
}

// batch makes the batch and lists what it left out of it; see settle.
func (g *gather) batch(file string, row func(model.ID) int, refused ...func(model.Problem)) (map[model.ID]bool, error) {
	b, err := g.edit.Batch()
	out := map[model.ID]bool{}
	for n := 0; err != nil; n++ {
		var list model.Problems
		if !errors.As(err, &list) || n == settleRounds {
			return out, fmt.Errorf("%s: %w: %w", file, ErrNothing, err)
		}
		before := len(out)
		for _, p := range list {
			if p.ID == 0 {
				return out, fmt.Errorf("%s: %w: %w", file, ErrNothing, err)
			}
			if !g.leaveOut(out, file, row, p) {
				continue
			}
			for _, tell := range refused {
				tell(p)
			}
		}
		if len(out) == before {
			return out, fmt.Errorf("%s: %w: %w", file, ErrNothing, err)
		}
		b.Changes = slices.DeleteFunc(b.Changes, func(c model.Change) bool { return out[c.ID] })
		err = g.edit.Check(&b)
	}
	g.res.Batch = b
	return out, nil
}

// leaveOut reports a problem of a record, and counts the record as refused the first
// time, when it is true.
func (g *gather) leaveOut(out map[model.ID]bool, file string, row func(model.ID) int, p model.Problem) bool {
	k := g.edit.Base().Schema().Of(p.ID)
	c := g.count.of(k.Slug())
	first := !out[p.ID]
	if first {
		out[p.ID] = true
		c.Rejected++
		if g.edit.Base().Get(p.ID) == nil {
			c.Added--
		} else {
			c.Updated--
		}
	}
	msg := g.worded(k, p)
	field := p.Field
	if g.heading != nil {
		field = g.heading(p)
	}
	g.res.Problems = append(g.res.Problems, Problem{File: file, Row: row(p.ID), Field: field, Message: msg, Rejected: first})
	return first
}

// worded says what is wrong with a record that came in. One that has no name is not called by the
// reference it would have had: it never gets it.
func (g *gather) worded(k *model.Kind, p model.Problem) string {
	rec := g.edit.Get(p.ID)
	if rec == nil {
		return p.Message
	}
	title := k.Title(g.edit.Ctx, rec)
	nameless := title == p.ID.String() && g.edit.Base().Get(p.ID) == nil
	if why, missing := strings.CutPrefix(p.Message, "is missing"); missing && k.Field(p.Field) != nil {
		what := fmt.Sprintf("no %s is given, and %s needs one%s", strings.ToLower(k.Field(p.Field).Label), text.An(k.Name), why)
		if nameless {
			return what
		}
		return fmt.Sprintf("%s %q: %s", k.Name, title, what)
	}
	if nameless {
		return p.Message
	}
	return fmt.Sprintf("%s %q: %s", k.Name, title, p.Message)
}
