package report

import (
	"errors"
	"slices"

	"tandem/model"
	"tandem/model/date"
)

// ErrMeetingPast is for a brief of a meeting that is over: what was said there nobody can prepare.
var ErrMeetingPast = errors.New("that day is over: name the day of a meeting that is still to come")

// meets is the day the page is read on: that of the meeting, today where none is named.
func (b *Brief) meets() date.Day {
	if b.On != 0 {
		return b.On
	}
	return b.today
}

// onDay reports whether a meeting of that day may be the one the page is for.
func (b *Brief) onDay(d date.Day) bool { return b.On == 0 || d == b.On }

// openingOn is the first paragraph of a page for a day that was named: which meeting that is, and from
// when what it tells is, where that is another day.
func (b *Brief) openingOn() string {
	text := "This is for our meeting " + sayDay(b.On, b.today)
	switch {
	case b.Ahead != nil:
		text = "This is for " + quotedName(b.Ahead.Summary) + " " + b.moment(b.Ahead.When, false)
	case b.Meeting != nil:
		text = "This is for " + quotedName(b.Meeting.Title) + " " + sayDay(b.On, b.today)
	}
	if b.On != b.today {
		text += "; it tells how things stand " + sayDay(b.today, b.today)
	}
	return text + "."
}

// fallsDue points out what comes between the page and its meeting, for by then it may be done or late:
// what is told of it has to be looked at once more.
func (b *Brief) fallsDue(add func(model.ID, string, ...any)) {
	if b.meets() == b.today {
		return
	}
	var first Owed
	n := 0
	for _, o := range b.Owed {
		if o.Late || !o.Soon || o.Due == 0 || o.Due.Day(b.ctx.Loc) >= b.On {
			continue
		}
		if n++; n == 1 || o.Due < first.Due {
			first = o
		}
	}
	switch {
	case n == 1:
		add(first.Ref, "This falls due before we meet, %s: write this page again once it is done.", b.moment(first.Due, first.Ref.Is(model.PromisePrefix)))
	case n > 1:
		add(first.Ref, "%s things fall due before we meet, the first of them %s: write this page again by then.", upper(sayNumber(n)), b.moment(first.Due, first.Ref.Is(model.PromisePrefix)))
	}
}

// MeetingDay is the day of the next meeting with a customer that is planned or in the calendar; 0 where
// there is none.
func MeetingDay(c *model.Ctx, account model.ID) date.Day {
	a, ok := model.Find[*model.Account](c.Snap, account)
	if !ok {
		return 0
	}
	c = c.For(a)
	b := &Brief{Account: a, At: c.Now, ctx: c, today: c.Now.Day(c.Loc)}
	var days []date.Day
	if x := b.nextMeeting(); x != nil {
		days = append(days, x.Due)
	}
	if x := b.ahead(); x != nil {
		days = append(days, x.When.Day(c.Loc))
	}
	if len(days) == 0 {
		return 0
	}
	return slices.Min(days)
}
