package config

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// named are the keys that have a name, as Bubble Tea writes them.
var named = append([]string{"enter", "esc", "tab", "space", "backspace", "delete", "insert", "home", "end", "pgup", "pgdown",
	"up", "down", "left", "right"}, functionKeys()...)

func functionKeys() []string {
	var out []string
	for i := 1; i <= 20; i++ {
		out = append(out, fmt.Sprintf("f%d", i))
	}
	return out
}

// alias are other names people know keys by.
var alias = map[string]string{
	"return": "enter", "cr": "enter", "escape": "esc", "del": "delete", "ins": "insert", "pageup": "pgup", "pagedown": "pgdown",
	"pgdn": "pgdown", "page up": "pgup", "page down": "pgdown", "spacebar": "space", "bs": "backspace",
	"control": "ctrl", "c": "ctrl", "meta": "alt", "option": "alt", "m": "alt", "a": "alt", "s": "shift",
}

// same are combinations that a terminal sends as another key: a binding to the first would never
// arrive.
var same = map[string]string{"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+[": "esc"}

// Key reads the name of a key as people write it ("Ctrl-N", "return", "shift+a") and gives it as
// a key press is named ("ctrl+n", "enter", "A"). why says what is wrong with a name that is none.
func Key(s string) (key, why string) {
	if s == " " {
		return "space", ""
	}
	if utf8.RuneCountInString(s) == 1 && unicode.IsPrint([]rune(s)[0]) {
		return s, ""
	}
	mods, last := split(s)
	if last == "" {
		return "", fmt.Sprintf("%q names no key", s)
	}
	if last == " " {
		last = "space"
	}
	if r := []rune(last); len(r) == 1 && !unicode.IsPrint(r[0]) {
		return "", fmt.Sprintf("%q is a control character, not the name of a key: write %s", s, spelt(r[0]))
	}
	if utf8.RuneCountInString(last) > 1 {
		last = strings.ToLower(last)
		if a, ok := alias[last]; ok {
			last = a
		}
		if !slices.Contains(named, last) {
			return "", fmt.Sprintf("%q names no key%s", s, meant(last, named))
		}
	}
	return combine(s, mods, last)
}

// spelt is the name of the key that sends a control character.
func spelt(r rune) string {
	switch {
	case r == 0:
		return "ctrl+space"
	case r == '\t':
		return "tab"
	case r == '\r':
		return "enter"
	case r == 0x1b:
		return "esc"
	case r == 0x7f:
		return "backspace"
	case r < ' ': // a terminal sends the sign of the key without its two upper bits
		return "ctrl+" + strings.ToLower(string(r|'@'))
	}
	return "ctrl+a, enter or f5"
}

// split parts a name into its modifiers and the key itself. The parting sign may be the key.
func split(s string) (mods []string, last string) {
	for {
		i := strings.IndexAny(s, "+-")
		if i <= 0 || i == len(s)-1 {
			return mods, s
		}
		mods, s = append(mods, strings.ToLower(strings.TrimSpace(s[:i]))), s[i+1:]
	}
}

// combine writes modifiers and key in the order of a key press.
func combine(s string, mods []string, last string) (key, why string) {
	has := map[string]bool{}
	for _, m := range mods {
		if a, ok := alias[m]; ok {
			m = a
		}
		if m != "ctrl" && m != "alt" && m != "shift" {
			return "", fmt.Sprintf("%q: %q is none of ctrl, alt, shift%s", s, m, meant(m, []string{"ctrl", "alt", "shift"}))
		}
		has[m] = true
	}
	letter := utf8.RuneCountInString(last) == 1
	if letter && has["shift"] && len(has) == 1 {
		up := strings.ToUpper(last)
		if up == last {
			return "", fmt.Sprintf("%q: write the sign that shift gives", s)
		}
		return up, ""
	}
	if letter && !has["shift"] && len(has) > 0 {
		last = strings.ToLower(last)
	}
	for _, m := range []string{"shift", "alt", "ctrl"} {
		if has[m] {
			last = m + "+" + last
		}
	}
	if other, ok := same[last]; ok {
		return "", fmt.Sprintf("%q arrives as %s in a terminal; take another", s, other)
	}
	return last, ""
}

// types reports whether a key puts a sign into a text.
func types(key string) bool { return key == "space" || utf8.RuneCountInString(key) == 1 }
