package triage

import (
	"testing"

	"tandem/model"
	"tandem/model/date"
)

// TestDueIsTheFirstClock: a row is owed when the first of the escalation's running clocks is, whether or
// not that is soon, so that the queue and the clocks never tell two moments. A clock that waits for
// somebody else owes nothing meanwhile.
func TestDueIsTheFirstClock(t *testing.T) {
	word := func(when string, way model.Direction) model.Event {
		return model.Event{At: at(when), Kind: "contact", Direction: way, Text: "so"}
	}
	for _, x := range []struct {
		name, opened, at string
		events           []model.Event
		status, want     string
	}{
		{"just raised: the first response", "09:00", "09:05", nil, "open", "09:30"},
		{"raised at night: from the opening on", "2026-11-19 22:00", "2026-11-19 22:05", nil, "open", "08:30"},
		{"the first response is breached", "09:00", "09:40", nil, "open", "09:30"},
		{"the reply before the update", "08:30", "09:15", []model.Event{word("08:40", "out"), word("09:00", "in")}, "open", "10:00"},
		{"told: the next update", "08:30", "09:15", []model.Event{word("08:40", "out")}, "open", "10:40"},
		{"waits for a vendor: the update still", "08:30", "09:15", []model.Event{word("08:40", "out"), {At: at("08:45"), Kind: "wait", Who: "vendor", Text: "Shipfast"}}, "waiting", "10:40"},
	} {
		w := newWorld(t)
		agreed(w)
		w.now = at(x.at)
		id := w.escalation(x.name, func(e *model.Escalation) {
			e.Opened, e.Events, e.NextUpdate, e.Status = at(x.opened), x.events, 0, model.EscalationStatus(x.status)
			if x.status == "waiting" {
				e.Waiting = model.Waiting{On: "vendor", Who: "Shipfast"}
			}
		})
		e := get[*model.Escalation](w, id)
		if got := w.item(id).Due; got != at(x.want) || got != w.snap.Ctx(w.now).NextDue(e) {
			t.Errorf("%s: due %s, want %s; the clocks say %s", x.name, shown(got), x.want, shown(w.snap.Ctx(w.now).NextDue(e)))
		}
	}
}

func shown(at date.Instant) string {
	if at == 0 {
		return "never"
	}
	return at.In(berlin).Format("2 Jan 15:04")
}
