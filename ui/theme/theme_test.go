package theme

import (
	"image/color"
	"math"
	"reflect"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/mattn/go-runewidth"
)

// luminance and contrast are the definitions of the web accessibility guide.
func luminance(c Color) float64 {
	part := func(v uint8) float64 {
		f := float64(v) / 255
		if f <= 0.04045 {
			return f / 12.92
		}
		return math.Pow((f+0.055)/1.055, 2.4)
	}
	return 0.2126*part(c.R) + 0.7152*part(c.G) + 0.0722*part(c.B)
}

func contrast(a, b Color) float64 {
	x, y := luminance(a), luminance(b)
	return (math.Max(x, y) + 0.05) / (math.Min(x, y) + 0.05)
}

func TestContrastFormula(t *testing.T) {
	if got := contrast(Hex("#000000"), Hex("#ffffff")); math.Abs(got-21) > 1e-9 {
		t.Errorf("black on white = %v, want 21", got)
	}
	if got := contrast(Hex("#767676"), Hex("#ffffff")); math.Abs(got-4.54) > 0.01 {
		t.Errorf("#767676 on white = %v, want 4.54", got)
	}
}

// Usual terminal backgrounds: black, the greys of common themes, and white and
// near-white ones.
var grounds = map[bool][]string{
	true:  {"#000000", "#1e1e1e", "#0d1117", "#1a1b26", "#282a36"},
	false: {"#ffffff", "#fafafa", "#fdf6e3"},
}

func textRoles(th *Theme) map[string]Style {
	return map[string]Style{
		"Dim": th.Dim, "Accent": th.Accent, "Title": th.Title, "Hot": th.Hot, "Warm": th.Warm,
		"Cool": th.Cool, "Info": th.Info, "Ok": th.Ok, "Bad": th.Bad, "Key": th.Key, "KeyText": th.KeyText,
		"Header": th.Header, "Mark": th.Mark, "Match": th.Match, "Tab": th.Tab, "TabFocus": th.TabFocus,
		"Faint": th.Faint, "Placeholder": th.Placeholder, "Disabled": th.Disabled,
	}
}

func coloured(visit func(*Theme)) {
	for _, name := range []string{"auto", "dark", "light", "contrast", "colour-blind"} {
		for _, dark := range []bool{true, false} {
			visit(New(name, dark, false, false))
		}
	}
}

func TestTextCanBeRead(t *testing.T) {
	coloured(func(th *Theme) {
		need := 4.5
		if th.Name == "contrast" {
			need = 7
		}
		for _, ground := range grounds[th.Dark] {
			for role, s := range textRoles(th) {
				if !s.Foreground().Set() {
					continue // the terminal's own text colour
				}
				if got := contrast(s.Foreground(), Hex(ground)); got < need {
					t.Errorf("%s dark=%v: %s on %s has contrast %.2f, want %.1f", th.Name, th.Dark, role, ground, got, need)
				}
			}
			for role, s := range map[string]Style{"Border": th.Border, "BorderFocus": th.BorderFocus} {
				if got := contrast(s.Foreground(), Hex(ground)); got < 3 {
					t.Errorf("%s dark=%v: %s on %s has contrast %.2f", th.Name, th.Dark, role, ground, got)
				}
			}
		}
	})
}

// TestUnknownGroundCanBeRead: where a terminal does not tell its background, the dark theme
// shows, and must not vanish on white.
func TestUnknownGroundCanBeRead(t *testing.T) {
	th := New("auto", true, false, false)
	for role, s := range textRoles(th) {
		if s.Foreground().Set() && contrast(s.Foreground(), Hex("#ffffff")) < 2.2 {
			t.Errorf("%s has contrast %.2f on white", role, contrast(s.Foreground(), Hex("#ffffff")))
		}
	}
}

// TestMiddleCanBeRead: the colours for a terminal that never tells its background can be read on
// black, on the grey of common themes and on white; and where there are but 16 colours, no text
// becomes one of the pale ones that vanish on white.
func TestMiddleCanBeRead(t *testing.T) {
	th := Middle(false)
	for role, s := range textRoles(th) {
		if !s.Foreground().Set() {
			continue
		}
		for _, ground := range []string{"#000000", "#1e1e1e", "#fafafa", "#ffffff"} {
			if got := contrast(s.Foreground(), Hex(ground)); got < 3.4 {
				t.Errorf("%s on %s has contrast %.2f", role, ground, got)
			}
		}
		for _, fill := range []Style{th.Select, th.SelectDim} {
			if on := s.On(fill); contrast(on.Foreground(), on.Background()) < 2.4 {
				t.Errorf("%s on a selected row has contrast %.2f", role, contrast(on.Foreground(), on.Background()))
			}
		}
		f := s.Foreground()
		switch c := ansi.Convert16(color.RGBA{f.R, f.G, f.B, 0xff}); c {
		case ansi.White, ansi.BrightWhite, ansi.BrightYellow, ansi.BrightCyan, ansi.BrightGreen:
			t.Errorf("%s becomes colour %d of 16", role, c)
		}
	}
}

func TestTextOnFillsCanBeRead(t *testing.T) {
	coloured(func(th *Theme) {
		for _, row := range []Style{th.Select, th.SelectDim} {
			for role, s := range textRoles(th) {
				on := s.On(row)
				if on.Background() != row.Background() {
					t.Errorf("%s: %s breaks the fill", th.Name, role)
				}
				if got := contrast(on.Foreground(), on.Background()); got < 4.5 {
					t.Errorf("%s dark=%v: %s on a selected row has contrast %.2f", th.Name, th.Dark, role, got)
				}
			}
		}
		for role, s := range map[string]Style{"Select": th.Select, "SelectDim": th.SelectDim, "Toast": th.Toast, "Input": th.Input, "InputFocus": th.InputFocus, "Overlay": th.Overlay} {
			if got := contrast(s.Foreground(), s.Background()); got < 4.5 {
				t.Errorf("%s dark=%v: %s has contrast %.2f", th.Name, th.Dark, role, got)
			}
		}
	})
}

func TestSelectionsDiffer(t *testing.T) {
	for _, name := range Names() {
		for _, dark := range []bool{true, false} {
			th := New(name, dark, false, false)
			if th.Select.Empty() || th.SelectDim.Empty() || th.Select == th.SelectDim {
				t.Errorf("%s dark=%v: selections %q and %q", name, dark, th.Select.Open(), th.SelectDim.Open())
			}
		}
	}
}

func TestNoColourMeansNone(t *testing.T) {
	for _, th := range []*Theme{New("none", true, false, false), New("light", false, true, true)} {
		if !th.NoColor || th.Name != "none" {
			t.Errorf("theme %q, NoColor %v", th.Name, th.NoColor)
		}
		v := reflect.ValueOf(*th)
		for i := range v.NumField() {
			s, ok := v.Field(i).Interface().(Style)
			if ok && (s.Foreground().Set() || s.Background().Set()) {
				t.Errorf("%s has a colour", v.Type().Field(i).Name)
			}
		}
		if th.Select.Attrs()&Reverse == 0 {
			t.Error("the selection cannot be seen without colour")
		}
	}
}

func TestNames(t *testing.T) {
	if th := New("dark", false, false, false); !th.Dark {
		t.Error("a theme named dark follows the background")
	}
	if th := New("light", true, false, false); th.Dark {
		t.Error("a theme named light follows the background")
	}
	if th := New("nonsense", true, false, false); th.Name != "auto" || !th.Dark {
		t.Errorf("unknown name gives %q dark=%v", th.Name, th.Dark)
	}
}

func TestGlyphsAreOneCell(t *testing.T) {
	for _, ascii := range []bool{false, true} {
		g := reflect.ValueOf(New("auto", true, false, ascii).Glyphs)
		for i := range g.NumField() {
			name, s := g.Type().Field(i).Name, g.Field(i).String()
			if s == "" || ansi.StringWidth(s) != 1 || ansi.StringWidthWc(s) != 1 || runewidth.StringWidth(s) != 1 {
				t.Errorf("ascii=%v: %s %q is not one cell wide", ascii, name, s)
			}
			if ascii && (len(s) != 1 || s[0] < 0x21 || s[0] > 0x7e) {
				t.Errorf("%s %q is not plain ASCII", name, s)
			}
		}
	}
}

// Signs that stand beside one another in a list must differ in both sets.
func TestGlyphsStayApart(t *testing.T) {
	for _, g := range []Glyphs{Unicode(), ASCII()} {
		seen := map[string]bool{}
		for _, s := range []string{g.Breach, g.Blocked, g.Risk, g.Promise, g.Watermelon, g.Paused} {
			if seen[s] {
				t.Errorf("%q stands for two things", s)
			}
			seen[s] = true
		}
	}
}

// On terminals of 256 colours the selection must still differ from the usual
// grounds, and its text from its fill.
func TestSelectionSurvivesFewerColours(t *testing.T) {
	few := func(c Color) ansi.IndexedColor {
		return ansi.Convert256(color.RGBA{c.R, c.G, c.B, 255})
	}
	coloured(func(th *Theme) {
		for _, s := range []Style{th.Select, th.SelectDim} {
			for _, ground := range []string{"#000000", "#ffffff"} {
				if few(s.Background()) == few(Hex(ground)) {
					t.Errorf("%s dark=%v: the fill becomes %s", th.Name, th.Dark, ground)
				}
			}
			if few(s.Background()) == few(s.Foreground()) {
				t.Errorf("%s dark=%v: the text vanishes in the fill", th.Name, th.Dark)
			}
		}
		if few(th.Select.Background()) == few(th.SelectDim.Background()) {
			t.Errorf("%s dark=%v: both selections look the same", th.Name, th.Dark)
		}
	})
}

// What hurts, what warns and what is well must be told apart by colour as well.
func TestScalesStayApart(t *testing.T) {
	coloured(func(th *Theme) {
		seen := map[Color]string{}
		for name, s := range map[string]Style{"Hot": th.Hot, "Warm": th.Warm, "Ok": th.Ok, "Accent": th.Accent, "Cool": th.Cool} {
			if other, dup := seen[s.Foreground()]; dup {
				t.Errorf("%s dark=%v: %s and %s share a colour", th.Name, th.Dark, name, other)
			}
			seen[s.Foreground()] = name
		}
		if th.Text != (Style{}) {
			t.Errorf("%s: plain text does not use the terminal's own colour", th.Name)
		}
	})
}
