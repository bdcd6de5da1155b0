package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
)

func newCurtain(t *testing.T) (c *curtain, told *int, wrote func() string) {
	t.Helper()
	f, err := os.Create(filepath.Join(t.TempDir(), "terminal"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	told = new(int)
	at := 0
	return &curtain{File: f, profile: colorprofile.TrueColor, told: func() { *told++ }}, told, func() string {
		b, err := os.ReadFile(f.Name())
		if err != nil {
			t.Fatal(err)
		}
		s := string(b[at:])
		at = len(b)
		return s
	}
}

func TestCurtain(t *testing.T) {
	const question = "\x1b[?2026$p\x1b[?2027$p\x1b[>4m"
	const modes = enterAlt + hideMark + "\x1b[?2004h"
	frame := strings.Repeat("a frame ", 20)
	ours := clearAll + wrapOff + "\x1b[1H\x1b[38;5;9mhello\x1b[m" + wrapOn
	for _, c := range []struct {
		name  string
		steps []string // what the renderer writes; "show" is our frame
		want  []string
		told  int
		left  string // what fall writes
	}{
		{"our frame comes first, and the renderer's over it, unseen", []string{question, "show", modes + clearAll + frame, "next"},
			[]string{question, enterAlt + hideMark + ours, "\x1b[?2026h" + hideMark + "\x1b[?2004h" + clearAll + frame + "\x1b[?2026l", "next"}, 1, ""},
		{"the renderer shows an empty screen first", []string{modes + clearAll, "show", clearAll + frame, "next"},
			[]string{modes + clearAll, hideMark + ours, "\x1b[?2026h" + clearAll + frame + "\x1b[?2026l", "next"}, 1, ""},
		{"and clears it again and again", []string{modes + clearAll, clearAll, "\x1b]11;?\x07", clearAll, "show"},
			[]string{modes + clearAll, clearAll, "\x1b]11;?\x07", clearAll, hideMark + ours}, 1, ""},
		{"the renderer is faster", []string{modes + clearAll + frame, "show", "next"}, []string{modes + clearAll + frame, "", "next"}, 1, ""},
		{"or has shown an empty screen before", []string{modes + clearAll, clearAll + frame, "show"}, []string{modes + clearAll, clearAll + frame, ""}, 1, ""},
		{"the program ends before the renderer begins", []string{"show"}, []string{enterAlt + hideMark + ours}, 1, showMark + leaveAlt},
		{"no frame at all", []string{question}, []string{question}, 0, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			cur, told, wrote := newCurtain(t)
			for i, s := range c.steps {
				if s == "show" {
					cur.show("\x1b[38;5;9mhello\x1b[m   \n      ")
				} else if n, err := cur.Write([]byte(s)); n != len(s) || err != nil {
					t.Fatalf("%q: %d, %v", s, n, err)
				}
				if got := wrote(); got != c.want[i] {
					t.Errorf("step %d, %q: wrote\n%q, want\n%q", i, s, got, c.want[i])
				}
			}
			if min(*told, 1) != c.told {
				t.Errorf("told %d times that a frame is out", *told)
			}
			cur.fall()
			if got := wrote(); got != c.left {
				t.Errorf("at the end it wrote %q, want %q", got, c.left)
			}
		})
	}
}

// Without colours none is written, whatever the frame has.
func TestCurtainWithoutColour(t *testing.T) {
	cur, _, wrote := newCurtain(t)
	cur.profile = colorprofile.ASCII
	cur.show("\x1b[1;38;5;9mhello\x1b[m")
	if got := wrote(); strings.Contains(got, "38;5") || !strings.Contains(got, "hello") {
		t.Errorf("wrote %q", got)
	}
}

// The first frame that has something on it goes out by the curtain, and the model is alone after it.
func TestOverture(t *testing.T) {
	m, err := New(Options{Path: filepath.Join(t.TempDir(), "t.db"), Now: func() time.Time { return time.Date(2026, 7, 16, 9, 0, 0, 0, time.UTC) }})
	if err != nil {
		t.Fatal(err)
	}
	m.slow = true // the empty desk shows
	first := make(chan string, 1)
	var o tea.Model = &overture{Model: m, first: first}
	if o.View(); len(first) > 0 {
		t.Fatal("a frame before the size of the terminal was known")
	}
	o, _ = o.Update(tea.WindowSizeMsg{Width: 120, Height: 36})
	v := o.View()
	if got := <-first; got != v.Content || !strings.Contains(got, "tandem") {
		t.Errorf("the frame that went out is not the one that shows:\n%s", got)
	}
	if o, _ = o.Update(tea.WindowSizeMsg{Width: 120, Height: 36}); o != tea.Model(m) {
		t.Errorf("%T has a part in what follows", o)
	}
}
