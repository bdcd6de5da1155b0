package ui

import "tandem/ui/act"

// typing is what the help says of the keys inside a line of text. They belong to the line itself,
// in every entry alike, and cannot be opened help on from there, since ? is typed.
func typing() act.Section {
	row := func(title, help string, keys ...string) act.Row {
		return act.Row{Scope: "typing", Keys: keys, Title: title, Help: help, Enabled: true}
	}
	return act.Section{Scope: "typing", Title: "While you type", Rows: []act.Row{
		row("Take back", "Takes back the last words typed, a paste, a cut or a completion.", "alt+u", "ctrl+_"),
		row("Do again", "Does again what was taken back.", "alt+U"),
		row("By words", "Moves a word to the left or to the right.", "alt+b", "alt+f"),
		row("Beginning, end", "Moves to the beginning or the end of the line.", "ctrl+a", "end"),
		row("Cut a word", "Cuts the word before the cursor.", "ctrl+w"),
		row("Cut to the end", "Cuts what stands behind the cursor.", "ctrl+k"),
	}}
}
