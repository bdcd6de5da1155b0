package cli

import (
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"tandem/model"
	"tandem/store"
)

const doctorLong = `Reads every record, every page and the whole journal, without changing anything, and says what it
found and where. It ends with 0 if all is well and with 6 if the file is damaged.

--repair puts right what is safe to put right, after a backup, and says what it did: files that
others may read, what a crash left behind, the list of free pages, a damaged header, the note of
the newest change, and references to records that do not exist (one step, which undo takes back).

--salvage saves every undamaged record of a damaged file into a new one, and the journal as far as
it is whole, and names what is lost, record by record. The damaged file is not written to. Both
need the workspace closed.`

const doctorExample = `  tandem doctor
  tandem doctor --repair
  tandem --db damaged.db doctor --salvage saved.db`

func (a *app) doctorCmd() *cobra.Command {
	var repair bool
	var out string
	c := a.command("doctor [flags]", "Check the workspace file", doctorLong, doctorExample, func(cmd *cobra.Command, args []string) error {
		if err := need(cmd, args, 0, 0); err != nil {
			return err
		}
		if _, err := os.Stat(a.path()); errors.Is(err, os.ErrNotExist) {
			return notFound(fmt.Errorf("%s: there is no workspace yet; tandem makes one", a.path()))
		}
		switch {
		case repair && out != "":
			return usagef("--repair and --salvage are two things: salvage first")
		case repair:
			return a.repair()
		case out != "":
			return a.salvage(a.file(out))
		}
		return a.doctor()
	})
	c.Flags().BoolVar(&repair, "repair", false, "put right what is safe to put right")
	c.Flags().StringVar(&out, "salvage", "", "save what is undamaged into a new `FILE`")
	return c
}

// doctor prints what a check of the whole file found; where a screen has it open, it checks there.
func (a *app) doctor() error {
	bar := a.progress("doctor")
	var r store.Report
	var err error
	if w := dial(a.path()); a.held != nil || w != nil {
		if w != nil {
			_ = w.Close()
		}
		return a.reading(func(s *store.Store) error {
			r, err := s.Doctor(bar.step)
			bar.end()
			if err != nil {
				return err
			}
			return a.verdict(r)
		})
	}
	r, err = store.DoctorWith(a.path(), bar.step)
	bar.end()
	if err != nil {
		return err
	}
	return a.verdict(r)
}

// verdict prints a report and gives the exit code.
func (a *app) verdict(r store.Report) error {
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
	if !a.flags.json {
		f.Message = a.path() + " is damaged: tandem doctor --salvage NEWFILE saves what is whole"
		if len(store.Backups(a.path())) > 0 {
			f.Message += "; tandem backups lists its backups, tandem restore 1 brings the newest back"
		}
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
	return a.say(fmt.Sprintf("%s: %s, %s of history: %s", a.path(), records(r.Records), counted(r.Entries, "steps"), word))
}

// reportObject is the same for scripts.
func (a *app) reportObject(r store.Report) model.Object {
	return model.Object{{Name: "path", Value: a.path()}, {Name: "ok", Value: r.OK}, {Name: "records", Value: r.Records},
		{Name: "steps", Value: r.Entries}, {Name: "size", Value: r.Size}, {Name: "free", Value: r.Free}, {Name: "findings", Value: findingObjects(r.Findings)}}
}

func findingObjects(list []store.Finding) []model.Object {
	out := []model.Object{}
	for _, f := range list {
		out = append(out, model.Object{{Name: "level", Value: f.Level.String()}, {Name: "where", Value: f.Where}, {Name: "message", Value: f.Message}})
	}
	return out
}

// repair does what is safe and says what it did, then what is left.
func (a *app) repair() error {
	bar := a.progress("repair")
	r, err := store.Repair(a.path(), bar.step)
	bar.end()
	if !a.flags.json {
		for _, f := range r.Done {
			if e := a.say("repaired: ", f.String()); e != nil {
				return e
			}
		}
	}
	if err != nil {
		return err
	}
	if a.flags.json {
		return writeJSON(a.out, append(model.Object{{Name: "repaired", Value: findingObjects(r.Done)}, {Name: "kept", Value: r.Kept}}, a.reportObject(r.After)...))
	}
	if r.Kept != "" {
		if err := a.say("the file from before is kept as ", r.Kept); err != nil {
			return err
		}
	}
	if len(r.Done) == 0 {
		if err := a.say("there was nothing to repair"); err != nil {
			return err
		}
	}
	return a.verdict(r.After)
}

// salvage saves what is whole into a new file. Records that are lost are the result's first
// lines, and exit code 3 says that there are some.
func (a *app) salvage(out string) error {
	bar := a.progress("salvage")
	r, err := store.Salvage(a.path(), out, bar.step)
	bar.end()
	if err != nil {
		return err
	}
	if a.flags.json {
		var unsure []string
		for _, id := range r.Unsure {
			unsure = append(unsure, id.String())
		}
		if err := writeJSON(a.out, model.Object{{Name: "saved", Value: out}, {Name: "records", Value: r.Records}, {Name: "steps", Value: r.Entries},
			{Name: "steps_lost", Value: r.Missing}, {Name: "from_journal", Value: r.FromPast}, {Name: "unsure", Value: unsure}, {Name: "lost", Value: findingObjects(r.Lost)}}); err != nil {
			return err
		}
	} else if err := a.salvageText(out, r); err != nil {
		return err
	}
	if len(r.Lost) > 0 {
		return &Fail{Code: Rejected}
	}
	return nil
}

func (a *app) salvageText(out string, r store.Salvaged) error {
	for _, f := range r.Lost {
		if err := a.say("lost: ", f.String()); err != nil {
			return err
		}
	}
	for _, id := range r.Unsure {
		if err := a.say("perhaps not its newest state: ", id.String()); err != nil {
			return err
		}
	}
	s := fmt.Sprintf("%s: %s saved", out, records(r.Records))
	if r.FromPast > 0 {
		s += fmt.Sprintf(", %d of them from the journal", r.FromPast)
	}
	s += "; " + counted(r.Entries, "steps") + " of history"
	if r.Missing > 0 {
		s += fmt.Sprintf(", %d are lost", r.Missing)
	}
	if r.Workspace {
		s += "; the settings were lost and are new"
	}
	if err := a.say(s); err != nil {
		return err
	}
	return a.say("look at it with tandem --db ", quote(out), ", then put it in place with tandem restore ", quote(out))
}
