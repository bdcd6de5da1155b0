package ui_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestPTYDraftOutlivesKill: the program is killed while somebody types into a form; the next
// start offers what was typed.
func TestPTYDraftOutlivesKill(t *testing.T) {
	bin := tandem(t)
	path := sampled(t, t.TempDir(), 0)
	s := begin(t, env(t.TempDir()), bin, "--db", path)
	s.sees("Plan", "new")
	s.sent("n", "New project")
	s.send("Half a ", "thought")
	s.sees("Half a thought")
	end := time.Now().Add(patience)
	for { // the draft is kept within a second of the typing; nothing on the screen says so
		if b, _ := os.ReadFile(path + ".drafts"); bytes.Contains(b, []byte("Half a thought")) {
			break
		}
		if time.Now().After(end) {
			t.Fatal("no draft was kept")
		}
		time.Sleep(20 * time.Millisecond)
	}
	if info, err := os.Stat(path + ".drafts"); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the draft: %v %v", info, err)
	}
	_ = s.cmd.Process.Kill()
	s.gone(patience)

	s = begin(t, env(t.TempDir()), bin, "--db", path)
	s.sees("Plan", "new")
	s.sent("n", "New project", "Half a thought", "what you had typed before")
	s.send("\x18") // ctrl+x discards it, for good
	s.sees("Discarded")
	s.send("q")
	s.gone(patience)
	if b, err := os.ReadFile(path + ".drafts"); !os.IsNotExist(err) {
		t.Errorf("the draft is still there: %s %v", b, err)
	}
}

// TestPTYConfig: the binary takes keys, look and warnings from the file.
func TestPTYConfig(t *testing.T) {
	bin, home := tandem(t), t.TempDir()
	file := filepath.Join(home, ".config", "tandem", "config.toml")
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte("ascii = true\nmouse = false\n[keys.global]\n\"app.triage\" = \"f5\"\n[keys.browse]\n\"record.new\" = \"nn\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	path := sampled(t, t.TempDir(), 0)
	s := begin(t, env(home), bin, "--db", path)
	s.sees("+ PM", "config.toml, line 6: record.new: \"nn\" names no key")
	s.sent("\x1b[15~", "1 Now", "esc back")
	if b := s.stream(); bytes.Contains(b, []byte("\x1b[?1002h")) || bytes.Contains(b, []byte("╭")) {
		t.Error("the mouse was taken, or a sign beyond ASCII drawn")
	}
	s.send("q")
	s.gone(patience)
}

// TestPTYFocus: a terminal that comes to the front or goes to the back costs nothing, nor does a
// mouse that hovers; a change of size is one frame, shown as a whole.
func TestPTYFocus(t *testing.T) {
	bin := tandem(t)
	path := sampled(t, t.TempDir(), 0)
	s := begin(t, env(t.TempDir()), bin, "--db", path)
	s.sees("Plan", "to decide")
	s.sent("?", "find a key")
	s.left("find a key")
	s.sent("j", " 2/")
	before := len(s.stream())
	s.send("\x1b[I", "\x1b[O", "\x1b[I", strings.Repeat("\x1b[<35;20;10M", 20))
	s.sent("j", " 3/") // the row after: something that shows
	if n := len(s.stream()) - before; n > 3000 {
		t.Errorf("%d bytes were drawn for a change of focus and one row", n)
	}
	if bytes.Contains(s.stream()[before:], []byte("\x1b[2J")) {
		t.Error("the screen was cleared")
	}
	if bytes.Contains(s.stream(), []byte("\x1b[?1004h")) || bytes.Contains(s.stream(), []byte("\x1b[?1003h")) {
		t.Error("the program asks to be told of focus or of every move of the mouse")
	}
	s.send("q")
	s.gone(patience)
}
