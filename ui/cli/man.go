package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

const manLong = `Prints the manual page of tandem or of one of its commands, for man. With --dir it writes the pages
of all commands into a folder: one on the path of man shows them by name.`

const manExample = `  tandem man | man -l -
  tandem man import | man -l -
  tandem man --dir ~/.local/share/man/man1`

func (a *app) manCmd() *cobra.Command {
	var dir string
	c := a.command("man [COMMAND] [flags]", "Print the manual page", manLong, manExample, func(cmd *cobra.Command, args []string) error {
		version, _ := built()
		head := &doc.GenManHeader{Section: "1", Source: "tandem " + version, Manual: "tandem"}
		if dir == "" {
			x, rest, err := cmd.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return usagef("%q is no command; tandem help lists them", strings.Join(args, " "))
			}
			b, err := manPage(x, head)
			if err != nil {
				return err
			}
			_, err = a.out.Write(b)
			return err
		}
		if err := need(cmd, args, 0, 0); err != nil {
			return err
		}
		return a.manTree(cmd.Root(), a.file(dir), head)
	})
	c.Flags().StringVar(&dir, "dir", "", "write all pages into the folder `DIR`, which is made")
	return c
}

// manPage is the page of one command.
func manPage(c *cobra.Command, head *doc.GenManHeader) ([]byte, error) {
	c.DisableAutoGenTag = true // no date: the same program writes the same page
	h := *head
	var b bytes.Buffer
	if err := doc.GenMan(c, &h, &b); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// manTree writes the pages of a command and of all below it.
func (a *app) manTree(c *cobra.Command, dir string, head *doc.GenManHeader) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	b, err := manPage(c, head)
	if err != nil {
		return err
	}
	path := filepath.Join(dir, strings.ReplaceAll(c.CommandPath(), " ", "-")+".1")
	if err := os.WriteFile(path, b, 0o644); err != nil {
		return err
	}
	for _, x := range c.Commands() {
		if !x.IsAvailableCommand() {
			continue
		}
		if err := a.manTree(x, dir, head); err != nil {
			return err
		}
	}
	return nil
}
