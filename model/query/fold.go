package query

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// needle looks for a text without regard to case and without making copies: a filter as it
// is typed looks into every text of every record. It jumps from one place to the next where
// its rarest byte stands, then compares. Plain letters are compared as bytes, so the two
// characters whose small form is a plain letter (U+0130, U+212A) are only found as themselves.
type needle struct {
	low    string
	runes  []rune // nil where the needle is plain ASCII
	at     int    // where in low its rarest byte is; -1: cases differ in length, no jumping
	lo, up byte   // that byte in both cases
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
	n := needle{low: strings.Map(unicode.ToLower, s), at: -1}
	high := strings.Map(unicode.ToUpper, n.low)
	if strings.IndexFunc(n.low, func(r rune) bool { return r >= utf8.RuneSelf }) >= 0 {
		n.runes = []rune(n.low)
	} else {
		high = strings.ToUpper(n.low)
	}
	if len(high) != len(n.low) {
		return n
	}
	best := -1
	for i := range len(n.low) {
		if score := rarity(n.low[i]); score > best {
			best, n.at = score, i
		}
	}
	if n.at >= 0 {
		n.lo, n.up = n.low[n.at], high[n.at]
	}
	return n
}

// rarity guesses how seldom a byte is in texts.
func rarity(c byte) int {
	switch i := strings.IndexByte(" etaoinsrhdlucmfpgwybvkjxzq", c); {
	case i >= 0:
		return i
	case digit(c):
		return 15
	}
	return 28
}

// in reports whether s contains the needle.
func (n *needle) in(s string) bool {
	if n.at < 0 {
		return n.low == "" || n.inRunes(s)
	}
	end := len(s) - len(n.low) + n.at + 1
	if end <= n.at {
		return false
	}
	return n.jump(s, end, n.lo) || n.up != n.lo && n.jump(s, end, n.up)
}

// jump looks for the needle wherever its rarest byte is c, before end.
func (n *needle) jump(s string, end int, c byte) bool {
	for i := n.at; i < end; i++ {
		j := strings.IndexByte(s[i:end], c)
		if j < 0 {
			return false
		}
		i += j
		if n.begins(s[i-n.at:]) {
			return true
		}
	}
	return false
}

// leads reports whether s begins with the needle, however short s is.
func (n *needle) leads(s string) bool {
	return s != "" && (n.runes != nil || len(s) >= len(n.low)) && n.begins(s)
}

// begins reports whether s begins with the needle.
func (n *needle) begins(s string) bool {
	if n.runes != nil {
		return n.prefixOf(s)
	}
	for i := range len(n.low) {
		if lower[s[i]] != n.low[i] {
			return false
		}
	}
	return true
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

// Nearest lists the names of fields that somebody who wrote s may have meant, best first, at most
// three; none where nothing is like it.
func Nearest(s string, names []string) []string { return nearest(s, names) }

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
