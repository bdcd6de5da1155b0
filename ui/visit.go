package ui

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"

	"tandem/ui/layout"
	"tandem/ui/pane"
)

// A file or web address is shown by the program made for it, where there is a display to show it
// on; over ssh or on a bare console it goes to the clipboard instead, and the line says so.
// Addresses come from files of others too, so nothing of one is ever read by a shell, and what
// would run rather than show is only copied.

// safeSchemes are the kinds of address that are handed on; any other goes to the clipboard.
var safeSchemes = []string{"http", "https", "mailto", "file"}

// patience is how long a program that is to show something may take to say that it cannot.
const patience = 3 * time.Second

// showAddress shows what an address leads to, or copies it and says why.
func (m *Model) showAddress(address string) tea.Cmd {
	if address == "" {
		return m.say("There is no address here.", true)
	}
	opener := m.look.cfg.Opener
	if opener == "" {
		opener = openerOf(runtime.GOOS, m.opt.Getenv)
	}
	if opener == "" {
		return m.copySaying(address, "No display here to open it on: copied "+layout.Clean(address))
	}
	base, launch := filepath.Dir(m.opt.Path), m.opt.Launch
	return func() tea.Msg {
		target, err := targetOf(address, base, m.opt.Getenv("HOME"))
		if err == nil {
			err = launch(opener, target)
		}
		return reply{then: func() pane.Effect {
			if err == nil {
				return pane.Toast{Text: "Opened " + layout.Clean(address)}
			}
			m.wanted = append(m.wanted, m.copySaying(address, "Not opened, but copied: "+err.Error()))
			return nil
		}}
	}
}

// openerOf is the command that shows addresses on this system, "" where there is no display.
func openerOf(system string, getenv func(string) string) string {
	if system == "darwin" {
		if getenv("SSH_CONNECTION") != "" || getenv("SSH_TTY") != "" {
			return ""
		}
		return "open"
	}
	if getenv("DISPLAY") != "" || getenv("WAYLAND_DISPLAY") != "" {
		return "xdg-open"
	}
	return ""
}

// targetOf is what the opener gets: a web address as it is, a file by its full path. A relative
// path is looked for where the program runs, then beside the workspace. The error says, in words
// for the person, why it should not be opened.
func targetOf(address, base, home string) (string, error) {
	if strings.HasPrefix(address, "www.") {
		return "https://" + address, nil
	}
	if u, err := url.Parse(address); err == nil && len(u.Scheme) > 1 {
		if !slices.Contains(safeSchemes, strings.ToLower(u.Scheme)) {
			return "", fmt.Errorf("%s: is no web address or file", u.Scheme)
		}
		if strings.ToLower(u.Scheme) != "file" {
			return address, nil
		}
		address = u.Path
	}
	if rest, ok := strings.CutPrefix(address, "~/"); ok && home != "" {
		address = filepath.Join(home, rest)
	}
	path, err := filepath.Abs(address)
	if err != nil {
		return "", err
	}
	info, err := os.Stat(path)
	if errors.Is(err, os.ErrNotExist) && !filepath.IsAbs(address) {
		path = filepath.Join(base, address)
		info, err = os.Stat(path)
	}
	switch {
	case errors.Is(err, os.ErrNotExist):
		return "", errors.New("there is no such file")
	case err != nil:
		return "", err
	case info.Mode().IsRegular() && (info.Mode().Perm()&0o111 != 0 || strings.EqualFold(filepath.Ext(path), ".desktop")):
		return "", errors.New("it is a program, which is not run from here")
	}
	return filepath.Abs(path)
}

// launch starts the opener with the address behind its own arguments, in a session of its own, so
// that what it shows outlives this program and it cannot draw on this terminal. An opener that
// still runs after a moment shows the thing by itself.
func launch(opener, target string) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	cmd := exec.Command("sh", "-c", opener+` "$1"`, "sh", target)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if err := cmd.Start(); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case err := <-ended:
		if err != nil {
			return fmt.Errorf("%s: %w", opener, err)
		}
	case <-ctx.Done():
	}
	return nil
}
