// Package sample makes the workspace a newcomer is offered to look around in, and larger ones
// for measurements. The life-like part is written by hand as tables of data (data_*.go); the
// code only turns it into records whose dates are relative to now, so that it looks alive on
// whatever day it is made. Nothing here asks a clock or a global source of chance.
package sample

import (
	"errors"
	"fmt"
	"math/rand/v2"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/money"
)

// Options says what to make.
type Options struct {
	// Seed varies times and, in large workspaces, everything. The same seed, now and Records
	// on the same starting point give the same records.
	Seed uint64
	// Records is how many records the workspace holds afterwards, those of the edit's base
	// included. 0, or fewer than the life-like workspace has, makes just that one.
	Records int
}

// ErrRecords is returned for a number of records that cannot be made.
var ErrRecords = errors.New("the number of records must be from 0 to 10,000,000: 0 is the life-like workspace")

// maxRecords keeps a slip of the finger from filling the memory.
const maxRecords = 10_000_000

// Build adds the sample to an edit. Dates are relative to e.Ctx.Now, which must be set. The
// settings record is changed where there is one, else made; calendars that exist are left
// alone. An error leaves the edit half filled: throw it away.
func Build(e *model.Edit, opt Options) error {
	if opt.Records < 0 || opt.Records > maxRecords {
		return ErrRecords
	}
	if e.Ctx.Now == 0 {
		return errors.New("sample: the edit has no moment to be relative to")
	}
	b := &builder{e: e, now: e.Ctx.Now, rng: rand.New(rand.NewPCG(opt.Seed, 0x7a6e64656d)), ids: map[string]model.ID{}, total: e.Base().Total()}
	b.lifelike()
	if b.err == nil && opt.Records > b.total {
		newBulk(b).fill(opt.Records - b.total)
	}
	return b.err
}

// builder carries what the steps share. The first error stays in err; steps after it do no
// harm, as the edit is thrown away.
type builder struct {
	e      *model.Edit
	now    date.Instant
	rng    *rand.Rand
	ids    map[string]model.ID      // local names of the tables: "WH", "WH 3.2", "jonas"
	plans  map[string]*plan         // by local name of the project
	people map[string]*model.Person // by local name: plans need their rates
	berlin *walk                    // the home office: days of the tables count in it
	london *walk
	york   *walk
	total  int // records the workspace will hold
	err    error
}

// lifelike makes the hand-written workspace. The order matters: a step may only name what an
// earlier one made; the workspace record comes last, as it names people and a calendar.
func (b *builder) lifelike() {
	b.calendars()
	b.team()
	b.accounts()
	b.vendors()
	b.projects()
	b.money()
	b.risks()
	b.escalations()
	b.interactions()
	b.promises()
	b.answers()
	b.blockers()
	b.actions()
	b.escalationLinks()
	b.incidents()
	b.control()
	b.service()
	b.afterDelivery()
	b.workspace()
}

// control makes what the projects are steered by.
func (b *builder) control() {
	b.sprints()
	b.boards()
	b.times()
	b.decisions()
	b.changes()
	b.stakeholders()
	b.reports()
	b.lessons()
	b.rates()
	b.templates()
	b.branches()
}

// service makes what the customers are owed, got and may want.
func (b *builder) service() {
	b.agreements()
	b.standards()
	b.items()
	b.orders()
	b.benefits()
	b.chances()
	b.reviews()
}

// put adds a new record under its local name; "" gives it none.
func (b *builder) put(prefix, name string, r model.Record) model.ID {
	id := b.e.Put(prefix, r)
	b.total++
	if name != "" {
		if _, twice := b.ids[name]; twice {
			b.fail("%q is made twice", name)
		}
		b.ids[name] = id
	}
	return id
}

// id is the record of a local name; none for "".
func (b *builder) id(name string) model.ID {
	if name == "" {
		return 0
	}
	id, ok := b.ids[name]
	if !ok {
		b.fail("%q is named before it is made", name)
	}
	return id
}

// some turns local names into references.
func (b *builder) some(names []string) []model.ID {
	var out []model.ID
	for _, n := range names {
		out = append(out, b.id(n))
	}
	return out
}

// fail keeps the first mistake in the tables.
func (b *builder) fail(format string, args ...any) {
	if b.err == nil {
		b.err = fmt.Errorf("sample: "+format, args...)
	}
}

// day is the n-th working day from today in the home calendar; 0 is today, or the working
// day before it.
func (b *builder) day(n int) date.Day { return b.berlin.workday(b.now.Day(b.berlin.loc), n) }

// today is the calendar day at home.
func (b *builder) today() date.Day { return b.now.Day(b.berlin.loc) }

// ago is the moment so much working time before now, and so always in the past and always in
// somebody's working hours. It is written "3d 2h".
func (b *builder) ago(w *walk, span string) date.Instant {
	return w.sub(w.prev(b.now), b.seconds(span))
}

// ahead is the moment so much working time after now; "-2h" is before it.
func (b *builder) ahead(w *walk, span string) date.Instant {
	n := b.seconds(span)
	if n < 0 {
		return w.sub(w.prev(b.now), -n)
	}
	return w.add(w.next(b.now), n)
}

// seconds reads a length of work. A day is eight hours in every calendar here.
func (b *builder) seconds(span string) int64 {
	s, err := date.ParseSpan(span, date.Usual)
	if err != nil {
		b.fail("%v", err)
	}
	return s.N
}

// euros is an amount of whole euros; none for 0, which shows as an empty cell.
func euros(n int64) money.Amount {
	if n == 0 {
		return money.Amount{}
	}
	return money.Amount{Minor: n * 100, Code: "EUR"}
}

// days is a length of work in working days.
func days(n float64) date.Span {
	return date.Span{N: int64(n * workday), Unit: date.Days}
}

// workday is the seconds of a working day in every calendar of the sample.
const workday = 8 * 3600
