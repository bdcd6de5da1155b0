package model

import "tandem/model/date"

// A day typed for a constraint means business hours, as in Microsoft Project: the opening of the day
// for a limit on the start, the closing for one on the finish. A task that must finish on Friday has
// all of Friday.

// limitsFinish reports whether the date of a constraint is that of the finish.
func (c Constraint) limitsFinish() bool { return c == "FNET" || c == "FNLT" || c == "MFO" }

// limitDay reads a bare day as the end of business it means for the constraint of the task. A moment
// with a time of day is taken as it is.
func limitDay(f Field) Field {
	f.more(func(p *ops) {
		moment := p.parse
		p.parse = func(c *Ctx, o any, s string) error {
			t, ok := o.(*Task)
			day, bare := bareDay(s, c)
			if !ok || !bare {
				return moment(c, o, s)
			}
			t.ConstraintDate = c.business(day, t.Constraint.limitsFinish())
			return nil
		}
	})
	return f
}

// turnsLimit lets the date of a constraint go to the other end of its day where the constraint turns
// from one on the start to one on the finish, or back, in whatever order the two are written. A date
// at another time of day was meant so, and stays.
func turnsLimit(f Field) Field {
	f.more(func(p *ops) {
		parse := p.parse
		p.parse = func(c *Ctx, o any, s string) error {
			t, ok := o.(*Task)
			if !ok || t.ConstraintDate == 0 {
				return parse(c, o, s)
			}
			was := t.Constraint.limitsFinish()
			if err := parse(c, o, s); err != nil {
				return err
			}
			if is := t.Constraint.limitsFinish(); is != was {
				t.ConstraintDate = c.otherEnd(t.ConstraintDate, is)
			}
			return nil
		}
	})
	return f
}

// otherEnd is the closing of the day that opens at a moment, or with closing false the opening of the
// one that closes then; any other moment is as it was.
func (c *Ctx) otherEnd(at date.Instant, closing bool) date.Instant {
	day := at.Day(c.Loc)
	if c.business(day, !closing) == at {
		return c.business(day, closing)
	}
	return at
}
