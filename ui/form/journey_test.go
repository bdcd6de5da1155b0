package form

import (
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/date"
	"tandem/model/money"
	"tandem/ui/layout"
	"tandem/ui/theme"
)

// A risk from nothing to stored with the keyboard alone, as somebody in a hurry types it.
func TestNewRiskByKeyboard(t *testing.T) {
	d := small(t)
	d.create("R", nil)
	d.typ("Supplier may be late")
	d.press("enter")
	d.typ("ware")             // the first match is the one meant
	d.press("enter", "enter") // past account
	d.typ("4")
	for _, x := range []struct{ field, typed string }{
		{"cause", "one truck a week"}, {"opportunity", "y"},
		{"chance", "35"}, {"delay_low", "2d"}, {"delay_likely", "1w"}, {"delay_high", "15d"},
		{"cost_low", "1.5k"}, {"cost_high", "12k CHF"}, {"response", "mit"}, {"review", "mon"},
	} {
		d.to(x.field)
		d.typ(x.typed)
	}
	d.to("owner")
	d.typ("love")
	d.sees(80, 24, "H-1 Ada Lovelace")
	d.press("ctrl+s") // takes the match that stands there
	r, _ := model.Find[*model.Risk](d.env.Snap, d.sel)
	if r == nil {
		t.Fatalf("not saved:\n%s", strings.Join(d.screen(80, 46), "\n"))
	}
	for _, x := range []struct {
		what      string
		got, want any
	}{
		{"project", r.Project, model.NewID("P", 1)}, {"cause", r.Cause, "one truck a week"}, {"opportunity", r.Opportunity, true},
		{"probability", r.Probability, 4}, {"chance", r.Chance, model.Pct(35_00)}, {"response", r.Response, model.RiskResponse("mitigate")},
		{"cost low", r.CostLow, money.Amount{Minor: 150_000, Code: "CHF"}}, {"cost high", r.CostHigh, money.Amount{Minor: 1_200_000, Code: "CHF"}},
		{"review", r.Review, date.YMD(2026, 11, 23)}, {"owner", r.Owned, model.NewID("H", 1)}, {"status", r.Status, model.RiskStatus("open")},
	} {
		if x.got != x.want {
			t.Errorf("%s = %v, want %v", x.what, x.got, x.want)
		}
	}
}

// Where there is little width the value stands below its label.
func TestNarrow(t *testing.T) {
	d := small(t)
	d.change(riskOne)
	lines := d.screen(30, 16)
	for i, want := range []string{"▌ Title *", "▌ Supplier may miss date", "  Project", "  P-1 Warehouse rollout"} {
		if !strings.HasPrefix(lines[i], want) {
			t.Errorf("line %d is %q, want %q", i, lines[i], want)
		}
	}
	if x, y, ok := d.form.Cursor(); x != 2+len("Supplier may miss date") || y != 1 || !ok {
		t.Errorf("cursor %d,%d %v", x, y, ok)
	}
	d.form.Click(d.env, 4, 3, false)
	if got := d.form.cur().f.Name; got != "project" {
		t.Errorf("clicked into %s", got)
	}
	d.fill("cost_low", "12k")
	d.sees(30, 16, "= CHF 12,000")
	d.fill("cost_low", "much")
	d.sees(30, 16, `"much" is not an amount`)
}

// The focused field is always in sight, with a row more where there is one; the rows below the
// fields keep their place whatever stands in them.
func TestNothingJumps(t *testing.T) {
	d := small(t)
	d.change(model.NewID("T", 1))
	for _, h := range []int{7, 12, 20, 40} {
		rule := -1
		for range d.form.inputs {
			lines := d.screen(80, h)
			at := -1
			for y, l := range lines {
				if strings.HasPrefix(l, "▌") {
					at = y
				}
				if strings.HasPrefix(l, "─") {
					if rule >= 0 && rule != y {
						t.Fatalf("height %d: the rule moved from %d to %d", h, rule, y)
					}
					rule = y
				}
			}
			if at < 0 || rule >= 0 && at > rule {
				t.Fatalf("height %d: %s is not in sight:\n%s", h, d.form.cur().f.Name, strings.Join(lines, "\n"))
			}
			d.press("tab")
		}
	}
}

// The scroll sign covers the part of the fields that shows, from the first line to the last.
func TestThumb(t *testing.T) {
	d := small(t)
	d.change(model.NewID("T", 1))
	thumb := func() (first, last int) {
		first, last = -1, -1
		for y, l := range d.screen(80, 20)[:12] {
			if strings.HasSuffix(l, "┃") {
				if first < 0 {
					first = y
				}
				last = y
			}
		}
		return first, last
	}
	if first, _ := thumb(); first != 0 {
		t.Errorf("at the top the sign begins at %d", first)
	}
	d.press("shift+tab")
	if _, last := thumb(); last != 11 {
		t.Errorf("at the end the sign ends at %d", last)
	}
	d.create("C", nil)
	if s := strings.Join(d.screen(80, 40), ""); strings.Contains(s, "┃") {
		t.Error("a form that fits scrolls")
	}
}

// What is wrong with a field in focus is told in full, however long.
func TestLongErrors(t *testing.T) {
	d := small(t)
	d.change(riskOne)
	d.fill("response", "zzz")
	d.sees(80, 20, "wants one of avoid, transfer, mitigate,")
	d.sees(80, 20, "exploit, share, enhance")
	d.fill("owner", "ad") // two people; the text is what it was after all
	d.form.focus(d.env, 0)
	if p := d.in("owner").problem(); !strings.Contains(p, "fits 2 records") {
		t.Errorf("problem %q", p)
	}
	for _, l := range d.form.Draw(d.env, 80, 46, true) {
		if layout.Width(l) != 80 {
			t.Errorf("%d cells: %q", layout.Width(l), l)
		}
	}
}

// A theme without Unicode gets signs and amounts of ASCII only; names stay as they are.
func TestASCII(t *testing.T) {
	d := small(t)
	d.env.Theme = theme.New("dark", true, false, true)
	d.change(riskOne)
	d.fill("cost_low", "€12")
	d.fill("review", "fri")
	d.fill("notes", "a\nb")
	for range d.form.inputs {
		for _, l := range d.screen(80, 30) {
			for _, r := range strings.ReplaceAll(l, "€", "") {
				if r > 126 {
					t.Fatalf("%q is no ASCII: %q", r, l)
				}
			}
		}
		d.press("tab")
	}
}
