package browse

import (
	"maps"

	"tandem/model"
	"tandem/ui/act"
	"tandem/ui/layout"
	"tandem/ui/pane"
	"tandem/ui/theme"
)

// Detail shows one record in full: its values, what it links to and what links to it, and
// what happened to it. The cursor goes over the lines that something can be done with.
type Detail struct {
	id      model.ID
	env     pane.Env
	lines   []line
	stops   []int // the lines the cursor rests on
	at      int   // index into stops
	top     int
	h       int
	width   int
	label   int  // cells of the label column
	gen     int  // grows when the lines change
	gap     bool // a blank line comes first, as below a list
	brief   bool // a preview: the main fields in fixed places, no history
	history []pane.Revision
	loaded  bool
	stale   bool // the record changed since its history was read
	rec     model.Record
	open    map[string]bool // groups of lines unfolded by hand
	last    picture
	ghost   *model.Ghost // what is tried out beside it; see Suppose
}

// line is a line of a record. What can be done with it: to is the record it leads to, page a
// list, field the value it shows, rev what it tells of the past, fold the group it unfolds.
type line struct {
	label string
	text  string
	style theme.Style
	sign  theme.Style // of a label that starts with a sign
	head  bool
	title bool
	empty bool // a value that is not there
	to    model.ID
	page  pane.Page
	field *model.Field
	rev   *pane.Revision
	fold  string
	tie   *tie // a reference that can be taken away
}

// stop reports whether the cursor rests on the line.
func (l *line) stop() bool {
	return l.to != 0 || l.page.Kind != "" || l.field != nil || l.rev != nil || l.fold != ""
}

// leads reports whether the line goes somewhere else.
func (l *line) leads() bool { return l.to != 0 || l.page.Kind != "" }

// picture is what a record was last drawn from, and the lines.
type picture struct {
	w, h, at, top, gen int
	focused, gap       bool
	lines              []string
}

// NewDetail shows the record id.
func NewDetail(env pane.Env, id model.ID) *Detail {
	d := &Detail{id: id, open: map[string]bool{}}
	d.Sync(env)
	return d
}

// NewPreview shows the record id beside or below a list: the main fields of a kind stand in the
// same places whatever is in them, so that little changes while the cursor passes over the list.
func NewPreview(env pane.Env, id model.ID) *Detail {
	d := NewDetail(env, id)
	d.brief = true
	return d
}

// ID is the record shown.
func (d *Detail) ID() model.ID { return d.id }

// Load asks for the record's history.
func (d *Detail) Load() pane.Effect {
	return pane.History{ID: d.id, Done: func(r []pane.Revision) pane.Effect {
		d.history, d.loaded, d.stale = r, true, false
		d.width = 0
		return nil
	}}
}

// Sync implements pane.Pane.
func (d *Detail) Sync(env pane.Env) {
	d.env = env
	d.width = 0 // lay out again
	if r := env.Snap.Get(d.id); r != d.rec {
		d.stale = d.rec != nil
		d.rec = r
	}
}

// Scopes implements pane.Pane.
func (d *Detail) Scopes() []act.Scope {
	s := act.ScopeOf("detail")
	s.Enabled, s.Short = d.enabled, shortFor(d.env, d.id)
	s.Likely = func() []act.Name { return likelyActs(d.id.Prefix()) }
	return []act.Scope{s}
}

// enabled says why an action cannot be done with the line under the cursor.
func (d *Detail) enabled(a act.Name) (bool, string) {
	if ok, why, known := incidentEnabled(d.env, a, d.id); known {
		return ok, why
	}
	l := d.under()
	switch a {
	case "detail.follow":
		if l == nil {
			return false, "no line here leads to another record"
		}
	case "record.set":
		if l == nil || l.field == nil {
			return false, "no value stands under the cursor"
		}
	case "detail.unlink":
		if l == nil || l.tie == nil {
			return false, "no link stands under the cursor that could be taken away here"
		}
		if l.tie.fixed != "" {
			return false, l.tie.fixed
		}
	case "detail.restore":
		if l == nil || l.rev == nil || l.rev.Name == "" {
			return false, "put the cursor on a change in the history: " + d.env.Key("detail", "detail.restore", "r") + " brings back the value before it"
		}
	case "record.act":
		return canAct(d.env, []model.ID{d.id})
	case "record.delete":
		if k := d.env.Snap.Schema().Of(d.id); k != nil && k.Single {
			return false, "every workspace has one " + k.Name
		}
	case "record.contact":
		if acc, _ := belongs(d.env.Snap, d.id); acc == 0 {
			return false, "this record belongs to no customer"
		}
	}
	return true, ""
}

// under is the line the cursor rests on, or nil.
func (d *Detail) under() *line {
	if d.at < 0 || d.at >= len(d.stops) {
		return nil
	}
	return &d.lines[d.stops[d.at]]
}

// follow goes where the line under the cursor leads: open shows a record, a list is a page; a
// folded group unfolds, a value opens for editing.
func (d *Detail) follow(env pane.Env, open func(pane.Env, model.ID) pane.Effect) pane.Effect {
	l := d.under()
	switch {
	case l == nil:
		return nil
	case l.to != 0:
		return open(env, l.to)
	case l.fold != "":
		d.unfold(l.fold, !d.open[l.fold])
		return nil
	case l.page.Kind != "":
		return pane.Go{Page: l.page}
	case l.tie != nil && l.tie.address != "":
		return pane.Visit{Address: l.tie.address}
	case l.field != nil:
		return d.set(env)
	}
	return nil
}

// click puts the cursor on the line at y if something can be done with it.
func (d *Detail) click(y int) bool {
	if d.gap {
		y--
	}
	for i, row := range d.stops {
		if row == d.top+y {
			d.at = i
			return true
		}
	}
	return false
}

// Target is the record the line under the cursor leads to, or 0.
func (d *Detail) Target() model.ID {
	if l := d.under(); l != nil {
		return l.to
	}
	return 0
}

// detailActions is what a record in full can do, but for closing and following, which its owner
// does.
var detailActions map[act.Name]func(d *Detail, env pane.Env, r act.Result) pane.Effect

func init() {
	type do = func(*Detail, pane.Env, act.Result) pane.Effect
	step := func(n int) do { return func(d *Detail, _ pane.Env, _ act.Result) pane.Effect { d.step(n); return nil } }
	scroll := func(n func(*Detail) int) do {
		return func(d *Detail, _ pane.Env, _ act.Result) pane.Effect { d.move(n(d)); return nil }
	}
	detailActions = map[act.Name]do{
		"move.down": step(1), "move.up": step(-1),
		"detail.next":   func(d *Detail, _ pane.Env, _ act.Result) pane.Effect { d.part(1); return nil },
		"detail.prev":   func(d *Detail, _ pane.Env, _ act.Result) pane.Effect { d.part(-1); return nil },
		"move.pagedown": scroll(func(d *Detail) int { return d.h }),
		"move.pageup":   scroll(func(d *Detail) int { return -d.h }),
		"move.halfdown": scroll(func(d *Detail) int { return d.h / 2 }),
		"move.halfup":   scroll(func(d *Detail) int { return -d.h / 2 }),
		"move.top":      func(d *Detail, _ pane.Env, _ act.Result) pane.Effect { d.at, d.top = 0, 0; return nil },
		"move.bottom": func(d *Detail, _ pane.Env, _ act.Result) pane.Effect {
			d.at, d.top = max(len(d.stops)-1, 0), len(d.lines)
			return nil
		},
		"move.left":      func(d *Detail, _ pane.Env, _ act.Result) pane.Effect { return d.foldHere(false) },
		"move.right":     func(d *Detail, _ pane.Env, _ act.Result) pane.Effect { return d.foldHere(true) },
		"record.edit":    func(d *Detail, env pane.Env, _ act.Result) pane.Effect { return EditForm(env, d.id) },
		"record.set":     func(d *Detail, env pane.Env, _ act.Result) pane.Effect { return d.set(env) },
		"record.act":     func(d *Detail, env pane.Env, _ act.Result) pane.Effect { return ActOn(env, []model.ID{d.id}) },
		"record.link":    func(d *Detail, env pane.Env, _ act.Result) pane.Effect { return AddLink(env, d.id) },
		"detail.unlink":  func(d *Detail, env pane.Env, _ act.Result) pane.Effect { return d.unlink(env) },
		"detail.restore": func(d *Detail, env pane.Env, _ act.Result) pane.Effect { return d.restore(env) },
		"record.why":     func(d *Detail, env pane.Env, _ act.Result) pane.Effect { return Why(env, d.id) },
		"record.contact": func(d *Detail, env pane.Env, _ act.Result) pane.Effect { return LogContact(env, d.id) },
		"record.copy":    func(d *Detail, env pane.Env, r act.Result) pane.Effect { return d.copy(env, r.Arg) },
		"record.source": func(d *Detail, env pane.Env, _ act.Result) pane.Effect {
			if l := d.under(); l != nil && l.tie != nil && l.tie.address != "" {
				return pane.Visit{Address: l.tie.address}
			}
			return source(env.Snap.Get(d.id), func(id model.ID) pane.Effect { return pane.Record(id) })
		},
		"record.delete": func(d *Detail, env pane.Env, _ act.Result) pane.Effect { return Delete(env, []model.ID{d.id}) },
	}
	maps.Copy(detailActions, incidentDetail())
}

// Handle implements pane.Pane, for all but closing and following, which the owner does. A record
// that was changed since has its history read again.
func (d *Detail) Handle(env pane.Env, r act.Result) pane.Effect {
	f := detailActions[r.Action]
	if f == nil {
		return nil
	}
	e := f(d, env, r)
	if d.stale && d.loaded && !d.brief {
		d.stale = false
		if e == nil {
			return d.Load()
		}
		return pane.Effects{e, d.Load()}
	}
	return e
}

// step goes to the next line with something to do; past the last it scrolls.
func (d *Detail) step(n int) {
	next := d.at + n
	if next < 0 || next >= len(d.stops) || abs(d.stops[next]-d.top) > 2*d.h {
		d.move(n)
		return
	}
	d.at = next
	d.reveal()
}

// reveal scrolls so that the cursor's line shows.
func (d *Detail) reveal() {
	row := d.stops[d.at]
	if row < d.top {
		d.top = row
	}
	if row >= d.top+d.h {
		d.top = row - d.h + 1
	}
}

// part goes to the first line of the next part of the record, or of the one before.
func (d *Detail) part(n int) {
	for i := d.at + n; i >= 0 && i < len(d.stops); i += n {
		row := d.stops[i]
		if row > 0 && (d.lines[row-1].head || d.lines[row-1].blank()) {
			d.at = i
			d.reveal()
			return
		}
	}
	d.step(n)
}

func (d *Detail) move(n int) {
	d.top = max(min(d.top+n, len(d.lines)-d.h), 0)
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// unfold opens or closes a group of lines.
func (d *Detail) unfold(group string, on bool) {
	d.open[group] = on
	d.width = 0
}

// foldHere unfolds the group under the cursor, or folds the one it stands in.
func (d *Detail) foldHere(on bool) pane.Effect {
	if l := d.under(); l != nil && l.fold != "" {
		d.unfold(l.fold, on)
	}
	return nil
}

// Title implements pane.Pane.
func (d *Detail) Title(env pane.Env) string { return Describe(env, d.id) }

// Spot is where the value under the cursor was last drawn: an entry opened on it lies there.
func (d *Detail) Spot() (x, y, w int, ok bool) {
	if l := d.under(); l == nil || l.field == nil {
		return 0, 0, 0, false
	}
	y = d.stops[d.at] - d.top
	if d.gap {
		y++
	}
	x = d.label + 3
	return x, y, max(d.last.w-x, 0), y >= 0 && y < d.h
}

// Draw implements pane.Pane. The slice is the same while nothing changes.
func (d *Detail) Draw(env pane.Env, w, h int, focused bool) []string {
	if d.width != w || d.env.Snap != env.Snap || d.env.Theme != env.Theme {
		d.env = env
		d.width = w
		d.gen++
		d.layOut(w)
	}
	d.h = h
	d.top = max(min(d.top, len(d.lines)-h), 0)
	now := picture{w: w, h: h, at: d.at, top: d.top, gen: d.gen, focused: focused, gap: d.gap}
	if l := d.last; l.lines != nil && l.w == w && l.h == h && l.at == d.at && l.top == d.top && l.gen == d.gen && l.focused == focused && l.gap == d.gap {
		return l.lines
	}
	out := make([]string, 0, h)
	if d.gap {
		out = append(out, layout.Blank(w))
	}
	for i := d.top; i < len(d.lines) && len(out) < h; i++ {
		cur := focused && d.at < len(d.stops) && d.stops[d.at] == i
		out = append(out, d.draw(d.lines[i], w, cur))
	}
	now.lines = layout.Block(out, w, h)
	d.last = now
	return now.lines
}
