package report

import (
	"fmt"

	"tandem/model"
)

// points are what to say, in the order in which it is best said: first what is late, then what is
// to be asked, then what lies ahead, last what was good.
func (b *Brief) points() {
	add := func(ref model.ID, format string, args ...any) {
		if len(b.Points) < briefPoints {
			b.Points = append(b.Points, Fact{Ref: ref, Text: fmt.Sprintf(format, args...)})
		}
	}
	for i, n := 0, 0; i < len(b.Owed) && n < 2; i++ {
		o := b.Owed[i]
		if e, ok := model.Find[*model.Escalation](b.ctx.Snap, o.Ref); ok && o.Late {
			n++
			add(o.Ref, "Begin with what is late: say what happens next with %s, before they ask.", quotedName(e.Title))
		}
	}
	b.brokenPoints(add)
	for _, p := range b.ctx.Snap.TheirProjects(b.Account.ID) {
		if slip, ok := b.ctx.Slip(p); ok && slip > 0 && p.Phase.Live() {
			add(p.ID, "Say plainly that %s ends %s after the day we promised, and what would bring it back.", p.Name, many(slip, "working day", "working days"))
		}
	}
	for _, x := range b.Scores.Answers() {
		if x.Detractor() && x.FollowedUp == 0 && x.Verbatim != "" {
			add(x.ID, "Ask about what %s wrote %s and nobody has answered: %s", b.who(x.Contact), sayDay(x.When.Day(b.ctx.Loc), b.today), quoted(x.Verbatim))
			break
		}
	}
	if a := b.Account; a.Sponsor != 0 {
		if last := b.ctx.LastTalk(a.Sponsor); last != 0 && b.today-last.Day(b.ctx.Loc) > 30 {
			add(a.Sponsor, "Get ten minutes with %s: the last contact was %s.", b.ctx.NameOf(a.Sponsor), ago(last.Day(b.ctx.Loc), b.today))
		}
	}
	if n := int(b.Account.Renewal - b.today); b.Account.Renewal != 0 && n >= 0 && n <= briefAhead {
		if b.Health.Known && b.Account.Target > 0 && b.Health.Score < b.Account.Target {
			add(b.Account.ID, "The renewal is %s away and the relation is not where we want it: ask what would have to be different by then.", many(n, "day", "days"))
		} else {
			add(b.Account.ID, "Speak of the renewal, which is %s away.", many(n, "day", "days"))
		}
	}
	for _, x := range b.Asks {
		add(x.Ref, "Bring home an answer. %s", x.Text)
		break
	}
	for _, f := range b.Well {
		add(f.Ref, "Do not forget the good news. %s", f.Text)
		break
	}
	if b.Scores.N == 0 {
		add(0, "Ask how satisfied they are: nobody has told us lately.")
	}
}

// brokenPoints is what to say about promises that broke, or will.
func (b *Brief) brokenPoints(add func(model.ID, string, ...any)) {
	since := b.Since.Day(b.ctx.Loc)
	for _, p := range b.ctx.Snap.PromisesOf(b.Account.ID) {
		switch v := p.Verdict(b.today); {
		case p.Open() && v == model.Broken:
			add(p.ID, "Say sorry for the promise that was due %s, and give a new day: %s", sayDay(p.Due, b.today), sentence(p.What))
		case v == model.Broken && max(p.ClosedOn, p.Due) > since:
			add(p.ID, "Say sorry for the promise we broke, and say what has changed: %s", sentence(p.What))
		}
	}
	for _, o := range b.Owed {
		if p, ok := model.Find[*model.Promise](b.ctx.Snap, o.Ref); ok && o.Broken && !o.Late {
			add(p.ID, "Warn them now that this will be later than promised, before the day comes: %s", sentence(p.What))
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
