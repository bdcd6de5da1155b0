package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"tandem/model"
	"tandem/model/date"
	"tandem/store"
	"tandem/ui/config"
)

// IO is the terminal or the pipes a command talks to.
type IO struct {
	In       io.Reader
	Out, Err io.Writer
	IsTTY    bool             // Out is a terminal that can be drawn on
	ErrTTY   bool             // Err is a terminal: progress may be shown
	Width    int              // cells of the terminal; 0: as wide as it takes
	Now      func() time.Time // the clock
}

// Session is what the screen needs to begin.
type Session struct {
	// Serve lets commands of other processes run on the open workspace; changed is called, on
	// any goroutine, after one has changed it. The returned function ends that.
	Serve func(s *store.Store, changed func(args []string)) (stop func(), err error)
	Open  func(first []string) (*store.Store, error) // opens the workspace, these kinds before others; the screen closes it
	Path  string                                     // of the workspace file, for messages
	Now   func() time.Time                           // the clock, or what --now says
	Place string                                     // what to show first: "", or "triage"
	ASCII bool                                       // the locale has no Unicode
	Plain bool                                       // ASCII was asked for, whatever the configuration says

	Config     config.Config // what the configuration file says
	ConfigPath string        // where it is looked for
	Problems   []config.Problem
	State      string               // the file for what the screen remembers by itself
	Read       chan *model.Snapshot // gets a value as soon as Open has read the records
	Shown      func()               // to call when the first frame is out
}

// app is one run of the program.
type app struct {
	read     chan *model.Snapshot
	shown    chan struct{} // closed when the screen's first frame is out
	keep     int           // backups of the last runs
	io       IO
	args     []string
	run      func(Session) error
	foretell func(s *store.Store)
	out      *bufio.Writer
	held     *store.Store        // the open workspace of the screen the command runs in, or nil
	getenv   func(string) string // the environment of whoever typed the command
	dir      string              // what relative paths are relative to; empty: the process's folder
	flags    struct {
		db, now, config  string
		ascii            bool
		json, plain, csv bool
		version          bool // of the root alone
	}
	prose  []string                  // said in a run that asked for CSV
	tabled bool                      // a table went out as CSV
	fixed  atomic.Pointer[time.Time] // what --now says; nil: the clock. The screen opens off its loop
}

// Screen is the full-screen workspace, for the command line to hand over to.
type Screen struct {
	Run      func(Session) error  // opens it; called where no command is given and the output is a terminal
	Foretell func(s *store.Store) // works out what it shows first, after a command that changed much; may be nil
}

// Main runs one command line (without the program's name) and returns its exit code.
func Main(args []string, io IO, screen Screen) int {
	if io.Now == nil {
		io.Now = func() time.Time { return time.Time{} }
	}
	a := &app{io: io, run: screen.Run, foretell: screen.Foretell, out: bufio.NewWriterSize(io.Out, 32<<10), getenv: os.Getenv}
	return a.main(context.Background(), args)
}

// main runs one command line in the app's streams.
func (a *app) main(ctx context.Context, args []string) int {
	a.args = args
	err, done := a.start(args)
	if !done {
		root := a.root()
		root.SetArgs(negatives(args))
		root.SetIn(a.io.In)
		root.SetOut(a.out)
		root.SetErr(a.io.Err)
		err = root.ExecuteContext(ctx)
	}
	a.sayProse()
	if e := a.out.Flush(); err == nil {
		err = e
	}
	if err == nil || errors.Is(err, syscall.EPIPE) {
		return int(OK)
	}
	var f *Fail
	if !errors.As(err, &f) {
		f = &Fail{Code: Usage, Message: err.Error(), Hint: "tandem help lists the commands", Err: err}
	}
	a.report(f, args)
	return int(f.Code)
}

// report writes the error as the one line people read, or as JSON.
func (a *app) report(f *Fail, args []string) {
	if f.Message == "" {
		return // said already, as part of the result
	}
	if a.flags.json || wantsJSON(args) {
		body := model.Object{{Name: "message", Value: f.text()}, {Name: "field", Value: f.Field}, {Name: "code", Value: int(f.Code)}}
		_ = writeJSON(a.io.Err, model.Object{{Name: "error", Value: body}})
		return
	}
	_, _ = io.WriteString(a.io.Err, "tandem: "+f.text()+"\n")
}

// text is the error as one line, fit for a terminal.
func (f *Fail) text() string { return oneLine(f.Error()) }

// wantsJSON finds --json where the command line could not be read to the end.
func wantsJSON(args []string) bool {
	for _, s := range args {
		if s == "--" {
			return false
		}
		if s == "--json" || s == "--json=true" {
			return true
		}
	}
	return false
}

// path is the workspace file: --db, TANDEM_DB, or the usual place; "" where none is known, for
// which opening has the message.
func (a *app) path() string {
	if a.held != nil {
		return a.held.Path()
	}
	p := a.flags.db
	if p == "" {
		p, _ = store.DefaultPath()
	}
	if abs, err := filepath.Abs(p); err == nil && p != "" {
		return abs
	}
	return p
}

// now is the moment the command takes as now.
func (a *app) now() time.Time {
	if at := a.fixed.Load(); at != nil {
		return *at
	}
	return a.io.Now()
}

// setNow reads --now in a zone; a text with an offset means the same in all of them.
func (a *app) setNow(loc *time.Location) error {
	if a.flags.now == "" {
		return nil
	}
	at, err := date.Parse(a.flags.now, date.Of(a.io.Now()), loc)
	if err != nil {
		return &Fail{Code: Usage, Field: "--now", Message: err.Error()}
	}
	t := at.In(loc)
	a.fixed.Store(&t)
	return nil
}

// options leave the waiting time for the lock to the store. Commands make no backup of their own
// accord: a loop of a hundred of them would push the ten that are kept out of the door.
func (a *app) options() store.Options {
	return store.Options{Path: a.path(), Now: a.now}
}

// patience is how long the reading of what the first frame does not show waits for that frame: they
// would share the processors.
const patience = 20 * time.Millisecond

// open opens the workspace. A time in --now without an offset is in the workspace's zone, so it
// is read once more when that is known. The screen opens packed, for a first frame at once; first
// are the kinds that it shows.
func (a *app) open(packed bool, first []string) (*store.Store, error) {
	opt := a.options()
	if opt.Packed = packed; packed {
		opt.Keep = a.keep
		opt.First = append([]string{model.WorkspacePrefix, model.CalendarPrefix, model.PersonPrefix, model.ContactPrefix}, first...)
		opt.Warm = func(s *model.Snapshot, early bool) {
			s.Plan(0) // the outlines are what shows first
			select {
			case a.read <- s:
			default:
				return // nobody waits, as when it is opened again
			}
			if early {
				select {
				case <-a.shown:
				case <-time.After(patience):
				}
			}
		}
	}
	s, err := store.Open(opt)
	if err != nil {
		return nil, err
	}
	if err := a.setNow(s.Snapshot().Ctx(date.Of(a.now())).Loc); err != nil {
		_ = s.Close()
		return nil, err
	}
	return s, nil
}

// with opens the workspace, hands it to f and closes it. An error of closing counts where
// there was none before.
//
// Where a screen has the workspace open, the whole command line is run there instead, and f is
// called in that process.
func (a *app) with(f func(s *store.Store) error) error {
	if a.held != nil {
		if err := a.setNow(a.held.Snapshot().Ctx(date.Of(a.now())).Loc); err != nil {
			return err
		}
		return f(a.held)
	}
	if w := dial(a.path()); w != nil {
		return a.forward(w, a.args)
	}
	s, err := a.open(false, nil)
	if err != nil {
		return err
	}
	for _, w := range s.Warnings() {
		_, _ = io.WriteString(a.io.Err, "tandem: warning: "+oneLine(w)+"\n")
	}
	had := s.Snapshot().Total()
	err = f(s)
	if s.Snapshot().Total()-had >= much && a.foretell != nil && a.fixed.Load() == nil {
		a.foretell(s)
	}
	if e := s.Close(); err == nil {
		err = e
	}
	return err
}

// much is how many new records a command brings that has time to work out what the screen will show of them.
const much = 500

// reading is with for a command that needs something to be there, to show or to change: where --db names a
// file that is not there, it says so instead of founding a workspace for the sake of a slip of the fingers.
func (a *app) reading(f func(s *store.Store) error) error {
	if a.held == nil && a.flags.db != "" {
		if _, err := os.Lstat(a.path()); errors.Is(err, os.ErrNotExist) {
			if w := dial(a.path()); w != nil { // somebody has it open all the same
				return a.forward(w, a.args)
			}
			return notFound(fmt.Errorf("%s: no such file; a command that adds something makes it, as does tandem --db FILE on a terminal", a.flags.db))
		}
	}
	return a.with(f)
}

// file is a path as whoever typed the command means it.
func (a *app) file(name string) string {
	if a.dir == "" || name == "" || filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(a.dir, name)
}

// today is what the command takes as now, for the edits it makes.
func (a *app) today() date.Instant { return date.Of(a.now()) }

// ctx is the context in which values of a snapshot are read and shown.
func (a *app) ctx(s *model.Snapshot) *model.Ctx {
	c := s.Ctx(date.Of(a.now()))
	c.ASCII = a.ascii()
	return c
}

// asciiOnly reports whether the terminal or the locale is one without Unicode. No locale counts
// as one with it.
func asciiOnly(getenv func(string) string) bool {
	if getenv("TANDEM_ASCII") != "" || getenv("TERM") == "linux" {
		return true // asked for, or the console, whose font has few signs
	}
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if v := strings.ToLower(getenv(name)); v != "" {
			return !strings.Contains(v, "utf-8") && !strings.Contains(v, "utf8")
		}
	}
	return false
}

// exact reports whether values are printed exactly rather than as on the screen.
func (a *app) exact() bool { return a.flags.plain || a.flags.csv || !a.io.IsTTY }

// command is a cobra command whose errors all know their exit code.
func (a *app) command(use, short, long, example string, run func(cmd *cobra.Command, args []string) error) *cobra.Command {
	c := &cobra.Command{Use: use, Short: short, Long: long, Example: example, Args: cobra.ArbitraryArgs,
		DisableFlagsInUseLine: true, ValidArgsFunction: noFiles}
	c.RunE = func(cmd *cobra.Command, args []string) error {
		if err := a.setNow(time.Local); err != nil {
			return err
		}
		err := run(cmd, args)
		if err == nil || errors.Is(err, syscall.EPIPE) {
			return err
		}
		return classify(err, a.path())
	}
	return c
}

// need checks the number of arguments; most below 0 is any number.
func need(cmd *cobra.Command, args []string, least, most int) error {
	if len(args) >= least && (most < 0 || len(args) <= most) {
		return nil
	}
	what := "too few arguments"
	if len(args) > least {
		what = "too many arguments"
	}
	return usagef("%s: write tandem %s", what, strings.TrimPrefix(cmd.UseLine(), "tandem "))
}
