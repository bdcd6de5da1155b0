package handover

import (
	"strings"
	"testing"

	"tandem/model"
)

// undo takes the last edit back.
func (d driver) undo() driver {
	d.T.Helper()
	d.TakeBack()
	return d
}

func (d driver) project(t *testing.T) *model.Project {
	t.Helper()
	x, ok := model.Find[*model.Project](d.Env.Snap, d.P.id)
	if !ok {
		t.Fatal("the project is gone")
	}
	return x
}

// TestOwnerIsAskedFor: the row of the service owner asks for one of our people; blanks and strangers are
// told and change nothing, and one undo takes the name back.
func TestOwnerIsAskedFor(t *testing.T) {
	d := newDriver(t)
	was := d.project(t).Service
	for _, text := range []string{"  ", "Nobody Atall"} {
		d.on("A service owner").press("i").Answer(text)
		if d.Overlay == nil || d.project(t).Service != was || len(d.Edits) > 0 {
			t.Errorf("%q is taken: %s, %q", text, d.project(t).Service, d.Label())
		}
		d.Overlay = nil
	}
	var other *model.Person
	for h := range model.Each[*model.Person](d.Env.Snap, model.PersonPrefix) {
		if h.ID != was {
			other = h
		}
	}
	d.on("A service owner").press("i").answer(other.Name)
	if d.project(t).Service != other.ID || d.Label() != "Service owner: "+other.Name {
		t.Errorf("%s, %q", d.project(t).Service, d.Label())
	}
	d.Sees(other.Name)
	if d.undo(); d.project(t).Service != was {
		t.Errorf("after an undo %s", d.project(t).Service)
	}
}

// TestTickAndUntick: the sign of an item goes on and off again, each one step that says which; evidence
// wants words.
func TestTickAndUntick(t *testing.T) {
	d := newDriver(t)
	d.on("Access and accounts")
	if d.P.under().done {
		t.Fatal("it is done already")
	}
	d.press("x")
	if r := d.on("Access and accounts").P.under(); !r.done || d.Label() != "Done: "+r.text {
		t.Errorf("%+v, %q", r, d.Label())
	}
	d.press("x")
	if r := d.on("Access and accounts").P.under(); r.done || d.Label() != "Not done: "+r.text || len(d.Undo) != 2 {
		t.Errorf("%+v, %q, %d steps", r, d.Label(), len(d.Undo))
	}
	d.undo()
	if r := d.on("Access and accounts").P.under(); !r.done {
		t.Errorf("after an undo %+v", r)
	}
	d.press("i").Answer("   ")
	if d.Overlay == nil || len(d.Undo) != 2 {
		t.Errorf("blanks are evidence: %q", d.Label())
	}
}

// TestNewItemWantsWords: an item without a name is not put on the list; one that was taken off comes back
// with an undo.
func TestNewItemWantsWords(t *testing.T) {
	d := newDriver(t)
	n := len(d.P.made.Checks)
	d.press("n").Answer("  ")
	if d.Overlay == nil || len(d.P.made.Checks) != n {
		t.Errorf("%d items", len(d.P.made.Checks))
	}
	d.Overlay = nil
	d.press("n").answer("Keys of the cage")
	if d.Label() != "To hand over: Keys of the cage" {
		t.Errorf("%q", d.Label())
	}
	d.on("Keys of the cage").press("D")
	if len(d.P.made.Checks) != n || d.Label() != "Take off the list: Keys of the cage" {
		t.Errorf("%d items, %q", len(d.P.made.Checks), d.Label())
	}
	d.undo().on("Keys of the cage")
	if len(d.P.made.Checks) != n+1 {
		t.Errorf("%d items after an undo", len(d.P.made.Checks))
	}
}

// TestCriteriaDecide: each exit criterion that is met takes one from what stands in the way, and while one
// is left the project is not handed over.
func TestCriteriaDecide(t *testing.T) {
	d := newDriver(t)
	left := func() (n int) {
		for _, c := range d.project(t).Exit {
			if !c.Met() {
				n++
			}
		}
		return n
	}
	n := left()
	if n == 0 {
		t.Fatal("all are met already")
	}
	for i := 0; i < len(d.P.rows); i++ {
		if r := d.P.rows[i]; r.tick == nil || r.done || !strings.Contains(textOfExit(d.project(t)), r.text) {
			continue
		}
		d.P.table.MoveToRow(i)
		d.press("x")
		if n--; left() != n {
			t.Errorf("%d are left, want %d: %q", left(), n, d.Label())
		}
	}
	if n != 0 {
		t.Errorf("%d criteria have no row", n)
	}
	steps := len(d.Undo)
	if d.press("a"); d.project(t).Phase != "hypercare" || len(d.Undo) != steps {
		t.Errorf("handed over with an open list: %s", d.project(t).Phase)
	}
}

// textOfExit is what all exit criteria say.
func textOfExit(p *model.Project) string {
	var out []string
	for _, c := range p.Exit {
		out = append(out, c.What)
	}
	return strings.Join(out, "\n")
}

// TestFormOfWhatMoves: e opens the form of the record under the cursor, and no heading holds the cursor.
func TestFormOfWhatMoves(t *testing.T) {
	d := newDriver(t)
	id := d.P.made.Moves[0].ID
	for i := range d.P.rows {
		if d.P.rows[i].id == id {
			d.P.table.MoveToRow(i)
		}
	}
	if d.press("e"); d.Overlay == nil || !strings.Contains(d.Overlay.Title(d.Env), id.String()) {
		t.Fatalf("no form of %s: %v", id, d.Overlay)
	}
	d.Overlay = nil
	d.press("g")
	for range len(d.P.rows) + 3 {
		if d.P.Section(d.P.table.Cursor()) {
			t.Fatalf("the cursor stands on heading %d", d.P.table.Cursor())
		}
		d.press("j")
	}
	if d.P.table.Cursor() != len(d.P.rows)-1 {
		t.Errorf("the end is row %d of %d", d.P.table.Cursor(), len(d.P.rows))
	}
}
