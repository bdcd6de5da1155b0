package model

// carryFinish moves the finish of each project that is put off as a whole: its start was set behind a finish
// that nobody set, for it is that of its plan, which moves with the start. Without it the start would be
// refused for a date that is void by then. A finish that was typed, now or before, stays as it is.
func (e *Edit) carryFinish(b *Batch) {
	for i, c := range b.Changes {
		was, _ := c.Before.(*Project)
		now, _ := c.After.(*Project)
		if was == nil || now == nil || now.FromFinish || now.Finish == 0 || now.Finish != was.Finish || now.Start <= now.Finish {
			continue
		}
		if x := e.base.Schedule(c.ID); x.Stored != "" || len(x.Tasks()) == 0 || dated(x.Finish) != was.Finish {
			continue
		}
		x := e.base.With(b.Changes).Schedule(c.ID)
		if x.Stored != "" || x.Finish <= now.Start {
			continue
		}
		own := *now
		own.Finish = dated(x.Finish)
		b.Changes[i].After = &own
	}
}
