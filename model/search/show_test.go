package search_test

import (
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/search"
)

// mark writes a text with what is lit in brackets.
func mark(s string, lits []search.Span) string {
	var b strings.Builder
	at := 0
	for _, l := range lits {
		b.WriteString(s[at:l.From] + "[" + s[l.From:l.To] + "]")
		at = l.To
	}
	return b.String() + s[at:]
}

func TestShow(t *testing.T) {
	d := office(t)
	c := d.snap.Ctx(now)
	for _, c2 := range []struct {
		q, id, title, field, text string
		loose                     bool
	}{
		{"print lab", "T-1", "[Print]er for [lab]els", "", "", false},
		{"inter", "T-1", "Pr[inter] for labels", "", "", false},
		{"lodz", "A-1", "[Łódź] Freight", "", "", false},
		{"lo", "A-1", "[Łó]dź Freight", "", "", false},
		{"printer shift", "T-3", "Train the night [shift]", "acceptance", "each [printer] was used once", false},
		{"zurich", "T-4", "Move the cold store", "notes", "The printer stands there.  Ask in [Zürich] first.", false},
		{"printer zur", "T-4", "Move the cold store", "notes", "The [printer] stands there.  Ask in [Zür]ich first.", false},
		{"451", "R-1", "Reprinter firmware fails", "external_id", "OPS-[451]", false},
		{"dawn", "E-1", "Dock 4 stands still", "events", "trucks are waiting since [dawn]", false},
		{"site", "T-4", "Move the cold store", "tags", "[site]", false},
		{"pritner", "T-1", "[Printer] for labels", "", "", true},
		{"t-3", "T-3", "[T]rain [t]he night shift", "", "", false},
		{"", "T-1", "Printer for labels", "", "", false},
	} {
		id, _ := model.ParseID(c2.id)
		s := search.Parse(c2.q, d.snap.Schema()).Show(c, d.snap.Schema().Of(id), d.snap.Get(id), c2.loose)
		field := ""
		if s.Field != nil {
			field = s.Field.Name
		}
		if got := mark(s.Title, s.TitleLit); got != c2.title {
			t.Errorf("%q: title %s, want %s", c2.q, got, c2.title)
		}
		if got := mark(s.Text, s.TextLit); got != c2.text || field != c2.field {
			t.Errorf("%q: %s %q, want %s %q", c2.q, field, got, c2.field, c2.text)
		}
		if s.Ref != (c2.q == "t-3") {
			t.Errorf("%q: reference %v", c2.q, s.Ref)
		}
	}
}

// A long text is cut around the first word, never within a letter.
func TestShowCrops(t *testing.T) {
	d := newDesk(t)
	d.edit(now, func(e *model.Edit) {
		a := &model.Account{Name: "Anyone", Status: "active"}
		a.Notes = strings.Repeat("öäü日本 ", 300) + "needle " + strings.Repeat("ж", 900) + "\x1b[2J needle"
		e.Put("A", a)
	})
	id := model.NewID("A", 1)
	s := search.Parse("needle", d.snap.Schema()).Show(d.snap.Ctx(now), d.snap.Schema().Of(id), d.snap.Get(id), false)
	if !s.Cut || len(s.TextLit) != 1 || s.Text[s.TextLit[0].From:s.TextLit[0].To] != "needle" || s.TextLit[0].From > 40 || len(s.Text) > 300 {
		t.Errorf("%d bytes, lit %v, cut %v: %s", len(s.Text), s.TextLit, s.Cut, s.Text)
	}
	if strings.ToValidUTF8(s.Text, "?") != s.Text || strings.Contains(s.Text, "\x1b") {
		t.Errorf("%q", s.Text)
	}
}

// Whatever is typed and whatever stands in a record, the pieces lit lie within it, in order.
func FuzzShow(f *testing.F) {
	f.Add("zur", "Zürich e\u0301cole")
	f.Add("ss", "Straße")
	f.Add("日", "日本\x00\xff")
	f.Add("kind:x -1 t-1 a.b", "T-1 a.b")
	f.Fuzz(func(t *testing.T, q, notes string) {
		a := &model.Account{Name: notes, Meta: model.Meta{ID: model.NewID("A", 1), Notes: notes}}
		snap := model.NewSnapshot(model.Kinds()).With([]model.Change{{ID: a.ID, After: a}})
		x, err := search.Grow(ctx, snap, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		query := search.Parse(q, snap.Schema())
		r, err := x.Find(ctx, query)
		if err != nil || r.Len() > 1 {
			t.Fatal(r.Len(), err)
		}
		s := query.Show(snap.Ctx(now), snap.Schema().Of(a.ID), a, true)
		for _, p := range []struct {
			text string
			lits []search.Span
		}{{s.Title, s.TitleLit}, {s.Text, s.TextLit}} {
			at := 0
			for _, l := range p.lits {
				if l.From < at || l.To < l.From || l.To > len(p.text) {
					t.Fatalf("%v in %q", p.lits, p.text)
				}
				at = l.To
			}
		}
	})
}
