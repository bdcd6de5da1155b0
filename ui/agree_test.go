package ui_test

import (
	"fmt"
	"regexp"
	"testing"
)

// The header, Today and triage count the same: what is breached or due today and not yet decided.
func TestCountsAgree(t *testing.T) {
	d := start(t, 140, 36, true)
	said := regexp.MustCompile(`(\d+) breached or due today`)
	count := func() (n int) {
		m := said.FindStringSubmatch(d.Screen())
		if m == nil {
			t.Fatalf("no count in the header:\n%s", d.Screen())
		}
		fmt.Sscan(m[1], &n)
		return n
	}
	d.Press("t", "a", "esc") // the numbers of the header follow a change
	before := count()
	d.Press("d").Has(fmt.Sprintf("breached or due today  %d", before)).Press("esc")
	d.Press("t", "a", "esc")
	if after := count(); after != before-1 {
		t.Errorf("%d after one was accepted, %d before", after, before)
	}
	d.Press("d").Has(fmt.Sprintf("breached or due today  %d", before-1))
}
