package cli

import (
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
copy goes beside the workspace, where it stays until you remove it. The file is readable only
by you. With --encrypt nobody can read it without the passphrase, not even purge: it is asked for
twice on the terminal, or read from the first line of a file.`

const backupExample = `  tandem backup
  tandem backup /media/stick/tandem.db
  tandem backup --encrypt /media/stick/tandem.db.age
  tandem backup --encrypt --passphrase-fd 3 3<secret`

func (a *app) backupCmd() *cobra.Command {
	var seal sealFlags
	c := a.command("backup [FILE] [flags]", "Copy the workspace", backupLong, backupExample, func(cmd *cobra.Command, args []string) error {
		if err := need(cmd, args, 0, 1); err != nil {
			return err
		}
		path := ""
		if len(args) == 1 {
			var err error
			if path, err = filepath.Abs(a.file(args[0])); err != nil {
				return err
			}
			if _, err := os.Lstat(path); err == nil {
				return failf("%s exists already: name a new file", path)
			}
		}
		return a.reading(func(s *store.Store) error {
			if !seal.on {
				return a.backup(s, path)
			}
			word, err := a.newPassphrase(seal)
			if err != nil {
				return err
			}
			bar := a.progress("backup")
			path, err = s.BackupSealedWith(path, word, bar.step)
			if bar.end(); err != nil {
				return err
			}
			return a.sayBackup(path)
		})
	})
	c.ValidArgsFunction = nil
	c.Flags().BoolVar(&seal.on, "encrypt", false, "encrypt it with a passphrase (the age format)")
	seal.add(c)
	return c
}

// backup copies the workspace to path, or beside itself where path is empty, and prints where
// the copy is.
func (a *app) backup(s *store.Store, path string) error {
	bar := a.progress("backup")
	var err error
	if path != "" {
		err = s.BackupWith(path, bar.step)
	} else {
		path, err = s.BackupAskedWith(bar.step)
	}
	if bar.end(); err != nil {
		return err
	}
	return a.sayBackup(path)
}

func (a *app) sayBackup(path string) error {
	if a.flags.json {
		return writeJSON(a.out, model.Object{{Name: "backup", Value: path}})
	}
	return a.say(path)
}

const backupsLong = `Lists the backups that lie beside the workspace, newest first: how old each is, how much it holds,
and what it was made before. Kept are the last ten runs, one a day for seven days and one a week
for four weeks, and the last three before each kind of risky step (an import, a restore, a repair,
a compaction, a change of format). Those that were asked for, encrypted or not, and what a restore
replaced are kept until you remove them.`

func (a *app) backupsCmd() *cobra.Command {
	return a.command("backups", "List the backups", backupsLong, "  tandem backups\n  tandem restore 1 --dry-run", func(cmd *cobra.Command, args []string) error {
		if err := need(cmd, args, 0, 0); err != nil {
			return err
		}
		list := store.Backups(a.path())
		if a.flags.json {
			var objects []model.Object
			for _, b := range list {
				o := model.Object{{Name: "path", Value: b.Path}, {Name: "kind", Value: b.Kind}, {Name: "why", Value: b.Why()},
					{Name: "time", Value: b.Time.In(a.now().Location()).Format(time.RFC3339)}, {Name: "size", Value: b.Size}, {Name: "encrypted", Value: b.Sealed}}
				if n, _, err := store.KindsHeld(b.Path); err == nil {
					o = append(o, model.Pair{Name: "records", Value: n})
				}
				objects = append(objects, o)
			}
			return writeAll(a.out, objects)
		}
		if len(list) == 0 && !a.flags.csv {
			return a.say("no backups yet: one is made at the start of a run, and by tandem backup")
		}
		g := grid{cols: []column{{name: "number", right: true}, {head: "age", right: true}, {head: "when"}, {head: "why"}, {head: "records", right: true}, {head: "bytes", right: true}, {head: "file"}}}
		for i, b := range list {
			held := "?"
			if n, _, err := store.KindsHeld(b.Path); err == nil {
				held = fmt.Sprint(n)
			} else if b.Sealed {
				held = "encrypted"
			}
			g.add(fmt.Sprint(i+1), age(a.now().Sub(b.Time)), a.when(b.Time), b.Why(), held, fmt.Sprint(b.Size), b.Path)
		}
		return a.put(&g, 0, false) // a path that is cut is of no use
	})
}

// age is how long ago something was, in the one unit that says it.
func age(d time.Duration) string {
	switch {
	case d < time.Minute:
		return "now"
	case d < time.Hour:
		return fmt.Sprintf("%d min", d/time.Minute)
	case d < 48*time.Hour:
		return fmt.Sprintf("%d h", d/time.Hour)
	}
	return fmt.Sprintf("%d days", d/(24*time.Hour))
}

// when is a moment in local time as the output wants it: short on a terminal, RFC 3339 into a pipe.
func (a *app) when(t time.Time) string {
	if a.exact() {
		return t.In(a.now().Location()).Format(time.RFC3339)
	}
	return date.Of(t).Short(date.Of(a.now()), time.Local)
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
