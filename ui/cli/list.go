package cli

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/query"
	"tandem/store"
	"tandem/ui/layout"
)

const listLong = `Lists the records of one kind. Without a kind it counts the records of all kinds.

A filter picks records, a sort orders them (tandem help filters). --columns names the fields to
show, "all" shows every one; custom values are named like fields. --view lists as a view that was
saved on the screen: its filter, order and columns, to which a filter adds and which a sort and
columns replace. --as-of shows the workspace as it was at the end of a day, or at a
moment. To a terminal the columns are cut to its width; into a pipe values are exact and uncut,
but for computed numbers, which are rounded to hundredths, and long texts, which are cut to 100
cells unless --plain or --csv asks for all. The heading holds the names of the fields. With --json
every field is there, and every number whole.`

const listExample = `  tandem list tasks
  tandem list risks --filter 'status:open probability>=4' --sort -probability
  tandem list tasks --columns name,start,finish,percent --limit 20
  tandem list tasks --filter project:P-1 --json | jq -r '.[].name'
  tandem list tasks --view 'My week'
  tandem list promises --as-of 'fri -1w'`

type listFlags struct {
	filter, sort, columns, asOf string
	project, view               string
	limit                       int
}

func (a *app) listCmd() *cobra.Command {
	var f listFlags
	c := a.command("list [KIND] [flags]", "List records of a kind", listLong, listExample, func(cmd *cobra.Command, args []string) error {
		if err := need(cmd, args, 0, 1); err != nil {
			return err
		}
		return a.reading(func(s *store.Store) error { return a.list(s, args, f) })
	})
	c.Aliases = []string{"ls"}
	c.ValidArgsFunction = a.completeKinds
	c.Flags().StringVarP(&f.filter, "filter", "f", "", "only records that fit this `QUERY`")
	c.Flags().StringVarP(&f.sort, "sort", "s", "", "order by `FIELDS`: -severity,due")
	c.Flags().StringVarP(&f.columns, "columns", "c", "", "show these `FIELDS`: name,due, or all")
	c.Flags().IntVarP(&f.limit, "limit", "n", 0, "at most `N` records")
	c.Flags().StringVarP(&f.project, "project", "p", "", "only records of this `PROJECT`")
	c.Flags().StringVar(&f.asOf, "as-of", "", "as the workspace was at `DATE`")
	c.Flags().StringVar(&f.view, "view", "", "as the saved view `NAME` has it: its filter, order and columns")
	a.completeList(c)
	_ = c.RegisterFlagCompletionFunc("view", a.completeView)
	return c
}

// list checks kind, filter, sort and columns before it prints anything.
func (a *app) list(s *store.Store, args []string, f listFlags) error {
	snap, err := a.asOf(s, f.asOf)
	if err != nil {
		return err
	}
	if f.limit < 0 {
		return badField("--limit", fmt.Errorf("%d: write a number from 1", f.limit))
	}
	if len(args) == 0 && f.view == "" {
		return a.counts(snap)
	}
	var k *model.Kind
	if len(args) > 0 {
		if k, err = kindNamed(args[0]); err != nil {
			return err
		}
	}
	if k, err = f.wear(s.Snapshot(), k); err != nil {
		return err
	}
	seen := f.seen(snap, k)
	recs, err := pick(a.ctx(snap), seen, f)
	if err != nil {
		return f.inView(err)
	}
	cols, err := columnsOf(seen, f.columns)
	if err != nil {
		return f.inView(err)
	}
	if a.flags.json {
		return a.objects(a.ctx(snap), k, recs)
	}
	if f.columns == "" && !a.exact() { // scripts count columns
		cols = append(cols, keyColumn(a.ctx(snap), k, recs)...)
	}
	return a.table(a.ctx(snap), k, cols, recs)
}

// keyColumn is what the program they came from calls the records, where most have such a key that
// is not just their name; else nothing.
func keyColumn(c *model.Ctx, k *model.Kind, recs []model.Record) []*model.Field {
	n, title := 0, k.TitleField()
	for _, r := range recs {
		if key := r.Base().ExternalID; key != "" && (title == nil || key != title.Text(c, r)) {
			n++
		}
	}
	f := k.FindField("external_id")
	if f == nil || 2*n <= len(recs) {
		return nil
	}
	key := *f
	key.Label = "key"
	return []*model.Field{&key}
}

// kindNamed finds the kind people mean; an unknown one is an error of usage that lists all.
func kindNamed(name string) (*model.Kind, error) {
	k, err := model.Kinds().Named(name)
	if err != nil {
		return nil, badField("", noKind(name))
	}
	return k, nil
}

// noKind says that a word names no kind, and which kinds are called alike.
func noKind(name string) error {
	var all []string
	for _, k := range model.Kinds().Kinds {
		all = append(all, plural(k), k.Slug())
	}
	var near []string
	for _, n := range query.Nearest(name, all) {
		if k, err := model.Kinds().Named(n); err == nil && !slices.Contains(near, plural(k)) {
			near = append(near, plural(k))
		}
	}
	if len(near) > 0 {
		return fmt.Errorf("%q is not a kind of record: did you mean %s?", name, strings.Join(near, " or "))
	}
	return fmt.Errorf("%q is not a kind of record; tandem kinds lists them", name)
}

// pick filters, sorts and limits the records of a kind.
func pick(c *model.Ctx, k *model.Kind, f listFlags) ([]model.Record, error) {
	q, err := query.Parse(f.filter, k)
	if err == nil && f.project != "" {
		return pickOf(c, k, f)
	}
	if err == nil {
		err = q.Check(c)
	}
	if err != nil {
		return nil, badField("--filter", err)
	}
	order := f.sort
	if order == "" {
		order = k.Sort
	}
	recs := query.Filter(c, q, slices.Collect(c.Snap.All(k.Prefix)))
	if err := query.Sort(c, k, recs, order); err != nil {
		return nil, badField("--sort", err)
	}
	if f.limit > 0 && len(recs) > f.limit {
		recs = recs[:f.limit]
	}
	return recs, nil
}

// pickOf is pick among the records of one project.
func pickOf(c *model.Ctx, k *model.Kind, f listFlags) ([]model.Record, error) {
	if k.FindField("project") == nil {
		return nil, badField("--project", fmt.Errorf("a %s belongs to no project", k.Name))
	}
	id, err := c.Resolve(f.project, []string{model.ProjectPrefix})
	if err != nil {
		return nil, notFound(err)
	}
	of := "project=" + id.String()
	if f.project = ""; f.filter != "" {
		of += " (" + f.filter + ")"
	}
	f.filter = of
	return pick(c, k, f)
}

// columnsOf reads what --columns names; none are the kind's own.
func columnsOf(k *model.Kind, names string) ([]*model.Field, error) {
	list := k.Columns
	switch {
	case names == "all":
		list = model.Kinds().Prefix(k.Prefix).FieldNames()
	case names != "":
		list = strings.Split(names, ",")
	}
	var out []*model.Field
	for _, n := range list {
		if strings.TrimSpace(n) == "ref" {
			continue // always there, first
		}
		f := k.FindField(n)
		if f == nil {
			return nil, noField(k, n)
		}
		out = append(out, f)
	}
	return out, nil
}

// noField says which fields may be meant, since a name is more often misspelt than made up, and where
// all of them are.
func noField(k *model.Kind, name string) error {
	name = strings.TrimSpace(name)
	msg := fmt.Sprintf("%q is not a field of %s", name, k.Plural)
	if near := query.Nearest(name, k.FieldNames()); len(near) > 0 {
		msg += ": did you mean " + strings.Join(near, " or ") + "?"
	}
	return &Fail{Code: Usage, Field: name, Message: msg, Hint: "tandem kinds " + k.Slug() + " lists them all"}
}

// objects prints records as JSON, each in the zone and currency of what it belongs to.
func (a *app) objects(c *model.Ctx, k *model.Kind, recs []model.Record) error {
	return writeArray(a.out, func(yield func(any) error) error {
		for _, r := range recs {
			if err := yield(scheduled(c, r, k.Object(c.For(r), r))); err != nil {
				return err
			}
		}
		return nil
	})
}

// table prints records in columns, the reference first.
func (a *app) table(c *model.Ctx, k *model.Kind, fields []*model.Field, recs []model.Record) error {
	g := grid{cols: make([]column, 0, len(fields)+1)}
	exact := a.exact()
	head := func(f *model.Field) string {
		if exact {
			return f.Name
		}
		return f.Label
	}
	g.cols = append(g.cols, column{head: "ref"})
	for _, f := range fields {
		col := column{head: head(f), right: onRight(c, f, recs)}
		if f.Title {
			col.keep = keepTitle
		}
		g.cols = append(g.cols, col)
	}
	for _, r := range recs {
		rc := c.For(r)
		cells := make([]string, 1, len(fields)+1)
		cells[0] = r.Base().ID.String()
		for _, f := range fields {
			if exact {
				cells = append(cells, a.briefly(f, exactCell(rc, f, r)))
			} else {
				cells = append(cells, f.Show(rc, r))
			}
		}
		g.add(cells...)
	}
	if len(recs) == 0 && !exact {
		return a.say("no ", k.Plural, ". ", k.Help)
	}
	return a.put(&g, a.width(), c.ASCII)
}

// mostText is how many cells a long text may take in a pipe, where nothing else is cut.
const mostText = 100

// briefly cuts a long text or the rows of a list for people; --plain, --csv and --json have it whole.
func (a *app) briefly(f *model.Field, text string) string {
	if a.flags.plain || a.flags.csv || f.Type != model.TypeLong && f.Type != model.TypeList {
		return text
	}
	return layout.FitWith(text, min(layout.Width(oneLine(text)), mostText), layout.Left, layout.TailASCII)
}

// exactCell is a value as scripts read it. Of a plan that came without stored dates it is the
// scheduled one, as in JSON.
func exactCell(c *model.Ctx, f *model.Field, r model.Record) string {
	if at := model.Unsettled(c, r, f.Name); at != 0 {
		return at.RFC3339(c.Loc)
	}
	text := f.Text(c, r)
	if f.Type == model.TypeCalc {
		return hundredths(text)
	}
	return text
}

// hundredths rounds a number that was computed; any other text stays as it is.
func hundredths(text string) string {
	if _, part, ok := strings.Cut(text, "."); !ok || len(part) < 3 {
		return text
	}
	x, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return text
	}
	return strconv.FormatFloat(math.Round(x*100)/100, 'f', -1, 64)
}

// onRight reports whether a field's values are numbers, which stand on the right.
func onRight(c *model.Ctx, f *model.Field, recs []model.Record) bool {
	switch f.Type {
	case model.TypeInt, model.TypeNumber, model.TypeMoney, model.TypePercent, model.TypeSpan:
		return true
	case model.TypeCalc:
		for _, r := range recs[:min(len(recs), 100)] {
			if k := f.Key(c, r); k.Set {
				return k.Str == ""
			}
		}
	}
	return false
}

// asOf returns the workspace as it was: now where when is empty, else at the end of the day or
// at the moment that when names.
func (a *app) asOf(s *store.Store, when string) (*model.Snapshot, error) {
	snap := s.Snapshot()
	if when == "" {
		return snap, nil
	}
	c := a.ctx(snap)
	at, err := endOf(when, c)
	if err != nil {
		return nil, badField("--as-of", err)
	}
	return s.AsOf(at)
}

// endOf reads a moment; a day alone means its last second.
func endOf(when string, c *model.Ctx) (date.Instant, error) {
	if d, err := date.ParseDay(when, c.Now.Day(c.Loc)); err == nil && !strings.Contains(when, ":") {
		return (d+1).At(0, 0, c.Loc) - 1, nil
	}
	return date.Parse(when, c.Now, c.Loc)
}

// counts prints how many records each kind has.
func (a *app) counts(snap *model.Snapshot) error {
	if a.flags.json {
		var objects []model.Object
		for _, k := range snap.Schema().Kinds {
			objects = append(objects, model.Object{{Name: "kind", Value: k.Slug()}, {Name: "count", Value: snap.Count(k.Prefix)}})
		}
		return writeAll(a.out, objects)
	}
	g := grid{cols: []column{{head: "kind"}, {head: "count", right: true}}}
	for _, k := range snap.Schema().Kinds {
		if n := snap.Count(k.Prefix); n > 0 || a.exact() {
			g.add(strings.ReplaceAll(k.Plural, " ", "_"), fmt.Sprint(n))
		}
	}
	return a.put(&g, a.width(), false)
}
