package config

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tandem/ui/theme"
)

// setting is one name of the file: how it is read, shown and explained. A new setting is a line
// of this list; reading, `config show` and the file that `config init` writes follow.
type setting struct {
	name string
	help []string // lines of comment in the file
	// take puts a value of the file into c; what it returns says why that cannot be, "" where
	// it can.
	take func(c *Config, v any) string
	show func(c *Config) string // the value as the file would have it
}

// settings is every setting, in the order of the file.
var settings = []setting{
	{"theme", []string{
		"Colours: auto follows the terminal's background; dark, light; contrast; colour-blind;",
		"none draws without any. The palette (:) changes it for good as well."},
		func(c *Config, v any) string { return takeWord(&c.Theme, v, theme.Names()) },
		func(c *Config) string { return strconv.Quote(c.Theme) }},
	{"background", []string{
		"What the themes are made for: dark, light, or auto, which asks the terminal. Some cannot",
		"answer, as some inside tmux."},
		func(c *Config, v any) string { return takeWord(&c.Background, v, []string{"auto", "dark", "light"}) },
		func(c *Config) string { return strconv.Quote(c.Background) }},
	{"ascii", []string{
		"Draw with plain ASCII only: true, false, or \"auto\", which asks the locale."},
		takeASCII,
		func(c *Config) string {
			if c.ASCII == "auto" {
				return `"auto"`
			}
			return strconv.FormatBool(c.ASCII == "on")
		}},
	{"mouse", []string{
		"Take clicks and the wheel. With false the terminal keeps them, as for selecting text."},
		func(c *Config, v any) string { return takeBool(&c.Mouse, v) },
		func(c *Config) string { return strconv.FormatBool(c.Mouse) }},
	{"editor", []string{
		"Command for long text, with its arguments. Empty: $VISUAL, then $EDITOR."},
		func(c *Config, v any) string { return takeText(&c.Editor, v) },
		func(c *Config) string { return strconv.Quote(c.Editor) }},
	{"opener", []string{
		"Command that shows files and web addresses (o), with its arguments. Empty: xdg-open, or",
		"open on a Mac, where there is a display; elsewhere the address is copied."},
		func(c *Config, v any) string { return takeText(&c.Opener, v) },
		func(c *Config) string { return strconv.Quote(c.Opener) }},
	{"backups", []string{
		"How many backups of the last runs are kept; one a day and one a week stay besides."},
		func(c *Config, v any) string { return takeInt(&c.Backups, v, 1, 1000) },
		func(c *Config) string { return strconv.Itoa(c.Backups) }},
}

// names are the settings, and keys, the one section.
func names() []string {
	out := make([]string, 0, len(settings)+1)
	for _, s := range settings {
		out = append(out, s.name)
	}
	return append(out, "keys")
}

func takeWord(to *string, v any, of []string) string {
	s, ok := v.(string)
	if !ok {
		return "it is one of " + strings.Join(of, ", ") + ", in quotes"
	}
	if !slices.Contains(of, s) {
		return fmt.Sprintf("%q is none of %s%s", s, strings.Join(of, ", "), meant(s, of))
	}
	*to = s
	return ""
}

func takeASCII(c *Config, v any) string {
	switch v {
	case true:
		c.ASCII = "on"
	case false:
		c.ASCII = "off"
	case "auto":
		c.ASCII = "auto"
	default:
		return fmt.Sprintf("it is true, false or \"auto\", not %s", written(v))
	}
	return ""
}

func takeBool(to *bool, v any) string {
	b, ok := v.(bool)
	if !ok {
		return fmt.Sprintf("it is true or false, not %s", written(v))
	}
	*to = b
	return ""
}

func takeText(to *string, v any) string {
	s, ok := v.(string)
	switch {
	case !ok:
		return fmt.Sprintf("it is a text in quotes, not %s", written(v))
	case strings.ContainsAny(s, "\x00\n\r"):
		return "it is one line"
	}
	*to = s
	return ""
}

func takeInt(to *int, v any, low, high int64) string {
	n, ok := v.(int64)
	if !ok || n < low || n > high {
		return fmt.Sprintf("it is a whole number from %d to %d, not %s", low, high, written(v))
	}
	*to = int(n)
	return ""
}

// written is a value as it stands in the file, kept short.
func written(v any) string {
	switch x := v.(type) {
	case string:
		v = strconv.Quote(x)
	case map[string]any:
		return "a section"
	case []any, []map[string]any:
		return "a list"
	}
	s := fmt.Sprint(v)
	if len(s) > 40 {
		s = s[:40] + "..."
	}
	return strings.ToValidUTF8(s, "?")
}

// meant names the known name that is nearest to one that is not, "" where none is near.
func meant(s string, known []string) string {
	if n := nearest(s, known); n != "" {
		return "; did you mean " + n + "?"
	}
	return ""
}

// nearest is the known name that takes the fewest changes of a letter to reach, at most two, or
// three in a long name; "" where none is so near.
func nearest(s string, known []string) string {
	best, least := "", 3
	if len(s) > 8 {
		least = 4
	}
	if len(s) > 100 {
		return ""
	}
	for _, k := range known {
		if n := distance(strings.ToLower(s), strings.ToLower(k)); n < least && n < len(k) {
			best, least = k, n
		}
	}
	return best
}

// distance is the number of letters to add, drop, change or swap with their neighbour.
func distance(a, b string) int {
	var two, one []int
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		two, one, row = one, row, make([]int, len(b)+1)
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(one[j]+1, row[j-1]+1, one[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], two[j-2]+1)
			}
		}
	}
	return row[len(b)]
}
