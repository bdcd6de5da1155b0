package act_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"tandem/ui/act"
)

var update = flag.Bool("update", false, "write the keys into README.md")

// TestReadme holds the README's keys to the table; -update writes them.
func TestReadme(t *testing.T) {
	keys, err := act.Default()
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		head, rest, ok := strings.Cut(string(b), "<!-- keys -->\n")
		_, tail, is := strings.Cut(rest, "<!-- /keys -->")
		if !ok || !is {
			t.Fatal("README.md has no marks for the keys")
		}
		b = []byte(head + "<!-- keys -->\n" + keys.Brief() + "<!-- /keys -->" + tail)
		if err := os.WriteFile("../../README.md", b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if !strings.Contains(string(b), keys.Brief()) {
		t.Errorf("README.md lacks the keys as they are; put this between its key marks:\n%s", keys.Brief())
	}
	if n := strings.Count(string(b), "\n"); n >= 200 {
		t.Errorf("README.md has %d lines, 200 are too many", n)
	}
}
