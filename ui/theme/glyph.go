package theme

// Glyphs are the signs drawn beside colours. Every one is exactly one cell
// wide, in both sets, so swapping the sets never moves anything.
type Glyphs struct {
	Breach, Blocked, Risk, Promise, Watermelon, Paused string
	Cursor, Open, Closed, Mark, Check                  string
	BarFull, BarEmpty                                  string
	Ellipsis, Down, Up, Left, Right, Dot, Dash         string
	SortUp, SortDown, Then, Scroll                     string
	TopLeft, TopRight, BottomLeft, BottomRight         string
	Horizontal, Vertical                               string
}

// Unicode returns the usual signs.
func Unicode() Glyphs {
	return Glyphs{
		Breach: "▲", Blocked: "■", Risk: "◆", Promise: "○", Watermelon: "◐", Paused: "‖",
		Cursor: "▶", Open: "▾", Closed: "▸", Mark: "●", Check: "✓",
		BarFull: "▇", BarEmpty: "▁",
		Ellipsis: "…", Down: "↓", Up: "↑", Left: "←", Right: "→", Dot: "·", Dash: "—",
		SortUp: "▲", SortDown: "▼", Then: "▸", Scroll: "┃",
		TopLeft: "╭", TopRight: "╮", BottomLeft: "╰", BottomRight: "╯",
		Horizontal: "─", Vertical: "│",
	}
}

// ASCII returns the twins for terminals and fonts without the usual signs.
func ASCII() Glyphs {
	return Glyphs{
		Breach: "!", Blocked: "#", Risk: "*", Promise: "o", Watermelon: "%", Paused: "=",
		Cursor: ">", Open: "v", Closed: ">", Mark: "x", Check: "+",
		BarFull: "#", BarEmpty: "-",
		Ellipsis: "~", Down: "v", Up: "^", Left: "<", Right: ">", Dot: ".", Dash: "-",
		SortUp: "^", SortDown: "v", Then: ">", Scroll: "#",
		TopLeft: "+", TopRight: "+", BottomLeft: "+", BottomRight: "+",
		Horizontal: "-", Vertical: "|",
	}
}
