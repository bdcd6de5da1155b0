package cli

import (
	"strings"
	"testing"
)

// What people type wrong is answered in a line that says what to type instead.
func TestWordings(t *testing.T) {
	db := sampled(t)
	for _, c := range []struct {
		args      []string
		want, not string
	}{
		{[]string{"set", "T-14", "nonsense=4"}, "tandem kinds task", "constraint_date"},
		{[]string{"set", "T-14", "percnt=4"}, "did you mean percent", "constraint_date"},
		{[]string{"list", "tasks", "--columns", "deadlime"}, "did you mean deadline", "constraint_date"},
		{[]string{"search", ""}, "no words to search for", ""},
		{[]string{"search", " ", ""}, "no words to search for", ""},
		{[]string{"scenario", "list"}, "tandem list scenarios", "nothing to do"},
		{[]string{"log-contact", "A-1", "--text", "x", "--promise", "blah a plan"}, `--promise: "blah a plan" does not begin with a date: write --promise 'fri a plan'`, "!"},
		{[]string{"log-contact", "A-1", "--text", "x", "--action", "blah"}, "--action 'mon call them'", "?"},
	} {
		code, out, e := runMain(t, db, IO{}, c.args...)
		if code != int(Usage) || !strings.Contains(e, c.want) || c.not != "" && strings.Contains(e, c.not) || len(e) > 200 {
			t.Errorf("%v: %d %s%s", c.args, code, out, e)
		}
	}
}

// A computed number is rounded in text and whole in JSON.
func TestComputedNumbers(t *testing.T) {
	for text, want := range map[string]string{"75.469213686": "75.47", "75": "75", "75.5": "75.5", "-0.006": "-0.01", "1.2.345": "1.2.345", "A. Byron": "A. Byron",
		"12.345 EUR": "12.345 EUR", "": ""} {
		if got := hundredths(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	db := sampled(t)
	code, out, e := runMain(t, db, IO{}, "list", "projects", "--columns", "done")
	if code != 0 || !strings.Contains(out, ".") {
		t.Fatalf("%d %s\n%s", code, e, out)
	}
	for _, l := range strings.Split(strings.TrimSpace(out), "\n")[1:] {
		if f := strings.Fields(l); len(f) == 2 {
			if _, part, _ := strings.Cut(f[1], "."); len(part) > 2 {
				t.Errorf("%s is not rounded", l)
			}
		}
	}
}
