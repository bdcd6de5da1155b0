package report

import (
	"cmp"
	"fmt"
	"slices"

	"tandem/model"
	"tandem/model/date"
)

// How much of each thing a brief tells; the rest is counted. What is read aloud is one page.
const (
	briefPeople   = 6 // and whoever else is owed something
	briefOwed     = 5
	briefLate     = 10 // what is late is told even beyond briefOwed, up to so many
	briefNews     = 3
	briefAsks     = 3
	briefFacts    = 5
	briefPoints   = 8
	briefRisks    = 4
	briefProjects = 3
	briefUntold   = 20
	briefAhead    = 90 // days before a renewal from which it is a talking point
)

// Brief is what somebody should know who is about to meet a customer. Its first part can be read
// aloud to the customer as it is (Spoken); its second is for us only: how the relation stands, what
// people told us, risks, chances, and how to go about it (Ours).
type Brief struct {
	Account                                               *model.Account
	At                                                    date.Instant
	On                                                    date.Day           // the day of the meeting it is for; 0: whenever the next one is
	Since                                                 date.Instant       // of the last meeting, or as asked for
	Last                                                  *model.Interaction // the last meeting; nil: there was none, or Since was asked for
	Meeting                                               *model.Review      // the next one that is planned; nil: none
	Ahead                                                 *model.Interaction // the next meeting in the calendar; nil: none
	Health                                                *model.Health
	Before                                                *model.Health // as it was at Since; nil where that is not known
	People                                                []Person
	Owed                                                  []Owed
	Well                                                  []Fact
	Badly                                                 []Fact
	Heard                                                 []Fact // what people there told us, and how they were: for us only
	Scores                                                model.Satisfaction
	Projects                                              []Fact
	Asks                                                  []Fact
	OurAsks                                               []Fact // what we have to decide among ourselves
	Risks                                                 []Fact
	Points                                                []Fact
	Chances                                               []Fact     // renewal and opportunities
	Untold                                                []Fact     // what the first part only counts: for whoever asks which
	Unknown                                               []string   // what nobody knows, in sentences
	MoreOwed, MoreBadly, MoreWell, MoreAsks, MoreProjects int        // what is counted only
	MoreLate                                              int        // of MoreOwed
	owedTo                                                []model.ID // contacts who wait for something
	byDates                                               bool
	ctx                                                   *model.Ctx
	today                                                 date.Day
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
	Soon   bool // due by the day of the meeting, today where none is named
	Grave  bool // a matter that is critical or severe
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
	return BriefFor(c, account, before, since, 0)
}

// BriefFor is BriefOf for the meeting on a day, from today on; 0 is the next one, whenever that is. The
// page tells how things stand now; what falls due up to that day is told whatever its length.
func BriefFor(c *model.Ctx, account model.ID, before *model.Snapshot, since date.Instant, on date.Day) (*Brief, error) {
	a, ok := model.Find[*model.Account](c.Snap, account)
	if !ok {
		return nil, fmt.Errorf("%s is not an account of this workspace", account)
	}
	c = c.For(a)
	if on != 0 && on < c.Now.Day(c.Loc) {
		return nil, ErrMeetingPast
	}
	b := &Brief{Account: a, At: c.Now, On: on, Since: since, ctx: c, today: c.Now.Day(c.Loc), Health: c.Health(a), Scores: c.Satisfaction(account)}
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
	told := b.owed()
	b.people()
	b.news(News(c, account, b.Since, before), told)
	b.projects()
	b.asks()
	b.risks()
	b.chances()
	b.unknown()
	b.points()
	return b, nil
}

// news sorts what happened: what people told us in confidence from what can be said to them, good
// from bad. A matter or promise in told is told already.
func (b *Brief) news(list []Fact, told map[model.ID]bool) {
	for _, f := range list {
		if f.Good == 0 || told[f.Ref] {
			continue
		}
		switch heard := f.Ref.Is(model.AnswerPrefix) || f.Ref.Is(model.InteractionPrefix); {
		case heard && len(b.Heard) < briefFacts:
			b.Heard = append(b.Heard, f)
		case heard:
		case f.Good > 0:
			b.Well = append(b.Well, f)
		default:
			b.Badly = append(b.Badly, f)
		}
		if weighty(f.Ref) == 0 {
			told[f.Ref] = true
		}
	}
	for _, l := range [][]Fact{b.Well, b.Badly} { // promises and matters weigh most; else the newest first
		slices.SortStableFunc(l, func(x, y Fact) int { return cmp.Compare(weighty(x.Ref), weighty(y.Ref)) })
	}
	for _, l := range []*[]Fact{&b.Badly, &b.Well} {
		b.Untold = append(b.Untold, (*l)[min(len(*l), briefNews):]...)
	}
	b.Well, b.MoreWell = atMost(b.Well, briefNews)
	b.Badly, b.MoreBadly = atMost(b.Badly, briefNews)
}

// untold keeps what is owed and only counted in the part that is read aloud.
func (b *Brief) untold(list []Owed) {
	for _, o := range list {
		b.Untold = append(b.Untold, Fact{Ref: o.Ref, Text: o.Text, At: o.Due})
	}
}

// weighty is 0 for a promise or a matter, 1 for anything else.
func weighty(id model.ID) int {
	if id.Is(model.EscalationPrefix) || id.Is(model.PromisePrefix) {
		return 0
	}
	return 1
}

// atMost cuts a list to its first n, and counts the rest.
func atMost[T any](list []T, n int) ([]T, int) {
	more := max(len(list)-n, 0)
	return list[:len(list)-more], more
}

// nextMeeting is the review with the customer that is to be held next.
func (b *Brief) nextMeeting() *model.Review {
	var next *model.Review
	for x := range model.Each[*model.Review](b.ctx.Snap, model.ReviewPrefix) {
		if x.Account == b.Account.ID && x.Held == 0 && x.Due >= b.today && b.onDay(x.Due) && (next == nil || x.Due < next.Due) {
			next = x
		}
	}
	return next
}

// ahead is the first meeting with the customer that is still to come.
func (b *Brief) ahead() *model.Interaction {
	var next *model.Interaction
	for _, x := range model.Theirs[*model.Interaction](b.ctx.Snap, model.InteractionPrefix, b.Account.ID) {
		if x.When > b.At && b.onDay(x.When.Day(b.ctx.Loc)) && (next == nil || x.When < next.When) {
			next = x
		}
	}
	return next
}

var influences = map[model.Influence]int{"decides": 0, "high": 1, "medium": 2, "low": 3}

// people are those of the planned meeting, else all, and in any case whoever waits for something: the
// sponsor first, then by their influence.
func (b *Brief) people() {
	last := map[model.ID]*model.Interaction{}
	for _, x := range model.Theirs[*model.Interaction](b.ctx.Snap, model.InteractionPrefix, b.Account.ID) {
		if y := last[x.Contact]; x.When <= b.At && (y == nil || x.When > y.When) {
			last[x.Contact] = x
		}
	}
	for _, x := range model.Theirs[*model.Contact](b.ctx.Snap, model.ContactPrefix, b.Account.ID) {
		if b.Meeting != nil && len(b.Meeting.With) > 0 && !slices.Contains(b.Meeting.With, x.ID) && b.namesContacts() && !slices.Contains(b.owedTo, x.ID) {
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
	rest := slices.Clone(b.People[min(len(b.People), briefPeople):])
	b.People = b.People[:len(b.People)-len(rest)]
	for _, p := range rest {
		if slices.Contains(b.owedTo, p.Contact.ID) {
			b.People = append(b.People, p)
		}
	}
}

// namesContacts reports whether the planned meeting names contacts of the customer.
func (b *Brief) namesContacts() bool {
	return slices.ContainsFunc(b.Meeting.With, func(id model.ID) bool { return id.Is(model.ContactPrefix) })
}

// owed is what they wait for: the next word on each open matter, and each open promise. Those that
// are late come first, then grave matters, then what is due by the day of the
// meeting (today, where none is named), then what will be late, then by when they are due. What is due by
// that day, or will be late, is told whatever the length. It returns all of them, for each is told
// once.
func (b *Brief) owed() map[model.ID]bool {
	c, told := b.ctx, map[model.ID]bool{}
	for _, e := range c.Snap.EscalationsOf(b.Account.ID) {
		if e.Open() {
			b.Owed = append(b.Owed, b.matter(e))
			b.owedTo = append(b.owedTo, e.Contact)
		}
	}
	for _, p := range c.Snap.PromisesOf(b.Account.ID) {
		if !p.Open() || p.Due == 0 {
			continue
		}
		o := Owed{Ref: p.ID, Due: p.Due.At(23, 59, c.Loc), Late: p.Due < b.today, Soon: p.Due <= b.meets()}
		o.Text, o.Broken = b.promise(p)
		b.Owed = append(b.Owed, o)
		b.owedTo = append(b.owedTo, p.To)
	}
	slices.SortStableFunc(b.Owed, func(x, y Owed) int {
		return cmp.Or(cmp.Compare(x.rank(), y.rank()), cmp.Compare(far(x.Due), far(y.Due)))
	})
	late, must := 0, 0
	for i, o := range b.Owed {
		told[o.Ref] = true
		if o.Late {
			late++
		}
		if o.Late || o.Soon || o.Broken {
			must = i + 1
		}
	}
	all := b.Owed
	b.Owed, b.MoreOwed = atMost(all, min(max(must, briefOwed), briefLate))
	b.MoreLate = max(late-len(b.Owed), 0)
	b.untold(all[len(b.Owed):])
	return told
}

// rank is how far in front something owed is told.
func (o Owed) rank() int {
	switch {
	case o.Late:
		return 0
	case o.Grave:
		return 1
	case o.Soon:
		return 2
	case o.Broken:
		return 3
	}
	return 4
}

// far puts what has no moment last.
func far(t date.Instant) date.Instant {
	if t == 0 {
		return 1 << 62
	}
	return t
}

// projects tells each live project in a sentence.
func (b *Brief) projects() {
	for _, p := range b.ctx.Snap.TheirProjects(b.Account.ID) {
		if p.Phase.Live() {
			b.Projects = append(b.Projects, Fact{Ref: p.ID, Text: b.project(p)})
		}
	}
	b.Projects, b.MoreProjects = atMost(b.Projects, briefProjects)
}

// asks are the decisions and changes of their projects that wait for somebody. Decisions about the
// account alone are ours to take.
func (b *Brief) asks() {
	type ask struct {
		Fact
		by   date.Day
		ours bool
	}
	var all []ask
	for d := range model.Each[*model.Decision](b.ctx.Snap, model.DecisionPrefix) {
		if theirs := b.theirs(d.Project); d.Open() && (theirs || d.Account == b.Account.ID) {
			all = append(all, ask{Fact{Ref: d.ID, Text: b.ask("A decision is needed", d.Question, d.NeededBy)}, d.NeededBy, !theirs})
		}
	}
	for x := range model.Each[*model.ChangeRequest](b.ctx.Snap, model.ChangeRequestPrefix) {
		if x.Status == "asked" && b.theirs(x.Project) {
			all = append(all, ask{Fact{Ref: x.ID, Text: b.ask("A change waits for approval", x.Title, x.NeededBy)}, x.NeededBy, false})
		}
	}
	slices.SortStableFunc(all, func(x, y ask) int { return cmp.Compare(far(date.Instant(x.by)), far(date.Instant(y.by))) })
	for _, x := range all {
		if x.ours {
			b.OurAsks = append(b.OurAsks, x.Fact)
		} else {
			b.Asks = append(b.Asks, x.Fact)
		}
	}
	b.Asks, b.MoreAsks = atMost(b.Asks, briefAsks)
}

// theirs reports whether a project is for this account.
func (b *Brief) theirs(project model.ID) bool {
	p, ok := model.Find[*model.Project](b.ctx.Snap, project)
	return ok && p.Account == b.Account.ID
}

// risks are the worst open threats to their projects, as we wrote them down for ourselves.
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
	return fmt.Sprintf("Brief for %s, %s", b.Account.Name, b.meets().Time().Format("2 January 2006"))
}

// Keep makes the record of a brief as it was handed out.
func (b *Brief) Keep(e *model.Edit, text string, to []model.ID, others string) model.ID {
	r := &model.Report{Title: b.Title(), Type: "brief", Account: b.Account.ID, AsOf: b.At, To: to, Recipients: others, Sent: b.At, Text: text}
	return e.Put(model.ReportPrefix, r)
}
