package ui

import (
	"cmp"
	"fmt"
	"os"
	"os/exec"

	tea "charm.land/bubbletea/v2"

	"tandem/ui/pane"
)

// editor hands the terminal to the person's editor and takes the text back.
func (m *Model) editor(e pane.Editor) tea.Cmd {
	name := cmp.Or(m.look.cfg.Editor, os.Getenv("VISUAL"), os.Getenv("EDITOR"))
	if name == "" {
		return m.say("No editor is set: export EDITOR, or set editor in the configuration.", true)
	}
	f, err := os.CreateTemp("", "tandem-*.md")
	if err != nil {
		return m.say("No temporary file for the editor: "+err.Error(), true)
	}
	_, err = f.WriteString(e.Text)
	if err2 := f.Close(); err == nil {
		err = err2
	}
	if err != nil {
		return m.say("The text could not be handed to the editor: "+err.Error(), true)
	}
	cmd := exec.Command("sh", "-c", name+` "$1"`, "sh", f.Name())
	cmd.Stdout = os.Stdout // itself, not what the renderer writes through
	return tea.ExecProcess(cmd, func(err error) tea.Msg {
		defer os.Remove(f.Name())
		if err != nil {
			return reply{err: fmt.Errorf("the editor %q failed: %w; set $EDITOR to one that works", name, err)}
		}
		text, err := os.ReadFile(f.Name())
		if err != nil {
			return reply{err: err}
		}
		return reply{then: func() pane.Effect { return e.Done(string(text)) }}
	})
}
