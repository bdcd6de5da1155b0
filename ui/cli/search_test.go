package cli

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestSearch(t *testing.T) {
	db := sampled(t)
	code, out, e := runMain(t, db, IO{}, "search", "label", "printer", "offline")
	if code != 0 || !strings.Contains(out, "Label printer offline at dock 4") || !strings.Contains(out, "escalation") {
		t.Fatalf("%d %s\n%s", code, e, out)
	}
	if lines := strings.Split(out, "\n"); !strings.Contains(lines[1], "E-") {
		t.Errorf("the escalation is not first:\n%s", out)
	}
	var hits []struct{ Ref, Kind, Title, Of, Field, Text string }
	code, out, e = runMain(t, db, IO{}, "search", "printer", "--kind", "tasks", "--kind", "risks", "--json")
	if err := json.Unmarshal([]byte(out), &hits); err != nil || code != 0 || len(hits) == 0 {
		t.Fatalf("%d %s %v\n%s", code, e, err, out)
	}
	for _, h := range hits {
		if h.Kind != "task" && h.Kind != "risk" {
			t.Errorf("%+v is of another kind", h)
		}
		if !strings.Contains(strings.ToLower(h.Title+h.Text), "printer") {
			t.Errorf("%+v does not say where the word is", h)
		}
	}
	code, out, _ = runMain(t, db, IO{}, "search", hits[0].Ref, "--json", "--limit", "1")
	if code != 0 || !strings.Contains(out, `"`+hits[0].Ref+`"`) {
		t.Errorf("a reference finds %s", out)
	}
	if code, out, _ := runMain(t, db, IO{}, "search", "pritner", "--json"); code != 0 || !strings.Contains(strings.ToLower(out), "printer") {
		t.Errorf("a typing mistake finds %s", out)
	}
	if code, out, _ := runMain(t, db, IO{}, "search", "qqqzzz", "--json"); code != 0 || strings.TrimSpace(out) != "[]" {
		t.Errorf("nothing is %q, %d", out, code)
	}
}

func TestSearchSaysWhatIsWrong(t *testing.T) {
	db := sampled(t)
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"search"}, "too few arguments"},
		{[]string{"search", "a", "--kind", "unicorns"}, "unicorns"},
		{[]string{"search", "kind:unicorn", "a"}, "unicorn"},
		{[]string{"search", "a", "--limit", "-3"}, "--limit"},
	} {
		code, _, e := runMain(t, db, IO{}, c.args...)
		if code == 0 || !strings.Contains(e, c.want) {
			t.Errorf("%v: %d %s", c.args, code, e)
		}
	}
}

// To a terminal the list is short and says how much more there is.
func TestSearchOnATerminal(t *testing.T) {
	db := sampled(t)
	code, out, e := runMain(t, db, IO{IsTTY: true, Width: 100}, "search", "e")
	if code != 0 || !strings.Contains(out, "more: --limit shows them") || strings.Count(out, "\n") > onScreen+3 {
		t.Errorf("%d %s\n%s", code, e, out)
	}
	_, out, _ = runMain(t, db, IO{IsTTY: true, Width: 100}, "search", "qqqzzz")
	if !strings.Contains(out, "Nothing fits") {
		t.Error(out)
	}
}
