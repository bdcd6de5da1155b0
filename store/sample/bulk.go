package sample

import (
	"strconv"

	"tandem/model"
	"tandem/model/date"
)

// bulk adds records of all kinds in life-like shares, quickly: working days are looked up in
// a table, and what a record hangs on is found by its number.
type bulk struct {
	b     *builder
	open  []date.Instant // of the working days around today; today has index zero
	close []date.Instant
	zero  int
	asOf  date.Instant
	share shares

	accounts, contacts, people, projects, lines, escs, risks []model.ID
	owner                                                    []int // account of each project
	tasks                                                    [][]*model.Task
}

// shares is how many records of each kind are added; tasks are what is left.
type shares struct {
	accounts, contacts, people, projects, tasks, lines, ledger, risks, escs, talks, promises, answers, blockers, actions int

	sprints, times, changes, decisions, stakes, reports, lessons, rates, templates int
	agreements, standards, readings, items, orders, benefits, chances              int
	vendors, purchases, reviews                                                    int
}

// reach is the number of working days looked up on each side of today.
const reach = 360

// newBulk looks up the working days of the home office around today.
func newBulk(b *builder) *bulk {
	u := &bulk{b: b, zero: reach, asOf: b.berlin.prev(b.now)}
	d := b.day(-reach)
	for range 2*reach + 1 {
		u.open = append(u.open, b.berlin.open(d))
		u.close = append(u.close, b.berlin.close(d))
		d = b.berlin.workday(d, 1)
	}
	return u
}

// fill adds n records, kind by kind: what others name comes first.
func (u *bulk) fill(n int) {
	u.share = divide(n)
	u.parties()
	u.plans()
	u.money()
	u.troubles()
	u.voices()
	u.control()
	u.service()
	u.todos()
}

// few is a number of records too small for a project of its own; they are all actions.
const few = 20

// divide splits n into kinds: about 60 % tasks, 10 % blockers.
func divide(n int) shares {
	if n < few {
		return shares{actions: n}
	}
	s := shares{projects: max(1, n/100), lines: n / 100, ledger: n * 4 / 100, risks: n * 35 / 1000, escs: n * 3 / 100, talks: n * 45 / 1000,
		promises: n / 100, answers: n * 3 / 100, blockers: n / 10, actions: n * 3 / 100}
	s.accounts = max(1, s.projects/6)
	s.contacts = 2 * s.accounts
	s.people = max(3, s.projects/2)
	s.sprints, s.times, s.changes, s.decisions, s.stakes = n/300, n*15/1000, n/300, n/300, n/250
	s.reports, s.lessons, s.rates, s.templates = n/500, n/1000, n/2000, n/5000
	s.agreements, s.standards, s.readings = n/600, n/500, n/200
	if s.standards == 0 {
		s.readings = 0 // of nothing
	}
	s.items, s.orders, s.benefits, s.chances = n/1000, n/300, n/500, n/1000
	s.vendors, s.purchases, s.reviews = n/1000, n/300, n/1000
	s.tasks = n - s.others()
	return s
}

// others is the sum of all but the tasks.
func (s shares) others() int {
	return s.accounts + s.contacts + s.people + s.projects + s.lines + s.ledger + s.risks + s.escs + s.talks + s.promises + s.answers + s.blockers + s.actions +
		s.sprints + s.times + s.changes + s.decisions + s.stakes + s.reports + s.lessons + s.rates + s.templates +
		s.agreements + s.standards + s.readings + s.items + s.orders + s.benefits + s.chances + s.vendors + s.purchases + s.reviews
}

// put adds a record made some working days ago, with notes on one in five.
func (u *bulk) put(prefix string, r model.Record, day int) model.ID {
	m := r.Base()
	m.Created = min(u.open[u.at(day)], u.b.now)
	if u.chance(20) {
		m.Notes = u.pick(bulkNotes) + "\n\n" + u.pick(bulkNotes)
	}
	if u.chance(10) {
		m.Tags = bulkTags[u.b.rng.IntN(len(bulkTags))]
	}
	u.b.total++
	return u.b.e.Put(prefix, r)
}

// at is the index of the n-th working day from today, within reach.
func (u *bulk) at(n int) int { return min(max(u.zero+n, 0), len(u.open)-1) }

// chance is true so many times in a hundred.
func (u *bulk) chance(percent int) bool { return u.b.rng.IntN(100) < percent }

// between is a number from lo to hi, both included.
func (u *bulk) between(lo, hi int) int { return lo + u.b.rng.IntN(hi-lo+1) }

func (u *bulk) pick(words []string) string { return words[u.b.rng.IntN(len(words))] }

// title is a phrase about one of the things: "No answer about the order feed in hall 2".
func (u *bulk) title(start []string, article string) string {
	s := u.pick(start) + article + u.pick(bulkThings)
	if p := u.pick(bulkPlaces); p != "" {
		s += " " + p
	}
	return s
}

// one is any of the records.
func (u *bulk) one(ids []model.ID) model.ID {
	if len(ids) == 0 {
		return 0
	}
	return ids[u.b.rng.IntN(len(ids))]
}

// moment is in the working hours of the n-th working day from today, which must not be today
// where it is to be past.
func (u *bulk) moment(n int) date.Instant {
	return u.open[u.at(n)] + date.Instant(60*u.b.rng.IntN(4*60))
}

// day is the n-th working day from today.
func (u *bulk) day(n int) date.Day { return u.open[u.at(n)].Day(u.b.berlin.loc) }

// number tells the n-th use of a list of names apart; the first needs no number.
func number(n int) string {
	if n == 0 {
		return ""
	}
	return " " + strconv.Itoa(n+1)
}

// parties makes accounts with two contacts each, and people. The customers of the life-like
// workspace and our people there get nothing more, so that their story stays as it was told.
// Names walk through the lists, so that none comes twice.
func (u *bulk) parties() {
	walks := []*walk{u.b.berlin, u.b.london, u.b.york}
	for i := range u.share.accounts {
		first, second := i%len(bulkFirst), i*7/len(bulkFirst)
		a := &model.Account{Name: bulkFirst[first] + " " + bulkSecond[(second+i)%len(bulkSecond)] + number(i/480),
			Tier: []model.Tier{"standard", "standard", "small", "key"}[i%4], Calendar: walks[i%3].id, Value: euros(int64(u.between(20, 600)) * 1000),
			Currency: "EUR", Renewal: u.day(u.between(10, 300)), Status: "active", Target: 75}
		id := u.put(model.AccountPrefix, a, -u.between(100, 300))
		u.accounts = append(u.accounts, id)
		for k := range 2 {
			name := personName(u.share.people + 2*i + k)
			c := &model.Contact{Name: name, Role: bulkRoles[(i+k)%len(bulkRoles)], Account: id, Influence: []model.Influence{"decides", "medium"}[k], Email: mail(name, "customer.example")}
			cid := u.put(model.ContactPrefix, c, -100)
			if k == 0 {
				a.Sponsor = cid
			}
			u.contacts = append(u.contacts, cid)
		}
	}
	for i := range u.share.people {
		p := &model.Person{Name: personName(i), Role: bulkRoles[i%len(bulkRoles)], Department: "Engineering", Kind: "work", Rate: euros(int64(u.between(55, 110))),
			Capacity: 100_00, Calendar: u.b.berlin.id}
		u.people = append(u.people, u.put(model.PersonPrefix, p, -200))
	}
}

// personName is the i-th of all given and family names; they come again with a number.
func personName(i int) string {
	n := len(bulkGiven) * len(bulkFamily)
	k := i * 331 % n // 331 shares no factor with n: each pair comes once
	return bulkGiven[k%len(bulkGiven)] + " " + bulkFamily[k/len(bulkGiven)] + number(i/n)
}
