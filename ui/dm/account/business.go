package account

import (
	"fmt"
	"strings"

	"tandem/model"
	"tandem/model/money"
	"tandem/ui/layout"
	"tandem/ui/theme"
)

// serviceRows are the agreements in force and the standards with their newest reading.
func (m *maker) serviceRows() {
	for _, x := range m.agreements {
		until := "until further notice "
		if x.Until != 0 {
			until = "until " + m.day(x.Until) + " "
		}
		var right []piece
		if t, ok := x.Target(1); ok && m.w >= 88 {
			right = append(right, piece{fmt.Sprintf("severity 1: %s, solved in %s   ", t.FirstResponse.Show(m.c.Scale), t.Resolve.Show(m.c.Scale)), m.th.Dim})
		}
		m.item(x.ID, []piece{{"    ", m.th.Text}, {clean(x.Name), m.th.Text}, m.ref(x.ID)}, append(right, piece{until, m.th.Dim})...)
	}
	for i, x := range m.standards {
		if i == m.most {
			m.more(len(m.standards)-m.most, model.StandardPrefix, "account:"+m.a.ID.String())
			break
		}
		sign, st, value := "?", m.th.Dim, "never read "
		if last := m.c.Snap.LastReading(x.ID); last != nil {
			value = fmt.Sprintf("%s, %s %s ", strings.TrimSpace(last.Value.Trim(0).String()+" "+clean(x.Unit)), x.Direction, x.Target.Trim(0))
			sign, st = m.th.Glyphs.Check, m.th.Ok
			if !x.Direction.Met(last.Value, x.Target) {
				sign, st = m.th.Glyphs.Breach, m.th.Hot
			}
		}
		m.item(x.ID, []piece{{"  " + sign + " ", st}, {clean(x.Name), m.th.Text}, m.ref(x.ID)}, piece{value, st})
	}
}

func (m *maker) orderRows() {
	for i, x := range m.orders {
		if i == m.most {
			m.more(len(m.orders)-m.most, model.OrderPrefix, "account:"+m.a.ID.String()+" status:open,delivered")
			break
		}
		sign, st, right := m.th.Glyphs.Promise, m.th.Text, m.day(x.Due())
		overdue := "overdue "
		if x.DueWord() == "requested" {
			right, overdue = "requested "+right, "overdue, "
		}
		switch {
		case x.Late(m.today):
			sign, st, right = m.th.Glyphs.Breach, m.th.Hot, overdue+right
		case x.Status == "delivered":
			st, right = m.th.Dim, "to be accepted"
		}
		m.item(x.ID, []piece{{"  " + sign + " ", st}, {clean(x.Title), m.th.Text}, m.ref(x.ID)}, piece{right + " ", st})
	}
}

func (m *maker) benefitRows() {
	for _, x := range m.benefits {
		sign, st, right := m.th.Glyphs.Promise, m.th.Dim, "not measured"
		if last := m.c.Snap.LastReading(x.ID); last != nil {
			if share, ok := x.Realised(last.Value); ok {
				n := int(max(share, 0)*100 + .5)
				right = fmt.Sprintf("%s %d%%", model.HealthBar(n, 6, m.th.ASCII), n)
				sign, st = m.th.Glyphs.Check, m.th.Ok
			}
		}
		if x.Behind(m.c.Snap, m.today) {
			sign, st = m.th.Glyphs.Breach, m.th.Hot
		}
		if x.Planned != 0 {
			right += " by " + m.day(x.Planned)
		}
		m.item(x.ID, []piece{{"  " + sign + " ", st}, {clean(x.Name), m.th.Text}, m.ref(x.ID)}, piece{right + " ", st})
	}
}

func (m *maker) moneyNote() []piece {
	if m.a.Renewal == 0 {
		return nil
	}
	return []piece{m.renewal()}
}

// renewal is when the contract ends, hot where that is near.
func (m *maker) renewal() piece {
	n := int(m.a.Renewal - m.today)
	switch {
	case n < 0:
		return piece{fmt.Sprintf("renewal passed %s ", m.day(m.a.Renewal)), m.th.Hot}
	case n == 0:
		return piece{"renews today ", m.th.Hot}
	case n <= 60:
		return piece{fmt.Sprintf("renews in %s ", plural(n, "day", "days")), m.th.Warm}
	}
	return piece{fmt.Sprintf("renews in %d days ", n), m.th.Dim}
}

func (m *maker) moneyRows() {
	for i, x := range m.chances {
		if i == m.most {
			m.more(len(m.chances)-m.most, model.OpportunityPrefix, "account:"+m.a.ID.String())
			break
		}
		right := []piece{{fmt.Sprintf("%s  %d%%  ", short(m.c, x.Value), x.Chance/100), m.th.Text}, {string(x.Stage) + " ", m.th.Dim}}
		if x.CloseDate != 0 && m.w >= 60 {
			right = append(right, piece{m.day(x.CloseDate) + " ", m.th.Dim})
		}
		m.item(x.ID, []piece{{"    ", m.th.Text}, {clean(x.Name), m.th.Text}, m.ref(x.ID)}, right...)
	}
}

// short is an amount in few signs; in ASCII with the code of its currency.
func short(c *model.Ctx, a money.Amount) string {
	if c.ASCII {
		return money.Spell(a.Short())
	}
	return a.Short()
}

func (m *maker) peopleNote() []piece {
	for _, p := range m.people {
		if p.sponsor && p.silent >= 0 {
			return []piece{{fmt.Sprintf("sponsor %s silent ", plural(p.silent, "day", "days")), m.silence(p.silent)}}
		}
	}
	return nil
}

// silence is how so many days without a word look.
func (m *maker) silence(days int) theme.Style {
	switch {
	case days < 0 || days > reach[2]:
		return m.th.Hot
	case days > reach[1]:
		return m.th.Warm
	}
	return m.th.Dim
}

// reach are the columns of the map: reached within a week, a month, a quarter; then longer ago or
// never.
var reach = [3]int{7, 30, 90}

// column is where somebody stands in the map by their silence.
func (p *person) column() int {
	for i, days := range reach {
		if p.silent >= 0 && p.silent <= days {
			return i
		}
	}
	return len(reach)
}

// peopleRows are the map of influence and reach, and below it each person.
func (m *maker) peopleRows() {
	if len(m.people) > 0 && m.w >= 44 {
		m.peopleMap()
	}
	for i, p := range m.people {
		if i == m.most+1 {
			m.more(len(m.people)-i, model.ContactPrefix, "account:"+m.a.ID.String())
			break
		}
		sign := "  "
		if p.sponsor {
			sign = m.th.Glyphs.Mark + " "
		}
		left := []piece{{"  " + sign, m.th.Accent}, m.fixed(p.initials, 2, m.th.Accent), {clean(p.Name), m.th.Text}, {"  " + clean(p.Role), m.th.Dim}}
		silent := piece{"no contact yet ", m.th.Hot}
		if p.silent >= 0 {
			silent = piece{fmt.Sprintf("%d d ", p.silent), m.silence(p.silent)}
		}
		right := []piece{m.moodPiece(p.mood), silent}
		if m.w >= 64 {
			right = append([]piece{{string(p.Influence) + "  ", m.th.Faint}}, right...)
		}
		m.item(p.ID, left, right...)
	}
}

// peopleMap draws who decides against how lately they were reached, by their initials; the sponsor
// has a mark. What is top right hurts: somebody who decides and was not heard for long.
func (m *maker) peopleMap() {
	const label = 10
	cell := min((m.w-label-2)/4, 16)
	heads := [...]string{"this week", "this month", "quarter", "longer"}
	line := []piece{{"  " + layout.Blank(label), m.th.Faint}}
	for _, h := range heads {
		line = append(line, piece{layout.FitWith(h, cell-1, layout.Left, m.th.Glyphs.Ellipsis) + " ", m.th.Faint})
	}
	m.add(row{idle: true, left: line})
	for i, inf := range influences {
		line := []piece{{"  " + layout.FitWith(string(inf), label, layout.Left, m.th.Glyphs.Ellipsis), m.th.Faint}}
		for col := range heads {
			text, st := "", m.th.Text
			for _, p := range m.people {
				if weight(p.Influence) != i || p.column() != col {
					continue
				}
				if text != "" {
					text += " "
				}
				text += clean(p.initials)
				if p.sponsor {
					text += "*"
				}
				st = m.silence(p.silent)
			}
			if text == "" {
				text, st = m.th.Glyphs.Dot, m.th.Faint
			}
			line = append(line, piece{layout.FitWith(text, cell-1, layout.Left, m.th.Glyphs.Ellipsis) + " ", st})
		}
		m.add(row{idle: true, left: line})
	}
}
