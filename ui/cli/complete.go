package cli

import (
	"bufio"
	"bytes"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"tandem/model"
	"tandem/model/query"
	"tandem/model/text"
	"tandem/store"
)

// mostCompletions bounds what a shell is offered at once.
const mostCompletions = 200

// noFiles keeps the shell from offering the names of files where none are wanted.
func noFiles(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return nil, cobra.ShellCompDirectiveNoFileComp
}

// completeKinds offers kinds for the first argument.
func (a *app) completeKinds(_ *cobra.Command, args []string, word string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var out []string
	for _, k := range model.Kinds().Kinds {
		if strings.HasPrefix(plural(k), word) {
			out = append(out, plural(k)+"\t"+k.Help)
		}
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}

// completeKindFlag offers kinds as the value of a flag, whatever arguments stand before it.
func (a *app) completeKindFlag(c *cobra.Command, _ []string, word string) ([]string, cobra.ShellCompDirective) {
	return a.completeKinds(c, nil, word)
}

// completeDo offers references, then what the kind of the one that is named can have done to it.
func (a *app) completeDo(c *cobra.Command, args []string, word string) ([]string, cobra.ShellCompDirective) {
	if len(args) == 0 {
		return a.completeRefs(c, args, word)
	}
	var out []string
	if id, err := model.ParseID(args[0]); err == nil && len(args) == 1 && model.Kinds().Of(id) != nil {
		for _, v := range model.Kinds().Of(id).Verbs {
			if strings.HasPrefix(v.Name, word) {
				out = append(out, v.Name+"\t"+v.Help)
			}
		}
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}

// completeAdd offers kinds, then the fields of the kind.
func (a *app) completeAdd(c *cobra.Command, args []string, word string) ([]string, cobra.ShellCompDirective) {
	if len(args) == 0 {
		return a.completeKinds(c, args, word)
	}
	k, err := model.Kinds().Named(args[0])
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return a.completeField(k, word)
}

// completeSet offers references, and the fields of the record that is named.
func (a *app) completeSet(c *cobra.Command, args []string, word string) ([]string, cobra.ShellCompDirective) {
	out, how := a.completeRefs(c, args, word)
	for _, s := range args {
		if id, err := model.ParseID(s); err == nil && model.Kinds().Of(id) != nil {
			fields, d := a.completeField(model.Kinds().Of(id), word)
			return append(fields, out...), d
		}
	}
	return out, how
}

// completeField offers field= or, where the choices of one are known, field=value: choices of
// the field, or the records it can name.
func (a *app) completeField(k *model.Kind, word string) ([]string, cobra.ShellCompDirective) {
	var out []string
	if name, value, ok := strings.Cut(word, "="); ok {
		f := k.FindField(name)
		if f == nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		if f.Type == model.TypeRef || f.Type == model.TypeRefs {
			for _, s := range a.offered(value, f.Kinds...) {
				out = append(out, name+"="+s)
			}
			return out, cobra.ShellCompDirectiveNoFileComp
		}
		for _, c := range f.Choices {
			out = append(out, name+"="+c.Value+"\t"+c.Help)
		}
		return out, cobra.ShellCompDirectiveNoFileComp
	}
	for i := range k.Fields {
		f := &k.Fields[i]
		if f.ReadOnly || !strings.HasPrefix(f.Name, word) {
			continue
		}
		help := f.Help
		if help == "" {
			help = f.Label
		}
		out = append(out, f.Name+"=\t"+help)
	}
	return out, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}

// completeRefs offers the references that begin so, each with its name.
func (a *app) completeRefs(_ *cobra.Command, args []string, word string) ([]string, cobra.ShellCompDirective) {
	only := ""
	if len(args) > 0 {
		if k := leadingKind(args[0]); k != nil {
			only = k.Prefix
		}
	}
	return a.offered(word, only), cobra.ShellCompDirectiveNoFileComp
}

// offered asks the workspace for references. Where a screen has it open, that one answers; where
// another command has it, nothing is offered: a shell must not wait.
func (a *app) offered(word string, prefixes ...string) []string {
	if a.held == nil {
		if w := dial(a.path()); w != nil {
			var buf bytes.Buffer
			b := &app{io: IO{Out: &buf, Err: io.Discard, In: strings.NewReader("")}, out: bufio.NewWriter(&buf), getenv: a.getenv}
			if err := b.forward(w, append([]string{refsName, "--", word}, prefixes...)); err != nil || b.out.Flush() != nil {
				return nil
			}
			return strings.FieldsFunc(buf.String(), func(r rune) bool { return r == '\n' })
		}
		opt := a.options()
		opt.Timeout, opt.NoBackup = 50*time.Millisecond, true
		s, err := store.Open(opt)
		if err != nil {
			return nil
		}
		defer func() { _ = s.Close() }()
		return a.refsLike(s.Snapshot(), word, prefixes)
	}
	return a.refsLike(a.held.Snapshot(), word, prefixes)
}

// refsName is the hidden command that offers references.
const refsName = "__refs"

func (a *app) refsCmd() *cobra.Command {
	c := a.command(refsName+" WORD [PREFIX...]", "References for completion", "What completion asks the workspace for.", "  tandem __refs T-", func(_ *cobra.Command, args []string) error {
		if len(args) == 0 {
			args = []string{""}
		}
		for _, s := range a.offered(args[0], args[1:]...) {
			if _, err := a.out.WriteString(s + "\n"); err != nil {
				return err
			}
		}
		return nil
	})
	c.Hidden = true
	return c
}

// refsLike lists "REF\tname" of the records whose reference or, with two letters or more, name
// begins with the word. Without prefixes all kinds are looked at.
func (a *app) refsLike(snap *model.Snapshot, word string, prefixes []string) []string {
	if len(prefixes) == 1 && strings.HasPrefix(prefixes[0], viewsName) {
		return viewsLike(snap, word, strings.TrimPrefix(prefixes[0], viewsName))
	}
	c := a.ctx(snap)
	var out []string
	up, fold := strings.ToUpper(word), text.Fold(word)
	prefixes = slices.DeleteFunc(prefixes, func(p string) bool { return p == "" })
	for _, k := range snap.Schema().Kinds {
		if len(prefixes) > 0 && !slices.Contains(prefixes, k.Prefix) {
			continue
		}
		named := len(fold) > 1
		if !named && !strings.HasPrefix(up, k.Prefix) && !strings.HasPrefix(k.Prefix, up) {
			continue
		}
		for r := range snap.All(k.Prefix) {
			ref, title := r.Base().ID.String(), oneLine(k.Title(c, r))
			if !strings.HasPrefix(ref, up) && !(named && strings.HasPrefix(text.Fold(title), fold)) {
				continue
			}
			if out = append(out, ref+"\t"+title); len(out) == mostCompletions {
				return out
			}
		}
	}
	return out
}

// completeFilter offers what the last term of a filter could become, for the kind that is named.
func (a *app) completeFilter(_ *cobra.Command, args []string, word string) ([]string, cobra.ShellCompDirective) {
	k := kindArg(args)
	if k == nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return filterOffers(k, word), cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}

// completeOf is completeFilter for one kind, whatever the arguments are.
func (a *app) completeOf(kind func() *model.Kind) cobra.CompletionFunc {
	return func(_ *cobra.Command, _ []string, word string) ([]string, cobra.ShellCompDirective) {
		return filterOffers(kind(), word), cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
	}
}

func filterOffers(k *model.Kind, word string) []string {
	from, _ := query.Term(word, len(word))
	var out []string
	for _, s := range query.Complete(word, len(word), k) {
		out = append(out, word[:from]+s)
	}
	return out
}

// completeNames offers fields for a list of them with commas between; minus is what stands
// before a field to turn the order round, where that is allowed.
func completeNames(minus string) func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return func(_ *cobra.Command, args []string, word string) ([]string, cobra.ShellCompDirective) {
		k := kindArg(args)
		if k == nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		at := strings.LastIndexByte(word, ',') + 1
		head, last := word[:at], word[at:]
		if minus != "" && strings.HasPrefix(last, minus) {
			head, last = head+minus, last[len(minus):]
		}
		var out []string
		for i := range k.Fields {
			if f := &k.Fields[i]; strings.HasPrefix(f.Name, last) {
				out = append(out, head+f.Name+"\t"+f.Label)
			}
		}
		return out, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
	}
}

// kindArg is the kind that the first argument names, or nil.
func kindArg(args []string) *model.Kind {
	if len(args) == 0 {
		return nil
	}
	k, err := model.Kinds().Named(args[0])
	if err != nil {
		return nil
	}
	return k
}

// shells makes completion refuse a shell that cobra writes no script for: its own answer to any word is the
// help and success, which a script would take for completions.
func shells(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		if c.Name() != "completion" {
			continue
		}
		for _, x := range c.Commands() {
			if x.Name() == "bash" {
				selfContained(x)
			}
		}
		c.Args = cobra.ArbitraryArgs
		c.RunE = func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cmd.Help()
			}
			var known []string
			for _, x := range cmd.Commands() {
				known = append(known, x.Name())
			}
			last := len(known) - 1
			return usagef("%q is no shell that can be completed in: write %s or %s", args[0], strings.Join(known[:last], ", "), known[last])
		}
	}
}

// completeList gives the flags of a list their completions.
func (a *app) completeList(c *cobra.Command) {
	for flag, f := range map[string]cobra.CompletionFunc{"filter": a.completeFilter, "sort": completeNames("-"), "columns": completeNames("")} {
		_ = c.RegisterFlagCompletionFunc(flag, f) // fails for a flag that is not there only
	}
}
