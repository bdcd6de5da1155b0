package browse

import (
	"fmt"
	"maps"

	"tandem/model"
	"tandem/ui/act"
	"tandem/ui/form"
	"tandem/ui/pane"
)

// handler does one action of the list.
type handler func(p *Pane, env pane.Env, r act.Result) pane.Effect

// handlers is what each action of the scopes browse and filter does to the list.
var handlers map[act.Name]handler

func init() {
	handlers = map[act.Name]handler{
		"move.down":     move(func(l *list) { l.table.Move(1) }),
		"move.up":       move(func(l *list) { l.table.Move(-1) }),
		"move.top":      move(func(l *list) { l.table.Home() }),
		"move.bottom":   move(func(l *list) { l.table.End() }),
		"move.pagedown": move(func(l *list) { l.table.Page(1) }),
		"move.pageup":   move(func(l *list) { l.table.Page(-1) }),
		"move.halfdown": move(func(l *list) { l.table.HalfPage(1) }),
		"move.halfup":   move(func(l *list) { l.table.HalfPage(-1) }),
		"move.left":     sideways(-1),
		"move.right":    sideways(1),
		"list.filter":   startFilter,
		"list.view":     viewVerb,
		"list.mark":     mark,
		"list.markall":  markAll,
		"list.sort":     func(p *Pane, env pane.Env, _ act.Result) pane.Effect { p.list().nextSort(env); return nil },
		"list.reverse":  func(p *Pane, env pane.Env, _ act.Result) pane.Effect { p.list().reverse(env); return nil },
		"kind.next":     turn(1),
		"kind.prev":     turn(-1),
		"record.open":   openRow,
		"record.new":    newRecord,
		"record.edit":   editRecords,
		"record.set":    setCell,
		"record.link":   func(p *Pane, env pane.Env, _ act.Result) pane.Effect { return AddLink(env, p.Selected()) },
		"record.act":    func(p *Pane, env pane.Env, _ act.Result) pane.Effect { return ActOn(env, p.Marked()) },
		"record.delete": deleteRecords,
		"record.copy":   copyRows,
		"record.why":    whyOf,
		"record.source": openBehind,
		"record.contact": func(p *Pane, env pane.Env, _ act.Result) pane.Effect {
			return LogContact(env, p.Selected())
		},
	}
	maps.Copy(handlers, chartHandlers())
	maps.Copy(handlers, outlineHandlers())
	maps.Copy(handlers, incidentHandlers())
}

func move(f func(*list)) handler {
	return func(p *Pane, _ pane.Env, _ act.Result) pane.Effect {
		f(p.list())
		return pane.Select{ID: p.Selected()}
	}
}

// sideways folds and unfolds where rows nest or stand in groups, else moves the columns.
func sideways(dir int) handler {
	return func(p *Pane, env pane.Env, _ act.Result) pane.Effect {
		l := p.list()
		if l.foldAt(env, dir < 0) {
			return pane.Select{ID: p.Selected()}
		}
		l.table.Scroll(dir)
		return nil
	}
}

// openRow opens the record under the cursor; of a group's line, it folds or unfolds the group.
func openRow(p *Pane, env pane.Env, _ act.Result) pane.Effect {
	if p.onHead() {
		return p.toggleHead(env)
	}
	return p.push(env, p.Selected())
}

func mark(p *Pane, env pane.Env, _ act.Result) pane.Effect {
	if p.onHead() {
		return p.markHead(env)
	}
	l := p.list()
	t := l.table
	if id, ok := t.Current(); ok {
		if l.context(model.ID(id)) && !t.IsMarked(id) {
			return pane.Toast{Text: "This row only shows where the ones found are: it does not pass the filter.", Bad: true}
		}
		t.SetMark(id, !t.IsMarked(id))
		t.Move(1)
	}
	return pane.Select{ID: p.Selected()}
}

func markAll(p *Pane, _ pane.Env, _ act.Result) pane.Effect {
	l := p.list()
	l.table.MarkAll(l.marked() == 0)
	l.unmarkAround()
	return nil
}

func turn(step int) handler {
	return func(p *Pane, env pane.Env, _ act.Result) pane.Effect {
		n := len(p.kinds)
		p.at = (p.at + step + n) % n
		p.filter.Set(p.list().query)
		p.sync(env)
		return pane.Select{ID: p.Selected()}
	}
}

// newRecord opens an empty form, preset with what the list is about. In the outline of a plan it
// opens a line for the name of a task after the one at hand: the rest can wait.
func newRecord(p *Pane, env pane.Env, _ act.Result) pane.Effect {
	if p.Selected().Is(model.TaskPrefix) && p.list().outlined() && p.list().query == "" {
		return p.startNaming(env, model.Below)
	}
	k, preset := p.Fresh(env)
	return pane.Open{Overlay: form.New(env, k, nil, preset)}
}

// NewForm opens an empty form of a kind, preset with what is in sight here: the project and
// account, and for a blocker or an action the record under the cursor.
func (p *Pane) NewForm(env pane.Env, k *model.Kind) pane.Effect {
	preset := p.preset(env, k)
	for _, name := range []string{"about", "for"} {
		if f := k.Field(name); f != nil && p.Selected() != 0 && p.Selected() != model.WorkspaceID {
			preset[name] = p.Selected().String()
		}
	}
	return pane.Open{Overlay: form.New(env, k, nil, preset)}
}

// preset fills a new record with the project, account or parent that is in sight.
func (p *Pane) preset(env pane.Env, k *model.Kind) map[string]string {
	out := map[string]string{}
	sel := p.Selected()
	account, project := belongs(env.Snap, sel)
	if sel == 0 {
		account, project = p.lead[0], p.lead[1]
	}
	set := func(field string, id model.ID) {
		if f := k.Field(field); f != nil && id != 0 && f.Type == model.TypeRef && f.Allows(id) {
			out[field] = id.String()
		}
	}
	set("project", project)
	set("account", account)
	if t, ok := env.Snap.Get(sel).(*model.Task); ok {
		set("parent", t.Parent)
	}
	if k.Field("opened") != nil {
		out["opened"] = "now"
	}
	if k.Field("when") != nil {
		out["when"] = "now"
	}
	if k.Field("raised") != nil {
		out["raised"] = "now"
	}
	if f := k.Field("date"); f != nil {
		out["date"] = "today"
	}
	return out
}

// EditForm opens the form of a record.
func EditForm(env pane.Env, id model.ID) pane.Effect {
	return form.Edit(env, id)
}

func deleteRecords(p *Pane, env pane.Env, _ act.Result) pane.Effect {
	l, ids := p.list(), p.Marked()
	remove := func() pane.Effect {
		l.unmark(ids)
		return Delete(env, ids)
	}
	if q := l.askDelete(env, ids, remove); q != nil {
		return q
	}
	return remove()
}

// Delete removes records in one step that undo takes back.
func Delete(env pane.Env, ids []model.ID) pane.Effect {
	if len(ids) == 0 {
		return nil
	}
	label := "Delete " + Describe(env, ids[0])
	if len(ids) > 1 {
		label = fmt.Sprintf("Delete %d records", len(ids))
	}
	if n := along(env, ids); n > 0 {
		label += fmt.Sprintf(" and %d that belong to it", n)
	}
	return pane.Change(label, env.Now, func(e *model.Edit) error { return remove(e, ids) })
}

func remove(e *model.Edit, ids []model.ID) error {
	for _, id := range ids {
		if e.Get(id) == nil {
			continue // gone with another one
		}
		if err := e.Delete(id); err != nil {
			return err
		}
	}
	return nil
}

// along is how many records go with these when they are deleted.
func along(env pane.Env, ids []model.ID) int {
	trial := model.NewEdit(env.Snap, env.Now)
	if remove(trial, ids) != nil {
		return 0
	}
	return max(trial.Deleted()-len(ids), 0)
}

// Describe names a record for people: its reference and its title.
func Describe(env pane.Env, id model.ID) string {
	name := env.Ctx().NameOf(id)
	if a, ok := model.Find[*model.Answer](env.Snap, id); ok {
		name = fmt.Sprintf("%s %d on %s", a.Measure, a.Score, a.Scale)
	}
	if name == id.String() {
		return name
	}
	return id.String() + " " + name
}

// openBehind opens what a row stands for: its file or web address, else what a blocker or an
// action is about, the project of a task, the account of anything else.
func openBehind(p *Pane, env pane.Env, _ act.Result) pane.Effect {
	return source(env.Snap.Get(p.Selected()), func(id model.ID) pane.Effect { return p.push(env, id) })
}

// source opens the first address a record has, else the record behind it.
func source(r model.Record, open func(model.ID) pane.Effect) pane.Effect {
	if r == nil {
		return nil
	}
	for _, l := range r.Base().Links {
		if l.To == 0 && l.Address != "" {
			return pane.Visit{Address: l.Address}
		}
	}
	if id := behind(r); id != 0 {
		return open(id)
	}
	return pane.Toast{Text: "Nothing lies behind this record."}
}

func behind(r model.Record) model.ID {
	switch x := r.(type) {
	case *model.Blocker:
		if x.About != 0 {
			return x.About
		}
	case *model.Action:
		if x.For != 0 {
			return x.For
		}
	}
	if o, ok := r.(interface{ Owner() model.ID }); ok {
		return o.Owner()
	}
	return 0
}
