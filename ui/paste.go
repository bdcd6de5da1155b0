package ui

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"tandem/model"
	"tandem/ui/browse"
	"tandem/ui/dialog"
	"tandem/ui/layout"
	"tandem/ui/pane"
)

// What one paste onto a list may bring: more comes by import, which shows its progress.
const (
	mostPasted  = 1000 // lines
	longestName = 500  // letters of a line that is to be a name
)

// pasted hands a paste to the text entry in front. Pasted onto a list, its lines can become
// records; anywhere else it means nothing, and is not taken for keys.
func (m *Model) pasted(s string) tea.Cmd {
	if m.job != nil {
		return nil
	}
	if chain := m.chain(); len(m.overlays) > 0 || len(chain) > 0 && chain[0].Text {
		if t, ok := m.front().(pane.Texter); ok {
			return m.do(t.Paste(m.env, s))
		}
		return nil
	}
	m.disp.Reset()
	b, ok := m.front().(*browse.Pane)
	if !ok || m.store == nil {
		return nil
	}
	if m.past != nil {
		return m.say("Nothing can be pasted here: "+m.readOnly()+".", true)
	}
	kinds := slices.DeleteFunc(b.Pastes(m.env), func(x browse.Pasted) bool {
		return x.Kind.Single || x.Kind.TitleField() == nil || x.Kind.TitleField().Type != model.TypeText
	})
	if len(kinds) == 0 {
		return m.say("Lines cannot be pasted here: these records have no name to make of them.", true)
	}
	lines, more := pastedLines(s)
	switch {
	case more:
		return m.say(fmt.Sprintf("More than %d lines: save them as a file and import it (%s import).", mostPasted, m.keyOf("app.palette")), true)
	case len(lines) == 0:
		return nil
	}
	return m.do(pane.Open{Overlay: m.pastePreview(kinds, lines)})
}

// named makes a record with a line as its name; bad says why it cannot be.
func named(e *model.Edit, k *model.Kind, preset map[string]string, line string) (r model.Record, bad string) {
	if n := utf8.RuneCountInString(line); n > longestName {
		return nil, fmt.Sprintf("%d letters are too many for a name", n)
	}
	r = k.New()
	for _, refs := range []bool{true, false} { // references first: what a day is hangs on them
		for name, v := range preset {
			f := k.Field(name)
			if f == nil || f.HasRefs() != refs {
				continue
			}
			if err := f.Parse(e.Ctx.For(r), r, v); err != nil {
				return nil, f.Label + ": " + err.Error()
			}
		}
	}
	if err := k.TitleField().Parse(e.Ctx.For(r), r, line); err != nil {
		return nil, err.Error()
	}
	if p := k.Problems(e.Ctx, r); len(p) > 0 {
		return nil, p[0].Field + ": " + p[0].Message
	}
	return r, ""
}

// pastePreview shows which records the lines would become, and makes them in one step. Where they
// could become records of several kinds, it lets one choose.
func (m *Model) pastePreview(kinds []browse.Pasted, lines []pasteLine) pane.Overlay {
	var names []string
	for _, x := range kinds {
		names = append(names, x.Kind.Plural)
	}
	return dialog.Either(names, func(i int) *dialog.PreviewView { return m.pasteAs(kinds[i], lines) })
}

// pasteAs is the preview of the lines as records of one kind.
func (m *Model) pasteAs(as browse.Pasted, lines []pasteLine) *dialog.PreviewView {
	k := as.Kind
	trial := model.NewEdit(m.env.Snap, m.env.Now)
	var good []pasteLine
	flat, open := false, false
	shown := make([]dialog.Line, 0, len(lines))
	for _, line := range lines {
		lead, note := "", ""
		if outlines(k) {
			lead = strings.Repeat("  ", line.depth)
		}
		flat = flat || line.depth > 0 && lead == ""
		r, bad := named(trial, k, as.Preset, line.text)
		if bad != "" {
			shown = append(shown, dialog.Line{Text: lead + layout.TruncateWith(line.text, 60, m.env.Theme.Glyphs.Ellipsis) + "   " + bad, Tone: dialog.Wrong})
			continue
		}
		if line.done && ticked(trial.Ctx, k, r) {
			note = "   done"
		} else if line.done {
			open = true
		}
		good = append(good, line)
		shown = append(shown, dialog.Line{Text: lead + line.text + note, Tone: dialog.Good})
	}
	what := func(n int) string {
		if n == 1 {
			return "1 " + k.Name
		}
		return fmt.Sprintf("%d %s", n, k.Plural)
	}
	head := []string{"Each line becomes a " + k.Name + about(m.env, k, as.Preset) + "."}
	if flat {
		head = append(head, "Lines that are moved in stand beside the others: "+k.Plural+" have no outline.")
	}
	if open {
		head = append(head, "A box that is ticked makes no difference here.")
	}
	if len(good) < len(lines) {
		head = append(head, fmt.Sprintf("%d of %d lines cannot be taken; the reason stands behind them.", len(lines)-len(good), len(lines)))
	}
	if len(good) == 0 {
		return dialog.Review("Lines pasted", []string{"None of the lines can become a " + k.Name + "."}, shown, "", nil)
	}
	return dialog.Review("Make "+what(len(good))+" of the lines pasted", head, shown, "makes "+what(len(good))+", one step to undo",
		func() pane.Effect { return makeRecords(m.env, as, good, "Paste "+what(len(good))) })
}

// about says what the records would belong to.
func about(env pane.Env, k *model.Kind, preset map[string]string) string {
	for _, name := range []string{"project", "account"} {
		if f := k.Field(name); f != nil && preset[name] != "" {
			if id, err := model.ParseID(preset[name]); err == nil {
				return " of " + layout.Clean(env.Ctx().NameOf(id))
			}
		}
	}
	return ""
}

// makeRecords is the change that makes a record of each line, on the newest snapshot. A line with
// others under it is done when they are, and so takes no tick itself.
func makeRecords(env pane.Env, as browse.Pasted, lines []pasteLine, label string) pane.Effect {
	k := as.Kind
	return pane.Edit{Label: label, Fn: func(s *model.Snapshot) (model.Batch, error) {
		e := model.NewEdit(s, env.Now)
		var ups []model.ID
		for i, line := range lines {
			r, bad := named(e, k, as.Preset, line.text)
			if bad != "" {
				return model.Batch{}, fmt.Errorf("%s: %s", line.text, bad)
			}
			over := outlines(k) && i+1 < len(lines) && lines[i+1].depth > line.depth
			if line.done && !over {
				ticked(e.Ctx, k, r)
			}
			nested(r, line.depth, ups)
			if t, ok := r.(*model.Task); ok {
				e.GoLast(t)
			}
			id := e.Put(k.Prefix, r)
			ups = climb(ups, line.depth, id)
			if !over {
				if err := e.StartFromNow(id); err != nil {
					return model.Batch{}, err
				}
			}
		}
		return e.Batch()
	}, Then: func(ids []model.ID) pane.Effect { return reveal(ids) }}
}
