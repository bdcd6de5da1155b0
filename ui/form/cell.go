package form

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tandem/model"
	"tandem/ui/act"
	"tandem/ui/layout"
	"tandem/ui/pane"
)

// Cell edits one value in its place, of one record or of several at once, with all that a form
// knows about it: what may be chosen, what was understood, what is wrong. Enter makes it durable,
// tab does so and goes to the next value, esc leaves it as it was; what was typed is a Draft then.
type Cell struct {
	// Moved hears which field is edited now; Saved is called after a value is durable. Both may be nil.
	Moved func(field string) pane.Effect
	Saved func() pane.Effect
	// Left is how many marked records are of another kind and stay as they are.
	Left int

	f     *Form
	names []string
}

var (
	_ pane.Overlay  = (*Cell)(nil)
	_ pane.Texter   = (*Cell)(nil)
	_ pane.Cursorer = (*Cell)(nil)
	_ pane.Mouser   = (*Cell)(nil)
)

// NewCell makes the entry for the field at of the records, all of one kind. names are the fields
// that tab goes through. It is nil where none of them can be set.
func NewCell(env pane.Env, ids []model.ID, names []string, at string) *Cell {
	if len(ids) == 0 || env.Snap.Get(ids[0]) == nil {
		return nil
	}
	c := &Cell{}
	if len(ids) == 1 {
		c.f = New(env, env.Snap.Schema().Of(ids[0]), env.Snap.Get(ids[0]), nil)
	} else {
		c.f = NewBulk(env, ids)
	}
	c.f.more = true
	for _, n := range names {
		if strings.HasPrefix(n, model.CustomPrefix) && c.f.index(n) < 0 {
			c.f.addCustom(env, n)
		}
		if c.f.index(n) >= 0 {
			c.names = append(c.names, n)
		}
	}
	if len(c.names) == 0 {
		return nil
	}
	if !slices.Contains(c.names, at) {
		at = c.names[0]
	}
	c.f.focus(env, c.f.index(at))
	return c
}

// addCustom adds a value that no field of the kind models, by the name of its field. It is written
// under the name that the first record which has it gives it, be it none of these.
func (f *Form) addCustom(env pane.Env, name string) {
	fd := model.CustomText(name)
	if k := env.Snap.KindWithCustom(f.kind.Prefix); !env.Cold && k != nil && k.Field(fd.Name) != nil {
		fd = model.CustomText(k.Field(fd.Name).Label)
	}
	ids := f.ids
	if ids == nil {
		ids = []model.ID{f.id}
	}
	for _, id := range ids {
		r := env.Snap.Get(id)
		if r == nil {
			continue
		}
		if i := slices.IndexFunc(r.Base().Custom, func(x model.Custom) bool { return model.CustomPrefix+model.CustomName(x.Name) == fd.Name }); i >= 0 {
			fd = model.CustomText(r.Base().Custom[i].Name)
			break
		}
	}
	rec := env.Snap.Get(ids[0])
	in := newInput(&fd, fd.Text(env.Ctx().For(rec), rec))
	if differs(env, &fd, ids) {
		in = newInput(&fd, "")
		in.various = true
	}
	in.opened = in.raw()
	f.inputs = append(f.inputs, in)
	f.stale = true
}

// Open is the effect that shows the entry; the rows of a list open as a table of their own.
func (c *Cell) Open() pane.Effect {
	e := pane.Effects{c.moved()}
	if c.f.cur().f.Type == model.TypeList {
		return append(e, pane.Run(func() pane.Effect { return c.rows() }))
	}
	return append(e, pane.Open{Overlay: c})
}

func (c *Cell) moved() pane.Effect {
	if c.Moved == nil {
		return nil
	}
	return c.Moved(c.f.cur().f.Name)
}

// rows edits the value as a table; leaving that saves it.
func (c *Cell) rows() pane.Effect {
	in := c.f.cur()
	r := newRows(c.f, in)
	r.done = func(env pane.Env) pane.Effect {
		if e, ok := c.save(env, nil).(pane.Edit); ok {
			return pane.Effects{pane.Close{}, e}
		}
		if in.problem() != "" {
			return nil // it is said at its cell
		}
		return pane.Close{}
	}
	return pane.Open{Overlay: r}
}

// Sync takes note of a new snapshot.
func (c *Cell) Sync(env pane.Env) { c.f.refresh(env) }

// Scopes is the entry's own scope, which takes text and leaks nothing.
func (c *Cell) Scopes() []act.Scope {
	s := act.ScopeOf("cell")
	s.Enabled = c.f.enabled
	return []act.Scope{s}
}

// Title names the record and the field.
func (c *Cell) Title(env pane.Env) string {
	label := strings.ToLower(c.f.cur().f.Label)
	if c.f.ids != nil {
		return fmt.Sprintf("%s of %d %s", label, len(c.f.ids), c.f.kind.Plural)
	}
	return c.f.id.String() + " " + label
}

// Foot tells what tab leads to, and what is left out.
func (c *Cell) Foot() string {
	s := ""
	if next := c.f.index(c.names[c.after(1)]); next != c.f.at {
		s = "tab " + strings.ToLower(c.f.inputs[next].f.Label)
	}
	if c.Left > 0 {
		s = fmt.Sprintf("%d of another kind stay  %s", c.Left, s)
	}
	return s
}

// after is the place among the names of the next field that one types into.
func (c *Cell) after(by int) int {
	n := len(c.names)
	i := slices.Index(c.names, c.f.cur().f.Name)
	for range n {
		i = ((i+by)%n + n) % n
		if j := c.f.index(c.names[i]); c.f.inputs[j].f.Type != model.TypeList {
			return i
		}
	}
	return max(slices.Index(c.names, c.f.cur().f.Name), 0)
}

// cellActions is what the scope of the entry can do.
var cellActions map[act.Name]func(*Cell, pane.Env) pane.Effect

func init() {
	cellActions = map[act.Name]func(*Cell, pane.Env) pane.Effect{
		"cell.save":   func(c *Cell, env pane.Env) pane.Effect { return c.close(env) },
		"cell.next":   func(c *Cell, env pane.Env) pane.Effect { return c.walk(env, 1) },
		"cell.prev":   func(c *Cell, env pane.Env) pane.Effect { return c.walk(env, -1) },
		"cell.leave":  func(*Cell, pane.Env) pane.Effect { return pane.Close{} },
		"move.down":   func(c *Cell, env pane.Env) pane.Effect { c.pick(env, 1); return nil },
		"move.up":     func(c *Cell, env pane.Env) pane.Effect { c.pick(env, -1); return nil },
		"form.editor": func(c *Cell, env pane.Env) pane.Effect { return c.f.editor(env) },
		"entry.clear": func(c *Cell, env pane.Env) pane.Effect { c.f.clear(env); return nil },
	}
}

// Handle does an action of the entry's scope.
func (c *Cell) Handle(env pane.Env, r act.Result) pane.Effect {
	do := cellActions[r.Action]
	if do == nil || c.f.busy && r.Action != "cell.leave" {
		return nil
	}
	c.f.refresh(env)
	c.f.note = ""
	return do(c, env)
}

// pick moves among what fits, or among the choices.
func (c *Cell) pick(env pane.Env, by int) {
	in := c.f.cur()
	if len(c.f.matches) == 0 && in.f.Type == model.TypeEnum {
		if in.cycle(by) {
			c.f.changed(env)
		}
		return
	}
	if len(c.f.matches) > 0 {
		c.f.down(env, by)
	}
}

// close saves and closes; a wrong value stays, with what is wrong.
func (c *Cell) close(env pane.Env) pane.Effect {
	e := c.save(env, func() pane.Effect { return pane.Close{} })
	if e == nil && c.f.cur().problem() == "" {
		return pane.Close{}
	}
	return e
}

// walk saves and goes to another field.
func (c *Cell) walk(env pane.Env, by int) pane.Effect {
	next := func() pane.Effect {
		c.f.focus(env, c.f.index(c.names[c.after(by)]))
		return c.moved()
	}
	if c.f.take(env) && c.f.cur().f.Type == model.TypeRefs {
		return nil // for the next one
	}
	e := c.save(env, next)
	if e == nil && c.f.cur().problem() == "" {
		return next()
	}
	return e
}

// save is the edit of the one field, or nil where nothing changed or the value is wrong.
func (c *Cell) save(env pane.Env, then func() pane.Effect) pane.Effect {
	f := c.f
	f.take(env)
	f.evaluate(env, nil)
	in := f.cur()
	f.tidy(env, in)
	in.refused = ""
	if in.err != "" || !in.dirty() {
		return nil
	}
	set := []setting{f.setting(env, in)}
	f.busy = true
	id, made := f.id, model.ID(0)
	fn := func(e *model.Edit) error { return f.write(e, id, set, &made) }
	if f.ids != nil {
		fn = func(e *model.Edit) error { return f.writeAll(e, set) }
	}
	edit := pane.Change(f.editLabel(env, set), env.Now, fn)
	edit.Then = func([]model.ID) pane.Effect {
		f.busy, in.various, in.emptied = false, false, false
		in.start, in.opened = in.raw(), in.raw()
		var out pane.Effects
		if then != nil {
			out = append(out, then())
		}
		if c.Saved != nil {
			out = append(out, c.Saved())
		}
		return out
	}
	edit.Fail = func(err error) pane.Effect {
		f.fail(err, id, made)
		if in.problem() == "" && f.note == "" {
			f.note = err.Error()
		}
		f.at = slices.Index(f.inputs, in) // a problem of another field is said here
		return nil
	}
	return edit
}

// Key types into the value.
func (c *Cell) Key(env pane.Env, k tea.KeyPressMsg) pane.Effect {
	if !c.f.busy {
		c.f.Key(env, k)
	}
	return nil
}

// Paste puts text into the value.
func (c *Cell) Paste(env pane.Env, text string) pane.Effect { return c.f.Paste(env, text) }

// cellRoom is the lines below the value: what is said of it and what may be chosen.
const cellRoom = 7

// Size is the value and what is said of it.
func (c *Cell) Size(_ pane.Env, w, h int) (int, int) { return min(w, 64), min(h, 1+cellRoom) }

// Draw returns exactly h lines of exactly w cells.
func (c *Cell) Draw(env pane.Env, w, h int, focused bool) []string {
	f, th := c.f, env.Theme
	f.refresh(env)
	f.view.cols = cols{w: w, value: max(0, w-margin)}
	f.view.opts, f.view.shown = -1, 0
	in := f.cur()
	lines := []string{" " + f.drawValue(in, max(0, w-margin), th, focused)}
	f.view.x, f.view.y, f.view.cursor = 1+in.line.Cursor(), 0, focused
	said := f.said(env, max(1, w-margin), max(0, h-1))
	opts := f.options(env, max(1, w-margin), max(0, h-1-len(said)))
	if len(f.matches) > 0 {
		f.view.opts, f.view.shown = 1+len(said), min(len(opts), len(f.matches))
	}
	for _, s := range append(said, opts...) {
		lines = append(lines, " "+s)
	}
	for i := range lines {
		lines[i] = layout.FitWith(lines[i], w, layout.Left, th.Glyphs.Ellipsis)
	}
	return layout.Block(lines, w, h)
}

// Cursor is where the text cursor was last drawn.
func (c *Cell) Cursor() (x, y int, ok bool) { return c.f.Cursor() }

// Click takes a match.
func (c *Cell) Click(env pane.Env, _, y int, _ bool) pane.Effect {
	v := &c.f.view
	if v.opts >= 0 && y >= v.opts && y < v.opts+v.shown {
		c.f.pick = y - v.opts
		c.f.take(env)
	}
	return nil
}

// Wheel moves among the matches.
func (c *Cell) Wheel(env pane.Env, _, _, lines int) pane.Effect {
	c.pick(env, lines)
	return nil
}

// AtSpot asks to be laid over the value that is edited rather than in the middle of the screen.
func (c *Cell) AtSpot() {}
