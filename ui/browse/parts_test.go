package browse

import (
	"errors"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"tandem/model"
	"tandem/ui/layout"
	"tandem/ui/theme"
)

// Which part of a record a value stands in.
func TestGroupOf(t *testing.T) {
	k := model.Kinds()
	for _, x := range []struct {
		kind, field, text string
		want              part
	}{
		{"T", "project", "P-1", facts}, {"T", "start", "", times}, {"T", "duration", "3 d", times}, {"T", "percent", "40%", times}, {"T", "constraint", "SNET", times},
		{"T", "planned_cost", "", amounts}, {"T", "acceptance", "x", words}, {"T", "links", "", tables}, {"T", "source", "jira", origin}, {"T", "external_id", "17", origin},
		{"CL", "spent", "", amounts}, {"CL", "left", "", amounts}, {"P", "done", "", times}, {"P", "phase", "", facts}, {"P", "tags", "a, b", facts},
		{"R", "cause", "short", facts}, {"R", "cause", strings.Repeat("long words ", 5), words}, {"R", "proximity", "", times}, {"R", "review", "", times},
		{"E", "events", "", tables}, {"E", "severity", "1", facts}, {"M", "due", "", times}, {"A", "value", "", amounts},
	} {
		f := k.Prefix(x.kind).Field(x.field)
		if f == nil {
			t.Fatalf("%s has no field %s", x.kind, x.field)
		}
		if got := groupOf(f, x.text); got != x.want {
			t.Errorf("%s.%s stands in part %d, want %d", x.kind, x.field, got, x.want)
		}
	}
}

// What is worth a line of its own.
func TestSays(t *testing.T) {
	d := newDriver(t)
	c, k := d.env.Ctx(), model.Kinds()
	task := &model.Task{Name: "x", Constraint: "ASAP", Type: "fixed units", Priority: 500, Done: 40_00, Physical: 40_00}
	late := &model.Task{Name: "x", Constraint: "ALAP", Type: "fixed work", Priority: 501, Done: 40_00, Physical: 30_00, Manual: true}
	for _, x := range []struct {
		kind, field string
		rec         model.Record
		want        bool
	}{
		{"T", "name", task, false}, {"T", "constraint", task, false}, {"T", "type", task, false}, {"T", "priority", task, false}, {"T", "physical_percent", task, false},
		{"T", "percent", task, true}, {"T", "manual", task, false}, {"T", "outline_level", task, false}, {"T", "summary", task, false}, {"T", "duration_minutes", task, false},
		{"T", "constraint", late, true}, {"T", "type", late, true}, {"T", "priority", late, true}, {"T", "physical_percent", late, true}, {"T", "manual", late, true},
		{"CL", "spread", &model.CostLine{Spread: "even"}, false}, {"CL", "spread", &model.CostLine{Spread: "front"}, true},
		{"A", "currency", &model.Account{Currency: "EUR"}, false}, {"A", "currency", &model.Account{Currency: "USD"}, true}, {"A", "currency", &model.Account{}, false},
		{"N", "verbatim", &model.Answer{Verbatim: "well"}, false}, {"N", "score", &model.Answer{Measure: "NPS", Score: 3}, true},
		{"B", "fingerprint", &model.Blocker{Fingerprint: "abc"}, false}, {"M", "condition", &model.Promise{Condition: "they sign"}, true},
	} {
		f := k.Prefix(x.kind).Field(x.field)
		if got := says(c, f, x.rec, f.Text(c, x.rec)); got != x.want {
			t.Errorf("%s.%s %q says something: %v", x.kind, x.field, f.Text(c, x.rec), got)
		}
	}
}

func TestLabels(t *testing.T) {
	k := model.Kinds()
	for _, x := range [][3]string{{"E", "severity", "severity"}, {"R", "probability", "probability"}, {"I", "direction", "direction"}, {"E", "clock_due", "next due"}, {"E", "next_update", "update told"}, {"P", "target_finish", "target"}, {"T", "percent", "percent"}} {
		if got := labelOf(k.Prefix(x[0]).Field(x[1])); got != x[2] {
			t.Errorf("%s.%s is labelled %q", x[0], x[1], got)
		}
	}
	if prominence(k.Prefix("E").Field("severity")) != 0 || prominence(k.Prefix("E").Field("type")) != 1 {
		t.Error("what tells most does not come first")
	}
}

// Rows of lists: references lead there, what is zero or for machines is left out.
func TestRowText(t *testing.T) {
	d := newDriver(t, "T").edit(func(e *model.Edit) {
		e.Put("T", &model.Task{Name: "linked", Project: model.NewID("P", 1), Constraint: "ASAP", Type: "fixed units",
			Links: []model.TaskLink{{Predecessor: model.NewID("T", 17), Type: "FS"}, {External: "other.xml\\12", Type: "SS"}}})
	})
	id := find(t, d.env.Snap, "T", "linked")
	x := NewDetail(d.env, id)
	x.Draw(d.env, 90, 60, true)
	var rows []line
	for _, l := range x.lines {
		if l.label != "driver" && (strings.Contains(l.text, "T-17") || strings.Contains(l.text, "other.xml")) {
			rows = append(rows, l)
		}
	}
	if len(rows) != 2 || rows[0].to != model.NewID("T", 17) || rows[1].leads() || !strings.HasSuffix(rows[0].text, "FS") || strings.Contains(rows[0].text, "  0") {
		t.Errorf("links: %+v", rows)
	}
}

// A list with very many rows is cut, and says by how much.
func TestLongTable(t *testing.T) {
	d := newDriver(t, "E")
	d.edit(func(e *model.Edit) {
		if err := model.Update(e, model.NewID("E", 1), func(x *model.Escalation) error {
			for i := range 150 {
				x.Events = append(x.Events, model.Event{At: moment - 100, Kind: "note", Text: strings.Repeat("word ", 1+i%30)})
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	})
	x := NewDetail(d.env, model.NewID("E", 1))
	x.Draw(d.env, 90, 60, true)
	n := 0
	for _, l := range x.lines {
		if strings.HasPrefix(l.text, "and ") && strings.HasSuffix(l.text, " more") {
			n++
		}
		if w := layout.Width(l.text); w > 90 {
			t.Fatalf("a line of %d cells: %q", w, l.text)
		}
	}
	if n != 1 {
		t.Errorf("%d lines say that there is more", n)
	}
}

// Pieces left and right fill a line exactly, whatever the room.
func TestSpread(t *testing.T) {
	th := theme.New("dark", true, false, false)
	left := []piece{{" Warehouse rollout", th.Title}, {"  P-1", th.Faint}, {"  waterfall, executing", th.Dim}}
	right := []piece{{"69% done  ", th.Text}, {"amber ", th.Warm}}
	for w := range 120 {
		s := spread(th, w, left, right)
		if got := layout.Width(s); got != w {
			t.Fatalf("%d cells, want %d: %q", got, w, ansi.Strip(s))
		}
		text := ansi.Strip(s)
		if w >= 62 && text != " Warehouse rollout  P-1  waterfall, executing"+strings.Repeat(" ", w-45-16)+"69% done  amber " {
			t.Errorf("%d wide: %q", w, text)
		}
		if w >= 30 && (!strings.Contains(text, " Warehouse rollout ") || strings.Contains(text, "…")) {
			t.Errorf("%d wide, the name is cut: %q", w, text)
		}
		if w >= 40 && w < 60 && (!strings.Contains(text, "amber") || strings.Contains(text, "waterfall")) {
			t.Errorf("%d wide: %q", w, text)
		}
	}
}

// A word that only names a value goes with it: it never stands alone at the end of what fits.
func TestSpreadLeavesNoLoneLabel(t *testing.T) {
	th := theme.New("dark", true, false, false)
	left := []piece{{" finish ", th.Dim}, {"9 Dec", th.Text}, {"  baseline ", th.Dim}, {"none taken", th.Text}}
	for w := range 60 {
		text := strings.TrimRight(ansi.Strip(spread(th, w, left, []piece{{"5 open ", th.Dim}})), " ")
		if strings.Contains(text, "baseline") && !strings.Contains(text, "none taken") {
			t.Errorf("%d wide: %q", w, text)
		}
	}
}

// Projects that hurt come first, closed ones last, else by name.
func TestOrderOfProjects(t *testing.T) {
	mk := func(name string, phase model.Phase, c model.Colour) *model.Project {
		return &model.Project{Name: name, Phase: phase, Reported: c}
	}
	order := []*model.Project{mk("z", "executing", model.Red), mk("b", "executing", model.Amber), mk("c", "planning", model.Amber), mk("a", "executing", model.Green),
		mk("a", "executing", ""), mk("b", "executing", ""), mk("a", "closed", model.Red), mk("b", "handed over", "")}
	for i, a := range order {
		for j, b := range order {
			if got := worse(a, b); got != (i < j) {
				t.Errorf("%d before %d: %v", i, j, got)
			}
		}
	}
	d := newDriver(t, "P")
	var names []string
	for i, id := range d.p.list().rows.ids {
		if d.p.list().rows.depth[i] == 0 {
			names = append(names, d.env.Ctx().NameOf(id))
		}
	}
	if len(names) != 5 || names[0] != "Patient portal" || names[1] != "Warehouse rollout" {
		t.Errorf("the projects come as %v", names)
	}
}

// Names in the outline stand in line whether a sign comes before them or not.
func TestOutlineStandsInLine(t *testing.T) {
	d := newDriver(t, "P")
	at := map[model.ID]int{}
	r := d.p.list().rows
	for i, id := range r.ids {
		x, ok := model.Find[*model.Task](d.env.Snap, id)
		if !ok || r.branch[i] {
			continue
		}
		cell := r.Cell(i, 0)
		col := layout.Width(cell.Text[:strings.Index(cell.Text, x.Name)])
		if was, ok := at[x.Parent]; ok && was != col {
			t.Fatalf("%s begins at %d, its neighbour at %d: %q", id, col, was, cell.Text)
		}
		at[x.Parent] = col
		if cell.Text[len(cell.Text)-cell.Keep:] != " "+id.String() {
			t.Errorf("%q does not keep its reference", cell.Text)
		}
	}
}

// Cells that are not there are empty, not a fault.
func TestCellsOfNothing(t *testing.T) {
	d := newDriver(t, "CL")
	r := d.p.list().rows
	if c := r.Cell(0, 99); c.Text != "" {
		t.Errorf("column 99 has %q", c.Text)
	}
	r.columns = []string{"nosuch"}
	if c := r.Cell(0, 0); c.Text != "" {
		t.Errorf("an unknown column has %q", c.Text)
	}
	r.ids[0] = model.NewID("CL", 9999)
	if c := r.Cell(0, 0); c.Text != "" {
		t.Errorf("a record that is gone has %q", c.Text)
	}
	if _, ok := r.Row(uint64(model.NewID("CL", 8888))); ok {
		t.Error("a row of a record that is not listed")
	}
}

// What is overspent shows red, with its minus sign.
func TestOverspent(t *testing.T) {
	d := newDriver(t, "CL")
	d.env.Theme = theme.New("dark", true, false, false)
	d.env.Rev++
	d.p.Sync(d.env)
	l := d.p.list()
	col, over := 3, 0
	if l.columns[col] != "left" {
		t.Fatalf("column %d is %s", col, l.columns[col])
	}
	for i := range l.rows.ids {
		c := l.rows.Cell(i, col)
		if minus := strings.HasPrefix(c.Text, "-"); minus != (c.Style == d.env.Theme.Hot) {
			t.Errorf("%q is in another style", c.Text)
		} else if minus {
			over++
		}
	}
	if over == 0 {
		t.Error("nothing in the sample is overspent")
	}
}

func TestFilterLineAtAnyWidth(t *testing.T) {
	d := newDriver(t, "E").press("/").types("severity<")
	d.p.list().bad = errors.New("severity< wants a number, for one that is long enough to be cut")
	for w := range 140 {
		for _, typing := range []bool{true, false} {
			d.p.typing = typing
			lines := d.p.filterLine(d.env, w, 40)
			want := 1
			if typing { // the reason stands below the line
				want = 2
			}
			if len(lines) != want && !(typing && w < 80 && len(lines) <= want+2) { // a long reason goes on below
				t.Fatalf("%d wide: %q", w, lines)
			}
			if all := ansi.Strip(strings.Join(lines, " ")); typing && w >= 40 && !strings.Contains(strings.Join(strings.Fields(all), " "), "be cut") {
				t.Errorf("%d wide: the end of the reason is missing in %q", w, all)
			}
			for _, l := range lines {
				if layout.Width(l) != w {
					t.Fatalf("%d wide: %q", w, l)
				}
			}
			if all := ansi.Strip(strings.Join(lines, " ")); w > 60 && !strings.Contains(all, "wants a number") {
				t.Errorf("%d wide: no reason in %q", w, all)
			}
		}
	}
}

// Ways to call a record.
func TestDescribe(t *testing.T) {
	d := newDriver(t)
	for id, want := range map[string]string{"P-1": "P-1 Warehouse rollout", "N-18": "N-18 CSAT 2 on 1-5", "T-9999": "T-9999"} {
		x, _ := model.ParseID(id)
		if got := Describe(d.env, x); got != want {
			t.Errorf("%s is called %q", id, got)
		}
	}
	if plural(1, "one", "many") != "one" || plural(0, "one", "many") != "many" || quote("") != "nothing" || quote("x") != "x" {
		t.Error("words")
	}
}

// The second and later lines of a row stand in, so that one sees where the next begins.
func TestHanging(t *testing.T) {
	d := newDriver(t, "E")
	for _, w := range []int{24, 40, 60, 90, 140} {
		x := NewDetail(d.env, model.NewID("E", 1))
		x.Draw(d.env, w, 200, true)
		e, _ := model.Find[*model.Escalation](d.env.Snap, model.NewID("E", 1))
		starts, in := 0, false
		for _, l := range x.lines {
			if l.label == "events" {
				in = true
			}
			if in && l.text == "" {
				break
			}
			if in && !strings.HasPrefix(l.text, "  ") {
				starts++
			}
		}
		if starts != len(e.Events) {
			t.Errorf("%d wide: %d rows begin, want %d", w, starts, len(e.Events))
		}
	}
}

// A headline is worked out once for a snapshot, not once a frame.
func TestHeadlineIsKept(t *testing.T) {
	d := newDriver(t, "P")
	a := d.p.headline(d.env, 100, 40)
	if !same(a, d.p.headline(d.env, 100, 40)) {
		t.Error("worked out anew although nothing changed")
	}
	d.press("j")
	if !same(a, d.p.headline(d.env, 100, 40)) {
		t.Error("worked out anew within the same project")
	}
	d.edit(func(e *model.Edit) { _ = e.Set(d.p.list().rows.ids[0], "name", "Renamed") })
	if s := ansi.Strip(strings.Join(d.p.headline(d.env, 100, 40), "")); !strings.Contains(s, "Renamed") {
		t.Errorf("an edit does not show: %q", s)
	}
	if s := d.p.headline(d.env, 60, 40); layout.Width(s[0]) != 60 {
		t.Errorf("at another width: %q", s[0])
	}
}

// Amounts of a ledger are shown to the cent as long as they fit.
func TestLedgerAmounts(t *testing.T) {
	d := newDriver(t, "LE")
	r, col := d.p.list().rows, 2
	if r.columns[col] != "amount" {
		t.Fatalf("column %d is %s", col, r.columns[col])
	}
	f, c := r.kind.Field("amount"), d.env.Ctx()
	for i, id := range r.ids {
		rec := d.env.Snap.Get(id)
		if full := f.Show(c.For(rec), rec); layout.Width(full) < 11 && r.Cell(i, col).Text != full {
			t.Errorf("%s: %q is shown as %q", id, full, r.Cell(i, col).Text)
		}
	}
}
