// Package markdown draws Markdown in cells: notes, reports and briefs, as people read them.
//
// What CommonMark and GitHub's tables, task lists and strike-through say is drawn; HTML is shown
// as it is written. Nothing is fetched: a picture is its description.
package markdown

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"

	"tandem/ui/layout"
	"tandem/ui/theme"
)

// Most bytes of a text that are drawn; what is longer is cut with a line that says so.
const Most = 256 << 10

// most is how deep lists and quotes are indented, in cells; what lies deeper stands there too.
const most = 24

// Lines draws a text in w cells: no line is wider, none holds a control character, styles are
// closed at each line's end. An empty text gives no lines.
func Lines(src string, w int, th *theme.Theme) []string {
	if w < 1 || strings.TrimSpace(src) == "" {
		return nil
	}
	cut := len(src) > Most
	if cut {
		src = strings.ToValidUTF8(src[:Most], "")
	}
	b := []byte(src)
	md := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.TaskList, extension.Linkify))
	d := &drawer{src: b, th: th, w: w}
	d.blocks(md.Parser().Parse(text.NewReader(b)), "", true)
	if cut {
		d.line("", []span{{th.Dim, "the rest is too long to show here"}})
	}
	for len(d.out) > 0 && d.out[len(d.out)-1] == "" {
		d.out = d.out[:len(d.out)-1]
	}
	return d.out
}

// drawer collects lines. lead is what stands before every line of a nested block.
type drawer struct {
	src []byte
	th  *theme.Theme
	w   int
	out []string
}

// span is a piece of text in one style.
type span struct {
	style theme.Style
	text  string
}

// blocks draws the children of a block; loose ones have an empty line between them.
func (d *drawer) blocks(n ast.Node, lead string, loose bool) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		d.block(c, lead)
		if loose && c.NextSibling() != nil {
			d.gap(lead)
		}
	}
}

// gap makes one empty line, never two.
func (d *drawer) gap(lead string) {
	if s := strings.TrimRight(lead, " "); len(d.out) > 0 && d.out[len(d.out)-1] != s {
		d.out = append(d.out, s)
	}
}

func (d *drawer) block(n ast.Node, lead string) {
	switch n := n.(type) {
	case *ast.Heading:
		st := d.th.Title
		if n.Level > 2 {
			st = d.th.Text.With(theme.Bold)
		}
		d.line(lead, d.inline(n, st))
	case *ast.Blockquote:
		d.blocks(n, d.deeper(lead, d.bar()), true)
	case *ast.List:
		d.list(n, lead)
	case *ast.FencedCodeBlock:
		d.code(n.Lines(), lead)
	case *ast.CodeBlock:
		d.code(n.Lines(), lead)
	case *ast.HTMLBlock:
		d.code(n.Lines(), lead)
	case *ast.ThematicBreak:
		d.out = append(d.out, lead+d.th.Faint.Render(strings.Repeat(d.th.Glyphs.Dash, max(d.w-layout.Width(lead), 1))))
	case *east.Table:
		d.table(n, lead)
	default:
		d.line(lead, d.inline(n, d.th.Text))
	}
}

// deeper is the lead of a block within another, as far as there is room.
func (d *drawer) deeper(lead, more string) string {
	if layout.Width(lead)+layout.Width(more) > min(most, d.w-8) {
		return lead
	}
	return lead + more
}

func (d *drawer) bar() string {
	if d.th.ASCII {
		return "| "
	}
	return "▎ "
}

// list draws items behind their sign, the rest of an item below its first word.
func (d *drawer) list(n *ast.List, lead string) {
	num := n.Start
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		sign := "• "
		if d.th.ASCII {
			sign = "* "
		}
		if n.IsOrdered() {
			sign = itoa(num) + ". "
			num++
		}
		inner := d.deeper(lead, strings.Repeat(" ", layout.Width(sign)))
		if inner == lead {
			sign = ""
		}
		from := len(d.out)
		d.blocks(c, inner, !n.IsTight)
		if len(d.out) == from {
			d.out = append(d.out, inner)
		}
		d.out[from] = lead + sign + strings.TrimPrefix(d.out[from], inner)
		if !n.IsTight && c.NextSibling() != nil {
			d.gap(lead)
		}
	}
}

// code draws lines as they are, cut at the right edge.
func (d *drawer) code(lines *text.Segments, lead string) {
	room := d.w - layout.Width(lead) - 2
	for i := range lines.Len() {
		seg := lines.At(i)
		s := strings.ReplaceAll(strings.TrimRight(string(seg.Value(d.src)), "\r\n"), "\t", "    ")
		d.out = append(d.out, lead+"  "+d.th.Accent.Render(layout.Truncate(layout.Clean(s), max(room, 1))))
		if room < 1 {
			d.out[len(d.out)-1] = layout.Truncate(lead, d.w)
		}
	}
}

// line wraps spans at words.
func (d *drawer) line(lead string, spans []span) {
	l := liner{d: d, lead: lead, room: max(d.w-layout.Width(lead), 1)}
	for _, word := range words(spans) {
		if word.brk {
			l.flush()
			continue
		}
		if l.used > 0 && l.used+word.space+word.width > l.room {
			l.flush()
		}
		if l.used > 0 && word.space > 0 {
			l.b.WriteByte(' ')
			l.used++
		}
		for _, s := range word.parts {
			l.put(s)
		}
	}
	if l.b.Len() > 0 || len(spans) == 0 {
		l.flush()
	}
}

// liner fills lines.
type liner struct {
	d          *drawer
	lead       string
	room, used int
	b          strings.Builder
}

func (l *liner) flush() {
	l.d.out = append(l.d.out, strings.TrimRight(l.lead+l.b.String(), " "))
	l.b.Reset()
	l.used = 0
}

// put writes a piece of a word; one longer than the line is broken between two letters. A letter
// wider than a whole line is left out.
func (l *liner) put(s span) {
	rest := s.text
	for rest != "" && l.used+layout.Width(rest) > l.room {
		n, w := 0, 0
		for n < len(rest) {
			g, gw := ansi.FirstGraphemeCluster(rest[n:], ansi.GraphemeWidth)
			if l.used+w+gw > l.room {
				break
			}
			n, w = n+len(g), w+gw
		}
		if n == 0 && l.used == 0 {
			g, _ := ansi.FirstGraphemeCluster(rest, ansi.GraphemeWidth)
			rest = rest[max(len(g), 1):]
			continue
		}
		if n > 0 {
			l.b.WriteString(s.style.Render(rest[:n]))
		}
		rest = rest[n:]
		l.flush()
	}
	if rest != "" {
		l.b.WriteString(s.style.Render(rest))
		l.used += layout.Width(rest)
	}
}

// word is what may not be parted, of several styles; space says that one stands before it, brk
// that a new line begins.
type word struct {
	parts        []span
	width, space int
	brk          bool
}

// words parts spans at blanks; "\n" in a span is a line break that was meant.
func words(spans []span) []word {
	var out []word
	var now word
	end := func() {
		if len(now.parts) > 0 {
			out = append(out, now)
			now = word{}
		}
	}
	for _, s := range spans {
		for i, line := range strings.Split(s.text, "\n") {
			if i > 0 {
				end()
				out = append(out, word{brk: true})
				now = word{}
			}
			for j, part := range strings.Split(line, " ") {
				if j > 0 {
					end()
					now.space = 1
				}
				if part != "" {
					now.parts = append(now.parts, span{s.style, part})
					now.width += layout.Width(part)
				}
			}
		}
	}
	end()
	return out
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + max(n, 0)))
	}
	return itoa(n/10) + string(rune('0'+n%10))
}
