package layout

import (
	"strconv"
	"strings"
)

// pen is what a terminal draws in: the parameters of the two colours, empty for the terminal's
// own, and the attributes that are on.
type pen struct {
	fg, bg string
	attr   uint16 // bit n: SGR parameter n, of 1 to 9
}

// shows reports whether a blank drawn with it differs from one that was never drawn.
func (p pen) shows() bool { return p.bg != "" || p.attr&(1<<4|1<<7|1<<9) != 0 }

// Terse writes lines for a terminal whose screen was just cleared, each at its own row: it leaves
// out blanks that show nothing and colours that no sign is drawn in. A line that is wider on the
// terminal than thought moves no other. The lines hold text and colours (SGR) and nothing else; the
// colour in force at the end is the terminal's own.
func Terse(lines []string) []byte {
	n := 0
	for _, l := range lines {
		n += len(l) + 8
	}
	t := terse{out: make([]byte, 0, n)}
	for i, l := range lines {
		t.gap = 0
		t.row = i + 1
		t.line(l)
	}
	t.turn(pen{})
	return t.out
}

type terse struct {
	out       []byte
	now, want pen
	gap       int // blanks not yet drawn
	row       int // to go to before the next sign; 0: there
}

func (t *terse) line(l string) {
	for l != "" {
		switch {
		case l[0] == 0x1b:
			n := colour(l)
			if n == 0 {
				l = l[1:] // no other sequence gets through Clean
				continue
			}
			t.want = t.want.with(l[2 : n-1])
			l = l[n:]
		case l[0] == ' ' && !t.want.shows():
			n := len(l) - len(strings.TrimLeft(l, " "))
			t.gap += n
			l = l[n:]
		default:
			n := strings.IndexAny(l, "\x1b ")
			if n <= 0 {
				n = 1
				if l[0] != ' ' {
					n = len(l)
				}
			}
			t.skip()
			t.turn(t.want)
			t.out = append(t.out, l[:n]...)
			l = l[n:]
		}
	}
}

// skip goes to where the next sign stands.
func (t *terse) skip() {
	switch {
	case t.row > 0:
		t.out = strconv.AppendInt(append(t.out, "\x1b["...), int64(t.row), 10)
		if t.gap > 0 {
			t.out = strconv.AppendInt(append(t.out, ';'), int64(t.gap)+1, 10)
		}
		t.out = append(t.out, 'H')
	case t.gap > 4 || t.gap > 0 && t.now.shows() && t.want.shows():
		t.out = append(strconv.AppendInt(append(t.out, "\x1b["...), int64(t.gap), 10), 'C')
	case t.gap > 0:
		if t.now.shows() {
			t.turn(t.want)
		}
		t.out = append(t.out, "    "[:t.gap]...)
	}
	t.gap, t.row = 0, 0
}

// turn takes another pen.
func (t *terse) turn(to pen) {
	if t.now == to {
		return
	}
	from := t.now
	t.out = append(t.out, "\x1b["...)
	begin := len(t.out)
	if from.attr&^to.attr != 0 || to == (pen{}) || from.fg != "" && to.fg == "" || from.bg != "" && to.bg == "" {
		from = pen{}
		if to != from {
			t.out = append(t.out, "0;"...)
		}
	}
	for a := 1; a <= 9; a++ {
		if (to.attr&^from.attr)>>a&1 != 0 {
			t.out = append(t.out, byte('0'+a), ';')
		}
	}
	if to.fg != from.fg {
		t.out = append(append(t.out, to.fg...), ';')
	}
	if to.bg != from.bg {
		t.out = append(append(t.out, to.bg...), ';')
	}
	if n := len(t.out); n > begin {
		t.out = t.out[:n-1]
	}
	t.out = append(t.out, 'm')
	t.now = to
}

// with is the pen after an SGR sequence with these parameters.
func (p pen) with(params string) pen {
	for {
		one, rest, more := strings.Cut(params, ";")
		n, _ := strconv.Atoi(one)
		switch {
		case n == 0:
			p = pen{}
		case n <= 9:
			p.attr |= 1 << n
		case n == 22:
			p.attr &^= 1<<1 | 1<<2
		case n >= 23 && n <= 29:
			p.attr &^= 1 << (n - 20)
		case n == 38 || n == 48:
			size := 1
			if strings.HasPrefix(rest, "2;") {
				size = 3
			}
			var colour string
			colour, rest, more = cutParams(one, rest, size+1)
			if n == 38 {
				p.fg = colour
			} else {
				p.bg = colour
			}
		case n == 39:
			p.fg = ""
		case n == 49:
			p.bg = ""
		case n >= 30 && n <= 37 || n >= 90 && n <= 97:
			p.fg = one
		case n >= 40 && n <= 47 || n >= 100 && n <= 107:
			p.bg = one
		}
		if !more {
			return p
		}
		params = rest
	}
}

// cutParams joins a parameter with the n that follow it.
func cutParams(head, rest string, n int) (all, after string, more bool) {
	at := 0
	for range n {
		i := strings.IndexByte(rest[at:], ';')
		if i < 0 {
			return head + ";" + rest, "", false
		}
		at += i + 1
	}
	return head + ";" + rest[:at-1], rest[at:], true
}
