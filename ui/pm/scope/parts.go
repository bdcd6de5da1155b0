package scope

import (
	"strings"

	"tandem/model"
	"tandem/ui/layout"
	"tandem/ui/theme"
)

// Below a width of stacked cells the parts of the statement stand below one another; footRoom is what
// stands around them and the table: title, blank lines, counts, headings, and at the foot a line and three
// of criteria.
const (
	stacked        = 90
	statementParts = 3
	footRoom       = 9
)

// statement is objectives and scope: in columns where there is width, each cut to room lines; else one
// after the other, which share so many lines.
func (p *Pane) statement(th *theme.Theme, w, room int) []string {
	pr := p.scope.Project
	titles, texts := [statementParts]string{"Objectives", "In scope", "Out of scope"}, [statementParts]string{pr.Objectives, pr.ScopeIn, pr.ScopeOut}
	n := statementParts
	if w < stacked {
		n = 1
	}
	cw := max((w-2)/n-2, 1)
	var bodies [statementParts][]string
	var need [statementParts]int
	for i, text := range texts {
		bodies[i] = wrapped(text, cw)
		need[i] = len(bodies[i])
	}
	most := [statementParts]int{room, room, room}
	if n == 1 {
		most = share(room, need)
	}
	for i, body := range bodies {
		if m := max(most[i], 1); len(body) > m {
			bodies[i] = append(body[:m-1:m-1], layout.FitWith(body[m-1]+" "+th.Glyphs.Ellipsis, cw, layout.Left, th.Glyphs.Ellipsis))
		}
	}
	var out []string
	for at := 0; at < statementParts; at += n {
		tall := 0
		for _, body := range bodies[at : at+n] {
			tall = max(tall, len(body))
		}
		for y := -1; y < tall; y++ {
			line := " "
			for i := at; i < at+n; i++ {
				switch {
				case y < 0:
					line += th.Accent.Render(layout.FitWith(titles[i], cw, layout.Left, th.Glyphs.Ellipsis))
				case y < len(bodies[i]):
					line += th.Text.Render(layout.FitWith(bodies[i][y], cw, layout.Left, th.Glyphs.Ellipsis))
				default:
					line += layout.Blank(cw)
				}
				line += "  "
			}
			out = append(out, line)
		}
	}
	return out
}

// wrapped is a text in lines of so many cells, the lines of a list each begun anew.
func wrapped(text string, w int) []string {
	if strings.TrimSpace(text) == "" {
		text = "not written yet"
	}
	var out []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, layout.Wrap(layout.Clean(line), w)...)
		}
	}
	return out
}

// share gives each part a line, then one more in turn to those that need one, until the room is used.
func share(room int, need [statementParts]int) (out [statementParts]int) {
	for given := true; given && room > 0; {
		given = false
		for i := range out {
			if out[i] < need[i] && room > 0 {
				out[i]++
				room--
				given = true
			}
		}
	}
	return out
}

// foot is when deliverables are accepted: all of them, side by side, where they fit into so many lines with
// the table, else that under the cursor.
func (p *Pane) foot(th *theme.Theme, w, room int) []string {
	if p.Len() == 0 || room < min(p.Len(), 4)+5 {
		return nil
	}
	most := max(room-p.Len()-2, 3)
	rule := th.Border.Render(strings.Repeat(th.Glyphs.Horizontal, w))
	at := min(p.table.Cursor(), p.Len()-1)
	if w >= stacked {
		if all := p.criteria(th, w, at); len(all) <= most {
			return append([]string{rule}, all...)
		}
	}
	one := p.accepted(th, &p.scope.Deliverables[at], w-2, true)
	if len(one) > most { // its name is in the table
		one = one[1:]
	}
	if len(one) > most {
		one = append(one[:most-1], th.Dim.Render("   "+th.Glyphs.Ellipsis))
	}
	out := []string{rule}
	for _, l := range one {
		out = append(out, " "+l)
	}
	return out
}

// criteria are those of all deliverables in columns, row by row.
func (p *Pane) criteria(th *theme.Theme, w, at int) []string {
	cw := max((w-2)/statementParts-2, 1)
	var out []string
	for i := 0; i < p.Len(); i += statementParts {
		var blocks [statementParts][]string
		tall := 0
		for k := range min(statementParts, p.Len()-i) {
			blocks[k] = p.accepted(th, &p.scope.Deliverables[i+k], cw, i+k == at)
			tall = max(tall, len(blocks[k]))
		}
		if i > 0 {
			out = append(out, "")
		}
		for y := range tall {
			line := " "
			for _, b := range blocks {
				if y < len(b) {
					line += layout.Fit(b[y], cw, layout.Left) + "  "
				} else {
					line += layout.Blank(cw + 2)
				}
			}
			out = append(out, line)
		}
	}
	return out
}

// accepted says of a deliverable when it is accepted, in lines of at most so many cells.
func (p *Pane) accepted(th *theme.Theme, d *model.Deliverable, w int, chosen bool) []string {
	head := th.Dim
	if chosen {
		head = th.Accent
	}
	out := []string{head.Render(layout.TruncateWith(d.Task.ID.String()+" is accepted when", w, th.Glyphs.Ellipsis))}
	list := bullets(d.Task.Acceptance)
	if len(list) == 0 {
		list = []string{"nobody has said it: " + p.env.Key("scope", "record.edit", "e") + " writes its acceptance"}
	}
	for _, s := range list {
		mark := " " + th.Glyphs.Dot + " "
		for _, l := range layout.Wrap(layout.Clean(s), max(w-layout.Width(mark), 1)) {
			out = append(out, th.Dim.Render(mark+l))
			mark = layout.Blank(layout.Width(mark))
		}
	}
	return out
}
