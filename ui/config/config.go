// Package config reads what a person set: the configuration file, and what the screen remembers
// by itself between two runs.
//
// The file is the person's own: it is read and never written to, but for `config init`, which
// makes one where there is none. What is wrong in it is said with its line and never stops the
// program: the setting keeps its default. Look, keys and habits stand here; what belongs to the
// work itself (currency, calendar, weights) is a record of the workspace, so that it has undo.
package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"tandem/ui/act"
)

// Config is what the file says; what it does not say stands at its default.
type Config struct {
	Theme      string      // a name of theme.Names
	Background string      // "auto", "dark" or "light"
	ASCII      string      // "auto", "on" or "off"
	Mouse      bool        // the program takes clicks; off leaves them to the terminal
	Editor     string      // command for long text; empty: VISUAL, then EDITOR
	Opener     string      // command that shows files and web addresses; empty: that of the desktop
	Backups    int         // of how many last runs the backup is kept
	Keys       act.Rebinds // keys that differ from the product's, clashes taken out
}

// Default is the configuration without a file.
func Default() Config {
	return Config{Theme: "auto", Background: "auto", ASCII: "auto", Mouse: true, Backups: 10, Keys: act.Rebinds{}}
}

// Problem is one thing wrong in the file. An Error was not done as asked although it was
// understood (a clash of keys, a file that cannot be read); all else is a warning. Both leave
// the setting at its default.
type Problem struct {
	Line  int // from 1; 0: the file as a whole
	Also  int // a second place that is part of it, 0: none
	Error bool
	Text  string
}

// String is the problem as one line, its place first.
func (p Problem) String() string {
	switch {
	case p.Line == 0:
		return p.Text
	case p.Also != 0:
		return fmt.Sprintf("lines %d and %d: %s", min(p.Line, p.Also), max(p.Line, p.Also), p.Text)
	}
	return fmt.Sprintf("line %d: %s", p.Line, p.Text)
}

// most is the largest file that is read, in bytes: anything longer was not written by hand.
const most = 1 << 20

// Path is the file to read: the one named by the flag, else by TANDEM_CONFIG, else
// tandem/config.toml in the XDG configuration folder; "" where there is no home. named says
// that somebody asked for this very file, so that it is an error if it is not there.
func Path(flag string, getenv func(string) string) (path string, named bool) {
	if flag != "" {
		return flag, true
	}
	if p := getenv("TANDEM_CONFIG"); p != "" {
		return p, true
	}
	return under("XDG_CONFIG_HOME", ".config", "config.toml", getenv), false
}

// StatePath is the file for what the screen remembers by itself; "" where there is no home.
func StatePath(getenv func(string) string) string {
	return under("XDG_STATE_HOME", filepath.Join(".local", "state"), "state.toml", getenv)
}

// under is a file in one of the XDG folders. Their rules say that a path that is not absolute is
// to be ignored.
func under(variable, usual, file string, getenv func(string) string) string {
	if d := getenv(variable); filepath.IsAbs(d) {
		return filepath.Join(d, "tandem", file)
	}
	if home := getenv("HOME"); filepath.IsAbs(home) {
		return filepath.Join(home, usual, "tandem", file)
	}
	return ""
}

// Load reads the file. One that is not there is no problem unless it was named. keys is the
// product's own table, which the keys of the file are checked against.
func Load(path string, named bool, keys *act.Table) (Config, []Problem) {
	if path == "" {
		return Default(), nil
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !named:
		return Default(), nil
	case err != nil:
		return Default(), []Problem{{Error: true, Text: reason(err)}}
	case info.IsDir():
		return Default(), []Problem{{Error: true, Text: "it is a folder, not a file"}}
	case info.Size() > most:
		return Default(), []Problem{{Error: true, Text: fmt.Sprintf("it has %d bytes; a configuration has at most %d", info.Size(), most)}}
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return Default(), []Problem{{Error: true, Text: reason(err)}}
	}
	return Read(string(b), keys)
}

// reason is why a file could not be read, without its name, which whoever says it knows.
func reason(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		err = p.Err
	}
	return "it cannot be read: " + err.Error()
}

// Table is the key table with the keys of the configuration in it.
func (c Config) Table(keys *act.Table) (*act.Table, error) { return keys.RebindIn(c.Keys) }

// Broken reports whether a problem is among them that counts as an error.
func Broken(list []Problem) bool {
	for _, p := range list {
		if p.Error {
			return true
		}
	}
	return false
}
