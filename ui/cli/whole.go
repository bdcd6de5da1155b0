package cli

import (
	"errors"
	"os"
	"path/filepath"

	"tandem/model"
	"tandem/store"
)

// exportWhole writes the whole workspace, history included, to a new private file, or to
// standard output for "-" or no name.
func (a *app) exportWhole(name string, force bool) error {
	return a.reading(func(s *store.Store) error {
		if name == "" || name == "-" {
			if a.io.IsTTY {
				return s.Export(a.out, nil) // the lines themselves show how far it is
			}
			bar := a.progress("export")
			defer bar.end()
			return s.Export(a.out, bar.step)
		}
		path := a.file(name)
		if _, err := os.Lstat(path); err == nil && !force {
			return failf("%s exists already: name a new file, or give --force", path)
		}
		f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".part-*")
		if err != nil {
			return err
		}
		defer os.Remove(f.Name())
		bar := a.progress(filepath.Base(path))
		err = s.Export(f, bar.step)
		bar.end()
		if err == nil {
			err = f.Sync()
		}
		if err = errors.Join(err, f.Close()); err == nil {
			err = os.Rename(f.Name(), path)
		}
		if err != nil {
			return err
		}
		if a.flags.json {
			return writeJSON(a.out, model.Object{{Name: "file", Value: path}, {Name: "records", Value: s.Snapshot().Total()}, {Name: "steps", Value: int(s.Snapshot().Seq)}})
		}
		return a.say(path, ": ", records(s.Snapshot().Total()), ", ", counted(int(s.Snapshot().Seq), "steps"), " of history")
	})
}

// importWhole makes the workspace of a full export, where there is none yet.
func (a *app) importWhole(name string, dry bool) error {
	if a.held != nil {
		return &Fail{Code: Locked, Message: "the workspace is open on a screen: a whole workspace is taken into one that nobody has open"}
	}
	path := a.file(name)
	into := a.path()
	if dry { // read to the end, into nowhere
		dir, err := os.MkdirTemp("", "tandem-*")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		into = filepath.Join(dir, "look.db")
	}
	bar := a.progress(filepath.Base(path))
	err := store.ImportExport(into, path, bar.step)
	bar.end()
	if err != nil {
		return a.named(path, err)
	}
	in, err := store.Look(into, "")
	if err != nil {
		return err
	}
	if a.flags.json {
		return writeJSON(a.out, append(model.Object{{Name: "file", Value: path}, {Name: "dry_run", Value: dry}}, a.insideObject(in)...))
	}
	if err := a.sayInside(in); err != nil {
		return err
	}
	if dry {
		return a.say("dry run: nothing was changed")
	}
	return a.say("taken into ", into)
}
