package act_test

import (
	"os"
	"strings"
	"testing"

	"tandem/ui/act"
)

// TestReadme holds the README's keys to the table; -update is not needed: the message has it.
func TestReadme(t *testing.T) {
	keys, err := act.Default()
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(b), keys.Brief()) {
		t.Errorf("README.md lacks the keys as they are; put this between its key marks:\n%s", keys.Brief())
	}
	if n := strings.Count(string(b), "\n"); n >= 200 {
		t.Errorf("README.md has %d lines, 200 are too many", n)
	}
}
