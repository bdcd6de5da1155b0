package ui

import (
	"bytes"
	"os"
	"strings"
	"sync"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"tandem/ui/layout"
)

// The renderer writes at a fixed beat, and its first frame takes it several times as long as any
// later one: all its code and tables are cold. So the first frame there is goes to the terminal
// directly. With its next beat the renderer clears the screen and draws the same again; from then
// on nothing here has a part in anything.

const (
	enterAlt = "\x1b[?1049h"
	leaveAlt = "\x1b[?1049l"
	clearAll = "\x1b[H\x1b[2J"
	hideMark = "\x1b[?25l"
	showMark = "\x1b[?25h"
	wrapOff  = "\x1b[?7l"
	wrapOn   = "\x1b[?7h"
	// chatter is the most bytes of a write that only asks the terminal something or clears it.
	chatter = 64
)

// scene is what the terminal shows.
type scene int

const (
	closed scene = iota // the shell
	raised              // the renderer's alternate screen, empty
	shown               // our frame; the renderer has drawn none
	over                // a frame of the renderer
)

// curtain is the terminal as the renderer writes to it. It keeps being the file, so that its size
// and modes can be asked for. Safe for use by several goroutines.
type curtain struct {
	*os.File
	profile colorprofile.Profile
	mu      sync.Mutex
	at      scene
	entered bool   // the alternate screen, by us
	told    func() // once a frame is out
}

// Write implements io.Writer for the renderer.
func (c *curtain) Write(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch c.at {
	case over:
		return c.File.Write(p)
	case shown:
		return c.again(p)
	}
	defer func() {
		if c.at == over {
			c.told()
		}
	}()
	n, err := c.File.Write(p)
	at := bytes.Index(p, []byte(enterAlt))
	switch {
	case c.at == closed && at >= 0:
		c.at = raised
		if end := bytes.Index(p, []byte(clearAll)); end >= 0 && len(p) > end+len(clearAll) {
			c.at = over
		}
	case c.at == raised && len(p) > chatter:
		c.at = over
	}
	return n, err
}

// again writes what the renderer believes to be its first frame: the alternate screen is entered
// but once, and that the frame is cleared and drawn a second time is hidden from the eye.
func (c *curtain) again(p []byte) (int, error) {
	q := p
	if c.entered {
		q = bytes.Replace(p, []byte(enterAlt), nil, 1)
		c.entered = len(q) == len(p)
	}
	if bytes.Contains(q, []byte(clearAll)) {
		c.at = over
		q = append(append([]byte("\x1b[?2026h"), q...), "\x1b[?2026l"...)
	}
	if _, err := c.File.Write(q); err != nil {
		return 0, err
	}
	return len(p), nil
}

// show writes a frame unless one is out.
func (c *curtain) show(frame string) {
	b := append([]byte(enterAlt+hideMark+clearAll+wrapOff), layout.Terse(strings.Split(frame, "\n"))...)
	b = append(b, wrapOn...)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.at > raised {
		return
	}
	c.entered = c.at == closed
	if !c.entered {
		b = b[len(enterAlt):]
	}
	c.at = shown
	out := colorprofile.Writer{Forward: c.File, Profile: c.profile}
	_, _ = out.Write(b) // a terminal that is gone is the renderer's to find out
	c.told()
}

// fall gives the shell its screen back where the renderer never took ours over.
func (c *curtain) fall() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.entered {
		_, _ = c.File.WriteString(showMark + leaveAlt)
		c.entered = false
	}
}

// overture is the program until its first frame is out.
type overture struct {
	*Model
	first chan<- string
	done  bool
}

// Update implements tea.Model.
func (o *overture) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	_, cmd := o.Model.Update(msg)
	if o.done {
		return o.Model, cmd
	}
	return o, cmd
}

// View implements tea.Model: the first frame goes out by both ways.
func (o *overture) View() tea.View {
	v := o.Model.View()
	if !o.done && v.Content != "" && o.w >= 20 && o.h >= 5 {
		o.done = true
		o.first <- v.Content // never waits: it holds one
	}
	return v
}

// raise shows the first frame that View makes, off the event loop.
func (c *curtain) raise(m *Model) tea.Model {
	first := make(chan string, 1)
	go func() { c.show(<-first) }()
	return &overture{Model: m, first: first}
}
