package cli

import (
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"tandem/model"
)

const versionLong = `Prints the version, the revision it was built from and the Go version. It opens nothing.`

func (a *app) versionCmd() *cobra.Command {
	return a.command("version", "Print the version", versionLong, "  tandem version --json", func(cmd *cobra.Command, args []string) error {
		if err := need(cmd, args, 0, 0); err != nil {
			return err
		}
		return a.version()
	})
}

// version prints what tandem version and tandem --version do.
func (a *app) version() error {
	version, revision := built()
	o := model.Object{{Name: "version", Value: version}, {Name: "revision", Value: revision},
		{Name: "go", Value: runtime.Version()}, {Name: "platform", Value: runtime.GOOS + "/" + runtime.GOARCH}}
	switch {
	case a.flags.json:
		return writeJSON(a.out, o)
	case a.flags.csv:
		return a.objectsCSV([]model.Object{o})
	}
	if revision != "" {
		revision = " " + revision[:min(12, len(revision))]
	}
	return a.say("tandem ", version, revision, " ", runtime.Version(), " ", runtime.GOOS, "/", runtime.GOARCH)
}

// built is the version of the program and the revision it was made from, as far as it knows.
func built() (version, revision string) {
	version = "(devel)"
	b, ok := debug.ReadBuildInfo()
	if !ok {
		return version, ""
	}
	if b.Main.Version != "" {
		version = b.Main.Version
	}
	for _, s := range b.Settings {
		if s.Key == "vcs.revision" {
			revision = s.Value
		}
	}
	return version, revision
}
