package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"

	"tandem/ui/layout"
	"tandem/ui/theme"
)

// inline gathers the text below a node in the styles its emphasis asks for.
func (d *drawer) inline(n ast.Node, st theme.Style) []span {
	var out []span
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			said := c.Value(d.src)
			if !c.IsRaw() {
				said = meant(said)
			}
			out = append(out, span{st, layout.Clean(string(said))})
			if c.HardLineBreak() {
				out = append(out, span{st, "\n"})
			} else if c.SoftLineBreak() {
				out = append(out, span{st, " "})
			}
		case *ast.String:
			out = append(out, span{st, layout.Clean(string(c.Value))})
		case *ast.CodeSpan:
			out = append(out, d.inline(c, d.th.Accent)...)
		case *ast.Emphasis:
			a := theme.Italic
			if c.Level > 1 {
				a = theme.Bold
			}
			out = append(out, d.inline(c, st.With(a))...)
		case *east.Strikethrough:
			out = append(out, d.inline(c, st.With(theme.Strike))...)
		case *ast.Link:
			out = append(out, d.link(d.inline(c, st.With(theme.Underline)), string(c.Destination))...)
		case *ast.AutoLink:
			out = append(out, span{st.With(theme.Underline), layout.Clean(string(c.Label(d.src)))})
		case *ast.Image:
			out = append(out, d.link(append([]span{{d.th.Dim, "picture: "}}, d.inline(c, st)...), string(c.Destination))...)
		case *east.TaskCheckBox:
			out = append(out, span{st, d.box(c.IsChecked)})
		case *ast.RawHTML:
			for i := range c.Segments.Len() {
				seg := c.Segments.At(i)
				out = append(out, span{d.th.Dim, layout.Clean(string(seg.Value(d.src)))})
			}
		default:
			out = append(out, d.inline(c, st)...)
		}
	}
	return out
}

// meant is text as it is meant: a backslash before a sign only says that the sign is no mark, and a sign may
// stand under its name (&amp;). What a backslash hides names nothing.
func meant(b []byte) []byte {
	var out []byte
	for len(b) > 0 {
		n := 0
		for n < len(b) && (b[n] != '\\' || n+1 == len(b) || !util.IsPunct(b[n+1])) {
			n++
		}
		out = append(out, util.ResolveEntityNames(util.ResolveNumericReferences(b[:n]))...)
		if n == len(b) {
			break
		}
		out, b = append(out, b[n+1]), b[n+2:]
	}
	return out
}

// link puts the address behind the words, unless they are the address.
func (d *drawer) link(label []span, to string) []span {
	var said strings.Builder
	for _, s := range label {
		said.WriteString(s.text)
	}
	if to = layout.Clean(to); to == "" || strings.TrimSpace(said.String()) == to {
		return label
	}
	return append(label, span{d.th.Dim, " <" + to + ">"})
}

func (d *drawer) box(checked bool) string {
	if checked {
		return "[" + d.th.Glyphs.Check + "] "
	}
	return "[ ] "
}

// table lays cells out in columns as wide as they need; the widest gives way, and its text is wrapped.
func (d *drawer) table(n *east.Table, lead string) {
	var rows [][]string
	for r := n.FirstChild(); r != nil; r = r.NextSibling() {
		var row []string
		for c := r.FirstChild(); c != nil; c = c.NextSibling() {
			var b strings.Builder
			for _, s := range d.inline(c, d.th.Text) {
				b.WriteString(s.text)
			}
			row = append(row, strings.ReplaceAll(b.String(), "\n", " "))
		}
		rows = append(rows, row)
	}
	widths := fit(rows, d.w-layout.Width(lead))
	for i, row := range rows {
		st := d.th.Text
		if i == 0 {
			st = d.th.Dim
		}
		for _, line := range rowLines(row, widths, n.Alignments) {
			d.out = append(d.out, lead+st.Render(strings.TrimRight(line, " ")))
		}
	}
}

// tooThin is the width below which a cell is cut: words of a letter or two to a line say nothing.
const tooThin = 5

// rowLines lays a row out: what is longer than its column goes on below.
func rowLines(row []string, widths []int, align []east.Alignment) []string {
	cells, high := make([][]string, len(widths)), 1
	for c, w := range widths {
		if c >= len(row) {
			continue
		}
		cells[c] = row[c : c+1]
		if w >= tooThin {
			cells[c] = layout.Wrap(row[c], w)
		}
		high = max(high, len(cells[c]))
	}
	out := make([]string, high)
	for k := range out {
		var b strings.Builder
		for c, w := range widths {
			s, side := "", layout.Left
			if k < len(cells[c]) {
				s = cells[c][k]
			}
			if c < len(align) && align[c] == east.AlignRight {
				side = layout.Right
			}
			if c > 0 {
				b.WriteString("  ")
			}
			b.WriteString(layout.Fit(s, w, side))
		}
		out[k] = b.String()
	}
	return out
}

// fit gives each column the cells of its widest value, and takes from the widest ones until all
// fit in total; columns for which not even one cell is left are dropped.
func fit(rows [][]string, total int) []int {
	var w []int
	for _, row := range rows {
		for c, s := range row {
			if c == len(w) {
				w = append(w, 1)
			}
			w[c] = max(w[c], layout.Width(s))
		}
	}
	w = w[:min(len(w), max((total+2)/3, 1))]
	for {
		sum, at := -2, 0
		for c := range w {
			sum += w[c] + 2
			if w[c] > w[at] {
				at = c
			}
		}
		if sum <= total || len(w) == 0 || w[at] <= 1 {
			return w
		}
		w[at] = max(w[at]-(sum-total), w[at]*3/4, 1)
		if w[at] == 2 {
			w[at] = 1
		}
	}
}
