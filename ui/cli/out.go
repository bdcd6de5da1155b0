package cli

import (
	"cmp"
	"encoding/csv"
	"io"
	"slices"
	"strconv"
	"strings"

	"tandem/model/text"
	"tandem/ui/layout"
	"tandem/ui/theme"
)

// oneLine makes text safe for one line of a terminal.
func oneLine(s string) string { return layout.Clean(s) }

// paint is the few styles text output has; without colour they change nothing.
type paint struct{ dim, bold, warn theme.Style }

// paint is plain unless the output is a terminal, and NO_COLOR and --plain are not given.
func (a *app) paint() paint {
	if a.exact() || a.getenv("NO_COLOR") != "" || a.getenv("TERM") == "dumb" {
		return paint{}
	}
	var none theme.Color
	return paint{
		dim:  theme.NewStyle(none, none, theme.Faint),
		bold: theme.NewStyle(none, none, theme.Bold),
		warn: theme.NewStyle(none, none, theme.Bold),
	}
}

// column is one column of a grid. A number stands on the right and is never cut; text gives way
// down to keep cells (least, if 0).
type column struct {
	head  string
	name  string // the heading as CSV, where people need none
	right bool
	keep  int
	loose bool // long texts are not padded for; see mostPadded
}

// grid is a table of text: it is laid out when all its rows are known.
type grid struct {
	cols []column
	rows [][]string
}

// add takes a row. Its cells are cleaned when they are written.
func (g *grid) add(cells ...string) { g.rows = append(g.rows, cells) }

// put writes a grid the way the command line asks for: as CSV, or laid out in total cells (0: no
// limit).
func (a *app) put(g *grid, total int, ascii bool) error {
	if a.flags.csv {
		a.tabled = true
		return g.writeCSV(a.out)
	}
	return g.write(a.out, total, a.paint(), ascii)
}

// writeCSV writes the grid as RFC 4180 has it but for the line ends, which are those of pipes. A
// cell that a spreadsheet would take for a formula gets an apostrophe before it.
func (g *grid) writeCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	row := make([]string, len(g.cols))
	for i, c := range g.cols {
		row[i] = cmp.Or(c.head, c.name)
	}
	if err := out.Write(row); err != nil {
		return err
	}
	for _, cells := range g.rows {
		clear(row)
		for i := range min(len(cells), len(row)) {
			row[i] = harmless(text.CleanLong(cells[i]))
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// harmless keeps a spreadsheet from reading a text as a formula. A number is none, nor is one with its unit:
// -2556.00 EUR, +7 d.
func harmless(s string) string {
	if s == "" || !strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return s
	}
	number := strings.TrimRightFunc(s, func(r rune) bool { return r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r == '%' })
	if len(s)-len(number) <= 3 {
		number = strings.TrimSuffix(number, " ")
	} else {
		number = s
	}
	if _, err := strconv.ParseFloat(number, 64); err == nil {
		return s
	}
	return "'" + s
}

// gap parts the columns of a grid.
const gap = "  "

// mostPadded is how far a loose column is padded where nothing limits the line.
const mostPadded = 40

// least is what a column of text is not cut below, keepTitle what the name of a record is not.
const (
	least     = 8
	keepTitle = 24
)

// widths are the cells of the columns that have room within total, from the left; 0 is no
// limit. Columns that do not fit even when cut are left out at the right end, then the widest
// texts give way until the rest fits.
func (g *grid) widths(total int) []int {
	w, low := make([]int, len(g.cols)), make([]int, len(g.cols))
	for i, c := range g.cols {
		w[i] = layout.Width(c.head)
		for _, r := range g.rows {
			if i < len(r) {
				w[i] = max(w[i], layout.Width(r[i]))
			}
		}
		low[i] = w[i]
		if !c.right {
			low[i] = min(w[i], max(c.keep, least))
		}
	}
	if total <= 0 {
		return w
	}
	n := len(w)
	for n > 1 && lineWidth(low[:n]) > total {
		n--
	}
	w, low = w[:n], low[:n]
	for over := lineWidth(w) - total; over > 0; {
		at, next := widest(w, low)
		if at < 0 {
			w[0] = min(w[0], total)
			break
		}
		cut := max(1, min(over, w[at]-max(next, low[at])))
		w[at] -= cut
		over -= cut
	}
	return w
}

// lineWidth is what columns of these widths take with the gaps between them.
func lineWidth(w []int) int {
	n := -len(gap)
	for _, x := range w {
		n += x + len(gap)
	}
	return n
}

// widest finds the widest column that may still be cut, -1 if there is none, and the width of
// the next one.
func widest(w, low []int) (at, next int) {
	at = -1
	for i, n := range w {
		switch {
		case n <= low[i]:
		case at < 0 || n > w[at]:
			if at >= 0 {
				next = w[at]
			}
			at = i
		default:
			next = max(next, n)
		}
	}
	return at, next
}

// write lays the grid out in total cells (0: no limit) below a line of headings. It cleans the
// cells, once and for all.
func (g *grid) write(w io.Writer, total int, p paint, ascii bool) error {
	for _, row := range g.rows {
		for i := range row {
			row[i] = oneLine(row[i])
		}
	}
	widths := g.widths(total)
	tail := layout.Tail
	if ascii {
		tail = layout.TailASCII
	}
	line := func(cells []string) string {
		var b strings.Builder
		for i := range widths {
			s, align := "", layout.Left
			if i < len(cells) {
				s = cells[i]
			}
			if g.cols[i].right {
				align = layout.Right
			}
			if i > 0 {
				b.WriteString(gap)
			}
			if room := widths[i]; total <= 0 && g.cols[i].loose && room > mostPadded {
				b.WriteString(layout.Pad(s, mostPadded, align)) // a longer one is whole, and moves what follows
				continue
			}
			b.WriteString(layout.FitWith(s, widths[i], align, tail))
		}
		return strings.TrimRight(b.String(), " ")
	}
	heads := make([]string, len(g.cols))
	for i, c := range g.cols {
		heads[i] = c.head
	}
	if slices.ContainsFunc(heads, func(h string) bool { return h != "" }) {
		if _, err := io.WriteString(w, p.dim.Render(line(heads))+"\n"); err != nil {
			return err
		}
	}
	for _, r := range g.rows {
		if _, err := io.WriteString(w, line(r)+"\n"); err != nil {
			return err
		}
	}
	return nil
}

// width is what text output may take; 0 where nothing is to be cut.
func (a *app) width() int {
	if a.exact() {
		return 0
	}
	return a.io.Width
}

// say writes one line of text. Where CSV was asked for it waits until it is known whether a table comes.
func (a *app) say(parts ...string) error {
	line := oneLine(strings.Join(parts, "")) + "\n"
	if a.flags.csv {
		a.prose = append(a.prose, line)
		return nil
	}
	_, err := a.out.WriteString(line)
	return err
}

// sayProse writes what was said in a run that asked for CSV: beside a table to the errors, so that who reads
// the table reads nothing else.
func (a *app) sayProse() {
	for _, line := range a.prose {
		if a.tabled {
			_, _ = io.WriteString(a.io.Err, line)
		} else {
			_, _ = a.out.WriteString(line)
		}
	}
	a.prose = nil
}
