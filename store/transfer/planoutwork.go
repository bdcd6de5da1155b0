package transfer

import (
	"strconv"

	"tandem/model"
	"tandem/model/date"
	"tandem/store/transfer/mspdi"
)

// assignments writes who does what. Work of a task that is gone goes with it.
func (o *planOut) assignments() {
	list := o.list("Assignments")
	was := map[string]model.Assignment{}
	spans := map[model.ID][2]date.Instant{}
	if o.base != nil {
		for t := range o.base.snap.TasksOf(o.base.proj.ID) {
			spans[t.ID] = [2]date.Instant{t.Start, t.Finish}
			for _, a := range t.Assignments {
				was[a.ExternalID] = a
			}
		}
		for _, a := range o.base.proj.Assignments {
			was[a.ExternalID] = a
		}
	}
	stays := map[*mspdi.Elem]bool{}
	row := func(t *model.Task, a model.Assignment) {
		e, before := o.row(a), was[a.ExternalID]
		if e == nil || stays[e] {
			e = mspdi.NewElem("Assignment", mspdi.Leaf("UID", strconv.FormatInt(o.num.fresh(""), 10)))
			list.Append(e)
			stays[e] = true
			patch(e, mspdi.AssignmentOrder(), nil, o.cur.row(o, t, o.shifted(t, a, was[a.ExternalID], spans)))
			return
		}
		stays[e] = true
		after := o.shifted(t, a, was[a.ExternalID], spans)
		if before != after || t != nil && spans[t.ID] != o.span[t.ID] || !o.sameClock() {
			patch(e, mspdi.AssignmentOrder(), o.base.row(o, t, before), o.cur.row(o, t, after))
			stale(e, before, after)
		}
	}
	for _, t := range o.line {
		for _, a := range t.Assignments {
			row(t, a)
		}
	}
	for _, a := range o.cur.proj.Assignments {
		row(nil, a)
	}
	for uid := range was {
		n, err := strconv.ParseInt(uid, 10, 64)
		if e := o.was["Assignments"][n]; err == nil && e != nil && !stays[e] {
			list.Remove(e)
		}
	}
}

// row is the element of an assignment that the file has, or nil.
func (o *planOut) row(a model.Assignment) *mspdi.Elem {
	uid, err := strconv.ParseInt(a.ExternalID, 10, 64)
	if err != nil || o.base == nil {
		return nil
	}
	return o.was["Assignments"][uid]
}

// shifted is an assignment whose dates go with its task's: who begins with the task still does. Where
// they are still those of the file, before, they belong to the task's dates there; else to the stored
// ones, with which an edit has moved them.
func (o *planOut) shifted(t *model.Task, a, before model.Assignment, was map[model.ID][2]date.Instant) model.Assignment {
	if t == nil {
		return a
	}
	now := o.span[t.ID]
	if a.Start == 0 {
		if o.base == nil || o.row(a) == nil {
			a.Start, a.Finish = now[0], now[1]
		}
		return a
	}
	old, ok := was[t.ID]
	if !ok || before.Start != a.Start || before.Finish != a.Finish {
		old = [2]date.Instant{t.Start, t.Finish}
	}
	if old == now || old[0] == 0 {
		return a
	}
	cal := o.cur.snap.Hours(o.cur.proj.Calendar, o.cur.loc)
	if a.Start == old[0] {
		a.Start = now[0]
	} else {
		a.Start = cal.Add(now[0], cal.Pos(a.Start)-cal.Pos(old[0]))
	}
	if a.Finish == old[1] {
		a.Finish = now[1]
	} else if a.Finish != 0 {
		a.Finish = max(a.Start, cal.Add(now[0], cal.Pos(a.Finish)-cal.Pos(old[0])))
	}
	return a
}

// workOfRow is the work of an assignment; where nobody has given it, that of the whole task.
func (o *planOut) workOfRow(t *model.Task, a *model.Assignment) date.Span {
	p, ok := model.Find[*model.Person](o.cur.snap, a.Person)
	if !a.Work.IsZero() || !ok || p.Kind == "material" || p.Kind == "cost" || t.Duration.Elapsed() {
		return a.Work
	}
	return date.Span{N: t.Duration.N * int64(a.Units) / 100_00, Unit: date.Hours}
}

// row is what one side says of an assignment.
func (x *planSide) row(o *planOut, t *model.Task, a model.Assignment) []value {
	task, work := "0", a.Work
	if t != nil {
		task = o.num.text(t.ID, "0")
		if o.row(a) == nil {
			work = o.workOfRow(t, &a)
		}
	}
	return []value{{"TaskUID", task}, {"ResourceUID", o.num.text(a.Person, "-65535")}, {"ActualWork", length(a.ActualWork)}, {"Cost", x.money(a.Cost)},
		{"Finish", x.at(a.Finish)}, {"RemainingWork", length(a.Remaining)}, {"Start", x.at(a.Start)}, {"Units", mspdi.UnitsText(int64(a.Units))}, {"Work", length(work)},
		{"PercentWorkComplete", shareText(a.ActualWork.N, a.Work.N)}}
}

// shareText is how much of some work is done, in whole percent; "" where there is none.
func shareText(done, all int64) string {
	if all <= 0 || done < 0 {
		return ""
	}
	return strconv.FormatInt((min(done, all)*200+all)/(all*2), 10)
}

// workDone is what the people of a task have done and have left: the sums that a task carries beside its
// progress. They are "" where nobody works on it.
func (x *planSide) workDone(t *model.Task) []value {
	all, done, left := int64(0), int64(0), int64(0)
	for _, a := range t.Assignments {
		if p, ok := model.Find[*model.Person](x.snap, a.Person); ok && (p.Kind == "material" || p.Kind == "cost") {
			continue // its "work" is how much of it
		}
		all, done, left = all+a.Work.N, done+a.ActualWork.N, left+a.Remaining.N
	}
	if all <= 0 {
		return []value{{"PercentWorkComplete", ""}, {"ActualWork", ""}, {"RemainingWork", ""}}
	}
	return []value{{"PercentWorkComplete", shareText(done, all)}, {"ActualWork", mspdi.DurationText(done)}, {"RemainingWork", mspdi.DurationText(left)}}
}

// stale takes out the time-phased ranges that a change has made untrue: work still to be done
// (type 1) with the work or the dates, work done (2, 3) with what is done. Whoever reads the file
// spreads the work anew; with the old ranges it would believe those and not the new sums.
func stale(e *mspdi.Elem, a, b model.Assignment) {
	plan := a.Work != b.Work || a.Remaining != b.Remaining || a.Start != b.Start || a.Finish != b.Finish || a.Units != b.Units
	for _, k := range e.All("TimephasedData") {
		switch typ := k.Value("Type"); {
		case typ == "1" && plan, (typ == "2" || typ == "3") && a.ActualWork != b.ActualWork:
			e.Remove(k)
		}
	}
}
