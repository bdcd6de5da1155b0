package theme

// Theme gives each role its style. It is immutable once made: a change of
// theme is a new pointer, which is also what draw caches compare.
type Theme struct {
	Name    string
	Dark    bool
	ASCII   bool
	NoColor bool
	Glyphs  Glyphs

	Text, Dim, Faint, Accent, Title     Style
	Border, BorderFocus                 Style
	Select, SelectDim                   Style
	Mark, Match                         Style
	Hot, Warm, Cool, Info, Ok, Bad      Style
	Key, KeyText, Disabled              Style
	Header, BarFull, BarEmpty           Style
	Toast, Input, InputFocus            Style
	Alarm                               Style // a bar that must not be overlooked
	Placeholder, Overlay, Tab, TabFocus Style
}

// Names lists the themes that New knows, in the order a chooser shows them.
func Names() []string {
	return []string{"auto", "dark", "light", "contrast", "colour-blind", "none"}
}

// New makes a theme by name. "auto", "" and unknown names follow the terminal's
// background; "contrast" and "colour-blind" exist for both backgrounds; noColor
// overrides the name, since NO_COLOR is the user's last word.
func New(name string, dark bool, noColor bool, ascii bool) *Theme {
	t := &Theme{Name: name, Dark: dark, ASCII: ascii, Glyphs: Unicode()}
	if ascii {
		t.Glyphs = ASCII()
	}
	if noColor || name == "none" {
		t.Name, t.NoColor = "none", true
		t.plain()
		return t
	}
	switch name {
	case "dark", "light":
		t.Dark = name == "dark"
	case "contrast", "colour-blind":
	default:
		t.Name = "auto"
	}
	t.paint(paletteOf(t.Name, t.Dark))
	return t
}

// Middle makes the theme of a terminal that does not say what its background is: readable on either.
func Middle(ascii bool) *Theme {
	t := New("auto", true, false, ascii)
	t.paint(middlePalette)
	return t
}

// paint maps a palette to roles. Bold is kept for what must be read.
func (t *Theme) paint(p palette) {
	fg := func(hex string, a Attr) Style { return NewStyle(Hex(hex), Color{}, a) }
	t.Text = Style{}
	t.Dim, t.Faint = fg(p.dim, 0), fg(p.faint, 0)
	t.Accent, t.Title = fg(p.accent, 0), NewStyle(Color{}, Color{}, Bold)
	t.Border, t.BorderFocus = fg(p.line, 0), fg(p.accent, 0)
	t.Select = NewStyle(Hex(p.selText), Hex(p.sel), Bold)
	t.SelectDim = NewStyle(Hex(p.selText), Hex(p.selDim), 0)
	t.Mark, t.Match = fg(p.accent, Bold), fg(p.accent, Bold|Underline)
	t.Hot, t.Warm = fg(p.hot, Bold), fg(p.warm, 0)
	t.Cool, t.Info, t.Ok = fg(p.cool, 0), fg(p.cool, 0), fg(p.ok, 0)
	t.Bad = fg(p.hot, Bold)
	t.Key, t.KeyText, t.Disabled = fg(p.accent, 0), fg(p.dim, 0), fg(p.faint, 0)
	t.Header = fg(p.dim, 0)
	t.BarFull, t.BarEmpty = fg(p.accent, 0), fg(p.line, 0)
	t.Toast = NewStyle(Hex(p.text), Hex(p.selDim), 0)
	t.Alarm = fg(p.hot, Bold|Reverse)
	t.Input = NewStyle(Hex(p.text), Hex(p.field), 0)
	t.InputFocus = NewStyle(Hex(p.text), Hex(p.selDim), 0)
	t.Placeholder = fg(p.faint, 0)
	t.Overlay = NewStyle(Hex(p.text), Hex(p.field), 0)
	t.Tab, t.TabFocus = fg(p.dim, 0), fg(p.accent, Bold)
}

// plain is the theme without any colour: attributes alone carry meaning, and
// the selected row is reversed so that it cannot be missed.
func (t *Theme) plain() {
	a := func(x Attr) Style { return NewStyle(Color{}, Color{}, x) }
	t.Dim, t.Faint, t.Disabled = a(Faint), a(Faint), a(Faint)
	t.Accent, t.Title, t.Mark = a(Bold), a(Bold), a(Bold)
	t.Border, t.BorderFocus = a(Faint), a(Bold)
	t.Select, t.SelectDim = a(Reverse), a(Underline)
	t.Match = a(Bold | Underline)
	t.Hot, t.Bad = a(Bold), a(Bold)
	t.Key, t.KeyText = a(Bold), Style{}
	t.Header = a(Underline)
	t.BarEmpty = a(Faint)
	t.Alarm = a(Bold | Reverse)
	t.Toast, t.Input, t.InputFocus = a(Reverse), a(Underline), a(Underline|Bold)
	t.Placeholder = a(Faint)
	t.TabFocus = a(Bold | Underline)
}
