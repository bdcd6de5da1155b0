package browse

import (
	"fmt"
	"strings"

	"tandem/model"
	"tandem/ui/pane"
	"tandem/ui/table"
	"tandem/ui/theme"
)

// rows is the table's source: records in order, and how deep they are nested.
type rows struct {
	kind    *model.Kind
	columns []string
	ids     []model.ID
	depth   []uint8 // empty where nothing nests
	branch  []bool
	folded  []bool
	gen     int
	where   map[model.ID]int
	blocked map[model.ID]bool // tasks that something open holds up
	ctx     *model.Ctx
	theme   *theme.Theme
}

func (r *rows) env(env pane.Env) {
	r.ctx, r.theme, r.blocked = env.Ctx(), env.Theme, nil
	if !env.Cold {
		r.blocked = blocked(env.Snap)
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
	rec := r.ctx.Snap.Get(id)
	if rec == nil || col >= len(r.columns) {
		return table.Cell{}
	}
	k := r.ctx.Snap.Schema().Of(id)
	f := field(k, r.columns[col])
	if f == nil {
		return table.Cell{}
	}
	c := r.ctx.For(rec)
	m := moodOf(c, rec)
	if r.blocked[id] && !m.over {
		m.pain, m.glyph = 2, '#'
	}
	if f.Name == leadOf(k) {
		return r.titleCell(row, k, f, c, rec, m)
	}
	text := f.Show(c, rec)
	if k := f.Key(c, rec); f.Type == model.TypeTime && k.Set && len(r.depth) > 0 {
		text = instantOf(k).Day(c.Loc).Short(c.Now.Day(c.Loc)) // in an outline the day is enough
	}
	if k.Prefix == model.RiskPrefix && f.Name == "score" && text != "" {
		text = fmt.Sprintf("%.2f", f.Key(c, rec).Num) // so that the points stand in line
	}
	text = shortMoney(c, f, rec, text)
	return table.Cell{Text: text, Style: m.cell(r.theme, f, c, rec)}
}

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
	case len(r.depth) > 0 && !r.branch[row], len(r.depth) == 0 && signed[k.Prefix]:
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

func (r *rows) indent(row int) string { return strings.Repeat("  ", int(r.depth[row])) }
