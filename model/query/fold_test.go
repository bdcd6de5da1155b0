package query

import (
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

// in finds what comparing lower-case copies finds.
func TestNeedle(t *testing.T) {
	text := rapid.StringOfN(rapid.RuneFrom([]rune("abcXYZ éÉößÖşıσΣςя日-1")), 0, 12, -1)
	rapid.Check(t, func(t *rapid.T) {
		s, p := text.Draw(t, "s"), text.Draw(t, "p")
		if rapid.Bool().Draw(t, "part") && len(s) > 0 {
			r := []rune(s)
			i := rapid.IntRange(0, len(r)-1).Draw(t, "i")
			p = strings.Map(unicode.ToUpper, string(r[i:]))
			if strings.Map(unicode.ToLower, p) != strings.Map(unicode.ToLower, string(r[i:])) {
				p = string(r[i:])
			}
		}
		n := newNeedle(p)
		low := func(s string) string { return strings.Map(unicode.ToLower, s) }
		if got, want := n.in(s), strings.Contains(low(s), low(p)); got != want {
			t.Fatalf("%q in %q: %v", p, s, got)
		}
	})
}

func TestNearest(t *testing.T) {
	names := []string{"state", "status", "start", "severity", "due", "done_on", "tag"}
	for s, want := range map[string]string{"statsu": "status state", "sev": "severity", "dew": "", "deu": "due", "done-on": "done_on", "on": "", "verity": "severity", "Sta": "state status start", "": "", "xyz": ""} {
		if got := strings.Join(nearest(s, names), " "); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

func TestSortKey(t *testing.T) {
	list := []string{"", "1", "1.2", "1.10", "2", "10", "a", "a 2", "a2", "a10", "a10b", "a11", "b", "z", "é"}
	for i, a := range list {
		for j, b := range list {
			if got := strings.Compare(sortKey(strings.ToUpper(a)), sortKey(b)); got < 0 != (i < j) || got == 0 != (i == j) {
				t.Errorf("%q and %q: %d", a, b, got)
			}
		}
	}
	if sortKey("a02") != sortKey("A2") || sortKey("0") != sortKey("000") {
		t.Error("leading zeros count")
	}
}

func TestRefNeedle(t *testing.T) {
	for _, x := range []struct {
		word   string
		prefix string
		num    uint64
		scale  bool
	}{{"T-14", "T", 14, true}, {"t14", "T", 14, true}, {"14", "", 14, false}, {"T", "", 0, false}, {"T-", "", 0, false}, {"TASK-1", "", 0, false}, {"T-014", "", 0, false}, {"T-1x", "", 0, false}, {"1.5", "", 0, false}, {"99999999999999", "", 0, false}, {"", "", 0, false}} {
		if got := newRefNeedle(x.word); got != (refNeedle{x.prefix, x.num, x.scale}) {
			t.Errorf("%q: %+v", x.word, got)
		}
	}
}
