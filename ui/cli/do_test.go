package cli

import (
	"strings"
	"testing"
)

// A change request is approved in text as on the screen: in one step that undo takes back.
func TestDo(t *testing.T) {
	db := sampled(t)
	ok := func(args ...string) string {
		t.Helper()
		code, out, errs := runMain(t, db, IO{}, args...)
		if code != 0 {
			t.Fatalf("%v: %d %s", args, code, errs)
		}
		return out
	}
	out := ok("do", "CR-1")
	if !strings.Contains(out, "approve") || !strings.Contains(out, "reject") {
		t.Errorf("what can be done: %q", out)
	}
	before := ok("show", "T-24", "--json") + ok("list", "cost_lines", "--json")
	if out := ok("do", "CR-1", "approve"); !strings.Contains(out, "approve CR-1") {
		t.Errorf("done: %q", out)
	}
	if after := ok("list", "cost_lines", "--json"); strings.Contains(before, after) {
		t.Error("the budget has not moved")
	}
	if out := ok("do", "CR-1"); !strings.Contains(out, "not now") {
		t.Errorf("approved and still: %q", out)
	}
	for _, args := range [][]string{{"do"}, {"do", "CR-1", "approve"}, {"do", "T-1", "approve"}, {"do", "CR-99", "approve"}, {"do", "CR-2", "praise"}} {
		if code, _, errs := runMain(t, db, IO{}, args...); code == 0 || errs == "" {
			t.Errorf("%v: %d %q", args, code, errs)
		}
	}
	if out := ok("do", "C-1"); !strings.Contains(out, "nothing to approve") {
		t.Errorf("a contact: %q", out)
	}
	ok("undo")
	if after := ok("show", "T-24", "--json") + ok("list", "cost_lines", "--json"); after != before {
		t.Error("undo does not bring back the same")
	}
}
