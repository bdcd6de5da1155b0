package browse

import (
	"fmt"
	"strconv"
	"strings"

	"tandem/model"
	"tandem/ui/layout"
	"tandem/ui/pane"
	"tandem/ui/table"
	"tandem/ui/theme"
)

// rows is the table's source: records in order, how deep they are nested, and between them the
// lines of groups. Its room is used again each time the list is made anew.
type rows struct {
	kind      *model.Kind
	flat      *model.Kind // the kind listed where nothing nests, its custom values included
	columns   []string
	ids       []model.ID
	depth     []uint8 // empty where nothing nests
	branch    []bool
	folded    []bool
	dim       map[model.ID]bool // shown only because of what is under them
	hitRows   []int             // the rows that are not, once asked for
	heads     map[model.ID]*group
	headRow   []int // the rows of the groups' lines
	shut      map[model.ID]bool
	parts     *parts
	gen       int
	where     map[model.ID]int
	blocked   map[model.ID]bool // what blockers written by hand are about; nil while that is not known
	escalated map[model.ID]bool // what open escalations block, or are about
	ghost     *model.Ghost      // what is tried, nil for nothing
	ghostOf   model.ID          // its project
	ctx       *model.Ctx
	theme     *theme.Theme
}

// reset empties the rows for another filling.
func (r *rows) reset(kind, flat *model.Kind, columns []string) {
	*r = rows{kind: kind, flat: flat, columns: columns, gen: r.gen + 1, ids: r.ids[:0], headRow: r.headRow[:0], depth: r.depth[:0],
		branch: r.branch[:0], folded: r.folded[:0], ctx: r.ctx, theme: r.theme, blocked: r.blocked, escalated: r.escalated, ghost: r.ghost, ghostOf: r.ghostOf}
}

// roomy makes room for n nested rows at once.
func (r *rows) roomy(n int) {
	if cap(r.ids) < n || cap(r.depth) < n {
		r.ids, r.depth, r.branch, r.folded = make([]model.ID, 0, n), make([]uint8, 0, n), make([]bool, 0, n), make([]bool, 0, n)
	}
}

func (r *rows) env(env pane.Env) {
	r.ctx, r.theme, r.blocked, r.escalated = env.Ctx(), env.Theme, nil, nil
	if !env.Cold {
		r.blocked, r.escalated = blocked(env.Snap), escalated(env.Snap)
	}
	for _, g := range r.heads {
		g.done = false // names, rates and the signs of currencies may have changed
	}
}

func (r *rows) add(id model.ID, depth int, branch, folded bool) {
	r.ids = append(r.ids, id)
	r.depth = append(r.depth, uint8(min(depth, 200)))
	r.branch = append(r.branch, branch)
	r.folded = append(r.folded, folded)
}

func (r *rows) cut(n int) {
	r.ids, r.depth, r.branch, r.folded = r.ids[:n], r.depth[:n], r.branch[:n], r.folded[:n]
}

// Section implements table.Sectioned: a group's line takes no mark.
func (r *rows) Section(row int) bool { return headed(r.ids[row]) }

// Len implements table.Source.
func (r *rows) Len() int { return len(r.ids) }

// ID implements table.Source.
func (r *rows) ID(row int) uint64 { return uint64(r.ids[row]) }

// Row implements table.Finder.
func (r *rows) Row(id uint64) (int, bool) {
	if r.where == nil {
		r.where = make(map[model.ID]int, len(r.ids))
		for i, x := range r.ids {
			r.where[x] = i
		}
	}
	i, ok := r.where[model.ID(id)]
	return i, ok
}

// Cell implements table.Source.
func (r *rows) Cell(row, col int) table.Cell {
	id := r.ids[row]
	if headed(id) {
		return r.headCell(id, col)
	}
	rec := r.ctx.Snap.Get(id)
	if rec == nil || col >= len(r.columns) {
		return table.Cell{}
	}
	k := r.ctx.Snap.Schema().Of(id)
	if k.Prefix == r.flat.Prefix {
		k = r.flat
	}
	f := field(k, r.columns[col])
	if f == nil {
		return table.Cell{}
	}
	c := r.ctx.For(rec)
	m := moodOf(c, rec)
	held := r.blocked[id]
	if t, ok := rec.(*model.Task); ok { // by the rule of boards and reports
		held = r.blocked != nil && c.Snap.IsBlocked(t)
	}
	if held && !m.over {
		m.pain, m.glyph = 2, '#'
	}
	if r.escalated[id] && !m.over {
		m.pain, m.glyph = 2, 'E'
	}
	if r.dim[id] {
		m = mood{over: true}
	}
	if f.Name == leadOf(k) {
		return r.titleCell(row, k, f, c, rec, m)
	}
	if cell, ok := r.ghostCell(id, f.Name); ok {
		return cell
	}
	text := f.Show(c, rec)
	if logged[k.Prefix] == f.Name { // a list of what was said and heard anywhere is read down by one clock
		text = f.Show(r.ctx, rec)
	}
	if k := f.Key(c, rec); f.Type == model.TypeTime && k.Set && len(r.depth) > 0 {
		text = instantOf(k).Day(c.Loc).Short(c.Now.Day(c.Loc)) // in an outline the day is enough
	}
	if k.Prefix == model.RiskPrefix && f.Name == "score" && text != "" {
		text = fmt.Sprintf("%.2f", f.Key(c, rec).Num) // so that the points stand in line
	}
	text = shortMoney(c, f, rec, text)
	return table.Cell{Text: text, Style: m.cell(r.theme, f, c, rec), Whole: numeric(f)}
}

// logged are the moments at which something was noted, of kinds whose records come from customers in many
// zones: a list shows them in the workspace's own time, a record in its customer's.
var logged = map[string]string{model.InteractionPrefix: "when", model.AnswerPrefix: "when", model.EscalationPrefix: "opened"}

// titleCell is the name with what nests before it and the dim reference after it, which stays
// where the name must be cut. The sign takes the place of a fold mark, so that names stand in line.
func (r *rows) titleCell(row int, k *model.Kind, f *model.Field, c *model.Ctx, rec model.Record, m mood) table.Cell {
	g := &r.theme.Glyphs
	lead, sign := "", m.sign(g)
	switch {
	case len(r.depth) == 0:
	case r.branch[row] && r.folded[row]:
		lead = r.indent(row) + g.Closed + " "
	case r.branch[row]:
		lead = r.indent(row) + g.Open + " "
	default:
		lead = r.indent(row)
	}
	switch {
	case sign != "":
		sign += " "
	case len(r.depth) > 0 && !r.branch[row], len(r.depth) == 0 && (signed[k.Prefix] || len(r.heads) > 0):
		sign = "  "
	}
	title := f.Show(c, rec)
	if strings.TrimSpace(title) == "" {
		title = g.Dash
	}
	ref := "  " + rec.Base().ID.String()
	text := lead + sign + title + ref
	cell := table.Cell{Text: text, Style: m.title(r.theme), Keep: len(ref) - 1}
	if strings.TrimSpace(sign) != "" {
		cell.Spans = append(cell.Spans, table.Span{From: len(lead), To: len(lead) + len(sign), Style: m.signStyle(r.theme)})
	}
	cell.Spans = append(cell.Spans, table.Span{From: len(text) - cell.Keep, To: len(text), Style: r.theme.Faint})
	return cell
}

// headCell is a part of a group's line: what its records have in common and how many they are,
// then under each column that can be added up, the sum.
func (r *rows) headCell(id model.ID, col int) table.Cell {
	g := r.heads[id]
	g.sum(r.ctx, r.flat, r.columns, r.parts.recs)
	if col > 0 {
		if col < len(g.summed) {
			return table.Cell{Text: g.summed[col], Style: r.theme.Title, Whole: g.summed[col] != ""}
		}
		return table.Cell{}
	}
	mark := r.theme.Glyphs.Open
	if r.shut[id] {
		mark = r.theme.Glyphs.Closed
	}
	label := mark + " " + layout.Clean(g.label)
	text := label + "  " + strconv.Itoa(g.to-g.from)
	if g.apart != "" {
		text += "  " + g.apart
	}
	return table.Cell{Text: text, Style: r.theme.Title, Over: true, Spans: []table.Span{{From: len(label), To: len(text), Style: r.theme.Dim}}}
}

func (r *rows) indent(row int) string { return strings.Repeat("  ", int(r.depth[row])) }
