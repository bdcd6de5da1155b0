package browse

import "testing"

// TestAgree: the verb of a link follows the number of tasks.
func TestAgree(t *testing.T) {
	for _, x := range []struct {
		verb string
		n    int
		want string
	}{{"start", 1, "starts"}, {"start", 2, "start"}, {"finish", 1, "finishes"}, {"finish", 3, "finish"}} {
		if got := agree(x.verb, x.n); got != x.want {
			t.Errorf("%d %s: %s", x.n, x.verb, got)
		}
	}
}
