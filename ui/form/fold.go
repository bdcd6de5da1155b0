package form

import (
	"fmt"
	"slices"
	"strings"

	"tandem/model"
	"tandem/ui/layout"
	"tandem/ui/pane"
	"tandem/ui/theme"
)

// few is how many fields a form shows without a fold.
const few = 12

// arrange puts first what a record needs and what its lists show, in the kind's order, then the
// notes; all else lies under a fold. A short form has none.
func (f *Form) arrange() {
	f.first = len(f.inputs)
	if len(f.inputs) <= few {
		return
	}
	var main, rest []*input
	for _, in := range f.inputs {
		if f.needed(in) || f.id == 0 && in.dirty() {
			main = append(main, in)
		} else {
			rest = append(rest, in)
		}
	}
	f.first = len(main)
	f.inputs = append(main, rest...)
}

// usual are the fields that most records of any kind are given, whether a list shows them or not.
var usual = []string{"project", "account", "owner", "status", "state", "due", "notes"}

// needed reports whether a field always shows.
func (f *Form) needed(in *input) bool {
	fd := in.f
	return fd.Title || fd.Required || slices.Contains(f.kind.Columns, fd.Name) || slices.Contains(usual, fd.Name) || scores(fd.Name)
}

// scores reports whether a number makes the score a list shows: without it a new risk ranks last.
func scores(name string) bool { return name == "probability" || strings.HasPrefix(name, "impact_") }

// shown is how many fields show.
func (f *Form) shown() int {
	if f.more {
		return len(f.inputs)
	}
	return f.first
}

// fold opens and closes the fold; a focus under it goes to the last field above it.
func (f *Form) fold(env pane.Env, open bool) {
	f.more = open
	switch {
	case f.first == len(f.inputs):
	case !open && f.at >= f.first:
		f.focus(env, f.first-1)
		f.more = false
	case open && f.at < f.first:
		f.focus(env, f.first)
	}
}

// tells reports whether a field under the fold holds what a new record would not, or is wrong.
func (f *Form) tells(env pane.Env) bool {
	blank := f.kind.New()
	c := env.Ctx().For(blank)
	for _, in := range f.inputs[f.first:] {
		if in.problem() != "" || in.dirty() || in.various || in.f.Text(c, f.scratch) != in.f.Text(c, blank) {
			return true
		}
	}
	return false
}

// Fields lists the fields of the form in order, those under the fold too, for finding one by name.
func (f *Form) Fields() []*model.Field {
	out := make([]*model.Field, len(f.inputs))
	for i, in := range f.inputs {
		out[i] = in.f
	}
	return out
}

// Go puts the focus on field i of Fields; one under the fold opens it.
func (f *Form) Go(env pane.Env, i int) {
	if i >= 0 && i < len(f.inputs) && !f.busy {
		f.focus(env, i)
	}
}

// drawFold draws the line of the fold among the lines of the fields in sight.
func (f *Form) drawFold(lines []string, th *theme.Theme) {
	v := &f.view
	if f.first == len(f.inputs) {
		v.foldAt = -1
		return
	}
	v.foldAt = v.pos[f.first-1] + 1
	if v.cols.stacked {
		v.foldAt++
	}
	y := v.foldAt - v.off
	if y < 0 || y >= len(lines) {
		return
	}
	text := " " + th.Glyphs.Open + " more"
	if !f.more {
		var names []string
		for _, in := range f.inputs[f.first:] {
			names = append(names, strings.ToLower(in.f.Label))
		}
		text = fmt.Sprintf(" %s %d more: %s", th.Glyphs.Closed, len(names), strings.Join(names, ", "))
	}
	lines[y] = th.Dim.Render(layout.FitWith(text, max(v.cols.w-2, 0), layout.Left, th.Glyphs.Ellipsis))
}
