package layout

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestThrifty: blanks between colours take the first colour, and only where nothing shows of it.
func TestThrifty(t *testing.T) {
	const a, b, bar, m = "\x1b[38;5;75m", "\x1b[38;5;247m", "\x1b[38;5;231;48;5;17;1m", "\x1b[m"
	for _, x := range []struct{ name, in, want string }{
		{"two colours", a + "1" + m + " " + b + "Risks" + m, a + "1 " + m + b + "Risks" + m},
		{"a long gap", a + "1" + m + "     " + b + "x" + m, a + "1     " + m + b + "x" + m},
		{"no colour behind", a + "1" + m + " plain", a + "1" + m + " plain"},
		{"at the end", a + "1" + m + "   ", a + "1" + m + "   "},
		{"on a background", bar + "1" + m + " " + b + "x" + m, bar + "1" + m + " " + b + "x" + m},
		{"underlined", "\x1b[4m1" + m + " " + b + "x" + m, "\x1b[4m1" + m + " " + b + "x" + m},
		{"turned round", "\x1b[1;7m1" + m + " " + b + "x" + m, "\x1b[1;7m1" + m + " " + b + "x" + m},
		{"a true colour of 4 and 7", "\x1b[38;2;4;7;48m1" + m + " " + b + "x" + m, "\x1b[38;2;4;7;48m1 " + m + b + "x" + m},
		{"a bright background", "\x1b[101m1" + m + " " + b + "x" + m, "\x1b[101m1" + m + " " + b + "x" + m},
		{"nothing to do", "plain", "plain"},
		{"another sequence", "\x1b]8;;x\x1b\\" + a + "1" + m + " " + b + "x" + m, "\x1b]8;;x\x1b\\" + a + "1 " + m + b + "x" + m},
	} {
		if got := Thrifty([]string{x.in}); got != x.want {
			t.Errorf("%s: %q, want %q", x.name, got, x.want)
		}
	}
	if got := Thrifty([]string{"a", "", "b"}); got != "a\n\nb" {
		t.Errorf("lines: %q", got)
	}
}

// TestThriftyLooks: what is drawn is the same, and never longer.
func TestThriftyLooks(t *testing.T) {
	styles := []string{"", "\x1b[m", "\x1b[1m", "\x1b[7m", "\x1b[4m", "\x1b[38;5;75m", "\x1b[48;5;17m", "\x1b[38;2;1;2;3m"}
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		for range rapid.IntRange(0, 12).Draw(t, "n") {
			b.WriteString(rapid.SampledFrom(styles).Draw(t, "style"))
			b.WriteString(rapid.SampledFrom([]string{"", " ", "  ", "x", "word", " y "}).Draw(t, "text"))
		}
		in := b.String()
		out := Thrifty([]string{in})
		if len(out) > len(in) {
			t.Fatalf("%q became %q", in, out)
		}
		if shown(in) != shown(out) {
			t.Fatalf("%q became %q: %q, %q", in, out, shown(in), shown(out))
		}
	})
}

// shown is what one sees: each letter with all that is in force, each blank with what shows on it.
func shown(s string) string {
	var b strings.Builder
	var on []string
	for s != "" {
		if n := colour(s); n > 0 {
			if s[:n] == reset {
				on = nil
			} else {
				on = append(on, s[:n])
			}
			s = s[n:]
			continue
		}
		for _, x := range on {
			if s[0] != ' ' || !bare(x) {
				b.WriteString(x)
			}
		}
		b.WriteByte(s[0])
		s = s[1:]
	}
	return b.String()
}
