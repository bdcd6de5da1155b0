package model

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"tandem/model/date"
	"tandem/model/money"
)

// VarianceState says where a task stands in a comparison.
type VarianceState string

// The states: in both plans, only in the later one, only in the earlier one.
const (
	VarianceBoth VarianceState = "both"
	VarianceNew  VarianceState = "new"
	VarianceGone VarianceState = "gone"
)

// Variance is how far one task is from what it was once planned to be. Later, longer, more and
// dearer are above 0: what hurts is above 0. (Earned value turns the sign round; the standard
// schedule tables of Microsoft Project do not, and this follows them.)
type Variance struct {
	Task                         ID
	Depth                        int
	Summary, Milestone, Critical bool
	Complete                     bool
	State                        VarianceState
	Was, Is                      BaselineTask
	Start, Finish                int64 // seconds of working time on the project's calendar
	Duration, Work               int64 // seconds
	Cost                         money.Amount
	Float                        int64   // seconds of total float left; 0 for what is compared with a baseline
	Hurt                         float64 // money: what it costs more and what its delay costs, see hurt
}

// Zero reports whether nothing has changed.
func (v *Variance) Zero() bool {
	return v.State == VarianceBoth && v.Start == 0 && v.Finish == 0 && v.Duration == 0 && v.Work == 0 && v.Cost.Minor == 0
}

// Comparison holds a plan against a baseline.
type Comparison struct {
	Project *Project
	Base    *Baseline
	Against *Baseline // nil: the plan as computed now
	Rows    []Variance
	Total   Variance // of the project as a whole; its Task is the project
	PerDay  money.Amount
	// Assumed says that nobody told the cost of a day's delay: PerDay is the cost of the baseline
	// over its days.
	Assumed  bool
	Unpriced []money.Code // currencies that are left out for want of a rate
	home     money.Code   // of the plan; what hurts is told in it
	delay    money.Amount // PerDay in it; none where no rate is known
}

// CompareBaseline holds the plan of today, or another baseline of the project, against a baseline.
// Rows come in the outline's order; what only a baseline knows comes last.
func (c *Ctx) CompareBaseline(base, against *Baseline) (*Comparison, error) {
	p, ok := Find[*Project](c.Snap, base.Project)
	if !ok {
		return nil, noSuch(base.Project)
	}
	if against != nil && against.Project != base.Project {
		return nil, fmt.Errorf("%s is a baseline of another project than %s", against.ID, base.ID)
	}
	c = c.For(p)
	x := &Comparison{Project: p, Base: base, Against: against}
	now := &Figures{}
	if against == nil {
		f, err := c.Figures(p.ID)
		if err != nil {
			return nil, err
		}
		now, x.Unpriced = f, f.Unpriced
	} else {
		now = against.figures()
	}
	was := base.figures()
	x.PerDay, x.Assumed = delayPerDay(p, was, c)
	x.home, x.delay = c.Currency, x.worth(c, x.PerDay)
	plan, sched := c.Snap.Plan(p.ID), c.Snap.Schedule(p.ID)
	cal := c.HoursOf(p)
	for _, l := range plan.Lines {
		a, before := was.Of(l.ID)
		b, after := now.Of(l.ID)
		t, ok := Find[*Task](c.Snap, l.ID)
		if !ok || !before && !after {
			continue
		}
		v := Variance{Task: l.ID, Depth: l.Depth, Summary: l.Summary, Milestone: t.Milestone, Complete: l.Complete, Was: a, Is: b, State: VarianceBoth}
		d, _ := sched.Of(l.ID)
		v.Critical = d.Critical
		if against == nil {
			v.Float = max(0, d.TotalFloat)
		}
		switch {
		case !before:
			v.State = VarianceNew
		case !after || against == nil && t.Inactive:
			v.State = VarianceGone
		}
		v.measure(c, cal)
		v.Hurt = x.hurt(&v, c)
		x.Rows = append(x.Rows, v)
	}
	x.Total = Variance{Task: p.ID, Summary: true, State: VarianceBoth, Critical: true, Was: was.whole(p.ID), Is: now.whole(p.ID)}
	x.Total.measure(c, cal)
	x.Total.Hurt = x.hurt(&x.Total, c)
	return x, nil
}

// figures is a baseline as figures.
func (b *Baseline) figures() *Figures {
	f := &Figures{Tasks: b.Tasks, Start: b.Start, Finish: b.Finish, Duration: b.Duration, Work: b.Work, Cost: b.Cost, at: make(map[ID]int, len(b.Tasks))}
	for i := range b.Tasks {
		t := &b.Tasks[i]
		f.at[t.Task] = i
		f.Finish = max(f.Finish, t.Finish)
		if f.Start == 0 || t.Start != 0 && t.Start < f.Start {
			f.Start = t.Start
		}
	}
	return f
}

// whole is the figures of the project as one line.
func (x *Figures) whole(project ID) BaselineTask {
	return BaselineTask{Task: project, Start: x.Start, Finish: x.Finish, Duration: x.Duration, Work: x.Work, Cost: x.Cost}
}

// worker counts working time; a calendar does.
type worker interface {
	Diff(a, b date.Instant) int64
}

// finishBy is how much later a finish is than it was, in seconds of working time; less than 0:
// earlier. Finishes on two days are as far apart as the days, from closing to closing: a baseline
// keeps a time of day and a report only the day, and the same two dates must not differ by 7 days
// in one place and by 7.5 in another. c is that of the project.
func (c *Ctx) finishBy(cal worker, was, is date.Instant) int64 {
	by := cal.Diff(was, is)
	if a, b := was.Day(c.Loc), is.Day(c.Loc); by != 0 && a != b {
		if days := cal.Diff(c.business(a, true), c.business(b, true)); days != 0 {
			return days
		}
	}
	return by
}

// DaysLate is how many working days of a project's calendar a finish is later than it was, as a
// comparison with a baseline counts them, begun ones whole; less than 0: earlier. 0 where either is unknown.
func (c *Ctx) DaysLate(p *Project, was, is date.Instant) int {
	if was == 0 || is == 0 {
		return 0
	}
	c = c.For(p)
	by, day := c.finishBy(c.HoursOf(p), was, is), c.Scale.Seconds(date.Days)
	if by > 0 {
		return int((by + day - 1) / day)
	}
	return int(by / day)
}

// measure takes the differences. What is only in one of the plans has a cost and a work variance
// and no dates to compare.
func (v *Variance) measure(c *Ctx, cal worker) {
	is, was := v.Is, v.Was
	switch v.State {
	case VarianceGone:
		is = BaselineTask{}
	case VarianceNew:
		was = BaselineTask{}
	default:
		if is.Start != 0 && was.Start != 0 {
			v.Start = cal.Diff(was.Start, is.Start)
		}
		if is.Finish != 0 && was.Finish != 0 {
			v.Finish = c.finishBy(cal, was.Finish, is.Finish)
		}
		v.Duration = is.Duration.N - was.Duration.N
	}
	v.Work = is.Work.N - was.Work.N
	v.Cost = money.Amount{Minor: is.Cost.Minor - was.Cost.Minor, Code: cmp.Or(is.Cost.Code, was.Cost.Code)}
	if is.Cost.Minor == 0 && was.Cost.Minor != 0 {
		v.Cost.Code = was.Cost.Code
	}
	if is.Cost.Code != was.Cost.Code && is.Cost.Minor != 0 && was.Cost.Minor != 0 {
		v.Cost.Minor = 0 // two currencies: a baseline taken before the project's was changed
	}
}

// delayPerDay is what a working day's delay costs: as the project tells it, else the planned cost
// over the planned days, in which case assumed is set.
func delayPerDay(p *Project, was *Figures, c *Ctx) (perDay money.Amount, assumed bool) {
	if !p.DelayCost.IsZero() {
		return p.DelayCost, false
	}
	days := float64(was.Duration.N) / float64(c.Scale.Seconds(date.Days))
	if days < 1 {
		return money.Amount{Code: was.Cost.Code}, true
	}
	return money.Amount{Minor: int64(math.Round(float64(was.Cost.Minor) / days)), Code: was.Cost.Code}, true
}

// DelayPerDay is what a working day's delay of a project costs, by the rule of the comparison with its
// newest baseline, or with the plan of now where it has none. assumed says that nobody told it; zero
// where neither costs nor days are planned.
func (c *Ctx) DelayPerDay(p *Project) (perDay money.Amount, assumed bool) {
	if !p.DelayCost.IsZero() {
		return p.DelayCost, false
	}
	c = c.For(p)
	if b := c.Snap.NewestBaseline(p.ID); b != nil {
		return delayPerDay(p, b.figures(), c)
	}
	f, err := c.Figures(p.ID)
	if err != nil {
		return money.Amount{}, true
	}
	return delayPerDay(p, f, c)
}

// tenDays is the float from which a delay costs nothing.
const tenDays = 10

// hurt is what a variance costs: the money it takes more, and the days it ends later times the
// cost of a day's delay times how far it drives the finish: 1 without float, falling to 0 at ten
// days of it (the drive of the rank in triage). Less than 0 is for the better. It is in the plan's
// currency: amounts of others count by the dated rate, and where there is none not at all, which
// Unpriced names (domain 4 and 10).
func (x *Comparison) hurt(v *Variance, c *Ctx) float64 {
	day := float64(c.Scale.Seconds(date.Days))
	drive := 1.0
	if !v.Critical {
		drive = max(0, 1-float64(v.Float)/day/tenDays)
	}
	return x.worth(c, v.Cost).Float() + float64(v.Finish)/day*x.delay.Float()*drive
}

// worth is an amount in the currency of the plan, by the newest rate of the context's day; none, and
// its currency noted, where no rate is known.
func (x *Comparison) worth(c *Ctx, a money.Amount) money.Amount {
	sum := summer{c: c, f: &Figures{Unpriced: x.Unpriced}}
	a = sum.in(a)
	x.Unpriced = sum.f.Unpriced
	return a
}

// hurts orders variances by what hurts most.
func hurts(a, b *Variance) int {
	return cmp.Or(cmp.Compare(b.Hurt, a.Hurt), cmp.Compare(b.Finish, a.Finish), cmp.Compare(b.Cost.Minor, a.Cost.Minor), cmp.Compare(b.Work, a.Work))
}

// ByHurt is the outline with what hurts most first on each level: a summary stands as high as the
// worst that is under it.
func (x *Comparison) ByHurt() []Variance {
	type node struct {
		at    int
		worst Variance
		under []*node
	}
	top := &node{at: -1}
	path := []*node{top}
	for i := range x.Rows {
		v := &x.Rows[i]
		n := &node{at: i, worst: *v}
		path = path[:min(v.Depth+1, len(path))]
		up := path[len(path)-1]
		up.under = append(up.under, n)
		path = append(path, n)
	}
	var out []Variance
	var worst func(n *node)
	worst = func(n *node) {
		for i, u := range n.under {
			worst(u)
			if i == 0 || hurts(&u.worst, &n.worst) < 0 {
				n.worst = u.worst
			}
		}
		slices.SortStableFunc(n.under, func(a, b *node) int { return hurts(&a.worst, &b.worst) })
	}
	var list func(n *node)
	list = func(n *node) {
		for _, u := range n.under {
			out = append(out, x.Rows[u.at])
			list(u)
		}
	}
	worst(top)
	list(top)
	return out
}

// Flat is the tasks with nothing under them, what hurts most first.
func (x *Comparison) Flat() []Variance {
	var out []Variance
	for i := range x.Rows {
		if !x.Rows[i].Summary {
			v := x.Rows[i]
			v.Depth = 0
			out = append(out, v)
		}
	}
	slices.SortStableFunc(out, func(a, b Variance) int { return hurts(&a, &b) })
	return out
}

// Name is what the comparison is against, "Baseline 1 against As approved (0)".
func (x *Comparison) Name() string {
	s := fmt.Sprintf("%s (%d)", x.Base.Name, x.Base.Number)
	if x.Against != nil {
		return fmt.Sprintf("%s (%d) against %s", x.Against.Name, x.Against.Number, s)
	}
	return "now against " + s
}

// SignedSpan is a difference of lengths with its sign, "+3 d"; "0 d" where there is none.
func SignedSpan(c *Ctx, seconds int64, u date.Unit) string {
	if seconds == 0 {
		return map[bool]string{true: "0 h", false: "0 d"}[u == date.Hours]
	}
	s := date.Span{N: seconds, Unit: u}.Show(c.Scale)
	if seconds > 0 {
		s = "+" + s
	}
	return s
}

// SignedMoney is a difference of amounts with its sign, "+€1,200".
func SignedMoney(a money.Amount) string {
	if a.Minor > 0 {
		return "+" + a.Show()
	}
	return a.Show()
}

// Words say a variance in a sentence without its full stop: "3 d later, 16 h more work, €1,200
// more". "as planned" where there is none.
func (v *Variance) Words(c *Ctx) string {
	var out []string
	add := func(n int64, unit date.Unit, more, less string) {
		if n == 0 {
			return
		}
		word := more
		if n < 0 {
			n, word = -n, less
		}
		out = append(out, date.Span{N: n, Unit: unit}.Show(c.Scale)+" "+word)
	}
	switch v.State {
	case VarianceNew:
		out = append(out, "was not in it")
	case VarianceGone:
		out = append(out, "is no part of the plan any more")
	default:
		add(v.Finish, date.Days, "later", "earlier")
		add(v.Duration, date.Days, "longer", "shorter")
	}
	add(v.Work, date.Hours, "more work", "less work")
	if a := v.Cost; a.Minor > 0 {
		out = append(out, a.Show()+" more")
	} else if a.Minor < 0 {
		a.Minor = -a.Minor
		out = append(out, a.Show()+" less")
	}
	if len(out) == 0 {
		return "as planned"
	}
	return strings.Join(out, ", ")
}

// correctWithin is how many working days a corrective action has, unless the task ends before.
const correctWithin = 5

// Correct adds a corrective action for a task that is off its plan: what is wrong as its name, the
// first who is assigned, else the manager of the project, else whoever sits here, as its owner, and
// a due day within five working days, never after the task is to end. why says what is off, "3 d
// later than As approved". The error names the action that is open for the task already.
func Correct(e *Edit, task ID, why string) (ID, error) {
	t, ok := e.Get(task).(*Task)
	if !ok {
		return 0, noSuch(task)
	}
	for a := range Each[*Action](e.base, ActionPrefix) {
		if a.For == task && a.Type == "corrective" && a.Open() {
			return 0, fmt.Errorf("%s %q is open for it already", a.ID, a.What)
		}
	}
	c := e.Ctx.For(t)
	p, _ := e.Get(t.Project).(*Project)
	a := &Action{What: "Correct " + t.Name, For: task, Type: "corrective", State: "open", Project: t.Project}
	if why != "" {
		a.What += ": " + why
	}
	for _, x := range t.Assignments {
		if a.Owned == 0 {
			a.Owned = x.Person
		}
	}
	if a.Owned == 0 && p != nil {
		a.Owned = p.Manager
	}
	a.Owned = cmp.Or(a.Owned, e.Ctx.me())
	today := c.Now.Day(c.Loc)
	a.Due = nthWorkday(c, t, today, correctWithin)
	finish := t.Finish
	if d, ok := c.Snap.Schedule(t.Project).Of(task); ok && d.Finish != 0 {
		finish = d.Finish
	}
	if end := finish.Day(c.Loc); end > today {
		a.Due = min(a.Due, end)
	}
	return e.Put(ActionPrefix, a), nil
}

// nthWorkday is the n-th day after a day on which the record's calendar works.
func nthWorkday(c *Ctx, r Record, d date.Day, n int) date.Day {
	cal := c.HoursOf(r)
	for range farDays {
		if n == 0 {
			break
		}
		d++
		if len(cal.Hours(d)) > 0 {
			n--
		}
	}
	return d
}
