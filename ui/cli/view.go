package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tandem/model"
)

// A saved view is a filter, an order and columns under a name, made on the screen (v s) or by
// setting the views of the workspace. What the flags beside it say counts more: a filter narrows
// it further, an order and columns take the place of its own.

// seen is the kind as filters, orders and columns know it: with a field for each custom value of
// its records, which its bare name finds. It reads them all, so only where a flag could name one.
func (f *listFlags) seen(snap *model.Snapshot, k *model.Kind) *model.Kind {
	if f.filter == "" && f.sort == "" && f.columns == "" {
		return k
	}
	if c := snap.KindWithCustom(k.Prefix); c != nil {
		return c.Closed()
	}
	return k
}

// shows is the kind of record that a view lists: those of the plan show its tasks.
func shows(v model.SavedView) *model.Kind {
	if v.Kind == model.ProjectPrefix {
		return model.Kinds().Prefix(model.TaskPrefix)
	}
	return model.Kinds().Prefix(v.Kind)
}

// viewsOf are the saved views that list a kind; nil means all that list any.
func viewsOf(snap *model.Snapshot, k *model.Kind) []model.SavedView {
	w := snap.Workspace()
	if w == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(w.Views), func(v model.SavedView) bool {
		of := shows(v)
		return of == nil || k != nil && of != k
	})
}

// wear puts on the view that is named, if one is. It returns the kind to list: k, or where that is
// nil the view's. The view is looked for among those of now, even in a list of the past.
func (f *listFlags) wear(now *model.Snapshot, k *model.Kind) (*model.Kind, error) {
	if f.view == "" {
		return k, nil
	}
	var fit []model.SavedView
	for _, v := range viewsOf(now, k) {
		if strings.EqualFold(strings.TrimSpace(v.Name), strings.TrimSpace(f.view)) {
			fit = append(fit, v)
		}
	}
	switch len(fit) {
	case 0:
		return nil, f.noView(now, k)
	case 1:
	default:
		if k == nil {
			return nil, badField("--view", fmt.Errorf("several kinds have a view %q: name one of %s", f.view, kindsOf(fit)))
		}
	}
	v := fit[0]
	f.view = v.Name
	switch {
	case v.Filter != "" && f.filter != "":
		f.filter = "(" + v.Filter + ") (" + f.filter + ")"
	case v.Filter != "":
		f.filter = v.Filter
	}
	if f.sort == "" {
		f.sort = v.Sort
	}
	if f.columns == "" {
		f.columns = bareColumns(v.Columns)
	}
	return shows(v), nil
}

// noView says which views there are.
func (f *listFlags) noView(now *model.Snapshot, k *model.Kind) error {
	for _, v := range viewsOf(now, nil) {
		if strings.EqualFold(v.Name, f.view) {
			return badField("--view", fmt.Errorf("%q is a view of %s: tandem list %s --view %s", v.Name, shows(v).Plural, plural(shows(v)), quote(v.Name)))
		}
	}
	var names []string
	for _, v := range viewsOf(now, k) {
		names = append(names, v.Name)
	}
	if len(names) == 0 {
		return badField("--view", fmt.Errorf("there is no view %q, nor any other; the screen saves one with v s", f.view))
	}
	return badField("--view", fmt.Errorf("there is no view %q; there are %s", f.view, strings.Join(names, ", ")))
}

func kindsOf(list []model.SavedView) string {
	var out []string
	for _, v := range list {
		if p := plural(shows(v)); !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	return strings.Join(out, ", ")
}

// bareColumns are the columns of a view without the widths that somebody dragged them to.
func bareColumns(spec string) string {
	var out []string
	for _, part := range strings.Split(spec, ",") {
		if name, _, _ := strings.Cut(part, ":"); strings.TrimSpace(name) != "" {
			out = append(out, strings.TrimSpace(name))
		}
	}
	return strings.Join(out, ",")
}

// inView says of an error in what a view holds which view that is.
func (f *listFlags) inView(err error) error {
	if err == nil || f.view == "" {
		return err
	}
	return badField("--view", fmt.Errorf("%s: %w", f.view, err))
}

// viewsName is what completion asks for instead of the prefix of a kind; the kind may follow it.
const viewsName = "view:"

// completeView offers the saved views of the kind that is named, or all.
func (a *app) completeView(_ *cobra.Command, args []string, word string) ([]string, cobra.ShellCompDirective) {
	of := ""
	if k := kindArg(args); k != nil {
		of = k.Prefix
	}
	return a.offered(word, viewsName+of), cobra.ShellCompDirectiveNoFileComp
}

// viewsLike lists "NAME\twhat it shows" of the views whose name begins with the word.
func viewsLike(snap *model.Snapshot, word, prefix string) []string {
	var out []string
	for _, v := range viewsOf(snap, model.Kinds().Prefix(prefix)) {
		if name := oneLine(v.Name); len(name) >= len(word) && strings.EqualFold(name[:len(word)], word) {
			out = append(out, name+"\t"+strings.TrimSpace(shows(v).Plural+" "+oneLine(v.Filter)))
		}
	}
	return out
}
