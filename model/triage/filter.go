package triage

import (
	"sync"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/query"
)

// line is an item as filters see it. Base is that of the record the item is named by, so that its
// tags, its notes and its key in the program it came from are found as well.
type line struct {
	it            *Item
	meta          *model.Meta
	project, acct model.ID
}

// Base implements model.Record.
func (l *line) Base() *model.Meta { return l.meta }

var noMeta model.Meta

func (l *line) show(it *Item) *line {
	l.it, l.meta, l.project, l.acct = it, &noMeta, it.project, it.acct
	if r := it.q.c.Snap.Get(it.Key()); r != nil {
		l.meta = r.Base()
	}
	return l
}

// Lines is the kind of the queue's lines: the fields that Filter knows and completion offers.
var Lines = sync.OnceValue(func() *model.Kind {
	text := func(name, help string, of func(*Item) string, opts ...model.Opt) model.Field {
		return model.Calc(name, func(_ *model.Ctx, l *line) model.Val { return model.ValText(of(l.it)) }, append(opts, model.Help(help))...)
	}
	when := func(name, help string, of func(*Item) date.Instant) model.Field {
		return model.Calc(name, func(c *model.Ctx, l *line) model.Val { return model.ValTime(c, of(l.it)) }, model.Help(help))
	}
	return model.Derive[line](model.Kind{Name: "item of triage", Plural: "triage items", Prefix: "TRI", Hat: model.Both, Fields: []model.Field{
		text("title", "what is stuck", (*Item).Title, model.Named()),
		text("who", "the customer or project that waits", (*Item).Who, model.Search()),
		text("on", "who is waited on, or me", (*Item).WaitingOn, model.Search()),
		text("about", "the reference of what it is about", func(it *Item) string { return it.Ref().String() }, model.Search()),
		text("signal", "why it is here: late, promise overdue, ...", signalText),
		text("sign", "breach, blocked, late, risk, promise, detractor, action, done", func(it *Item) string { return it.Glyph.String() }),
		text("side", "PM, DM or both", func(it *Item) string { return hatNames[it.Hat] }),
		model.Calc("points", func(_ *model.Ctx, l *line) model.Val { return model.ValNum(l.it.Score.Float(), 1) }, model.Help("the rank")),
		model.Calc("late", func(_ *model.Ctx, l *line) model.Val { return daysVal(l.it.DaysLate()) }, model.Help("days past its due date: late>28")),
		model.Calc("age", func(_ *model.Ctx, l *line) model.Val { return daysVal(l.it.daysSince(l.it.Since)) }, model.Help("days since it began")),
		when("due", "when it is owed, or comes back", func(it *Item) date.Instant { return it.Due }),
		when("since", "when it began", func(it *Item) date.Instant { return it.Since }),
		model.Calc("breached", func(_ *model.Ctx, l *line) model.Val { return yesNo(l.it.Breached) }, model.Help("yes where something owed is overdue")),
		model.Ref("project", func(l *line) *model.ID { return &l.project }, model.To(model.ProjectPrefix), model.ReadOnly()),
		model.Ref("account", func(l *line) *model.ID { return &l.acct }, model.To(model.AccountPrefix), model.ReadOnly(), model.Label("Customer")),
	}})
})

var hatNames = [...]string{model.Both: "both", model.PM: "PM", model.DM: "DM"}

func signalText(it *Item) string {
	s := ""
	for i, m := range it.marks {
		if i > 0 {
			s += ", "
		}
		s += m.sig.String()
	}
	return s
}

func yesNo(yes bool) model.Val {
	if yes {
		return model.ValText("yes")
	}
	return model.ValText("no")
}

// daysVal is a number of days; none below one.
func daysVal(n int) model.Val {
	if n < 1 {
		return model.None()
	}
	return model.ValNum(float64(n), 0)
}

// DaysLate is how many days the item's due date has passed by, 0 where it has not.
func (it *Item) DaysLate() int {
	if it.View == Waiting || it.View == Scheduled || it.View == Done {
		return 0 // there Due is when it comes back
	}
	return it.daysSince(it.Due)
}

func (it *Item) daysSince(at date.Instant) int {
	if at == 0 {
		return 0
	}
	loc := it.zone()
	return max(int(it.q.c.Now.Day(loc)-at.Day(loc)), 0)
}

// Filter picks those of the items that fit, in their order: words, or the terms that Lines names
// (late>28 project:P-1 signal:late). The error, a *query.Error, says what cannot be read; then,
// and only where typing is set, the items are those that fit the rest.
func (q *Queue) Filter(text string, among []*Item, typing bool) ([]*Item, error) {
	read := query.Parse
	if typing {
		read = query.Lenient
	}
	f, err := read(text, Lines())
	if err != nil && !typing {
		return nil, err
	}
	if f.Empty() {
		return among, err
	}
	fits, l := f.Bind(q.c), &line{}
	var out []*Item
	for _, it := range among {
		if fits(l.show(it)) {
			out = append(out, it)
		}
	}
	return out, err
}
