package triage

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"tandem/model"
	"tandem/model/query"
	"tandem/model/triage"
	"tandem/ui/act"
	"tandem/ui/layout"
	"tandem/ui/pane"
)

// grammar is what an empty filter line says of the language.
const grammar = `word  "two words"  late>28  points<20  signal:late  project:P-1  -tag:later  a or b`

// narrow picks the rows of the view that fit the filter. While it is typed its end may be
// unfinished; what cannot be read is said and left out.
func (p *Pane) narrow() {
	all := p.q.Items(p.view, p.hat)
	p.rows, p.bad, p.all = all, nil, len(all)
	if strings.TrimSpace(p.filter.Value()) != "" {
		p.rows, p.bad = p.q.Filter(p.filter.Value(), all, true)
	}
}

// beginFilter opens the filter line.
func beginFilter(p *Pane, _ pane.Env, _ act.Result) pane.Effect {
	id, _ := p.table.Current()
	p.typing, p.anchor = inFilter, model.ID(id)
	return nil
}

// applyFilter keeps the filter; one that cannot be read says why.
func applyFilter(p *Pane, _ pane.Env, _ act.Result) pane.Effect {
	p.typing = inList
	if p.bad != nil {
		return pane.Toast{Text: p.bad.Error(), Bad: true}
	}
	return nil
}

// completeFilter puts the first offer in place of the term under the cursor.
func completeFilter(p *Pane, _ pane.Env, _ act.Result) pane.Effect {
	list := p.offers()
	if len(list) == 0 {
		return nil
	}
	from, to := query.Term(p.filter.Value(), len(p.filter.Before()))
	text := list[0]
	if !strings.HasSuffix(text, ":") && p.filter.AtEnd() {
		text += " "
	}
	p.filter.Splice(from, to, text)
	p.fill()
	return p.selected()
}

// offers are what the term under the cursor could become: names of fields, then values that the
// items of the view have.
func (p *Pane) offers() []string {
	line, pos := p.filter.Value(), len(p.filter.Before())
	from, to := query.Term(line, pos)
	term := line[from:to]
	if term == "" {
		return nil
	}
	out := query.Complete(line, pos, triage.Lines())
	if name, typed, ok := strings.Cut(term, ":"); ok {
		if f := triage.Lines().FindField(name); f != nil {
			for _, v := range p.valuesOf(f.Name) {
				if s := strings.Trim(query.Quote(v), `"`); strings.HasPrefix(strings.ToLower(s), strings.ToLower(strings.Trim(typed, `"`))) {
					out = append(out, name+":"+query.Quote(v))
				}
			}
		}
	}
	return slices.DeleteFunc(out, func(s string) bool { return s == term })
}

// valuesOf lists what the items of the view have in a field that has few values, in their order.
func (p *Pane) valuesOf(field string) []string {
	c := p.q.Ctx()
	of := map[string]func(*triage.Item) []string{
		"signal": (*triage.Item).Signals,
		"sign":   func(it *triage.Item) []string { return []string{it.Glyph.String()} },
		"side": func(it *triage.Item) []string {
			return []string{[...]string{model.Both: "both", model.PM: "PM", model.DM: "DM"}[it.Hat]}
		},
		"breached": func(*triage.Item) []string { return []string{"yes", "no"} },
		"project":  func(it *triage.Item) []string { return named(c, it.Project()) },
		"account":  func(it *triage.Item) []string { return named(c, it.Account()) },
	}[field]
	var out []string
	if of == nil {
		return nil
	}
	seen := map[string]bool{}
	for _, it := range p.q.Items(p.view, p.hat) {
		for _, v := range of(it) {
			if !seen[v] {
				seen[v] = true
				out = append(out, v)
			}
		}
	}
	return out
}

func named(c *model.Ctx, id model.ID) []string {
	if id == 0 {
		return nil
	}
	return []string{c.NameOf(id)}
}

// filterLines are the filter while it is typed, with what is to say of it below, or in force.
func (p *Pane) filterLines(w int) []string {
	th := p.env.Theme
	if p.typing == inFilter {
		return []string{p.input(" / ", w), layout.FitWith(p.filterNote(w), w, layout.Left, th.Glyphs.Ellipsis)}
	}
	note, style := p.found(), th.Dim
	if p.bad != nil {
		note, style = layout.Clean(p.bad.Error()), th.Warm
	}
	note = layout.TruncateWith(note, max(w-12, 0), th.Glyphs.Ellipsis)
	text := layout.FitWith(layout.Clean(p.filter.Value()), max(w-6-layout.Width(note), 0), layout.Left, th.Glyphs.Ellipsis)
	return []string{layout.FitWith(th.Accent.Render(" / ")+th.Dim.Render(text)+" "+style.Render(note), w, layout.Left, th.Glyphs.Ellipsis)}
}

func (p *Pane) found() string { return fmt.Sprintf("%d of %d found", len(p.rows), p.all) }

// filterNote says what the language takes, what is wrong at its place, or what was found and what
// the term could become.
func (p *Pane) filterNote(w int) string {
	th := p.env.Theme
	if strings.TrimSpace(p.filter.Value()) == "" {
		return "   " + th.Faint.Render(layout.TruncateWith(grammar, max(w-4, 0), th.Glyphs.Ellipsis))
	}
	list := p.offers()
	if p.bad != nil && len(list) == 0 {
		msg := "^ " + layout.Clean(p.bad.Error())
		at := 3
		var e *query.Error
		if errors.As(p.bad, &e) {
			at += p.filter.CellOf(e.Pos)
		}
		return layout.Blank(max(min(at, w-layout.Width(msg)-1), 3)) + th.Warm.Render(msg)
	}
	note := "   " + th.Dim.Render(p.found())
	if len(list) > 0 {
		note += th.Dim.Render("   ") + th.Key.Render(p.env.Key("filter", "filter.complete", "tab")) + th.Dim.Render(" "+layout.Clean(strings.Join(list, "  ")))
	}
	return note
}
