package form

import (
	"fmt"
	"slices"
	"strings"

	"tandem/model"
	"tandem/model/text"
	"tandem/ui/act"
	"tandem/ui/layout"
	"tandem/ui/pane"
	"tandem/ui/theme"
)

// drawArea is the part below the fields: what is wrong, what the field wants, and what may be
// chosen. It has its place whatever is in it, so that the fields never move.
func (f *Form) drawArea(env pane.Env, w, h int) []string {
	th := env.Theme
	lines := []string{th.Border.Render(strings.Repeat(th.Glyphs.Horizontal, w))}
	if len(f.inputs) == 0 {
		lines = append(lines, th.Dim.Render("  This kind has nothing to fill in."))
		return append(lines, make([]string, h-len(lines))...)
	}
	room := max(0, w-margin-1)
	lines = append(lines, f.said(env, room, h-1)...)
	if rest := h - len(lines); rest > 0 {
		opts := f.options(env, room, rest)
		if len(f.matches) > 0 {
			f.view.opts, f.view.shown = f.view.top+f.view.list+len(lines), min(len(opts), len(f.matches))
		}
		lines = append(lines, opts...)
	}
	for i := range lines[1:] {
		lines[i+1] = layout.Blank(margin) + lines[i+1]
	}
	return append(lines, make([]string, max(0, h-len(lines)))...)[:h]
}

// said is what there is to say of the focused field: the problem in full, or what was
// understood where that has no room beside the value, and what the field wants.
func (f *Form) said(env pane.Env, w, h int) []string {
	th, in := env.Theme, f.cur()
	var out []string
	add := func(style theme.Style, s string, most int) {
		for i, line := range layout.Wrap(layout.Clean(s), max(1, w)) {
			if i < most && len(out) < h {
				out = append(out, style.Render(layout.Truncate(line, w)))
			}
		}
	}
	if f.busy {
		add(th.Dim, "Saving.", 1)
	}
	if f.note != "" {
		add(th.Bad, f.note, 3)
	}
	switch p := in.problem(); {
	case p != "":
		add(th.Bad, p, 2)
	case in.doubt != "":
		add(th.Warm, in.doubt, 3)
	case in.echo != "" && f.view.cols.side == 0:
		add(th.Info, "= "+in.echo, 1)
	}
	add(th.Dim, f.wants(env, in), 2)
	return out
}

// wants is the line of help: what the field is for and how its value is written.
func (f *Form) wants(env pane.Env, in *input) string {
	var parts []string
	if in.f.Help != "" {
		parts = append(parts, in.f.Help)
	}
	switch in.f.Type {
	case model.TypeEnum:
		parts = append(parts, "left and right step, or type its beginning")
	case model.TypeFlag:
		parts = append(parts, "space changes it")
	case model.TypeRef, model.TypeRefs:
		s := "name or reference of " + text.An(f.kindNames(env, in.f))
		if in.f.Type == model.TypeRefs {
			s = "names or references of " + f.kindNames(env, in.f) + "s, parted by commas"
		}
		parts = append(parts, s)
	case model.TypeLong:
		parts = append(parts, f.editorKey(env)+" opens your editor")
	case model.TypeList:
		parts = append(parts, "space edits the rows, "+f.editorKey(env)+" does it in your editor")
	case model.TypeInt, model.TypePercent, model.TypeNumber:
		if in.f.Bounded && in.f.Help == "" {
			parts = append(parts, fmt.Sprintf("%g to %g", in.f.Min, in.f.Max))
		}
	case model.TypeTags:
		if f.ids != nil {
			parts = append(parts, "+hot adds, -hot takes away; words alone replace all that each has")
			break
		}
		parts = append(parts, "words, parted by commas")
	case model.TypeDate, model.TypeTime, model.TypeSpan, model.TypeMoney:
		if in.raw() != "" {
			parts = append(parts, "such as "+example(in.f.Type))
		}
	}
	if in.f.Required && in.raw() == "" {
		parts = append(parts, "required")
	}
	return strings.Join(parts, " "+env.Theme.Glyphs.Dot+" ")
}

// editorKey is the key that opens the editor, as the table has it.
func (f *Form) editorKey(env pane.Env) string {
	if env.Keys != nil {
		if keys := env.Keys.Keys("form", act.Name("form.editor")); len(keys) > 0 {
			return keys[0]
		}
	}
	return "ctrl+e"
}

// kindNames says in words what a reference may name.
func (f *Form) kindNames(env pane.Env, fd *model.Field) string {
	var out []string
	for _, p := range fd.Kinds {
		if k := env.Snap.Schema().Prefix(p); k != nil {
			out = append(out, k.Name)
		}
	}
	if len(out) == 0 {
		return "record"
	}
	return strings.Join(out, " or ")
}

// example is how a value of a type may be written.
func example(t model.Type) string {
	switch t {
	case model.TypeDate:
		return "fri, +2w, 12 jan, eom"
	case model.TypeTime:
		return "fri 14:30, +2h, 12 jan 9am"
	case model.TypeSpan:
		return "3d 4h, 2w, 90min"
	case model.TypeMoney:
		return "12.5k, 1200.50 EUR"
	case model.TypePercent:
		return "40%"
	}
	return ""
}

// options is what may be chosen in the focused field, or more of its value than fits a line.
func (f *Form) options(env pane.Env, w, h int) []string {
	in := f.cur()
	switch in.f.Type {
	case model.TypeEnum:
		return f.drawChoices(in, env.Theme, w, h)
	case model.TypeRef, model.TypeRefs:
		return f.drawMatches(env, w, h)
	case model.TypeList:
		return drawRows(in, env.Theme, w, h)
	case model.TypeLong:
		if in.raw() == "" || len(in.raw()) < w/2 && !strings.Contains(in.raw(), "\n") {
			return nil
		}
		return clip(layout.Wrap(cleanLines(in.raw()), max(1, w)), h, env.Theme, w)
	}
	return nil
}

// cleanLines makes long text safe to draw, its lines kept.
func cleanLines(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = layout.Clean(lines[i])
	}
	return strings.Join(lines, "\n")
}

// clip shows the first lines and says how many more there are.
func clip(all []string, h int, th *theme.Theme, w int) []string {
	var out []string
	for i, line := range all {
		if i == h-1 && len(all) > h {
			return append(out, th.Faint.Render(layout.Truncate(fmt.Sprintf("and %s more", plural(len(all)-i, "line")), w)))
		}
		if i < h {
			out = append(out, layout.Truncate(line, w))
		}
	}
	return out
}

// plural counts in words.
func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// drawChoices lists the choices of an enum: one a line where they have an explanation, side
// by side where they have none.
func (f *Form) drawChoices(in *input, th *theme.Theme, w, h int) []string {
	now := in.raw()
	if in.exact != "" {
		now = in.exact
	}
	all := in.choices()
	explained := slices.ContainsFunc(all, func(c model.Choice) bool { return c.Help != "" })
	if !explained {
		return flow(all, now, th, w, h)
	}
	at := max(0, slices.IndexFunc(all, func(c model.Choice) bool { return c.Value == now }))
	from := max(0, min(at-h/2, len(all)-h))
	wide := 0
	for _, c := range all {
		wide = max(wide, layout.Width(c.Value))
	}
	var out []string
	for i := from; i < len(all) && len(out) < h; i++ {
		c := all[i]
		text := layout.Pad(c.Value, wide, layout.Left) + "  " + c.Help
		if c.Value == now {
			out = append(out, th.Select.Render(layout.FitWith(" "+text, w, layout.Left, th.Glyphs.Ellipsis)))
			continue
		}
		out = append(out, layout.FitWith(" "+layout.Pad(c.Value, wide, layout.Left)+"  "+th.Dim.Render(c.Help), w, layout.Left, th.Glyphs.Ellipsis))
	}
	return out
}

// flow sets short choices side by side, in as many lines as there are.
func flow(choices []model.Choice, now string, th *theme.Theme, w, h int) []string {
	var out []string
	var line strings.Builder
	used := 0
	for _, c := range choices {
		n := layout.Width(c.Value) + 2
		if used > 0 && used+n > w {
			out = append(out, line.String())
			line.Reset()
			used = 0
		}
		style := th.Dim
		if c.Value == now {
			style = th.Select
		}
		style.Append(&line, layout.TruncateWith(" "+c.Value+" ", w-used, th.Glyphs.Ellipsis))
		used += n
	}
	return append(out, line.String())[:min(h, len(out)+1)]
}

// drawMatches lists the records that fit what is typed; what they belong to stands beside them.
func (f *Form) drawMatches(env pane.Env, w, h int) []string {
	th := env.Theme
	if len(f.matches) == 0 {
		if _, _, typed := f.part(); typed != "" && f.labels[typed] == 0 && f.cur().problem() != "" {
			return []string{th.Dim.Render(layout.Truncate("Nothing fits so far.", w))}
		}
		return nil
	}
	from := max(0, min(f.pick-h+1, len(f.matches)-h))
	var out []string
	for i := from; i < len(f.matches) && len(out) < h; i++ {
		m := f.matches[i]
		row := th.Text
		if i == f.pick {
			row = th.Select
		}
		owner := f.ownerName(env, m.id)
		ow := min(layout.Width(owner), w/3)
		lw := max(0, w-ow-3)
		label := marked(layout.Clean(m.label), m.at, th.Match.On(row), row)
		line := row.Render(" ") + layout.FitWith(label, lw, layout.Left, th.Glyphs.Ellipsis)
		line += row.Render(" ") + th.Dim.On(row).Render(layout.FitWith(owner, ow, layout.Left, th.Glyphs.Ellipsis)) + row.Render(" ")
		out = append(out, row.Cover(layout.Fit(line, w, layout.Left)))
	}
	return out
}

// ownerName tells records of the same name apart: it is the project or account they belong to.
func (f *Form) ownerName(env pane.Env, id model.ID) string {
	o, ok := env.Snap.Get(id).(interface{ Owner() model.ID })
	if !ok || o.Owner() == 0 {
		return ""
	}
	return layout.Clean(env.Ctx().NameOf(o.Owner()))
}

// marked dresses the bytes of s listed in at; runs of either are dressed as one.
func marked(s string, at []int, hit, rest theme.Style) string {
	var b strings.Builder
	next, from, on := 0, 0, false
	for i := range s {
		is := next < len(at) && at[next] == i
		if is {
			next++
		}
		if is != on {
			style(on, hit, rest).Append(&b, s[from:i])
			from, on = i, is
		}
	}
	style(on, hit, rest).Append(&b, s[from:])
	return b.String()
}

// style picks one of two, so that runs of text can be cut in one place.
func style(on bool, hit, rest theme.Style) theme.Style {
	if on {
		return hit
	}
	return rest
}

// drawRows shows the first rows of a list.
func drawRows(in *input, th *theme.Theme, w, h int) []string {
	var out []string
	for i, cells := range in.shown {
		if i == h-1 && in.count > h || i >= h {
			break
		}
		out = append(out, th.Text.Render(layout.TruncateWith(rowText(cells, th), w, th.Glyphs.Ellipsis)))
	}
	if more := in.count - len(out); more > 0 && len(out) < h {
		out = append(out, th.Faint.Render(layout.Truncate("and "+plural(more, "row")+" more", w)))
	}
	return out
}

// rowText is a row for reading.
func rowText(cells []string, th *theme.Theme) string {
	return strings.Join(cells, " "+th.Glyphs.Dot+" ")
}
