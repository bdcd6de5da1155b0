package transfer_test

import (
	"strings"
	"testing"

	"tandem/store/transfer"
)

// TestAlike: equal problems are one, at the first row, with the first rows named and the rest counted.
func TestAlike(t *testing.T) {
	var list []transfer.Problem
	for n := 2; n < 13; n++ {
		list = append(list, transfer.Problem{File: "k.csv", Row: n, Field: "Status", Message: "unknown"})
	}
	list = append(list, transfer.Problem{File: "k.csv", Row: 4, Field: "Tier", Message: "unknown"}, transfer.Problem{File: "k.csv", Message: "cut"},
		transfer.Problem{File: "k.csv", Row: 5, Field: "Tier", Message: "unknown"}, transfer.Problem{File: "k.csv", Row: 6, Field: "Tier", Message: "unknown", Rejected: true})
	var got []string
	for _, f := range transfer.Alike(list) {
		got = append(got, strings.TrimSpace(f.Field+" "+f.Lines()))
	}
	if s := strings.Join(got, "; "); s != "Status lines 2, 3, 4, 5, 6 and 6 more; Tier lines 4, 5; ; Tier line 6" {
		t.Error(s)
	}
	if f := transfer.Alike(list); f[0].More != 10 || f[0].Row != 2 || len(transfer.Alike(nil)) != 0 {
		t.Errorf("%+v", f)
	}
}
