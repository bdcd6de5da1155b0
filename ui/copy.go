package ui

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"tandem/ui/pane"
)

// A text goes to the clipboard through the terminal (OSC 52), which works over ssh as it does
// at home: no display of this machine is asked. The terminal answers nothing, so that only what
// is known to fail beforehand can be said, and tmux and screen, which stand between, need a way
// of their own.

// clipboard is how a text reaches the clipboard from here.
type clipboard uint8

const (
	byTerminal clipboard = iota // the terminal itself
	byTmux                      // a command to the tmux around us, which tells whether it worked
	byScreen                    // wrapped, for GNU screen to hand on
	byNobody                    // a terminal that has none
)

// clipboardOf tells the way from the environment.
func clipboardOf(getenv func(string) string) clipboard {
	term := getenv("TERM")
	switch {
	case getenv("TMUX") != "":
		return byTmux
	case getenv("STY") != "" || strings.HasPrefix(term, "screen") && getenv("TERM_PROGRAM") != "tmux":
		return byScreen
	case term == "linux" || term == "dumb" || strings.HasPrefix(term, "vt1") || strings.HasPrefix(term, "vt2"):
		return byNobody
	}
	return byTerminal
}

// mostCopied is how many bytes are sent at most: terminals cut or drop longer sequences, and
// 74994 bytes in base64 are the 100,000 that the oldest of them take.
const mostCopied = 74994

// copy puts text on the clipboard and says what became of it.
func (m *Model) copy(text string) tea.Cmd {
	said := "Copied."
	if lines := strings.Count(text, "\n") + 1; lines > 1 {
		said = fmt.Sprintf("Copied %d lines.", lines)
	}
	return m.copySaying(text, said)
}

// copySaying puts text on the clipboard; said is the line where nothing is known to have failed.
func (m *Model) copySaying(text, said string) tea.Cmd {
	way := clipboardOf(m.opt.Getenv)
	switch {
	case text == "":
		return m.say("There is nothing to copy here.", true)
	case way == byNobody:
		return m.say("Nothing copied: this terminal ("+m.opt.Getenv("TERM")+") has no clipboard.", true)
	case way == byTmux:
		return func() tea.Msg { return m.toTmux(text, said) }
	case len(text) > mostCopied:
		return m.say(fmt.Sprintf("Nothing copied: %d kB are more than a terminal takes (%d kB).", len(text)/1000, mostCopied/1000), true)
	case way == byScreen:
		return tea.Batch(tea.Raw(forScreen(text)), m.say(said, false))
	}
	return tea.Batch(tea.SetClipboard(text), m.say(said, false))
}

// toTmux hands the text to tmux, which keeps it as its newest buffer and gives it to the terminal
// outside. It is done off the event loop. Where tmux is too old to do the second by itself, the
// sequence is sent through it as well.
func (m *Model) toTmux(text, said string) tea.Msg {
	run := m.opt.Tmux
	err := run(text, "load-buffer", "-w", "-")
	old := err != nil
	if old {
		err = run(text, "load-buffer", "-")
	}
	return reply{then: func() pane.Effect {
		switch {
		case err != nil:
			return pane.Toast{Text: "Nothing copied: tmux does not take it: " + err.Error(), Bad: true}
		case old && len(text) <= mostCopied:
			m.wanted = append(m.wanted, tea.Raw(throughTmux(text)))
		}
		return pane.Toast{Text: said}
	}}
}

// tmux runs the tmux that this terminal is in.
func tmux(input string, args ...string) error {
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, "tmux", args...)
	cmd.Stdin, cmd.Env = strings.NewReader(input), os.Environ()
	out, err := cmd.CombinedOutput()
	if s := strings.TrimSpace(string(out)); err != nil && s != "" {
		line, _, _ := strings.Cut(s, "\n")
		return errors.New(line)
	}
	return err
}

// sequence is the OSC 52 sequence that sets the clipboard.
func sequence(text string) string {
	return "\x1b]52;c;" + base64.StdEncoding.EncodeToString([]byte(text)) + "\a"
}

// throughTmux wraps the sequence for a tmux that lets programs through to the terminal.
func throughTmux(text string) string {
	return "\x1bPtmux;" + strings.ReplaceAll(sequence(text), "\x1b", "\x1b\x1b") + "\x1b\\"
}

// screenPart is how many bytes GNU screen takes in one piece.
const screenPart = 250

// forScreen wraps the sequence for GNU screen, which hands on short pieces only.
func forScreen(text string) string {
	s := sequence(text)
	var b strings.Builder
	for len(s) > 0 {
		n := min(screenPart, len(s))
		b.WriteString("\x1bP" + s[:n] + "\x1b\\")
		s = s[n:]
	}
	return b.String()
}
