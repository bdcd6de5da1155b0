package ui_test

import (
	"fmt"
	"regexp"
	"testing"
)

// The header, Today and triage count the same: what is breached or due today. A decision takes nothing off
// that number, for it stops no clock; it is told apart.
func TestCountsAgree(t *testing.T) {
	d := start(t, 140, 36, true)
	said := regexp.MustCompile(`(\d+) breached or due today(?:, (\d+) in hand)?`)
	count := func() (n, held int) {
		t.Helper()
		m := said.FindStringSubmatch(d.Screen())
		if m == nil {
			t.Fatalf("no count in the header:\n%s", d.Screen())
		}
		fmt.Sscan(m[1], &n)
		fmt.Sscan(m[2], &held)
		return n, held
	}
	today := func(n, held int) {
		t.Helper()
		d.Press("d").Has(fmt.Sprintf("breached or due today  %d, %d in hand", n, held)).Press("esc")
	}
	d.Press("t", "a", "esc") // the numbers of the header follow a change
	all, held := count()
	today(all, held)
	for _, decision := range [][]string{{"a"}, {"w", "d"}, {"s", "2"}} {
		d.Press("t").Press(decision...).Press("esc")
		n, h := count()
		if n != all || h != held+1 {
			t.Errorf("%q: %d and %d in hand, were %d and %d", decision, n, h, all, held)
		}
		held = h
		today(n, h)
	}
}
