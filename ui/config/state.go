package config

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"

	"github.com/BurntSushi/toml"

	"tandem/ui/theme"
)

// State is what the screen remembers by itself: what was chosen on it rather than written down.
// It belongs to the person and the machine, not to the workspace.
type State struct {
	Theme string `toml:"theme,omitempty"` // chosen on the screen
	// Over is what the file said when the theme was chosen. A file that says something else by
	// now was changed later, and the later word holds.
	Over  string `toml:"theme_over,omitempty"`
	ASCII string `toml:"ascii,omitempty"` // "on" or "off", likewise
	Plain string `toml:"ascii_over,omitempty"`
	Split int    `toml:"split,omitempty"` // percent of the width for the left pane; 0: half
}

// LoadState reads the file; one that is not there or makes no sense remembers nothing.
func LoadState(path string) State {
	var s State
	b, err := os.ReadFile(path)
	if path == "" || err != nil {
		return State{}
	}
	if _, err := toml.Decode(string(b), &s); err != nil {
		return State{}
	}
	if !slices.Contains(theme.Names(), s.Theme) {
		s.Theme = ""
	}
	if s.ASCII != "on" && s.ASCII != "off" {
		s.ASCII = ""
	}
	if s.Split < 25 || s.Split > 75 {
		s.Split = 0
	}
	return s
}

// Save writes the file whole or not at all, private to the user. A path of "" keeps nothing.
func (s State) Save(path string) error {
	if path == "" {
		return nil
	}
	var b bytes.Buffer
	b.WriteString("# Kept by tandem itself; what you want to set stands in config.toml.\n")
	if err := toml.NewEncoder(&b).Encode(s); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".state-*")
	if err != nil {
		return err
	}
	_, err = f.Write(b.Bytes())
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
	return err
}

// ThemeOf is the theme to draw with: what was chosen on the screen, unless the file has changed
// its mind since.
func (s State) ThemeOf(c Config) string {
	if s.Theme != "" && s.Over == c.Theme {
		return s.Theme
	}
	return c.Theme
}

// PlainOf is whether to draw with plain ASCII, by the same rule: "auto", "on" or "off".
func (s State) PlainOf(c Config) string {
	if s.ASCII != "" && s.Plain == c.ASCII {
		return s.ASCII
	}
	return c.ASCII
}
