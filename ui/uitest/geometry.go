package uitest

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"tandem/ui/theme"
)

// Check says what is wrong with a line of a page, in its colours; nothing where it is right.
type Check func(line string, ascii bool) string

// Plain checks that a line on a plain terminal is ASCII, but for some characters of its data.
func Plain(but string) Check {
	return func(line string, ascii bool) string {
		if ascii && strings.ContainsFunc(ansi.Strip(line), func(r rune) bool { return r > 126 && !strings.ContainsRune(but, r) }) {
			return "not ASCII"
		}
		return ""
	}
}

// Clean checks that a line is whole characters, with no control characters but its colours.
func Clean(line string, _ bool) string {
	switch text := ansi.Strip(line); {
	case !utf8.ValidString(line):
		return "half a character"
	case strings.ContainsFunc(text, unicode.IsControl):
		return "a control character"
	}
	return ""
}

// Steps are the sizes 0, step, twice step and so on to 140, and few from there to 250.
func Steps(step int) (list []int) {
	for n := 0; n <= 250; n += max(step, n/140*n/7) {
		list = append(list, n)
	}
	return list
}

// Growing are the sizes 0, 1, 2 and so on to last, each further from the one before by a part of it.
func Growing(last, part int) []int {
	list := []int{0}
	for n := 1; n <= last; n += 1 + n/part {
		list = append(list, n)
	}
	return list
}

// Exact draws a page in every width and height, in colour and in ASCII, with the focus and without:
// as many lines as it has room for, each as wide as that, and right by the checks. ready, where there
// is one, is called when the theme has changed.
func Exact[P Page](d *Desk[P], widths, heights []int, ready func(), checks ...Check) {
	d.T.Helper()
	for _, th := range []*theme.Theme{theme.New("dark", true, false, false), theme.New("none", true, true, true), theme.New("none", false, true, true)} {
		d.Env.Theme = th
		d.Env.Rev++
		d.Settle()
		if ready != nil {
			ready()
		}
		for _, w := range widths {
			for _, h := range heights {
				exact(d, w, h, true, checks)
				if w%2 == 1 {
					exact(d, w, h, false, checks)
				}
			}
		}
	}
}

func exact[P Page](d *Desk[P], w, h int, focused bool, checks []Check) {
	d.T.Helper()
	lines, th := d.P.Draw(d.Env, w, h, focused), d.Env.Theme
	if len(lines) != h {
		d.T.Fatalf("%s %dx%d: %d lines", th.Name, w, h, len(lines))
	}
	for i, l := range lines {
		if got := ansi.StringWidth(l); got != w {
			d.T.Fatalf("%s %dx%d: line %d is %d wide: %q", th.Name, w, h, i, got, l)
		}
		for _, check := range checks {
			if wrong := check(l, th.ASCII); wrong != "" {
				d.T.Fatalf("%s %dx%d: line %d: %s: %q", th.Name, w, h, i, wrong, l)
			}
		}
	}
}

// Geometry draws a page about a project in every size, with and without data, in colour and in
// ASCII.
func Geometry[P Page](t *testing.T, page func() P) {
	t.Helper()
	for _, filled := range []bool{true, false} {
		Exact(NewDesk(t, page(), filled), Growing(250, 7), Growing(60, 7), nil, Plain("€–"), Clean)
	}
}
