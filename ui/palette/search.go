package palette

import (
	"fmt"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tandem/model"
	"tandem/model/search"
	"tandem/ui/act"
	"tandem/ui/entry"
	"tandem/ui/layout"
	"tandem/ui/pane"
	"tandem/ui/table"
	"tandem/ui/theme"
)

// Desk is what the search needs done by others: it draws and asks, and holds nothing itself.
type Desk struct {
	// Find asks for what fits; its effect comes back to Answer off the event loop.
	Find func(s *Search, q *search.Query) pane.Effect
	// Open opens a record, Place shows it in its list. The search is closed by then.
	Open, Place func(id model.ID) pane.Effect
	// Preview draws a record in full, h lines of w cells.
	Preview func(env pane.Env, id model.ID, w, h int) []string
}

// Search is the overlay that finds records of every kind while somebody types.
type Search struct {
	desk   Desk
	env    pane.Env
	line   entry.Entry
	list   *table.Table
	asked  string // the line that was last asked for
	shown  string // the line that found answers
	found  *search.Results
	query  *search.Query
	kinds  map[string]int // found of each kind, those that are narrowed out as well
	read   [2]int         // records read, and all there are
	rev    uint64
	run    act.Name // to be done with the first hit as soon as the answer is there
	cells  map[int]*sight
	ctx    *model.Ctx
	w, h   int
	picked bool // the cursor was moved by hand: an answer to the same line leaves it
}

// sight is a hit as it is drawn, made when it first shows.
type sight struct {
	search.Shown
	kind *model.Kind
	id   model.ID
	of   string // what it belongs to
	gone bool
}

var (
	_ pane.Overlay  = (*Search)(nil)
	_ pane.Texter   = (*Search)(nil)
	_ pane.Mouser   = (*Search)(nil)
	_ pane.Cursorer = (*Search)(nil)
	_ pane.Footer   = (*Search)(nil)
	_ pane.Selecter = (*Search)(nil)
)

// NewSearch makes a search; Ask is the effect to begin with.
func NewSearch(env pane.Env, d Desk) *Search {
	s := &Search{desk: d, env: env, list: table.NewList(), ctx: env.Ctx()}
	s.list.NoHeader = true
	s.line.Placeholder = "words, a reference, kind:risk"
	s.list.Empty = []string{"Reading the records."}
	return s
}

// Ask asks for what fits the line as it is. It is also called when there is more to look in.
func (s *Search) Ask() pane.Effect {
	s.asked = s.line.Value()
	return s.desk.Find(s, search.Parse(s.asked, s.env.Snap.Schema()))
}

// Answer takes what was found for the query that Ask gave out; total and read say how far the
// records are read. An answer to an older line is shown all the same: the next is under way.
func (s *Search) Answer(q *search.Query, r *search.Results, read, total int) pane.Effect {
	same := s.shown == s.asked && s.found != nil
	s.query, s.found, s.shown, s.read = q, r, s.asked, [2]int{read, total}
	s.kinds = r.Kinds()
	s.list.Empty = []string{"Nothing fits.", "", "Fewer letters find more; kind:risk looks among risks alone."}
	if q.Bad != "" {
		s.list.Empty[0] = "Nothing fits: " + q.Bad + "."
	}
	s.redraw()
	if !same || !s.picked {
		s.list.Home()
		s.picked = false
	}
	if do := s.run; do != "" && read >= total {
		s.run = ""
		return s.leave(do)
	}
	return nil
}

// redraw forgets what was drawn of the hits.
func (s *Search) redraw() {
	s.cells = map[int]*sight{}
	s.rev++
	s.list.SetSource(hits{s}, s.rev)
}

// Sync takes note of a new snapshot, minute or theme. What was found stays until it is asked anew.
func (s *Search) Sync(env pane.Env) {
	s.env, s.ctx = env, env.Ctx()
	s.redraw()
}

// Scopes is the search's own scope, which takes text and leaks nothing.
func (s *Search) Scopes() []act.Scope { return []act.Scope{act.ScopeOf("search")} }

// Title is the name of the frame.
func (s *Search) Title(pane.Env) string { return "Search everything" }

// Foot is the place among what was found.
func (s *Search) Foot() string { return s.list.Position() }

// Selected is the record under the cursor.
func (s *Search) Selected() model.ID {
	if i := s.list.Cursor(); i < s.found.Len() {
		return s.found.ID(i)
	}
	return 0
}

// Size is the room the search wants: nearly all there is, for the hits and the record below.
func (s *Search) Size(_ pane.Env, w, h int) (int, int) { return min(w, 140), min(h, 46) }

var searchActions = map[act.Name]func(*Search) pane.Effect{
	"search.open":     func(s *Search) pane.Effect { return s.leave("search.open") },
	"search.place":    func(s *Search) pane.Effect { return s.leave("search.place") },
	"search.kind":     func(s *Search) pane.Effect { return s.turn(1) },
	"search.kindback": func(s *Search) pane.Effect { return s.turn(-1) },
	"search.close":    func(*Search) pane.Effect { return pane.Close{} },
	"entry.clear":     func(s *Search) pane.Effect { s.line.Set(""); return s.Ask() },
	"move.down":       func(s *Search) pane.Effect { return s.move(func() { s.list.Move(1) }) },
	"move.up":         func(s *Search) pane.Effect { return s.move(func() { s.list.Move(-1) }) },
	"move.pagedown":   func(s *Search) pane.Effect { return s.move(func() { s.list.Page(1) }) },
	"move.pageup":     func(s *Search) pane.Effect { return s.move(func() { s.list.Page(-1) }) },
	"move.top":        func(s *Search) pane.Effect { return s.move(s.list.Home) },
	"move.bottom":     func(s *Search) pane.Effect { return s.move(s.list.End) },
}

func (s *Search) move(f func()) pane.Effect {
	f()
	s.picked = true
	return nil
}

// Handle does an action of the search's scope.
func (s *Search) Handle(env pane.Env, r act.Result) pane.Effect {
	s.env = env
	if do := searchActions[r.Action]; do != nil {
		return do(s)
	}
	return nil
}

// leave closes the search and opens the record under the cursor, or shows it in its list. Where
// the answer to what was typed is not there yet, it waits for it: enter means the line.
func (s *Search) leave(do act.Name) pane.Effect {
	if s.found == nil || s.shown != s.line.Value() {
		s.run = do
		return nil
	}
	id := s.Selected()
	if id == 0 {
		return nil
	}
	next := s.desk.Open
	if do == "search.place" {
		next = s.desk.Place
	}
	return pane.Effects{pane.Close{}, next(id)}
}

// turn narrows to the next kind there are hits of, and after the last one to all again.
func (s *Search) turn(by int) pane.Effect {
	words, kind := s.parts()
	list := []string{""}
	at := 0
	for _, k := range s.env.Snap.Schema().Kinds {
		if s.kinds[k.Prefix] > 0 || k.Slug() == kind {
			if k.Slug() == kind {
				at = len(list)
			}
			list = append(list, k.Slug())
		}
	}
	next := list[((at+by)%len(list)+len(list))%len(list)]
	if next != "" {
		words = strings.TrimLeft("kind:"+next+" "+words, " ")
	}
	s.line.Set(words)
	return s.Ask()
}

// parts are the words of the line and the kind they are narrowed to.
func (s *Search) parts() (words, kind string) {
	var out []string
	for _, f := range strings.Fields(s.line.Value()) {
		if name, ok := strings.CutPrefix(strings.ToLower(f), "kind:"); ok {
			kind = name
		} else {
			out = append(out, f)
		}
	}
	return strings.Join(out, " "), kind
}

// Key types into the line.
func (s *Search) Key(_ pane.Env, k tea.KeyPressMsg) pane.Effect {
	if s.line.Key(k) {
		return s.Ask()
	}
	return nil
}

// Paste puts text into the line.
func (s *Search) Paste(_ pane.Env, text string) pane.Effect {
	if s.line.Paste(text) {
		return s.Ask()
	}
	return nil
}

// previewed is how many lines the record under the cursor takes below the hits, 0 where there is
// no room for it.
func previewed(h int) int {
	if h < 18 {
		return 0
	}
	return max(h/3, 8)
}

// Draw returns exactly h lines of exactly w cells: the line, what was found of each kind, the
// hits, and below them the record under the cursor.
func (s *Search) Draw(env pane.Env, w, h int, focused bool) []string {
	w, h = max(0, w), max(0, h)
	if w == 0 || h == 0 {
		return layout.Block(nil, w, h)
	}
	if s.env.Theme != env.Theme {
		s.env = env
		s.redraw()
	}
	s.h = h
	th := env.Theme
	lines := []string{th.Accent.Render(layout.Truncate(prompt, w)) + s.line.Draw(max(0, w-len(prompt)), th, focused)}
	if h > 2 {
		lines = append(lines, layout.FitWith(s.tally(th), w, layout.Left, th.Glyphs.Ellipsis))
	}
	below := previewed(h)
	if rows := h - len(lines) - below; rows > 0 {
		if s.w != w {
			s.w = w
			s.list.SetColumns(hitColumns(w)...)
		}
		lines = append(lines, s.list.Draw(w, rows, th, focused)...)
	}
	if id := s.Selected(); below > 0 && id != 0 && env.Snap.Get(id) != nil {
		rule := strings.Repeat(th.Glyphs.Horizontal, w)
		lines = append(lines, th.Border.Render(rule))
		lines = append(lines, s.desk.Preview(env, id, w, below-1)...)
	}
	return layout.Block(lines, w, h)
}

// tally says how much was found, of which kinds, and how far the records are read.
func (s *Search) tally(th *theme.Theme) string {
	var parts []string
	if n := s.found.Len(); s.found != nil {
		what := strconv.Itoa(n) + " found"
		if s.query.Empty() {
			what = strconv.Itoa(n) + " records, the last changed first"
		}
		if s.found.Loose {
			what += " by words like these"
		}
		parts = append(parts, what)
		if s.query.Bad != "" {
			parts = append(parts, s.query.Bad)
		}
	}
	if s.read[0] < s.read[1] {
		parts = append(parts, fmt.Sprintf("%d of %d records read", s.read[0], s.read[1]))
	}
	out := th.Dim.Render(" " + strings.Join(parts, " "+th.Glyphs.Dot+" "))
	if s.found != nil && len(s.kinds) > 1 {
		out += "   " + th.Faint.Render(s.perKind())
	}
	return out
}

// perKind is how many of each kind were found, in the order of the kinds.
func (s *Search) perKind() string {
	var out []string
	for _, k := range s.env.Snap.Schema().Kinds {
		if n := s.kinds[k.Prefix]; n > 0 {
			name := k.Plural
			if n == 1 {
				name = k.Name
			}
			out = append(out, fmt.Sprintf("%d %s", n, name))
		}
	}
	return strings.Join(out, "  ")
}

// Cursor is where the text cursor stands.
func (s *Search) Cursor() (x, y int, ok bool) { return len(prompt) + s.line.Cursor(), 0, true }

// Click moves to the hit under the mouse; a double one opens it.
func (s *Search) Click(_ pane.Env, x, y int, double bool) pane.Effect {
	if y == 0 {
		s.line.Click(x - len(prompt))
		return nil
	}
	row, ok := s.list.ClickAt(x, y-2)
	if !ok || y >= s.h-previewed(s.h) {
		return nil
	}
	s.list.MoveToRow(row)
	s.picked = true
	if double {
		return s.leave("search.open")
	}
	return nil
}

// Wheel moves the cursor.
func (s *Search) Wheel(_ pane.Env, _, _, lines int) pane.Effect {
	return s.move(func() { s.list.Move(lines) })
}
