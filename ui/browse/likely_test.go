package browse

import (
	"strings"
	"testing"

	"tandem/ui/act"
)

// footer is what the footer of a pane has to show, as words; a "!" marks what cannot be done now.
func footer(d *driver) string {
	var out []string
	for _, h := range d.env.Keys.Footer(append(act.Chain(d.p.Scopes()), act.ScopeOf(act.Global)), "") {
		s := h.Key + " " + h.Text
		if !h.Enabled {
			s += "!"
		}
		out = append(out, s)
	}
	return strings.Join(out, ", ")
}

// TestLikelyFirst: the footer of a list and of a record begins with what is done most with that kind,
// in the words of the record, and never with what cannot be done.
func TestLikelyFirst(t *testing.T) {
	for _, x := range []struct{ kind, on, list, record string }{
		{"E", "E-1", "enter open, c contact, E level, I incident, a resolve, n new", "enter open, c contact, E level, I incident, a resolve, e edit, esc close"},
		{"A", "A-1", "enter open, c contact, p picture, n new, e edit", "enter open, c contact, p picture, e edit, esc close"},
		{"O", "O-13", "enter open, a ", "enter open, a "},
		{"R", "R-1", "enter open, ", "enter open, "},
		{"CAL", "CAL-1", "enter open, n new, e edit", "enter open, e edit, esc close"},
	} {
		d := newDriver(t, x.kind).on(x.on)
		if got := footer(d); !strings.HasPrefix(got, x.list) {
			t.Errorf("list of %s: %s", x.kind, got)
		}
		d.press("enter").screen(120, 40)
		got := footer(d)
		if !strings.HasPrefix(got, x.record) {
			t.Errorf("%s: %s", x.on, got)
		}
		if first, _, _ := strings.Cut(got, ", e edit"); strings.Contains(first, "!") {
			t.Errorf("%s: something that cannot be done comes first: %s", x.on, got)
		}
	}
}
