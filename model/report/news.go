package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tandem/model"
	"tandem/model/date"
)

// News is what happened with a customer since a moment, the newest first: each a sentence with the
// record it rests on, good or bad. It goes by the dates in the records; before, where it is there,
// is the workspace of that moment, and tells what has no date of its own: a plan or a contract that
// is another one by now.
func News(c *model.Ctx, account model.ID, since date.Instant, before *model.Snapshot) []Fact {
	return newsOf(c, account, since, before, sayDay)
}

// Headlines is News for a list, where a line is short: its days are "on Wed 18 Nov".
func Headlines(c *model.Ctx, account model.ID, since date.Instant, before *model.Snapshot) []Fact {
	return newsOf(c, account, since, before, func(d, today date.Day) string {
		if d.Time().Year() != today.Time().Year() {
			return d.Time().Format("on Mon 2 Jan 2006")
		}
		return d.Time().Format("on Mon 2 Jan")
	})
}

func newsOf(c *model.Ctx, account model.ID, since date.Instant, before *model.Snapshot, say func(d, today date.Day) string) []Fact {
	a, ok := model.Find[*model.Account](c.Snap, account)
	if !ok {
		return nil
	}
	c = c.For(a)
	n := &news{c: c, a: a, since: since, words: say, day: since.Day(c.Loc), today: c.Now.Day(c.Loc)}
	n.escalations()
	n.promises()
	n.answers()
	n.talks()
	n.orders()
	n.measures()
	n.plans()
	if before != nil {
		n.undated(before)
	}
	slices.SortStableFunc(n.out, func(x, y Fact) int { return cmp.Compare(y.At, x.At) })
	return n.out
}

type news struct {
	c          *model.Ctx
	a          *model.Account
	since      date.Instant
	day, today date.Day
	words      func(d, today date.Day) string // a day, with the word before it
	out        []Fact
}

// add notes something that happened between then and now; what was before or is ahead is left out.
func (n *news) add(ref model.ID, at date.Instant, good int, format string, args ...any) {
	if at > n.since && at <= n.c.Now {
		n.out = append(n.out, Fact{Ref: ref, At: at, Good: good, Text: fmt.Sprintf(format, args...)})
	}
}

// on is add for what has a day alone. It counts as new where its day is that of then or later.
func (n *news) on(ref model.ID, d date.Day, good int, format string, args ...any) {
	if d != 0 && d > n.day && d <= n.today {
		n.out = append(n.out, Fact{Ref: ref, At: min(d.At(12, 0, n.c.Loc), n.c.Now), Good: good, Text: fmt.Sprintf(format, args...)})
	}
}

func (n *news) say(d date.Day) string { return n.words(d, n.today) }

// bare is a day without the word before it: "Thursday 3 December".
func (n *news) bare(d date.Day) string { return strings.TrimPrefix(n.say(d), "on ") }

func (n *news) escalations() {
	for _, e := range n.c.Snap.EscalationsOf(n.a.ID) {
		n.add(e.ID, e.Opened, -1, "They raised a %s matter %s: %s", gravity(e.Severity()), n.say(e.Opened.Day(n.c.Loc)), sentence(e.Title))
		if !e.Open() {
			n.add(e.ID, e.Resolved, 1, "We solved this %s: %s", n.say(e.Resolved.Day(n.c.Loc)), sentence(e.Title))
		}
		for _, x := range e.Events {
			if x.Kind == "reopened" {
				n.add(e.ID, x.At, -1, "This came back %s: %s", n.say(x.At.Day(n.c.Loc)), sentence(e.Title))
			}
		}
	}
}

// gravity is a severity of 1 to 5 in a word.
func gravity(severity int) string {
	return [...]string{"critical", "severe", "moderate", "minor", "slight"}[min(max(severity, 1), 5)-1]
}

func (n *news) promises() {
	for _, p := range n.c.Snap.PromisesOf(n.a.ID) {
		switch v := p.Verdict(n.today); {
		case p.Open() && v != model.Undecided:
			n.on(p.ID, p.Due+1, -1, "A promise that was due %s is still open: %s", n.say(p.Due), sentence(p.What))
		case v == model.Kept:
			n.on(p.ID, p.ClosedOn, 1, "We kept a promise %s: %s", n.say(p.ClosedOn), sentence(p.What))
		case v == model.Late:
			n.on(p.ID, p.ClosedOn, -1, "We kept a promise %s, later than we said: %s", n.say(p.ClosedOn), sentence(p.What))
		case v == model.Broken:
			n.on(p.ID, cmp.Or(p.ClosedOn, p.Due), -1, "We had promised this for %s and did not keep it: %s", n.bare(p.Due), sentence(p.What))
		}
		for _, m := range p.Moves {
			good := 0
			if m.On > m.From {
				good = -1
			}
			n.on(p.ID, m.On, good, "We moved a promise from %s to %s: %s", n.bare(m.From), n.bare(m.To), sentence(p.What))
		}
	}
}

func (n *news) answers() {
	for _, x := range model.Theirs[*model.Answer](n.c.Snap, model.AnswerPrefix, n.a.ID) {
		who := n.c.NameOf(x.Contact)
		if who == "" {
			who = "Somebody"
		}
		said := ""
		if x.Verbatim != "" {
			said = " and wrote " + quoted(x.Verbatim)
		}
		good := 0
		switch {
		case x.Detractor():
			good = -1
		case x.Content():
			good = 1
		}
		end := "."
		if said != "" {
			end = ""
		}
		n.add(x.ID, x.When, good, "%s gave us %d of %s %s%s%s", who, x.Score, top(x.Scale), n.say(x.When.Day(n.c.Loc)), said, end)
	}
}

// top is the upper end of a scale.
func top(s model.Scale) string {
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] == '-' {
			return string(s[i+1:])
		}
	}
	return string(s)
}

// talks are the contacts with a mood, unless an escalation tells of the same.
func (n *news) talks() {
	for _, x := range model.Theirs[*model.Interaction](n.c.Snap, model.InteractionPrefix, n.a.ID) {
		if x.Mood == 0 || x.Escalation != 0 {
			continue
		}
		who := n.c.NameOf(x.Contact)
		if who == "" {
			who = "Somebody"
		}
		n.add(x.ID, x.When, sign(x.Mood), "%s was %s %s: %s", who, model.MoodWord(x.Mood), n.say(x.When.Day(n.c.Loc)), sentence(x.Summary))
	}
}

func sign(x int) int { return min(max(x, -1), 1) }

func (n *news) orders() {
	for _, x := range model.Theirs[*model.Order](n.c.Snap, model.OrderPrefix, n.a.ID) {
		due := x.Due()
		switch {
		case x.Status == "cancelled":
		case x.Status == "refused": // what was refused is not delivered, however early it came
			on := cmp.Or(x.SignedOn, x.Delivered)
			n.on(x.ID, on, -1, "They refused a delivery %s: %s", n.say(on), sentence(x.Title))
		case x.Delivered == 0 && x.Status == "open":
			n.on(x.ID, due+1, -1, "A delivery that was due %s is not there: %s", n.say(due), sentence(x.Title))
		case due != 0 && x.Delivered > due:
			n.on(x.ID, x.Delivered, -1, "We delivered %s, %s late: %s", n.say(x.Delivered), many(int(x.Delivered-due), "day", "days"), sentence(x.Title))
		case !x.InFull() && due >= n.today:
			n.on(x.ID, x.Delivered, 0, "We delivered a part %s, the rest is due %s: %s", n.say(x.Delivered), n.say(due), sentence(x.Title))
		case !x.InFull():
			n.on(x.ID, x.Delivered, -1, "We delivered %s, but not all of it: %s", n.say(x.Delivered), sentence(x.Title))
		default:
			n.on(x.ID, x.Delivered, 1, "We delivered on time and in full %s: %s", n.say(x.Delivered), sentence(x.Title))
		}
	}
}

// measures are the newest readings of standards and benefits.
func (n *news) measures() {
	for _, x := range model.Theirs[*model.Standard](n.c.Snap, model.StandardPrefix, n.a.ID) {
		last := n.c.Snap.LastReading(x.ID)
		if last == nil {
			continue
		}
		unit := x.Unit
		if unit == "%" {
			unit = "percent"
		}
		word, good := "met", 1
		if !x.Direction.Met(last.Value, x.Target) {
			word, good = "missed", -1
		}
		n.on(x.ID, last.Date, good, "A standard was %s %s: %s stood at %s where %s %s is agreed.", word, n.say(last.Date), quotedName(x.Name),
			withUnit(last.Value.Trim(0).String(), unit), x.Direction, withUnit(x.Target.Trim(0).String(), unit))
	}
	for _, x := range n.c.Snap.BenefitsOf(n.a.ID) {
		last := n.c.Snap.LastReading(x.ID)
		if last == nil || x.Status == "given up" {
			continue
		}
		share, ok := x.Realised(last.Value)
		switch {
		case !ok:
		case share >= 1:
			n.on(x.ID, last.Date, 1, "A benefit was reached %s: %s", n.say(last.Date), sentence(x.Name))
		case x.Behind(n.c.Snap, n.today):
			n.on(x.ID, last.Date, -1, "A benefit is behind its course, %.0f percent of the way %s: %s", max(share*100, 0), n.say(last.Date), sentence(x.Name))
		}
	}
}

func withUnit(value, unit string) string {
	if unit == "" {
		return value
	}
	return value + " " + unit
}

// plans are the milestones that were reached.
func (n *news) plans() {
	for _, p := range n.c.Snap.TheirProjects(n.a.ID) {
		for t := range n.c.Snap.TasksOf(p.ID) {
			if t.Milestone && t.Complete() && t.ActualFinish != 0 {
				n.add(t.ID, t.ActualFinish, 1, "We reached a milestone of %s %s: %s", p.Name, n.say(t.ActualFinish.Day(n.c.Loc)), sentence(t.Name))
			}
		}
	}
}

// undated tells of what is another one than it was, by the workspace of then.
func (n *news) undated(before *model.Snapshot) {
	note := func(ref model.ID, good int, format string, args ...any) {
		n.out = append(n.out, Fact{Ref: ref, At: n.c.Now, Good: good, Text: fmt.Sprintf(format, args...)})
	}
	was := before.Ctx(n.since)
	for _, p := range n.c.Snap.TheirProjects(n.a.ID) {
		then, ok := model.Find[*model.Project](before, p.ID)
		if !ok {
			note(p.ID, 0, "A project began: %s", sentence(p.Name))
			continue
		}
		a, b := was.FinishForecast(then), n.c.FinishForecast(p)
		if d := n.c.Workdays(p, a.Day(n.c.Loc), b.Day(n.c.Loc)); a != 0 && b != 0 && d != 0 {
			word := "later"
			if d < 0 {
				word = "earlier"
			}
			note(p.ID, -sign(d), "%s now ends %s, %s %s than it did then.", p.Name, n.say(b.Day(n.c.Loc)), many(max(d, -d), "working day", "working days"), word)
		}
		if then.Reported != p.Reported && p.Reported != "" && then.Reported != "" {
			note(p.ID, rank[then.Reported]-rank[p.Reported], "%s was reported %s and is reported %s now.", p.Name, then.Reported, p.Reported)
		}
	}
	then, ok := model.Find[*model.Account](before, n.a.ID)
	if !ok {
		return
	}
	if then.Status != n.a.Status {
		note(n.a.ID, 0, "The account was %s and is %s now.", then.Status, n.a.Status)
	}
	if then.Renewal != n.a.Renewal && n.a.Renewal != 0 {
		note(n.a.ID, 0, "The renewal is %s now.", n.say(n.a.Renewal))
	}
	if then.Sponsor != n.a.Sponsor && n.a.Sponsor != 0 {
		note(n.a.ID, 0, "%s is the sponsor now.", n.c.NameOf(n.a.Sponsor))
	}
}
