package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/report"
	"tandem/ui/act"
	"tandem/ui/browse"
	"tandem/ui/dialog"
	"tandem/ui/form"
	"tandem/ui/pane"
)

// before takes the journal back for an account, off the event loop.
func (m *Model) before(e pane.Before) tea.Cmd {
	st, now := m.store, m.env.Snap
	if st == nil {
		return nil
	}
	return m.ask(pane.Ask{Owner: e.Owner, Run: func(ctx context.Context) (pane.Effect, error) {
		was, byDates, err := st.Before(now, e.Account, e.At)
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return nil, err
		}
		return e.Work(ctx, was, byDates)
	}})
}

// onRecord does to a record what its own sheet would.
func (m *Model) onRecord(e pane.On) tea.Cmd {
	rec := m.env.Snap.Get(e.ID)
	if rec == nil {
		return m.say(e.ID.String()+" does not exist any more.", true)
	}
	deeds := map[act.Name]func() pane.Effect{
		"record.contact":  func() pane.Effect { return browse.LogContact(m.env, e.ID) },
		"record.why":      func() pane.Effect { return browse.Why(m.env, e.ID) },
		"record.act":      func() pane.Effect { return browse.ActOn(m.env, []model.ID{e.ID}) },
		"record.raise":    func() pane.Effect { return browse.Raise(m.env, []model.ID{e.ID}, e.Arg) },
		"record.template": func() pane.Effect { return browse.CopyTemplate(m.env, e.ID) },
		"record.copy": func() pane.Effect {
			return browse.Copy(m.env, []model.ID{e.ID}, m.env.Snap.Schema().Of(e.ID).Columns, e.Arg)
		},
		"record.edit": func() pane.Effect {
			return pane.Open{Overlay: form.New(m.env, m.env.Snap.Schema().Of(e.ID), rec, nil)}
		},
	}
	if do, ok := deeds[e.Action]; ok {
		return m.do(do())
	}
	return nil
}

// askBriefDay asks for which day the brief is; the meetings that are known stand there to choose from.
func (m *Model) askBriefDay() tea.Cmd {
	id := m.atHand(model.AccountPrefix)
	a, ok := model.Find[*model.Account](m.env.Snap, id)
	if !ok || m.store == nil {
		return m.say(m.missing(model.AccountPrefix), true)
	}
	c := m.env.Ctx().For(a)
	today := c.Now.Day(c.Loc)
	read := func(s string) (date.Day, error) {
		d, err := date.ParseDay(s, today)
		if err == nil && d < today {
			err = report.ErrMeetingPast
		}
		return d, err
	}
	say := func(d date.Day) string { return d.Time().Format("Mon 2 Jan 2006") }
	offers := []dialog.Choice{{Key: "tomorrow", Title: "   " + say(today+1)}}
	if d := report.MeetingDay(c, id); d > today+1 {
		offers = append(offers, dialog.Choice{Key: d.String(), Title: " " + say(d) + ", the next meeting that is known"})
	}
	hint := "Its day: fri, +1w, 2 dec. It tells how things stand now."
	return m.do(pane.Open{Overlay: dialog.Ask("Brief for the meeting on", hint, func(s string) (string, error) {
		d, err := read(s)
		return say(d), err
	}, func(s string) pane.Effect {
		d, err := read(s)
		if err != nil {
			return pane.Toast{Text: err.Error(), Bad: true}
		}
		return m.briefJob(id, d)
	}).Offering(offers).Saying("show")})
}

// customerBrief gathers the page for the meeting on a day with the customer at hand, 0 for the next one,
// off the event loop, and shows it before it is kept.
func (m *Model) customerBrief(on date.Day) tea.Cmd {
	id := m.atHand(model.AccountPrefix)
	if id == 0 || m.store == nil {
		return m.say(m.missing(model.AccountPrefix), true)
	}
	return m.do(m.briefJob(id, on))
}

// briefJob is the work of customerBrief.
func (m *Model) briefJob(id model.ID, on date.Day) pane.Effect {
	st, c := m.store, m.env.Ctx()
	return pane.Job{Title: "Brief", Run: func(context.Context, func(done, total int64)) (pane.Effect, error) {
		b, err := st.Brief(c, id, 0, on)
		if err != nil {
			return nil, err
		}
		return pane.Open{Overlay: dialog.Reader(b.Title(), b.Markdown(), "keeps it as a record", func(text string) pane.Effect { return keepBrief(m.env, b, text) })}, nil
	}}
}

// keepBrief stores a brief as it was handed out.
func keepBrief(env pane.Env, b *report.Brief, text string) pane.Effect {
	return pane.Change("Keep the brief for "+b.Account.Name, env.Now, func(e *model.Edit) error {
		b.Keep(e, text, nil, "")
		return nil
	})
}

// lists reports whether the list of a kind is in sight: what it shows of all records, the health of
// accounts and the load of people, is then worked out in the edit's own command, before the new
// records show.
func (m *Model) lists(prefix string) bool {
	if m.place != "home" || m.env.Cold {
		return false
	}
	for i := range m.sides {
		if k := m.sides[i].pane().Kind(); k != nil && k.Prefix == prefix {
			return true
		}
	}
	return false
}

// visitor is a page that counts from the last visit what has changed. What it remembers lies in the
// file beside the database.
type visitor interface {
	Recall(map[string]pane.Seen)
	Visits() map[string]pane.Seen
}

// recall gives a page that was just made the visits of earlier runs.
func (m *Model) recall(p pane.Pane) {
	if v, ok := p.(visitor); ok {
		v.Recall(m.memory.Visits)
	}
}

// visits are those of this run and of earlier ones.
func (m *Model) visits() map[string]pane.Seen {
	for _, p := range m.pages {
		if v, ok := p.(visitor); ok {
			return v.Visits()
		}
	}
	return m.memory.Visits
}
