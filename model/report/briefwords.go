package report

import (
	"fmt"
	"strings"

	"tandem/model"
	"tandem/model/date"
)

// matter tells an open escalation and what is owed on it next, as it is said to the customer.
func (b *Brief) matter(e *model.Escalation) Owed {
	o := Owed{Ref: e.ID, Text: quotedName(e.Title) + " is open.", Grave: e.Severity() <= 2}
	if e.Opened != 0 {
		o.Text = quotedName(e.Title) + " has been open since " + shortDay(e.Opened.Day(b.ctx.Loc), b.today) + "."
	}
	o.Due, o.Late = b.clocks(e, &o.Text)
	o.Soon = o.Due != 0 && o.Due.Day(b.ctx.Loc) <= b.meets()
	if e.Severity() == 1 || b.ctx.Unanswered(e) != 0 {
		o.Text += b.lastWord(e)
	}
	if e.Status == "waiting" && e.Waiting.On != "" {
		o.Text += " We wait for " + waitedFor(e.Waiting)
	}
	return o
}

// lastWord repeats what we told the customer last about a critical matter, or one they wrote about since:
// it is what they will ask about. Their words stand nowhere in it, and what was only between us neither.
func (b *Brief) lastWord(e *model.Escalation) string {
	var at date.Instant
	text := ""
	for x := range e.Counted() {
		if x.Kind == "contact" && x.Direction == "out" && x.At <= b.At && x.At >= at && bare(x.Text) != "" {
			at, text = x.At, x.Text
		}
	}
	if text == "" {
		return ""
	}
	return " Our last word was this: " + quoted(text)
}

// waitedFor names whom we wait for and for what, to the customer's face.
func waitedFor(w model.Waiting) string {
	on := "the " + string(w.On)
	switch {
	case w.On == "customer" && w.Who != "":
		on = w.Who
	case w.On == "customer":
		on = "you"
	case w.On == "team":
		on = "our own team"
	case w.Who != "":
		on += ", " + w.Who
	}
	if w.What != "" {
		on += ", for this: " + bare(w.What)
	}
	return on + "."
}

// moment is a moment as it is said: "on Friday 20 November at 16:00"; a week off, without the time.
func (b *Brief) moment(t date.Instant, dayOnly bool) string {
	d := t.Day(b.ctx.Loc)
	text := sayDay(d, b.today)
	if !dayOnly && b.near(t) {
		text += " at " + t.In(b.ctx.Loc).Format("15:04")
	}
	return text
}

// promise tells what was promised, as it is said to the customer, and whether the plan says that it
// will break. What it depends on is ours to know.
func (b *Brief) promise(p *model.Promise) (text string, breaks bool) {
	whom := "you"
	if name := b.ctx.NameOf(p.To); name != "" {
		whom = name
	}
	late := p.Due < b.today
	if late {
		text = fmt.Sprintf("We had promised %s %s for %s and did not keep it.", whom, quotedName(p.What), shortDay(p.Due, b.today))
	} else {
		text = fmt.Sprintf("We promised %s %s for %s.", whom, quotedName(p.What), shortDay(p.Due, b.today))
	}
	f, ok := b.ctx.PromiseOutlook(p)
	day := f.At.Day(b.ctx.Loc)
	ready := "by our plan it is ready " + sayDay(day, b.today)
	if f.Late {
		ready = "the work is late, and at the earliest it is ready " + sayDay(day, b.today)
	}
	switch breaks = ok && day > max(p.Due, b.today); {
	case late && ok && day >= b.today: // a forecast is no promise: nobody has agreed on that day
		text += fmt.Sprintf(" %s; a new day is not agreed yet.", upper(ready))
	case late:
		text += " We owe you a new day for it."
	case breaks:
		text += fmt.Sprintf(" We will not keep that day: %s.", ready)
	}
	return text, breaks
}

// project tells a project in a sentence or two.
func (b *Brief) project(p *model.Project) string {
	text := fmt.Sprintf("%s is %.0f percent done", p.Name, b.ctx.Snap.Plan(p.ID).Percent())
	if p.Phase == "hypercare" {
		text = p.Name + " is live and in its first weeks of care"
	}
	finish := b.ctx.FinishForecast(p)
	if finish == 0 {
		return text + "; nothing is planned that would tell when it ends."
	}
	text += fmt.Sprintf(" and by the plan ends %s", sayDay(finish.Day(b.ctx.Loc), b.today))
	slip, ok := b.ctx.Slip(p)
	switch {
	case !ok:
		text += "; no day was promised"
	case slip > 0:
		text += fmt.Sprintf(", which is %s after the day we promised", many(slip, "working day", "working days"))
	case slip < 0:
		text += fmt.Sprintf(", which is %s before the day we promised", many(-slip, "working day", "working days"))
	default:
		text += ", which is the day we promised"
	}
	text += "."
	if next := b.nextMilestone(p); next != "" {
		text += " " + next
	}
	return text
}

// nextMilestone tells the first milestone that is still ahead or overdue.
func (b *Brief) nextMilestone(p *model.Project) string {
	var next *model.Task
	var at date.Instant
	for t := range b.ctx.Snap.TasksOf(p.ID) {
		if !t.Milestone || t.Complete() || t.Inactive {
			continue
		}
		d, _ := b.ctx.Snap.Schedule(p.ID).Of(t.ID)
		finish := d.Finish
		if finish == 0 {
			finish = t.Finish
		}
		if finish != 0 && (next == nil || finish < at) {
			next, at = t, finish
		}
	}
	switch {
	case next == nil:
		return ""
	case at.Day(b.ctx.Loc) < b.today:
		return fmt.Sprintf("The milestone %s was due %s.", quotedName(next.Name), sayDay(at.Day(b.ctx.Loc), b.today))
	}
	return fmt.Sprintf("The next milestone is %s %s.", quotedName(next.Name), sayDay(at.Day(b.ctx.Loc), b.today))
}

func quotedName(s string) string { return "\"" + bare(s) + "\"" }

// ask tells a question that waits for somebody.
func (b *Brief) ask(lead, what string, by date.Day) string {
	text := lead + ": " + sentence(what)
	switch {
	case by == 0:
		return text
	case by < b.today:
		return text + fmt.Sprintf(" It was needed by %s.", shortDay(by, b.today))
	}
	return text + fmt.Sprintf(" It is needed by %s.", shortDay(by, b.today))
}

// risk tells what may happen, or has.
func (b *Brief) risk(r *model.Risk) string {
	lead := "This may happen: "
	if r.Status == "triggered" {
		lead = "This has happened: "
	}
	text := lead + sentence(r.Title)
	if r.Effect != "" {
		text += " The effect would be this: " + sentence(r.Effect)
	}
	return text
}

// renewal tells when the contract ends and what it is worth.
func (b *Brief) renewal() string {
	a := b.Account
	if a.Renewal == 0 {
		return ""
	}
	worth := ""
	if !a.Value.IsZero() {
		worth = ", worth " + sayMoney(a.Value) + " a year,"
	}
	switch n := int(a.Renewal - b.today); {
	case n < 0:
		return fmt.Sprintf("The contract%s was to be renewed %s, and that day has passed.", worth, sayDay(a.Renewal, b.today))
	default:
		return fmt.Sprintf("The contract%s is up for renewal %s.", worth, sayDay(a.Renewal, b.today))
	}
}

// chance tells an opportunity.
func (b *Brief) chance(x *model.Opportunity) string {
	text := upper(bare(x.Name))
	if !x.Value.IsZero() {
		text += " is worth " + sayMoney(x.Value) + " a year and"
	}
	text += " is " + string(x.Stage)
	if x.Chance > 0 {
		text += fmt.Sprintf("; we see the chance at %d percent", x.Chance/100)
	}
	text += "."
	if x.NextStep != "" {
		text += " The next step: " + sentence(x.NextStep)
	}
	return text
}

// person tells who somebody is and what they said last.
func (b *Brief) person(p Person) string {
	x := p.Contact
	text := x.Name
	if x.Role != "" {
		text += ", " + lower(x.Role) + ","
	}
	switch {
	case p.Sponsor && x.Influence == "decides":
		text += " is our sponsor and decides."
	case p.Sponsor:
		text += " is our sponsor."
	case x.Influence == "decides":
		text += " decides."
	default:
		text += fmt.Sprintf(" has %s influence.", x.Influence)
	}
	if p.Last == nil {
		return text + " No contact with them is logged."
	}
	how := map[model.Channel]string{"mail": "by mail", "phone": "on the phone", "meeting": "in a meeting", "chat": "in a chat", "visit": "on a visit", "portal": "through the portal"}[p.Last.Channel]
	lead := "We last spoke"
	if p.Last.Direction == "in" {
		lead = "They last turned to us"
	}
	when := sayDay(p.Last.When.Day(b.ctx.Loc), b.today)
	text += fmt.Sprintf(" %s %s %s: %s", lead, when, how, sentence(p.Last.Summary))
	if p.Last.Mood != 0 {
		text += fmt.Sprintf(" They were %s.", model.MoodWord(p.Last.Mood))
	}
	if x.Reach != "" {
		text += " How to reach them: " + sentence(x.Reach)
	}
	return text
}

// satisfaction says the scores in words, each with how many answered and how sure it is.
func (b *Brief) satisfaction() []string {
	s := &b.Scores
	var out []string
	few := func(n int, text string) string {
		if n < 5 {
			return text + " That is too few to say anything by."
		}
		return text
	}
	if n := s.NPS.N; n > 0 {
		text := fmt.Sprintf("Asked how likely they are to recommend us, %s answered: %s would, %s would not, and %s %s undecided.", sayNumber(n),
			sayNumber(s.Counts.Promoters), sayNumber(s.Counts.Detractors), sayNumber(s.Counts.Passives), isAre(s.Counts.Passives))
		if n >= 5 {
			text += fmt.Sprintf(" On a scale from minus 100 to 100 that is %s; with so few answers it could as well be anything from %s to %s.",
				sayScore(s.NPS.Value), sayScore(s.NPS.Low), sayScore(s.NPS.High))
			if n >= 100 {
				text = strings.Replace(text, "with so few answers it could as well be anything", "the true figure lies most likely", 1)
			}
		}
		out = append(out, few(n, text))
	}
	for _, x := range s.CSAT {
		text := fmt.Sprintf("Asked how satisfied they were with a piece of work, %s of %s answered well", sayNumber(int(x.Value*float64(x.N)/100+.5)), sayNumber(x.N))
		if x.N >= 5 {
			text += fmt.Sprintf(", which is %.0f percent; the true share lies most likely between %.0f and %.0f percent", x.Value, x.Low, x.High)
		}
		out = append(out, few(x.N, text+"."))
	}
	if n := s.CES.N; n > 0 {
		text := fmt.Sprintf("Asked how easy we made it for them, %s answered, and gave us %.1f of 7", sayNumber(n), s.CES.Value)
		if n >= 5 {
			text += fmt.Sprintf("; the true mean lies most likely between %.1f and %.1f", s.CES.Low, s.CES.High)
		}
		out = append(out, few(n, text+"."))
	}
	return out
}

func isAre(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}
