package report

import (
	"fmt"

	"tandem/model"
)

// points are how to go about it, for us only: what to settle before the meeting, what to ask, what
// lies ahead. What can be said as it is stands in the first part and is not said again.
func (b *Brief) points() {
	add := func(ref model.ID, format string, args ...any) {
		if len(b.Points) < briefPoints {
			b.Points = append(b.Points, Fact{Ref: ref, Text: fmt.Sprintf(format, args...)})
		}
	}
	b.fallsDue(add)
	b.promisePoints(add)
	for _, x := range b.Scores.Answers() {
		if x.Detractor() && x.FollowedUp == 0 && x.Verbatim != "" {
			add(x.ID, "Ask about what %s wrote %s and nobody has answered: %s", b.who(x.Contact), sayDay(x.When.Day(b.ctx.Loc), b.today), quoted(x.Verbatim))
			break
		}
	}
	if a := b.Account; a.Sponsor != 0 {
		if last := b.ctx.LastTalk(a.Sponsor); last != 0 && b.today-last.Day(b.ctx.Loc) > 30 {
			add(a.Sponsor, "Get ten minutes with %s: the last contact was %s.", b.ctx.NameOf(a.Sponsor), sayDay(last.Day(b.ctx.Loc), b.today))
		}
	}
	if n := int(b.Account.Renewal - b.today); b.Account.Renewal != 0 && n >= 0 && n <= briefAhead {
		if b.Health.Known && b.Account.Target > 0 && b.Health.Score < b.Account.Target {
			add(b.Account.ID, "The renewal is %s and the relation is not where we want it: ask what would have to be different by then.", sayDay(b.Account.Renewal, b.today))
		} else {
			add(b.Account.ID, "Speak of the renewal, which is %s.", sayDay(b.Account.Renewal, b.today))
		}
	}
	if b.Scores.N == 0 {
		add(0, "Ask how satisfied they are: nobody has told us lately.")
	}
}

// promisePoints are what to settle among ourselves about the promises that are told: a day for those
// that have none, and what the others depend on.
func (b *Brief) promisePoints(add func(model.ID, string, ...any)) {
	for _, o := range b.Owed {
		p, ok := model.Find[*model.Promise](b.ctx.Snap, o.Ref)
		if !ok {
			continue
		}
		depends := ""
		if p.Condition != "" {
			depends = " It depends on this: " + sentence(p.Condition)
		}
		f, planned := b.ctx.PromiseOutlook(p)
		switch {
		case o.Late && (!planned || f.Late || f.At.Day(b.ctx.Loc) < b.today):
			add(p.ID, "Settle the new day for %s before you meet.%s", quotedName(p.What), depends)
		case f.Late:
			add(p.ID, "The work for %s is late and not rescheduled: at the earliest it is ready %s.%s", quotedName(p.What), sayDay(f.At.Day(b.ctx.Loc), b.today), depends)
		case depends != "":
			add(p.ID, "Mind what %s rests on. It depends on this: %s", quotedName(p.What), sentence(p.Condition))
		}
	}
}

// who is the name of a contact, or somebody.
func (b *Brief) who(id model.ID) string {
	if name := b.ctx.NameOf(id); name != "" {
		return name
	}
	return "somebody"
}

// unknown says what nobody knows, so that silence is not taken for good news.
func (b *Brief) unknown() {
	say := func(format string, args ...any) { b.Unknown = append(b.Unknown, fmt.Sprintf(format, args...)) }
	if b.Scores.N == 0 {
		say("Nobody there has told us lately how satisfied they are.")
	}
	if b.Account.Sponsor == 0 {
		say("No sponsor is named.")
	} else if b.ctx.LastTalk(b.Account.Sponsor) == 0 {
		say("No contact with the sponsor, %s, is logged.", b.ctx.NameOf(b.Account.Sponsor))
	}
	if len(b.People) == 0 {
		say("No contact of theirs is written down.")
	}
	for _, p := range b.ctx.Snap.TheirProjects(b.Account.ID) {
		if !p.Phase.Live() {
			continue
		}
		switch {
		case b.ctx.FinishForecast(p) == 0:
			say("Nothing is planned for %s, so nobody can say when it ends.", p.Name)
		case p.TargetFinish == 0:
			say("No day was promised for %s, so nobody can say whether it is late.", p.Name)
		}
	}
	if b.Account.Renewal == 0 {
		say("The day of the renewal is not written down.")
	}
}
