package cli

import "strings"

// negatives lets what a calculator reads begin with a minus: `calc date -3d` is no flag of three
// letters. The parser of flags takes what begins with a blank for a word, and whatever reads a date or
// a length leaves blanks at its ends out. What belongs to a flag stays as it is.
func negatives(args []string) []string {
	at := -1
	var out []string
	for i, s := range args {
		if at < 0 && s == "calc" {
			at = i
		}
		if s == "--" {
			break
		}
		if at < 0 || i == at || len(s) < 2 || s[0] != '-' || s[1] < '0' || s[1] > '9' || takesValue(args[i-1]) {
			continue
		}
		if out == nil {
			out = append([]string(nil), args...)
		}
		out[i] = " " + s
	}
	if out == nil {
		return args
	}
	return out
}

// takesValue reports a flag whose value is the next word.
func takesValue(s string) bool {
	switch s {
	case "--json", "--plain", "--csv", "--ascii":
		return false
	}
	return strings.HasPrefix(s, "--") && !strings.Contains(s, "=")
}
