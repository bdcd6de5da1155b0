package triage

import (
	"strings"

	"tandem/ui/entry"
	"tandem/ui/layout"
)

// wordsNote is the line below the words to the customer: the marks that were understood as chips, or what is
// wrong with them; while nothing is typed, the marks one may write.
func (p *Pane) wordsNote(w int) string {
	th := p.env.Theme
	fit := func(s string) string { return layout.FitWith(s, w, layout.Left, th.Glyphs.Ellipsis) }
	items := p.targets()
	if len(items) == 0 {
		return fit("")
	}
	if strings.TrimSpace(p.words.Value()) == "" {
		return fit(th.Faint.Render("   " + strings.Join([]string{"call mail meet chat visit", "-- - + ++ mood", "@name", "words", "!fri a promise", "?mon an action"}, " "+th.Glyphs.Dot+" ")))
	}
	said, marks, err := p.q.Words(items[0], p.words.Value())
	var list []entry.Chip
	channel, n := said.Channel == "", 3
	for _, c := range marks {
		channel = channel || c.Name == "channel"
		if !c.Bad { // what is wrong is said behind them
			list = append(list, entry.Chip{Text: c.Text})
		}
	}
	if !channel {
		list = append(list, entry.Chip{Text: string(said.Channel), Faint: true})
	}
	for _, c := range list {
		n += layout.Width(layout.Clean(c.Text)) + 3
	}
	if err == nil {
		return fit("   " + entry.Chips(list, max(w-3, 0), th))
	}
	wrong := th.Bad.Render(layout.Clean(err.Error()))
	if layout.Width(wrong)+n > w {
		return fit("   " + wrong)
	}
	return fit("   " + entry.Chips(list, n-3, th) + wrong)
}
