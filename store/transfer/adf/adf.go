// Package adf turns the rich text of Jira's REST interface (Atlassian Document Format, a tree
// of JSON nodes) into Markdown. It knows the format and no record of ours.
//
// What Markdown has no form for keeps its words: a panel is a quotation that says what it is,
// media a note with its name, a status or a date its text. A node of an unknown type gives what
// lies in it, and its type is told.
package adf

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// node is one node of the tree.
type node struct {
	Type    string         `json:"type"`
	Text    string         `json:"text"`
	Attrs   map[string]any `json:"attrs"`
	Marks   []node         `json:"marks"`
	Content []node         `json:"content"`
}

// maxDepth bounds how deep nodes lie within one another; what is deeper is left out.
const maxDepth = 60

// writer makes Markdown and notes what it does not know.
type writer struct{ unknown []string }

// Markdown reads a document and gives its Markdown, without a line break at the end, and the
// types of node in it that are not known. The error is for JSON that is no such document.
func Markdown(raw []byte) (text string, unknown []string, err error) {
	var doc node
	if err := json.Unmarshal(raw, &doc); err != nil {
		return "", nil, fmt.Errorf("is no rich text: %w", err)
	}
	w := &writer{}
	text = strings.Join(w.blocks(doc.Content, 0), "\n\n")
	if doc.Type != "doc" && doc.Type != "" {
		text = strings.Join(w.blocks([]node{doc}, 0), "\n\n")
	}
	slices.Sort(w.unknown)
	return strings.TrimRight(text, " \n"), slices.Compact(w.unknown), nil
}

// attr is an attribute as text; "" for none.
func (n *node) attr(name string) string {
	switch v := n.Attrs[name].(type) {
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case bool:
		return strconv.FormatBool(v)
	}
	return ""
}

// blocks renders nodes one block each; inline nodes that stand among them make a paragraph.
func (w *writer) blocks(list []node, depth int) []string {
	var out []string
	var line []node
	flush := func() {
		if s := w.inline(line); strings.TrimSpace(s) != "" {
			out = append(out, s)
		}
		line = nil
	}
	for i := range list {
		if isInline(list[i].Type) {
			line = append(line, list[i])
			continue
		}
		flush()
		if s := w.block(&list[i], depth); s != "" {
			out = append(out, s)
		}
	}
	flush()
	return out
}

func isInline(kind string) bool {
	switch kind {
	case "text", "hardBreak", "mention", "emoji", "date", "status", "inlineCard", "placeholder", "mediaInline", "inlineExtension":
		return true
	}
	return false
}

// block renders one block node.
func (w *writer) block(n *node, depth int) string {
	if depth > maxDepth {
		return ""
	}
	switch n.Type {
	case "paragraph":
		return startSafe(w.inline(n.Content))
	case "heading":
		level, _ := strconv.Atoi(n.attr("level"))
		return strings.Repeat("#", min(max(level, 1), 6)) + " " + endSafe(oneLine(w.inline(n.Content)))
	case "bulletList", "orderedList", "taskList", "decisionList":
		return w.list(n, depth)
	case "codeBlock":
		return code(n)
	case "blockquote":
		return prefix(w.blocks(n.Content, depth+1), "> ")
	case "panel":
		kind := n.attr("panelType")
		if kind == "" || kind == "custom" {
			kind = "note"
		}
		return prefix(append([]string{"**" + capital(kind) + "**"}, w.blocks(n.Content, depth+1)...), "> ")
	case "rule":
		return "---"
	case "table":
		return w.table(n, depth)
	case "media":
		return media(n)
	case "mediaSingle", "mediaGroup":
		return strings.Join(w.blocks(n.Content, depth+1), "\n")
	case "expand", "nestedExpand":
		return strings.Join(append(nonEmpty("**"+escape(n.attr("title"))+"**", n.attr("title")), w.blocks(n.Content, depth+1)...), "\n\n")
	case "blockCard", "embedCard":
		return link(n.attr("url"))
	case "extension", "bodiedExtension", "multiBodiedExtension":
		title := n.attr("text")
		if title == "" {
			title = n.attr("extensionKey")
		}
		return strings.Join(append(nonEmpty("("+escape(title)+")", title), w.blocks(n.Content, depth+1)...), "\n\n")
	case "layoutSection", "layoutColumn", "caption", "listItem", "taskItem", "decisionItem", "extensionFrame", "doc":
	default:
		w.unknown = append(w.unknown, n.Type)
		if n.Text != "" {
			return escape(n.Text)
		}
	}
	return strings.Join(w.blocks(n.Content, depth+1), "\n\n")
}

// capital is a word with a large first letter.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// nonEmpty is s where word is something.
func nonEmpty(s, word string) []string {
	if word == "" {
		return nil
	}
	return []string{s}
}

// list renders a list of any kind; what belongs to an item is indented under it.
func (w *writer) list(n *node, depth int) string {
	var out []string
	number, _ := strconv.Atoi(n.attr("order"))
	number = max(number, 1)
	for i := range n.Content {
		item := &n.Content[i]
		mark := "- "
		switch {
		case n.Type == "orderedList":
			mark = strconv.Itoa(number) + ". "
			number++
		case item.Type == "taskItem" && item.attr("state") == "DONE":
			mark = "- [x] "
		case item.Type == "taskItem":
			mark = "- [ ] "
		case item.Type == n.Type: // a list within, as task lists nest
			out = append(out, indent(w.list(item, depth+1), "  "))
			continue
		}
		if depth > maxDepth {
			continue
		}
		width := "  "
		if n.Type == "orderedList" {
			width = strings.Repeat(" ", len(mark))
		}
		out = append(out, mark+strings.TrimLeft(indent(tight(w.blocks(item.Content, depth+1)), width), " "))
	}
	return strings.Join(out, "\n")
}

// tight joins the blocks of a list item: a list close under its words, others apart.
func tight(blocks []string) string {
	var b strings.Builder
	for i, s := range blocks {
		if i > 0 {
			b.WriteString("\n")
			if !strings.HasPrefix(s, "- ") && !strings.HasPrefix(s, "1. ") {
				b.WriteString("\n")
			}
		}
		b.WriteString(s)
	}
	return b.String()
}

// indent moves all lines but empty ones to the right.
func indent(s, by string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		if lines[i] != "" {
			lines[i] = by + lines[i]
		}
	}
	return strings.Join(lines, "\n")
}

// prefix puts a mark before every line of some blocks.
func prefix(blocks []string, mark string) string {
	if len(blocks) == 0 {
		return ""
	}
	lines := strings.Split(strings.Join(blocks, "\n\n"), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(mark+lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

// code renders a block of code within a fence longer than any in it.
func code(n *node) string {
	var b strings.Builder
	for _, c := range n.Content {
		b.WriteString(c.Text)
	}
	fence := "```"
	for strings.Contains(b.String(), fence) {
		fence += "`"
	}
	return fence + strings.Map(wordRune, n.attr("language")) + "\n" + strings.TrimRight(b.String(), "\n") + "\n" + fence
}

func wordRune(r rune) rune {
	if r <= ' ' || r == '`' {
		return -1
	}
	return r
}

// table renders rows of cells; the first row is the heading, as Markdown wants one.
func (w *writer) table(n *node, depth int) string {
	var rows [][]string
	width := 0
	for _, r := range n.Content {
		var cells []string
		for _, c := range r.Content {
			cells = append(cells, strings.ReplaceAll(oneLine(strings.Join(w.blocks(c.Content, depth+1), "; ")), "|", `\|`))
			for span, _ := strconv.Atoi(c.attr("colspan")); span > 1 && span < 100; span-- {
				cells = append(cells, "")
			}
		}
		rows = append(rows, cells)
		width = max(width, len(cells))
	}
	if width == 0 {
		return ""
	}
	var out []string
	for i, r := range rows {
		r = append(r, make([]string, width-len(r))...)
		out = append(out, "| "+strings.Join(r, " | ")+" |")
		if i == 0 {
			out = append(out, "|"+strings.Repeat(" --- |", width))
		}
	}
	return strings.Join(out, "\n")
}

// media is a note of a file that lies elsewhere.
func media(n *node) string {
	if u := n.attr("url"); u != "" {
		return link(u)
	}
	for _, name := range []string{"alt", "__fileName", "id"} {
		if s := n.attr(name); s != "" {
			return "(media: " + escape(s) + ")"
		}
	}
	return "(media)"
}

// when is a date node's day.
func when(n *node) string {
	ms, err := strconv.ParseInt(n.attr("timestamp"), 10, 64)
	if err != nil {
		return n.attr("timestamp")
	}
	return time.UnixMilli(ms).UTC().Format(time.DateOnly)
}
