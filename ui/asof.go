package ui

import (
	"context"
	"errors"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"tandem/model"
	"tandem/model/date"
	"tandem/store"
	"tandem/ui/act"
	"tandem/ui/dialog"
	"tandem/ui/form"
	"tandem/ui/layout"
	"tandem/ui/pane"
)

// past is the moment that is looked back at. While there is one, every place shows the workspace
// as it was then, by the clock of then, and nothing can be changed.
type past struct{ at date.Instant }

// errFuture and errNoDay say what a moment to look back at must be.
var (
	errFuture = errors.New("that is still to come")
	errNoDay  = errors.New("a day or a moment: yesterday, -2w, 1 oct, fri 14:00")
)

// askAsOf asks for the moment; while one is shown the same key returns to now.
func (m *Model) askAsOf() tea.Cmd {
	if m.past != nil {
		return m.leavePast()
	}
	read := func(s string) (string, error) {
		t, err := m.backTo(s)
		if err != nil {
			return "", err
		}
		return t.In(m.env.Ctx().Loc).Format("Mon 2 Jan 2006 15:04"), nil
	}
	hint := "The whole workspace as it was: yesterday, -2w, 1 oct, fri 14:00. A day means its end."
	return m.do(pane.Open{Overlay: dialog.Ask("As of", hint, read, func(s string) pane.Effect {
		t, err := m.backTo(s)
		if err != nil {
			return pane.Toast{Text: err.Error(), Bad: true}
		}
		return m.asOfJob(t)
	}).Saying("show")})
}

// backTo reads a moment of the past. A day stands for its end, today for this moment; the name of
// a weekday alone is the last one there was.
func (m *Model) backTo(s string) (date.Instant, error) {
	now, loc := date.Of(m.opt.Now()), m.env.Ctx().Loc
	if strings.TrimSpace(s) == "" {
		return 0, errNoDay
	}
	first, last, err := date.ParseRange(s, now, loc)
	if err != nil {
		return 0, err
	}
	if first > now && isWeekday(s) {
		first, last = first.Add(-7*24*time.Hour), last.Add(-7*24*time.Hour)
	}
	if first > now {
		return 0, errFuture
	}
	return min(last, now), nil
}

// isWeekday reports whether a text begins with the name of a weekday.
func isWeekday(s string) bool {
	s = strings.ToLower(strings.TrimSpace(s))
	for d := time.Sunday; d <= time.Saturday; d++ {
		if strings.HasPrefix(s, strings.ToLower(d.String()[:3])) {
			return true
		}
	}
	return false
}

// asOfJob takes the journal back to a moment, off the event loop.
func (m *Model) asOfJob(t date.Instant) pane.Effect {
	st := m.store
	if st == nil {
		return pane.Toast{Text: "The workspace is still opening.", Bad: true}
	}
	return pane.Job{Title: "Look back", Run: func(ctx context.Context, progress func(done, total int64)) (pane.Effect, error) {
		snap, err := st.AsOfStep(t, func(done, total uint64) error {
			progress(int64(done), int64(total))
			return ctx.Err()
		})
		if errors.Is(err, store.ErrBeforeStart) {
			return pane.Toast{Text: "The workspace did not exist then.", Bad: true}, nil
		}
		if err != nil {
			return nil, err
		}
		return pane.Run(func() pane.Effect { return m.lookBack(snap, t) }), nil
	}}
}

// lookBack shows the snapshot of a moment everywhere.
func (m *Model) lookBack(snap *model.Snapshot, t date.Instant) pane.Effect {
	m.past = &past{at: t}
	m.present(snap, t)
	return nil
}

// leavePast returns to the workspace as it is.
func (m *Model) leavePast() tea.Cmd {
	m.past = nil
	m.present(m.store.Snapshot(), date.Of(m.opt.Now()))
	return m.say("Back to now.", false)
}

// present puts a snapshot and its moment in front of every pane.
func (m *Model) present(snap *model.Snapshot, now date.Instant) {
	m.env.Snap, m.env.Now = snap, now
	m.env.Rev++
	m.facts = facts{}
	m.preview = nil
	m.sync()
	m.wanted = append(m.wanted, m.count())
}

// writes are the actions that change records: while looking back they are refused at their key.
var writes = map[act.Name]bool{
	"app.undo": true, "app.redo": true, "record.new": true, "record.edit": true, "record.delete": true, "record.contact": true,
	"record.set": true, "record.act": true, "record.raise": true, "record.template": true, "record.link": true, "detail.unlink": true, "detail.restore": true,
	"triage.accept": true, "triage.contact": true, "triage.wait": true, "triage.snooze": true, "triage.escalate": true,
	"triage.link": true, "triage.close": true, "triage.reason": true, "triage.repeat": true,
}

// readOnly is why nothing can be changed now.
func (m *Model) readOnly() string {
	return "this is " + m.pastDay() + ", which cannot be changed; " + m.keyOf("app.back") + " returns to now"
}

func (m *Model) pastDay() string {
	return m.past.at.In(m.env.Ctx().Loc).Format("Mon 2 Jan 2006 15:04")
}

// frozen makes the scopes of a chain refuse what would change the past.
func (m *Model) frozen(c act.Chain) act.Chain {
	if m.past == nil {
		return c
	}
	for i := range c {
		was := c[i].Enabled
		c[i].Enabled = func(a act.Name) (bool, string) {
			if writes[a] {
				return false, m.readOnly()
			}
			if was == nil {
				return true, ""
			}
			return was(a)
		}
	}
	return c
}

// refuses reports whether an effect would change the past: it is the last line behind the keys,
// for the palette and whatever else leads to an edit.
func (m *Model) refuses(e pane.Effect) bool {
	if m.past == nil {
		return false
	}
	switch e := e.(type) {
	case pane.Edit:
		return true
	case pane.Open:
		switch e.Overlay.(type) {
		case *form.Form, *form.Cell, *form.Rows:
			return true
		}
	}
	return false
}

// banner is the first line while looking back: nobody can take what is below it for now.
func (m *Model) banner(w int) string {
	th := m.env.Theme
	text := " " + th.Glyphs.Breach + " AS OF " + m.pastDay() + " " + th.Glyphs.Dot + " read-only"
	if name := m.env.Snap.Workspace(); name != nil && w > 100 {
		text += "   " + layout.Clean(name.Name)
	}
	right := m.keyOf("app.back") + " returns to now "
	room := max(w-layout.Width(right), 0)
	return th.Alarm.Render(layout.FitWith(layout.FitWith(text, room, layout.Left, th.Glyphs.Ellipsis)+right, w, layout.Left, th.Glyphs.Ellipsis))
}
