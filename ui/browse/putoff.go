package browse

import (
	"fmt"
	"strings"

	"tandem/model"
	"tandem/model/date"
	"tandem/ui/dialog"
	"tandem/ui/layout"
	"tandem/ui/pane"
)

// putOff asks from which day on the open work of the tasks, or on a project's row of all its plan, is to be
// done, says below the line what would come of it, and does it.
func (p *Pane) putOff(env pane.Env, ids []model.ID) pane.Effect {
	if len(ids) == 0 {
		ids = []model.ID{p.Selected()}
	}
	project := ids[0]
	if t, ok := model.Find[*model.Task](env.Snap, project); ok {
		project = t.Project
	}
	proj, ok := model.Find[*model.Project](env.Snap, project)
	if !ok {
		return nil
	}
	c := env.Ctx().For(proj)
	usual := env.Ctx().PutOffFrom(proj)
	from := func(s string) (date.Instant, error) {
		if strings.TrimSpace(s) == "" {
			return usual, nil
		}
		return date.Parse(s, env.Now, c.Loc)
	}
	read := func(s string) (string, error) {
		at, err := from(s)
		if err != nil {
			return "", err
		}
		e := model.NewEdit(env.Snap, env.Now)
		got, err := model.PutOffWork(e, project, ids, at)
		if err != nil {
			return "", err
		}
		return putOffWords(env, got, at.In(c.Loc).Format("Mon 2 Jan")), nil
	}
	hint := "from which day on? empty: " + usual.Day(c.Loc).String()
	return pane.Open{Overlay: dialog.Ask("Unfinished work of "+layout.Clean(putOffWhat(env, ids)), hint, read, func(s string) pane.Effect {
		return pane.Change(stepLabel(env, "Reschedule what is open of", ids), env.Now, func(e *model.Edit) error {
			at, err := from(s)
			if err == nil {
				_, err = model.PutOffWork(e, project, ids, at)
			}
			return err
		})
	})}
}

func putOffWhat(env pane.Env, ids []model.ID) string {
	if len(ids) == 1 {
		return Describe(env, ids[0])
	}
	return fmt.Sprintf("%d tasks", len(ids))
}

// putOffWords say what would come of it: "3 tasks start from Mon 23 Nov on; T-4 stays: ...".
func putOffWords(env pane.Env, got model.PutOff, day string) string {
	if len(got.Moved)+len(got.Left) == 0 {
		return "Nothing that is open lies before " + day + "."
	}
	s := count(len(got.Moved), "task starts", "tasks start") + " from " + day + " on"
	for i, x := range got.Left {
		if i == 2 {
			return s + fmt.Sprintf("; %d more stay", len(got.Left)-2)
		}
		s += "; " + x.Tasks[0].String() + " stays: " + x.Message
	}
	return s + "."
}
