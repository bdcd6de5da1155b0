package browse

import (
	"strings"

	"tandem/model"
	"tandem/ui/act"
	"tandem/ui/layout"
	"tandem/ui/pane"
	"tandem/ui/theme"
)

// Detail shows one record in full: its values, what it links to and what links to it, and
// what happened to it. The cursor goes over the lines that lead somewhere.
type Detail struct {
	id      model.ID
	env     pane.Env
	lines   []line
	stops   []int // the lines that lead somewhere
	at      int   // index into stops
	top     int
	h       int
	width   int
	history []pane.Revision
	loaded  bool
}

// line is a drawn line of a record; to is where it leads.
type line struct {
	label string
	text  string
	style theme.Style
	head  bool
	to    model.ID
}

// NewDetail shows the record id.
func NewDetail(env pane.Env, id model.ID) *Detail {
	d := &Detail{id: id}
	d.Sync(env)
	return d
}

// ID is the record shown.
func (d *Detail) ID() model.ID { return d.id }

// Load asks for the record's history.
func (d *Detail) Load() pane.Effect {
	return pane.History{ID: d.id, Done: func(r []pane.Revision) pane.Effect {
		d.history, d.loaded = r, true
		d.width = 0
		return nil
	}}
}

// Sync implements pane.Pane.
func (d *Detail) Sync(env pane.Env) {
	d.env = env
	d.width = 0 // lay out again
}

// Scopes implements pane.Pane.
func (d *Detail) Scopes() []act.Scope {
	s := act.ScopeOf("detail")
	s.Enabled = func(a act.Name) (bool, string) {
		switch a {
		case "detail.follow":
			if d.Target() == 0 {
				return false, "no line here leads to another record"
			}
		case "record.contact":
			if acc, _ := belongs(d.env.Snap, d.id); acc == 0 {
				return false, "this record belongs to no customer"
			}
		}
		return true, ""
	}
	return []act.Scope{s}
}

// Target is the record the line under the cursor leads to, or 0.
func (d *Detail) Target() model.ID {
	if d.at < len(d.stops) {
		return d.lines[d.stops[d.at]].to
	}
	return 0
}

// Handle implements pane.Pane, for all but closing and following, which the owner does.
func (d *Detail) Handle(env pane.Env, r act.Result) pane.Effect {
	switch r.Action {
	case "move.down", "detail.next":
		d.step(1)
	case "move.up", "detail.prev":
		d.step(-1)
	case "move.pagedown":
		d.move(d.h)
	case "move.pageup":
		d.move(-d.h)
	case "move.halfdown":
		d.move(d.h / 2)
	case "move.halfup":
		d.move(-d.h / 2)
	case "move.top":
		d.at, d.top = 0, 0
	case "move.bottom":
		d.at = max(len(d.stops)-1, 0)
		d.top = len(d.lines)
	case "record.edit":
		return EditForm(env, d.id)
	case "record.why":
		return Why(env, d.id)
	case "record.contact":
		return LogContact(env, d.id)
	case "record.copy":
		return copyText(env, []model.ID{d.id})
	case "record.source":
		if id := behind(env.Snap.Get(d.id)); id != 0 {
			return pane.Go{Page: pane.Page{Place: "record", ID: id}}
		}
		return pane.Toast{Text: "Nothing lies behind this record."}
	case "record.delete":
		return Delete(env, []model.ID{d.id})
	}
	return nil
}

// step goes to the next line that leads somewhere; past the last it scrolls.
func (d *Detail) step(n int) {
	next := d.at + n
	if next < 0 || next >= len(d.stops) || abs(d.stops[next]-d.top) > 2*d.h {
		d.move(n)
		return
	}
	d.at = next
	row := d.stops[next]
	if row < d.top {
		d.top = row
	}
	if row >= d.top+d.h {
		d.top = row - d.h + 1
	}
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

// Title implements pane.Pane.
func (d *Detail) Title(env pane.Env) string { return Describe(env, d.id) }

// Draw implements pane.Pane.
func (d *Detail) Draw(env pane.Env, w, h int, focused bool) []string {
	if d.width != w || d.env.Snap != env.Snap {
		d.env = env
		d.width = w
		d.layOut(w)
	}
	d.h = h
	d.top = max(min(d.top, len(d.lines)-h), 0)
	out := make([]string, 0, h)
	for i := d.top; i < len(d.lines) && len(out) < h; i++ {
		cur := focused && d.at < len(d.stops) && d.stops[d.at] == i
		out = append(out, d.draw(d.lines[i], w, cur))
	}
	return layout.Block(out, w, h)
}

const labelWidth = 16

func (d *Detail) draw(l line, w int, cursor bool) string {
	th := d.env.Theme
	if l.head {
		return th.Header.Render(layout.FitWith(" "+l.label, w, layout.Left, th.Glyphs.Ellipsis))
	}
	lw := min(labelWidth, w/3)
	lead := "  "
	if cursor {
		lead = th.Glyphs.Cursor + " "
	}
	label := lead + layout.FitWith(l.label, lw, layout.Left, th.Glyphs.Ellipsis) + " "
	text := layout.FitWith(l.text, max(w-layout.Width(label), 0), layout.Left, th.Glyphs.Ellipsis)
	if cursor {
		return th.Select.Render(layout.Fit(label+text, w, layout.Left))
	}
	if l.to != 0 && l.style.Empty() {
		return th.Dim.Render(label) + th.Accent.Render(text)
	}
	return th.Dim.Render(label) + l.style.Render(text)
}

// layOut makes the lines for a width.
func (d *Detail) layOut(w int) {
	rec := d.env.Snap.Get(d.id)
	d.lines, d.stops = d.lines[:0], d.stops[:0]
	if rec == nil {
		return
	}
	k := d.env.Snap.Schema().Of(d.id)
	c := d.env.Ctx().For(rec)
	room := max(w-min(labelWidth, w/3)-4, 8)
	d.heading(k, c, rec)
	for i := range k.Fields {
		d.value(&k.Fields[i], c, rec, room)
	}
	d.backLinks()
	d.past(c)
	for i, l := range d.lines {
		if l.to != 0 {
			d.stops = append(d.stops, i)
		}
	}
	d.at = max(min(d.at, len(d.stops)-1), 0)
}

func (d *Detail) add(l line) { d.lines = append(d.lines, l) }

func (d *Detail) heading(k *model.Kind, c *model.Ctx, rec model.Record) {
	m := moodOf(c, rec)
	sign := m.sign(&d.env.Theme.Glyphs)
	if sign != "" {
		sign += " "
	}
	d.add(line{label: rec.Base().ID.String(), text: sign + layout.Clean(k.Title(c, rec)), style: m.title(d.env.Theme).With(theme.Bold)})
	d.add(line{})
}

// skipped are the fields that the heading or the foot show.
func skipped(f *model.Field, k *model.Kind) bool {
	return f.Title || f.Name == "created" || f.Name == "changed" || f.Name == "custom" || strings.HasSuffix(f.Name, "_minutes") || f.Name == "order"
}

func (d *Detail) value(f *model.Field, c *model.Ctx, rec model.Record, room int) {
	if skipped(f, d.env.Snap.Schema().Of(d.id)) || f.IsZero(rec) || !f.Key(c, rec).Set {
		return
	}
	label := strings.ToLower(f.Label)
	switch f.Type {
	case model.TypeList:
		d.listValue(f, c, rec, label, room)
	case model.TypeLong:
		for i, s := range layout.Wrap(f.Text(c, rec), room) {
			if i > 0 {
				label = ""
			}
			d.add(line{label: label, text: layout.Clean(s), style: d.env.Theme.Text})
		}
	case model.TypeRef, model.TypeRefs:
		f.EachRef(rec, func(id model.ID) {
			d.add(line{label: label, text: d.refText(id), to: id})
			label = ""
		})
	default:
		text := f.Show(c, rec)
		if f.Type == model.TypeTime || f.Type == model.TypeDate {
			text = longDate(f, c, rec)
		}
		st := moodOf(c, rec).cell(d.env.Theme, f, c, rec)
		if st == d.env.Theme.Dim {
			st = d.env.Theme.Text
		}
		for i, s := range layout.Wrap(layout.Clean(text), room) {
			if i > 0 {
				label = ""
			}
			d.add(line{label: label, text: s, style: st})
		}
	}
}

// longDate is a date with its weekday and year, as a record in full has room for it.
func longDate(f *model.Field, c *model.Ctx, rec model.Record) string {
	k := f.Key(c, rec)
	form := "Mon 2 Jan 2006 15:04"
	loc := c.Loc
	if f.Type == model.TypeDate {
		form, loc = "Mon 2 Jan 2006", nil
	}
	return instantOf(k).In(loc).Format(form)
}

func (d *Detail) refText(id model.ID) string {
	return id.String() + "  " + layout.Clean(d.env.Ctx().NameOf(id))
}

// listValue shows the rows of a list, each a line; a row that names a record leads there.
func (d *Detail) listValue(f *model.Field, c *model.Ctx, rec model.Record, label string, room int) {
	rows, _ := f.JSON(c, rec).([]model.Object)
	for i, row := range rows {
		if i == 200 {
			d.add(line{text: "and more", style: d.env.Theme.Dim})
			break
		}
		var cells []string
		var to model.ID
		for j, p := range row {
			s, ok := p.Value.(string)
			if !ok || s == "" {
				if n := numberText(p.Value); n != "" && !strings.HasSuffix(p.Name, "_minutes") {
					cells = append(cells, n+unitOf(f.Rows[j]))
				}
				continue
			}
			if f.Rows[j].Type == model.TypeRef {
				if id, err := model.ParseID(s); err == nil {
					to, s = id, d.refText(id)
				}
			}
			if f.Rows[j].Type == model.TypeTime {
				s = shortStamp(s)
			}
			cells = append(cells, layout.Clean(s))
		}
		d.add(line{label: label, text: layout.TruncateWith(strings.Join(cells, "  "), room, d.env.Theme.Glyphs.Ellipsis), to: to, style: d.env.Theme.Text})
		label = ""
	}
}

// backLinks lists the records that name this one, a heading for each kind.
func (d *Detail) backLinks() {
	last := ""
	n := 0
	for r := range d.env.Snap.RefsTo(d.id) {
		id := r.Base().ID
		k := d.env.Snap.Schema().Of(id)
		if k.Prefix == model.WorkspacePrefix {
			continue
		}
		if k.Prefix != last {
			d.add(line{})
			d.add(line{label: k.Plural + " that name it", head: true})
			last, n = k.Prefix, 0
		}
		if n++; n > 60 {
			continue
		}
		c := d.env.Ctx().For(r)
		m := moodOf(c, r)
		sign := m.sign(&d.env.Theme.Glyphs)
		if sign == "" {
			sign = " "
		}
		d.add(line{label: sign + " " + id.String(), text: layout.Clean(k.Title(c, r)), to: id})
	}
}

// past lists what happened to the record.
func (d *Detail) past(c *model.Ctx) {
	d.add(line{})
	d.add(line{label: "history", head: true})
	if !d.loaded {
		rec := d.env.Snap.Get(d.id).Base()
		d.add(line{label: rec.Changed.Short(c.Now, c.Loc), text: "last changed", style: d.env.Theme.Dim})
		return
	}
	for _, r := range d.history {
		text := r.Label
		if r.Field != "" {
			text = r.Field + ": " + quote(r.From) + " " + d.env.Theme.Glyphs.Then + " " + quote(r.To)
		}
		d.add(line{label: r.At.Short(c.Now, c.Loc), text: layout.Clean(text), style: d.env.Theme.Text})
	}
}

func quote(s string) string {
	if s == "" {
		return "nothing"
	}
	return s
}
