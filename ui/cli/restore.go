package cli

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"tandem/model"
	"tandem/store"
)

const restoreLong = `Puts a backup in the place of the workspace, or a full export (tandem export --all). First it says
what the backup holds and how it differs from what is there now, record by record counted; with
--dry-run it stops there. The file that was there is kept aside, never overwritten. tandem backups
lists what there is; a number is one of that list, 1 the newest. An encrypted backup asks for its
passphrase. The workspace must not be open on a screen.`

func (a *app) restoreCmd() *cobra.Command {
	var seal sealFlags
	var dry bool
	c := a.command("restore FILE [flags]", "Put a backup in place", restoreLong, "  tandem restore 1 --dry-run\n  tandem restore 1\n  tandem restore /media/stick/tandem.db.age\n  tandem restore everything.json", func(cmd *cobra.Command, args []string) error {
		if err := need(cmd, args, 1, 1); err != nil {
			return err
		}
		from, err := a.backupNamed(args[0])
		if err != nil {
			return err
		}
		plain, done, err := a.unsealed(from, seal)
		if err != nil {
			return err
		}
		defer done()
		return a.restore(from, plain, dry)
	})
	c.ValidArgsFunction = nil
	c.Flags().BoolVar(&dry, "dry-run", false, "say what it holds and how it differs, and change nothing")
	seal.add(c)
	return c
}

// restore looks into plain, which is from decrypted or from itself, and puts it in place.
func (a *app) restore(from, plain string, dry bool) error {
	var in store.Inside
	if !store.IsExport(plain) {
		var err error
		if in, err = store.Look(plain, a.path()); err != nil {
			return fmt.Errorf("not restored: %w", err)
		}
	}
	if !dry {
		bar := a.progress("restore")
		err := store.RestoreWith(a.path(), plain, bar.step)
		bar.end()
		if err != nil {
			return a.named(from, err)
		}
	}
	if a.flags.json {
		name := "restored"
		if dry {
			name = "would_restore"
		}
		return writeJSON(a.out, append(model.Object{{Name: name, Value: from}, {Name: "path", Value: a.path()}}, a.insideObject(in)...))
	}
	if in.Records > 0 {
		if err := a.sayInside(in); err != nil {
			return err
		}
	}
	if dry {
		return a.say("dry run: nothing was changed")
	}
	return a.say("restored ", from, "; what was there before is kept: tandem backups lists it")
}

// named puts the file before what is wrong in one of its lines.
func (a *app) named(path string, err error) error {
	var x *store.ExportError
	if errors.As(err, &x) {
		return &Fail{Code: Failed, Message: fmt.Sprintf("%s: %v", filepath.Base(path), x), Err: err}
	}
	return err
}

// sayInside tells what a backup holds, in a few lines.
func (a *app) sayInside(in store.Inside) error {
	var kinds []string
	for _, k := range in.Kinds {
		name := k.Kind.Plural
		if k.Count == 1 {
			name = k.Kind.Name
		}
		kinds = append(kinds, fmt.Sprintf("%d %s", k.Count, name))
	}
	if err := a.say("holds ", records(in.Records), ": ", strings.Join(kinds, ", ")); err != nil {
		return err
	}
	label := ""
	if in.Label != "" {
		label = " (" + in.Label + ")"
	}
	if err := a.say("newest change ", a.when(in.Newest.In(a.now().Location())), label, ", ", counted(int(in.Entries), "steps"), " of history"); err != nil {
		return err
	}
	return a.say(difference(in))
}

// difference says in words how a backup differs from the workspace.
func difference(in store.Inside) string {
	switch {
	case !in.Compared:
		return "there is no readable workspace to compare it with"
	case in.Added+in.Changed+in.Gone == 0:
		return "against now: the same records"
	}
	s := fmt.Sprintf("against now: %d would come back, %d be as they were then, %d go", in.Added, in.Changed, in.Gone)
	if !in.Same {
		s += "; it is another workspace"
	}
	return s
}

func (a *app) insideObject(in store.Inside) model.Object {
	if in.Records == 0 {
		return nil
	}
	kinds := model.Object{}
	for _, k := range in.Kinds {
		kinds = append(kinds, model.Pair{Name: k.Kind.Slug(), Value: k.Count})
	}
	return model.Object{{Name: "records", Value: in.Records}, {Name: "kinds", Value: kinds}, {Name: "steps", Value: int(in.Entries)},
		{Name: "newest", Value: in.Newest.RFC3339(a.now().Location())}, {Name: "label", Value: in.Label}, {Name: "compared", Value: in.Compared}, {Name: "same_workspace", Value: in.Same},
		{Name: "added", Value: in.Added}, {Name: "changed", Value: in.Changed}, {Name: "gone", Value: in.Gone}}
}
