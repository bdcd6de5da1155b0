package account

import (
	"cmp"
	"slices"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/report"
)

// facts are what a page tells of a customer at a moment. They are made off the event loop and do
// not change.
type facts struct {
	c       *model.Ctx // in the customer's zone and currency
	a       *model.Account
	today   date.Day
	since   date.Instant
	visited bool // since is the last visit, or was asked for
	byDates bool // what was is known by the dates in the records alone

	health, before *model.Health // before is nil where that is not known
	scores         model.Satisfaction
	moved          map[string]model.Tenths // points of a part since
	news           []report.Fact
	open           []*model.Escalation
	closed         int
	promises       []*model.Promise // open ones by their due date, then what was closed last
	kept           model.KeptCount
	projects       []project
	people         []person
	talks          []*model.Interaction // newest first
	agreements     []*model.Agreement
	standards      []*model.Standard
	benefits       []*model.Benefit
	orders         []*model.Order
	chances        []*model.Opportunity
}

// project is a project and how it stands.
type project struct {
	*model.Project
	told     report.Told // its colour, reported and computed; none is computed for one that is over
	why      string      // the worst reason for it
	percent  float64
	forecast date.Instant
	slip     int // working days after its target
	judged   bool
}

// person is a contact and when they were last talked with.
type person struct {
	*model.Contact
	initials string
	sponsor  bool
	last     date.Instant
	silent   int // days; -1: never talked with
	mood     int // of the last contact
}

// usualSince is from when news count for who was never here: the last contact, or a week ago.
func usualSince(c *model.Ctx, a *model.Account) date.Instant {
	week := c.Now - 7*86400
	if last := c.Snap.LastTalkWith(a.ID); last != 0 && last < week {
		return last
	}
	return week
}

// gather reads a snapshot for the facts. was is the workspace of since.
func gather(c *model.Ctx, a *model.Account, was *model.Snapshot, since date.Instant) *facts {
	c = c.For(a)
	f := &facts{c: c, a: a, today: c.Now.Day(c.Loc), since: since, moved: map[string]model.Tenths{}}
	f.health, f.scores = c.Health(a), c.Satisfaction(a.ID)
	if was != nil {
		if then, ok := model.Find[*model.Account](was, a.ID); ok {
			f.before = was.Ctx(since).Health(then)
			for _, m := range f.health.Moved(f.before) {
				f.moved[m.Part.Name] = m.By
			}
		}
	}
	f.news = report.Headlines(c, a.ID, since, was)
	f.escalations()
	f.promised()
	f.planned()
	f.contacts()
	f.contracts()
	return f
}

// escalations are the open ones: breached first, then by what is due next.
func (f *facts) escalations() {
	for _, e := range f.c.Snap.EscalationsOf(f.a.ID) {
		if e.Open() {
			f.open = append(f.open, e)
		} else {
			f.closed++
		}
	}
	due := func(e *model.Escalation) date.Instant {
		if k := f.c.Clocks(e).Next(); k != nil && k.Due != 0 {
			return k.Due
		}
		return 1 << 62
	}
	slices.SortStableFunc(f.open, func(a, b *model.Escalation) int {
		return cmp.Or(cmp.Compare(due(a), due(b)), cmp.Compare(a.Severity(), b.Severity()))
	})
}

func (f *facts) promised() {
	var closed []*model.Promise
	for _, p := range f.c.Snap.PromisesOf(f.a.ID) {
		if p.Open() {
			f.promises = append(f.promises, p)
		} else {
			closed = append(closed, p)
		}
	}
	slices.SortStableFunc(f.promises, func(a, b *model.Promise) int { return cmp.Compare(a.Due, b.Due) })
	slices.SortStableFunc(closed, func(a, b *model.Promise) int { return cmp.Compare(b.ClosedOn, a.ClosedOn) })
	f.promises = append(f.promises, closed...)
	f.kept = f.c.PromisesKept(f.a.ID, 0)
}

// planned are the projects, the live ones first, each with its colour as its report would tell it.
func (f *facts) planned() {
	for _, p := range f.c.Snap.TheirProjects(f.a.ID) {
		x := project{Project: p, told: report.ToldOf(f.c, p), percent: f.c.Snap.Plan(p.ID).Percent(), forecast: f.c.FinishForecast(p)}
		x.slip, x.judged = f.c.Slip(p)
		if p.Phase.Live() {
			if st, err := report.Of(f.c, p.ID, nil, 0); err == nil {
				x.told.Computed = st.Colour
				for _, part := range st.Parts {
					if part.Colour == st.Colour && st.Colour != model.Green {
						x.why = part.Name + ": " + part.Why
						break
					}
				}
			}
		}
		f.projects = append(f.projects, x)
	}
	slices.SortStableFunc(f.projects, func(a, b project) int {
		if a.Phase.Live() != b.Phase.Live() {
			if a.Phase.Live() {
				return -1
			}
			return 1
		}
		return cmp.Compare(a.forecast, b.forecast)
	})
}

// contacts are the people, by how much they weigh, and what was said, newest first.
func (f *facts) contacts() {
	f.talks = slices.Clone(model.Theirs[*model.Interaction](f.c.Snap, model.InteractionPrefix, f.a.ID))
	f.talks = slices.DeleteFunc(f.talks, func(x *model.Interaction) bool { return x.When > f.c.Now })
	slices.SortStableFunc(f.talks, func(a, b *model.Interaction) int { return cmp.Compare(b.When, a.When) })
	for _, x := range model.Theirs[*model.Contact](f.c.Snap, model.ContactPrefix, f.a.ID) {
		p := person{Contact: x, initials: initials(x.Name), sponsor: x.ID == f.a.Sponsor, silent: -1}
		for _, t := range f.talks {
			if t.Contact == x.ID {
				p.last, p.mood = t.When, t.Mood
				p.silent = int(f.today - t.When.Day(f.c.Loc))
				break
			}
		}
		f.people = append(f.people, p)
	}
	slices.SortStableFunc(f.people, func(a, b person) int {
		if a.sponsor != b.sponsor {
			if a.sponsor {
				return -1
			}
			return 1
		}
		return cmp.Compare(weight(a.Influence), weight(b.Influence))
	})
}

// weight is the row of the map that an influence stands in, the heaviest first.
func weight(i model.Influence) int {
	if n := slices.Index(influences, i); n >= 0 {
		return n
	}
	return len(influences) - 1
}

var influences = []model.Influence{"decides", "high", "medium", "low"}

// contracts are what was agreed, delivered and may be sold.
func (f *facts) contracts() {
	s, id := f.c.Snap, f.a.ID
	for _, x := range model.Theirs[*model.Agreement](s, model.AgreementPrefix, id) {
		if x.From <= f.today && (x.Until == 0 || x.Until >= f.today) {
			f.agreements = append(f.agreements, x)
		}
	}
	for _, x := range model.Theirs[*model.Standard](s, model.StandardPrefix, id) {
		if x.In(f.today) {
			f.standards = append(f.standards, x)
		}
	}
	for _, x := range s.BenefitsOf(id) {
		if x.Status != "given up" {
			f.benefits = append(f.benefits, x)
		}
	}
	for _, x := range model.Theirs[*model.Order](s, model.OrderPrefix, id) {
		if x.Open() {
			f.orders = append(f.orders, x)
		}
	}
	slices.SortStableFunc(f.orders, func(a, b *model.Order) int { return cmp.Compare(a.Due(), b.Due()) })
	for _, x := range model.Theirs[*model.Opportunity](s, model.OpportunityPrefix, id) {
		if x.Open() {
			f.chances = append(f.chances, x)
		}
	}
	slices.SortStableFunc(f.chances, func(a, b *model.Opportunity) int { return cmp.Compare(a.CloseDate, b.CloseDate) })
}

// initials are the first letters of the first and the last name; titles do not count.
func initials(name string) string {
	var out []rune
	for _, w := range words(name) {
		out = append(out, []rune(w)[0])
	}
	if len(out) > 2 {
		out = []rune{out[0], out[len(out)-1]}
	}
	return string(out)
}
