package cli

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"tandem/model"
	"tandem/store"
)

const purgeLong = `Removes the data of a person, a contact or an account for good: the record and all that goes with
it, references to it and every mention of its names, mail addresses and telephone numbers, in
records, in every step of the history and in the backups beside the workspace. This is the one
thing that undo does not take back, so the reference must be typed once more, or given with
--confirm.

--also takes out further words: nicknames, other spellings. --dry-run says what would go. What
cannot be reached is named: encrypted backups, and copies of the workspace in its own folder, which
stay as they are until they are purged by themselves (--db) or removed. Copies and exports that lie
elsewhere nobody knows of. The file is written anew and the old one overwritten; a disk may still
keep traces that no program sees.`

func (a *app) purgeCmd() *cobra.Command {
	var confirm string
	var also []string
	var dry bool
	c := a.command("purge REF [flags]", "Remove somebody's data for good", purgeLong, "  tandem purge C-4 --dry-run\n  tandem purge C-4\n  tandem purge H-3 --also Mina --confirm H-3", func(cmd *cobra.Command, args []string) error {
		if err := need(cmd, args, 1, 1); err != nil {
			return err
		}
		id, err := model.ParseID(args[0])
		if err != nil {
			return badField("REF", err)
		}
		return a.reading(func(s *store.Store) error { return a.purge(s, store.PurgeOptions{ID: id, Also: also}, confirm, dry) })
	})
	c.Flags().StringVar(&confirm, "confirm", "", "the `REF` once more, in place of the question")
	c.Flags().StringArrayVar(&also, "also", nil, "take this `WORD` out as well; may be given more than once")
	c.Flags().BoolVar(&dry, "dry-run", false, "say what would go and change nothing")
	return c
}

func (a *app) purge(s *store.Store, opt store.PurgeOptions, confirm string, dry bool) error {
	bar := a.progress("purge")
	opt.Progress = bar.step
	plan, err := s.PlanPurge(opt)
	bar.end()
	if err != nil {
		return err
	}
	if dry {
		return a.sayPurge(plan, true)
	}
	if confirm == "" {
		if err := a.sayPurge(plan, true); err != nil {
			return err
		}
		if confirm, err = a.ask("This cannot be undone. Type " + opt.ID.String() + " to do it: "); err != nil {
			return err
		}
	}
	if got, err := model.ParseID(confirm); err != nil || got != opt.ID {
		return badField("--confirm", fmt.Errorf("%q is not %s: nothing was purged", confirm, opt.ID))
	}
	plan, err = s.Purge(opt)
	bar.end()
	if plan.ID == 0 {
		return err
	}
	if e := a.sayPurge(plan, false); e != nil {
		return e
	}
	return err
}

// ask puts a question on standard error and reads the answer.
func (a *app) ask(question string) (string, error) {
	if err := a.out.Flush(); err != nil {
		return "", err
	}
	_, _ = io.WriteString(a.io.Err, question)
	s, err := bufio.NewReader(a.io.In).ReadString('\n')
	if err != nil && s == "" {
		return "", usagef("no answer: give --confirm REF")
	}
	return strings.TrimSpace(s), nil
}

// sayPurge tells what would go or went.
func (a *app) sayPurge(p store.PurgePlan, would bool) error {
	if a.flags.json {
		return writeJSON(a.out, purgeObject(p, would))
	}
	verb := "purged"
	if would {
		verb = "would purge"
	}
	lines := []string{fmt.Sprintf("%s %s %s: %s (%s)", verb, p.ID, p.Title, records(len(p.Records)), someIDs(p.Records[:min(len(p.Records), 4)], len(p.Records))),
		fmt.Sprintf("taken out of %d texts and references, in %s of history", p.Texts, counted(p.Steps, "steps")),
		"words: " + strings.Join(p.Words, ", ")}
	if len(p.Left) > 0 {
		lines = append(lines, "stays where it stands by itself, for somebody else may bear it: "+leftWords(p.Left)+"; --also '"+p.Left[0].Word+"' takes it out too")
	}
	if len(p.Same) > 0 {
		lines = append(lines, "bears the same name and keeps it: "+someIDs(p.Same[:min(len(p.Same), 4)], len(p.Same)))
	}
	for _, x := range []struct {
		what string
		list []string
	}{{"backup rewritten: ", p.Rewritten}, {"backup removed, it could not be read: ", p.Removed}, {"removed: ", p.Beside}} {
		for _, name := range x.list {
			lines = append(lines, x.what+name)
		}
	}
	for _, b := range p.Sealed {
		lines = append(lines, "not reachable, encrypted: "+b.Path)
	}
	for _, path := range p.Copies {
		lines = append(lines, fmt.Sprintf("not reached, a copy of this workspace: %s (tandem --db %s purge %s, or remove it)", path, path, p.ID))
	}
	for _, l := range lines {
		if err := a.say(l); err != nil {
			return err
		}
	}
	return nil
}

// leftWords is "Brandt (in 3 records), Helene (in 1 record)".
func leftWords(list []store.PurgeLeft) string {
	var out []string
	for _, x := range list {
		out = append(out, fmt.Sprintf("%s (in %s)", x.Word, records(x.Records)))
	}
	return strings.Join(out, ", ")
}

func purgeObject(p store.PurgePlan, would bool) model.Object {
	refs := func(list []model.ID) []string {
		out := []string{}
		for _, id := range list {
			out = append(out, id.String())
		}
		return out
	}
	left := []model.Object{}
	for _, x := range p.Left {
		left = append(left, model.Object{{Name: "word", Value: x.Word}, {Name: "records", Value: x.Records}})
	}
	var sealed []string
	for _, b := range p.Sealed {
		sealed = append(sealed, b.Path)
	}
	return model.Object{{Name: "ref", Value: p.ID.String()}, {Name: "dry_run", Value: would}, {Name: "records", Value: refs(p.Records)},
		{Name: "steps", Value: p.Steps}, {Name: "texts", Value: p.Texts}, {Name: "same_name", Value: refs(p.Same)}, {Name: "left", Value: left},
		{Name: "backups_rewritten", Value: p.Rewritten}, {Name: "backups_removed", Value: p.Removed}, {Name: "not_reachable", Value: sealed},
		{Name: "copies_not_reached", Value: p.Copies}, {Name: "removed", Value: p.Beside}}
}

const compactLong = `Writes the workspace into a new file without the pages that are free, checks it, and puts it in
place of the old one. A backup is made before. tandem doctor says when it is worth it.`

func (a *app) compactCmd() *cobra.Command {
	return a.command("compact", "Give free space of the file back", compactLong, "  tandem compact", func(cmd *cobra.Command, args []string) error {
		if err := need(cmd, args, 0, 0); err != nil {
			return err
		}
		return a.reading(func(s *store.Store) error {
			c, err := s.Compact()
			if err != nil {
				return err
			}
			if a.flags.json {
				return writeJSON(a.out, model.Object{{Name: "before", Value: c.Before}, {Name: "after", Value: c.After}})
			}
			return a.say(fmt.Sprintf("compacted: %d bytes, %d before", c.After, c.Before))
		})
	})
}
