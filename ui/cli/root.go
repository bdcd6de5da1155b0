package cli

import (
	"errors"
	"os"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"tandem/model"
	"tandem/store"
	"tandem/ui/config"
)

const rootLong = `tandem is a workspace in the terminal for people who run projects and answer for what
customers get from them: plans, risks and budgets on one side, accounts, escalations and
promises on the other, and one queue of what needs a decision today.

Without a command it opens the screen. Into a pipe, or on a terminal that cannot be drawn on
(TERM=dumb), it prints a short report instead. Every list and record is also a command; all
commands keep to the same exit codes (tandem help exit-codes) and print JSON with --json
(tandem help scripts).`

const rootExample = `  tandem                               the screen
  tandem sample                        fill an empty workspace with an example
  tandem import plan.xml               take in a plan from Microsoft Project
  tandem list tasks --filter 'project:P-1 -percent:100'
  tandem set T-14 percent=60 'remaining=2d'
  tandem undo`

// root builds the whole command tree. It costs well under a millisecond: nothing is compiled,
// read or opened before a command runs.
func (a *app) root() *cobra.Command {
	c := a.command("tandem", "A workspace for projects and customers, in the terminal", rootLong, rootExample, a.runRoot)
	c.Use = "tandem [COMMAND]"
	c.Args = unknownCommand
	c.SilenceErrors, c.SilenceUsage = true, true
	c.CompletionOptions.HiddenDefaultCmd = false
	c.SetFlagErrorFunc(flagError)
	c.SetHelpFunc(func(x *cobra.Command, _ []string) { _ = page(a.out, x) })
	a.globals(c.PersistentFlags())
	for _, g := range []struct{ id, title string }{{"records", "Records:"}, {"work", "The day's work:"}, {"keep", "Undo and safety:"}, {"more", "More:"}} {
		c.AddGroup(&cobra.Group{ID: g.id, Title: g.title})
	}
	a.commands(c)
	c.SetHelpCommand(a.helpCmd())
	c.SetHelpCommandGroupID("more")
	c.SetCompletionCommandGroupID("more")
	shells(c)
	return c
}

// start opens the screen where the command line holds nothing but what concerns it. The tree of
// commands is not made for that: it takes as long as reading the workspace. done is false where
// somebody else must look at the command line.
func (a *app) start(args []string) (err error, done bool) {
	if !a.io.IsTTY || a.run == nil {
		return nil, false
	}
	f := pflag.NewFlagSet("tandem", pflag.ContinueOnError)
	f.Usage = func() {}
	a.globals(f)
	if f.Parse(args) != nil || f.NArg() > 0 || a.flags.plain || a.flags.json || a.flags.csv {
		return nil, false
	}
	if err = a.setNow(time.Local); err == nil {
		err = a.screen("")
	}
	if err != nil && !errors.Is(err, syscall.EPIPE) {
		err = classify(err, a.path())
	}
	return err, true
}

// globals are the flags that every command knows.
func (a *app) globals(f *pflag.FlagSet) {
	f.SortFlags = false
	f.StringVar(&a.flags.db, "db", "", "the workspace `FILE` (else $TANDEM_DB, else the usual place)")
	f.StringVar(&a.flags.config, "config", "", "the configuration `FILE` (see tandem config)")
	f.BoolVar(&a.flags.ascii, "ascii", false, "draw and print with plain ASCII only")
	f.StringVar(&a.flags.now, "now", "", "take `TIME` as now: 2026-11-20T09:12+01:00, fri 9am")
	f.BoolVar(&a.flags.json, "json", false, "print JSON")
	f.BoolVar(&a.flags.csv, "csv", false, "print comma-separated values, exact and uncut")
	f.BoolVar(&a.flags.plain, "plain", false, "print exact values, uncut, without colour")
}

// commands hangs every command into the tree, in the order help shows them.
func (a *app) commands(root *cobra.Command) {
	add := func(group string, list ...*cobra.Command) {
		for _, c := range list {
			c.GroupID = group
			root.AddCommand(c)
		}
	}
	cobra.EnableCommandSorting = false
	root.Flags().BoolVar(&a.flags.version, "version", false, "print the version")
	add("records", a.listCmd(), a.searchCmd(), a.showCmd(), a.addCmd(), a.setCmd(), a.doCmd(), a.deleteCmd(), a.kindsCmd())
	add("work", a.triageCmd(), a.decideCmd(), a.clocksCmd(), a.logContactCmd(), a.handoverCmd(), a.raiseCmd(), a.incidentCmd(), a.agreeCmd(), a.scheduleCmd(), a.whyCmd(), a.baselineCmd(), a.slipCmd(), a.scenarioCmd(), a.templateCmd(), a.scopeCmd(), a.planCmd(), a.whatIfCmd(), a.boardCmd(), a.moveCmd(), a.sprintCmd(), a.flowCmd(), a.networkCmd(), a.reportCmd(), a.healthCmd(), a.briefCmd(), a.importCmd(), a.exportCmd(), a.sampleCmd(), a.calcCmd())
	add("keep", a.undoCmd(), a.redoCmd(), a.logCmd(), a.backupCmd(), a.backupsCmd(), a.restoreCmd(), a.doctorCmd(), a.compactCmd(), a.purgeCmd())
	add("more", a.configCmd(), a.manCmd(), a.versionCmd())
	root.AddCommand(a.refsCmd())
	root.AddCommand(topics()...)
}

// unknownCommand is what the root takes as arguments: none.
func unknownCommand(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	c.SuggestionsMinimumDistance = 2
	if near := c.SuggestionsFor(args[0]); len(near) > 0 {
		return usagef("%q is not a command; did you mean %s?", args[0], strings.Join(near, " or "))
	}
	return usagef("%q is not a command; tandem help lists them", args[0])
}

// flagError words what is wrong with a flag. Where the command itself is unknown, its flags
// are too, and the command is what to talk about.
func flagError(c *cobra.Command, err error) error {
	if !c.HasParent() {
		if e := unknownCommand(c, c.Flags().Args()); e != nil {
			return e
		}
	}
	return usagef("%s; see tandem help%s", err, strings.TrimPrefix(c.CommandPath(), "tandem"))
}

// runRoot opens the screen, or prints the report where there is none to open.
func (a *app) runRoot(*cobra.Command, []string) error {
	if a.flags.version {
		return a.version()
	}
	if a.io.IsTTY && !a.flags.plain && !a.flags.json && !a.flags.csv {
		return a.screen("")
	}
	return a.summary()
}

// screen hands over to the screen, which opens the workspace itself, off its event loop, and says
// on it what is wrong with the file.
func (a *app) screen(place string) error {
	if a.run == nil {
		return failf("this build has no screen: use the commands, tandem help lists them")
	}
	go model.Kinds() // made while the configuration is read
	cfg, problems, err := a.settings()
	if err != nil {
		return err
	}
	a.read, a.shown, a.keep = make(chan *model.Snapshot, 1), make(chan struct{}), cfg.Backups
	file, _ := a.configPath()
	return a.run(Session{Config: cfg, ConfigPath: file, Problems: problems, State: config.StatePath(a.getenv), Plain: a.flags.ascii || a.getenv("TANDEM_ASCII") != "",
		Open: func(first []string) (*store.Store, error) { return a.open(true, first) }, Path: a.path(), Now: a.now, Place: place, ASCII: asciiOnly(os.Getenv), Read: a.read, Shown: sync.OnceFunc(func() { close(a.shown) }), Serve: a.serve})
}
