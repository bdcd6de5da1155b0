package cli

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"tandem/model"
	"tandem/ui/act"
	"tandem/ui/config"
)

const configLong = `Look, keys and habits are set in a file that is yours: tandem reads it and never writes to it.
It is the one named by --config or $TANDEM_CONFIG, else tandem/config.toml in $XDG_CONFIG_HOME or
~/.config. What is wrong in it is said with its line; that setting then stays as it is without
the file, and the program starts all the same.

  tandem config path    where the file is looked for
  tandem config show    what holds now
  tandem config check   what is wrong in the file; exit code 1 if anything is, 4 if a file that
                        was named is not there
  tandem config init    write a file with every setting and key in it, each behind a comment sign;
                        a file that is there already is left alone`

// settings reads the configuration as --config and the environment name it.
func (a *app) settings() (config.Config, []config.Problem, error) {
	keys, err := act.Default()
	if err != nil {
		return config.Default(), nil, err
	}
	path, named := a.configPath()
	c, problems := config.Load(path, named, keys)
	return c, problems, nil
}

func (a *app) configPath() (path string, named bool) {
	path, named = config.Path(a.flags.config, a.getenv)
	return a.file(path), named
}

// ascii reports whether what is printed for people keeps to ASCII: asked for, set, or because
// the locale knows no other signs.
func (a *app) ascii() bool {
	if a.flags.ascii || a.getenv("TANDEM_ASCII") != "" {
		return true
	}
	c, _, _ := a.settings()
	if c.ASCII == "auto" {
		return asciiOnly(a.getenv)
	}
	return c.ASCII == "on"
}

func (a *app) configCmd() *cobra.Command {
	top := a.command("config", "Where the configuration is, what it says, what is wrong in it", configLong, "  tandem config init\n  tandem config check", func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 {
			return usagef("%q is not a command of tandem config; there are path, show, check and init", args[0])
		}
		return page(a.out, cmd)
	})
	add := func(use, short string, run func() error) {
		top.AddCommand(a.command(use, short, configLong, "  tandem config "+use, func(cmd *cobra.Command, args []string) error {
			if err := need(cmd, args, 0, 0); err != nil {
				return err
			}
			return run()
		}))
	}
	add("path", "Print where the configuration is looked for", a.configWhere)
	add("show", "Print the configuration that holds now", a.configShow)
	add("check", "Say what is wrong in the configuration", a.configCheck)
	add("init", "Write a configuration to change", a.configInit)
	return top
}

func (a *app) configWhere() error {
	path, _ := a.configPath()
	if path == "" {
		return failf("there is no home folder to keep a configuration in: name a file with --config")
	}
	if a.flags.json {
		_, err := os.Stat(path)
		return writeJSON(a.out, model.Object{{Name: "path", Value: path}, {Name: "exists", Value: err == nil}})
	}
	return a.say(path)
}

func (a *app) configShow() error {
	c, problems, err := a.settings()
	if err != nil {
		return err
	}
	if a.flags.json {
		keys := model.Object{}
		for _, scope := range sortedNames(c.Keys) {
			actions := model.Object{}
			for _, n := range sortedNames(c.Keys[scope]) {
				actions = append(actions, model.Pair{Name: string(n), Value: c.Keys[scope][n]})
			}
			keys = append(keys, model.Pair{Name: scope, Value: actions})
		}
		return writeJSON(a.out, model.Object{{Name: "theme", Value: c.Theme}, {Name: "background", Value: c.Background}, {Name: "ascii", Value: c.ASCII}, {Name: "mouse", Value: c.Mouse},
			{Name: "editor", Value: c.Editor}, {Name: "backups", Value: c.Backups}, {Name: "keys", Value: keys}, {Name: "problems", Value: len(problems)}})
	}
	if _, err := a.out.WriteString(c.Show()); err != nil || len(problems) == 0 {
		return err
	}
	return a.say(fmt.Sprintf("# Problems in the file: %d; tandem config check lists them", len(problems)))
}

// sortedNames are the keys of a map in order.
func sortedNames[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }

func (a *app) configCheck() error {
	path, named := a.configPath()
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		if named {
			return notFound(errors.New("there is no file " + path))
		}
		if a.flags.json {
			return writeJSON(a.out, []any{})
		}
		return a.say("There is no file ", path, "; every setting is at its default.")
	}
	_, problems, err := a.settings()
	if err != nil {
		return err
	}
	if a.flags.json {
		var rows []any
		for _, p := range problems {
			rows = append(rows, model.Object{{Name: "line", Value: p.Line}, {Name: "also", Value: p.Also}, {Name: "error", Value: p.Error}, {Name: "text", Value: p.Text}})
		}
		if rows == nil {
			rows = []any{}
		}
		if err := writeJSON(a.out, rows); err != nil {
			return err
		}
	} else if len(problems) == 0 {
		return a.say(path, " is in order.")
	}
	for _, p := range problems {
		if a.flags.json {
			break
		}
		kind := "warning: "
		if p.Error {
			kind = "error: "
		}
		if err := a.say(filepath.Base(path), ": ", kind, oneLine(p.String())); err != nil {
			return err
		}
	}
	if len(problems) > 0 {
		return &Fail{Code: Failed}
	}
	return nil
}

func (a *app) configInit() error {
	keys, err := act.Default()
	if err != nil {
		return err
	}
	path, _ := a.configPath()
	switch err := config.Init(path, keys); {
	case path == "":
		return failf("there is no home folder to keep a configuration in: name a file with --config")
	case errors.Is(err, fs.ErrExist):
		return failf("%s is there already and was left as it is", path)
	case err != nil:
		return err
	}
	return a.say(path)
}
