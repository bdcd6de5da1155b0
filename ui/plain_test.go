package ui_test

import (
	"fmt"
	"strings"
	"testing"

	"tandem/model"
	"tandem/store"
	"tandem/ui"
)

// asciiData turns every text of the workspace into plain ASCII, so that any other sign on the
// screen was put there by the program.
func asciiData(t *testing.T, st *store.Store) {
	t.Helper()
	_, err := st.Do("plain", func(s *model.Snapshot) (model.Batch, error) {
		e := model.NewEdit(s, st.Now())
		for _, k := range s.Schema().Kinds {
			for r := range s.All(k.Prefix) {
				c := k.Copy(r)
				changed := false
				ctx := e.Ctx.For(c)
				for i := range k.Fields {
					f := &k.Fields[i]
					if !f.Stored() || f.Type != model.TypeText && f.Type != model.TypeLong && f.Type != model.TypeTags {
						continue
					}
					if v := f.Text(ctx, c); plain(v) != v {
						if err := f.Parse(ctx, c, plain(v)); err != nil {
							return model.Batch{}, fmt.Errorf("%s %s: %w", r.Base().ID, f.Name, err)
						}
						changed = true
					}
				}
				if changed {
					e.Put(k.Prefix, c)
				}
			}
		}
		return e.Batch()
	})
	if err != nil {
		t.Fatal(err)
	}
}

// plain replaces every sign beyond ASCII.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if r > 0x7e {
			return '?'
		}
		return r
	}, s)
}

// noSign fails the test where a sign beyond ASCII stands on the screen.
func noSign(t *testing.T, d desk, where string) {
	t.Helper()
	for y, line := range d.Lines() {
		for _, r := range line {
			if r > 0x7e {
				t.Errorf("%s: %q on line %d: %s", where, r, y, strings.TrimSpace(line))
				return
			}
		}
	}
}

// TestPlainSurfaces walks over every tab, kind, page, form and overlay in ASCII mode, at several
// widths: no cell holds a sign that a terminal without Unicode could not draw.
func TestPlainSurfaces(t *testing.T) {
	d := start(t, 120, 36, false, func(o *ui.Options) {
		o.ASCII = true
		st, err := o.Open(nil)
		if err != nil {
			t.Fatal(err)
		}
		fill(t, st, 0)
		asciiData(t, st)
	})
	for _, w := range []int{200, 120, 84, 50} {
		d.Resize(w, 36)
		where := func(s string) string { return fmt.Sprintf("%d wide, %s", w, s) }
		for _, tab := range strings.Split("1234567890", "") {
			d.Press(tab)
			for kind := range 5 {
				at := where(fmt.Sprintf("tab %s kind %d", tab, kind))
				noSign(t, d, at)
				for _, keys := range [][]string{{"enter"}, {"e"}, {"n"}, {"="}, {"v"}, {"y"}, {"/", "x"}, {"i"}} {
					d.Press(keys...)
					noSign(t, d, at+" "+strings.Join(keys, " "))
					d.Press("esc", "esc")
					for range 4 {
						if _, _, typing := d.Cursor(); typing {
							d.Press("esc")
						}
					}
				}
				d.Press("esc", "esc", tab, "}")
			}
		}
		for _, keys := range [][]string{{"t"}, {"t", "w"}, {"t", "L"}, {"t", "c"}, {"t", "2"}, {"t", "3"}, {"t", "6"}, {"d"}, {":"}, {"?"}, {"ctrl+f"},
			{"1", "p", "a"}, {"1", "p", "b"}, {"1", "p", "s"}, {"1", "p", "f"}, {"1", "p", "n"}, {"1", "p", "v"}, {"1", "p", "m"}, {"1", "p", "c"}, {"1", "p", "o"}, {"1", "p", "h"}} {
			d.Press(keys...)
			noSign(t, d, where(strings.Join(keys, " ")))
			d.Press("esc", "esc", "esc")
		}
	}
}

// TestPlainBeginning: the first screens, without a record.
func TestPlainBeginning(t *testing.T) {
	d := start(t, 120, 36, false, func(o *ui.Options) { o.ASCII = true })
	noSign(t, d, "welcome")
	d.Press("i")
	noSign(t, d, "import")
	d.Press("esc")
	for _, tab := range strings.Split("1234567890td", "") {
		d.Press(tab)
		noSign(t, d, "empty "+tab)
	}
}

// TestWayBackIsShown: on the pages over both panes the footer says how to leave them, however
// narrow the screen is.
func TestWayBackIsShown(t *testing.T) {
	for _, w := range []int{80, 100, 120, 160} {
		d := start(t, w, 30, true)
		d.Lacks("esc back").Press("t").Has("esc back", "? keys").Press("d").Has("esc back", "t triage").Press("esc").Lacks("esc back")
	}
}
