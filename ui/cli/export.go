package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"tandem/model"
	"tandem/store"
	"tandem/store/transfer"
)

const exportLong = `Writes records to a file, or to standard output: all of a kind, or those a filter picks. Without
--format the ending of the file tells it, and CSV is the usual one. The forms:

%s

CSV and XLSX hold every stored field, exactly, unless --columns names some, and each custom value in
a column of its own (custom.NAME); an import of the file makes the same records again, or updates
them by their reference. Cells that a spreadsheet would
take for a formula are made harmless, and an import undoes that. KIND may be "all": every kind, a
sheet each, which only XLSX can hold.

--as writes all that a form of another program has room for to FILE, without a kind being named. A
plan that came in as Microsoft Project XML goes out as it came in, but for what was edited since;
fields of it that have no place here are kept and written back.

--all writes the whole workspace to a JSON file, every step of its history included; tandem import
takes it into an empty workspace and tandem restore puts it in place of one. Exporting that one
gives the same bytes.

A file is new and private. One that exists is not written over without --force.`

const exportExample = `  tandem export tasks --filter project:P-1 > tasks.csv
  tandem export accounts --out customers.xlsx
  tandem export all --out everything.xlsx
  tandem export --all everything.json
  tandem export risks --columns name,probability,score --format md
  tandem export tasks --filter 'project:P-1 -percent:100' --format ical --out open.ics
  tandem export --as mspdi plan.xml --project P-1
  tandem export taskwarrior --project P-1 | task import -`

type exportFlags struct {
	listFlags
	format, out, project, as string
	force, all               bool
}

func (a *app) exportCmd() *cobra.Command {
	var f exportFlags
	var names []string
	for _, x := range transfer.SheetFormats() {
		names = append(names, fmt.Sprintf("  %-12s %s", x.Name, x.Title))
	}
	for _, x := range transfer.Writers() {
		names = append(names, fmt.Sprintf("  %-12s %s", x.Name, x.Title))
	}
	c := a.command("export KIND | --as FORM FILE [flags]", "Write records to a file", fmt.Sprintf(exportLong, strings.Join(names, "\n")), exportExample, func(cmd *cobra.Command, args []string) error {
		if f.all {
			if err := need(cmd, args, 0, 1); err != nil {
				return err
			}
			return a.exportWhole(f.out+strings.Join(args, ""), f.force)
		}
		if f.as != "" {
			if err := need(cmd, args, 0, 1); err != nil {
				return err
			}
			return a.exportAs(cmd.Context(), args, f)
		}
		if err := need(cmd, args, 1, 1); err != nil {
			return err
		}
		return a.export(cmd.Context(), args[0], f)
	})
	c.ValidArgsFunction = a.completeKinds
	l := c.Flags()
	l.StringVarP(&f.filter, "filter", "f", "", "only records that fit this `QUERY`")
	l.StringVarP(&f.sort, "sort", "s", "", "order by `FIELDS`: -severity,due")
	l.StringVarP(&f.columns, "columns", "c", "", "only these `FIELDS`: name,due, or all")
	l.IntVarP(&f.limit, "limit", "n", 0, "at most `N` records")
	l.StringVar(&f.asOf, "as-of", "", "as the workspace was at `DATE`")
	l.StringVar(&f.format, "format", "", "csv, xlsx, json, md, or a format of another program")
	l.StringVar(&f.as, "as", "", "to FILE in the form of another `PROGRAM`: mspdi, ical, taskwarrior")
	l.StringVar(&f.project, "project", "", "only `PROJECT` and what belongs to it, for a format of another program")
	l.StringVarP(&f.out, "out", "o", "", "write to `FILE` (else to standard output)")
	l.BoolVar(&f.all, "all", false, "the whole workspace, history included, as JSON that restores it")
	l.BoolVar(&f.force, "force", false, "write over a file that exists")
	a.completeList(c)
	return c
}

// exportAs writes all that a form of another program has room for to the file that is named.
func (a *app) exportAs(ctx context.Context, args []string, f exportFlags) error {
	w, err := transfer.WriterNamed(f.as)
	if err != nil {
		return badField("--as", err)
	}
	switch {
	case f.format != "":
		return usagef("--as says in which form already: leave --format out")
	case f.out != "" && len(args) > 0:
		return usagef("name the file once: after --as %s or with --out", w.Name)
	case len(args) > 0:
		f.out = args[0]
	}
	return a.export(ctx, w.Name, f)
}

// export checks what it is told, then writes.
func (a *app) export(ctx context.Context, kind string, f exportFlags) error {
	if w, err := transfer.WriterNamed(kind); err == nil { // the form alone: all that it has room for
		kind, f.format = "all", w.Name
	}
	form := f.format
	if form == "" {
		form = strings.TrimPrefix(strings.ToLower(filepath.Ext(f.out)), ".")
	}
	if form == "" && a.flags.json && f.out == "" {
		form = "json"
	}
	if form == "" {
		form = "csv"
	}
	var k *model.Kind
	if !strings.EqualFold(kind, "all") {
		var err error
		if k, err = kindNamed(kind); err != nil {
			return err
		}
	}
	if a.io.IsTTY && f.out == "" && form == "xlsx" {
		return usagef("a spreadsheet is not for a terminal: name a file with --out")
	}
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	return a.reading(func(s *store.Store) error {
		snap, err := a.asOf(s, f.asOf)
		if err != nil {
			return err
		}
		write, err := a.exporter(snap, k, form, f)
		if err != nil {
			return err
		}
		if f.out == "" || f.out == "-" {
			return exportFail(write(ctx, a.out))
		}
		if err := writeNew(a.file(f.out), f.force, func(w io.Writer) error { return write(ctx, w) }); err != nil {
			return exportFail(err)
		}
		return a.say("wrote ", f.out)
	})
}

// exporter is what writes the records in a form: a sheet of them, or what another program reads.
func (a *app) exporter(snap *model.Snapshot, k *model.Kind, form string, f exportFlags) (func(context.Context, io.Writer) error, error) {
	now := a.today()
	sf, err := transfer.SheetFormatNamed(form)
	if err != nil {
		w, werr := transfer.WriterNamed(form)
		if werr != nil {
			return nil, badField("--format", err)
		}
		sel, err := a.selection(snap, k, f)
		if err != nil {
			return nil, err
		}
		return func(ctx context.Context, out io.Writer) error { return w.Write(ctx, snap, now, sel, out) }, nil
	}
	if f.project != "" {
		return nil, usagef("--project is for a format of another program; for a sheet write --filter project:%s", f.project)
	}
	var sheets []transfer.Sheet
	if k == nil {
		if f.filter != "" || f.columns != "" || f.sort != "" || f.limit != 0 {
			return nil, usagef("a filter, a sort, columns and a limit are of one kind: name it instead of all")
		}
		for _, k := range model.Kinds().Kinds {
			if snap.Count(k.Prefix) > 0 {
				sheets = append(sheets, transfer.WholeKind(snap, k))
			}
		}
	} else {
		seen := f.seen(snap, k)
		recs, err := pick(a.ctx(snap), seen, f.listFlags)
		if err != nil {
			return nil, err
		}
		sh := transfer.Sheet{Kind: k, Records: slices.Values(recs), Count: len(recs)}
		if f.columns != "" {
			if sh.Fields, err = columnsOf(seen, f.columns); err != nil {
				return nil, err
			}
		}
		sheets = append(sheets, sh)
	}
	return func(ctx context.Context, out io.Writer) error { return sf.Write(ctx, snap, now, sheets, out) }, nil
}

// selection is what goes into a form of another program: of a kind what the flags pick, of a
// project what belongs to it.
func (a *app) selection(snap *model.Snapshot, k *model.Kind, f exportFlags) (sel transfer.Selection, err error) {
	if f.project != "" {
		if sel.Project, err = a.ctx(snap).Resolve(f.project, []string{model.ProjectPrefix}); err != nil {
			return sel, badField("--project", err)
		}
	}
	if k == nil {
		return sel, nil
	}
	recs, err := pick(a.ctx(snap), f.seen(snap, k), f.listFlags)
	if err != nil {
		return sel, err
	}
	keep := make(map[model.ID]bool, len(recs))
	for _, r := range recs {
		keep[r.Base().ID] = true
	}
	sel.Keep = func(r model.Record) bool { return keep[r.Base().ID] }
	return sel, nil
}

// exportFail words what kept an export from being written.
func exportFail(err error) error {
	var f *Fail
	if err == nil || errors.As(err, &f) || errors.Is(err, syscall.EPIPE) {
		return err
	}
	if errors.Is(err, context.Canceled) {
		return failf("export stopped; no file was left behind")
	}
	return &Fail{Code: Failed, Message: err.Error(), Err: err}
}

// writeText writes a text into a new file as whoever typed the command means it; an empty name is none.
func (a *app) writeText(name, text string) error {
	if name == "" {
		return nil
	}
	return writeNew(a.file(name), false, func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	})
}

// writeNew writes a private file in one step.
func writeNew(path string, over bool, write func(io.Writer) error) error {
	err := transfer.WriteFile(path, over, write)
	if errors.Is(err, os.ErrExist) {
		return failf("%s exists already: name a new file, or add --force", path)
	}
	return err
}
