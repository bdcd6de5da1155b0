// Package palette finds anything by a few letters: commands, pages, records.
//
// It knows items only. What an item does is an effect that its maker gave it, so the palette
// needs to know neither panes nor the store.
package palette

import (
	"cmp"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tandem/ui/act"
	"tandem/ui/entry"
	"tandem/ui/layout"
	"tandem/ui/pane"
	"tandem/ui/table"
	"tandem/ui/theme"
)

// Item is one thing to choose. ID names it for good, for the list of recent ones. Hint is the
// key that does the same, Group a word for what it is. Effect may be nil.
//
// One that takes an argument has With instead: Choices are the arguments it may have, none any
// text. The argument is typed behind Verb, or the title where that is empty. Why says that the
// item cannot be done now and why not. Name is what a place is called where its title says more
// than that: who types it gets the place before what only speaks of it. Words are what it is called
// elsewhere: found by their beginnings, after titles that hold what is typed.
type Item struct {
	ID, Title, Detail, Hint, Group string
	Name, Words                    string
	Effect                         func() pane.Effect
	Verb, Why                      string
	Choices                        []act.Choice
	With                           func(arg string) pane.Effect
}

// Palette is the overlay: a line to type in over the list of what fits.
type Palette struct {
	// Source gives the records that fit what is typed, the best first. It is called once for
	// each change of the text and must be quick; nil means commands only. They come after
	// the items that fit.
	Source func(query string) []Item
	// Ask asks for records that fit, where that takes more than a moment; they come to Records.
	Ask func(p *Palette, query string) pane.Effect
	// Name is the title of the frame; Commands where empty.
	Name string

	items  []Item
	recent map[string]int
	line   entry.Entry
	found  []hit
	list   *table.Table
	late   []Item // what Ask brought for the line as it is
	rev    uint64
	th     *theme.Theme
	w      int // the width the columns were made for
	hint   int // cells of the widest hint so far
	group  int // cells of the column for what an item is
}

// hit is an item that fits, with the bytes of its title that were typed.
type hit struct {
	Item
	at     []int
	score  int
	record bool // it came from Source or Ask
	given  bool // its argument stands in the line
}

var (
	_ pane.Overlay  = (*Palette)(nil)
	_ pane.Texter   = (*Palette)(nil)
	_ pane.Mouser   = (*Palette)(nil)
	_ pane.Cursorer = (*Palette)(nil)
	_ pane.Footer   = (*Palette)(nil)
)

// New makes a palette of items. recent lists the ids of items chosen lately, the latest first;
// they stand first while nothing is typed, and win where two fit equally well.
func New(env pane.Env, items []Item, recent []string) *Palette {
	p := &Palette{items: items, recent: map[string]int{}, list: table.NewList(), th: env.Theme}
	for i, k := range recent {
		if _, ok := p.recent[k]; !ok {
			p.recent[k] = i
		}
	}
	p.list.NoHeader = true
	p.line.Placeholder = "a few letters of what you want"
	p.find()
	return p
}

// With sets the source of records and the title, and searches again; it returns p.
func (p *Palette) With(name string, source func(query string) []Item) *Palette {
	p.Name, p.Source = name, source
	p.find()
	return p
}

// Type puts text into the line as if it had been typed.
func (p *Palette) Type(text string) {
	p.line.Set(text)
	p.find()
}

// Again asks anew for what fits, as when there is more to look in.
func (p *Palette) Again() pane.Effect {
	if p.Ask == nil {
		return nil
	}
	return p.Ask(p, p.line.Value())
}

// Records takes what Ask found for a line; an answer to another line is dropped. They come after
// the commands that fit, but for those named as typed (see promote), and the cursor stays where it is.
func (p *Palette) Records(query string, items []Item) {
	if query != p.line.Value() {
		return
	}
	at := p.list.Cursor()
	id := ""
	if at > 0 && at < len(p.found) { // moved by hand: it belongs to what it stands on
		id = p.found[at].ID
	}
	p.late = items
	p.refill()
	if i := slices.IndexFunc(p.found, func(h hit) bool { return id != "" && h.ID == id }); i >= 0 {
		at = i
	}
	p.list.MoveToRow(at)
}

// Query is what is typed.
func (p *Palette) Query() string { return p.line.Value() }

// find lists what fits the line, the likeliest first. Records that were found for the line
// before stay until those for this one come, or nothing is typed.
func (p *Palette) find() {
	if p.line.Value() == "" {
		p.late = nil
	}
	p.refill()
	p.list.Home()
}

// refill lists what fits and leaves the cursor at its place.
func (p *Palette) refill() {
	q := p.line.Value()
	p.list.Empty = []string{"Nothing fits.", "Fewer letters find more."}
	if q == "" {
		p.list.Empty = []string{"A few letters of a name find it."}
	}
	p.found = p.found[:0]
	if q == "" {
		p.all()
	} else {
		p.fits(q)
	}
	more := p.late
	if p.Source != nil {
		more = p.Source(q)
	}
	for _, it := range more {
		if slices.ContainsFunc(p.found, func(h hit) bool { return h.ID == it.ID }) {
			continue // chosen lately, and so among the items
		}
		_, at, _ := entry.Match(q, it.Title)
		p.found = append(p.found, hit{Item: it, at: at, record: true})
	}
	p.promote(q)
	group := 1
	for i := range p.found {
		group = max(group, min(layout.Width(p.found[i].Group), groupWidth))
		if n := min(14, layout.Width(p.found[i].Hint)); n > p.hint {
			p.hint, p.w = n, 0
		}
	}
	if group > p.group {
		p.group, p.w = group, 0
	}
	p.rev++
	p.list.SetSource(rows{p}, p.rev)
}

// all lists every item, recent ones first.
func (p *Palette) all() {
	for _, it := range p.items {
		p.found = append(p.found, hit{Item: it, score: p.recency(it) - barred(it, "")})
		for _, c := range it.Choices { // a verb with its argument, as it was given lately
			if x := it.given(c); p.recency(x) > 0 {
				p.found = append(p.found, hit{Item: x, score: p.recency(x)})
			}
		}
	}
	slices.SortStableFunc(p.found, func(a, b hit) int { return cmp.Compare(b.score, a.score) })
}

// fits lists the items whose title fits, and after them those that only speak of it.
func (p *Palette) fits(q string) {
	words := strings.Fields(strings.ToLower(q))
	for _, it := range p.items {
		if score, at, ok := entry.Match(q, it.Title); ok {
			if named, _, ok := entry.Match(q, it.Name); ok && it.Name != "" {
				score = max(score, named)
			}
			h := hit{Item: it, at: at, score: 10*score + min(9, p.recency(it)) - barred(it, q)}
			if !holds(it, q) {
				h.score -= scattered
				if meant(it, words) {
					h.at, h.score = nil, p.recency(it)-bySynonym-place(it, words)-barred(it, q)
				}
			}
			p.found = append(p.found, h)
		} else if meant(it, words) {
			p.found = append(p.found, hit{Item: it, score: p.recency(it) - bySynonym - place(it, words) - barred(it, q)})
		} else if speaks(it, words) {
			p.found = append(p.found, hit{Item: it, score: -spokenOnly - barred(it, q)})
		}
	}
	p.byChoice(q)
	slices.SortStableFunc(p.found, func(a, b hit) int { return cmp.Compare(b.score, a.score) })
	if args := p.argHits(q); len(args) > 0 {
		for i := range args {
			args[i].given = true
		}
		p.found = append(args, p.found...)
	}
}

// bySynonym puts what is found by another name behind all whose title holds what was typed, scattered
// what has its letters here and there behind that.
const (
	bySynonym = 1 << 18
	scattered = 1 << 19
)

// spokenOnly puts items that only speak of a word behind all whose title fits.
const spokenOnly = 1 << 20

// barred puts what cannot be done now behind all that can, unless it is called by its name: then its
// reason is what one wants to read.
func barred(it Item, q string) int {
	named := len(q) > 2 && len(q) <= len(it.Title) && strings.EqualFold(q, it.Title[:len(q)])
	if it.Why != "" && !named {
		return 2 * spokenOnly
	}
	return 0
}

// speaks reports whether every word stands somewhere in what an item says of itself.
func speaks(it Item, words []string) bool {
	said := strings.ToLower(it.Group + " " + it.Title + " " + it.Detail)
	for _, w := range words {
		if !strings.Contains(said, w) {
			return false
		}
	}
	return len(words) > 0
}

// recency is higher the later an item was chosen, 0 where it was not.
func (p *Palette) recency(it Item) int {
	if i, ok := p.recent[it.ID]; ok {
		return len(p.recent) - i
	}
	return 0
}

// Sync takes note of a new theme; items and records stay as they were found.
func (p *Palette) Sync(env pane.Env) { p.paint(env.Theme) }

// paint makes the list forget what it drew in other colours.
func (p *Palette) paint(th *theme.Theme) {
	if p.th != th {
		p.th = th
		p.rev++
		p.list.SetSource(rows{p}, p.rev)
	}
}

// Scopes is the palette's own scope, which takes text and leaks nothing.
func (p *Palette) Scopes() []act.Scope { return []act.Scope{act.ScopeOf("palette")} }

// Title is the name of the palette.
func (p *Palette) Title(pane.Env) string {
	if p.Name != "" {
		return p.Name
	}
	return "Commands"
}

// Foot is the place in the list.
func (p *Palette) Foot() string { return p.list.Position() }

// most is the height of a palette of many items.
const most = 18

// Size is the room the palette wants: it keeps its height while the list shrinks.
func (p *Palette) Size(_ pane.Env, w, h int) (int, int) {
	rows := len(p.items)
	if p.Source != nil || p.Ask != nil {
		rows = most
	}
	return min(w, 112), min(h, max(8, min(most, rows+2)))
}

// actions is what the palette can do in its scope.
var actions = map[act.Name]func(*Palette) pane.Effect{
	"palette.run":   (*Palette).run,
	"palette.close": func(*Palette) pane.Effect { return pane.Close{} },
	"entry.clear":   func(p *Palette) pane.Effect { p.Type(""); return p.Again() },
	"move.down":     func(p *Palette) pane.Effect { p.round(1); return nil },
	"move.up":       func(p *Palette) pane.Effect { p.round(-1); return nil },
	"move.pagedown": func(p *Palette) pane.Effect { p.list.Page(1); return nil },
	"move.pageup":   func(p *Palette) pane.Effect { p.list.Page(-1); return nil },
}

// Handle does an action of the palette's scope.
func (p *Palette) Handle(_ pane.Env, r act.Result) pane.Effect {
	if do := actions[r.Action]; do != nil {
		return do(p)
	}
	return nil
}

// round moves the cursor, and from one end to the other.
func (p *Palette) round(by int) {
	n, at := p.list.Len(), p.list.Cursor()
	if n > 0 {
		p.list.MoveToRow(((at+by)%n + n) % n)
	}
}

// run closes the palette and does what stands under the cursor. What cannot be done says why, and
// what wants an argument asks for it: its name stays in the line, the choices below.
func (p *Palette) run() pane.Effect {
	i := p.list.Cursor()
	if i >= len(p.found) {
		return nil
	}
	if x := &p.found[i].Item; x.Why != "" {
		return pane.Toast{Text: x.Title + ": " + x.Why + ".", Bad: true}
	} else if line := x.wants(); line != "" {
		p.Type(line)
		return p.Again()
	}
	out := pane.Effects{pane.Close{}}
	if do := p.found[i].Effect; do != nil {
		if e := do(); e != nil {
			out = append(out, e)
		}
	}
	return out
}

// Key types into the line.
func (p *Palette) Key(_ pane.Env, k tea.KeyPressMsg) pane.Effect {
	if p.line.Key(k) {
		p.find()
		return p.Again()
	}
	return nil
}

// Paste puts text into the line.
func (p *Palette) Paste(_ pane.Env, text string) pane.Effect {
	if p.line.Paste(text) {
		p.find()
		return p.Again()
	}
	return nil
}

// prompt is the sign before the line.
const prompt = "> "

// Draw returns exactly h lines of exactly w cells: the line, then the list.
func (p *Palette) Draw(env pane.Env, w, h int, focused bool) []string {
	w, h = max(0, w), max(0, h)
	if w == 0 || h == 0 {
		return layout.Block(nil, w, h)
	}
	th := env.Theme
	p.paint(th)
	lines := []string{th.Accent.Render(layout.Truncate(prompt, w)) + p.line.Draw(max(0, w-len(prompt)), th, focused)}
	if h > 1 {
		if p.w != w {
			p.w = w
			p.list.SetColumns(columns(w, p.hint, p.group)...)
		}
		lines = append(lines, p.list.Draw(w, h-1, th, focused)...)
	}
	return layout.Block(lines, w, h)
}

// Cursor is where the text cursor stands.
func (p *Palette) Cursor() (x, y int, ok bool) { return len(prompt) + p.line.Cursor(), 0, true }

// Click chooses the item under the mouse.
func (p *Palette) Click(_ pane.Env, x, y int, _ bool) pane.Effect {
	if y == 0 {
		p.line.Click(x - len(prompt))
		return nil
	}
	row, ok := p.list.ClickAt(x, y-1)
	if !ok {
		return nil
	}
	p.list.MoveToRow(row)
	return p.run()
}

// Wheel moves the cursor.
func (p *Palette) Wheel(_ pane.Env, _, _, lines int) pane.Effect {
	p.list.Move(lines)
	return nil
}
