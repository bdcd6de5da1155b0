package triage

import (
	"fmt"
	"slices"

	"tandem/model"
)

// Press counts what is breached or due today: Open waits for a decision, Held was decided and is owed all the
// same. A decision stops no clock: only a word to the customer, a delivery or an end does.
type Press struct{ Open, Held int }

// Total is how many are breached or due today, decided or not.
func (p Press) Total() int { return p.Open + p.Held }

// Text is the number in words, as every page says it: "9 breached or due today, 2 in hand".
func (p Press) Text() string { return p.words("breached or due today") }

// Short is Text where room is short: "9 due, 2 in hand".
func (p Press) Short() string { return p.words("due") }

func (p Press) words(late string) string {
	s := fmt.Sprintf("%d %s", p.Total(), late)
	if p.Held > 0 {
		s += fmt.Sprintf(", %d in hand", p.Held)
	}
	return s
}

// Pressing lists what is breached or due today, for one hat: first what waits for a decision, then what was
// decided, each by rank.
func (q *Queue) Pressing(h model.Hat) ([]*Item, Press) {
	var open, held []*Item
	for i := range q.items {
		switch it := &q.items[i]; {
		case !it.First || it.View == Done || !it.On(h):
		case it.Decided():
			held = append(held, it)
		default:
			open = append(open, it)
		}
	}
	slices.SortFunc(open, byRank)
	slices.SortFunc(held, byRank)
	return append(open, held...), Press{len(open), len(held)}
}

// Decided reports whether somebody has decided about the item, or the customer was told, so that it is in no
// need of a decision now.
func (it *Item) Decided() bool { return it.View != Now && it.View != Done }

// Held says in a word or two how a decided item is held: "in hand", "waiting", "put away", "told" (the
// customer was told and waits for the next word); "" for one that waits for a decision or is done.
func (it *Item) Held() string {
	switch it.View {
	case Doing:
		return "in hand"
	case Waiting:
		return "waiting"
	case Scheduled, Promised:
		if b := it.blocker(); b != nil && b.State == model.BlockerSnoozed {
			return "put away"
		}
		if _, ok := it.record().(*model.Escalation); ok {
			return "told"
		}
		return "put away"
	}
	return ""
}

// late reports a signal that something owed is over its time.
func (s Signal) late() bool {
	switch s {
	case UpdateOverdue, ClockBreached, PromiseOverdue, StuckOverdue, OrderLate:
		return true
	}
	return false
}
