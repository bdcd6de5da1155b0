package ui_test

import "testing"

// ctrl+f in a form finds a field by its name, also one under the fold; esc goes back to the form.
func TestFindField(t *testing.T) {
	d := start(t, 120, 36, true)
	d.Press("2", "n").Lacks("contingency  ").Press("ctrl+f").Has("Find a field").Type("contingen").Has("what is done if it happens").Press("enter")
	d.Lacks("Find a field").Has("Contingency").Type("call the second carrier").Has("call the second carrier").Fits()
	d.Press("ctrl+f").Press("esc").Has("call the second carrier")
}
