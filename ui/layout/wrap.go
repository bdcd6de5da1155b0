package layout

import "strings"

// Wrap breaks plain text into lines of at most w cells: at line breaks, then
// between words, and through words that are longer than a line. It never
// returns an empty slice. Text with styles should be wrapped before it is styled.
func Wrap(s string, w int) []string {
	if w <= 0 {
		return []string{""}
	}
	var out []string
	for _, line := range strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n") {
		out = append(out, wrapLine(line, w)...)
	}
	return out
}

// wrapLine breaks one line. Blanks at its start stay, since they are indentation.
func wrapLine(line string, w int) []string {
	if Width(line) <= w {
		return []string{strings.TrimRight(line, " ")}
	}
	var out []string
	indent := line[:len(line)-len(strings.TrimLeft(line, " "))]
	if len(indent) >= w {
		indent = ""
	}
	cur, used := indent, len(indent)
	empty := true
	for _, word := range strings.Fields(line) {
		n := Width(word)
		if !empty && used+1+n > w {
			out = append(out, cur)
			cur, used, empty = "", 0, true
		}
		if !empty {
			cur, used = cur+" ", used+1
		}
		for used+n > w {
			head, rest := breakAt(word, w-used)
			if rest == "" {
				word, n = head, Width(head)
				break
			}
			out = append(out, cur+head)
			cur, used, word = "", 0, rest
			n = Width(word)
		}
		cur, used, empty = cur+word, used+n, false
	}
	return append(out, cur)
}

// breakAt splits a word after at most n cells. When not even its first cluster
// fits, that cluster is replaced by "?" so that progress is certain.
func breakAt(word string, n int) (head, rest string) {
	k := scan{s: word}
	used := 0
	for {
		at := k.at
		piece, width, _, ok := k.next()
		if !ok {
			return word, ""
		}
		if used+width > n {
			if at > 0 || n <= 0 {
				return word[:at], word[at:]
			}
			return "?", word[len(piece):]
		}
		used += width
	}
}
