package ui

import (
	"os"
	"path/filepath"
	"strings"

	"tandem/ui/entry"
)

// complete extends a path to the longest that all files with this beginning share, as a shell
// does; false where no file begins so.
func complete(path *entry.Entry) bool {
	found, _ := filepath.Glob(expand(path.Value()) + "*")
	if len(found) == 0 {
		return false
	}
	same := found[0]
	for _, f := range found[1:] {
		for !strings.HasPrefix(f, same) {
			same = same[:len(same)-1]
		}
	}
	if info, err := os.Stat(same); err == nil && info.IsDir() && len(found) == 1 {
		same += "/"
	}
	path.Set(same)
	return true
}

// expand puts the home folder in the place of ~.
func expand(path string) string {
	if rest, ok := strings.CutPrefix(path, "~/"); ok {
		if home, err := os.UserHomeDir(); err == nil {
			return filepath.Join(home, rest)
		}
	}
	return path
}
