package ui_test

import (
	"os"
	"path/filepath"
	"testing"
)

// Without an editor of the person's own none is opened: who does not know the way out of a program they did not
// choose loses what they wrote. What is typed stays.
func TestNoEditorIsSet(t *testing.T) {
	t.Setenv("VISUAL", "")
	t.Setenv("EDITOR", "")
	t.Setenv("TMPDIR", t.TempDir())
	d := start(t, 80, 24, true)
	d.Press("2", "n").Type("Rain").Press("ctrl+e").Has("No editor is set", "export EDITOR", "Rain").Fits()
	if left, _ := filepath.Glob(filepath.Join(os.TempDir(), "tandem-*.md")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
