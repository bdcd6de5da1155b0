// Command tandem is a workspace in the terminal for people who run projects and answer for
// what customers get from them. Without arguments it opens the screen; see tandem help.
package main

import (
	"os"
	"time"

	"tandem/ui"
	"tandem/ui/cli"
)

func main() {
	os.Exit(cli.Main(os.Args[1:], cli.Streams(time.Now), cli.Screen{Run: screen, Foretell: ui.Foretell}))
}

// screen runs the full-screen workspace.
func screen(s cli.Session) error {
	return ui.Run(ui.Options{Open: s.Open, Read: s.Read, Shown: s.Shown, Path: s.Path, Now: s.Now, Place: s.Place, Theme: os.Getenv("TANDEM_THEME"), NoColor: ui.NoColor(), ASCII: s.ASCII, Plain: s.Plain,
		Config: s.Config, ConfigPath: s.ConfigPath, Problems: s.Problems, State: s.State, Serve: s.Serve})
}
