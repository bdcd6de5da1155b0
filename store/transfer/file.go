package transfer

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// WriteFile writes a private file (0600) in one step: at its path there is the whole of it or
// what was there before. One that exists is left as it is, with os.ErrExist, unless over.
func WriteFile(path string, over bool, write func(io.Writer) error) (err error) {
	if _, e := os.Lstat(path); e == nil && !over {
		return &os.PathError{Op: "write", Path: path, Err: os.ErrExist}
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".tandem-*") // 0600
	if err != nil {
		return noPlace(path, err)
	}
	defer func() {
		if err != nil {
			_ = os.Remove(f.Name())
		}
	}()
	err = write(f)
	if err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err != nil {
		return err
	}
	if over {
		return os.Rename(f.Name(), path)
	}
	// A link fails where somebody made the file meanwhile, which a rename would write over.
	if e := os.Link(f.Name(), path); e != nil {
		if errors.Is(e, os.ErrExist) {
			return e
		}
		return os.Rename(f.Name(), path) // a disk without links
	}
	return os.Remove(f.Name())
}

// noPlace says why no file can be made at a path, without the name of the one tried first.
func noPlace(path string, err error) error {
	if errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("%s cannot be written: there is no folder %s", path, filepath.Dir(path))
	}
	var at *os.PathError
	if errors.As(err, &at) {
		return &os.PathError{Op: "write", Path: path, Err: at.Err}
	}
	return err
}
