package model

import (
	"iter"

	"tandem/model/date"
)

// Standing is how a record stands at a glance, for the sign and the colour of its row.
type Standing uint8

// The standings: nothing to see, soon due or at risk, hurts now, over.
const (
	Calm Standing = iota
	Soon
	Hurts
	Over
)

// soonDays is how many days ahead a due day begins to show.
const soonDays = 3

// standBy is the standing of something that is due on a day, unless it is over.
func standBy(over bool, due date.Day, c *Ctx) Standing {
	switch {
	case over:
		return Over
	case due == 0:
		return Calm
	case due < c.Now.Day(c.Loc):
		return Hurts
	case due <= c.Now.Day(c.Loc)+soonDays:
		return Soon
	}
	return Calm
}

// today is the day of the context's moment where the record lives.
func (c *Ctx) today(r Record) date.Day { return c.Now.Day(c.For(r).Loc) }

// me is the person who sits here, or none.
func (c *Ctx) me() ID {
	if w := c.Snap.Workspace(); w != nil {
		return w.Me
	}
	return 0
}

// one is what looks at the records of a kind in one part.
func one(look func(Record)) func(int) func(Record) {
	return func(int) func(Record) { return look }
}

type talkKey struct{}

// talks are when somebody talked with each contact of a customer, either way.
func (s *Snapshot) talks() map[ID][]date.Instant {
	return Memo(s, InteractionPrefix, talkKey{}, func(iter.Seq[Record]) map[ID][]date.Instant {
		m := map[ID][]date.Instant{}
		s.peek(InteractionPrefix, []string{"contact", "when"}, 1, one(func(r Record) {
			if x := r.(*Interaction); x.Contact != 0 {
				m[x.Contact] = append(m[x.Contact], x.When)
			}
		}))
		return m
	})
}

// LastTalk is the newest interaction with a contact of a customer, either way, a meeting ahead
// included; 0 for none.
func (s *Snapshot) LastTalk(contact ID) (last date.Instant) {
	for _, at := range s.talks()[contact] {
		last = max(last, at)
	}
	return last
}

// LastTalk is when somebody last talked with a contact of a customer, either way; 0 for never. A
// meeting that lies ahead, as a calendar brings it in, has not been held.
func (c *Ctx) LastTalk(contact ID) (last date.Instant) {
	for _, at := range c.Snap.talks()[contact] {
		if at <= c.Now {
			last = max(last, at)
		}
	}
	return last
}

// ValDay is a computed day.
func ValDay(c *Ctx, d date.Day) Val {
	if d == 0 {
		return None()
	}
	return Val{Key: Key{Num: float64(d.At(0, 0, nil)), Set: true}, Text: d.String(), Show: d.Short(c.Now.Day(c.Loc))}
}

// valYes is a computed yes or no.
func valYes(yes bool) Val {
	if yes {
		return Val{Key: Key{Num: 1, Str: "yes", Set: true}, Text: "yes", JSON: true}
	}
	return Val{Key: Key{Str: "no", Set: true}, Text: "no", JSON: false}
}
