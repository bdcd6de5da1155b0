package ui_test

import (
	"image/color"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"tandem/ui"
	"tandem/ui/act"
	"tandem/ui/config"
	"tandem/ui/theme"
)

// configured starts a desk with what a configuration file says, and a state file of its own.
func configured(t testing.TB, text, state string, change ...func(*ui.Options)) desk {
	t.Helper()
	keys, err := act.Default()
	if err != nil {
		t.Fatal(err)
	}
	c, problems := config.Read(text, keys)
	return start(t, 120, 36, true, append(change, func(o *ui.Options) {
		o.Config, o.Problems, o.ConfigPath, o.State = c, problems, "/home/me/config.toml", state
	})...)
}

// TestReboundKeysEverywhere: a key that was changed works, the old one does not, and footer, help
// and palette show the new one.
func TestReboundKeysEverywhere(t *testing.T) {
	d := configured(t, "[keys.browse]\n\"record.new\" = \"insert\"\n[keys.global]\n\"app.triage\" = \"f4\"\n\"tab.2\" = \"f2\"\n", "")
	d.Has("insert new", "f4 triage", "f2 Risks").Lacks(" n new", " t triage")
	d.Press("n", "t").Lacks("New project", "who waits")
	d.Send(tea.KeyPressMsg{Code: tea.KeyInsert}).Has("New project").Press("esc")
	d.Send(tea.KeyPressMsg{Code: tea.KeyF2}).Has("risks")
	d.Press("?").Type("starts a new record").Has("insert").Press("esc")
	d.Press(":").Type("triage").Has("f4").Press("esc")
	d.Send(tea.KeyPressMsg{Code: tea.KeyF4}).Has("who waits")
}

// TestConfigProblemsAreSaid: an error in the open, warnings in the footer, and all in the palette.
func TestConfigProblemsAreSaid(t *testing.T) {
	d := configured(t, "thene = 1\n[keys.browse]\n\"record.new\" = \"Z\"\n\"record.edit\" = \"Z\"\n", "")
	d.Has("Problems in the configuration", "line 1: thene is no setting; did you mean theme?", "lines 3 and 4: Z is bound to record.new").Fits()
	d.Press("enter").Lacks("Problems in").Has("n new", "e edit")
	d.Press(":").Type("problems in").Press("enter").Has("/home/me/config.toml")

	d = configured(t, "thene = 1\nmouze = true", "")
	d.Has("config.toml, line 1: thene is no setting; did you mean theme? (and 1 more: tandem config check)")
}

// TestThemeIsRemembered: chosen in the palette it shows at once, holds on the next start, and
// gives way to a file that was changed later.
func TestThemeIsRemembered(t *testing.T) {
	state := filepath.Join(t.TempDir(), "state.toml")
	d := configured(t, "", state)
	dark := d.Raw()
	d.Press(":").Type("theme: light").Press("enter").Has("Theme: light.")
	if d.Raw() == dark {
		t.Error("nothing is drawn in other colours")
	}
	light := theme.New("light", true, false, false).Accent.Open()
	if !strings.Contains(configured(t, "", state).Raw(), light) {
		t.Error("the next start is not light")
	}
	if strings.Contains(configured(t, "theme = \"dark\"", state).Raw(), light) {
		t.Error("the file said dark later, and is not heard")
	}
	if s := config.LoadState(state); s.Theme != "light" {
		t.Errorf("%+v", s)
	}
}

// TestBackgroundIsFollowed: auto takes the terminal's word for light or dark, the others do not.
func TestBackgroundIsFollowed(t *testing.T) {
	light := theme.New("light", true, false, false).Accent.Open()
	for name, want := range map[string]bool{"auto": true, "dark": false, "contrast": false} {
		d := configured(t, "theme = \""+name+"\"", "")
		before := d.Raw()
		d.Send(tea.BackgroundColorMsg{Color: color.White})
		if strings.Contains(d.Raw(), light) != want {
			t.Errorf("%s on white: light colours are there: %v", name, !want)
		}
		if changed := d.Raw() != before; changed == (name == "dark") {
			t.Errorf("%s on white: changed: %v", name, changed)
		}
	}
}

// TestSilentTerminal: one that does not say what its background is gets colours that any shows, until
// it does say; a configuration that says it, and a theme that was chosen, hold.
func TestSilentTerminal(t *testing.T) {
	t.Setenv("COLORFGBG", "")
	after := func(cfg string) desk { // a start at which all waiting is over
		state := filepath.Join(t.TempDir(), "state.toml")
		return configured(t, cfg, state, func(o *ui.Options) {
			o.Tick = func(d time.Duration, msg func() tea.Msg) tea.Cmd {
				if d == time.Second {
					return func() tea.Msg { return msg() }
				}
				return nil
			}
		})
	}
	middle := theme.Middle(false).Accent.Open()
	d := after("")
	if !strings.Contains(d.Raw(), middle) {
		t.Error("the colours are not those for any background")
	}
	d.Send(tea.BackgroundColorMsg{Color: color.White})
	if strings.Contains(d.Raw(), middle) || !strings.Contains(d.Raw(), theme.New("light", true, false, false).Dim.Open()) {
		t.Error("a late answer is not heard")
	}
	for _, cfg := range []string{"background = \"dark\"", "theme = \"dark\""} {
		if strings.Contains(after(cfg).Raw(), middle) {
			t.Errorf("%s is not heard", cfg)
		}
	}
}

// TestNoColour: whatever is chosen, NO_COLOR means that no colour is drawn anywhere.
func TestNoColour(t *testing.T) {
	d := start(t, 120, 36, true, func(o *ui.Options) { o.NoColor = true })
	for _, keys := range [][]string{{}, {"t"}, {"d"}, {"e"}, {":"}, {"?"}} {
		d.Press("esc", "esc").Press(keys...)
		if s := d.Raw(); strings.Contains(s, "38;") || strings.Contains(s, "48;") {
			t.Errorf("%v: a colour is drawn", keys)
		}
	}
	d.Press("esc", "esc", ":").Type("theme: contrast").Press("enter").Has("NO_COLOR is set")
	for value, want := range map[string]bool{"": false, "0": true, "1": true, "no": true} {
		t.Setenv("NO_COLOR", value)
		if ui.NoColor() != want {
			t.Errorf("NO_COLOR=%q: %v", value, !want)
		}
	}
}

// TestPlainIsSwitched: ASCII signs can be had and given back without a restart.
func TestPlainIsSwitched(t *testing.T) {
	state := filepath.Join(t.TempDir(), "state.toml")
	d := configured(t, "", state)
	d.Has("╭").Press(":").Type("signs: ascii").Press("enter").Lacks("╭", "│").Has("+ PM", "ASCII signs only.")
	configured(t, "", state).Lacks("╭")
	d.Press(":").Type("signs: all").Press("enter").Has("╭")
	configured(t, "ascii = true", "").Lacks("╭")
}

// TestStateThatCannotBeKept is said, and the look holds all the same.
func TestStateThatCannotBeKept(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	d := configured(t, "", filepath.Join(file, "state.toml"))
	d.Press(":").Type("theme: none").Press("enter").Has("not remembered")
	if strings.Contains(d.Raw(), "38;") {
		t.Error("the theme was not taken")
	}
}

// TestMouseOff leaves the mouse to the terminal.
func TestMouseOff(t *testing.T) {
	if m := configured(t, "mouse = false", "").View().MouseMode; m != tea.MouseModeNone {
		t.Errorf("mouse mode %v", m)
	}
	if m := configured(t, "", "").View().MouseMode; m != tea.MouseModeCellMotion {
		t.Errorf("mouse mode %v: hovering would send events", m)
	}
}

// TestBackgroundIsSet: where the terminal cannot say what it has, or says it wrongly, the
// configuration does.
func TestBackgroundIsSet(t *testing.T) {
	want := theme.New("colour-blind", false, false, false).Hot.Open()
	d := configured(t, "theme = \"colour-blind\"\nbackground = \"light\"", "")
	d.Send(tea.BackgroundColorMsg{Color: color.Black}).Press("t")
	if !strings.Contains(d.Raw(), want) {
		t.Error("the colours are not those for a light background")
	}
}

// TestWelcomeHasRoom: on the least usual screen everything of the welcome is there, uncut.
func TestWelcomeHasRoom(t *testing.T) {
	d := start(t, 80, 24, false)
	d.Has("takes it away again", "MS Project", "Jira", "GitHub", "Taskwarrior", "CSV", "Start empty").Lacks("…").Fits()
}
