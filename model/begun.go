package model

import "tandem/model/date"

// refusedDates are the problems of an edit that gives a task which has begun another start, or another
// finish, and nothing from which that would follow: the schedule goes by what has happened, so the
// value would be lost without a word. Tasks of manual dates take any; summaries follow what is under
// them. What comes in from another program is taken as it is there.
func (e *Edit) refusedDates(changes []Change) (out []Problem) {
	if e.keepLoops {
		return nil
	}
	for _, c := range changes {
		was, _ := c.Before.(*Task)
		now, ok := c.After.(*Task)
		if !ok || was == nil || was.Start == now.Start && was.Finish == now.Finish || now.ActualStart == 0 || was.ActualStart != now.ActualStart {
			continue
		}
		field, why := e.lostDate(was, now)
		if why == "" || was.Manual || now.Manual || e.base.Plan(was.Project).Summary(was.ID) {
			continue
		}
		x := e.base.Schedule(was.Project)
		if d, ok := x.Of(was.ID); x.Stored != "" || ok && d.Start == now.Start && d.Finish == now.Finish {
			continue // nothing is scheduled; or the dates are those that the schedule gives
		}
		out = append(out, Problem{ID: c.ID, Field: field, Message: why})
	}
	return out
}

// refusedShares are the problems of an edit that says how much of a summary is done or left, how long it takes, or
// when it starts or ends: that follows from the tasks under it, so a share of its own would hide theirs, and a length or
// date would be lost without a word. What moves tasks about in the same step may say more; a summary of manual
// dates takes dates, and a plan that is not computed keeps all it is told.
func (e *Edit) refusedShares(changes []Change) (out []Problem) {
	if e.keepLoops {
		return nil
	}
	for _, c := range changes {
		was, _ := c.Before.(*Task)
		now, ok := c.After.(*Task)
		switch {
		case !ok:
		case was == nil || was.Parent != now.Parent || was.Project != now.Project:
			return nil
		case was.Done != now.Done && !e.rolled && e.base.Plan(was.Project).Summary(was.ID):
			out = append(out, Problem{ID: c.ID, Field: "percent", Message: "it is a summary: what is done of it follows from the tasks under it; set it there"})
		case was.Remaining.N != now.Remaining.N && !e.rolled && e.base.Plan(was.Project).Summary(was.ID):
			out = append(out, Problem{ID: c.ID, Field: "remaining", Message: "it is a summary: what is left of it follows from the tasks under it; set it there"})
		default:
			if p := e.refusedFrame(was, now); p.Field != "" {
				out = append(out, p)
			}
		}
	}
	return out
}

// refusedFrame is the problem of a length or date that is typed into a summary; none where Field is "". The dates
// that the schedule gives it may be written.
func (e *Edit) refusedFrame(was, now *Task) Problem {
	p := Problem{ID: was.ID}
	switch {
	case was.Manual || now.Manual || e.pushes:
		return p
	case was.Duration.N != now.Duration.N:
		p.Field, p.Message = "duration", "it is a summary: how long it takes follows from the tasks under it; set it there"
	case was.Start != now.Start:
		p.Field, p.Message = "start", "it is a summary: it starts with the first task under it; set that one's, or constraint and constraint_date here"
	case was.Finish != now.Finish:
		p.Field, p.Message = "finish", "it is a summary: it ends with the last task under it; set that one's, or a deadline here"
	default:
		return p
	}
	if !e.base.Plan(was.Project).Summary(was.ID) {
		return Problem{}
	}
	x := e.base.Schedule(was.Project)
	if d, ok := x.Of(was.ID); x.Stored != "" || p.Field != "duration" && ok && d.Start == now.Start && d.Finish == now.Finish {
		return Problem{}
	}
	return p
}

// lostDate is the field of a task with an actual start whose new value nothing comes of, and what to
// set instead; "" where there is none.
func (e *Edit) lostDate(was, now *Task) (field, why string) {
	day := func(at date.Instant) string { return at.Day(e.Ctx.For(now).Loc).String() }
	switch {
	case was.Start != now.Start && now.Start != now.ActualStart:
		return "start", "the task has begun, on " + day(now.ActualStart) + ": set actual_start instead"
	case was.Finish == now.Finish || was.ActualFinish != now.ActualFinish || now.Finish == now.ActualFinish:
		return "", ""
	case now.ActualFinish != 0:
		return "finish", "the task is done, since " + day(now.ActualFinish) + ": set actual_finish instead"
	case was.Duration == now.Duration && was.Remaining == now.Remaining && was.Done == now.Done && was.Work == now.Work:
		return "finish", "the task has begun, and ends when what remains of it is done: set duration or remaining instead"
	}
	return "", ""
}
