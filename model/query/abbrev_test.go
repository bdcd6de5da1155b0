package query_test

import (
	"strings"
	"testing"

	"tandem/model"
	"tandem/model/query"
)

// TestAbbreviationOfSeveral: a beginning that fits a field and a common word for another one is refused and
// both are named; one that fits one of them alone, or means the same, is understood.
func TestAbbreviationOfSeveral(t *testing.T) {
	for _, x := range []struct{ kind, q, wants string }{
		{"task", "du<+1d", "due or duration"},
		{"task", "d<+7d", "due"},
		{"task", "per<100", ""},
		{"task", "dur>2d", "ok"},
		{"task", "due<+1d", "ok"},
		{"task", "dea<+1d", "ok"},
		{"escalation", "statu:open", "ok"},
		{"blocker", "stat:open", "ok"},
	} {
		k, err := model.Kinds().Named(x.kind)
		if err != nil {
			t.Fatal(err)
		}
		_, err = query.Parse(x.q, k)
		switch {
		case x.wants == "ok" && err != nil:
			t.Errorf("%s: %v", x.q, err)
		case x.wants != "ok" && (err == nil || !strings.Contains(err.Error(), "is not a field of") || !strings.Contains(err.Error(), x.wants)):
			t.Errorf("%s: %v", x.q, err)
		}
	}
}
