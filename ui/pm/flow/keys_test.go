package flow

import (
	"slices"
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/date"
	"tandem/ui/pane"
	"tandem/ui/uitest"
)

// days is the page over cards that were finished so many days after they were begun, the last of each on
// the day before Moment, and of cards under way for so many days.
func days(t *testing.T, finished, open []int) *uitest.Desk[*Pane] {
	t.Helper()
	e := model.NewEdit(model.NewSnapshot(model.Kinds()), moment)
	e.Put(model.ProjectPrefix, &model.Project{Name: "Support", Method: "kanban", Phase: "executing"})
	put := func(i int) *model.Task {
		x := model.Kinds().Prefix(model.TaskPrefix).New().(*model.Task)
		x.Name, x.Project, x.Order, x.Created = "Card", project, i+1, moment-400*86400
		return x
	}
	for i, n := range finished {
		x := put(i)
		x.Done, x.ActualFinish = 100_00, moment-86400
		x.ActualStart = x.ActualFinish - date.Instant(n-1)*86400
		e.Put(model.TaskPrefix, x)
	}
	for i, n := range open {
		x := put(len(finished) + i)
		x.Done, x.ActualStart = 10_00, moment-date.Instant(n-1)*86400
		e.Put(model.TaskPrefix, x)
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	return uitest.DeskOn(t, New(), e.Base().With(b.Changes), project, func(d *uitest.Desk[*Pane]) { d.W, d.H = 140, 40 })
}

// TestPercentiles: the first and the last day count, and a percentile is one of the values by nearest
// rank: of 1 .. 20 days half took up to the 10th (0.5 x 20), 85 of 100 up to the 17th, 95 up to the 19th.
func TestPercentiles(t *testing.T) {
	var list []int
	for n := range 20 {
		list = append(list, n+1)
	}
	d := days(t, list, []int{3, 18, 5})
	if f := d.P.known; f.p50 != 10 || f.p85 != 17 || f.p95 != 19 || len(f.done) != 20 {
		t.Errorf("%d, %d, %d of %d", f.p50, f.p85, f.p95, len(f.done))
	}
	// the oldest comes first: 18, 5, 3 days
	var old []int
	for _, a := range d.P.known.old {
		old = append(old, a.days)
	}
	if !slices.Equal(old, []int{18, 5, 3}) {
		t.Errorf("ages %v", old)
	}
	d.Sees("3 under way", "85 % within 17", "n 20")
}

// TestEqualAges: of equals the one with the lower reference comes first, so that the order is total.
func TestEqualAges(t *testing.T) {
	d := days(t, nil, []int{4, 4, 4})
	for i, a := range d.P.known.old {
		if a.id != model.NewID("T", uint64(i+1)) {
			t.Errorf("%d is %s", i, a.id)
		}
	}
}

// TestSpans: the keys of the scale go through the times to look back over, and say where they end. A
// card of 60 days ago shows in the longer ones alone.
func TestSpans(t *testing.T) {
	d := days(t, []int{2}, nil)
	for d.P.span > 0 {
		was := d.P.span
		if d.Press("+"); d.P.span != was-1 || len(d.P.known.weeks) != spans[d.P.span] {
			t.Fatalf("from %d to %d, %d weeks", was, d.P.span, len(d.P.known.weeks))
		}
	}
	if d.Press("+"); !strings.Contains(d.Why, "this is the shortest time") {
		t.Errorf("%q", d.Why)
	}
	for d.P.span < len(spans)-1 {
		was := d.P.span
		if d.Press("-"); d.P.span != was+1 || len(d.P.known.table) != 7*spans[d.P.span] {
			t.Fatalf("from %d to %d, %d days", was, d.P.span, len(d.P.known.table))
		}
	}
	if d.Press("-"); !strings.Contains(d.Why, "this is the longest time") {
		t.Errorf("%q", d.Why)
	}
	sum := 0
	for _, n := range d.P.known.weeks {
		sum += n
	}
	if sum != 1 || d.P.known.weeks[len(d.P.known.weeks)-1] != 1 {
		t.Errorf("%v", d.P.known.weeks)
	}
}

// TestPictures: l goes round through the pictures, h the other way.
func TestPictures(t *testing.T) {
	d := days(t, []int{1, 2, 3, 4, 5, 6}, []int{2})
	first := d.Screen(140, 40)
	seen := map[string]bool{first: true}
	for range views - 1 {
		d.Press("l")
		s := d.Screen(140, 40)
		if seen[s] {
			t.Errorf("a picture twice:\n%s", s)
		}
		seen[s] = true
	}
	if d.Press("l"); d.Screen(140, 40) != first {
		t.Error("round again it is another one")
	}
	d.Press("h l")
	if d.Screen(140, 40) != first {
		t.Error("back and on it is another one")
	}
}

// TestPicturesWhereRoomIsShort: every l shows another picture there too.
func TestPicturesWhereRoomIsShort(t *testing.T) {
	d := days(t, []int{1, 2, 3, 4, 5, 6}, []int{2})
	first := d.Screen(78, 20)
	seen := map[string]bool{first: true}
	for range views - 2 {
		d.Press("l")
		s := d.Screen(78, 20)
		if seen[s] {
			t.Errorf("a picture twice:\n%s", s)
		}
		seen[s] = true
	}
	if d.Press("l"); d.Screen(78, 20) != first {
		t.Error("round again it is another one")
	}
	d.Press("h")
	if d.Press("l"); d.Screen(78, 20) != first {
		t.Error("back and on it is another one")
	}
}

// TestMeasuredAnew: what is moved elsewhere changes the measures, an undo changes them back.
func TestMeasuredAnew(t *testing.T) {
	d := days(t, []int{1, 2}, []int{3, 9})
	at := d.P.Selected()
	d.Press("j")
	e := model.NewEdit(d.Env.Snap, moment)
	if err := e.MoveCard(at, len(e.Base().Board(project).Columns)-1, ""); err != nil {
		t.Fatal(err)
	}
	b, err := e.Batch()
	if err != nil {
		t.Fatal(err)
	}
	other := d.P.Selected()
	d.Take(b)
	if len(d.P.known.done) != 3 || len(d.P.known.old) != 1 || d.P.Selected() != other {
		t.Errorf("%d done, %d under way, on %s", len(d.P.known.done), len(d.P.known.old), d.P.Selected())
	}
	d.Take(b.Invert())
	if len(d.P.known.done) != 2 || len(d.P.known.old) != 2 || d.P.Selected() != other {
		t.Errorf("%d done, %d under way, on %s", len(d.P.known.done), len(d.P.known.old), d.P.Selected())
	}
}

// TestNothingUnderWay: there is nothing to open, and it is said.
func TestNothingUnderWay(t *testing.T) {
	d := days(t, []int{1}, nil)
	d.Press("j G")
	if d.Press("enter"); d.P.Selected() != 0 || !strings.Contains(d.Why, "nothing is under way") {
		t.Errorf("%s, %q", d.P.Selected(), d.Why)
	}
}

// TestReturnToAnItem: the way back finds the item, another project forgets it.
func TestReturnToAnItem(t *testing.T) {
	d := days(t, nil, []int{9, 8, 7})
	d.Press("G")
	here, _ := d.P.Here()
	other := uitest.DeskOn(t, New(), d.Env.Snap, project)
	other.Do(other.P.Return(other.Env, here))
	other.Settle()
	if other.P.Selected() != here.ID || other.P.row != 2 {
		t.Errorf("on %s, row %d", other.P.Selected(), other.P.row)
	}
	other.Do(other.P.Return(other.Env, pane.Page{Open: model.NewID("P", 9)}))
	if other.P.Selected() != 0 || len(other.P.known.old) != 0 {
		t.Errorf("on %s", other.P.Selected())
	}
}
