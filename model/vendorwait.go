package model

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"tandem/model/clock"
	"tandem/model/date"
	"tandem/model/worktime"
)

// VendorWait is a wait on a vendor as its own promised times see it, and what of ours it endangers.
type VendorWait struct {
	Vendor  *Vendor
	Holder  ID           // the record that waits: escalation, blocker, purchase
	Since   date.Instant // asked then
	For     string       // what the vendor promised: "an answer", "a solution", "delivery"
	Within  date.Span    // how fast, as it promised; empty where a day was agreed
	By      date.Instant // and so by when, in its own working time; 0: it promised nothing
	Dangers []Danger     // the worst first
	hours   *worktime.Calendar
}

// Danger is something we owe beside the time of the vendor it hangs on.
type Danger struct {
	What  string // "our next update", "T-14 Carrier API"
	Ref   ID
	Due   date.Instant // when we owe it
	Late  int64        // working seconds by which the vendor comes too late; below zero: to spare
	scale date.Scale
	Hours *worktime.Calendar // in which Late is counted
}

// Late is by how much working time the vendor comes too late for the worst of what it endangers;
// below zero it comes in time. ok is false where nothing of ours hangs on it.
func (w *VendorWait) Late() (seconds int64, ok bool) {
	if len(w.Dangers) == 0 || w.By == 0 {
		return 0, false
	}
	return w.Dangers[0].Late, true
}

// Over reports whether the vendor's own time is over at a moment.
func (w *VendorWait) Over(now date.Instant) bool { return w.By != 0 && now > w.By }

// Hours are the working hours of the vendor.
func (w *VendorWait) Hours() *worktime.Calendar { return w.hours }

// vendorNamed is the vendor a wait names: its record, else one of that name; nil where none is.
func (s *Snapshot) vendorNamed(w Waiting) *Vendor {
	if v, ok := Find[*Vendor](s, w.From); ok {
		return v
	}
	if w.On != "vendor" || w.Who == "" {
		return nil
	}
	who := strings.ToLower(w.Who)
	if v := s.vendorsByName()[who]; v != nil {
		return v
	}
	name, _, _ := strings.Cut(who, ",")
	return s.vendorsByName()[strings.TrimSpace(name)]
}

type vendorsByNameKey struct{}

// vendorsByName are the vendors by their names in lower case; of two of one name the first.
func (s *Snapshot) vendorsByName() map[string]*Vendor {
	return Memo(s, VendorPrefix, vendorsByNameKey{}, func(all iter.Seq[Record]) map[string]*Vendor {
		m := map[string]*Vendor{}
		for r := range all {
			v := r.(*Vendor)
			if name := strings.ToLower(v.Name); name != "" && m[name] == nil {
				m[name] = v
			}
		}
		return m
	})
}

// Promised is how fast a vendor answers, and how fast it delivers or solves, for a severity: by its
// promised times, else by its usual response and lead time. Empty lengths are not promised.
func (x *Vendor) Promised(severity int) (answer, deliver date.Span) {
	if t, ok := x.Target(severity); ok {
		answer, deliver = t.FirstResponse, t.Resolve
		if answer.IsZero() {
			answer = t.NextReply
		}
	}
	if answer.IsZero() {
		answer = x.Response
	}
	if deliver.IsZero() {
		deliver = x.Lead
	}
	return answer, deliver
}

// within is the moment a length of a vendor's time is over, in its own hours or around the clock.
func within(hours *worktime.Calendar, since date.Instant, d date.Span) date.Instant {
	switch {
	case d.N <= 0 || since == 0:
		return 0
	case d.Elapsed():
		return hours.Elapse(since, d.N)
	}
	if at := hours.Add(since, d.N); at != worktime.Never {
		return at
	}
	return 0
}

// waitOn begins a wait on the vendor of w since a moment; nil where no vendor of ours is waited for.
func (c *Ctx) waitOn(w Waiting, holder ID, since date.Instant) *VendorWait {
	v := c.Snap.vendorNamed(w)
	if v == nil || w.On != "vendor" && w.On != "" {
		return nil
	}
	return &VendorWait{Vendor: v, Holder: holder, Since: since, hours: c.HoursOf(v)}
}

// endanger adds what hangs on the wait, in the hours it is owed in.
func (w *VendorWait) endanger(what string, ref ID, due date.Instant, hours *worktime.Calendar) {
	if due == 0 || due == worktime.Never || w.By == 0 {
		return
	}
	w.Dangers = append(w.Dangers, Danger{What: what, Ref: ref, Due: due, Late: hours.Diff(due, w.By), scale: hours.Scale(), Hours: hours})
	slices.SortStableFunc(w.Dangers, func(a, b Danger) int { return cmp.Compare(b.Late, a.Late) })
}

// VendorWaits are the waits on vendors that a record stands in: of an escalation or a blocker its own,
// of a task those of its blockers, of the escalations about it and of what was bought for it, of a
// purchase itself. What is promised as an answer endangers the clocks that a word of ours stops, what
// is promised as a solution the rest.
func (c *Ctx) VendorWaits(r Record) []VendorWait {
	switch x := r.(type) {
	case *Escalation:
		return c.escalationWaits(x)
	case *Blocker:
		return c.blockerWaits(x)
	case *Purchase:
		return c.purchaseWaits(x)
	case *Task:
		var out []VendorWait
		for _, b := range c.Snap.blockersOn()[x.ID] {
			out = append(out, c.blockerWaits(b)...)
		}
		for _, e := range c.Snap.escalationsAbout()[x.ID] {
			out = append(out, c.escalationWaits(e)...)
		}
		for _, p := range c.Snap.purchasesFor(x.ID) {
			out = append(out, c.purchaseWaits(p)...)
		}
		return out
	}
	return nil
}

type blockersOnKey struct{}

// blockersOn are the blockers that wait for a vendor, by what they are about and what they hold up.
func (s *Snapshot) blockersOn() map[ID][]*Blocker {
	return Memo(s, BlockerPrefix, blockersOnKey{}, func(all iter.Seq[Record]) map[ID][]*Blocker {
		m := map[ID][]*Blocker{}
		for r := range all {
			b := r.(*Blocker)
			if b.State != BlockerWaiting || b.Waiting.On != "vendor" {
				continue
			}
			if b.About != 0 && !slices.Contains(b.Blocks, b.About) {
				m[b.About] = append(m[b.About], b)
			}
			for _, id := range b.Blocks {
				m[id] = append(m[id], b)
			}
		}
		return m
	})
}

type escalationsAboutKey struct{}

// escalationsAbout are the escalations that wait for a vendor, by what they are about.
func (s *Snapshot) escalationsAbout() map[ID][]*Escalation {
	return Memo(s, EscalationPrefix, escalationsAboutKey{}, func(all iter.Seq[Record]) map[ID][]*Escalation {
		m := map[ID][]*Escalation{}
		for r := range all {
			e := r.(*Escalation)
			if e.Status != "waiting" || e.Waiting.On != "vendor" {
				continue
			}
			for _, id := range e.About {
				m[id] = append(m[id], e)
			}
		}
		return m
	})
}

// escalationWaits compares the promised answer with the clocks a word of ours stops, and the promised
// solution with the clock of the resolution. A paused clock is in no danger.
func (c *Ctx) escalationWaits(e *Escalation) []VendorWait {
	if e.Status != "waiting" || e.Waiting.On != "vendor" {
		return nil
	}
	clocks := c.Clocks(e)
	since := e.Opened
	for i := range clocks.Waited {
		if w := &clocks.Waited[i]; w.Party == "vendor" && w.Last.To == 0 {
			since = w.Last.From
		}
	}
	base := c.waitOn(e.Waiting, e.ID, since)
	if base == nil {
		return nil
	}
	fast, slow := base.Vendor.Promised(e.Severity())
	answer, solved := *base, *base
	answer.For, answer.Within, answer.By = "an answer", fast, within(base.hours, since, fast)
	solved.For, solved.Within, solved.By = "a solution", slow, within(base.hours, since, slow)
	for i := range clocks.All {
		k := &clocks.All[i]
		if !k.Going() || k.State == clock.Paused {
			continue
		}
		if k.Which == clock.Resolution {
			solved.endanger("our resolution", e.ID, k.Due, k.Hours())
		} else {
			answer.endanger("our "+k.Which.Title(), e.ID, k.Due, k.Hours())
		}
	}
	return someWaits(answer, solved)
}

// someWaits are those of an answer and a solution that were promised; where neither was, the wait
// itself, so that it can be said that nothing was promised.
func someWaits(answer, solved VendorWait) []VendorWait {
	var out []VendorWait
	if answer.By != 0 {
		out = append(out, answer)
	}
	if solved.By != 0 {
		out = append(out, solved)
	}
	if len(out) == 0 {
		answer.For = ""
		out = append(out, answer)
	}
	slices.SortStableFunc(out, func(a, b VendorWait) int { return cmp.Compare(worst(&b), worst(&a)) })
	return out
}

// worst is how late a wait is for what hangs on it; nothing hanging on it comes last.
func worst(w *VendorWait) int64 {
	late, ok := w.Late()
	if !ok {
		return -1 << 62
	}
	return late
}

// blockerWaits compares the promised solution with what the blocker holds up: its own due time, the
// clocks of the escalation it belongs to, and the tasks that cannot begin.
func (c *Ctx) blockerWaits(b *Blocker) []VendorWait {
	if b.State != BlockerWaiting || b.Waiting.On != "vendor" {
		return nil
	}
	since := cmp.Or(b.Asked, b.Raised, b.Created)
	base := c.waitOn(b.Waiting, b.ID, since)
	if base == nil {
		return nil
	}
	fast, slow := base.Vendor.Promised(b.Severity)
	answer, solved := *base, *base
	answer.For, answer.Within, answer.By = "an answer", fast, within(base.hours, since, fast)
	solved.For, solved.Within, solved.By = "a solution", slow, within(base.hours, since, slow)
	x := &solved
	if x.By == 0 {
		x = &answer
	}
	x.endanger(b.ID.String(), b.ID, b.Due, c.HoursOf(b))
	for _, id := range append([]ID{b.About, b.Escalation}, b.Blocks...) {
		switch r := c.Snap.Get(id).(type) {
		case *Task:
			c.endangerTask(x, r)
		case *Escalation:
			c.endangerClocks(&answer, x, r)
		case *Promise:
			if r.Open() {
				hours := c.HoursOf(r)
				x.endanger("the promise "+r.ID.String(), r.ID, dayEnd(r.Due, hours.Location()), hours)
			}
		}
	}
	return someWaits(answer, solved)
}

// endangerClocks adds the clocks of an open escalation to the answer and the solution waited for.
func (c *Ctx) endangerClocks(answer, solved *VendorWait, e *Escalation) {
	if !e.Open() {
		return
	}
	clocks := c.Clocks(e)
	for i := range clocks.All {
		k := &clocks.All[i]
		if !k.Going() || k.State == clock.Paused {
			continue
		}
		to := answer
		if k.Which == clock.Resolution {
			to = solved
		}
		to.endanger(e.ID.String()+" "+k.Which.Title(), e.ID, k.Due, k.Hours())
	}
}

// endangerTask adds a task that waits: it must begin before the project slips, or, begun, be done.
func (c *Ctx) endangerTask(w *VendorWait, t *Task) {
	if t.Complete() || t.Inactive {
		return
	}
	x := c.Snap.Schedule(t.Project)
	d, ok := x.Of(t.ID)
	if !ok {
		return
	}
	due := d.LateStart
	if t.Started() {
		due = d.LateFinish
	}
	w.endanger(t.ID.String(), t.ID, due, c.HoursOf(t))
}

// NeededBy is when the task that waits for a purchase needs it: when the plan has it begin, or, where
// it has begun without, end. ok is false where no task that is still to be done waits for it.
func (c *Ctx) NeededBy(p *Purchase) (at date.Instant, ok bool) {
	t, ok := Find[*Task](c.Snap, p.Task)
	if !ok || t.Complete() || t.Inactive {
		return 0, false
	}
	d, _ := c.Snap.Schedule(t.Project).Of(t.ID)
	at = cmp.Or(d.Start, t.Start)
	if t.Started() {
		at = cmp.Or(d.Finish, t.Finish)
	}
	return at, at != 0
}

// purchaseWaits is the day a purchase is due beside the day its task needs it. One whose day has
// passed comes at the earliest when today's work is over.
func (c *Ctx) purchaseWaits(p *Purchase) []VendorWait {
	v, ok := Find[*Vendor](c.Snap, p.Vendor)
	if !ok || !p.Open() {
		return nil
	}
	w := VendorWait{Vendor: v, Holder: p.ID, Since: p.Ordered.At(0, 0, nil), For: "delivery", hours: c.HoursOf(v)}
	switch {
	case p.Due != 0:
		w.By = c.closingOf(v, p.Due)
	case p.Ordered != 0:
		w.Within = v.Lead
		w.By = within(w.hours, c.For(v).business(p.Ordered, false), v.Lead)
	}
	if w.By == 0 {
		return nil
	}
	if at, ok := c.NeededBy(p); ok {
		t, _ := Find[*Task](c.Snap, p.Task)
		hours := c.HoursOf(t)
		w.Dangers = []Danger{{What: t.ID.String(), Ref: t.ID, Due: at, Late: hours.Diff(at, max(w.By, c.Now)), scale: hours.Scale(), Hours: hours}}
	}
	return []VendorWait{w}
}

// closingOf is when a vendor's working day is over.
func (c *Ctx) closingOf(v *Vendor, day date.Day) date.Instant { return c.For(v).business(day, true) }

// VendorText says a wait in a sentence: what the vendor promised, by when, and what of ours it is too
// late for: "Shipfast promised an answer within 8 h: by Mon 11:00; our next update is owed today
// 15:30: 3 h 30 too late".
func (c *Ctx) VendorText(w *VendorWait) string {
	if w.By == 0 {
		return w.Vendor.Name + " has promised no time"
	}
	loc := c.Loc
	s := w.Vendor.Name + " promised " + w.For
	if w.Within.N > 0 {
		s += " within " + w.Within.Show(w.hours.Scale())
	}
	if w.For == "delivery" {
		s += ": by " + w.By.Day(w.hours.Location()).Short(c.Now.Day(loc))
	} else {
		s += ": by " + c.shortTime(w.By)
	}
	if w.Over(c.Now) {
		s += ", " + ClockLength(w.hours.Between(w.By, c.Now), w.hours.Scale()) + worked(w.hours) + " over"
	}
	if len(w.Dangers) == 0 {
		return s
	}
	d := &w.Dangers[0]
	verb := " is owed "
	if d.Ref.Is(TaskPrefix) {
		verb = " needs it "
	}
	due := c.shortTime(d.Due)
	if d.Ref.Is(TaskPrefix) {
		due = d.Due.Day(loc).Short(c.Now.Day(loc))
	}
	if d.Due < c.Now {
		verb = strings.NewReplacer(" is ", " was ", " needs ", " needed ").Replace(verb)
	}
	s += "; " + d.What + verb + due + ": "
	switch {
	case d.Due < c.Now && d.Late <= 0:
		return strings.TrimSuffix(s, ": ")
	case d.Late > 0:
		s += ClockLength(d.Late, d.scale) + " too late"
	case d.Late < 0:
		s += ClockLength(d.Late, d.scale) + " to spare"
	default:
		s += "just in time"
	}
	return s
}

// shortTime is a moment in a sentence, with its time of day and, where it is not the workspace's, its
// zone: "Mon 23 11:00 New York".
func (c *Ctx) shortTime(at date.Instant) string { return c.momentText(at, c.Loc) + c.zoneOf(at, c.Loc) }

// vendorFields are what a record that may wait for a vendor shows of it.
func vendorFields[T any]() []Field {
	first := func(c *Ctx, o *T) (*VendorWait, *Ctx) {
		r, ok := any(o).(Record)
		if !ok || c.Snap == nil {
			return nil, c
		}
		c = c.For(r)
		if list := c.VendorWaits(r); len(list) > 0 {
			return &list[0], c
		}
		return nil, c
	}
	return []Field{
		Calc("vendor_promise", func(c *Ctx, o *T) Val {
			w, c := first(c, o)
			if w == nil || w.By == 0 {
				return None()
			}
			return ValTime(c, w.By)
		}, Width(12), Label("Vendor by"), Help("when the vendor waited for promised it, in its own working time")),
		Calc("vendor_late", func(c *Ctx, o *T) Val {
			w, _ := first(c, o)
			if w == nil {
				return None()
			}
			late, ok := w.Late()
			if !ok {
				return None()
			}
			v := ValNum(float64(late)/3600, 2)
			v.Show = ClockLength(late, w.Dangers[0].scale)
			if late > 0 {
				v.Show += " late"
			} else {
				v.Show += " spare"
			}
			return v
		}, Width(12), Help("working hours by which the vendor comes too late for what we owe; below zero: to spare")),
		Calc("vendor_says", func(c *Ctx, o *T) Val {
			w, c := first(c, o)
			if w == nil {
				return None()
			}
			return ValText(c.VendorText(w))
		}, Width(40), Label("Vendor"), Help("what the vendor promised, beside what of ours hangs on it")),
	}
}
