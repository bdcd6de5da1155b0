package form

import (
	"strings"
	"testing"

	"tandem/model"
	"tandem/ui/pane"
)

func (d *desk) risk() *model.Risk {
	d.t.Helper()
	r, ok := model.Find[*model.Risk](d.env.Snap, riskOne)
	if !ok {
		d.t.Fatal("the risk is gone")
	}
	return r
}

// TestCellArrows: in a cell of choices the arrows go from one to the next, in one of records among those that
// fit, and enter takes what is lit.
func TestCellArrows(t *testing.T) {
	d := small(t)
	f := model.Kinds().Prefix(model.RiskPrefix).Field("status")
	var choices []string
	for _, c := range f.Choices {
		choices = append(choices, c.Value)
	}
	c := NewCell(d.env, []model.ID{riskOne}, []string{"status"}, "status")
	d.open = true
	d.on(c, "down", "down", "up", "enter")
	if at := indexOf(choices, string(d.risk().Status)); at != 1 || d.open || d.edits != 1 {
		t.Errorf("one below %s is %s, open %v, %d edits", choices[0], d.risk().Status, d.open, d.edits)
	}
	c = NewCell(d.env, []model.ID{riskOne}, []string{"owner"}, "owner")
	d.open = true
	d.types(c, "ada")
	s := d.drawn(c, 60, 8)
	if !strings.Contains(s, "Ada Lovelace") || !strings.Contains(s, "Adam Smith") {
		t.Fatalf("both should fit:\n%s", s)
	}
	first := c.f.matches[0].id
	d.on(c, "down", "enter")
	if got := d.risk().Owned; got == first || got == 0 || d.open {
		t.Errorf("the second is %s, the first %s", got, first)
	}
}

func indexOf(list []string, s string) int {
	for i, x := range list {
		if x == s {
			return i
		}
	}
	return -1
}

// TestCellMouse: a click takes the match it lies on, the wheel goes through them.
func TestCellMouse(t *testing.T) {
	for _, wheel := range []int{0, 1} {
		d := small(t)
		c := NewCell(d.env, []model.ID{riskOne}, []string{"owner"}, "owner")
		d.open = true
		d.types(c, "ada")
		s := strings.Split(d.drawn(c, 60, 8), "\n")
		want, row := c.f.matches[1].id, -1
		for y, line := range s {
			if strings.Contains(line, want.String()+" ") {
				row = y
			}
		}
		if row < 0 {
			t.Fatalf("%s does not show:\n%s", want, strings.Join(s, "\n"))
		}
		if wheel > 0 {
			d.do(c.Wheel(d.env, 3, row, wheel))
		} else {
			d.do(c.Click(d.env, 3, row, false))
		}
		if d.on(c, "enter"); d.risk().Owned != want {
			t.Errorf("wheel %d: %s, want %s", wheel, d.risk().Owned, want)
		}
	}
}

// TestCellPasteAndEditor: what is pasted, or written in the editor, is the value; an edit that changes nothing
// is none.
func TestCellPasteAndEditor(t *testing.T) {
	d := small(t)
	c := NewCell(d.env, []model.ID{riskOne}, []string{"trigger"}, "trigger")
	d.open = true
	d.do(c.Paste(d.env, "no ship by Friday"))
	d.on(c, "enter")
	if d.risk().Trigger != "no ship by Friday" || d.open {
		t.Errorf("pasted: %q, open %v", d.risk().Trigger, d.open)
	}
	d.edit = func(was string) string {
		if !strings.Contains(was, "no ship by Friday") {
			t.Errorf("the editor begins with %q", was)
		}
		return "no ship by Monday\n"
	}
	c = NewCell(d.env, []model.ID{riskOne}, []string{"trigger"}, "trigger")
	d.open = true
	d.on(c, "ctrl+e", "enter")
	if d.risk().Trigger != "no ship by Monday" || d.edits != 2 {
		t.Errorf("from the editor: %q, %d edits", d.risk().Trigger, d.edits)
	}
	c = NewCell(d.env, []model.ID{riskOne}, []string{"trigger"}, "trigger")
	d.open = true
	if d.on(c, "x", "backspace", "enter"); d.edits != 2 || d.open {
		t.Errorf("the same again: %d edits, open %v", d.edits, d.open)
	}
	c = NewCell(d.env, []model.ID{riskOne}, []string{"trigger"}, "trigger")
	if d.on(c, "ctrl+u", "enter"); d.risk().Trigger != "" || d.edits != 3 {
		t.Errorf("cleared: %q, %d edits", d.risk().Trigger, d.edits)
	}
}

// TestCellFoot tells what tab leads to, past the rows of a list, and how many of another kind stay.
func TestCellFoot(t *testing.T) {
	d := small(t)
	c := NewCell(d.env, []model.ID{riskOne}, []string{"status", "links_to", "owner"}, "status")
	if got := c.Foot(); got != "tab owner" {
		t.Errorf("%q", got)
	}
	c.Left = 2
	if got := c.Foot(); got != "2 of another kind stay  tab owner" {
		t.Errorf("%q", got)
	}
	at := ""
	c.Moved = func(f string) pane.Effect { at = f; return nil }
	if d.on(c, "shift+tab"); at != "owner" {
		t.Errorf("back from the first is %q", at)
	}
	if alone := NewCell(d.env, []model.ID{riskOne}, []string{"status"}, "status"); alone.Foot() != "" {
		t.Errorf("tab leads to %q", alone.Foot())
	}
}

// TestCellOfRows: a list opens as a table; leaving that is one edit, and none where nothing was changed.
func TestCellOfRows(t *testing.T) {
	d := small(t)
	open := func() *Rows {
		t.Helper()
		c := NewCell(d.env, []model.ID{riskOne}, []string{"custom"}, "custom")
		saved := 0
		c.Saved = func() pane.Effect { saved++; return nil }
		var rows *Rows
		var look func(pane.Effect)
		look = func(e pane.Effect) {
			switch e := e.(type) {
			case pane.Effects:
				for _, x := range e {
					look(x)
				}
			case pane.Run:
				look(e())
			case pane.Open:
				rows, _ = e.Overlay.(*Rows)
			}
		}
		look(c.Open())
		if rows == nil {
			t.Fatal("a list does not open as a table")
		}
		d.open = true
		return rows
	}
	r := open()
	if d.on(r, "esc"); d.edits != 0 || d.open {
		t.Errorf("nothing was typed: %d edits, open %v", d.edits, d.open)
	}
	r = open()
	d.types(r, "Team")
	d.on(r, "tab")
	d.types(r, "Blue")
	d.on(r, "esc")
	if got := d.risk().Custom; len(got) != 1 || got[0] != (model.Custom{Name: "Team", Value: "Blue"}) || d.edits != 1 || d.open {
		t.Errorf("%+v, %d edits, open %v", got, d.edits, d.open)
	}
}
