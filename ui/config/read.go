package config

import (
	"errors"
	"fmt"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"tandem/ui/act"
)

// Read reads the text of a file. It always gives a configuration that works: what is wrong is in
// the problems, in the order of the file, and stands at its default. A text that is no TOML at
// all says nothing, so that all of it is at its default.
func Read(text string, keys *act.Table) (Config, []Problem) {
	c := Default()
	text = strings.TrimPrefix(text, "\ufeff")
	if !utf8.ValidString(text) {
		return c, []Problem{{Line: badLine(text), Error: true, Text: "it is not UTF-8; nothing of the file is used"}}
	}
	var all map[string]any
	if _, err := toml.Decode(text, &all); err != nil {
		return c, []Problem{syntax(err)}
	}
	r := &reader{lines: places(text)}
	for _, name := range sorted(all) {
		r.take(&c, name, all[name])
	}
	if v, ok := all["keys"]; ok {
		r.keys(&c, v, keys)
	}
	sort.SliceStable(r.problems, func(i, j int) bool { return r.problems[i].Line < r.problems[j].Line })
	return c, r.problems
}

// badLine is the line of the first byte that is no UTF-8.
func badLine(text string) int {
	line := 1
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if r == utf8.RuneError && n == 1 {
			break
		}
		if r == '\n' {
			line++
		}
		i += n
	}
	return line
}

// syntax words an error of the parser.
func syntax(err error) Problem {
	p := Problem{Error: true, Text: err.Error() + "; nothing of the file is used"}
	var at toml.ParseError
	if errors.As(err, &at) {
		p.Line, p.Text = at.Position.Line, strings.TrimSuffix(at.Message, ".")+"; nothing of the file is used"
	}
	return p
}

func sorted[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}

// reader gathers what is wrong with one file.
type reader struct {
	lines    map[string]int
	problems []Problem
}

// warn notes a problem at a key.
func (r *reader) warn(parts []string, format string, args ...any) {
	r.problems = append(r.problems, Problem{Line: r.lines[place(parts)], Text: fmt.Sprintf(format, args...)})
}

// take reads one setting at the top of the file.
func (r *reader) take(c *Config, name string, v any) {
	if name == "keys" {
		return
	}
	i := slices.IndexFunc(settings, func(s setting) bool { return s.name == name })
	if i < 0 {
		r.warn([]string{name}, "%s is no setting%s", shown(name), meant(name, names()))
		return
	}
	if bad := settings[i].take(c, v); bad != "" {
		r.warn([]string{name}, "%s: %s; it stays %s", name, bad, settings[i].show(c))
	}
}

// shown is a name from the file, fit for one line of a message.
func shown(name string) string {
	if strings.IndexFunc(name, func(r rune) bool {
		return r <= ' ' || r == 0x7f || r >= 0x80 && r < 0xa0
	}) >= 0 || name == "" || len(name) > 60 {
		return fmt.Sprintf("%.62q", name)
	}
	return name
}
