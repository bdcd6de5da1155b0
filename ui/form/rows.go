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

// Rows edits the rows of a list field as a table: each cell is a field of its own, with its
// choices and its errors. It is laid over the form and gives back the text of the list.
type Rows struct {
	f       *Form
	in      *input
	cols    []*model.Field // that are kept; computed ones are no business of an editor
	place   []int          // of each among the fields of a row
	cells   [][]*input
	r, c    int
	matches []match
	pick    int
	note    string
	done    func(env pane.Env) pane.Effect
	off     int // the first row that shows
	left    int // the first column that shows
	x, y    int
}

var (
	_ pane.Overlay  = (*Rows)(nil)
	_ pane.Texter   = (*Rows)(nil)
	_ pane.Cursorer = (*Rows)(nil)
)

// openRows lays the table of a list over the form.
func (f *Form) openRows(_ pane.Env, in *input) pane.Effect {
	r := newRows(f, in)
	r.done = func(pane.Env) pane.Effect { return pane.Close{} }
	return pane.Open{Overlay: r}
}

func newRows(f *Form, in *input) *Rows {
	r := &Rows{f: f, in: in}
	for i := range in.f.Rows {
		if in.f.Rows[i].Stored() {
			r.cols, r.place = append(r.cols, &in.f.Rows[i]), append(r.place, i)
		}
	}
	for _, row := range model.SplitRows(in.rows) {
		r.cells = append(r.cells, r.row(row))
	}
	if len(r.cells) == 0 {
		r.cells = append(r.cells, r.row(nil))
	}
	return r
}

// row makes the cells of a row; what is more than there are columns stays in the last one.
func (r *Rows) row(text []string) []*input {
	out := make([]*input, len(r.cols))
	for i, fd := range r.cols {
		s := ""
		switch at := r.place[i]; {
		case i == len(r.cols)-1 && at < len(text):
			s = strings.TrimRight(strings.Join(text[at:], " | "), " |")
		case at < len(text):
			s = text[at]
		}
		out[i] = newInput(fd, s)
	}
	return out
}

func (r *Rows) cur() *input { return r.cells[r.r][r.c] }

// Sync reads the cells anew: names may have changed.
func (r *Rows) Sync(env pane.Env) {
	for _, row := range r.cells {
		for _, in := range row {
			r.tidy(env, in)
		}
	}
}

// tidy reads a cell and writes what was understood the way people read it.
func (r *Rows) tidy(env pane.Env, in *input) {
	c := env.Ctx().For(r.f.scratch)
	r.read(c, in)
	if in.err != "" || in.raw() == "" {
		return
	}
	if in.f.Type == model.TypeRef {
		if id, err := model.ParseID(in.exact); err == nil {
			in.set(r.f.label(c, id))
		}
		return
	}
	if in.exact != "" {
		in.set(in.exact)
	}
}

// read finds out what a cell holds.
func (r *Rows) read(c *model.Ctx, in *input) {
	in.err, in.exact, in.valid, in.echo = "", "", true, ""
	row := r.in.f.NewRow()
	if row == nil || in.raw() == "" {
		return
	}
	if err := in.f.Parse(c, row, r.plain(c, in)); err != nil {
		in.err, in.valid = err.Error(), false
		return
	}
	in.exact = in.f.Text(c, row)
	if e := in.f.Show(c, row); e != in.raw() && in.f.Type != model.TypeRef {
		in.echo = e
	}
}

func (r *Rows) plain(c *model.Ctx, in *input) string {
	if in.f.Type == model.TypeRef {
		return r.f.unlabel(c, in.raw())
	}
	return in.raw()
}

// Scopes is the table's own scope, which takes text and leaks nothing.
func (r *Rows) Scopes() []act.Scope { return []act.Scope{act.ScopeOf("rows")} }

// Title names the list.
func (r *Rows) Title(env pane.Env) string {
	return r.f.Title(env) + " " + env.Theme.Glyphs.Dot + " " + strings.ToLower(r.in.f.Label)
}

// Foot tells the place among the rows.
func (r *Rows) Foot() string { return fmt.Sprintf("%d/%d", r.r+1, len(r.cells)) }

// rowsActions is what the table's scope can do.
var rowsActions map[act.Name]func(*Rows, pane.Env) pane.Effect

func init() {
	quiet := func(f func(*Rows, pane.Env)) func(*Rows, pane.Env) pane.Effect {
		return func(r *Rows, env pane.Env) pane.Effect { f(r, env); return nil }
	}
	rowsActions = map[act.Name]func(*Rows, pane.Env) pane.Effect{
		"rows.next":   quiet(func(r *Rows, env pane.Env) { r.step(env, 1) }),
		"rows.prev":   quiet(func(r *Rows, env pane.Env) { r.step(env, -1) }),
		"rows.enter":  quiet((*Rows).enter),
		"rows.add":    quiet((*Rows).insert),
		"rows.remove": quiet((*Rows).remove),
		"rows.up":     quiet(func(r *Rows, env pane.Env) { r.shift(env, -1) }),
		"rows.down":   quiet(func(r *Rows, env pane.Env) { r.shift(env, 1) }),
		"move.down":   quiet(func(r *Rows, env pane.Env) { r.down(env, 1) }),
		"move.up":     quiet(func(r *Rows, env pane.Env) { r.down(env, -1) }),
		"entry.clear": quiet(func(r *Rows, env pane.Env) { r.cur().set(""); r.changed(env) }),
		"rows.done":   (*Rows).finish,
	}
}

// Handle does an action of the table's scope.
func (r *Rows) Handle(env pane.Env, res act.Result) pane.Effect {
	if do := rowsActions[res.Action]; do != nil {
		r.note = ""
		return do(r, env)
	}
	return nil
}

// to leaves the cell for another one.
func (r *Rows) to(env pane.Env, row, col int) {
	r.take(env)
	r.tidy(env, r.cur())
	r.r, r.c = min(max(row, 0), len(r.cells)-1), min(max(col, 0), len(r.cols)-1)
	r.matches, r.pick = nil, 0
	r.cur().enter()
	r.cur().line.Marked = r.cur().raw() != "" && r.cur().f.Type != model.TypeText
}

// step goes to the next cell; behind the last one of the last row there is a new row.
func (r *Rows) step(env pane.Env, by int) {
	row, col := r.r, r.c+by
	switch {
	case col >= len(r.cols) && r.r == len(r.cells)-1:
		if r.blank(r.r) {
			col, row = 0, 0
		} else {
			r.to(env, r.r, r.c)
			r.cells = append(r.cells, r.row(nil))
			row, col = r.r+1, 0
		}
	case col >= len(r.cols):
		row, col = r.r+1, 0
	case col < 0 && r.r == 0:
		return
	case col < 0:
		row, col = r.r-1, len(r.cols)-1
	}
	r.to(env, row, col)
}

// enter takes what is chosen; else it goes a row down, and makes one behind the last.
func (r *Rows) enter(env pane.Env) {
	if r.take(env) {
		return
	}
	if r.r == len(r.cells)-1 && !r.blank(r.r) {
		r.cells = append(r.cells, r.row(nil))
		r.to(env, r.r+1, 0)
		return
	}
	r.to(env, r.r+1, r.c)
}

func (r *Rows) blank(row int) bool {
	return !slices.ContainsFunc(r.cells[row], func(in *input) bool { return in.raw() != "" })
}

// insert makes a row below this one.
func (r *Rows) insert(env pane.Env) {
	r.to(env, r.r, r.c)
	r.cells = slices.Insert(r.cells, r.r+1, r.row(nil))
	r.to(env, r.r+1, 0)
}

// remove takes the row away; one empty row is always there.
func (r *Rows) remove(env pane.Env) {
	r.matches = nil
	r.cells = slices.Delete(r.cells, r.r, r.r+1)
	if len(r.cells) == 0 {
		r.cells = append(r.cells, r.row(nil))
	}
	r.r = min(r.r, len(r.cells)-1)
	r.cur().enter()
}

// shift moves the row up or down.
func (r *Rows) shift(env pane.Env, by int) {
	to := r.r + by
	if to < 0 || to >= len(r.cells) {
		return
	}
	r.to(env, r.r, r.c)
	r.cells[r.r], r.cells[to] = r.cells[to], r.cells[r.r]
	r.r = to
}

// down moves among the matches or the choices while one types, else among the rows.
func (r *Rows) down(env pane.Env, by int) {
	if n := len(r.matches); n > 0 {
		r.pick = ((r.pick+by)%n + n) % n
		return
	}
	r.to(env, r.r+by, r.c)
}

// take puts the highlighted match into the cell.
func (r *Rows) take(env pane.Env) bool {
	if len(r.matches) == 0 {
		return false
	}
	r.cur().set(r.f.label(env.Ctx(), r.matches[r.pick].id))
	r.matches, r.pick = nil, 0
	r.read(env.Ctx().For(r.f.scratch), r.cur())
	return true
}

// changed takes note of a new text in the cell.
func (r *Rows) changed(env pane.Env) {
	in := r.cur()
	r.matches, r.pick = nil, 0
	c := env.Ctx()
	if in.f.Type == model.TypeRef && in.raw() != "" && r.f.labels[in.raw()] == 0 {
		r.matches = find(c, in.f, in.raw(), r.f.scratch, r.f.id)
	}
	r.read(c.For(r.f.scratch), in)
	if len(r.matches) > 0 {
		in.err = ""
	}
}

// Key types into the cell.
func (r *Rows) Key(env pane.Env, k tea.KeyPressMsg) pane.Effect {
	if r.cur().key(k) {
		r.changed(env)
	}
	return nil
}

// Paste puts text into the cell; lines with tabs, as a spreadsheet copies them, fill the cells
// from here on.
func (r *Rows) Paste(env pane.Env, text string) pane.Effect {
	text = strings.TrimRight(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	if !strings.ContainsAny(text, "\t\n") {
		r.cur().line.Paste(text)
		r.changed(env)
		return nil
	}
	col := r.c
	for i, line := range strings.Split(text, "\n") {
		if i > 0 {
			r.cells = slices.Insert(r.cells, r.r+1, r.row(nil))
			r.r++
		}
		for j, s := range strings.Split(line, "\t") {
			if col+j < len(r.cols) {
				r.cells[r.r][col+j].set(s)
				r.tidy(env, r.cells[r.r][col+j])
			}
		}
	}
	return nil
}

// finish gives the text of the rows to the form; what is wrong in it is said there and here.
func (r *Rows) finish(env pane.Env) pane.Effect {
	r.take(env)
	c := env.Ctx()
	var rows [][]string
	for _, row := range r.cells {
		cells := make([]string, len(r.in.f.Rows))
		for i, in := range row {
			cells[r.place[i]] = r.plain(c, in)
		}
		rows = append(rows, cells)
	}
	r.in.set(model.JoinRows(rows))
	r.f.stale = true
	r.f.refresh(env)
	return r.done(env)
}
