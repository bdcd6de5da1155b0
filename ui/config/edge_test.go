package config

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestValuesOfAnotherType: a setting that is given something of another type says what it wants and
// stays; names that cannot be shown as they are stand in quotes.
func TestValuesOfAnotherType(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"backups = 3\nmouse = \"no\"", `line 2: mouse: it is true or false, not "no"; it stays true`},
		{"backups = 3\neditor = 7", `line 2: editor: it is a text in quotes, not 7; it stays ""`},
		{"backups = 3\nopener = [\"a\", \"b\"]", "line 2: opener: it is a text in quotes, not "},
		{"backups = 3\n\"a b\" = 1", `line 2: "a b" is no setting`},
		{"backups = 3\n'' = 1", `line 2: "" is no setting`},
	} {
		got, bad := Read(c.text, table(t))
		if s := said(bad); !strings.HasPrefix(s, c.want) || strings.Contains(s, "\n") {
			t.Errorf("%q says\n%s\nwant\n%s", c.text, s, c.want)
		}
		if got.Backups != 3 || !got.Mouse || got.Editor != "" || got.Opener != "" {
			t.Errorf("%q: %+v", c.text, got)
		}
	}
}

// TestLastLineWithoutAnEnd: a comment and a setting at the very end, with no line break behind them, are
// read, and the line of what is wrong there is known.
func TestLastLineWithoutAnEnd(t *testing.T) {
	if c, bad := Read("theme = \"light\" # the end", table(t)); c.Theme != "light" || len(bad) > 0 {
		t.Errorf("%+v %s", c, said(bad))
	}
	if _, bad := Read("\n\n'thene' = 1", table(t)); !strings.HasPrefix(said(bad), "line 3: thene is no setting") {
		t.Error(said(bad))
	}
}

// TestNothingIsLeftOfAFailure: where a file cannot be written the error says so and nothing half written
// stays behind; one that is there is not touched.
func TestNothingIsLeftOfAFailure(t *testing.T) {
	dir := t.TempDir()
	taken := filepath.Join(dir, "taken")
	if err := os.WriteFile(taken, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, err := range map[string]error{
		"a state below a file":    State{Theme: "light"}.Save(filepath.Join(taken, "state.toml")),
		"an example below a file": Init(filepath.Join(taken, "config.toml"), table(t)),
	} {
		if err == nil {
			t.Errorf("%s was written", name)
		}
	}
	if err := Init(taken, table(t)); !errors.Is(err, fs.ErrExist) {
		t.Errorf("over a file that is there: %v", err)
	}
	folder := filepath.Join(dir, "state.toml")
	if err := os.MkdirAll(filepath.Join(folder, "full"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := (State{Theme: "light"}).Save(folder); err == nil {
		t.Error("a state took the place of a folder")
	}
	if b, _ := os.ReadFile(taken); string(b) != "mine" {
		t.Errorf("the file that was there holds %q", b)
	}
	left, _ := filepath.Glob(filepath.Join(dir, ".state-*"))
	if all, _ := os.ReadDir(dir); len(left) > 0 || len(all) != 2 {
		t.Errorf("left behind: %v %v", left, all)
	}
}
