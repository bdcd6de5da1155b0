package table

import (
	"math/rand/v2"
	"strings"
	"testing"

	"tandem/ui/theme"
)

// looks lists what a line shows: every sign but a blank with the sequences in force, and blanks
// with the background that is.
func looks(line string) []string {
	var out []string
	on := ""
	for len(line) > 0 {
		if line[0] == 0x1b {
			end := strings.IndexByte(line, 'm') + 1
			if seq := line[:end]; seq == "\x1b[m" {
				on = ""
			} else {
				on += seq
			}
			line = line[end:]
			continue
		}
		seen := on
		if line[0] == ' ' && colourOnly(on) && strings.Count(on, "\x1b") == 1 {
			seen = ""
		}
		out = append(out, line[:1]+seen)
		line = line[1:]
	}
	return out
}

func TestJoined(t *testing.T) {
	dim, faint, fill := "\x1b[38;5;247m", "\x1b[38;5;246m", "\x1b[1;38;5;231;48;5;17m"
	for in, want := range map[string]string{
		"plain text":                                                      "plain text",
		dim + "a\x1b[m  " + dim + "b\x1b[m":                               dim + "a  b\x1b[m",
		dim + "a\x1b[m" + dim + "b\x1b[m":                                 dim + "ab\x1b[m",
		dim + "a\x1b[m  " + faint + "b\x1b[m":                             dim + "a\x1b[m  " + faint + "b\x1b[m",
		dim + "a\x1b[m x " + dim + "b\x1b[m":                              dim + "a\x1b[m x " + dim + "b\x1b[m",
		fill + "a\x1b[m  " + fill + "b\x1b[m":                             fill + "a\x1b[m  " + fill + "b\x1b[m",
		fill + "a" + dim + "b\x1b[m " + dim + "c\x1b[m":                   fill + "a" + dim + "b\x1b[m " + dim + "c\x1b[m",
		dim + "a\x1b[m" + strings.Repeat(" ", farApart) + dim + "b\x1b[m": dim + "a\x1b[m" + strings.Repeat(" ", farApart) + dim + "b\x1b[m",
	} {
		if got := joined(in); got != want {
			t.Errorf("%q\n gives %q\n  want %q", in, got, want)
		}
	}
}

// Whatever the pieces, the line looks the same and is no longer.
func TestJoinedLooksTheSame(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	th := theme.New("dark", true, false, false)
	styles := []theme.Style{{}, th.Dim, th.Faint, th.Hot, th.Select, th.Dim.On(th.Select), th.Title, th.Mark}
	for range 5000 {
		var b strings.Builder
		for range r.IntN(9) {
			s := styles[r.IntN(len(styles))]
			text := [...]string{"a", "  ", " b", "c ", strings.Repeat(" ", r.IntN(40))}[r.IntN(5)]
			if r.IntN(5) == 0 {
				b.WriteString(s.Cover("x" + th.Dim.Render(text) + "y"))
				continue
			}
			s.Append(&b, text)
		}
		line := b.String()
		got := joined(line)
		if strings.Join(looks(got), "|") != strings.Join(looks(line), "|") || len(got) > len(line) {
			t.Fatalf("%q\nlooks other than\n%q", got, line)
		}
	}
}
