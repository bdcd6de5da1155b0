package cli

import (
	"strings"
	"time"

	"github.com/spf13/cobra"

	"tandem/model"
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

// completeAdd offers kinds, then the fields of the kind.
func (a *app) completeAdd(c *cobra.Command, args []string, word string) ([]string, cobra.ShellCompDirective) {
	if len(args) == 0 {
		return a.completeKinds(c, args, word)
	}
	k, err := model.Kinds().Named(args[0])
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return completeField(k, word)
}

// completeSet offers references, and the fields of the record that is named.
func (a *app) completeSet(c *cobra.Command, args []string, word string) ([]string, cobra.ShellCompDirective) {
	out, how := a.completeRefs(c, args, word)
	for _, s := range args {
		if id, err := model.ParseID(s); err == nil && model.Kinds().Of(id) != nil {
			fields, d := completeField(model.Kinds().Of(id), word)
			return append(fields, out...), d
		}
	}
	return out, how
}

// completeField offers field= or, where the choices of one are known, field=value.
func completeField(k *model.Kind, word string) ([]string, cobra.ShellCompDirective) {
	var out []string
	if name, _, ok := strings.Cut(word, "="); ok {
		f := k.FindField(name)
		if f == nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
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

// completeRefs offers the references that begin so. It gives up at once where the workspace is
// open elsewhere: a shell must not wait for it.
func (a *app) completeRefs(_ *cobra.Command, args []string, word string) ([]string, cobra.ShellCompDirective) {
	opt := a.options()
	opt.Timeout, opt.NoBackup = 50*time.Millisecond, true
	s, err := store.Open(opt)
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	defer func() { _ = s.Close() }()
	snap := s.Snapshot()
	c := a.ctx(snap)
	only := ""
	if len(args) > 0 {
		if k := leadingKind(args[0]); k != nil {
			only = k.Prefix
		}
	}
	var out []string
	up := strings.ToUpper(word)
	for _, k := range snap.Schema().Kinds {
		if only != "" && k.Prefix != only || !strings.HasPrefix(up, k.Prefix) && !strings.HasPrefix(k.Prefix, up) {
			continue
		}
		for r := range snap.All(k.Prefix) {
			ref := r.Base().ID.String()
			if !strings.HasPrefix(ref, up) {
				continue
			}
			if out = append(out, ref+"\t"+oneLine(k.Title(c, r))); len(out) == mostCompletions {
				return out, cobra.ShellCompDirectiveNoFileComp
			}
		}
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}
