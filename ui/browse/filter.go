package browse

import (
	"errors"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tandem/model"
	"tandem/model/query"
	"tandem/ui/act"
	"tandem/ui/layout"
	"tandem/ui/pane"
	"tandem/ui/theme"
)

// grammar is what an empty filter line says of the language.
const grammar = `word  "two words"  status:open  due<+7d  severity<=2  tag:vip  -tag:later  account:  a or b`

// parse compiles a filter; while it is typed its end may be unfinished.
func (l *list) parse(q string) (*query.Query, error) {
	if strings.TrimSpace(q) == "" {
		return nil, nil
	}
	if l.typing {
		return query.Lenient(q, l.flatKind())
	}
	return query.Parse(q, l.flatKind())
}

// setQuery filters the list. A filter that makes no sense, or not yet, leaves the last good one
// in force where that says more than the rest of the new one would.
func (l *list) setQuery(env pane.Env, q string) {
	if l.query == q {
		return
	}
	l.query, l.view = q, ""
	l.learn(env)
	if _, err := l.parse(q); err == nil || !l.sound || !settled(l.applied, err) {
		l.applied, l.sound = q, err == nil
	}
	l.build(env, true)
}

// settled reports whether the term of a good filter that has become an error was more than the
// beginning of a field's name: then the filter is worth keeping as it was.
func settled(good string, err error) bool {
	var e *query.Error
	if !errors.As(err, &e) || e.Pos > len(good) {
		return false
	}
	from := strings.LastIndexAny(good[:e.Pos], " (") + 1
	term, _, _ := strings.Cut(good[from:], " ")
	i := strings.IndexAny(term, ":=<>")
	return i > 0 && strings.Trim(term[i:], ":=<>!") != ""
}

// matcher is the filter in force as a predicate, nil where everything passes; bad says what is
// wrong with what was typed. Of a filter without a good one before it, what can be read counts.
func (l *list) matcher(env pane.Env) func(model.Record) bool {
	typed, bad := l.parse(l.query)
	if bad == nil && !l.typing && !env.Cold {
		bad = typed.Check(env.Ctx())
	}
	if l.bad = bad; bad == nil {
		l.applied, l.sound = l.query, true
	}
	if strings.TrimSpace(l.applied) == "" {
		return nil
	}
	q, err := l.parse(l.applied)
	if err != nil {
		q, _ = query.Lenient(l.applied, l.flatKind())
	}
	if q.Empty() {
		return nil
	}
	l.hits = query.Run(env.Ctx(), q, l.flatKind(), l.hits)
	return l.hits.Fits
}

// startFilter opens the filter line.
func startFilter(p *Pane, env pane.Env, _ act.Result) pane.Effect {
	l := p.list()
	p.typing, l.typing = true, true
	l.anchor = p.Selected()
	l.learn(env)
	p.offer(env)
	return nil
}

// stopFilter closes the filter line; what was typed now counts as it stands.
func (p *Pane) stopFilter(env pane.Env) {
	l := p.list()
	p.typing, l.typing, p.offers, l.anchor = false, false, offers{}, 0
	l.build(env, true)
}

func (p *Pane) handleFilter(env pane.Env, r act.Result) pane.Effect {
	l := p.list()
	switch r.Action {
	case "filter.apply":
		if p.offers.picked() {
			p.complete(env)
			break
		}
		p.stopFilter(env)
		if _, err := l.parse(p.filter.Value()); err != nil {
			return pane.Toast{Text: err.Error(), Bad: true}
		}
	case "filter.clear":
		p.filter.Set("")
		l.setQuery(env, "")
		p.stopFilter(env)
	case "filter.complete":
		p.complete(env)
	case "entry.clear":
		p.filter.Set("")
		p.typed(env)
	case "move.down":
		if !p.offers.move(1) {
			l.table.Move(1)
			l.anchor = p.Selected()
		}
	case "move.up":
		if !p.offers.move(-1) {
			l.table.Move(-1)
			l.anchor = p.Selected()
		}
	default:
		if f, ok := handlers[r.Action]; ok {
			return f(p, env, r)
		}
	}
	return pane.Select{ID: p.Selected()}
}

// typed filters by what the line holds now, and offers what it could become.
func (p *Pane) typed(env pane.Env) {
	p.list().setQuery(env, p.filter.Value())
	p.offer(env)
}

// Key implements pane.Texter: letters go to the filter line.
func (p *Pane) Key(env pane.Env, k tea.KeyPressMsg) pane.Effect {
	if p.adding != nil {
		return p.typeName(env, k)
	}
	if !p.typing {
		return nil
	}
	if p.filter.Key(k) {
		p.typed(env)
		return pane.Select{ID: p.Selected()}
	}
	p.offer(env) // the cursor may stand in another term
	return nil
}

// Paste implements pane.Texter.
func (p *Pane) Paste(env pane.Env, s string) pane.Effect {
	if p.adding != nil {
		p.adding.line.Paste(s)
		return nil
	}
	if p.typing {
		p.filter.Paste(s)
		p.typed(env)
	}
	return nil
}

// filterLine is the filter while it is typed or in force. While it is typed a second line says
// what the language takes, how many records pass, or what is wrong, at its place.
func (p *Pane) filterLine(env pane.Env, w, h int) []string {
	l := p.list()
	if !p.typing && l.query == "" {
		return nil
	}
	th := env.Theme
	if p.typing {
		line := layout.FitWith(th.Accent.Render(" / ")+p.filter.Draw(max(w-4, 0), th, true), w, layout.Left, th.Glyphs.Ellipsis)
		if h < 4 {
			return []string{line}
		}
		out := []string{line}
		for _, s := range p.filterNotes(th, w, h) {
			out = append(out, layout.FitWith(s, w, layout.Left, th.Glyphs.Ellipsis))
		}
		return out
	}
	note, st := l.passed(), th.Dim
	if l.bad != nil {
		note, st = layout.Clean(l.bad.Error()), th.Warm
	}
	room := max(w-3, 0)
	if n := layout.Width(note); n > 0 && w > 30 {
		note = layout.TruncateWith(note, w-8-min(layout.Width(l.query), 20), th.Glyphs.Ellipsis)
		room -= min(layout.Width(note)+2, room)
	} else {
		note = ""
	}
	text := th.Dim.Render(layout.FitWith(layout.Clean(l.query), room, layout.Left, th.Glyphs.Ellipsis))
	if note != "" {
		text += " " + st.Render(note) + " "
	}
	return []string{layout.FitWith(th.Dim.Render(" / ")+text, w, layout.Left, th.Glyphs.Ellipsis)}
}

// passed says how many records the filter lets through.
func (l *list) passed() string {
	switch {
	case l.outlined() && l.projects == 1:
		return fmt.Sprintf("%d of %d found, and 1 project", l.found, l.total)
	case l.outlined() && l.projects > 1:
		return fmt.Sprintf("%d of %d found, and %d projects", l.found, l.total, l.projects)
	case l.total > 0:
		return fmt.Sprintf("%d of %d found", l.found, l.total)
	}
	return fmt.Sprintf("%d found", l.found)
}

// maxFilterNotes is how many lines tell what is wrong with a filter, in a pane that has tallNotes.
const (
	maxFilterNotes = 3
	tallNotes      = 12
)

// filterNotes are the lines below the filter line: one, or as many as what is wrong needs.
func (p *Pane) filterNotes(th *theme.Theme, w, h int) []string {
	bad := p.list().bad
	if bad == nil || h < tallNotes || w < 20 || strings.TrimSpace(p.list().query) == "" {
		return []string{p.filterNote(th, w)}
	}
	msg := layout.Clean(bad.Error())
	if layout.Width(msg) <= w-6 {
		return []string{p.filterNote(th, w)}
	}
	lines := layout.Wrap(msg, w-6)
	if len(lines) > maxFilterNotes {
		lines = append(lines[:maxFilterNotes-1], strings.Join(lines[maxFilterNotes-1:], " "))
	}
	for i, s := range lines {
		lines[i] = layout.Blank(5) + th.Warm.Render(layout.TruncateWith(s, w-6, th.Glyphs.Ellipsis))
	}
	return lines
}

// filterNote is the line below the filter line.
func (p *Pane) filterNote(th *theme.Theme, w int) string {
	l := p.list()
	switch {
	case strings.TrimSpace(l.query) == "":
		return "   " + th.Faint.Render(layout.TruncateWith(grammar, max(w-4, 0), th.Glyphs.Ellipsis))
	case l.bad == nil:
		return "   " + th.Dim.Render(l.passed())
	}
	msg := layout.Clean(l.bad.Error())
	var e *query.Error
	if !errors.As(l.bad, &e) {
		return "   " + th.Warm.Render(msg)
	}
	// The sign points at the place; the words stand beside it on the side that has the room.
	at := 3 + p.filter.CellOf(e.Pos)
	if n := layout.Width(msg); at+2+n <= w || at < n+2 {
		return layout.Blank(min(at, max(w-n-2, 3))) + th.Warm.Render("^ "+msg)
	} else {
		return layout.Blank(at-n-1) + th.Warm.Render(msg+" ^")
	}
}
