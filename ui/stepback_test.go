package ui_test

import "testing"

// esc in triage closes the explanation, then takes the marks off, then leaves; each once.
func TestEscInTriageStepByStep(t *testing.T) {
	d := start(t, 120, 36, true).Press("t")
	shut := d.Screen()
	d.Press("space", "k", "=")
	if d.Screen() == shut {
		t.Fatal("= opened nothing")
	}
	d.Press("esc").Has("who waits", "●").Press("esc").Has("who waits").Lacks("●")
	d.Press("esc").Lacks("who waits").Has("1 Plan")
}
