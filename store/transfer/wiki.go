package transfer

import (
	"strings"
)

// wikiMarkdown turns Jira's wiki markup into Markdown: headings, lists, tables, quotes, code,
// links, pictures, mentions and the marks of bold, italic, struck and fixed type. What it does
// not know stays as it is. name gives the name of an account.
func wikiMarkdown(s string, name func(string) string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	if !strings.ContainsAny(s, "{[*_-+#|!\\?hb~^") {
		return s
	}
	w := wiki{name: name}
	for _, line := range strings.Split(s, "\n") {
		w.line(line)
	}
	if w.code {
		w.out = append(w.out, "```")
	}
	return strings.Join(w.out, "\n")
}

// wiki is the state between lines.
type wiki struct {
	name  func(string) string
	out   []string
	code  bool   // inside {code} or {noformat}
	end   string // what ends it
	quote bool   // inside {quote}
	table bool   // the line above was part of a table
}

var (
	wikiFence   = onDemand(`\{(code|noformat)(?::([^}]*))?\}`)
	wikiHead    = onDemand(`^\s*h([1-6])\.\s+(.*)$`)
	wikiList    = onDemand(`^\s*([*#-]{1,6})\s+(\S.*)$`)
	wikiPanel   = onDemand(`\{panel(?::([^}]*))?\}`)
	wikiColour  = onDemand(`\{color(?::[^}]*)?\}|\{anchor:[^}]*\}|\{toc[^}]*\}`)
	wikiLink    = onDemand(`\[([^\]\[|\n]+)\|([^\]\[|\n]+)(?:\|[^\]\n]*)?\]`)
	wikiAddress = onDemand(`\[((?:https?|ftp|mailto|file):[^\]\s|]+)\]`)
	wikiMention = onDemand(`\[~(?:accountid:)?([^\]\n]+)\]`)
	wikiPicture = onDemand(`!([^\s!|][^!|\n]*\.[A-Za-z0-9]{2,5})(?:\|[^!\n]*)?!`)
	wikiFixed   = onDemand(`\{\{(.+?)\}\}`)
	wikiBold    = onDemand(`(^|[\s(\["'>|,.;:])\*([^\s*](?:[^*\n]*[^\s*])?)\*($|[\s)\]"'.,;:!?|<])`)
	wikiItalic  = onDemand(`(^|[\s(\["'>|,.;:])_([^\s_](?:[^_\n]*[^\s_])?)_($|[\s)\]"'.,;:!?|<])`)
	wikiStruck  = onDemand(`(^|[\s(])-([^\s-](?:[^\n-]*[^\s-])?)-($|[\s).,;:!?])`)
	wikiAdded   = onDemand(`(^|[\s(])\+([^\s+](?:[^\n+]*[^\s+])?)\+($|[\s).,;:!?])`)
	wikiCite    = onDemand(`\?\?([^?\n]+)\?\?`)
	wikiEscape  = onDemand(`\\([{}\[\]*_!|#+-])`)
)

// line turns one line over.
func (w *wiki) line(s string) {
	if w.code {
		if i := strings.Index(s, w.end); i >= 0 {
			w.emit(s[:i], i > 0)
			w.emit("```", true)
			w.code = false
			if rest := s[i+len(w.end):]; strings.TrimSpace(rest) != "" {
				w.line(rest)
			}
			return
		}
		w.emit(s, true)
		return
	}
	if m := wikiFence().FindStringSubmatchIndex(s); m != nil {
		w.fence(s, m)
		return
	}
	if i := strings.Index(s, "{quote}"); i >= 0 {
		w.emit(w.block(s[:i]), strings.TrimSpace(s[:i]) != "")
		w.quote = !w.quote
		if rest := s[i+len("{quote}"):]; strings.TrimSpace(rest) != "" {
			w.line(rest)
		}
		return
	}
	w.row(s)
}

// fence begins a piece of code; one that ends in its own line stays in it.
func (w *wiki) fence(s string, m []int) {
	before, after := s[:m[0]], s[m[1]:]
	w.end = "{" + s[m[2]:m[3]] + "}"
	if i := strings.Index(after, w.end); i >= 0 && !strings.Contains(after[:i], "`") {
		w.line(before + "{{" + strings.TrimSpace(after[:i]) + "}}" + after[i+len(w.end):])
		return
	}
	w.emit(w.block(before), strings.TrimSpace(before) != "")
	lang := ""
	if m[4] >= 0 {
		lang, _, _ = strings.Cut(s[m[4]:m[5]], "|")
		if strings.Contains(lang, "=") {
			lang = ""
		}
	}
	w.emit("```"+lang, true)
	w.code = true
	if strings.TrimSpace(after) != "" {
		w.line(after)
	}
}

// row is a line outside code: part of a table, or not.
func (w *wiki) row(s string) {
	t := strings.TrimSpace(s)
	switch {
	case strings.HasPrefix(t, "||") && len(t) > 2:
		cells := strings.Split(strings.Trim(t, "|"), "||")
		w.emit("| "+strings.Join(w.cells(cells), " | ")+" |", true)
		w.emit(strings.Repeat("| --- ", len(cells))+"|", true)
		w.table = true
	case strings.HasPrefix(t, "|") && strings.HasSuffix(t, "|") && len(t) > 2:
		cells := strings.Split(strings.Trim(t, "|"), "|")
		if !w.table { // Markdown's tables want a head
			w.emit(strings.Repeat("|   ", len(cells))+"|", true)
			w.emit(strings.Repeat("| --- ", len(cells))+"|", true)
		}
		w.emit("| "+strings.Join(w.cells(cells), " | ")+" |", true)
		w.table = true
	default:
		w.table = false
		w.emit(w.block(s), true)
	}
}

func (w *wiki) cells(list []string) []string {
	out := make([]string, len(list))
	for i, c := range list {
		out[i] = w.inline(strings.TrimSpace(c))
	}
	return out
}

// emit adds a line, quoted where the text is.
func (w *wiki) emit(s string, keep bool) {
	if !keep {
		return
	}
	if w.quote {
		s = strings.TrimRight("> "+s, " ")
	}
	w.out = append(w.out, s)
}

// block turns what begins a line: headings, lists, quotes, rules.
func (w *wiki) block(s string) string {
	if m := wikiHead().FindStringSubmatch(s); m != nil {
		return strings.Repeat("#", int(m[1][0]-'0')) + " " + w.inline(m[2])
	}
	if rest, ok := strings.CutPrefix(s, "bq. "); ok {
		return "> " + w.inline(rest)
	}
	if t := strings.TrimSpace(s); t == "----" || t == "-----" {
		return "---"
	}
	if m := wikiList().FindStringSubmatch(s); m != nil {
		mark := "- "
		if m[1][len(m[1])-1] == '#' {
			mark = "1. "
		}
		return strings.Repeat("  ", len(m[1])-1) + mark + w.inline(m[2])
	}
	return w.inline(s)
}

// inline turns what stands within a line. Fixed type is put aside, since nothing in it counts.
func (w *wiki) inline(s string) string {
	if !strings.ContainsAny(s, "{[*_-+!\\?~") {
		return s
	}
	var fixed []string
	s = wikiFixed().ReplaceAllStringFunc(s, func(m string) string {
		fixed = append(fixed, "`"+strings.ReplaceAll(m[2:len(m)-2], "`", "'")+"`")
		return "\x00"
	})
	s = wikiColour().ReplaceAllString(s, "")
	s = wikiPanel().ReplaceAllStringFunc(s, func(m string) string {
		if _, t, ok := strings.Cut(m, "title="); ok {
			t, _, _ = strings.Cut(strings.TrimSuffix(t, "}"), "|")
			return "**" + t + "**"
		}
		return ""
	})
	s = wikiMention().ReplaceAllStringFunc(s, func(m string) string { return "@" + w.name(wikiMention().FindStringSubmatch(m)[1]) })
	for range 2 { // a mark may end where the next begins
		s = wikiBold().ReplaceAllString(s, "$1\x01$2\x01$3")
		s = wikiItalic().ReplaceAllString(s, "$1\x02$2\x02$3")
		s = wikiStruck().ReplaceAllString(s, "$1~~$2~~$3")
		s = wikiAdded().ReplaceAllString(s, "$1$2$3")
	}
	s = wikiCite().ReplaceAllString(s, "\x02$1\x02")
	s = wikiLink().ReplaceAllString(s, "[$1]($2)")
	s = wikiAddress().ReplaceAllString(s, "<$1>")
	s = wikiPicture().ReplaceAllString(s, "![$1]($1)")
	s = strings.ReplaceAll(s, `\\`, "  \n")
	s = wikiEscape().ReplaceAllString(s, "$1")
	s = strings.NewReplacer("\x01", "**", "\x02", "*").Replace(s)
	for _, f := range fixed {
		s = strings.Replace(s, "\x00", f, 1)
	}
	return s
}
