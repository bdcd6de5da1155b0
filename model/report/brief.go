package report

import (
	"cmp"
	"fmt"
	"slices"

	"tandem/model"
	"tandem/model/clock"
	"tandem/model/date"
)

// How much of each thing a brief tells: it is one page.
const (
	briefPeople   = 6
	briefOwed     = 8
	briefFacts    = 5
	briefPoints   = 6
	briefRisks    = 4
	briefProjects = 6
	briefAhead    = 90 // days before a renewal from which it is a talking point
)

// Brief is what somebody should know who is about to meet a customer. Its Markdown can be read
// aloud as it is.
type Brief struct {
	Account  *model.Account
	At       date.Instant
	Since    date.Instant       // of the last meeting, or as asked for
	Last     *model.Interaction // the last meeting; nil: there was none, or Since was asked for
	Meeting  *model.Review      // the next one that is planned; nil: none
	Ahead    *model.Interaction // the next meeting in the calendar; nil: none
	Health   *model.Health
	Before   *model.Health // as it was at Since; nil where that is not known
	People   []Person
	Owed     []Owed
	Well     []Fact
	Badly    []Fact
	Scores   model.Satisfaction
	Projects []Fact
	Asks     []Fact
	Risks    []Fact
	Points   []Fact
	Chances  []Fact   // renewal and opportunities
	Unknown  []string // what nobody knows, in sentences
	MoreOwed int
	byDates  bool
	ctx      *model.Ctx
	today    date.Day
}

// Person is somebody we may meet.
type Person struct {
	Contact *model.Contact
	Sponsor bool
	Last    *model.Interaction // nil: none is logged
}

// Owed is something the customer waits for: a promise, or the next word on a matter.
type Owed struct {
	Ref    model.ID
	Text   string // a sentence
	Due    date.Instant
	Late   bool
	Broken bool // it will break: the plan ends after it
}

// Fact is one sentence and the record it rests on.
type Fact struct {
	Ref  model.ID
	Text string
	At   date.Instant // when it happened; 0 where it just is so
	Good int          // above 0: good news, below 0: bad news
}

// BriefSince is from when on a brief tells what happened where nobody asks for another moment: the
// last meeting or visit; else 30 days ago. meeting is nil where there was none.
func BriefSince(c *model.Ctx, account model.ID) (since date.Instant, meeting *model.Interaction) {
	for _, x := range model.Theirs[*model.Interaction](c.Snap, model.InteractionPrefix, account) {
		if (x.Channel == "meeting" || x.Channel == "visit") && x.When < c.Now && (meeting == nil || x.When > meeting.When) {
			meeting = x
		}
	}
	if meeting != nil {
		return meeting.When, meeting
	}
	return c.Now - 30*86400, nil
}

// BriefOf gathers the brief of an account. since is the moment to tell from, 0 for that of
// BriefSince; before is the workspace of that moment, or nil. The error is for an account that is
// not there.
func BriefOf(c *model.Ctx, account model.ID, before *model.Snapshot, since date.Instant) (*Brief, error) {
	a, ok := model.Find[*model.Account](c.Snap, account)
	if !ok {
		return nil, fmt.Errorf("%s is not an account of this workspace", account)
	}
	c = c.For(a)
	b := &Brief{Account: a, At: c.Now, Since: since, ctx: c, today: c.Now.Day(c.Loc), Health: c.Health(a), Scores: c.Satisfaction(account)}
	if since == 0 {
		b.Since, b.Last = BriefSince(c, account)
	}
	if before != nil {
		if was, ok := model.Find[*model.Account](before, account); ok {
			b.Before = before.Ctx(b.Since).Health(was)
		}
	}
	b.Meeting = b.nextMeeting()
	b.Ahead = b.ahead()
	b.people()
	b.owed()
	for _, f := range News(c, account, b.Since, before) {
		switch {
		case f.Good > 0 && len(b.Well) < briefFacts:
			b.Well = append(b.Well, f)
		case f.Good < 0 && len(b.Badly) < briefFacts:
			b.Badly = append(b.Badly, f)
		}
	}
	b.projects()
	b.asks()
	b.risks()
	b.chances()
	b.unknown()
	b.points()
	return b, nil
}

// nextMeeting is the review with the customer that is to be held next.
func (b *Brief) nextMeeting() *model.Review {
	var next *model.Review
	for x := range model.Each[*model.Review](b.ctx.Snap, model.ReviewPrefix) {
		if x.Account == b.Account.ID && x.Held == 0 && x.Due >= b.today && (next == nil || x.Due < next.Due) {
			next = x
		}
	}
	return next
}

// ahead is the first meeting with the customer that is still to come.
func (b *Brief) ahead() *model.Interaction {
	var next *model.Interaction
	for _, x := range model.Theirs[*model.Interaction](b.ctx.Snap, model.InteractionPrefix, b.Account.ID) {
		if x.When > b.At && (next == nil || x.When < next.When) {
			next = x
		}
	}
	return next
}

var influences = map[model.Influence]int{"decides": 0, "high": 1, "medium": 2, "low": 3}

// people are those of the planned meeting, else all: the sponsor first, then by their influence.
func (b *Brief) people() {
	last := map[model.ID]*model.Interaction{}
	for _, x := range model.Theirs[*model.Interaction](b.ctx.Snap, model.InteractionPrefix, b.Account.ID) {
		if y := last[x.Contact]; x.When <= b.At && (y == nil || x.When > y.When) {
			last[x.Contact] = x
		}
	}
	for _, x := range model.Theirs[*model.Contact](b.ctx.Snap, model.ContactPrefix, b.Account.ID) {
		if b.Meeting != nil && len(b.Meeting.With) > 0 && !slices.Contains(b.Meeting.With, x.ID) && b.meets() {
			continue
		}
		b.People = append(b.People, Person{Contact: x, Sponsor: x.ID == b.Account.Sponsor, Last: last[x.ID]})
	}
	slices.SortStableFunc(b.People, func(x, y Person) int {
		if x.Sponsor != y.Sponsor {
			if x.Sponsor {
				return -1
			}
			return 1
		}
		return cmp.Compare(influences[x.Contact.Influence], influences[y.Contact.Influence])
	})
	b.People = b.People[:min(len(b.People), briefPeople)]
}

// meets reports whether the planned meeting names contacts of the customer.
func (b *Brief) meets() bool {
	return slices.ContainsFunc(b.Meeting.With, func(id model.ID) bool { return id.Is(model.ContactPrefix) })
}

// owed is what they wait for: the next word on each open matter, and each open promise, those that
// are late first, then by when they are due.
func (b *Brief) owed() {
	c := b.ctx
	for _, e := range c.Snap.EscalationsOf(b.Account.ID) {
		if e.Open() {
			b.Owed = append(b.Owed, b.matter(e))
		}
	}
	for _, p := range c.Snap.PromisesOf(b.Account.ID) {
		if !p.Open() || p.Due == 0 {
			continue
		}
		o := Owed{Ref: p.ID, Due: p.Due.At(23, 59, c.Loc), Late: p.Due < b.today}
		o.Text, o.Broken = b.promise(p)
		b.Owed = append(b.Owed, o)
	}
	slices.SortStableFunc(b.Owed, func(x, y Owed) int {
		if x.Late != y.Late {
			if x.Late {
				return -1
			}
			return 1
		}
		return cmp.Compare(far(x.Due), far(y.Due))
	})
	b.MoreOwed = max(len(b.Owed)-briefOwed, 0)
	b.Owed = b.Owed[:len(b.Owed)-b.MoreOwed]
}

// far puts what has no moment last.
func far(t date.Instant) date.Instant {
	if t == 0 {
		return 1 << 62
	}
	return t
}

// running is the clock of a matter that is owed next; nil where none goes on.
func running(c *model.Ctx, e *model.Escalation) *clock.Clock {
	if k := c.Clocks(e).Next(); k != nil && k.State != clock.None {
		return k
	}
	return nil
}

// projects tells each live project in a sentence.
func (b *Brief) projects() {
	for _, p := range b.ctx.Snap.TheirProjects(b.Account.ID) {
		if p.Phase.Live() && len(b.Projects) < briefProjects {
			b.Projects = append(b.Projects, Fact{Ref: p.ID, Text: b.project(p)})
		}
	}
}

// asks are the decisions and changes that wait for somebody, theirs and those of their projects.
func (b *Brief) asks() {
	mine := func(account, project model.ID) bool { return account == b.Account.ID || b.theirs(project) }
	type ask struct {
		Fact
		by date.Day
	}
	var all []ask
	for d := range model.Each[*model.Decision](b.ctx.Snap, model.DecisionPrefix) {
		if d.Open() && mine(d.Account, d.Project) {
			all = append(all, ask{Fact{Ref: d.ID, Text: b.ask("A decision is needed", d.Question, d.NeededBy)}, d.NeededBy})
		}
	}
	for x := range model.Each[*model.ChangeRequest](b.ctx.Snap, model.ChangeRequestPrefix) {
		if x.Status == "asked" && mine(0, x.Project) {
			all = append(all, ask{Fact{Ref: x.ID, Text: b.ask("A change waits for approval", x.Title, x.NeededBy)}, x.NeededBy})
		}
	}
	slices.SortStableFunc(all, func(x, y ask) int { return cmp.Compare(far(date.Instant(x.by)), far(date.Instant(y.by))) })
	for _, x := range all[:min(len(all), briefFacts)] {
		b.Asks = append(b.Asks, x.Fact)
	}
}

// theirs reports whether a project is for this account.
func (b *Brief) theirs(project model.ID) bool {
	p, ok := model.Find[*model.Project](b.ctx.Snap, project)
	return ok && p.Account == b.Account.ID
}

// risks are the worst open threats to their projects. Those to the account alone are ours, and not
// to be said.
func (b *Brief) risks() {
	var list []*model.Risk
	for r := range model.Each[*model.Risk](b.ctx.Snap, model.RiskPrefix) {
		if r.Open() && !r.Opportunity && b.theirs(r.Project) {
			list = append(list, r)
		}
	}
	slices.SortStableFunc(list, func(x, y *model.Risk) int { return cmp.Compare(y.Score(), x.Score()) })
	for _, r := range list[:min(len(list), briefRisks)] {
		b.Risks = append(b.Risks, Fact{Ref: r.ID, Text: b.risk(r), Good: -1})
	}
}

// chances are the renewal and the opportunities that are still open.
func (b *Brief) chances() {
	if text := b.renewal(); text != "" {
		b.Chances = append(b.Chances, Fact{Ref: b.Account.ID, Text: text})
	}
	list := slices.Clone(model.Theirs[*model.Opportunity](b.ctx.Snap, model.OpportunityPrefix, b.Account.ID))
	slices.SortStableFunc(list, func(x, y *model.Opportunity) int { return cmp.Compare(x.CloseDate, y.CloseDate) })
	for _, x := range list {
		if x.Stage != "won" && x.Stage != "lost" && len(b.Chances) < briefFacts {
			b.Chances = append(b.Chances, Fact{Ref: x.ID, Text: b.chance(x)})
		}
	}
}

// ByDates notes that what was before is known from the dates in the records alone.
func (b *Brief) ByDates() { b.byDates = true }

// Title is what the brief is called.
func (b *Brief) Title() string {
	return fmt.Sprintf("Brief for %s, %s", b.Account.Name, b.At.Day(b.ctx.Loc).Time().Format("2 January 2006"))
}

// Keep makes the record of a brief as it was handed out.
func (b *Brief) Keep(e *model.Edit, text string, to []model.ID, others string) model.ID {
	r := &model.Report{Title: b.Title(), Type: "brief", Account: b.Account.ID, AsOf: b.At, To: to, Recipients: others, Sent: b.At, Text: text}
	return e.Put(model.ReportPrefix, r)
}
