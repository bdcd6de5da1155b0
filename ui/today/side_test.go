package today

import (
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/triage"
	"tandem/ui/act"
	"tandem/ui/pane"
)

// beside is what stands right of the list.
func (d *driver) beside(w, h int) string {
	var out []string
	for _, l := range d.lines(w, h)[headLines:] {
		_, right, ok := strings.Cut(l, d.env.Theme.Glyphs.Vertical)
		if !ok {
			return ""
		}
		out = append(out, strings.TrimSpace(right))
	}
	return strings.Join(out, " ")
}

// put sets the cursor on a record.
func (d *driver) put(id model.ID) *driver {
	d.t.Helper()
	if !d.p.table.MoveTo(uint64(id)) {
		d.t.Fatalf("%s is not on the page", id)
	}
	return d
}

// TestSide: a wide page tells of every line what it is about: its whole title, each reason of its rank, what the
// customer said last, and the key of what can be done; a narrower one has the list alone.
func TestSide(t *testing.T) {
	d := newDriver(t, true).ask()
	if d.beside(sideFrom-1, 50) != "" {
		t.Error("a page without the room for it is parted")
	}
	c, heard, clocks, verbs := d.env.Ctx(), 0, 0, 0
	for _, w := range []int{sideFrom, 200} {
		for _, r := range d.p.rows {
			if r.id == 0 {
				continue
			}
			got := d.put(r.id).beside(w, 80)
			want := []string{r.text, r.id.String(), "open " + r.id.String()}
			rec := d.env.Snap.Get(r.id)
			if it := d.p.item(r.id); it != nil && !r.id.Is(model.ProjectPrefix) {
				for _, term := range it.Terms() {
					want = append(want, term.Evidence)
				}
				want = append(want, it.LeavesWhen())
				if h := triage.LastHeard(c, r.id, it.Account()); h.At != 0 {
					heard++
					want = append(want, h.Words)
				}
			}
			if v, _ := d.env.Snap.Schema().Of(r.id).FirstVerb(c.For(rec), rec); v != nil {
				verbs++
				want = append(want, strings.ToLower(v.Title)+": ")
			}
			if x, ok := rec.(*model.Escalation); ok {
				for _, k := range c.Clocks(x).All {
					clocks++
					want = append(want, model.ClockLeft(&k))
				}
			}
			flat := strings.Join(strings.Fields(got), " ")
			for _, x := range want {
				if x = strings.Join(strings.Fields(x), " "); !strings.Contains(flat, x) {
					t.Errorf("%d wide, %s: no %q in %q", w, r.id, x, flat)
				}
			}
		}
	}
	if heard == 0 || clocks == 0 || verbs == 0 {
		t.Errorf("the sample says too little: %d words, %d clocks, %d verbs", heard, clocks, verbs)
	}
}

// TestSideOfProject: both colours, what makes the computed one, and the first of what is to be decided in it.
func TestSideOfProject(t *testing.T) {
	d := newDriver(t, true)
	id := idOf(t, "P-1")
	if s := d.put(id).beside(200, 50); strings.Contains(s, "milestones") || !strings.Contains(s, "reported amber") {
		t.Errorf("before the colours are worked out: %q", s)
	}
	s := d.ask().beside(200, 50) // the answer shows although the cursor stays
	for _, x := range []string{"how it stands", "milestones", "to decide in it", "customer's last words"} {
		if !strings.Contains(s, x) {
			t.Errorf("no %q in %q", x, s)
		}
	}
}

// TestSideOrder: the customer's story comes first, with what was promised and what is late; numbers come
// last, and no word is cut on the way.
func TestSideOrder(t *testing.T) {
	d := newDriver(t, true).ask()
	promised, widths := 0, []int{sideFrom, 176, 200, 220}
	for _, w := range widths {
		for _, r := range d.p.rows {
			if r.id == 0 {
				continue
			}
			got := d.put(r.id).beside(w, 90)
			at := -1
			for _, part := range []string{"the customer's last words", "promised to them", "clocks ", "to decide in it", "  next ", "what is known", "why it is here", "how it stands"} {
				i := strings.Index(got, part)
				if i >= 0 && i < at {
					t.Errorf("%d wide, %s: %q comes too early in %q", w, r.id, part, got)
				}
				at = max(at, i)
			}
			if strings.Contains(got, "promised to them") {
				promised++
			}
			if g := d.env.Theme.Glyphs.Ellipsis; strings.Contains(got, g) {
				t.Errorf("%d wide, %s: cut in %q", w, r.id, got)
			}
		}
	}
	if promised < len(widths) {
		t.Error("the sample has no promises to tell of")
	}
	if e := d.put(idOf(t, "E-1")).beside(sideFrom, headLines+42); !strings.Contains(e, "why it is here") || !strings.Contains(e, "what is known") || !strings.Contains(e, "opens it with the rest") {
		t.Errorf("on a page of 44 lines the story leaves no room for the reasons: %q", e)
	}
	d.put(idOf(t, "P-1"))
	if low := d.beside(200, headLines+12); !strings.Contains(low, "opens it with the rest") {
		t.Errorf("what has no room is not told: %q", low)
	}
}

// TestDoes: what can be done to the line under the cursor is done as its own sheet would, and the footer names it.
func TestDoes(t *testing.T) {
	d := newDriver(t, true)
	did := func(key string) pane.On {
		r := d.disp.Press(d.p.Scopes(), key, "")
		if d.why = r.Reason; r.Kind != act.Run {
			return pane.On{}
		}
		on, _ := d.p.Handle(d.env, r).(pane.On)
		return on
	}
	promise := model.ID(0)
	for _, r := range d.p.rows {
		if r.id.Is(model.PromisePrefix) {
			promise = r.id
		}
	}
	d.put(promise)
	for key, want := range map[string]string{"c": "record.contact", "e": "record.edit", "a": "record.act", "=": "record.why"} {
		if on := did(key); on.ID != promise || string(on.Action) != want {
			t.Errorf("%s does %+v", key, on)
		}
	}
	if got := d.p.Scopes()[0].Short("record.act"); got != "keep" {
		t.Errorf("the footer calls it %q", got)
	}
	d.put(idOf(t, "T-14"))
	if on := did("a"); on.ID != 0 || d.why == "" {
		t.Errorf("a task is approved: %+v, %q", on, d.why)
	}
}

// TestSideClick: beside the list nothing is chosen.
func TestSideClick(t *testing.T) {
	d := newDriver(t, true)
	d.lines(200, 50)
	d.do(d.p.Click(d.env, 190, headLines+3, true))
	if d.p.table.Cursor() != 1 || d.went.Place != "" {
		t.Errorf("a click beside the list goes to row %d, %+v", d.p.table.Cursor(), d.went)
	}
}

// TestTitlesWhole: at 80 columns the titles of the sample stand whole, and the customers can be told apart.
func TestTitlesWhole(t *testing.T) {
	d := newDriver(t, true)
	lines := d.lines(80, 60)
	for i, r := range d.p.rows {
		if r.id == 0 || len(r.tails) > 0 {
			continue
		}
		if line := lines[headLines+i]; !strings.Contains(line, r.text+"  "+r.id.String()) || !strings.Contains(line, r.who[:8]) {
			t.Errorf("cut: %q", line)
		}
	}
}

func idOf(t *testing.T, ref string) model.ID {
	t.Helper()
	id, err := model.ParseID(ref)
	if err != nil {
		t.Fatal(err)
	}
	return id
}
