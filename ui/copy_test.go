package ui_test

import (
	"encoding/base64"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"tandem/ui"
)

// sentinel wraps a model and keeps the messages that a terminal would get, which the loop of
// Bubble Tea takes for itself.
type sentinel struct {
	tea.Model
	sent *[]string
}

func (s sentinel) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch v := reflect.ValueOf(msg); {
	case v.Kind() == reflect.String && strings.Contains(fmt.Sprintf("%T", msg), "lipboard"):
		*s.sent = append(*s.sent, "osc52 "+v.String())
	case strings.HasSuffix(fmt.Sprintf("%T", msg), "RawMsg"):
		*s.sent = append(*s.sent, fmt.Sprint(msg.(tea.RawMsg).Msg))
	}
	m, cmd := s.Model.Update(msg)
	return sentinel{m, s.sent}, cmd
}

// copied presses y on the list in an environment and gives what the terminal got.
func copied(t *testing.T, env map[string]string, tmux func(string, ...string) error) (desk, []string) {
	t.Helper()
	var sent []string
	d := startWrapped(t, func(m tea.Model) tea.Model { return sentinel{m, &sent} }, func(o *ui.Options) {
		o.Getenv, o.Tmux = func(k string) string { return env[k] }, tmux
	})
	d.Press("y", "y")
	return d, sent
}

func TestCopyByTerminal(t *testing.T) {
	for _, env := range []map[string]string{{"TERM": "xterm-256color"}, {"TERM": "xterm-kitty", "SSH_TTY": "/dev/pts/1"}, {"TERM": "foot"}} {
		d, sent := copied(t, env, nil)
		d.Has("Copied.")
		if len(sent) != 1 || !strings.HasPrefix(sent[0], "osc52 P-") {
			t.Errorf("%v: %q", env, sent)
		}
	}
}

// TestCopyInTmux: tmux is asked, which knows whether it worked; one too old gets the sequence too.
func TestCopyInTmux(t *testing.T) {
	env := map[string]string{"TMUX": "/tmp/tmux-1/default,1,0", "TERM": "tmux-256color"}
	var calls []string
	d, sent := copied(t, env, func(in string, args ...string) error {
		calls = append(calls, in[:2]+" "+strings.Join(args, " "))
		return nil
	})
	d.Has("Copied.")
	if strings.Join(calls, "|") != "P- load-buffer -w -" || len(sent) != 0 {
		t.Errorf("asked %q, sent %q", calls, sent)
	}
	d, sent = copied(t, env, func(in string, args ...string) error {
		if len(args) == 3 {
			return errors.New("unknown option -- w")
		}
		return nil
	})
	d.Has("Copied.")
	if len(sent) != 1 || !strings.HasPrefix(sent[0], "\x1bPtmux;\x1b\x1b]52;c;") || !strings.HasSuffix(sent[0], "\a\x1b\\") {
		t.Errorf("to an old tmux: %q", sent)
	}
	d, _ = copied(t, env, func(string, ...string) error { return errors.New("no server running") })
	d.Has("Nothing copied: tmux does not take it: no server running")
}

func TestCopyInScreen(t *testing.T) {
	_, sent := copied(t, map[string]string{"STY": "1.pts", "TERM": "screen"}, nil)
	if len(sent) != 1 {
		t.Fatalf("%q", sent)
	}
	whole := strings.NewReplacer("\x1bP", "", "\x1b\\", "").Replace(sent[0])
	text, err := base64.StdEncoding.DecodeString(strings.TrimSuffix(strings.TrimPrefix(whole, "\x1b]52;c;"), "\a"))
	if err != nil || !strings.HasPrefix(string(text), "P-") {
		t.Errorf("%q %v", text, err)
	}
}

func TestCopyThatCannotBe(t *testing.T) {
	d, sent := copied(t, map[string]string{"TERM": "linux"}, nil)
	if d.Has("Nothing copied: this terminal (linux) has no clipboard."); len(sent) > 0 {
		t.Errorf("sent %q", sent)
	}
}

// visited presses o on a record with a web address, in an environment, with an opener that fails
// by err; it gives what was opened and what the terminal got.
func visited(t *testing.T, env map[string]string, err error) (d desk, opened, sent []string) {
	t.Helper()
	d = startWrapped(t, func(m tea.Model) tea.Model { return sentinel{m, &sent} }, func(o *ui.Options) {
		o.Getenv = func(k string) string { return env[k] }
		o.Launch = func(opener, target string) error {
			opened = append(opened, opener+" "+target)
			return err
		}
	})
	d.Press("2", "&").Type("https://example.org/offer").Press("enter").Has("Link R-").Press("o")
	return d, opened, sent
}

func TestVisit(t *testing.T) {
	d, opened, sent := visited(t, map[string]string{"TERM": "xterm", "DISPLAY": ":0"}, nil)
	d.Has("Opened https://example.org/offer")
	if len(opened) != 1 || opened[0] != "xdg-open https://example.org/offer" || len(sent) != 0 {
		t.Errorf("opened %q, sent %q", opened, sent)
	}
	d, opened, sent = visited(t, map[string]string{"TERM": "xterm", "SSH_TTY": "/dev/pts/1"}, nil)
	d.Has("No display here to open it on: copied https://example.org/offer")
	if len(opened) != 0 || len(sent) != 1 || sent[0] != "osc52 https://example.org/offer" {
		t.Errorf("opened %q, sent %q", opened, sent)
	}
	d, _, sent = visited(t, map[string]string{"TERM": "xterm", "DISPLAY": ":0"}, errors.New("xdg-open: exit status 3"))
	d.Has("Not opened, but copied: xdg-open: exit status 3")
	if len(sent) != 1 {
		t.Errorf("sent %q", sent)
	}
	d, _, _ = visited(t, map[string]string{"TERM": "linux"}, nil)
	d.Has("Nothing copied: this terminal (linux) has no clipboard.")
}
