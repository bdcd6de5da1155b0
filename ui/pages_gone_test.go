package ui_test

import (
	"strings"
	"testing"

	"tandem/model"
)

// TestPageOfWhatIsGone: a page about a record that is there no longer gives way, whichever page it is, and the
// way back to it shows no other record's.
func TestPageOfWhatIsGone(t *testing.T) {
	for _, c := range strings.Fields("t d a b s f n v m c o h") {
		d := start(t, 120, 36, true)
		d.Press("p")
		d.Press(c)
		d.Fits()
		d.Press("u", "t") // the sample is one step, and not of this run: it is asked for
		d.Fits()
		if n := d.store.Snapshot().Count(model.ProjectPrefix); n != 0 {
			t.Fatalf("%s: %d projects left", c, n)
		}
		d.Press("U")
		d.Fits()
		d.Press("u")
		for range 3 {
			d.Press("[")
			d.Fits()
		}
		d.Resize(200, 50)
		d.Fits()
	}
}
