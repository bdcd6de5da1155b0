package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"tandem/model"
	"tandem/model/date"
	"tandem/store"
)

const backupLong = `Copies the workspace to a file, whole and checked, while nothing else is changed. Without FILE the
copy goes beside the workspace, where the last ten are kept. The file is readable only by you.`

const restoreLong = `Puts a backup in the place of the workspace. The file that was there is kept aside, never
overwritten. tandem backups lists what there is; a number is one of that list, 1 the newest.`

const doctorLong = `Reads every record and every page of the file, without changing it, and says what it found. It
ends with 0 if all is well and with 6 if the file is damaged; the newest good backup is named.`

func (a *app) backupCmd() *cobra.Command {
	c := a.command("backup [FILE]", "Copy the workspace", backupLong, "  tandem backup\n  tandem backup /media/stick/tandem.db", func(cmd *cobra.Command, args []string) error {
		if err := need(cmd, args, 0, 1); err != nil {
			return err
		}
		path := ""
		if len(args) == 1 {
			var err error
			if path, err = filepath.Abs(args[0]); err != nil {
				return err
			}
			if _, err := os.Lstat(path); err == nil {
				return failf("%s exists already: name a new file", path)
			}
		}
		return a.with(func(s *store.Store) error { return a.backup(s, path) })
	})
	c.ValidArgsFunction = nil
	return c
}

// backup copies the workspace to path, or beside itself where path is empty, and prints where
// the copy is.
func (a *app) backup(s *store.Store, path string) error {
	if path != "" {
		if err := s.Backup(path); err != nil {
			return err
		}
	} else {
		if err := s.AutoBackup(); err != nil {
			return err
		}
		list := store.Backups(s.Path())
		if len(list) == 0 {
			return failf("the backup that was made is not there any more: look at the folder backups beside %s", s.Path())
		}
		path = list[0].Path
	}
	if a.flags.json {
		return writeJSON(a.out, model.Object{{Name: "backup", Value: path}})
	}
	return a.say(path)
}

func (a *app) backupsCmd() *cobra.Command {
	return a.command("backups", "List the backups", "Lists the backups that lie beside the workspace, newest first.", "  tandem backups\n  tandem restore 1", func(cmd *cobra.Command, args []string) error {
		if err := need(cmd, args, 0, 0); err != nil {
			return err
		}
		list := store.Backups(a.path())
		if a.flags.json {
			var objects []model.Object
			for _, b := range list {
				objects = append(objects, model.Object{{Name: "path", Value: b.Path}, {Name: "kind", Value: b.Kind},
					{Name: "time", Value: b.Time.Format(time.RFC3339)}, {Name: "size", Value: b.Size}})
			}
			return writeAll(a.out, objects)
		}
		if len(list) == 0 {
			return a.say("no backups yet: one is made at the start of a run, and by tandem backup")
		}
		g := grid{cols: []column{{head: "", right: true}, {head: "when"}, {head: "kind"}, {head: "bytes", right: true}, {head: "file"}}}
		for i, b := range list {
			g.add(fmt.Sprint(i+1), a.when(b.Time), b.Kind, fmt.Sprint(b.Size), b.Path)
		}
		return a.put(&g, 0, false) // a path that is cut is of no use
	})
}

// when is a moment as the output wants it: short on a terminal, RFC 3339 into a pipe.
func (a *app) when(t time.Time) string {
	if a.exact() {
		return t.Format(time.RFC3339)
	}
	return date.Of(t).Short(date.Of(a.now()), time.Local)
}

func (a *app) restoreCmd() *cobra.Command {
	c := a.command("restore FILE", "Put a backup in place", restoreLong, "  tandem restore 1\n  tandem restore /media/stick/tandem.db", func(cmd *cobra.Command, args []string) error {
		if err := need(cmd, args, 1, 1); err != nil {
			return err
		}
		from, err := a.backupNamed(args[0])
		if err != nil {
			return err
		}
		if err := store.Restore(a.path(), from); err != nil {
			return err
		}
		if a.flags.json {
			return writeJSON(a.out, model.Object{{Name: "restored", Value: from}, {Name: "path", Value: a.path()}})
		}
		return a.say("restored ", from, "; what was there before is kept: tandem backups lists it")
	})
	c.ValidArgsFunction = nil
	return c
}

// backupNamed is the file that the argument of restore names: a path, or a number of the list.
func (a *app) backupNamed(s string) (string, error) {
	var n int
	if _, err := os.Stat(s); err == nil {
		return filepath.Abs(s)
	}
	if _, err := fmt.Sscanf(s, "%d", &n); err == nil && fmt.Sprint(n) == s {
		list := store.Backups(a.path())
		if n >= 1 && n <= len(list) {
			return list[n-1].Path, nil
		}
		return "", notFound(fmt.Errorf("backup %d: there are %d; tandem backups lists them", n, len(list)))
	}
	return "", notFound(fmt.Errorf("%s: no such file; tandem backups lists what there is", s))
}

func (a *app) doctorCmd() *cobra.Command {
	return a.command("doctor", "Check the workspace file", doctorLong, "  tandem doctor\n  tandem doctor --json", func(cmd *cobra.Command, args []string) error {
		if err := need(cmd, args, 0, 0); err != nil {
			return err
		}
		if _, err := os.Stat(a.path()); errors.Is(err, os.ErrNotExist) {
			return notFound(fmt.Errorf("%s: there is no workspace yet; tandem makes one", a.path()))
		}
		return a.doctor()
	})
}

// doctor prints what a check of the whole file found.
func (a *app) doctor() error {
	r, err := store.Doctor(a.path())
	if err != nil {
		return err
	}
	if a.flags.json {
		if err := writeJSON(a.out, a.reportObject(r)); err != nil {
			return err
		}
	} else if err := a.reportText(r); err != nil {
		return err
	}
	if r.OK {
		return nil
	}
	f := &Fail{Code: Damaged}
	if list := store.Backups(a.path()); len(list) > 0 && !a.flags.json {
		f.Message = a.path() + " is damaged: tandem backups lists its backups, tandem restore 1 brings the newest back"
	}
	return f
}

// reportText prints findings one a line, then the sum.
func (a *app) reportText(r store.Report) error {
	for _, f := range r.Findings {
		if err := a.say(f.Level.String(), ": ", f.String()); err != nil {
			return err
		}
	}
	word := "all is well"
	if !r.OK {
		word = "damaged"
	} else if len(r.Findings) > 0 {
		word = "the file is whole"
	}
	return a.say(fmt.Sprintf("%s: %s, %d steps of history: %s", a.path(), records(r.Records), r.Entries, word))
}

// reportObject is the same for scripts.
func (a *app) reportObject(r store.Report) model.Object {
	findings := []model.Object{}
	for _, f := range r.Findings {
		findings = append(findings, model.Object{{Name: "level", Value: f.Level.String()}, {Name: "where", Value: f.Where}, {Name: "message", Value: f.Message}})
	}
	return model.Object{{Name: "path", Value: a.path()}, {Name: "ok", Value: r.OK}, {Name: "records", Value: r.Records},
		{Name: "steps", Value: r.Entries}, {Name: "findings", Value: findings}}
}
