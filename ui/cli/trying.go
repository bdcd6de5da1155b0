package cli

import (
	"errors"
	"os"
	"path/filepath"

	"tandem/store"
)

// trying is with for a command that may be told to change nothing: a dry run where there is no
// workspace yet looks at an empty one, which is gone afterwards, and leaves no file behind.
func (a *app) trying(dry bool, f func(s *store.Store) error) error {
	if !dry || a.held != nil {
		return a.with(f)
	}
	if _, err := os.Lstat(a.path()); !errors.Is(err, os.ErrNotExist) {
		return a.with(f)
	}
	if w := dial(a.path()); w != nil { // somebody has it open all the same
		return a.forward(w, a.args)
	}
	dir, err := os.MkdirTemp("", "tandem-dry-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	named := a.flags.db
	a.flags.db = filepath.Join(dir, "empty.db")
	defer func() { a.flags.db = named }()
	return a.with(f)
}
