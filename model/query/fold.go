package query

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// needle looks for a text without regard to case and without making copies: a filter as it
// is typed looks into every text of every record.
type needle struct {
	low   string
	runes []rune // nil where the needle is plain ASCII
}

var lower = func() (t [256]byte) {
	for i := range t {
		t[i] = byte(i)
		if i >= 'A' && i <= 'Z' {
			t[i] += 'a' - 'A'
		}
	}
	return t
}()

func newNeedle(s string) needle {
	low := strings.Map(unicode.ToLower, s)
	for i := range len(low) {
		if low[i] >= utf8.RuneSelf {
			return needle{low, []rune(low)}
		}
	}
	return needle{low: low}
}

// in reports whether s contains the needle.
func (n *needle) in(s string) bool {
	if n.runes != nil {
		return n.inRunes(s)
	}
	m := len(n.low)
	if m == 0 {
		return true
	}
	first := n.low[0]
	for i := 0; i+m <= len(s); i++ {
		if lower[s[i]] != first {
			continue
		}
		j := 1
		for j < m && lower[s[i+j]] == n.low[j] {
			j++
		}
		if j == m {
			return true
		}
	}
	return false
}

func (n *needle) inRunes(s string) bool {
	for i := range s {
		if n.prefixOf(s[i:]) {
			return true
		}
	}
	return false
}

func (n *needle) prefixOf(s string) bool {
	for _, want := range n.runes {
		r, size := utf8.DecodeRuneInString(s)
		if size == 0 || r != want && unicode.ToLower(r) != want {
			return false
		}
		s = s[size:]
	}
	return true
}

// is reports whether s is the needle.
func (n *needle) is(s string) bool { return strings.EqualFold(n.low, s) }

// nearest lists the names most like s, best first, at most three; none where nothing is like it.
func nearest(s string, names []string) []string {
	s = strings.ReplaceAll(strings.ToLower(s), "-", "_")
	var best [4][]string
	for _, n := range names {
		d := distance(s, n)
		switch {
		case s != "" && strings.HasPrefix(n, s):
			best[0] = append(best[0], n)
		case d == 1:
			best[1] = append(best[1], n)
		case d == 2 && len(s) > 3:
			best[2] = append(best[2], n)
		case len(s) > 2 && strings.Contains(n, s):
			best[3] = append(best[3], n)
		}
	}
	var out []string
	for _, b := range best {
		out = append(out, b...)
	}
	return out[:min(len(out), 3)]
}

// distance is the number of letters to change, add, drop or swap with their neighbour.
func distance(a, b string) int {
	before, prev, cur := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				cur[j] = min(cur[j], before[j-2]+1)
			}
		}
		before, prev, cur = prev, cur, before
	}
	return prev[len(b)]
}
