package ui_test

import "testing"

// TestFooterOfEscalations: at every width the list of escalations and a record of it show what is done
// with one; what cannot be done takes no room where room is short.
func TestFooterOfEscalations(t *testing.T) {
	for _, w := range []int{80, 120, 200} {
		d := start(t, w, 36, true)
		d.Press("7").Has("c contact", "E level", "I incident", "? keys", "u undo").Fits()
		d.Press("enter").Has("c contact", "E level", "I incident", "esc close", "? keys", "u undo").Fits()
		if w > 80 {
			d.Has("a resolve")
		}
		if w < 160 {
			d.Lacks("backspace unlink", "r restore")
		}
	}
}

// TestFooterElsewhere: a new record stays in sight on the lists of other kinds.
func TestFooterElsewhere(t *testing.T) {
	for _, tab := range []string{"2", "3", "4", "5", "6", "8", "0"} {
		start(t, 80, 24, true).Press(tab).Has("enter open", "n new", "? keys").Fits()
	}
	start(t, 120, 36, true).Press("2").Has("E escalate", "tab DM").Press("tab").Has("tab PM")
}
