package config

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"tandem/ui/act"
)

// Example is a file in which every setting and every key stands as it is without a file, behind
// comment signs: taking one away and changing the value is all there is to do.
func Example(keys *act.Table) string {
	var b strings.Builder
	b.WriteString("# Configuration of tandem. Every line that does something is behind a comment sign, with the\n" +
		"# value that holds without it. `tandem config check` says what is wrong in here, with its line.\n")
	c := Default()
	for _, s := range settings {
		b.WriteByte('\n')
		for _, h := range s.help {
			b.WriteString("# " + h + "\n")
		}
		b.WriteString("#" + s.name + " = " + s.show(&c) + "\n")
	}
	b.WriteString("\n# Keys, place by place: an action takes one key, or several in a list. A key that is given\n" +
		"# away needs its old action to move as well. Names: n, N, ctrl+n, alt+n, f5, enter, esc, tab,\n" +
		"# space, up, pgdown, home. Help (?), footer and palette show what is set here.\n")
	for _, scope := range keys.Scopes() {
		fmt.Fprintf(&b, "\n# %s\n#[keys.%s]\n", act.TitleOf(scope), quotedName(scope))
		seen := map[act.Name]bool{}
		for _, row := range keys.All() {
			if row.Scope == scope && len(row.Keys) > 0 && !seen[row.Action] {
				seen[row.Action] = true
				b.WriteString("#" + binding(row.Action, keys.Keys(scope, row.Action)) + "\n")
			}
		}
	}
	return b.String()
}

// quotedName is a scope as one part of a section's name.
func quotedName(scope string) string {
	if strings.Contains(scope, ".") {
		return strconv.Quote(scope)
	}
	return scope
}

// binding is a line that binds an action.
func binding(n act.Name, keys []string) string {
	quoted := make([]string, len(keys))
	for i, k := range keys {
		quoted[i] = strconv.Quote(k)
	}
	v := strings.Join(quoted, ", ")
	if len(keys) != 1 {
		v = "[" + v + "]"
	}
	return strconv.Quote(string(n)) + " = " + v
}

// Show is the configuration in force, as a file would have it: every setting, and the keys that
// differ from the product's.
func (c Config) Show() string {
	var b strings.Builder
	for _, s := range settings {
		b.WriteString(s.name + " = " + s.show(&c) + "\n")
	}
	for _, scope := range sorted(c.Keys) {
		fmt.Fprintf(&b, "\n[keys.%s]\n", quotedName(scope))
		for _, n := range sorted(stringKeys(c.Keys[scope])) {
			b.WriteString(binding(act.Name(n), c.Keys[scope][act.Name(n)]) + "\n")
		}
	}
	return b.String()
}

func stringKeys(m map[act.Name][]string) map[string]bool {
	out := map[string]bool{}
	for n := range m {
		out[string(n)] = true
	}
	return out
}

// Init writes the example to a file that is not there yet, private to the user. One that is
// there stays as it is, and the error, which wraps fs.ErrExist, says so.
func Init(path string, keys *act.Table) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteString(Example(keys))
	if e := f.Close(); err == nil {
		err = e
	}
	if err != nil {
		_ = os.Remove(path) // half a file would be read as the whole
	}
	return err
}
