package act_test

import (
	"strings"
	"testing"

	"tandem/ui/act"
)

// Levels are offered 1, 2, 3 in this order, with the verb's own key behind the default.
func TestNumbersInOrder(t *testing.T) {
	keys, err := act.Default()
	if err != nil {
		t.Fatal(err)
	}
	for scope, name := range map[string]act.Name{"triage": "triage.escalate", "browse": "record.raise"} {
		var got []string
		for _, h := range keys.Footer(act.Chain{act.ScopeOf(scope)}, name) {
			got = append(got, h.Key+" "+h.Text)
		}
		want := "1 those who work on it, 2 department's lead (or E), 3 management"
		if s := strings.Join(got, ", "); !strings.HasPrefix(s, want) {
			t.Errorf("%s: %s", scope, s)
		}
	}
}
