package theme

import (
	"strings"
	"testing"
)

func TestStyleSequences(t *testing.T) {
	red, blue := Hex("#ff0000"), Hex("#0000ff")
	tests := []struct {
		name  string
		style Style
		want  string
	}{
		{"zero", Style{}, "x"},
		{"built empty", NewStyle(Color{}, Color{}, 0), "x"},
		{"foreground", NewStyle(red, Color{}, 0), "\x1b[38;5;196mx\x1b[m"},
		{"background", NewStyle(Color{}, blue, 0), "\x1b[48;5;21mx\x1b[m"},
		{"attributes in order", NewStyle(Color{}, Color{}, Reverse|Bold), "\x1b[1;7mx\x1b[m"},
		{"all", NewStyle(red, blue, Bold|Underline), "\x1b[1;4;38;5;196;48;5;21mx\x1b[m"},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			if got := tc.style.Render("x"); got != tc.want {
				t.Errorf("Render = %q, want %q", got, tc.want)
			}
			var b strings.Builder
			tc.style.Append(&b, "x")
			if b.String() != tc.want {
				t.Errorf("Append = %q, want %q", b.String(), tc.want)
			}
			if got := tc.style.Render(""); got != "" {
				t.Errorf("Render of nothing = %q", got)
			}
		})
	}
}

func TestLongestSequenceIsWhole(t *testing.T) {
	c := Hex("#ffffff")
	s := NewStyle(c, c, Bold|Faint|Italic|Underline|Reverse|Strike)
	want := "\x1b[1;2;3;4;7;9;38;5;231;48;5;231m"
	if s.Open() != want {
		t.Errorf("Open = %q, want %q", s.Open(), want)
	}
}

func TestHex(t *testing.T) {
	if c := Hex("#0a141e"); !c.Set() || c.R != 10 || c.G != 20 || c.B != 30 {
		t.Errorf("Hex = %+v", c)
	}
	for _, bad := range []string{"", "red", "#fff", "#gggggg", "0a141e0"} {
		if Hex(bad).Set() {
			t.Errorf("Hex(%q) is set", bad)
		}
	}
}

func TestOnKeepsTheFill(t *testing.T) {
	red, blue, white := Hex("#ff0000"), Hex("#0000ff"), Hex("#ffffff")
	row := NewStyle(white, blue, Bold)
	got := NewStyle(red, Color{}, Underline).On(row)
	if got != NewStyle(red, blue, Bold|Underline) {
		t.Errorf("cell on row = %q", got.Open())
	}
	if got := (Style{}).On(row); got != row {
		t.Errorf("plain cell on row = %q", got.Open())
	}
	if got := row.On(Style{}); got != row {
		t.Errorf("row on nothing = %q", got.Open())
	}
	if got := NewStyle(Color{}, red, 0).On(NewStyle(white, Color{}, 0)); got != NewStyle(white, red, 0) {
		t.Errorf("filled cell on unfilled row = %q", got.Open())
	}
	reversed := NewStyle(Color{}, Color{}, Reverse)
	if got := NewStyle(red, Color{}, Faint|Bold).On(reversed); got != NewStyle(Color{}, Color{}, Reverse|Bold) {
		t.Errorf("cell on reversed row = %q, its colour would break the bar", got.Open())
	}
}

func TestCoverLeavesNoHoles(t *testing.T) {
	row := NewStyle(Color{}, Hex("#0000ff"), 0)
	in := "a\x1b[1mb\x1b[0mc\x1b[md"
	want := row.Open() + "a\x1b[1mb\x1b[m" + row.Open() + "c\x1b[m" + row.Open() + "d\x1b[m"
	if got := row.Cover(in); got != want {
		t.Errorf("Cover = %q, want %q", got, want)
	}
	if got := (Style{}).Cover(in); got != in {
		t.Errorf("empty Cover = %q", got)
	}
	if got := row.Cover("plain"); got != row.Render("plain") {
		t.Errorf("Cover of plain text = %q", got)
	}
}

func TestWith(t *testing.T) {
	s := NewStyle(Hex("#ff0000"), Color{}, 0).With(Bold)
	if s.Attrs() != Bold || s.Foreground() != Hex("#ff0000") || s.Background().Set() {
		t.Errorf("With = %q", s.Open())
	}
}

func TestRenderCostsOneString(t *testing.T) {
	s := NewStyle(Hex("#ff0000"), Color{}, Bold)
	text := strings.Repeat("x", 40)
	var sink string
	if n := testing.AllocsPerRun(100, func() { sink = s.Render(text) }); n > 1 {
		t.Errorf("Render allocates %v times", n)
	}
	if n := testing.AllocsPerRun(100, func() { sink = (Style{}).Render(text) }); n > 0 {
		t.Errorf("empty Render allocates %v times", n)
	}
	_ = sink
}
