package triage

import (
	"fmt"
	"strings"

	"tandem/model"
	"tandem/model/triage"
	"tandem/ui/act"
	"tandem/ui/layout"
	"tandem/ui/table"
	"tandem/ui/theme"
)

// The columns, in the order columns gives them.
const (
	colSign = iota
	colScore
	colDue
	colRef
	colWhat
	colWho
	colOn
)

// dueTitles is what the date of a view means.
var dueTitles = [...]string{triage.Now: "due", triage.Doing: "due", triage.Waiting: "ask again", triage.Promised: "due", triage.Scheduled: "comes back", triage.Done: "at"}

// columns are those of a view. On a narrow screen the title keeps its room; where others
// have the ball, who it is matters more than the rank. On a wide one no column takes more than it
// can use, so that the eye need not cross a gap, and what is left goes to who waits and on whom.
func columns(v triage.View) []table.Column {
	on := table.Column{Name: "on", Title: "on", Width: 14, Min: 10, Flex: 1, Priority: 40}
	if v == triage.Waiting {
		on.Width, on.Min, on.Flex, on.Priority = 26, 18, 3, 85
	}
	return []table.Column{
		{Name: "sign", Width: 1, Priority: 100},
		{Name: "score", Title: "points", Width: 6, Align: layout.Right, Priority: 60},
		{Name: "due", Title: dueTitles[v], Width: 12, Min: 9, Max: 16, Priority: 80},
		{Name: "ref", Title: "", Width: 6, Min: 5, Priority: 70},
		{Name: "what", Title: "what", Width: 36, Min: 26, Max: 76, Flex: 4, Priority: 90},
		{Name: "who", Title: "who waits", Width: 16, Min: 10, Max: 34, Flex: 1, Priority: 50},
		on,
	}
}

// Len implements table.Source.
func (p *Pane) Len() int { return len(p.rows) }

// ID implements table.Source.
func (p *Pane) ID(row int) uint64 { return uint64(p.rows[row].Key()) }

// Cell implements table.Source.
func (p *Pane) Cell(row, col int) table.Cell {
	it, th := p.rows[row], p.env.Theme
	switch col {
	case colSign:
		sign, style := p.sign(it)
		return table.Cell{Text: sign, Style: style}
	case colScore:
		if it.View == triage.Done {
			return table.Cell{}
		}
		return table.Cell{Text: it.Score.String()}
	case colDue:
		if p.view == triage.Promised { // by its own date, whenever we ask again
			return table.Cell{Text: it.OwedText(), Style: p.heat(it)}
		}
		return table.Cell{Text: it.DueText(), Style: p.heat(it)}
	case colRef:
		return table.Cell{Text: it.Ref().String(), Style: th.Faint}
	case colWhat:
		return table.Cell{Text: it.Title()}
	case colWho:
		return table.Cell{Text: it.Who(), Style: th.Dim}
	}
	return p.waits(it)
}

// waits is the column that says who has the ball; for what is closed, how it ended.
func (p *Pane) waits(it *triage.Item) table.Cell {
	th := p.env.Theme
	on := it.WaitingOn()
	if it.View == triage.Done {
		on = it.Outcome()
	}
	if on == "" {
		return table.Cell{Text: th.Glyphs.Dash, Style: th.Faint}
	}
	return table.Cell{Text: on, Style: th.Dim}
}

// sign is the glyph of an item; what is breached or due today is hot, the rest warm.
func (p *Pane) sign(it *triage.Item) (string, theme.Style) {
	th := p.env.Theme
	g := &th.Glyphs
	sign := map[triage.Glyph]string{
		triage.GlyphBreach: g.Breach, triage.GlyphBlocked: g.Blocked, triage.GlyphLate: g.Down, triage.GlyphRisk: g.Risk,
		triage.GlyphPromise: g.Promise, triage.GlyphDetractor: g.Watermelon, triage.GlyphAction: g.Dot, triage.GlyphDone: g.Check,
	}[it.Glyph]
	switch {
	case it.View == triage.Done && strings.HasPrefix(it.Outcome(), "put away"):
		return g.Paused, th.Dim
	case it.View == triage.Done:
		return sign, th.Ok
	case it.View == triage.Waiting && it.Breached: // a decision stops no clock
		return g.Breach, th.Hot
	case it.View == triage.Waiting:
		return g.Paused, th.Dim
	case it.First:
		return sign, th.Hot
	case it.View == triage.Now || it.View == triage.Doing:
		return sign, th.Warm
	}
	return sign, th.Dim
}

func (p *Pane) heat(it *triage.Item) theme.Style {
	th := p.env.Theme
	switch {
	case it.View != triage.Now && it.View != triage.Doing:
		return th.Dim
	case it.First:
		return th.Hot
	case strings.HasSuffix(it.DueText(), "late") || strings.HasPrefix(it.DueText(), "breaks"):
		return th.Warm
	}
	return theme.Style{}
}

// empty is what a list without rows says: what belongs there, and what else there is.
func (p *Pane) empty() []string {
	key := func(n act.Name, usual string) string { return p.env.Key("triage", n, usual) }
	now := " (" + key("triage.view.1", "1") + ")"
	if p.filter.Value() != "" {
		return []string{"", "Nothing here fits the filter.", "Press " + key("list.filter", "/") + " and esc to drop it."}
	}
	if p.hat != model.Both && p.q.Count(p.view, model.Both) > 0 {
		return []string{"", fmt.Sprintf("Nothing on this side; %d on the other. %s shows all.", p.q.Count(p.view, model.Both), key("triage.hat", "tab"))}
	}
	count := func(v triage.View) int { return p.q.Count(v, model.Both) }
	switch p.view {
	case triage.Now:
		return []string{"", "Inbox zero: nothing is stuck.",
			fmt.Sprintf("%d in hand, %d waiting, %d promised, %d scheduled, %d done today.", count(triage.Doing), count(triage.Waiting), count(triage.Promised), count(triage.Scheduled), count(triage.Done)),
			"What is late, due, triggered or unanswered shows up here by itself."}
	case triage.Doing:
		return []string{"", "Nothing in hand.", key("triage.accept", "a") + " on an item of Now" + now + " makes it yours and puts it here."}
	case triage.Waiting:
		return []string{"", "You wait for nobody.", key("triage.wait", "w") + " on an item of Now" + now + " hands it over; it comes back when it is time to ask again."}
	case triage.Promised:
		return []string{"", "No open promises.", "Promises live with their customers, under Accounts."}
	case triage.Scheduled:
		return []string{"", "Nothing was put away.", key("triage.snooze", "s") + " on an item of Now" + now + " puts it away until its day."}
	}
	return []string{"", "Nothing closed yet today.", fmt.Sprintf("%d wait for a decision in Now%s.", count(triage.Now), now)}
}
