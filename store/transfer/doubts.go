package transfer

import (
	"fmt"
	"slices"

	"tandem/model"
)

// mostDoubts bounds how many doubtful values of one import are told one by one.
const mostDoubts = 200

// doubts warns of values in the batch that are kept as the file has them though hardly meant, each
// at its place; row gives the line a record came from (0: unknown). Of fields, where some are named,
// only those: the reader of the format has told of the others.
func (g *gather) doubts(file string, row func(model.ID) int, fields ...string) {
	base := g.edit.Base()
	c := base.With(g.res.Batch.Changes).Ctx(g.edit.Ctx.Now)
	n := 0
	for _, ch := range g.res.Batch.Changes {
		if ch.After == nil {
			continue
		}
		for _, p := range base.Schema().Of(ch.ID).Doubts(c, ch.After) {
			if len(fields) > 0 && !slices.Contains(fields, p.Field) {
				continue
			}
			if n++; n <= mostDoubts {
				g.doubt(file, row(ch.ID), p)
			}
		}
	}
	if n > mostDoubts {
		g.res.Problems = append(g.res.Problems, Problem{File: file, Message: fmt.Sprintf("and %d more values that can hardly be meant", n-mostDoubts)})
	}
}

// doubt warns of one.
func (g *gather) doubt(file string, row int, p model.Problem) {
	field, msg := p.Field, p.Message
	if g.heading != nil {
		field = g.heading(p)
	}
	if rec := g.edit.Get(p.ID); rec != nil {
		k := g.edit.Base().Schema().Of(p.ID)
		msg = fmt.Sprintf("%s %q: %s; kept", k.Name, k.Title(g.edit.Ctx, rec), msg)
	}
	g.res.Problems = append(g.res.Problems, Problem{File: file, Row: row, Field: field, Message: msg})
}
