package account

import (
	"fmt"
	"strings"

	"tandem/model"
	"tandem/model/clock"
	"tandem/model/date"
	"tandem/model/worktime"
	"tandem/ui/layout"
	"tandem/ui/theme"
)

func (m *maker) day(d date.Day) string { return d.Short(m.today) }

// moment is a moment in the customer's zone, as a table has it.
func (m *maker) moment(t date.Instant) string { return m.c.ShortTime(t, m.c.Loc) }

// fixed is a text in so many cells, with a blank behind it.
func (m *maker) fixed(s string, w int, st theme.Style) piece {
	return piece{layout.FitWith(s, w, layout.Left, m.th.Glyphs.Ellipsis) + " ", st}
}

func (m *maker) healthNote() []piece {
	if !m.health.Known {
		return []piece{{"unknown ", m.th.Dim}}
	}
	out := []piece{{fmt.Sprintf("%d of 100 ", m.health.Score), m.th.Text}}
	if m.health.Target > 0 {
		out = append(out, piece{fmt.Sprintf("target %d ", m.health.Target), m.th.Dim})
	}
	return out
}

// partCells is how wide the bar of a part is.
const partCells = 8

// healthRows are the parts: how full each is, its points, what moved, and why.
func (m *maker) healthRows() {
	for _, p := range m.health.Parts {
		if p.Weight <= 0 {
			continue
		}
		title := m.fixed("  "+p.Name, 14, m.th.Text)
		if !p.Known {
			m.add(row{part: p.Name, left: []piece{{title.text, m.th.Dim}, {"unknown: " + p.Why, m.th.Faint}}})
			continue
		}
		st := m.level(int(p.Value + .5))
		r := row{part: p.Name, left: []piece{title, {model.HealthBar(int(p.Value+.5), partCells, m.th.ASCII) + " ", st},
			{fmt.Sprintf("%4s of %-4s ", p.Points, p.Most), m.th.Text}}}
		r.left = append(r.left, m.arrow(m.moved[p.Name], 5), piece{" " + clean(p.Why), m.th.Dim})
		m.add(r)
	}
}

// level is how a value of 0 to 100 looks.
func (m *maker) level(v int) theme.Style {
	switch {
	case v < 40:
		return m.th.Hot
	case v < 70:
		return m.th.Warm
	}
	return m.th.Ok
}

// arrow is how many points moved, in w cells.
func (m *maker) arrow(by model.Tenths, w int) piece {
	switch {
	case by > 0:
		return piece{layout.Fit(m.th.Glyphs.Up+by.String(), w, layout.Left), m.th.Ok}
	case by < 0:
		return piece{layout.Fit(m.th.Glyphs.Down+(-by).String(), w, layout.Left), m.th.Hot}
	}
	return piece{layout.Blank(w), m.th.Text}
}

// sinceTitle says from when news count.
func (m *maker) sinceTitle() string {
	if m.visited {
		return "Since your visit, " + m.moment(m.since)
	}
	return "Since " + m.moment(m.since)
}

func (m *maker) sinceNote() []piece {
	if m.byDates {
		return []piece{{"by the dates of the records ", m.th.Faint}}
	}
	return []piece{{plural(len(m.news), "thing", "things") + " ", m.th.Dim}}
}

// allNews stands for the rest of the news, which no list shows.
const allNews = "all"

func (m *maker) newsRows() {
	for i, x := range m.news {
		if i == m.most && !m.all {
			m.add(row{more: allNews, left: []piece{{fmt.Sprintf("  and %d more", len(m.news)-m.most), m.th.Dim}}})
			break
		}
		sign, st := m.th.Glyphs.Dot, m.th.Dim
		switch {
		case x.Good > 0:
			sign, st = m.th.Glyphs.Check, m.th.Ok
		case x.Good < 0:
			sign, st = m.th.Glyphs.Breach, m.th.Hot
		}
		m.item(x.Ref, []piece{{"  " + sign + " ", st}, {clean(x.Text), m.th.Text}}, m.ref(x.Ref), piece{" ", m.th.Text})
	}
}

func (m *maker) openNote() []piece {
	var out []piece
	late := 0
	for _, e := range m.open {
		if m.late(e) {
			late++
		}
	}
	if late > 0 {
		out = append(out, piece{fmt.Sprintf("%s %d late  ", m.th.Glyphs.Breach, late), m.th.Hot})
	}
	if len(m.open) > 0 {
		out = append(out, piece{fmt.Sprintf("%d open ", len(m.open)), m.th.Dim})
	}
	return out
}

// escalationRows are a line each: how severe, what, and the clock that is due next with its time.
func (m *maker) escalationRows() {
	for i, e := range m.open {
		if i == m.most {
			m.more(len(m.open)-m.most, model.EscalationPrefix, "account:"+m.a.ID.String()+" status:open,waiting")
			break
		}
		left := []piece{{fmt.Sprintf("  %s ", m.severitySign(e)), m.severityStyle(e)}, {clean(e.Title), m.th.Text}, m.ref(e.ID)}
		m.item(e.ID, left, m.clockPieces(e)...)
	}
}

// late reports a clock that is over and goes on: to wait for somebody stops none of those.
func (m *maker) late(e *model.Escalation) bool {
	k := m.c.Clocks(e).Next()
	return k != nil && k.State == clock.Breached
}

func (m *maker) severitySign(e *model.Escalation) string {
	switch {
	case e.Status == "waiting" && m.late(e):
		return m.th.Glyphs.Breach
	case e.Status == "waiting":
		return m.th.Glyphs.Paused
	}
	return fmt.Sprint(e.Severity())
}

func (m *maker) severityStyle(e *model.Escalation) theme.Style {
	switch {
	case e.Status == "waiting" && !m.late(e):
		return m.th.Dim
	case e.Severity() <= 2 || e.Status == "waiting":
		return m.th.Hot
	case e.Severity() == 3:
		return m.th.Warm
	}
	return m.th.Text
}

// clockPieces are the bar of the clock that is due next, its time and its due time.
func (m *maker) clockPieces(e *model.Escalation) []piece {
	k := m.c.Clocks(e).Next()
	if k == nil || k.State == clock.None {
		return []piece{{"no time agreed ", m.th.Faint}}
	}
	st := m.th.Text
	switch {
	case k.State == clock.Breached:
		st = m.th.Hot
	case k.State == clock.Paused:
		st = m.th.Dim
	case model.ClockShare(k) >= .5:
		st = m.th.Warm
	}
	cells, due := 6, ""
	if m.w >= 70 && k.Due != worktime.Never {
		due = m.c.ClockTime(k.Due, k.Hours().Location())
	}
	if m.w < 56 {
		cells = 4
	}
	out := []piece{{model.ClockBar(k, cells, m.th.ASCII) + " ", st}, {layout.Fit(model.ClockLeft(k), 13, layout.Left), st}}
	if m.w >= 92 {
		out = append([]piece{{k.Which.Title() + "  ", m.th.Dim}}, out...)
	}
	if due != "" {
		out = append(out, piece{layout.Fit(due, max(layout.Width(due), 12), layout.Right) + " ", m.th.Dim})
	}
	return out
}

func (m *maker) keptNote() []piece {
	if m.kept.N == 0 {
		return nil
	}
	share, _ := m.kept.Percent()
	return []piece{{fmt.Sprintf("kept %d of %d in all ", m.kept.Kept, m.kept.N), m.level(int(share))}}
}

// promiseRows are what is owed, with the day the plan delivers it, and what became of the last ones.
func (m *maker) promiseRows() {
	for i, p := range m.promises {
		if i == m.most {
			m.more(len(m.promises)-m.most, model.PromisePrefix, "account:"+m.a.ID.String())
			break
		}
		v := p.Verdict(m.today)
		sign, st, right := m.th.Glyphs.Promise, m.th.Text, m.day(p.Due)
		switch {
		case !p.Open() && v == model.Kept:
			sign, st, right = m.th.Glyphs.Check, m.th.Ok, "kept"
		case !p.Open():
			sign, st, right = m.th.Glyphs.Breach, m.th.Hot, string(v)
		case v == model.Broken:
			sign, st, right = m.th.Glyphs.Breach, m.th.Hot, "overdue "+m.day(p.Due)
		case p.Due == m.today:
			st, right = m.th.Warm, "today"
		}
		var tail []piece
		if f, ok := m.c.PromiseOutlook(p); ok && p.Open() {
			d, fs, says := f.At.Day(m.c.Loc), m.th.Dim, "plan "
			if f.Late {
				fs, says = m.th.Warm, "late, not before "
			}
			if d > p.Due {
				fs = m.th.Hot
				sign, st = m.th.Glyphs.Breach, m.th.Warm
			}
			tail = append(tail, piece{says + m.day(d) + "  ", fs})
		}
		tail = append(tail, piece{right + " ", st})
		text := m.th.Text
		if !p.Open() {
			text = m.th.Dim
		}
		m.item(p.ID, []piece{{"  " + sign + " ", st}, {clean(p.What), text}, m.ref(p.ID)}, tail...)
	}
}

func (m *maker) projectRows() {
	for _, p := range m.projects {
		sign, st, word := m.th.Glyphs.Check, m.th.Dim, string(p.Phase)
		if p.told.Computed != "" {
			word = "" // it stands below, with what it is and why
		}
		switch p.told.Computed {
		case model.Green:
			sign, st = m.th.Glyphs.Dot, m.th.Ok
		case model.Amber:
			sign, st = m.th.Glyphs.Up, m.th.Warm
		case model.Red:
			sign, st = m.th.Glyphs.Breach, m.th.Hot
		}
		right := []piece{{fmt.Sprintf("%3.0f%%  ", p.percent), m.th.Text}}
		if p.forecast != 0 {
			right = append(right, piece{"ends " + m.day(p.forecast.Day(m.c.Loc)) + " ", m.th.Dim})
		}
		switch {
		case p.judged && p.slip > 0:
			right = append(right, piece{fmt.Sprintf("+%d d ", p.slip), m.th.Hot})
		case p.judged && p.slip < 0:
			right = append(right, piece{fmt.Sprintf("-%d d ", -p.slip), m.th.Ok})
		}
		m.item(p.ID, []piece{{"  " + sign + " ", st}, {clean(p.Name), m.th.Text}, m.ref(p.ID), {"  " + word, st}}, right...)
		m.colourRow(p, st)
	}
}

// colourRow says below a project what colour it computes to and why, and the one somebody reported where that is
// another.
func (m *maker) colourRow(p project, st theme.Style) {
	words, why := p.told.ComputedWords(), ""
	if words == "" {
		return
	}
	if p.told.Differ() {
		why = ", " + p.told.ReportedWords(m.today)
	}
	if p.why != "" {
		why += "; " + clean(p.why)
	}
	m.add(row{id: 0, idle: true, left: []piece{{"      " + words, st}, {why, m.th.Faint}}})
}

func (m *maker) talkNote() []piece {
	if n := len(m.talks); n > 0 {
		return []piece{{"last " + m.moment(m.talks[0].When) + " ", m.th.Dim}}
	}
	return nil
}

// talkRows are the timeline, newest first: when, which way, how, in what mood, what was said.
func (m *maker) talkRows() {
	for i, x := range m.talks {
		if i == m.most+1 {
			m.more(len(m.talks)-i, model.InteractionPrefix, "account:"+m.a.ID.String())
			break
		}
		arrow := m.th.Glyphs.Right
		if x.Direction == "in" {
			arrow = m.th.Glyphs.Left
		}
		left := []piece{m.fixed("  "+m.moment(x.When), 13+layout.Width(m.c.ZoneTag(m.c.Now, m.c.Loc)), m.th.Dim), {arrow + " ", m.th.Accent}, m.moodPiece(x.Mood)}
		if m.w >= 56 {
			left = append(left, m.fixed(string(x.Channel), 7, m.th.Faint))
		}
		left = append(left, piece{clean(x.Summary), m.th.Text})
		var right []piece
		if name := m.c.NameOf(x.Contact); name != "" && m.w >= 44 {
			right = append(right, piece{initials(clean(name)) + " ", m.th.Dim})
		}
		m.item(x.ID, left, right...)
	}
}

// moodPiece is a mood in two cells and a blank: a word would be too long, a colour alone not enough.
func (m *maker) moodPiece(mood int) piece {
	text := strings.Repeat("+", max(mood, 0)) + strings.Repeat("-", max(-mood, 0))
	st := m.th.Ok
	if mood < 0 {
		st = m.th.Hot
	}
	return piece{layout.Fit(text, 2, layout.Left) + " ", st}
}
