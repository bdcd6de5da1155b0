package browse

import (
	"testing"

	"tandem/model"
)

// Every pair of digits is offered once, the gravest first, and means what it says.
func TestGravities(t *testing.T) {
	list := gravities()
	if len(list) != 9 || list[0].Key != "11" || list[8].Key != "33" {
		t.Fatalf("%v", list)
	}
	last, seen := 0, map[string]bool{}
	for _, c := range list {
		x, err := raising(model.NewID("T", 1), c.Key)
		if err != nil || seen[c.Key] {
			t.Fatalf("%s: %v", c.Key, err)
		}
		seen[c.Key] = true
		s := x.Impact + x.Urgency - 1
		if s < last || c.Title[len(c.Title)-1] != byte('0'+s) {
			t.Errorf("%s %s: severity %d", c.Key, c.Title, s)
		}
		last = s
	}
}
