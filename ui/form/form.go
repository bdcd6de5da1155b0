// Package form edits one record of any kind, field by field.
//
// What a field understood is shown as it is typed. A wrong value is said at its field and
// never taken away; what was typed outlives the form as a Draft. Saving sets the changed
// fields only, on the newest snapshot, so that nobody else's change is overwritten.
package form

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tandem/model"
	"tandem/ui/act"
	"tandem/ui/pane"
)

// Form is the overlay. Its fields are those of the kind that a person may set, in their order.
type Form struct {
	kind   *model.Kind
	id     model.ID   // 0 where the record is new
	ids    []model.ID // all that are edited at once; nil: just one
	inputs []*input
	first  int               // how many of them always show; the rest lies under the fold
	more   bool              // the fold is open
	preset map[string]string // values of fields that the form does not show
	labels map[string]model.ID

	at      int // the focused field
	matches []match
	pick    int    // the highlighted match
	note    string // what is wrong with the record as a whole
	busy    bool   // a save is under way
	saved   bool
	left    bool // closed while a save was under way

	stored  model.Record // the record as it is kept, nil for a new one
	scratch model.Record // the record as understood so far
	stale   bool         // a value changed since scratch was made
	rev     uint64

	view view
}

var (
	_ pane.Overlay  = (*Form)(nil)
	_ pane.Texter   = (*Form)(nil)
	_ pane.Mouser   = (*Form)(nil)
	_ pane.Cursorer = (*Form)(nil)
	_ pane.Footer   = (*Form)(nil)
)

// Edit opens the form of a record; nil where it is gone.
func Edit(env pane.Env, id model.ID) pane.Effect {
	rec := env.Snap.Get(id)
	if rec == nil {
		return nil
	}
	return pane.Open{Overlay: New(env, env.Snap.Schema().Of(id), rec, nil)}
}

// New makes a form for a record of kind k, or for a new one where rec is nil. preset gives
// values by field name, written as people type them, for a new record or as first changes of
// an existing one; they count as changes, but not as typed.
func New(env pane.Env, k *model.Kind, rec model.Record, preset map[string]string) *Form {
	f := &Form{kind: k, preset: map[string]string{}, labels: map[string]model.ID{}}
	if rec == nil {
		rec = k.New()
	} else {
		f.id, f.stored = rec.Base().ID, rec
	}
	f.scratch = k.Copy(rec)
	c := env.Ctx().For(rec)
	for i := range k.Fields {
		fd := &k.Fields[i]
		value, given := preset[fd.Name]
		if !offered(fd, rec) {
			if given && fd.Stored() {
				f.preset[fd.Name] = value
			}
			continue
		}
		in := newInput(fd, f.editText(c, fd, rec))
		if given {
			in.set(value)
		}
		f.inputs = append(f.inputs, in)
	}
	f.arrange()
	f.evaluate(env, nil)
	for _, in := range f.inputs {
		f.tidy(env, in)
		in.opened = in.raw()
	}
	f.more = f.tells(env)
	f.focus(env, 0)
	return f
}

// offered tells the fields a form shows: those people may set.
func offered(fd *model.Field, _ model.Record) bool {
	return fd.Type != model.TypeCalc && !fd.ReadOnly && !fd.Hidden && fd.Stored()
}

// Kind is the prefix of the kind of record the form edits, as in its Draft.
func (f *Form) Kind() string { return f.kind.Prefix }

// ID is the record the form edits, 0 for a new one.
func (f *Form) ID() model.ID { return f.id }

// Sync reads what was typed again: names, zones and days may have changed.
func (f *Form) Sync(env pane.Env) { f.refresh(env) }

// refresh evaluates what changed since the last time. A field that nobody touched here takes
// the value it has now.
func (f *Form) refresh(env pane.Env) {
	if !f.stale && env.Rev == f.rev {
		return
	}
	if r := env.Snap.Get(f.id); r != nil && r != f.stored && f.ids == nil {
		f.stored = r
		c := env.Ctx().For(r)
		for _, in := range f.inputs {
			if in.dirty() {
				continue
			}
			if text := f.editText(c, in.f, r); text != in.start {
				in.set(text)
				in.start, in.opened = in.raw(), in.raw()
			}
		}
	}
	f.evaluate(env, f.choosing())
}

// Scopes is the form's own scope, which takes text and leaks nothing.
func (f *Form) Scopes() []act.Scope {
	s := act.ScopeOf("form")
	s.Enabled = f.enabled
	return []act.Scope{s}
}

// enabled says why an action cannot be done now, in words for the person.
func (f *Form) enabled(n act.Name) (bool, string) {
	switch {
	case n == "form.editor" && len(f.inputs) > 0 && !f.cur().editable():
		return false, "Only text and lists open in the editor; type the value here."
	case n == "form.save" && f.busy:
		return false, "It is being saved."
	}
	return true, ""
}

// Title names the record.
func (f *Form) Title(env pane.Env) string {
	if f.ids != nil {
		return fmt.Sprintf("%d %s: only what you change is written", len(f.ids), f.kind.Plural)
	}
	if f.id == 0 {
		return "New " + f.kind.Name
	}
	if r := env.Snap.Get(f.id); r != nil {
		if t := f.kind.Title(env.Ctx(), r); t != f.id.String() {
			return f.id.String() + " " + t
		}
	}
	return f.id.String()
}

// Foot tells the place among the fields, and how many are wrong.
func (f *Form) Foot() string {
	if len(f.inputs) == 0 {
		return ""
	}
	s := fmt.Sprintf("%d/%d", f.at+1, f.shown())
	bad := 0
	for _, in := range f.inputs {
		if in.problem() != "" {
			bad++
		}
	}
	if bad > 0 {
		s = fmt.Sprintf("%d wrong  %s", bad, s)
	}
	return s
}

// cur is the focused field. There is one wherever the kind has any.
func (f *Form) cur() *input { return f.inputs[f.at] }

// actions is what the form's scope can do.
var actions = map[act.Name]func(*Form, pane.Env) pane.Effect{
	"form.save":     (*Form).save,
	"form.enter":    (*Form).enter,
	"form.next":     func(f *Form, env pane.Env) pane.Effect { f.advance(env, 1); return nil },
	"form.prev":     func(f *Form, env pane.Env) pane.Effect { f.step(env, -1); return nil },
	"move.down":     func(f *Form, env pane.Env) pane.Effect { f.down(env, 1); return nil },
	"move.up":       func(f *Form, env pane.Env) pane.Effect { f.down(env, -1); return nil },
	"move.pagedown": func(f *Form, env pane.Env) pane.Effect { f.page(env, 1); return nil },
	"move.pageup":   func(f *Form, env pane.Env) pane.Effect { f.page(env, -1); return nil },
	"form.editor":   (*Form).editor,
	"form.more":     func(f *Form, env pane.Env) pane.Effect { f.fold(env, !f.more); return nil },
	"entry.clear":   func(f *Form, env pane.Env) pane.Effect { f.clear(env); return nil },
	"form.close":    (*Form).close,
}

// Handle does an action of the form's scope. While a save is under way only closing counts.
func (f *Form) Handle(env pane.Env, r act.Result) pane.Effect {
	do := actions[r.Action]
	if do == nil || len(f.inputs) == 0 && r.Action != "form.close" || f.busy && r.Action != "form.close" {
		return nil
	}
	f.refresh(env)
	if r.Action != "form.save" {
		f.note = ""
	}
	return do(f, env)
}

// enter goes on to the next field; on the last one it saves.
func (f *Form) enter(env pane.Env) pane.Effect {
	if f.at == f.shown()-1 && len(f.matches) == 0 {
		return f.save(env)
	}
	f.advance(env, 1)
	return nil
}

// advance takes the highlighted match, if there is one, and goes on. In a list of references
// it stays, for the next one.
func (f *Form) advance(env pane.Env, by int) {
	if f.take(env) && f.cur().f.Type == model.TypeRefs {
		return
	}
	f.step(env, by)
}

// step leaves the field for another, round the ends.
func (f *Form) step(env pane.Env, by int) {
	n := f.shown()
	f.focus(env, ((f.at+by)%n+n)%n)
}

// down moves among the matches while there are any, else among the fields.
func (f *Form) down(env pane.Env, by int) {
	if n := len(f.matches); n > 0 {
		f.pick = ((f.pick+by)%n + n) % n
		return
	}
	f.focus(env, min(max(f.at+by, 0), f.shown()-1))
}

// page moves the focus by a screen of fields.
func (f *Form) page(env pane.Env, by int) {
	f.focus(env, min(max(f.at+by*max(1, f.view.list-1), 0), f.shown()-1))
}

// focus leaves the field that has it and enters another.
func (f *Form) focus(env pane.Env, i int) {
	if len(f.inputs) == 0 {
		return
	}
	f.evaluate(env, nil)
	f.tidy(env, f.cur())
	f.more = f.more || i >= f.first
	f.at, f.matches, f.pick, f.stale = i, nil, 0, true
	f.cur().enter()
	f.view.reveal = true
}

// clear empties the focused field; a flag is never empty, so it becomes no.
func (f *Form) clear(env pane.Env) {
	in := f.cur()
	if in.f.Type == model.TypeFlag {
		in.set("no")
	} else {
		in.set("")
		in.emptied = in.various
	}
	f.changed(env)
}

// close leaves the form. What was typed is asked for by Draft.
func (f *Form) close(pane.Env) pane.Effect {
	f.left = true
	return pane.Close{}
}

// Key types into the focused field.
func (f *Form) Key(env pane.Env, k tea.KeyPressMsg) pane.Effect {
	if f.busy || len(f.inputs) == 0 {
		return nil
	}
	f.note = ""
	f.view.reveal = true
	if f.cur().f.Type == model.TypeList && k.Text != "" {
		return f.openRows(env, f.cur())
	}
	if f.cur().key(k) {
		f.changed(env)
	}
	return nil
}

// Paste puts text into the focused field.
func (f *Form) Paste(env pane.Env, text string) pane.Effect {
	if f.busy || len(f.inputs) == 0 {
		return nil
	}
	switch in := f.cur(); in.f.Type {
	case model.TypeList, model.TypeEnum, model.TypeFlag:
		in.set(strings.TrimSpace(text))
	default:
		in.line.Paste(text)
	}
	f.changed(env)
	return nil
}

// changed takes note of a new value in the focused field.
func (f *Form) changed(env pane.Env) {
	f.stale, f.view.reveal = true, true
	f.search(env)
	f.evaluate(env, f.choosing())
}

// choosing is the focused reference while its name is still being typed; what it will be is
// the highlighted match.
func (f *Form) choosing() *input {
	if len(f.matches) == 0 {
		return nil
	}
	return f.cur()
}

// editor opens long text or the rows of a list in the person's editor.
func (f *Form) editor(env pane.Env) pane.Effect {
	in := f.cur()
	if !in.editable() {
		return nil
	}
	return pane.Editor{Text: in.forEditor(), Done: func(text string) pane.Effect {
		in.fromEditor(text)
		f.stale = true
		if i := slices.Index(f.inputs, in); i >= 0 {
			f.at, f.matches, f.view.reveal = i, nil, true
		}
		return nil
	}}
}
