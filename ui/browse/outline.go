package browse

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"tandem/model"
	"tandem/model/date"
	"tandem/ui/act"
	"tandem/ui/dialog"
	"tandem/ui/pane"
)

// outlineHandlers is what the actions of the scope outline do.
func outlineHandlers() map[act.Name]handler {
	return map[act.Name]handler{
		"outline.child":   func(p *Pane, env pane.Env, _ act.Result) pane.Effect { return p.startNaming(env, model.Under) },
		"outline.above":   func(p *Pane, env pane.Env, _ act.Result) pane.Effect { return p.startNaming(env, model.Above) },
		"outline.indent":  outlined("Indent", func(o *model.Outliner, ids []model.ID) error { return o.Indent(ids) }),
		"outline.outdent": outlined("Outdent", func(o *model.Outliner, ids []model.ID) error { return o.Outdent(ids) }),
		"outline.down":    outlined("Move down", func(o *model.Outliner, ids []model.ID) error { return o.Move(ids, 1) }),
		"outline.up":      outlined("Move up", func(o *model.Outliner, ids []model.ID) error { return o.Move(ids, -1) }),
		"outline.link":    linkTasks,
		"outline.make":    makeOf,
		"outline.assign":  assign,
		"outline.whatif":  startGhost,
	}
}

// outlineScope is the scope of the keys that change the outline.
func (p *Pane) outlineScope() act.Scope {
	s := act.ScopeOf("outline")
	s.Enabled = p.outlineEnabled
	s.Short = func(a act.Name) string {
		if a == "outline.child" && p.unplanned() {
			return "first task"
		}
		return ""
	}
	return s
}

// unplanned reports whether the row at hand is a project without a task: what it wants is the first.
func (p *Pane) unplanned() bool {
	id := p.Selected()
	return id.Is(model.ProjectPrefix) && p.env.Snap != nil && !p.env.Cold && p.env.Snap.Get(id) != nil && len(p.env.Snap.Plan(id).Lines) == 0
}

func (p *Pane) outlineEnabled(a act.Name) (bool, string) {
	l := p.list()
	if !l.outlined() {
		return false, "this works in the order of the outline: " + p.env.Key("browse", "list.view", "v") + " x shows it again"
	}
	order := a == "outline.indent" || a == "outline.outdent" || a == "outline.down" || a == "outline.up" || a == "outline.child" || a == "outline.above"
	if order && l.query != "" {
		return false, "the filter hides a part of the outline: esc shows all of it"
	}
	if (a == "outline.child" || a == "outline.make" && len(p.tasks()) == 0) && p.Selected().Is(model.ProjectPrefix) {
		return true, ""
	}
	if len(p.tasks()) == 0 {
		return false, "go to a task first: " + p.env.Key("outline", "outline.child", "N") + " on a project makes one"
	}
	return true, ""
}

// tasks are the tasks a verb acts on: the marked ones, else the one under the cursor.
func (p *Pane) tasks() []model.ID {
	return slices.DeleteFunc(p.Marked(), func(id model.ID) bool { return !id.Is(model.TaskPrefix) })
}

// stepLabel names a step: "Indent T-14 Carrier API", "Indent 3 tasks".
func stepLabel(env pane.Env, what string, ids []model.ID) string {
	if len(ids) == 1 {
		return what + " " + Describe(env, ids[0])
	}
	return fmt.Sprintf("%s %d tasks", what, len(ids))
}

// outlined makes a handler of a change of the outline. Marks stay, for the next one.
func outlined(what string, f func(*model.Outliner, []model.ID) error) handler {
	return func(p *Pane, env pane.Env, _ act.Result) pane.Effect {
		ids := p.tasks()
		cur := p.Selected()
		e := pane.Change(stepLabel(env, what, ids), env.Now, func(e *model.Edit) error {
			o := model.NewOutliner(e)
			if err := f(o, ids); err != nil {
				return err
			}
			return o.Save()
		})
		e.Quiet = true // the rows moving say it
		e.Then = func([]model.ID) pane.Effect {
			if l := p.list(); l != nil {
				l.reveal(p.env, cur) // a summary it went under may be folded
			}
			return nil
		}
		return e
	}
}

// linkTasks lets the task under the cursor wait for the marked ones, or for the one above.
func linkTasks(p *Pane, env pane.Env, r act.Result) pane.Effect {
	preds, succs, err := p.toLink(env)
	if r.Arg == "u" {
		return p.unlink(env)
	}
	if err != nil {
		return pane.Toast{Text: err.Error(), Bad: true}
	}
	types := map[string]model.LinkType{"f": model.FS, "s": model.SS, "e": model.FF, "b": model.SF}
	if typ := types[r.Arg]; typ != "" {
		return p.link(env, preds, succs, typ, date.Span{})
	}
	scale := env.Ctx().For(env.Snap.Get(succs[0])).Scale
	read := func(s string) (string, error) {
		typ, lag, err := model.ParseLink(s, scale)
		if err != nil {
			return "", err
		}
		return sayLink(env, preds, succs, typ, lag), nil
	}
	return pane.Open{Overlay: dialog.Ask("Link "+nameSome(env, succs), "a type and a lag: FS +2d, SS, FF -4h, 2ed elapsed, 50% of the first", read, func(s string) pane.Effect {
		typ, lag, err := model.ParseLink(s, scale)
		if err != nil {
			return pane.Toast{Text: err.Error(), Bad: true}
		}
		return p.link(env, preds, succs, typ, lag)
	})}
}

// linkVerbs are what of the task waits for what of its predecessor, of many.
var linkVerbs = map[model.LinkType][2]string{model.FS: {"start", "finish"}, model.SS: {"start", "start"}, model.FF: {"finish", "finish"}, model.SF: {"finish", "start"}}

// agree is the form of start or finish for so many tasks.
func agree(verb string, n int) string {
	switch {
	case n != 1:
		return verb
	case verb == "finish":
		return "finishes"
	}
	return verb + "s"
}

func sayLink(env pane.Env, preds, succs []model.ID, typ model.LinkType, lag date.Span) string {
	verbs := linkVerbs[typ]
	s := nameSome(env, succs) + " " + agree(verbs[0], len(succs)) + " when " + nameSome(env, preds) + " " + agree(verbs[1], len(preds))
	if lag.N != 0 {
		s += ", " + strings.TrimPrefix(lag.Show(env.Ctx().For(env.Snap.Get(succs[0])).Scale), "-") + map[bool]string{true: " later", false: " earlier"}[lag.N > 0]
	}
	return s
}

// nameSome names one record, or says how many there are.
func nameSome(env pane.Env, ids []model.ID) string {
	if len(ids) == 1 {
		return env.Ctx().NameOf(ids[0])
	}
	return fmt.Sprintf("%d tasks", len(ids))
}

// Asking implements pane.Asker: which task would wait for which. What stands in the way of it is said
// when it is tried.
func (p *Pane) Asking(env pane.Env, verb act.Name) []string {
	if verb != "outline.link" {
		return nil
	}
	preds, succs, err := p.toLink(env)
	if err != nil {
		return []string{"Link " + p.Selected().String()}
	}
	refs := func(ids []model.ID) string {
		if len(ids) == 1 {
			return ids[0].String()
		}
		return fmt.Sprintf("the %d marked", len(ids))
	}
	named := func(ids []model.ID) string {
		if len(ids) == 1 {
			return ids[0].String() + " " + env.Ctx().NameOf(ids[0])
		}
		return refs(ids)
	}
	return []string{"Link " + named(succs) + " after " + named(preds), "Link " + refs(succs) + " after " + refs(preds), "Link " + refs(succs)}
}

// toLink is who waits for whom: the task under the cursor for the marked ones, else for the one
// above it.
func (p *Pane) toLink(env pane.Env) (preds, succs []model.ID, err error) {
	cur := p.Selected()
	if !cur.Is(model.TaskPrefix) || env.Snap.Get(cur) == nil {
		return nil, nil, errors.New("go to the task that has to wait")
	}
	if p.list().marked() > 0 {
		preds = slices.DeleteFunc(p.tasks(), func(id model.ID) bool { return id == cur })
		if len(preds) == 0 {
			return nil, nil, errors.New("only this task is marked: mark those it waits for")
		}
		return preds, []model.ID{cur}, nil
	}
	t, ok := model.Find[*model.Task](env.Snap, cur)
	if !ok {
		return nil, nil, errors.New("the task is gone")
	}
	above := map[model.ID]bool{}
	for up := t.Parent; up != 0 && !above[up]; {
		above[up] = true
		x, ok := model.Find[*model.Task](env.Snap, up)
		if !ok {
			break
		}
		up = x.Parent
	}
	l := p.list()
	for row := l.table.Cursor() - 1; row >= 0; row-- {
		id := l.rows.ids[row]
		if x, ok := model.Find[*model.Task](env.Snap, id); ok && x.Project == t.Project && !above[id] {
			return []model.ID{id}, []model.ID{cur}, nil
		}
	}
	return nil, nil, errors.New("there is no task above that it could wait for: mark one")
}

func (p *Pane) link(env pane.Env, preds, succs []model.ID, typ model.LinkType, lag date.Span) pane.Effect {
	e := pane.Change("Link: "+sayLink(env, preds, succs, typ, lag), env.Now, func(e *model.Edit) error {
		_, err := model.LinkTasks(e, preds, succs, typ, lag)
		return err
	})
	e.Then = func([]model.ID) pane.Effect { p.list().unmark(slices.Concat(preds, succs)); return nil }
	return e
}

func (p *Pane) unlink(env pane.Env) pane.Effect {
	ids := p.tasks()
	e := pane.Change(stepLabel(env, "Unlink", ids), env.Now, func(e *model.Edit) error {
		_, err := model.UnlinkTasks(e, ids)
		return err
	})
	e.Then = func([]model.ID) pane.Effect { p.list().unmark(ids); return nil }
	return e
}

// makeOf makes something else of the task, or of the marked ones.
func makeOf(p *Pane, env pane.Env, r act.Result) pane.Effect {
	ids := p.tasks()
	if ok, why := p.outlineEnabled(r.Action); !ok { // the cursor went elsewhere between the two keys
		return pane.Toast{Text: why, Bad: true}
	}
	if r.Arg != "u" && len(ids) == 0 { // of a project nothing else is made
		return pane.Toast{Text: "Go to a task first: of a project only its unfinished work is put off, with " + env.Key("outline", "outline.make", "m") + " u.", Bad: true}
	}
	switch r.Arg {
	case "u":
		return p.putOff(env, ids)
	case "s":
		return p.split(env, ids)
	case "g":
		return p.merge(env, ids)
	case "c":
		return p.duplicate(env, ids)
	case "r":
		return p.repeat(env, ids)
	case "n":
		return p.openField(env, ids, "notes")
	}
	toggles := map[string]struct {
		what string
		f    func(*model.Edit, []model.ID) (bool, error)
	}{"p": {"Milestone", model.ToggleMilestones}, "d": {"Deliverable", model.ToggleDeliverables}, "h": {"Dates by hand", model.ToggleManual},
		"x": {"Out of the plan", model.ToggleInactive}}
	t, ok := toggles[r.Arg]
	if !ok {
		return nil
	}
	e := model.NewEdit(env.Snap, env.Now)
	on, err := t.f(e, ids)
	if err != nil {
		return pane.Toast{Text: err.Error(), Bad: true}
	}
	label := stepLabel(env, map[bool]string{true: t.what + ":", false: "No longer " + strings.ToLower(t.what) + ":"}[on], ids)
	return pane.Change(label, env.Now, func(e *model.Edit) error { _, err := t.f(e, ids); return err })
}

func (p *Pane) split(env pane.Env, ids []model.ID) pane.Effect {
	label := stepLabel(env, "Split", ids)
	if len(ids) == 1 { // nobody is asked where, so it is said
		e := model.NewEdit(env.Snap, env.Now)
		if rest, err := model.SplitTask(e, ids[0], date.Span{}); err == nil {
			label += ": " + lengthOf(e, ids[0]) + " and " + lengthOf(e, rest)
		}
	}
	return pane.Change(label, env.Now, func(e *model.Edit) error {
		for _, id := range ids {
			if _, err := model.SplitTask(e, id, date.Span{}); err != nil {
				return err
			}
		}
		return nil
	})
}

// lengthOf is a task's duration in an edit, in words.
func lengthOf(e *model.Edit, id model.ID) string {
	t, ok := e.Get(id).(*model.Task)
	if !ok {
		return ""
	}
	return t.Duration.Show(e.Ctx.For(t).Scale)
}

func (p *Pane) merge(env pane.Env, ids []model.ID) pane.Effect {
	if len(ids) < 2 {
		return pane.Toast{Text: "Mark two or more tasks first (" + env.Key("browse", "list.mark", "space") + "): they become one.", Bad: true}
	}
	var keep model.ID
	e := pane.Change(fmt.Sprintf("Merge %d tasks", len(ids)), env.Now, func(e *model.Edit) (err error) {
		keep, err = model.MergeTasks(e, ids)
		return err
	})
	e.Then = func([]model.ID) pane.Effect {
		p.list().unmark(ids)
		p.list().reveal(p.env, keep)
		return pane.Select{ID: keep}
	}
	return e
}

func (p *Pane) duplicate(env pane.Env, ids []model.ID) pane.Effect {
	var copies []model.ID
	e := pane.Change(stepLabel(env, "Copy", ids), env.Now, func(e *model.Edit) (err error) {
		copies, err = model.DuplicateTasks(e, ids)
		return err
	})
	e.Then = func([]model.ID) pane.Effect {
		p.list().unmark(ids)
		if len(copies) == 0 {
			return nil
		}
		p.list().reveal(p.env, copies[0])
		return pane.Select{ID: copies[0]}
	}
	return e
}

// repeat asks for the rule of a series and makes it of the task.
func (p *Pane) repeat(env pane.Env, ids []model.ID) pane.Effect {
	cur := ids[0]
	t, ok := model.Find[*model.Task](env.Snap, cur)
	if !ok {
		return nil
	}
	c := env.Ctx().For(t)
	read := func(s string) (string, error) {
		rule, err := model.ParseSeries(c, s, model.SeriesStart(c, t))
		if err != nil {
			return "", err
		}
		return rule.Text(c), nil
	}
	return pane.Open{Overlay: dialog.Ask("Make a series of "+env.Ctx().NameOf(cur), "weekly mon thu 12 times, monthly 15 until 30 jun, every 2 weeks, daily 5 times", read, func(s string) pane.Effect {
		return pane.Change(stepLabel(env, "Series of", ids[:1]), env.Now, func(e *model.Edit) error {
			rule, err := model.ParseSeries(c, s, model.SeriesStart(c, t))
			if err == nil {
				_, err = model.RepeatTask(e, cur, rule)
			}
			return err
		})
	})}
}

// assign opens the people of the tasks.
func assign(p *Pane, env pane.Env, _ act.Result) pane.Effect {
	return p.openField(env, p.tasks(), "assignments")
}

// openField opens an entry on one field of tasks.
func (p *Pane) openField(env pane.Env, ids []model.ID, field string) pane.Effect {
	if len(ids) == 0 {
		return nil
	}
	k := env.Snap.Schema().Prefix(model.TaskPrefix)
	return p.openCell(env, ids, k, []string{field}, field, 0)
}
