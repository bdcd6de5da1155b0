package sample

import (
	"strconv"
	"strings"

	"github.com/govalues/decimal"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/money"
)

// row is a line of a plan in the tables. A line with others under its number is a summary;
// one of no days is a milestone. A line may only name lines before it.
type row struct {
	wbs  string
	name string
	days float64
	// links are predecessors: "1.2 1.3SS+2d 2.1FF 1.4FS+5ed 1.5SS+50%".
	links string
	// who are people and their share: "jonas aylin/50".
	who string
	// opts are words, parted by blanks; numbers of days are working days, those of dates from
	// today:
	//	slip=2      takes two days longer than planned
	//	pct=40      stuck at 40 %, whatever the calendar says
	//	at=-12      starts no earlier than 12 days ago; mso= must start; fnlt= finishes no later
	//	deadline=5  est=3/5/9 (three-point)  pts=5  fix=12000 (euros)
	//	deliv  review (its column)  inactive
	opts string
}

// option returns the value of a word of opts, and whether it is there.
func (r *row) option(name string) (string, bool) {
	for _, w := range strings.Fields(r.opts) {
		if k, v, _ := strings.Cut(w, "="); k == name {
			return v, true
		}
	}
	return "", false
}

// number is the value of an option as a number; 0 where it is not there.
func (r *row) number(name string) float64 {
	v, _ := r.option(name)
	n, _ := strconv.ParseFloat(v, 64)
	return n
}

// link is a parsed predecessor.
type link struct {
	to  int // index of its row
	typ model.LinkType
	lag date.Span
}

// slot is when a row is worked on.
type slot struct {
	start, finish date.Instant
	secs          int64 // of work between them
}

// plan is one project's rows on their way to tasks.
type plan struct {
	b      *builder
	key    string
	id     model.ID
	w      *walk
	rows   []row
	links  [][]link
	parent []int // index of the summary a row is under, or -1
	sum    []bool
	start  date.Instant
	asOf   date.Instant // the last working moment: progress is told for it
	board  bool         // tasks have columns
	now    []slot
	base   []slot // without the slips
	tasks  []*model.Task
}

// newPlan reads the rows and lays them in time, twice: as planned and as it went.
func newPlan(b *builder, key string, w *walk, start int, rows []row) *plan {
	p := &plan{b: b, key: key, w: w, rows: rows, parent: make([]int, len(rows)), sum: make([]bool, len(rows)), links: make([][]link, len(rows))}
	at := map[string]int{}
	for i := range rows {
		p.parent[i] = -1
		if k := strings.LastIndexByte(rows[i].wbs, '.'); k > 0 {
			up, ok := at[rows[i].wbs[:k]]
			if !ok {
				b.fail("%s %s has no summary", key, rows[i].wbs)
				return p
			}
			p.parent[i], p.sum[up] = up, true
		}
		at[rows[i].wbs] = i
		for _, s := range strings.Fields(rows[i].links) {
			p.links[i] = append(p.links[i], p.link(s, at))
		}
	}
	p.start = w.open(w.workday(b.now.Day(w.loc), start))
	p.asOf = w.prev(b.now)
	if b.err == nil {
		p.base = p.schedule(false)
		p.now = p.schedule(true)
	}
	return p
}

// link reads "1.2SS+2d". FS is meant where no type is told; a lag may be work, elapsed (ed) or a
// share of the predecessor's duration. at finds the rows before by number.
func (p *plan) link(s string, at map[string]int) link {
	n := 0
	for n < len(s) && (s[n] == '.' || s[n] >= '0' && s[n] <= '9') {
		n++
	}
	out := link{typ: model.FS}
	to, ok := at[s[:n]]
	rest := s[n:]
	if len(rest) >= 2 && rest[0] >= 'A' {
		out.typ, rest = model.LinkType(rest[:2]), rest[2:]
	}
	lag, err := date.ParseSpan(rest, date.Usual)
	if !ok || err != nil {
		p.b.fail("%s: link %q leads nowhere", p.key, s)
	}
	out.to, out.lag = to, lag
	return out
}

// schedule lays the rows in time, forwards: each starts when its links and its constraint
// let it. Rows name only rows before them, so one pass will do.
func (p *plan) schedule(slips bool) []slot {
	out := make([]slot, len(p.rows))
	for i := range p.rows {
		r := &p.rows[i]
		if p.sum[i] {
			continue
		}
		n := r.days
		if slips {
			n += r.number("slip")
		}
		secs := int64(n * workday)
		start := p.earliest(i, secs, out)
		if secs > 0 || p.w.prev(start) != start { // a milestone stays at the closing its predecessor ends at
			start = p.w.next(start)
		}
		out[i] = slot{start, p.w.add(start, secs), secs}
	}
	p.rollUp(out)
	return out
}

// earliest is when a row may start, before it is moved into working time.
func (p *plan) earliest(i int, secs int64, done []slot) date.Instant {
	start := p.start
	for _, l := range p.links[i] {
		s := done[l.to]
		var c date.Instant
		switch l.typ {
		case model.SS:
			c = p.shift(s.start, l.lag, s.secs)
		case model.FF:
			c = p.w.sub(p.shift(s.finish, l.lag, s.secs), secs)
		case model.SF:
			c = p.w.sub(p.shift(s.start, l.lag, s.secs), secs)
		default:
			c = p.shift(s.finish, l.lag, s.secs)
		}
		start = max(start, c)
	}
	r := &p.rows[i]
	if _, ok := r.option("mso"); ok {
		return p.date(r, "mso", false)
	}
	if _, ok := r.option("at"); ok {
		start = max(start, p.date(r, "at", false))
	}
	return start
}

// shift moves a moment by a lag: work, clock time, or a share of the predecessor's work.
func (p *plan) shift(i date.Instant, lag date.Span, pred int64) date.Instant {
	switch {
	case lag.Unit == date.Percent:
		return p.w.add(i, pred*lag.N/10000)
	case lag.Elapsed():
		return i + date.Instant(lag.N)
	}
	return p.w.add(i, lag.N)
}

// date is the day of an option, at its opening or closing.
func (p *plan) date(r *row, option string, closing bool) date.Instant {
	d := p.w.workday(p.b.now.Day(p.w.loc), int(r.number(option)))
	if closing {
		return p.w.close(d)
	}
	return p.w.open(d)
}

// rollUp gives summaries the span of what is under them. Rows come after their summary, so one
// pass from the end reaches every level.
func (p *plan) rollUp(s []slot) {
	for i := len(s) - 1; i >= 0; i-- {
		if p.sum[i] {
			s[i].secs = p.w.between(s[i].start, s[i].finish)
		}
		if up := p.parent[i]; up >= 0 && s[i].start != 0 {
			u := &s[up]
			if u.start == 0 || s[i].start < u.start {
				u.start = s[i].start
			}
			u.finish = max(u.finish, s[i].finish)
		}
	}
}

// finish is the last finish of a schedule.
func finish(s []slot) date.Instant {
	var last date.Instant
	for i := range s {
		last = max(last, s[i].finish)
	}
	return last
}

// build makes the tasks and puts them. Links and parents name records that are put already, as
// rows only name rows before them.
func (p *plan) build(project model.ID) {
	p.id = project
	for i := range p.rows {
		p.tasks = append(p.tasks, p.task(i))
	}
	p.summaries()
	for i, t := range p.tasks {
		if up := p.parent[i]; up >= 0 {
			t.Parent = p.tasks[up].ID
		}
		for _, l := range p.links[i] {
			t.Links = append(t.Links, model.TaskLink{Predecessor: p.tasks[l.to].ID, Type: l.typ, Lag: l.lag})
		}
		p.b.put(model.TaskPrefix, p.key+" "+p.rows[i].wbs, t)
	}
}

// task makes one task without its outline; summaries are filled in afterwards.
func (p *plan) task(i int) *model.Task {
	r, s := &p.rows[i], p.now[i]
	t := &model.Task{Project: p.id, Order: i + 1, Name: r.name, WBS: r.wbs, Type: "fixed units", Constraint: "ASAP", Priority: 500,
		Start: s.start, Finish: s.finish, Duration: date.Span{N: s.secs, Unit: date.Days}, Milestone: r.days == 0 && !p.sum[i]}
	t.Created = min(p.start, p.b.now)
	t.Notes = taskNotes[p.key+" "+r.wbs]
	t.Acceptance = taskAcceptance[p.key+" "+r.wbs]
	if p.sum[i] {
		return t
	}
	_, t.Deliverable = r.option("deliv")
	_, t.Inactive = r.option("inactive")
	if v, ok := r.option("pts"); ok {
		t.Points = decimal.MustParse(v)
	}
	p.constrain(t, r)
	p.estimate(t, r)
	p.progress(t, i)
	p.assign(t, r, s)
	t.Column = p.column(t, r)
	return t
}

// constrain sets constraint and deadline. A start is a day's opening, an end its closing.
func (p *plan) constrain(t *model.Task, r *row) {
	for _, c := range []struct {
		option string
		typ    model.Constraint
		closes bool
	}{{"at", "SNET", false}, {"mso", "MSO", false}, {"fnlt", "FNLT", true}} {
		if _, ok := r.option(c.option); ok {
			t.Constraint, t.ConstraintDate = c.typ, p.date(r, c.option, c.closes)
		}
	}
	if _, ok := r.option("deadline"); ok {
		t.Deadline = p.date(r, "deadline", true)
	}
}

// estimate reads the three points "3/5/9".
func (p *plan) estimate(t *model.Task, r *row) {
	v, ok := r.option("est")
	if !ok {
		return
	}
	parts := strings.Split(v, "/")
	if len(parts) != 3 {
		p.b.fail("%s %s: est wants three numbers", p.key, r.wbs)
		return
	}
	for k, at := range []*date.Span{&t.Optimistic, &t.Likely, &t.Pessimistic} {
		n, err := strconv.ParseFloat(parts[k], 64)
		if err != nil {
			p.b.fail("%s %s: est: %v", p.key, r.wbs, err)
		}
		*at = days(n)
	}
}

// progress tells how far a task is at asOf: what is planned before it is done, unless the
// row is stuck or waits for one that is.
func (p *plan) progress(t *model.Task, i int) {
	r, s := &p.rows[i], p.now[i]
	t.Remaining = t.Duration
	if t.Inactive || s.start > p.asOf || s.secs > 0 && s.start == p.asOf || !p.free(i) {
		return
	}
	_, stuck := r.option("pct")
	switch {
	case stuck:
		t.Done = model.Pct(r.number("pct") * 100)
		t.Physical = max(0, t.Done-10_00)
	case s.finish <= p.asOf:
		t.Done, t.Physical, t.ActualFinish = 100_00, 100_00, s.finish
	default:
		share := p.w.between(s.start, p.asOf) * 20 / max(s.secs, 1)
		t.Done = model.Pct(min(max(share, 1), 19) * 5_00)
		t.Physical = t.Done
	}
	if t.Done > 0 {
		t.ActualStart = s.start
	}
	t.Remaining.N = s.secs * int64(100_00-t.Done) / 100_00
}

// free reports whether the predecessors of a row let it start.
func (p *plan) free(i int) bool {
	for _, l := range p.links[i] {
		pred := p.tasks[l.to]
		switch {
		case l.typ == model.FS && l.lag.N >= 0 && !pred.Complete(), l.typ == model.SS && !pred.Started(), l.typ == model.FS && !pred.Started():
			return false
		}
	}
	return true
}

// assign gives the task its people, work and costs. Work is duration times share, cost is work
// times rate plus what is fixed, and what is spent follows the progress. People keep the plan's
// calendar, so that each of them works on exactly the task's days (a test holds that).
func (p *plan) assign(t *model.Task, r *row, s slot) {
	fixed := int64(r.number("fix"))
	t.FixedCost = euros(fixed)
	planned, work := fixed*100, int64(0)
	for _, w := range strings.Fields(r.who) {
		name, share, part := strings.Cut(w, "/")
		units := 100
		if part {
			units, _ = strconv.Atoi(share)
		}
		who := p.b.people[name]
		if who == nil {
			p.b.fail("%s %s: nobody is called %q", p.key, r.wbs, name)
			continue
		}
		secs := s.secs * int64(units) / 100
		cost := secs * who.Rate.Minor / 3600
		doneSecs := secs * int64(t.Done) / 100_00
		t.Assignments = append(t.Assignments, model.Assignment{Person: who.ID, Units: model.Pct(units * 100),
			Work: date.Span{N: secs, Unit: date.Hours}, ActualWork: date.Span{N: doneSecs, Unit: date.Hours},
			Remaining: date.Span{N: secs - doneSecs, Unit: date.Hours}, Start: s.start, Finish: s.finish, Cost: money.Amount{Minor: cost, Code: "EUR"}})
		planned += cost
		work += secs
	}
	t.Work = date.Span{N: work, Unit: date.Hours}
	if planned > 0 {
		t.PlannedCost = money.Amount{Minor: planned, Code: "EUR"}
		t.SpentCost = money.Amount{Minor: planned * int64(t.Done) / 100_00, Code: "EUR"}
	}
}

// column is where the task stands on the board: what begins within eight working days is
// ready, what is further off is in the backlog.
func (p *plan) column(t *model.Task, r *row) string {
	_, review := r.option("review")
	switch {
	case !p.board || t.Milestone:
		return ""
	case t.Complete():
		return "Done"
	case t.Started() && review:
		return "Review"
	case t.Started():
		return "Doing"
	case t.Start < p.w.add(p.asOf, 8*workday):
		return "Ready"
	}
	return "Backlog"
}

// summaries sums up what is under the summary rows: work, cost, progress, actual dates.
func (p *plan) summaries() {
	type sums struct {
		work, planned, spent, secs, done int64
		leaves, complete                 int
		began, ended                     date.Instant
	}
	all := make([]sums, len(p.tasks))
	for i := len(p.tasks) - 1; i >= 0; i-- {
		t, s := p.tasks[i], &all[i]
		switch {
		case p.sum[i]:
			t.Work = date.Span{N: s.work, Unit: date.Hours}
			t.PlannedCost, t.SpentCost = cents(s.planned), cents(s.spent)
			t.Done = model.Pct(min(99_00, 100_00*s.done/max(s.secs, 1))) // all of it only when nothing is left
			t.Physical, t.ActualStart = t.Done, s.began
			if s.leaves > 0 && s.complete == s.leaves {
				t.Done, t.Physical, t.ActualFinish = 100_00, 100_00, s.ended
			}
			t.Remaining = date.Span{N: t.Duration.N * int64(100_00-t.Done) / 100_00, Unit: date.Days}
		case t.Inactive:
			continue
		default:
			*s = sums{t.Work.N, t.PlannedCost.Minor, t.SpentCost.Minor, t.Duration.N, t.Duration.N * int64(t.Done) / 100_00, 1, 0, t.ActualStart, t.ActualFinish}
			if t.Complete() {
				s.complete = 1
			}
		}
		if up := p.parent[i]; up >= 0 {
			u := &all[up]
			u.work, u.planned, u.spent, u.secs, u.done = u.work+s.work, u.planned+s.planned, u.spent+s.spent, u.secs+s.secs, u.done+s.done
			u.leaves, u.complete, u.ended = u.leaves+s.leaves, u.complete+s.complete, max(u.ended, s.ended)
			if s.began != 0 && (u.began == 0 || s.began < u.began) {
				u.began = s.began
			}
		}
	}
}

// cents is an amount in minor units; none for 0.
func cents(n int64) money.Amount {
	if n == 0 {
		return money.Amount{}
	}
	return money.Amount{Minor: n, Code: "EUR"}
}

// baseline is the plan without the slips, taken at a moment. build must have made the tasks.
// Inactive tasks keep their dates and count for nothing.
func (p *plan) baseline(name string, taken date.Instant) *model.Baseline {
	out := &model.Baseline{Name: name, Project: p.id, Taken: taken, Start: p.base[0].start, Finish: finish(p.base)}
	var cost, work int64
	for i, t := range p.tasks {
		s := p.base[i]
		x := model.BaselineTask{Task: t.ID, Start: s.start, Finish: s.finish, Duration: date.Span{N: s.secs, Unit: date.Days}}
		if !p.sum[i] && !t.Inactive {
			plain := &model.Task{}
			p.assign(plain, &p.rows[i], s)
			x.Work, x.Cost = plain.Work, plain.PlannedCost
			cost, work = cost+x.Cost.Minor, work+x.Work.N
		}
		out.Tasks = append(out.Tasks, x)
	}
	for i := range out.Tasks {
		out.Start = min(out.Start, out.Tasks[i].Start)
	}
	p.sumBaseline(out.Tasks)
	out.Duration = date.Span{N: p.w.between(out.Start, out.Finish), Unit: date.Days}
	out.Work, out.Cost = date.Span{N: work, Unit: date.Hours}, cents(cost)
	return out
}

// sumBaseline gives the summaries of a baseline the work and cost of what is under them.
func (p *plan) sumBaseline(x []model.BaselineTask) {
	for i := len(x) - 1; i >= 0; i-- {
		if up := p.parent[i]; up >= 0 {
			x[up].Work = date.Span{N: x[up].Work.N + x[i].Work.N, Unit: date.Hours}
			x[up].Cost = cents(x[up].Cost.Minor + x[i].Cost.Minor)
		}
	}
}
