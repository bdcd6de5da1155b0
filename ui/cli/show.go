package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tandem/model"
	"tandem/model/date"
	"tandem/store"
	"tandem/ui/layout"
)

const showLong = `Shows records with every field that holds something, what names them, and with --history who
changed what when. A record is named by its reference (T-14) or by a name that fits just one;
the kind may stand first. Values are shown as people read them; with --json or --plain they are
exact, as scripts and set take them. With --json one record is an object, several are an array; with
--csv every field of a record is a row, and with --history every change of one.`

const showExample = `  tandem show T-14
  tandem show risk 'Supplier late' --history
  tandem show P-1 --as-of 2026-11-01 --json`

type showFlags struct {
	asOf    string
	history bool
}

func (a *app) showCmd() *cobra.Command {
	var f showFlags
	c := a.command("show [KIND] REF... [flags]", "Show a record", showLong, showExample, func(cmd *cobra.Command, args []string) error {
		if err := need(cmd, args, 1, -1); err != nil {
			return err
		}
		return a.reading(func(s *store.Store) error { return a.show(s, args, f) })
	})
	c.ValidArgsFunction = a.completeRefs
	c.Flags().StringVar(&f.asOf, "as-of", "", "as it was at `DATE`")
	c.Flags().BoolVar(&f.history, "history", false, "with its changes, newest first")
	return c
}

// mostHistory is how many changes of a record are shown.
const mostHistory = 1000

// show prints records one below the other.
func (a *app) show(s *store.Store, args []string, f showFlags) error {
	snap, err := a.asOf(s, f.asOf)
	if err != nil {
		return err
	}
	c := a.ctx(snap)
	ids, err := refs(c, args)
	if err != nil {
		return err
	}
	past := func(model.ID) ([]store.Revision, error) { return nil, nil }
	if f.history {
		past = func(id model.ID) ([]store.Revision, error) { return s.History(id, mostHistory) }
	}
	if a.flags.json {
		return a.showJSON(c, ids, f.history, past)
	}
	if a.flags.csv {
		return a.showCSV(c, ids, f.history, past)
	}
	for i, id := range ids {
		if i > 0 {
			_ = a.say()
		}
		if err := a.record(c, id); err != nil {
			return err
		}
		list, err := past(id)
		if err == nil && f.history {
			err = a.past(c, list)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// showJSON prints one record as an object and several as an array.
func (a *app) showJSON(c *model.Ctx, ids []model.ID, history bool, past func(model.ID) ([]store.Revision, error)) error {
	objects := make([]model.Object, len(ids))
	for i, id := range ids {
		objects[i] = object(c, id)
		if history {
			list, err := past(id)
			if err != nil {
				return err
			}
			objects[i] = append(objects[i], model.Pair{Name: "history", Value: revisionObjects(c, list)})
		}
	}
	if len(objects) == 1 {
		return writeJSON(a.out, objects[0])
	}
	return writeAll(a.out, objects)
}

// object is a record as scripts get it.
func object(c *model.Ctx, id model.ID) model.Object {
	r := c.Snap.Get(id)
	return c.Snap.Schema().Of(id).Object(c.For(r), r)
}

// refs reads what names records: an optional kind, then references or names.
func refs(c *model.Ctx, args []string) ([]model.ID, error) {
	var kinds []string
	if len(args) > 1 {
		if k := leadingKind(args[0]); k != nil {
			kinds, args = []string{k.Prefix}, args[1:]
		}
	}
	var out []model.ID
	for _, s := range args {
		id, err := c.Resolve(s, kinds)
		if err != nil {
			return nil, refFail(c, s, err)
		}
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out, nil
}

// leadingKind reads a kind that may stand before references; a reference never does for one.
func leadingKind(s string) *model.Kind {
	if _, err := model.ParseID(s); err == nil {
		return nil
	}
	k, err := model.Kinds().Named(s)
	if err != nil {
		return nil
	}
	return k
}

// refFail tells a name that fits several records, which is an error of usage, from a record
// that is not there.
func refFail(c *model.Ctx, s string, err error) error {
	if strings.Contains(err.Error(), " fits ") || strings.Contains(err.Error(), " is wanted") {
		return badField("ref", err)
	}
	if id, e := model.ParseID(s); e == nil {
		k := c.Snap.Schema().Of(id)
		if k == nil {
			return notFound(fmt.Errorf("%s: no kind of record has the letters %q; tandem kinds lists them", id, id.Prefix()))
		}
		if id.Num() <= c.Snap.Last(id.Prefix()) {
			return notFound(fmt.Errorf("%s: that %s was deleted; tandem log shows when", id, k.Name))
		}
		return notFound(fmt.Errorf("%s: no such %s", id, k.Name))
	}
	return notFound(err)
}

// record prints one record: a heading, its fields with a value, and what names it.
func (a *app) record(c *model.Ctx, id model.ID) error {
	r := c.Snap.Get(id)
	k := c.Snap.Schema().Of(id)
	c = c.For(r)
	p := a.paint()
	head := p.dim.Render(id.String()+"  "+k.Name) + "  " + p.bold.Render(oneLine(k.Title(c, r)))
	if _, err := a.out.WriteString(head + "\n"); err != nil {
		return err
	}
	wide := 0
	for i := range k.Fields {
		wide = max(wide, layout.Width(a.label(&k.Fields[i])))
	}
	for i := range k.Fields {
		f := &k.Fields[i]
		if f.IsZero(r) || f.Title && !a.exact() {
			continue
		}
		for j, line := range a.value(c, f, r) {
			label := ""
			if j == 0 {
				label = a.label(f)
			}
			if _, err := a.out.WriteString("  " + p.dim.Render(layout.Pad(label, wide, layout.Left)) + "  " + line + "\n"); err != nil {
				return err
			}
		}
	}
	return a.namedBy(c, id, wide)
}

// label is a field as people read it, or by the name that set takes.
func (a *app) label(f *model.Field) string {
	if a.exact() {
		return f.Name
	}
	return f.Label
}

// value is a field as lines. Rows of a list and lines of long text stay apart.
func (a *app) value(c *model.Ctx, f *model.Field, r model.Record) []string {
	var text string
	switch {
	case a.flags.plain && !f.Packed() || f.Type == model.TypeLong:
		text = f.Text(c, r)
	case f.Type == model.TypeList:
		text = rowsShown(c, f, r)
	case !a.exact():
		text = f.Show(c, r) // near to today, as on the screen
	default:
		text = shown(c, f, r)
	}
	if strings.TrimSpace(text) == "" {
		return nil
	}
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = oneLine(lines[i])
	}
	return lines
}

// rowsShown are the rows of a list as people read them, one a line: names and short dates, and what is
// empty left out.
func rowsShown(c *model.Ctx, f *model.Field, r model.Record) string {
	return rowTexts(c, f, f.Text(c, r))
}

// rowTexts are rows in the text of a list as people read them, one a line.
func rowTexts(c *model.Ctx, f *model.Field, text string) string {
	var out []string
	for _, cells := range model.SplitRows(text) {
		var shown []string
		for i, cell := range cells {
			if i < len(f.Rows) {
				cell = cellShown(c, f, i, cell)
			}
			if strings.TrimSpace(cell) != "" {
				shown = append(shown, oneLine(cell))
			}
		}
		out = append(out, strings.Join(shown, " | "))
	}
	return strings.Join(out, "\n")
}

// cellShown is one value of a row as people read it; as it is written where it cannot be read back.
func cellShown(c *model.Ctx, f *model.Field, col int, cell string) string {
	row, sub := f.NewRow(), &f.Rows[col]
	if row == nil || cell == "" || sub.Parse(c, row, cell) != nil {
		return cell
	}
	return shown(c, sub, row)
}

// shown is a value as people read it, in full: days with their year, moments with their time, records
// with their reference, amounts as set takes them.
func shown(c *model.Ctx, f *model.Field, o any) string {
	exact := f.Text(c, o)
	switch f.Type {
	case model.TypeDate:
		if d, err := date.ParseDay(exact, c.Now.Day(c.Loc)); err == nil {
			return d.Time().Format("2 Jan 2006")
		}
	case model.TypeTime:
		if at, err := date.Parse(exact, c.Now, c.Loc); err == nil {
			return at.In(c.Loc).Format("2 Jan 2006 15:04") + c.ZoneTag(at, c.Loc)
		}
	case model.TypeMoney:
		return exact
	case model.TypeRef, model.TypeRefs:
		var out []string
		f.EachRef(o, func(id model.ID) {
			name := c.NameOf(id)
			if name != id.String() {
				name = id.String() + " " + name
			}
			out = append(out, name)
		})
		return strings.Join(out, ", ")
	}
	return f.Show(c, o)
}

// mostNamed is how many holders of a reference are told apart before the rest is a number.
const mostNamed = 20

// namedBy lists the records that name this one.
func (a *app) namedBy(c *model.Ctx, id model.ID, wide int) error {
	n := 0
	for r := range c.Snap.RefsTo(id) {
		n++
		if n > mostNamed {
			continue
		}
		label := ""
		if n == 1 {
			label = "named by"
		}
		from := r.Base().ID
		if err := a.say("  ", layout.Pad(label, wide, layout.Left), "  ", from.String(), "  ", c.Snap.Schema().Of(from).Title(c, r)); err != nil {
			return err
		}
	}
	if n > mostNamed {
		return a.say("  ", layout.Blank(wide), "  ", fmt.Sprintf("and %d more", n-mostNamed))
	}
	return nil
}
