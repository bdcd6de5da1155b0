package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"tandem/model"
	"tandem/store"
	"tandem/store/transfer"
)

const importLong = `Takes in a file that another program wrote, or that export wrote here. The format is told from the
file, or named by --format:

%s

Records that were imported before are updated by the id they have there, so the same file may be
imported again. A field that was changed here since and not in the file stays as it is here; one
that only the file has changed is taken; one that both have changed stays too, and is told with
both values (--overwrite takes the file's in every case). A record that was deleted here comes in
again. What cannot be taken is listed, row by row, and the rest is taken as one step of undo;
--errors writes the rows of a table that were rejected to a file, with a column that says what is
wrong, to be mended and imported. --dry-run only says what would happen. FILE may be - for
standard input. Ctrl+C stops it; nothing is changed then.

The columns of a table (CSV, XLSX) become fields by their names; --map says otherwise, "custom"
keeps a column with the record as found, "-" leaves it out, and 'tier:Gold=strategic' says what a
value of a column means; common German, French and Spanish words are known (aktiv, gekündigt). A
word that a field does not know is kept as a custom value, and told with what the field is then: of
a new customer, contact or vendor it is left empty. What --map and --id say is kept for the next
file of the same name. Columns without a field are kept as custom values. --dry-run shows what
becomes of each column. Several tables may be given at once; their rows may name one another.

It ends with 0 if all was taken, perhaps with warnings, 3 if rows were rejected, 1 if nothing
could be taken (tandem help exit-codes).`

const importExample = `  tandem import plan.xml --dry-run
  tandem import jira.csv --errors mend.csv
  tandem import customers.csv --as accounts --map 'Firma=name,Umsatz=value' --id Kundennummer
  tandem import customers.csv --as accounts --map 'tier:Gold=strategic,tier:Silver=key'
  tandem import work.csv --as tasks --set project=P-1 --map 'Summary=title,Due Date=deadline'
  tandem import plan.xml --json | jq '.counts.task.added'`

type importFlags struct {
	as, format, mapping, id, source, sheet, encoding, dates, errors string
	set                                                             []string
	dry, overwrite                                                  bool
}

func (a *app) importCmd() *cobra.Command {
	var f importFlags
	var names []string
	for _, x := range transfer.Formats() {
		names = append(names, fmt.Sprintf("  %-12s %s", x.Name, x.Title))
	}
	c := a.command("import FILE [flags]", "Take in a file of another program", fmt.Sprintf(importLong, strings.Join(names, "\n")), importExample, func(cmd *cobra.Command, args []string) error {
		if err := need(cmd, args, 1, 1000); err != nil {
			return err
		}
		return a.importFile(cmd.Context(), args, f)
	})
	c.ValidArgsFunction = nil // files
	l := c.Flags()
	l.StringVar(&f.as, "as", "", "take its rows for records of `KIND`")
	_ = c.RegisterFlagCompletionFunc("as", a.completeKindFlag)
	l.StringVar(&f.format, "format", "", "the format of the file, where it is not told right")
	l.StringVar(&f.mapping, "map", "", "columns to fields: `HEADING=FIELD,...`")
	l.StringVar(&f.id, "id", "", "the `COLUMN` by which a row is known again")
	l.StringArrayVar(&f.set, "set", nil, "give every new record `FIELD=VALUE`")
	l.StringVar(&f.source, "source", "", "what the file comes from (else by its `NAME`)")
	l.StringVar(&f.sheet, "sheet", "", "only this `SHEET` of a spreadsheet")
	l.StringVar(&f.encoding, "encoding", "", "how its text is written: utf-8, utf-16, windows-1252")
	l.StringVar(&f.dates, "dates", "", "how dates of numbers are written: dmy, mdy, ymd")
	l.StringVar(&f.errors, "errors", "", "write rejected rows to `FILE`, to mend and import")
	l.BoolVar(&f.overwrite, "overwrite", false, "let the file win over what was changed here since")
	l.BoolVar(&f.dry, "dry-run", false, "say what would happen and change nothing")
	return c
}

// options checks the flags and makes options of them.
func (f importFlags) options() (transfer.Options, error) {
	opt := transfer.Options{As: f.as, Format: f.format, Overwrite: f.overwrite}
	if f.as != "" && f.as != "plan" {
		k, err := model.Kinds().Named(f.as)
		if err != nil {
			return opt, badField("--as", noKind(f.as))
		}
		opt.As = k.Slug()
	}
	if f.format != "" {
		if _, err := transfer.FormatNamed(f.format); err != nil {
			return opt, badField("--format", err)
		}
	}
	t := &opt.Table
	t.ID, t.Source, t.Sheet, t.Encoding, t.Dates = f.id, f.source, f.sheet, f.encoding, transfer.DateOrder(strings.ToLower(f.dates))
	var err error
	if t.Map, err = transfer.ParseMap(f.mapping); err != nil {
		return opt, badField("--map", err)
	}
	for _, s := range f.set {
		name, value, ok := strings.Cut(s, "=")
		if !ok {
			return opt, badField("--set", fmt.Errorf("%q: write FIELD=VALUE", s))
		}
		t.Set = append(t.Set, transfer.Pair{Name: name, Value: value})
	}
	switch t.Dates {
	case "", transfer.DayFirst, transfer.MonthFirst, transfer.YearFirst:
	default:
		return opt, badField("--dates", fmt.Errorf("%q: write dmy, mdy or ymd", f.dates))
	}
	t.Remember = len(t.Map) > 0 || t.ID != ""
	return opt, nil
}

// importFile checks what can be checked before the workspace is opened, then takes the files in.
// Signals stop the reading; once it is being written, it is written to the end.
func (a *app) importFile(ctx context.Context, names []string, f importFlags) error {
	if len(names) == 1 && f.format == "" && store.IsExport(a.file(names[0])) {
		return a.importWhole(names[0], f.dry)
	}
	opt, err := f.options()
	if err != nil {
		return err
	}
	if f.errors != "" {
		if _, err := os.Lstat(a.file(f.errors)); err == nil {
			return badField("--errors", fmt.Errorf("%s exists already: name a new file", f.errors))
		}
	}
	var list []transfer.Input
	for _, name := range names {
		in, err := a.input(name)
		if err != nil {
			return err
		}
		defer func() { _ = in.Close() }()
		list = append(list, transfer.Input{Name: name, In: in})
	}
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	defer context.AfterFunc(ctx, stop)() // a second signal ends the program at once
	return a.trying(f.dry, func(s *store.Store) error { return a.take(ctx, s, list, opt, f) })
}

// input opens what is imported.
func (a *app) input(name string) (io.ReadCloser, error) {
	if name == "-" {
		return io.NopCloser(a.io.In), nil
	}
	in, err := os.Open(a.file(name))
	if errors.Is(err, os.ErrNotExist) {
		return nil, notFound(fmt.Errorf("%s: no such file", name))
	}
	if err != nil {
		return nil, err
	}
	if st, err := in.Stat(); err == nil && st.IsDir() {
		_ = in.Close()
		return nil, usagef("%s is a folder: name the file to import", name)
	}
	return in, nil
}

// take reads the files against the newest state and makes them durable, unless it is a dry run.
func (a *app) take(ctx context.Context, s *store.Store, list []transfer.Input, opt transfer.Options, f importFlags) error {
	var res transfer.Result
	name := list[0].Name
	bar := a.progress(filepath.Base(name))
	opt.Progress, opt.Past = bar.step, s
	for i := range list {
		n := sizeOf(list[i].In)
		if opt.Size += n; n == 0 {
			list[i].In = &stoppable{ctx: ctx, in: list[i].In}
		}
	}
	defer transfer.Roomy(opt.Size)()
	read := func(snap *model.Snapshot) (model.Batch, error) {
		var err error
		if len(list) > 1 {
			res, err = transfer.ImportTables(ctx, snap, a.today(), list, opt)
		} else {
			res, err = transfer.Import(ctx, snap, a.today(), name, list[0].In, opt)
		}
		if err == nil {
			err = ctx.Err()
		}
		bar.end()
		return res.Batch, err
	}
	var err error
	if f.dry {
		_, err = read(s.Snapshot())
	} else {
		if _, err = s.BackupBefore("import"); err != nil {
			return fmt.Errorf("no backup could be made before the import, so nothing was taken: %w", err)
		}
		_, err = s.Do("import "+filepath.Base(name), read)
	}
	if err == nil || len(res.Problems) > 0 && ctx.Err() == nil {
		if e := a.importReport(res, f.dry, err, s.Snapshot().Seq); e != nil {
			return e
		}
		if e := a.calm(s.Snapshot(), f.dry || err != nil); e != nil {
			return e
		}
	}
	if ctx.Err() == nil {
		if e := a.leftover(res.Leftover, f.errors); e != nil {
			return e
		}
	}
	switch {
	case err != nil && ctx.Err() != nil:
		return &Fail{Code: Failed, Message: "import stopped; nothing was changed", Err: err}
	case err != nil:
		return importFail(name, f.as, err)
	}
	return verdict(res)
}

// leftover writes the rows that could not be taken to a new, private file.
func (a *app) leftover(l *transfer.Leftover, name string) error {
	if name == "" || l == nil || len(l.Rows) == 0 {
		return nil
	}
	err := writeNew(a.file(name), false, func(w io.Writer) error { return transfer.WriteLeftover(w, l) })
	if err != nil || a.flags.json {
		return err
	}
	return a.say(fmt.Sprint(len(l.Rows)), " rejected rows are in ", name, ": mend them and import that file")
}

// sizeOf is the length of a file; 0 where it cannot be told.
func sizeOf(in io.Reader) int64 {
	if f, ok := in.(*os.File); ok {
		if st, err := f.Stat(); err == nil && st.Mode().IsRegular() {
			return st.Size()
		}
	}
	return 0
}

// stoppable reads from a pipe or a terminal and gives up when its context does, which the
// system's read would not.
type stoppable struct {
	ctx context.Context
	in  io.Reader
}

// Read implements io.Reader.
func (s *stoppable) Read(p []byte) (int, error) {
	type result struct {
		n   int
		err error
	}
	done := make(chan result, 1)
	buf := make([]byte, len(p))
	go func() {
		n, err := s.in.Read(buf)
		done <- result{n, err}
	}()
	select {
	case <-s.ctx.Done():
		return 0, s.ctx.Err()
	case r := <-done:
		return copy(p, buf[:r.n]), r.err
	}
}

// importFail names the file in what went wrong with it. Wrong values in a file are no error of
// the command line.
func importFail(name, as string, err error) error {
	if f := storeFail(err, ""); f != nil {
		return f
	}
	var opt *transfer.OptionError
	if errors.As(err, &opt) {
		return badField(opt.Option, err)
	}
	f := &Fail{Code: Failed, Message: err.Error(), Err: err}
	if as != "" && !errors.Is(err, transfer.ErrNothing) {
		f.Code, f.Field = Usage, "--as"
	}
	if !strings.Contains(f.Message, filepath.Base(name)) {
		f.Message = name + ": " + f.Message
	}
	return f
}

// verdict is the exit code of an import that ran: rows rejected, or nothing taken at all.
func verdict(res transfer.Result) error {
	taken := 0
	for _, c := range res.Counts {
		taken += c.Added + c.Updated + c.Unchanged
	}
	switch {
	case taken == 0:
		return &Fail{Code: Failed, Message: "nothing could be taken"}
	case res.Rejected() > 0:
		return &Fail{Code: Rejected} // the report has said it
	}
	return nil
}
