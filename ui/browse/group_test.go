package browse

import (
	"slices"
	"strings"
	"testing"

	"tandem/model"
	"tandem/ui/theme"
)

// group puts the list into groups, as the chooser does.
func (d *driver) group(field string) *driver {
	d.t.Helper()
	d.p.list().setGroup(d.env, field)
	d.do(d.p.list().remember(d.env))
	return d
}

// heads lists the groups in their order, each with how many records it has.
func (d *driver) heads() []string {
	var out []string
	l := d.p.list()
	for row, id := range l.rows.ids {
		if headed(id) {
			out = append(out, strings.TrimLeft(l.rows.Cell(row, 0).Text, "▾▸v> "))
		}
	}
	return out
}

// Whatever parts a list, each record is in it once, under the value it has, and in the order of
// the list.
func TestEveryGrouping(t *testing.T) {
	for _, prefix := range everyKind {
		d := newDriver(t, prefix)
		l := d.p.list()
		l.setSort(d.env, l.plainKind().Sort)
		all := slices.Clone(l.rows.ids)
		for i := range l.plainKind().Fields {
			f := &l.plainKind().Fields[i]
			if !groupable(f) || f == parentOf(l.plainKind()) {
				continue
			}
			d.group(f.Name)
			var got []model.ID
			var head *group
			heads := 0
			for _, id := range l.rows.ids {
				if headed(id) {
					head, heads = l.rows.heads[id], heads+1
					if head == nil || head.to <= head.from {
						t.Fatalf("%s by %s: a line for nothing", prefix, f.Name)
					}
					continue
				}
				got = append(got, id)
				if key := bucket(d.env.Ctx(), f)(d.env.Snap.Get(id)); head == nil || key != head.key {
					t.Fatalf("%s by %s: %s is under another value", prefix, f.Name, id)
				}
			}
			if heads != len(l.parts.list) {
				t.Errorf("%s by %s: %d lines for %d groups", prefix, f.Name, heads, len(l.parts.list))
			}
			slices.Sort(got)
			want := slices.Sorted(slices.Values(all))
			if !slices.Equal(got, want) {
				t.Fatalf("%s by %s: %d records of %d", prefix, f.Name, len(got), len(want))
			}
			check(t, d, 120, 40, prefix+" by "+f.Name)
		}
	}
}

func TestSubtotals(t *testing.T) {
	d := newDriver(t, "CL").group("category")
	l := d.p.list()
	want := map[string]model.Sum{}
	for r := range d.env.Snap.All("CL") {
		x := r.(*model.CostLine)
		s := want[string(x.Category)]
		s.Add(d.env.Ctx(), l.kind.Field("planned"), x)
		want[string(x.Category)] = s
	}
	col := slices.Index(l.columns, "planned")
	seen := 0
	for row, id := range l.rows.ids {
		if g := l.rows.heads[id]; g != nil {
			s := want[g.key.Str]
			if parts := s.Parts(d.env.Ctx()); len(parts) == 1 && l.rows.Cell(row, col).Text != parts[0] {
				t.Errorf("%s: %q, want %q", g.label, l.rows.Cell(row, col).Text, parts[0])
			}
			seen++
		}
	}
	if seen != len(want) || seen < 2 {
		t.Fatalf("%d groups, want %d", seen, len(want))
	}
	d.has(d.p.Foot(), "by category")
}

// Amounts in two currencies are never added up: both are named.
func TestSubtotalsOfTwoCurrencies(t *testing.T) {
	d := newDriver(t, "CL").edit(func(e *model.Edit) {
		_ = e.Set(model.NewID("CL", 1), "planned", "5000 USD")
		_ = e.Set(model.NewID("CL", 1), "category", "travel")
		_ = e.Set(model.NewID("CL", 2), "category", "travel")
		_ = e.Set(model.NewID("CL", 2), "planned", "700 EUR")
	}).group("category")
	s := d.screen(140, 40)
	d.has(s, "planned ")
	line := ""
	for _, x := range strings.Split(s, "\n") {
		if strings.Contains(x, "travel  ") && strings.Contains(x, "planned") {
			line = x
		}
	}
	if !strings.Contains(line, "€") || !strings.Contains(line, " + $5,000") {
		t.Errorf("two currencies: %q in\n%s", line, s)
	}
}

func TestFoldGroups(t *testing.T) {
	d := newDriver(t, "E").group("status")
	l := d.p.list()
	d.press("g")
	if !d.p.onHead() || d.p.Selected() != 0 {
		t.Fatal("the first line is no group's")
	}
	n, first := l.rows.Len(), l.parts.list[0]
	count := first.to - first.from
	d.press("h").sees("▸ ")
	if l.rows.Len() != n-count {
		t.Errorf("folded: %d rows of %d", l.rows.Len(), n)
	}
	if d.press("l"); l.rows.Len() != n {
		t.Error("it does not unfold")
	}
	d.press("j h") // from within, to its line
	if !d.p.onHead() || l.table.Cursor() != 0 {
		t.Error("h in a group does not go to its line")
	}
	d.press("enter")
	if l.rows.Len() != n-count || d.p.top() != nil {
		t.Error("enter does not fold")
	}
	d.press("v f")
	if l.rows.Len() != n {
		t.Error("v f unfolds nothing")
	}
	d.press("v f")
	if l.rows.Len() != len(l.parts.list) {
		t.Errorf("all folded: %d rows", l.rows.Len())
	}
	id := model.NewID("E", 5)
	if !d.p.Show(d.env, id, false) || d.p.Selected() != id {
		t.Error("a folded record is not shown")
	}
	// A verb has nothing to act on here, and says so.
	for _, key := range []string{"e", "D", "y"} {
		if d.press("g").press(key); !strings.Contains(d.toast, "stands for a group") || len(d.undo) != 1 {
			t.Errorf("%s on a group's line: %q", key, d.toast)
		}
	}
}

func TestMarkGroup(t *testing.T) {
	d := newDriver(t, "E").group("status").press("g h space")
	l := d.p.list()
	g := l.parts.list[0]
	if got := d.p.Marked(); len(got) != g.to-g.from || headed(got[0]) {
		t.Fatalf("marked %v of %d", got, g.to-g.from)
	}
	if l.table.Cursor() != g.to-g.from+1 {
		t.Errorf("the cursor is on row %d", l.table.Cursor())
	}
	if d.press("g space"); l.table.MarkCount() != 0 {
		t.Error("again does not take the marks off")
	}
	if d.press("*"); l.table.MarkCount() != d.env.Snap.Count("E") {
		t.Errorf("* marks %d", l.table.MarkCount())
	}
}

// The cursor stays on a group's line while other groups come and go, and a filter leaves groups
// without records out.
func TestGroupsFollow(t *testing.T) {
	d := newDriver(t, "AC").group("owner")
	l := d.p.list()
	n := len(l.parts.list)
	d.press("G h")
	on, _ := l.table.Current()
	if !headed(model.ID(on)) {
		t.Fatal("not on a line")
	}
	first := l.parts.recs[0].Base().ID
	d.edit(func(e *model.Edit) { _ = e.Set(first, "owner", "") })
	if now, _ := l.table.Current(); now != on {
		t.Error("the cursor left its group")
	}
	d.p.SetQuery(d.env, "state:open")
	if len(l.parts.list) == 0 || len(l.parts.list) > n || l.found >= l.total {
		t.Errorf("%d groups, %d of %d found", len(l.parts.list), l.found, l.total)
	}
	for _, g := range l.parts.list {
		if g.from == g.to {
			t.Error("a group of nothing shows")
		}
	}
	last := l.parts.list[len(l.parts.list)-1]
	if last.key.Set && slices.ContainsFunc(l.parts.list, func(g group) bool { return !g.key.Set }) {
		t.Error("no value does not come last")
	}
	up := d.heads()
	d.group("-owner")
	down := d.heads()
	slices.Reverse(down)
	if !slices.Equal(slices.Sorted(slices.Values(up)), slices.Sorted(slices.Values(down))) || len(up) > 2 && slices.Equal(up, d.heads()) {
		t.Errorf("falling: %v, rising %v", d.heads(), up)
	}
	d.p.SetQuery(d.env, "state:open")
	l.setSort(d.env, "due")
	edits := len(d.undo)
	d.press("v x")
	if l.group != "-owner" || l.query != "" || l.sort != l.usual() || len(d.undo) != edits {
		t.Errorf("v x: grouped by %q, filter %q, sorted by %q", l.group, l.query, l.sort)
	}
}

// The plan in groups is its tasks without the summaries; without them the outline is back.
func TestOutlineInGroups(t *testing.T) {
	d := newDriver(t, "P")
	l := d.p.list()
	n := l.rows.Len()
	d.group("assigned")
	for _, id := range l.rows.ids {
		if x, ok := model.Find[*model.Task](d.env.Snap, id); !headed(id) && (!ok || d.env.Snap.Plan(x.Project).Summary(id)) {
			t.Fatalf("%s is in a group", id)
		}
	}
	d.has(d.p.Foot(), "by assigned")
	if d.group(""); l.rows.Len() != n || l.sort != "" {
		t.Errorf("%d rows, sorted by %q", l.rows.Len(), l.sort)
	}
	d.group("assigned")
	if id := model.NewID("P", 1); !d.p.Show(d.env, id, false) || d.p.Selected() != id {
		t.Error("a project is not shown from among groups of tasks")
	}
}

// Any kind whose records name a parent of their own kind can show as a tree.
func TestNest(t *testing.T) {
	d := newDriver(t, "T")
	d.group("parent")
	l := d.p.list()
	if !l.nests() || l.rows.Len() != d.env.Snap.Count("T") {
		t.Fatalf("%d rows of %d", l.rows.Len(), d.env.Snap.Count("T"))
	}
	for i, id := range l.rows.ids {
		x, _ := model.Find[*model.Task](d.env.Snap, id)
		if got := int(l.rows.depth[i]); got != d.env.Snap.Depth(x) {
			t.Fatalf("%s is %d deep, want %d", id, got, d.env.Snap.Depth(x))
		}
	}
	summary := model.NewID("T", 16)
	d.on("T-16").press("h")
	n := l.rows.Len()
	if n >= d.env.Snap.Count("T") || d.p.Selected() != summary {
		t.Error("a branch does not fold")
	}
	if d.press("l"); l.rows.Len() <= n {
		t.Error("it does not unfold")
	}
	d.press("j h")
	if d.p.Selected() != summary {
		t.Error("h does not go to the parent")
	}
	d.press("v f")
	if !d.p.Show(d.env, model.NewID("T", 24), false) {
		t.Error("a folded record is not revealed")
	}
	d.p.SetQuery(d.env, "name:carrier")
	for i, id := range l.rows.ids {
		hit := strings.Contains(strings.ToLower(d.env.Ctx().NameOf(id)), "carrier")
		if l.rows.dim[id] == hit {
			t.Errorf("row %d, %s: dim %v", i, id, l.rows.dim[id])
		}
	}
	if l.found == 0 || l.found >= l.rows.Len() {
		t.Errorf("%d found in %d rows", l.found, l.rows.Len())
	}
	if parentOf(model.Kinds().Prefix("R")) != nil {
		t.Error("risks nest")
	}
}

// What stays only for those under it is dim in the outline too.
func TestOutlineDims(t *testing.T) {
	d := newDriver(t, "P")
	d.env.Theme = theme.New("dark", true, false, false)
	d.p.SetQuery(d.env, "Carrier API")
	l := d.p.list()
	dims := 0
	for row, id := range l.rows.ids {
		if l.rows.dim[id] {
			dims++
			if l.rows.env(d.env); l.rows.Cell(row, 0).Style != d.env.Theme.Dim {
				t.Errorf("%s is not dim", id)
			}
		}
	}
	if dims == 0 || dims == l.rows.Len() {
		t.Errorf("%d of %d are dim", dims, l.rows.Len())
	}
}
