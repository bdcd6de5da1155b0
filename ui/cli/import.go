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

const importLong = `Takes in a file that another program wrote: Microsoft Project XML. Records that were imported
before are updated by the id they have there, so the same file may be imported again. What cannot
be taken is listed, row by row, and the rest is taken as one step of undo. --dry-run only says
what would happen. FILE may be - for standard input. Ctrl+C stops it; nothing is changed then.

It ends with 0 if all was taken, perhaps with warnings, 3 if rows were rejected, 1 if nothing
could be taken (tandem help exit-codes).`

const importExample = `  tandem import plan.xml --dry-run
  tandem import plan.xml
  tandem import plan.xml --json | jq '.counts.task.added'`

type importFlags struct {
	as  string
	dry bool
}

func (a *app) importCmd() *cobra.Command {
	var f importFlags
	c := a.command("import FILE [flags]", "Take in a file of another program", importLong, importExample, func(cmd *cobra.Command, args []string) error {
		if err := need(cmd, args, 1, 1); err != nil {
			return err
		}
		return a.importFile(cmd.Context(), args[0], f)
	})
	c.ValidArgsFunction = nil // files
	c.Flags().StringVar(&f.as, "as", "", "take its rows for records of `KIND`")
	c.Flags().BoolVar(&f.dry, "dry-run", false, "say what would happen and change nothing")
	return c
}

// importFile checks what can be checked before the workspace is opened, then takes the file in.
// Signals stop the reading; once it is being written, it is written to the end.
func (a *app) importFile(ctx context.Context, name string, f importFlags) error {
	if f.as != "" && f.as != "plan" {
		k, err := model.Kinds().Named(f.as)
		if err != nil {
			return badField("--as", err)
		}
		f.as = k.Slug()
	}
	in, err := a.input(name)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	defer context.AfterFunc(ctx, stop)() // a second signal ends the program at once
	return a.with(func(s *store.Store) error { return a.take(ctx, s, in, name, f) })
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

// take reads the file against the newest state and makes it durable, unless it is a dry run.
func (a *app) take(ctx context.Context, s *store.Store, in io.Reader, name string, f importFlags) error {
	var res transfer.Result
	bar := a.progress(filepath.Base(name))
	opt := transfer.Options{As: f.as, Size: sizeOf(in), Progress: bar.step}
	if opt.Size == 0 {
		in = &stoppable{ctx: ctx, in: in}
	}
	read := func(snap *model.Snapshot) (model.Batch, error) {
		var err error
		res, err = transfer.Import(ctx, snap, a.today(), name, in, opt)
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
		_, err = s.Do("import "+filepath.Base(name), read)
	}
	if err == nil || len(res.Problems) > 0 && ctx.Err() == nil {
		if e := a.importReport(res, f.dry, err, s.Snapshot().Seq); e != nil {
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

// importReport prints counts, then the problems one by one. failed is what kept the whole from
// being taken, or nil.
func (a *app) importReport(res transfer.Result, dry bool, failed error, seq uint64) error {
	if a.flags.json {
		return writeJSON(a.out, importObject(res, dry, seq))
	}
	if err := a.importCounts(res); err != nil {
		return err
	}
	p := a.paint()
	for _, x := range res.Problems {
		word := "warning"
		if x.Rejected {
			word = "rejected"
		}
		if _, err := a.out.WriteString(p.warn.Render(word) + " " + oneLine(place(x)+x.Message) + "\n"); err != nil {
			return err
		}
	}
	switch {
	case failed != nil:
		return nil
	case dry:
		return a.say("dry run: nothing was changed")
	case len(res.Batch.Changes) == 0:
		return a.say("nothing to change: all of it is here already")
	}
	return a.say("tandem undo takes it back")
}

// importCounts prints a row for each kind of thing the file held.
func (a *app) importCounts(res transfer.Result) error {
	if len(res.Counts) == 0 {
		return nil
	}
	g := grid{cols: []column{{head: "kind"}, {head: "read", right: true}, {head: "added", right: true},
		{head: "updated", right: true}, {head: "unchanged", right: true}, {head: "rejected", right: true}}}
	for _, c := range res.Counts {
		g.add(c.Kind, fmt.Sprint(c.Read), fmt.Sprint(c.Added), fmt.Sprint(c.Updated), fmt.Sprint(c.Unchanged), fmt.Sprint(c.Rejected))
	}
	return a.put(&g, a.width(), false)
}

// place is where in the file a problem is: "plan.xml:120 Start: ".
func place(p transfer.Problem) string {
	s := p.File
	if p.Row > 0 {
		s += fmt.Sprintf(":%d", p.Row)
	}
	if p.Field != "" {
		s += " " + p.Field
	}
	return s + ": "
}

// importObject is the report as scripts get it.
func importObject(res transfer.Result, dry bool, seq uint64) model.Object {
	counts := model.Object{}
	for _, c := range res.Counts {
		counts = append(counts, model.Pair{Name: strings.ReplaceAll(c.Kind, " ", "_"), Value: model.Object{{Name: "read", Value: c.Read},
			{Name: "added", Value: c.Added}, {Name: "updated", Value: c.Updated}, {Name: "unchanged", Value: c.Unchanged},
			{Name: "rejected", Value: c.Rejected}}})
	}
	problems := []model.Object{}
	for _, p := range res.Problems {
		problems = append(problems, model.Object{{Name: "file", Value: p.File}, {Name: "row", Value: p.Row},
			{Name: "field", Value: p.Field}, {Name: "message", Value: p.Message}, {Name: "rejected", Value: p.Rejected}})
	}
	return model.Object{{Name: "counts", Value: counts}, {Name: "problems", Value: problems},
		{Name: "dry_run", Value: dry}, {Name: "seq", Value: seq}}
}

// bar is a progress bar of one line on a terminal; anywhere else it says nothing.
type bar struct {
	w     io.Writer
	name  string
	shown int // tenths of a percent; -1 before the first
}

// progress makes the bar. It goes to standard error, so that the report can be piped all the same.
func (a *app) progress(name string) *bar {
	b := &bar{name: oneLine(name), shown: -1}
	if a.io.ErrTTY && !a.flags.json {
		b.w = a.io.Err
	}
	return b
}

const barCells = 24

// step shows how far it is. It draws only where something would change.
func (b *bar) step(done, total int64) {
	if b.w == nil || total <= 0 {
		return
	}
	at := int(min(done, total) * 1000 / total)
	if at < b.shown+5 && at < 1000 && b.shown >= 0 || at == b.shown {
		return
	}
	b.shown = at
	full := at * barCells / 1000
	_, _ = fmt.Fprintf(b.w, "\r%s [%s%s] %3d%%", b.name, strings.Repeat("#", full), strings.Repeat(".", barCells-full), at/10)
}

// end takes the bar off the screen again.
func (b *bar) end() {
	if b.w != nil && b.shown >= 0 {
		_, _ = io.WriteString(b.w, "\r\x1b[K")
		b.shown = -1
	}
}
