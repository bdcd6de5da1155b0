package search_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/search"
	"tandem/model/text"
)

var (
	ctx = context.Background()
	now = date.YMD(2026, 11, 20).At(9, 12, nil)
)

// desk is a workspace under test with its index.
type desk struct {
	t     testing.TB
	snap  *model.Snapshot
	index *search.Index
}

func newDesk(t testing.TB) *desk { return &desk{t: t, snap: model.NewSnapshot(model.Kinds())} }

// edit changes the workspace at a moment and brings the index up to it.
func (d *desk) edit(at date.Instant, f func(e *model.Edit)) {
	d.t.Helper()
	e := model.NewEdit(d.snap, at)
	f(e)
	b, err := e.Batch()
	if err != nil {
		d.t.Fatal(err)
	}
	d.snap = d.snap.With(b.Changes)
	d.grow()
}

func (d *desk) grow() {
	d.t.Helper()
	x, err := search.Grow(ctx, d.snap, d.index, 0)
	if err != nil {
		d.t.Fatal(err)
	}
	d.index = x
}

// find lists the references that a query finds, the best first.
func (d *desk) find(q string) string {
	d.t.Helper()
	r, err := d.index.Find(ctx, search.Parse(q, d.snap.Schema()))
	if err != nil {
		d.t.Fatal(err)
	}
	var out []string
	for i := range r.Len() {
		out = append(out, r.ID(i).String())
	}
	return strings.Join(out, " ")
}

// office is a small workspace of several kinds. T-1 is the oldest change, then as they come.
func office(t testing.TB) *desk {
	d := newDesk(t)
	put := func(prefix string, r model.Record) {
		d.edit(now+date.Instant(d.snap.Total()*60), func(e *model.Edit) { e.Put(prefix, r) })
	}
	p := model.NewID("P", 1)
	put("P", &model.Project{Name: "Warehouse rollout", Phase: "executing"})
	put("T", &model.Task{Name: "Printer for labels", Project: p})
	put("T", &model.Task{Name: "Order the label printer", Project: p})
	put("T", &model.Task{Name: "Train the night shift", Project: p, Acceptance: "each printer was used once"})
	put("T", &model.Task{Name: "Move the cold store", Project: p, Meta: model.Meta{Notes: "The printer stands there.\n\nAsk in Zürich first.", Tags: []string{"site"}}})
	put("R", &model.Risk{Title: "Reprinter firmware fails", Project: p, Status: "open", Meta: model.Meta{ExternalID: "OPS-451"}})
	put("A", &model.Account{Name: "Łódź Freight", Status: "active"})
	put("E", &model.Escalation{Title: "Dock 4 stands still", Account: model.NewID("A", 1), Type: "incident", Impact: 1, Urgency: 1, Status: "open", Level: 1, Opened: now,
		Events: []model.Event{{At: now, Kind: "contact", Direction: "in", Who: "Jette", Text: "trucks are waiting since dawn"}}})
	return d
}

func TestRanking(t *testing.T) {
	d := office(t)
	for _, c := range []struct{ q, want string }{
		{"printer", "T-1 T-2 R-1 T-3 T-4"}, // begins the name, in the name, inside a name's word, in a field, in the notes
		{"print", "T-1 T-2 R-1 T-3 T-4"},   // while it is typed
		{"PRINTER label", "T-1 T-2"},       // all words, in any order
		{"labels", "T-1"},                  // the whole word
		{"inter", "R-1 T-1 T-2 T-3 T-4"},   // inside words
		{"er", ""},                         // too short to be looked for inside
		{"zurich", "T-4"},                  // however it is typed
		{"ZÜRICH", "T-4"},                  //
		{"lodz", "A-1"},                    //
		{"T-3", "T-3"},                     // the reference
		{"t3", "T-3"},                      //
		{"4", "E-1 T-4 R-1"},               // a number in a name, the number of a record, the beginning of one
		{"ops-451", "R-1"},                 // as it is called elsewhere
		{"trucks dawn", "E-1"},             // the log of an escalation
		{"site", "T-4"},                    // a tag
		{"kind:risk print", "R-1"},         // narrowed
		{"kind:r,E", "E-1 R-1"},            // nothing but kinds: R is the prefix of risks
		{"print kind:tas kind:risk", "T-1 T-2 R-1 T-3 T-4"}, // begun, and two of them
		{"kind:nonsense print", "T-1 T-2 R-1 T-3 T-4"},      // none is called so: Bad says it
		{"kind:", "E-1 A-1 R-1 T-4 T-3 T-2 T-1 P-1"},        // being typed
		{"", "E-1 A-1 R-1 T-4 T-3 T-2 T-1 P-1"},             // all, the newest first
		{"warehouse nothing", ""},
		{"--- ...", "E-1 A-1 R-1 T-4 T-3 T-2 T-1 P-1"},
	} {
		if got := d.find(c.q); got != c.want {
			t.Errorf("%q: %s, want %s", c.q, got, c.want)
		}
	}
}

func sameWords(a, b string) bool {
	x, y := strings.Fields(a), strings.Fields(b)
	slices.Sort(x)
	slices.Sort(y)
	return slices.Equal(x, y)
}

func TestTypingMistakes(t *testing.T) {
	d := office(t)
	for _, c := range []struct{ q, want string }{
		{"pritner", "T-1 T-2 T-3 T-4"},   // two letters changed places
		{"prnter", "T-1 T-2 T-3 T-4"},    // one is missing
		{"warehuose", "P-1"},             //
		{"wraehouse rolout", "P-1"},      // a mistake in each
		{"warehuose printer", ""},        // right words must be there
		{"wahx", ""},                     // nothing is like it
		{"dok", ""},                      // three letters: every change makes another word
		{"firmwire", "R-1"},              //
		{"pirntre", ""},                  // two mistakes are too many for seven letters
		{"lodz fraight kind:acc", "A-1"}, //
	} {
		if got := d.find(c.q); got != c.want {
			t.Errorf("%q: %q, want %q", c.q, got, c.want)
		}
	}
	r, _ := d.index.Find(ctx, search.Parse("pritner", d.snap.Schema()))
	if !r.Loose {
		t.Error("what was guessed is not said to be")
	}
	if r, _ := d.index.Find(ctx, search.Parse("printer", d.snap.Schema())); r.Loose {
		t.Error("a right word is said to be guessed")
	}
}

func TestBadKind(t *testing.T) {
	s := model.Kinds()
	if q := search.Parse("kind:unicorn a", s); !strings.Contains(q.Bad, `"unicorn"`) || q.Empty() {
		t.Errorf("%+v", q)
	}
	if q := search.Parse("kind:risk kind:task", s); q.Bad != "" || !q.Empty() {
		t.Errorf("%+v", q)
	}
}

// An edit makes one run anew and shares all others; what it changed is found at once, what it
// took away no more.
func TestEdits(t *testing.T) {
	d := office(t)
	before := d.index
	d.edit(now+9999, func(e *model.Edit) {
		_ = model.Update(e, model.NewID("T", 1), func(t *model.Task) error { t.Name = "Scanner for labels"; return nil })
		_ = e.Delete(model.NewID("R", 1))
	})
	if got := d.find("printer"); got != "T-2 T-3 T-4" {
		t.Errorf("after the edit: %s", got)
	}
	if got := d.find("scanner"); got != "T-1" {
		t.Errorf("after the edit: %s", got)
	}
	if before.Fresh(d.snap) || !d.index.Fresh(d.snap) {
		t.Error("the index does not know what it tells")
	}
	if got := d.find(""); !strings.HasPrefix(got, "T-1 E-1") {
		t.Errorf("what was changed last is not first: %s", got)
	}
}

// A part of the index answers as far as it goes, smallest kinds first.
func TestPartByPart(t *testing.T) {
	d := newDesk(t)
	d.edit(now, func(e *model.Edit) {
		e.Put("P", &model.Project{Name: "Harbour pilot", Phase: "executing"})
		for i := range 3 * model.RunSize {
			e.Put("T", &model.Task{Name: fmt.Sprintf("Step %d of the harbour", i), Project: model.NewID("P", 1)})
		}
	})
	var x *search.Index
	var counts []int
	for x == nil || x.Pending() > 0 {
		next, err := search.Grow(ctx, d.snap, x, 1)
		if err != nil || len(counts) > 9 {
			t.Fatal(err, counts)
		}
		x = next
		r, err := x.Find(ctx, search.Parse("harbour", d.snap.Schema()))
		if err != nil {
			t.Fatal(err)
		}
		counts = append(counts, r.Len())
	}
	n := model.RunSize
	if diff := cmp.Diff(counts, []int{1, n, 2 * n, 3 * n, 3*n + 1}); diff != "" {
		t.Error(diff) // numbers start at 1, so the first run lacks one
	}
	if x.Total() != 3*n+1 || !x.Fresh(d.snap) {
		t.Errorf("%d records, fresh %v", x.Total(), x.Fresh(d.snap))
	}
}

func TestCancelled(t *testing.T) {
	d := office(t)
	gone, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := d.index.Find(gone, search.Parse("printer", d.snap.Schema())); !errors.Is(err, context.Canceled) {
		t.Errorf("a search goes on: %v", err)
	}
	if _, err := search.Grow(gone, d.snap, nil, 0); !errors.Is(err, context.Canceled) {
		t.Errorf("the reading goes on: %v", err)
	}
}

// The index finds what a plain look at every record finds, whatever is edited in between.
func TestAgainstEveryRecord(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 7))
	words := strings.Fields("anchor Brücke cable dé depot engine gate Hafen harbour hinge label lamp night order panel pilot pump quay ramp Ørsted")
	phrase := func(n int) string {
		var out []string
		for range n {
			out = append(out, words[rng.IntN(len(words))])
		}
		return strings.Join(out, " ")
	}
	d := newDesk(t)
	d.edit(now, func(e *model.Edit) { e.Put("P", &model.Project{Name: "Base", Phase: "executing"}) })
	for round := range 30 {
		d.edit(now+date.Instant(round), func(e *model.Edit) {
			for range 200 {
				x := &model.Task{Name: phrase(3), Project: model.NewID("P", 1)}
				x.Notes = phrase(rng.IntN(6))
				if n := d.snap.Last("T"); n > 0 && rng.IntN(3) == 0 {
					x.ID = model.NewID("T", 1+rng.Uint64N(n))
				}
				e.Put("T", x)
			}
			if id := model.NewID("T", 1+rng.Uint64N(200)); e.Get(id) != nil {
				_ = e.Delete(id)
			}
		})
		for range 10 {
			q := phrase(1 + rng.IntN(2))
			if cut := []rune(q); rng.IntN(2) == 0 {
				q = string(cut[:len(cut)-1])
			}
			if got, want := d.find(q), d.slow(q); !sameWords(got, want) {
				t.Fatalf("round %d, %q: %d found, want %d", round, q, len(strings.Fields(got)), len(strings.Fields(want)))
			}
		}
	}
}

// slow looks at every record for words that hold those of the query.
func (d *desk) slow(q string) string {
	var out []string
	for _, k := range d.snap.Schema().Kinds {
		for r := range d.snap.All(k.Prefix) {
			all := strings.Fields(text.Plain(k.Title(d.snap.Ctx(now), r) + " " + r.Base().Notes))
			fits := true
			for _, w := range strings.Fields(text.Plain(q)) {
				fits = fits && slices.ContainsFunc(all, func(x string) bool {
					return strings.HasPrefix(x, w) || len(w) > 2 && strings.Contains(x, w)
				})
			}
			if fits {
				out = append(out, r.Base().ID.String())
			}
		}
	}
	return strings.Join(out, " ")
}

func TestKindsAreCounted(t *testing.T) {
	d := office(t)
	for _, q := range []string{"print", "kind:risk print", "kind:account print"} {
		r, err := d.index.Find(ctx, search.Parse(q, d.snap.Schema()))
		if diff := cmp.Diff(r.Kinds(), map[string]int{"T": 4, "R": 1}); diff != "" || err != nil {
			t.Error(q, diff, err)
		}
	}
}
