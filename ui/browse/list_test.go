package browse

import (
	"slices"
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/query"
)

// everyKind is the prefix of each kind there is.
var everyKind = func() (out []string) {
	for _, k := range model.Kinds().Kinds {
		out = append(out, k.Prefix)
	}
	return out
}()

// Each column of each list sorts both ways, and the order is that of the query language.
func TestSortByEveryColumn(t *testing.T) {
	for _, prefix := range everyKind {
		d := newDriver(t, prefix)
		l := d.p.list()
		usual := slices.Clone(l.rows.ids)
		for _, col := range l.columns {
			if col == l.usual() {
				continue
			}
			d.press("s")
			if l.bad != nil || l.sort != col {
				t.Fatalf("%s: sorted by %q, want %q (%v)", prefix, l.sort, col, l.bad)
			}
			for _, sort := range []string{col, "-" + col} {
				if got, desc := l.table.Sorted(); got != col || desc != (sort[0] == '-') {
					t.Errorf("%s: the heading says %s %v for %s", prefix, got, desc, sort)
				}
				want := make([]model.Record, len(l.rows.ids))
				for i, id := range l.rows.ids {
					want[i] = d.env.Snap.Get(id)
				}
				if err := query.Sort(d.env.Ctx(), l.flatKind(), want, sort); err != nil {
					t.Fatal(err)
				}
				for i, r := range want {
					x, y := d.env.Snap.Get(l.rows.ids[i]), r
					f, c := field(l.flatKind(), col), d.env.Ctx()
					if f.Key(c.For(x), x) != f.Key(c.For(y), y) {
						t.Fatalf("%s by %s: row %d is %s, want %s", prefix, sort, i, x.Base().ID, y.Base().ID)
					}
				}
				d.press("S")
			}
		}
		if d.press("s"); l.sort != l.usual() || !slices.Equal(l.rows.ids, usual) {
			t.Errorf("%s: after the last column the order is %q", prefix, l.sort)
		}
	}
}

// The usual order can be turned round, the outline's too.
func TestReverseOfTheUsualOrder(t *testing.T) {
	d := newDriver(t, "M")
	first := d.p.list().rows.ids[0]
	if d.press("S"); d.p.list().sort != "-owed,-due" || d.p.list().rows.ids[0] == first {
		t.Errorf("sorted by %q", d.p.list().sort)
	}
	d = newDriver(t, "E")
	if d.press("S"); d.p.list().sort != "-clock_due,status,-resolved,severity,opened" {
		t.Errorf("sorted by %q", d.p.list().sort)
	}
	d = newDriver(t, "P")
	if d.press("S"); d.p.list().sort != "-name" || d.p.list().bad != nil {
		t.Errorf("sorted by %q: %v", d.p.list().sort, d.p.list().bad)
	}
}

// Sorted by a column the outline is a list of tasks without summaries; what it does not show
// brings the outline back.
func TestSortedOutline(t *testing.T) {
	d := newDriver(t, "P").press("s")
	l := d.p.list()
	for _, id := range l.rows.ids {
		x, ok := model.Find[*model.Task](d.env.Snap, id)
		if !ok || d.env.Snap.Plan(x.Project).Summary(id) {
			t.Fatalf("%s is in the sorted list", id)
		}
	}
	d.press("l h") // nothing to fold
	d.press("/").types("carrier")
	if n := len(l.rows.ids); n == 0 || n > 20 || l.bad != nil {
		t.Errorf("%d rows pass the filter: %v", n, l.bad)
	}
	d.press("esc")
	if id := find(t, d.env.Snap, "P", "Mobile returns"); !d.p.Show(d.env, id, false) || d.p.Selected() != id || l.sort != "" {
		t.Errorf("on %s, sorted by %q", d.p.Selected(), l.sort)
	}
}

func TestFilterAsYouType(t *testing.T) {
	d := newDriver(t, "E")
	all := d.p.list().rows.Len()
	d.press("/").types("label")
	d.sees("/ label", "1 of 10 found", "Label printer offline", "Northwind")
	if d.p.list().rows.Len() != 1 {
		t.Errorf("%d rows", d.p.list().rows.Len())
	}
	if x, y, ok := d.p.Cursor(); !ok || x != 3+5 || y != 38 {
		t.Errorf("text cursor at %d,%d %v", x, y, ok)
	}
	d.press("enter").sees(" / label")
	if _, _, ok := d.p.Cursor(); ok || d.p.typing {
		t.Error("still typing after enter")
	}
	d.press("/ ctrl+u")
	if d.p.list().rows.Len() != all {
		t.Errorf("%d rows after clearing, want %d", d.p.list().rows.Len(), all)
	}
	d.p.Paste(d.env, "status:open")
	if n := d.p.list().rows.Len(); n == 0 || n >= all {
		t.Errorf("%d of %d are open", n, all)
	}
	d.press("down up ctrl+n pgdown esc")
	if d.p.list().rows.Len() != all || d.p.list().query != "" || d.p.filter.Value() != "" {
		t.Error("esc leaves a filter")
	}
	d.p.Paste(d.env, "ignored")
	if d.p.filter.Value() != "" {
		t.Error("a paste reached a filter that is closed")
	}
	d.press("/").types("zzz").sees("No escalations pass the filter.")
	d.press("enter D e enter y")
	if len(d.undo) != 0 || d.opens != nil || d.copy != "" || d.p.Selected() != 0 || !strings.Contains(d.toast, "empty") {
		t.Error("a verb acts on a record that the filter hides")
	}
}

// A filter that cannot be read, or not yet, leaves the list as it is and says why.
func TestHalfTypedFilter(t *testing.T) {
	for _, q := range []string{"stat", "sta:", "severity<", "due<+", "nosuch:1 label", "(label", "level:abc", `"two wor`} {
		d := newDriver(t, "E").press("/").types(q)
		l := d.p.list()
		if l.bad != nil {
			d.sees("^ " + l.bad.Error()[:10])
			if d.press("enter"); q == "sta:" {
				if l.bad != nil || d.toast != "" { // a name without a value now means that there is none
					t.Errorf("%s: toast %q", q, d.toast)
				}
				continue
			}
			if d.toast != l.bad.Error() {
				t.Errorf("%s: toast %q", q, d.toast)
			}
			d.sees(l.bad.Error()[:10])
		} else if q == "nosuch:1 label" || q == "level:abc" {
			t.Errorf("%s: nothing is said against it", q)
		}
		if q == "level:abc" && l.rows.Len() != 10 {
			t.Errorf("%s: %d rows are left", q, l.rows.Len())
		}
		if q == "nosuch:1 label" && l.rows.Len() != 1 {
			t.Errorf("%s: the part that can be read finds %d", q, l.rows.Len())
		}
	}
}

func TestFilterInTheOutlineKeepsParents(t *testing.T) {
	d := newDriver(t, "P")
	d.press("/").types("Carrier API").press("enter")
	l := d.p.list()
	hit := find(t, d.env.Snap, "T", "Carrier API")
	task, _ := model.Find[*model.Task](d.env.Snap, hit)
	want := []model.ID{task.Project, task.Parent, hit}
	for _, id := range want {
		if !slices.Contains(l.rows.ids, id) {
			t.Errorf("%s is not shown", id)
		}
	}
	if n := l.rows.Len(); n > 20 {
		t.Errorf("%d rows", n)
	}
	d.has(d.screen(100, 40), "found")
	d.press("l h") // nothing folds while a filter is on
	d.press("/ esc /").types("Mobile ret").press("enter")
	if got := d.titles(); len(got) == 0 || got[0] != "Mobile returns" {
		t.Errorf("a project is not found by its name: %v", got)
	}
}

func TestFolds(t *testing.T) {
	d := newDriver(t, "P")
	l := d.p.list()
	done, part := model.ID(0), model.ID(0)
	for i, id := range l.rows.ids {
		if x, ok := model.Find[*model.Task](d.env.Snap, id); ok && l.rows.branch[i] {
			if x.Complete() != l.rows.folded[i] {
				t.Errorf("%s: done %v, folded %v", id, x.Complete(), l.rows.folded[i])
			}
			if x.Complete() {
				done = id
			} else {
				part = id
			}
		}
	}
	n := l.rows.Len()
	d.on(done.String()).press("l")
	if l.rows.Len() <= n || d.p.Selected() != done {
		t.Errorf("unfolded: %d rows, on %s", l.rows.Len(), d.p.Selected())
	}
	d.press("j")
	if x, _ := model.Find[*model.Task](d.env.Snap, d.p.Selected()); x == nil || x.Parent != done {
		t.Errorf("below it is %s", d.p.Selected())
	}
	if d.press("h"); d.p.Selected() != done {
		t.Errorf("h on a leaf goes to %s, want its parent", d.p.Selected())
	}
	if d.press("h"); l.rows.Len() != n {
		t.Errorf("folded again: %d rows, want %d", l.rows.Len(), n)
	}
	d.on(part.String()).press("left")
	if l.rows.Len() >= n {
		t.Error("an open summary does not fold")
	}
	d.press("right g h")
	if l.rows.Len() >= n || l.rows.depth[1] != 0 {
		t.Error("a project does not fold")
	}
	if d.press("h"); l.table.Cursor() != 0 {
		t.Error("h on a folded project moves")
	}
}

// Revealing a record unfolds what hides it and takes a filter away that would.
func TestReveal(t *testing.T) {
	d := newDriver(t, "P", "T")
	for x := range model.Each[*model.Task](d.env.Snap, "T") {
		if !d.p.Reveal(d.env, x.ID) || d.p.Selected() != x.ID {
			t.Fatalf("%s is not revealed", x.ID)
		}
	}
	d.p.SetQuery(d.env, "name:Carrier")
	if id := find(t, d.env.Snap, "T", "Cut-over rehearsal"); !d.p.Reveal(d.env, id) || d.p.list().query != "" {
		t.Error("a filter hides what is to be shown")
	}
	if d.p.Reveal(d.env, model.NewID("T", 9999)) || d.p.Show(d.env, model.NewID("E", 1), false) || d.p.ShowKind(d.env, "E") {
		t.Error("something is shown that is not there")
	}
	e := newDriver(t, "E")
	e.p.SetQuery(e.env, "zzz")
	if !e.p.Show(e.env, model.NewID("E", 5), true) || e.p.Selected() != model.NewID("E", 5) || e.p.top() == nil {
		t.Error("Show does not open the record")
	}
	if (&Pane{}).Reveal(e.env, 1) {
		t.Error("a pane without a list reveals something")
	}
}

// Pointing at a record leaves filter, groups and order as they are, and unfolds its own group.
func TestPoint(t *testing.T) {
	d := newDriver(t, "T")
	d.p.SetQuery(d.env, "name:Carrier")
	in, out := d.p.Selected(), find(t, d.env.Snap, "T", "Cut-over rehearsal")
	if d.p.Point(d.env, out) || d.p.Selected() != in || d.p.list().query == "" {
		t.Error("pointing at what the filter hides moves something")
	}
	if d.p.Reveal(d.env, in); d.p.list().query == "" {
		t.Error("showing a record that passes drops the filter")
	}
	d.p.SetQuery(d.env, "")
	d.p.list().setGroup(d.env, "project")
	d.p.list().foldAll(d.env)
	n := len(d.p.list().parts.list)
	if !d.p.Point(d.env, out) || d.p.Selected() != out || d.p.list().group != "project" || d.p.list().rows.Len() <= n {
		t.Error("a folded group hides the record")
	}
	if d.p.Point(d.env, model.NewID("T", 99999)) {
		t.Error("it points at nothing")
	}
}

// The cursor stays on its record whatever happens around it.
func TestCursorKeptByID(t *testing.T) {
	d := newDriver(t, "E").press("j j j")
	on := d.p.Selected()
	d.press("s s S")
	if d.p.Selected() != on {
		t.Errorf("a new order moves the cursor to %s", d.p.Selected())
	}
	d.press("s s s s s s")
	d.edit(func(e *model.Edit) {
		if err := e.Set(on, "title", "A new name"); err != nil {
			t.Fatal(err)
		}
		e.Put("E", &model.Escalation{Title: "Another", Account: model.NewID("A", 1), Type: "incident", Impact: 1, Urgency: 1, Level: 1, Status: "open"})
	})
	if d.p.Selected() != on {
		t.Errorf("an edit moves the cursor to %s", d.p.Selected())
	}
	d.sees("A new name", "Another")
	row := d.p.list().table.Cursor()
	d.press("D")
	if d.env.Snap.Get(on) != nil || d.p.list().table.Cursor() != row {
		t.Errorf("after deleting on row %d, want %d", d.p.list().table.Cursor(), row)
	}
	d.press("u")
	if d.env.Snap.Get(on) == nil {
		t.Error("undo does not bring it back")
	}
}

func TestMarksAndDelete(t *testing.T) {
	d := newDriver(t, "AC").press("space space")
	a := d.p.Marked()
	if len(a) != 2 || d.p.list().table.Cursor() != 2 || !strings.HasPrefix(d.p.Foot(), "2 marked  3/") {
		t.Fatalf("marked %v, foot %q", a, d.p.Foot())
	}
	d.press("D")
	if d.env.Snap.Get(a[0]) != nil || d.env.Snap.Get(a[1]) != nil || len(d.undo) != 1 || d.label != "Delete 2 records" || d.p.list().table.MarkCount() != 0 {
		t.Errorf("%d edits, label %q", len(d.undo), d.label)
	}
	d.press("u")
	if d.env.Snap.Get(a[0]) == nil || d.env.Snap.Get(a[1]) == nil {
		t.Error("undo does not bring both back")
	}
	d.press("*")
	if len(d.p.Marked()) != d.p.list().rows.Len() {
		t.Error("* does not mark all")
	}
	if d.press("*"); len(d.p.Marked()) != 1 {
		t.Error("* does not take the marks off")
	}
	// A parent and its child marked together go in one step.
	d = newDriver(t, "P").on("T-16").press("space")
	child := d.p.Selected()
	d.press("space D")
	if d.env.Snap.Get(child) != nil || d.env.Snap.Get(model.NewID("T", 16)) != nil {
		t.Errorf("parent and child: %s", d.toast)
	}
	if Delete(d.env, nil) != nil {
		t.Error("deleting nothing does something")
	}
}

func TestKinds(t *testing.T) {
	d := newDriver(t, "A", "C", "I", "M")
	for _, want := range []string{"contacts", "interactions", "promises", "accounts"} {
		if d.press("}"); d.p.Title(d.env) != want {
			t.Errorf("} shows %s, want %s", d.p.Title(d.env), want)
		}
	}
	if d.press("{"); d.p.Kind().Prefix != "M" || d.picks != d.p.Selected() {
		t.Errorf("{ shows %s", d.p.Title(d.env))
	}
	// Each kind keeps its own filter.
	d.press("/").types("cut").press("enter } /")
	if d.p.filter.Value() != "" {
		t.Errorf("the filter %q went along", d.p.filter.Value())
	}
	d.press("esc {")
	if d.p.filter.Value() != "cut" || d.p.list().query != "cut" {
		t.Error("the filter was forgotten")
	}
	one := newDriver(t, "N").press("}")
	if !strings.Contains(one.toast, "only answers live") {
		t.Errorf("toast %q", one.toast)
	}
}

// The columns that tell most are there in half a screen, and the reference too.
func TestNarrowColumns(t *testing.T) {
	for prefix, want := range map[string][]string{
		"E": {"title", "sev", "next due"}, "M": {"what", "due", "state"}, "A": {"name", "health", "value", "renewal"}, "N": {"verbatim", "score", "asked", "when"},
		"B": {"title", "sev", "state", "waits on"}, "P": {"name", "dur", "finish", "done"}, "R": {"title", "score", "review"}, "CL": {"name", "planned", "spent", "left"},
		"LE": {"date", "text", "amount", "entry"}, "I": {"when", "summary", "dir", "mood", "account"}, "AC": {"what", "due", "state", "owner"}, "H": {"name", "role", "rate"},
		"T": {"name", "finish", "done"}, "C": {"name", "role", "account"}, "BF": {"name", "realised", "planned", "latest"}, "RP": {"title", "type", "as of"},
	} {
		d := newDriver(t, prefix)
		lines := strings.Split(d.screen(58, 31), "\n")
		head := 0
		for head < len(lines) && !strings.Contains(lines[head], want[0]) {
			head++
		}
		if head == len(lines) {
			t.Fatalf("%s: no heading in\n%s", prefix, strings.Join(lines, "\n"))
		}
		d.has(lines[head], want...)
		ids := d.p.list().rows.ids
		for i := 0; i < min(len(ids), 5); i++ {
			d.has(lines[head+1+i], " "+ids[i].String())
		}
	}
}

// The column that somebody sorts by is there, though others tell more.
func TestOrderIsSeen(t *testing.T) {
	d := newDriver(t, "E")
	heading := func() string {
		for _, l := range strings.Split(d.screen(58, 31), "\n") {
			if strings.Contains(l, "title") && strings.Contains(l, "sev") {
				return l
			}
		}
		return ""
	}
	if strings.Contains(heading(), "level") {
		t.Fatalf("half a screen shows the level already: %q", heading())
	}
	l := d.p.list()
	l.sort = "level"
	l.dress()
	d.has(heading(), "title", "level"+d.env.Theme.Glyphs.SortUp)
}

// A look names fields that exist, and every column that the kind would show is among them.
func TestLooksAreWhole(t *testing.T) {
	for prefix, ks := range looks {
		k := model.Kinds().Prefix(prefix)
		var names []string
		for _, x := range ks {
			if k.Field(x.name) == nil {
				t.Errorf("%s has no field %s", prefix, x.name)
			}
			names = append(names, x.name)
		}
		for _, c := range k.Columns {
			if !slices.Contains(names, c) {
				t.Errorf("%s: the column %s is missing", prefix, c)
			}
		}
		if lead := leadOf(k); !slices.Contains(names, lead) {
			t.Errorf("%s: the column %s is missing", prefix, lead)
		}
	}
}

func TestEmptyLists(t *testing.T) {
	for _, prefix := range everyKind {
		d := driverOn(t, model.NewSnapshot(model.Kinds()), prefix)
		d.sees("No "+d.p.Kind().Plural+" yet.", "n makes the first one.")
		d.press("j k G g s S space * l h")
		if d.p.Selected() != 0 || d.p.Foot() != "" {
			t.Errorf("%s: on %s", prefix, d.p.Selected())
		}
		if d.press("enter"); !strings.Contains(d.toast, "the list is empty: n makes the first") {
			t.Errorf("%s: %q", prefix, d.toast)
		}
	}
}

func TestTabWithoutKinds(t *testing.T) {
	d := newDriver(t)
	d.p.later = []string{"Deliveries", "Orders and their items, and whether the customer accepted them."}
	d.sees("Deliveries", "Orders and their items")
	d.press("j n enter")
	if d.toast != "nothing is kept on this tab yet" || d.p.Kind() != nil || d.p.Selected() != 0 || d.p.Title(d.env) != "" || d.p.Foot() != "" {
		t.Errorf("toast %q", d.toast)
	}
	if d.p.Click(d.env, 1, 1, true) != nil || d.p.Wheel(d.env, 1, 1, 3) != nil || d.p.Marked() != nil || d.p.ShowKind(d.env, "P") {
		t.Error("a tab without kinds does something")
	}
	d.p.SetQuery(d.env, "x")
	d.p.Follow(d.env, model.NewID("A", 1))
}
