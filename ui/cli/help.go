package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
)

// helpCmd is help for a command or a topic; a name that is neither is an error of usage.
func (a *app) helpCmd() *cobra.Command {
	return &cobra.Command{
		Use: "help [COMMAND]", Short: "Help for a command or a topic", GroupID: "more",
		ValidArgsFunction: func(c *cobra.Command, args []string, word string) ([]string, cobra.ShellCompDirective) {
			var out []string
			for _, x := range c.Root().Commands() {
				if len(args) == 0 && strings.HasPrefix(x.Name(), word) {
					out = append(out, x.Name()+"\t"+x.Short)
				}
			}
			return out, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(c *cobra.Command, args []string) error {
			x, rest, err := c.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return usagef("%q is no command and no topic; tandem help lists them", strings.Join(args, " "))
			}
			x.InitDefaultHelpFlag()
			return x.Help()
		},
	}
}

// page writes the help of a command: what it is for, how it is written, examples, what is
// below it, its flags.
func page(w io.Writer, c *cobra.Command) error {
	var b strings.Builder
	b.WriteString(c.Long + "\n")
	if c.IsAdditionalHelpTopicCommand() {
		_, err := io.WriteString(w, b.String())
		return err
	}
	usage(&b, c)
	_, err := io.WriteString(w, b.String())
	return err
}

// usage is the part of the help below its text.
func usage(b *strings.Builder, c *cobra.Command) {
	fmt.Fprintf(b, "\nUsage:\n  %s\n", c.UseLine())
	if len(c.Aliases) > 0 {
		fmt.Fprintf(b, "\nAlso written:\n  %s\n", strings.Join(c.Aliases, ", "))
	}
	if c.Example != "" {
		fmt.Fprintf(b, "\nExamples:\n%s\n", c.Example)
	}
	for _, g := range c.Groups() {
		below(b, c, g.Title, func(x *cobra.Command) bool { return x.GroupID == g.ID && x.IsAvailableCommand() })
	}
	if len(c.Groups()) == 0 {
		below(b, c, "Names:", func(x *cobra.Command) bool { return x.IsAvailableCommand() })
	}
	below(b, c, "Topics:", func(x *cobra.Command) bool { return x.IsAdditionalHelpTopicCommand() })
	if c.HasAvailableLocalFlags() {
		fmt.Fprintf(b, "\nFlags:\n%s", c.LocalFlags().FlagUsages())
	}
	if c.HasAvailableInheritedFlags() {
		fmt.Fprintf(b, "\nFlags of every command:\n%s", c.InheritedFlags().FlagUsages())
	}
	if c.HasAvailableSubCommands() {
		fmt.Fprintf(b, "\n%s --help says more about each.\n", c.CommandPath()+" NAME")
	}
}

// below lists the commands under one that belong together.
func below(b *strings.Builder, c *cobra.Command, title string, belongs func(*cobra.Command) bool) {
	for _, x := range c.Commands() {
		if !belongs(x) {
			continue
		}
		if title != "" {
			b.WriteString("\n" + title + "\n")
			title = ""
		}
		fmt.Fprintf(b, "  %-12s %s\n", x.Name(), x.Short)
	}
}
