package model

import (
	"fmt"
	"slices"
	"strings"
)

// promiseVerbs are the ends of a promise, and the way to another date.
func promiseVerbs() []Verb {
	open := func(_ *Ctx, r Record) string {
		if p := r.(*Promise); !p.Open() {
			return "it is " + string(p.State) + " already"
		}
		return ""
	}
	end := func(state PromiseState) func(*Edit, ID) error {
		return func(e *Edit, id ID) error {
			return Update(e, id, func(p *Promise) error {
				p.State, p.ClosedOn = state, e.Ctx.today(p)
				return nil
			})
		}
	}
	return []Verb{
		{Name: "keep", Title: "Keep", Help: "Notes that the customer got today what was promised.", Why: open, Do: end("kept")},
		{Name: "break", Title: "Break", Help: "Notes that the customer does not get it, or not as promised.", Why: open, Do: end("broken")},
		{Name: "renegotiate", Title: "Renegotiate", Help: "Moves the date as agreed with the customer, and keeps the old one.", Why: open,
			Asks: "the new date, then who agreed and why: fri @sven parts are late", Read: readMove, Tell: movePromise},
	}
}

// movesTo reads what a renegotiation is told: a date, then perhaps @contact and the reason.
func movesTo(c *Ctx, p *Promise, answer string) (PromiseMove, error) {
	words := strings.Fields(answer)
	to, n := leadingDay(words, c.Now.Day(c.Loc))
	if n == 0 {
		return PromiseMove{}, fmt.Errorf("which date was agreed instead of %s? write fri, +1w, 12 dec", p.Due.Short(c.Now.Day(c.Loc)))
	}
	if to == p.Due {
		return PromiseMove{}, fmt.Errorf("it is due %s already", to.Short(c.Now.Day(c.Loc)))
	}
	m := PromiseMove{On: c.Now.Day(c.Loc), From: p.Due, To: to, With: p.To}
	if rest := words[n:]; len(rest) > 0 && strings.HasPrefix(rest[0], "@") {
		who, err := c.contactNamed(p.Account, rest[0][1:])
		if err != nil {
			return m, err
		}
		m.With, words = who.ID, append(words[:n:n], rest[1:]...)
	}
	m.Why = oneLine(strings.Join(words[n:], " "))
	return m, nil
}

func readMove(c *Ctx, r Record, answer string) (string, error) {
	p := r.(*Promise)
	m, err := movesTo(c, p, answer)
	if err != nil {
		return "", err
	}
	s := "from " + m.From.Short(m.On) + " to " + m.To.Short(m.On)
	if m.With != 0 {
		s += ", agreed with " + c.NameOf(m.With)
	}
	if m.On > m.From {
		s += "; its day has passed, so it counts as late"
	}
	return s, nil
}

func movePromise(e *Edit, id ID, answer string) error {
	return Update(e, id, func(p *Promise) error {
		m, err := movesTo(e.Ctx.For(p), p, answer)
		if err != nil {
			return err
		}
		p.Due, p.State, p.Moves = m.To, "renegotiated", append(slices.Clone(p.Moves), m)
		return nil
	})
}
