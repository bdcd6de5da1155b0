package browse

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tandem/model"
	"tandem/ui/dialog"
	"tandem/ui/layout"
	"tandem/ui/pane"
)

// canRaise says why an escalation cannot be raised about a record, or its level set.
func canRaise(env pane.Env, id model.ID) (bool, string) {
	if e, ok := model.Find[*model.Escalation](env.Snap, id); ok {
		if !e.Open() {
			return false, id.String() + " is " + string(e.Status) + ": reopen it first"
		}
		return true, ""
	}
	if account, project := env.Snap.Home(id); account == 0 && project == 0 {
		return false, "this record belongs to no customer or project"
	}
	return true, ""
}

// Raise escalates records to a level, the key of the choice: of escalations it sets the level ("w" asks
// for it, and for a department), about anything else it asks for impact and urgency and raises one: two
// digits and enter.
func Raise(env pane.Env, ids []model.ID, level string) pane.Effect {
	known, others := 0, 0
	for _, id := range ids {
		if ok, why := canRaise(env, id); !ok {
			return pane.Toast{Text: why, Bad: true}
		}
		if id.Is(model.EscalationPrefix) {
			known++
		} else {
			others++
		}
	}
	n, err := strconv.Atoi(level)
	switch {
	case known > 0 && others > 0:
		return pane.Toast{Text: "Some of these are escalations: escalate them apart from the rest.", Bad: true}
	case known > 0 && err != nil:
		return askLevel(env, ids)
	case known > 0:
		return setLevel(env, ids, n, "")
	case others > 0:
		return askRaise(env, ids, max(n, 1))
	}
	return nil
}

// askRaise asks for impact and urgency of a new escalation about each record.
func askRaise(env pane.Env, ids []model.ID, level int) pane.Effect {
	title := layout.Clean(env.Ctx().NameOf(ids[0]))
	if len(ids) > 1 {
		title = "each its own name"
	}
	read := func(text string) (string, error) {
		x, err := raising(ids[0], text)
		if err != nil {
			return "", err
		}
		said := fmt.Sprintf("impact %d, urgency %d: severity %d", x.Impact, x.Urgency, x.Impact+x.Urgency-1)
		return said + "; " + cmp.Or(x.Title, title), nil
	}
	label := fmt.Sprintf("Escalate %s to level %d", describeAll(env, ids), level)
	hint := "choose, or type impact and urgency; words after them are the title (" + title + ")"
	return pane.Open{Overlay: dialog.Ask(label, hint, read, func(text string) pane.Effect {
		raise := func(e *model.Edit) (made []model.ID, err error) {
			for _, id := range ids {
				x, err := raising(id, text)
				if err != nil {
					return nil, err
				}
				x.Level = level
				n, err := e.Raise(x)
				if err != nil {
					return nil, err
				}
				made = append(made, n)
			}
			return made, nil
		}
		edit := pane.Change(label+madeText(env, raise), env.Now, func(e *model.Edit) error {
			_, err := raise(e)
			return err
		})
		edit.Then = func(made []model.ID) pane.Effect {
			i := slices.IndexFunc(made, func(id model.ID) bool { return id.Is(model.EscalationPrefix) })
			if i < 0 || len(ids) > 1 {
				return nil
			}
			return pane.Record(made[i])
		}
		return edit
	}).Offering(gravities()).Saying("escalate")}
}

// madeText says which escalations an edit would make and what is owed first, behind a colon; "" where it
// makes none. The edit that tries it is thrown away.
func madeText(env pane.Env, raise func(*model.Edit) ([]model.ID, error)) string {
	e := model.NewEdit(env.Snap, env.Now)
	made, err := raise(e)
	if err != nil || len(made) == 0 {
		return ""
	}
	if x, ok := e.Get(made[0]).(*model.Escalation); ok && len(made) == 1 {
		return ": " + e.Ctx.MadeText(made[0], x)
	}
	return ": made " + made[0].String() + " to " + made[len(made)-1].String()
}

// levelText says who deals with an escalation that goes up and what is owed first, behind a colon; "" for
// several, or where the level cannot be set.
func levelText(env pane.Env, ids []model.ID, level int, who string) string {
	e := model.NewEdit(env.Snap, env.Now)
	if len(ids) != 1 || e.SetLevel(ids[0], level, who) != nil {
		return ""
	}
	x, ok := e.Get(ids[0]).(*model.Escalation)
	if !ok {
		return ""
	}
	if text := e.Ctx.LevelText(x); text != "" {
		return ": " + text
	}
	return ""
}

// gravities are impact and urgency as two digits, the gravest first, with the severity they make.
func gravities() []dialog.Choice {
	impact := [...]string{"critical", "serious", "low"}
	urgency := [...]string{"at once", "soon", "can wait"}
	var out []dialog.Choice
	for sum := 2; sum <= 6; sum++ {
		for i := 1; i <= 3; i++ {
			if u := sum - i; u >= 1 && u <= 3 {
				out = append(out, dialog.Choice{Key: fmt.Sprintf("%d%d", i, u),
					Title: fmt.Sprintf("impact %s, %s: severity %d", impact[i-1], urgency[u-1], sum-1)})
			}
		}
	}
	return out
}

// describeAll names one record, or counts several.
func describeAll(env pane.Env, ids []model.ID) string {
	if len(ids) == 1 {
		return Describe(env, ids[0])
	}
	return fmt.Sprintf("%d records", len(ids))
}

// setLevel sets the level of escalations, and the department that deals with them where one is named.
func setLevel(env pane.Env, ids []model.ID, level int, who string) pane.Effect {
	return pane.Change(fmt.Sprintf("Escalate %s to level %d", describeAll(env, ids), level)+levelText(env, ids, level, who), env.Now, func(e *model.Edit) error {
		for _, id := range ids {
			if x, ok := e.Get(id).(*model.Escalation); ok && len(ids) > 1 && x.Level == level && who == "" {
				continue // of several, some are there already
			}
			if err := e.SetLevel(id, level, who); err != nil {
				return err
			}
		}
		return nil
	})
}

// raising reads "12 Portal is down": impact 1, urgency 2, and a title. Nothing is medium for both.
func raising(id model.ID, text string) (model.Raising, error) {
	x := model.Raising{About: id, Impact: 2, Urgency: 2}
	digits, rest := "", strings.TrimSpace(text)
	for len(rest) > 0 && len(digits) < 2 && rest[0] >= '0' && rest[0] <= '9' {
		digits, rest = digits+rest[:1], strings.TrimLeft(rest[1:], " ")
	}
	for i, d := range digits {
		n := int(d - '0')
		if n < 1 || n > 3 {
			return x, fmt.Errorf("%c is neither 1, 2 nor 3: 1 is the gravest", d)
		}
		if i == 0 {
			x.Impact = n
		} else {
			x.Urgency = n
		}
	}
	x.Title = rest
	return x, nil
}

// askLevel asks who is involved with escalations, and the department that deals with them.
func askLevel(env pane.Env, ids []model.ID) pane.Effect {
	read := func(text string) (int, string, error) {
		n, who, _ := strings.Cut(strings.TrimSpace(text), " ")
		level, err := strconv.Atoi(n)
		if err != nil || level < 1 || level > 3 {
			return 0, "", errors.New("1 those who work on it, 2 the department's lead, 3 management")
		}
		return level, strings.TrimSpace(who), nil
	}
	return pane.Open{Overlay: dialog.Ask("Level of "+describeAll(env, ids), "1, 2 or 3; words after it are the department: 2 Logistics", func(text string) (string, error) {
		level, who, err := read(text)
		if err != nil {
			return "", err
		}
		if who == "" {
			who = "the usual department, or who deals with it now"
		}
		return fmt.Sprintf("level %d, %s", level, who), nil
	}, func(text string) pane.Effect {
		level, who, _ := read(text) // it was just read
		return setLevel(env, ids, level, who)
	})}
}
