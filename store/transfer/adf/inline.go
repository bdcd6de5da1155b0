package adf

import (
	"strings"
)

// inline renders what stands within a line.
func (w *writer) inline(list []node) string {
	var b strings.Builder
	for i := range list {
		b.WriteString(w.span(&list[i]))
	}
	return strings.Trim(b.String(), "\n")
}

// span renders one inline node.
func (w *writer) span(n *node) string {
	switch n.Type {
	case "text":
		return marked(n)
	case "hardBreak":
		return "\\\n"
	case "mention":
		name := n.attr("text")
		if name == "" {
			name = n.attr("id")
		}
		return "@" + escape(strings.TrimPrefix(name, "@"))
	case "emoji":
		if s := n.attr("text"); s != "" {
			return s
		}
		return n.attr("shortName")
	case "date":
		return when(n)
	case "status":
		return "[" + escape(n.attr("text")) + "]"
	case "inlineCard":
		return link(n.attr("url"))
	case "placeholder":
		return escape(n.attr("text"))
	case "mediaInline":
		return media(n)
	case "inlineExtension":
		s := n.attr("text")
		if s == "" {
			s = n.attr("extensionKey")
		}
		return "(" + escape(s) + ")"
	}
	w.unknown = append(w.unknown, n.Type)
	return escape(n.Text) + w.inline(n.Content)
}

// marked renders text with its marks. Blanks at the ends stand outside of them, since Markdown
// takes "** a**" for stars.
func marked(n *node) string {
	s := n.Text
	core := strings.TrimSpace(s)
	if core == "" {
		return s
	}
	before, after, _ := strings.Cut(s, core)
	isCode, href := false, ""
	for _, m := range n.Marks {
		isCode = isCode || m.Type == "code"
		if m.Type == "link" {
			href = m.attr("href")
		}
	}
	out := ""
	switch {
	case isCode:
		out = quoteCode(core)
	case href != "" && (href == core || strings.TrimPrefix(href, "mailto:") == core):
		return before + link(href) + after
	default:
		out = escape(core)
	}
	for _, m := range n.Marks {
		switch m.Type {
		case "strong":
			out = "**" + out + "**"
		case "em":
			out = "*" + out + "*"
		case "strike":
			out = "~~" + out + "~~"
		}
	}
	if href != "" {
		out = "[" + out + "](" + target(href) + ")"
	}
	return before + out + after
}

// quoteCode puts code into more backquotes than it holds in a row.
func quoteCode(s string) string {
	q := "`"
	for strings.Contains(s, q) {
		q += "`"
	}
	if len(q) > 1 {
		return q + " " + s + " " + q
	}
	return q + s + q
}

// link is an address that stands for itself.
func link(url string) string {
	if url == "" {
		return ""
	}
	return "<" + target(url) + ">"
}

// target is an address that cannot end the mark around it.
func target(url string) string {
	return strings.NewReplacer(" ", "%20", "<", "%3C", ">", "%3E", "(", "%28", ")", "%29", "\n", "", "\r", "").Replace(strings.TrimSpace(url))
}

// escape keeps marks of Markdown from being taken for such.
func escape(s string) string {
	if !strings.ContainsAny(s, "\\`*_[]<~&") {
		return s
	}
	waves := strings.Count(s, "~") > 1
	var b strings.Builder
	for i, r := range s {
		switch r {
		case '\\', '`', '*', '[', ']', '<':
			b.WriteByte('\\')
		case '_':
			if !withinWord(s, i) {
				b.WriteByte('\\')
			}
		case '~': // one alone strikes nothing through
			if waves {
				b.WriteByte('\\')
			}
		case '&':
			if entity(s[i+1:]) {
				b.WriteByte('\\')
			}
		}
		b.WriteRune(r)
	}
	return b.String()
}

// withinWord reports whether the run of low lines around a place stands between letters or digits, where it is
// no mark.
func withinWord(s string, at int) bool {
	before, after := strings.TrimRight(s[:at], "_"), strings.TrimLeft(s[at:], "_")
	return before != "" && after != "" && isWord(before[len(before)-1]) && isWord(after[0])
}

func isWord(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// entity reports whether what follows an ampersand makes it the name of a sign: "amp;", "#38;".
func entity(s string) bool {
	name, _, ok := strings.Cut(s, ";")
	return ok && name != "" && strings.TrimFunc(name, func(r rune) bool { return r == '#' || r < 0x80 && isWord(byte(r)) }) == ""
}

// startSafe keeps the lines of a paragraph from beginning like another kind of block. Blanks that they begin with
// would make code of them; they are none in Markdown.
func startSafe(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = lineSafe(strings.TrimLeft(lines[i], " \t"))
	}
	return strings.Join(lines, "\n")
}

func lineSafe(s string) string {
	switch {
	case s == "":
	case strings.IndexByte("#>", s[0]) >= 0, (s[0] == '-' || s[0] == '+') && (len(s) == 1 || s[1] == ' ' || s[1] == '-' || s[1] == '\t'):
		return `\` + s
	case s[0] == '=' && strings.Trim(s, "= \t") == "": // under a line it would make that a heading
		return `\` + s
	case s[0] >= '0' && s[0] <= '9':
		n := strings.TrimLeft(s, "0123456789")
		if n != "" && (n[0] == '.' || n[0] == ')') && (len(n) == 1 || n[1] == ' ' || n[1] == '\t') {
			return s[:len(s)-len(n)] + `\` + n
		}
	}
	return s
}

// endSafe keeps the signs that a heading ends with from being taken for the mark of its end.
func endSafe(s string) string {
	if word := strings.TrimRight(s, "#"); word != s && (word == "" || strings.HasSuffix(word, " ")) {
		return s[:len(s)-1] + `\#`
	}
	return s
}

// oneLine is text that must not break.
func oneLine(s string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(s, "\\\n", " ")), " ")
}
