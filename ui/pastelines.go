package ui

import (
	"strings"

	"tandem/model"
	"tandem/model/text"
)

// pasteLine is a line of a paste that says something: its words without the signs of a list, how
// deep it stands in the outline, and whether its box is ticked.
type pasteLine struct {
	text  string
	depth int
	done  bool
}

// pastedLines are the lines of a paste that say something; more says that there are too many, and
// none is given then. The depth of a line is how many lines above stand further left, each further
// left than the next.
func pastedLines(s string) (lines []pasteLine, more bool) {
	var indents []int
	for len(s) > 0 {
		i := strings.IndexAny(s, "\r\n")
		raw := s
		if i >= 0 {
			raw, s = s[:i], s[i+1:]
		} else {
			s = ""
		}
		line := pasteLine{}
		if line.text, line.done = bare(text.Clean(raw)); line.text == "" {
			continue
		}
		if len(lines) == mostPasted {
			return nil, true
		}
		n := indentOf(raw)
		for len(indents) > 0 && indents[len(indents)-1] >= n {
			indents = indents[:len(indents)-1]
		}
		line.depth = len(indents)
		indents = append(indents, n)
		lines = append(lines, line)
	}
	return lines, false
}

// indentOf is how far a line is moved in, a tab to the next fourth cell.
func indentOf(s string) int {
	n := 0
	for _, r := range s {
		switch r {
		case ' ', '\u00a0':
			n++
		case '\t':
			n += 4 - n%4
		default:
			return n
		}
	}
	return n
}

// bare takes the sign of a list off a line: a dash, a star, a box to tick, a number. done tells
// that the box is ticked.
func bare(s string) (rest string, done bool) {
	s = strings.TrimSpace(s)
	for _, sign := range []string{"- ", "* ", "+ ", "• ", "– "} {
		if rest, ok := strings.CutPrefix(s, sign); ok {
			s = strings.TrimSpace(rest)
			break
		}
	}
	for _, box := range []string{"[ ]", "[x]", "[X]", "☐", "☑"} {
		if rest, ok := strings.CutPrefix(s, box); ok {
			return strings.TrimSpace(rest), box != "[ ]" && box != "☐"
		}
	}
	digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
	if digits > 0 && digits < 4 && len(s) > digits+1 && (s[digits] == '.' || s[digits] == ')') && s[digits+1] == ' ' {
		s = strings.TrimSpace(s[digits+1:])
	}
	if s == "-" || s == "*" || s == "+" {
		return "", false
	}
	return s, false
}

// outlines reports whether records of a kind nest as lines do.
func outlines(k *model.Kind) bool { return k.Prefix == model.TaskPrefix }

// nested puts a task made of a line under the task above it in the outline. ups are the tasks made
// of the lines that this one may stand under, by depth; the record gets its place among them. A line
// whose own line above could not be taken goes under the next one that could.
func nested(r model.Record, depth int, ups []model.ID) {
	t, ok := r.(*model.Task)
	if !ok {
		return
	}
	for d := min(depth, len(ups)) - 1; d >= 0; d-- {
		if ups[d] != 0 {
			t.Parent = ups[d]
			return
		}
	}
}

// climb notes the record made of a line of a depth, and forgets those of deeper lines.
func climb(ups []model.ID, depth int, id model.ID) []model.ID {
	for len(ups) <= depth {
		ups = append(ups, 0)
	}
	ups[depth] = id
	return ups[:depth+1]
}

// ticked sets a record done whose box was ticked, as far as its kind knows that: a task by its share
// done, others by a state of that name. false: it does not.
func ticked(c *model.Ctx, k *model.Kind, r model.Record) bool {
	for _, x := range [][2]string{{"percent", "100"}, {"status", "done"}, {"state", "done"}, {"status", "closed"}} {
		if f := k.Field(x[0]); f != nil && !f.ReadOnly && f.Type != model.TypeCalc && f.Parse(c.For(r), r, x[1]) == nil {
			return true
		}
	}
	return false
}
