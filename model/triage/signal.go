package triage

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"tandem/model"
	"tandem/model/date"
)

// Signal is a reason to be in the queue.
type Signal uint8

// The signals, the weightiest first: the first one an item has gives its due text.
const (
	UpdateOverdue Signal = iota + 1
	ClockBreached        // first response, reply or resolution of an escalation
	PromiseOverdue
	StuckOverdue
	UpdateSoon
	ClockSoon
	Unanswered
	PromiseDue
	PromiseBreaks // its task is forecast to end after the promised day
	VendorOverdue // the vendor's own time is over
	VendorTooLate // the vendor's own time lies behind ours
	StuckDue
	RiskTriggered
	TargetPassed
	HypercareOpen // hypercare ends with exit criteria unmet
	HandoverDue   // hypercare is over and nobody took the project over
	WarrantyOpen  // a warranty ends with cases open
	TaskLate
	TaskBlocked
	DeadlineSlips
	OrderLate
	DecisionLate
	PurchaseLate
	PurchaseHolds // it comes after the task that waits for it
	RenewalNear
	ChangeWaits
	StandardMissed
	BenefitBehind
	SponsorSilent
	Detractor
	ActionOverdue
	ActionDue
	EffectDue // of an action that was done: nobody has looked whether it helped
	RiskNear
	StartOverdue
	ReviewOverdue
	MeetingLate // a review of a customer or a project that was not held
	ContactLate // a stakeholder who should have heard from us
	Stuck
	Open    // an escalation that is open
	Planned // nothing yet: it comes up at its date
)

var signalNames = [...]string{"", "update overdue", "clock breached", "promise overdue", "overdue", "update soon", "clock soon", "unanswered", "promise due", "promise will break", "vendor overdue", "vendor too late", "due",
	"risk triggered", "target passed", "hypercare ends open", "handover due", "warranty ends open", "late", "blocked", "past its deadline",
	"delivery overdue", "decision overdue", "purchase late", "purchase holds up", "renewal at risk", "change waits", "standard missed", "benefit behind", "sponsor silent", "detractor", "action overdue", "action due", "effect unmeasured",
	"proximity passed", "start overdue", "review overdue", "review not held", "contact overdue", "stuck", "open", "planned"}

// String is the name that a blocker keeps in its field signal.
func (s Signal) String() string { return signalNames[min(int(s), len(signalNames)-1)] }

// mark is a signal and the instant that makes it this one and not the next of its kind.
type mark struct {
	sig Signal
	at  date.Instant
}

func (m mark) append(b []byte) []byte {
	b = append(b, m.sig.String()...)
	b = append(b, '@')
	return strconv.AppendInt(b, int64(m.at), 36)
}

// fingerprint writes marks as "late@1f2;start overdue@1ez".
func fingerprint(marks []mark) string {
	var b []byte
	for i, m := range marks {
		if i > 0 {
			b = append(b, ';')
		}
		b = m.append(b)
	}
	return string(b)
}

// holds reports whether a fingerprint knows a mark.
func holds(fp string, m mark) bool {
	var buf [48]byte
	want := string(m.append(buf[:0]))
	for fp != "" {
		var one string
		one, fp, _ = strings.Cut(fp, ";")
		if one == want {
			return true
		}
	}
	return false
}

// horizon is how far ahead actions and risk reviews are listed in Scheduled.
const horizon = 28 * 24 * time.Hour

// look reads the signals of records. get is where records come from: a snapshot, or an
// edit that has changed some.
type look struct {
	c     *model.Ctx
	get   func(model.ID) model.Record
	soon  time.Duration
	mu    sync.Mutex // of zones: a queue is read from several goroutines
	zones map[model.ID]*time.Location
}

func newLook(c *model.Ctx, get func(model.ID) model.Record) *look {
	l := &look{c: c, get: get, soon: 24 * time.Hour, zones: map[model.ID]*time.Location{}}
	if w := c.Snap.Workspace(); w != nil && w.SoonHours > 0 {
		l.soon = time.Duration(w.SoonHours) * time.Hour
	}
	return l
}

// reading is what a record says: its signals in order of weight, what is owed when, since
// when, and from when on it wants a decision (0: now).
type reading struct {
	marks  []mark
	due    date.Instant
	dayDue bool
	wake   date.Instant
	since  date.Instant
}

func (rd *reading) add(sig Signal, at date.Instant) { rd.marks = append(rd.marks, mark{sig, at}) }

// read gives the signals of a record. It trusts that a task is a leaf of a live project.
// The marks are appended to dst, which may be nil.
func (l *look) read(dst []mark, r model.Record) reading {
	rd := reading{marks: dst}
	switch x := r.(type) {
	case *model.Task:
		l.task(&rd, x)
	case *model.Risk:
		l.risk(&rd, x)
	case *model.Escalation:
		l.escalation(&rd, x)
	case *model.Promise:
		l.promise(&rd, x)
	case *model.Action:
		l.action(&rd, x)
	case *model.Answer:
		if x.Detractor() && x.FollowedUp == 0 {
			rd.add(Detractor, x.When)
			rd.since = x.When
		}
	case *model.Project:
		if x.Phase.Live() && x.TargetFinish != 0 && x.TargetFinish < l.c.Now {
			rd.add(TargetPassed, x.TargetFinish)
			rd.due, rd.since = x.TargetFinish, x.TargetFinish
		}
	case *model.Blocker:
		l.blocker(&rd, x)
	default:
		l.more(&rd, r)
	}
	l.owedTo(&rd, r)
	slices.SortFunc(rd.marks[len(dst):], func(a, b mark) int { return cmp.Compare(a.sig, b.sig) })
	return rd
}

// task: late is not complete after its finish. A start is overdue only when everything it
// waits for (finish to start) is done; otherwise the cause lies upstream and shows there.
func (l *look) task(rd *reading, t *model.Task) {
	if t.Complete() || t.Inactive {
		return
	}
	now := l.c.Now
	// A task without dates of its own, as other trackers have them, is late by its deadline.
	if end := cmp.Or(t.Finish, t.Deadline); end != 0 && end < now {
		rd.add(TaskLate, end)
		rd.due, rd.since = end, end
	}
	if t.SaysBlocked() {
		rd.add(TaskBlocked, 0)
	}
	if t.Deadline != 0 && t.Finish > t.Deadline {
		rd.add(DeadlineSlips, t.Finish)
		rd.due = cmp.Or(rd.due, t.Deadline)
	}
	if t.Start != 0 && t.Start < now && !t.Started() && l.ready(t) {
		rd.add(StartOverdue, t.Start)
		rd.due = cmp.Or(rd.due, t.Start)
		rd.since = t.Start
	}
	rd.since = cmp.Or(rd.since, t.Changed)
}

func (l *look) ready(t *model.Task) bool {
	for _, k := range t.Links {
		if k.Type != model.FS {
			continue
		}
		if p, ok := l.get(k.Predecessor).(*model.Task); ok && !p.Complete() && !p.Inactive {
			return false
		}
	}
	return true
}

func (l *look) risk(rd *reading, r *model.Risk) {
	if !r.Open() || !l.live(r.Project) {
		return
	}
	loc := l.zone(r)
	if r.Status == "triggered" {
		rd.add(RiskTriggered, 0)
		rd.since = r.Changed
	} else if end := dayEnd(r.Proximity, loc); end != 0 && end < l.c.Now {
		rd.add(RiskNear, end)
		rd.due, rd.dayDue, rd.since = end, true, end
	}
	if r.Review == 0 {
		return
	}
	if end := dayEnd(r.Review, loc); end < l.c.Now {
		rd.add(ReviewOverdue, end)
		if rd.due == 0 {
			rd.due, rd.dayDue = end, true
		}
		rd.since = cmp.Or(rd.since, end)
	} else if len(rd.marks) == 0 {
		l.plan(rd, end)
	}
}

// plan notes a date ahead: it is listed in Scheduled, and comes up by itself.
func (l *look) plan(rd *reading, end date.Instant) {
	if end.Sub(l.c.Now) > horizon {
		return
	}
	rd.add(Planned, end)
	rd.due, rd.dayDue, rd.wake, rd.since = end, true, end+1, l.c.Now
}

func (l *look) promise(rd *reading, p *model.Promise) {
	if !p.Open() || p.Due == 0 {
		return
	}
	loc := l.zone(p)
	end := dayEnd(p.Due, loc)
	rd.due, rd.dayDue, rd.since = end, true, cmp.Or(p.Created, end)
	switch {
	case l.alert(end, p) <= l.c.Now:
		rd.add(PromiseOverdue, end)
	case end.Sub(l.c.Now) <= l.soon || p.Due == l.c.Now.Day(loc):
		rd.add(PromiseDue, end)
	default:
		rd.add(Planned, end)
		rd.wake = end.Add(-l.soon)
	}
}

func (l *look) action(rd *reading, a *model.Action) {
	project, _ := l.home(a)
	c := *l.c
	c.Loc = l.zone(a)
	if day := a.MeasureOn(&c); day != 0 {
		l.measure(rd, day, c.Loc)
		return
	}
	if !a.Open() || a.Due == 0 || !l.live(project) {
		return
	}
	loc := l.zone(a)
	end := dayEnd(a.Due, loc)
	switch {
	case end < l.c.Now:
		rd.add(ActionOverdue, end)
	case a.Due == l.c.Now.Day(loc):
		rd.add(ActionDue, end)
	default:
		l.plan(rd, end)
		if rd.wake != 0 {
			rd.wake = a.Due.At(0, 0, loc)
		}
		return
	}
	rd.due, rd.dayDue, rd.since = end, true, cmp.Or(a.Created, end)
}

// measure: an action was done so long ago that one can see whether it helped. That is asked for
// although its project may be over, for it was done to keep the matter from coming back.
func (l *look) measure(rd *reading, day date.Day, loc *time.Location) {
	end := day.At(0, 0, loc)
	if end > l.c.Now {
		l.plan(rd, end)
		return
	}
	rd.add(EffectDue, end)
	rd.since = end
}

// reopened is when it was opened last.
func reopened(x *model.Escalation) date.Instant {
	at := x.Opened
	for e := range x.Counted() {
		if e.Kind == "reopened" {
			at = max(at, e.At)
		}
	}
	return at
}

// raised is when its level was set last, which sets the next update too.
func raised(x *model.Escalation) (at date.Instant) {
	for e := range x.Counted() {
		if e.Kind == "level" {
			at = max(at, e.At)
		}
	}
	return at
}

func (l *look) blocker(rd *reading, b *model.Blocker) {
	rd.add(Stuck, b.Raised)
	rd.since = cmp.Or(b.Raised, b.Created)
	rd.due = b.Due
	switch {
	case b.Due == 0:
	case b.Due < l.c.Now:
		rd.add(StuckOverdue, b.Due)
	case b.Due.Sub(l.c.Now) <= l.soon || b.Due.Day(l.zone(b)) == l.c.Now.Day(l.zone(b)):
		rd.add(StuckDue, b.Due)
	}
}

// dayEnd is the last second of a day; 0 for no day.
func dayEnd(d date.Day, loc *time.Location) date.Instant {
	if d == 0 {
		return 0
	}
	return (d+1).At(0, 0, loc) - 1
}

// zone is the time zone of a record's owner, remembered, as many share one.
func (l *look) zone(r model.Record) *time.Location {
	var owner model.ID
	if o, ok := r.(interface{ Owner() model.ID }); ok {
		owner = o.Owner()
	}
	if owner == 0 {
		return l.c.Loc
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	loc, ok := l.zones[owner]
	if !ok {
		loc = l.c.Loc
		if o := l.c.Snap.Get(owner); o != nil {
			loc = l.c.For(o).Loc
		}
		l.zones[owner] = loc
	}
	return loc
}

// live reports whether work goes on in a project; no project never stops anything.
func (l *look) live(id model.ID) bool {
	p, ok := l.get(id).(*model.Project)
	return !ok || p.Phase.Live()
}

// home is the project and the account a record belongs to; an account follows from the project.
func (l *look) home(r model.Record) (project, account model.ID) {
	for range 4 {
		var next model.ID
		switch x := r.(type) {
		case *model.Project:
			return x.ID, x.Account
		case *model.Account:
			return 0, x.ID
		case *model.Task:
			project = x.Project
		case *model.Risk:
			project, account = x.Project, x.Account
		case *model.Escalation:
			project, account = x.Project, x.Account
		case *model.Promise:
			account = x.Account
			if t, ok := l.get(x.Task).(*model.Task); ok {
				project = t.Project
			}
		case *model.Answer:
			project, account = x.Project, x.Account
		case *model.Action:
			project, account, next = x.Project, x.Account, x.For
		case *model.Blocker:
			project, account, next = x.Project, x.Account, x.About
		default:
			project, account, next = l.homeOf(r)
		}
		if project != 0 || account != 0 || next == 0 {
			break
		}
		r = l.get(next)
	}
	if account == 0 {
		if p, ok := l.get(project).(*model.Project); ok {
			account = p.Account
		}
	}
	return project, account
}
