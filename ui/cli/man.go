package cli

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

const manLong = `Prints the manual page of tandem or of one of its commands, for man. With --dir it writes the pages
of all commands into a folder: one on the path of man shows them by name.`

const manExample = `  tandem man | man -l -
  tandem man import | man -l -
  tandem man --dir ~/.local/share/man/man1`

func (a *app) manCmd() *cobra.Command {
	var dir string
	c := a.command("man [COMMAND] [flags]", "Print the manual page", manLong, manExample, func(cmd *cobra.Command, args []string) error {
		if dir != "" {
			if err := need(cmd, args, 0, 0); err != nil {
				return err
			}
			return manTree(cmd.Root(), a.file(dir))
		}
		x, rest, err := cmd.Root().Find(args)
		if err != nil || len(rest) > 0 {
			return usagef("%q is no command; tandem help lists them", strings.Join(args, " "))
		}
		_, err = a.out.WriteString(manPage(x))
		return err
	})
	c.Flags().StringVar(&dir, "dir", "", "write all pages into the folder `DIR`, which is made")
	return c
}

// manTree writes the pages of a command and of all below it.
func manTree(c *cobra.Command, dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, manName(c)+".1"), []byte(manPage(c)), 0o644); err != nil {
		return err
	}
	for _, x := range c.Commands() {
		if !x.IsAvailableCommand() {
			continue
		}
		if err := manTree(x, dir); err != nil {
			return err
		}
	}
	return nil
}

func manName(c *cobra.Command) string { return strings.ReplaceAll(c.CommandPath(), " ", "-") }

// manPage is the page of one command in the man macros. cobra's own pages need a Markdown library
// whose start every run of the program would pay for.
func manPage(c *cobra.Command) string {
	version, _ := built()
	var b strings.Builder
	b.WriteString(".TH " + manQuote(strings.ToUpper(manName(c))) + " 1 \"\" " + manQuote("tandem "+version) + " tandem\n")
	b.WriteString(".SH NAME\n" + manText(manName(c)+" - "+c.Short) + "\n")
	b.WriteString(".SH SYNOPSIS\n.B " + manText(c.UseLine()) + "\n")
	b.WriteString(".SH DESCRIPTION\n")
	for i, p := range strings.Split(c.Long, "\n\n") {
		if i > 0 {
			b.WriteString(".PP\n")
		}
		manBlock(&b, p)
	}
	c.InitDefaultHelpFlag()
	manFlags(&b, "OPTIONS", c.NonInheritedFlags())
	manFlags(&b, "OPTIONS OF EVERY COMMAND", c.InheritedFlags())
	if c.Example != "" {
		b.WriteString(".SH EXAMPLES\n.nf\n" + manText(c.Example) + "\n.fi\n")
	}
	var also []string
	if c.HasParent() {
		also = append(also, "\\fB"+manText(manName(c.Parent()))+"\\fP(1)")
	}
	for _, x := range c.Commands() {
		if x.IsAvailableCommand() {
			also = append(also, "\\fB"+manText(manName(x))+"\\fP(1)")
		}
	}
	if len(also) > 0 {
		b.WriteString(".SH SEE ALSO\n" + strings.Join(also, ", ") + "\n")
	}
	return b.String()
}

// manBlock writes a paragraph; one with indented lines is kept as it is laid out.
func manBlock(b *strings.Builder, p string) {
	if strings.HasPrefix(p, " ") || strings.Contains(p, "\n ") {
		b.WriteString(".nf\n" + manText(p) + "\n.fi\n")
		return
	}
	b.WriteString(manText(p) + "\n")
}

func manFlags(b *strings.Builder, title string, flags *pflag.FlagSet) {
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		if title != "" {
			b.WriteString(".SH " + title + "\n")
			title = ""
		}
		name, usage := pflag.UnquoteUsage(f)
		head := "--" + f.Name
		if f.Shorthand != "" {
			head = "-" + f.Shorthand + ", " + head
		}
		b.WriteString(".TP\n\\fB" + manText(head) + "\\fP")
		if name != "" {
			b.WriteString(" \\fI" + manText(name) + "\\fP")
		}
		b.WriteString("\n" + manText(usage) + "\n")
	})
}

// manText keeps a text from being read as a request of the typesetter.
func manText(s string) string {
	s = strings.NewReplacer("\\", "\\e", "-", "\\-").Replace(s)
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		if strings.HasPrefix(l, ".") || strings.HasPrefix(l, "'") {
			lines[i] = "\\&" + l
		}
	}
	return strings.Join(lines, "\n")
}

func manQuote(s string) string { return `"` + strings.ReplaceAll(manText(s), `"`, `\(dq`) + `"` }
