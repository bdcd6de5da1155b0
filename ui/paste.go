package ui

import (
	"fmt"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"tandem/model"
	"tandem/model/text"
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
	k, preset := b.Fresh(m.env)
	if k == nil || k.Single || k.TitleField() == nil || k.TitleField().Type != model.TypeText {
		return m.say("Lines cannot be pasted here: these records have no name to make of them.", true)
	}
	lines, more := pastedLines(s)
	switch {
	case more:
		return m.say(fmt.Sprintf("More than %d lines: save them as a file and import it (%s import).", mostPasted, m.keyOf("app.palette")), true)
	case len(lines) == 0:
		return nil
	}
	return m.do(pane.Open{Overlay: m.pastePreview(k, preset, lines)})
}

// pastedLines are the lines of a paste that say something, cleaned, without the signs of a list
// before them; more says that there are too many, and none is given then.
func pastedLines(s string) (lines []string, more bool) {
	for len(s) > 0 {
		i := strings.IndexAny(s, "\r\n")
		line := s
		if i >= 0 {
			line, s = s[:i], s[i+1:]
		} else {
			s = ""
		}
		if line = bare(text.Clean(line)); line == "" {
			continue
		}
		if len(lines) == mostPasted {
			return nil, true
		}
		lines = append(lines, line)
	}
	return lines, false
}

// bare takes the sign of a list off a line: a dash, a star, a box to tick, a number.
func bare(s string) string {
	s = strings.TrimSpace(s)
	for _, sign := range []string{"- ", "* ", "+ ", "• ", "– "} {
		if rest, ok := strings.CutPrefix(s, sign); ok {
			s = strings.TrimSpace(rest)
			break
		}
	}
	for _, box := range []string{"[ ]", "[x]", "[X]", "☐", "☑"} {
		if rest, ok := strings.CutPrefix(s, box); ok {
			return strings.TrimSpace(rest)
		}
	}
	digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
	if digits > 0 && digits < 4 && len(s) > digits+1 && (s[digits] == '.' || s[digits] == ')') && s[digits+1] == ' ' {
		s = strings.TrimSpace(s[digits+1:])
	}
	if s == "-" || s == "*" || s == "+" {
		return ""
	}
	return s
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

// pastePreview shows which records the lines would become, and makes them in one step.
func (m *Model) pastePreview(k *model.Kind, preset map[string]string, lines []string) pane.Overlay {
	trial := model.NewEdit(m.env.Snap, m.env.Now)
	var good []string
	shown := make([]dialog.Line, 0, len(lines))
	for _, line := range lines {
		if _, bad := named(trial, k, preset, line); bad != "" {
			shown = append(shown, dialog.Line{Text: layout.TruncateWith(line, 60, m.env.Theme.Glyphs.Ellipsis) + "   " + bad, Tone: dialog.Wrong})
			continue
		}
		good = append(good, line)
		shown = append(shown, dialog.Line{Text: line, Tone: dialog.Good})
	}
	what := func(n int) string {
		if n == 1 {
			return "1 " + k.Name
		}
		return fmt.Sprintf("%d %s", n, k.Plural)
	}
	head := []string{"Each line becomes a " + k.Name + about(m.env, k, preset) + "."}
	title, verb := "Make "+what(len(good))+" of the lines pasted", "makes "+what(len(good))+", one step to undo"
	if len(good) < len(lines) {
		head = append(head, fmt.Sprintf("%d of %d lines cannot be taken; the reason stands behind them.", len(lines)-len(good), len(lines)))
	}
	if len(good) == 0 {
		return dialog.Review("Lines pasted", []string{"None of the lines can become a " + k.Name + "."}, shown, "", nil)
	}
	return dialog.Review(title, head, shown, verb, func() pane.Effect { return makeRecords(m.env, k, preset, good, "Paste "+what(len(good))) })
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

// makeRecords is the change that makes a record of each line, on the newest snapshot.
func makeRecords(env pane.Env, k *model.Kind, preset map[string]string, lines []string, label string) pane.Effect {
	return pane.Edit{Label: label, Fn: func(s *model.Snapshot) (model.Batch, error) {
		e := model.NewEdit(s, env.Now)
		for _, line := range lines {
			r, bad := named(e, k, preset, line)
			if bad != "" {
				return model.Batch{}, fmt.Errorf("%s: %s", line, bad)
			}
			e.Put(k.Prefix, r)
		}
		return e.Batch()
	}, Then: func(ids []model.ID) pane.Effect { return reveal(ids) }}
}
