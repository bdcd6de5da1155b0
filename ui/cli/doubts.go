package cli

import (
	"io"
	"slices"

	"tandem/model"
)

// doubts warns of values that were taken and kept though hardly meant, each at its field: those of the
// fields that were set, and any that the edit has brought about. They go where errors go, so that
// what a script reads stays as it is.
func (a *app) doubts(before, now *model.Ctx, ids []model.ID, set []assignment) {
	for _, id := range ids {
		k, r := now.Snap.Schema().Of(id), now.Snap.Get(id)
		if r == nil {
			continue
		}
		found := k.Doubts(now, r)
		var old model.Problems
		if was := before.Snap.Get(id); was != nil && len(found) > 0 {
			old = k.Doubts(before, was)
		}
		for _, p := range found {
			typed := slices.ContainsFunc(set, func(v assignment) bool { return k.FindField(v.field) == k.Field(p.Field) })
			if typed || !slices.Contains(old, p) {
				_, _ = io.WriteString(a.io.Err, "tandem: warning: "+oneLine(p.Error())+"\n")
			}
		}
	}
}

// moved says on stderr what a change made of plans besides what it was asked for, as the screen says it: where the
// length of a task went that is a summary now, how many tasks move, and by how much the project's finish does.
func (a *app) moved(before, now *model.Ctx, changed []model.ID) {
	if words := model.MovedBetween(before.Snap, now.Snap, now.Now, changed).Words(); words != "" {
		_, _ = io.WriteString(a.io.Err, "tandem: note: "+oneLine(words)+"\n")
	}
}

// notBefore says on stderr that a task was put to no earlier than the plan has come to (see
// Edit.StartFromNow), where nobody typed that.
func (a *app) notBefore(c *model.Ctx, id model.ID, set []assignment) {
	t, ok := model.Find[*model.Task](c.Snap, id)
	k := c.Snap.Schema().Of(id)
	typed := slices.ContainsFunc(set, func(v assignment) bool {
		f := k.FindField(v.field)
		return f != nil && slices.Contains([]string{"constraint", "constraint_date", "start"}, f.Name)
	})
	if !ok || t.Constraint != "SNET" || typed {
		return
	}
	_, _ = io.WriteString(a.io.Err, "tandem: note: "+oneLine(id.String()+" starts no earlier than "+t.ConstraintDate.In(c.For(t).Loc).Format("Mon 2 Jan 2006")+
		": the plan has begun (constraint SNET; tandem set "+id.String()+" constraint=ASAP takes it away)")+"\n")
}
