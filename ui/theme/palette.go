package theme

// palette is the handful of colours a coloured theme is made from: one accent,
// one warm scale (warm, hot), one cool sign, one good sign, and greys.
type palette struct {
	text, dim, faint, line      string
	accent, warm, hot, cool, ok string
	sel, selDim, selText, field string
}

// paletteOf picks the palette; contrast tests hold each to its background.
func paletteOf(name string, dark bool) palette {
	switch {
	case name == "contrast" && dark:
		return contrastDark
	case name == "contrast":
		return contrastLight
	case name == "colour-blind" && dark:
		return safeDark
	case name == "colour-blind":
		return safeLight
	case dark:
		return darkPalette
	}
	return lightPalette
}

// The dark palette is also what shows until a terminal says what its background is, so its colours
// are held dark enough to be made out on white as well. Faint is no darker than dim: the step between
// them could not be seen, and each change of colour is paid for on its way to the terminal.
var darkPalette = palette{
	text: "#e4e4e4", dim: "#9e9e9e", faint: "#9e9e9e", line: "#767676",
	accent: "#5fafff", warm: "#d78700", hot: "#ff5f5f", cool: "#87afd7", ok: "#5faf5f",
	sel: "#00005f", selDim: "#262626", selText: "#ffffff", field: "#262626",
}

var lightPalette = palette{
	text: "#1c1c1c", dim: "#4e4e4e", faint: "#585858", line: "#7b8390",
	accent: "#0b57b0", warm: "#8a4b00", hot: "#af0000", cool: "#2f5d8c", ok: "#005f00",
	sel: "#cfe3fb", selDim: "#e4e4e4", selText: "#10151c", field: "#f0f2f5",
}

// The middle palette is for a terminal that never says what its background is: its colours lie half
// way, so that all can be read on black and on white. In a terminal of 16 colours its greys become the
// dark one of the two, which both grounds show.
var middlePalette = palette{
	text: "#e4e4e4", dim: "#767676", faint: "#767676", line: "#767676",
	accent: "#0087d7", warm: "#b86a00", hot: "#e03c31", cool: "#5f87af", ok: "#008700",
	sel: "#00005f", selDim: "#3a3a3a", selText: "#ffffff", field: "#262626",
}

var contrastDark = palette{
	text: "#ffffff", dim: "#e0e0e0", faint: "#cfcfcf", line: "#bdbdbd",
	accent: "#7fdcff", warm: "#ffd166", hot: "#ffada6", cool: "#b8e0ff", ok: "#a6f0b8",
	sel: "#003a70", selDim: "#2a2a2a", selText: "#ffffff", field: "#1a1a1a",
}

var contrastLight = palette{
	text: "#000000", dim: "#262626", faint: "#3a3a3a", line: "#555555",
	accent: "#003a8c", warm: "#5c3000", hot: "#8b0000", cool: "#123d66", ok: "#00481c",
	sel: "#bcdcff", selDim: "#e2e2e2", selText: "#000000", field: "#f2f2f2",
}

// The safe pair begins with the hues of Okabe and Ito (sky blue, yellow, vermilion, bluish
// green), moved until each can be read and all stay apart for the common kinds of colour
// blindness. A light background leaves little room for hue, so what hurts is darker there too.
var safeDark = palette{
	text: "#e6e6e6", dim: "#adb3bd", faint: "#a0a7b2", line: "#6e7682",
	accent: "#5db5e8", warm: "#f0e442", hot: "#ff9248", cool: "#9ecbea", ok: "#3ce6b3",
	sel: "#123f63", selDim: "#303030", selText: "#ffffff", field: "#20252c",
}

var safeLight = palette{
	text: "#1b1f24", dim: "#4a525d", faint: "#5c6570", line: "#7a818b",
	accent: "#004373", warm: "#804d00", hot: "#800000", cool: "#2b5f86", ok: "#006b59",
	sel: "#cbe4f7", selDim: "#e4e4e4", selText: "#0f141a", field: "#f0f2f4",
}
