package cli

import (
	"strings"
	"testing"
)

// TestLongMessages: a row whose own text is in the message does not fill the screen, and what is wrong with
// it is still said.
func TestLongMessages(t *testing.T) {
	if s := clip("short"); s != "short" {
		t.Error(s)
	}
	s := clip("task \"" + strings.Repeat("über", 20000) + "\": no project is given")
	if n := len([]rune(s)); n > maxMessage+10 || !strings.HasPrefix(s, "task \"über") || !strings.HasSuffix(s, "no project is given") {
		t.Errorf("%d: %s", n, s)
	}
}
